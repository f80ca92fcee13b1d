// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"
#include "sqlite/sqlitecursor.h"

/// The clauses that columns and tables share in CREATE TABLE. Each takes its own tokens from the cursor.
namespace concord {

/// One column of a key or a foreign key.
struct SqliteKeyPart
{
    QString column;
    QString decoration; ///< "COLLATE NOCASE DESC"; empty: the name alone
    bool autoIncrement = false;
};

/// "(a, b COLLATE NOCASE DESC)"; false: it is not that.
[[nodiscard]] bool takeSqliteKeyParts(SqliteCursor &cursor, std::vector<SqliteKeyPart> &parts);
/// "ON CONFLICT REPLACE" in upper case, or nothing.
[[nodiscard]] QString takeSqliteConflict(SqliteCursor &cursor);
/// After REFERENCES: the target, its columns, actions, MATCH and DEFERRABLE; false: it is not that.
[[nodiscard]] bool takeSqliteReference(SqliteCursor &cursor, ForeignKey &key);
/// [NOT] DEFERRABLE [INITIALLY …]; false: there is none.
bool takeSqliteDeferrable(SqliteCursor &cursor, ForeignKey &key);
/// The words of a type and its numbers, spelt "VARCHAR(20)"; empty: none.
[[nodiscard]] QString takeSqliteType(SqliteCursor &cursor);
/// After DEFAULT: the expression without the parentheses around it; a bare name is the text literal that SQLite makes of it.
[[nodiscard]] std::optional<QString> takeSqliteDefault(SqliteCursor &cursor);

} // namespace concord
