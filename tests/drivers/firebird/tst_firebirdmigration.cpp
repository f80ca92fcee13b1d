// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/ends.h"
#include "query/sqltext.h"
#include "schema/readcatalog.h"
#include "schema/schemawriter.h"
#include "support/onserver.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Scripts that make one database of Firebird's like another, or like one of another engine, run for real.
class TestFirebirdMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesLeftLikeRightAndKeepsTheRows_data();
    void makesLeftLikeRightAndKeepsTheRows();
    void saysWhatItCannotDo();
    void takesChinookOfSqlite();
    void takesTextsUnderKeys();
};

static const Driver &driver()
{
    static const std::shared_ptr<const Driver> firebird = drivers().find(u"firebird"_s);
    return *firebird;
}

static Result<std::unique_ptr<Connection>> opened(const ScratchDatabase &database)
{
    Endpoint endpoint = serverEndpoint(database.server(), database.name(), true);
    endpoint.readOnly = false;
    return open(endpoint, serverSecret(database.server()));
}

static Result<CatalogPtr> read(const ScratchDatabase &database)
{
    const auto connection = opened(database);
    return connection ? (*connection)->readCatalog({}, {}, Clock::now() + 30s) : fail(connection.error());
}

/// Empty: all went well.
static QString apply(const ScratchDatabase &database, const QString &script)
{
    const auto connection = opened(database);
    if (!connection)
        return connection.error().message;
    const auto statements = splitScript(script, driver().dialect());
    if (!statements)
        return statements.error().message;
    for (const ScriptStatement &statement : *statements) {
        if (const Answer answer = run(**connection, statement.text); answer.error)
            return statement.text + u"\n"_s + answer.error->message + u' ' + answer.error->detail;
    }
    return {};
}

static QStringList base()
{
    return {u"CREATE TABLE kept (a INTEGER NOT NULL PRIMARY KEY)"_s,
            u"CREATE TABLE bare (x INTEGER)"_s,
            u"CREATE DOMAIN money AS NUMERIC(10, 2) DEFAULT 0 CHECK (VALUE >= 0)"_s,
            u"CREATE SEQUENCE seq START WITH 5"_s,
            u"CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), d money, z SMALLINT, CONSTRAINT pk_t PRIMARY KEY (a), CONSTRAINT b_kept "
            u"FOREIGN KEY (b) "
            "REFERENCES kept (a), CONSTRAINT positive CHECK (b > 0))"_s,
            u"CREATE INDEX i ON t (c)"_s,
            u"CREATE VIEW v (a, c) AS SELECT a, c FROM t"_s,
            u"CREATE VIEW w AS SELECT a FROM v"_s,
            u"CREATE PROCEDURE p RETURNS (n INTEGER) AS BEGIN n = 1; SUSPEND; END"_s,
            u"CREATE TRIGGER tr FOR t BEFORE INSERT AS BEGIN IF (NEW.c IS NULL) THEN NEW.c = 'none'; END"_s,
            u"COMMENT ON COLUMN t.c IS 'old'"_s,
            u"GRANT SELECT ON t TO PUBLIC"_s};
}

/// The base with one statement replaced by others.
static QStringList with(const QString &start, const QStringList &instead)
{
    QStringList all;
    for (const QString &statement : base()) {
        if (statement.startsWith(start))
            all.append(instead);
        else
            all.append(statement);
    }
    return all;
}

static QString table(const QString &columns, const QString &constraints = {}, const QString &last = u"SMALLINT"_s)
{
    return u"CREATE TABLE t (%1, z %3, CONSTRAINT pk_t PRIMARY KEY (a)%2)"_s.arg(columns,
                                                                                 constraints.isNull()
                                                                                     ? u", CONSTRAINT b_kept FOREIGN KEY (b) REFERENCES kept (a), "
                                                                                       "CONSTRAINT positive CHECK (b > 0)"_s
                                                                                     : constraints,
                                                                                 last);
}

