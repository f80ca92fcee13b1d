// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlresults.h"

#include "mysql/mysqlerror.h"

#include <ma_pvio.h>

#include <poll.h>

namespace concord {

void MysqlDelivery::begin(const MYSQL_FIELD *fields, unsigned int count)
{
    m_ended = false;
    m_discarded = false;
    m_hadColumns = true;
    m_hadRows = false;
    m_doubted = false;
    if (m_stopped)
        return;
    std::vector<MysqlColumn> columns;
    columns.reserve(count);
    for (unsigned int i = 0; i < count; ++i)
        columns.push_back(describeColumn(fields[i]));
    m_decoder.emplace(std::move(columns));
    if (!m_sink.columns(m_decoder->columnInfos()))
        stop();
}

void MysqlDelivery::row(const char *const *cells, const unsigned long *lengths)
{
    if (!m_hadRows) {
        m_hadRows = true;
        m_doubted = m_isKilled();
    }
    if (m_stopped || m_doubted) {
        m_discarded = true;
        return;
    }
    m_decoder->append(cells, lengths);
    if (m_decoder->isDue())
        handOver();
}

void MysqlDelivery::pause()
{
    if (hasRowsWaiting())
        handOver();
}

void MysqlDelivery::handOver()
{
    if (!m_sink.rows(m_decoder->take()))
        stop();
}

void MysqlDelivery::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_onStop();
}

void MysqlDelivery::end(ResultSetEnd end)
{
    const bool wasStopped = m_stopped;
    if (!m_stopped && m_decoder && m_decoder->rows() > 0)
        handOver();
    if (wasStopped && !m_decoder)
        return; // a later result set of a statement that the sink stopped
    m_decoder.reset();
    m_ended = true;
    end.truncated = m_discarded;
    if (!m_countsRows && end.affectedRows == 0)
        end.affectedRows = -1;
    m_sink.finished(end);
}

bool MysqlDelivery::brokeOff(const Error &error)
{
    if (!m_stopped || error.kind == ErrorKind::Lost)
        return false;
    m_discarded = true;
    if (!m_ended)
        end({});
    return true;
}

/// Whether the client library holds a whole packet (three bytes of length, one of order): the server cuts what it sends where its
/// own buffer ends, so that a part of one is the rule. Of a compressed stream any part counts as one.
static bool hasPacket(const MYSQL &mysql)
{
    const MARIADB_PVIO *pvio = mysql.net.pvio;
    const std::ptrdiff_t left = pvio->cache + pvio->cache_size - pvio->cache_pos;
    if (mysql.net.compress || left < 4)
        return mysql.net.compress && left > 0;
    const unsigned char *head = pvio->cache_pos;
    return left >= 4 + (head[0] | head[1] << 8 | head[2] << 16);
}

bool isSilent(MYSQL *mysql)
{
    if (!mysql->net.pvio || hasPacket(*mysql))
        return false;
    pollfd waiting{static_cast<int>(mysql_get_socket(mysql)), POLLIN, 0};
    return poll(&waiting, 1, 10) == 0;
}

static Result<void> readRows(MYSQL *mysql, MYSQL_RES *result, const QString &text, MysqlDelivery &delivery)
{
    delivery.begin(mysql_fetch_fields(result), mysql_num_fields(result));
    for (;;) {
        if (delivery.hasRowsWaiting() && isSilent(mysql))
            delivery.pause();
        const MYSQL_ROW row = mysql_fetch_row(result);
        if (!row)
            break;
        delivery.row(row, mysql_fetch_lengths(result));
    }
    if (mysql_errno(mysql) != 0)
        return fail(mysqlError(mysql, text));
    delivery.end({});
    return {};
}

/// What the statement is without rows: how many it changed, and the server's own words on that.
static ResultSetEnd changed(MYSQL *mysql)
{
    ResultSetEnd end;
    end.affectedRows = static_cast<qint64>(mysql_affected_rows(mysql));
    if (const char *info = mysql_info(mysql))
        end.command = QString::fromUtf8(info);
    return end;
}

Result<void> runMysqlText(MYSQL *mysql, const QString &text, MysqlDelivery &delivery)
{
    const QByteArray utf8 = text.toUtf8();
    int status = mysql_real_query(mysql, utf8.constData(), static_cast<unsigned long>(utf8.size()));
    while (status == 0) {
        if (MYSQL_RES *result = mysql_use_result(mysql)) {
            auto read = readRows(mysql, result, text, delivery);
            mysql_free_result(result);
            if (!read)
                return delivery.brokeOff(read.error()) ? Result<void>{} : read;
        } else if (mysql_field_count(mysql) == 0) {
            delivery.end(changed(mysql));
        } else {
            return fail(mysqlError(mysql, text));
        }
        status = mysql_next_result(mysql);
    }
    if (status > 0) {
        const Error error = mysqlError(mysql, text);
        if (!delivery.brokeOff(error))
            return fail(error);
    }
    return {};
}

} // namespace concord
