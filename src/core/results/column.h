// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/buffer.h"

#include <QString>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace concord {

/// GCC's and Clang's 128-bit integers, which ISO C++ has not.
__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

/// How a column's values lie in memory: DuckDB's physical widths (results/README in ARCHITECTURE.md, "Results").
enum class Physical : std::uint8_t {
    Bool,        ///< one byte
    Int16,
    Int32,
    Int64,
    UInt64,
    Float,
    Double,
    Decimal64,   ///< scaled int64, precision ≤ 18
    Decimal128,  ///< scaled Int128, precision ≤ 38
    Date,        ///< int32 days since 1970-01-01; INT32_MAX infinity, -INT32_MAX -infinity
    Timestamp,   ///< int64 µs since 1970-01-01 without zone; INT64_MAX infinity, -INT64_MAX -infinity
    TimestampTz, ///< int64 µs since 1970-01-01 UTC; infinities as Timestamp
    Text,        ///< 32-bit offsets and UTF-8 bytes (or bytes that are not valid UTF-8, said by ColumnData::validUtf8)
    Bytes,       ///< 32-bit offsets and bytes
    Variant      ///< a Tag per cell and the engine's own text
};

/// What one cell of a Variant column is. The cell's bytes are the engine's own text, raw bytes for Bytes.
enum class Tag : std::uint8_t { Null, Boolean, Integer, Decimal, Float, Date, Time, Timestamp, TimestampTz, Interval, Text, Bytes, Other };

/// What a column means, between the engines.
enum class Logical : std::uint8_t {
    Unknown,
    Boolean,
    Integer,
    Decimal,
    Float,
    Text,
    Binary,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Interval,
    Json,
    Uuid,
    Enum,
    Array,
    Range,
    Network,
    Geometry,
    Bit,
    Mixed,
    Other
};
/// The stable lower-case word for scripts: unknown, boolean, integer, decimal, float, text, binary, date, time,
/// timestamp, timestamptz, interval, json, uuid, enum, array, range, network, geometry, bit, mixed, other.
[[nodiscard]] QString logicalName(Logical logical);

/// A column of a result set as its server described it.
struct ColumnInfo
{
    QString name;
    QString nativeType;               ///< the engine's own words: "numeric(10,2)", "varchar(20)"
    Logical logical = Logical::Unknown;
    Physical physical = Physical::Text; ///< what cells are stored as unless a chunk says Variant
    std::uint8_t precision = 0;       ///< Decimal64/128
    std::uint8_t scale = 0;           ///< Decimal64/128; Float/Double: digits that always follow the point (SQLite: 1.0)
    std::uint8_t fraction = 6;        ///< Timestamp/TimestampTz: digits after the second; 255: as many as the value needs (PostgreSQL)
    QString zone;                     ///< TimestampTz: the session's time zone (IANA) in which the server would write it

    friend bool operator==(const ColumnInfo &, const ColumnInfo &) = default;
};

/// One column of one chunk. Filled by a driver on its thread, then immutable and free to read from every thread.
/// Append exactly one value per row; the typed append must match `physical()`. Switching to Variant keeps what is there.
class ColumnData
{
public:
    explicit ColumnData(Physical physical = Physical::Text) : m_physical(physical) {}

    [[nodiscard]] Physical physical() const { return m_physical; }
    [[nodiscard]] std::uint32_t rows() const { return m_rows; }
    [[nodiscard]] std::uint32_t nulls() const { return m_nulls; }
    [[nodiscard]] bool isNull(std::uint32_t row) const { return m_nulls != 0 && (m_nulls == m_rows || !((m_validity[row >> 6] >> (row & 63)) & 1U)); }
    /// NULL because the row has no such field at all: documents differ in what they hold. A missing cell is NULL too.
    [[nodiscard]] bool isMissing(std::uint32_t row) const { return (row >> 6) < m_missing.size() && ((m_missing[row >> 6] >> (row & 63)) & 1U); }
    /// LSB-first words, a set bit means "has a value"; empty where nothing or everything is NULL (ask nulls()).
    [[nodiscard]] const std::vector<std::uint64_t> &validity() const { return m_validity; }
    /// Text columns: whether every value is valid UTF-8.
    [[nodiscard]] bool validUtf8() const { return m_validUtf8; }
    /// Fixed-width values, rows() of them, NULLs hold zero; null pointer where all are NULL.
    template<class T>
    [[nodiscard]] const T *values() const
    {
        return reinterpret_cast<const T *>(m_values.data());
    }
    /// Text, Bytes, Variant: the bytes of a row.
    [[nodiscard]] std::string_view bytes(std::uint32_t row) const
    {
        if (m_offsets.size() == 0)
            return {};
        const auto *offsets = reinterpret_cast<const std::uint32_t *>(m_offsets.data());
        return {m_bytes.data() + offsets[row], offsets[row + 1] - offsets[row]};
    }
    [[nodiscard]] Tag tag(std::uint32_t row) const { return isNull(row) ? Tag::Null : static_cast<Tag>(m_tags.data()[row]); }
    /// Bytes of memory that it holds.
    [[nodiscard]] std::size_t memory() const;
    /// Bytes of text so far: a driver closes a chunk early when the sum passes 1 GiB.
    [[nodiscard]] std::size_t textBytes() const { return m_bytes.size(); }

