// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/orphans.h"
#include "migrate/renamecolumns.h"
#include "oracle/oraclechanger.h"
#include "oracle/oracleddltext.h"
#include "oracle/oraclewriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OracleChanger", text);
}

const WriteOptions plainOptions{};

/// Writes the steps that turn one table into another.
class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed);
    ChangeList run();

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void alter(ChangePhase phase, const QString &what, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        add(phase, u"ALTER TABLE "_s + m_name + u' ' + what, purpose, hazards, check);
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }
    [[nodiscard]] QString rowsWhere(const QString &condition) const { return u"SELECT * FROM "_s + m_name + u" WHERE "_s + condition; }

    void changeColumns();
    void addColumn(const Column &column);
    void changeColumn(const Column &from, const Column &to);
    void changeType(const Column &from, const Column &to);
    void changeDefault(const Column &from, const Column &to);
    void changeConstraints();
    void changeForeignKeys();
    void changeIndexes();
    void changeTriggers();
    void changeComments();
    void dropKey(const Key &key, bool primary);
    void addKey(const Key &key, bool primary);

    Table m_from;
    const Table &m_to;
    OracleDdlText m_ddl{plainOptions};
    QString m_name;
    ChangeList m_list;
};

TableChange::TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed) : m_from(from), m_to(to)
{
    m_name = m_ddl.name(from.ref);
    if (from.ref.name != to.ref.name) {
        alter(ChangePhase::AlterTable, u"RENAME TO "_s + OracleDdlText::identifier(to.ref.name), tr("rename the table"));
        m_name = m_ddl.name(to.ref);
        m_from.ref = to.ref;
    }
    for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
        alter(ChangePhase::AlterTable, u"RENAME COLUMN %1 TO %2"_s.arg(OracleDdlText::identifier(it.key()), OracleDdlText::identifier(it.value())),
              tr("rename column %1").arg(it.key()));
    renameColumnsInKeys(m_from, renamed);
}

ChangeList TableChange::run()
{
    changeConstraints();
    changeForeignKeys();
    changeColumns();
    changeIndexes();
    changeTriggers();
    changeComments();
    if (m_from.variant != m_to.variant || m_from.partitionKey != m_to.partitionKey || m_from.options != m_to.options)
        note(tr("“%1”: how its rows are kept (partitions, organization, temporary) is changed by making it anew, by hand.").arg(m_to.ref.name));
    changeOraclePrivileges(m_list, m_from, m_to);
    return std::move(m_list);
}

void TableChange::changeColumns()
{
    for (const Column &column : m_to.columns) {
        if (const Column *old = findColumn(m_from.columns, column.name))
            changeColumn(*old, column);
        else
            addColumn(column);
    }
    for (const Column &column : m_from.columns) {
        if (!findColumn(m_to.columns, column.name))
            alter(ChangePhase::DropColumn, u"DROP COLUMN "_s + OracleDdlText::identifier(column.name), tr("drop column %1").arg(column.name),
                  {Hazard::DataLoss, Hazard::Rewrite, Hazard::Lock});
    }
}

void TableChange::addColumn(const Column &column)
{
    const bool empty = !column.nullable && !column.defaultExpression && column.generated == Generated::No && column.identity == Identity::No;
    const QString sql = u"ADD ("_s + columnText(column, m_ddl) + u')';
    if (empty) // every row would need a value
        alter(ChangePhase::AlterTable, sql, tr("add column %1").arg(column.name), {Hazard::MayFail}, u"SELECT * FROM "_s + m_name);
    else
        alter(ChangePhase::AlterTable, sql, tr("add column %1").arg(column.name),
              column.identity != Identity::No ? QList{Hazard::Rewrite} : QList<Hazard>());
}

void TableChange::changeColumn(const Column &from, const Column &to)
{
    const QString name = OracleDdlText::identifier(to.name);
    if (from.generated != to.generated || (from.identity == Identity::No && to.identity != Identity::No)) {
        note(tr("Column %1: Oracle makes no ordinary column an identity or a virtual one; add a new column and copy.").arg(to.name));
        return;
    }
    if (columnTypeText(from) != columnTypeText(to))
        changeType(from, to);
    if (from.generationExpression != to.generationExpression)
        alter(ChangePhase::AlterTable, u"MODIFY (%1 GENERATED ALWAYS AS (%2) VIRTUAL)"_s.arg(name, to.generationExpression),
              tr("column %1: another expression").arg(to.name));
    else
        changeDefault(from, to);
    if (from.nullable != to.nullable) {
        if (to.nullable)
            alter(ChangePhase::AlterTable, u"MODIFY (%1 NULL)"_s.arg(name), tr("column %1 may be NULL").arg(to.name));
        else
            alter(ChangePhase::AlterTable, u"MODIFY (%1 NOT NULL)"_s.arg(name), tr("column %1 must not be NULL").arg(to.name),
                  {Hazard::MayFail, Hazard::Lock}, rowsWhere(name + u" IS NULL"_s));
    }
    if (from.hidden != to.hidden)
        alter(ChangePhase::AlterTable, u"MODIFY (%1 %2)"_s.arg(name, to.hidden ? u"INVISIBLE"_s : u"VISIBLE"_s),
              tr("column %1: visible in SELECT * or not").arg(to.name));
}

