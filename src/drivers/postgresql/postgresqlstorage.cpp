// SPDX-License-Identifier: GPL-3.0-or-later
// Storage parameters among the options of a table or view.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static bool isStorage(const QString &key)
{
    static const QSet<QString> others{u"tablespace"_s, u"access_method"_s,   u"of_type"_s,   u"replica_identity"_s, u"clustered_on"_s,
                                      u"server"_s,     u"foreign_options"_s, pgStorageOrder, pgHandedDown};
    return !others.contains(key) && !key.startsWith(pgCommentOn) && !key.startsWith(pgTargetOf) && !key.startsWith(pgStateOf)
           && !key.startsWith("rule "_L1) && !key.startsWith("statistics "_L1);
}

QStringList pgUsualStorageOrder(QStringList names)
{
    names.sort();
    std::ranges::stable_partition(names, [](const QString &name) { return !name.startsWith("toast."_L1); });
    return names;
}

QStringList pgStorageNames(const QMap<QString, QString> &options)
{
    QStringList usual = options.keys();
    usual.removeIf([](const QString &key) { return !isStorage(key); });
    const QStringList names = options.value(pgStorageOrder).split(u' ', Qt::SkipEmptyParts);
    const bool fits = QSet<QString>(names.cbegin(), names.cend()) == QSet<QString>(usual.cbegin(), usual.cend());
    return fits ? names : pgUsualStorageOrder(usual);
}

QString pgStorageClause(const QMap<QString, QString> &options)
{
    QStringList parts;
    for (const QString &name : pgStorageNames(options))
        parts.append(name + u'=' + pgLiteral(options.value(name)));
    return parts.isEmpty() ? QString() : u" WITH ("_s + parts.join(u", "_s) + u')';
}

} // namespace concord
