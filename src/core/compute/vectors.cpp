// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exactnumber.h"
#include "compute/scan.h"
#include "compute/sortkey.h"
#include "results/utf8.h"

#include <charconv>
#include <cstring>

namespace concord {

static duckdb_type rawType(const ColumnInfo &info)
{
    if (isKeyed(info))
        return DUCKDB_TYPE_BLOB;
    switch (info.physical) {
    case Physical::Bool: return DUCKDB_TYPE_BOOLEAN;
    case Physical::Int16: return DUCKDB_TYPE_SMALLINT;
    case Physical::Int32:
    case Physical::Date: return DUCKDB_TYPE_INTEGER;
    case Physical::Int64:
    case Physical::Decimal64:
    case Physical::Timestamp:
    case Physical::TimestampTz: return DUCKDB_TYPE_BIGINT;
    case Physical::UInt64: return DUCKDB_TYPE_UBIGINT;
    case Physical::Float: return DUCKDB_TYPE_FLOAT;
    case Physical::Double: return DUCKDB_TYPE_DOUBLE;
    case Physical::Decimal128: return DUCKDB_TYPE_HUGEINT;
    case Physical::Text: return DUCKDB_TYPE_VARCHAR;
    case Physical::Bytes:
    case Physical::Variant: return DUCKDB_TYPE_BLOB;
    }
    return DUCKDB_TYPE_BLOB;
}

/// The type by which a file's reader knows the values.
static duckdb_logical_type typedType(const Scan &scan, const Scan::Column &column)
{
    const ColumnInfo &info = scan.result().columns()[static_cast<std::size_t>(column.column)].info;
    switch (info.physical) {
    case Physical::Decimal64:
    case Physical::Decimal128: return duckdb_create_decimal_type(info.precision, info.scale);
    case Physical::Date: return duckdb_create_logical_type(DUCKDB_TYPE_DATE);
    case Physical::Timestamp: return duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP);
    case Physical::TimestampTz: return duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP_TZ);
    case Physical::Text:
    case Physical::Variant: return duckdb_create_logical_type(column.isBroken ? DUCKDB_TYPE_BLOB : DUCKDB_TYPE_VARCHAR);
    default: return duckdb_create_logical_type(rawType(info));
    }
}

duckdb_logical_type vectorType(const Scan &scan, const Scan::Column &column)
{
    switch (column.what) {
    case Scan::What::Row: return duckdb_create_logical_type(DUCKDB_TYPE_UINTEGER);
    case Scan::What::Source: return duckdb_create_logical_type(DUCKDB_TYPE_INTEGER);
    case Scan::What::Shown: return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    case Scan::What::Missing: return duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    case Scan::What::Typed: return typedType(scan, column);
    case Scan::What::Value: break;
    }
    return duckdb_create_logical_type(rawType(scan.result().columns()[static_cast<std::size_t>(column.column)].info));
}

static void setNulls(const VectorSlice &slice)
{
    duckdb_vector_ensure_validity_writable(slice.vector);
    std::uint64_t *validity = duckdb_vector_get_validity(slice.vector);
    for (idx_t i = slice.at; i < slice.at + slice.count; ++i)
        validity[i / 64] &= ~(std::uint64_t{1} << (i % 64));
}

/// The chunk's bitmap; false where every row of the slice is NULL.
static bool copyValidity(const ColumnData &data, const VectorSlice &slice)
{
    if (data.nulls() == data.rows()) {
        setNulls(slice);
        return false;
    }
    if (data.nulls() == 0)
        return true;
    duckdb_vector_ensure_validity_writable(slice.vector);
    std::uint64_t *validity = duckdb_vector_get_validity(slice.vector);
    if (slice.at == 0 && slice.first % 64 == 0) {
        std::memcpy(validity, data.validity().data() + slice.first / 64, (slice.count + 63) / 64 * sizeof(std::uint64_t));
        return true;
    }
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        const idx_t at = slice.at + i;
        const std::uint64_t bit = std::uint64_t{1} << (at % 64);
        validity[at / 64] = data.isNull(slice.first + i) ? validity[at / 64] & ~bit : validity[at / 64] | bit;
    }
    return true;
}

