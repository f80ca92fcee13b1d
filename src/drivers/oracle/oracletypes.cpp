// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracletypes.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int maxPrecision = 38;
constexpr qint64 maxVarcharLength = 4000; // without MAX_STRING_SIZE = EXTENDED
constexpr qint64 maxCharLength = 2000;
constexpr qint64 maxRawLength = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("OracleTypes", text);
}

LogicalType plain(TypeFamily family, const QString &detail = {})
{
    LogicalType type;
    type.family = family;
    type.detail = detail;
    return type;
}

LogicalType floating(int bits)
{
    LogicalType type = plain(TypeFamily::Float);
    type.bits = static_cast<qint16>(bits);
    return type;
}

/// "TIMESTAMP(6) WITH TIME ZONE" → TIMESTAMP WITH TIME ZONE and the numbers of each parenthesis.
struct Written
{
    QString name; ///< upper case, one blank between
    QStringList numbers; ///< in order, over all parentheses: 10, 2; *, 0; 40
    bool characters = false;
    bool bytes = false;
};

Written written(const QString &native)
{
    static const QRegularExpression group(u"\\(([^()]*)\\)"_s);
    Written parts;
    QString name = native;
    auto groups = group.globalMatch(native);
    while (groups.hasNext()) {
        const QRegularExpressionMatch match = groups.next();
        name.replace(match.captured(0), u" "_s);
        for (const QString &item : match.captured(1).split(u',')) {
            const QStringList words = item.simplified().toUpper().split(u' ', Qt::SkipEmptyParts);
            parts.numbers.append(words.value(0));
            parts.characters = parts.characters || words.value(1) == "CHAR"_L1;
            parts.bytes = parts.bytes || words.value(1) == "BYTE"_L1;
        }
    }
    parts.name = name.simplified().toUpper();
    return parts;
}

int number(const Written &parts, qsizetype i, int otherwise)
{
    bool ok = false;
    const int value = parts.numbers.value(i).toInt(&ok);
    return ok ? value : otherwise;
}

LogicalType decimal(const Written &parts)
{
    LogicalType type = plain(TypeFamily::Decimal);
    if (parts.numbers.isEmpty())
        return type;
    type.precision = number(parts, 0, maxPrecision); // NUMBER(*,0)
    type.scale = number(parts, 1, 0);
    return type;
}

/// FLOAT(b) is a decimal number with that many binary digits.
LogicalType binaryPrecision(int bits)
{
    return plain(TypeFamily::Decimal, u"float(%1)"_s.arg(bits));
}

LogicalType text(const Written &parts, bool fixedLength, bool national)
{
    LogicalType type = plain(TypeFamily::Text);
    type.fixedLength = fixedLength;
    type.length = number(parts, 0, fixedLength ? 1 : -1);
    type.lengthUnit = national || parts.characters ? LogicalType::Unit::Characters : LogicalType::Unit::Bytes;
    return type;
}

LogicalType bytes(qint64 length = -1, const QString &detail = {})
{
    LogicalType type = plain(TypeFamily::Bytes, detail);
    type.length = length;
    type.lengthUnit = LogicalType::Unit::Bytes;
    return type;
}

LogicalType moment(int digits, bool withZone)
{
    LogicalType type = plain(TypeFamily::Timestamp);
    type.fractionDigits = static_cast<qint16>(digits);
    type.withZone = withZone;
    return type;
}

LogicalType interval(const QString &detail, int digits)
{
    LogicalType type = plain(TypeFamily::Interval, detail);
    type.fractionDigits = static_cast<qint16>(digits);
    return type;
}

LogicalType vector(const QString &native)
{
    LogicalType type = plain(TypeFamily::Array, native.toLower());
    type.element = std::make_shared<const LogicalType>(floating(32));
    return type;
}

enum class Shape { Number, Float, Real, Double, Varchar, NVarchar, Char, NChar, Raw, Timestamp, TimestampZone, DaySecond, Vector };