/// Oracle widens a column in place; all else it refuses unless every row has NULL there or fits already.
void TableChange::changeType(const Column &from, const Column &to)
{
    const QString name = OracleDdlText::identifier(to.name);
    const TypeConversion conversion = convertType(from.type, to.type);
    const QString sql = u"MODIFY (%1 %2)"_s.arg(name, columnTypeText(to));
    const QString purpose = tr("column %1: %2 becomes %3").arg(to.name, from.nativeType, to.nativeType);
    const bool sameFamily = from.type.family == to.type.family;
    if (sameFamily && conversion.verdict <= TypeVerdict::Widening)
        return alter(ChangePhase::AlterTable, sql, purpose);
    const bool shorter = sameFamily && from.type.family == TypeFamily::Text && to.type.length >= 0;
    const QString length = to.type.lengthUnit == LogicalType::Unit::Bytes ? u"LENGTHB"_s : u"LENGTH"_s;
    const QString condition = shorter ? u"%1(%2) > %3"_s.arg(length, name, QString::number(to.type.length)) : name + u" IS NOT NULL"_s;
    alter(ChangePhase::AlterTable, sql, purpose, {Hazard::MayFail, Hazard::Lock}, rowsWhere(condition));
}

void TableChange::changeDefault(const Column &from, const Column &to)
{
    const QString before = defaultText(from, m_ddl);
    const QString after = defaultText(to, m_ddl);
    if (before == after)
        return;
    const QString name = OracleDdlText::identifier(to.name);
    if (from.identity != Identity::No && to.identity == Identity::No)
        alter(ChangePhase::AlterTable, u"MODIFY (%1 DROP IDENTITY)"_s.arg(name), tr("column %1 numbers no more rows").arg(to.name));
    if (!after.isEmpty())
        alter(ChangePhase::AlterTable, u"MODIFY (%1 %2)"_s.arg(name, after), tr("column %1: another default").arg(to.name));
    else if (from.identity == Identity::No)
        alter(ChangePhase::AlterTable, u"MODIFY (%1 DEFAULT NULL)"_s.arg(name), tr("column %1: no default").arg(to.name));
}

void TableChange::dropKey(const Key &key, bool primary)
{
    QString what = primary ? u"DROP PRIMARY KEY"_s : u"DROP UNIQUE "_s + OracleDdlText::columnList(key.columns);
    if (!key.name.isEmpty() && !key.nameGenerated)
        what = u"DROP CONSTRAINT "_s + OracleDdlText::identifier(key.name);
    alter(ChangePhase::DropConstraint, what, primary ? tr("drop the primary key") : tr("drop unique %1").arg(key.name));
}

static QString duplicates(const QString &table, const QStringList &columns)
{
    QString list = OracleDdlText::columnList(columns);
    list = list.sliced(1, list.size() - 2);
    return u"SELECT %1, COUNT(*) FROM %2 GROUP BY %1 HAVING COUNT(*) > 1"_s.arg(list, table);
}

void TableChange::addKey(const Key &key, bool primary)
{
    alter(ChangePhase::AddConstraint, u"ADD "_s + keyText(key, primary ? u"PRIMARY KEY"_s : u"UNIQUE"_s),
          primary ? tr("add the primary key") : tr("add unique %1").arg(key.name), {Hazard::MayFail, Hazard::Lock}, duplicates(m_name, key.columns));
}

void TableChange::changeConstraints()
{
    const auto primaryText = [](const Table &table) { return table.primaryKey ? keyText(*table.primaryKey, {}) : QString(); };
    if (primaryText(m_from) != primaryText(m_to)) {
        if (m_from.primaryKey)
            dropKey(*m_from.primaryKey, true);
        if (m_to.primaryKey)
            addKey(*m_to.primaryKey, true);
    }
    const auto hasUnique = [](const Table &table, const Key &key) {
        return std::ranges::any_of(table.uniques, [&](const Key &other) { return keyText(other, {}) == keyText(key, {}); });
    };
    const auto hasCheck = [&](const Table &table, const Check &check) {
        return std::ranges::any_of(table.checks, [&](const Check &other) { return checkText(other, m_ddl) == checkText(check, m_ddl); });
    };
    for (const Key &key : m_from.uniques) {
        if (!hasUnique(m_to, key))
            dropKey(key, false);
    }
    for (const Check &check : m_from.checks) {
        if (!hasCheck(m_to, check))
            alter(ChangePhase::DropConstraint, u"DROP CONSTRAINT "_s + OracleDdlText::identifier(check.name), tr("drop check %1").arg(check.name));
    }
    for (const Key &key : m_to.uniques) {
        if (!hasUnique(m_from, key))
            addKey(key, false);
    }
    for (const Check &check : m_to.checks) {
        if (!hasCheck(m_from, check))
            alter(ChangePhase::AddConstraint, u"ADD "_s + checkText(check, m_ddl), tr("add check %1").arg(check.name),
                  {Hazard::MayFail, Hazard::Lock}, rowsWhere(u"NOT (%1)"_s.arg(check.expression)));
    }
}

