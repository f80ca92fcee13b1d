// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "odbc/odbcapi.h"
#include "results/column.h"

#include <QTimeZone>

#include <memory>
#include <vector>

namespace concord {

/// What SQLDescribeCol and SQLColAttribute say of a column.
struct OdbcColumnFacts
{
    QString name;
    QString typeName;        ///< the data source's own: "nvarchar", "VARCHAR2"
    SQLSMALLINT type = 0;    ///< SQL_WVARCHAR …
    SQLULEN size = 0;        ///< characters, digits or bytes; 0: not known, or unlimited
    SQLSMALLINT digits = 0;  ///< after the point, or of the second
    bool isUnsigned = false;
};

/// How a value comes over: as the C type that it is (integers, floats, bits), or as text or bytes of its own length.
enum class OdbcTransfer : std::uint8_t { Fixed, Narrow /**< ASCII, or UTF-8 of a driver without wide functions */, Wide /**< UTF-16 */, Binary };

/// A column of a result as it is fetched. `info.physical` says how a cell that came as text is stored: a text that the
/// type does not hold exactly makes the column a Variant of `tag`.
struct OdbcColumn
{
    ColumnInfo info;
    OdbcTransfer transfer = OdbcTransfer::Wide;
    Tag tag = Tag::Text;
    SQLULEN length = 0;   ///< longest value, in characters (Narrow, Wide) or bytes (Binary), without a terminator; Fixed: unused
    bool lowerCase = false; ///< the driver writes capitals where the server does not
    std::shared_ptr<const QTimeZone> zone; ///< TimestampTz: the zone that the driver leaves out of the text
    bool isLong = false;  ///< may be longer than what is bound: fetched by SQLGetData, in pieces
};

/// The usual column for a SQL type of ODBC.
[[nodiscard]] OdbcColumn odbcColumn(const OdbcColumnFacts &facts);
/// A column of a driver whose narrow text is UTF-8: short text comes so.
[[nodiscard]] OdbcColumn utf8OdbcColumn(const OdbcColumnFacts &facts);
/// A column of a data source whose cells may be of any type (SQLite): all come as UTF-8 or bytes and are told apart.
[[nodiscard]] OdbcColumn looseOdbcColumn(const OdbcColumnFacts &facts);
/// Asks a statement for its columns; none: it gave no result set.
[[nodiscard]] Result<std::vector<OdbcColumnFacts>> readOdbcColumns(SQLHSTMT statement);

/// Values longer than that many characters or bytes are not bound.
inline constexpr SQLULEN longestBound = 4000;

} // namespace concord
