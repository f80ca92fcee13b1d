// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/uses.h"

#include "compare/expressions.h"
#include "connection/dialect.h"

#include <algorithm>

namespace concord {

bool mentionsAny(const QString &sql, const QSet<QString> &names, const Dialect &dialect)
{
    if (sql.isEmpty() || names.isEmpty())
        return false;
    return std::ranges::any_of(expressionTokens(sql, dialect), [&](const QString &token) { return names.contains(token); });
}

QSet<QString> foldedNames(const QList<ObjectRef> &refs, const Dialect &dialect)
{
    QSet<QString> names;
    for (const ObjectRef &ref : refs) {
        const QString bare = ref.name.endsWith(u')') ? ref.name.first(ref.name.lastIndexOf(u'(')) : ref.name;
        const QStringList tokens = expressionTokens(dialect.identifier(bare), dialect);
        if (!tokens.isEmpty())
            names.insert(tokens.front());
    }
    return names;
}

static bool isIndexOn(const Index &index, const QSet<QString> &names, const Dialect &dialect)
{
    return mentionsAny(index.predicate, names, dialect) || mentionsAny(index.options, names, dialect)
           || std::ranges::any_of(index.parts, [&](const IndexPart &part) {
                  return mentionsAny(part.expression, names, dialect) || mentionsAny(part.operatorClass, names, dialect);
              });
}

/// What is said of a rule or policy ("comment on rule r") goes with it.
static void forgetWhatIsSaidOf(Table &table, const QStringList &gone)
{
    table.options.removeIf([&](const std::pair<const QString &, QString &> &option) {
        return std::ranges::any_of(gone, [&](const QString &name) { return option.first.endsWith(u' ' + name); });
    });
}

Table withoutUses(Table table, const QSet<QString> &names, const Dialect &dialect)
{
    const auto mentions = [&](const QString &sql) { return mentionsAny(sql, names, dialect); };
    QStringList computed;
    for (Column &column : table.columns) {
        if (column.defaultExpression && mentions(*column.defaultExpression))
            column.defaultExpression.reset();
        if (mentions(column.generationExpression))
            computed.append(column.name);
    }
    table = withoutColumns(std::move(table), computed, dialect);
    std::erase_if(table.checks, [&](const Check &check) { return !check.inherited && mentions(check.expression); });
    std::erase_if(table.exclusions, [&](const Exclusion &exclusion) { return mentions(exclusion.definition); });
    std::erase_if(table.indexes, [&](const Index &index) { return !index.inherited && isIndexOn(index, names, dialect); });
    std::erase_if(table.triggers, [&](const Trigger &trigger) { return mentions(trigger.definition); });
    std::erase_if(table.policies, [&](const Policy &policy) { return mentions(policy.usingExpression) || mentions(policy.checkExpression); });
    table.options.removeIf(
        [&](const std::pair<const QString &, QString &> &option) { return option.first.contains(u' ') && mentions(option.second); });
    return table;
}

bool hasQueries(const Table &table)
{
    return !table.policies.empty() || std::ranges::any_of(table.options.asKeyValueRange(), [](const auto &option) {
        return option.first.startsWith(QStringLiteral("rule "));
    });
}

Table withoutQueriesOf(Table table, const QSet<QString> &tables, const Dialect &dialect)
{
    QStringList gone;
    std::erase_if(table.policies, [&](const Policy &policy) {
        const bool asks = mentionsAny(policy.usingExpression, tables, dialect) || mentionsAny(policy.checkExpression, tables, dialect);
        if (asks)
            gone.append(QStringLiteral("policy ") + policy.name);
        return asks;
    });
    for (auto option = table.options.cbegin(); option != table.options.cend(); ++option) {
        if (option.key().startsWith(QStringLiteral("rule ")) && mentionsAny(option.value(), tables, dialect))
            gone.append(option.key());
    }
    for (const QString &name : std::as_const(gone))
        table.options.remove(name);
    forgetWhatIsSaidOf(table, gone);
    return table;
}

Table withoutColumns(Table table, const QStringList &columns, const Dialect &dialect)
{
    if (columns.isEmpty())
        return table;
    const auto touches = [&](const QStringList &own) {
        return std::ranges::any_of(own, [&](const QString &name) { return columns.contains(name); });
    };
    QList<ObjectRef> refs;
    for (const QString &column : columns)
        refs.append({{}, column});
    const QSet<QString> names = foldedNames(refs, dialect);
    std::erase_if(table.columns, [&](const Column &column) { return columns.contains(column.name); });
    if (table.primaryKey && touches(table.primaryKey->columns))
        table.primaryKey.reset();
    std::erase_if(table.uniques, [&](const Key &key) { return touches(key.columns) || touches(key.included); });
    std::erase_if(table.checks,
                  [&](const Check &check) { return !check.inherited && (touches(check.columns) || mentionsAny(check.expression, names, dialect)); });
    std::erase_if(table.exclusions, [&](const Exclusion &exclusion) { return mentionsAny(exclusion.definition, names, dialect); });
    std::erase_if(table.foreignKeys, [&](const ForeignKey &key) { return touches(key.columns); });
    std::erase_if(table.indexes, [&](const Index &index) {
        const bool direct =
            touches(index.included) || std::ranges::any_of(index.parts, [&](const IndexPart &part) { return columns.contains(part.column); });
        return !index.inherited && (direct || isIndexOn(index, names, dialect));
    });
    std::erase_if(table.triggers, [&](const Trigger &trigger) { return mentionsAny(trigger.definition, names, dialect); });
    std::erase_if(table.policies, [&](const Policy &policy) {
        return mentionsAny(policy.usingExpression, names, dialect) || mentionsAny(policy.checkExpression, names, dialect);
    });
    std::erase_if(table.privileges, [&](const Privilege &privilege) { return columns.contains(privilege.column); });
    table.options.removeIf([&](const std::pair<const QString &, QString &> &option) {
        return option.first.contains(u' ') && mentionsAny(option.second, names, dialect);
    });
    return table;
}

QStringList computedFrom(const Table &table, const QStringList &columns, const Dialect &dialect)
{
    QList<ObjectRef> refs;
    for (const QString &column : columns)
        refs.append({{}, column});
    const QSet<QString> names = foldedNames(refs, dialect);
    QStringList computed;
    for (const Column &column : table.columns) {
        if (mentionsAny(column.generationExpression, names, dialect))
            computed.append(column.name);
    }
    return computed;
}

/// The key on these very columns that a foreign key leans on: the primary one, else a unique one, else a unique index.
static QString keyUnder(const Table &table, const QStringList &columns)
{
    const auto text = [](const QString &kind, const Key &key) {
        return kind + key.columns.join(u',') + u'|' + key.included.join(u',') + u'|' + key.options
               + QString::number(int(key.deferrable) + 2 * int(key.nullsNotDistinct));
    };
    if (table.primaryKey && table.primaryKey->columns == columns)
        return text(QStringLiteral("primary "), *table.primaryKey);
    for (const Key &key : table.uniques) {
        if (key.columns == columns)
            return text(QStringLiteral("unique "), key);
    }
    for (const Index &index : table.indexes) {
        QStringList own;
        QString rest;
        for (const IndexPart &part : index.parts) {
            own.append(part.column);
            rest += QLatin1Char(part.descending ? 'd' : 'a') + part.collation + part.operatorClass
                    + QString::number(part.nullsFirst ? int(*part.nullsFirst) : 2);
        }
        if (index.unique && own == columns)
            return QStringLiteral("index ") + index.name + index.method + index.options + rest + index.included.join(u',')
                   + QString::number(int(index.nullsNotDistinct));
    }
    return {};
}

/// Computed in another way, or from columns of which one changes: such a column goes and comes again.
static bool isComputedAnew(const Column &old, const Column &wanted, const Table &target, const Table &becomes)
{
    if (old.generated == Generated::No && wanted.generated == Generated::No)
        return false;
    const bool moved = std::ranges::any_of(target.columns, [&](const Column &column) {
        const Column *now = findColumn(becomes.columns, column.name);
        return now && now->nativeType != column.nativeType;
    });
    return moved || old.generated != wanted.generated || old.generationExpression != wanted.generationExpression;
}

Table withoutKeysTo(Table table, const Table &target, const Table &becomes)
{
    std::erase_if(table.foreignKeys, [&](const ForeignKey &key) {
        if (!(key.target == target.ref))
            return false;
        const bool typed = std::ranges::any_of(key.targetColumns, [&](const QString &name) {
            const Column *old = findColumn(target.columns, name);
            const Column *wanted = findColumn(becomes.columns, name);
            const bool another = old && wanted && old->type.family == TypeFamily::Enum && old->nativeType != wanted->nativeType; // equal to no other
            return old && wanted && (another || old->type.family != wanted->type.family || isComputedAnew(*old, *wanted, target, becomes));
        });
        const bool logged = target.unlogged != becomes.unlogged; // a logged table refers to no other
        return typed || logged || target.variant != becomes.variant || target.partitionKey != becomes.partitionKey
               || keyUnder(target, key.targetColumns) != keyUnder(becomes, key.targetColumns);
    });
    return table;
}

} // namespace concord
