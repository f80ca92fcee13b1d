// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/datachecks.h"

#include "connection/dialect.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isReal(TypeFamily family)
{
    return family == TypeFamily::Decimal || family == TypeFamily::Float;
}

QString outOfRange(const QString &expression, const LogicalType &to)
{
    const QString greatest = to.isUnsigned ? QString::number(~quint64(0) >> (64 - to.bits)) : QString::number((quint64(1) << (to.bits - 1)) - 1);
    const QString least = to.isUnsigned ? u"0"_s : u'-' + QString::number(quint64(1) << (to.bits - 1));
    return u"%1 NOT BETWEEN %2 AND %3"_s.arg(expression, least, greatest);
}

QString numberMisfit(const EngineTerms &terms, const QString &expression, const LogicalType &from, const LogicalType &to)
{
    QStringList conditions;
    if (to.family == TypeFamily::Integer && to.bits > 0)
        conditions.append(outOfRange(expression, to));
    if (to.family == TypeFamily::Integer && isReal(from.family) && !(from.family == TypeFamily::Decimal && from.precision >= 0 && from.scale == 0))
        conditions.append(u"%1 <> %2(%1)"_s.arg(expression, terms.calls.value(u"round"_s)));
    if (to.family == TypeFamily::Decimal && to.precision >= 0) {
        const int whole = qMax(0, to.precision - to.scale);
        conditions.append(u"%1(%2) >= %3"_s.arg(terms.calls.value(u"abs"_s), expression, u'1' + QString(whole, u'0')));
        if (isReal(from.family) && (from.family == TypeFamily::Float || from.precision < 0 || from.scale > to.scale))
            conditions.append(u"%1 <> %2(%1, %3)"_s.arg(expression, terms.calls.value(u"round"_s)).arg(to.scale));
    }
    if (to.family == TypeFamily::Boolean)
        conditions.append(expression + u" NOT IN (0, 1)"_s);
    return conditions.join(u" OR "_s);
}

/// How many digits before the point go into the type for sure; more than any value has where it has no limit.
int wholeDigits(const LogicalType &type)
{
    constexpr int any = 255; // as many as a regular expression counts
    if (type.family == TypeFamily::Decimal)
        return type.precision < 0 ? any : qMax(0, type.precision - type.scale);
    switch (type.bits) {
    case 8: return 2;
    case 16: return 4;
    case 24: return 6;
    case 32: return 9;
    case 64: return 18;
    default: return any;
    }
}

} // namespace

QString misfitCondition(const EngineTerms &terms, const Dialect &dialect, const QString &expression, const Column &from, const Column &to)
{
    using enum TypeFamily;
    const TypeConversion conversion = convertType(from.type, to.type);
    if (conversion.verdict != TypeVerdict::NeedsCheck && conversion.verdict != TypeVerdict::Lossy)
        return {};
    const bool fromNumber = from.type.family == Integer || isReal(from.type.family);
    if (fromNumber)
        return numberMisfit(terms, expression, from.type, to.type);
    if (from.type.family != Text)
        return {};
    if (to.type.family == Text || to.type.family == Bytes)
        return to.type.length > 0 ? u"%1(%2) > %3"_s.arg(terms.calls.value(u"characters"_s), expression).arg(to.type.length) : QString();
    if (to.type.family == Enum) {
        QStringList values;
        for (const QString &value : to.type.values)
            values.append(dialect.literal(value));
        return u"%1 NOT IN (%2)"_s.arg(expression, values.join(u", "_s));
    }
    QString condition = terms.misfits.value(to.type.family);
    condition.replace(u"%3"_s, QString::number(wholeDigits(to.type)));
    condition.replace(u"%2"_s, to.nativeType);
    return condition.replace(u"%1"_s, expression);
}

QString doubledCondition(const QString &table, const QStringList &columns)
{
    if (columns.size() == 1)
        return u"%1 IN (SELECT %1 FROM %2 GROUP BY %1 HAVING count(*) > 1)"_s.arg(columns.front(), table);
    QStringList same;
    for (const QString &column : columns)
        same.append(u"twin.%1 = %2.%1"_s.arg(column, table));
    return u"(SELECT count(*) FROM %1 twin WHERE %2) > 1"_s.arg(table, same.join(u" AND "_s));
}

} // namespace concord
