// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlchanger.h"

#include "mysql/mysqlddltext.h"
#include "mysql/mysqlmentions.h"
#include "mysql/mysqlschemawriter.h"
#include "mysql/mysqlwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("MysqlChanger", text);
}

void addMysqlStatements(ChangeList &list, const SchemaObject &object, const QString &purpose, bool mariaDb)
{
    for (DdlStatement &statement : MysqlSchemaWriter(mariaDb).create(object)) {
        if (!statement.note.isEmpty())
            list.notes.push_back({object.ref, statement.note});
        if (!statement.sql.isEmpty())
            list.steps.push_back({std::move(statement.sql), changePhaseOf(statement.phase), object.kind, object.ref, purpose, {}, {}});
    }
}

void changeMysqlPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &what)
{
    const auto same = [](const Privilege &a, const Privilege &b) {
        return a.grantee == b.grantee && a.privilege == b.privilege && a.column == b.column && a.grantable == b.grantable;
    };
    const auto statement = [&](const Privilege &privilege, bool give) {
        const QString right =
            privilege.column.isEmpty() ? privilege.privilege : u"%1 (%2)"_s.arg(privilege.privilege, MysqlDdlText::quoted(privilege.column));
        const QString sql = give ? u"GRANT %1 ON %2 TO %3"_s.arg(right, what, quotedAccount(privilege.grantee))
                                       + (privilege.grantable ? u" WITH GRANT OPTION"_s : QString())
                                 : u"REVOKE %1 ON %2 FROM %3"_s.arg(right, what, quotedAccount(privilege.grantee));
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

namespace {

QString nameOf(const SchemaObject &object)
{
    if (object.kind == ObjectKind::Schema)
        return MysqlDdlText::quoted(object.ref.name);
    const bool hasArguments = object.kind == ObjectKind::Routine && static_cast<const Routine &>(object).variant != "event"_L1;
    const QString name = hasArguments ? object.ref.name.section(u'(', 0, 0) : object.ref.name;
    return object.ref.schema.isEmpty() ? MysqlDdlText::quoted(name) : MysqlDdlText::quoted(object.ref.schema) + u'.' + MysqlDdlText::quoted(name);
}

QString kindWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::View: return u"VIEW "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Package: return u"PACKAGE "_s;
    case ObjectKind::Schema: return u"DATABASE "_s;
    case ObjectKind::Routine: return mysqlRoutineWord(static_cast<const Routine &>(object));
    default: return u"TABLE "_s;
    }
}

ChangePhase dropPhase(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::View: return ChangePhase::DropView;
    case ObjectKind::Sequence: return ChangePhase::DropSequence; // after the tables whose defaults ask it
    case ObjectKind::Routine:
    case ObjectKind::Package: return ChangePhase::DropRoutine;
    case ObjectKind::Schema: return ChangePhase::DropSchema;
    default: return ChangePhase::DropTable;
    }
}

/// The view with other words in place of its old ones; it keeps its rights.
ChangeList changeView(const View &from, const View &to, bool mariaDb)
{
    ChangeList list;
    ChangeList old;
    addMysqlStatements(old, from, {}, mariaDb);
    addMysqlStatements(list, to, tr("replace view %1").arg(to.ref.name), mariaDb);
    if (std::ranges::equal(old.steps, list.steps, {}, &ChangeStep::sql, &ChangeStep::sql)) // both empty: neither can be read any more
        list = {};
    for (ChangeStep &step : list.steps)
        step.sql.replace(0, 6, u"CREATE OR REPLACE"_s);
    changeMysqlPrivileges(list, from, to, nameOf(to));
    return list;
}

ChangeList changeSequence(const Sequence &from, const Sequence &to)
{
    ChangeList list;
    const SequenceOptions &s = to.counting;
    const auto text = [](const SequenceOptions &o) {
        return u"INCREMENT BY %1 MINVALUE %2 MAXVALUE %3 START WITH %4 CACHE %5 %6"_s.arg(o.increment, o.minimum, o.maximum, o.start, o.cache,
                                                                                          o.cycle ? u"CYCLE"_s : u"NOCYCLE"_s);
    };
    const QString check =
        u"SELECT next_not_cached_value FROM %1 WHERE next_not_cached_value NOT BETWEEN %2 AND %3"_s.arg(nameOf(to), s.minimum, s.maximum);
    const auto alter = [&](const QString &what) {
        list.steps.push_back({u"ALTER SEQUENCE %1 %2"_s.arg(nameOf(to), what),
                              ChangePhase::AlterTable,
                              to.kind,
                              to.ref,
                              tr("count in another way"),
                              {Hazard::MayFail},
                              check});
    };
    if (text(from.counting) != text(s))
        alter(text(s));
    // A statement of its own; a smaller type takes only limits that fit already, larger limits fit only a larger type.
    if (from.counting.type != s.type)
        alter(u"AS "_s + s.type);
    const bool grows = s.maximum.toDouble() > from.counting.maximum.toDouble() || s.minimum.toDouble() < from.counting.minimum.toDouble();
    if (list.steps.size() == 2 && grows)
        std::swap(list.steps.front(), list.steps.back());
    return list;
}

bool sameStatements(const ChangeList &a, const ChangeList &b)
{
    return std::ranges::equal(a.steps, b.steps, {}, &ChangeStep::sql, &ChangeStep::sql);
}

