// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoerror.h"

#include "mongodb/extendedjson.h"

#include <mongoc/mongoc.h>

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

/// https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
static ErrorKind kindOfServerCode(int code)
{
    static const QHash<int, ErrorKind> kinds{
        {9, ErrorKind::Syntax},        {40415, ErrorKind::Syntax},      {40324, ErrorKind::Syntax}, // FailedToParse, unknown field, unknown stage
        {13, ErrorKind::Permission},   {18, ErrorKind::Authentication}, {26, ErrorKind::NotFound},
        {27, ErrorKind::NotFound},   // NamespaceNotFound, IndexNotFound
        {50, ErrorKind::Timeout},      {262, ErrorKind::Timeout},   // MaxTimeMSExpired, ExceededTimeLimit
        {24, ErrorKind::Busy},         {46, ErrorKind::Busy},           {112, ErrorKind::Busy}, // LockTimeout, LockBusy, WriteConflict
        {59, ErrorKind::Unsupported},  {238, ErrorKind::Unsupported},  // CommandNotFound, NotImplemented
        {11601, ErrorKind::Cancelled}, {11602, ErrorKind::Lost},        {11600, ErrorKind::Lost},   // Interrupted …
    };
    return kinds.value(code, ErrorKind::Server);
}

static ErrorKind kindOfClient(const bson_error_t &error)
{
    const QLatin1StringView message(error.message);
    switch (error.domain) {
    case MONGOC_ERROR_SERVER_SELECTION:
        if (message.contains("uthentication failed"_L1))
            return ErrorKind::Authentication;
        if (message.contains("TLS"_L1) || message.contains("SSL"_L1) || message.contains("certificate"_L1))
            return ErrorKind::Tls;
        return ErrorKind::Connection;
    case MONGOC_ERROR_STREAM:
        if (error.code == MONGOC_ERROR_STREAM_SOCKET)
            return message.contains("TLS"_L1) ? ErrorKind::Tls : ErrorKind::Lost;
        return ErrorKind::Connection;
    case MONGOC_ERROR_SCRAM:
    case MONGOC_ERROR_SASL: return ErrorKind::Authentication;
    case MONGOC_ERROR_CLIENT: return error.code == MONGOC_ERROR_CLIENT_AUTHENTICATE ? ErrorKind::Authentication : ErrorKind::Server;
    case MONGOC_ERROR_COMMAND: return error.code == MONGOC_ERROR_COMMAND_INVALID_ARG ? ErrorKind::Usage : ErrorKind::Server;
    case MONGOC_ERROR_SERVER:
    case MONGOC_ERROR_WRITE_CONCERN: return kindOfServerCode(static_cast<int>(error.code));
    default: return ErrorKind::Server;
    }
}

static QString textIn(std::string_view reply, const char *key)
{
    bson_iter_t at;
    std::uint32_t length = 0;
    if (!findKey(reply, key, at) || !BSON_ITER_HOLDS_UTF8(&at))
        return {};
    const char *text = bson_iter_utf8(&at, &length);
    return QString::fromUtf8(text, length);
}

static int codeIn(std::string_view reply)
{
    bson_iter_t at;
    return findKey(reply, "code", at) ? static_cast<int>(bson_iter_as_int64(&at)) : 0;
}

/// Without what only libmongoc's authors know: an option that is always set, the topology of a single server.
static QString plainWords(QString message)
{
    return message.remove(" (`serverSelectionTryOnce` set)"_L1).remove(". Topology type: Single"_L1);
}

Error mongoError(const bson_error_t &error, std::string_view reply)
{
    Error made;
    made.kind = kindOfClient(error);
    made.message = plainWords(QString::fromUtf8(error.message));
    if (error.domain == MONGOC_ERROR_SERVER)
        made.code = QString::number(error.code);
    if (const int code = codeIn(reply); code != 0) {
        made.code = QString::number(code);
        made.kind = kindOfServerCode(code);
        const QString words = textIn(reply, "errmsg");
        made.message = words.isEmpty() ? made.message : words;
        made.detail = textIn(reply, "codeName");
    }
    if (made.message.isEmpty())
        made.message = QCoreApplication::translate("MongodbDriver", "The connection ended.");
    return made;
}

Error writeProblem(std::string_view reply)
{
    Error made;
    bson_iter_t at;
    std::string_view problem;
    if (bson_iter_t first;
        findKey(reply, "writeErrors", at) && BSON_ITER_HOLDS_ARRAY(&at) && iterate(nestedBson(at), first) && bson_iter_next(&first))
        problem = nestedBson(first);
    else if (findKey(reply, "writeConcernError", at) && BSON_ITER_HOLDS_DOCUMENT(&at))
        problem = nestedBson(at);
    if (problem.empty())
        return made;
    const int code = codeIn(problem);
    made.kind = kindOfServerCode(code);
    made.code = QString::number(code);
    made.message = textIn(problem, "errmsg");
    return made;
}

} // namespace concord
