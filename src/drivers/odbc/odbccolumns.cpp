// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbccolumns.h"

#include "odbc/odbcdiagnostics.h"

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

// Of SQL Server's drivers: time(7) and datetimeoffset (msodbcsql.h), variant, xml, user-defined.
constexpr SQLSMALLINT serverTime = -154;
constexpr SQLSMALLINT serverTimestampOffset = -155;
constexpr SQLSMALLINT serverVariant = -150;
constexpr SQLSMALLINT serverUdt = -151;
constexpr SQLSMALLINT serverXml = -152;

OdbcColumn fixedColumn(Logical logical, Physical physical)
{
    OdbcColumn column;
    column.transfer = OdbcTransfer::Fixed;
    column.info.logical = logical;
    column.info.physical = physical;
    column.tag = logical == Logical::Boolean ? Tag::Boolean : logical == Logical::Float ? Tag::Float : Tag::Integer;
    return column;
}

OdbcColumn narrowColumn(Logical logical, Physical physical, Tag tag, SQLULEN length)
{
    OdbcColumn column;
    column.transfer = OdbcTransfer::Narrow;
    column.info.logical = logical;
    column.info.physical = physical;
    column.tag = tag;
    column.length = length;
    return column;
}

OdbcColumn decimalColumn(const OdbcColumnFacts &facts)
{
    // Sign, point and a zero before it; as much room again where a source says too little.
    OdbcColumn column = narrowColumn(Logical::Decimal, Physical::Variant, Tag::Decimal, std::max<SQLULEN>(facts.size + 8, 64));
    if (facts.size >= 1 && facts.size <= 38 && facts.digits >= 0 && static_cast<SQLULEN>(facts.digits) <= facts.size) {
        column.info.physical = facts.size <= 18 ? Physical::Decimal64 : Physical::Decimal128;
        column.info.precision = static_cast<std::uint8_t>(facts.size);
        column.info.scale = static_cast<std::uint8_t>(facts.digits);
    }
    return column;
}

OdbcColumn timestampColumn(const OdbcColumnFacts &facts)
{
    // Ten thousandths of microseconds fit no timestamp of ours: such a column keeps its text.
    const bool exact = facts.digits >= 0 && facts.digits <= 6;
    OdbcColumn column = narrowColumn(Logical::Timestamp, exact ? Physical::Timestamp : Physical::Variant, Tag::Timestamp, 64);
    column.info.fraction = 255;
    return column;
}

/// A code point may take two characters of UTF-16, and some sources count code points.
OdbcColumn textColumn(const OdbcColumnFacts &facts, bool mayBeLong)
{
    OdbcColumn column;
    column.info.logical = Logical::Text;
    column.info.physical = Physical::Text;
    column.length = facts.size * 2;
    column.isLong = mayBeLong || facts.size == 0 || facts.size > longestBound;
    return column;
}

OdbcColumn binaryColumn(const OdbcColumnFacts &facts, bool mayBeLong)
{
    OdbcColumn column;
    column.transfer = OdbcTransfer::Binary;
    column.info.logical = Logical::Binary;
    column.info.physical = Physical::Bytes;
    column.tag = Tag::Bytes;
    column.length = facts.size;
    column.isLong = mayBeLong || facts.size == 0 || facts.size > 2 * longestBound;
    return column;
}

OdbcColumn byType(const OdbcColumnFacts &facts)
{
    switch (facts.type) {
    case SQL_BIT: return fixedColumn(Logical::Boolean, Physical::Bool);
    case SQL_TINYINT: return fixedColumn(Logical::Integer, Physical::Int16);
    case SQL_SMALLINT: return fixedColumn(Logical::Integer, facts.isUnsigned ? Physical::Int32 : Physical::Int16);
    case SQL_INTEGER: return fixedColumn(Logical::Integer, facts.isUnsigned ? Physical::Int64 : Physical::Int32);
    case SQL_BIGINT: return fixedColumn(Logical::Integer, facts.isUnsigned ? Physical::UInt64 : Physical::Int64);
    case SQL_REAL: return fixedColumn(Logical::Float, Physical::Float);
    case SQL_FLOAT:
    case SQL_DOUBLE: return fixedColumn(Logical::Float, Physical::Double);
    case SQL_DECIMAL:
    case SQL_NUMERIC: return decimalColumn(facts);
    case SQL_DATE: // its ODBC 2 number is SQL_DATETIME's
    case SQL_TYPE_DATE: return narrowColumn(Logical::Date, Physical::Date, Tag::Date, 64);
    case SQL_TIME:
    case SQL_TYPE_TIME:
    case serverTime: return narrowColumn(Logical::Time, Physical::Variant, Tag::Time, 64);
    case SQL_TIMESTAMP:
    case SQL_TYPE_TIMESTAMP: return timestampColumn(facts);
    case serverTimestampOffset: return narrowColumn(Logical::TimestampTz, Physical::Variant, Tag::TimestampTz, 64);
    case SQL_GUID: {
        OdbcColumn column = narrowColumn(Logical::Uuid, Physical::Text, Tag::Text, 64);
        column.lowerCase = true; // sixteen bytes: one spelling, so that rows of several databases meet
        return column;
    }
    case SQL_BINARY:
    case SQL_VARBINARY: return binaryColumn(facts, false);
    case SQL_LONGVARBINARY:
    case serverUdt: return binaryColumn(facts, true);
    case SQL_LONGVARCHAR:
    case SQL_WLONGVARCHAR:
    case serverXml:
    case serverVariant: return textColumn(facts, true);
    default: break;
    }
    if (facts.type >= SQL_INTERVAL_YEAR && facts.type <= SQL_INTERVAL_MINUTE_TO_SECOND)
        return narrowColumn(Logical::Interval, Physical::Variant, Tag::Interval, 128);
    return textColumn(facts, false);
}

