// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <expected>
#include <optional>

namespace concord::test {

/// A real server that this test run started (servers.sh), or one that CONCORD_TEST_<NAME> (CONCORD_TEST_MONGODB_URI) names by its URL.
struct TestServer
{
    QString name;   ///< "postgresql17", "postgresql18", "mariadb", "mysql", "mongodb", "firebird"
    QString engine; ///< "postgresql", "mysql", "mongodb" or "firebird": the engine's name in a Concord URL
    QString host;
    quint16 port = 0;
    QString user; ///< may do everything
    QString password;
    QString database;       ///< where an administrator connects: "postgres", Firebird's file; empty for MariaDB and MySQL
    QString passwordUser;   ///< a user with a password: SCRAM for PostgreSQL, may create databases
    QString passwordOfUser; ///< that password
    QString socket;         ///< PostgreSQL: the folder of its socket; MariaDB and MySQL: the socket
    QString log;
    qint64 pid = 0;  ///< 0 where it is not ours, so not ours to stop either
    QString tlsPath; ///< folder with ca.pem, other-ca.pem (signed nothing), client.pem and client.key (user concord_certificate)

    /// postgresql://user:password@host:port/database; the administrator's database where none is given.
    [[nodiscard]] QUrl url(const QString &database = {}) const;
};

/// The server of that name, or nothing where it could not be started here.
[[nodiscard]] std::optional<TestServer> testServer(const QString &name);

/// A database of the test's own on that server; dropped with this object.
class ScratchDatabase
{
public:
    /// The error is the server's own words.
    [[nodiscard]] static std::expected<ScratchDatabase, QString> create(const TestServer &server);
    ~ScratchDatabase();
    ScratchDatabase(ScratchDatabase &&other) noexcept;
    ScratchDatabase &operator=(ScratchDatabase &&other) noexcept;

    [[nodiscard]] const TestServer &server() const { return m_server; }
    /// Of Firebird the path of its file.
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] QUrl url() const { return m_server.url(m_name); }
    /// Runs each statement in this database as the administrator. Empty: all went well; else the server's words.
    [[nodiscard]] QString execute(const QStringList &statements) const;

private:
    ScratchDatabase(TestServer server, QString name);
    TestServer m_server;
    QString m_name; ///< empty once moved from
};

} // namespace concord::test

/// In a test function: `CONCORD_NEED_SERVER(server, "mysql")` declares `server`, or skips the function and says why.
#define CONCORD_NEED_SERVER(variable, serverName) \
    const auto variable##Found = concord::test::testServer(QStringLiteral(serverName)); \
    if (!variable##Found) \
        QSKIP("needs the test server " serverName ", which is not available here"); \
    const concord::test::TestServer &variable = *variable##Found
