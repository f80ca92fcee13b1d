// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlverbs.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

using Kind = StatementKind;

StatementKind kindOfVerb(const QString &verb)
{
    static const QHash<QString, Kind> kinds{{u"INSERT"_s, Kind::Write},
                                            {u"UPDATE"_s, Kind::Write},
                                            {u"DELETE"_s, Kind::Write},
                                            {u"REPLACE"_s, Kind::Write},
                                            {u"MERGE"_s, Kind::Write},
                                            {u"COPY"_s, Kind::Write},
                                            {u"VACUUM"_s, Kind::Write},
                                            {u"ANALYZE"_s, Kind::Write},
                                            {u"ANALYSE"_s, Kind::Write},
                                            {u"LOCK"_s, Kind::Write},
                                            {u"NOTIFY"_s, Kind::Write},
                                            {u"CREATE"_s, Kind::Ddl},
                                            {u"RECREATE"_s, Kind::Ddl},
                                            {u"ALTER"_s, Kind::Ddl},
                                            {u"DROP"_s, Kind::Ddl},
                                            {u"TRUNCATE"_s, Kind::Ddl},
                                            {u"RENAME"_s, Kind::Ddl},
                                            {u"PURGE"_s, Kind::Ddl},
                                            {u"FLASHBACK"_s, Kind::Ddl},
                                            {u"COMMENT"_s, Kind::Ddl},
                                            {u"GRANT"_s, Kind::Ddl},
                                            {u"REVOKE"_s, Kind::Ddl},
                                            {u"REINDEX"_s, Kind::Ddl},
                                            {u"CLUSTER"_s, Kind::Ddl},
                                            {u"REFRESH"_s, Kind::Ddl},
                                            {u"REASSIGN"_s, Kind::Ddl},
                                            {u"SECURITY"_s, Kind::Ddl},
                                            {u"OPTIMIZE"_s, Kind::Ddl},
                                            {u"REPAIR"_s, Kind::Ddl},
                                            {u"IMPORT"_s, Kind::Ddl},
                                            {u"BEGIN"_s, Kind::TransactionControl},
                                            {u"START"_s, Kind::TransactionControl},
                                            {u"COMMIT"_s, Kind::TransactionControl},
                                            {u"ROLLBACK"_s, Kind::TransactionControl},
                                            {u"SAVEPOINT"_s, Kind::TransactionControl},
                                            {u"RELEASE"_s, Kind::TransactionControl},
                                            {u"END"_s, Kind::TransactionControl},
                                            {u"ABORT"_s, Kind::TransactionControl},
                                            {u"XA"_s, Kind::TransactionControl},
                                            {u"RESET"_s, Kind::Session},
                                            {u"USE"_s, Kind::Session},
                                            {u"DISCARD"_s, Kind::Session},
                                            {u"DECLARE"_s, Kind::Session},
                                            {u"FETCH"_s, Kind::Session},
                                            {u"MOVE"_s, Kind::Session},
                                            {u"CLOSE"_s, Kind::Session},
                                            {u"LISTEN"_s, Kind::Session},
                                            {u"UNLISTEN"_s, Kind::Session},
                                            {u"DEALLOCATE"_s, Kind::Session},
                                            {u"PREPARE"_s, Kind::Session},
                                            {u"PRAGMA"_s, Kind::Session},
                                            {u"ATTACH"_s, Kind::Write},
                                            {u"DETACH"_s, Kind::Session},
                                            {u"UNLOCK"_s, Kind::Session}};
    return kinds.value(verb, Kind::Unknown);
}

bool isObjectKind(const QString &word)
{
    static const QSet<QString> objects{
        u"TABLE"_s,       u"VIEW"_s,         u"INDEX"_s,      u"TRIGGER"_s,    u"FUNCTION"_s, u"PROCEDURE"_s, u"SCHEMA"_s,    u"DATABASE"_s,
        u"SEQUENCE"_s,    u"TYPE"_s,         u"DOMAIN"_s,     u"EXTENSION"_s,  u"ROLE"_s,     u"USER"_s,      u"EVENT"_s,     u"SERVER"_s,
        u"PUBLICATION"_s, u"SUBSCRIPTION"_s, u"POLICY"_s,     u"RULE"_s,       u"PACKAGE"_s,  u"OWNED"_s,     u"AGGREGATE"_s, u"CAST"_s,
        u"COLLATION"_s,   u"OPERATOR"_s,     u"TABLESPACE"_s, u"STATISTICS"_s, u"SYSTEM"_s,   u"TABLES"_s,    u"PREPARE"_s};
    return objects.contains(word);
}

bool isSessionPragma(const QString &pragma)
{
    static const QSet<QString> sessionPragmas{u"analysis_limit"_s,
                                              u"automatic_index"_s,
                                              u"busy_timeout"_s,
                                              u"cache_size"_s,
                                              u"cache_spill"_s,
                                              u"case_sensitive_like"_s,
                                              u"cell_size_check"_s,
                                              u"defer_foreign_keys"_s,
                                              u"foreign_keys"_s,
                                              u"ignore_check_constraints"_s,
                                              u"locking_mode"_s,
                                              u"mmap_size"_s,
                                              u"query_only"_s,
                                              u"read_uncommitted"_s,
                                              u"recursive_triggers"_s,
                                              u"reverse_unordered_selects"_s,
                                              u"synchronous"_s,
                                              u"temp_store"_s,
                                              u"threads"_s,
                                              u"trusted_schema"_s};
    return sessionPragmas.contains(pragma);
}

} // namespace concord
