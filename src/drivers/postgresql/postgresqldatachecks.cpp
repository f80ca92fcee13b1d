// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqldatachecks.h"

#include "migrate/orphans.h"
#include "postgresql/pgquote.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString pgOrphans(const Table &from, const QString &name, const ForeignKey &key)
{
    const auto quoted = [](const QStringList &names) {
        QStringList all;
        for (const QString &one : names)
            all.append(pgName(one));
        return all;
    };
    if (!std::ranges::all_of(key.columns, [&](const QString &column) { return findColumn(from.columns, column); }))
        return {};
    return orphansQuery({name, quoted(key.columns), pgName(key.target), quoted(key.targetColumns), key.match == u"FULL"});
}

QString pgDuplicates(const Table &from, const QString &name, const Index &index)
{
    QStringList values;
    QStringList given;
    for (const IndexPart &part : index.parts) {
        if (!part.collation.isEmpty() || (!part.column.isEmpty() && !findColumn(from.columns, part.column)))
            return {};
        values.append(part.column.isEmpty() ? u'(' + part.expression + u')' : pgName(part.column));
        given.append(values.last() + u" IS NOT NULL"_s);
    }
    if (!index.predicate.isEmpty())
        given.append(u'(' + index.predicate + u')');
    if (index.nullsNotDistinct)
        given = index.predicate.isEmpty() ? QStringList() : QStringList(given.last());
    const QString where = given.isEmpty() ? QString() : u" WHERE "_s + given.join(u" AND "_s);
    return u"SELECT %1, count(*) FROM %2%3 GROUP BY %1 HAVING count(*) > 1"_s.arg(values.join(u", "_s), name, where);
}

/// True of a number, given as SQL, that the type does not hold. Empty: it holds every one.
static QString outOfRange(const QString &value, const LogicalType &type)
{
    static const QHash<int, QString> ranges = {
        {16, u"-32768 AND 32767"_s}, {32, u"-2147483648 AND 2147483647"_s}, {64, u"-9223372036854775808 AND 9223372036854775807"_s}};
    if (type.family == TypeFamily::Integer && ranges.contains(type.bits))
        return u"round(%1) NOT BETWEEN %2"_s.arg(value, ranges.value(type.bits));
    if (type.family == TypeFamily::Decimal && type.precision >= 0)
        return u"abs(round(%1, %2)) >= 1e%3"_s.arg(value, QString::number(type.scale), QString::number(type.precision - type.scale));
    return {};
}

static QString tooLong(const QString &value, const LogicalType &old, const LogicalType &wanted)
{
    if (wanted.length < 0)
        return {};
    const QString length = QString::number(wanted.length);
    if (wanted.family == TypeFamily::Text && old.family == TypeFamily::Array)
        return u"char_length(%1::text) > %2"_s.arg(value, length);
    if (wanted.family == TypeFamily::Text)
        return u"char_length(%1%2) > %3"_s.arg(value, old.family == TypeFamily::Text ? QString() : u"::text"_s, length);
    return u"length(%1) %2 %3"_s.arg(value, wanted.fixedLength ? u"<>"_s : u">"_s, length);
}

/// Empty: nothing, or nothing that can be told here.
static QString misfit(const QString &value, const LogicalType &old, const LogicalType &wanted)
{
    using enum TypeFamily;
    if (old.family == Array && wanted.family == Array && old.element && wanted.element) {
        const QString element = misfit(u"e"_s, *old.element, *wanted.element);
        return element.isEmpty() ? QString() : u"EXISTS (SELECT 1 FROM unnest(%1) e WHERE %2)"_s.arg(value, element);
    }
    if (wanted.family == Text || (wanted.family == Bits && old.family == Bits))
        return tooLong(value, old, wanted);
    if (old.family == Integer || old.family == Decimal)
        return outOfRange(value + u"::numeric"_s, wanted);
    if (old.family != Text || (wanted.family != Integer && wanted.family != Decimal))
        return {};
    // No text that is no number may come to the cast.
    const QString number = wanted.family == Integer ? u"[0-9]{1,100}"_s : u"([0-9]{1,100}[.]?[0-9]{0,100}|[.][0-9]{1,100})(e[-+]?[0-9]{1,2})?"_s;
    const QString range = outOfRange(value + u"::numeric"_s, wanted);
    return u"CASE WHEN %1 ~* '^\\s*[-+]?%2\\s*$' THEN %3 ELSE %1 IS NOT NULL END"_s.arg(value, number, range.isEmpty() ? u"false"_s : range);
}

QString pgMisfits(const QString &name, const Column &old, const Column &wanted)
{
    const QString condition = misfit(pgName(wanted.name), old.type, wanted.type);
    return condition.isEmpty() ? QString() : u"SELECT * FROM %1 WHERE %2"_s.arg(name, condition);
}

bool pgIsNewAndEmpty(const Table &from, const Table &to, const ForeignKey &key)
{
    return std::ranges::any_of(key.columns, [&](const QString &name) {
        const Column *wanted = findColumn(to.columns, name);
        return !findColumn(from.columns, name) && wanted && wanted->defaultExpression.value_or(u"NULL"_s) == u"NULL"
               && wanted->generated == Generated::No;
    });
}

} // namespace concord
