// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/sources.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

class TestOdbcLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsCarryStateAndWordsAndLeaveTheLinkUsable_data();
    void errorsCarryStateAndWordsAndLeaveTheLinkUsable();
    void messagesOfTheServerAreNotices();
    void aQuestionMarkOperatorSaysWhatToWrite();
    void cancelStopsTheStatementAndSparesTheNext_data();
    void cancelStopsTheStatementAndSparesTheNext();
    void aDeadlineStopsTheStatement();
    void aSinkThatStopsLeavesTheLinkUsable_data();
    void aSinkThatStopsLeavesTheLinkUsable();
    void manualCommitHoldsUntilRollback_data();
    void manualCommitHoldsUntilRollback();
    void aPersonsOwnTransactionIsTold_data();
    void aPersonsOwnTransactionIsTold();
    void aSessionWithoutAutocommitIsTold();
    void readOnlyLetsNothingThroughThatMayWrite_data();
    void readOnlyLetsNothingThroughThatMayWrite();
    void aServerThatEndsTheSessionIsLost();
    void theNetworkDiesInTheMiddleOfABlock();
    void aServerThatGoesOnIsCutByTheLadder();
    void connectingToASilentServerEndsInTime();
    void aWrongPasswordIsNeverShown_data();
    void aWrongPasswordIsNeverShown();
    void oddPasswordsArrive_data();
    void oddPasswordsArrive();
    void aDriverThatIsNotInstalledIsNamed();
    void aDataSourceOfTheComputerIsOpened_data();
    void aDataSourceOfTheComputerIsOpened();
    void addressesThatCannotBeAreRefused_data();
    void addressesThatCannotBeAreRefused();
};

#define OPEN(connection, kind) \
    CONCORD_NEED_ODBC(source, kind); \
    const auto connection = source->open(); \
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message))

static void addSources()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"postgresql", "mariadb", "sqlite"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

static QString slowStatement(const QString &kind)
{
    if (kind == u"postgresql"_s)
        return u"SELECT pg_sleep(60)"_s;
    if (kind == u"mariadb"_s)
        return u"SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b WHERE a.seq * b.seq = -1"_s;
    return u"WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 2000000000) SELECT count(*) FROM s"_s;
}

void TestOdbcLink::errorsCarryStateAndWordsAndLeaveTheLinkUsable_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("errorKind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("postgresql: syntax") << u"postgresql"_s << u"SELEC 1"_s << u"syntax"_s << u"42601"_s << u"syntax error at or near \"SELEC\""_s;
    QTest::newRow("postgresql: division") << u"postgresql"_s << u"SELECT 1/0"_s << u"server"_s << u"22012"_s << u"division by zero"_s;
    QTest::newRow("postgresql: second of two") << u"postgresql"_s << u"SELECT 1; SELECT 1/0"_s << u"server"_s << u"22012"_s << u"division by zero"_s;
    QTest::newRow("postgresql: no table") << u"postgresql"_s << u"SELECT * FROM nothing"_s << u"server"_s << u"42P01"_s
                                          << u"relation \"nothing\" does not exist"_s;
    QTest::newRow("mariadb: syntax") << u"mariadb"_s << u"SELEC 1"_s << u"syntax"_s << u"42000"_s << u"You have an error in your SQL syntax"_s;
    QTest::newRow("mariadb: no table") << u"mariadb"_s << u"SELECT * FROM nothing"_s << u"server"_s << u"42S02"_s << u"doesn't exist"_s;
    QTest::newRow("sqlite: syntax") << u"sqlite"_s << u"SELEC 1"_s << u"syntax"_s << u"HY000"_s << u"syntax error"_s;
}

void TestOdbcLink::errorsCarryStateAndWordsAndLeaveTheLinkUsable()
{
    QFETCH(QString, kind);
    QFETCH(QString, sql);
    QFETCH(QString, errorKind);
    QFETCH(QString, code);
    QFETCH(QString, words);
    OPEN(connection, kind);
    const Answer answer = run(**connection, sql);
    QVERIFY(answer.error);
    QCOMPARE(errorKindName(answer.error->kind), errorKind);
    QCOMPARE(answer.error->code, code);
    QVERIFY2(answer.error->message.contains(words), qPrintable(answer.error->message));
    QVERIFY2(!answer.error->message.startsWith(u'['), qPrintable(answer.error->message));
    QVERIFY((*connection)->isAlive());
    QCOMPARE(run(**connection, u"SELECT 42"_s).cell(), u"42"_s);
}

