// SPDX-License-Identifier: GPL-3.0-or-later
// TLS and SCRAM against FerretDB, which wants a certificate of its clients here. X.509 and authSource, which it does not know: tst_fake.cpp.
#include "servers/testservers.h"
#include "support/opened.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMongodbSecured : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void certificatesAndAPasswordLetIn_data();
    void certificatesAndAPasswordLetIn();
    void whatCannotBeTrustedIsNotUsed_data();
    void whatCannotBeTrustedIsNotUsed();
    void aRefusedLoginSaysWhy_data();
    void aRefusedLoginSaysWhy();

private:
    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] Result<std::unique_ptr<Connection>> opened(const Endpoint &endpoint) const;

    std::optional<TestServer> m_server;
    QTemporaryDir m_folder;
    QString m_certificate;
};

void TestMongodbSecured::initTestCase()
{
    m_server = testServer(u"mongodbtls"_s);
    if (!m_server)
        QSKIP("needs FerretDB with TLS, which is not available here");
    // libmongoc takes a certificate and its key from one file.
    m_certificate = m_folder.filePath(u"client.pem"_s);
    QFile both(m_certificate);
    QVERIFY(both.open(QIODevice::WriteOnly));
    for (const QString &part : {u"client.pem"_s, u"client.key"_s}) {
        QFile file(m_server->tlsPath + u'/' + part);
        QVERIFY(file.open(QIODevice::ReadOnly));
        both.write(file.readAll());
    }
}

Endpoint TestMongodbSecured::endpoint() const
{
    Endpoint endpoint;
    endpoint.engine = u"mongodb"_s;
    endpoint.name = u"secured"_s;
    endpoint.host = m_server->host;
    endpoint.port = m_server->port;
    endpoint.user = m_server->user;
    endpoint.database = u"shop"_s;
    endpoint.options.tls = TlsMode::VerifyFull;
    endpoint.options.tlsCa = m_server->tlsPath + u"/ca.pem"_s;
    endpoint.options.tlsCert = m_certificate;
    endpoint.options.connectTimeoutMs = 3000;
    return endpoint;
}

Result<std::unique_ptr<Connection>> TestMongodbSecured::opened(const Endpoint &endpoint) const
{
    return concord::test::open(endpoint, Secret(m_server->password.toUtf8()));
}

void TestMongodbSecured::certificatesAndAPasswordLetIn_data()
{
    QTest::addColumn<TlsMode>("tls");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("mechanism");
    QTest::newRow("verify-full") << TlsMode::VerifyFull << u"ca.pem"_s << QString();
    QTest::newRow("verify-ca") << TlsMode::VerifyCa << u"ca.pem"_s << QString();
    QTest::newRow("require trusts anybody") << TlsMode::Require << u"other-ca.pem"_s << QString();
    QTest::newRow("SCRAM-SHA-256 by name") << TlsMode::VerifyFull << u"ca.pem"_s << u"SCRAM-SHA-256"_s;
}

void TestMongodbSecured::certificatesAndAPasswordLetIn()
{
    QFETCH(const TlsMode, tls);
    QFETCH(const QString, ca);
    QFETCH(const QString, mechanism);
    Endpoint wanted = endpoint();
    wanted.options.tls = tls;
    wanted.options.tlsCa = m_server->tlsPath + u'/' + ca;
    if (!mechanism.isEmpty())
        wanted.options.extra.insert(u"authMechanism"_s, mechanism);
    const auto connection = opened(wanted);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto info = (*connection)->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QCOMPARE(info->user, u"concord"_s);
    QVERIFY2(!info->tls.isEmpty(), qPrintable(info->tls));
    QVERIFY(!run(**connection, u"db.t.find({}).limit(1)"_s).error);
}

void TestMongodbSecured::whatCannotBeTrustedIsNotUsed_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("another authority") << u"ca"_s;
    QTest::newRow("another name") << u"name"_s;
    QTest::newRow("no authority named") << u"no ca"_s;
    QTest::newRow("no certificate of the client's") << u"no certificate"_s;
    QTest::newRow("a certificate without its key") << u"no key"_s;
    QTest::newRow("no TLS") << u"clear"_s;
}

void TestMongodbSecured::whatCannotBeTrustedIsNotUsed()
{
    QFETCH(const QString, what);
    Endpoint wanted = endpoint();
    std::optional<Relay> elsewhere;
    if (what == "ca"_L1) {
        wanted.options.tlsCa = m_server->tlsPath + u"/other-ca.pem"_s;
    } else if (what == "name"_L1) {
        elsewhere.emplace(m_server->port, Relay::Greeting::Untouched, "127.0.0.2");
        wanted.host = u"127.0.0.2"_s;
        wanted.port = elsewhere->port();
        wanted.options.tls = TlsMode::VerifyCa; // the name alone is wrong
        const auto connection = opened(wanted);
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
        wanted.options.tls = TlsMode::VerifyFull;
    } else if (what == "no ca"_L1) {
        wanted.options.tlsCa.clear();
    } else if (what == "no certificate"_L1) {
        wanted.options.tlsCert.clear();
    } else if (what == "no key"_L1) {
        wanted.options.tlsCert = m_server->tlsPath + u"/client.pem"_s;
    } else {
        wanted.options.tls = TlsMode::Disable;
        wanted.options.tlsCa.clear();
        wanted.options.tlsCert.clear();
    }
    const auto refused = opened(wanted);
    QVERIFY(!refused);
    // In TLS 1.3 the client's part is over before the server looks at its certificate: all that is seen is a line that ends.
    const bool ends = what == "clear"_L1 || what == "no certificate"_L1;
    QCOMPARE(refused.error().kind, ends ? ErrorKind::Connection : ErrorKind::Tls);
    QVERIFY2(!ends || refused.error().detail.contains(what == "clear"_L1 ? "may want TLS"_L1 : "a certificate of yours"_L1),
             qPrintable(refused.error().message));
}

void TestMongodbSecured::aRefusedLoginSaysWhy_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("wrong password") << u"password"_s;
    QTest::newRow("no such user") << u"user"_s;
    QTest::newRow("no password") << u"no password"_s;
    QTest::newRow("SCRAM-SHA-1, which this server does not know") << u"SCRAM-SHA-1"_s;
    QTest::newRow("X.509, which this server does not know") << u"MONGODB-X509"_s;
}

void TestMongodbSecured::aRefusedLoginSaysWhy()
{
    QFETCH(const QString, what);
    Endpoint wanted = endpoint();
    Secret secret(m_server->password.toUtf8());
    if (what == "password"_L1)
        secret = Secret("canary");
    else if (what == "user"_L1)
        wanted.user = u"nobody"_s;
    else if (what == "no password"_L1)
        secret = Secret();
    else
        wanted.options.extra.insert(u"authMechanism"_s, what);
    if (what == "MONGODB-X509"_L1) {
        wanted.user.clear();
        secret = Secret();
    }
    const auto refused = concord::test::open(wanted, secret);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Authentication);
    QVERIFY(!refused.error().message.contains("canary"_L1) && !refused.error().detail.contains("canary"_L1));
}

CONCORD_TEST(TestMongodbSecured)
#include "tst_secured.moc"
