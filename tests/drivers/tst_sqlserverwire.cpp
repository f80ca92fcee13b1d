// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way over FreeTDS's driver, to a stand-in that speaks the protocol: messages, several results, errors, cancelling,
// a link that breaks, plans, and Chinook's catalog.
#include "connection/connectionurl.h"
#include "odbc/odbcinstalled.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "schema/sqldefcases.h"
#include "schema/systemviews.h"
#include "support/opened.h"
#include "support/relay.h"
#include "support/tdsemulation.h"
#include "support/tdsserver.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

class TestSqlServerWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWrongPasswordIsSaid();
    void aPasswordArrivesAsItIs_data();
    void aPasswordArrivesAsItIs();
    void aWrongDatabaseIsNoWrongPassword();
    void whoDoesNotAnswerIsSaid_data();
    void whoDoesNotAnswerIsSaid();
    void withoutAUserItIsSaid();
    void aServerThatIsAnotherSaysSo();
    void resultsMessagesAndErrorsComeInOrder();
    void everyStatementOfABatchTellsItsRows();
    void whatIsNotThereIsNamed();
    void aStatementIsCancelled();
    void aSilentServerIsLetGoOf();
    void aServerWithoutTlsIsRefused();
    void aBrokenLinkIsLost();
    void anErrorThatEndsTheSessionIsToldAsTheLoss();
    void plansAreAskedFor();
    void aTransactionThatNobodyBeganIsTold_data();
    void aTransactionThatNobodyBeganIsTold();
    void readOnlyIsHeldByTheText();
    void chinookComesOverTheWire();

private:
    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] std::unique_ptr<Connection> opened(bool readOnly = false) const;

    std::unique_ptr<TdsServer> m_server;
    QTemporaryDir m_folder;
};

using Type = tds::Type;

/// What tests ask by name.
static QByteArray scripted(const QString &sql)
{
    if (sql == u"SELECT @@VERSION")
        return oneCell(u"Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8\nJul  5 2022 17:25:08\n"
                       "PostgreSQL 14.3 on x86_64-pc-linux-gnu (Babelfish 2.1.1)"_s,
                       Type::NVarChar);
    if (sql.startsWith(u"MANY"))
        return tds::message(0, 0, u"привет 🙂"_s, 2) + tds::columns({u"n"_s}, {Type::BigInt}) + tds::row({5}, {Type::BigInt}) + tds::done(true, 1)
               + tds::done(true, 3, false, 0xc3) + tds::message(8134, 16, u"Divide by zero error encountered."_s, 2) + tds::done(true, -1, true)
               + tds::message(50000, 10, u"half way"_s, 3) + tds::columns({u"after"_s}, {Type::BigInt}) + tds::row({9}, {Type::BigInt})
               + tds::done(false, 1);
    if (sql.startsWith(u"CREATE TABLE #t"))
        return tds::done(true, -1, false, 0xc6) + tds::done(true, 2, false, 0xc3) + tds::columns({u"n"_s}, {Type::BigInt})
               + tds::row({7}, {Type::BigInt}) + tds::done(true, 1) + tds::done(false, 2, false, 0xc5);
    if (sql == u"BREAK") {
        QByteArray bytes = tds::columns({u"n"_s}, {Type::BigInt});
        for (int i = 0; i < 5000; ++i)
            bytes += tds::row({i}, {Type::BigInt});
        return bytes + TdsServer::hangsUp;
    }
    if (sql == u"KILL ME")
        return tds::message(596, 20, u"Cannot continue the execution because the session is in the kill state."_s, 1) + tds::done(false, -1, true)
               + TdsServer::hangsUp;
    if (sql.startsWith(u"WAITFOR"))
        return TdsServer::waits;
    if (sql == u"FALL SILENT")
        return TdsServer::fallsSilent;
    return {};
}

/// What a session was told, before it is asked of the emulated database.
struct Told
{
    bool heedless = false; ///< takes SHOWPLAN and does not plan
    bool refusing = false; ///< refuses it
    bool open = false;     ///< a transaction, as after SET IMPLICIT_TRANSACTIONS ON
};

