// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcdiagnostics.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

// Fields of SQL Server's drivers, Microsoft's and FreeTDS's (msodbcsql.h, odbcss.h).
constexpr SQLSMALLINT fieldServerState = -1150;
constexpr SQLSMALLINT fieldSeverity = -1151;
constexpr SQLSMALLINT fieldProcedure = -1153;
constexpr SQLSMALLINT fieldLine = -1154;

/// A driver that answers SQL_SUCCESS for ever must not hold us for ever.
constexpr SQLSMALLINT mostRecords = 200;

int numberField(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT record, SQLSMALLINT field, int otherwise)
{
    SQLINTEGER value = otherwise;
    // Not SQL_IS_INTEGER: FreeTDS answers every negative length with an error.
    return SQL_SUCCEEDED(SQLGetDiagFieldW(handleType, handle, record, field, &value, sizeof value, nullptr)) ? value : otherwise;
}

void readServerFields(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT record, OdbcDiagnostic &diagnostic)
{
    const int line = numberField(handleType, handle, record, fieldLine, 0) & 0xffff; // FreeTDS writes 16 bits only
    diagnostic.line = line == 0xffff ? 0 : line; // −1: of what the driver says by itself
    diagnostic.severity = numberField(handleType, handle, record, fieldSeverity, -1);
    diagnostic.serverState = numberField(handleType, handle, record, fieldServerState, 0);
    std::array<SQLWCHAR, 256> name{};
    SQLSMALLINT bytes = 0;
    const SQLRETURN read = SQLGetDiagFieldW(handleType, handle, record, fieldProcedure, name.data(), sizeof name, &bytes);
    if (SQL_SUCCEEDED(read) && bytes > 0)
        diagnostic.procedure = fromOdbc(name.data(), std::min<qsizetype>(bytes / 2, name.size() - 1));
}

QString messageOf(SQLSMALLINT handleType, SQLHANDLE handle, SQLSMALLINT record, OdbcDiagnostic &diagnostic, bool &found)
{
    std::vector<SQLWCHAR> text(1024);
    std::array<SQLWCHAR, 6> state{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    const auto read = [&] {
        return SQLGetDiagRecW(handleType, handle, record, state.data(), &native, text.data(), static_cast<SQLSMALLINT>(text.size()), &length);
    };
    SQLRETURN got = read();
    if (got == SQL_SUCCESS_WITH_INFO && length >= static_cast<SQLSMALLINT>(text.size())) {
        text.resize(static_cast<std::size_t>(length) + 1);
        got = read();
    }
    found = SQL_SUCCEEDED(got);
    if (!found)
        return {};
    diagnostic.state = odbc3State(fromOdbc(state.data(), 5));
    diagnostic.native = native;
    const qsizetype characters = std::min<qsizetype>(length, static_cast<qsizetype>(text.size()) - 1);
    QString message = fromOdbc(text.data(), characters);
    if (const qsizetype end = message.indexOf(QChar(0)); end >= 0) // some drivers count bytes
        message.truncate(end);
    return message;
}

bool startsWithAny(const QString &state, std::initializer_list<QLatin1StringView> starts)
{
    return std::ranges::any_of(starts, [&state](QLatin1StringView start) { return state.startsWith(start); });
}

/// 42000 is "syntax error or access violation", and drivers give it for much else: the words tell.
ErrorKind kindOfWords(const QString &message)
{
    const auto says = [&message](QLatin1StringView words) { return message.contains(words, Qt::CaseInsensitive); };
    if (says("permission"_L1) || says("denied"_L1) || says("privilege"_L1))
        return ErrorKind::Permission;
    if (says("syntax"_L1))
        return ErrorKind::Syntax;
    if (says("read-only"_L1) || says("readonly"_L1) || says("read only"_L1))
        return ErrorKind::ReadOnly;
    if (says("interrupted"_L1))
        return ErrorKind::Cancelled;
    if (says("is locked"_L1))
        return ErrorKind::Busy;
    return ErrorKind::Server;
}

} // namespace

