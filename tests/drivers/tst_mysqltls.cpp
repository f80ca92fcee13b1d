// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

Q_DECLARE_METATYPE(concord::ErrorKind)
Q_DECLARE_METATYPE(concord::TlsMode)

/// Each TLS mode against a server with TLS, with a certificate that is not for its host, by an authority that nobody
/// trusts, and against a line on which somebody hides that the server speaks TLS.
class TestMysqlTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrRefusesEachMode_data();
    void keepsOrRefusesEachMode();
    void loginStaysSecretWhenTlsIsStripped_data();
    void loginStaysSecretWhenTlsIsStripped();
    void refusesBeforeConnecting_data();
    void refusesBeforeConnecting();
    void cancelsOverTlsToo_data();
    void cancelsOverTlsToo();
};

enum class Authority { None, Right, Wrong };
Q_DECLARE_METATYPE(Authority)

static QString fileOf(Authority authority, const TestServer &server)
{
    switch (authority) {
    case Authority::None: return {};
    case Authority::Right: return server.tlsPath + "/ca.pem"_L1;
    case Authority::Wrong: return server.tlsPath + "/other-ca.pem"_L1;
    }
    return {};
}

void TestMysqlTls::keepsOrRefusesEachMode_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("host");
    QTest::addColumn<TlsMode>("mode");
    QTest::addColumn<Authority>("authority");
    QTest::addColumn<bool>("opens");
    QTest::addColumn<bool>("encrypted");
    struct Row
    {
        const char *name;
        const char *host;
        TlsMode mode;
        Authority authority;
        bool opens;
        bool encrypted;
    };
    static constexpr Row rows[] = {
        {"default", "127.0.0.1", TlsMode::Default, Authority::None, true, true},
        {"disable", "127.0.0.1", TlsMode::Disable, Authority::None, true, false},
        {"prefer", "127.0.0.1", TlsMode::Prefer, Authority::None, true, true},
        {"prefer, wrong authority", "127.0.0.1", TlsMode::Prefer, Authority::Wrong, true, true},
        {"require", "127.0.0.1", TlsMode::Require, Authority::None, true, true},
        {"require, host not in the certificate", "127.0.0.2", TlsMode::Require, Authority::None, true, true},
        {"verify-ca", "127.0.0.1", TlsMode::VerifyCa, Authority::Right, true, true},
        {"verify-ca, host not in the certificate", "127.0.0.2", TlsMode::VerifyCa, Authority::Right, true, true},
        {"verify-ca, wrong authority", "127.0.0.1", TlsMode::VerifyCa, Authority::Wrong, false, false},
        {"verify-ca, the system's authorities", "127.0.0.1", TlsMode::VerifyCa, Authority::None, false, false},
        {"verify-full", "127.0.0.1", TlsMode::VerifyFull, Authority::Right, true, true},
        {"verify-full by name", "localhost", TlsMode::VerifyFull, Authority::Right, true, true},
        {"verify-full, host not in the certificate", "127.0.0.2", TlsMode::VerifyFull, Authority::Right, false, false},
        {"verify-full, wrong authority", "127.0.0.1", TlsMode::VerifyFull, Authority::Wrong, false, false},
        {"verify-full, the system's authorities", "127.0.0.1", TlsMode::VerifyFull, Authority::None, false, false},
    };
    for (const QString &server : {u"mariadb"_s, u"mysql"_s}) {
        for (const Row &row : rows)
            QTest::addRow("%s: %s", qPrintable(server), row.name)
                << server << QString::fromLatin1(row.host) << row.mode << row.authority << row.opens << row.encrypted;
    }
}

void TestMysqlTls::keepsOrRefusesEachMode()
{
    QFETCH(QString, serverName);
    QFETCH(QString, host);
    QFETCH(TlsMode, mode);
    QFETCH(Authority, authority);
    QFETCH(bool, opens);
    QFETCH(bool, encrypted);
    const auto server = testServer(serverName);
    if (!server || server->tlsPath.isEmpty())
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    // The server itself listens on 127.0.0.1 only.
    const Relay relay(server->port, Relay::Greeting::Untouched, host == "localhost"_L1 ? "127.0.0.1" : host.toLatin1().constData());
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.host = host;
    endpoint.port = relay.port();
    endpoint.options.tls = mode;
    endpoint.options.tlsCa = fileOf(authority, *server);
    const auto connection = open(endpoint, serverSecret(*server));
    if (!opens) {
        QVERIFY2(!connection, "it opened");
        QCOMPARE(connection.error().kind, ErrorKind::Tls);
        QVERIFY(!relay.fromClients().contains(server->user.toUtf8()));
        return;
    }
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));
    const auto info = (*connection)->serverInfo(noDeadline);
    QVERIFY(info);
    QCOMPARE(!info->tls.isEmpty(), encrypted);
    QCOMPARE(run(**connection, u"SELECT 'for all to read'"_s).cell(), u"for all to read"_s);
    QCOMPARE(relay.fromClients().contains("for all to read"), !encrypted);
}

