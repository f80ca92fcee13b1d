// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdrows.h"

#include "firebird/firebirdvalues.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

// Numbers of RDB$CHARACTER_SETS that every database has.
constexpr int octets = 1;
constexpr int unicodeFss = 3;
constexpr int utf8 = 4;

constexpr int charsetOf(const XSQLVAR &variable)
{
    return variable.sqlsubtype & 0xFF;
}

int bytesPerCharacter(int charset)
{
    return charset == utf8 ? 4 : charset == unicodeFss ? 3 : 1;
}

/// Characters, of a column of bytes bytes.
int lengthOf(const XSQLVAR &variable)
{
    return static_cast<ISC_USHORT>(variable.sqllen) / bytesPerCharacter(charsetOf(variable));
}

struct Kind
{
    QString name;
    Logical logical;
    Physical physical;
    std::uint8_t precision = 0;
};

/// SMALLINT … INT128, or NUMERIC(n, s) in the width of one. A NUMERIC may hold more digits than it declares.
Kind numberKind(const XSQLVAR &variable)
{
    const int type = firebirdType(variable);
    const int declared = type == SQL_SHORT ? 4 : type == SQL_LONG ? 9 : type == SQL_INT64 ? 18 : 38;
    const bool scaled = variable.sqlscale != 0 || variable.sqlsubtype == 1 || variable.sqlsubtype == 2;
    if (scaled) {
        const QString word = variable.sqlsubtype == 2 ? u"DECIMAL"_s : u"NUMERIC"_s;
        const Kind kind{u"%1(%2, %3)"_s.arg(word).arg(declared).arg(-variable.sqlscale), Logical::Decimal,
                        type == SQL_INT128 ? Physical::Decimal128 : Physical::Decimal64,
                        static_cast<std::uint8_t>(declared < 10 ? declared + 1 : declared)};
        return kind;
    }
    if (type == SQL_SHORT)
        return {u"SMALLINT"_s, Logical::Integer, Physical::Int16};
    if (type == SQL_LONG)
        return {u"INTEGER"_s, Logical::Integer, Physical::Int32};
    if (type == SQL_INT64)
        return {u"BIGINT"_s, Logical::Integer, Physical::Int64};
    return {u"INT128"_s, Logical::Integer, Physical::Decimal128, 38};
}

Kind stringKind(const XSQLVAR &variable)
{
    const QString word = firebirdType(variable) == SQL_TEXT ? u"CHAR(%1)"_s : u"VARCHAR(%1)"_s;
    if (charsetOf(variable) == octets)
        return {word.arg(lengthOf(variable)) + u" CHARACTER SET OCTETS"_s, Logical::Binary, Physical::Bytes};
    return {word.arg(lengthOf(variable)), Logical::Text, Physical::Text};
}

Kind kindOf(const XSQLVAR &variable)
{
    switch (firebirdType(variable)) {
    case SQL_TEXT:
    case SQL_VARYING: return stringKind(variable);
    case SQL_SHORT:
    case SQL_LONG:
    case SQL_INT64:
    case SQL_INT128: return numberKind(variable);
    case SQL_BOOLEAN: return {u"BOOLEAN"_s, Logical::Boolean, Physical::Bool};
    case SQL_FLOAT: return {u"FLOAT"_s, Logical::Float, Physical::Float};
    case SQL_DOUBLE:
    case SQL_D_FLOAT: return {u"DOUBLE PRECISION"_s, Logical::Float, Physical::Double};
    case SQL_DEC16: return {u"DECFLOAT(16)"_s, Logical::Decimal, Physical::Variant};
    case SQL_DEC34: return {u"DECFLOAT(34)"_s, Logical::Decimal, Physical::Variant};
    case SQL_TYPE_DATE: return {u"DATE"_s, Logical::Date, Physical::Date};
    case SQL_TYPE_TIME: return {u"TIME"_s, Logical::Time, Physical::Variant};
    case SQL_TIMESTAMP: return {u"TIMESTAMP"_s, Logical::Timestamp, Physical::Timestamp};
    case SQL_TIME_TZ:
    case SQL_TIME_TZ_EX: return {u"TIME WITH TIME ZONE"_s, Logical::Time, Physical::Variant};
    case SQL_TIMESTAMP_TZ:
    case SQL_TIMESTAMP_TZ_EX: return {u"TIMESTAMP WITH TIME ZONE"_s, Logical::TimestampTz, Physical::Variant};
    case SQL_BLOB:
        return variable.sqlsubtype == isc_blob_text
                   ? Kind{u"BLOB SUB_TYPE TEXT"_s, Logical::Text, Physical::Text}
                   : Kind{u"BLOB SUB_TYPE %1"_s.arg(variable.sqlsubtype == 0 ? u"BINARY"_s : QString::number(variable.sqlsubtype)), Logical::Binary,
                          Physical::Bytes};
    case SQL_ARRAY: return {u"ARRAY"_s, Logical::Array, Physical::Variant};
    default: return {u"NULL"_s, Logical::Unknown, Physical::Text};
    }
}

