// SPDX-License-Identifier: GPL-3.0-or-later
// Every case of sqldef's MySQL suite that the server takes becomes its target, in both directions; and what that suite lacks.
#include "migrate/ends.h"
#include "mysql/mysqldriver.h"
#include "schema/mysqldatabase.h"
#include "schema/roundtrip.h"
#include "schema/sqldefcases.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const QString product = qEnvironmentVariable("CONCORD_TEST_SERVER", u"mariadb"_s); ///< "mysql" or "mariadb": the server and the engine

const Driver &driver()
{
    static const std::shared_ptr<const Driver> made = product == "mariadb"_L1 ? makeMariadbDriver() : makeMysqlDriver();
    return *made;
}

/// The names of each table's columns, in their order, which no comparison looks at.
QStringList columnOrder(const Catalog &catalog)
{
    QStringList all;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        QString line = object->ref.name + u':';
        for (const Column &column : columnsOf(*object))
            line += u' ' + column.name;
        all.append(line);
    }
    return all;
}

} // namespace

class TestMysqlMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesEveryCaseOfSqldefLikeItsTarget_data();
    void makesEveryCaseOfSqldefLikeItsTarget();
    void makesOneSchemaLikeTheOther_data();
    void makesOneSchemaLikeTheOther();
    void leavesOutOnlyWhatLosesData();
    void whatIsHeldTakesNothingWithIt_data();
    void whatIsHeldTakesNothingWithIt();
    void zeroDatesStandInNoWay_data();
    void zeroDatesStandInNoWay();
    void checksOfSeveralColumnsKeepTheirNames();
    void whatIsOnlyWrittenOutIsNoDifference_data();
    void whatIsOnlyWrittenOutIsNoDifference();
    void cleanupTestCase();

private:
    void load(const QString &left, const QString &right);
    void migrate();
    [[nodiscard]] QString rowsOf(const QString &query) const;

    std::optional<MysqlDatabase> m_left;
    std::optional<MysqlDatabase> m_right;
    QString m_refused; ///< the server's words, where it takes one of the two schemas not
};

void TestMysqlMigration::initTestCase()
{
    for (std::optional<MysqlDatabase> *one : {&m_left, &m_right}) {
        auto made = MysqlDatabase::create(*testServer(product));
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        one->emplace(std::move(*made));
    }
}

void TestMysqlMigration::load(const QString &left, const QString &right)
{
    m_refused.clear();
    for (const auto &[database, sql] : {std::pair(&*m_left, left), std::pair(&*m_right, right)}) {
        QCOMPARE(database->clear(), QString());
        if (m_refused.isEmpty())
            m_refused = database->run(QString(sql).replace(u"mysqldef_test"_s, database->name()));
    }
}

void TestMysqlMigration::migrate()
{
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration migration = planEnds(driver(), *before, *wanted);
    MigrationOptions all;
    all.destructive = true;
    const QString script = migrationScript(migration, all);
    for (const QString &statement : migration.preamble + migrationStatements(migration, all) + migration.epilogue) {
        const Answer answer = run(m_left->connection(), statement);
        QVERIFY2(!answer.error, qPrintable((answer.error ? answer.error->message : QString()) + u"\nin:\n"_s + statement + u"\nof:\n"_s + script));
    }
    const auto after = m_left->read();
    QVERIFY(after);
    const Comparison leftover = compareEnds(driver(), *after, *wanted);
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(differences(**after, **wanted) + u"\nafter:\n"_s + script));
    QVERIFY2(columnOrder(**after) == columnOrder(**wanted), qPrintable(columnOrder(**after).join(u'\n') + u"\nafter:\n"_s + script));
}

QString TestMysqlMigration::rowsOf(const QString &query) const
{
    return run(m_left->connection(), u"SELECT COUNT(*) FROM (%1) AS q"_s.arg(query)).cell();
}

