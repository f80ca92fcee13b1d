// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclechanger.h"

#include "oracle/oracleddltext.h"
#include "oracle/oraclewriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleChanger", text);
}

void changeOraclePrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to)
{
    const WriteOptions options;
    const QString target = OracleDdlText(options).name(to.ref);
    const auto has = [](const SchemaObject &object, const Privilege &privilege) {
        return std::ranges::any_of(object.privileges, [&](const Privilege &other) {
            return other.grantee == privilege.grantee && other.privilege == privilege.privilege && other.column == privilege.column
                   && other.grantable == privilege.grantable;
        });
    };
    const auto add = [&](const Privilege &privilege, bool give) {
        list.steps.push_back(
            {privilegeText(privilege, target, give), ChangePhase::Privilege, to.kind, to.ref, tr("privilege of %1").arg(privilege.grantee), {}, {}});
    };
    for (const Privilege &old : from.privileges) {
        if (!has(to, old))
            add(old, false);
    }
    for (const Privilege &wanted : to.privileges) {
        if (!has(from, wanted))
            add(wanted, true);
    }
}

namespace {

const WriteOptions plainOptions{};

QString nameOf(const SchemaObject &object)
{
    return OracleDdlText(plainOptions).name(object.ref);
}

QString kindWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::View: return u"VIEW "_s;
    case ObjectKind::MaterializedView: return u"MATERIALIZED VIEW "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Package: return u"PACKAGE "_s;
    case ObjectKind::Type: return u"TYPE "_s;
    case ObjectKind::Synonym: return object.ref.schema == "PUBLIC"_L1 ? u"PUBLIC SYNONYM "_s : u"SYNONYM "_s;
    case ObjectKind::Routine: {
        const QString &variant = static_cast<const Routine &>(object).variant;
        return variant == "event"_L1 ? u"TRIGGER "_s : variant == "procedure"_L1 ? u"PROCEDURE "_s : u"FUNCTION "_s;
    }
    default: return u"TABLE "_s;
    }
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::Synonym: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence;
    case ObjectKind::Routine:
    case ObjectKind::Package: return ChangePhase::DropRoutine;
    case ObjectKind::Type: return ChangePhase::DropType;
    default: return ChangePhase::DropTable;
    }
}

void addStatements(ChangeList &list, const SchemaObject &object, const QString &purpose)
{
    for (DdlStatement &statement : oracleWriter().create(object)) {
        if (!statement.note.isEmpty())
            list.notes.push_back({object.ref, statement.note});
        list.steps.push_back({std::move(statement.sql), changePhaseOf(statement.phase), object.kind, object.ref, purpose, {}, {}});
    }
}

/// Statements of `to` that `from` does not have alike; CREATE takes the place of what is there.
ChangeList replace(const SchemaObject &from, const SchemaObject &to)
{
    const std::vector<DdlStatement> old = oracleWriter().create(from);
    ChangeList list;
    for (DdlStatement &statement : oracleWriter().create(to)) {
        const bool same = std::ranges::any_of(old, [&](const DdlStatement &other) { return other.sql == statement.sql; });
        if (same)
            continue;
        QString sql = statement.sql;
        if (sql.startsWith("CREATE "_L1) && !sql.startsWith("CREATE OR REPLACE"_L1))
            sql.replace(0, 6, u"CREATE OR REPLACE"_s);
        list.steps.push_back({sql, changePhaseOf(statement.phase), to.kind, to.ref, tr("replace %1").arg(to.ref.name), {}, {}});
    }
    if (to.kind == ObjectKind::Type) { // refused while a table or another type stands on it
        for (ChangeStep &step : list.steps)
            step.hazards.append(Hazard::MayFail);
    }
    changeOraclePrivileges(list, from, to);
    return list;
}

ChangeList changeSequence(const Sequence &from, const Sequence &to)
{
    ChangeList list;
    const auto text = [](const SequenceOptions &o) {
        const QString cache = o.cache == "0"_L1 || o.cache == "1"_L1 ? u"NOCACHE"_s : u"CACHE "_s + o.cache;
        return u"INCREMENT BY %1 MINVALUE %2 MAXVALUE %3 %4 %5"_s.arg(o.increment, o.minimum, o.maximum, cache, o.cycle ? u"CYCLE"_s : u"NOCYCLE"_s);
    };
    if (text(from.counting) != text(to.counting))
        list.steps.push_back({u"ALTER SEQUENCE "_s + nameOf(to) + u' ' + text(to.counting),
                              ChangePhase::AlterTable,
                              to.kind,
                              to.ref,
                              tr("count in another way"),
                              {Hazard::MayFail},
                              {}});
    changeOraclePrivileges(list, from, to);
    return list;
}

class OracleChanger final : public SchemaChanger
{
public:
    ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override
    {
        switch (to.kind) {
        case ObjectKind::Table: return changeOracleTable(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed);
        case ObjectKind::Sequence: return changeSequence(static_cast<const Sequence &>(from), static_cast<const Sequence &>(to));
        case ObjectKind::Schema: return {}; // a user
        case ObjectKind::MaterializedView: break; // has no OR REPLACE
        default:
            if (from.ref == to.ref)
                return replace(from, to);
            break;
        }
        ChangeList list = drop(from);
        addStatements(list, to, tr("create %1 anew").arg(to.ref.name));
        return list;
    }

    ChangeList drop(const SchemaObject &object) const override
    {
        ChangeList list;
        if (object.kind == ObjectKind::Schema) {
            list.notes.push_back({object.ref, tr("“%1” is a user: drop it by hand.").arg(object.ref.name)});
            return list;
        }
        const bool loses = object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence;
        const QList<Hazard> hazards = loses ? QList{Hazard::DataLoss} : QList<Hazard>();
        if (object.kind == ObjectKind::Table) {
            for (const ForeignKey &key : static_cast<const Table &>(object).foreignKeys) // so that tables can go in any order
                list.steps.push_back({u"ALTER TABLE %1 DROP CONSTRAINT %2"_s.arg(nameOf(object), OracleDdlText::identifier(key.name)),
                                      ChangePhase::DropForeignKey,
                                      object.kind,
                                      object.ref,
                                      tr("the table goes"),
                                      hazards,
                                      {}});
        }
        list.steps.push_back({u"DROP "_s + kindWord(object) + nameOf(object),
                              dropPhase(object.kind),
                              object.kind,
                              object.ref,
                              tr("drop %1").arg(object.ref.name),
                              hazards,
                              {}});
        return list;
    }

    const EngineTerms &terms() const override { return oracleTerms(); }
};

} // namespace

const SchemaChanger &oracleChanger()
{
    static const OracleChanger changer;
    return changer;
}

} // namespace concord
