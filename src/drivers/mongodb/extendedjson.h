// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "mongodb/bsonbuilder.h"

#include <bson/bson.h>

namespace concord {

/// MongoDB Extended JSON v2. Canonical keeps every type; relaxed writes numbers and dates as JSON readers like them.
enum class JsonStyle { Canonical, Relaxed };

/// {"$oid": "…"} and its like as the value that it stands for; any other document as it is. Error (Syntax, no place) where
/// one is malformed.
[[nodiscard]] Result<BsonValue> fromExtendedJson(const BsonValue &document);

/// Relaxed: numbers and dates as people write them, but for what JSON does not hold exactly.
/// A whole BSON document, or an array's, on one line. What is damaged ends there with {"$damaged": true}. Nesting past
/// 1,000 levels is cut the same way. Text that is not UTF-8 is read as latin1.
void appendExtendedJson(std::string_view bson, bool isArray, JsonStyle style, std::string &out);
/// The value that the iterator is at.
void appendExtendedJson(const bson_iter_t &at, JsonStyle style, std::string &out);
[[nodiscard]] QString extendedJson(const BsonValue &value, JsonStyle style);
/// 2026-11-21T09:30:00.123Z; years outside 0 … 9999 too, with a sign.
void appendIsoDate(std::int64_t milliseconds, std::string &out);

/// MongoDB's own name of a value's type: "string", "int", "objectId", "binData" … (the aliases of $type).
[[nodiscard]] QString bsonTypeName(const bson_iter_t &at);
/// Puts an iterator before the first element. False: these bytes are no document.
[[nodiscard]] bool iterate(std::string_view bson, bson_iter_t &iterator);
/// The bytes of the document or array that the iterator is at.
[[nodiscard]] std::string_view nestedBson(const bson_iter_t &at);
/// The value that the iterator is at, as bytes.
[[nodiscard]] BsonValue valueAt(const bson_iter_t &at);
/// The value of a key of the outermost level. False: there is none.
[[nodiscard]] bool findKey(std::string_view bson, const char *key, bson_iter_t &at);

} // namespace concord
