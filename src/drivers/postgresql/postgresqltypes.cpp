// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqltypes.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int maxNumericPrecision = 1000;
constexpr qint64 maxVarcharLength = 10'485'760;

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlTypes", text);
}

LogicalType plain(TypeFamily family, const QString &detail = {})
{
    LogicalType type;
    type.family = family;
    type.detail = detail;
    return type;
}

LogicalType number(TypeFamily family, int bits)
{
    LogicalType type = plain(family);
    type.bits = static_cast<qint16>(bits);
    return type;
}

LogicalType rangeOf(LogicalType element)
{
    LogicalType type = plain(TypeFamily::Range);
    type.element = std::make_shared<const LogicalType>(std::move(element));
    return type;
}

LogicalType moment(TypeFamily family, bool withZone)
{
    LogicalType type = plain(family);
    type.withZone = withZone;
    return type;
}

/// By the name without its modifier.
const QHash<QString, LogicalType> &builtIn()
{
    static const QHash<QString, LogicalType> types = [] {
        using enum TypeFamily;
        LogicalType unsigned32 = number(Integer, 32);
        unsigned32.isUnsigned = true;
        LogicalType unsigned64 = number(Integer, 64);
        unsigned64.isUnsigned = true;
        LogicalType name = plain(Text);
        name.length = 63;
        name.lengthUnit = LogicalType::Unit::Bytes;
        LogicalType byte = name;
        byte.length = 1;
        LogicalType fixed = plain(Text);
        fixed.fixedLength = true;
        LogicalType bits = plain(Bits);
        bits.fixedLength = true;
        LogicalType money = plain(Decimal, u"money"_s);
        money.precision = 19;
        money.scale = 2;
        QHash<QString, LogicalType> all{{u"boolean"_s, plain(Boolean)},
                                        {u"smallint"_s, number(Integer, 16)},
                                        {u"integer"_s, number(Integer, 32)},
                                        {u"bigint"_s, number(Integer, 64)},
                                        {u"oid"_s, unsigned32},
                                        {u"xid"_s, unsigned32},
                                        {u"cid"_s, unsigned32},
                                        {u"xid8"_s, unsigned64},
                                        {u"numeric"_s, plain(Decimal)},
                                        {u"money"_s, money},
                                        {u"real"_s, number(Float, 32)},
                                        {u"double precision"_s, number(Float, 64)},
                                        {u"text"_s, plain(Text)},
                                        {u"character varying"_s, plain(Text)},
                                        {u"character"_s, fixed},
                                        {u"bpchar"_s, fixed},
                                        {u"name"_s, name},
                                        {u"\"char\""_s, byte},
                                        {u"bytea"_s, plain(Bytes)},
                                        {u"bit"_s, bits},
                                        {u"bit varying"_s, plain(Bits)},
                                        {u"date"_s, plain(Date)},
                                        {u"time without time zone"_s, moment(Time, false)},
                                        {u"time with time zone"_s, moment(Time, true)},
                                        {u"timestamp without time zone"_s, moment(Timestamp, false)},
                                        {u"timestamp with time zone"_s, moment(Timestamp, true)},
                                        {u"interval"_s, plain(Interval)},
                                        {u"uuid"_s, plain(Uuid)},
                                        {u"json"_s, plain(Json, u"text"_s)},
                                        {u"jsonb"_s, plain(Json)},
                                        {u"jsonpath"_s, plain(Unknown, u"jsonpath"_s)},
                                        {u"xml"_s, plain(Xml)},
                                        {u"tsvector"_s, plain(TextSearch, u"tsvector"_s)},
                                        {u"tsquery"_s, plain(TextSearch, u"tsquery"_s)},
                                        {u"record"_s, plain(Composite)},
                                        {u"int4range"_s, rangeOf(number(Integer, 32))},
                                        {u"int8range"_s, rangeOf(number(Integer, 64))},
                                        {u"numrange"_s, rangeOf(plain(Decimal))},
                                        {u"daterange"_s, rangeOf(plain(Date))},
                                        {u"tsrange"_s, rangeOf(moment(Timestamp, false))},
                                        {u"tstzrange"_s, rangeOf(moment(Timestamp, true))}};
        for (const char *network : {"inet", "cidr", "macaddr", "macaddr8"})
            all.insert(QLatin1StringView(network), plain(Network, QLatin1StringView(network)));
        for (const char *shape : {"point", "line", "lseg", "box", "path", "polygon", "circle"})
            all.insert(QLatin1StringView(shape), plain(Geometry, QLatin1StringView(shape)));
        for (const char *range : {"int4", "int8", "num", "date", "ts", "tstz"}) {
            LogicalType many = all.value(QLatin1StringView(range) + "range"_L1);
            many.detail = u"multirange"_s;
            all.insert(QLatin1StringView(range) + "multirange"_L1, many);
        }
        for (const char *other : {"regclass", "regproc", "regprocedure", "regtype", "regrole", "regnamespace", "regoper", "regoperator", "regconfig",
                                  "regdictionary", "regcollation", "pg_lsn", "tid", "txid_snapshot", "pg_snapshot", "refcursor", "aclitem"})
            all.insert(QLatin1StringView(other), plain(Unknown, QLatin1StringView(other)));
        return all;
    }();
    return types;
}

