// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcast.h"

#include "schema/logicaltype.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static bool castless(const LogicalType &type)
{
    const bool own = type.family == TypeFamily::Enum || type.family == TypeFamily::Range || type.family == TypeFamily::Composite;
    return own || (type.family == TypeFamily::Array && type.element && castless(*type.element));
}

/// Text or bits, or arrays of these: their lengths are all that a conversion within the family changes.
static bool isLengthOnly(const LogicalType &from, const LogicalType &to)
{
    if (from.family == TypeFamily::Array && to.family == TypeFamily::Array)
        return from.element && to.element && isLengthOnly(*from.element, *to.element);
    return from.family == to.family && (from.family == TypeFamily::Text || from.family == TypeFamily::Bits);
}

static QString withoutLength(const QString &type)
{
    static const QRegularExpression limited(u"^(character varying|character|bit varying|bit)(?:\\(\\d+\\))?((?:\\[\\])*)$"_s);
    const auto match = limited.match(type);
    if (!match.hasMatch())
        return type;
    const QString name = match.captured(1);
    return (name == u"character" ? u"bpchar"_s : name == u"bit" ? u"bit varying"_s : name) + match.captured(2);
}

static bool isIdentifier(const Column &column)
{
    return column.nativeType == u"oid" || (column.nativeType.startsWith(u"reg") && column.type.family == TypeFamily::Unknown);
}

/// There is no cast between them, though both have a text that means the same.
static bool onlyTextLeads(const Column &old, const Column &wanted)
{
    static const QString letter = u"\"char\""_s;
    const auto whole = [](const Column &column) { return column.nativeType == u"integer" || column.nativeType == u"bigint"; };
    const auto hardware = [](const Column &column) { return column.nativeType.startsWith(u"macaddr"); };
    if (wanted.nativeType == letter || (old.nativeType == letter && wanted.nativeType != u"integer"))
        return true;
    if (isIdentifier(old) != isIdentifier(wanted))
        return !whole(old) && !whole(wanted);
    return (old.type.family == TypeFamily::Network && hardware(old) != hardware(wanted))
           || convertType(old.type, wanted.type).verdict == TypeVerdict::None || castless(old.type) || castless(wanted.type);
}

/// The step between two types that have no cast of their own; empty where there is one.
static QString between(const Column &old, const Column &wanted)
{
    using enum TypeFamily;
    const auto money = [](const Column &column) { return column.nativeType == u"money"; };
    const auto number = [](const Column &column) {
        return column.type.family == Integer || column.type.family == Decimal || column.type.family == Float;
    };
    if (old.type.family == Boolean && number(wanted))
        return u"::integer"_s;
    if ((money(old) && number(wanted)) || (money(wanted) && number(old)))
        return u"::numeric"_s;
    if (old.type.family == Timestamp && wanted.nativeType.startsWith(u"time") && wanted.nativeType.endsWith(u"with time zone"))
        return u"::timestamp with time zone"_s;
    return {};
}

/// An array's element as a column.
static Column elementOf(const Column &array)
{
    Column element;
    element.nativeType = array.nativeType.chopped(2);
    element.type = *array.type.element;
    return element;
}

static bool isArray(const Column &column)
{
    return column.type.family == TypeFamily::Array && column.type.element && column.nativeType.endsWith(u"[]");
}

/// Of one value an array, of an array its first value.
static QString convertedArray(const QString &value, const Column &old, const Column &wanted)
{
    const Column from = isArray(old) ? elementOf(old) : old;
    const QString first = isArray(old) ? value + u"[1]"_s : value;
    const QString converted = pgConverted(first, from, isArray(wanted) ? elementOf(wanted) : wanted);
    const QString one = converted.isEmpty() ? first : converted;
    if (old.type.family == TypeFamily::Text) // which may be written as an array
        return u"CASE WHEN %1 LIKE '{%' THEN %1::%2 WHEN %1 IS NOT NULL THEN ARRAY[%1]::%2 END"_s.arg(value, withoutLength(wanted.nativeType));
    return isArray(old) ? one : u"CASE WHEN %1 IS NOT NULL THEN ARRAY[%2]::%3 END"_s.arg(value, one, withoutLength(wanted.nativeType));
}

QString pgConverted(const QString &value, const Column &old, const Column &wanted)
{
    using enum TypeFamily;
    const QString to = u"::"_s + withoutLength(wanted.nativeType);
    if (old.nativeType.endsWith(u' ' + wanted.nativeType)) // a type that is made anew under its name, perhaps of another kind
        return value + u"::text::"_s + wanted.nativeType;
    const bool letter = wanted.nativeType == u"\"char\"";
    if (old.nativeType == wanted.nativeType || (!letter && (wanted.type.family == Text || isLengthOnly(old.type, wanted.type))))
        return {};
    if (wanted.type.family == Json && old.type.family != Text && old.type.family != Json && old.type.family != Unknown)
        return (wanted.nativeType == u"json" ? u"to_json("_s : u"to_jsonb("_s) + value + u')';
    const bool literal = old.type.family == Text && isArray(wanted) && wanted.type.element->family != Text; // "{1,2}"
    const bool oneIsArray = (old.type.family == Array) != (wanted.type.family == Array); // a domain over an array is one too
    if (isArray(old) != isArray(wanted) && oneIsArray && !literal && !letter)
        return convertedArray(value, old, wanted);
    if (wanted.type.family == Boolean && old.nativeType != u"integer"
        && (old.type.family == Integer || old.type.family == Decimal || old.type.family == Float))
        return u'(' + value + (old.nativeType == u"money" ? u"::numeric"_s : QString()) + u" <> 0)"_s;
    if (const QString step = between(old, wanted); !step.isEmpty())
        return value + (step == to ? QString() : step) + to;
    return value + (onlyTextLeads(old, wanted) ? u"::text"_s : QString()) + to;
}

bool pgGrowsInPlace(const Column &old, const Column &wanted)
{
    const bool text =
        old.type.family == TypeFamily::Text && wanted.type.family == TypeFamily::Text && !old.type.fixedLength && !wanted.type.fixedLength;
    const bool number = old.type.family == TypeFamily::Decimal && wanted.type.family == TypeFamily::Decimal
                        && (wanted.type.precision < 0 || (old.type.precision >= 0 && old.type.scale == wanted.type.scale));
    return (text || number) && convertType(old.type, wanted.type).verdict == TypeVerdict::Widening;
}

bool pgCastLosesValues(const Column &old, const Column &wanted)
{
    using enum TypeFamily;
    // The cast takes any number for true, and any first letter, without a word.
    const bool isNumber = old.type.family == Integer || old.type.family == Decimal || old.type.family == Float;
    if ((isNumber && wanted.type.family == Boolean) || (wanted.nativeType == u"\"char\"" && old.nativeType != wanted.nativeType))
        return true;
    const TypeVerdict verdict = convertType(old.type, wanted.type).verdict;
    return verdict == TypeVerdict::Lossy || verdict == TypeVerdict::None;
}

} // namespace concord