/// Types with numbers in parentheses; Oracle's own names first, then ANSI's that it takes (SQL Language Reference, "ANSI Supported Data Types").
const QHash<QString, Shape> &shapes()
{
    static const QHash<QString, Shape> all{{u"NUMBER"_s, Shape::Number},
                                           {u"NUMERIC"_s, Shape::Number},
                                           {u"DECIMAL"_s, Shape::Number},
                                           {u"DEC"_s, Shape::Number},
                                           {u"FLOAT"_s, Shape::Float},
                                           {u"REAL"_s, Shape::Real},
                                           {u"DOUBLE PRECISION"_s, Shape::Double},
                                           {u"VARCHAR2"_s, Shape::Varchar},
                                           {u"VARCHAR"_s, Shape::Varchar},
                                           {u"CHARACTER VARYING"_s, Shape::Varchar},
                                           {u"CHAR VARYING"_s, Shape::Varchar},
                                           {u"NVARCHAR2"_s, Shape::NVarchar},
                                           {u"NCHAR VARYING"_s, Shape::NVarchar},
                                           {u"NATIONAL CHARACTER VARYING"_s, Shape::NVarchar},
                                           {u"NATIONAL CHAR VARYING"_s, Shape::NVarchar},
                                           {u"CHAR"_s, Shape::Char},
                                           {u"CHARACTER"_s, Shape::Char},
                                           {u"NCHAR"_s, Shape::NChar},
                                           {u"NATIONAL CHARACTER"_s, Shape::NChar},
                                           {u"NATIONAL CHAR"_s, Shape::NChar},
                                           {u"RAW"_s, Shape::Raw},
                                           {u"TIMESTAMP"_s, Shape::Timestamp},
                                           {u"TIMESTAMP WITH TIME ZONE"_s, Shape::TimestampZone},
                                           {u"TIMESTAMP WITH LOCAL TIME ZONE"_s, Shape::TimestampZone},
                                           {u"INTERVAL DAY TO SECOND"_s, Shape::DaySecond},
                                           {u"VECTOR"_s, Shape::Vector}};
    return all;
}

const QHash<QString, LogicalType> &fixedTypes()
{
    static const QHash<QString, LogicalType> types = [] {
        LogicalType whole = plain(TypeFamily::Decimal);
        whole.precision = maxPrecision;
        LogicalType rowid = plain(TypeFamily::Text, u"rowid"_s);
        rowid.length = 18;
        return QHash<QString, LogicalType>{{u"INTEGER"_s, whole},
                                           {u"INT"_s, whole},
                                           {u"SMALLINT"_s, whole},
                                           {u"BINARY_FLOAT"_s, floating(32)},
                                           {u"BINARY_DOUBLE"_s, floating(64)},
                                           {u"CLOB"_s, plain(TypeFamily::Text)},
                                           {u"NCLOB"_s, plain(TypeFamily::Text)},
                                           {u"LONG"_s, plain(TypeFamily::Text)},
                                           {u"BLOB"_s, bytes()},
                                           {u"LONG RAW"_s, bytes()},
                                           {u"BFILE"_s, bytes(-1, u"bfile"_s)},
                                           {u"DATE"_s, moment(0, false)}, // with a time of day
                                           {u"INTERVAL YEAR TO MONTH"_s, interval(u"year to month"_s, 0)},
                                           {u"ROWID"_s, rowid},
                                           {u"UROWID"_s, rowid},
                                           {u"XMLTYPE"_s, plain(TypeFamily::Xml)},
                                           {u"SYS.XMLTYPE"_s, plain(TypeFamily::Xml)},
                                           {u"PUBLIC.XMLTYPE"_s, plain(TypeFamily::Xml)},
                                           {u"JSON"_s, plain(TypeFamily::Json)},
                                           {u"BOOLEAN"_s, plain(TypeFamily::Boolean)},
                                           {u"MDSYS.SDO_GEOMETRY"_s, plain(TypeFamily::Geometry, u"sdo_geometry"_s)},
                                           {u"SDO_GEOMETRY"_s, plain(TypeFamily::Geometry, u"sdo_geometry"_s)},
                                           {u"SYS.ANYDATA"_s, plain(TypeFamily::Any)},
                                           {u"ANYDATA"_s, plain(TypeFamily::Any)}};
    }();
    return types;
}

LogicalType shaped(Shape shape, const Written &parts, const QString &native)
{
    switch (shape) {
    case Shape::Number: return decimal(parts);
    case Shape::Float: return binaryPrecision(number(parts, 0, 126));
    case Shape::Real: return binaryPrecision(63);
    case Shape::Double: return binaryPrecision(126);
    case Shape::Varchar: return text(parts, false, false);
    case Shape::NVarchar: return text(parts, false, true);
    case Shape::Char: return text(parts, true, false);
    case Shape::NChar: return text(parts, true, true);
    case Shape::Raw: return bytes(number(parts, 0, -1));
    case Shape::Timestamp: return moment(number(parts, 0, 6), false);
    case Shape::TimestampZone: return moment(number(parts, 0, 6), true);
    case Shape::DaySecond: return interval(u"day to second"_s, number(parts, parts.numbers.size() - 1, 6));
    case Shape::Vector: return vector(native);
    }
    return {};
}

QString numbered(const QString &name, qint64 first)
{
    return name + u'(' + QString::number(first) + u')';
}