void TestMysqlTls::loginStaysSecretWhenTlsIsStripped_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<TlsMode>("mode");
    for (const QString &server : {u"mariadb"_s, u"mysql"_s}) {
        for (const TlsMode mode : {TlsMode::Require, TlsMode::VerifyCa, TlsMode::VerifyFull})
            QTest::addRow("%s: %s", qPrintable(server), qPrintable(tlsModeName(mode))) << server << mode;
    }
}

void TestMysqlTls::loginStaysSecretWhenTlsIsStripped()
{
    QFETCH(QString, serverName);
    QFETCH(TlsMode, mode);
    const auto server = testServer(serverName);
    if (!server || server->tlsPath.isEmpty())
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    const Relay relay(server->port, Relay::Greeting::WithoutTls);
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.port = relay.port();
    // The strip works: without a demand the link is open to the line's reader.
    const auto open1 = open(endpoint, serverSecret(*server));
    if (open1)
        QVERIFY((*open1)->serverInfo(noDeadline)->tls.isEmpty());
    QVERIFY(relay.fromClients().contains(server->user.toUtf8()));

    const Relay second(server->port, Relay::Greeting::WithoutTls);
    endpoint.port = second.port();
    endpoint.options.tls = mode;
    endpoint.options.tlsCa = mode == TlsMode::Require ? QString() : server->tlsPath + "/ca.pem"_L1;
    const auto refused = open(endpoint, serverSecret(*server));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Tls);
    // Not a word was sent: neither the user's name nor an answer made from the password.
    QCOMPARE(second.fromClients(), QByteArray());
}

void TestMysqlTls::refusesBeforeConnecting_data()
{
    QTest::addColumn<ConnectOptions>("options");
    QTest::addColumn<ErrorKind>("kind");
    ConnectOptions options;
    options.tls = TlsMode::Require;
    options.socket = u"/tmp/no.sock"_s;
    QTest::newRow("require on a Unix socket") << options << ErrorKind::Tls;
    options = {};
    options.tls = TlsMode::VerifyFull;
    options.tlsCa = u"/no/such/ca.pem"_s;
    QTest::newRow("CA file that is not there") << options << ErrorKind::Tls;
    options = {};
    options.tls = TlsMode::Disable;
    options.tlsCa = u"/etc/hostname"_s;
    QTest::newRow("disabled, with a CA") << options << ErrorKind::Tls;
    options = {};
    options.tls = TlsMode::Require;
    options.tlsCert = u"/etc/hostname"_s;
    QTest::newRow("certificate without a key") << options << ErrorKind::Tls;
    options = {};
    options.searchPath = u"x"_s;
    QTest::newRow("an option of another engine") << options << ErrorKind::Usage;
    options = {};
    options.extra = {{u"MYSQL_OPT_LOCAL_INFILE"_s, u"1"_s}};
    QTest::newRow("an unknown option") << options << ErrorKind::Usage;
    options = {};
    options.charset = u"nosuch"_s;
    QTest::newRow("an unknown character set") << options << ErrorKind::Usage;
}

void TestMysqlTls::refusesBeforeConnecting()
{
    QFETCH(ConnectOptions, options);
    QFETCH(ErrorKind, kind);
    for (const QString &engine : {u"mariadb"_s, u"mysql"_s}) {
        Endpoint endpoint;
        endpoint.engine = engine;
        endpoint.host = u"127.0.0.1"_s;
        endpoint.port = 1; // would say "connection" if it were tried
        endpoint.options = options;
        const auto checked = drivers().find(engine)->check(endpoint);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, kind);
        const auto opened = open(endpoint);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, kind);
    }
}

void TestMysqlTls::cancelsOverTlsToo_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addRow("mariadb") << u"mariadb"_s;
    QTest::addRow("mysql") << u"mysql"_s;
}

void TestMysqlTls::cancelsOverTlsToo()
{
    QFETCH(QString, serverName);
    const auto server = testServer(serverName);
    if (!server || server->tlsPath.isEmpty())
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.options.tls = TlsMode::VerifyFull;
    endpoint.options.tlsCa = server->tlsPath + "/ca.pem"_L1;
    const auto connection = open(endpoint, serverSecret(*server));
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));
    ExecuteLimits limits;
    limits.deadline = Clock::now() + std::chrono::milliseconds(200);
    const Answer stopped = run(**connection, u"SELECT SLEEP(60)"_s, {}, limits);
    QVERIFY(stopped.error);
    QCOMPARE(stopped.error->kind, ErrorKind::Timeout);
    QVERIFY(Clock::now() < limits.deadline + std::chrono::seconds(10));
}

CONCORD_TEST(TestMysqlTls)
#include "tst_mysqltls.moc"
