// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqldatachecks.h"

#include "migrate/orphans.h"
#include "postgresql/pgquote.h"

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

bool pgIsNewAndEmpty(const Table &from, const Table &to, const ForeignKey &key)
{
    return std::ranges::any_of(key.columns, [&](const QString &name) {
        const Column *wanted = findColumn(to.columns, name);
        return !findColumn(from.columns, name) && wanted && wanted->defaultExpression.value_or(u"NULL"_s) == u"NULL"
               && wanted->generated == Generated::No;
    });
}

} // namespace concord