void TestFirebirdMigration::makesLeftLikeRightAndKeepsTheRows_data()
{
    QTest::addColumn<QStringList>("right");
    const QString t = u"CREATE TABLE t "_s;
    QTest::newRow("the same") << base();
    QTest::newRow("a wider type") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), d money"_s, {}, u"BIGINT"_s)});
    QTest::newRow("columns more and less") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), e VARCHAR(10) DEFAULT 'it''s' NOT NULL, "
                                                             "f TIMESTAMP WITH TIME ZONE"_s)});
    QTest::newRow("a view's column less") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER, d money"_s)})
                                                 .filter(QRegularExpression(u"^(?!CREATE INDEX|CREATE VIEW v|CREATE TRIGGER|COMMENT)"_s))
                                                 .replaceInStrings(u"FROM v"_s, u"FROM t"_s);
    QTest::newRow("not null and a default") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER DEFAULT 7 NOT NULL, c VARCHAR(20), d money"_s)});
    QTest::newRow("another kind") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), d VARCHAR(30)"_s)});
    QTest::newRow("a computed column") << with(t, {table(u"a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), d money, g COMPUTED BY (b + 1)"_s)});
    QTest::newRow("other constraints") << with(
        t, {table(u"a INTEGER NOT NULL, b INTEGER, c VARCHAR(20), d money"_s,
                  u", CONSTRAINT own UNIQUE (b, c), CONSTRAINT b_kept FOREIGN KEY (b) REFERENCES kept (a) ON DELETE CASCADE, "
                  "CHECK (b < 100)"_s)});
    QTest::newRow("an identity more") << with(
        u"CREATE TABLE bare"_s, {u"CREATE TABLE bare (x INTEGER, n BIGINT GENERATED BY DEFAULT AS IDENTITY (START WITH 10) NOT NULL)"_s});
    QTest::newRow("indexes") << with(u"CREATE INDEX"_s,
                                     {u"CREATE UNIQUE DESCENDING INDEX i ON t (c, b)"_s, u"CREATE INDEX j ON t COMPUTED BY (UPPER(c))"_s,
                                      u"CREATE INDEX k ON t (b)"_s, u"ALTER INDEX k INACTIVE"_s});
    QTest::newRow("a view") << with(u"CREATE VIEW v"_s, {u"CREATE VIEW v (a, c, more) AS SELECT a, c, b FROM t WHERE b > 1"_s});
    QTest::newRow("a procedure") << with(u"CREATE PROCEDURE"_s,
                                         {u"CREATE PROCEDURE p (x INTEGER) RETURNS (n INTEGER) AS BEGIN n = x; SUSPEND; END"_s});
    QTest::newRow("a trigger") << with(u"CREATE TRIGGER"_s, {u"CREATE TRIGGER tr FOR t AFTER DELETE AS BEGIN END"_s});
    QTest::newRow("a domain") << with(u"CREATE DOMAIN"_s, {u"CREATE DOMAIN money AS NUMERIC(10, 2) DEFAULT 1 NOT NULL CHECK (VALUE > -5)"_s});
    QTest::newRow("a sequence") << with(u"CREATE SEQUENCE"_s, {u"CREATE SEQUENCE seq START WITH 5 INCREMENT BY 10"_s});
    QTest::newRow("another sequence") << with(u"CREATE SEQUENCE"_s, {u"CREATE SEQUENCE seq START WITH 50"_s});
    QTest::newRow("comments and rights") << with(u"COMMENT"_s, {u"COMMENT ON TABLE t IS 'it''s t'"_s, u"GRANT INSERT ON t TO PUBLIC"_s})
                                                .filter(QRegularExpression(u"^(?!GRANT SELECT)"_s));
    QTest::newRow("objects more") << base()
                                         + QStringList{u"CREATE EXCEPTION e 'no'"_s, u"CREATE TABLE u (t INTEGER REFERENCES t (a))"_s,
                                                       u"CREATE FUNCTION f RETURNS INTEGER AS BEGIN RETURN 1; END"_s,
                                                       u"CREATE PACKAGE k AS BEGIN FUNCTION n RETURNS INTEGER; END"_s,
                                                       u"CREATE PACKAGE BODY k AS BEGIN FUNCTION n RETURNS INTEGER AS BEGIN RETURN 1; END END"_s};
    QTest::newRow("next to nothing") << base().first(1);
}

