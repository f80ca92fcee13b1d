// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlservererror.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors
std::optional<ErrorKind> kindOfNumber(int number)
{
    static const QHash<int, ErrorKind> kinds = {{102, ErrorKind::Syntax},
                                                {103, ErrorKind::Syntax},
                                                {105, ErrorKind::Syntax},
                                                {156, ErrorKind::Syntax},
                                                {170, ErrorKind::Syntax},
                                                {319, ErrorKind::Syntax},
                                                {208, ErrorKind::NotFound},
                                                {2812, ErrorKind::NotFound},
                                                {4060, ErrorKind::NotFound},
                                                {911, ErrorKind::NotFound},
                                                {229, ErrorKind::Permission},
                                                {230, ErrorKind::Permission},
                                                {262, ErrorKind::Permission},
                                                {297, ErrorKind::Permission},
                                                {300, ErrorKind::Permission},
                                                {916, ErrorKind::Permission},
                                                {1088, ErrorKind::Permission},
                                                {15247, ErrorKind::Permission},
                                                {1205, ErrorKind::Busy},
                                                {1222, ErrorKind::Busy},
                                                {3906, ErrorKind::ReadOnly},
                                                {18456, ErrorKind::Authentication},
                                                {18452, ErrorKind::Authentication},
                                                {18470, ErrorKind::Authentication},
                                                {18487, ErrorKind::Authentication},
                                                {18488, ErrorKind::Authentication}};
    const auto found = kinds.constFind(number);
    return found == kinds.constEnd() ? std::nullopt : std::optional(*found);
}

/// The line's first character that is no blank.
int offsetOfLine(const QString &statement, int line)
{
    qsizetype at = 0;
    for (int i = 1; i < line; ++i) {
        at = statement.indexOf(u'\n', at);
        if (at++ < 0)
            return -1;
    }
    while (at < statement.size() && statement[at].isSpace() && statement[at] != u'\n')
        ++at;
    return static_cast<int>(at);
}

/// Babelfish's number for what has none, and its words for a syntax error: "syntax error near 'x' at line 1 and character position 0".
bool placeInWords(const QString &message, const QString &statement, Error &error)
{
    static const QRegularExpression place(u"^syntax error .* at line (\\d+) and character position (\\d+)"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = place.match(message);
    if (!match.hasMatch())
        return false;
    error.kind = ErrorKind::Syntax;
    qsizetype begin = 0;
    for (int line = match.captured(1).toInt(); line > 1 && begin >= 0; --line)
        begin = statement.indexOf(u'\n', begin) + 1;
    const qsizetype offset = begin + match.captured(2).toLongLong();
    if (!statement.isEmpty() && offset <= statement.size()) {
        error.offset = static_cast<int>(offset);
        locate(error, statement);
    }
    return true;
}

/// FreeTDS tells no level, and the level where the state is asked for; nobody learns the state there.
int levelOf(const OdbcDiagnostic &record)
{
    return record.severity >= 0 ? record.severity : record.serverState;
}

/// The line is the batch's, of which a script may have many: it stands here only where no place in the text could be told.
QString detailOf(const OdbcDiagnostic &record, bool placed)
{
    QStringList parts;
    if (levelOf(record) > 0)
        parts.append(QCoreApplication::translate("SqlServer", "level %1").arg(levelOf(record)));
    if (record.severity >= 0 && record.serverState > 0)
        parts.append(QCoreApplication::translate("SqlServer", "state %1").arg(record.serverState));
    if (!record.procedure.isEmpty())
        parts.append(QCoreApplication::translate("SqlServer", "procedure %1").arg(record.procedure));
    if (record.line > 0 && !placed)
        parts.append(QCoreApplication::translate("SqlServer", "line %1").arg(record.line));
    return parts.join(u", "_s);
}

} // namespace

Error makeSqlServerError(const QList<OdbcDiagnostic> &diagnostics, const QString &statement)
{
    Error error = makeOdbcError(diagnostics);
    // "Statement could not be prepared" and "was terminated" come beside what they speak of.
    const auto says = [](const OdbcDiagnostic &record) {
        return record.native > 0 && record.native != 8180 && record.native != 3621 && record.severity != 0 && !record.state.startsWith("01"_L1);
    };
    const auto found = std::ranges::find_if(diagnostics, says);
    if (found == diagnostics.end() || error.kind == ErrorKind::Lost || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Timeout)
        return error;
    error.message = found->message;
    error.code = QString::number(found->native);
    error.kind = kindOfNumber(found->native).value_or(error.kind == ErrorKind::Syntax ? ErrorKind::Server : error.kind);
    if (levelOf(*found) >= 20) // the server ends the session with it ("Database Engine error severities")
        error.kind = ErrorKind::Lost;
    error.offset = -1;
    error.line = error.column = 0; // a procedure's lines are not the batch's
    if (!placeInWords(found->message, statement, error) && found->line > 0 && found->procedure.isEmpty() && !statement.isEmpty()) {
        error.offset = offsetOfLine(statement, found->line);
        locate(error, statement);
    }
    error.detail = detailOf(*found, error.offset >= 0);
    for (auto other = diagnostics.begin(); other != diagnostics.end(); ++other) { // messages that came with it too
        if (other != found)
            error.detail += (error.detail.isEmpty() ? QString() : u"\n"_s) + other->message;
    }
    return error;
}

std::optional<Notice> makeSqlServerNotice(const OdbcDiagnostic &diagnostic)
{
    static const QSet<int> own{5701, 5703}; // changed database context, changed language setting
    if (own.contains(diagnostic.native) || diagnostic.message.isEmpty() || diagnostic.state == "01004"_L1 || diagnostic.state == "01S02"_L1)
        return std::nullopt;
    const bool printed = diagnostic.native == 0;
    const QString severity = printed ? u"PRINT"_s : levelOf(diagnostic) > 10 ? u"ERROR"_s : u"INFO"_s;
    return Notice{severity, printed ? QString() : QString::number(diagnostic.native), diagnostic.message, diagnostic.line};
}

} // namespace concord
