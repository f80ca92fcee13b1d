// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Connecting, well and badly, and what a connection tells about its server.
class TestMysqlConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongPasswordIsSaidWithoutIt_data() { onEachServer(); }
    void wrongPasswordIsSaidWithoutIt();
    void missingDatabaseIsNotFound_data() { onEachServer(); }
    void missingDatabaseIsNotFound();
    void closedPortIsSaidAtOnce();
    void silentSocketFailsAtItsDeadline();
    void connectsByUnixSocket_data() { onEachServer(); }
    void connectsByUnixSocket();
    void tellsItsServer_data() { onEachServer(); }
    void tellsItsServer();
    void saysWhenTheServerIsTheOther();
    void listsDatabasesTablesAndColumns_data() { onEachServer(); }
    void listsDatabasesTablesAndColumns();
    void plansWithoutRunning_data() { onEachServer(); }
    void plansWithoutRunning();
    void knowsItsTransaction_data() { onEachServer(); }
    void knowsItsTransaction();
    void readsNoLocalFile_data() { onEachServer(); }
    void readsNoLocalFile();
    void charsetIsOfLiteralsAndTextStaysExact_data() { onEachServer(); }
    void charsetIsOfLiteralsAndTextStaysExact();
    void handsOverEveryResultSetOfACall_data() { onEachServer(); }
    void handsOverEveryResultSetOfACall();
    void aTextThatTheSessionReadsDifferentlyIsRefused_data();
    void aTextThatTheSessionReadsDifferentlyIsRefused();
    void theSessionsQuotesAreFollowed_data() { onEachServer(); }
    void theSessionsQuotesAreFollowed();
    void manyWarningsAreCapped_data() { onEachServer(); }
    void manyWarningsAreCapped();
    void largeResultComesInFullChunks_data() { onEachServer(); }
    void largeResultComesInFullChunks();

private:
    static void onEachServer();
};

#define NEED_SERVER \
    QFETCH(QString, serverName); \
    const auto server = testServer(serverName); \
    if (!server) \
    QSKIP(qPrintable(u"needs the test server "_s + serverName))

#define OPEN(connection, endpoint) \
    const auto connection##Opened = open(endpoint, serverSecret(*server)); \
    QVERIFY2(connection##Opened, qPrintable(connection##Opened ? QString() : connection##Opened.error().message)); \
    Connection &connection = **connection##Opened

void TestMysqlConnect::onEachServer()
{
    QTest::addColumn<QString>("serverName");
    QTest::addRow("mariadb") << u"mariadb"_s;
    QTest::addRow("mysql") << u"mysql"_s;
}

void TestMysqlConnect::wrongPasswordIsSaidWithoutIt()
{
    NEED_SERVER;
    const QString canary = u"canary-5e1f-wrong"_s;
    const auto refused = open(serverEndpoint(*server, {}), Secret(canary.toUtf8()));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Authentication);
    QCOMPARE(refused.error().code, u"1045"_s);
    QVERIFY(refused.error().message.contains(server->user));
    QVERIFY(!(refused.error().message + refused.error().detail).contains(canary));
}

void TestMysqlConnect::missingDatabaseIsNotFound()
{
    NEED_SERVER;
    const auto refused = open(serverEndpoint(*server, u"no_such_database"_s), serverSecret(*server));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY(refused.error().message.contains("no_such_database"_L1));
}

void TestMysqlConnect::closedPortIsSaidAtOnce()
{
    Endpoint endpoint;
    endpoint.engine = u"mysql"_s;
    endpoint.host = u"127.0.0.1"_s;
    {
        const Relay relay(1);
        endpoint.port = relay.port();
    }
    QElapsedTimer timer;
    timer.start();
    const auto refused = open(endpoint);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Connection);
    QVERIFY(refused.error().detail.contains(QString::number(endpoint.port)));
    QVERIFY(timer.elapsed() < 10'000);
}