void TestFirebirdMigration::makesLeftLikeRightAndKeepsTheRows()
{
    QFETCH(const QStringList, right);
    CONCORD_NEED_SERVER(server, "firebird");
    const auto left = ScratchDatabase::create(server);
    const auto wanted = ScratchDatabase::create(server);
    QVERIFY(left && wanted);
    const QStringList rows{u"INSERT INTO kept VALUES (7)"_s, u"INSERT INTO t (a, b, c, d) VALUES (1, 7, 'c', 2.5)"_s};
    QCOMPARE(left->execute(base() + rows), QString());
    QCOMPARE(wanted->execute(right), QString());
    const auto before = read(*left);
    const auto target = read(*wanted);
    QVERIFY(before && target);
    CatalogPtr now = *before;
    for (const CatalogPtr &goal : {*target, *before}) { // and back again
        MigrationOptions all;
        all.destructive = true;
        const Migration migration = planEnds(driver(), now, goal);
        QVERIFY2(migration.notes.empty(), migration.notes.empty() ? "" : qPrintable(migration.notes.front().text));
        const QString script = migrationScript(migration, all);
        const QString problem = apply(*left, script);
        QVERIFY2(problem.isEmpty(), qPrintable(problem + u"\nin:\n"_s + script));
        const auto after = read(*left);
        QVERIFY(after);
        now = *after;
        const Comparison leftover = compareEnds(driver(), now, goal);
        QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(script));
        if (!goal->findRelation({{}, u"T"_s}) || right.size() == 1)
            continue;
        const auto connection = opened(*left);
        QVERIFY(connection);
        QCOMPARE(run(**connection, u"SELECT b FROM t WHERE a = 1"_s).cell(), u"7"_s);
    }
}

void TestFirebirdMigration::saysWhatItCannotDo()
{
    CONCORD_NEED_SERVER(server, "firebird");
    const auto left = ScratchDatabase::create(server);
    const auto wanted = ScratchDatabase::create(server);
    QVERIFY(left && wanted);
    QCOMPARE(left->execute({u"CREATE TABLE t (a INTEGER NOT NULL PRIMARY KEY, b VARCHAR(20) UNIQUE)"_s, u"CREATE DOMAIN d AS VARCHAR(9)"_s}),
             QString());
    QCOMPARE(wanted->execute({u"CREATE TABLE t (a INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b VARCHAR(50) UNIQUE)"_s,
                              u"CREATE DOMAIN d AS VARCHAR(5)"_s}),
             QString());
    const auto before = read(*left);
    const auto target = read(*wanted);
    QVERIFY(before && target);
    const Migration migration = planEnds(driver(), *before, *target);
    QStringList notes;
    for (const ChangeNote &note : migration.notes)
        notes.append(note.text);
    QCOMPARE(notes.size(), 3);
    for (const QString &words : {u"number its rows"_s, u"keys, indexes"_s, u"domain"_s})
        QVERIFY2(notes.join(u'\n').contains(words), qPrintable(notes.join(u'\n')));
    QVERIFY2(apply(*left, migrationScript(migration)).isEmpty(), qPrintable(migrationScript(migration)));
}

