// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/engineterms.h"

namespace concord {

static bool isDay(TypeFamily family)
{
    return family == TypeFamily::Date || family == TypeFamily::Timestamp;
}

QString castText(const EngineTerms &terms, const QString &expression, const LogicalType &from, const Column &to)
{
    const LogicalType &type = to.type;
    const bool sameFamily = from.family == type.family && from.withZone == type.withZone;
    const bool whole = from.family == TypeFamily::Decimal && from.scale == 0 && type.family == TypeFamily::Integer;
    if (sameFamily || whole)
        return expression;
    if (terms.momentFunctions.contains(type.family) && isDay(from.family))
        return terms.momentFunctions.value(type.family).arg(expression);
    if (to.nativeType.isEmpty() || (!terms.castable.isEmpty() && !terms.castable.contains(type.family)))
        return expression;
    return QStringLiteral("CAST(%1 AS %2)").arg(expression, terms.castTypes.value(type.family, to.nativeType.toUpper()));
}

} // namespace concord
