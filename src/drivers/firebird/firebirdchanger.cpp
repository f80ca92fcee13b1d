// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdchanger.h"

#include "connection/dialect.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirdschemawriter.h"
#include "firebird/firebirdtablechange.h"
#include "firebird/firebirdtabletext.h"
#include "firebird/firebirdtypes.h"
#include "schema/logicaltype.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdChanger", text);
}

/// A default of Firebird's is a literal or a word that the server knows: no function, no UUID.
EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions.insert(u"user"_s, u"CURRENT_USER"_s);
    terms.longestName = 63;
    terms.partialIndexes = false; // since 5.0
    terms.keyTypes = {{TypeFamily::Text, u"VARCHAR(255)"_s}, {TypeFamily::Bytes, u"VARCHAR(255) CHARACTER SET OCTETS"_s}}; // no BLOB is under an index
    return terms;
}

QString kindWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::View: return u"VIEW "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Package: return u"PACKAGE "_s;
    case ObjectKind::Type: return static_cast<const TypeObject &>(object).variant == "exception"_L1 ? u"EXCEPTION "_s : u"DOMAIN "_s;
    case ObjectKind::Routine: {
        const QString &variant = static_cast<const Routine &>(object).variant;
        return variant == "event"_L1 ? u"TRIGGER "_s : variant == "function"_L1 ? u"FUNCTION "_s : u"PROCEDURE "_s;
    }
    default: return u"TABLE "_s;
    }
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence;
    case ObjectKind::Type: return ChangePhase::DropType;
    case ObjectKind::Routine:
    case ObjectKind::Package: return ChangePhase::DropRoutine;
    default: return ChangePhase::DropTable;
    }
}

void add(ChangeList &list, const SchemaObject &object, ChangePhase phase, const QString &sql, const QString &purpose,
         const QList<Hazard> &hazards = {})
{
    list.steps.push_back({sql, phase, object.kind, object.ref, purpose, hazards, {}});
}

/// CREATE OR ALTER takes the place of what is there, with its rights; of a package's body, RECREATE.
ChangeList replace(const SchemaObject &from, const SchemaObject &to)
{
    ChangeList list;
    const std::vector<DdlStatement> old = firebirdSchemaWriter().create(from);
    for (const DdlStatement &statement : firebirdSchemaWriter().create(to)) {
        const bool extra = statement.phase == DdlPhase::Comment || statement.phase == DdlPhase::Privilege;
        const bool same = std::ranges::any_of(old, [&](const DdlStatement &other) { return other.sql == statement.sql; });
        if (extra || same || statement.sql.isEmpty())
            continue;
        QString sql = statement.sql;
        if (sql.startsWith("CREATE PACKAGE BODY "_L1))
            sql.replace(0, 6, u"RECREATE"_s);
        else if (sql.startsWith("CREATE "_L1))
            sql.replace(0, 6, u"CREATE OR ALTER"_s);
        add(list, to, changePhaseOf(statement.phase), sql, tr("replace %1").arg(to.ref.name));
    }
    addFirebirdExtras(list, from, to);
    return list;
}

ChangeList changeSequence(const Sequence &from, const Sequence &to)
{
    ChangeList list;
    const QString name = firebirdIdentifier(to.ref.name);
    const QString increment = to.counting.increment.isEmpty() ? u"1"_s : to.counting.increment;
    if (from.counting.start != to.counting.start && !to.counting.start.isEmpty())
        add(list, to, ChangePhase::AlterTable, u"RECREATE SEQUENCE %1 START WITH %2 INCREMENT BY %3"_s.arg(name, to.counting.start, increment),
            tr("begin elsewhere: it forgets how far it counted"), {Hazard::DataLoss, Hazard::MayFail});
    else if (from.counting.increment != to.counting.increment)
        add(list, to, ChangePhase::AlterTable, u"ALTER SEQUENCE %1 INCREMENT BY %2"_s.arg(name, increment), tr("count in other steps"));
    addFirebirdExtras(list, from, to);
    return list;
}

QString checkOf(const TypeObject &type)
{
    QStringList all;
    for (const Check &check : type.checks)
        all.append(type.checks.size() > 1 ? u'(' + check.expression + u')' : check.expression);
    return all.join(u" AND "_s);
}