std::vector<ColumnInfo> describe(FirebirdArea &area, const QStringList &names)
{
    std::vector<ColumnInfo> infos;
    for (int i = 0; i < area.count(); ++i)
        infos.push_back(firebirdColumn(area.variable(i), names.value(i)));
    return infos;
}

template<class T>
T valueOf(const XSQLVAR &variable)
{
    T value{};
    std::memcpy(&value, variable.sqldata, sizeof(T));
    return value;
}

std::string_view bytesOf(const XSQLVAR &variable)
{
    if (firebirdType(variable) == SQL_VARYING)
        return {variable.sqldata + sizeof(ISC_USHORT), valueOf<ISC_USHORT>(variable)};
    return {variable.sqldata, static_cast<ISC_USHORT>(variable.sqllen)};
}

/// A CHAR comes padded to as many bytes as its characters could take: to its characters again.
std::string_view cutToCharacters(std::string_view padded, int characters)
{
    std::size_t at = 0;
    for (int i = 0; i < characters && at < padded.size(); ++i) {
        ++at;
        while (at < padded.size() && (static_cast<unsigned char>(padded[at]) & 0xC0) == 0x80)
            ++at;
    }
    return padded.substr(0, at);
}

Tag decimalTag(std::string_view text)
{
    return text.find_first_of("NI") == std::string_view::npos ? Tag::Decimal : Tag::Float; // NaN, Infinity
}

/// What no decimal of that many digits holds.
bool exceeds(Int128 value, unsigned digits)
{
    Int128 limit = 1;
    for (unsigned i = 0; i < digits; ++i)
        limit *= 10;
    return value >= limit || value <= -limit;
}

} // namespace

ColumnInfo firebirdColumn(const XSQLVAR &variable, const QString &name)
{
    const Kind kind = kindOf(variable);
    ColumnInfo info;
    info.name = name;
    info.nativeType = kind.name;
    info.logical = kind.logical;
    info.physical = kind.physical;
    info.precision = kind.precision;
    if (kind.physical == Physical::Decimal64 || kind.physical == Physical::Decimal128)
        info.scale = static_cast<std::uint8_t>(-variable.sqlscale);
    info.fraction = 4;
    return info;
}

FirebirdRows::FirebirdRows(FirebirdArea &area, const QStringList &names, RowSink &sink, BlobReader readBlob)
    : m_area(area),
      m_writer(sink, describe(area, names)),
      m_readBlob(std::move(readBlob))
{}

Result<bool> FirebirdRows::take()
{
    std::size_t textBytes = 0;
    for (std::size_t i = 0; i < m_writer.columnCount(); ++i) {
        const XSQLVAR &variable = m_area.variable(static_cast<int>(i));
        if ((variable.sqltype & 1) && *variable.sqlind < 0) {
            m_writer.column(i).appendNull();
            continue;
        }
        const Result<std::size_t> bytes = append(i, variable);
        if (!bytes)
            return fail(bytes.error());
        textBytes += *bytes;
    }
    return m_writer.endRow(textBytes);
}

