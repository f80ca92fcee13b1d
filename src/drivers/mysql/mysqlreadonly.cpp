// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlreadonly.h"

#include "connection/dialect.h"
#include "query/sqltext.h"

#include <QCoreApplication>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

/// The statement's tokens that mean something, words in upper case.
static QStringList meaningfulTokens(const QString &statement, const Dialect &dialect)
{
    QStringList tokens;
    for (const SqlToken &token : tokenize(statement, dialect)) {
        const QString text = statement.mid(token.offset, token.length);
        switch (token.kind) {
        case SqlToken::Kind::Blank:
        case SqlToken::Kind::Comment: break;
        case SqlToken::Kind::Word: tokens.append(text.toUpper()); break;
        default: tokens.append(text);
        }
    }
    while (!tokens.isEmpty() && tokens.last() == ";"_L1)
        tokens.removeLast();
    return tokens;
}

static std::unexpected<Error> refused(const QString &word)
{
    Error error;
    error.kind = ErrorKind::ReadOnly;
    error.message = QCoreApplication::translate("Mysql", "%1 is refused: the connection is read-only").arg(word);
    error.offset = 0;
    error.line = 1;
    error.column = 1;
    return std::unexpected(std::move(error));
}

/// Whole statements, since a word more may lift read-only: START TRANSACTION READ WRITE, COMMIT AND CHAIN.
static bool steersTransaction(const QStringList &tokens)
{
    static const QSet<QString> whole = {u"BEGIN"_s,
                                        u"BEGIN WORK"_s,
                                        u"START TRANSACTION"_s,
                                        u"START TRANSACTION READ ONLY"_s,
                                        u"START TRANSACTION WITH CONSISTENT SNAPSHOT"_s,
                                        u"COMMIT"_s,
                                        u"COMMIT WORK"_s,
                                        u"ROLLBACK"_s,
                                        u"ROLLBACK WORK"_s};
    return whole.contains(tokens.join(u' '));
}

/// Variables whose value changes what is shown, not what may be done nor how a statement is read (sql_mode would).
static bool harmlessVariable(const QString &name)
{
    static const QSet<QString> names = {u"TIME_ZONE"_s,          u"LC_TIME_NAMES"_s,    u"GROUP_CONCAT_MAX_LEN"_s,    u"MAX_EXECUTION_TIME"_s,
                                        u"MAX_STATEMENT_TIME"_s, u"SQL_SELECT_LIMIT"_s, u"DIV_PRECISION_INCREMENT"_s, u"MAX_JOIN_SIZE"_s,
                                        u"JOIN_BUFFER_SIZE"_s,   u"SORT_BUFFER_SIZE"_s, u"OPTIMIZER_SWITCH"_s,        u"TIMESTAMP"_s,
                                        u"WAIT_TIMEOUT"_s,       u"NET_READ_TIMEOUT"_s, u"NET_WRITE_TIMEOUT"_s};
    return names.contains(name);
}

/// One assignment of a SET: `@x = …`, `time_zone = …`, `SESSION time_zone = …`, `@@session.time_zone = …`.
static bool harmlessAssignment(const QStringList &tokens)
{
    const auto isEquals = [](const QString &token) { return token == "="_L1 || token == ":="_L1; };
    qsizetype equals = std::ranges::find_if(tokens, isEquals) - tokens.begin();
    if (equals == tokens.size())
        return false;
    if (equals > 0 && tokens[equals - 1] == ":"_L1) // := as two tokens
        --equals;
    if (equals == 0)
        return false;
    QString target = tokens.first(equals).join(QString()).toUpper();
    if (equals == 2 && (tokens.first() == "SESSION"_L1 || tokens.first() == "LOCAL"_L1))
        return harmlessVariable(tokens[1]);
    if (target.startsWith("@@"_L1)) {
        target.remove(0, 2);
        if (target.startsWith("SESSION."_L1) || target.startsWith("LOCAL."_L1))
            target.remove(0, target.indexOf(u'.') + 1);
        return harmlessVariable(target);
    }
    if (target.startsWith(u'@'))
        return target.size() > 1;
    return equals == 1 && harmlessVariable(target);
}

static bool harmlessSet(const QStringList &tokens)
{
    QStringList assignment;
    int depth = 0;
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        const QString &token = tokens[i];
        if (token == ";"_L1 || token == "INTO"_L1)
            return false;
        depth += token == "("_L1 ? 1 : token == ")"_L1 ? -1 : 0;
        if (depth == 0 && token == ","_L1) {
            if (!harmlessAssignment(assignment))
                return false;
            assignment.clear();
        } else {
            assignment.append(token);
        }
    }
    // SET STATEMENT tx_read_only=0 FOR DELETE …, SET GLOBAL, SET TRANSACTION, SET PASSWORD have no such shape.
    return depth == 0 && harmlessAssignment(assignment);
}

static bool hasUnfinishedOrExecutable(const QString &statement, const Dialect &dialect)
{
    const QList<SqlToken> tokens = tokenize(statement, dialect);
    return std::ranges::any_of(tokens, [&statement](const SqlToken &token) {
        if (token.kind == SqlToken::Kind::Unterminated)
            return true;
        const QStringView text = QStringView(statement).mid(token.offset, token.length);
        return text.startsWith("/*!"_L1) || text.startsWith("/*M!"_L1, Qt::CaseInsensitive);
    });
}

Result<MysqlReadOnlyWay> mysqlReadOnlyWay(const QString &statement, const Dialect &dialect)
{
    const QStringList tokens = meaningfulTokens(statement, dialect);
    const QString first = tokens.value(0);
    const bool listed =
        first == "SET"_L1 || first == "USE"_L1 || first == "BEGIN"_L1 || first == "START"_L1 || first == "COMMIT"_L1 || first == "ROLLBACK"_L1;
    if (!listed) {
        if (auto checked = checkReadOnly(statement, dialect); !checked)
            return fail(checked.error());
        return MysqlReadOnlyWay::InTransaction;
    }
    if (hasUnfinishedOrExecutable(statement, dialect))
        return refused(first);
    if (steersTransaction(tokens) || (first == "USE"_L1 && tokens.size() == 2))
        return MysqlReadOnlyWay::Bare;
    // The values of a SET may call functions, so it runs inside a read-only transaction too.
    if (first == "SET"_L1 && harmlessSet(tokens))
        return MysqlReadOnlyWay::InTransaction;
    return refused(tokens.first(std::min<qsizetype>(tokens.size(), 3)).join(u' '));
}

} // namespace concord
