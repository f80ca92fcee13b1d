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

QString pgCastPath(const Column &old, const Column &wanted)
{
    if (wanted.type.family == TypeFamily::Text || isLengthOnly(old.type, wanted.type))
        return {};
    const bool byText = convertType(old.type, wanted.type).verdict == TypeVerdict::None || castless(old.type) || castless(wanted.type);
    return (byText ? u"::text::"_s : u"::"_s) + withoutLength(wanted.nativeType);
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
    const TypeVerdict verdict = convertType(old.type, wanted.type).verdict;
    return verdict == TypeVerdict::Lossy || verdict == TypeVerdict::None;
}

} // namespace concord
