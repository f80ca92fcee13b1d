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

} // namespace concord
