// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdtypes.h"

#include "schema/logicaltype.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr qint64 longestText = 8191; ///< characters of UTF8 in a VARCHAR, whose bytes are 32,765 at most
constexpr qint64 longestBytes = 32'765;

QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdTypes", text);
}

LogicalType ofFamily(TypeFamily family)
{
    LogicalType type;
    type.family = family;
    return type;
}

LogicalType sized(TypeFamily family, qint16 bits)
{
    LogicalType type = ofFamily(family);
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

LogicalType moment(TypeFamily family, bool withZone = false)
{
    LogicalType type = ofFamily(family);
    type.fractionDigits = 4;
    type.withZone = withZone;
    return type;
}

const QHash<QString, LogicalType> &namedTypes()
{
    using enum TypeFamily;
    static const QHash<QString, LogicalType> types{{u"BOOLEAN"_s, ofFamily(Boolean)},
                                                   {u"SMALLINT"_s, sized(Integer, 16)},
                                                   {u"INTEGER"_s, sized(Integer, 32)},
                                                   {u"INT"_s, sized(Integer, 32)},
                                                   {u"BIGINT"_s, sized(Integer, 64)},
                                                   {u"INT128"_s, decimal(39, 0)},
                                                   {u"FLOAT"_s, sized(Float, 32)},
                                                   {u"REAL"_s, sized(Float, 32)},
                                                   {u"DOUBLE PRECISION"_s, sized(Float, 64)},
                                                   {u"DECFLOAT(16)"_s, decimal(16, -1)},
                                                   {u"DECFLOAT(34)"_s, decimal(34, -1)},
                                                   {u"DECFLOAT"_s, decimal(34, -1)},
                                                   {u"DATE"_s, ofFamily(Date)},
                                                   {u"TIME"_s, moment(Time)},
                                                   {u"TIMESTAMP"_s, moment(Timestamp)},
                                                   {u"TIME WITH TIME ZONE"_s, moment(Time, true)},
                                                   {u"TIMESTAMP WITH TIME ZONE"_s, moment(Timestamp, true)},
                                                   {u"BLOB SUB_TYPE TEXT"_s, ofFamily(Text)},
                                                   {u"BLOB SUB_TYPE BINARY"_s, ofFamily(Bytes)},
                                                   {u"BLOB"_s, ofFamily(Bytes)}};
    return types;
}

/// CHAR(10), VARCHAR(20) CHARACTER SET OCTETS.
LogicalType stringType(const QRegularExpressionMatch &match)
{
    const QString charset = match.captured(3);
    const bool bytes = match.captured(1).contains("BINARY"_L1) || charset == "OCTETS"_L1;
    LogicalType type = ofFamily(bytes ? TypeFamily::Bytes : TypeFamily::Text);
    type.fixedLength = !match.captured(1).startsWith("VAR"_L1);
    type.length = match.captured(2).toLongLong();
    type.lengthUnit = bytes ? LogicalType::Unit::Bytes : LogicalType::Unit::Characters;
    return type;
}

QString decimalText(const LogicalType &type)
{
    if (type.precision < 0 || type.scale < 0)
        return type.precision > 0 && type.precision <= 16 ? u"DECFLOAT(16)"_s : u"DECFLOAT(34)"_s;
    if (type.precision == 39 && type.scale == 0)
        return u"INT128"_s;
    return u"NUMERIC(%1, %2)"_s.arg(qMin(38, type.precision)).arg(qMin(qMin(38, type.precision), type.scale));
}

QString textOfLength(const LogicalType &type)
{
    if (type.length < 1 || type.length > longestText)
        return u"BLOB SUB_TYPE TEXT"_s;
    return (type.fixedLength ? u"CHAR(%1)"_s : u"VARCHAR(%1)"_s).arg(type.length);
}

QString bytesOfLength(const LogicalType &type)
{
    if (type.length < 1 || type.length > longestBytes)
        return u"BLOB SUB_TYPE BINARY"_s;
    return (type.fixedLength ? u"CHAR(%1) CHARACTER SET OCTETS"_s : u"VARCHAR(%1) CHARACTER SET OCTETS"_s).arg(type.length);
}

QString integerText(const LogicalType &type)
{
    const int bits = type.bits < 0 ? 64 : type.bits;
    if (bits == 64 && type.isUnsigned)
        return u"NUMERIC(20, 0)"_s;
    const int needed = type.isUnsigned ? bits + 1 : bits;
    return needed <= 16 ? u"SMALLINT"_s : needed <= 32 ? u"INTEGER"_s : u"BIGINT"_s;
}

QString longestOf(const QStringList &values)
{
    qsizetype longest = 1;
    for (const QString &value : values)
        longest = qMax(longest, value.size());
    return u"VARCHAR(%1)"_s.arg(longest);
}

QString nativeText(const LogicalType &type)
{
    using enum TypeFamily;
    const QString zone = type.withZone ? u" WITH TIME ZONE"_s : QString();
    switch (type.family) {
    case Boolean: return u"BOOLEAN"_s;
    case Integer: return integerText(type);
    case Decimal: return decimalText(type);
    case Float: return type.bits == 32 ? u"FLOAT"_s : u"DOUBLE PRECISION"_s;
    case Text: return textOfLength(type);
    case Bytes: return bytesOfLength(type);
    case RowVersion: return u"CHAR(8) CHARACTER SET OCTETS"_s;
    case Date: return u"DATE"_s;
    case Time: return u"TIME"_s + zone;
    case Timestamp: return u"TIMESTAMP"_s + zone;
    case Uuid: return u"CHAR(36)"_s;
    case ObjectId: return u"CHAR(24)"_s;
    case Interval: return u"VARCHAR(64)"_s;
    case Network: return u"VARCHAR(49)"_s;
    case Enum: return longestOf(type.values);
    default: return u"BLOB SUB_TYPE TEXT"_s;
    }
}

class FirebirdTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        static const QRegularExpression strings(u"^(CHAR|VARCHAR|BINARY|VARBINARY)\\((\\d+)\\)(?: CHARACTER SET (\\S+))?$"_s);
        if (const auto match = strings.match(native); match.hasMatch())
            return stringType(match);
        static const QRegularExpression numbers(u"^(?:NUMERIC|DECIMAL)\\((\\d+)(?:, ?(\\d+))?\\)$"_s);
        if (const auto match = numbers.match(native); match.hasMatch())
            return decimal(match.captured(1).toInt(), match.captured(2).toInt());
        static const QRegularExpression charset(u" CHARACTER SET \\S+$"_s);
        const auto named = namedTypes().constFind(QString(native).remove(charset));
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
            made.conversion = {TypeVerdict::NeedsCheck, tr("Firebird keeps 34 digits of a number without a declared precision.")};
        return made;
    }
};

} // namespace

const TypeSystem &firebirdTypes()
{
    static const FirebirdTypes types;
    return types;
}

} // namespace concord
