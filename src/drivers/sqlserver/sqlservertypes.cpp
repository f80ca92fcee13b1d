// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlservertypes.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServer", text);
}

/// "decimal(10,2)" in its parts; (max) reads as -1.
struct Native
{
    QString word; ///< lower case
    qint64 first = 0;
    qint64 second = 0;
    bool hasFirst = false;

    explicit Native(const QString &text)
    {
        static const QRegularExpression pattern(u"^\\s*\\[?([a-z_0-9 ]+?)\\]?\\s*(?:\\(\\s*(max|\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*$"_s,
                                                QRegularExpression::CaseInsensitiveOption);
        const auto match = pattern.match(text);
        word = match.captured(1).toLower();
        hasFirst = match.hasCaptured(2);
        first = match.captured(2).compare("max"_L1, Qt::CaseInsensitive) == 0 ? -1 : match.captured(2).toLongLong();
        second = match.captured(3).toLongLong();
    }
};

LogicalType made(TypeFamily family, qint64 length = -1)
{
    LogicalType type;
    type.family = family;
    type.length = length;
    return type;
}

LogicalType number(TypeFamily family, int bits, bool isUnsigned = false)
{
    LogicalType type = made(family);
    type.bits = static_cast<qint16>(bits);
    type.isUnsigned = isUnsigned;
    return type;
}

LogicalType decimal(qint64 precision, qint64 scale, const QString &detail = {})
{
    LogicalType type = made(TypeFamily::Decimal);
    type.precision = static_cast<qint32>(precision);
    type.scale = static_cast<qint32>(scale);
    type.detail = detail;
    return type;
}

LogicalType moment(TypeFamily family, qint64 digits, bool withZone = false)
{
    LogicalType type = made(family);
    type.fractionDigits = static_cast<qint16>(digits);
    type.withZone = withZone;
    return type;
}

LogicalType detailed(TypeFamily family, const QString &detail)
{
    LogicalType type = made(family);
    type.detail = detail;
    return type;
}

/// char(n) and varchar(n) count bytes of the column's code page, nchar(n) and nvarchar(n) pairs of bytes: characters, but for those
/// beyond the basic plane, which take two.
bool text(const Native &native, LogicalType &type)
{
    static const QSet<QString> fixed = {u"char"_s, u"nchar"_s, u"binary"_s};
    static const QSet<QString> words = {u"char"_s, u"varchar"_s, u"nchar"_s, u"nvarchar"_s, u"binary"_s, u"varbinary"_s};
    if (words.contains(native.word)) {
        const bool bytes = native.word.endsWith("binary"_L1);
        type = made(bytes ? TypeFamily::Bytes : TypeFamily::Text, native.hasFirst ? native.first : 1);
        type.fixedLength = fixed.contains(native.word);
        if (!bytes && !native.word.startsWith(u'n') && type.length >= 0)
            type.lengthUnit = LogicalType::Unit::Bytes;
    } else if (native.word == "sysname"_L1) {
        type = made(TypeFamily::Text, 128);
    } else if (native.word == "text"_L1 || native.word == "ntext"_L1) {
        type = made(TypeFamily::Text);
    } else if (native.word == "image"_L1) {
        type = made(TypeFamily::Bytes);
    } else {
        return false;
    }
    return true;
}

bool numbers(const Native &native, LogicalType &type)
{
    static const QHash<QString, LogicalType> fixed = {{u"bit"_s, made(TypeFamily::Boolean)},
                                                      {u"tinyint"_s, number(TypeFamily::Integer, 8, true)},
                                                      {u"smallint"_s, number(TypeFamily::Integer, 16)},
                                                      {u"int"_s, number(TypeFamily::Integer, 32)},
                                                      {u"integer"_s, number(TypeFamily::Integer, 32)},
                                                      {u"bigint"_s, number(TypeFamily::Integer, 64)},
                                                      {u"real"_s, number(TypeFamily::Float, 32)},
                                                      {u"money"_s, decimal(19, 4, u"money"_s)},
                                                      {u"smallmoney"_s, decimal(10, 4, u"money"_s)}};
    if (fixed.contains(native.word))
        type = fixed.value(native.word);
    else if (native.word == "decimal"_L1 || native.word == "numeric"_L1 || native.word == "dec"_L1)
        type = decimal(native.hasFirst ? native.first : 18, native.second);
    else if (native.word == "float"_L1 || native.word == "double precision"_L1)
        type = number(TypeFamily::Float, native.hasFirst && native.first <= 24 ? 32 : 64);
    else
        return false;
    return true;
}