static QByteArray told(const QString &sql, Told &session)
{
    if (sql == u"SELECT @@TRANCOUNT")
        return oneCell(session.open ? u"1"_s : u"0"_s, Type::NVarChar);
    if (sql.contains(u"INSERT INTO implicitly") || sql.startsWith(u"EXEC leaves_one") || sql == u"COMMIT") {
        session.open = sql != u"COMMIT";
        return tds::done(false, 1);
    }
    if (sql == u"BE HEEDLESS" || sql == u"REFUSE PLANS") {
        (sql == u"BE HEEDLESS" ? session.heedless : session.refusing) = true;
        return tds::done();
    }
    if (sql.startsWith(u"SET SHOWPLAN_XML") && session.refusing)
        return tds::message(33557097, 16, u"'SHOWPLAN_XML' is not currently supported in Babelfish"_s, 1) + tds::done(false, -1, true);
    if (sql.startsWith(u"SET SHOWPLAN_XML") && session.heedless)
        return tds::done();
    return {};
}

static std::atomic<int> deletions = 0;

/// Scripted answers, and everything else asked of the emulated database.
static TdsServer::Answerer answerer(const QString &main, const QString &views)
{
    auto database = std::make_shared<TdsEmulation>(main, views);
    auto session = std::make_shared<Told>();
    return [database, session](const QString &sql) {
        if (sql.startsWith(u"DELETE FROM guarded") || sql.contains(u"removes_all"))
            ++deletions;
        for (const QByteArray &known : {scripted(sql), told(sql, *session)}) {
            if (!known.isEmpty())
                return known;
        }
        return database->answer(sql);
    };
}

void TestSqlServerWire::initTestCase()
{
    if (!installedOdbcDrivers().contains("FreeTDS"_L1))
        QSKIP("needs FreeTDS's ODBC driver");
    QVERIFY(touch(m_folder.filePath(u"main.db"_s)) && touch(m_folder.filePath(u"sys.db"_s)));
    m_server = std::make_unique<TdsServer>([this] { return answerer(m_folder.filePath(u"main.db"_s), m_folder.filePath(u"sys.db"_s)); });
    QVERIFY(m_server->port() != 0);
}

Endpoint TestSqlServerWire::endpoint() const
{
    const auto url = parseUrl(u"mssql://sa@127.0.0.1:%1/Emulated?driver=FreeTDS"_s.arg(m_server->port()), drivers());
    return url ? adHocEndpoint(*url, drivers()) : Endpoint{};
}

std::unique_ptr<Connection> TestSqlServerWire::opened(bool readOnly) const
{
    Endpoint wanted = endpoint();
    wanted.readOnly = readOnly;
    auto connection = concord::test::open(wanted, Secret("right"));
    if (!connection)
        qWarning().noquote() << connection.error().message << connection.error().detail;
    return connection ? std::move(*connection) : nullptr;
}

