// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "mongodb/bsonbuilder.h"

#include <vector>

namespace concord {

/// The text of a string with its quotes, JavaScript's escapes read. The error's offset is within the literal.
[[nodiscard]] Result<QString> unescapedString(QStringView literal);
/// 42, 0x1F, 1_000, .5, 1e9. Whole numbers become int32, int64 or, beyond, Decimal128; all others double. Never rounded
/// but as a double always is.
[[nodiscard]] Result<BsonValue> numberLiteral(QStringView text, bool negative);
[[nodiscard]] Result<BsonValue> regexLiteral(const QString &pattern, const QString &options);
/// Whether mongosh has such a constructor and it can be had without evaluating anything: "ObjectId", "Long.fromString".
[[nodiscard]] bool isShellConstructor(const QString &name);
/// The value that mongosh's constructor makes of these arguments.
[[nodiscard]] Result<BsonValue> constructedValue(const QString &name, const std::vector<BsonValue> &arguments);
/// A bound parameter: Integer, Decimal (Decimal128), Float, Boolean, Null, else Text.
[[nodiscard]] BsonValue parameterValue(const Parameter &parameter);

// What the constructors and Extended JSON have in common. Errors of kind Syntax without a place.
[[nodiscard]] Result<BsonValue> objectIdFromText(const QString &hex);
[[nodiscard]] Result<BsonValue> decimalFromText(const QString &text);
[[nodiscard]] Result<BsonValue> uuidFromText(const QString &text);
/// ISO 8601 with or without time and zone (UTC where none is given).
[[nodiscard]] Result<BsonValue> dateFromText(const QString &text);
[[nodiscard]] BsonValue dateFromMilliseconds(std::int64_t ms);
[[nodiscard]] BsonValue binaryValue(std::uint8_t subtype, std::string_view bytes);
[[nodiscard]] Result<BsonValue> binaryFromBase64(std::uint8_t subtype, const QString &base64);
[[nodiscard]] BsonValue timestampValue(std::uint32_t seconds, std::uint32_t increment);

} // namespace concord
