// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <duckdb.h>

#include <memory>
#include <string>

namespace concord {

class CancelToken;

/// What DuckDB may do to the machine. Everything else is shut: no extensions fetched, no files but below `directory`.
struct DuckLimits
{
    QString spillFolder;     ///< for sorts that do not fit; empty: none
    QString directory;       ///< the one folder that may be written to; empty: none
    bool keepsOrder = false; ///< rows leave a query in the order in which they came in, on one thread
};

/// An instance in memory.
class Duck
{
public:
    [[nodiscard]] static Result<std::shared_ptr<Duck>> open(const DuckLimits &limits);
    ~Duck();
    Duck(const Duck &) = delete;
    Duck &operator=(const Duck &) = delete;

    [[nodiscard]] duckdb_database database() const { return m_database; }

private:
    Duck() = default;
    duckdb_database m_database = nullptr;
};

/// One connection, for one thread and one query at a time.
class DuckConnection
{
public:
    explicit DuckConnection(std::shared_ptr<Duck> duck);
    ~DuckConnection();
    DuckConnection(const DuckConnection &) = delete;
    DuckConnection &operator=(const DuckConnection &) = delete;

    [[nodiscard]] duckdb_connection handle() const { return m_connection; }

private:
    std::shared_ptr<Duck> m_duck;
    duckdb_connection m_connection = nullptr;
};

/// The answer to one query.
class DuckResult
{
public:
    DuckResult() = default;
    ~DuckResult() { duckdb_destroy_result(&m_result); }
    DuckResult(const DuckResult &) = delete;
    DuckResult &operator=(const DuckResult &) = delete;

    /// Runs the query. Its error is Cancelled where the token was cancelled, Usage where an argument made no sense.
    [[nodiscard]] Result<void> run(const DuckConnection &connection, const std::string &sql, const CancelToken *token = nullptr);

    /// Calls `take(chunk, rows)` for each chunk of the answer until it answers false.
    template<class F>
    void chunks(F &&take)
    {
        while (duckdb_data_chunk chunk = duckdb_fetch_chunk(m_result)) {
            const bool goOn = take(chunk, duckdb_data_chunk_get_size(chunk));
            duckdb_destroy_data_chunk(&chunk);
            if (!goOn)
                return;
        }
    }

private:
    duckdb_result m_result{};
};

/// A text as a literal of DuckDB's SQL.
[[nodiscard]] std::string duckLiteral(const QString &text);
/// A name in quotes.
[[nodiscard]] std::string duckName(const QString &name);

} // namespace concord