void TestSqlServerWire::aWrongPasswordIsSaid()
{
    const auto refused = concord::test::open(endpoint(), Secret("wrong"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Authentication);
    QVERIFY(!refused.error().message.contains("wrong"_L1) && !refused.error().detail.contains("wrong"_L1));
}

void TestSqlServerWire::aPasswordArrivesAsItIs_data()
{
    QTest::addColumn<QString>("password");
    for (const QString &password : {u"p@ss/word:#?"_s, u"semi;colon"_s, u"equals=PWD=x"_s, u"{open"_s, u"in{side"_s, u" blanks "_s, u"quote'\"s"_s,
                                    u"clo}sed"_s, u"{both}"_s, u"two}}"_s, u"end}"_s, u"a};UID=b"_s, u"$%^&*()"_s})
        QTest::newRow(qPrintable(password)) << password;
}

void TestSqlServerWire::aPasswordArrivesAsItIs()
{
    QFETCH(const QString, password);
    const auto opened = concord::test::open(endpoint(), Secret(password.toUtf8()));
    if (password.contains(u';') || password.startsWith(u'{')) { // FreeTDS would hand over another one
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
        QVERIFY2(opened.error().message.contains("FreeTDS"_L1) && !opened.error().message.contains(password), qPrintable(opened.error().message));
        return;
    }
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QCOMPARE(m_server->lastPassword(), password);
}

void TestSqlServerWire::aWrongDatabaseIsNoWrongPassword()
{
    Endpoint wanted = endpoint();
    wanted.database = u"nope"_s;
    const auto refused = concord::test::open(wanted, Secret("right"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY2(refused.error().message.contains("nope"_L1), qPrintable(refused.error().message));
}

void TestSqlServerWire::whoDoesNotAnswerIsSaid_data()
{
    QTest::addColumn<bool>("listens");
    QTest::newRow("nobody listens") << false;
    QTest::newRow("somebody listens and says nothing") << true;
}

void TestSqlServerWire::whoDoesNotAnswerIsSaid()
{
    QFETCH(const bool, listens);
    auto line = std::make_unique<Relay>(m_server->port());
    line->freeze();
    Endpoint wanted = endpoint();
    wanted.port = line->port();
    wanted.options.connectTimeoutMs = 2000;
    if (!listens)
        line.reset();
    const auto refused = concord::test::open(wanted, Secret("right"));
    QVERIFY(!refused);
    QVERIFY2(refused.error().kind == (listens ? ErrorKind::Timeout : ErrorKind::Connection), qPrintable(refused.error().message));
    QVERIFY2(listens || refused.error().message.contains(u"127.0.0.1, port %1"_s.arg(wanted.port)), qPrintable(refused.error().message));
}

/// FreeTDS speaks of an "Adaptive Server" only.
void TestSqlServerWire::withoutAUserItIsSaid()
{
    Endpoint wanted = endpoint();
    wanted.user.clear();
    const auto refused = concord::test::open(wanted, Secret("right"));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains("Kerberos"_L1), qPrintable(refused.error().message));
}

void TestSqlServerWire::aServerThatIsAnotherSaysSo()
{
    const auto connection = opened(true);
    QVERIFY(connection);
    const auto info = connection->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QCOMPARE(info->product, u"Babelfish for PostgreSQL"_s);
    QCOMPARE(info->version, u"2.1.1"_s);
    QVERIFY(std::ranges::any_of(info->warnings, [](const QString &warning) { return warning.contains("another server"_L1); }));
}

void TestSqlServerWire::resultsMessagesAndErrorsComeInOrder()
{
    const auto connection = opened();
    QVERIFY(connection);
    const Answer answer = run(*connection, u"MANY\n  of them"_s);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->code, u"8134"_s);
    QCOMPARE(answer.error->line, 2);
    QCOMPARE(answer.error->column, 3);
    QCOMPARE(answer.error->detail, u"level 16"_s); // FreeTDS does not tell the state
    QCOMPARE(answer.notices.size(), 2);
    QCOMPARE(answer.notices[0], (Notice{u"PRINT"_s, {}, u"привет 🙂"_s, 2}));
    QCOMPARE(answer.notices[1].message, u"half way"_s);
    QStringList seen;
    for (const RecordedResult &result : answer.results)
        seen.append(result.columns.empty() ? u"affected %1"_s.arg(result.end.affectedRows) : result.onlyCell());
    QCOMPARE(seen.join(u"|"_s), u"5|affected 3|9"_s); // the batch went on after its error
}

/// Whatever the first statement of a batch is.
void TestSqlServerWire::everyStatementOfABatchTellsItsRows()
{
    const auto connection = opened();
    QVERIFY(connection);
    const Answer answer = run(*connection, u"CREATE TABLE #t (a int) INSERT #t VALUES (1), (2) SELECT 7 AS n UPDATE #t SET a = 3"_s);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QStringList seen;
    for (const RecordedResult &result : answer.results)
        seen.append(result.columns.empty() ? u"affected %1"_s.arg(result.end.affectedRows) : result.onlyCell());
    QCOMPARE(seen.join(u"|"_s), u"affected 2|7|affected 2"_s);
}

void TestSqlServerWire::whatIsNotThereIsNamed()
{
    Endpoint wrong = endpoint();
    wrong.options.extra.insert(u"driver"_s, u"Nope"_s);
    const auto opened = concord::test::open(wrong);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::NotFound);
    QVERIFY2(opened.error().message.contains("Nope"_L1) && opened.error().message.contains("FreeTDS"_L1), qPrintable(opened.error().message));
    const auto found = drivers().find(u"sqlserver"_s)->installed();
    QVERIFY(found);
    QVERIFY2(!found->isEmpty(), qPrintable(*found));
}

void TestSqlServerWire::aStatementIsCancelled()
{
    const auto connection = opened();
    QVERIFY(connection);
    const int before = m_server->attentions();
    std::jthread stopper([&](const std::stop_token &stop) {
        while (!stop.stop_requested() && !connection->isCancelling()) {
            std::this_thread::sleep_for(20ms);
            connection->cancel();
        }
    });
    const Answer answer = run(*connection, u"WAITFOR DELAY '01:00'"_s);
    stopper.request_stop();
    stopper.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QVERIFY(m_server->attentions() > before);
    QVERIFY(connection->isAlive());
    QCOMPARE(run(*connection, u"SELECT DB_NAME()"_s).cell(), u"Emulated"_s);
}

