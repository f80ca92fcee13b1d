// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "testprogram.h"

#include <QDir>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Every known way around read-only, on the real servers: what counts is that the data did not change.
class TestMysqlReadOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void refusesWhatWouldWrite_data();
    void refusesWhatWouldWrite();
    void holdsAfterASequenceOfAttempts_data();
    void holdsAfterASequenceOfAttempts();
    void planningRunsNothing_data();
    void planningRunsNothing();
    void aWriteThatIsNotPlannedSaysWhy_data();
    void aWriteThatIsNotPlannedSaysWhy();
    void honestReadsRun_data();
    void honestReadsRun();
    void keepsWhatASessionMaySet_data();
    void keepsWhatASessionMaySet();
    void writesNoFileOnTheServer_data();
    void writesNoFileOnTheServer();

private:
    struct Place
    {
        TestServer server;
        ScratchDatabase database;
        std::unique_ptr<Connection> connection;
    };
    /// Opens read-only on a fresh database with a table `t` of three rows, a MyISAM table `m`, routines that write, and a
    /// view on one of those.
    void openOn(const QString &serverName);
    [[nodiscard]] QString state() const;

    std::optional<Place> m_place;
};

static const QStringList servers{u"mariadb"_s, u"mysql"_s};
static const QString untouched = u"3a 1"_s;

static const QStringList setup{
    u"CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))"_s,
    u"INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')"_s,
    u"CREATE TABLE m (id INT) ENGINE=MyISAM"_s,
    u"INSERT INTO m VALUES (1)"_s,
    u"CREATE PROCEDURE p() BEGIN START TRANSACTION READ WRITE; DELETE FROM t; COMMIT; END"_s,
    u"CREATE FUNCTION f() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN DELETE FROM t; RETURN 1; END"_s,
    u"CREATE FUNCTION lift() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN SET SESSION $read_only = 0; DELETE FROM t; RETURN 1; END"_s,
    u"CREATE FUNCTION lift_only() RETURNS INT DETERMINISTIC BEGIN SET SESSION $read_only = 0; RETURN 1; END"_s,
    u"CREATE FUNCTION lift_myisam() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN SET SESSION $read_only = 0; DELETE FROM m; RETURN 1; END"_s,
    u"CREATE VIEW v AS SELECT f() AS x"_s,
};

void TestMysqlReadOnly::init()
{
    m_place.reset();
}

void TestMysqlReadOnly::cleanup()
{
    m_place.reset();
}