ChangeList changeDomain(const TypeObject &from, const TypeObject &to)
{
    ChangeList list;
    const auto alter = [&](const QString &what, const QString &purpose, const QList<Hazard> &hazards = {}) {
        add(list, to, ChangePhase::AlterType, u"ALTER DOMAIN %1 %2"_s.arg(firebirdIdentifier(to.ref.name), what), purpose, hazards);
    };
    if (from.collation != to.collation)
        list.notes.push_back({to.ref, tr("Firebird gives no domain another collation: make “%1” anew by hand.").arg(to.ref.name)});
    const bool wider = convertType(firebirdTypes().logical(from.baseType), firebirdTypes().logical(to.baseType)).verdict <= TypeVerdict::Widening;
    if (from.baseType != to.baseType && !wider)
        list.notes.push_back(
            {to.ref, tr("Firebird makes no domain narrower: %1 of “%2” becomes %3 by hand.").arg(from.baseType, to.ref.name, to.baseType)});
    else if (from.baseType != to.baseType)
        alter(u"TYPE "_s + to.baseType, tr("change the type of domain %1").arg(to.ref.name), {Hazard::MayFail});
    if (from.defaultExpression != to.defaultExpression)
        alter(to.defaultExpression ? u"SET DEFAULT "_s + *to.defaultExpression : u"DROP DEFAULT"_s, tr("change the default of %1").arg(to.ref.name));
    if (from.notNull != to.notNull)
        alter(to.notNull ? u"SET NOT NULL"_s : u"DROP NOT NULL"_s, tr("change whether %1 may be NULL").arg(to.ref.name),
              to.notNull ? QList{Hazard::MayFail} : QList<Hazard>());
    if (const QString check = checkOf(to); checkOf(from) != check) {
        if (!from.checks.empty())
            alter(u"DROP CONSTRAINT"_s, tr("drop the check of %1").arg(to.ref.name));
        if (!check.isEmpty())
            alter(u"ADD CONSTRAINT CHECK (%1)"_s.arg(check), tr("add a check to %1").arg(to.ref.name), {Hazard::MayFail});
    }
    addFirebirdExtras(list, from, to);
    return list;
}

ChangeList changeType(const TypeObject &from, const TypeObject &to)
{
    if (to.variant == "domain"_L1 && from.variant == "domain"_L1)
        return changeDomain(from, to);
    return replace(from, to);
}

class FirebirdSchemaChanger final : public SchemaChanger
{
public:
    ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override
    {
        switch (to.kind) {
        case ObjectKind::Table: return firebirdTableChange(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed);
        case ObjectKind::Sequence: return changeSequence(static_cast<const Sequence &>(from), static_cast<const Sequence &>(to));
        case ObjectKind::Type: return changeType(static_cast<const TypeObject &>(from), static_cast<const TypeObject &>(to));
        default: return replace(from, to);
        }
    }

    ChangeList drop(const SchemaObject &object) const override
    {
        ChangeList list;
        const bool loses = object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence;
        const QList<Hazard> hazards = loses ? QList{Hazard::DataLoss} : QList<Hazard>();
        if (object.kind == ObjectKind::Table) {
            for (const ForeignKey &key : static_cast<const Table &>(object).foreignKeys) // so that tables can go in any order
                add(list, object, ChangePhase::DropForeignKey,
                    u"ALTER TABLE %1 DROP CONSTRAINT %2"_s.arg(firebirdIdentifier(object.ref.name), firebirdIdentifier(key.name)),
                    tr("the table goes"), hazards);
        }
        add(list, object, dropPhase(object.kind), u"DROP "_s + kindWord(object) + firebirdIdentifier(object.ref.name),
            tr("drop %1").arg(object.ref.name), hazards);
        return list;
    }

    bool viewsBindTables() const override { return true; }
    /// A view that is written otherwise comes where what it stands on is there.
    bool remakes(const SchemaObject &from, const SchemaObject &to) const override
    {
        return to.kind == ObjectKind::View && from.kind == ObjectKind::View
               && firebirdSchemaWriter().create(from).front().sql != firebirdSchemaWriter().create(to).front().sql;
    }
    const EngineTerms &terms() const override
    {
        static const EngineTerms terms = makeTerms();
        return terms;
    }
};

} // namespace

const SchemaChanger &firebirdSchemaChanger()
{
    static const FirebirdSchemaChanger changer;
    return changer;
}

} // namespace concord