void TestMysqlConnect::silentSocketFailsAtItsDeadline()
{
    Relay relay(1);
    relay.freeze();
    Endpoint endpoint;
    endpoint.engine = u"mariadb"_s;
    endpoint.host = u"127.0.0.1"_s;
    endpoint.port = relay.port();
    endpoint.options.connectTimeoutMs = 700;
    QElapsedTimer timer;
    timer.start();
    const auto refused = open(endpoint);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Timeout);
    QVERIFY(timer.elapsed() >= 650);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMysqlConnect::connectsByUnixSocket()
{
    NEED_SERVER;
    if (server->socket.isEmpty())
        QSKIP("this server's socket is not known");
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.host = u"nowhere.invalid"_s;
    endpoint.options.socket = server->socket;
    OPEN(connection, endpoint);
    QCOMPARE(run(connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestMysqlConnect::tellsItsServer()
{
    NEED_SERVER;
    OPEN(connection, serverEndpoint(*server, u"information_schema"_s));
    const auto info = connection.serverInfo(noDeadline);
    QVERIFY(info);
    QCOMPARE(info->product, serverName == "mariadb"_L1 ? u"MariaDB"_s : u"MySQL"_s);
    QVERIFY2(info->version.contains(QRegularExpression(u"^\\d+\\.\\d+\\.\\d+$"_s)), qPrintable(info->version));
    QVERIFY(info->user.startsWith(server->user + u'@'));
    QCOMPARE(info->database, u"information_schema"_s);
    QVERIFY(!info->readOnlyHeld);
    QVERIFY2(info->warnings.isEmpty(), qPrintable(info->warnings.join(u'\n')));
}

void TestMysqlConnect::saysWhenTheServerIsTheOther()
{
    CONCORD_NEED_SERVER(mariadb, "mariadb");
    Endpoint endpoint = serverEndpoint(mariadb, {});
    endpoint.engine = u"mysql"_s;
    const auto connection = open(endpoint, serverSecret(mariadb));
    QVERIFY(connection);
    const auto info = (*connection)->serverInfo(noDeadline);
    QVERIFY(info);
    QCOMPARE(info->product, u"MariaDB"_s);
    QCOMPARE(info->warnings.size(), 1);
}

void TestMysqlConnect::listsDatabasesTablesAndColumns()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE TABLE `odd ``name` (id BIGINT UNSIGNED PRIMARY KEY, v VARCHAR(20), n DECIMAL(10,2) NOT NULL)"_s,
                                u"CREATE VIEW a_view AS SELECT 1 AS one"_s}),
             QString());
    OPEN(connection, serverEndpoint(*server, database->name()));
    const auto databases = connection.databases(noDeadline);
    QVERIFY(databases);
    QVERIFY(databases->contains(database->name()));
    QVERIFY(!databases->contains(u"information_schema"_s));
    const auto objects = connection.objects(noDeadline);
    QVERIFY(objects);
    QCOMPARE(objects->size(), 2);
    QCOMPARE(objects->at(0).name, u"a_view"_s);
    QCOMPARE(objects->at(0).kind, u"view"_s);
    QCOMPARE(objects->at(1).name, u"odd `name"_s);
    QCOMPARE(objects->at(1).kind, u"table"_s);
    const auto columns = connection.columns(objects->at(1), noDeadline);
    QVERIFY(columns);
    QCOMPARE(columns->size(), 3);
    QVERIFY(columns->at(0).primaryKey);
    QVERIFY(columns->at(0).nativeType.startsWith("bigint"_L1));
    QVERIFY(columns->at(1).nullable);
    QVERIFY(!columns->at(2).nullable);
    QCOMPARE(columns->at(2).nativeType, u"decimal(10,2)"_s);
    const auto missing = connection.columns({{}, u"no such"_s, {}, -1}, noDeadline);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

static QString flattened(const PlanNode &node)
{
    QString text = node.text;
    for (const PlanNode &child : node.children)
        text += u'\n' + flattened(child);
    return text;
}

void TestMysqlConnect::plansWithoutRunning()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE TABLE t (id INT PRIMARY KEY, v INT)"_s, u"INSERT INTO t VALUES (1, 1), (2, 2)"_s}), QString());
    OPEN(connection, serverEndpoint(*server, database->name()));
    const auto plan = connection.explain({u"SELECT a.v FROM t a JOIN t b ON a.v = b.id WHERE b.v > ? ORDER BY a.v"_s, {}}, noDeadline);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
    QVERIFY(!plan->children.isEmpty());
    const auto deleting = connection.explain({u"DELETE FROM t"_s, {}}, noDeadline);
    QVERIFY2(deleting, qPrintable(deleting ? QString() : deleting.error().message));
    QVERIFY2(flattened(*deleting).contains(u't'), qPrintable(flattened(*deleting)));
    QCOMPARE(run(connection, u"SELECT COUNT(*) FROM t"_s).cell(), u"2"_s);
    const auto wrong = connection.explain({u"SELECT nosuch FROM t"_s, {}}, noDeadline);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().offset, 7);
}

