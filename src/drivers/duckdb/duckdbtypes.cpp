// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbtypes.h"

#include "connection/dialect.h"
#include "duckdb/duckdbdialect.h"
#include "query/sqllexer.h"
#include "schema/logicaltype.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbTypes", text);
}

LogicalType ofFamily(TypeFamily family)
{
    LogicalType type;
    type.family = family;
    return type;
}

LogicalType integer(qint16 bits, bool isUnsigned = false)
{
    LogicalType type = ofFamily(TypeFamily::Integer);
    type.bits = bits;
    type.isUnsigned = isUnsigned;
    return type;
}

LogicalType floating(qint16 bits)
{
    LogicalType type = ofFamily(TypeFamily::Float);
    type.bits = bits;
    return type;
}

LogicalType decimal(qint32 precision, qint32 scale)
{
    LogicalType type = ofFamily(TypeFamily::Decimal);
    type.precision = precision;
    type.scale = scale;
    return type;
}

/// 128 bits have 39 digits, which no other engine has as an integer.
LogicalType huge(bool isUnsigned)
{
    LogicalType type = decimal(39, 0);
    type.isUnsigned = isUnsigned;
    return type;
}

LogicalType moment(TypeFamily family, qint16 digits, bool withZone = false)
{
    LogicalType type = ofFamily(family);
    type.fractionDigits = digits;
    type.withZone = withZone;
    return type;
}

const QHash<QString, LogicalType> &namedTypes()
{
    using enum TypeFamily;
    static const QHash<QString, LogicalType> types{{u"BOOLEAN"_s, ofFamily(Boolean)},
                                                   {u"TINYINT"_s, integer(8)},
                                                   {u"SMALLINT"_s, integer(16)},
                                                   {u"INTEGER"_s, integer(32)},
                                                   {u"BIGINT"_s, integer(64)},
                                                   {u"HUGEINT"_s, huge(false)},
                                                   {u"UTINYINT"_s, integer(8, true)},
                                                   {u"USMALLINT"_s, integer(16, true)},
                                                   {u"UINTEGER"_s, integer(32, true)},
                                                   {u"UBIGINT"_s, integer(64, true)},
                                                   {u"UHUGEINT"_s, huge(true)},
                                                   {u"BIGNUM"_s, decimal(-1, 0)},
                                                   {u"FLOAT"_s, floating(32)},
                                                   {u"DOUBLE"_s, floating(64)},
                                                   {u"VARCHAR"_s, ofFamily(Text)},
                                                   {u"BLOB"_s, ofFamily(Bytes)},
                                                   {u"BIT"_s, ofFamily(Bits)},
                                                   {u"DATE"_s, ofFamily(Date)},
                                                   {u"TIME"_s, moment(Time, 6)},
                                                   {u"TIME_NS"_s, moment(Time, 9)},
                                                   {u"TIME WITH TIME ZONE"_s, moment(Time, 6, true)},
                                                   {u"TIMESTAMP"_s, moment(Timestamp, 6)},
                                                   {u"TIMESTAMP_S"_s, moment(Timestamp, 0)},
                                                   {u"TIMESTAMP_MS"_s, moment(Timestamp, 3)},
                                                   {u"TIMESTAMP_NS"_s, moment(Timestamp, 9)},
                                                   {u"TIMESTAMP WITH TIME ZONE"_s, moment(Timestamp, 6, true)},
                                                   {u"INTERVAL"_s, moment(Interval, 6)},
                                                   {u"UUID"_s, ofFamily(Uuid)},
                                                   {u"JSON"_s, ofFamily(Json)},
                                                   {u"VARIANT"_s, ofFamily(Any)},
                                                   {u"GEOMETRY"_s, ofFamily(Geometry)}};
    return types;
}

/// The texts within the parentheses of ENUM('a', 'it''s').
QStringList enumValues(const QString &native)
{
    QStringList values;
    SqlLexer lexer(native, duckdbDialect(), SqlLexer::Scope::Statement);
    for (SqlToken token; lexer.next(token);) {
        if (token.kind == SqlToken::Kind::String)
            values.append(native.sliced(token.offset + 1, token.length - 2).replace("''"_L1, "'"_L1));
    }
    return values;
}

LogicalType composite(const QString &native)
{
    LogicalType type = ofFamily(TypeFamily::Composite);
    type.detail = native;
    return type;
}

