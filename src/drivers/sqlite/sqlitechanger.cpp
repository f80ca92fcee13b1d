// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitechanger.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "migrate/renamecolumns.h"
#include "sqlite/sqlitecursor.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqliteschemawriter.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteChanger", text);
}

QString id(const QString &name)
{
    return sqliteIdentifier(name);
}

/// The table as it is after ALTER TABLE … RENAME COLUMN.
Table withRenamedColumns(Table table, const QMap<QString, QString> &names)
{
    renameColumns(table, names, sqliteDialect());
    return table;
}

/// CREATE TABLE alone.
QString tableText(const Table &table)
{
    for (const DdlStatement &statement : sqliteSchemaWriter().create(table)) {
        if (statement.phase == DdlPhase::Table)
            return statement.sql;
    }
    return {};
}

bool mentions(const QString &expression, const QString &column)
{
    SqliteCursor cursor(expression);
    while (!cursor.atEnd()) {
        const bool text = cursor.isKind(SqlToken::Kind::String);
        if (sameSqliteName(sqliteUnquoted(cursor.any()), column) && !text)
            return true;
    }
    return false;
}

/// SQLite drops a column by itself unless a key, check, index or another column stands on it.
bool dropsAlone(const Table &table, const Column &column)
{
    const auto has = [&](const QStringList &columns) { return columns.contains(column.name); };
    const bool inKey = (table.primaryKey && has(table.primaryKey->columns))
                       || std::ranges::any_of(table.uniques, [&](const Key &key) { return has(key.columns); })
                       || std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return has(key.columns); });
    const bool inCheck = std::ranges::any_of(table.checks, [&](const Check &check) { return mentions(check.expression, column.name); });
    const bool inColumn = std::ranges::any_of(table.columns, [&](const Column &other) { return mentions(other.generationExpression, column.name); });
    return !inKey && !inCheck && !inColumn;
}

/// ADD COLUMN takes no key, no expression as default, and NOT NULL only with a default.
bool addsAlone(const Column &column)
{
    const bool plainDefault = !column.defaultExpression || literalOf(*column.defaultExpression, &sqliteDialect());
    const bool fillable = column.nullable || (column.defaultExpression && column.defaultExpression->compare(u"NULL", Qt::CaseInsensitive) != 0);
    return plainDefault && fillable && column.generated != Generated::Stored && column.identity == Identity::No;
}

/// What a column's definition reads in CREATE TABLE.
QString columnText(const Table &table, const Column &column)
{
    Table one;
    one.ref = table.ref;
    one.columns = {column};
    const QString text = tableText(one);
    const qsizetype open = text.indexOf(u"(\n"_s);
    return text.sliced(open + 2, text.lastIndexOf(u"\n)"_s) - open - 2).trimmed();
}

