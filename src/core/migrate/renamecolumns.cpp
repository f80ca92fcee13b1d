// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/renamecolumns.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "query/sqltext.h"

#include <algorithm>

namespace concord {

namespace {

void rename(QStringList &columns, const QMap<QString, QString> &names)
{
    for (QString &column : columns)
        column = names.value(column, column);
}

/// Puts new names in the place of old ones in SQL that speaks of one table.
class NamesInText
{
public:
    explicit NamesInText(const Dialect &dialect) : m_dialect(dialect) {}

    void addColumn(const QString &name, const QString &now) { m_columns.insert(folded(name), now); }
    void setTable(const QString &name, const QString &now)
    {
        m_table = folded(name);
        m_tableNow = now;
    }
    /// What the columns may be qualified with, beside NEW and OLD.
    void setOwner(const QString &table) { m_owner = folded(table); }

    [[nodiscard]] QString rewritten(const QString &sql) const
    {
        QList<SqlToken> tokens = tokenize(sql, m_dialect);
        tokens.removeIf([](const SqlToken &token) { return token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment; });
        QString text = sql;
        for (qsizetype i = tokens.size() - 1; i >= 0; --i) {
            if (const QString now = nameAt(sql, tokens, i); !now.isEmpty())
                text.replace(tokens[i].offset, tokens[i].length, m_dialect.identifier(now));
        }
        return text;
    }

private:
    [[nodiscard]] QString folded(const QString &name) const { return expressionTokens(m_dialect.identifier(name), m_dialect).value(0); }

    /// Empty: that token is to stay.
    [[nodiscard]] QString nameAt(const QString &sql, const QList<SqlToken> &tokens, qsizetype i) const
    {
        using Kind = SqlToken::Kind;
        const auto text = [&](qsizetype at) { return at < 0 || at >= tokens.size() ? QString() : sql.sliced(tokens[at].offset, tokens[at].length); };
        if (tokens[i].kind != Kind::Word && tokens[i].kind != Kind::QuotedIdentifier)
            return {};
        const QString name = expressionTokens(text(i), m_dialect).value(0);
        const bool isQualifier = text(i + 1) == u".";
        if (name == m_table && (isQualifier || text(i - 1) != u"."))
            return m_tableNow;
        const bool isCall = tokens[i].kind == Kind::Word && text(i + 1) == u"(";
        if (isQualifier || isCall || (text(i - 1) == u"." && !isOwn(text(i - 2))))
            return {};
        return m_columns.value(name);
    }

    [[nodiscard]] bool isOwn(const QString &qualifier) const
    {
        const QString name = expressionTokens(qualifier, m_dialect).value(0).toLower();
        return name == u"new" || name == u"old" || name == m_owner.toLower();
    }

    const Dialect &m_dialect;
    QMap<QString, QString> m_columns;
    QString m_table;
    QString m_tableNow;
    QString m_owner;
};

void rewriteTriggers(std::vector<Trigger> &triggers, const NamesInText &names)
{
    for (Trigger &trigger : triggers) {
        for (QString &event : trigger.events)
            event = names.rewritten(event);
        trigger.condition = names.rewritten(trigger.condition);
        trigger.body = names.rewritten(trigger.body);
        trigger.definition = names.rewritten(trigger.definition);
    }
}

} // namespace

void renameColumnsInKeys(Table &table, const QMap<QString, QString> &names)
{
    for (Column &column : table.columns)
        column.name = names.value(column.name, column.name);
    if (table.primaryKey) {
        rename(table.primaryKey->columns, names);
        rename(table.primaryKey->included, names);
    }
    for (Key &key : table.uniques) {
        rename(key.columns, names);
        rename(key.included, names);
    }
    for (Check &check : table.checks)
        rename(check.columns, names);
    for (ForeignKey &key : table.foreignKeys) {
        rename(key.columns, names);
        rename(key.onDeleteColumns, names);
        if (key.target == table.ref)
            rename(key.targetColumns, names);
    }
    for (Index &index : table.indexes) {
        rename(index.included, names);
        for (IndexPart &part : index.parts)
            part.column = names.value(part.column, part.column);
    }
}

void renameColumns(Table &table, const QMap<QString, QString> &names, const Dialect &dialect)
{
    if (names.isEmpty())
        return;
    renameColumnsInKeys(table, names);
    NamesInText texts(dialect);
    texts.setOwner(table.ref.name);
    for (auto it = names.cbegin(); it != names.cend(); ++it)
        texts.addColumn(it.key(), it.value());
    for (Column &column : table.columns)
        column.generationExpression = texts.rewritten(column.generationExpression);
    for (Check &check : table.checks)
        check.expression = texts.rewritten(check.expression);
    for (Exclusion &exclusion : table.exclusions)
        exclusion.definition = texts.rewritten(exclusion.definition);
    for (Index &index : table.indexes) {
        index.predicate = texts.rewritten(index.predicate);
        for (IndexPart &part : index.parts)
            part.expression = texts.rewritten(part.expression);
    }
    table.partitionKey = texts.rewritten(table.partitionKey);
    rewriteTriggers(table.triggers, texts);
}

void renameTable(Table &table, const ObjectRef &ref, const Dialect *dialect)
{
    for (ForeignKey &key : table.foreignKeys) {
        if (key.target == table.ref)
            key.target = ref;
    }
    if (dialect && table.ref.name != ref.name) {
        NamesInText texts(*dialect);
        texts.setTable(table.ref.name, ref.name);
        rewriteTriggers(table.triggers, texts);
    }
    table.ref = ref;
}

QMap<QString, QString> withRenamesInCase(QMap<QString, QString> names, const Table &from, const Table &to)
{
    for (const Column &old : from.columns) {
        if (names.contains(old.name) || findColumn(to.columns, old.name))
            continue;
        for (const Column &wanted : to.columns) {
            if (wanted.name.compare(old.name, Qt::CaseInsensitive) == 0)
                names.insert(old.name, wanted.name);
        }
    }
    return names;
}

} // namespace concord
