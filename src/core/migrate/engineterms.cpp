// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/engineterms.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

QHash<QString, QString> standardCalls()
{
    QHash<QString, QString> calls;
    for (const QString &name :
         {u"lower"_s, u"upper"_s, u"abs"_s, u"coalesce"_s, u"nullif"_s, u"round"_s, u"trim"_s, u"ltrim"_s, u"rtrim"_s, u"replace"_s, u"substr"_s})
        calls.insert(name, name);
    calls.insert(u"characters"_s, u"length"_s);
    return calls;
}

QHash<QString, QString> standardReads()
{
    QHash<QString, QString> reads;
    const QHash<QString, QString> calls = standardCalls();
    for (auto it = calls.cbegin(); it != calls.cend(); ++it)
        reads.insert(it.value(), it.key());
    for (const QString &name : {u"char_length"_s, u"character_length"_s})
        reads.insert(name, u"characters"_s);
    reads.insert(u"substring"_s, u"substr"_s);
    return reads;
}

static bool isDay(TypeFamily family)
{
    return family == TypeFamily::Date || family == TypeFamily::Timestamp;
}

/// Capital letters read well where the name is the engine's own; a person's would be another name.
static QString inCapitals(const QString &type)
{
    static const QRegularExpression plain(u"^[a-z][a-z0-9 ]*(\\([0-9, ]*\\))?[a-z ]*$"_s, QRegularExpression::CaseInsensitiveOption);
    return plain.match(type).hasMatch() ? type.toUpper() : type;
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
    return QStringLiteral("CAST(%1 AS %2)").arg(expression, terms.castTypes.value(type.family, inCapitals(to.nativeType)));
}

} // namespace concord