bool moments(const Native &native, LogicalType &type)
{
    const qint64 digits = native.hasFirst ? native.first : 7;
    if (native.word == "date"_L1)
        type = made(TypeFamily::Date);
    else if (native.word == "time"_L1)
        type = moment(TypeFamily::Time, digits);
    else if (native.word == "datetime2"_L1)
        type = moment(TypeFamily::Timestamp, digits);
    else if (native.word == "datetimeoffset"_L1)
        type = moment(TypeFamily::Timestamp, digits, true);
    else if (native.word == "datetime"_L1) // to 1/300 of a second
        type = moment(TypeFamily::Timestamp, 3);
    else if (native.word == "smalldatetime"_L1) { // to the minute
        type = moment(TypeFamily::Timestamp, 0);
        type.detail = u"minute"_s;
    } else
        return false;
    return true;
}

bool special(const Native &native, LogicalType &type)
{
    static const QHash<QString, LogicalType> types = {{u"uniqueidentifier"_s, made(TypeFamily::Uuid)},
                                                      {u"xml"_s, made(TypeFamily::Xml)},
                                                      {u"json"_s, made(TypeFamily::Json)},
                                                      {u"geometry"_s, made(TypeFamily::Geometry)},
                                                      {u"geography"_s, detailed(TypeFamily::Geometry, u"geography"_s)},
                                                      {u"hierarchyid"_s, detailed(TypeFamily::Bytes, u"hierarchyid"_s)},
                                                      {u"rowversion"_s, made(TypeFamily::RowVersion)},
                                                      {u"timestamp"_s, made(TypeFamily::RowVersion)},
                                                      {u"sql_variant"_s, made(TypeFamily::Any)}};
    if (types.contains(native.word)) {
        type = types.value(native.word);
    } else if (native.word == "vector"_L1) {
        type = detailed(TypeFamily::Array, u"vector"_s);
        type.length = native.first;
        type.element = std::make_shared<LogicalType>(number(TypeFamily::Float, 32));
    } else {
        return false;
    }
    return true;
}

/// Which rows of the source do not fit, where that can be said of one column.
QString checkFor(const LogicalType &from, const LogicalType &to)
{
    if (from.family == TypeFamily::Text && to.family == TypeFamily::Text && to.length >= 0)
        return u"char_length({column}) > %1"_s.arg(to.length);
    if (to.family == TypeFamily::Boolean)
        return u"{column} NOT IN (0, 1)"_s;
    if (to.family == TypeFamily::Decimal && to.precision - to.scale > 0)
        return u"abs({column}) >= 1%1"_s.arg(QString(to.precision - to.scale, u'0'));
    if (to.family == TypeFamily::Timestamp && to.detail == "minute"_L1)
        return u"{column} < '1900-01-01' OR {column} > '2079-06-06 23:59:00'"_s;
    return {};
}

class SqlServerTypes final : public TypeSystem
{
public:
    [[nodiscard]] LogicalType logical(const QString &nativeText) const override
    {
        const Native native(nativeText);
        LogicalType type;
        if (!numbers(native, type) && !text(native, type) && !moments(native, type) && !special(native, type))
            type.detail = nativeText;
        return type;
    }

    [[nodiscard]] NativeType native(const LogicalType &type) const override
    {
        NativeType native;
        native.text = sqlServerTypeText(type);
        if (native.text.isEmpty()) {
            native.conversion = {TypeVerdict::None, tr("no type of SQL Server for it is known")};
            return native;
        }
        const LogicalType to = logical(native.text);
        native.conversion = convertType(type, to);
        if (type.family == TypeFamily::Boolean) // whatever width it had
            native.conversion = {};
        else if (type.family == TypeFamily::Timestamp && type.withZone)
            native.conversion =
                type.fractionDigits > 7 ? native.conversion : TypeConversion{TypeVerdict::Widening, tr("with its offset kept beside it")};
        else if (native.conversion.verdict == TypeVerdict::None && to.family == TypeFamily::Text)
            native.conversion = {TypeVerdict::Lossy, tr("as text")};
        if (native.conversion.verdict == TypeVerdict::NeedsCheck)
            native.check = checkFor(type, to);
        return native;
    }
};

} // namespace

const TypeSystem &sqlServerTypes()
{
    static const SqlServerTypes types;
    return types;
}

} // namespace concord
