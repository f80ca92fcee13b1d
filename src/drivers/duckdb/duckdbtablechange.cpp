// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbtablechange.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "duckdb/duckdbchanger.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdbschemawriter.h"
#include "migrate/renamecolumns.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbChanger", text);
}

QString id(const QString &name)
{
    return duckdbDialect().identifier(name);
}

/// The statements of one phase that make the table.
QStringList statementsOf(const Table &table, DdlPhase phase)
{
    QStringList statements;
    for (const DdlStatement &statement : duckdbSchemaWriter().create(table)) {
        if (statement.phase == phase && !statement.sql.isEmpty())
            statements.append(statement.sql);
    }
    return statements;
}

QString tableText(const Table &table)
{
    return statementsOf(table, DdlPhase::Table).value(0);
}

/// But for the order of columns, which a comparison calls equivalent.
bool sameBody(Table a, Table b)
{
    std::ranges::sort(a.columns, {}, &Column::name);
    std::ranges::sort(b.columns, {}, &Column::name);
    return tableText(a) == tableText(b);
}

bool mentions(const QString &expression, const QString &column)
{
    return expressionTokens(expression, duckdbDialect()).contains(column, Qt::CaseInsensitive) || expression.contains(id(column));
}

/// A key, a check or a computed column stands on it: DuckDB then changes neither its type nor lets it go.
bool isBound(const Table &table, const Column &column)
{
    const auto has = [&](const QStringList &columns) { return columns.contains(column.name); };
    return (table.primaryKey && has(table.primaryKey->columns))
           || std::ranges::any_of(table.uniques, [&](const Key &key) { return has(key.columns); })
           || std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return has(key.columns); })
           || std::ranges::any_of(table.checks, [&](const Check &check) { return mentions(check.expression, column.name); })
           || std::ranges::any_of(table.columns, [&](const Column &other) { return mentions(other.generationExpression, column.name); });
}

