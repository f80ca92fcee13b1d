// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <string_view>

/// What a server's replies declare, as the catalog says it.
namespace concord {

/// From one entry of listCollections: kind, validator, options. Null: a collection of the system's own.
[[nodiscard]] std::shared_ptr<Collection> collectionFrom(std::string_view entry, const QString &database);
/// From one entry of listIndexes; nullopt: the index that only carries _id.
[[nodiscard]] std::optional<Index> indexFrom(std::string_view entry);
/// "timeField" → "time_field"
[[nodiscard]] QString optionName(const QString &camelCase);

} // namespace concord
