// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteerror.h"

#include <sqlite3.h>

namespace concord {

static ErrorKind kindOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorKind::Busy;
    case SQLITE_INTERRUPT: return ErrorKind::Cancelled;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ErrorKind::Permission;
    case SQLITE_AUTH: return ErrorKind::Permission;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return ErrorKind::Damaged;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN: return ErrorKind::Io;
    default: return ErrorKind::Server;
    }
}

/// SQLite has one code for most of what it finds wrong in a statement; its parser's own words tell them apart.
static bool isSyntaxMessage(const QByteArray &message)
{
    return message.endsWith(": syntax error") || message == "incomplete input" || message.startsWith("unrecognized token");
}

Error sqliteError(sqlite3 *db, const QByteArray &sql)
{
    const int code = sqlite3_extended_errcode(db);
    const QByteArray message = sqlite3_errmsg(db);
    Error error;
    error.kind = code == SQLITE_ERROR && isSyntaxMessage(message) ? ErrorKind::Syntax : kindOf(code);
    error.message = QString::fromUtf8(message);
    error.code = QString::number(code);
    const int byteOffset = sqlite3_error_offset(db);
    if (byteOffset >= 0 && byteOffset <= sql.size()) {
        const QString text = QString::fromUtf8(sql);
        error.offset = static_cast<int>(QString::fromUtf8(sql.first(byteOffset)).size());
        locate(error, text);
    }
    return error;
}

} // namespace concord
