// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbchanger.h"

#include "connection/dialect.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdbschemawriter.h"
#include "duckdb/duckdbtablechange.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbChanger", text);
}

EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions.insert(u"uuid"_s, u"uuid()"_s);
    terms.functions.insert(u"user"_s, u"current_user"_s);
    terms.identity = Identity::No;
    terms.sequenceDefault = u"nextval(%1)"_s;
    terms.keysInTable = true;
    terms.partialIndexes = false;
    for (const TypeFamily family : {TypeFamily::Integer, TypeFamily::Decimal, TypeFamily::Float, TypeFamily::Boolean, TypeFamily::Date,
                                    TypeFamily::Timestamp, TypeFamily::Time, TypeFamily::Uuid, TypeFamily::Json})
        terms.misfits.insert(family, u"%1 IS NOT NULL AND TRY_CAST(%1 AS %2) IS NULL"_s);
    return terms;
}

/// What an object is called in DROP.
QString dropWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Schema: return u"SCHEMA"_s;
    case ObjectKind::View: return u"VIEW"_s;
    case ObjectKind::Sequence: return u"SEQUENCE"_s;
    case ObjectKind::Type: return u"TYPE"_s;
    case ObjectKind::Routine: return static_cast<const Routine &>(object).body.contains(") AS TABLE "_L1) ? u"MACRO TABLE"_s : u"MACRO"_s;
    default: return u"TABLE"_s;
    }
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return ChangePhase::DropSchema;
    case ObjectKind::View: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence;
    case ObjectKind::Type: return ChangePhase::DropType;
    case ObjectKind::Routine: return ChangePhase::DropRoutine;
    default: return ChangePhase::DropTable;
    }
}

class DuckdbSchemaChanger final : public SchemaChanger
{
public:
    ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override
    {
        if (from.kind == ObjectKind::Table)
            return duckdbTableChange(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed, false);
        ChangeList list;
        if (from.kind == ObjectKind::Schema)
            return list;
        if (from.kind == ObjectKind::Sequence) {
            list.notes.push_back({to.ref, tr("DuckDB cannot alter a sequence: drop “%1” and create it anew by hand.").arg(to.ref.name)});
            return list;
        }
        // A view or macro is replaced in its place; a type's columns keep what it was.
        if (from.kind == ObjectKind::Type)
            list.steps.push_back({u"DROP TYPE "_s + duckdbQualified(from.ref),
                                  ChangePhase::AlterType,
                                  from.kind,
                                  from.ref,
                                  tr("drop type %1").arg(from.ref.name),
                                  {},
                                  {}});
        for (DdlStatement &statement : duckdbSchemaWriter().create(to)) {
            if (statement.sql.startsWith("CREATE "_L1) && to.kind != ObjectKind::Type)
                statement.sql.insert(7, u"OR REPLACE "_s);
            const ChangePhase phase =
                to.kind == ObjectKind::Type && statement.phase == DdlPhase::Type ? ChangePhase::AlterType : changePhaseOf(statement.phase);
            list.steps.push_back({std::move(statement.sql), phase, to.kind, to.ref, tr("create %1 anew").arg(to.ref.name), {}, {}});
        }
        return list;
    }

    ChangeList changeTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context) const override
    {
        const auto pointsHere = [&](const Table *table) {
            return table->ref != from.ref && std::ranges::any_of(table->foreignKeys, [&](const ForeignKey &key) { return key.target == from.ref; });
        };
        const bool referenced = std::ranges::any_of(context.before, pointsHere);
        return duckdbTableChange(from, to, renamed, referenced);
    }

    ChangeList drop(const SchemaObject &object) const override
    {
        ChangeList list;
        if (object.kind == ObjectKind::Schema && object.ref.name == "main"_L1)
            return list;
        const bool loses = object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence;
        const QString name = object.kind == ObjectKind::Schema ? duckdbDialect().identifier(object.ref.name) : duckdbQualified(object.ref);
        list.steps.push_back({u"DROP %1 %2"_s.arg(dropWord(object), name),
                              dropPhase(object.kind),
                              object.kind,
                              object.ref,
                              tr("drop %1").arg(object.ref.name),
                              loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>(),
                              {}});
        return list;
    }

    const EngineTerms &terms() const override
    {
        static const EngineTerms terms = makeTerms();
        return terms;
    }
    QString attach(const QString &file, const QString &name) const override
    {
        return u"ATTACH %1 AS %2 (READ_ONLY)"_s.arg(duckdbDialect().literal(file), duckdbDialect().identifier(name));
    }
    QString detach(const QString &name) const override { return u"DETACH "_s + duckdbDialect().identifier(name); }
};

} // namespace

QString duckdbQualified(const ObjectRef &ref)
{
    const Dialect &dialect = duckdbDialect();
    if (ref.schema.isEmpty() || ref.schema == "main"_L1)
        return dialect.identifier(ref.name);
    return dialect.identifier(ref.schema) + u'.' + dialect.identifier(ref.name);
}

const SchemaChanger &duckdbSchemaChanger()
{
    static const DuckdbSchemaChanger changer;
    return changer;
}

} // namespace concord