void TestFirebirdMigration::takesChinookOfSqlite()
{
    const QString corpora = qEnvironmentVariable("CONCORD_TEST_CORPORA");
    if (corpora.isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    CONCORD_NEED_SERVER(server, "firebird");
    QFile source(corpora + u"/chinook/Chinook_Sqlite.sql"_s);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QString sql = QString::fromUtf8(source.readAll());
    const auto sqliteDriver = drivers().find(u"sqlite"_s);
    const auto statements = splitScript(sql.first(sql.indexOf("INSERT INTO"_L1)), sqliteDriver->dialect());
    QVERIFY(statements);
    QTemporaryDir folder;
    QVERIFY(touch(folder.filePath(u"chinook.db"_s)));
    const auto sqlite = open(sqliteEndpoint(folder.filePath(u"chinook.db"_s)));
    QVERIFY(sqlite);
    for (const ScriptStatement &statement : *statements)
        QVERIFY(!run(**sqlite, statement.text).error);
    const auto catalog = (*sqlite)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY(catalog);
    const auto target = ScratchDatabase::create(server);
    QVERIFY(target);
    const auto plan = [&](const CatalogPtr &left) {
        return planMigration(
            compareCatalogs(endOf(driver(), left, u"left"_s), endOf(*sqliteDriver, *catalog, u"right"_s)),
            {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect(), &sqliteDriver->schemaChanger()->terms()});
    };
    const auto empty = read(*target);
    QVERIFY(empty);
    const QString script = migrationScript(plan(*empty));
    const QString problem = apply(*target, script);
    QVERIFY2(problem.isEmpty(), qPrintable(problem + u"\nin:\n"_s + script));
    const auto made = read(*target);
    QVERIFY(made);
    QCOMPARE((*made)->count(ObjectKind::Table), 11);
    const Comparison comparison = compareCatalogs(endOf(driver(), *made, u"left"_s), endOf(*sqliteDriver, *catalog, u"right"_s));
    for (const ObjectComparison &object : comparison.objects)
        QVERIFY2(object.verdict == Verdict::Identical || object.verdict == Verdict::Equivalent,
                 qPrintable(object.any().ref.name + u": "_s + object.reason));
    QVERIFY2(plan(*made).steps.empty(), qPrintable(migrationScript(plan(*made))));
}

/// SQLite's TEXT is a BLOB there, which no index is over: under a key it has a limit, and another index is left out and told.
void TestFirebirdMigration::takesTextsUnderKeys()
{
    CONCORD_NEED_SERVER(server, "firebird");
    const auto sqliteDriver = drivers().find(u"sqlite"_s);
    QTemporaryDir folder;
    QVERIFY(touch(folder.filePath(u"keys.db"_s)));
    const auto sqlite = open(sqliteEndpoint(folder.filePath(u"keys.db"_s)));
    QVERIFY(sqlite);
    for (const QString &sql : {u"CREATE TABLE code (code TEXT PRIMARY KEY, hash BLOB UNIQUE, body TEXT)"_s, u"CREATE INDEX by_body ON code (body)"_s,
                               u"CREATE TABLE use (id INTEGER PRIMARY KEY, code TEXT REFERENCES code (code))"_s})
        QVERIFY(!run(**sqlite, sql).error);
    const auto catalog = (*sqlite)->readCatalog({}, {}, Clock::now() + 30s);
    const auto target = ScratchDatabase::create(server);
    QVERIFY(catalog && target);
    const auto empty = read(*target);
    QVERIFY(empty);
    const Migration migration = planMigration(
        compareCatalogs(endOf(driver(), *empty, u"left"_s), endOf(*sqliteDriver, *catalog, u"right"_s)),
        {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect(), &sqliteDriver->schemaChanger()->terms()});
    const QString script = migrationScript(migration);
    const QString problem = apply(*target, script);
    QVERIFY2(problem.isEmpty(), qPrintable(problem + u"\nin:\n"_s + script));
    QVERIFY2(script.contains(u"“by_body” is left out"_s), qPrintable(script));
    const auto made = read(*target);
    QVERIFY(made);
    QCOMPARE((*made)->count(ObjectKind::Table), 2);
}

CONCORD_TEST(TestFirebirdMigration)
#include "tst_firebirdmigration.moc"
