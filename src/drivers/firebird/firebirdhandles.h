// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ibase.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace concord {

/// What a call of the client library answered.
class FirebirdStatus
{
public:
    /// For the next call.
    [[nodiscard]] ISC_STATUS *out() { return m_vector; }
    [[nodiscard]] const ISC_STATUS *get() const { return m_vector; }
    [[nodiscard]] bool failed() const { return m_vector[0] == 1 && m_vector[1] > 0; }
    [[nodiscard]] ISC_STATUS code() const { return failed() ? m_vector[1] : 0; }

private:
    ISC_STATUS_ARRAY m_vector{};
};

/// A statement of the client library, freed with this.
class FirebirdStatement
{
public:
    FirebirdStatement() = default;
    FirebirdStatement(FirebirdStatement &&other) noexcept : m_handle(std::exchange(other.m_handle, 0)) {}
    FirebirdStatement &operator=(FirebirdStatement &&other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~FirebirdStatement()
    {
        FirebirdStatus status;
        if (m_handle)
            isc_dsql_free_statement(status.out(), &m_handle, DSQL_drop);
    }
    [[nodiscard]] isc_stmt_handle *get() { return &m_handle; }

private:
    isc_stmt_handle m_handle = 0;
};

/// The descriptions of a statement's columns or parameters (an XSQLDA), and room for one value of each.
class FirebirdArea
{
public:
    explicit FirebirdArea(int count = 1);
    [[nodiscard]] XSQLDA *get() { return reinterpret_cast<XSQLDA *>(m_area.data()); }
    [[nodiscard]] int count() const { return reinterpret_cast<const XSQLDA *>(m_area.data())->sqld; }
    [[nodiscard]] bool holdsAll() const { return count() <= reinterpret_cast<const XSQLDA *>(m_area.data())->sqln; }
    [[nodiscard]] XSQLVAR &variable(int i) { return get()->sqlvar[i]; }
    /// Points each variable to a place for its value, by what it is described as now.
    void makeRoom();

private:
    std::vector<std::max_align_t> m_area;
    std::vector<std::max_align_t> m_values;
    std::vector<ISC_SHORT> m_nulls;
};

/// Bytes that one value of the variable takes.
[[nodiscard]] std::size_t firebirdSize(const XSQLVAR &variable);
/// Without the bit that says whether it may be NULL.
[[nodiscard]] inline int firebirdType(const XSQLVAR &variable)
{
    return variable.sqltype & ~1;
}

} // namespace concord
