// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// Whether two names are one name in two styles: AlbumId, album_id, ALBUM_ID.
[[nodiscard]] bool sameWords(const QString &a, const QString &b);

struct NameSimilarity
{
    double score = 0;    ///< 0 … 1; 1: the same words
    QString reason;      ///< for a person: "the same words", "“cust” stands for “customer”", "without the prefix “dim”"
};
/// How likely two tables' names mean the same: users → dim_users, orders → fact_orders.
[[nodiscard]] NameSimilarity compareTableNames(const QString &left, const QString &right);
/// How likely two columns' names mean the same, in tables that are known to be a pair: CUST_ID → customer_id, CUST_NAME → full_name,
/// CREATED → created_at. `leftTable` and `rightTable`: a column may repeat its table's name, in short too.
[[nodiscard]] NameSimilarity compareColumnNames(const QString &left, const QString &right, const QString &leftTable, const QString &rightTable);

} // namespace concord
