// SPDX-License-Identifier: GPL-3.0-or-later
// Oracle's connection over a real ODBC driver: PostgreSQL's, on tables of the names of Oracle's dictionary. What only an
// Oracle understands (its formats, EXPLAIN PLAN, DBMS_OUTPUT) is refused there, as by a driver of another version.
// CONCORD_TEST_ORACLE_URL names a real Oracle, where all of it runs.
#include "connection/connectionurl.h"
#include "connection/driver.h"
#include "odbc/odbcinstalled.h"
#include "query/sqltext.h"
#include "schema/oracledictionary.h"
#include "servers/testservers.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestOracleOdbc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_scratch.reset(); }
    void theCatalogIsReadOverOdbc();
    void objectsAndColumnsAreListed();
    void aReadOnlyProfileRefusesWritesByText_data();
    void aReadOnlyProfileRefusesWritesByText();
    void theServerHoldsReadOnly();
    void aManualTransactionIsHeldToo();
    void linesOfTheClientAreAnswered();
    void whatDoesNotCompileIsTold();
    void theServerIsDescribed();
    void aRealOracleIsReadAndExplained();

private:
    [[nodiscard]] Endpoint endpoint(bool readOnly) const;
    [[nodiscard]] Result<std::unique_ptr<Connection>> opened(bool readOnly = true) const;

    QTemporaryDir m_folder;
    std::optional<ScratchDatabase> m_scratch;
};