void TestMysqlMigration::makesEveryCaseOfSqldefLikeItsTarget_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("desired");
    if (corporaFolder().isEmpty())
        QSKIP("needs other projects' schemas: set CONCORD_TEST_CORPORA");
    const auto cases = sqldefCases(u"mysqldef"_s);
    QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
    const QVersionNumber version = product == "mariadb"_L1 ? QVersionNumber(11, 8) : QVersionNumber(9, 7);
    for (const SqldefCase &one : *cases) {
        if (!one.runsOnFlavor(product) || !one.runsOn(version) || one.current == one.desired)
            continue;
        QTest::newRow(qPrintable(one.label() + u" up"_s)) << one.current << one.desired;
        QTest::newRow(qPrintable(one.label() + u" down"_s)) << one.desired << one.current;
    }
}

void TestMysqlMigration::makesEveryCaseOfSqldefLikeItsTarget()
{
    QFETCH(const QString, current);
    QFETCH(const QString, desired);
    load(current, desired);
    if (!m_refused.isEmpty())
        QSKIP(qPrintable(u"the server does not accept it: "_s + m_refused));
    migrate();
}

void TestMysqlMigration::makesOneSchemaLikeTheOther_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    const auto both = [](const char *name, const QString &left, const QString &right) {
        QTest::addRow("%s", name) << left << right;
        QTest::addRow("%s, back", name) << right << left;
    };
    both("columns in another order, first, last and between", u"CREATE TABLE t (a int, b int, c int, d int, e int)"_s,
         u"CREATE TABLE t (e int, n int, b int, d int, c int, a int, z int)"_s);
    both("another column counts", u"CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, code int NOT NULL)"_s,
         u"CREATE TABLE t (code int NOT NULL, number bigint AUTO_INCREMENT, PRIMARY KEY (number), KEY (code))"_s);
    both("a column is computed in another way", u"CREATE TABLE t (a int, g int AS (a + 1) STORED, KEY (g), h int AS (a * 2) VIRTUAL)"_s,
         u"CREATE TABLE t (a int, g int AS (a + 1) VIRTUAL, KEY (g), h int AS (a * 3) VIRTUAL)"_s);
    both("both ends of a foreign key take another type",
         u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)"_s,
         u"CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (p bigint, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)"_s);
    both("another index serves the foreign key",
         u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, q int, KEY one (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))"_s,
         u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, q int, KEY two (p, q), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))"_s);
    both("foreign keys in a circle come and go", u"CREATE TABLE x (i int)"_s,
         u"CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id)); "
         "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)"_s);
    both("partitions",
         u"CREATE TABLE t (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id)); CREATE TABLE u (a int) PARTITION BY HASH (a) PARTITIONS 2"_s,
         u"CREATE TABLE t (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) "
         "(PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE); "
         "CREATE TABLE u (a int) PARTITION BY HASH (a) PARTITIONS 3"_s);
    both("partitions by the primary key", u"CREATE TABLE t (id int PRIMARY KEY)"_s,
         u"CREATE TABLE t (id int PRIMARY KEY) PARTITION BY KEY () PARTITIONS 3"_s);
    both("the table's character set, engine, options and comment",
         u"CREATE TABLE t (a varchar(20), b varchar(20) CHARACTER SET latin1, e enum('x','y')) DEFAULT CHARSET=utf8mb4 ROW_FORMAT=COMPRESSED "
         "KEY_BLOCK_SIZE=8 COMMENT='one'"_s,
         u"CREATE TABLE t (a varchar(20), b varchar(20), e enum('x','y','z')) DEFAULT CHARSET=latin1 ENGINE=MyISAM CHECKSUM=1"_s);
    both("indexes: hidden, by prefix, fulltext, spatial, with comments",
         u"CREATE TABLE t (a varchar(200), b text, g point NOT NULL, KEY k (a), KEY p (b(10)), KEY c (a, b(5)) COMMENT 'old')"_s,
         u"CREATE TABLE t (a varchar(200), b text, g point NOT NULL, KEY k (a) %1, KEY p (b(20)), FULLTEXT KEY f (b), SPATIAL KEY s (g), "
         "UNIQUE KEY c (a, b(5)) COMMENT 'new')"_s.arg(product == "mariadb"_L1 ? u"IGNORED"_s : u"INVISIBLE"_s));
    both("views, routines, triggers and events",
         u"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v; "
         "CREATE PROCEDURE p (IN x int) SELECT x; CREATE FUNCTION f (x int) RETURNS int DETERMINISTIC RETURN x + 1; "
         "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1; "
         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM t"_s,
         u"CREATE TABLE t (a int, b int, c int); CREATE VIEW v AS SELECT a, c FROM t; CREATE VIEW w AS SELECT c FROM v; "
         "CREATE PROCEDURE p (IN x int) SELECT x + 1; CREATE FUNCTION f (x bigint) RETURNS int DETERMINISTIC RETURN x + 1; "
         "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2; CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1; "
         "CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM t"_s);
    both("names in another case", u"CREATE TABLE t (Foo int, b int, KEY Kay (Foo))"_s, u"CREATE TABLE t (foo int, b int, KEY kay (foo))"_s);
    both("a default that differs from row to row", u"CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)"_s,
         u"CREATE TABLE t (a int, u varchar(36) NOT NULL DEFAULT (uuid()), r double DEFAULT (rand()))"_s);
    both("a column that is there gets such a default, among other changes",
         u"CREATE TABLE t (a int, u varchar(36)); INSERT INTO t VALUES (1, 'kept')"_s,
         u"CREATE TABLE t (a bigint DEFAULT 3, u varchar(36) DEFAULT (uuid()), n int, INDEX (n))"_s);
    both("a foreign key's own index",
         u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, KEY mine (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))"_s,
         u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))"_s);
    QTest::newRow("a view that cannot be read any more")
        << u"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; ALTER TABLE t DROP COLUMN b"_s
        << u"CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t"_s;
    both("checks", u"CREATE TABLE t (a int CHECK (a > 0), b int, CONSTRAINT named CHECK (b > 1), CHECK (a < b))"_s,
         u"CREATE TABLE t (a int CHECK (a > 1), b int, c int, CONSTRAINT named CHECK (b > 2), CHECK (a < b), CHECK (c < b))"_s);
    both("privileges of routines",
         u"CREATE PROCEDURE p() SELECT 1; CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1; GRANT EXECUTE ON PROCEDURE p TO concord_open;"
         " GRANT EXECUTE ON FUNCTION f TO concord_open"_s,
         u"CREATE PROCEDURE p() SELECT 2; CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1;"
         " GRANT EXECUTE, ALTER ROUTINE ON PROCEDURE p TO concord_open WITH GRANT OPTION; GRANT ALTER ROUTINE ON FUNCTION f TO concord_open"_s);
    if (product == "mariadb"_L1) {
        both("a sequence", u"CREATE SEQUENCE s; CREATE TABLE t (a int)"_s,
             u"CREATE SEQUENCE s START WITH 5 MINVALUE 1 MAXVALUE 900 INCREMENT BY 3 CACHE 7 CYCLE; CREATE TABLE t (a int DEFAULT nextval(s))"_s);
        both("old rows and periods", u"CREATE TABLE t (a int, f date NOT NULL, u date NOT NULL); CREATE TABLE v (a int) WITH SYSTEM VERSIONING"_s,
             u"CREATE TABLE t (a int, f date NOT NULL, u date NOT NULL, PERIOD FOR p (f, u)) WITH SYSTEM VERSIONING; CREATE TABLE v (a bigint)"_s);
    } else {
        both("functional indexes and checks that are not enforced", u"CREATE TABLE t (a int, KEY k ((a + 1)), CONSTRAINT c CHECK (a > 0))"_s,
             u"CREATE TABLE t (a bigint, KEY k ((a + 2)), KEY l ((a * 2), a DESC), CONSTRAINT c CHECK (a > 0) NOT ENFORCED)"_s);
    }
}