QString textType(const LogicalType &type)
{
    const bool inBytes = type.lengthUnit == LogicalType::Unit::Bytes;
    if (type.length < 0 || type.length > maxVarcharLength)
        return type.detail == "rowid"_L1 ? u"ROWID"_s : u"CLOB"_s;
    const bool fixed = type.fixedLength && type.length <= maxCharLength;
    const qint64 length = std::max<qint64>(1, type.length);
    return u"%1(%2 %3)"_s.arg(fixed ? u"CHAR"_s : u"VARCHAR2"_s).arg(length).arg(inBytes ? u"BYTE"_s : u"CHAR"_s);
}

QString integerType(const LogicalType &type)
{
    const bool isUnsigned = type.isUnsigned;
    switch (type.bits) {
    case 8: return u"NUMBER(3)"_s;
    case 16: return u"NUMBER(5)"_s;
    case 24: return isUnsigned ? u"NUMBER(8)"_s : u"NUMBER(7)"_s;
    case 32: return u"NUMBER(10)"_s;
    default: return isUnsigned ? u"NUMBER(20)"_s : u"NUMBER(19)"_s;
    }
}

QString decimalType(const LogicalType &type)
{
    if (type.detail.startsWith("float("_L1))
        return type.detail.toUpper();
    if (type.precision < 0 || type.precision > maxPrecision)
        return u"NUMBER"_s;
    return type.scale == 0 ? numbered(u"NUMBER"_s, type.precision) : u"NUMBER(%1,%2)"_s.arg(type.precision).arg(type.scale);
}

QString listType(const LogicalType &type)
{
    qsizetype longest = 1;
    for (const QString &value : type.values)
        longest = std::max(longest, type.family == TypeFamily::Set ? longest + value.size() + 1 : value.size());
    return longest <= maxVarcharLength ? u"VARCHAR2(%1 CHAR)"_s.arg(longest) : u"CLOB"_s;
}

/// What Oracle calls the type; empty: it has none that comes near.
QString nearest(const LogicalType &type)
{
    using enum TypeFamily;
    const int digits = type.fractionDigits < 0 ? 6 : std::min<int>(type.fractionDigits, 9);
    switch (type.family) {
    case Boolean: return u"NUMBER(1)"_s; // BOOLEAN is there from 23 on
    case Integer: return integerType(type);
    case Decimal: return decimalType(type);
    case Float: return type.bits == 32 ? u"BINARY_FLOAT"_s : u"BINARY_DOUBLE"_s;
    case Text: return textType(type);
    case Bytes: return type.length > 0 && type.length <= maxRawLength ? numbered(u"RAW"_s, type.length) : u"BLOB"_s;
    case Bits: return type.length > 0 && type.length <= maxRawLength * 8 ? numbered(u"RAW"_s, (type.length + 7) / 8) : u"BLOB"_s;
    case Date: return u"DATE"_s;
    case Time: return u"INTERVAL DAY(1) TO SECOND(%1)"_s.arg(digits);
    case Timestamp: return u"TIMESTAMP(%1)"_s.arg(digits) + (type.withZone ? u" WITH TIME ZONE"_s : QString());
    case Interval:
        return type.detail.contains("year"_L1) || type.detail.contains("month"_L1) ? u"INTERVAL YEAR(4) TO MONTH"_s
                                                                                   : u"INTERVAL DAY(9) TO SECOND(%1)"_s.arg(digits);
    case Uuid: return u"RAW(16)"_s;
    case Json:
    case Document: return u"CLOB"_s; // JSON is there from 21 on
    case Xml: return u"XMLTYPE"_s;
    case Enum:
    case Set: return listType(type);
    case Geometry: return u"SDO_GEOMETRY"_s;
    case RowVersion: return u"RAW(8)"_s;
    case ObjectId: return u"RAW(12)"_s;
    case Network: return u"VARCHAR2(64 CHAR)"_s;
    case Any: return u"ANYDATA"_s;
    case Array: return type.detail.startsWith("vector"_L1) ? type.detail.toUpper() : u"CLOB"_s;
    case Range:
    case TextSearch:
    case Composite: return u"CLOB"_s;
    case Unknown: break;
    }
    return {};
}

/// A condition that finds what does not fit, for the source's rows.
QString checkFor(const LogicalType &from, const LogicalType &to)
{
    using enum TypeFamily;
    if (from.family == Text && to.family == Text && to.length >= 0)
        return u"length({column}) > %1"_s.arg(to.length);
    if (to.family == Decimal && to.precision > 0)
        return u"abs({column}) >= 1e%1"_s.arg(to.precision - to.scale);
    return {};
}

