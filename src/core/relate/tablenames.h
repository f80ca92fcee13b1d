// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/nameparts.h"
#include "schema/namedcatalog.h"

#include <QHash>

#include <span>
#include <vector>

namespace concord {

/// A table, or a collection as one, that columns may refer to or from, with what guessing wants to know of it.
struct TableByName
{
    size_t catalog = 0; ///< position in the list of catalogs
    const Table *table = nullptr;
    QStringList words;                ///< of its name
    std::vector<QString> ownKeys;     ///< the names under which it may be meant: user for tbl_users
    std::vector<int> uniqueColumns;   ///< columns that are unique alone, the primary key's first
    std::vector<ColumnNameParts> uniqueNames; ///< theirs
    int primaryColumn = -1;           ///< where the primary key is one column
};

/// How a table's name was taken for another; the lower the better.
enum class NameRank : quint8 {
    Whole,       ///< users for user
    KnownPrefix, ///< tbl_user, dim_user, user_master
    SharedPrefix,///< auth_user, where others are called auth_… too
    StagePrefix, ///< stg_user, fact_user
    Last = StagePrefix
};
[[nodiscard]] double namePenalty(NameRank rank); ///< by how much it makes a guess less sure

struct NameMatch
{
    size_t table = 0; ///< position in TableNames::tables()
    NameRank rank = NameRank::Whole;
};

/// Tables by the stems of their names, so that a column finds its own at once. Of several catalogs.
class TableNames
{
public:
    explicit TableNames(const std::vector<NamedCatalog> &catalogs);

    [[nodiscard]] const std::vector<TableByName> &tables() const { return m_tables; }
    /// Those that `key` (words without separators, singular or not) names; by catalog.
    [[nodiscard]] std::span<const NameMatch> named(const QString &key) const;
    [[nodiscard]] std::span<const NameMatch> named(const QString &key, size_t catalog) const;
    /// Those with a primary key of this one column, by the column's words without separators; by catalog.
    [[nodiscard]] std::span<const size_t> withPrimaryKey(const QString &squeezed) const;
    [[nodiscard]] std::span<const size_t> withPrimaryKey(const QString &squeezed, size_t catalog) const;

private:
    void addTables(const NamedCatalog &catalog, size_t position);
    void addNames(size_t table, const QHash<QString, int> &firstWords);
    void addName(size_t table, const QStringList &words, NameRank rank);

    std::vector<TableByName> m_tables;
    QHash<QString, std::vector<NameMatch>> m_byName;
    QHash<QString, std::vector<size_t>> m_byPrimaryKey;
};

} // namespace concord
