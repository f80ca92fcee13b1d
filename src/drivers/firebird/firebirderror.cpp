// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirderror.h"

#include <iberror.h>

#include <QHash>
#include <QList>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Says only that something failed: the entries after it say what.
bool isOpening(ISC_STATUS code)
{
    return code == isc_dsql_error || code == isc_sqlerr || code == isc_random;
}

/// One entry of a status vector: a code with its arguments.
struct Entry
{
    ISC_STATUS code = 0;
    QList<ISC_STATUS> numbers;
};

QList<Entry> entriesOf(const ISC_STATUS *vector)
{
    QList<Entry> entries;
    for (int i = 0; i < ISC_STATUS_LENGTH - 1 && vector[i] != isc_arg_end && vector[i] != isc_arg_warning; i += 2) {
        if (vector[i] == isc_arg_gds)
            entries.append(Entry{vector[i + 1], {}});
        else if (vector[i] == isc_arg_number && !entries.isEmpty())
            entries.last().numbers.append(vector[i + 1]);
        else if (vector[i] == isc_arg_cstring)
            ++i; // its length comes first
    }
    return entries;
}

ErrorKind kindOf(const QList<Entry> &entries, long sqlcode)
{
    static const QHash<ISC_STATUS, ErrorKind> kinds{{isc_cancelled, ErrorKind::Cancelled},
                                                    {isc_lock_timeout, ErrorKind::Busy},
                                                    {isc_lock_conflict, ErrorKind::Busy},
                                                    {isc_deadlock, ErrorKind::Busy},
                                                    {isc_obj_in_use, ErrorKind::Busy},
                                                    {isc_read_only_trans, ErrorKind::ReadOnly},
                                                    {isc_read_only_database, ErrorKind::ReadOnly},
                                                    {isc_no_priv, ErrorKind::Permission},
                                                    {isc_login, ErrorKind::Authentication},
                                                    {isc_login_error, ErrorKind::Authentication},
                                                    {isc_wirecrypt_incompatible, ErrorKind::Tls},
                                                    {isc_miss_wirecrypt, ErrorKind::Tls},
                                                    {isc_net_connect_err, ErrorKind::Connection},
                                                    {isc_io_error, ErrorKind::NotFound},
                                                    {isc_lost_db_connection, ErrorKind::Lost},
                                                    {isc_net_read_err, ErrorKind::Lost},
                                                    {isc_net_write_err, ErrorKind::Lost},
                                                    {isc_att_shutdown, ErrorKind::Lost},
                                                    {isc_att_shut_killed, ErrorKind::Lost},
                                                    {isc_att_shut_idle, ErrorKind::Lost},
                                                    {isc_dsql_token_unk_err, ErrorKind::Syntax},
                                                    {isc_command_end_err2, ErrorKind::Syntax},
                                                    {isc_network_error, ErrorKind::Connection}};
    // A time limit cancels: that comes first.
    static const QSet<ISC_STATUS> limits{isc_cfg_stmt_timeout, isc_att_stmt_timeout, isc_req_stmt_timeout};
    if (std::ranges::any_of(entries, [](const Entry &entry) { return limits.contains(entry.code); }))
        return ErrorKind::Timeout;
    for (const Entry &entry : entries) {
        if (const auto known = kinds.constFind(entry.code); known != kinds.constEnd())
            return *known;
    }
    return sqlcode == -104 ? ErrorKind::Syntax : ErrorKind::Server;
}

/// Firebird counts lines and, within them, bytes, both from 1.
void findPlace(Error &error, const QList<Entry> &entries, const QString &statement)
{
    static const QSet<ISC_STATUS> places{isc_dsql_token_unk_err, isc_dsql_line_col_error, isc_command_end_err2};
    for (const Entry &entry : entries) {
        if (!places.contains(entry.code) || entry.numbers.size() < 2)
            continue;
        qsizetype begin = 0;
        for (ISC_STATUS line = entry.numbers[0]; line > 1; --line) {
            const qsizetype end = statement.indexOf(u'\n', begin);
            if (end < 0)
                return;
            begin = end + 1;
        }
        qsizetype bytes = entry.numbers[1] - 1;
        const QByteArray rest = QStringView(statement).sliced(begin).toUtf8();
        if (bytes < 0 || bytes > rest.size())
            return;
        error.offset = static_cast<int>(begin + QString::fromUtf8(rest.first(bytes)).size());
        locate(error, statement);
        return;
    }
}

} // namespace

Error firebirdError(const FirebirdStatus &status, const QString &statement)
{
    const QList<Entry> entries = entriesOf(status.get());
    const long sqlcode = isc_sqlcode(status.get());
    Error error;
    error.kind = kindOf(entries, sqlcode);
    findPlace(error, entries, statement);
    QStringList words;
    QStringList detail;
    std::array<char, 1024> text{};
    const ISC_STATUS *at = status.get();
    while (fb_interpret(text.data(), text.size(), &at) > 0) {
        static const QRegularExpression place(u"^At line \\d+, column \\d+$"_s);
        static const QRegularExpression opening(u"^(Dynamic SQL Error|SQL error code = -?\\d+)$"_s);
        static const QRegularExpression stack(u"^At (procedure|trigger|function|block|sub).* line: \\d+"_s);
        const QString line = QString::fromUtf8(text.data()).trimmed();
        if (line.isEmpty() || opening.match(line).hasMatch() || (error.offset >= 0 && place.match(line).hasMatch()))
            continue;
        (stack.match(line).hasMatch() ? detail : words).append(line);
    }
    error.message = words.isEmpty() ? u"Dynamic SQL Error"_s : words.join(u": "_s);
    const auto telling = std::ranges::find_if(entries, [](const Entry &entry) { return !isOpening(entry.code); });
    error.code = QString::number(telling != entries.end() ? telling->code : status.code());
    FB_SQLSTATE_STRING state{};
    fb_sqlstate(state, status.get());
    detail.append(u"SQLCODE %1, SQLSTATE %2"_s.arg(sqlcode).arg(QLatin1StringView(state)));
    error.detail = detail.join(u'\n');
    return error;
}

ErrorKind firebirdOpeningKind(const QString &words)
{
    if (words.contains("user name and password"_L1))
        return ErrorKind::Authentication;
    if (words.contains("wire encryption"_L1, Qt::CaseInsensitive))
        return ErrorKind::Tls;
    if (words.contains("network request"_L1) || words.contains("establish connection"_L1))
        return ErrorKind::Connection;
    return words.contains("I/O error"_L1) || words.contains("unavailable database"_L1) ? ErrorKind::NotFound : ErrorKind::Connection;
}

bool breaksConnection(const FirebirdStatus &status)
{
    static const QSet<ISC_STATUS> broken{isc_lost_db_connection, isc_net_read_err,  isc_net_write_err, isc_network_error, isc_att_shutdown,
                                         isc_att_shut_killed,    isc_att_shut_idle, isc_shutdown,      isc_bad_db_handle, isc_conn_lost};
    const QList<Entry> entries = entriesOf(status.get());
    return status.failed() && std::ranges::any_of(entries, [](const Entry &entry) { return broken.contains(entry.code); });
}

} // namespace concord