/// Answers how many bytes of text were added.
Result<std::size_t> FirebirdRows::append(std::size_t index, const XSQLVAR &variable)
{
    ColumnData &data = m_writer.column(index);
    const auto text = [&](Tag tag, const std::string &written) {
        m_writer.appendVariant(index, tag, written);
        return written.size();
    };
    switch (firebirdType(variable)) {
    case SQL_TEXT:
    case SQL_VARYING: return appendString(index, variable);
    case SQL_BLOB: return appendBlob(index, variable);
    case SQL_BOOLEAN: data.appendFixed<std::uint8_t>(valueOf<ISC_UCHAR>(variable) ? 1 : 0); return 0;
    case SQL_FLOAT: data.appendFixed(valueOf<float>(variable)); return 0;
    case SQL_DOUBLE:
    case SQL_D_FLOAT: data.appendFixed(valueOf<double>(variable)); return 0;
    case SQL_TYPE_DATE: data.appendFixed<std::int32_t>(firebirdDays(valueOf<ISC_DATE>(variable))); return 0;
    case SQL_TIMESTAMP: data.appendFixed<std::int64_t>(firebirdMicroseconds(valueOf<ISC_TIMESTAMP>(variable))); return 0;
    case SQL_TYPE_TIME: return text(Tag::Time, firebirdTimeText(valueOf<ISC_TIME>(variable)));
    case SQL_TIME_TZ:
    case SQL_TIME_TZ_EX: return text(Tag::Time, firebirdTimeText(valueOf<ISC_TIME_TZ>(variable)));
    case SQL_TIMESTAMP_TZ:
    case SQL_TIMESTAMP_TZ_EX: return text(Tag::TimestampTz, firebirdTimestampText(valueOf<ISC_TIMESTAMP_TZ>(variable)));
    case SQL_DEC16: {
        const std::string written = firebirdDecimalText(valueOf<FB_DEC16>(variable));
        return text(decimalTag(written), written);
    }
    case SQL_DEC34: {
        const std::string written = firebirdDecimalText(valueOf<FB_DEC34>(variable));
        return text(decimalTag(written), written);
    }
    case SQL_ARRAY: return text(Tag::Other, "(array)");
    case SQL_SHORT:
    case SQL_LONG:
    case SQL_INT64:
    case SQL_INT128: appendNumber(index, variable); return 0;
    default: data.appendNull(); return 0;
    }
}

std::size_t FirebirdRows::appendString(std::size_t index, const XSQLVAR &variable)
{
    std::string_view bytes = bytesOf(variable);
    if (firebirdType(variable) == SQL_TEXT && charsetOf(variable) != octets)
        bytes = cutToCharacters(bytes, lengthOf(variable));
    if (charsetOf(variable) == octets)
        m_writer.column(index).appendBytes(bytes);
    else
        m_writer.column(index).appendText(bytes);
    return bytes.size();
}

Result<std::size_t> FirebirdRows::appendBlob(std::size_t index, const XSQLVAR &variable)
{
    const Result<std::string> bytes = m_readBlob(valueOf<ISC_QUAD>(variable));
    if (!bytes)
        return fail(bytes.error());
    if (variable.sqlsubtype == isc_blob_text)
        m_writer.column(index).appendText(*bytes);
    else
        m_writer.column(index).appendBytes(*bytes);
    return bytes->size();
}

void FirebirdRows::appendNumber(std::size_t index, const XSQLVAR &variable)
{
    ColumnData &data = m_writer.column(index);
    const int type = firebirdType(variable);
    const bool bare = m_writer.infos()[index].logical == Logical::Integer;
    if (type == SQL_INT128)
        appendScaled(index, firebirdInt128(valueOf<FB_I128>(variable)), -variable.sqlscale);
    else if (type == SQL_SHORT && bare)
        data.appendFixed<std::int16_t>(valueOf<ISC_SHORT>(variable));
    else if (type == SQL_LONG && bare)
        data.appendFixed<std::int32_t>(valueOf<ISC_LONG>(variable));
    else if (type == SQL_INT64 && bare)
        data.appendFixed<std::int64_t>(valueOf<ISC_INT64>(variable));
    else if (type == SQL_SHORT)
        appendScaled(index, valueOf<ISC_SHORT>(variable), -variable.sqlscale);
    else if (type == SQL_LONG)
        appendScaled(index, valueOf<ISC_LONG>(variable), -variable.sqlscale);
    else
        appendScaled(index, valueOf<ISC_INT64>(variable), -variable.sqlscale);
}

void FirebirdRows::appendScaled(std::size_t index, Int128 value, int digits)
{
    const ColumnInfo &info = m_writer.infos()[index];
    ColumnData &data = m_writer.column(index);
    if (data.physical() == Physical::Variant || exceeds(value, info.physical == Physical::Decimal128 ? 38 : 18))
        m_writer.appendVariant(index, info.logical == Logical::Integer ? Tag::Integer : Tag::Decimal, firebirdScaledText(value, digits));
    else if (data.physical() == Physical::Decimal128)
        data.appendFixed<Int128>(value);
    else
        data.appendFixed<std::int64_t>(static_cast<std::int64_t>(value));
}

} // namespace concord