/// Where the pair's verdict does not follow from the two families.
std::optional<TypeConversion> ownVerdict(const LogicalType &type)
{
    using enum TypeFamily;
    switch (type.family) {
    case Time: return TypeConversion{TypeVerdict::Widening, tr("as the time since midnight")};
    case Uuid:
    case ObjectId:
    case RowVersion: return TypeConversion{TypeVerdict::Widening, tr("as its bytes")};
    case Json:
    case Document: return TypeConversion{TypeVerdict::Widening, tr("as text; CHECK (… IS JSON) would keep it JSON")};
    case Enum:
    case Set: return TypeConversion{TypeVerdict::Widening, tr("any text; a CHECK would keep the list of values")};
    case Array:
        if (type.detail.startsWith("vector"_L1))
            return TypeConversion{};
        [[fallthrough]];
    case Range:
    case TextSearch:
    case Composite: return TypeConversion{TypeVerdict::Lossy, tr("Oracle has no such type; its text is kept")};
    case Network: return TypeConversion{TypeVerdict::Widening, tr("as text")};
    case Bits: return TypeConversion{TypeVerdict::Lossy, tr("filled up to whole bytes")};
    case Interval:
        if (type.detail.isEmpty())
            return TypeConversion{TypeVerdict::NeedsCheck, tr("an interval of days holds no months")};
        return std::nullopt;
    default: return std::nullopt;
    }
}

class OracleTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        const Written parts = written(native);
        if (const auto shape = shapes().constFind(parts.name); shape != shapes().constEnd())
            return shaped(*shape, parts, native);
        if (const auto known = fixedTypes().constFind(parts.name); known != fixedTypes().constEnd())
            return *known;
        return plain(native.contains(u'.') ? TypeFamily::Composite : TypeFamily::Unknown, native);
    }

    NativeType native(const LogicalType &type) const override
    {
        NativeType made;
        made.text = nearest(type);
        if (type.family == TypeFamily::Unknown) {
            made.text = u"CLOB"_s;
            made.conversion = {TypeVerdict::Lossy, tr("Oracle has no such type; its text is kept")};
            return made;
        }
        if (const std::optional<TypeConversion> own = ownVerdict(type)) {
            made.conversion = *own;
            return made;
        }
        const LogicalType target = logical(made.text);
        made.conversion = convertType(type, target);
        if (made.conversion.verdict == TypeVerdict::NeedsCheck)
            made.check = checkFor(type, target);
        // '' becomes NULL on the way; the people who move data must know.
        if (type.family == TypeFamily::Text && made.conversion.verdict == TypeVerdict::Same)
            made.conversion.reason = tr("Oracle takes '' for NULL");
        return made;
    }
};

} // namespace

const TypeSystem &oracleTypes()
{
    static const OracleTypes types;
    return types;
}

static QString numberText(const OracleTypeFacts &facts)
{
    if (facts.precision < 0)
        return facts.scale == -1000 ? u"NUMBER"_s : facts.scale == 0 ? u"NUMBER(*,0)"_s : u"NUMBER(*,%1)"_s.arg(facts.scale);
    const bool whole = facts.scale == 0 || facts.scale == -1000;
    return whole ? numbered(u"NUMBER"_s, facts.precision) : u"NUMBER(%1,%2)"_s.arg(facts.precision).arg(facts.scale);
}

QString oracleTypeText(const OracleTypeFacts &facts)
{
    const QString &type = facts.dataType;
    if (!facts.typeOwner.isEmpty()) {
        // PUBLIC: a synonym that everybody has, as of SDO_GEOMETRY.
        const bool everybodys = facts.typeOwner == "PUBLIC"_L1 || (facts.typeOwner == "SYS"_L1 && type == "XMLTYPE"_L1);
        const QString name = everybodys ? type : facts.typeOwner + u'.' + type;
        return facts.typeModifier.isEmpty() ? name : facts.typeModifier + u' ' + name;
    }
    if (type == "NUMBER"_L1)
        return numberText(facts);
    if (type == "FLOAT"_L1)
        return facts.precision < 0 ? type : numbered(type, facts.precision);
    if (type == "VARCHAR2"_L1 || type == "CHAR"_L1 || type == "VARCHAR"_L1) {
        const bool characters = facts.charUsed == "C"_L1;
        const qint64 length = characters && facts.charLength >= 0 ? facts.charLength : facts.length;
        return length < 0 ? type : type + u'(' + QString::number(length) + (characters ? u" CHAR)"_s : u")"_s);
    }
    if (type == "NVARCHAR2"_L1 || type == "NCHAR"_L1)
        return facts.charLength >= 0 ? numbered(type, facts.charLength) : type;
    if ((type == "RAW"_L1 || type == "UROWID"_L1) && facts.length >= 0)
        return numbered(type, facts.length);
    return type; // TIMESTAMP(6) WITH TIME ZONE and intervals say their digits themselves
}

} // namespace concord
