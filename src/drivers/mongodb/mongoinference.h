// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/fieldsample.h"

#include <bson/bson.h>

#include <string_view>

namespace concord {

/// MongoDB's name for a type as $type knows it ("objectId", "int"), a UUID told from other bytes. Lives as long as the program.
[[nodiscard]] const DocumentType &mongoType(const bson_iter_t &at);
/// The logical type of such a name; Unknown: there is none of that name.
[[nodiscard]] LogicalType mongoLogicalType(const QString &name);

/// Counts one document. What is damaged counts up to there; what lies deeper than MongoDB's own limit is not looked into.
void addDocument(FieldSample &sample, std::string_view bson);

} // namespace concord