QString integerText(const LogicalType &type)
{
    const QString sign = type.isUnsigned ? u"U"_s : QString();
    if (type.bits > 32 || type.bits < 0)
        return sign + u"BIGINT"_s;
    return sign + (type.bits <= 8 ? u"TINYINT"_s : type.bits <= 16 ? u"SMALLINT"_s : u"INTEGER"_s);
}

QString decimalText(const LogicalType &type)
{
    if (type.precision < 0)
        return u"DECIMAL(38,10)"_s;
    const qint32 scale = qMax(0, type.scale);
    if (type.precision > 38 && scale == 0)
        return type.isUnsigned ? u"UHUGEINT"_s : u"HUGEINT"_s;
    return u"DECIMAL(%1,%2)"_s.arg(qMin(38, type.precision)).arg(qMin(38, scale));
}

QString momentText(const LogicalType &type)
{
    const bool isTime = type.family == TypeFamily::Time;
    if (type.withZone)
        return isTime ? u"TIME WITH TIME ZONE"_s : u"TIMESTAMP WITH TIME ZONE"_s;
    if (type.fractionDigits > 6)
        return isTime ? u"TIME_NS"_s : u"TIMESTAMP_NS"_s;
    if (isTime || type.fractionDigits < 0 || type.fractionDigits > 3)
        return isTime ? u"TIME"_s : u"TIMESTAMP"_s;
    return type.fractionDigits == 0 ? u"TIMESTAMP_S"_s : u"TIMESTAMP_MS"_s;
}

QString nativeText(const LogicalType &type)
{
    using enum TypeFamily;
    switch (type.family) {
    case Boolean: return u"BOOLEAN"_s;
    case Integer: return integerText(type);
    case Decimal: return decimalText(type);
    case Float: return type.bits == 32 ? u"FLOAT"_s : u"DOUBLE"_s;
    case Bytes:
    case RowVersion: return u"BLOB"_s;
    case Bits: return u"BIT"_s;
    case Date: return u"DATE"_s;
    case Time:
    case Timestamp: return momentText(type);
    case Interval: return u"INTERVAL"_s;
    case Uuid: return u"UUID"_s;
    case Json:
    case Document: return u"JSON"_s;
    case Enum: {
        QStringList values;
        for (const QString &value : type.values)
            values.append(duckdbDialect().literal(value));
        return values.isEmpty() ? u"VARCHAR"_s : u"ENUM("_s + values.join(u", "_s) + u')';
    }
    case Set: return u"VARCHAR[]"_s;
    case Array: return (type.element ? nativeText(*type.element) : u"VARCHAR"_s) + u"[]"_s;
    case Composite: {
        static const QRegularExpression own(u"^(STRUCT|MAP|UNION)\\("_s);
        return own.match(type.detail).hasMatch() ? type.detail : u"JSON"_s;
    }
    default: return u"VARCHAR"_s;
    }
}

class DuckdbTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        static const QRegularExpression array(u"^(.+)\\[\\d*\\]$"_s, QRegularExpression::DotMatchesEverythingOption);
        if (const auto match = array.match(native); match.hasMatch()) {
            LogicalType type = ofFamily(TypeFamily::Array);
            type.element = std::make_shared<const LogicalType>(logical(match.captured(1)));
            return type;
        }
        static const QRegularExpression nested(u"^(STRUCT|MAP|UNION)\\("_s);
        if (nested.match(native).hasMatch())
            return composite(native);
        if (native.startsWith("ENUM("_L1)) {
            LogicalType type = ofFamily(TypeFamily::Enum);
            type.values = enumValues(native);
            return type;
        }
        static const QRegularExpression numbers(u"^DECIMAL\\((\\d+),\\s*(\\d+)\\)$"_s);
        if (const auto match = numbers.match(native); match.hasMatch())
            return decimal(match.captured(1).toInt(), match.captured(2).toInt());
        const auto named = namedTypes().constFind(native);
        if (named != namedTypes().constEnd())
            return *named;
        LogicalType unknown;
        unknown.detail = native;
        return unknown;
    }

    NativeType native(const LogicalType &type) const override
    {
        NativeType made;
        made.text = nativeText(type);
        made.conversion = convertType(type, logical(made.text));
        if (type.family == TypeFamily::Decimal && type.precision < 0 && made.conversion.verdict < TypeVerdict::NeedsCheck)
            made.conversion = {TypeVerdict::NeedsCheck, tr("DuckDB keeps 28 digits before the point and 10 after it.")};
        return made;
    }
};

} // namespace

const TypeSystem &duckdbTypes()
{
    static const DuckdbTypes types;
    return types;
}

} // namespace concord
