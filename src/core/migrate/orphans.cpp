// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/orphans.h"

using namespace Qt::StringLiterals;

namespace concord {

QString orphansQuery(const KeyToCheck &key)
{
    if (key.columns.isEmpty() || key.columns.size() != key.targetColumns.size())
        return {};
    QStringList given;
    QStringList missing;
    QStringList matches;
    for (qsizetype i = 0; i < key.columns.size(); ++i) {
        given.append(u"c.%1 IS NOT NULL"_s.arg(key.columns[i]));
        missing.append(u"c.%1 IS NULL"_s.arg(key.columns[i]));
        matches.append(u"p.%1 = c.%2"_s.arg(key.targetColumns[i], key.columns[i]));
    }
    const QString all = given.join(u" AND "_s);
    const QString lost = u"%1 AND NOT EXISTS (SELECT 1 FROM %2 p WHERE %3)"_s.arg(all, key.target, matches.join(u" AND "_s));
    const bool mixed = key.matchFull && key.columns.size() > 1;
    const QString where = mixed ? u"(%1) OR (NOT (%2) AND NOT (%3))"_s.arg(lost, all, missing.join(u" AND "_s)) : lost;
    return u"SELECT c.* FROM %1 c WHERE %2"_s.arg(key.table, where);
}

} // namespace concord
