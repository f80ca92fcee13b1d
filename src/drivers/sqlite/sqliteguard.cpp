// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteguard.h"

#include <QSet>

#include <sqlite3.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

/// PRAGMAs whose argument is what to look at, not a value to set.
static bool asksWithArgument(const QString &pragma)
{
    static const QSet<QString> asking{u"table_info"_s,  u"table_xinfo"_s,      u"table_list"_s,        u"index_list"_s,      u"index_info"_s,
                                      u"index_xinfo"_s, u"foreign_key_list"_s, u"foreign_key_check"_s, u"integrity_check"_s, u"quick_check"_s};
    return asking.contains(pragma);
}

/// PRAGMAs that do work on the file although they are given nothing.
static bool worksWithoutArgument(const QString &pragma)
{
    static const QSet<QString> working{u"wal_checkpoint"_s, u"optimize"_s, u"incremental_vacuum"_s};
    return working.contains(pragma);
}

static bool reachesOutside(const QString &function)
{
    static const QSet<QString> outside{u"load_extension"_s, u"writefile"_s, u"readfile"_s, u"edit"_s, u"fts3_tokenizer"_s};
    return outside.contains(function);
}

/// An R*Tree prepares the statements that it would write its own tables by as soon as it is looked at. They only run where the tree itself
/// is written, which is refused; and the file is open for reading alone.
static bool isKeptByTree(const char *table)
{
    const QLatin1StringView name(table);
    return name.endsWith("_node"_L1) || name.endsWith("_rowid"_L1) || name.endsWith("_parent"_L1);
}

static QString actionName(int action)
{
    switch (action) {
    case SQLITE_INSERT: return u"INSERT"_s;
    case SQLITE_UPDATE: return u"UPDATE"_s;
    case SQLITE_DELETE: return u"DELETE"_s;
    case SQLITE_ATTACH: return u"ATTACH"_s;
    case SQLITE_DETACH: return u"DETACH"_s;
    case SQLITE_ALTER_TABLE: return u"ALTER TABLE"_s;
    case SQLITE_REINDEX: return u"REINDEX"_s;
    case SQLITE_ANALYZE: return u"ANALYZE"_s;
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TEMP_INDEX:
    case SQLITE_DROP_TEMP_TABLE:
    case SQLITE_DROP_TEMP_TRIGGER:
    case SQLITE_DROP_TEMP_VIEW:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE: return u"DROP"_s;
    default: return u"CREATE"_s;
    }
}

void SqliteGuard::install(sqlite3 *db)
{
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_set_authorizer(db, &SqliteGuard::authorize, this);
}

QString SqliteGuard::takeRefused()
{
    return std::exchange(m_refused, {});
}

int SqliteGuard::authorize(void *self, int action, const char *first, const char *second, const char *, const char *)
{
    auto *guard = static_cast<SqliteGuard *>(self);
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return SQLITE_OK;
    case SQLITE_FUNCTION: {
        const QString name = QString::fromUtf8(second).toLower();
        if (!reachesOutside(name))
            return SQLITE_OK;
        guard->m_refused = name + u"()"_s;
        return SQLITE_DENY;
    }
    case SQLITE_PRAGMA: {
        const QString name = QString::fromUtf8(first).toLower();
        if (second ? asksWithArgument(name) : !worksWithoutArgument(name))
            return SQLITE_OK;
        guard->m_refused = u"PRAGMA "_s + name;
        return SQLITE_DENY;
    }
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        if (guard->m_planning || isKeptByTree(first))
            return SQLITE_OK;
        [[fallthrough]];
    default:
        // SQLite tells of the rows of its own catalog first; the statement's own action says more to a person.
        if (guard->m_refused.isEmpty())
            guard->m_refused = actionName(action);
        return SQLITE_DENY;
    }
}

} // namespace concord
