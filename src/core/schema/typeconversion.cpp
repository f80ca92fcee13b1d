// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/logicaltype.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TypeConversion", text);
}

/// How many decimal digits an integer type needs before the point at most.
int integerDigits(const LogicalType &type)
{
    if (type.family == TypeFamily::Boolean)
        return 1;
    switch (type.bits) {
    case 8: return 3;
    case 16: return 5;
    case 24: return type.isUnsigned ? 8 : 7;
    case 32: return 10;
    default: return type.isUnsigned ? 20 : 19;
    }
}

TypeConversion check(const char *why)
{
    return {TypeVerdict::NeedsCheck, tr(why)};
}

TypeConversion lossy(const char *why)
{
    return {TypeVerdict::Lossy, tr(why)};
}

TypeConversion widening(const char *why)
{
    return {TypeVerdict::Widening, tr(why)};
}

TypeConversion integers(const LogicalType &from, const LogicalType &to)
{
    if (from.bits == to.bits && from.isUnsigned == to.isUnsigned)
        return {};
    if (to.isUnsigned && !from.isUnsigned)
        return check("negative numbers do not fit");
    const int room = to.isUnsigned == from.isUnsigned ? to.bits - from.bits : to.bits - from.bits - 1;
    return room >= 0 ? widening("a larger integer") : check("numbers out of the smaller range do not fit");
}

TypeConversion decimals(const LogicalType &from, const LogicalType &to)
{
    if (to.precision < 0)
        return from.precision < 0 ? TypeConversion() : widening("any precision");
    if (from.precision < 0)
        return lossy("numbers with more digits do not fit, and more decimals are rounded");
    if (from.precision == to.precision && from.scale == to.scale)
        return {};
    if (from.scale > to.scale)
        return lossy("decimals are rounded");
    return to.precision - to.scale >= from.precision - from.scale ? widening("more digits") : check("numbers with more digits do not fit");
}

TypeConversion numbers(const LogicalType &from, const LogicalType &to)
{
    using enum TypeFamily;
    const bool fromWhole = from.family == Integer || from.family == Boolean;
    if (fromWhole && to.family == Decimal)
        return to.precision < 0 || to.precision - to.scale >= integerDigits(from) ? widening("a decimal holds every integer")
                                                                                  : check("numbers with more digits do not fit");
    if (from.family == Decimal && to.family == Integer) {
        if (from.precision < 0 || from.scale != 0)
            return lossy("decimals are rounded");
        return from.precision < integerDigits(to) ? widening("the integer holds all digits") : check("numbers out of the integer's range do not fit");
    }
    if (from.family == Float && to.family == Float)
        return from.bits == to.bits ? TypeConversion() : from.bits < to.bits ? widening("a larger float") : lossy("digits are lost");
    if (to.family == Float)
        return fromWhole && integerDigits(from) <= (to.bits == 32 ? 7 : 15) ? widening("the float holds every value exactly")
                                                                            : lossy("a float keeps 15 digits (7 of 32 bits)");
    if (from.family == Float)
        return to.family == Decimal ? lossy("a float has no exact decimals") : lossy("decimals are rounded");
    if (from.family == Boolean)
        return widening("0 and 1");
    return check("only 0 and 1 are booleans");
}

TypeConversion texts(const LogicalType &from, const LogicalType &to)
{
    if (to.fixedLength && !from.fixedLength)
        return to.length >= 0 && (from.length < 0 || from.length > to.length) ? lossy("longer values do not fit, and shorter ones are padded")
                                                                              : lossy("trailing spaces are padded");
    if (to.length < 0)
        return from.length < 0 ? TypeConversion() : widening("no limit of length");
    if (from.length < 0)
        return check("longer values do not fit");
    if (from.lengthUnit == to.lengthUnit) {
        if (from.length == to.length && from.fixedLength == to.fixedLength)
            return {};
        return from.length <= to.length ? widening("a larger length") : check("longer values do not fit");
    }
    if (to.lengthUnit == LogicalType::Unit::Characters)
        return from.length <= to.length ? widening("a length in bytes holds at most as many characters") : check("longer values do not fit");
    return from.length * 4 <= to.length ? widening("every character fits into four bytes") : check("characters of several bytes may not fit");
}

