// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Objects of database `schema` that SQL in the server's own spelling names: `schema`.`name`, and functions without it.
[[nodiscard]] std::vector<ObjectRef> mentionedObjects(const QString &sql, const QString &schema);
/// Of these columns, those that the expression names in backticks.
[[nodiscard]] QStringList mentionedColumns(const QString &expression, const std::vector<Column> &columns);
/// The SQL without `schema`. before names, for use in another database.
[[nodiscard]] QString withoutSchema(const QString &sql, const QString &schema);
/// The SQL with `other`. before names in place of `schema`. (which is written in any case: better one too many than the wrong database).
[[nodiscard]] QString withOtherSchema(const QString &sql, const QString &schema, const QString &other);
/// Likewise of a statement about a database, which names it without a dot.
[[nodiscard]] QString withOtherName(const QString &sql, const QString &schema, const QString &other);

} // namespace concord
