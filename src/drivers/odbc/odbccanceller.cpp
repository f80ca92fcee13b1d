// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbccanceller.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

namespace concord {

static constexpr auto longestWait = 3s;

struct OdbcCanceller::State
{
    std::mutex mutex;
    std::condition_variable changed;
    SQLHSTMT statement = nullptr;
    int calls = 0;
    bool requested = false;
};

OdbcCanceller::OdbcCanceller() : m_state(std::make_shared<State>()) {}

void OdbcCanceller::watch(SQLHSTMT statement)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->statement = statement;
}

bool OdbcCanceller::forget()
{
    std::unique_lock lock(m_state->mutex);
    m_state->statement = nullptr;
    return m_state->changed.wait_for(lock, longestWait, [this] { return m_state->calls == 0; });
}

void OdbcCanceller::request()
{
    std::unique_lock lock(m_state->mutex);
    const SQLHSTMT statement = m_state->statement;
    if (!statement || m_state->calls > 0) // a call that hangs is not helped by another
        return;
    ++m_state->calls;
    m_state->requested = true;
    std::thread([state = m_state, statement] {
        SQLCancel(statement);
        const std::scoped_lock done(state->mutex);
        --state->calls;
        state->changed.notify_all();
    }).detach();
    m_state->changed.wait_for(lock, longestWait, [this] { return m_state->calls == 0; });
}

bool OdbcCanceller::takeRequested()
{
    const std::scoped_lock lock(m_state->mutex);
    return std::exchange(m_state->requested, false);
}

} // namespace concord
