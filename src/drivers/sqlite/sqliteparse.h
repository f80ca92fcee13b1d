// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"

/// What the text of a CREATE statement says, by SQLite's own grammar. Names come without quotes, expressions as their author
/// wrote them, comments inside included. Stateless; from any thread. Errors are Syntax, with the position.
namespace concord {

/// CREATE TABLE or CREATE VIRTUAL TABLE (options module and arguments; no columns).
/// A clause that the model has no field for is kept as DDL text in `options`: of a column "CONSTRAINT n NOT NULL ON CONFLICT
/// IGNORE"; of a key "ON CONFLICT REPLACE", with "DESC" before it for PRIMARY KEY DESC of a column, or with the whole list
/// "(a DESC, b COLLATE NOCASE)" before it where its columns say more than their names. Unnamed constraints count as named by the server.
[[nodiscard]] Result<std::shared_ptr<Table>> parseSqliteTable(const QString &sql);

/// CREATE INDEX. A part that is one name is a column, which only the table can tell from an expression in quotes.
[[nodiscard]] Result<Index> parseSqliteIndex(const QString &sql);

/// CREATE VIEW: the query, and in the option `columns` the list of names where there is one; no columns.
[[nodiscard]] Result<std::shared_ptr<View>> parseSqliteView(const QString &sql);

[[nodiscard]] Result<Trigger> parseSqliteTrigger(const QString &sql);

/// The tables and views that a query or a trigger's statements name where a table may stand; each once, as written.
[[nodiscard]] QStringList sqliteTableNames(const QString &sql);

} // namespace concord