void TestMysqlReadOnly::openOn(const QString &serverName)
{
    auto server = testServer(serverName);
    if (!server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    auto database = ScratchDatabase::create(*server);
    QVERIFY2(database, qPrintable(database ? QString() : database.error()));
    QStringList statements = setup;
    statements.replaceInStrings(u"$read_only"_s,
                                serverName == "mariadb"_L1 ? u"tx_read_only"_s : u"transaction_read_only"_s); // MariaDB's is so before 11.1
    QCOMPARE(database->execute(statements), QString());
    if (serverName == "mariadb"_L1)
        QCOMPARE(database->execute({u"CREATE SEQUENCE s"_s}), QString());
    auto opened = open(serverEndpoint(*server, database->name(), true), serverSecret(*server));
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_place.emplace(*server, std::move(*database), std::move(*opened));
}

/// What is in the tables, as another connection sees it.
QString TestMysqlReadOnly::state() const
{
    return ask(m_place->server, m_place->database.name(),
               u"SELECT CONCAT((SELECT COUNT(*) FROM t), (SELECT v FROM t WHERE id = 1), ' ', (SELECT COUNT(*) FROM m))"_s);
}

void TestMysqlReadOnly::refusesWhatWouldWrite_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("sql");
    static const QStringList attempts{
        u"DELETE FROM t"_s,
        u"UPDATE t SET v = 'z'"_s,
        u"INSERT INTO t VALUES (9, 'z')"_s,
        u"REPLACE INTO t VALUES (1, 'z')"_s,
        u"DELETE FROM m"_s,
        u"TRUNCATE TABLE t"_s,
        u"DROP TABLE t"_s,
        u"CREATE TABLE t2 (a INT)"_s,
        u"ALTER TABLE t ADD c INT"_s,
        u"RENAME TABLE t TO t3"_s,
        u"CREATE TEMPORARY TABLE x (a INT)"_s,
        u"CALL p()"_s,
        u"/* SELECT */ CALL p()"_s,
        u"DO f()"_s,
        u"SELECT f()"_s,
        u"SELECT * FROM v"_s,
        u"SET @x = f()"_s,
        u"SELECT lift()"_s,
        u"SET @x = lift()"_s,
        u"SELECT lift_myisam()"_s,
        u"SELECT * FROM t WHERE f() = 1"_s,
        u"SET STATEMENT tx_read_only=0 FOR DELETE FROM t"_s,
        u"SET STATEMENT max_statement_time=10 FOR DELETE FROM t"_s,
        u"SET SESSION TRANSACTION READ WRITE"_s,
        u"SET TRANSACTION READ WRITE"_s,
        u"SET transaction_read_only = 0"_s,
        u"SET SESSION transaction_read_only = 0"_s,
        u"SET @@transaction_read_only = 0"_s,
        u"SET @@session.transaction_read_only = 0"_s,
        u"SET @@`session`.`transaction_read_only` = 0"_s,
        u"SET `transaction_read_only` = 0"_s,
        u"SET @x = 1, transaction_read_only = 0"_s,
        u"SET tx_read_only = 0"_s,
        u"SET GLOBAL max_error_count = 63"_s,
        u"SET @@GLOBAL.max_error_count = 63"_s,
        u"SET PERSIST max_error_count = 63"_s,
        u"SET autocommit = 0"_s,
        u"SET sql_mode = 'NO_BACKSLASH_ESCAPES'"_s,
        u"SET NAMES gbk"_s,
        u"SET CHARACTER SET gbk"_s,
        u"SET PASSWORD = ''"_s,
        u"SET ROLE NONE"_s,
        u"START TRANSACTION READ WRITE"_s,
        u"START TRANSACTION /* */ READ WRITE"_s,
        u"BEGIN NOT ATOMIC DELETE FROM t; END"_s,
        u"COMMIT AND CHAIN"_s,
        u"PREPARE s FROM 'SET SESSION transaction_read_only = 0'"_s,
        u"EXECUTE s"_s,
        u"EXECUTE IMMEDIATE 'DELETE FROM t'"_s,
        u"/*! DELETE FROM t */"_s,
        u"/*!50000 DELETE FROM t */"_s,
        u"/*M! DELETE FROM t */"_s,
        u"/*M!100000 DELETE FROM t */"_s,
        u"/*!SET SESSION transaction_read_only=0*/"_s,
        u"START TRANSACTION /*! READ WRITE */"_s,
        u"SELECT 1 /*! INTO @x */"_s,
        u"WITH x AS (SELECT 1) DELETE FROM t"_s,
        u"WITH x AS (SELECT 1) UPDATE t SET v = 'z'"_s,
        u"EXPLAIN ANALYZE DELETE FROM t"_s,
        u"ANALYZE DELETE FROM t"_s,
        u"ANALYZE TABLE t"_s,
        u"OPTIMIZE TABLE t"_s,
        u"SELECT 1; DELETE FROM t"_s,
        u"COMMIT; DELETE FROM t"_s,
        u"SELECT 1 -- \n; DELETE FROM t"_s,
        u"BEGIN; DELETE FROM t"_s,
        u"SELECT 1 INTO @x"_s,
        u"LOAD DATA INFILE '/etc/hostname' INTO TABLE t"_s,
        u"LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t"_s,
        u"HANDLER t OPEN"_s,
        u"LOCK TABLES t WRITE"_s,
        u"FLUSH TABLES"_s,
        u"KILL 1"_s,
        u"GRANT ALL ON *.* TO concord_open"_s,
        u"CREATE USER x"_s,
        u"INSTALL SONAME 'x'"_s,
        u"SHUTDOWN"_s,
        u"RESET MASTER"_s,
        u"XA START 'x'"_s,
        u"SELECT NEXTVAL(s)"_s,
        u"SELECT NEXT VALUE FOR s"_s,
        u"SELECT SETVAL(s, 100)"_s,
    };
    for (const QString &server : servers) {
        for (const QString &sql : attempts)
            QTest::addRow("%s: %s", qPrintable(server), qPrintable(sql)) << server << sql;
    }
}