void TestMysqlConnect::knowsItsTransaction()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE TABLE t (id INT)"_s}), QString());
    OPEN(connection, serverEndpoint(*server, database->name()));
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QVERIFY(!connection.hasState());
    ExecuteLimits manual;
    manual.manualCommit = true;
    QVERIFY(!run(connection, u"INSERT INTO t VALUES (1)"_s, {}, manual).error);
    QCOMPARE(connection.transactionState(), TransactionState::InTransaction);
    QVERIFY(connection.hasState());
    QCOMPARE(ask(*server, database->name(), u"SELECT COUNT(*) FROM t"_s), u"0"_s);
    QVERIFY(!run(connection, u"COMMIT"_s, {}, manual).error);
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QCOMPARE(ask(*server, database->name(), u"SELECT COUNT(*) FROM t"_s), u"1"_s);
    QVERIFY(!connection.hasState());
    QVERIFY(!run(connection, u"CREATE TEMPORARY TABLE x (a INT)"_s).error);
    QVERIFY(connection.hasState());
}

void TestMysqlConnect::readsNoLocalFile()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE TABLE t (v TEXT)"_s}), QString());
    OPEN(connection, serverEndpoint(*server, database->name()));
    const Answer answer = run(connection, u"LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t"_s);
    QVERIFY(answer.error);
    QCOMPARE(run(connection, u"SELECT COUNT(*) FROM t"_s).cell(), u"0"_s);
}

void TestMysqlConnect::charsetIsOfLiteralsAndTextStaysExact()
{
    NEED_SERVER;
    Endpoint endpoint = serverEndpoint(*server, {});
    endpoint.options.charset = u"latin1"_s;
    OPEN(connection, endpoint);
    QCOMPARE(run(connection, u"SELECT CHARSET('x')"_s).cell(), u"latin1"_s);
    QCOMPARE(run(connection, u"SELECT 'café'"_s).cell(), u"café"_s);
    QCOMPARE(run(connection, u"SELECT HEX('é')"_s).cell(), u"E9"_s);
}

void TestMysqlConnect::handsOverEveryResultSetOfACall()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE PROCEDURE p(n INT) BEGIN SELECT n AS a; SELECT 'x' AS b, 2 AS c UNION SELECT 'y', 3; END"_s,
                                u"CREATE PROCEDURE q() BEGIN SELECT 1 AS a; SELECT * FROM nosuch; END"_s}),
             QString());
    OPEN(connection, serverEndpoint(*server, database->name()));
    for (const QList<Parameter> &parameters : {QList<Parameter>{}, QList<Parameter>{{u"n"_s, Tag::Integer, u"7"_s}}}) {
        const Answer answer = run(connection, parameters.isEmpty() ? u"CALL p(7)"_s : u"CALL p(?)"_s, parameters);
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message : QString()));
        QCOMPARE(answer.results.size(), 3); // the last is the CALL's own end, without columns
        QCOMPARE(answer.results.at(0).onlyCell(), u"7"_s);
        QCOMPARE(answer.results.at(1).rows(), (QList<QStringList>{{u"x"_s, u"2"_s}, {u"y"_s, u"3"_s}}));
        QVERIFY(answer.results.at(2).columns.empty());
    }
    const Answer failing = run(connection, u"CALL q()"_s);
    QVERIFY(failing.error);
    QCOMPARE(failing.results.first().onlyCell(), u"1"_s);
    QCOMPARE(run(connection, u"SELECT 'next'"_s).cell(), u"next"_s);
}

