// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/keytypes.h"

namespace concord {

namespace {

bool isUntyped(const LogicalType &type)
{
    return type.family == TypeFamily::Any || type.family == TypeFamily::Unknown;
}

bool isWhole(const LogicalType &type)
{
    return type.family == TypeFamily::Integer || (type.family == TypeFamily::Decimal && type.scale <= 0);
}

/// 36 characters with hyphens, 32 without, or 16 bytes.
bool mayHoldUuid(const LogicalType &type)
{
    if (type.family == TypeFamily::Text)
        return type.length < 0 || (type.length >= 32 && type.length <= 40);
    return type.family == TypeFamily::Bytes && (type.length < 0 || type.length == 16);
}

} // namespace

bool canBeKey(const LogicalType &type)
{
    switch (type.family) {
    case TypeFamily::Integer:
    case TypeFamily::Text:
    case TypeFamily::Uuid:
    case TypeFamily::Bytes:
    case TypeFamily::ObjectId:
    case TypeFamily::Any:
    case TypeFamily::Unknown: return true;
    default: return isWhole(type);
    }
}

KeyTypes compareKeyTypes(const Column &a, const Column &b)
{
    const LogicalType &x = a.type;
    const LogicalType &y = b.type;
    if (!canBeKey(x) || !canBeKey(y))
        return KeyTypes::Differ;
    if (isUntyped(x) || isUntyped(y)) {
        if (x.family == TypeFamily::Unknown && y.family == TypeFamily::Unknown)
            return a.nativeType == b.nativeType ? KeyTypes::Same : KeyTypes::Differ;
        return KeyTypes::Alike;
    }
    if (isWhole(x) && isWhole(y))
        return x.family == y.family && x.bits == y.bits && x.isUnsigned == y.isUnsigned ? KeyTypes::Same : KeyTypes::Alike;
    if (x.family == y.family)
        return x.length == y.length ? KeyTypes::Same : KeyTypes::Alike;
    if (x.family == TypeFamily::Uuid || y.family == TypeFamily::Uuid)
        return mayHoldUuid(x.family == TypeFamily::Uuid ? y : x) ? KeyTypes::Alike : KeyTypes::Differ;
    return KeyTypes::Differ;
}

} // namespace concord
