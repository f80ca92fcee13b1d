// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/tablenames.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isKnownPrefix(const QString &word)
{
    static const QSet<QString> words = {u"tbl"_s, u"tb"_s,     u"t"_s,   u"tab"_s, u"table"_s, u"dim"_s,  u"d"_s,    u"mst"_s, u"lkp"_s,
                                        u"lu"_s,  u"lookup"_s, u"ref"_s, u"app"_s, u"sys"_s,   u"core"_s, u"base"_s, u"x"_s,   u"m"_s};
    return words.contains(word);
}

bool isStagePrefix(const QString &word)
{
    static const QSet<QString> words = {u"stg"_s, u"stage"_s, u"staging"_s, u"src"_s, u"raw"_s, u"ods"_s, u"fact"_s, u"fct"_s, u"f"_s, u"agg"_s};
    return words.contains(word);
}

bool isKnownSuffix(const QString &word)
{
    static const QSet<QString> words = {u"tbl"_s, u"table"_s, u"tab"_s, u"t"_s, u"master"_s, u"mst"_s, u"mstr"_s, u"dim"_s};
    return words.contains(word);
}

/// Of a partition or a shadow table the rows are another table's.
bool isOwnTable(const Table &table)
{
    return table.variant != "partition"_L1 && table.variant != "shadow"_L1 && table.extension.isEmpty();
}

std::vector<int> columnsUniqueAlone(const Table &table)
{
    std::vector<int> positions;
    for (const QStringList &set : uniqueColumnSets(table)) {
        if (set.size() != 1)
            continue;
        const auto found = std::ranges::find(table.columns, set.first(), &Column::name);
        if (found != table.columns.end())
            positions.push_back(static_cast<int>(found - table.columns.begin()));
    }
    return positions;
}

} // namespace

double namePenalty(NameRank rank)
{
    switch (rank) {
    case NameRank::Whole: return 0;
    case NameRank::KnownPrefix: return 0.04;
    case NameRank::SharedPrefix: return 0.15;
    case NameRank::StagePrefix: break;
    }
    return 0.25;
}

TableNames::TableNames(const std::vector<NamedCatalog> &catalogs)
{
    for (size_t position = 0; position < catalogs.size(); ++position)
        addTables(catalogs[position], position);
}

void TableNames::addTables(const NamedCatalog &catalog, size_t position)
{
    const size_t first = m_tables.size();
    QHash<QString, int> firstWords; // how many tables of this catalog begin with it
    QStringList nouns;
    for (const ObjectPtr &object : catalog.catalog->objects()) {
        const Table *table = tableOf(*object);
        if (!table || !isOwnTable(*table))
            continue;
        TableByName &named = m_tables.emplace_back();
        named.catalog = position;
        named.table = table;
        named.words = nameWords(object->ref.name);
        named.uniqueColumns = columnsUniqueAlone(*named.table);
        for (const int column : named.uniqueColumns)
            named.uniqueNames.push_back(columnNameParts(named.table->columns[static_cast<size_t>(column)].name));
        if (named.table->primaryKey && named.table->primaryKey->columns.size() == 1 && !named.uniqueColumns.empty())
            named.primaryColumn = named.uniqueColumns.front();
        if (named.words.size() > 1)
            ++firstWords[named.words.first()];
        else if (!named.words.isEmpty())
            nouns.append(singularForms(named.words.first()));
    }
    for (const QString &noun : std::as_const(nouns)) // in order_items, beside orders, the first word is no mere prefix
        firstWords.remove(noun);
    for (size_t table = first; table < m_tables.size(); ++table)
        addNames(table, firstWords);
    for (size_t table = first; table < m_tables.size(); ++table) {
        if (const TableByName &named = m_tables[table]; named.primaryColumn >= 0)
            m_byPrimaryKey[named.uniqueNames.front().squeezed].push_back(table);
    }
}

void TableNames::addNames(size_t table, const QHash<QString, int> &firstWords)
{
    QStringList words = m_tables[table].words;
    addName(table, words, NameRank::Whole);
    if (words.size() > 1 && isKnownSuffix(words.last())) {
        words.removeLast();
        addName(table, words, NameRank::KnownPrefix);
    }
    if (words.size() < 2)
        return;
    const QString first = words.takeFirst();
    if (isKnownPrefix(first))
        addName(table, words, NameRank::KnownPrefix);
    else if (isStagePrefix(first))
        addName(table, words, NameRank::StagePrefix);
    else if (firstWords.value(first) > 1)
        addName(table, words, NameRank::SharedPrefix);
}

void TableNames::addName(size_t table, const QStringList &words, NameRank rank)
{
    if (words.isEmpty())
        return;
    const QString before = words.first(words.size() - 1).join(QString());
    for (const QString &form : singularForms(words.last())) {
        m_byName[before + form].push_back({table, rank});
        if (rank <= NameRank::KnownPrefix)
            m_tables[table].ownKeys.push_back(before + form);
    }
}

std::span<const NameMatch> TableNames::named(const QString &key) const
{
    const auto found = m_byName.constFind(key);
    return found == m_byName.constEnd() ? std::span<const NameMatch>() : std::span<const NameMatch>(*found);
}

std::span<const NameMatch> TableNames::named(const QString &key, size_t catalog) const
{
    const auto range = std::ranges::equal_range(named(key), catalog, {}, [&](const NameMatch &match) { return m_tables[match.table].catalog; });
    return {range.begin(), range.end()};
}

std::span<const size_t> TableNames::withPrimaryKey(const QString &squeezed) const
{
    const auto found = m_byPrimaryKey.constFind(squeezed);
    return found == m_byPrimaryKey.constEnd() ? std::span<const size_t>() : std::span<const size_t>(*found);
}

std::span<const size_t> TableNames::withPrimaryKey(const QString &squeezed, size_t catalog) const
{
    const auto range = std::ranges::equal_range(withPrimaryKey(squeezed), catalog, {}, [&](size_t table) { return m_tables[table].catalog; });
    return {range.begin(), range.end()};
}

} // namespace concord
