// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"

#include <nlohmann/json_fwd.hpp>

namespace concord {

/// How much is written: Full names every field (for people's scripts), Compact leaves out what is as usual (for keeping).
enum class JsonDetail { Full, Compact };

/// The object with its kind, schema and name; the same object gives the same bytes. Statistics only where `statistics`.
[[nodiscard]] nlohmann::ordered_json objectToJson(const SchemaObject &object, JsonDetail detail, bool statistics = true);
/// Error Damaged: not an object of this model.
[[nodiscard]] Result<std::shared_ptr<SchemaObject>> objectFromJson(const nlohmann::ordered_json &json);

[[nodiscard]] nlohmann::ordered_json infoToJson(const CatalogInfo &info);
[[nodiscard]] Result<CatalogInfo> infoFromJson(const nlohmann::ordered_json &json);

/// The catalog as command-line.md describes it: info, then schemas with their tables, views, sequences, routines, types …,
/// then extensions and what was not read. Its shape is docs/catalog.schema.json.
[[nodiscard]] nlohmann::ordered_json catalogToJson(const Catalog &catalog, JsonDetail detail = JsonDetail::Full);
/// Reads what catalogToJson wrote. Error Damaged says where.
[[nodiscard]] Result<CatalogPtr> catalogFromJson(const nlohmann::ordered_json &json);

} // namespace concord
