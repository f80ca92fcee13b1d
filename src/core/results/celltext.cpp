// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/column.h"

#include "results/momenttext.h"
#include "results/numbertext.h"
#include "results/utf8.h"

#include <array>
#include <charconv>

namespace concord {

template<class T>
static void appendInteger(T value, std::string &out)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

void appendCellUtf8(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out)
{
    if (column.isNull(row))
        return;
    switch (column.physical()) {
    case Physical::Bool: out.append(column.values<std::uint8_t>()[row] ? "true" : "false"); break;
    case Physical::Int16: appendInteger(column.values<std::int16_t>()[row], out); break;
    case Physical::Int32: appendInteger(column.values<std::int32_t>()[row], out); break;
    case Physical::Int64: appendInteger(column.values<std::int64_t>()[row], out); break;
    case Physical::UInt64: appendInteger(column.values<std::uint64_t>()[row], out); break;
    case Physical::Float: appendFloat(column.values<float>()[row], info.scale, out); break;
    case Physical::Double: appendFloat(column.values<double>()[row], info.scale, out); break;
    case Physical::Decimal64: appendDecimal(column.values<std::int64_t>()[row], info.scale, out); break;
    case Physical::Decimal128: appendDecimal(column.values<Int128>()[row], info.scale, out); break;
    case Physical::Date: appendDate(column.values<std::int32_t>()[row], out); break;
    case Physical::Timestamp: appendTimestamp(column.values<std::int64_t>()[row], info, false, out); break;
    case Physical::TimestampTz: appendTimestamp(column.values<std::int64_t>()[row], info, true, out); break;
    case Physical::Bytes: out.append(column.bytes(row)); break;
    case Physical::Text:
        if (column.validUtf8())
            out.append(column.bytes(row));
        else
            appendAsUtf8(column.bytes(row), out);
        break;
    case Physical::Variant:
        if (column.validUtf8() || column.tag(row) == Tag::Bytes)
            out.append(column.bytes(row));
        else
            appendAsUtf8(column.bytes(row), out);
        break;
    }
}

static QString hexText(std::string_view bytes)
{
    const QByteArray hex = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex();
    QString text;
    text.reserve(hex.size() + 2);
    text.append(u"\\x");
    text.append(QLatin1StringView(hex));
    return text;
}

QString cellText(const ColumnData &column, const ColumnInfo &info, std::uint32_t row)
{
    const Tag tag = cellTag(column, info, row);
    if (tag == Tag::Null)
        return {};
    if (tag == Tag::Bytes)
        return hexText(column.bytes(row));
    if (column.validUtf8() && (column.physical() == Physical::Text || column.physical() == Physical::Variant)) {
        const std::string_view bytes = column.bytes(row);
        return bytes.empty() ? QLatin1String("") : QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    thread_local std::string text;
    text.clear();
    appendCellUtf8(column, info, row, text);
    return text.empty() ? QLatin1String("") : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A text column's cells are what the engine says that they mean.
static Tag tagOfText(Logical logical)
{
    switch (logical) {
    case Logical::Boolean: return Tag::Boolean;
    case Logical::Integer: return Tag::Integer;
    case Logical::Decimal: return Tag::Decimal;
    case Logical::Float: return Tag::Float;
    case Logical::Date: return Tag::Date;
    case Logical::Time: return Tag::Time;
    case Logical::Timestamp: return Tag::Timestamp;
    case Logical::TimestampTz: return Tag::TimestampTz;
    case Logical::Interval: return Tag::Interval;
    case Logical::Array:
    case Logical::Range:
    case Logical::Network:
    case Logical::Geometry:
    case Logical::Bit:
    case Logical::Mixed:
    case Logical::Other: return Tag::Other;
    case Logical::Unknown:
    case Logical::Text:
    case Logical::Binary:
    case Logical::Json:
    case Logical::Uuid:
    case Logical::Enum: return Tag::Text;
    }
    return Tag::Text;
}

Tag cellTag(const ColumnData &column, const ColumnInfo &info, std::uint32_t row)
{
    if (column.isNull(row))
        return Tag::Null;
    switch (column.physical()) {
    case Physical::Bool: return Tag::Boolean;
    case Physical::Int16:
    case Physical::Int32:
    case Physical::Int64:
    case Physical::UInt64: return Tag::Integer;
    case Physical::Float:
    case Physical::Double: return Tag::Float;
    case Physical::Decimal64:
    case Physical::Decimal128: return info.logical == Logical::Integer ? Tag::Integer : Tag::Decimal;
    case Physical::Date: return Tag::Date;
    case Physical::Timestamp: return Tag::Timestamp;
    case Physical::TimestampTz: return Tag::TimestampTz;
    case Physical::Bytes: return Tag::Bytes;
    case Physical::Text: return tagOfText(info.logical);
    case Physical::Variant: return column.tag(row);
    }
    return Tag::Other;
}

} // namespace concord
