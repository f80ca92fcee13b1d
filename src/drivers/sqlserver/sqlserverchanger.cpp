// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverchanger.h"

#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/sqlserverschemawriter.h"
#include "sqlserver/tsqltext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServerChanger", text);
}

QString nameOf(const SchemaObject &object)
{
    const SqlServerDdlText ddl({});
    return object.kind == ObjectKind::Schema
               ? SqlServerDdlText::quoted(object.ref.name)
               : ddl.name({object.ref.schema, object.kind == ObjectKind::Routine ? routineName(object.ref) : object.ref.name});
}

QString kindWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::View: return u"VIEW "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Synonym: return u"SYNONYM "_s;
    case ObjectKind::Type: return u"TYPE "_s;
    case ObjectKind::Schema: return u"SCHEMA "_s;
    case ObjectKind::Routine: break;
    default: return u"TABLE "_s;
    }
    const QString &variant = static_cast<const Routine &>(object).variant;
    return variant == "procedure"_L1 ? u"PROCEDURE "_s : variant == "aggregate"_L1 ? u"AGGREGATE "_s : u"FUNCTION "_s;
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View:
    case ObjectKind::Synonym: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence;
    case ObjectKind::Routine: return ChangePhase::DropRoutine;
    case ObjectKind::Type: return ChangePhase::DropType;
    case ObjectKind::Schema: return ChangePhase::DropSchema;
    default: return ChangePhase::DropTable;
    }
}

void addCreated(ChangeList &list, const SchemaObject &object, const QString &purpose)
{
    for (DdlStatement &statement : SqlServerSchemaWriter().create(object)) {
        if (!statement.note.isEmpty())
            list.notes.push_back({object.ref, statement.note});
        list.steps.push_back({std::move(statement.sql), changePhaseOf(statement.phase), object.kind, object.ref, purpose, {}, {}});
    }
}

/// A view's text or a routine's in place: it keeps its rights, but a view's indexes go with its old text.
ChangeList changeModule(const SchemaObject &from, const SchemaObject &to)
{
    ChangeList old;
    addCreated(old, from, {});
    ChangeList wanted;
    addCreated(wanted, to, to.kind == ObjectKind::View ? tr("replace view %1").arg(to.ref.name) : tr("replace %1").arg(to.ref.name));
    ChangeList list;
    list.notes = wanted.notes;
    const bool same = !old.steps.empty() && !wanted.steps.empty() && old.steps.front().sql == wanted.steps.front().sql;
    for (ChangeStep &step : wanted.steps) {
        const bool known = std::ranges::any_of(old.steps, [&](const ChangeStep &other) { return other.sql == step.sql; });
        if (known && (same || step.phase == ChangePhase::Comment))
            continue;
        if (&step == &wanted.steps.front())
            step.sql = moduleWithName(step.sql, nameOf(to), true);
        else if (step.phase == ChangePhase::Comment) // whether there was one before decides the word
            step.sql =
                u"IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE major_id = OBJECT_ID(%1) AND name = N'MS_Description') %2 ELSE %3"_s.arg(
                    SqlServerDdlText::literal(nameOf(to)), QString(step.sql).replace("sp_addextended"_L1, "sp_updateextended"_L1), step.sql);
        list.steps.push_back(step);
    }
    changeSqlServerPrivileges(list, from, to, u"OBJECT::"_s + nameOf(to));
    return list;
}

ChangeList changeSequence(const Sequence &from, const Sequence &to)
{
    ChangeList list;
    const auto text = [](const SequenceOptions &o) {
        return u"INCREMENT BY %1 MINVALUE %2 MAXVALUE %3 %4 %5"_s.arg(o.increment, o.minimum, o.maximum, o.cycle ? u"CYCLE"_s : u"NO CYCLE"_s,
                                                                      o.cache == "0"_L1   ? u"NO CACHE"_s
                                                                      : o.cache.isEmpty() ? u"CACHE"_s
                                                                                          : u"CACHE "_s + o.cache);
    };
    if (from.counting.type != to.counting.type)
        list.notes.push_back({to.ref, tr("The type of sequence “%1” cannot be changed: it must be made anew.").arg(to.ref.name)});
    if (text(from.counting) != text(to.counting))
        list.steps.push_back({u"ALTER SEQUENCE %1 %2"_s.arg(nameOf(to), text(to.counting)),
                              ChangePhase::AlterTable,
                              to.kind,
                              to.ref,
                              tr("count in another way"),
                              {Hazard::MayFail},
                              {}});
    if (from.counting.start != to.counting.start && !to.counting.start.isEmpty())
        list.notes.push_back(
            {to.ref, tr("“%1” starts at %2 in the other database; what it counts from here is left alone.").arg(to.ref.name, to.counting.start)});
    changeSqlServerPrivileges(list, from, to, u"OBJECT::"_s + nameOf(to));
    return list;
}

} // namespace

void changeSqlServerPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &securable)
{
    const auto same = [](const Privilege &a, const Privilege &b) {
        return a.grantee == b.grantee && a.privilege == b.privilege && a.column == b.column && a.grantable == b.grantable;
    };
    const auto statement = [&](const Privilege &privilege, bool give) {
        const bool denied = privilege.privilege.startsWith("DENY "_L1);
        const QString right = denied ? privilege.privilege.sliced(5) : privilege.privilege;
        const QString column = privilege.column.isEmpty() ? QString() : u" ("_s + SqlServerDdlText::quoted(privilege.column) + u')';
        const QString grantee = privilege.grantee == "PUBLIC"_L1 ? u"public"_s : SqlServerDdlText::quoted(privilege.grantee);
        const QString sql = u"%1 %2 ON %3%4 %5 %6%7"_s.arg(!give    ? u"REVOKE"_s
                                                           : denied ? u"DENY"_s
                                                                    : u"GRANT"_s,
                                                           right, securable, column, give ? u"TO"_s : u"FROM"_s, grantee,
                                                           !privilege.grantable ? QString()
                                                           : give               ? u" WITH GRANT OPTION"_s
                                                                                : u" CASCADE"_s);
        list.steps.push_back({sql, ChangePhase::Privilege, to.kind, to.ref, tr("privilege of %1").arg(privilege.grantee), {}, {}});
    };
    for (const Privilege &old : from.privileges) {
        if (std::ranges::none_of(to.privileges, [&](const Privilege &other) { return same(old, other); }))
            statement(old, false);
    }
    for (const Privilege &wanted : to.privileges) {
        if (std::ranges::none_of(from.privileges, [&](const Privilege &other) { return same(wanted, other); }))
            statement(wanted, true);
    }
}

QString dropSqlServerDefault(const QString &table, const Column &column)
{
    if (const QString name = defaultNameOf(column); !name.isEmpty())
        return u"ALTER TABLE %1 DROP CONSTRAINT %2"_s.arg(table, SqlServerDdlText::quoted(name));
    return u"DECLARE @concord_sql nvarchar(max) = (SELECT N'ALTER TABLE ' + %1 + N' DROP CONSTRAINT ' + QUOTENAME(d.name) FROM "
           u"sys.default_constraints d "
           "JOIN sys.columns c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id WHERE d.parent_object_id = OBJECT_ID(%1) "
           "AND c.name = %2); IF @concord_sql IS NOT NULL EXEC sys.sp_executesql @concord_sql"_s.arg(SqlServerDdlText::literal(table),
                                                                                                     SqlServerDdlText::literal(column.name));
}

QStringList SqlServerSchemaChanger::heldNames(const Table &table) const
{
    Table parts = table; // an index is its table's own
    parts.indexes.clear();
    return SchemaChanger::heldNames(parts);
}

ChangeList SqlServerSchemaChanger::drop(const SchemaObject &object) const
{
    ChangeList list;
    const auto add = [&](const QString &sql, ChangePhase phase, const QString &purpose, const QList<Hazard> &hazards) {
        list.steps.push_back({sql, phase, object.kind, object.ref, purpose, hazards, {}});
    };
    QList<Hazard> hazards;
    if (object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence || object.kind == ObjectKind::Schema)
        hazards.append(Hazard::DataLoss);
    if (object.kind == ObjectKind::Table) {
        const Table &table = static_cast<const Table &>(object);
        for (const ForeignKey &key : table.foreignKeys) // so that tables can go in any order
            add(u"ALTER TABLE %1 DROP CONSTRAINT %2"_s.arg(nameOf(object), SqlServerDdlText::quoted(key.name)), ChangePhase::DropForeignKey,
                tr("the table goes"), hazards);
        if (table.options.contains(u"system_versioning"_s))
            add(u"ALTER TABLE %1 SET (SYSTEM_VERSIONING = OFF)"_s.arg(nameOf(object)), ChangePhase::DropConstraint, tr("the table goes"), hazards);
    }
    add(u"DROP "_s + kindWord(object) + nameOf(object), dropPhase(object.kind), tr("drop %1").arg(object.ref.name), hazards);
    return list;
}

ChangeList SqlServerSchemaChanger::change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const
{
    switch (to.kind) {
    case ObjectKind::Table: return changeSqlServerTable(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed);
    case ObjectKind::Sequence: return changeSequence(static_cast<const Sequence &>(from), static_cast<const Sequence &>(to));
    case ObjectKind::View: return changeModule(from, to);
    case ObjectKind::Routine:
        if (static_cast<const Routine &>(from).variant == static_cast<const Routine &>(to).variant)
            return changeModule(from, to);
        break;
    case ObjectKind::Schema: {
        ChangeList list;
        changeSqlServerPrivileges(list, from, to, u"SCHEMA::"_s + nameOf(to));
        return list;
    }
    default: break;
    }
    ChangeList list = drop(from);
    addCreated(list, to, tr("create %1 anew").arg(to.ref.name));
    return list;
}

static EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions = {{u"now"_s, u"SYSDATETIME()"_s},
                       {u"today"_s, u"CAST(SYSDATETIME() AS date)"_s},
                       {u"time"_s, u"CAST(SYSDATETIME() AS time)"_s},
                       {u"uuid"_s, u"NEWID()"_s},
                       {u"user"_s, u"USER_NAME()"_s}};
    terms.trueWord = u"1"_s;
    terms.falseWord = u"0"_s;
    terms.identity = Identity::Always;
    terms.keyTypes = {{TypeFamily::Text, u"nvarchar(450)"_s}, {TypeFamily::Bytes, u"varbinary(900)"_s}}; // 900 bytes; error 1919 of (max)
    return terms;
}

const EngineTerms &SqlServerSchemaChanger::terms() const
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
