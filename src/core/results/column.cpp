// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/column.h"

#include "results/utf8.h"

using namespace Qt::StringLiterals;

namespace concord {

QString logicalName(Logical logical)
{
    switch (logical) {
    case Logical::Unknown: return u"unknown"_s;
    case Logical::Boolean: return u"boolean"_s;
    case Logical::Integer: return u"integer"_s;
    case Logical::Decimal: return u"decimal"_s;
    case Logical::Float: return u"float"_s;
    case Logical::Text: return u"text"_s;
    case Logical::Binary: return u"binary"_s;
    case Logical::Date: return u"date"_s;
    case Logical::Time: return u"time"_s;
    case Logical::Timestamp: return u"timestamp"_s;
    case Logical::TimestampTz: return u"timestamptz"_s;
    case Logical::Interval: return u"interval"_s;
    case Logical::Json: return u"json"_s;
    case Logical::Uuid: return u"uuid"_s;
    case Logical::Enum: return u"enum"_s;
    case Logical::Array: return u"array"_s;
    case Logical::Range: return u"range"_s;
    case Logical::Network: return u"network"_s;
    case Logical::Geometry: return u"geometry"_s;
    case Logical::Bit: return u"bit"_s;
    case Logical::Mixed: return u"mixed"_s;
    case Logical::Other: return u"other"_s;
    }
    return u"unknown"_s;
}

std::size_t ColumnData::width(Physical physical)
{
    switch (physical) {
    case Physical::Bool: return 1;
    case Physical::Int16: return 2;
    case Physical::Int32:
    case Physical::Float:
    case Physical::Date: return 4;
    case Physical::Int64:
    case Physical::UInt64:
    case Physical::Double:
    case Physical::Decimal64:
    case Physical::Timestamp:
    case Physical::TimestampTz: return 8;
    case Physical::Decimal128: return 16;
    case Physical::Text:
    case Physical::Bytes:
    case Physical::Variant: return 0;
    }
    return 0;
}

std::size_t ColumnData::memory() const
{
    return m_values.capacity() + m_offsets.capacity() + m_bytes.capacity() + m_tags.capacity()
           + (m_validity.capacity() + m_missing.capacity()) * sizeof(std::uint64_t);
}

/// From "no NULL so far" or "all NULL so far" to a bitmap; in the second case the values get their zeros too.
void ColumnData::startValidity()
{
    const bool allNull = m_nulls == m_rows;
    m_validity.assign((m_rows + 63) / 64, allNull ? 0 : ~std::uint64_t{0});
    if (allNull) {
        m_values.appendZeros(m_rows * width(m_physical));
        if (m_physical == Physical::Variant)
            m_tags.appendZeros(m_rows);
    } else if (m_rows % 64 != 0) {
        m_validity.back() = (std::uint64_t{1} << (m_rows % 64)) - 1;
    }
}

/// Marks the row that is about to be appended as having a value.
void ColumnData::markValid()
{
    if (m_validity.empty())
        startValidity();
    if (m_rows % 64 == 0)
        m_validity.push_back(0);
    m_validity[m_rows >> 6] |= std::uint64_t{1} << (m_rows & 63);
}

/// Text columns begin to have offsets with their first value.
void ColumnData::ensureOffsets()
{
    if (m_offsets.size() == 0)
        m_offsets.appendZeros((std::size_t{m_rows} + 1) * sizeof(std::uint32_t));
}

void ColumnData::appendNull()
{
    if (m_nulls != m_rows) {
        if (m_validity.empty())
            startValidity();
        if (m_rows % 64 == 0)
            m_validity.push_back(0);
        m_values.appendZeros(width(m_physical));
        if (m_physical == Physical::Variant)
            m_tags.appendZeros(1);
    }
    if (m_offsets.size() != 0) {
        const auto end = static_cast<std::uint32_t>(m_bytes.size());
        m_offsets.append(&end, sizeof end);
    }
    ++m_nulls;
    ++m_rows;
}

void ColumnData::markMissing(std::uint32_t row)
{
    if (m_missing.size() <= row >> 6)
        m_missing.resize((row >> 6) + 1, 0);
    m_missing[row >> 6] |= std::uint64_t{1} << (row & 63);
}

void ColumnData::appendMissing()
{
    markMissing(m_rows);
    appendNull();
}

ColumnData ColumnData::missing(std::uint32_t rows)
{
    ColumnData column;
    column.m_rows = column.m_nulls = rows;
    column.m_missing.assign((rows + 63) / 64, ~std::uint64_t{0});
    if (rows % 64 != 0)
        column.m_missing.back() = (std::uint64_t{1} << (rows % 64)) - 1;
    return column;
}

void ColumnData::appendText(std::string_view utf8)
{
    if (m_validUtf8)
        m_validUtf8 = isValidUtf8(utf8);
    appendBytes(utf8);
}

void ColumnData::appendBytes(std::string_view bytes)
{
    if (m_nulls != 0)
        markValid();
    ensureOffsets();
    m_bytes.append(bytes.data(), bytes.size());
    const auto end = static_cast<std::uint32_t>(m_bytes.size());
    m_offsets.append(&end, sizeof end);
    ++m_rows;
}

void ColumnData::appendVariant(Tag tag, std::string_view text)
{
    if (tag == Tag::Null) {
        appendNull();
        return;
    }
    if (m_validUtf8 && tag != Tag::Bytes)
        m_validUtf8 = isValidUtf8(text);
    appendBytes(text); // may start the validity and so the tags of the rows before
    m_tags.append(&tag, sizeof tag);
}

void ColumnData::becomeVariant(const ColumnInfo &info)
{
    if (m_physical == Physical::Variant)
        return;
    ColumnData variant(Physical::Variant);
    variant.appendColumn(*this, info);
    *this = std::move(variant);
}

/// The cell as Variant cells hold it: the text, or the raw bytes of binary and of text that is not UTF-8.
static void appendConverted(ColumnData &to, const ColumnData &from, const ColumnInfo &info, std::uint32_t row, std::string &text)
{
    const Tag tag = cellTag(from, info, row);
    const Physical physical = from.physical();
    if (physical == Physical::Variant || physical == Physical::Text || physical == Physical::Bytes || tag == Tag::Null) {
        to.appendVariant(tag, from.bytes(row));
        return;
    }
    text.clear();
    appendCellUtf8(from, info, row, text);
    to.appendVariant(tag, text);
}

void ColumnData::appendColumn(const ColumnData &other, const ColumnInfo &info)
{
    const std::uint32_t first = m_rows;
    appendValues(other, info);
    for (std::uint32_t row = 0; row < other.m_rows && row >> 6 < other.m_missing.size(); ++row) {
        if (other.isMissing(row))
            markMissing(first + row);
    }
}

void ColumnData::appendValues(const ColumnData &other, const ColumnInfo &info)
{
    if (other.m_nulls == other.m_rows) {
        for (std::uint32_t row = 0; row < other.m_rows; ++row)
            appendNull();
        return;
    }
    if (m_nulls == m_rows && m_physical != other.m_physical && m_physical != Physical::Variant) {
        // Nothing but NULLs here: the values decide.
        m_physical = other.m_physical;
    }
    if (m_physical != other.m_physical) {
        becomeVariant(info);
        std::string text;
        for (std::uint32_t row = 0; row < other.m_rows; ++row)
            appendConverted(*this, other, info, row, text);
        return;
    }
    appendSame(other);
}

/// The bulk of it, without looking at single values.
void ColumnData::appendSame(const ColumnData &other)
{
    appendValidity(other);
    m_values.append(other.m_values.data(), other.m_values.size());
    m_tags.append(other.m_tags.data(), other.m_tags.size());
    if (other.m_offsets.size() != 0) {
        ensureOffsets();
        const auto base = static_cast<std::uint32_t>(m_bytes.size());
        const auto *offsets = reinterpret_cast<const std::uint32_t *>(other.m_offsets.data());
        m_offsets.reserve(m_offsets.size() + other.m_rows * sizeof(std::uint32_t));
        for (std::uint32_t row = 1; row <= other.m_rows; ++row) {
            const std::uint32_t end = base + offsets[row];
            m_offsets.append(&end, sizeof end);
        }
        m_bytes.append(other.m_bytes.data(), other.m_bytes.size());
    }
    m_validUtf8 = m_validUtf8 && other.m_validUtf8;
    m_rows += other.m_rows;
    m_nulls += other.m_nulls;
}

/// Joins the other's bitmap to ours. The other has at least one value; rows are counted by the caller.
void ColumnData::appendValidity(const ColumnData &other)
{
    if (m_nulls == 0 && other.m_nulls == 0)
        return;
    if (m_validity.empty())
        startValidity();
    const std::uint32_t total = m_rows + other.m_rows;
    m_validity.resize((total + 63) / 64, 0);
    const unsigned shift = m_rows & 63;
    const std::size_t first = m_rows >> 6;
    const std::size_t words = (other.m_rows + 63) / 64;
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word = other.m_validity.empty() ? ~std::uint64_t{0} : other.m_validity[i];
        if (i + 1 == words && other.m_rows % 64 != 0)
            word &= (std::uint64_t{1} << (other.m_rows % 64)) - 1;
        m_validity[first + i] |= word << shift;
        if (shift != 0 && first + i + 1 < m_validity.size())
            m_validity[first + i + 1] |= word >> (64 - shift);
    }
}

void ColumnData::reserve(std::uint32_t rows)
{
    m_values.reserve(rows * width(m_physical));
    if (width(m_physical) == 0)
        m_offsets.reserve((std::size_t{rows} + 1) * sizeof(std::uint32_t));
    if (m_physical == Physical::Variant)
        m_tags.reserve(rows);
}

void ColumnData::shrink()
{
    m_values.shrink();
    m_offsets.shrink();
    m_bytes.shrink();
    m_tags.shrink();
    m_validity.shrink_to_fit();
    m_missing.shrink_to_fit();
}

} // namespace concord