void TestMysqlMigration::makesOneSchemaLikeTheOther()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    load(left, right);
    QCOMPARE(m_refused, QString());
    migrate();
}

void TestMysqlMigration::leavesOutOnlyWhatLosesData()
{
    load(u"CREATE TABLE t (a int, gone int, b varchar(20)); INSERT INTO t VALUES (1, 2, 'too long'), (3, 4, NULL), (5, 6, 'fits')"_s,
         u"CREATE TABLE t (n int, a int, b varchar(5) NOT NULL, UNIQUE KEY u (b))"_s);
    QCOMPARE(m_refused, QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration migration = planEnds(driver(), *before, *wanted);
    QCOMPARE(migration.steps.size() - size_t(std::ranges::count_if(migration.steps, &ChangeStep::destructive)), size_t(3)); // with two SETs
    const auto failing = std::ranges::find_if(migration.steps, [](const ChangeStep &step) { return step.hazards.contains(Hazard::MayFail); });
    QVERIFY(failing != migration.steps.end() && !failing->destructive());
    QCOMPARE(rowsOf(failing->check), u"2"_s);
    QCOMPARE(m_left->run(u"UPDATE t SET b = a WHERE a < 5"_s), QString());
    QCOMPARE(rowsOf(failing->check), u"0"_s);
    for (const QString &statement : migrationStatements(migration))
        QCOMPARE(m_left->run(statement), QString());
    QCOMPARE(rowsOf(u"SELECT n, gone, b FROM t WHERE gone IN (2, 4, 6)"_s), u"3"_s);
}

void TestMysqlMigration::whatIsHeldTakesNothingWithIt_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::newRow("an index over words becomes another one")
        << u"CREATE TABLE t (a text, FULLTEXT KEY k (a))"_s << u"CREATE TABLE t (a blob, KEY k (a(5)))"_s;
    QTest::newRow("indexes over words change places")
        << u"CREATE TABLE t (a text, b text, c text, FULLTEXT KEY k (a), FULLTEXT KEY l (b), KEY m (c(5)))"_s
        << u"CREATE TABLE t (a text, b text, c blob, FULLTEXT KEY k (b), FULLTEXT KEY l (a), KEY m (c(6)))"_s;
    QTest::newRow("a check with another name") << u"CREATE TABLE t (a text, b int, KEY k (a(5)), CONSTRAINT one CHECK (b > 0))"_s
                                               << u"CREATE TABLE t (a blob, b int, KEY k (a(6)), CONSTRAINT two CHECK (b > 0))"_s;
}

