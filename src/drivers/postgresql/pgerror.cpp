// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgerror.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString field(const PGresult *result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

static ErrorKind kindOf(const QString &state, const QString &message)
{
    if (state == u"57014"_s) // statement_timeout says so only in its words; a cancel of our own is known by who asked
        return message.contains(u"timeout"_s) ? ErrorKind::Timeout : ErrorKind::Cancelled;
    if (state == u"42601"_s)
        return ErrorKind::Syntax;
    if (state == u"42501"_s)
        return ErrorKind::Permission;
    if (state == u"25006"_s)
        return ErrorKind::ReadOnly;
    if (state == u"55P03"_s || state == u"55006"_s)
        return ErrorKind::Busy;
    if (state == u"53300"_s)
        return ErrorKind::Connection;
    if (state.startsWith(u"28"_s))
        return ErrorKind::Authentication;
    if (state.startsWith(u"08"_s) || state == u"57P01"_s || state == u"57P02"_s || state == u"57P03"_s || state == u"57P05"_s)
        return ErrorKind::Lost;
    return ErrorKind::Server;
}

/// The server counts characters from 1; we count UTF-16 from 0.
static int utf16Offset(const QString &statement, int position)
{
    int offset = 0;
    for (int i = 1; i < position && offset < statement.size(); ++i)
        offset += statement[offset].isHighSurrogate() ? 2 : 1;
    return offset;
}

static void place(Error &error, const PGresult *result, const QString &statement, int prefix)
{
    bool ok = false;
    const int position = field(result, PG_DIAG_STATEMENT_POSITION).toInt(&ok) - prefix;
    if (!ok || position < 1 || statement.isEmpty())
        return;
    error.offset = utf16Offset(statement, position);
    locate(error, statement);
}

Error pgError(const PGresult *result, PGconn *connection, const QString &statement, int prefix)
{
    Error error;
    error.code = field(result, PG_DIAG_SQLSTATE);
    error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (error.message.isEmpty())
        error.message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    error.kind = kindOf(error.code, error.message);
    if (PQstatus(connection) == CONNECTION_BAD)
        error.kind = ErrorKind::Lost;
    QStringList detail;
    for (const int code : {PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT, PG_DIAG_CONTEXT}) {
        if (const QString line = field(result, code); !line.isEmpty())
            detail.append(line);
    }
    error.detail = detail.join(u'\n');
    place(error, result, statement, prefix);
    return error;
}

ErrorKind kindOfOpening(const QString &message)
{
    const auto says = [&message](QLatin1StringView words) { return message.contains(words, Qt::CaseInsensitive); };
    if (says("password"_L1) || says("authentication"_L1) || says("pg_hba"_L1) || says("role \""_L1))
        return ErrorKind::Authentication;
    if (says("ssl"_L1) || says("certificate"_L1))
        return ErrorKind::Tls;
    if (says("database \""_L1) && says("does not exist"_L1))
        return ErrorKind::NotFound;
    if (says("timeout expired"_L1))
        return ErrorKind::Timeout;
    return ErrorKind::Connection;
}

Notice pgNotice(const PGresult *result, const QString &statement)
{
    Error at;
    place(at, result, statement, 0);
    QString severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity.isEmpty())
        severity = field(result, PG_DIAG_SEVERITY);
    return {severity, field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY), at.line};
}

} // namespace concord
