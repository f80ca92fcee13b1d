// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

#include <QList>
#include <QString>

namespace concord {

/// A table that a statement names, without quotes.
struct NamedTable
{
    QString schema; ///< empty: none was written
    QString name;
    QString alias;  ///< empty: none

    friend bool operator==(const NamedTable &, const NamedTable &) = default;
};

/// The tables after FROM, JOIN, INTO and UPDATE, in subqueries too, in the order of the text. By tokens, so that an unfinished statement
/// tells what it can; names of WITH queries are among them.
[[nodiscard]] QList<NamedTable> namedTables(const QString &statement, const Dialect &dialect);
/// What stands before the dot that ends right before the word at the cursor: "o" of `o.cust|`; empty: no dot there. Without quotes.
[[nodiscard]] QString qualifierAt(const QString &text, int cursor, const Dialect &dialect);

/// The table that a statement reads or changes first, as it is written: for "copy as INSERT". Empty where there is none.
[[nodiscard]] QString firstTable(const QString &statement, const Dialect &dialect);

} // namespace concord