QString odbc3State(const QString &state)
{
    if (state == "37000"_L1)
        return u"42000"_s;
    if (state.startsWith("S00"_L1))
        return u"42S"_s + state.last(2);
    return state.startsWith("S1"_L1) ? u"HY"_s + state.sliced(2) : state;
}

QString withoutOdbcPrefix(const QString &message)
{
    qsizetype at = 0;
    while (at < message.size() && message[at] == u'[') {
        const qsizetype end = message.indexOf(u']', at);
        if (end < 0)
            break;
        at = end + 1;
    }
    return message.sliced(at).trimmed();
}

QList<OdbcDiagnostic> readOdbcDiagnostics(SQLSMALLINT handleType, SQLHANDLE handle, bool serverFields)
{
    QList<OdbcDiagnostic> diagnostics;
    for (SQLSMALLINT record = 1; record <= mostRecords; ++record) {
        OdbcDiagnostic diagnostic;
        bool found = false;
        diagnostic.message = withoutOdbcPrefix(messageOf(handleType, handle, record, diagnostic, found));
        if (!found)
            break;
        if (serverFields)
            readServerFields(handleType, handle, record, diagnostic);
        diagnostics.append(diagnostic);
    }
    return diagnostics;
}

ErrorKind kindOfOdbcState(const QString &state, const QString &message, bool connecting)
{
    if (state == "HY008"_L1 || state == "57014"_L1 || state == "HY018"_L1)
        return message.contains("timeout"_L1, Qt::CaseInsensitive) ? ErrorKind::Timeout : ErrorKind::Cancelled;
    if (state == "HYT00"_L1 || state == "HYT01"_L1)
        return ErrorKind::Timeout;
    if (startsWithAny(state, {"28"_L1}))
        return ErrorKind::Authentication;
    if (startsWithAny(state, {"08"_L1, "57P0"_L1}))
        return connecting ? ErrorKind::Connection : ErrorKind::Lost;
    if (state == "IM001"_L1 || state == "HYC00"_L1 || state == "0A000"_L1)
        return ErrorKind::Unsupported;
    if (startsWithAny(state, {"IM"_L1}))
        return ErrorKind::NotFound; // the driver manager: no such data source, driver or library
    if (state == "42601"_L1)
        return ErrorKind::Syntax;
    if (state == "42501"_L1)
        return ErrorKind::Permission;
    if (state == "25006"_L1)
        return ErrorKind::ReadOnly;
    if (state == "40001"_L1 || state == "40P01"_L1 || state == "55P03"_L1 || state == "55006"_L1)
        return ErrorKind::Busy;
    if (connecting && state == "3D000"_L1)
        return ErrorKind::NotFound;
    if (state == "42000"_L1 || state == "HY000"_L1)
        return kindOfWords(message);
    return connecting ? ErrorKind::Connection : ErrorKind::Server;
}

Error makeOdbcError(const QList<OdbcDiagnostic> &diagnostics, bool connecting)
{
    Error error;
    error.kind = connecting ? ErrorKind::Connection : ErrorKind::Server;
    if (diagnostics.isEmpty()) {
        error.message = QCoreApplication::translate("Odbc", "The driver reported an error and no words for it.");
        return error;
    }
    // Warnings (01…) may stand before the error itself.
    qsizetype main = 0;
    while (main + 1 < diagnostics.size() && diagnostics[main].state.startsWith("01"_L1))
        ++main;
    const OdbcDiagnostic &first = diagnostics[main];
    error.message = first.message;
    error.code = first.state;
    error.line = first.line;
    error.kind = kindOfOdbcState(first.state, first.message, connecting);
    QStringList detail;
    if (first.native != 0)
        detail.append(QCoreApplication::translate("Odbc", "Native error %1").arg(first.native));
    for (const OdbcDiagnostic &other : diagnostics) {
        if (&other != &first && other.message != first.message)
            detail.append(u"%1 %2"_s.arg(other.state, other.message));
    }
    error.detail = detail.join(u'\n');
    return error;
}

} // namespace concord