    // Building.
    void appendNull();
    void appendMissing();
    /// A column that none of `rows` rows has.
    [[nodiscard]] static ColumnData missing(std::uint32_t rows);
    /// T must be the width that physical() says: bool→uint8_t, Int16→int16_t … Decimal128→Int128, Date→int32_t.
    template<class T>
    void appendFixed(T value)
    {
        if (m_nulls != 0)
            markValid();
        m_values.append(reinterpret_cast<const char *>(&value), sizeof(T));
        ++m_rows;
    }
    void appendText(std::string_view utf8);   ///< Text
    void appendBytes(std::string_view bytes); ///< Bytes
    void appendVariant(Tag tag, std::string_view text); ///< Variant
    /// Turns what was appended so far into Variant cells; `info` gives scale, zone and so on for their text.
    void becomeVariant(const ColumnInfo &info);
    /// Appends all rows of another column of the same physical type (of any, where this is Variant).
    void appendColumn(const ColumnData &other, const ColumnInfo &info);
    /// A copy of `count` rows from `first` on.
    [[nodiscard]] ColumnData sliced(std::uint32_t first, std::uint32_t count) const;
    void reserve(std::uint32_t rows);
    /// Gives back spare memory once a chunk is full.
    void shrink();
    /// The large parts of it, for moving them into a file.
    [[nodiscard]] std::array<Buffer *, 4> buffers() { return {&m_values, &m_offsets, &m_bytes, &m_tags}; }

private:
    void markValid();
    void startValidity();
    void appendValues(const ColumnData &other, const ColumnInfo &info);
    void appendSame(const ColumnData &other);
    void markMissing(std::uint32_t row);
    void appendValidity(const ColumnData &other);
    void ensureOffsets();
    [[nodiscard]] static std::size_t width(Physical physical);

    Physical m_physical;
    bool m_validUtf8 = true;
    std::uint32_t m_rows = 0;
    std::uint32_t m_nulls = 0;
    std::vector<std::uint64_t> m_validity;
    std::vector<std::uint64_t> m_missing; ///< no longer than to the last missing cell
    Buffer m_values;
    Buffer m_offsets;
    Buffer m_bytes;
    Buffer m_tags;
};

/// The rows that a driver hands over at once: all columns have `rows` rows.
struct Batch
{
    std::uint32_t rows = 0;
    std::vector<ColumnData> columns;
    /// Bytes: the rows as the engine's own documents, of which the columns are a flat view (Driver::documentText reads
    /// them). No rows where the engine has no documents.
    ColumnData documents{Physical::Bytes};
};

/// The exact text of a cell, as its engine would write it (never rounded, never with grouping); QString() for NULL.
/// Binary is "\x…" hex. Text that is not valid UTF-8 is decoded byte-wise as latin1, prefixed by nothing: callers that
/// must tell ask ColumnData::validUtf8().
[[nodiscard]] QString cellText(const ColumnData &column, const ColumnInfo &info, std::uint32_t row);
/// The same as UTF-8 bytes appended to `out`; raw bytes for Bytes columns.
void appendCellUtf8(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out);
/// A number as a Double column with this info writes it; for Variant cells.
void appendDoubleText(double value, const ColumnInfo &info, std::string &out);
/// The tag that a cell has, or would have in a Variant column.
[[nodiscard]] Tag cellTag(const ColumnData &column, const ColumnInfo &info, std::uint32_t row);

} // namespace concord
