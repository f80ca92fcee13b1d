// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader of PostgreSQL's catalog tells, and what becomes of what it cannot read.
#include "schema/postgresqldatabase.h"
#include "testprogram.h"

#include "schema/sqldefcases.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestPostgresqlCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanupTestCase();

    void chinookHasItsTablesKeysAndTypes();
    void ownNamesAreToldFromGeneratedOnes();
    void fingerprintFollowsTheSchema_data();
    void fingerprintFollowsTheSchema();
    void fingerprintDoesNotFollowTheData();
    void brokenViewIsNotReadAndTheRestIs();
    void schemaWithoutUsageIsNotReadAndTheRestIs();
    void extensionsObjectsAreSetApart();
    void requestChoosesObjects();
    void progressCountsTables();
    void cancelEndsTheReading();

private:
    [[nodiscard]] CatalogPtr read(const CatalogRequest &request = {});
    [[nodiscard]] std::shared_ptr<const Table> table(const QString &name);
    std::map<QString, std::unique_ptr<PostgresqlDatabase>> m_databases;
    PostgresqlDatabase *m_database = nullptr;
};

void TestPostgresqlCatalog::initTestCase_data()
{
    QTest::addColumn<QString>("server");
    for (const char *server : {"postgresql17", "postgresql18"}) {
        if (testServer(QString::fromLatin1(server)))
            QTest::newRow(server) << QString::fromLatin1(server);
    }
    if (!testServer(u"postgresql17"_s) && !testServer(u"postgresql18"_s))
        QSKIP("needs a test server of PostgreSQL, which is not available here");
}

void TestPostgresqlCatalog::init()
{
    QFETCH_GLOBAL(QString, server);
    std::unique_ptr<PostgresqlDatabase> &kept = m_databases[server];
    if (!kept) {
        auto made = PostgresqlDatabase::create(*testServer(server));
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        kept = std::move(*made);
    }
    m_database = kept.get();
    const QString problem = m_database->clear();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestPostgresqlCatalog::cleanupTestCase()
{
    m_databases.clear();
}

CatalogPtr TestPostgresqlCatalog::read(const CatalogRequest &request)
{
    const Result<CatalogPtr> catalog = m_database->read(request);
    if (!catalog)
        qWarning("%s", qPrintable(catalog.error().message));
    return catalog.value_or(nullptr);
}

std::shared_ptr<const Table> TestPostgresqlCatalog::table(const QString &name)
{
    const CatalogPtr catalog = read();
    return catalog ? std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"public"_s, name})) : nullptr;
}

void TestPostgresqlCatalog::chinookHasItsTablesKeysAndTypes()
{
    QFile file(corporaFolder() + u"/chinook/Chinook_PostgreSql.sql"_s);
    if (corporaFolder().isEmpty() || !file.open(QIODevice::ReadOnly))
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    // Its script makes a database of its own and connects to it; here it goes into the scratch one.
    QStringList schema;
    for (const QString &statement : QString::fromUtf8(file.readAll()).split(u";\n"_s)) {
        if (statement.contains("CREATE TABLE"_L1) || statement.contains("ALTER TABLE"_L1) || statement.contains("CREATE INDEX"_L1))
            schema.append(statement.mid(
                qMax(statement.indexOf("CREATE TABLE"_L1), qMax(statement.indexOf("ALTER TABLE"_L1), statement.indexOf("CREATE INDEX"_L1)))));
    }
    const QString problem = m_database->execute(schema.join(u";\n"_s));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const CatalogPtr catalog = read();
    QVERIFY(catalog);
    QCOMPARE(catalog->count(ObjectKind::Table), 11);
    size_t foreignKeys = 0;
    for (const ObjectPtr &object : catalog->objects()) {
        if (object->kind == ObjectKind::Table)
            foreignKeys += static_cast<const Table &>(*object).foreignKeys.size();
    }
    QCOMPARE(foreignKeys, size_t(11));
    const std::shared_ptr<const Table> invoice = table(u"invoice"_s);
    QVERIFY(invoice);
    QCOMPARE(describeType(findColumn(invoice->columns, u"invoice_id"_s)->type), u"integer(32)"_s);
    QCOMPARE(describeType(findColumn(invoice->columns, u"total"_s)->type), u"decimal(10,2)"_s);
    QCOMPARE(describeType(findColumn(invoice->columns, u"invoice_date"_s)->type), u"timestamp(6)"_s);
    QCOMPARE(describeType(findColumn(invoice->columns, u"billing_city"_s)->type), u"text(40)"_s);
}

