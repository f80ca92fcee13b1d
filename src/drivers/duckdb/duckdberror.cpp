// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdberror.h"

#include <QHash>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

static ErrorKind kindOf(const QString &code, const QString &message)
{
    if (message.contains("read-only mode"_L1))
        return ErrorKind::ReadOnly;
    if (message.contains("Could not set lock"_L1))
        return ErrorKind::Busy;
    if (message.contains("can only read versions"_L1) || message.contains("newer version of DuckDB"_L1) || message.contains("not a valid DuckDB"_L1)
        || message.contains("Corrupt database file"_L1))
        return ErrorKind::Damaged;
    static const QHash<QString, ErrorKind> kinds{{u"Parser"_s, ErrorKind::Syntax},
                                                 {u"Syntax"_s, ErrorKind::Syntax},
                                                 {u"INTERRUPT"_s, ErrorKind::Cancelled},
                                                 {u"Interrupt"_s, ErrorKind::Cancelled},
                                                 {u"Permission"_s, ErrorKind::Permission},
                                                 {u"IO"_s, ErrorKind::Io},
                                                 {u"Serialization"_s, ErrorKind::Damaged},
                                                 {u"NotImplemented"_s, ErrorKind::Unsupported},
                                                 {u"Notimplemented"_s, ErrorKind::Unsupported}};
    return kinds.value(code, ErrorKind::Server);
}

static QString textOf(const nlohmann::json &json, const char *name)
{
    const auto it = json.find(name);
    return it != json.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

Error duckdbError(const QByteArray &words, const QByteArray &sql)
{
    Error error;
    const qsizetype brace = words.indexOf('{'); // "Parser Error: {…}" from some of its functions
    const auto json = brace >= 0 ? nlohmann::json::parse(words.begin() + brace, words.end(), nullptr, false) : nlohmann::json();
    qsizetype position = -1;
    if (json.is_object() && json.contains("exception_message")) {
        error.message = textOf(json, "exception_message");
        error.code = textOf(json, "exception_type").remove(u' ');
        bool ok = false;
        position = textOf(json, "position").toLongLong(&ok);
        position = ok ? position : -1;
    } else {
        // "Binder Error: words"
        const QString text = QString::fromUtf8(words);
        const qsizetype end = text.indexOf(" Error: "_L1);
        error.code = end > 0 && end < 40 ? text.first(end).remove(u' ') : QString();
        error.message = end > 0 && end < 40 ? text.sliced(end + 8) : text;
    }
    error.kind = kindOf(error.code, error.message);
    if (position >= 0 && position <= sql.size()) {
        error.offset = static_cast<int>(QString::fromUtf8(sql.first(position)).size());
        locate(error, QString::fromUtf8(sql));
    }
    return error;
}

} // namespace concord
