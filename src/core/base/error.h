// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>

namespace concord {

/// What went wrong, in one word: decides exit codes, retry offers and colours, never the text that a person reads.
enum class ErrorKind {
    Usage,          ///< the person asked for something that cannot be (bad name, bad URL, bad option)
    NotFound,       ///< a name, file or object that is not there
    Connection,     ///< the server could not be reached
    Authentication, ///< the server refused the credentials
    Tls,            ///< the wanted TLS mode cannot be kept
    Timeout,        ///< a deadline passed
    Cancelled,      ///< cancelled by the person
    Lost,           ///< the connection broke while in use
    Syntax,         ///< the statement could not be parsed
    ReadOnly,       ///< refused because the profile is read-only
    Permission,     ///< the server refused for lack of rights
    Busy,           ///< locked by another
    Server,         ///< any other error that the server reported
    Io,             ///< a local file or disk
    Damaged,        ///< a local file is damaged or from a newer version
    Unsupported,    ///< this engine or client library cannot do that
    Internal        ///< a fault of Concord's own
};

/// An error as a value. `message` is the server's own words where a server spoke; never holds a secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString code;      ///< SQLSTATE or the engine's number, as text; empty where there is none
    QString detail;    ///< the server's detail, hint or context, each on a line
    int offset = -1;   ///< 0-based UTF-16 position in the statement's text; -1: unknown
    int line = 0;      ///< 1-based line in the statement's text; 0: unknown
    int column = 0;    ///< 1-based column in that line, in characters (code points); 0: unknown

    friend bool operator==(const Error &, const Error &) = default;
};

template<class T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorKind::NotFound, tr("…"));`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, QString message, QString code = {})
{
    return std::unexpected(Error{kind, std::move(message), std::move(code), {}, -1, 0, 0});
}

[[nodiscard]] inline std::unexpected<Error> fail(Error error)
{
    return std::unexpected(std::move(error));
}

/// The stable lower-case word for scripts (`"kind": "timeout"`): usage, not_found, connection, authentication, tls,
/// timeout, cancelled, lost, syntax, read_only, permission, busy, server, io, damaged, unsupported, internal.
[[nodiscard]] QString errorKindName(ErrorKind kind);

/// Fills line and column from offset and the statement's text; leaves the error alone when offset is unknown.
void locate(Error &error, QStringView statement);

} // namespace concord
