// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "testprogram.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// A port of 127.0.0.1 that is ours: refusing, or listening without ever saying a word.
class Port
{
public:
    explicit Port(bool listens) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof m_address;
        m_ok = ::bind(m_socket, generic(), size) == 0 && ::getsockname(m_socket, generic(), &size) == 0 && (!listens || ::listen(m_socket, 5) == 0);
    }
    ~Port() { ::close(m_socket); }
    Port(const Port &) = delete;
    Port &operator=(const Port &) = delete;
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] int number() const { return ::ntohs(m_address.sin_port); }

private:
    sockaddr *generic() { return reinterpret_cast<sockaddr *>(&m_address); }

    int m_socket;
    sockaddr_in m_address{};
    bool m_ok = false;
};

/// What cannot be opened or read: each says what and where, hangs nobody, and leaves nothing behind.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sqliteFiles_data();
    void sqliteFiles();
    void sqliteMakesNoFileOfAMistypedPath();
    void sqliteReadsDifficultPaths();
    void postgresqlRefusals_data();
    void postgresqlRefusals();
    void thePasswordIsInNoError();
    void aSilentServerEndsAtTheDeadline();
    void aServerThatGoesAwayIsSaidToBeLost();
    void longStatements();
    void manyColumns();
    void tlsModes();
};

void TestBadInput::sqliteFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("missing") << u"nosuch.db"_s << ErrorKind::NotFound;
    QTest::newRow("folder") << u"folder"_s << ErrorKind::NotFound;
    QTest::newRow("text") << u"text.db"_s << ErrorKind::Damaged;
    QTest::newRow("cut off") << u"cut.db"_s << ErrorKind::Damaged;
    QTest::newRow("dangling link") << u"link.db"_s << ErrorKind::NotFound;
    QTest::newRow("no name") << QString() << ErrorKind::Usage;
}

void TestBadInput::sqliteFiles()
{
    QFETCH(QString, path);
    QFETCH(ErrorKind, kind);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"folder"_s));
    QFile text(folder.filePath(u"text.db"_s));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("no database at all\n").repeated(100));
    text.close();
    QFile cut(folder.filePath(u"cut.db"_s));
    QVERIFY(cut.open(QIODevice::WriteOnly));
    cut.write(QByteArray("SQLite format 3\0", 16) + QByteArray(600, '\xff'));
    cut.close();
    QVERIFY(QFile::link(folder.filePath(u"gone.db"_s), folder.filePath(u"link.db"_s)));
    for (const bool readOnly : {true, false}) {
        const auto opened = open(sqliteEndpoint(path.isEmpty() ? path : folder.filePath(path), readOnly));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, kind);
        QVERIFY2(path.isEmpty() || opened.error().message.contains(path), qPrintable(opened.error().message));
    }
}

void TestBadInput::sqliteMakesNoFileOfAMistypedPath()
{
    QTemporaryDir folder;
    QVERIFY(!open(sqliteEndpoint(folder.filePath(u"mistyped.db"_s))));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestBadInput::sqliteReadsDifficultPaths()
{
    QTemporaryDir folder;
    for (const QString &name : {u"a b.db"_s, u"100%?.db"_s, u"a#b&c=d;e.db"_s, u"ä€😀.db"_s, u"%41.db"_s}) {
        QVERIFY(touch(folder.filePath(name)));
        const auto opened = open(sqliteEndpoint(folder.filePath(name)));
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        QVERIFY(!run(**opened, u"CREATE TABLE t (a)"_s).error);
        QVERIFY(QFileInfo(folder.filePath(name)).size() > 0);
    }
}

void TestBadInput::postgresqlRefusals_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("wrong password") << u"password"_s << ErrorKind::Authentication;
    QTest::newRow("unknown user") << u"user"_s << ErrorKind::Authentication;
    QTest::newRow("unknown database") << u"database"_s << ErrorKind::NotFound;
    QTest::newRow("closed port") << u"port"_s << ErrorKind::Connection;
    QTest::newRow("no such host") << u"host"_s << ErrorKind::Connection;
    QTest::newRow("no socket there") << u"socket"_s << ErrorKind::Connection;
    QTest::newRow("unknown option") << u"option"_s << ErrorKind::Usage;
    QTest::newRow("certificate without key") << u"certificate"_s << ErrorKind::Tls;
}

