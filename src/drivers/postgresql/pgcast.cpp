// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcast.h"

#include "schema/logicaltype.h"

using namespace Qt::StringLiterals;

namespace concord {

static bool castless(const LogicalType &type)
{
    const bool own = type.family == TypeFamily::Enum || type.family == TypeFamily::Range || type.family == TypeFamily::Composite;
    return own || (type.family == TypeFamily::Array && type.element && castless(*type.element));
}

QString pgCastPath(const Column &old, const Column &wanted)
{
    const bool byText = convertType(old.type, wanted.type).verdict == TypeVerdict::None || castless(old.type) || castless(wanted.type);
    return (byText ? u"::text::"_s : u"::"_s) + wanted.nativeType;
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
