// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <duckdb.h>

#include <QByteArray>
#include <QString>

#include <utility>

namespace concord {

/// What DuckDB gives by pointer, let go of at the end of its scope.
template<class T, void (*Destroy)(T *)>
class DuckdbHandle
{
public:
    DuckdbHandle() = default;
    explicit DuckdbHandle(T value) : m_value(value) {}
    DuckdbHandle(DuckdbHandle &&other) noexcept : m_value(std::exchange(other.m_value, T{})) {}
    DuckdbHandle &operator=(DuckdbHandle &&other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    DuckdbHandle(const DuckdbHandle &) = delete;
    DuckdbHandle &operator=(const DuckdbHandle &) = delete;
    ~DuckdbHandle() { Destroy(&m_value); }

    [[nodiscard]] T get() const { return m_value; }
    [[nodiscard]] T *out() { return &m_value; }

private:
    T m_value{};
};

using DuckdbStatements = DuckdbHandle<duckdb_extracted_statements, duckdb_destroy_extracted>;
using DuckdbPrepared = DuckdbHandle<duckdb_prepared_statement, duckdb_destroy_prepare>;
using DuckdbPending = DuckdbHandle<duckdb_pending_result, duckdb_destroy_pending>;
using DuckdbResult = DuckdbHandle<duckdb_result, duckdb_destroy_result>;
using DuckdbChunk = DuckdbHandle<duckdb_data_chunk, duckdb_destroy_data_chunk>;
using DuckdbLogicalType = DuckdbHandle<duckdb_logical_type, duckdb_destroy_logical_type>;
using DuckdbValue = DuckdbHandle<duckdb_value, duckdb_destroy_value>;
using DuckdbConfig = DuckdbHandle<duckdb_config, duckdb_destroy_config>;

/// Takes a text that DuckDB gave away.
[[nodiscard]] inline QString takeDuckdbText(char *text)
{
    const QString taken = QString::fromUtf8(text);
    duckdb_free(text);
    return taken;
}

} // namespace concord
