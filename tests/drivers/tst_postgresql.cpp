// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// What a PostgreSQL connection tells about its server and objects, how it plans, and the ways to reach it.
class TestPostgresql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectsByUnixSocket_data() { onEachServer(); }
    void connectsByUnixSocket();
    void tellsItsServer_data() { onEachServer(); }
    void tellsItsServer();
    void listsDatabasesTablesAndColumns_data() { onEachServer(); }
    void listsDatabasesTablesAndColumns();
    void namesNobodyCanShadow_data() { onEachServer(); }
    void namesNobodyCanShadow();
    void plansWithoutRunning_data() { onEachServer(); }
    void plansWithoutRunning();
    void plansInsideATransactionAndSparesIt_data() { onEachServer(); }
    void plansInsideATransactionAndSparesIt();
    void aSchemaThatIsNotThereIsRefused_data() { onEachServer(); }
    void aSchemaThatIsNotThereIsRefused();

private:
    static void onEachServer();
    void begin();

    std::optional<TestServer> m_server;
    std::optional<ScratchDatabase> m_database;
    std::unique_ptr<Connection> m_connection; ///< to the scratch database, writable
};

/// A server, a database of the test's own and a connection to it; where the server is not to be had the test is skipped.
#define BEGIN \
    begin(); \
    if (!m_connection) \
    return

static Deadline soon()
{
    return Clock::now() + 20s;
}

void TestPostgresql::onEachServer()
{
    QTest::addColumn<QString>("serverName");
    QTest::addRow("17") << u"postgresql17"_s;
    QTest::addRow("18") << u"postgresql18"_s;
}

void TestPostgresql::begin()
{
    m_connection.reset();
    m_database.reset();
    QFETCH(QString, serverName);
    m_server = testServer(serverName);
    if (!m_server)
        QSKIP(qPrintable(u"needs the test server "_s + serverName));
    auto database = ScratchDatabase::create(*m_server);
    QVERIFY2(database, database ? "" : qPrintable(database.error()));
    m_database.emplace(std::move(*database));
    auto opened = open(serverEndpoint(*m_server, m_database->name()), serverSecret(*m_server));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    m_connection = std::move(*opened);
}

void TestPostgresql::connectsByUnixSocket()
{
    BEGIN;
    if (m_server->socket.isEmpty())
        QSKIP("the server has no socket that is known here");
    Endpoint endpoint = serverEndpoint(*m_server, m_database->name());
    endpoint.host.clear();
    endpoint.options.socket = m_server->socket;
    const auto opened = open(endpoint, serverSecret(*m_server));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QCOMPARE(run(**opened, u"SELECT inet_client_addr() IS NULL"_s).cell(), u"true"_s);
    const auto info = (*opened)->serverInfo(soon());
    QVERIFY(info);
    QCOMPARE(info->database, m_database->name());
    QVERIFY(info->tls.isEmpty());
    endpoint.options.socket = u"/nowhere/at/all"_s;
    const auto refused = open(endpoint, serverSecret(*m_server));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"/nowhere/at/all"_s), qPrintable(refused.error().message));
}

void TestPostgresql::tellsItsServer()
{
    BEGIN;
    const auto info = m_connection->serverInfo(soon());
    QVERIFY2(info, info ? "" : qPrintable(info.error().message));
    QCOMPARE(info->product, u"PostgreSQL"_s);
    if (!qEnvironmentVariableIsSet("CONCORD_TEST_POSTGRESQL_PROGRAMS"))
        QVERIFY(info->version.startsWith(m_server->name.right(2)));
    QCOMPARE(info->user, m_server->user);
    QCOMPARE(info->database, m_database->name());
    QVERIFY(!info->readOnlyHeld);
    const auto readOnly = open(serverEndpoint(*m_server, m_database->name(), true), serverSecret(*m_server));
    QVERIFY(readOnly);
    const auto held = (*readOnly)->serverInfo(soon());
    QVERIFY(held && held->readOnlyHeld);
    QVERIFY(!held->warnings.isEmpty()); // the administrator is a superuser
}