void TestMysqlConnect::aTextThatTheSessionReadsDifferentlyIsRefused_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("sql");
    for (const QString &server : {u"mariadb"_s, u"mysql"_s}) {
        const auto row = [&](const char *name, const QString &mode, const QString &sql) {
            QTest::addRow("%s: %s", qPrintable(server), name) << server << mode << sql;
        };
        row("a string that ends earlier", u"NO_BACKSLASH_ESCAPES"_s, u"SELECT 'a\\'; DELETE FROM t WHERE ''=' -- '"_s);
        row("a name that ends earlier", u"ANSI_QUOTES"_s, u"SELECT \"a\\\"; DELETE FROM t WHERE \"n\" = \" -- \""_s);
        row("a name that reaches files", u"ANSI_QUOTES"_s, u"SELECT \"load_file\"('x')"_s);
    }
}

void TestMysqlConnect::aTextThatTheSessionReadsDifferentlyIsRefused()
{
    NEED_SERVER;
    QFETCH(QString, mode);
    QFETCH(QString, sql);
    OPEN(connection, serverEndpoint(*server, {}));
    QVERIFY(!run(connection, u"SET SESSION sql_mode = '%1'"_s.arg(mode)).error);
    const Answer refused = run(connection, sql);
    QVERIFY(refused.error);
    QCOMPARE(refused.error->kind, ErrorKind::Usage);
    QVERIFY2(refused.error->message.contains(mode), qPrintable(refused.error->message));
    QVERIFY(!run(connection, u"SET SESSION sql_mode = ''"_s).error); // and by the usual rules it is the server's to answer
    const Answer sent = run(connection, sql);
    QVERIFY(connection.isAlive());
    QVERIFY(!sent.error || sent.error->kind != ErrorKind::Usage);
}

void TestMysqlConnect::theSessionsQuotesAreFollowed()
{
    NEED_SERVER;
    auto database = ScratchDatabase::create(*server);
    QVERIFY(database);
    QCOMPARE(database->execute({u"CREATE TABLE t (n INT, `a b` INT)"_s, u"INSERT INTO t VALUES (1, 2)"_s}), QString());
    const auto answered = [&](const QString &mode, const QString &sql) {
        const auto opened = open(serverEndpoint(*server, database->name()), serverSecret(*server));
        if (!opened || run(**opened, u"SET SESSION sql_mode = '%1'"_s.arg(mode)).error)
            return u"not opened"_s;
        return run(**opened, sql).cell();
    };
    QCOMPARE(answered(u"ANSI_QUOTES"_s, u"SELECT \"a b\" FROM \"t\""_s), u"2"_s);
    QCOMPARE(answered(u"NO_BACKSLASH_ESCAPES"_s, u"SELECT 'C:\\dir'"_s), u"C:\\dir"_s);
}

void TestMysqlConnect::manyWarningsAreCapped()
{
    NEED_SERVER;
    OPEN(connection, serverEndpoint(*server, {}));
    QVERIFY(!run(connection, u"SET max_error_count = 500"_s).error);
    const Answer answer = run(connection, u"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 100) "
                                          "SELECT COUNT(CAST(CONCAT('x', n) AS SIGNED)) FROM r"_s);
    QCOMPARE(answer.cell(), u"100"_s);
    QCOMPARE(answer.notices.size(), 65);
    QCOMPARE(answer.notices.first().code, u"1292"_s);
    QVERIFY(answer.notices.last().message.contains("36"_L1));
}

void TestMysqlConnect::largeResultComesInFullChunks()
{
    NEED_SERVER;
    OPEN(connection, serverEndpoint(*server, {}));
    const Answer answer =
        run(connection, u"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 500) "
                        "SELECT a.n * 1000 + b.n AS v, IF(b.n = 7, NULL, CONCAT('row ', b.n)) AS t FROM r a, r b ORDER BY a.n, b.n"_s);
    QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message : QString()));
    const RecordedResult &result = answer.results.first();
    QCOMPARE(result.rowCount(), 250'000);
    for (const Batch &batch : result.batches)
        QVERIFY(batch.rows <= RowSink::chunkRows);
    const QList<QStringList> rows = result.rows();
    QCOMPARE(rows.first(), (QStringList{u"1001"_s, u"row 1"_s}));
    QVERIFY(rows.at(6).at(1).isNull());
    QCOMPARE(rows.last(), (QStringList{u"500500"_s, u"row 500"_s}));
}

CONCORD_TEST(TestMysqlConnect)
#include "tst_mysqlconnect.moc"
