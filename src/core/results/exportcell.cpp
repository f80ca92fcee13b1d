// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exportcell.h"

#include "connection/dialect.h"
#include "results/resultexport.h"
#include "results/utf8.h"

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <charconv>

namespace concord {

static QByteArray bytesView(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

static void append(const QByteArray &bytes, std::string &out)
{
    out.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

void appendTextCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out)
{
    if (cellTag(column, info, row) != Tag::Bytes) {
        appendCellUtf8(column, info, row, out);
        return;
    }
    out.append("\\x");
    append(bytesView(column.bytes(row)).toHex(), out);
}

void appendJsonString(std::string_view utf8, std::string &out)
{
    out.push_back('"');
    std::size_t done = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8, done, i - done);
        done = i + 1;
        switch (c) {
        case '"': out.append("\\\""); break;
        case '\\': out.append("\\\\"); break;
        case '\n': out.append("\\n"); break;
        case '\r': out.append("\\r"); break;
        case '\t': out.append("\\t"); break;
        default: {
            static constexpr char hex[] = "0123456789abcdef";
            out.append("\\u00");
            out.push_back(hex[c >> 4U]);
            out.push_back(hex[c & 15U]);
        }
        }
    }
    out.append(utf8, done);
    out.push_back('"');
}

/// How a text reads as a number: by JSON's grammar, which SQL's literals share.
struct NumberShape
{
    bool isNumber = false;
    bool isWhole = false;
    int digits = 0; ///< significant ones, without leading zeros
};

static NumberShape numberShape(std::string_view text)
{
    NumberShape shape;
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t start = at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at)
            shape.digits += shape.digits > 0 || text[at] != '0' ? 1 : 0;
        return at - start;
    };
    const std::size_t first = at;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && text[first] == '0'))
        return {};
    shape.isWhole = at == text.size();
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return {};
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const int mantissa = shape.digits;
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (digits() == 0)
            return {};
        shape.digits = mantissa;
    }
    shape.isNumber = at == text.size();
    return shape;
}

/// Whether every reader of JSON gets this very value, though it reads numbers as doubles.
static bool holdsAsJsonNumber(Tag tag, std::string_view text)
{
    const NumberShape shape = numberShape(text);
    if (!shape.isNumber)
        return false;
    if (tag == Tag::Float)
        return shape.digits <= 17;
    if (tag == Tag::Decimal || !shape.isWhole)
        return shape.digits <= 15;
    std::int64_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return false;
    constexpr std::int64_t exact = std::int64_t{1} << 53U;
    return value >= -exact && value <= exact;
}

static bool isNumber(Tag tag)
{
    return tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float;
}

/// A part of a document, as its engine writes it in JSON.
static bool isJsonPart(Tag tag, Logical logical, const std::string &text)
{
    const bool mayBe = tag == Tag::Other || (tag == Tag::Text && (logical == Logical::Array || logical == Logical::Json));
    return mayBe && (text.starts_with('{') || text.starts_with('[')) && nlohmann::json::accept(text);
}

void appendJsonCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out, bool ofDocument)
{
    const Tag tag = cellTag(column, info, row);
    if (tag == Tag::Null) {
        out.append("null");
        return;
    }
    if (tag == Tag::Bytes) {
        out.push_back('"');
        append(bytesView(column.bytes(row)).toBase64(), out);
        out.push_back('"');
        return;
    }
    thread_local std::string text;
    text.clear();
    appendCellUtf8(column, info, row, text);
    const bool bare = (isNumber(tag) && holdsAsJsonNumber(tag, text)) || (tag == Tag::Boolean && (text == "true" || text == "false"));
    if (bare || (ofDocument && isJsonPart(tag, info.logical, text)))
        out.append(text);
    else
        appendJsonString(text, out);
}

static void appendBinaryLiteral(std::string_view bytes, const Dialect *dialect, std::string &out)
{
    // An engine with the cast operator reads x'…' as bits; its bytes are a string that begins with \x.
    const bool casts = dialect && dialect->castOperator;
    out.append(casts ? "'\\x" : "x'");
    append(bytesView(bytes).toHex(), out);
    out.append(casts ? "'::bytea" : "'");
}

static void appendTextLiteral(std::string_view utf8, const Dialect *dialect, std::string &out)
{
    const bool backslashes = dialect && dialect->backslashEscapes;
    if (utf8.contains('\0')) {
        // No literal can hold it.
        out.append("CAST(");
        appendBinaryLiteral(utf8, dialect, out);
        out.append(backslashes ? " AS CHAR)" : " AS TEXT)");
        return;
    }
    out.push_back('\'');
    for (const char c : utf8) {
        if (c == '\'' || (backslashes && c == '\\'))
            out.push_back(c);
        out.push_back(c);
    }
    out.push_back('\'');
}

void appendLiteralCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, const Dialect *dialect, std::string &out)
{
    const Tag tag = cellTag(column, info, row);
    if (tag == Tag::Null) {
        out.append("NULL");
        return;
    }
    if (tag == Tag::Bytes) {
        appendBinaryLiteral(column.bytes(row), dialect, out);
        return;
    }
    thread_local std::string text;
    text.clear();
    appendCellUtf8(column, info, row, text);
    const bool bare = (isNumber(tag) && numberShape(text).isNumber) || (tag == Tag::Boolean && (text == "true" || text == "false"));
    if (bare)
        out.append(text);
    else
        appendTextLiteral(text, dialect, out);
}

} // namespace concord
