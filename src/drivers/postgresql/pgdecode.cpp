// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgdecode.h"

#include "postgresql/pgbytes.h"
#include "postgresql/pgnumeric.h"
#include "postgresql/pgtime.h"
#include "postgresql/pgtypes.h"

#include <array>
#include <charconv>

namespace concord {

PgDecoder::PgDecoder(BatchWriter &writer, std::vector<std::uint32_t> types, bool binary, bool trusted)
    : m_writer(writer),
      m_types(std::move(types)),
      m_binary(binary),
      m_trusted(trusted)
{}

bool PgDecoder::take(const PGresult *result)
{
    m_textBytes = 0;
    for (std::size_t column = 0; column < m_types.size(); ++column)
        takeColumn(result, column);
    return m_writer.endRows(static_cast<std::uint32_t>(PQntuples(result)), m_textBytes);
}

void PgDecoder::takeColumn(const PGresult *result, std::size_t column)
{
    if (m_binary)
        takeBinary(result, column);
    else
        takeText(result, column);
}

/// Calls value(bytes) for each row that has one, and appends the NULLs itself.
template<class F>
void PgDecoder::eachRow(const PGresult *result, std::size_t column, F &&value)
{
    const int rows = PQntuples(result);
    const int field = static_cast<int>(column);
    ColumnData &data = m_writer.column(column);
    for (int row = 0; row < rows; ++row) {
        const int length = PQgetlength(result, row, field);
        if (length == 0 && PQgetisnull(result, row, field))
            data.appendNull();
        else
            value(data, std::string_view(PQgetvalue(result, row, field), static_cast<std::size_t>(length)));
    }
}

/// The server has checked what it sends; looking at every byte again would be for nothing.
void PgDecoder::appendPlainText(ColumnData &data, std::string_view text) const
{
    if (m_trusted && data.physical() == Physical::Text)
        data.appendBytes(text);
    else if (data.physical() == Physical::Text)
        data.appendText(text);
    else
        data.appendVariant(Tag::Text, text);
}

static void appendUuid(ColumnData &data, std::string_view bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 36> text;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16 && i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text[at++] = digits[byte >> 4];
        text[at++] = digits[byte & 15];
    }
    data.appendBytes({text.data(), at});
}

/// The type "char": one byte; zero is empty text, and what is past ASCII the server writes in octal.
static void appendChar(ColumnData &data, std::string_view bytes)
{
    const auto byte = bytes.empty() ? 0U : static_cast<unsigned char>(bytes.front());
    if (byte == 0) {
        data.appendBytes({});
    } else if (byte < 0x80) {
        data.appendBytes(bytes.substr(0, 1));
    } else {
        const std::array<char, 4> octal{'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3 & 7)),
                                        static_cast<char>('0' + (byte & 7))};
        data.appendBytes({octal.data(), octal.size()});
    }
}

template<class T>
static T floatFromNetwork(const char *bytes)
{
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    return std::bit_cast<T>(fromNetwork<Bits>(bytes));
}

/// A declared numeric lies as a scaled integer; one with other digits, NaN or an infinity makes its column Variant.
template<class Read>
static void appendNumeric(BatchWriter &writer, std::size_t column, const Read &scaled, const auto &text)
{
    ColumnData &data = writer.column(column);
    Int128 value = 0;
    if (data.physical() == Physical::Decimal64 && scaled(value)) {
        data.appendFixed(static_cast<std::int64_t>(value));
    } else if (data.physical() == Physical::Decimal128 && scaled(value)) {
        data.appendFixed(value);
    } else {
        thread_local std::string written;
        written.clear();
        text(written);
        writer.appendVariant(column, Tag::Decimal, written);
    }
}