/// As when it is stopped in the middle of an answer: a cancel finds no ear, and the ladder cuts the link.
void TestSqlServerWire::aSilentServerIsLetGoOf()
{
    const auto connection = opened();
    QVERIFY(connection);
    std::jthread stopper([&connection](const std::stop_token &stop) {
        while (!stop.stop_requested() && !connection->isCancelling()) {
            std::this_thread::sleep_for(20ms);
            connection->cancel();
        }
    });
    const Answer answer = run(*connection, u"FALL SILENT"_s);
    stopper.request_stop();
    stopper.join();
    QVERIFY(answer.error);
    QVERIFY2(answer.error->kind == ErrorKind::Cancelled || answer.error->kind == ErrorKind::Lost, qPrintable(answer.error->message));
    QVERIFY(!connection->isAlive());
}

/// What was asked for is kept or refused, never left away.
void TestSqlServerWire::aServerWithoutTlsIsRefused()
{
    Endpoint wanted = endpoint();
    wanted.options.tls = TlsMode::Require;
    const auto refused = concord::test::open(wanted, Secret("right"));
    QVERIFY(!refused);
    QVERIFY2(refused.error().kind == ErrorKind::Tls, qPrintable(refused.error().message + u'\n' + refused.error().detail));
    wanted.options.tls = TlsMode::VerifyFull; // nothing that FreeTDS can keep
    const auto unkept = concord::test::open(wanted, Secret("right"));
    QVERIFY(!unkept);
    QCOMPARE(unkept.error().kind, ErrorKind::Tls);
    wanted.options.tls = TlsMode::Disable;
    const auto plain = concord::test::open(wanted, Secret("right"));
    QVERIFY2(plain, plain ? "" : qPrintable(plain.error().message));

    // One that insists on TLS hangs up on who does not offer it.
    const Relay line(1); // nobody is behind it
    wanted.port = line.port();
    const auto hungUp = concord::test::open(wanted, Secret("right"));
    QVERIFY(!hungUp);
    QVERIFY2(hungUp.error().message.contains("TLS"_L1), qPrintable(hungUp.error().message));
}

void TestSqlServerWire::aBrokenLinkIsLost()
{
    const auto connection = opened();
    QVERIFY(connection);
    const Answer answer = run(*connection, u"BREAK"_s);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Lost);
    QVERIFY(!connection->isAlive());
    // What came before it is kept.
    QVERIFY(!answer.results.isEmpty() && answer.results[0].rowCount() > 0);
    QCOMPARE(answer.error->line, 0); // FreeTDS says −1 of what it notices by itself
    QVERIFY2(!answer.error->detail.contains("line"_L1), qPrintable(answer.error->detail));
}

/// From level 20 on the server ends the session: what is read of it further says nothing.
void TestSqlServerWire::anErrorThatEndsTheSessionIsToldAsTheLoss()
{
    const auto connection = opened();
    QVERIFY(connection);
    const Answer answer = run(*connection, u"KILL ME"_s);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Lost);
    QCOMPARE(answer.error->code, u"596"_s);
    QVERIFY(answer.error->message.contains("kill state"_L1));
}

void TestSqlServerWire::plansAreAskedFor()
{
    const auto connection = opened();
    QVERIFY(connection);
    const auto plan = connection->explain({u"SELECT ? "_s, {}}, Clock::now() + 10s);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
    QCOMPARE(plan->children.value(0).text, u"Constant Scan (rows 1)"_s);
    QCOMPARE(run(*connection, u"SELECT DB_NAME()"_s).cell(), u"Emulated"_s); // no longer only explained

    // Where SHOWPLAN is taken and not heeded, nothing is sent that would run.
    QVERIFY(!run(*connection, u"BE HEEDLESS"_s).error);
    const auto none = connection->explain({u"DELETE FROM guarded"_s, {}}, Clock::now() + 10s);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Unsupported);
    QCOMPARE(deletions.load(), 0);

    // The same server by the generic engine.
    const auto url = parseUrl(u"odbc://sa@127.0.0.1/Emulated?driver=FreeTDS&SERVER=127.0.0.1&PORT=%1"_s.arg(m_server->port()), drivers());
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    const auto generic = concord::test::open(adHocEndpoint(*url, drivers()), Secret("right"));
    QVERIFY2(generic, generic ? "" : qPrintable(generic.error().message));
    const auto elsewhere = (*generic)->explain({u"SELECT 1"_s, {}}, Clock::now() + 10s);
    QVERIFY(!elsewhere);
    QVERIFY2(elsewhere.error().message.contains("mssql://"_L1), qPrintable(elsewhere.error().message));

    QVERIFY(!run(*connection, u"REFUSE PLANS"_s).error);
    const auto refused = connection->explain({u"DELETE FROM guarded"_s, {}}, Clock::now() + 10s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Unsupported);
    QVERIFY2(refused.error().message.contains("gives no plans"_L1) && refused.error().message.contains("Babelfish"_L1),
             qPrintable(refused.error().message));
    QCOMPARE(deletions.load(), 0);
}