QString attributeText(SQLHSTMT statement, SQLUSMALLINT column, SQLUSMALLINT attribute)
{
    std::array<SQLWCHAR, 512> text{};
    SQLSMALLINT bytes = 0;
    if (!SQL_SUCCEEDED(SQLColAttributeW(statement, column, attribute, text.data(), sizeof text, &bytes, nullptr)))
        return {};
    return fromOdbc(text.data(), std::clamp<qsizetype>(bytes / 2, 0, text.size() - 1)).section(QChar(0), 0, 0);
}

Result<OdbcColumnFacts> describeColumn(SQLHSTMT statement, SQLUSMALLINT index)
{
    OdbcColumnFacts facts;
    std::vector<SQLWCHAR> name(256);
    SQLSMALLINT length = 0;
    SQLSMALLINT nullable = 0;
    const auto describe = [&] {
        return SQLDescribeColW(statement, index, name.data(), static_cast<SQLSMALLINT>(name.size()), &length, &facts.type, &facts.size, &facts.digits,
                               &nullable);
    };
    SQLRETURN described = describe();
    if (SQL_SUCCEEDED(described) && static_cast<std::size_t>(length) >= name.size()) {
        name.resize(static_cast<std::size_t>(length) + 1);
        described = describe();
    }
    if (!SQL_SUCCEEDED(described))
        return fail(makeOdbcError(readOdbcDiagnostics(SQL_HANDLE_STMT, statement)));
    facts.name = fromOdbc(name.data(), std::min<qsizetype>(length, static_cast<qsizetype>(name.size()) - 1));
    facts.typeName = attributeText(statement, index, SQL_DESC_TYPE_NAME);
    SQLLEN isUnsigned = SQL_FALSE;
    if (SQL_SUCCEEDED(SQLColAttributeW(statement, index, SQL_DESC_UNSIGNED, nullptr, 0, nullptr, &isUnsigned)))
        facts.isUnsigned = isUnsigned == SQL_TRUE;
    return facts;
}

} // namespace

OdbcColumn odbcColumn(const OdbcColumnFacts &facts)
{
    OdbcColumn column = byType(facts);
    column.info.name = facts.name;
    column.info.nativeType = facts.typeName;
    return column;
}

OdbcColumn utf8OdbcColumn(const OdbcColumnFacts &facts)
{
    OdbcColumn column = odbcColumn(facts);
    if (column.transfer == OdbcTransfer::Wide && !column.isLong) {
        column.transfer = OdbcTransfer::Narrow;
        column.length = facts.size * 4; // a code point takes four bytes at most
    }
    return column;
}

OdbcColumn looseOdbcColumn(const OdbcColumnFacts &facts)
{
    OdbcColumn column = odbcColumn(facts);
    column.isLong = true;
    if (column.transfer == OdbcTransfer::Binary)
        return column;
    column.transfer = OdbcTransfer::Narrow;
    if (column.info.physical == Physical::Bool || column.info.physical == Physical::Int16 || column.info.physical == Physical::Int32)
        column.info.physical = Physical::Int64;
    if (column.info.logical == Logical::Boolean)
        column.info.logical = Logical::Integer;
    return column;
}

Result<std::vector<OdbcColumnFacts>> readOdbcColumns(SQLHSTMT statement)
{
    SQLSMALLINT count = 0;
    if (!SQL_SUCCEEDED(SQLNumResultCols(statement, &count)))
        return fail(makeOdbcError(readOdbcDiagnostics(SQL_HANDLE_STMT, statement)));
    std::vector<OdbcColumnFacts> columns;
    columns.reserve(static_cast<std::size_t>(std::max<SQLSMALLINT>(count, 0)));
    for (SQLSMALLINT i = 1; i <= count; ++i) {
        auto facts = describeColumn(statement, static_cast<SQLUSMALLINT>(i));
        if (!facts)
            return fail(facts.error());
        columns.push_back(std::move(*facts));
    }
    return columns;
}

} // namespace concord
