// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace concord::test {

/// A port that takes every link, says nothing, and cuts it after a moment. Counts links while an event loop runs.
class CountingPort : public QObject
{
public:
    CountingPort()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, &CountingPort::take);
    }
    [[nodiscard]] quint16 number() const { return m_server.serverPort(); }
    /// The most that were open at once.
    [[nodiscard]] int most() const { return m_most; }
    [[nodiscard]] int all() const { return m_all; }

private:
    void take()
    {
        while (QTcpSocket *link = m_server.nextPendingConnection()) {
            ++m_all;
            m_most = std::max(m_most, ++m_open);
            QTimer::singleShot(std::chrono::milliseconds(200), link, [this, link] {
                --m_open;
                link->abort();
            });
        }
    }

    QTcpServer m_server;
    int m_open = 0;
    int m_most = 0;
    int m_all = 0;
};

} // namespace concord::test