void TableChange::changeForeignKeys()
{
    const auto has = [&](const Table &table, const ForeignKey &key) {
        return std::ranges::any_of(table.foreignKeys,
                                   [&](const ForeignKey &other) { return foreignKeyText(other, m_ddl) == foreignKeyText(key, m_ddl); });
    };
    for (const ForeignKey &key : m_from.foreignKeys) {
        if (!has(m_to, key))
            alter(ChangePhase::DropForeignKey, u"DROP CONSTRAINT "_s + OracleDdlText::identifier(key.name), tr("drop foreign key %1").arg(key.name));
    }
    for (const ForeignKey &key : m_to.foreignKeys) {
        if (has(m_from, key))
            continue;
        const auto quoted = [](const QStringList &names) {
            QStringList all;
            for (const QString &name : names)
                all.append(OracleDdlText::identifier(name));
            return all;
        };
        const QString check = orphansQuery({m_name, quoted(key.columns), m_ddl.name(key.target), quoted(key.targetColumns)});
        alter(ChangePhase::ForeignKey, u"ADD "_s + foreignKeyText(key, m_ddl), tr("add foreign key %1").arg(key.name),
              {Hazard::MayFail, Hazard::Lock}, check);
    }
}

void TableChange::changeIndexes()
{
    const auto has = [&](const Table &table, const Index &index) {
        return std::ranges::any_of(table.indexes,
                                   [&](const Index &other) { return indexText(other, m_to.ref, m_ddl) == indexText(index, m_to.ref, m_ddl); });
    };
    for (const Index &index : m_from.indexes) {
        if (!has(m_to, index))
            add(ChangePhase::DropIndex, u"DROP INDEX "_s + m_ddl.name({m_to.ref.schema, index.name}), tr("drop index %1").arg(index.name));
    }
    for (const Index &index : m_to.indexes) {
        if (has(m_from, index))
            continue;
        QStringList columns;
        for (const IndexPart &part : index.parts)
            columns.append(part.column);
        const bool checked = index.unique && !columns.contains(QString()) && index.predicate.isEmpty();
        QList<Hazard> hazards{Hazard::Lock};
        if (index.unique)
            hazards.append(Hazard::MayFail);
        add(ChangePhase::CreateIndex, indexText(index, m_to.ref, m_ddl), tr("create index %1").arg(index.name), hazards,
            checked ? duplicates(m_name, columns) : QString());
    }
}

void TableChange::changeTriggers()
{
    const auto has = [](const Table &table, const Trigger &trigger) {
        return std::ranges::any_of(table.triggers, [&](const Trigger &other) {
            return other.name == trigger.name && other.definition == trigger.definition && other.enabled == trigger.enabled;
        });
    };
    const auto named = [](const Table &table, const QString &name) {
        return std::ranges::any_of(table.triggers, [&](const Trigger &other) { return other.name == name; });
    };
    for (const Trigger &trigger : m_from.triggers) {
        if (!named(m_to, trigger.name))
            add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + m_ddl.name({m_to.ref.schema, trigger.name}), tr("drop trigger %1").arg(trigger.name));
    }
    Table made; // CREATE OR REPLACE for those that are new or others than they were
    made.ref = m_to.ref;
    std::ranges::copy_if(m_to.triggers, std::back_inserter(made.triggers), [&](const Trigger &trigger) { return !has(m_from, trigger); });
    for (const DdlStatement &statement : oracleWriter().create(made)) {
        if (statement.phase == DdlPhase::Trigger)
            add(ChangePhase::Trigger, statement.sql, tr("make the trigger"));
    }
}

void TableChange::changeComments()
{
    if (m_from.comment != m_to.comment)
        add(ChangePhase::Comment, u"COMMENT ON TABLE %1 IS %2"_s.arg(m_name, OracleDdlText::literal(m_to.comment)), tr("comment"));
    for (const Column &column : m_to.columns) {
        const Column *old = findColumn(m_from.columns, column.name);
        if ((old ? old->comment : QString()) != column.comment)
            add(ChangePhase::Comment,
                u"COMMENT ON COLUMN %1.%2 IS %3"_s.arg(m_name, OracleDdlText::identifier(column.name), OracleDdlText::literal(column.comment)),
                tr("comment"));
    }
}

} // namespace

ChangeList changeOracleTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
{
    return TableChange(from, to, renamed).run();
}

} // namespace concord