/// What people write and format_type() does not.
const QHash<QString, QString> &otherNames()
{
    static const QHash<QString, QString> names{{u"int"_s, u"integer"_s},
                                               {u"int2"_s, u"smallint"_s},
                                               {u"int4"_s, u"integer"_s},
                                               {u"int8"_s, u"bigint"_s},
                                               {u"smallserial"_s, u"smallint"_s},
                                               {u"serial"_s, u"integer"_s},
                                               {u"bigserial"_s, u"bigint"_s},
                                               {u"decimal"_s, u"numeric"_s},
                                               {u"dec"_s, u"numeric"_s},
                                               {u"float4"_s, u"real"_s},
                                               {u"float8"_s, u"double precision"_s},
                                               {u"bool"_s, u"boolean"_s},
                                               {u"varchar"_s, u"character varying"_s},
                                               {u"char"_s, u"character"_s},
                                               {u"varbit"_s, u"bit varying"_s},
                                               {u"time"_s, u"time without time zone"_s},
                                               {u"timetz"_s, u"time with time zone"_s},
                                               {u"timestamp"_s, u"timestamp without time zone"_s},
                                               {u"timestamptz"_s, u"timestamp with time zone"_s}};
    return names;
}

/// "numeric(10,2)" as its name and its numbers; "timestamp(3) with time zone" has the rest of its name behind them.
struct Written
{
    QString name;
    QList<int> numbers;
};

Written written(const QString &native)
{
    Written parts;
    const QString text = native.simplified().toLower();
    const qsizetype open = text.indexOf(u'(');
    const qsizetype close = text.indexOf(u')', open);
    parts.name = open < 0 || close < 0 ? text : (text.left(open).trimmed() + u' ' + text.mid(close + 1).trimmed()).trimmed();
    if (open >= 0 && close > open) {
        for (const QString &number : text.mid(open + 1, close - open - 1).split(u','))
            parts.numbers.append(number.trimmed().toInt());
    }
    parts.name = otherNames().value(parts.name, parts.name);
    return parts;
}

/// "interval year to month(3)" is an interval of certain fields.
bool takeIntervalFields(Written &parts, LogicalType &type)
{
    if (!parts.name.startsWith("interval "_L1))
        return false;
    type = plain(TypeFamily::Interval, parts.name.mid(9));
    parts.name = u"interval"_s;
    return true;
}

void applyNumbers(LogicalType &type, const QList<int> &numbers)
{
    using enum TypeFamily;
    switch (type.family) {
    case Decimal:
        if (!numbers.isEmpty()) {
            type.precision = numbers[0];
            type.scale = numbers.size() > 1 ? numbers[1] : 0;
        }
        break;
    case Text:
    case Bits:
        if (!numbers.isEmpty())
            type.length = numbers[0];
        break;
    case Time:
    case Timestamp:
    case Interval: type.fractionDigits = numbers.isEmpty() ? 6 : static_cast<qint16>(numbers[0]); break;
    default: break;
    }
}

QString withNumber(const QString &name, qint64 number)
{
    return number < 0 ? name : name + u'(' + QString::number(number) + u')';
}

