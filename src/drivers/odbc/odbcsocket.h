// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

namespace concord {

/// The socket over which a driver speaks, which ODBC does not tell: found by what it sends. A duplicate, so that a reused
/// descriptor never cuts a stranger's connection. Empty where there is none (files, other systems than Linux).
class OdbcSocket
{
public:
    OdbcSocket() = default;
    OdbcSocket(OdbcSocket &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    OdbcSocket &operator=(OdbcSocket &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~OdbcSocket();

    /// `send` sends about that many bytes to the server and waits for its answer; called twice. The socket is the only
    /// one of the process over which just that much went each time.
    [[nodiscard]] static OdbcSocket find(const std::function<void(int bytes)> &send);
    [[nodiscard]] bool isFound() const { return m_descriptor >= 0; }
    /// Ends the line in both directions; a read that waits returns at once. From any thread.
    void cut() const;

private:
    explicit OdbcSocket(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace concord
