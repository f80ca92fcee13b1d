// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// The collection as a table, so that fields and columns can be related and compared: a column for each path outside of arrays, with what is
/// in embedded documents by its path ("address.city") and arrays whole; _id as primary key where documents have one; the declared indexes.
/// Types and nullable are as inferred as the fields are: callers say so.
[[nodiscard]] std::shared_ptr<const Table> collectionAsTable(const Collection &collection);

/// Null where the collection has no field of that very path.
[[nodiscard]] const Field *findField(const Collection &collection, const QString &path);
/// "string", "int | string", "array of string", with "null" left out unless it is all there is; what people call the type.
[[nodiscard]] QString fieldTypeText(const Collection &collection, const Field &field);
/// Seen with a value of type null, apart from missing.
[[nodiscard]] bool fieldTakesNull(const Field &field);
/// "Inferred from 1000 documents chosen at random; a field that 1 % of all have is missed with probability 0.000043."
[[nodiscard]] QString samplingText(const Collection &collection);
/// Where the field's own documents are: "items[]" for "items[].sku"; empty: the document itself.
[[nodiscard]] QString parentPath(const QString &path);

} // namespace concord
