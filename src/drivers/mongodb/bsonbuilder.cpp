// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/bsonbuilder.h"

#include <bit>
#include <cstring>

namespace concord {

static_assert(std::endian::native == std::endian::little, "BSON is little-endian; a big-endian machine wants swaps here");

template<class T>
static void put(std::string &out, T value)
{
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

template<class T>
static T get(std::string_view bytes)
{
    T value{};
    if (bytes.size() >= sizeof value)
        std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

std::string_view BsonValue::text() const
{
    if (bytes.size() < 5)
        return {};
    return std::string_view(bytes).substr(4, bytes.size() - 5);
}

bool BsonValue::isNumber() const
{
    return type == BsonType::Int32 || type == BsonType::Int64 || type == BsonType::Double;
}

double BsonValue::number() const
{
    switch (type) {
    case BsonType::Int32: return get<std::int32_t>(bytes);
    case BsonType::Int64: return static_cast<double>(get<std::int64_t>(bytes));
    case BsonType::Double: return get<double>(bytes);
    case BsonType::Bool: return bytes == std::string_view("\1", 1) ? 1 : 0;
    default: return 0;
    }
}

void BsonBuilder::open()
{
    m_starts.push_back(m_out.size());
    rawInt32(0);
}

void BsonBuilder::close()
{
    m_out.push_back('\0');
    const std::size_t start = m_starts.back();
    m_starts.pop_back();
    const auto size = static_cast<std::int32_t>(m_out.size() - start);
    std::memcpy(m_out.data() + start, &size, sizeof size);
}

void BsonBuilder::rawInt32(std::int32_t number)
{
    put(m_out, number);
}

void BsonBuilder::rawInt64(std::int64_t number)
{
    put(m_out, number);
}

void BsonBuilder::element(std::string_view key, BsonType type)
{
    m_out.push_back(static_cast<char>(type));
    m_out.append(key.substr(0, key.find('\0')));
    m_out.push_back('\0');
}

void BsonBuilder::append(std::string_view key, const BsonValue &value)
{
    element(key, value.type);
    m_out.append(value.bytes);
}

void BsonBuilder::append(std::string_view key, std::string_view text)
{
    append(key, bsonText(text));
}

void BsonBuilder::append(std::string_view key, std::int32_t number)
{
    append(key, bsonInt32(number));
}

void BsonBuilder::append(std::string_view key, std::int64_t number)
{
    append(key, bsonInt64(number));
}

void BsonBuilder::append(std::string_view key, double number)
{
    append(key, bsonDouble(number));
}

void BsonBuilder::append(std::string_view key, bool value)
{
    append(key, bsonBool(value));
}

void BsonBuilder::begin(std::string_view key, BsonType type)
{
    element(key, type);
    open();
}

void BsonBuilder::end()
{
    close();
}

std::string BsonBuilder::take()
{
    close();
    std::string made = std::move(m_out);
    m_out.clear();
    m_starts.clear();
    open();
    return made;
}

BsonValue bsonText(std::string_view text, BsonType type)
{
    BsonValue value{type, {}};
    value.bytes.reserve(text.size() + 5);
    put(value.bytes, static_cast<std::int32_t>(text.size() + 1));
    value.bytes.append(text);
    value.bytes.push_back('\0');
    return value;
}

BsonValue bsonInt32(std::int32_t number)
{
    BsonValue value{BsonType::Int32, {}};
    put(value.bytes, number);
    return value;
}

BsonValue bsonInt64(std::int64_t number)
{
    BsonValue value{BsonType::Int64, {}};
    put(value.bytes, number);
    return value;
}

BsonValue bsonDouble(double number)
{
    BsonValue value{BsonType::Double, {}};
    put(value.bytes, number);
    return value;
}

BsonValue bsonBool(bool value)
{
    return {BsonType::Bool, std::string(1, value ? '\1' : '\0')};
}

BsonValue bsonDocument(std::string bytes, BsonType type)
{
    return {type, std::move(bytes)};
}

std::string emptyBson()
{
    return BsonBuilder().take();
}

} // namespace concord
