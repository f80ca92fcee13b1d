// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdreadonly.h"

#include "firebird/firebirddialect.h"
#include "query/sqllexer.h"

#include <QCoreApplication>
#include <QMultiHash>

namespace concord {

// In RDB$DEPENDENCIES: 1 view, 3 computed column, 5 procedure, 14 sequence, 15 function, 18 and 19 package.
static constexpr auto rootsQuery =
    "SELECT TRIM(d.RDB$DEPENDENT_NAME) FROM RDB$DEPENDENCIES d WHERE d.RDB$DEPENDED_ON_TYPE = 14 AND d.RDB$DEPENDENT_TYPE IN (1, 3, 5, 15, 18, 19)"
    // Of a view RDB$DEPENDENCIES does not say what its columns call.
    " UNION SELECT TRIM(v.RDB$RELATION_NAME) FROM RDB$RELATIONS v WHERE v.RDB$VIEW_SOURCE CONTAINING 'GEN_ID' OR v.RDB$VIEW_SOURCE CONTAINING 'NEXT'"
    " UNION SELECT TRIM(COALESCE(p.RDB$PACKAGE_NAME, p.RDB$PROCEDURE_NAME)) FROM RDB$PROCEDURES p WHERE p.RDB$SYSTEM_FLAG = 0"
    " AND (p.RDB$ENGINE_NAME IS NOT NULL OR p.RDB$PROCEDURE_SOURCE IS NULL AND p.RDB$PACKAGE_NAME IS NULL"
    " OR UPPER(p.RDB$PROCEDURE_SOURCE) CONTAINING 'STATEMENT')"
    " UNION SELECT TRIM(COALESCE(f.RDB$PACKAGE_NAME, f.RDB$FUNCTION_NAME)) FROM RDB$FUNCTIONS f WHERE f.RDB$SYSTEM_FLAG = 0"
    " AND (f.RDB$ENGINE_NAME IS NOT NULL OR f.RDB$MODULE_NAME IS NOT NULL OR f.RDB$FUNCTION_SOURCE IS NULL AND f.RDB$PACKAGE_NAME IS NULL"
    " OR UPPER(f.RDB$FUNCTION_SOURCE) CONTAINING 'STATEMENT')"
    " UNION SELECT TRIM(k.RDB$PACKAGE_NAME) FROM RDB$PACKAGES k WHERE k.RDB$SYSTEM_FLAG = 0"
    " AND (k.RDB$PACKAGE_BODY_SOURCE IS NULL OR UPPER(k.RDB$PACKAGE_BODY_SOURCE) CONTAINING 'STATEMENT')";

static constexpr auto usesQuery =
    "SELECT DISTINCT TRIM(d.RDB$DEPENDENT_NAME), TRIM(COALESCE(d.RDB$PACKAGE_NAME, d.RDB$DEPENDED_ON_NAME)) FROM RDB$DEPENDENCIES d"
    " WHERE d.RDB$DEPENDENT_TYPE IN (1, 3, 5, 15, 18, 19) AND d.RDB$DEPENDED_ON_TYPE IN (0, 1, 5, 15, 18, 19)"
    " UNION ALL SELECT TRIM(r.RDB$RELATION_NAME), TRIM(r.RDB$FIELD_SOURCE) FROM RDB$RELATION_FIELDS r"
    " JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = r.RDB$FIELD_SOURCE WHERE f.RDB$COMPUTED_SOURCE IS NOT NULL"
    " UNION ALL SELECT TRIM(v.RDB$RELATION_NAME), TRIM(COALESCE(f.RDB$PACKAGE_NAME, f.RDB$FUNCTION_NAME)) FROM RDB$RELATIONS v"
    " JOIN RDB$FUNCTIONS f ON v.RDB$VIEW_SOURCE CONTAINING TRIM(f.RDB$FUNCTION_NAME) WHERE f.RDB$SYSTEM_FLAG = 0";

Result<FirebirdSequenceUsers> FirebirdSequenceUsers::read(const Query &query)
{
    FirebirdSequenceUsers found;
    const Result<QList<QStringList>> roots = query(rootsQuery);
    if (!roots)
        return fail(roots.error());
    if (roots->isEmpty())
        return found;
    const Result<QList<QStringList>> uses = query(usesQuery);
    if (!uses)
        return fail(uses.error());
    QMultiHash<QString, QString> usersOf;
    for (const QStringList &row : *uses)
        usersOf.insert(row[1], row[0]);
    QStringList open;
    for (const QStringList &row : *roots)
        open.append(row[0]);
    while (!open.isEmpty()) {
        const QString name = open.takeLast();
        if (found.m_names.contains(name))
            continue;
        found.m_names.insert(name);
        open.append(usersOf.values(name));
    }
    return found;
}

Result<void> FirebirdSequenceUsers::check(const QString &statement) const
{
    if (m_names.isEmpty())
        return {};
    SqlLexer lexer(statement, firebirdDialect(), SqlLexer::Scope::Statement);
    for (SqlToken token; lexer.next(token);) {
        QString name;
        const QStringView text = QStringView(statement).sliced(token.offset, token.length);
        if (token.kind == SqlToken::Kind::Word)
            name = text.toString().toUpper();
        else if (token.kind == SqlToken::Kind::QuotedIdentifier)
            name = text.sliced(1, text.size() - 2).toString().replace(QStringLiteral("\"\""), QStringLiteral("\"")).trimmed();
        if (name.isEmpty() || !m_names.contains(name))
            continue;
        Error error{ErrorKind::ReadOnly,
                    QCoreApplication::translate("FirebirdConnection", "Read-only: %1 may move a sequence or run other statements, which a "
                                                                      "read-only transaction does not hold.")
                        .arg(name),
                    {},
                    {},
                    token.offset};
        locate(error, statement);
        return fail(std::move(error));
    }
    return {};
}

} // namespace concord
