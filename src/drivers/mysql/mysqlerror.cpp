// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlerror.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static ErrorKind kindOf(unsigned int number, bool connecting)
{
    switch (number) {
    case 1045:
    case 1251:
    case 1698:
    case 1862:
    case 2059:
    case 2061:
    case 3118:
    case 3955:
    case 5010: return ErrorKind::Authentication;
    case 2026: return connecting ? ErrorKind::Tls : ErrorKind::Lost; // later on it is how a cut line shows
    case 1040:
    case 1129:
    case 1130:
    case 1203:
    case 1226:
    case 2001:
    case 2002:
    case 2003:
    case 2004:
    case 2005:
    case 2012: return ErrorKind::Connection;
    case 1053:
    case 1079:
    case 1080:
    case 1152:
    case 1158:
    case 1159:
    case 1160:
    case 1161:
    case 1184:
    case 1927:
    case 2006:
    case 2013:
    case 2027:
    case 2055:
    case 3169:
    case 4031: return connecting ? ErrorKind::Connection : ErrorKind::Lost;
    case 1065: return ErrorKind::Usage; // nothing to run
    case 1064:
    case 1149: return ErrorKind::Syntax;
    case 1792:
    case 1836:
    case 3100: return ErrorKind::ReadOnly;
    case 1044:
    case 1142:
    case 1143:
    case 1211:
    case 1227:
    case 1370:
    case 1419:
    case 3530: return ErrorKind::Permission;
    case 1205:
    case 1213:
    case 3572: return ErrorKind::Busy;
    case 1148:
    case 3948:
    case 4166: return ErrorKind::Unsupported; // LOAD DATA LOCAL, which is off
    case 1969:
    case 3024: return ErrorKind::Timeout;
    case 1049: return connecting ? ErrorKind::NotFound : ErrorKind::Server;
    default: return ErrorKind::Server;
    }
}

/// The server quotes at most this much of the statement after "near".
static constexpr int nearLimit = 80;

/// "… near 'FROM t WHER' at line 1": where the quoted rest of the statement begins.
static int offsetOfNear(const QString &message, const QString &statement, int *line)
{
    static const QRegularExpression pattern(u"near '(.*)' at line (\\d+)$"_s, QRegularExpression::DotMatchesEverythingOption);
    const auto match = pattern.match(message);
    if (!match.hasMatch())
        return -1;
    *line = match.captured(2).toInt();
    const QString rest = match.captured(1);
    if (rest.isEmpty())
        return static_cast<int>(statement.size());
    if (rest.size() < nearLimit && statement.endsWith(rest))
        return static_cast<int>(statement.size() - rest.size());
    int found = -1;
    for (qsizetype at = statement.indexOf(rest); at >= 0; at = statement.indexOf(rest, at + 1)) {
        if (QStringView(statement).first(at).count(u'\n') + 1 != *line)
            continue;
        if (found >= 0)
            return -1; // twice on that line: only the line is known
        found = static_cast<int>(at);
    }
    return found;
}

/// "Unknown column 'x' in …", "Table 'db.t' doesn't exist": the only place where that word stands.
static int offsetOfName(unsigned int number, const QString &message, const QString &statement)
{
    switch (number) {
    case 1051:
    case 1054:
    case 1072:
    case 1091:
    case 1109:
    case 1146:
    case 1305:
    case 1176:
    case 1193: break;
    default: return -1;
    }
    static const QRegularExpression quoted(u"'([^']+)'"_s);
    const QString name = quoted.match(message).captured(1).section(u'.', -1);
    if (name.isEmpty())
        return -1;
    const QRegularExpression word(u"(?<![\\w$])%1(?![\\w$])"_s.arg(QRegularExpression::escape(name)),
                                  QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    auto matches = word.globalMatch(statement);
    if (!matches.hasNext())
        return -1;
    const auto first = matches.next();
    return matches.hasNext() ? -1 : static_cast<int>(first.capturedStart());
}

/// The server refuses to plan a write in a read-only transaction, in words that sound as if something had been about to run. And it
/// may call functions while it plans, so there is no safe way around that.
static void explainUnplanned(Error &error, const QString &statement)
{
    static const QRegularExpression explains(u"^\\s*(EXPLAIN|DESCRIBE|DESC)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    if (error.code != "1792"_L1 || !explains.match(statement).hasMatch())
        return;
    error.detail.prepend(error.message + (error.detail.isEmpty() ? QString() : u"\n"_s));
    error.message = QCoreApplication::translate(
        "Mysql", "This connection is read-only, and the server does not even plan a statement that writes there. Explain a "
                 "SELECT of the same rows instead, or let the connection write: a plan alone changes nothing.");
}

Error makeMysqlError(unsigned int number, const char *sqlState, const char *message, const QString &statement, bool connecting)
{
    Error error;
    error.kind = kindOf(number, connecting);
    error.message = QString::fromUtf8(message);
    error.code = QString::number(number);
    if (sqlState && qstrcmp(sqlState, "HY000") != 0 && qstrcmp(sqlState, "00000") != 0)
        error.detail = u"SQLSTATE "_s + QString::fromUtf8(sqlState);
    explainUnplanned(error, statement);
    if (statement.isEmpty())
        return error;
    int line = 0;
    error.offset = offsetOfNear(error.message, statement, &line);
    if (error.offset < 0 && line == 0)
        error.offset = offsetOfName(number, error.message, statement);
    if (error.offset >= 0)
        locate(error, statement);
    else
        error.line = line;
    return error;
}

Error mysqlError(MYSQL *mysql, const QString &statement)
{
    return makeMysqlError(mysql_errno(mysql), mysql_sqlstate(mysql), mysql_error(mysql), statement);
}

Error mysqlError(MYSQL_STMT *prepared, const QString &statement)
{
    return makeMysqlError(mysql_stmt_errno(prepared), mysql_stmt_sqlstate(prepared), mysql_stmt_error(prepared), statement);
}

} // namespace concord