void TestPostgresqlCatalog::ownNamesAreToldFromGeneratedOnes()
{
    const QString wide(60, u'w');
    QCOMPARE(
        m_database->execute(
            u"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE REFERENCES t, c int CHECK (c > 0), d int CONSTRAINT mine CHECK (d > 0));"
            "CREATE TABLE %1 (id int UNIQUE, other_column_with_a_long_name int REFERENCES %1 (id)); CREATE INDEX ON t (c); CREATE INDEX i ON t (d)"_s
                .arg(wide)),
        QString());
    const std::shared_ptr<const Table> t = table(u"t"_s);
    QVERIFY(t);
    QVERIFY(t->primaryKey->nameGenerated && t->uniques[0].nameGenerated && t->foreignKeys[0].nameGenerated);
    for (const Check &check : t->checks)
        QCOMPARE(check.nameGenerated, check.name != "mine"_L1);
    for (const Index &index : t->indexes)
        QCOMPARE(index.nameGenerated, index.name != "i"_L1);
    const std::shared_ptr<const Table> cut = table(wide);
    QVERIFY(cut && cut->uniques[0].nameGenerated && cut->foreignKeys[0].nameGenerated);
}

static const QString base = uR"(
    CREATE SCHEMA other; CREATE TYPE mood AS ENUM ('a', 'b'); CREATE SEQUENCE q; CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE t (id serial PRIMARY KEY, a int DEFAULT 1, b text, m mood, r int REFERENCES p, CHECK (a > 0)); CREATE INDEX i ON t (b); CREATE INDEX j ON t (a) WHERE a > 1;
    CREATE VIEW v AS SELECT a FROM t; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY y ON t USING (a > 0); INSERT INTO t (a) VALUES (5))"_s;