void TestBadInput::postgresqlRefusals()
{
    QFETCH(QString, what);
    QFETCH(ErrorKind, kind);
    CONCORD_NEED_SERVER(server, "postgresql17");
    Endpoint endpoint = serverEndpoint(server, server.database);
    endpoint.user = server.passwordUser;
    Secret secret(server.passwordOfUser.toUtf8());
    QVERIFY(open(endpoint, secret));
    const Port refusing(false);
    QVERIFY(refusing.ok());
    if (what == u"password"_s) {
        secret = Secret("wrong");
    } else if (what == u"user"_s) {
        endpoint.user = u"it's \\ nobody"_s;
    } else if (what == u"database"_s) {
        endpoint.database = u"no' such\\ database"_s;
    } else if (what == u"port"_s) {
        endpoint.port = refusing.number();
    } else if (what == u"host"_s) {
        endpoint.host = u"no-such-host.invalid"_s;
    } else if (what == u"socket"_s) {
        endpoint.options.socket = u"/nowhere/at/all"_s;
    } else if (what == u"option"_s) {
        endpoint.options.extra.insert(u"nosuch"_s, u"1"_s);
    } else {
        endpoint.options.tlsCert = server.tlsPath + u"/client.pem"_s;
    }
    const auto opened = open(endpoint, secret);
    QVERIFY(!opened);
    QVERIFY2(opened.error().kind == kind, qPrintable(errorKindName(opened.error().kind) + u": "_s + opened.error().message));
    QVERIFY(!opened.error().message.isEmpty());
}

void TestBadInput::thePasswordIsInNoError()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    Endpoint endpoint = serverEndpoint(server, server.database);
    endpoint.user = server.passwordUser;
    const auto opened = open(endpoint, Secret("can'ary \\ pass;word"));
    QVERIFY(!opened);
    QVERIFY(!(opened.error().message + opened.error().detail).contains(u"ary"_s));
}

void TestBadInput::aSilentServerEndsAtTheDeadline()
{
    const Port silent(true); // the kernel accepts for it
    QVERIFY(silent.ok());
    Endpoint endpoint;
    endpoint.engine = u"postgresql"_s;
    endpoint.host = u"127.0.0.1"_s;
    endpoint.port = silent.number();
    endpoint.user = u"nobody"_s;
    endpoint.options.connectTimeoutMs = 700;
    QElapsedTimer timer;
    timer.start();
    const auto opened = open(endpoint);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestBadInput::aServerThatGoesAwayIsSaidToBeLost()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto opened = open(serverEndpoint(server, server.database));
    const auto killer = open(serverEndpoint(server, server.database));
    QVERIFY(opened && killer);
    const QString pid = run(**opened, u"SELECT pg_backend_pid()"_s).cell();
    Answer answer;
    std::jthread worker([&] { answer = run(**opened, u"SELECT pg_sleep(30)"_s); });
    QTRY_COMPARE(run(**killer, u"SELECT state FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid = "_s + pid).cell(), u"active"_s);
    QCOMPARE(run(**killer, u"SELECT pg_terminate_backend(%1)"_s.arg(pid)).cell(), u"true"_s);
    worker.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Lost);
    QVERIFY(!(*opened)->isAlive());
    QCOMPARE(run(**opened, u"SELECT 1"_s).error->kind, ErrorKind::Lost);
}

void TestBadInput::longStatements()
{
    const QString text(10'000'000, u'x');
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.db"_s);
    QVERIFY(touch(path));
    const auto sqlite = open(sqliteEndpoint(path, true));
    QVERIFY(sqlite);
    QCOMPARE(run(**sqlite, u"SELECT length('%1')"_s.arg(text)).cell(), u"10000000"_s);
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto postgresql = open(serverEndpoint(server, server.database, true));
    QVERIFY(postgresql);
    QCOMPARE(run(**postgresql, u"SELECT length('%1')"_s.arg(text)).cell(), u"10000000"_s);
}

void TestBadInput::manyColumns()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto postgresql = open(serverEndpoint(server, server.database, true));
    QVERIFY(postgresql);
    QStringList columns;
    for (int i = 0; i < 1600; ++i)
        columns.append(u"%1 AS c%1"_s.arg(i));
    const Answer answer = run(**postgresql, u"SELECT "_s + columns.join(u", "_s));
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QCOMPARE(answer.results.first().columns.size(), std::size_t(1600));
    QCOMPARE(answer.results.first().rows().first().last(), u"1599"_s);
}

void TestBadInput::tlsModes()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    if (server.tlsPath.isEmpty())
        QSKIP("the server has no TLS");
    Endpoint endpoint = serverEndpoint(server, server.database);
    endpoint.options.tls = TlsMode::VerifyCa;
    endpoint.options.tlsCa = server.tlsPath + u"/ca.pem"_s;
    const auto trusted = open(endpoint);
    QVERIFY2(trusted, trusted ? "" : qPrintable(trusted.error().message));
    QVERIFY((*trusted)->serverInfo(Clock::now() + 5s)->tls.startsWith(u"TLS"_s));
    endpoint.options.tlsCa = server.tlsPath + u"/other-ca.pem"_s;
    const auto stranger = open(endpoint);
    QVERIFY(!stranger);
    QCOMPARE(stranger.error().kind, ErrorKind::Tls);
    endpoint.options.tlsCa = u"/nowhere/ca.pem"_s;
    QCOMPARE(open(endpoint).error().kind, ErrorKind::Tls);
    endpoint.options = {};
    endpoint.options.tls = TlsMode::Disable;
    const auto plain = open(endpoint);
    QVERIFY(plain);
    QVERIFY((*plain)->serverInfo(Clock::now() + 5s)->tls.isEmpty());
}

CONCORD_TEST(TestBadInput)
#include "tst_badinput.moc"