static QStringList statementsOf(const QString &file)
{
    QFile source(QStringLiteral(CONCORD_ORACLE_FACTS) + u'/' + file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QStringList texts;
    const auto split = splitScript(QString::fromUtf8(source.readAll()), drivers().find(u"postgresql"_s)->dialect());
    for (const ScriptStatement &statement : split.value_or(QList<ScriptStatement>()))
        texts.append(statement.text);
    return texts;
}

void TestOracleOdbc::initTestCase()
{
    CONCORD_NEED_SERVER(server, "postgresql17");
    const auto driver = preferredOdbcDriver({u"PostgreSQL Unicode*"_s}, u"PostgreSQL"_s, {});
    if (!driver)
        QSKIP(qPrintable(driver.error().message));
    auto made = ScratchDatabase::create(server);
    QVERIFY2(made, qPrintable(made ? QString() : made.error()));
    m_scratch.emplace(std::move(*made));
    const QStringList more{u"CREATE TABLE user_users (username text)"_s,
                           u"INSERT INTO user_users VALUES ('CHINOOK')"_s,
                           u"CREATE TABLE product_component_version (product text, version text)"_s,
                           u"INSERT INTO product_component_version VALUES ('Oracle Database 19c', '19.0.0.0.0')"_s,
                           u"CREATE TABLE global_name (global_name text)"_s,
                           u"INSERT INTO global_name VALUES ('FREEPDB1')"_s,
                           u"CREATE TABLE written (a int)"_s,
                           u"CREATE FUNCTION writes() RETURNS int LANGUAGE sql AS 'INSERT INTO written VALUES (1) RETURNING a'"_s,
                           u"CREATE FUNCTION sys_context(text, text) RETURNS text LANGUAGE sql AS 'SELECT ''CHINOOK''::text'"_s,
                           u"CREATE VIEW all_tab_columns AS SELECT * FROM all_tab_cols"_s,
                           u"GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC"_s,
                           u"GRANT ALL ON SCHEMA public TO PUBLIC"_s};
    QCOMPARE(m_scratch->execute(statementsOf(u"dictionary.sql"_s) + statementsOf(u"facts.sql"_s) + more), QString());
    QFile sources(m_folder.filePath(u"odbc.ini"_s));
    QVERIFY(sources.open(QIODevice::WriteOnly));
    sources.write(u"[concord_oracle]\nDriver=%1\nServername=%2\nPort=%3\nDatabase=%4\nMaxVarcharSize=4000\n"_s
                      .arg(*driver, server.host, QString::number(server.port), m_scratch->name())
                      .toUtf8());
    sources.close();
    qputenv("ODBCINI", sources.fileName().toUtf8());
}

Endpoint TestOracleOdbc::endpoint(bool readOnly) const
{
    const TestServer &server = m_scratch->server();
    const QString url = u"oracle://%1@/?dsn=concord_oracle"_s.arg(server.passwordUser);
    Endpoint made = adHocEndpoint(*parseUrl(url, drivers()), drivers());
    made.readOnly = readOnly;
    return made;
}

Result<std::unique_ptr<Connection>> TestOracleOdbc::opened(bool readOnly) const
{
    return concord::test::open(endpoint(readOnly), Secret(m_scratch->server().passwordOfUser.toUtf8()));
}

#define OPEN(connection, readOnly) \
    const auto connection##Opened = opened(readOnly); \
    QVERIFY2(connection##Opened, qPrintable(connection##Opened ? QString() : connection##Opened.error().message)); \
    Connection &connection = **connection##Opened

void TestOracleOdbc::theCatalogIsReadOverOdbc()
{
    OPEN(connection, true);
    const auto catalog = connection.readCatalog({}, {}, Clock::now() + std::chrono::seconds(60));
    QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
    QStringList unread;
    for (const Unread &one : (*catalog)->info().unread)
        unread.append(one.what + u": "_s + one.reason);
    QCOMPARE(unread, QStringList());
    OracleDictionary dictionary; // the same rows in SQLite
    QCOMPARE(dictionary.load(u"facts.sql"_s), QString());
    QCOMPARE((*catalog)->fingerprint(), dictionary.read()->fingerprint());
    QCOMPARE((*catalog)->info().database, u"FREEPDB1"_s);
    QCOMPARE((*catalog)->info().role, u"CHINOOK"_s);
    QVERIFY((*catalog)->info().transactional);
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
}

void TestOracleOdbc::objectsAndColumnsAreListed()
{
    OPEN(connection, true);
    const auto objects = connection.objects(noDeadline);
    QVERIFY(objects);
    QCOMPARE(objects->size(), 9);
    const auto columns = connection.columns({u"HR"_s, u"DEPARTMENTS"_s, u"table"_s, -1}, noDeadline);
    QVERIFY(columns);
    QCOMPARE(columns->size(), 3);
    QCOMPARE(columns->at(2).nativeType, u"CHAR(3)"_s);
}

void TestOracleOdbc::aReadOnlyProfileRefusesWritesByText_data()
{
    QTest::addColumn<QString>("statement");
    for (const char *statement :
         {"INSERT INTO written VALUES (1)", "BEGIN writes; END;", "DECLARE a NUMBER; BEGIN NULL; END;", "CALL writes()", "EXEC writes",
          "SELECT * FROM written FOR UPDATE", "DROP TABLE written", "SET TRANSACTION READ WRITE", "ALTER SESSION SET EVENTS 'x'",
          "SELECT dbms_lock.request(1) FROM dual", "COMMIT FORCE '1.2.3'", "COMMIT COMMENT 'x'", "ROLLBACK FORCE '1.2.3'",
          "SELECT * FROM EXTERNAL ((a NUMBER) TYPE oracle_loader LOCATION ('x'))",
          "MERGE INTO written USING dual ON (1 = 1) WHEN MATCHED THEN UPDATE SET a = 1", "LOCK TABLE written IN SHARE MODE",
          "EXPLAIN PLAN FOR SELECT 1 FROM dual"})
        QTest::newRow(statement) << QString::fromLatin1(statement);
}

void TestOracleOdbc::aReadOnlyProfileRefusesWritesByText()
{
    QFETCH(QString, statement);
    OPEN(connection, true);
    const Answer answer = run(connection, statement);
    QVERIFY(answer.error);
    QCOMPARE(errorKindName(answer.error->kind), u"read_only"_s);
    QCOMPARE(run(connection, u"SELECT count(*) FROM written"_s).cell(), u"0"_s);
}

/// What no text tells: a function that writes.
void TestOracleOdbc::theServerHoldsReadOnly()
{
    OPEN(connection, true);
    for (int round = 0; round < 3; ++round) {
        const Answer answer = run(connection, u"SELECT writes() FROM dual"_s);
        QVERIFY(answer.error);
        QCOMPARE(connection.transactionState(), TransactionState::Idle);
        QCOMPARE(run(connection, u"SELECT count(*) FROM written"_s).cell(), u"0"_s);
        QCOMPARE(connection.transactionState(), TransactionState::Idle);
    }
    OPEN(writer, false);
    QVERIFY(!run(writer, u"SELECT writes() FROM dual"_s).error);
    QCOMPARE(run(connection, u"SELECT count(*) FROM written"_s).cell(), u"1"_s);
    QVERIFY(!run(writer, u"DELETE FROM written WHERE a = 1"_s).error);
}

void TestOracleOdbc::aManualTransactionIsHeldToo()
{
    OPEN(connection, true);
    ExecuteLimits manual;
    manual.manualCommit = true;
    QCOMPARE(run(connection, u"SELECT count(*) FROM written"_s, {}, manual).cell(), u"0"_s);
    QCOMPARE(connection.transactionState(), TransactionState::InTransaction);
    QVERIFY(run(connection, u"SELECT writes() FROM dual"_s, {}, manual).error);
    QVERIFY(!run(connection, u"ROLLBACK"_s).error);
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QCOMPARE(run(connection, u"SELECT count(*) FROM written"_s).cell(), u"0"_s);
}

void TestOracleOdbc::linesOfTheClientAreAnswered()
{
    OPEN(connection, true);
    const Answer said = run(connection, u"PROMPT It's done"_s);
    QVERIFY(!said.error);
    QCOMPARE(said.notices.value(0).message, u"It's done"_s);
    const Answer skipped = run(connection, u"SET DEFINE OFF"_s);
    QVERIFY(!skipped.error && skipped.notices.size() == 1);
    const Answer refused = run(connection, u"SPOOL /tmp/x"_s);
    QVERIFY(refused.error);
    QCOMPARE(errorKindName(refused.error->kind), u"unsupported"_s);
    const Answer described = run(connection, u"DESC hr.departments"_s);
    QVERIFY2(!described.error, qPrintable(described.error ? described.error->message : QString()));
    QCOMPARE(described.results.value(0).rowCount(), 3);
}

/// Kept, as Oracle keeps it, and said what is wrong with it.
void TestOracleOdbc::whatDoesNotCompileIsTold()
{
    const QString fact =
        u"INSERT INTO all_errors VALUES ('CHINOOK', 'AREA', 'FUNCTION', 1, 2, 8, 'PLS-00201: identifier ''X'' must be declared', 'ERROR', 201)"_s;
    OPEN(connection, false);
    const QString make = u"CREATE OR REPLACE FUNCTION area()\nRETURNS int LANGUAGE sql AS 'SELECT 1'"_s;
    QVERIFY(run(connection, make).notices.isEmpty());
    QVERIFY(!run(connection, fact).error);
    const Answer made = run(connection, make);
    QVERIFY2(!made.error, qPrintable(made.cell()));
    QCOMPARE(made.notices.size(), 2);
    QCOMPARE(made.notices[0].code, u"ORA-24344"_s);
    QCOMPARE(made.notices[1].message, u"line 2, column 8: PLS-00201: identifier 'X' must be declared"_s);
    QVERIFY(run(connection, u"CREATE OR REPLACE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'"_s).notices.isEmpty());
    QVERIFY(!run(connection, u"DELETE FROM all_errors"_s).error);
}

void TestOracleOdbc::theServerIsDescribed()
{
    OPEN(connection, true);
    const auto info = connection.serverInfo(noDeadline);
    QVERIFY(info);
    QCOMPARE(info->version, u"19.0.0.0.0"_s);
    QCOMPARE(info->user, u"CHINOOK"_s);
    QVERIFY(info->readOnlyHeld);
    QVERIFY(!info->warnings.isEmpty());
    const auto databases = connection.databases(noDeadline);
    QVERIFY(databases);
    QCOMPARE(databases->size(), 1);
}

void TestOracleOdbc::aRealOracleIsReadAndExplained()
{
    const QString url = qEnvironmentVariable("CONCORD_TEST_ORACLE_URL");
    if (url.isEmpty())
        QSKIP("needs an Oracle: set CONCORD_TEST_ORACLE_URL");
    qunsetenv("ODBCINI");
    const auto parsed = parseUrl(url, drivers());
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    const auto connection = concord::test::open(adHocEndpoint(*parsed, drivers()), parsed->secret);
    QVERIFY2(connection, qPrintable(connection ? QString() : connection.error().message));
    QCOMPARE(run(**connection, u"SELECT 1.50 FROM dual"_s).cell(), u"1.5"_s);
    QVERIFY(run(**connection, u"SELECT '' FROM dual"_s).results.value(0).rows().value(0).value(0).isNull());
    QVERIFY(run(**connection, u"BEGIN NULL; END;"_s).error); // read-only
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + std::chrono::minutes(5));
    QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
    QVERIFY((*catalog)->info().unread.empty());
    const auto plan = (*connection)->explain({u"SELECT * FROM all_users"_s, {}}, noDeadline);
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
    QVERIFY(plan->text.startsWith(u"SELECT STATEMENT"));
}

CONCORD_TEST(TestOracleOdbc)
#include "tst_oracleodbc.moc"