void TestOdbcLink::aQuestionMarkOperatorSaysWhatToWrite()
{
    CONCORD_NEED_ODBC(source, u"postgresql"_s);
    const auto connection = source->open();
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const Answer answer = run(**connection, uR"(SELECT '{"a": 1}'::jsonb ? 'a')"_s);
    QVERIFY(answer.error);
    QVERIFY2(answer.error->detail.contains("jsonb_exists(a, b)"_L1), qPrintable(answer.error->detail));
    QCOMPARE(run(**connection, uR"(SELECT jsonb_exists('{"a": 1}', 'a'), '?')"_s).results.at(0).rows().at(0), QStringList({u"true"_s, u"?"_s}));
}

void TestOdbcLink::messagesOfTheServerAreNotices()
{
    OPEN(connection, u"postgresql"_s);
    const Answer answer = run(**connection, u"DO $$ BEGIN RAISE NOTICE 'привет 😀'; END $$"_s);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QCOMPARE(answer.notices.size(), 1);
    QCOMPARE(answer.notices.first().severity, u"NOTICE"_s);
    QCOMPARE(answer.notices.first().message, u"привет 😀"_s);
}

void TestOdbcLink::cancelStopsTheStatementAndSparesTheNext_data()
{
    addSources();
}

void TestOdbcLink::cancelStopsTheStatementAndSparesTheNext()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    QElapsedTimer time;
    time.start();
    std::jthread canceller([&connection] {
        std::this_thread::sleep_for(500ms); // the statement must be under way
        (*connection)->cancel();
    });
    const Answer answer = run(**connection, slowStatement(kind));
    canceller.join();
    QVERIFY(answer.error);
    QCOMPARE(errorKindName(answer.error->kind), u"cancelled"_s);
    QVERIFY2(time.elapsed() < 8000, qPrintable(QString::number(time.elapsed())));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(run(**connection, u"SELECT %1"_s.arg(i)).cell(), QString::number(i));
}