/// What goes by a statement of its own and would come back in one that is held back.
void TestMysqlMigration::whatIsHeldTakesNothingWithIt()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    load(left, right);
    QCOMPARE(m_refused, QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    QCOMPARE(migrationStatements(planEnds(driver(), *before, *wanted)), QStringList());
    migrate();
}

void TestMysqlMigration::zeroDatesStandInNoWay_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    const QString day = u"d date NOT NULL DEFAULT '2000-00-00', "_s;
    const QString one = u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t ("_s + day + u"a text, b text, x int, FULLTEXT KEY k (a))"_s;
    const QString other = u"CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t ("_s + day
                          + u"a text, b text, x int, FULLTEXT KEY l (b), FULLTEXT KEY m (a, b), KEY n (x), CONSTRAINT c CHECK (x > 0), "
                            "CONSTRAINT f FOREIGN KEY (x) REFERENCES p (id))"_s;
    const QString whole = u"CREATE TABLE t (d datetime DEFAULT '0000-00-00 00:00:00', x int)"_s;
    const QString parted = whole + u" PARTITION BY HASH (x) PARTITIONS 2"_s;
    QTest::newRow("keys and checks come") << one << other;
    QTest::newRow("keys and checks go") << other << one;
    QTest::newRow("partitions come") << whole << parted;
    QTest::newRow("partitions go") << parted << whole;
    if (product == "mariadb"_L1)
        QTest::newRow("old rows are kept")
            << u"CREATE TABLE t (d date DEFAULT '2000-01-00', x int)"_s
            << u"CREATE TABLE t (d date DEFAULT '2000-01-00', x int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING"_s;
}