template<class From, class To, class F>
static void convert(const ColumnData &data, const VectorSlice &slice, F &&turn)
{
    const From *from = data.values<From>() + slice.first;
    To *to = static_cast<To *>(duckdb_vector_get_data(slice.vector)) + slice.at;
    for (std::uint32_t i = 0; i < slice.count; ++i)
        to[i] = turn(from[i]);
}

/// 128-bit numbers have DuckDB's layout, but its vectors promise no alignment of 16.
template<class From>
static void convertWide(const ColumnData &data, const VectorSlice &slice, Int128 factor)
{
    const From *from = data.values<From>() + slice.first;
    auto *to = static_cast<duckdb_hugeint *>(duckdb_vector_get_data(slice.vector)) + slice.at;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        const Int128 value = static_cast<Int128>(from[i]) * factor;
        to[i] = {static_cast<std::uint64_t>(value), static_cast<std::int64_t>(value >> 64)};
    }
}

template<class From>
static void convertInteger(const ColumnData &data, const VectorSlice &slice, Physical target, std::int64_t factor, Int128 wideFactor)
{
    switch (target) {
    case Physical::Int16: convert<From, std::int16_t>(data, slice, [](From v) { return static_cast<std::int16_t>(v); }); return;
    case Physical::Int32: convert<From, std::int32_t>(data, slice, [](From v) { return static_cast<std::int32_t>(v); }); return;
    case Physical::Decimal128: convertWide<From>(data, slice, wideFactor); return;
    default: convert<From, std::int64_t>(data, slice, [factor](From v) { return static_cast<std::int64_t>(v) * factor; }); return;
    }
}

static Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// A float as the double that reads as it does: 0.1f becomes 0.1.
static double asShown(float value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value);
    double read = value;
    std::from_chars(text, end.ptr, read);
    return read;
}

template<class T>
static void copyFixed(const ColumnData &data, const VectorSlice &slice)
{
    std::memcpy(static_cast<T *>(duckdb_vector_get_data(slice.vector)) + slice.at, data.values<T>() + slice.first, slice.count * sizeof(T));
}

/// Values of a fixed width, widened to the combined type.
static void fillFixed(const ColumnData &data, const ColumnInfo &from, const ColumnInfo &to, const VectorSlice &slice)
{
    const bool scaled = to.physical == Physical::Decimal64 || to.physical == Physical::Decimal128;
    const bool decimal = from.physical == Physical::Decimal64 || from.physical == Physical::Decimal128;
    const Int128 factor = scaled ? powerOfTen(to.scale - (decimal ? from.scale : 0)) : 1;
    const auto narrow = static_cast<std::int64_t>(factor);
    switch (data.physical()) {
    case Physical::Bool: copyFixed<std::uint8_t>(data, slice); break;
    case Physical::Int16: convertInteger<std::int16_t>(data, slice, to.physical, narrow, factor); break;
    case Physical::Date: copyFixed<std::int32_t>(data, slice); break;
    case Physical::Int32: convertInteger<std::int32_t>(data, slice, to.physical, narrow, factor); break;
    case Physical::Int64:
    case Physical::Decimal64: convertInteger<std::int64_t>(data, slice, to.physical, narrow, factor); break;
    case Physical::UInt64:
        if (to.physical == Physical::Decimal128)
            convertWide<std::uint64_t>(data, slice, factor);
        else
            copyFixed<std::uint64_t>(data, slice);
        break;
    case Physical::Decimal128: convertWide<Int128>(data, slice, factor); break;
    case Physical::Float:
        if (to.physical == Physical::Double)
            convert<float, double>(data, slice, asShown);
        else
            copyFixed<float>(data, slice);
        break;
    case Physical::Double: copyFixed<double>(data, slice); break;
    case Physical::Timestamp:
    case Physical::TimestampTz: copyFixed<std::int64_t>(data, slice); break;
    case Physical::Text:
    case Physical::Bytes:
    case Physical::Variant: break;
    }
}

/// Points at the chunk's own bytes, which stay pinned: nothing is copied but twelve bytes.
static void pointAt(duckdb_string_t &to, std::string_view bytes)
{
    const auto length = static_cast<std::uint32_t>(bytes.size());
    if (length <= sizeof to.value.inlined.inlined) {
        std::memset(&to, 0, sizeof to);
        to.value.inlined.length = length;
        if (length > 0)
            std::memcpy(to.value.inlined.inlined, bytes.data(), length);
        return;
    }
    to.value.pointer.length = length;
    std::memcpy(to.value.pointer.prefix, bytes.data(), sizeof to.value.pointer.prefix);
    to.value.pointer.ptr = const_cast<char *>(bytes.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast): never written to
}