void TestMysqlReadOnly::refusesWhatWouldWrite()
{
    QFETCH(QString, serverName);
    QFETCH(QString, sql);
    openOn(serverName);
    if (!m_place)
        return;
    const Answer answer = run(*m_place->connection, sql);
    QVERIFY2(answer.error, "it was let through");
    QCOMPARE(state(), untouched);
    // And the connection goes on, still read-only.
    QCOMPARE(run(*m_place->connection, u"SELECT COUNT(*) FROM t"_s).cell(), u"3"_s);
    QVERIFY(run(*m_place->connection, u"DELETE FROM t"_s).error);
    QCOMPARE(state(), untouched);
}

void TestMysqlReadOnly::holdsAfterASequenceOfAttempts_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QStringList>("statements");
    static const QList<std::pair<const char *, QStringList>> sequences{
        {"a function lifts the session's read-only, the next one writes", {u"SELECT lift_only()"_s, u"SELECT f()"_s}},
        {"the same in one statement", {u"SELECT lift_only(), f()"_s}},
        {"the same by SET", {u"SET @x = lift_only()"_s, u"SET @y = f()"_s}},
        {"lifted, then an explicit transaction", {u"SELECT lift_only()"_s, u"BEGIN"_s, u"SELECT f()"_s, u"COMMIT"_s}},
        {"lifted within a transaction", {u"START TRANSACTION"_s, u"SELECT lift_only()"_s, u"SELECT f()"_s, u"COMMIT"_s, u"SELECT f()"_s}},
        {"lifted, then planned", {u"SELECT lift_only()"_s, u"EXPLAIN SELECT * FROM (SELECT f()) q"_s}},
        {"lifted, rolled back", {u"BEGIN"_s, u"SELECT lift_only()"_s, u"ROLLBACK"_s, u"BEGIN"_s, u"SELECT f()"_s, u"ROLLBACK"_s}},
    };
    for (const QString &server : servers) {
        for (const auto &[name, statements] : sequences)
            QTest::addRow("%s: %s", qPrintable(server), name) << server << statements;
    }
}

void TestMysqlReadOnly::holdsAfterASequenceOfAttempts()
{
    QFETCH(QString, serverName);
    QFETCH(QStringList, statements);
    openOn(serverName);
    if (!m_place)
        return;
    for (const QString &sql : std::as_const(statements)) {
        std::ignore = run(*m_place->connection, sql);
        QCOMPARE(state(), untouched);
    }
}

void TestMysqlReadOnly::planningRunsNothing_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("sql");
    for (const QString &server : servers) {
        for (const QString &sql : {u"DELETE FROM t"_s, u"SELECT f()"_s, u"SELECT * FROM (SELECT f()) q"_s, u"SELECT * FROM (SELECT lift()) q"_s,
                                   u"ANALYZE DELETE FROM t"_s})
            QTest::addRow("%s: %s", qPrintable(server), qPrintable(sql)) << server << sql;
    }
}

void TestMysqlReadOnly::planningRunsNothing()
{
    QFETCH(QString, serverName);
    QFETCH(QString, sql);
    openOn(serverName);
    if (!m_place)
        return;
    for (int i = 0; i < 2; ++i) { // twice: the first may have lifted the session's read-only
        std::ignore = m_place->connection->explain({sql, {}}, noDeadline);
        QCOMPARE(state(), untouched);
    }
}

void TestMysqlReadOnly::aWriteThatIsNotPlannedSaysWhy_data()
{
    QTest::addColumn<QString>("serverName");
    for (const QString &server : servers)
        QTest::newRow(qPrintable(server)) << server;
}

void TestMysqlReadOnly::aWriteThatIsNotPlannedSaysWhy()
{
    QFETCH(QString, serverName);
    openOn(serverName);
    if (!m_place)
        return;
    const auto planned = m_place->connection->explain({u"DELETE FROM t"_s, {}}, noDeadline);
    QVERIFY(!planned);
    const auto ran = run(*m_place->connection, u"explain delete from t"_s).error;
    QVERIFY(ran);
    for (const Error &error : {planned.error(), *ran}) {
        QCOMPARE(error.kind, ErrorKind::ReadOnly);
        QVERIFY2(error.message.contains(u"Explain a SELECT"_s), qPrintable(error.message));
        QVERIFY2(error.detail.contains(u"READ ONLY transaction"_s), qPrintable(error.detail)); // the server's own words
    }
    QCOMPARE(state(), untouched);
}

