// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitetypes.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// "DECIMAL(10, 2) UNSIGNED" → DECIMAL UNSIGNED, 10, 2.
struct Declared
{
    QString words; ///< upper case, one blank between
    qint64 first = -1;
    qint64 second = -1;
};

Declared declared(const QString &native)
{
    static const QRegularExpression numbers(u"\\(\\s*([+-]?\\d+)\\s*(?:,\\s*([+-]?\\d+)\\s*)?\\)"_s);
    Declared type;
    QString words = native;
    if (const QRegularExpressionMatch match = numbers.match(native); match.hasMatch()) {
        type.first = match.captured(1).toLongLong();
        if (match.hasCaptured(2))
            type.second = match.captured(2).toLongLong();
        words.replace(match.capturedStart(), match.capturedLength(), u" "_s);
    }
    type.words = words.simplified().toUpper();
    return type;
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

LogicalType real()
{
    LogicalType type = ofFamily(TypeFamily::Float);
    type.bits = 64;
    return type;
}

LogicalType withLength(TypeFamily family, qint64 length, bool fixedLength)
{
    LogicalType type = ofFamily(family);
    type.length = length;
    type.fixedLength = fixedLength && length >= 0;
    if (family == TypeFamily::Bytes)
        type.lengthUnit = LogicalType::Unit::Bytes;
    return type;
}

LogicalType decimal(const Declared &type)
{
    LogicalType made = ofFamily(TypeFamily::Decimal);
    made.precision = static_cast<qint32>(type.first);
    made.scale = type.first < 0 ? 0 : static_cast<qint32>(qMax(qint64(0), type.second));
    return made;
}

LogicalType timestamp(bool withZone)
{
    LogicalType type = ofFamily(TypeFamily::Timestamp);
    type.withZone = withZone;
    return type;
}

/// Names that other engines made common.
const QHash<QString, LogicalType> &namedTypes()
{
    static const QHash<QString, LogicalType> types{{u"INTEGER"_s, integer(64)},
                                                   {u"INT"_s, integer(64)},
                                                   {u"BIGINT"_s, integer(64)},
                                                   {u"INT8"_s, integer(64)},
                                                   {u"INT4"_s, integer(32)},
                                                   {u"MEDIUMINT"_s, integer(24)},
                                                   {u"SMALLINT"_s, integer(16)},
                                                   {u"INT2"_s, integer(16)},
                                                   {u"TINYINT"_s, integer(8)},
                                                   {u"UNSIGNED BIG INT"_s, integer(64, true)},
                                                   {u"REAL"_s, real()},
                                                   {u"DOUBLE"_s, real()},
                                                   {u"DOUBLE PRECISION"_s, real()},
                                                   {u"FLOAT"_s, real()},
                                                   {u"BOOLEAN"_s, ofFamily(TypeFamily::Boolean)},
                                                   {u"BOOL"_s, ofFamily(TypeFamily::Boolean)},
                                                   {u"DATE"_s, ofFamily(TypeFamily::Date)},
                                                   {u"TIME"_s, ofFamily(TypeFamily::Time)},
                                                   {u"DATETIME"_s, timestamp(false)},
                                                   {u"TIMESTAMP"_s, timestamp(false)},
                                                   {u"TIMESTAMPTZ"_s, timestamp(true)},
                                                   {u"TIMESTAMP WITH TIME ZONE"_s, timestamp(true)},
                                                   {u"UUID"_s, ofFamily(TypeFamily::Uuid)},
                                                   {u"GUID"_s, ofFamily(TypeFamily::Uuid)},
                                                   {u"UNIQUEIDENTIFIER"_s, ofFamily(TypeFamily::Uuid)},
                                                   {u"JSON"_s, ofFamily(TypeFamily::Json)},
                                                   {u"JSONB"_s, ofFamily(TypeFamily::Json)},
                                                   {u"XML"_s, ofFamily(TypeFamily::Xml)},
                                                   {u"ANY"_s, ofFamily(TypeFamily::Any)},
                                                   {QString(), ofFamily(TypeFamily::Any)}};
    return types;
}

/// https://www.sqlite.org/datatype3.html, "Determination Of Column Affinity". Numeric affinity takes any value and says
/// nothing of what is meant.
LogicalType byAffinity(const Declared &type)
{
    const auto has = [&](QLatin1StringView part) { return type.words.contains(part); };
    if (has("INT"_L1))
        return integer(64, has("UNSIGNED"_L1));
    if (has("CHAR"_L1) || has("CLOB"_L1) || has("TEXT"_L1))
        return withLength(TypeFamily::Text, type.first, false);
    if (has("BLOB"_L1))
        return withLength(TypeFamily::Bytes, type.first, false);
    if (has("REAL"_L1) || has("FLOA"_L1) || has("DOUB"_L1))
        return real();
    LogicalType unknown;
    unknown.detail = type.words;
    return unknown;
}

QString lengthText(const LogicalType &type)
{
    return type.length >= 0 ? u'(' + QString::number(type.length) + u')' : QString();
}

QString decimalText(const LogicalType &type)
{
    if (type.precision < 0)
        return u"DECIMAL"_s;
    return u"DECIMAL(%1,%2)"_s.arg(type.precision).arg(qMax(0, type.scale));
}

QString nativeText(const LogicalType &type)
{
    switch (type.family) {
    case TypeFamily::Boolean: return u"BOOLEAN"_s;
    case TypeFamily::Integer:
        return type.bits == 8 && !type.isUnsigned ? u"TINYINT"_s : type.bits == 16 && !type.isUnsigned ? u"SMALLINT"_s : u"INTEGER"_s;
    case TypeFamily::Decimal: return decimalText(type);
    case TypeFamily::Float: return u"REAL"_s;
    case TypeFamily::Bytes:
    case TypeFamily::Bits:
    case TypeFamily::RowVersion:
    case TypeFamily::Geometry: return u"BLOB"_s;
    case TypeFamily::Date: return u"DATE"_s;
    case TypeFamily::Time: return u"TIME"_s;
    case TypeFamily::Timestamp: return type.withZone ? u"TIMESTAMP WITH TIME ZONE"_s : u"DATETIME"_s;
    case TypeFamily::Uuid: return u"UUID"_s;
    case TypeFamily::Json:
    case TypeFamily::Document: return u"JSON"_s;
    case TypeFamily::Text:
        if (type.length < 0 || type.lengthUnit == LogicalType::Unit::Bytes)
            return u"TEXT"_s;
        return (type.fixedLength ? u"CHAR"_s : u"VARCHAR"_s) + lengthText(type);
    case TypeFamily::Any: return {};
    default: return u"TEXT"_s;
    }
}

class SqliteTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        const Declared type = declared(native);
        const auto named = namedTypes().constFind(type.words);
        if (named != namedTypes().constEnd())
            return *named;
        if (type.words == u"DECIMAL" || type.words == u"NUMERIC" || type.words == u"NUMBER" || type.words == u"DEC")
            return decimal(type);
        if (type.words == u"CHAR" || type.words == u"CHARACTER" || type.words == u"NCHAR" || type.words == u"NATIVE CHARACTER")
            return withLength(TypeFamily::Text, type.first, true);
        if (type.words == u"BINARY" || type.words == u"VARBINARY" || type.words == u"BYTEA")
            return withLength(TypeFamily::Bytes, type.first, type.words == u"BINARY");
        return byAffinity(type);
    }

    NativeType native(const LogicalType &type) const override
    {
        NativeType made;
        made.text = nativeText(type);
        made.conversion = convertType(type, logical(made.text));
        // 15 digits are what a double holds, and a double is what SQLite keeps of a number with a point.
        const bool rounds = type.family == TypeFamily::Decimal && (type.precision < 0 || type.precision > 15);
        if (rounds && made.conversion.verdict <= TypeVerdict::NeedsCheck)
            made.conversion = {TypeVerdict::Lossy, QCoreApplication::translate("SqliteTypes", "SQLite keeps only 15 digits of a decimal number.")};
        return made;
    }
};

} // namespace

const TypeSystem &sqliteTypes()
{
    static const SqliteTypes types;
    return types;
}

} // namespace concord