void TestPostgresql::listsDatabasesTablesAndColumns()
{
    BEGIN;
    QCOMPARE(m_database->execute({u"CREATE SCHEMA \"Odd \"\"one\"\"\""_s,
                                  u"CREATE TABLE plain (a int NOT NULL, b numeric(8,2), c text[], PRIMARY KEY (a))"_s,
                                  u"CREATE TABLE \"Odd \"\"one\"\"\".\"T\" (\"A b\" timestamptz)"_s, u"CREATE VIEW seen AS SELECT a FROM plain"_s,
                                  u"CREATE MATERIALIZED VIEW kept AS SELECT a FROM plain"_s, u"CREATE TABLE parted (a int) PARTITION BY RANGE (a)"_s,
                                  u"ALTER TABLE plain DROP COLUMN c"_s}),
             QString());
    const auto databases = m_connection->databases(soon());
    QVERIFY(databases);
    QVERIFY(databases->contains(m_database->name()));
    QVERIFY(!databases->contains(u"template0"_s));

    const auto objects = m_connection->objects(soon());
    QVERIFY2(objects, objects ? "" : qPrintable(objects.error().message));
    QStringList found;
    for (const ObjectName &object : *objects)
        found.append(object.schema + u'|' + object.name + u'|' + object.kind);
    QCOMPARE(found, (QStringList{u"Odd \"one\"|T|table"_s, u"public|kept|materialized view"_s, u"public|parted|table"_s, u"public|plain|table"_s,
                                 u"public|seen|view"_s}));

    const auto columns = m_connection->columns({u"public"_s, u"plain"_s, u"table"_s, -1}, soon());
    QVERIFY(columns);
    QCOMPARE(columns->size(), 2);
    QCOMPARE(columns->at(0).name, u"a"_s);
    QCOMPARE(columns->at(0).nativeType, u"integer"_s);
    QVERIFY(columns->at(0).primaryKey && !columns->at(0).nullable);
    QCOMPARE(columns->at(1).nativeType, u"numeric(8,2)"_s);
    QVERIFY(!columns->at(1).primaryKey && columns->at(1).nullable);
    const auto odd = m_connection->columns({u"Odd \"one\""_s, u"T"_s, u"table"_s, -1}, soon());
    QVERIFY(odd);
    QCOMPARE(odd->first().name, u"A b"_s);
    const auto none = m_connection->columns({u"public"_s, u"absent"_s, u"table"_s, -1}, soon());
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

/// The catalog is read under a search path of its own, so that a table of the same name in front misleads nobody.
void TestPostgresql::namesNobodyCanShadow()
{
    BEGIN;
    QCOMPARE(m_database->execute({u"CREATE TABLE pg_class (relname text)"_s, u"CREATE TABLE pg_database (datname text)"_s}), QString());
    QVERIFY(!run(*m_connection, u"SET search_path = public, pg_catalog"_s).error);
    QCOMPARE(m_connection->objects(soon())->size(), 2);
    QVERIFY(m_connection->databases(soon())->contains(m_database->name()));
    QCOMPARE(run(*m_connection, u"SHOW search_path"_s).cell(), u"public, pg_catalog"_s);
    QCOMPARE(m_connection->transactionState(), TransactionState::Idle);
}

static bool mentions(const PlanNode &node, const QString &text)
{
    return node.text.contains(text) || std::ranges::any_of(node.children, [&](const PlanNode &child) { return mentions(child, text); });
}

void TestPostgresql::plansWithoutRunning()
{
    BEGIN;
    QCOMPARE(m_database->execute({u"CREATE TABLE t AS SELECT n FROM generate_series(1, 10) n"_s, u"CREATE TABLE u (n int)"_s}), QString());
    const auto joined = m_connection->explain({u"SELECT * FROM t JOIN u USING (n)"_s, {}}, soon());
    QVERIFY2(joined, joined ? "" : qPrintable(joined.error().message));
    QVERIFY(mentions(*joined, u" on t"_s) && mentions(*joined, u" on u"_s));
    const auto removed = m_connection->explain({u"DELETE FROM t"_s, {}}, soon());
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error().message));
    QCOMPARE(run(*m_connection, u"SELECT count(*) FROM t"_s).cell(), u"10"_s);
    const auto bound = m_connection->explain({u"SELECT * FROM t WHERE n = $1"_s, {{u"n"_s, Tag::Integer, u"3"_s}}}, soon());
    QVERIFY2(bound, bound ? "" : qPrintable(bound.error().message));
    const auto unbound = m_connection->explain({u"SELECT * FROM t WHERE n = $1"_s, {}}, soon());
    QVERIFY2(unbound, unbound ? "" : qPrintable(unbound.error().message));
    const auto wrong = m_connection->explain({u"SELECT *\nFROM absent"_s, {}}, soon());
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().line, 2);
    QCOMPARE(wrong.error().column, 6);
    QCOMPARE(m_connection->transactionState(), TransactionState::Idle);
}

void TestPostgresql::plansInsideATransactionAndSparesIt()
{
    BEGIN;
    QVERIFY(!run(*m_connection, u"BEGIN"_s).error);
    QVERIFY(!run(*m_connection, u"CREATE TABLE mine (n int)"_s).error);
    QVERIFY(m_connection->explain({u"SELECT * FROM mine"_s, {}}, soon()));
    QVERIFY(!m_connection->explain({u"SELECT * FROM absent"_s, {}}, soon()));
    QCOMPARE(m_connection->transactionState(), TransactionState::InTransaction);
    QCOMPARE(run(*m_connection, u"SELECT count(*) FROM mine"_s).cell(), u"0"_s);
    QVERIFY(!run(*m_connection, u"COMMIT"_s).error);
    QCOMPARE(run(*m_connection, u"SELECT count(*) FROM mine"_s).cell(), u"0"_s);
}

void TestPostgresql::aSchemaThatIsNotThereIsRefused()
{
    BEGIN;
    QCOMPARE(m_database->execute({u"CREATE SCHEMA tenant_1"_s}), QString());
    Endpoint endpoint = serverEndpoint(*m_server, m_database->name());
    endpoint.schema = u"tenant_1"_s;
    endpoint.options.searchPath = u"tenant_1"_s;
    const auto opened = open(endpoint, serverSecret(*m_server));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QCOMPARE(run(**opened, u"SELECT current_schema()"_s).cell(), u"tenant_1"_s);
    endpoint.schema = u"tenant_11"_s;
    const auto refused = open(endpoint, serverSecret(*m_server));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY2(refused.error().message.contains(u"“tenant_1”"_s), qPrintable(refused.error().message));
}

CONCORD_TEST(TestPostgresql)
#include "tst_postgresql.moc"