void TestMysqlReadOnly::honestReadsRun_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    static const QList<std::pair<QString, QString>> reads{
        {u"SELECT REPLACE('abc', 'b', 'DELETE')"_s, u"aDELETEc"_s},
        {u"SELECT INSERT('abc', 1, 1, 'UPDATE')"_s, u"UPDATEbc"_s},
        {u"SELECT 'INTO OUTFILE; DROP TABLE t' -- INTO"_s, u"INTO OUTFILE; DROP TABLE t"_s},
        {u"SELECT `v` AS `into` FROM t WHERE id = 1"_s, u"a"_s},
        {u"(SELECT 1) LIMIT 1"_s, u"1"_s},
        {u"WITH x AS (SELECT 7 AS a) SELECT a FROM x"_s, u"7"_s},
        {u"/* comment */ SELECT 1;"_s, u"1"_s},
    };
    for (const QString &server : servers) {
        for (const auto &[sql, expected] : reads)
            QTest::addRow("%s: %s", qPrintable(server), qPrintable(sql)) << server << sql << expected;
    }
}

void TestMysqlReadOnly::honestReadsRun()
{
    QFETCH(QString, serverName);
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    openOn(serverName);
    if (m_place)
        QCOMPARE(run(*m_place->connection, sql).cell(), expected);
}

void TestMysqlReadOnly::keepsWhatASessionMaySet_data()
{
    QTest::addColumn<QString>("serverName");
    for (const QString &server : servers)
        QTest::addRow("%s", qPrintable(server)) << server;
}

void TestMysqlReadOnly::keepsWhatASessionMaySet()
{
    QFETCH(QString, serverName);
    openOn(serverName);
    if (!m_place)
        return;
    Connection &connection = *m_place->connection;
    for (const QString &sql :
         {u"SET @x = 5"_s, u"SET @y := @x + 1, @z = 'a, b'"_s, u"SET time_zone = '+03:00'"_s, u"SET SESSION group_concat_max_len = 2048"_s,
          u"SET @@session.lc_time_names = 'de_DE'"_s, u"USE information_schema"_s}) {
        const Answer answer = run(connection, sql);
        QVERIFY2(!answer.error, qPrintable(sql));
    }
    QCOMPARE(run(connection, u"SELECT CONCAT_WS(' ', @x, @y, @z, @@time_zone, @@group_concat_max_len, @@lc_time_names, DATABASE())"_s).cell(),
             u"5 6 a, b +03:00 2048 de_DE information_schema"_s);
    QVERIFY(connection.hasState());
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QVERIFY(!run(connection, u"START TRANSACTION READ ONLY"_s).error);
    QCOMPARE(connection.transactionState(), TransactionState::InTransaction);
    QVERIFY(!run(connection, u"COMMIT"_s).error);
    const auto info = connection.serverInfo(noDeadline);
    QVERIFY(info);
    QVERIFY(info->readOnlyHeld);
}

void TestMysqlReadOnly::writesNoFileOnTheServer_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QString>("pattern");
    for (const QString &server : servers) {
        for (const QString &pattern :
             {u"SELECT * FROM t INTO OUTFILE '%1'"_s, u"SELECT * INTO OUTFILE '%1' FROM t"_s, u"SELECT 'a' INTO DUMPFILE '%1'"_s,
              u"SELECT 1 /*! INTO OUTFILE '%1' */"_s, u"(SELECT 1) INTO OUTFILE '%1'"_s, u"SELECT * FROM (SELECT 1) q INTO/**/OUTFILE '%1'"_s,
              u"SELECT 1 UNION SELECT 2 INTO OUTFILE '%1'"_s, u"TABLE t INTO OUTFILE '%1'"_s, u"SELECT 1 into\noutfile '%1'"_s})
            QTest::addRow("%s: %s", qPrintable(server), qPrintable(pattern)) << server << pattern;
    }
}

void TestMysqlReadOnly::writesNoFileOnTheServer()
{
    QFETCH(QString, serverName);
    QFETCH(QString, pattern);
    openOn(serverName);
    if (!m_place)
        return;
    const QString file = QDir::tempPath() + u"/concord-outfile-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const Answer answer = run(*m_place->connection, pattern.arg(file));
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::ReadOnly);
    QVERIFY(!QFile::exists(file));
}

CONCORD_TEST(TestMysqlReadOnly)
#include "tst_mysqlreadonly.moc"
