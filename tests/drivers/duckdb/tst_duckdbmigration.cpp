// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/ends.h"
#include "query/sqltext.h"
#include "schema/readcatalog.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Scripts that make one DuckDB file like another, run for real.
class TestDuckdbMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesLeftLikeRightAndKeepsTheRows_data();
    void makesLeftLikeRightAndKeepsTheRows();
    void saysWhatItCannotDo();
    void takesTablesOfAnotherEngine();
};

static CatalogPtr read(const QString &path)
{
    const auto connection = open(duckdbEndpoint(path, true));
    const auto catalog = connection ? (*connection)->readCatalog({}, {}, Clock::now() + 30s) : fail(connection.error());
    return catalog ? *catalog : nullptr;
}

static const Driver &driver()
{
    static const std::shared_ptr<const Driver> duckdb = drivers().find(u"duckdb"_s);
    return *duckdb;
}

void TestDuckdbMigration::makesLeftLikeRightAndKeepsTheRows_data()
{
    QTest::addColumn<QStringList>("right");
    const auto row = [](const char *name, const QString &table, const QStringList &more = {}) { QTest::newRow(name) << QStringList{table} + more; };
    const QString index = u"CREATE INDEX i ON t (b)"_s;
    row("the same", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR)"_s, {index});
    row("a type", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b BIGINT, c VARCHAR)"_s, {index});
    row("a column more", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR, d VARCHAR DEFAULT 'it''s' NOT NULL)"_s, {index});
    row("a column in the middle", u"CREATE TABLE t (a INTEGER PRIMARY KEY, x INTEGER, b INTEGER, c VARCHAR)"_s);
    row("a column less", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER)"_s, {index});
    row("not null and a default", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER NOT NULL DEFAULT 5, c VARCHAR)"_s);
    row("a check", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER CHECK (b > 0), c VARCHAR)"_s, {index});
    row("a unique", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER UNIQUE, c VARCHAR)"_s);
    row("a computed column", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR, g INTEGER AS (b + 1))"_s);
    row("another index", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR)"_s, {u"CREATE UNIQUE INDEX j ON t (b, c)"_s});
    row("comments", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR)"_s,
        {index, u"COMMENT ON TABLE t IS 'it''s t'"_s, u"COMMENT ON COLUMN t.b IS 'b'"_s});
    row("other objects", u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR)"_s,
        {index, u"CREATE SCHEMA s"_s, u"CREATE TABLE s.u (a INTEGER)"_s, u"CREATE VIEW v AS SELECT b, c FROM t"_s, u"CREATE MACRO m(x) AS x + 1"_s,
         u"CREATE TYPE mood AS ENUM ('a', 'b')"_s, u"CREATE SEQUENCE q"_s});
}

void TestDuckdbMigration::makesLeftLikeRightAndKeepsTheRows()
{
    QFETCH(QStringList, right);
    QTemporaryDir folder;
    const QString left = folder.filePath(u"left.duckdb"_s);
    const QString wanted = folder.filePath(u"right.duckdb"_s);
    const QStringList both{u"CREATE TABLE kept (a INTEGER)"_s};
    QCOMPARE(
        makeDuckdb(left, both
                             + QStringList{u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c VARCHAR)"_s, u"INSERT INTO t VALUES (1, 7, 'c')"_s,
                                           u"CREATE INDEX i ON t (b)"_s, u"CREATE VIEW v AS SELECT b FROM t"_s, u"CREATE MACRO m(x) AS x"_s,
                                           u"CREATE TYPE mood AS ENUM ('a')"_s, u"COMMENT ON COLUMN t.c IS 'old'"_s}),
        QString());
    QCOMPARE(makeDuckdb(wanted, both + right), QString());
    const CatalogPtr target = read(wanted);
    const CatalogPtr before = read(left);
    QVERIFY(before && target);
    const Migration migration = planEnds(driver(), before, target);
    MigrationOptions all;
    all.destructive = true;
    const QString script = migrationScript(migration, all);
    {
        const auto connection = open(duckdbEndpoint(left));
        QVERIFY(connection);
        const auto statements = splitScript(script, driver().dialect());
        QVERIFY(statements);
        for (const ScriptStatement &statement : *statements) {
            const Answer answer = run(**connection, statement.text);
            QVERIFY2(!answer.error,
                     qPrintable(statement.text + u"\n"_s + (answer.error ? answer.error->message : QString()) + u"\nin:\n"_s + script));
        }
        QCOMPARE(run(**connection, u"SELECT b FROM t WHERE a = 1"_s).cell(), u"7"_s);
    }
    const CatalogPtr after = read(left);
    QVERIFY(after);
    const Comparison leftover = compareEnds(driver(), after, target);
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(script));
}

void TestDuckdbMigration::saysWhatItCannotDo()
{
    QTemporaryDir folder;
    const QString left = folder.filePath(u"left.duckdb"_s);
    const QString wanted = folder.filePath(u"right.duckdb"_s);
    const QStringList child{u"CREATE TABLE u (t INTEGER REFERENCES t (a))"_s};
    QCOMPARE(makeDuckdb(left, QStringList{u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER)"_s, u"CREATE SEQUENCE q START 1"_s} + child),
             QString());
    QCOMPARE(
        makeDuckdb(wanted, QStringList{u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER CHECK (b > 0))"_s, u"CREATE SEQUENCE q START 2"_s} + child),
        QString());
    const QString script = migrationScript(planEnds(driver(), read(left), read(wanted)));
    QVERIFY2(script.contains("by hand"_L1) && script.contains(u"“t”"_s) && script.contains(u"“q”"_s), qPrintable(script));
    QVERIFY2(!script.contains("DROP TABLE"_L1), qPrintable(script));
}

void TestDuckdbMigration::takesTablesOfAnotherEngine()
{
    QTemporaryDir folder;
    const QString source = folder.filePath(u"source.db"_s);
    QVERIFY(touch(source));
    const auto sqlite = open(sqliteEndpoint(source));
    QVERIFY(sqlite);
    QVERIFY(
        !run(**sqlite,
             u"CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'x', weight REAL, paid DECIMAL(10,2), seen DATETIME)"_s)
             .error);
    const auto catalog = (*sqlite)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY(catalog);
    const QString target = folder.filePath(u"target.duckdb"_s);
    QCOMPARE(makeDuckdb(target), QString());
    const auto sqliteDriver = drivers().find(u"sqlite"_s);
    const Migration migration = planMigration(
        compareCatalogs(endOf(driver(), read(target), u"left"_s), endOf(*sqliteDriver, *catalog, u"right"_s)),
        {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect(), &sqliteDriver->schemaChanger()->terms()});
    const auto connection = open(duckdbEndpoint(target));
    QVERIFY(connection);
    const QString script = migrationScript(migration);
    const auto statements = splitScript(script, driver().dialect());
    QVERIFY(statements);
    for (const ScriptStatement &statement : *statements) {
        const Answer answer = run(**connection, statement.text);
        QVERIFY2(!answer.error, qPrintable(script + (answer.error ? answer.error->message : QString())));
    }
    QVERIFY2(!run(**connection, u"INSERT INTO person (id, weight) VALUES (1, 2.5)"_s).error, qPrintable(script));
}

CONCORD_TEST(TestDuckdbMigration)
#include "tst_duckdbmigration.moc"