/// Routines and packages: made anew where their words differ, and then all rights are given again.
ChangeList changeByReplacing(const SchemaObject &from, const SchemaObject &to, ChangeList dropped, bool mariaDb)
{
    ChangeList old;
    ChangeList list;
    addMysqlStatements(old, from, {}, mariaDb);
    addMysqlStatements(list, to, tr("create %1 anew").arg(to.ref.name), mariaDb);
    const QString what = kindWord(to) + nameOf(to);
    if (sameStatements(old, list)) {
        list = {};
        changeMysqlPrivileges(list, from, to, what);
        return list;
    }
    std::ranges::move(list.notes, std::back_inserter(dropped.notes));
    std::ranges::move(list.steps, std::back_inserter(dropped.steps));
    changeMysqlPrivileges(dropped, Routine(), to, what);
    return dropped;
}

ChangeList changeSchema(const Schema &from, const Schema &to, bool mariaDb)
{
    ChangeList list;
    QString sql;
    if (from.collation != to.collation && !to.collation.isEmpty())
        sql += u" CHARACTER SET %1 COLLATE %2"_s.arg(to.charset, to.collation);
    if (from.comment != to.comment && mariaDb)
        sql += u" COMMENT "_s + MysqlDdlText::literal(to.comment);
    if (!sql.isEmpty())
        list.steps.push_back(
            {u"ALTER DATABASE "_s + nameOf(to) + sql, ChangePhase::CreateSchema, to.kind, to.ref, tr("what new tables inherit"), {}, {}});
    changeMysqlPrivileges(list, from, to, nameOf(to) + u".*"_s);
    return list;
}

} // namespace

ChangeList MysqlSchemaChanger::drop(const SchemaObject &object) const
{
    ChangeList list;
    const auto add = [&](const QString &sql, ChangePhase phase, const QString &purpose, const QList<Hazard> &hazards) {
        list.steps.push_back({sql, phase, object.kind, object.ref, purpose, hazards, {}});
    };
    QList<Hazard> hazards;
    if (object.kind == ObjectKind::Table || object.kind == ObjectKind::Sequence || object.kind == ObjectKind::Schema)
        hazards.append(Hazard::DataLoss);
    if (object.kind == ObjectKind::Table) {
        for (const ForeignKey &key : static_cast<const Table &>(object).foreignKeys) // so that tables can go in any order
            add(u"ALTER TABLE %1 DROP FOREIGN KEY %2"_s.arg(nameOf(object), MysqlDdlText::quoted(key.name)), ChangePhase::DropForeignKey,
                tr("the table goes"), hazards);
    }
    add(u"DROP "_s + kindWord(object) + nameOf(object), dropPhase(object.kind), tr("drop %1").arg(object.ref.name), hazards);
    return list;
}

ChangeList MysqlSchemaChanger::change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const
{
    switch (to.kind) {
    case ObjectKind::Table: return changeMysqlTable(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed, m_mariaDb);
    case ObjectKind::View: return changeView(static_cast<const View &>(from), static_cast<const View &>(to), m_mariaDb);
    case ObjectKind::Sequence: return changeSequence(static_cast<const Sequence &>(from), static_cast<const Sequence &>(to));
    case ObjectKind::Schema: return changeSchema(static_cast<const Schema &>(from), static_cast<const Schema &>(to), m_mariaDb);
    default: break;
    }
    return changeByReplacing(from, to, drop(from), m_mariaDb);
}

QStringList MysqlSchemaChanger::withoutTargets(const QString &addKeys) const
{
    return {u"SET @concord_foreign_key_checks = @@SESSION.foreign_key_checks, SESSION foreign_key_checks = 0"_s, addKeys,
            u"SET SESSION foreign_key_checks = @concord_foreign_key_checks"_s};
}

QStringList MysqlSchemaChanger::heldNames(const Table &table) const
{
    Table parts; // indexes are each table's own, in MariaDB checks too
    parts.foreignKeys = table.foreignKeys;
    if (!m_mariaDb)
        parts.checks = table.checks;
    return SchemaChanger::heldNames(parts);
}

void MysqlSchemaChanger::settleRenamed(Table &renamed, const Table &before) const
{
    const QString was = before.ref.name + u'_';
    const auto follow = [&](auto &part) { // t_ibfk_1 becomes u_ibfk_1
        if (part.nameGenerated && part.name.startsWith(was, Qt::CaseInsensitive))
            part.name = renamed.ref.name + part.name.sliced(was.size() - 1);
    };
    std::ranges::for_each(renamed.foreignKeys, follow);
    for (Check &check : renamed.checks) {
        follow(check);
        // MariaDB calls a column's own check like the column.
        if (check.nameGenerated && check.columns.size() == 1 && findColumn(before.columns, check.name))
            check.name = check.columns.front();
    }
}

std::optional<ScratchDdl> MysqlSchemaChanger::scratchDatabase(const QString &name, const CatalogInfo &like) const
{
    QString create = u"CREATE DATABASE "_s + MysqlDdlText::quoted(name);
    if (!like.charset.isEmpty())
        create += u" CHARACTER SET "_s + like.charset;
    if (!like.collation.isEmpty())
        create += u" COLLATE "_s + like.collation;
    return ScratchDdl{create, u"DROP DATABASE IF EXISTS "_s + MysqlDdlText::quoted(name), u"CREATE, DROP"_s};
}

QString MysqlSchemaChanger::inDatabase(const ChangeStep &step, const QString &own, const QString &other) const
{
    return step.kind == ObjectKind::Schema ? withOtherName(step.sql, own, other) : withOtherSchema(step.sql, own, other);
}

bool MysqlSchemaChanger::actsByItself(const SchemaObject &object) const
{
    return object.kind == ObjectKind::Routine && static_cast<const Routine &>(object).variant == "event"_L1;
}

} // namespace concord
