// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"
#include "sqlite/sqlitefacts.h"

namespace concord {

/// Where the text of a table and what SQLite says of it do not agree, in words for a person; empty: they agree.
[[nodiscard]] QString sqliteDisagreement(const Table &text, const SqliteFacts &facts);

/// A table made of the pragmas alone: without checks, constraint names, and the expressions of generated columns.
[[nodiscard]] std::shared_ptr<Table> sqliteTableFromFacts(const SqliteFacts &facts);

/// An index by what the pragmas say of its parts; expressions and the predicate are the text's.
[[nodiscard]] Index sqliteIndexFromFacts(const SqliteIndexFact &fact, Index text, const std::vector<Column> &columns);

} // namespace concord
