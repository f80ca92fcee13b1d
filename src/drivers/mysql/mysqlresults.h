// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "mysql/mysqldecoder.h"

#include <functional>
#include <optional>

namespace concord {

/// Takes one statement's result sets to its sink. Once the sink wants no more, `onStop` is called and the rest is only
/// drained.
class MysqlDelivery
{
public:
    /// `isKilled`: a stop has been sent to the server, which lets some queries answer as if all were well.
    MysqlDelivery(RowSink &sink, std::function<void()> onStop, std::function<bool()> isKilled)
        : m_sink(sink),
          m_onStop(std::move(onStop)),
          m_isKilled(std::move(isKilled))
    {}

    /// Whether "0 rows changed" means something; COMMIT or CREATE TABLE change none.
    void setCountsRows(bool counts) { m_countsRows = counts; }
    void begin(const MYSQL_FIELD *fields, unsigned int count);
    void row(const char *const *cells, const unsigned long *lengths);
    [[nodiscard]] bool hasRowsWaiting() const { return !m_stopped && m_decoder && m_decoder->rows() > 0; }
    /// The server says nothing more for now: rows that wait are handed over.
    void pause();
    void end(ResultSetEnd end);
    /// The rows of this set broke off. True where that was the sink's own wish, and so no error.
    [[nodiscard]] bool brokeOff(const Error &error);
    [[nodiscard]] bool stopped() const { return m_stopped; }
    [[nodiscard]] bool hadColumns() const { return m_hadColumns; }

private:
    void handOver();
    void stop();

    RowSink &m_sink;
    std::function<void()> m_onStop;
    std::function<bool()> m_isKilled;
    std::optional<MysqlDecoder> m_decoder;
    bool m_stopped = false;
    bool m_discarded = false;
    bool m_hadRows = false;  ///< of this result set
    bool m_doubted = false;  ///< its rows came only after the stop: SLEEP() and BENCHMARK() answer what is not so
    bool m_ended = false;
    bool m_hadColumns = false;
    bool m_countsRows = true;
};

/// Runs text by the text protocol and drains every result set (a CALL has several).
[[nodiscard]] Result<void> runMysqlText(MYSQL *mysql, const QString &text, MysqlDelivery &delivery);

/// Runs text with `?` placeholders, the values bound by their types; placeholders without a value are bound as NULL where
/// `bindMissing` says so, else an error.
[[nodiscard]] Result<void> runMysqlPrepared(MYSQL *mysql, const Statement &statement, MysqlDelivery &delivery, bool bindMissing = false);

/// Whether no whole row is left of what came, and the server has sent nothing new for 10 ms.
[[nodiscard]] bool isSilent(MYSQL *mysql);

} // namespace concord
