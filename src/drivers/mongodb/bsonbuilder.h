// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concord {

/// BSON's type bytes (bsonspec.org).
enum class BsonType : std::uint8_t {
    Double = 0x01,
    String = 0x02,
    Document = 0x03,
    Array = 0x04,
    Binary = 0x05,
    Undefined = 0x06,
    ObjectId = 0x07,
    Bool = 0x08,
    Date = 0x09,
    Null = 0x0A,
    Regex = 0x0B,
    DbPointer = 0x0C,
    Code = 0x0D,
    Symbol = 0x0E,
    CodeWithScope = 0x0F,
    Int32 = 0x10,
    Timestamp = 0x11,
    Int64 = 0x12,
    Decimal128 = 0x13,
    MinKey = 0xFF,
    MaxKey = 0x7F
};

/// A value as BSON writes it, without its key.
struct BsonValue
{
    BsonType type = BsonType::Null;
    std::string bytes;

    [[nodiscard]] bool isDocument() const { return type == BsonType::Document; }
    [[nodiscard]] bool isArray() const { return type == BsonType::Array; }
    /// Of String, Code and Symbol.
    [[nodiscard]] std::string_view text() const;
    /// Of the four kinds of numbers and Bool; Decimal128 is not read.
    [[nodiscard]] double number() const;
    [[nodiscard]] bool isNumber() const;

    friend bool operator==(const BsonValue &, const BsonValue &) = default;
};

/// Writes one document, an element after another. Duplicate keys are kept as they come, depth is the caller's business.
class BsonBuilder
{
public:
    BsonBuilder() { open(); }

    void append(std::string_view key, const BsonValue &value);
    void append(std::string_view key, std::string_view text);
    void append(std::string_view key, const char *text) { append(key, std::string_view(text)); }
    void append(std::string_view key, std::int32_t number);
    void append(std::string_view key, std::int64_t number);
    void append(std::string_view key, double number);
    void append(std::string_view key, bool value);
    /// An embedded document or array that end() closes.
    void begin(std::string_view key, BsonType type);
    void end();
    /// Key and type; the value's bytes follow by raw().
    void element(std::string_view key, BsonType type);
    void raw(std::string_view bytes) { m_out.append(bytes); }
    void rawInt32(std::int32_t number);
    void rawInt64(std::int64_t number);

    /// Closes the document; the builder is empty afterwards.
    [[nodiscard]] std::string take();

private:
    void open();
    void close();

    std::string m_out;
    std::vector<std::size_t> m_starts;
};

[[nodiscard]] BsonValue bsonText(std::string_view text, BsonType type = BsonType::String);
[[nodiscard]] BsonValue bsonInt32(std::int32_t number);
[[nodiscard]] BsonValue bsonInt64(std::int64_t number);
[[nodiscard]] BsonValue bsonDouble(double number);
[[nodiscard]] BsonValue bsonBool(bool value);
[[nodiscard]] BsonValue bsonDocument(std::string bytes, BsonType type = BsonType::Document);
/// An empty document.
[[nodiscard]] std::string emptyBson();

} // namespace concord