/// What PostgreSQL calls the type; empty: it has none that comes near.
QString nearest(const LogicalType &type)
{
    using enum TypeFamily;
    const int digits = type.fractionDigits < 0 || type.fractionDigits >= 6 ? -1 : type.fractionDigits;
    switch (type.family) {
    case Boolean: return u"boolean"_s;
    case Integer: {
        const int bits = type.bits < 0 ? 64 : type.bits + (type.isUnsigned ? 1 : 0);
        return bits <= 16 ? u"smallint"_s : bits <= 32 ? u"integer"_s : bits <= 64 ? u"bigint"_s : u"numeric(20)"_s;
    }
    case Decimal:
        if (type.detail == "money"_L1)
            return u"money"_s;
        if (type.precision < 0 || type.precision > maxNumericPrecision)
            return u"numeric"_s;
        return type.scale == 0 ? withNumber(u"numeric"_s, type.precision) : u"numeric(%1,%2)"_s.arg(type.precision).arg(type.scale);
    case Float: return type.bits == 32 ? u"real"_s : u"double precision"_s;
    case Text:
        if (type.caseInsensitive && type.length < 0)
            return u"citext"_s;
        if (type.length < 0 || type.length > maxVarcharLength || type.lengthUnit == LogicalType::Unit::Bytes)
            return u"text"_s;
        return withNumber(type.fixedLength ? u"character"_s : u"character varying"_s, type.length);
    case Bytes: return u"bytea"_s;
    case Bits: return withNumber(type.fixedLength ? u"bit"_s : u"bit varying"_s, type.length);
    case Date: return u"date"_s;
    case Time: return withNumber(u"time"_s, digits) + (type.withZone ? u" with time zone"_s : u" without time zone"_s);
    case Timestamp: return withNumber(u"timestamp"_s, digits) + (type.withZone ? u" with time zone"_s : u" without time zone"_s);
    case Interval: return withNumber(type.detail.isEmpty() ? u"interval"_s : u"interval "_s + type.detail, digits);
    case Uuid: return u"uuid"_s;
    case Json: return type.detail == "text"_L1 ? u"json"_s : u"jsonb"_s;
    case Document: return u"jsonb"_s;
    case Xml: return u"xml"_s;
    case Array: {
        const QString element = type.element ? nearest(*type.element) : QString();
        return element.isEmpty() ? QString() : element + u"[]"_s;
    }
    case Set: return u"text[]"_s;
    case Network:
    case TextSearch: return builtIn().contains(type.detail) ? type.detail : u"text"_s;
    case Geometry: return builtIn().contains(type.detail) ? type.detail : u"geometry"_s;
    case RowVersion: return u"bytea"_s;
    case ObjectId: return u"character(24)"_s;
    case Range:
        for (auto it = builtIn().cbegin(); type.element && it != builtIn().cend(); ++it) {
            if (it->family == Range && it->detail == type.detail && it->element->family == type.element->family
                && it->element->bits == type.element->bits && it->element->withZone == type.element->withZone)
                return it.key();
        }
        return u"text"_s;
    case Enum:
    case Any: return u"text"_s;
    case Composite: return u"jsonb"_s;
    case Unknown: break;
    }
    return builtIn().contains(type.detail) ? type.detail : QString();
}

/// A condition that finds what does not fit, for the source's rows.
QString checkFor(const LogicalType &from, const LogicalType &to)
{
    using enum TypeFamily;
    if ((from.family == Text || from.family == Bits) && to.family == from.family && to.length >= 0)
        return u"length({column}) > %1"_s.arg(to.length);
    if (to.family == Integer && to.bits > 1 && (from.family == Integer || from.family == Decimal)) {
        const qint64 largest = to.bits >= 64 ? std::numeric_limits<qint64>::max() : (qint64(1) << (to.bits - 1)) - 1;
        return u"{column} > %1 OR {column} < -%1 - 1"_s.arg(largest);
    }
    if (to.family == Decimal && to.precision > 0)
        return u"abs({column}) >= 1e%1"_s.arg(to.precision - to.scale);
    if (to.family == Boolean)
        return u"{column} NOT IN (0, 1)"_s;
    return {};
}

class PostgresqlTypes final : public TypeSystem
{
public:
    LogicalType logical(const QString &native) const override
    {
        if (native.endsWith("[]"_L1)) {
            LogicalType element = logical(native.chopped(2));
            if (element.family == TypeFamily::Array) // the server does not keep how many dimensions there are
                return element;
            LogicalType array = plain(TypeFamily::Array);
            array.element = std::make_shared<const LogicalType>(std::move(element));
            return array;
        }
        Written parts = written(native);
        LogicalType type;
        if (!takeIntervalFields(parts, type)) {
            const auto known = builtIn().constFind(parts.name);
            if (known == builtIn().constEnd())
                return plain(TypeFamily::Unknown, native);
            type = *known;
        }
        if (parts.name == "character"_L1 && parts.numbers.isEmpty())
            parts.numbers = {1};
        if (parts.name == "bit"_L1 && parts.numbers.isEmpty())
            parts.numbers = {1};
        applyNumbers(type, parts.numbers);
        return type;
    }

    NativeType native(const LogicalType &type) const override
    {
        NativeType written;
        written.text = nearest(type);
        if (written.text.isEmpty()) {
            written.text = u"text"_s;
            written.conversion = {TypeVerdict::Lossy, tr("PostgreSQL has no such type; its text is kept")};
            return written;
        }
        if (type.family == TypeFamily::Enum || type.family == TypeFamily::Set) {
            written.conversion = {TypeVerdict::Widening, tr("any text; CREATE TYPE … AS ENUM would keep the list of values")};
            return written;
        }
        if (written.text == "citext"_L1 || (written.text == "geometry"_L1)) {
            written.conversion = {TypeVerdict::Same, tr("needs the extension %1").arg(written.text == "citext"_L1 ? u"citext"_s : u"postgis"_s)};
            return written;
        }
        const LogicalType target = logical(written.text);
        written.conversion = convertType(type, target);
        if (written.conversion.verdict == TypeVerdict::NeedsCheck)
            written.check = checkFor(type, target);
        return written;
    }
};

} // namespace

const TypeSystem &postgresqlTypes()
{
    static const PostgresqlTypes types;
    return types;
}

} // namespace concord