void TestSqlServerWire::aTransactionThatNobodyBeganIsTold_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("implicit") << u"SET IMPLICIT_TRANSACTIONS ON; INSERT INTO implicitly VALUES (1)"_s;
    QTest::newRow("procedure") << u"EXEC leaves_one"_s;
}

void TestSqlServerWire::aTransactionThatNobodyBeganIsTold()
{
    QFETCH(const QString, sql);
    const auto connection = opened();
    QVERIFY(connection);
    QCOMPARE(connection->transactionState(), TransactionState::Idle);
    QVERIFY(!run(*connection, sql).error);
    QCOMPARE(connection->transactionState(), TransactionState::InTransaction);
    QVERIFY(!run(*connection, u"COMMIT"_s).error);
    QCOMPARE(connection->transactionState(), TransactionState::Idle);
}

void TestSqlServerWire::readOnlyIsHeldByTheText()
{
    const auto connection = opened(true);
    QVERIFY(connection);
    QCOMPARE(run(*connection, u"SELECT DB_NAME()"_s).cell(), u"Emulated"_s);
    const Answer refused = run(*connection, u"SELECT 1 DELETE FROM t"_s);
    QVERIFY(refused.error);
    QCOMPARE(refused.error->kind, ErrorKind::ReadOnly);
    deletions = 0; // FreeTDS would make EXEC of it
    QVERIFY(run(*connection, u"SELECT 1 {call removes_all}"_s).error);
    QCOMPARE(deletions, 0);
    const auto info = connection->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QVERIFY(std::ranges::any_of(info->warnings, [](const QString &warning) { return warning.contains("use a login with db_datareader"_L1); }));
}

void TestSqlServerWire::chinookComesOverTheWire()
{
    if (corporaFolder().isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    QFile source(corporaFolder() + u"/chinook/Chinook_SqlServer.sql"_s);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QString script = QString::fromUtf8(source.readAll());
    CatalogPtr direct;
    {
        auto file = concord::test::open(sqliteEndpoint(m_folder.filePath(u"main.db"_s)));
        QVERIFY(file);
        QVERIFY(!run(**file, u"ATTACH '%1' AS sys"_s.arg(m_folder.filePath(u"sys.db"_s))).error);
        SystemViews views;
        QCOMPARE(views.create(**file), QString());
        QCOMPARE(views.load(script.first(script.indexOf("INSERT INTO"_L1))), QString());
        direct = views.read().value_or(nullptr);
        QVERIFY(direct);
    }
    const auto connection = opened();
    QVERIFY(connection);
    const auto read = connection->readCatalog({}, {}, Clock::now() + 60s);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QVERIFY((*read)->info().unread.empty());
    QCOMPARE((*read)->count(ObjectKind::Table), 11);
    QCOMPARE((*read)->fingerprint(), direct->fingerprint());
    const auto objects = connection->objects(Clock::now() + 10s);
    QVERIFY(objects);
    QCOMPARE(objects->size(), 11);

    // A server that speaks like SQL Server has some of the views only: the rest is read, and what is missing is said once each.
    {
        auto file = concord::test::open(sqliteEndpoint(m_folder.filePath(u"sys.db"_s)));
        QVERIFY(file);
        for (const char *view : {"periods", "sequences", "sql_modules", "extended_properties", "partition_schemes"})
            QVERIFY(!run(**file, u"DROP TABLE \"%1\""_s.arg(QLatin1StringView(view))).error);
    }
    const auto partial = opened();
    QVERIFY(partial);
    const auto rest = partial->readCatalog({}, {}, Clock::now() + 60s);
    QVERIFY2(rest, qPrintable(rest ? QString() : rest.error().message));
    QCOMPARE((*rest)->count(ObjectKind::Table), 11);
    QStringList unread;
    for (const Unread &each : (*rest)->info().unread)
        unread.append(each.what);
    unread.sort();
    QCOMPARE(unread,
             QStringList({u"sys.extended_properties"_s, u"sys.partition_schemes"_s, u"sys.periods"_s, u"sys.sequences"_s, u"sys.sql_modules"_s}));
}

CONCORD_TEST(TestSqlServerWire)
#include "tst_sqlserverwire.moc"