void TestPostgresqlCatalog::fingerprintFollowsTheSchema_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : {"ALTER TABLE t ADD z int",
                               "ALTER TABLE t DROP b",
                               "ALTER TABLE t ALTER b TYPE varchar(10)",
                               "ALTER TABLE t ALTER a DROP DEFAULT",
                               "ALTER TABLE t ALTER a SET NOT NULL",
                               "ALTER TABLE t ALTER b SET STORAGE EXTERNAL",
                               "ALTER TABLE t RENAME a TO z",
                               "ALTER TABLE t RENAME TO z",
                               "ALTER TABLE t RENAME CONSTRAINT t_a_check TO z",
                               "ALTER TABLE t DROP CONSTRAINT t_r_fkey",
                               "ALTER TABLE t ALTER CONSTRAINT t_r_fkey DEFERRABLE",
                               "ALTER TABLE t ADD UNIQUE (b)",
                               "ALTER TABLE t SET SCHEMA other",
                               "ALTER TABLE t SET UNLOGGED",
                               "ALTER TABLE t SET (fillfactor = 50)",
                               "ALTER TABLE t REPLICA IDENTITY FULL",
                               "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                               "ALTER TABLE t DISABLE TRIGGER g",
                               "ALTER INDEX i RENAME TO z",
                               "DROP INDEX j; CREATE INDEX j ON t (a) WHERE a > 2",
                               "DROP INDEX i; CREATE INDEX i ON t (b DESC)",
                               "ALTER SEQUENCE q INCREMENT 2",
                               "ALTER SEQUENCE t_id_seq CACHE 5",
                               "ALTER TYPE mood ADD VALUE 'c'",
                               "ALTER VIEW v RENAME a TO z",
                               "CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE a > 1",
                               "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
                               "ALTER POLICY y ON t USING (a > 1)",
                               "COMMENT ON COLUMN t.b IS 'x'",
                               "GRANT SELECT ON t TO PUBLIC",
                               "REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC",
                               "DROP TRIGGER g ON t",
                               "CREATE SCHEMA another"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TestPostgresqlCatalog::fingerprintFollowsTheSchema()
{
    QFETCH(QString, change);
    QCOMPARE(m_database->execute(base), QString());
    const CatalogPtr before = read();
    QCOMPARE(m_database->execute(change), QString());
    const CatalogPtr after = read();
    QVERIFY(before && after);
    QVERIFY(before->fingerprint() != after->fingerprint());
}

void TestPostgresqlCatalog::fingerprintDoesNotFollowTheData()
{
    QCOMPARE(m_database->execute(base), QString());
    const CatalogPtr before = read();
    QCOMPARE(
        m_database->execute(
            u"INSERT INTO t (a, b) SELECT g, 'x' FROM generate_series(1, 5000) g; UPDATE t SET b = 'y' WHERE a < 100; ANALYZE; VACUUM FULL t; REINDEX TABLE t"_s),
        QString());
    const CatalogPtr after = read();
    QVERIFY(before && after);
    QCOMPARE(after->fingerprint(), before->fingerprint());
    const auto counted = std::static_pointer_cast<const Table>(after->find(ObjectKind::Table, {u"public"_s, u"t"_s}));
    QCOMPARE(counted->statistics.rows, 5001);
    QVERIFY(counted->statistics.bytes > 100'000);
    // The same things made in another order.
    QCOMPARE(m_database->clear()
                 + m_database->execute(u"CREATE TABLE b (x int); CREATE TABLE a (x int); CREATE INDEX two ON a (x); CREATE INDEX one ON a (x)"_s),
             QString());
    const CatalogPtr one = read();
    QCOMPARE(m_database->clear()
                 + m_database->execute(u"CREATE TABLE a (x int); CREATE INDEX one ON a (x); CREATE INDEX two ON a (x); CREATE TABLE b (x int)"_s),
             QString());
    const CatalogPtr two = read();
    QVERIFY(one && two);
    QCOMPARE(one->fingerprint(), two->fingerprint());
}

void TestPostgresqlCatalog::brokenViewIsNotReadAndTheRestIs()
{
    QCOMPARE(m_database->execute(
                 u"CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a int); CREATE VIEW broken AS SELECT gone() AS n;"
                 "CREATE VIEW whole AS SELECT a FROM t; SET allow_system_table_mods = on; DELETE FROM pg_proc WHERE proname = 'gone'"_s),
             QString());
    const CatalogPtr catalog = read();
    // Nothing can drop such a view any more but by hand.
    const QString mended = m_database->execute(
        u"DELETE FROM pg_depend d USING pg_rewrite r WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND"
        " r.ev_class = 'broken'::regclass AND d.refclassid = 'pg_proc'::regclass; DELETE FROM pg_depend WHERE objid NOT IN (SELECT oid FROM pg_proc)"
        " AND classid = 'pg_proc'::regclass; RESET allow_system_table_mods"_s);
    QVERIFY2(mended.isEmpty(), qPrintable(mended));
    QVERIFY(catalog);
    const auto view = [&](const QString &name) { return std::static_pointer_cast<const View>(catalog->find(ObjectKind::View, {u"public"_s, name})); };
    QVERIFY(view(u"whole"_s) && view(u"whole"_s)->definition.contains(u"public.t"_s));
    QVERIFY(view(u"broken"_s) && view(u"broken"_s)->definition.isEmpty() && !view(u"broken"_s)->error.isEmpty());
    QCOMPARE(catalog->info().unread.size(), size_t(1));
    QCOMPARE(catalog->info().unread[0].object, (ObjectRef{u"public"_s, u"broken"_s}));
    QVERIFY(table(u"t"_s));
}

void TestPostgresqlCatalog::schemaWithoutUsageIsNotReadAndTheRestIs()
{
    QCOMPARE(m_database->execute(u"CREATE SCHEMA hr; CREATE TABLE hr.secret (id int PRIMARY KEY); CREATE TABLE hr.more (id int); CREATE TABLE t (a "
                                 u"int REFERENCES hr.secret);"
                                 "GRANT USAGE ON SCHEMA public TO PUBLIC"_s),
             QString());
    const TestServer &server = m_database->scratch().server();
    Endpoint endpoint = serverEndpoint(server, m_database->name());
    endpoint.user = server.passwordUser;
    const auto poor = open(endpoint, Secret(server.passwordOfUser.toUtf8()));
    QVERIFY(poor);
    const auto missing = (*poor)->missingRights({}, noDeadline);
    QVERIFY(missing);
    QCOMPARE(missing->size(), 1);
    QVERIFY(missing->first().object.contains(u"hr"_s));
    QCOMPARE(missing->first().needs, u"USAGE"_s);
    QVERIFY(missing->first().effect.contains(u'2'));
    const auto catalog = (*poor)->readCatalog({}, {}, noDeadline);
    QVERIFY(catalog);
    QCOMPARE((*catalog)->info().unread.size(), size_t(1));
    QCOMPARE((*catalog)->count(ObjectKind::Table), 1);
    const auto t = std::static_pointer_cast<const Table>((*catalog)->find(ObjectKind::Table, {u"public"_s, u"t"_s}));
    QVERIFY(t);
    QCOMPARE(t->foreignKeys[0].target, (ObjectRef{u"hr"_s, u"secret"_s}));
    QCOMPARE(t->foreignKeys[0].targetColumns, QStringList{u"id"_s});
}

void TestPostgresqlCatalog::extensionsObjectsAreSetApart()
{
    QCOMPARE(m_database->execute(u"CREATE EXTENSION hstore; CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"_s), QString());
    const CatalogPtr catalog = read();
    QVERIFY(catalog);
    QVERIFY(catalog->find(ObjectKind::Extension, {{}, u"hstore"_s}));
    const ObjectPtr type = catalog->find(ObjectKind::Type, {u"public"_s, u"hstore"_s});
    QVERIFY(type);
    QCOMPARE(type->extension, u"hstore"_s);
    QVERIFY(catalog->find(ObjectKind::Routine, {u"public"_s, u"mine()"_s})->extension.isEmpty());
}

void TestPostgresqlCatalog::requestChoosesObjects()
{
    QCOMPARE(m_database->execute(
                 u"CREATE SCHEMA s; CREATE TABLE s.a (id int PRIMARY KEY); CREATE TABLE s.b (r int REFERENCES s.a); CREATE TABLE c (id int)"_s),
             QString());
    CatalogRequest request;
    request.schema = u"s"_s;
    QCOMPARE(read(request)->count(ObjectKind::Table), 2);
    request.exclude = {u"s.a"_s};
    const CatalogPtr part = read(request);
    QCOMPARE(part->count(ObjectKind::Table), 1);
    const auto b = std::static_pointer_cast<const Table>(part->find(ObjectKind::Table, {u"s"_s, u"b"_s}));
    QVERIFY(b);
    QCOMPARE(b->foreignKeys[0].targetColumns, QStringList{u"id"_s});
    request = {};
    request.include = {u"c"_s};
    QCOMPARE(read(request)->schemas(), QStringList{u"public"_s});
    request = {};
    request.schema = u"nowhere"_s;
    QVERIFY(!m_database->read(request));
}

void TestPostgresqlCatalog::progressCountsTables()
{
    QCOMPARE(m_database->execute(u"CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE VIEW v AS SELECT * FROM a"_s), QString());
    CatalogProgress last;
    qint64 most = 0;
    const auto catalog = m_database->connection().readCatalog(
        {},
        [&](const CatalogProgress &progress) {
            most = qMax(most, progress.done);
            last = progress;
        },
        noDeadline);
    QVERIFY(catalog);
    QCOMPARE(last.total, 3);
    QCOMPARE(most, 3);
    QVERIFY(!last.step.isEmpty());
}

void TestPostgresqlCatalog::cancelEndsTheReading()
{
    QCOMPARE(m_database->execute(u"CREATE TABLE a (id int)"_s), QString());
    Connection &connection = m_database->connection();
    const auto catalog = connection.readCatalog({}, [&](const CatalogProgress &) { connection.cancel(); }, noDeadline);
    QVERIFY(!catalog);
    QCOMPARE(catalog.error().kind, ErrorKind::Cancelled);
    // The connection goes on, outside of a transaction.
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QVERIFY(read());
    const auto late = connection.readCatalog({}, {}, Clock::now() - std::chrono::seconds(1));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Timeout);
}

CONCORD_TEST(TestPostgresqlCatalog)
#include "tst_postgresqlcatalog.moc"