TypeConversion fractions(const LogicalType &from, const LogicalType &to)
{
    const int fromDigits = from.fractionDigits < 0 ? 6 : from.fractionDigits;
    const int toDigits = to.fractionDigits < 0 ? 6 : to.fractionDigits;
    if (fromDigits == toDigits)
        return {};
    return fromDigits < toDigits ? widening("more digits of a second") : lossy("fractions of a second are rounded");
}

TypeConversion moments(const LogicalType &from, const LogicalType &to)
{
    using enum TypeFamily;
    if (from.family != to.family) {
        if (from.family == Date && to.family == Timestamp)
            return widening("midnight of the day");
        if (from.family == Timestamp)
            return to.family == Date ? lossy("the time of day is lost") : lossy("the day is lost");
        return {TypeVerdict::None, tr("a date is no time")};
    }
    if (from.withZone != to.withZone)
        return to.withZone ? lossy("the zone must be chosen") : lossy("the zone is lost");
    return fractions(from, to);
}

bool isNumber(TypeFamily family)
{
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Float || family == TypeFamily::Boolean;
}

bool isMoment(TypeFamily family)
{
    return family == TypeFamily::Date || family == TypeFamily::Time || family == TypeFamily::Timestamp;
}

TypeConversion sameFamily(const LogicalType &from, const LogicalType &to)
{
    switch (from.family) {
    case TypeFamily::Integer: return integers(from, to);
    case TypeFamily::Decimal: return decimals(from, to);
    case TypeFamily::Float: return numbers(from, to);
    case TypeFamily::Text:
    case TypeFamily::Bytes:
    case TypeFamily::Bits: return texts(from, to);
    case TypeFamily::Date:
    case TypeFamily::Time:
    case TypeFamily::Timestamp: return moments(from, to);
    case TypeFamily::Interval:
        return to.detail.isEmpty() || to.detail == from.detail ? fractions(from, to) : lossy("units that the other one does not have are cut");
    case TypeFamily::Enum:
    case TypeFamily::Set:
        if (from.values == to.values)
            return {};
        return std::ranges::all_of(from.values, [&](const QString &value) { return to.values.contains(value); })
                   ? widening("more values")
                   : check("values that are not on the list do not fit");
    case TypeFamily::Array:
    case TypeFamily::Range: return from.element && to.element ? convertType(*from.element, *to.element) : TypeConversion();
    default: break;
    }
    return from == to ? TypeConversion() : check("another type of the same family");
}

TypeConversion fromText(const LogicalType &to)
{
    if (to.family == TypeFamily::Enum || to.family == TypeFamily::Set)
        return check("values that are not on the list do not fit");
    if (to.family == TypeFamily::Decimal && to.precision >= 0)
        return lossy("text that is no such number does not fit, and more decimals are rounded");
    return check("text that is no such value does not fit");
}

} // namespace

TypeConversion convertType(const LogicalType &from, const LogicalType &to)
{
    using enum TypeFamily;
    if (from.family == Unknown || to.family == Unknown)
        return from == to && !from.detail.isEmpty() ? TypeConversion() : check("a type that is not known");
    if (from.family == to.family)
        return sameFamily(from, to);
    if (to.family == Any)
        return widening("any value");
    if (from.family == Any)
        return check("values of any type");
    if (isNumber(from.family) && isNumber(to.family))
        return numbers(from, to);
    if (isMoment(from.family) && isMoment(to.family))
        return moments(from, to);
    if (from.family == Text)
        return to.family == Bytes ? lossy("the encoding must be chosen") : fromText(to);
    if (to.family == Text) {
        if (from.family == Bytes || from.family == Bits)
            return lossy("bytes are no text");
        return to.length < 0 ? widening("as text") : check("as text, longer values do not fit");
    }
    if (from.family == ObjectId || to.family == ObjectId || from.family == Document || to.family == Document)
        return to.family == Json ? widening("as JSON") : TypeConversion{TypeVerdict::None, tr("no conversion")};
    return {TypeVerdict::None, tr("no conversion")};
}

} // namespace concord
