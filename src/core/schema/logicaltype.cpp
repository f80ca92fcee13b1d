// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/logicaltype.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace concord {

static constexpr std::array<QLatin1StringView, 26> familyNames = {
    QLatin1StringView("unknown"),   QLatin1StringView("boolean"),     QLatin1StringView("integer"),   QLatin1StringView("decimal"),
    QLatin1StringView("float"),     QLatin1StringView("text"),        QLatin1StringView("bytes"),     QLatin1StringView("bits"),
    QLatin1StringView("date"),      QLatin1StringView("time"),        QLatin1StringView("timestamp"), QLatin1StringView("interval"),
    QLatin1StringView("uuid"),      QLatin1StringView("json"),        QLatin1StringView("xml"),       QLatin1StringView("enum"),
    QLatin1StringView("set"),       QLatin1StringView("array"),       QLatin1StringView("range"),     QLatin1StringView("network"),
    QLatin1StringView("geometry"),  QLatin1StringView("text_search"), QLatin1StringView("composite"), QLatin1StringView("row_version"),
    QLatin1StringView("object_id"), QLatin1StringView("document")};
static constexpr QLatin1StringView anyName("any");

QString typeFamilyName(TypeFamily family)
{
    return family == TypeFamily::Any ? anyName : familyNames[static_cast<size_t>(family)];
}

bool typeFamilyFromName(const QString &name, TypeFamily &family)
{
    if (name == anyName) {
        family = TypeFamily::Any;
        return true;
    }
    const auto *found = std::ranges::find(familyNames, name);
    if (found == familyNames.end())
        return false;
    family = static_cast<TypeFamily>(found - familyNames.begin());
    return true;
}

bool operator==(const LogicalType &a, const LogicalType &b)
{
    const auto plain = [](const LogicalType &t) {
        return std::tie(t.family, t.isUnsigned, t.fixedLength, t.withZone, t.caseInsensitive, t.lengthUnit, t.bits, t.fractionDigits, t.precision,
                        t.scale, t.length, t.detail, t.values);
    };
    const bool sameElement = a.element == b.element || (a.element && b.element && *a.element == *b.element);
    return sameElement && plain(a) == plain(b);
}

static QString numberOf(const LogicalType &type)
{
    switch (type.family) {
    case TypeFamily::Integer:
    case TypeFamily::Float: return type.bits > 0 ? QStringLiteral("(%1)").arg(type.bits) : QString();
    case TypeFamily::Decimal:
        if (type.precision < 0)
            return {};
        return type.scale == 0 ? QStringLiteral("(%1)").arg(type.precision) : QStringLiteral("(%1,%2)").arg(type.precision).arg(type.scale);
    case TypeFamily::Text:
        if (type.length < 0)
            return {};
        return type.lengthUnit == LogicalType::Unit::Bytes ? QStringLiteral("(%1 bytes)").arg(type.length) : QStringLiteral("(%1)").arg(type.length);
    case TypeFamily::Bytes:
    case TypeFamily::Bits: return type.length >= 0 ? QStringLiteral("(%1)").arg(type.length) : QString();
    case TypeFamily::Time:
    case TypeFamily::Timestamp:
    case TypeFamily::Interval: return type.fractionDigits >= 0 ? QStringLiteral("(%1)").arg(type.fractionDigits) : QString();
    default: return {};
    }
}

QString describeType(const LogicalType &type)
{
    QString text = type.isUnsigned ? QStringLiteral("unsigned ") : QString();
    if (type.fixedLength)
        text += QStringLiteral("fixed ");
    if (type.caseInsensitive)
        text += QStringLiteral("case-insensitive ");
    text += typeFamilyName(type.family).replace(u'_', u' ') + numberOf(type);
    if (!type.values.isEmpty())
        text += u'(' + type.values.join(QStringLiteral(", ")) + u')';
    if (type.withZone)
        text += QStringLiteral(" with zone");
    if (!type.detail.isEmpty())
        text += u' ' + type.detail;
    if (type.element)
        text += QStringLiteral(" of ") + describeType(*type.element);
    return text;
}

QString typeVerdictName(TypeVerdict verdict)
{
    switch (verdict) {
    case TypeVerdict::Same: return QStringLiteral("same");
    case TypeVerdict::Widening: return QStringLiteral("widening");
    case TypeVerdict::NeedsCheck: return QStringLiteral("needs_check");
    case TypeVerdict::Lossy: return QStringLiteral("lossy");
    case TypeVerdict::None: break;
    }
    return QStringLiteral("none");
}

} // namespace concord