/// Which the session that migrates would refuse, and refuses again afterwards.
void TestMysqlMigration::zeroDatesStandInNoWay()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    const QString lax = u"SET SESSION sql_mode = ''; "_s;
    load(lax + left, lax + right);
    QCOMPARE(m_refused, QString());
    const QString before = run(m_left->connection(), u"SELECT @@SESSION.sql_mode"_s).cell();
    QVERIFY(!run(m_left->connection(), u"SET SESSION sql_mode = 'TRADITIONAL'"_s).error);
    const QString strict = run(m_left->connection(), u"SELECT @@SESSION.sql_mode"_s).cell();
    migrate();
    QCOMPARE(run(m_left->connection(), u"SELECT @@SESSION.sql_mode"_s).cell(), strict);
    QVERIFY(!run(m_left->connection(), u"SET SESSION sql_mode = '%1'"_s.arg(before)).error);
}

void TestMysqlMigration::checksOfSeveralColumnsKeepTheirNames()
{
    load(u"CREATE TABLE t (`at %1` varchar(20), `of %2` varchar(20)); INSERT INTO t VALUES ('too long', 'too long'), ('fits', 'too long')"_s,
         u"CREATE TABLE t (`at %1` varchar(5), `of %2` varchar(5))"_s);
    QCOMPARE(m_refused, QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration migration = planEnds(driver(), *before, *wanted);
    const auto failing = std::ranges::find_if(migration.steps, [](const ChangeStep &step) { return step.hazards.contains(Hazard::MayFail); });
    QVERIFY(failing != migration.steps.end());
    QCOMPARE(rowsOf(failing->check), u"3"_s);
}

void TestMysqlMigration::whatIsOnlyWrittenOutIsNoDifference_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("written");
    QTest::addColumn<bool>("kept"); ///< by this server, which then tells both apart
    QTest::newRow("collation") << u"CREATE TABLE t (a varchar(10)) COLLATE utf8mb4_bin"_s
                               << u"CREATE TABLE t (a varchar(10) COLLATE utf8mb4_bin) COLLATE utf8mb4_bin"_s << (product == "mysql"_L1);
    QTest::newRow("method") << u"CREATE TABLE t (a int PRIMARY KEY, b int, KEY k (b))"_s
                            << u"CREATE TABLE t (a int, b int, PRIMARY KEY (a) USING BTREE, KEY k (b) USING BTREE)"_s << true;
    QTest::newRow("width") << u"CREATE TABLE t (a int, b tinyint)"_s << u"CREATE TABLE t (a int(5), b tinyint(2))"_s << (product == "mariadb"_L1);
    const QString unusual = product == "mysql"_L1 ? u"RESTRICT"_s : u"NO ACTION"_s; // the other one is what the server does unasked
    QTest::newRow("action") << u"CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a))"_s
                            << u"CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT f FOREIGN KEY (b) REFERENCES t (a) ON DELETE %1)"_s.arg(unusual)
                            << true;
}

/// It means the same; but the server's dumps show it, so a script writes it as well.
void TestMysqlMigration::whatIsOnlyWrittenOutIsNoDifference()
{
    QFETCH(const QString, plain);
    QFETCH(const QString, written);
    QFETCH(const bool, kept);
    load(plain, written);
    QCOMPARE(m_refused, QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    QVERIFY(compareEnds(driver(), *before, *wanted).summary.isSame());
    QCOMPARE(!planEnds(driver(), *before, *wanted).steps.empty(), kept);
    migrate();
    const auto after = m_left->read();
    QVERIFY(after);
    QVERIFY(planEnds(driver(), *after, *wanted).steps.empty());
}

void TestMysqlMigration::cleanupTestCase()
{
    m_left.reset();
    m_right.reset();
}

CONCORD_TEST(TestMysqlMigration)
#include "tst_mysqlmigration.moc"
