// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcresults.h"

#include "odbc/odbcblock.h"

namespace concord {

/// A driver that never says "no more" must not hold us for ever.
static constexpr int mostErrors = 100;

OdbcResults::OdbcResults(SQLHSTMT statement, const OdbcManner &manner, RowSink &sink, Asks asks)
    : m_statement(statement),
      m_manner(manner),
      m_sink(sink),
      m_asks(std::move(asks))
{}

QList<OdbcDiagnostic> OdbcResults::diagnostics() const
{
    return readOdbcDiagnostics(SQL_HANDLE_STMT, m_statement, m_manner.serverFields);
}

void OdbcResults::tellMessages()
{
    const QList<OdbcDiagnostic> all = diagnostics();
    for (const OdbcDiagnostic &one : all)
        m_asks.notice(one);
}

Result<void> OdbcResults::read(SQLRETURN executed)
{
    std::optional<Error> first;
    for (int errors = 0; executed != SQL_NO_DATA || !m_told; executed = SQLMoreResults(m_statement)) {
        if (executed == SQL_NO_DATA) { // an UPDATE that found nothing, or nothing but messages
            tellCount();
            break;
        }
        if (!SQL_SUCCEEDED(executed)) {
            const QList<OdbcDiagnostic> words = diagnostics();
            if (!first)
                first = m_asks.error(words);
            if (!m_asks.goesOnAfterError || ++errors == mostErrors)
                break;
            m_told = true;
            continue;
        }
        if (executed == SQL_SUCCESS_WITH_INFO)
            tellMessages();
        const auto more = readOne();
        if (!more && !first)
            first = more.error();
        if (!more || !*more)
            break;
    }
    if (first)
        return fail(std::move(*first));
    return {};
}

/// False: the sink wants no more.
Result<bool> OdbcResults::readOne()
{
    const auto facts = readOdbcColumns(m_statement);
    if (!facts)
        return fail(facts.error());
    if (!facts->empty())
        return readRows(*facts);
    SQLLEN count = -1;
    const bool counted = SQL_SUCCEEDED(SQLRowCount(m_statement, &count)) && count >= 0;
    if (counted && m_asks.countsRows) {
        m_sink.finished({count, m_asks.command, false});
        m_told = true;
    }
    return true;
}

/// Of a statement that answered neither rows nor a count.
void OdbcResults::tellCount()
{
    SQLLEN count = -1;
    if (!m_asks.countsRows || !SQL_SUCCEEDED(SQLRowCount(m_statement, &count)) || count < 0)
        count = -1;
    m_sink.finished({count, m_asks.command, false});
    m_told = true;
}

Result<bool> OdbcResults::readRows(const std::vector<OdbcColumnFacts> &facts)
{
    std::vector<OdbcColumn> columns;
    std::vector<ColumnInfo> infos;
    for (const OdbcColumnFacts &fact : facts) {
        columns.push_back(m_asks.column(fact));
        infos.push_back(columns.back().info);
    }
    OdbcBlock block(m_statement, std::move(columns), m_manner);
    if (auto bound = block.bind(); !bound)
        return fail(bound.error());
    BatchWriter writer(m_sink, std::move(infos));
    bool wanted = true;
    while (wanted) {
        const auto fetched = block.fetch();
        if (!fetched) {
            writer.flush(); // what came before the error is kept
            return fail(m_asks.error(diagnostics()));
        }
        if (*fetched == OdbcBlock::Fetched::End)
            break;
        if (block.hasInfo())
            tellMessages();
        const auto delivered = block.deliver(writer);
        if (!delivered) {
            writer.flush();
            return fail(delivered.error());
        }
        wanted = *delivered;
    }
    const bool whole = writer.flush() && wanted;
    ResultSetEnd end;
    end.command = m_asks.command;
    end.truncated = !wanted;
    m_sink.finished(end);
    m_told = true;
    return whole;
}

} // namespace concord
