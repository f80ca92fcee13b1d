// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlrights.h"

#include "mysql/mysqlqueries.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

/// The name in a grant's backticks matches by LIKE: tenant\_% is every database that begins with tenant_.
bool matchesLike(const QString &name, const QString &pattern)
{
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == u'\\' && i + 1 < pattern.size())
            expression += QRegularExpression::escape(QString(pattern[++i]));
        else if (pattern[i] == u'%')
            expression += u".*"_s;
        else
            expression += pattern[i] == u'_' ? u"."_s : QRegularExpression::escape(QString(pattern[i]));
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(expression), QRegularExpression::DotMatchesEverythingOption).match(name).hasMatch();
}

bool holds(const QSet<QString> &privileges, const QString &privilege)
{
    return privileges.contains(privilege) || privileges.contains(u"ALL PRIVILEGES"_s);
}

} // namespace

Result<MysqlRights> MysqlRights::read(const MysqlQueries &queries)
{
    MysqlRights rights;
    const auto add = [&](const MysqlRow &row) { rights.add(row.text(0)); };
    auto read = queries.each(u"SHOW GRANTS"_s, add);
    if (!read)
        return fail(read.error());
    if (!queries.isMariaDb()) {
        // MySQL shows what comes from roles only when asked; 5.7 has none.
        const auto roles = queries.firstRow(u"SELECT CURRENT_ROLE()"_s);
        if (roles && !roles->isEmpty() && roles->first() != "NONE"_L1)
            std::ignore = queries.each(u"SHOW GRANTS FOR CURRENT_USER() USING "_s + roles->first(), add);
    }
    return rights;
}

void MysqlRights::add(const QString &grant)
{
    static const QRegularExpression pattern(u"^GRANT (.+) ON (?:TABLE )?(\\*|`((?:[^`]|``)+)`)\\.\\* TO "_s);
    const auto match = pattern.match(grant);
    if (!match.hasMatch())
        return; // on a table, a routine, or a role
    QSet<QString> privileges;
    for (const QString &privilege : match.captured(1).split(u','))
        privileges.insert(privilege.trimmed().toUpper());
    if (match.captured(2) == "*"_L1)
        m_everywhere.unite(privileges);
    else
        m_onDatabases.append({match.captured(3).replace(u"``"_s, u"`"_s), privileges});
}

bool MysqlRights::hasEverywhere(const QString &privilege) const
{
    return holds(m_everywhere, privilege);
}

bool MysqlRights::has(const QString &privilege, const QString &database) const
{
    return hasEverywhere(privilege) || std::ranges::any_of(m_onDatabases, [&](const auto &granted) {
               return holds(granted.second, privilege) && matchesLike(database, granted.first);
           });
}

QList<MissingRight> MysqlRights::missing(const QString &database, bool mariaDb) const
{
    QList<MissingRight> all;
    const QString object = tr("database %1").arg(database);
    const auto need = [&](const QString &privilege, const QString &effect) {
        if (!has(privilege, database))
            all.append({object, privilege, effect});
    };
    need(u"SELECT"_s, tr("tables and columns without rights of their own cannot be seen"));
    need(u"SHOW VIEW"_s, tr("the queries of its views cannot be read"));
    need(u"TRIGGER"_s, tr("its triggers cannot be seen"));
    need(u"EVENT"_s, tr("its events cannot be seen"));
    if (!hasEverywhere(u"SELECT"_s) && !has(mariaDb ? u"SHOW CREATE ROUTINE"_s : u"SHOW_ROUTINE"_s, database)) {
        all.append({object, mariaDb ? u"SHOW CREATE ROUTINE"_s : u"SHOW_ROUTINE"_s,
                    has(u"EXECUTE"_s, database) ? tr("the bodies of its routines cannot be read") : tr("its routines cannot be seen")});
    }
    return all;
}

} // namespace concord
