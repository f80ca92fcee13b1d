// SPDX-License-Identifier: GPL-3.0-or-later
// What turns one table of MySQL or MariaDB into another.
#include "mysql/mysqlchanger.h"

#include "migrate/orphans.h"
#include "migrate/renamecolumns.h"
#include "mysql/mysqlchangercolumns.h"
#include "mysql/mysqlchangeroptions.h"
#include "mysql/mysqlchangertarget.h"
#include "mysql/mysqlschemawriter.h"
#include "mysql/mysqlzerodates.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MysqlChanger", text);
}

class TableChange
{
public:
    TableChange(const Table &before, const Table &to, const QMap<QString, QString> &renamed, bool mariaDb)
        : m_before(before),
          m_from(withNewNames(before, renamed)),
          m_to(asMysqlTarget(to, m_from)),
          m_ddl(m_options, mariaDb),
          m_pair{m_before, m_from, m_to, renamed, m_ddl}
    {}

    ChangeList run()
    {
        collect();
        dropForeignKeys();
        changeTriggers();
        if (m_from.ref.name != m_to.ref.name)
            add(ChangePhase::DropConstraint, u"ALTER TABLE %1 RENAME TO %2"_s.arg(m_ddl.name(m_from.ref), m_ddl.name(m_to.ref)),
                tr("rename the table"));
        changePartitions();
        writeAlter();
        dropColumns();
        addForeignKeys();
        changePrivileges();
        if (hasMysqlZeroDates(m_from) || hasMysqlZeroDates(m_to))
            allowMysqlZeroDates(m_list, m_to.ref);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    /// What belongs to the ALTER TABLE, but is a statement of its own.
    void addBeside(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_beside.push_back(m_list.steps.size());
        add(phase, sql, purpose, hazards);
    }
    [[nodiscard]] QString alter() const { return u"ALTER TABLE "_s + m_ddl.name(m_to.ref) + u' '; }
    void clause(const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_rest.push_back({sql, purpose, hazards, check});
    }

    // --- foreign keys

    /// The other table has it too, and none of its columns takes another type, which both ends do one after the other.
    [[nodiscard]] bool hasAlike(const ForeignKey &key, const std::vector<ForeignKey> &others) const
    {
        const bool retyped =
            std::ranges::any_of(m_columns, [&](const MysqlClause &one) { return one.anotherType && key.columns.contains(one.column); });
        const auto same = [&](const ForeignKey &other) {
            return foreignKeyText(other, m_ddl) == foreignKeyText(key, m_ddl) && mysqlCountOf(other.name) == mysqlCountOf(key.name);
        };
        return !retyped && std::ranges::any_of(others, same);
    }

    /// A new one without a name is counted behind those that are there: those of higher numbers come anew with it.
    [[nodiscard]] bool isKept(const ForeignKey &key, const std::vector<ForeignKey> &others) const
    {
        const bool behind =
            key.nameGenerated && std::ranges::any_of(m_to.foreignKeys, [&](const ForeignKey &wanted) {
                return wanted.nameGenerated && mysqlCountOf(wanted.name) < mysqlCountOf(key.name) && !hasAlike(wanted, m_from.foreignKeys);
            });
        return !behind && hasAlike(key, others);
    }

    void dropForeignKeys()
    {
        for (const ForeignKey &key : m_from.foreignKeys) {
            if (!isKept(key, m_to.foreignKeys))
                add(ChangePhase::DropForeignKey, u"ALTER TABLE %1 DROP FOREIGN KEY %2"_s.arg(m_ddl.name(m_from.ref), MysqlDdlText::quoted(key.name)),
                    tr("drop foreign key %1").arg(key.name));
        }
    }

    void addForeignKeys()
    {
        for (ForeignKey key : asMysqlCounts(m_to.foreignKeys)) {
            const bool known = isKept(key, m_from.foreignKeys);
            // A nameless key would put an index of another name in place of the one that an earlier key brought.
            key.nameGenerated = key.nameGenerated && std::ranges::find(m_to.indexes, key.name, &Index::name) == m_to.indexes.end();
            if (!known)
                add(ChangePhase::ForeignKey, alter() + u"ADD "_s + foreignKeyText(key, m_ddl), tr("add foreign key %1").arg(key.name),
                    {Hazard::Lock, Hazard::MayFail}, orphans(key));
        }
    }

    [[nodiscard]] QString orphans(const ForeignKey &key) const
    {
        QStringList columns;
        QStringList targets;
        for (const QString &column : key.columns) {
            if (!findColumn(m_from.columns, column))
                return {}; // nothing to look at yet
            columns.append(MysqlDdlText::quoted(m_pair.oldName(column)));
        }
        for (const QString &column : key.targetColumns)
            targets.append(MysqlDdlText::quoted(column));
        return orphansQuery({m_ddl.name(m_before.ref), columns, m_ddl.name(key.target), targets});
    }

    // --- keys, indexes, checks and options: one ALTER TABLE with the columns

    void collect()
    {
        dropPeriod();
        dropChecks();
        dropPrimaryKey();
        changeIndexes();
        m_columnsAt = m_rest.size();
        m_columns = mysqlColumnClauses(m_pair);
        addPeriod();
        addPrimaryKey();
        for (const Index &index : m_newIndexes)
            addIndex(index);
        addChecks();
        std::ranges::move(mysqlOptionClauses(m_pair, m_list), std::back_inserter(m_rest));
    }

    [[nodiscard]] static QString keyText(const Table &table, const MysqlDdlText &ddl)
    {
        return table.primaryKey ? primaryKeyText(*table.primaryKey, ddl) : QString();
    }
    [[nodiscard]] bool primaryKeyChanges() const { return keyText(m_from, m_ddl) != keyText(m_to, m_ddl) || isMysqlBlockSizeChanged(m_pair); }

    void dropPrimaryKey()
    {
        if (!m_from.primaryKey || !primaryKeyChanges())
            return;
        m_keyColumns += m_from.primaryKey->columns;
        clause(u"DROP PRIMARY KEY"_s, m_to.primaryKey ? QString() : tr("drop the primary key"), {Hazard::Rewrite, Hazard::Lock});
    }

    void addPrimaryKey()
    {
        if (!m_to.primaryKey || !primaryKeyChanges())
            return;
        m_keyColumns += m_to.primaryKey->columns;
        clause(u"ADD "_s + keyText(m_to, m_ddl), tr("set the primary key"), {Hazard::Rewrite, Hazard::Lock, Hazard::MayFail},
               duplicates(m_to.primaryKey->columns));
    }

    [[nodiscard]] QString duplicates(const QStringList &columns) const
    {
        QStringList names;
        for (const QString &column : columns) {
            if (!findColumn(m_from.columns, column))
                return {}; // an expression, or a column that is yet to come
            names.append(MysqlDdlText::quoted(m_pair.oldName(column)));
        }
        const QString list = names.join(u", "_s);
        return u"SELECT %1, COUNT(*) FROM %2 GROUP BY %1 HAVING COUNT(*) > 1"_s.arg(list, m_ddl.name(m_before.ref));
    }

    [[nodiscard]] QString nameless(Index index, const Table &table) const
    {
        index.name.clear();
        return indexText(index, table, m_ddl);
    }

    /// A column under it is dropped and added again, and takes its part of the index along.
    [[nodiscard]] bool losesColumn(const Index &index) const
    {
        return std::ranges::any_of(index.parts, [&](const IndexPart &part) {
            const Column *old = findColumn(m_from.columns, part.column);
            const Column *wanted = findColumn(m_to.columns, part.column);
            return old && wanted && isMysqlColumnRemade(*old, *wanted);
        });
    }

    void changeIndexes()
    {
        m_newIndexes = m_to.indexes;
        for (const Index &old : m_from.indexes) {
            const bool kept = !losesColumn(old) && !isMysqlPlacedAnew(old, m_pair);
            const auto same = std::ranges::find_if(
                m_newIndexes, [&](const Index &index) { return kept && index.name == old.name && nameless(index, m_to) == nameless(old, m_from); });
            if (same != m_newIndexes.end()) {
                m_newIndexes.erase(same);
                continue;
            }
            if (kept && (showOrHide(old) || renameIndex(old)))
                continue;
            const bool again = std::ranges::find(m_to.indexes, old.name, &Index::name) != m_to.indexes.end();
            m_keyColumns += columnsOfIndex(old);
            const QString sql = u"DROP INDEX "_s + MysqlDdlText::quoted(old.name);
            // In one ALTER the server keeps another parser's words, and looks at the old index where the column's SRID changes.
            if (isSearched(old))
                addBeside(ChangePhase::DropIndex, u"ALTER TABLE %1 %2"_s.arg(m_ddl.name(m_from.ref), sql), tr("drop index %1").arg(old.name));
            else
                clause(sql, again ? QString() : tr("drop index %1").arg(old.name));
        }
    }

    bool showOrHide(const Index &old)
    {
        Index other = old;
        other.visible = !old.visible;
        const auto same = std::ranges::find_if(
            m_newIndexes, [&](const Index &index) { return index.name == old.name && nameless(index, m_to) == nameless(other, m_from); });
        if (same == m_newIndexes.end())
            return false;
        const QString word = m_ddl.isMariaDb() ? (same->visible ? u" NOT IGNORED"_s : u" IGNORED"_s)
                             : same->visible   ? u" VISIBLE"_s
                                               : u" INVISIBLE"_s;
        clause(u"ALTER INDEX "_s + MysqlDdlText::quoted(old.name) + word,
               same->visible ? tr("use index %1").arg(old.name) : tr("hide index %1").arg(old.name));
        m_newIndexes.erase(same);
        return true;
    }

    bool renameIndex(const Index &old)
    {
        const auto same = std::ranges::find_if(m_newIndexes, [&](const Index &index) {
            return nameless(index, m_to) == nameless(old, m_from)
                   && std::ranges::find(m_from.indexes, index.name, &Index::name) == m_from.indexes.end();
        });
        if (same == m_newIndexes.end() || std::ranges::find(m_to.indexes, old.name, &Index::name) != m_to.indexes.end())
            return false;
        // By itself: together with a column's rename MariaDB up to 11.4 leaves the index corrupted.
        add(ChangePhase::AlterTable, alter() + u"RENAME INDEX %1 TO %2"_s.arg(MysqlDdlText::quoted(old.name), MysqlDdlText::quoted(same->name)),
            tr("rename index %1 to %2").arg(old.name, same->name));
        m_newIndexes.erase(same);
        return true;
    }

    [[nodiscard]] static bool isSearched(const Index &index)
    {
        return index.method == "fulltext"_L1 || index.method == "spatial"_L1 || index.method == "vector"_L1;
    }

    /// InnoDB makes one index of words at a time.
    [[nodiscard]] bool isMadeAlone(const Index &index) const
    {
        const auto first = std::ranges::find(m_newIndexes, u"fulltext"_s, &Index::method);
        return index.method == "fulltext"_L1 && first->name != index.name;
    }

    void addIndex(const Index &index)
    {
        QList<Hazard> hazards;
        if (index.unique)
            hazards.append(Hazard::MayFail);
        if (isSearched(index))
            hazards.append(Hazard::Lock);
        if (isMadeAlone(index)) {
            addBeside(ChangePhase::CreateIndex, alter() + u"ADD "_s + indexText(index, m_to, m_ddl), tr("create index %1").arg(index.name), hazards);
            return;
        }
        m_keyColumns += columnsOfIndex(index);
        clause(u"ADD "_s + indexText(index, m_to, m_ddl), tr("create index %1").arg(index.name), hazards,
               index.unique ? duplicates(columnsOfIndex(index)) : QString());
    }

    /// The same condition, and over no column whose name changes, which the server refuses, or that is made anew.
    [[nodiscard]] bool keeps(const Check &old, const Check &wanted) const
    {
        const bool touched = std::ranges::any_of(old.columns, [&](const QString &name) {
            const Column *before = findColumn(m_from.columns, name);
            const Column *after = findColumn(m_to.columns, name);
            return m_pair.renamed.contains(name) || (before && after && isMysqlColumnRemade(*before, *after));
        });
        return !touched && checkText(old, m_ddl) == checkText(wanted, m_ddl) && mysqlCountOf(old.name) == mysqlCountOf(wanted.name);
    }

    void dropChecks()
    {
        for (const Check &old : m_before.checks) {
            const bool kept = std::ranges::any_of(m_to.checks, [&](const Check &wanted) { return keeps(old, wanted); });
            if (kept || isOfColumn(old, m_ddl))
                continue;
            const QString sql = (m_ddl.isMariaDb() ? u"DROP CONSTRAINT "_s : u"DROP CHECK "_s) + MysqlDdlText::quoted(old.name);
            // MySQL's names are the schema's: another table may be about to take this one.
            if (m_ddl.isMariaDb() || std::ranges::find(m_to.checks, old.name, &Check::name) != m_to.checks.end())
                clause(sql, tr("drop check %1").arg(old.name));
            else
                addBeside(ChangePhase::DropConstraint, alter() + sql, tr("drop check %1").arg(old.name));
        }
    }

    void addChecks()
    {
        for (const Check &wanted : m_to.checks) {
            const bool kept = std::ranges::any_of(m_before.checks, [&](const Check &old) { return keeps(old, wanted); });
            if (kept || isOfColumn(wanted, m_ddl))
                continue;
            m_keyColumns += wanted.columns; // the server reads it by their types
            const bool readable = std::ranges::all_of(wanted.columns, [&](const QString &c) { return findColumn(m_before.columns, c) != nullptr; });
            const QString check = wanted.enforced && readable ? m_pair.rowsWhere(u"NOT ("_s + wanted.expression + u')') : QString();
            clause(u"ADD "_s + checkText(withMysqlNumber(wanted), m_ddl), tr("add check %1").arg(wanted.name),
                   wanted.enforced ? QList<Hazard>{Hazard::MayFail, Hazard::Lock} : QList<Hazard>(), check);
        }
    }

    void dropPeriod()
    {
        const QString old = m_from.options.value(u"period"_s);
        if (!old.isEmpty() && old != m_to.options.value(u"period"_s))
            clause(u"DROP PERIOD FOR "_s + old.section(u" ("_s, 0, 0), tr("drop the period"));
    }

    void addPeriod()
    {
        const QString wanted = m_to.options.value(u"period"_s);
        if (!wanted.isEmpty() && wanted != m_from.options.value(u"period"_s))
            clause(u"ADD PERIOD FOR "_s + wanted, tr("add the period"), {Hazard::MayFail});
    }

    // --- partitions

    void changePartitions()
    {
        if (m_from.partitionKey == m_to.partitionKey)
            return;
        // Every unique key must hold the columns that rows are spread by: neither the old nor the new keys may meet the other's.
        const bool remove = m_to.partitionKey.isEmpty() || (!m_from.partitionKey.isEmpty() && !(m_rest.empty() && m_columns.empty()));
        if (remove)
            add(ChangePhase::DropConstraint, alter() + u"REMOVE PARTITIONING"_s, tr("no partitions"), {Hazard::Rewrite, Hazard::Lock});
        if (!m_to.partitionKey.isEmpty())
            add(ChangePhase::AddConstraint, alter() + m_to.partitionKey, tr("spread the rows over partitions"),
                {Hazard::Rewrite, Hazard::Lock, Hazard::MayFail});
    }

    // --- the ALTER TABLE itself

    /// What loses data is a statement of its own, so that it can be left out, unless other clauses need it.
    [[nodiscard]] bool canSplit() const
    {
        return std::ranges::none_of(m_columns, [&](const MysqlClause &one) {
            return one.hazards.contains(Hazard::DataLoss) && (one.positioned || m_keyColumns.contains(one.column));
        });
    }

    void writeAlter()
    {
        const bool split = canSplit();
        MysqlAlter main;
        MysqlAlter losing;
        for (size_t i = 0; i <= m_rest.size(); ++i) {
            for (const MysqlClause &one : i == m_columnsAt ? m_columns : std::vector<MysqlClause>())
                (split && one.hazards.contains(Hazard::DataLoss) ? losing : main).add(one);
            if (i < m_rest.size())
                (m_rest[i].hazards.contains(Hazard::DataLoss) ? losing : main).add(m_rest[i]);
        }
        // Held together: what goes here comes back there.
        for (const size_t i : main.hazards.contains(Hazard::DataLoss) ? m_beside : std::vector<size_t>())
            m_list.steps[i].hazards.prepend(Hazard::DataLoss);
        write(main, ChangePhase::AlterTable);
        write(losing, ChangePhase::AlterTable);
        setDefaults();
    }

    /// Defaults that differ from row to row: MySQL sets none such together with other changes, and a new column is filled first.
    void setDefaults()
    {
        for (const Column &wanted : m_to.columns) {
            if (!isMysqlDefaultSetLater(m_pair, wanted))
                continue;
            const QString name = MysqlDdlText::quoted(wanted.name);
            if (!findColumn(m_pair.from.columns, wanted.name))
                add(ChangePhase::AlterTable, u"UPDATE %1 SET %2 = %3"_s.arg(m_ddl.name(m_to.ref), name, *wanted.defaultExpression),
                    tr("fill column %1").arg(wanted.name), {Hazard::Lock});
            // It says the column's type again, which is not to come in by this door.
            const bool loses = std::ranges::any_of(
                m_columns, [&](const MysqlClause &one) { return one.column == wanted.name && one.hazards.contains(Hazard::DataLoss); });
            add(ChangePhase::AlterTable, alter() + u"MODIFY COLUMN "_s + columnText(wanted, m_to, m_ddl),
                tr("set the default of column %1").arg(wanted.name), loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
        }
    }

    void write(const MysqlAlter &clauses, ChangePhase phase)
    {
        if (clauses.clauses.isEmpty())
            return;
        // Foreign keys of other tables may lead here.
        QString before;
        QString after;
        const auto setting = [&](const QString &name, const QString &value) {
            before += (before.isEmpty() ? u"SET "_s : u", "_s) + u"@concord_%1 = @@SESSION.%1, SESSION %1 = %2"_s.arg(name, value);
            after += (after.isEmpty() ? u"SET "_s : u", "_s) + u"SESSION %1 = @concord_%1"_s.arg(name);
        };
        if (clauses.anotherType)
            setting(u"foreign_key_checks"_s, u"0"_s);
        const bool versioned = phase == ChangePhase::DropColumn && m_to.options.contains(u"system_versioning"_s); // by then
        if (m_from.options.contains(u"system_versioning"_s) || isMysqlVersionedFirst(m_pair) || versioned)
            setting(u"system_versioning_alter_history"_s, u"KEEP"_s);
        const QList<Hazard> loss = clauses.hazards.contains(Hazard::DataLoss) ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
        if (!before.isEmpty())
            add(phase, before, tr("let the table be changed"), loss);
        add(phase, alter() + (clauses.clauses.size() > 1 ? u"\n  "_s : QString()) + clauses.clauses.join(u",\n  "_s), clauses.purposes.join(u"; "_s),
            clauses.hazards, clauses.check());
        if (!after.isEmpty())
            add(phase, after, tr("as before"), loss);
    }

    /// The start or end of each row's time in a table that no longer keeps old rows.
    [[nodiscard]] bool goesWithVersioning(const Column &old) const
    {
        return old.generationExpression.startsWith("ROW "_L1) && !m_to.options.contains(u"system_versioning"_s);
    }

    void dropColumns()
    {
        MysqlAlter drops;
        for (const Column &old : m_from.columns) {
            if (!findColumn(m_to.columns, old.name) && !goesWithVersioning(old))
                drops.add({u"DROP COLUMN "_s + MysqlDdlText::quoted(old.name), tr("drop column %1").arg(old.name), {Hazard::DataLoss}});
        }
        write(drops, ChangePhase::DropColumn);
    }

    // --- triggers and rights

    [[nodiscard]] static QString textOf(const Trigger &trigger)
    {
        return trigger.timing + u' ' + trigger.events.join(u' ') + u' ' + trigger.body + u' ' + QStringList(trigger.options.values()).join(u' ');
    }

    /// All of one moment go and come together: each follows another one.
    void changeTriggers()
    {
        QStringList changed;
        const auto moment = [](const Trigger &trigger) { return trigger.timing + trigger.events.value(0); };
        const auto compare = [&](const std::vector<Trigger> &some, const std::vector<Trigger> &others) {
            for (const Trigger &one : some) {
                const auto other = std::ranges::find(others, one.name, &Trigger::name);
                if (other == others.end() || textOf(*other) != textOf(one))
                    changed.append(moment(one));
            }
        };
        compare(m_from.triggers, m_to.triggers);
        compare(m_to.triggers, m_from.triggers);
        for (const Trigger &old : m_from.triggers) {
            if (changed.contains(moment(old)))
                add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + m_ddl.name({m_from.ref.schema, old.name}), tr("drop trigger %1").arg(old.name));
        }
        Table only;
        only.ref = m_to.ref;
        std::ranges::copy_if(m_to.triggers, std::back_inserter(only.triggers), [&](const Trigger &one) { return changed.contains(moment(one)); });
        ChangeList made;
        addMysqlStatements(made, only, tr("create triggers"), m_ddl.isMariaDb());
        std::ranges::copy_if(made.steps, std::back_inserter(m_list.steps), [](const ChangeStep &step) { return step.phase == ChangePhase::Trigger; });
    }

    void changePrivileges() { changeMysqlPrivileges(m_list, m_before, m_to, m_ddl.name(m_to.ref)); }

    const Table &m_before;
    Table m_from;
    Table m_to;
    WriteOptions m_options;
    MysqlDdlText m_ddl;
    MysqlTablePair m_pair;
    ChangeList m_list;
    std::vector<MysqlClause> m_columns;
    std::vector<MysqlClause> m_rest; ///< the other clauses, in their order
    size_t m_columnsAt = 0;          ///< before which of those the columns come
    std::vector<Index> m_newIndexes;
    QStringList m_keyColumns;        ///< of keys and indexes that change
    std::vector<size_t> m_beside;    ///< steps that belong to the ALTER TABLE
};

} // namespace

ChangeList changeMysqlTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, bool mariaDb)
{
    const QMap<QString, QString> names = withRenamesInCase(renamed, from, to);
    return TableChange(from, to, names, mariaDb).run();
}

} // namespace concord
