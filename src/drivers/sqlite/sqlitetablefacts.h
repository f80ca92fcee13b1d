// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"
#include "sqlite/sqlitefacts.h"

namespace concord {

/// Whether a table is as its text says, beyond doubt, so that SQLite need not be asked for its columns: nothing is quoted, commented or
/// generated, nothing but the table's own words makes a column NOT NULL, and SQLite counts as many columns. `facts` without its columns.
[[nodiscard]] bool sqliteTextTellsAll(const Table &text, const SqliteFacts &facts);

/// SQLite tells its own types in upper case, others as they were written.
[[nodiscard]] QString sqliteOwnSpelling(const QString &type);

/// Where the text of a table and what SQLite says of its columns and options do not agree, in words for a person; empty: they agree.
[[nodiscard]] QString sqliteDisagreement(const Table &text, const SqliteFacts &facts);

/// A table made of the pragmas alone: without checks, constraint names, and the expressions of generated columns.
[[nodiscard]] std::shared_ptr<Table> sqliteTableFromFacts(const SqliteFacts &facts);

/// Names and collations of an index's parts as the columns have them. False: its text alone does not tell what is indexed, for it has
/// expressions or the rowid.
[[nodiscard]] bool settleSqliteIndex(Index &index, const std::vector<Column> &columns);

/// An index by what the pragmas say of its parts; expressions and the predicate are the text's.
[[nodiscard]] Index sqliteIndexFromFacts(const SqliteIndexFact &fact, Index text, const std::vector<Column> &columns);

} // namespace concord
