// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace concord::test {

/// What a SQL Server answers, token by token (MS-TDS 7.4).
namespace tds {
enum class Type {
    BigInt,
    Bit,
    NVarChar,
    NVarCharMax,
    Variant,
    DateTime2,
    Decimal,
    // Values of these are given as bytes, as they go over the wire.
    TinyInt,
    Int,
    Float,
    Money,
    DateTime,
    SmallDateTime,
    Date,
    Time,
    DateTimeOffset,
    Guid,
    RowVersion,
    Xml,
    Geography
};
/// PRINT (number 0), RAISERROR below class 11, or an error.
[[nodiscard]] QByteArray message(int number, int level, const QString &text, int line);
[[nodiscard]] QByteArray columns(const QStringList &names, const QList<Type> &types);
/// Values by their columns' types: integers, texts; of DateTime2 100 ns since midnight and days since 0001-01-01 as a list; of
/// Decimal(38,4) the digits without the point; a Variant of bytes is its type, properties and value.
[[nodiscard]] QByteArray row(const QVariantList &values, const QList<Type> &types);
/// `more`: another result follows; `command`: 0xc1 SELECT, 0xc3 INSERT.
[[nodiscard]] QByteArray done(bool more = false, qint64 rows = -1, bool error = false, quint16 command = 0xc1);
} // namespace tds

/// Speaks SQL Server's protocol on a port of 127.0.0.1: logs everybody in but who gives the password "wrong" or wants the database "nope",
/// and hands each batch, or "CALL 10|SELECT @P1|@P1 bigint|42" of a procedure's call, to an answerer, of which every connection makes its own on its own thread. A stand-in on the wire, said so: no server can be installed here.
class TdsServer
{
public:
    using Answerer = std::function<QByteArray(const QString &sql)>;
    explicit TdsServer(std::function<Answerer()> makeAnswerer);
    ~TdsServer();
    TdsServer(const TdsServer &) = delete;
    TdsServer &operator=(const TdsServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int attentions() const { return m_attentions; }
    /// Of the last login, as it was told.
    [[nodiscard]] QString lastPassword()
    {
        const std::lock_guard lock(m_mutex);
        return m_lastPassword;
    }
    /// A batch that answers this waits until the client asks to stop.
    static inline const QByteArray waits = "waits";
    /// A batch that answers this is the last thing that the server hears.
    static inline const QByteArray fallsSilent = "falls silent";
    /// Followed by this the link is closed after what came before.
    static inline const QByteArray hangsUp = "hangs up";

private:
    void serve(int socket);

    std::function<Answerer()> m_makeAnswerer;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<int> m_attentions = 0;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    QString m_lastPassword;
    std::vector<std::jthread> m_threads;
    std::jthread m_acceptor;
};

} // namespace concord::test