/// The raw bytes of text, binary and variant cells; text that is not UTF-8 as it is shown, unless bytes are wanted.
static void fillStrings(const ColumnData &data, const VectorSlice &slice, bool asBytes)
{
    auto *to = static_cast<duckdb_string_t *>(duckdb_vector_get_data(slice.vector)) + slice.at;
    const bool clean = asBytes || data.validUtf8();
    std::string text;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        const std::string_view bytes = data.bytes(slice.first + i);
        if (clean || isValidUtf8(bytes)) {
            pointAt(to[i], bytes);
            continue;
        }
        text.clear();
        appendLatin1AsUtf8(bytes, text);
        duckdb_vector_assign_string_element_len(slice.vector, slice.at + i, text.data(), text.size());
    }
}

/// Cells that are made one by one.
template<class F>
static void fillMade(const ColumnData &data, const VectorSlice &slice, F &&make)
{
    std::string made;
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        const std::uint32_t row = slice.first + i;
        if (data.isNull(row))
            continue;
        made.clear();
        make(row, made);
        duckdb_vector_assign_string_element_len(slice.vector, slice.at + i, made.data(), made.size());
    }
}

static void fillShown(const ColumnData &data, const ColumnInfo &info, const VectorSlice &slice)
{
    if (data.physical() == Physical::Text) {
        fillStrings(data, slice, false);
        return;
    }
    fillMade(data, slice, [&](std::uint32_t row, std::string &made) {
        if (cellTag(data, info, row) == Tag::Bytes)
            made = cellText(data, info, row).toStdString();
        else
            appendCellUtf8(data, info, row, made);
    });
}

static void fillColumn(const Scan &scan, const Scan::Column &column, const VectorSlice &slice, int index)
{
    const auto at = static_cast<std::size_t>(index);
    const ColumnData &data = slice.piece->chunk->column(at);
    const ColumnInfo &from = scan.result().sourceView(slice.piece->source).columns[at];
    const ColumnInfo &to = scan.result().columns()[static_cast<std::size_t>(column.column)].info;
    if (!copyValidity(data, slice))
        return;
    const bool text = to.physical == Physical::Text || to.physical == Physical::Variant;
    if (column.what == Scan::What::Shown) {
        fillShown(data, from, slice);
    } else if (column.what == Scan::What::Typed && text) {
        if (data.physical() == Physical::Text || data.physical() == Physical::Variant)
            fillStrings(data, slice, column.isBroken);
        else
            fillShown(data, from, slice);
    } else if (column.what == Scan::What::Value && isKeyed(to)) {
        fillMade(data, slice, [&](std::uint32_t row, std::string &made) { appendSortKey(data, from, row, made); });
    } else if (to.physical == Physical::Text || to.physical == Physical::Bytes) {
        fillStrings(data, slice, to.physical == Physical::Bytes);
    } else {
        fillFixed(data, from, to, slice);
    }
}

void fillVector(const Scan &scan, const Scan::Column &column, const VectorSlice &slice)
{
    if (column.what == Scan::What::Row) {
        auto *to = static_cast<std::uint32_t *>(duckdb_vector_get_data(slice.vector)) + slice.at;
        const auto first = static_cast<std::uint32_t>(slice.piece->firstRow + slice.first);
        for (std::uint32_t i = 0; i < slice.count; ++i)
            to[i] = first + i;
        return;
    }
    if (column.what == Scan::What::Source) {
        auto *to = static_cast<std::int32_t *>(duckdb_vector_get_data(slice.vector)) + slice.at;
        std::fill_n(to, slice.count, slice.piece->source);
        return;
    }
    const CombinedColumn &combined = scan.result().columns()[static_cast<std::size_t>(column.column)];
    const int index = combined.sourceColumn[static_cast<std::size_t>(slice.piece->source)];
    if (column.what == Scan::What::Missing) {
        auto *to = static_cast<bool *>(duckdb_vector_get_data(slice.vector)) + slice.at;
        std::fill_n(to, slice.count, index < 0);
    } else if (index < 0) {
        setNulls(slice);
    } else {
        fillColumn(scan, column, slice, index);
    }
}

} // namespace concord