void TestOdbcLink::aDeadlineStopsTheStatement()
{
    OPEN(connection, u"postgresql"_s);
    const Answer answer = run(**connection, u"SELECT pg_sleep(60)"_s, {}, {Clock::now() + 500ms, false});
    QVERIFY(answer.error);
    QCOMPARE(errorKindName(answer.error->kind), u"timeout"_s);
    QCOMPARE(run(**connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestOdbcLink::aSinkThatStopsLeavesTheLinkUsable_data()
{
    addSources();
}

void TestOdbcLink::aSinkThatStopsLeavesTheLinkUsable()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const QString rows = kind == u"postgresql"_s ? u"SELECT i FROM generate_series(1, 200000) AS s(i)"_s
                         : kind == u"mariadb"_s
                             ? u"SELECT seq FROM seq_1_to_200000"_s
                             : u"WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 200000) SELECT i FROM s"_s;
    RecordingSink sink;
    sink.onRows = [] { return false; };
    const Result<void> outcome = (*connection)->execute({rows, {}}, sink);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QVERIFY(sink.results.first().end.truncated);
    QVERIFY(sink.results.first().rowCount() < 200'000);
    QCOMPARE(run(**connection, u"SELECT 7"_s).cell(), u"7"_s);
}

void TestOdbcLink::manualCommitHoldsUntilRollback_data()
{
    addSources();
}

void TestOdbcLink::manualCommitHoldsUntilRollback()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    QVERIFY(!run(**connection, u"CREATE TABLE t (a int)"_s).error);
    const ExecuteLimits manual{noDeadline, true};
    QVERIFY((*connection)->transactionState() == TransactionState::Idle);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (1)"_s, {}, manual).error);
    QVERIFY((*connection)->transactionState() == TransactionState::InTransaction);
    QVERIFY((*connection)->hasState());
    QVERIFY(!run(**connection, u"ROLLBACK"_s, {}, manual).error);
    QVERIFY((*connection)->transactionState() == TransactionState::Idle);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (2)"_s, {}, manual).error);
    QVERIFY(!run(**connection, u"COMMIT"_s, {}, manual).error);
    const auto second = source->open();
    QVERIFY(second);
    QCOMPARE(run(**second, u"SELECT a FROM t"_s).cell(), u"2"_s);
}

void TestOdbcLink::aPersonsOwnTransactionIsTold_data()
{
    addSources();
}

void TestOdbcLink::aPersonsOwnTransactionIsTold()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    const auto state = [&] { return (*connection)->transactionState(); };
    QVERIFY(!run(**connection, u"CREATE TABLE t (a int)"_s).error);
    QVERIFY(!run(**connection, u"BEGIN"_s).error);
    QCOMPARE(state(), TransactionState::InTransaction);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (1)"_s).error);
    QVERIFY(!run(**connection, u"SAVEPOINT here"_s).error);
    QVERIFY(!run(**connection, u"ROLLBACK TO SAVEPOINT here"_s).error);
    QCOMPARE(state(), TransactionState::InTransaction);
    QVERIFY((*connection)->hasState());
    QVERIFY(!run(**connection, u"ROLLBACK"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
    QCOMPARE(run(**connection, u"SELECT count(*) FROM t"_s).cell(), u"0"_s);
    QVERIFY(run(**connection, u"BEGIN nonsense at all"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
}

void TestOdbcLink::aSessionWithoutAutocommitIsTold()
{
    OPEN(connection, u"mariadb"_s);
    const auto state = [&] { return (*connection)->transactionState(); };
    QVERIFY(!run(**connection, u"CREATE TABLE t (a int)"_s).error);
    QVERIFY(!run(**connection, u"SET SESSION autocommit = OFF"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (1)"_s).error);
    QCOMPARE(state(), TransactionState::InTransaction);
    QVERIFY(!run(**connection, u"ROLLBACK"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
    QCOMPARE(run(**connection, u"SELECT count(*) FROM t"_s).cell(), u"0"_s);
    QCOMPARE(state(), TransactionState::InTransaction); // it holds a snapshot
    QVERIFY(!run(**connection, u"SET @@autocommit = 1"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (2)"_s).error);
    QCOMPARE(state(), TransactionState::Idle);
}

void TestOdbcLink::readOnlyLetsNothingThroughThatMayWrite_data()
{
    addSources();
}

void TestOdbcLink::readOnlyLetsNothingThroughThatMayWrite()
{
    QFETCH(QString, kind);
    OPEN(connection, kind);
    QVERIFY(!run(**connection, u"CREATE TABLE t (a int)"_s).error);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (1)"_s).error);
    const auto reader = source->open(true);
    QVERIFY(reader);
    for (const QString &sql :
         {u"DELETE FROM t"_s, u"UPDATE t SET a = 2"_s, u"DROP TABLE t"_s, u"/* SELECT */ DELETE FROM t"_s, u"SELECT 1; DELETE FROM t"_s,
          u"CALL p()"_s, u"EXEC p"_s, u"SELECT a INTO u FROM t"_s, u"BACKUP DATABASE x"_s, u"SELECT nextval('s')"_s}) {
        const Answer answer = run(**reader, sql);
        QVERIFY2(answer.error, qPrintable(sql));
        QVERIFY2(answer.error->kind == ErrorKind::ReadOnly, qPrintable(sql + u": "_s + answer.error->message));
    }
    QCOMPARE(run(**reader, u"SELECT a FROM t"_s).cell(), u"1"_s);
    const auto info = (*reader)->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QVERIFY2(info->readOnlyHeld || info->warnings.join(u' ').contains(u"advisory"_s), qPrintable(info->warnings.join(u' ')));
    QCOMPARE(info->warnings.join(u' ').contains("before Christ"_L1), kind == "postgresql"_L1); // psqlodbc cuts them
}

void TestOdbcLink::aServerThatEndsTheSessionIsLost()
{
    OPEN(connection, u"postgresql"_s);
    const QString pid = run(**connection, u"SELECT pg_backend_pid()"_s).cell();
    QCOMPARE(ask(source->scratch()->server(), source->scratch()->name(), u"SELECT pg_terminate_backend(%1)"_s.arg(pid)), u"true"_s);
    const Answer answer = run(**connection, u"SELECT 1"_s);
    QVERIFY(answer.error);
    QCOMPARE(errorKindName(answer.error->kind), u"lost"_s);
    QVERIFY(!(*connection)->isAlive());
    QCOMPARE(errorKindName(run(**connection, u"SELECT 1"_s).error->kind), u"lost"_s); // never reopened by itself
}

void TestOdbcLink::theNetworkDiesInTheMiddleOfABlock()
{
    CONCORD_NEED_ODBC(source, u"postgresql"_s);
    Relay relay(source->scratch()->server().port);
    // psqlodbc keeps a whole result in memory unless it may declare a cursor.
    Endpoint endpoint = source->endpoint(false, {{u"UseDeclareFetch"_s, u"1"_s}, {u"Fetch"_s, u"1000"_s}});
    endpoint.port = relay.port();
    const auto connection = open(endpoint, source->secret());
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    sink.onRows = [&relay] {
        relay.cut();
        return true;
    };
    const Result<void> outcome = (*connection)->execute({u"SELECT i, repeat('x', 200) FROM generate_series(1, 500000) AS s(i)"_s, {}}, sink);
    QVERIFY(!outcome);
    QCOMPARE(errorKindName(outcome.error().kind), u"lost"_s);
    QVERIFY(!(*connection)->isAlive());
    QVERIFY(sink.results.first().rowCount() > 0); // what came is kept
    QVERIFY(sink.results.first().rowCount() < 500'000);
}

/// The server hears the request to stop and goes on. PostgreSQL tells its process twice of each request, and that may hear
/// it twice; so each exception's handler sleeps again, within a block that catches the next.
void TestOdbcLink::aServerThatGoesOnIsCutByTheLadder()
{
    OPEN(connection, u"postgresql"_s);
    const QString pid = run(**connection, u"SELECT pg_backend_pid()"_s).cell();
    QElapsedTimer time;
    time.start();
    QString deaf = u"PERFORM pg_sleep(60);"_s;
    for (int i = 0; i < 10; ++i)
        deaf = u"BEGIN %1 EXCEPTION WHEN query_canceled THEN PERFORM pg_sleep(60); END;"_s.arg(deaf);
    const Answer answer = run(**connection, u"DO $$ BEGIN %1 END $$"_s.arg(deaf), {}, {Clock::now() + 1s, false});
    std::ignore = ask(source->scratch()->server(), source->scratch()->name(), u"SELECT pg_terminate_backend(%1)"_s.arg(pid));
    const QByteArray what = QByteArray::number(time.elapsed()) + " ms: " + (answer.error ? answer.error->message.toUtf8() : "no error");
    QVERIFY2(answer.error, what.constData());
    QCOMPARE(errorKindName(answer.error->kind), u"timeout"_s);
    QVERIFY2(time.elapsed() < 25'000, what.constData());
    QVERIFY2(!(*connection)->isAlive(), what.constData());
}

void TestOdbcLink::connectingToASilentServerEndsInTime()
{
    CONCORD_NEED_ODBC(source, u"postgresql"_s);
    Relay relay(source->scratch()->server().port);
    relay.freeze();
    Endpoint endpoint = source->endpoint();
    endpoint.port = relay.port();
    endpoint.options.connectTimeoutMs = 1500;
    QElapsedTimer time;
    time.start();
    const auto connection = open(endpoint, source->secret());
    QVERIFY(!connection);
    QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
}

void TestOdbcLink::aWrongPasswordIsNeverShown_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("postgresql") << u"postgresql"_s;
    QTest::newRow("mariadb") << u"mariadb"_s;
}

void TestOdbcLink::aWrongPasswordIsNeverShown()
{
    QFETCH(QString, kind);
    CONCORD_NEED_ODBC(source, kind);
    Endpoint endpoint = source->endpoint();
    endpoint.user = source->scratch()->server().passwordUser;
    static const QByteArray canary = "canary;{wrong}=9";
    const auto connection = open(endpoint, Secret(canary));
    QVERIFY(!connection);
    const Error &error = connection.error();
    QCOMPARE(errorKindName(error.kind), u"authentication"_s);
    QVERIFY2(!error.message.contains(u"canary"_s) && !error.detail.contains(u"canary"_s), qPrintable(error.message));
}

void TestOdbcLink::oddPasswordsArrive_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("password");
    for (const char *kind : {"postgresql", "mariadb"}) {
        QTest::addRow("%s: blank", kind) << QString::fromLatin1(kind) << u"two words"_s;
        if (qstrcmp(kind, "mariadb") != 0) // its driver ends a password at the semicolon, braces or not
            QTest::addRow("%s: semicolon", kind) << QString::fromLatin1(kind) << u"a;b=c"_s;
        QTest::addRow("%s: at and slash", kind) << QString::fromLatin1(kind) << u"p@ss/w%rd?#"_s;
        QTest::addRow("%s: Cyrillic", kind) << QString::fromLatin1(kind) << u"пароль"_s;
    }
}

void TestOdbcLink::oddPasswordsArrive()
{
    QFETCH(QString, kind);
    QFETCH(QString, password);
    CONCORD_NEED_ODBC(source, kind);
    const bool isPostgresql = kind == u"postgresql"_s;
    const QString user = u"odbc_odd_%1"_s.arg(QCoreApplication::applicationPid());
    const QString account = isPostgresql ? user : u"'%1'@'%'"_s.arg(user);
    const QString make =
        isPostgresql ? u"CREATE ROLE %1 LOGIN PASSWORD '%2'"_s.arg(user, password) : u"CREATE USER %1 IDENTIFIED BY '%2'"_s.arg(account, password);
    const QString drop = (isPostgresql ? u"DROP ROLE IF EXISTS "_s : u"DROP USER IF EXISTS "_s) + account;
    QCOMPARE(source->scratch()->execute({drop, make}), QString());
    Endpoint endpoint = source->endpoint();
    endpoint.user = user;
    endpoint.database = isPostgresql ? endpoint.database : QString();
    const auto connection = open(endpoint, Secret(password.toUtf8()));
    const QString problem = connection ? QString() : connection.error().message;
    const QString asks = isPostgresql ? u"SELECT current_user"_s : u"SELECT substring_index(current_user(), '@', 1)"_s;
    const QString who = connection ? run(**connection, asks).cell() : QString();
    QCOMPARE(source->scratch()->execute({drop}), QString());
    QVERIFY2(connection, qPrintable(problem));
    QCOMPARE(who, user);
}

void TestOdbcLink::aDriverThatIsNotInstalledIsNamed()
{
    Endpoint endpoint;
    endpoint.engine = u"odbc"_s;
    endpoint.host = u"127.0.0.1"_s;
    endpoint.options.extra.insert(u"driver"_s, u"Nobody's Driver"_s);
    const auto missing = open(endpoint);
    QVERIFY(!missing);
    QCOMPARE(errorKindName(missing.error().kind), u"not_found"_s);
    QVERIFY2(missing.error().message.contains(u"Nobody's Driver"_s), qPrintable(missing.error().message));
    endpoint.options.extra = {{u"dsn"_s, u"nowhere"_s}};
    const auto unknown = open(endpoint);
    QVERIFY(!unknown);
    QCOMPARE(errorKindName(unknown.error().kind), u"not_found"_s);
    QVERIFY2(unknown.error().message.contains(u"nowhere"_s), qPrintable(unknown.error().message));
}

void TestOdbcLink::aDataSourceOfTheComputerIsOpened_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"postgresql", "mariadb", "sqlite"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

/// What the address adds to a DSN goes over too, and the texts are read by the rules of the driver that the DSN names.
void TestOdbcLink::aDataSourceOfTheComputerIsOpened()
{
    QFETCH(QString, kind);
    CONCORD_NEED_ODBC(source, kind);
    const Endpoint direct = source->endpoint();
    const QTemporaryDir folder;
    const QString name = u"concord_"_s + kind;
    QFile ini(folder.filePath(u"odbc.ini"_s));
    QVERIFY(ini.open(QIODevice::WriteOnly));
    const QString driver = direct.options.extra.value(u"driver"_s);
    ini.write(u"[%1]\nDriver=%2\nServername=%3\nServer=%3\nPort=%4\nDatabase=%5\n"_s.arg(name, driver, direct.host)
                  .arg(direct.port)
                  .arg(direct.database)
                  .toUtf8());
    ini.close();
    const QByteArray before = qgetenv("ODBCINI");
    qputenv("ODBCINI", ini.fileName().toUtf8());
    const auto restore = qScopeGuard([&] { before.isNull() ? qunsetenv("ODBCINI") : qputenv("ODBCINI", before); });
    Endpoint endpoint;
    endpoint.engine = u"odbc"_s;
    endpoint.user = direct.user;
    endpoint.options.extra = {{u"dsn"_s, name}, {u"ApplicationName"_s, u"concord"_s}};
    const auto opened = open(endpoint, source->secret());
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QCOMPARE(run(**opened, u"SELECT 1"_s).cell(), u"1"_s);
    const Dialect &dialect = drivers().find(u"odbc"_s)->dialectFor(endpoint);
    QCOMPARE(dialect.hashComments, kind == u"mariadb"_s);
    QCOMPARE(dialect.parenthesesHold, kind == u"postgresql"_s);
    QCOMPARE(dialect.bracketIdentifiers, kind == u"sqlite"_s);
}

void TestOdbcLink::addressesThatCannotBeAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("neither source nor driver") << u"SSL"_s << u"1"_s;
    QTest::newRow("a file of a data source") << u"driver"_s << u"/x/y.dsn"_s;
    QTest::newRow("a keyword that is none") << u"dr;iver"_s << u"x"_s;
}

void TestOdbcLink::addressesThatCannotBeAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    Endpoint endpoint;
    endpoint.engine = u"odbc"_s;
    endpoint.options.extra.insert(name, value);
    if (name == u"dr;iver"_s)
        endpoint.options.extra.insert(u"driver"_s, u"/lib/x.so"_s);
    const auto opened = open(endpoint);
    QVERIFY(!opened);
    QCOMPARE(errorKindName(opened.error().kind), u"usage"_s);
}

CONCORD_TEST(TestOdbcLink)
#include "tst_odbclink.moc"