/// Writes the steps that turn one table into another.
class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &others)
        : m_from(withRenamedColumns(from, renamed)),
          m_to(to),
          m_others(others)
    {
        if (from.ref.name != to.ref.name) {
            // A rename of a person's takes keys, views and triggers along; see preamble().
            add(ChangePhase::AlterTable, u"PRAGMA legacy_alter_table = OFF"_s, tr("what refers to the table follows its new name"));
            QString name = from.ref.name;
            if (name.compare(to.ref.name, Qt::CaseInsensitive) == 0) { // SQLite takes that for the table that is there
                name = newName(to.ref.name);
                add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME TO %2"_s.arg(id(from.ref.name), id(name)),
                    tr("rename the table, by way of another name"));
            }
            add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME TO %2"_s.arg(id(name), id(to.ref.name)), tr("rename the table"));
            add(ChangePhase::AlterTable, u"PRAGMA legacy_alter_table = ON"_s, tr("what refers to a table that is rebuilt stays as it is"));
            m_from.ref = to.ref;
        }
        for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
            add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME COLUMN %2 TO %3"_s.arg(id(to.ref.name), id(it.key()), id(it.value())),
                tr("rename column %1").arg(it.key()));
    }

    ChangeList run()
    {
        if (m_to.variant == u"shadow" || m_from.variant == u"shadow")
            return std::move(m_list); // its virtual table keeps it
        if (m_to.variant == u"virtual" || m_from.variant != m_to.variant) {
            if (tableText(m_from) != tableText(m_to))
                remakeVirtual();
            return std::move(m_list);
        }
        const bool rebuilt = changeBody();
        changeIndexes(rebuilt);
        changeTriggers(rebuilt);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }

    /// What no other table is called.
    [[nodiscard]] QString newName(const QString &name) const
    {
        ObjectRef ref{m_to.ref.schema, u"concord_new_"_s + name};
        while (m_others.before.contains(ref) || m_others.after.contains(ref))
            ref.name += u'_';
        return ref.name;
    }

    /// An index over the rows of another table has none of its own to lose; all else does.
    void remakeWithoutRows()
    {
        static const QRegularExpression content(u"\\bcontent\\s*=\\s*(?:''|\"\"|(?=[,)]|$))"_s);
        const auto isOverTable = [&](const Table &table) {
            const QString arguments = table.options.value(u"arguments"_s);
            return table.options.value(u"module"_s).compare(u"fts5", Qt::CaseInsensitive) == 0
                   && arguments.contains(QRegularExpression(u"\\bcontent\\s*="_s)) && !arguments.contains(content);
        };
        const bool filled = isOverTable(m_to);
        const QList<Hazard> loss = isOverTable(m_from) && filled ? QList<Hazard>{Hazard::Lock} : QList<Hazard>{Hazard::DataLoss, Hazard::Lock};
        const QString name = id(m_to.ref.name);
        add(ChangePhase::AlterTable, u"DROP TABLE "_s + name, tr("no ALTER changes a virtual table"), loss);
        add(ChangePhase::AlterTable, tableText(m_to), tr("create table %1 anew").arg(m_to.ref.name), loss);
        if (filled)
            add(ChangePhase::CopyRows, u"INSERT INTO %1(%1) VALUES ('rebuild')"_s.arg(name), tr("index the rows of its table"), loss);
        if (m_to.variant != u"virtual") {
            changeIndexes(true);
            changeTriggers(true);
        }
    }

    /// A full-text index that keeps its own rows, or an R*Tree, is made anew with them; what other modules keep, they alone know.
    void remakeVirtual()
    {
        const auto isTree = [](const Table &table) {
            return table.options.value(u"module"_s).startsWith(u"rtree"_s, Qt::CaseInsensitive) && !table.columns.empty();
        };
        const auto keepsRows = [&](const Table &table) {
            return isTree(table)
                   || (table.options.value(u"module"_s).compare(u"fts5", Qt::CaseInsensitive) == 0
                       && !table.options.value(u"arguments"_s).contains(QRegularExpression(u"\\bcontent\\s*="_s)));
        };
        if (!keepsRows(m_from) || !keepsRows(m_to) || isTree(m_from) != isTree(m_to)) {
            remakeWithoutRows();
            return;
        }
        Table made = m_to;
        made.ref.name = newName(m_to.ref.name);
        QStringList columns;
        for (const Column &column : m_to.columns) {
            if (!column.hidden && findColumn(m_from.columns, column.name))
                columns.append(id(column.name));
        }
        const bool loses = std::ranges::any_of(dropped(), [](const Column &column) { return !column.hidden; });
        const QList<Hazard> loss = loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
        add(ChangePhase::AlterTable, tableText(made), isTree(m_to) ? tr("make the tree anew") : tr("make the full-text index anew"), loss);
        if (!columns.isEmpty())
            add(ChangePhase::AlterTable,
                u"INSERT INTO %1 (%2) SELECT %2 FROM %3"_s.arg(id(made.ref.name), (isTree(m_to) ? QString() : u"rowid, "_s) + columns.join(u", "_s),
                                                               id(m_to.ref.name)),
                tr("copy the rows"), loss + QList<Hazard>{Hazard::Rewrite, Hazard::Lock});
        add(ChangePhase::AlterTable, u"DROP TABLE %1"_s.arg(id(m_to.ref.name)), tr("the rows are in the new table"), loss);
        add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME TO %2"_s.arg(id(made.ref.name), id(m_to.ref.name)), tr("put the new table in its place"),
            loss);
    }

    /// Columns that only the old table has.
    [[nodiscard]] std::vector<Column> dropped() const
    {
        std::vector<Column> columns;
        std::ranges::copy_if(m_from.columns, std::back_inserter(columns),
                             [&](const Column &column) { return !findColumn(m_to.columns, column.name); });
        return columns;
    }

    /// True: the table was rebuilt, and its indexes and triggers went with it.
    bool changeBody()
    {
        const std::vector<Column> gone = dropped();
        const bool alone = std::ranges::all_of(gone, [&](const Column &column) { return dropsAlone(m_from, column) && dropsAlone(m_to, column); });
        // What a rebuild keeps until a person ticks the loss.
        Table desired = m_to;
        if (alone)
            std::ranges::copy(gone, std::back_inserter(desired.columns));
        const bool rebuild = !addColumns(desired) && tableText(m_from) != tableText(desired);
        if (rebuild)
            rebuildAs(desired, !alone);
        if (alone)
            dropColumns(gone, rebuild);
        return rebuild;
    }

    /// True: adding columns at the end, and dropping those that go alone, is all that there is to do.
    bool addColumns(const Table &desired)
    {
        const std::vector<Column> gone = dropped();
        std::vector<Column> added;
        std::ranges::copy_if(m_to.columns, std::back_inserter(added), [&](const Column &column) { return !findColumn(m_from.columns, column.name); });
        const bool alone = std::ranges::all_of(gone, [&](const Column &column) { return findColumn(desired.columns, column.name) != nullptr; });
        if (!alone || !std::ranges::all_of(added, addsAlone))
            return false;
        // As the table will be at last; new columns come last, so nothing else may have moved.
        Table extended = m_from;
        std::erase_if(extended.columns, [&](const Column &column) { return !findColumn(m_to.columns, column.name); });
        std::ranges::copy(added, std::back_inserter(extended.columns));
        if (tableText(extended) != tableText(m_to))
            return false;
        for (const Column &column : added)
            add(ChangePhase::AlterTable, u"ALTER TABLE %1 ADD COLUMN %2"_s.arg(id(m_to.ref.name), columnText(m_to, column)),
                tr("add column %1").arg(column.name));
        return true;
    }

    void dropColumns(const std::vector<Column> &gone, bool rebuilt)
    {
        for (const Column &column : gone) {
            for (const Index &index : m_from.indexes) {
                const bool uses =
                    std::ranges::any_of(index.parts,
                                        [&](const IndexPart &part) { return part.column == column.name || mentions(part.expression, column.name); })
                    || mentions(index.predicate, column.name);
                if (uses && !rebuilt && hasIndex(m_to, index))
                    add(ChangePhase::DropIndex, u"DROP INDEX %1"_s.arg(id(index.name)),
                        tr("drop index %1, which stands on %2").arg(index.name, column.name));
            }
            add(ChangePhase::DropColumn, u"ALTER TABLE %1 DROP COLUMN %2"_s.arg(id(m_to.ref.name), id(column.name)),
                tr("drop column %1").arg(column.name), {Hazard::DataLoss, Hazard::Rewrite});
        }
    }

    void rebuildAs(const Table &desired, bool losesColumns)
    {
        Table made = desired;
        made.ref.name = newName(m_to.ref.name);
        QStringList columns;
        for (const Column &column : desired.columns) {
            if (column.generated == Generated::No && findColumn(m_from.columns, column.name))
                columns.append(id(column.name));
        }
        QList<Hazard> hazards{Hazard::Rewrite, Hazard::Lock};
        if (losesColumns)
            hazards.append(Hazard::DataLoss);
        const QString check = failingRows(desired);
        if (!check.isEmpty())
            hazards.append(Hazard::MayFail);
        noteUncheckedKeys(desired);
        const QString purpose = tr("rebuild the table: SQLite has no ALTER for this change");
        add(ChangePhase::AlterTable, tableText(made), purpose, losesColumns ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
        if (!columns.isEmpty())
            add(ChangePhase::AlterTable, u"INSERT INTO %1 (%2) SELECT %2 FROM %3"_s.arg(id(made.ref.name), columns.join(u", "_s), id(m_to.ref.name)),
                tr("copy the rows"), hazards, check);
        const auto counts = [](const Column &column) { return column.identity == Identity::AutoIncrement; };
        if (std::ranges::any_of(desired.columns, counts) && std::ranges::any_of(m_from.columns, counts)) {
            // Numbers that were given once are not given again.
            const QList<Hazard> loss = losesColumns ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
            const QString name = sqliteDialect().literal(made.ref.name);
            add(ChangePhase::AlterTable, u"DELETE FROM sqlite_sequence WHERE name = %1"_s.arg(name), tr("go on counting"), loss);
            add(ChangePhase::AlterTable,
                u"INSERT INTO sqlite_sequence (name, seq) SELECT %1, seq FROM sqlite_sequence WHERE name = %2"_s.arg(
                    name, sqliteDialect().literal(m_to.ref.name)),
                tr("go on counting"), loss);
        }
        // Every row is in the new table by then: dropping the old one loses nothing that the copy did not.
        add(ChangePhase::AlterTable, u"DROP TABLE %1"_s.arg(id(m_to.ref.name)),
            columns.isEmpty() ? tr("drop the old table with its rows: no column is kept") : tr("the rows are in the new table"),
            losesColumns ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
        add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME TO %2"_s.arg(id(made.ref.name), id(m_to.ref.name)), tr("put the new table in its place"),
            losesColumns ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
    }

    /// A rebuild takes every row as it is: whether a new foreign key holds for them must be asked.
    void noteUncheckedKeys(const Table &desired)
    {
        const auto isNew = [&](const ForeignKey &key) {
            return std::ranges::none_of(m_from.foreignKeys, [&](const ForeignKey &old) {
                return old.columns == key.columns && old.target == key.target && old.targetColumns == key.targetColumns;
            });
        };
        if (std::ranges::any_of(desired.foreignKeys, isNew))
            m_list.notes.push_back({m_to.ref, tr("SQLite does not look at the rows of “%1” that are there when it gets a foreign key. This "
                                                 "lists those that lead nowhere, afterwards: PRAGMA foreign_key_check(%2)")
                                                  .arg(m_to.ref.name, id(m_to.ref.name))});
    }

    /// A query for rows that the new table would not take; empty: it takes them all, as far as that can be told.
    [[nodiscard]] QString failingRows(const Table &desired) const
    {
        QStringList conditions;
        for (const Column &column : desired.columns) {
            const Column *old = findColumn(m_from.columns, column.name);
            if (!column.nullable && old && old->nullable)
                conditions.append(u"%1 IS NULL"_s.arg(id(column.name)));
            else if (!column.nullable && !old && !column.defaultExpression && column.generated == Generated::No && column.identity == Identity::No)
                conditions.append(u"1"_s);
        }
        for (const Check &check : desired.checks) {
            const bool known = std::ranges::any_of(m_from.checks, [&](const Check &old) { return old.expression == check.expression; });
            if (!known)
                conditions.append(u"NOT (%1\n)"_s.arg(check.expression));
        }
        return conditions.isEmpty() ? QString() : u"SELECT * FROM %1 WHERE %2"_s.arg(id(m_to.ref.name), conditions.join(u" OR "_s));
    }

    static QString indexSql(const Table &table, const Index &index)
    {
        Table one;
        one.ref = table.ref;
        one.indexes = {index};
        for (const DdlStatement &statement : sqliteSchemaWriter().create(one)) {
            if (statement.phase == DdlPhase::Index)
                return statement.sql;
        }
        return {};
    }

    static bool hasIndex(const Table &table, const Index &index)
    {
        return std::ranges::any_of(table.indexes, [&](const Index &other) { return indexSql(table, other) == indexSql(table, index); });
    }

    void changeIndexes(bool rebuilt)
    {
        for (const Index &index : m_from.indexes) {
            if (!rebuilt && !hasIndex(m_to, index))
                add(ChangePhase::DropIndex, u"DROP INDEX %1"_s.arg(id(index.name)), tr("drop index %1").arg(index.name));
        }
        for (const Index &index : m_to.indexes) {
            if (!rebuilt && hasIndex(m_from, index))
                continue;
            QList<Hazard> hazards{Hazard::Lock};
            QString check;
            if (index.unique && !hasIndex(m_from, index)) {
                hazards.append(Hazard::MayFail);
                check = duplicates(index);
            }
            add(ChangePhase::CreateIndex, indexSql(m_to, index), tr("create index %1").arg(index.name), hazards, check);
        }
    }

    [[nodiscard]] QString duplicates(const Index &index) const
    {
        QStringList columns;
        for (const IndexPart &part : index.parts)
            columns.append(part.column.isEmpty() ? u'(' + part.expression + u')' : id(part.column));
        const QString list = columns.join(u", "_s);
        const QString where = index.predicate.isEmpty() ? QString() : u" WHERE "_s + index.predicate;
        return u"SELECT %1, count(*) FROM %2%3 GROUP BY %1 HAVING count(*) > 1"_s.arg(list, id(m_to.ref.name), where);
    }

    void changeTriggers(bool rebuilt)
    {
        const auto same = [](const Trigger &a, const Trigger &b) { return a.name == b.name && a.definition == b.definition; };
        for (const Trigger &trigger : m_from.triggers) {
            const bool kept = std::ranges::any_of(m_to.triggers, [&](const Trigger &other) { return same(trigger, other); });
            if (!rebuilt && !kept)
                add(ChangePhase::DropTrigger, u"DROP TRIGGER %1"_s.arg(id(trigger.name)), tr("drop trigger %1").arg(trigger.name));
        }
        for (const Trigger &trigger : m_to.triggers) {
            const bool kept = std::ranges::any_of(m_from.triggers, [&](const Trigger &other) { return same(trigger, other); });
            if (rebuilt || !kept)
                add(ChangePhase::Trigger, trigger.definition, tr("create trigger %1").arg(trigger.name));
        }
    }

    Table m_from;
    const Table &m_to;
    const ChangeContext &m_others;
    ChangeList m_list;
};

class SqliteSchemaChanger final : public SchemaChanger
{
public:
    ChangeList changeTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context) const override
    {
        return TableChange(from, to, withRenamesInCase(renamed, from, to), context).run();
    }

    ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override
    {
        if (from.kind == ObjectKind::Table)
            return changeTable(static_cast<const Table &>(from), static_cast<const Table &>(to), renamed, {});
        ChangeList list = drop(from);
        for (DdlStatement &statement : sqliteSchemaWriter().create(to))
            list.steps.push_back(
                {std::move(statement.sql), changePhaseOf(statement.phase), to.kind, to.ref, tr("create %1 anew").arg(to.ref.name), {}, {}});
        return list;
    }

    ChangeList drop(const SchemaObject &object) const override
    {
        ChangeList list;
        if (object.kind == ObjectKind::Table && static_cast<const Table &>(object).variant != u"shadow")
            list.steps.push_back({u"DROP TABLE "_s + id(object.ref.name),
                                  ChangePhase::DropTable,
                                  object.kind,
                                  object.ref,
                                  tr("drop table %1").arg(object.ref.name),
                                  {Hazard::DataLoss},
                                  {}});
        else if (object.kind == ObjectKind::View)
            list.steps.push_back({u"DROP VIEW "_s + id(object.ref.name),
                                  ChangePhase::DropView,
                                  object.kind,
                                  object.ref,
                                  tr("drop view %1").arg(object.ref.name),
                                  {},
                                  {}});
        return list;
    }

    QStringList heldNames(const Table &table) const override
    {
        Table parts; // a constraint's name is a comment here
        parts.indexes = table.indexes;
        return SchemaChanger::heldNames(parts);
    }
    bool rewritesTexts() const override { return true; }
    bool transactionalDdl() const override { return true; }
    const EngineTerms &terms() const override { return sqliteTerms(); }
    QStringList scratchPreamble() const override { return {u"PRAGMA synchronous = OFF"_s, u"PRAGMA journal_mode = MEMORY"_s}; }
    QString attach(const QString &file, const QString &name) const override
    {
        return u"ATTACH DATABASE %1 AS %2"_s.arg(sqliteDialect().literal(file), id(name));
    }
    QString detach(const QString &name) const override { return u"DETACH DATABASE "_s + id(name); }
    // Without these a rebuild would rewrite, or trip over, what refers to the table.
    QStringList preamble() const override { return {u"PRAGMA foreign_keys = OFF"_s, u"PRAGMA legacy_alter_table = ON"_s}; }
    QStringList epilogue() const override { return {u"PRAGMA legacy_alter_table = OFF"_s, u"PRAGMA foreign_keys = ON"_s}; }
};

} // namespace

const SchemaChanger &sqliteSchemaChanger()
{
    static const SqliteSchemaChanger changer;
    return changer;
}

} // namespace concord