class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed, bool referenced)
        : m_from(from),
          m_to(to),
          m_referenced(referenced)
    {
        if (from.ref.name != to.ref.name)
            alter(u"RENAME TO "_s + id(to.ref.name), tr("rename the table"), from.ref);
        m_from.ref = to.ref;
        for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
            alter(u"RENAME COLUMN %1 TO %2"_s.arg(id(it.key()), id(it.value())), tr("rename column %1").arg(it.key()), to.ref);
        renameColumns(m_from, renamed, duckdbDialect());
    }

    ChangeList run()
    {
        const std::vector<ChangeStep> renames = std::exchange(m_list.steps, {});
        const bool changed = changeBody();
        const bool anew = changed || !renames.empty(); // DuckDB alters no table that has an index
        std::vector<ChangeStep> body = std::exchange(m_list.steps, {});
        changeIndexes(anew);
        // Indexes go before all else by their phase, and come again after it.
        m_list.steps.insert(m_list.steps.begin(), renames.begin(), renames.end());
        m_list.steps.insert(m_list.steps.begin() + static_cast<std::ptrdiff_t>(renames.size()), body.begin(), body.end());
        changeComments(m_rebuilt);
        std::ranges::stable_sort(m_list.steps, {}, &ChangeStep::phase);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void alter(const QString &what, const QString &purpose, const ObjectRef &table, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        add(ChangePhase::AlterTable, u"ALTER TABLE %1 %2"_s.arg(duckdbQualified(table), what), purpose, hazards, check);
    }

    [[nodiscard]] QString rowsWhere(const QString &condition) const
    {
        return u"SELECT * FROM %1 WHERE %2"_s.arg(duckdbQualified(m_to.ref), condition);
    }

    [[nodiscard]] std::vector<Column> onlyIn(const Table &table, const Table &other) const
    {
        std::vector<Column> columns;
        std::ranges::copy_if(table.columns, std::back_inserter(columns),
                             [&](const Column &column) { return !findColumn(other.columns, column.name); });
        return columns;
    }

    /// True: something of the table itself is changed.
    bool changeBody()
    {
        const std::vector<Column> gone = onlyIn(m_from, m_to);
        const bool alone = std::ranges::none_of(gone, [&](const Column &column) { return isBound(m_from, column); });
        if (!alone || !changeByAlter()) {
            m_list.steps.clear();
            Table desired = m_to;
            if (alone) // what goes is kept until a person ticks the loss
                std::ranges::copy(gone, std::back_inserter(desired.columns));
            if (!sameBody(desired, m_from))
                rebuildAs(desired, !alone);
        }
        if (alone) {
            for (const Column &column : gone)
                add(ChangePhase::DropColumn, u"ALTER TABLE %1 DROP COLUMN %2"_s.arg(duckdbQualified(m_to.ref), id(column.name)),
                    tr("drop column %1").arg(column.name), {Hazard::DataLoss, Hazard::Rewrite});
        }
        return !m_list.steps.empty();
    }

    /// True: ALTERs lead there, and were written.
    bool changeByAlter()
    {
        Table work = m_from;
        std::erase_if(work.columns, [&](const Column &column) { return !findColumn(m_to.columns, column.name); });
        for (Column &column : work.columns) {
            const Column &wanted = *findColumn(m_to.columns, column.name);
            if (column.nativeType != wanted.nativeType) {
                if (isBound(m_from, column) || isBound(m_to, wanted) || column.defaultExpression || wanted.generated != Generated::No)
                    return false;
                alter(u"ALTER COLUMN %1 SET DATA TYPE %2"_s.arg(id(column.name), wanted.nativeType), tr("change the type of %1").arg(column.name),
                      m_to.ref, {Hazard::Rewrite, Hazard::MayFail},
                      rowsWhere(u"%1 IS NOT NULL AND TRY_CAST(%1 AS %2) IS NULL"_s.arg(id(column.name), wanted.nativeType)));
                column.nativeType = wanted.nativeType;
            }
            changeDefault(column, wanted);
            changeNullable(column, wanted);
        }
        for (const Column &column : onlyIn(m_to, m_from)) {
            if (column.generated != Generated::No || !column.collation.isEmpty())
                return false;
            addColumn(column);
            work.columns.push_back(column);
        }
        return sameBody(work, m_to);
    }

    void changeDefault(Column &column, const Column &wanted)
    {
        if (column.defaultExpression == wanted.defaultExpression)
            return;
        alter(wanted.defaultExpression ? u"ALTER COLUMN %1 SET DEFAULT %2"_s.arg(id(column.name), *wanted.defaultExpression)
                                       : u"ALTER COLUMN %1 DROP DEFAULT"_s.arg(id(column.name)),
              tr("change the default of %1").arg(column.name), m_to.ref);
        column.defaultExpression = wanted.defaultExpression;
    }

    void changeNullable(Column &column, const Column &wanted)
    {
        if (column.nullable == wanted.nullable)
            return;
        if (wanted.nullable)
            alter(u"ALTER COLUMN %1 DROP NOT NULL"_s.arg(id(column.name)), tr("let %1 be NULL").arg(column.name), m_to.ref);
        else
            alter(u"ALTER COLUMN %1 SET NOT NULL"_s.arg(id(column.name)), tr("keep NULL out of %1").arg(column.name), m_to.ref, {Hazard::MayFail},
                  rowsWhere(id(column.name) + u" IS NULL"_s));
        column.nullable = wanted.nullable;
    }

    /// ADD COLUMN takes no constraint.
    void addColumn(const Column &column)
    {
        const QString value = column.defaultExpression ? u" DEFAULT "_s + *column.defaultExpression : QString();
        alter(u"ADD COLUMN %1 %2%3"_s.arg(id(column.name), column.nativeType, value), tr("add column %1").arg(column.name), m_to.ref);
        if (column.nullable)
            return;
        const QList<Hazard> hazards = column.defaultExpression ? QList<Hazard>() : QList<Hazard>{Hazard::MayFail};
        alter(u"ALTER COLUMN %1 SET NOT NULL"_s.arg(id(column.name)), tr("keep NULL out of %1").arg(column.name), m_to.ref, hazards,
              column.defaultExpression ? QString() : rowsWhere(u"true"_s));
    }

    void rebuildAs(const Table &desired, bool losesColumns)
    {
        if (m_referenced) {
            m_list.notes.push_back({m_to.ref, tr("DuckDB has no ALTER for this change of “%1”, and drops no table that foreign keys point to: "
                                                 "make it and those tables anew by hand.")
                                                  .arg(m_to.ref.name)});
            return;
        }
        m_rebuilt = true;
        Table made = desired;
        made.ref.name = u"concord_new_"_s + m_to.ref.name;
        QStringList columns;
        for (const Column &column : desired.columns) {
            if (column.generated == Generated::No && findColumn(m_from.columns, column.name))
                columns.append(id(column.name));
        }
        const QList<Hazard> loss = losesColumns ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
        add(ChangePhase::AlterTable, tableText(made), tr("make the table anew: DuckDB has no ALTER for this change"), loss);
        if (!columns.isEmpty())
            add(ChangePhase::AlterTable,
                u"INSERT INTO %1 (%2) SELECT %2 FROM %3"_s.arg(duckdbQualified(made.ref), columns.join(u", "_s), duckdbQualified(m_to.ref)),
                tr("copy the rows"), loss + QList<Hazard>{Hazard::Rewrite, Hazard::MayFail});
        add(ChangePhase::AlterTable, u"DROP TABLE "_s + duckdbQualified(m_to.ref),
            columns.isEmpty() ? tr("drop the old table with its rows: no column is kept") : tr("the rows are in the new table"), loss);
        add(ChangePhase::AlterTable, u"ALTER TABLE %1 RENAME TO %2"_s.arg(duckdbQualified(made.ref), id(m_to.ref.name)),
            tr("put the new table in its place"), loss);
    }

    [[nodiscard]] static QString indexText(const Table &table, const Index &index)
    {
        Table one;
        one.ref = table.ref;
        one.indexes = {index};
        return statementsOf(one, DdlPhase::Index).value(0);
    }

    void changeIndexes(bool anew)
    {
        const auto has = [](const Table &table, const QString &text) {
            return std::ranges::any_of(table.indexes, [&](const Index &other) { return indexText(table, other) == text; });
        };
        for (const Index &index : m_from.indexes) {
            if (anew || !has(m_to, indexText(m_from, index)))
                add(ChangePhase::DropIndex, u"DROP INDEX "_s + duckdbQualified({m_to.ref.schema, index.name}), tr("drop index %1").arg(index.name));
        }
        for (const Index &index : m_to.indexes) {
            const QString text = indexText(m_to, index);
            if (text.isEmpty() || (!anew && has(m_from, text)))
                continue;
            add(ChangePhase::CreateIndex, text, tr("create index %1").arg(index.name),
                index.unique ? QList<Hazard>{Hazard::Lock, Hazard::MayFail} : QList<Hazard>{Hazard::Lock});
        }
    }

    /// All of a table that is new; else those that differ. A comment is taken away by NULL.
    void changeComments(bool anew)
    {
        const QStringList before = anew ? QStringList() : statementsOf(m_from, DdlPhase::Comment);
        const QStringList after = statementsOf(m_to, DdlPhase::Comment);
        for (const QString &text : after) {
            if (!before.contains(text))
                add(ChangePhase::Comment, text, tr("set a comment"));
        }
        for (const QString &text : before) {
            const QString target = text.first(text.lastIndexOf(" IS '"_L1));
            const bool set = std::ranges::any_of(after, [&](const QString &other) { return other.startsWith(target + u" IS '"_s); });
            const bool gone =
                std::ranges::any_of(onlyIn(m_from, m_to), [&](const Column &column) { return target.endsWith(u'.' + id(column.name)); });
            if (!set && !gone)
                add(ChangePhase::Comment, target + u" IS NULL"_s, tr("remove a comment"));
        }
    }

    Table m_from;
    const Table &m_to;
    bool m_referenced;
    bool m_rebuilt = false;
    ChangeList m_list;
};

} // namespace

ChangeList duckdbTableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed, bool referenced)
{
    return TableChange(from, to, withRenamesInCase(renamed, from, to), referenced).run();
}

} // namespace concord