void PgDecoder::takeBinary(const PGresult *result, std::size_t column)
{
    const ColumnInfo &info = m_writer.infos()[column];
    const auto each = [&](auto &&value) { eachRow(result, column, value); };
    switch (m_types[column]) {
    case pgoid::Bool: each([](ColumnData &data, std::string_view b) { data.appendFixed<std::uint8_t>(b[0] != 0); }); break;
    case pgoid::Int2: each([](ColumnData &data, std::string_view b) { data.appendFixed(fromNetwork<std::int16_t>(b.data())); }); break;
    case pgoid::Int4: each([](ColumnData &data, std::string_view b) { data.appendFixed(fromNetwork<std::int32_t>(b.data())); }); break;
    case pgoid::Int8: each([](ColumnData &data, std::string_view b) { data.appendFixed(fromNetwork<std::int64_t>(b.data())); }); break;
    case pgoid::Oid: each([](ColumnData &data, std::string_view b) { data.appendFixed<std::int64_t>(fromNetwork<std::uint32_t>(b.data())); }); break;
    case pgoid::Float4: each([](ColumnData &data, std::string_view b) { data.appendFixed(floatFromNetwork<float>(b.data())); }); break;
    case pgoid::Float8: each([](ColumnData &data, std::string_view b) { data.appendFixed(floatFromNetwork<double>(b.data())); }); break;
    case pgoid::Date:
        each([](ColumnData &data, std::string_view b) { data.appendFixed(pgDateFromBinary(fromNetwork<std::int32_t>(b.data()))); });
        break;
    case pgoid::Timestamp:
    case pgoid::TimestampTz:
        each([&](ColumnData &data, std::string_view b) {
            const auto raw = fromNetwork<std::int64_t>(b.data());
            const std::optional<std::int64_t> micros = pgTimestampFromBinary(raw);
            if (micros && data.physical() != Physical::Variant) {
                data.appendFixed(*micros);
                return;
            }
            std::string text;
            if (micros) {
                ColumnData one(info.physical);
                one.appendFixed(*micros);
                appendCellUtf8(one, info, 0, text);
            } else {
                appendFarTimestamp(raw, info, text);
            }
            m_writer.appendVariant(column, m_types[column] == pgoid::Timestamp ? Tag::Timestamp : Tag::TimestampTz, text);
        });
        break;
    case pgoid::Numeric:
        each([&](ColumnData &, std::string_view b) {
            PgNumeric number;
            number.read(b);
            appendNumeric(
                m_writer, column, [&](Int128 &v) { return number.scaled(info.scale, v); }, [&](std::string &out) { number.appendText(out); });
        });
        break;
    case pgoid::Uuid:
        each([](ColumnData &data, std::string_view b) { appendUuid(data, b); });
        m_textBytes += std::size_t(36) * static_cast<std::size_t>(PQntuples(result));
        break;
    case pgoid::Char: each([](ColumnData &data, std::string_view b) { appendChar(data, b); }); break;
    case pgoid::Bytea:
        each([&](ColumnData &data, std::string_view b) {
            m_textBytes += b.size();
            data.appendBytes(b);
        });
        break;
    case pgoid::Jsonb: // a version byte comes first
        each([&](ColumnData &data, std::string_view b) {
            m_textBytes += b.size();
            appendPlainText(data, b.substr(b.empty() ? 0 : 1));
        });
        break;
    default:
        each([&](ColumnData &data, std::string_view b) {
            m_textBytes += b.size();
            appendPlainText(data, b);
        });
        break;
    }
}

template<class T>
static T numberFromText(std::string_view text)
{
    T value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

static int hexDigit(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/// bytea_output = hex, or escape where a person has set that.
static std::string byteaFromText(std::string_view text)
{
    std::string bytes;
    if (text.starts_with("\\x")) {
        bytes.reserve(text.size() / 2);
        for (std::size_t i = 2; i + 1 < text.size(); i += 2)
            bytes.push_back(static_cast<char>(hexDigit(text[i]) << 4 | hexDigit(text[i + 1])));
        return bytes;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes.push_back(text[i]);
        } else if (i + 1 < text.size() && text[i + 1] == '\\') {
            bytes.push_back('\\');
            ++i;
        } else if (i + 3 < text.size()) {
            bytes.push_back(static_cast<char>((text[i + 1] - '0') << 6 | (text[i + 2] - '0') << 3 | (text[i + 3] - '0')));
            i += 3;
        }
    }
    return bytes;
}

void PgDecoder::takeText(const PGresult *result, std::size_t column)
{
    const ColumnInfo &info = m_writer.infos()[column];
    const auto each = [&](auto &&value) { eachRow(result, column, value); };
    switch (info.physical) {
    case Physical::Bool: each([](ColumnData &data, std::string_view t) { data.appendFixed<std::uint8_t>(t.starts_with('t')); }); break;
    case Physical::Int16: each([](ColumnData &data, std::string_view t) { data.appendFixed(numberFromText<std::int16_t>(t)); }); break;
    case Physical::Int32: each([](ColumnData &data, std::string_view t) { data.appendFixed(numberFromText<std::int32_t>(t)); }); break;
    case Physical::Int64: each([](ColumnData &data, std::string_view t) { data.appendFixed(numberFromText<std::int64_t>(t)); }); break;
    case Physical::Float: each([](ColumnData &data, std::string_view t) { data.appendFixed(numberFromText<float>(t)); }); break;
    case Physical::Double: each([](ColumnData &data, std::string_view t) { data.appendFixed(numberFromText<double>(t)); }); break;
    case Physical::Date:
        each([&](ColumnData &data, std::string_view t) {
            const std::optional<std::int32_t> days = pgDateFromText(t);
            if (days && data.physical() == Physical::Date)
                data.appendFixed(*days);
            else
                m_writer.appendVariant(column, Tag::Date, t);
        });
        break;
    case Physical::Timestamp:
    case Physical::TimestampTz:
        each([&](ColumnData &data, std::string_view t) {
            const std::optional<std::int64_t> micros = pgTimestampFromText(t);
            if (micros && data.physical() != Physical::Variant)
                data.appendFixed(*micros);
            else
                m_writer.appendVariant(column, info.physical == Physical::Timestamp ? Tag::Timestamp : Tag::TimestampTz, t);
        });
        break;
    case Physical::Decimal64:
    case Physical::Decimal128:
    case Physical::Variant:
        each([&](ColumnData &, std::string_view t) {
            appendNumeric(m_writer, column, [&](Int128 &v) { return scaledFromText(t, info.scale, v); }, [&](std::string &out) { out = t; });
        });
        break;
    case Physical::Bytes:
        each([&](ColumnData &data, std::string_view t) {
            m_textBytes += t.size();
            data.appendBytes(byteaFromText(t));
        });
        break;
    default:
        each([&](ColumnData &data, std::string_view t) {
            m_textBytes += t.size();
            appendPlainText(data, t);
        });
        break;
    }
}

} // namespace concord
