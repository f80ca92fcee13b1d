// SPDX-License-Identifier: GPL-3.0-or-later
// Sequences that join or leave a column, columns of child tables, partitions, default privileges: with the rows and rights that are there.
#include "migrate/ends.h"
#include "postgresql/postgresqldriver.h"
#include "schema/postgresqldatabase.h"
#include "schema/roundtrip.h"
#include "testprogram.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const Driver &driver()
{
    static const std::shared_ptr<const Driver> made = makePostgresqlDriver();
    return *made;
}

} // namespace

class TestPostgresqlDefaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sequencesKeepRightsAndComments_data();
    void sequencesKeepRightsAndComments();
    void aRightThatGoesIsTakenFromTheSequenceThatIsThere();
    void goesOnAfterTheHighestNumber_data();
    void goesOnAfterTheHighestNumber();
    void childrenKeepTheirDefaults_data();
    void childrenKeepTheirDefaults();
    void childrenKeepTheirRows_data();
    void childrenKeepTheirRows();
    void partitionsKeepTheirRows_data();
    void partitionsKeepTheirRows();
    void newObjectsHaveNoRightsBeyondThoseWanted_data();
    void newObjectsHaveNoRightsBeyondThoseWanted();
    void cleanupTestCase();

private:
    void migrate(const QString &left, const QString &right, const CompareOptions &options = {});
    void expect(const QString &query, const QString &expected);

    std::unique_ptr<PostgresqlDatabase> m_left;
    std::unique_ptr<PostgresqlDatabase> m_right;
    QString m_script;
};

void TestPostgresqlDefaults::initTestCase()
{
    for (std::unique_ptr<PostgresqlDatabase> *one : {&m_left, &m_right}) {
        auto made = PostgresqlDatabase::create(*testServer(u"postgresql17"_s));
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        *one = std::move(*made);
    }
}

void TestPostgresqlDefaults::migrate(const QString &left, const QString &right, const CompareOptions &options)
{
    (void)m_left->execute(u"ROLLBACK; RESET ROLE"_s); // of a test that failed
    QCOMPARE(m_left->clear() + m_right->clear(), QString());
    QCOMPARE(m_left->execute(left), QString());
    QCOMPARE(m_right->execute(right), QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    MigrationOptions all;
    all.destructive = true;
    m_script = migrationScript(planEnds(driver(), *before, *wanted, options), all);
    const QString failed = m_left->execute(m_script);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + m_script));
    const auto after = m_left->read();
    QVERIFY(after);
    const Comparison leftover = compareEnds(driver(), *after, *wanted);
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0,
             qPrintable(differences(**after, **wanted) + u"\nafter:\n"_s + m_script));
}

void TestPostgresqlDefaults::expect(const QString &query, const QString &expected)
{
    const Answer answer = run(m_left->connection(), query);
    QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message + u"\nafter:\n"_s + m_script : QString()));
    QVERIFY2(answer.cell() == expected, qPrintable(answer.cell() + u"\nafter:\n"_s + m_script));
}

void TestPostgresqlDefaults::sequencesKeepRightsAndComments_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("sequence");
    const auto both = [](const QByteArray &name, const QString &apart, const QString &owned, const QString &sequence) {
        QTest::newRow((name + " joins its column").constData()) << apart << owned << sequence;
        QTest::newRow((name + " leaves its column").constData()) << owned << apart << sequence;
    };
    const QString rights =
        u"GRANT USAGE ON SCHEMA public TO pg_monitor; GRANT INSERT, SELECT ON t TO pg_monitor; GRANT USAGE ON SEQUENCE %1 TO pg_monitor; COMMENT ON SEQUENCE %1 IS 'c';"_s;
    const QString apart = u"CREATE SEQUENCE %1; CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('%1'), a int);"_s + rights;
    both("a sequence", apart.arg(u"t_id_seq"_s),
         u"CREATE TABLE t (id serial PRIMARY KEY, a int); ALTER SEQUENCE t_id_seq AS bigint;"_s + rights.arg(u"t_id_seq"_s), u"t_id_seq"_s);
    both("a sequence with a name of its own", apart.arg(u"counter"_s), apart.arg(u"counter"_s) + u"ALTER SEQUENCE counter OWNED BY t.id"_s,
         u"counter"_s);
}

void TestPostgresqlDefaults::sequencesKeepRightsAndComments()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, sequence);
    migrate(left + u"; INSERT INTO t (a) VALUES (1), (2)"_s, right);
    if (QTest::currentTestFailed())
        return;
    expect(u"SELECT obj_description('%1'::regclass)"_s.arg(sequence), u"c"_s);
    QCOMPARE(m_left->execute(u"SET ROLE pg_monitor"_s), QString());
    expect(u"INSERT INTO t (a) VALUES (3) RETURNING id"_s, u"3"_s);
    QCOMPARE(m_left->execute(u"RESET ROLE"_s), QString());
}

/// Also where the table has another name afterwards than the one that its sequence was named after.
void TestPostgresqlDefaults::aRightThatGoesIsTakenFromTheSequenceThatIsThere()
{
    CompareOptions renamed;
    renamed.mapping.tables = {{{u"public"_s, u"t"_s}, {u"public"_s, u"u"_s}, {}}};
    migrate(u"CREATE TABLE t (id serial, a int); GRANT USAGE ON SEQUENCE t_id_seq TO pg_monitor; INSERT INTO t (a) VALUES (1)"_s,
            u"CREATE SEQUENCE t_id_seq AS int; CREATE TABLE u (id int NOT NULL DEFAULT nextval('t_id_seq'), a int)"_s, renamed);
    if (QTest::currentTestFailed())
        return;
    expect(u"SELECT has_sequence_privilege('pg_monitor', 't_id_seq', 'USAGE')::text"_s, u"false"_s);
    expect(u"INSERT INTO u (a) VALUES (2) RETURNING id"_s, u"2"_s);
}

void TestPostgresqlDefaults::goesOnAfterTheHighestNumber_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("next");
    const QString serial = u"CREATE TABLE t (id serial PRIMARY KEY, a int)"_s;
    const QString rows = u"; INSERT INTO t SELECT g, g FROM generate_series(1, 1000) g"_s;
    const QString plain = u"CREATE SEQUENCE t_id_seq AS int; CREATE TABLE t (id int PRIMARY KEY, a int)"_s;
    QTest::newRow("a column that did not count") << plain + rows << serial << u"1001"_s;
    QTest::newRow("a sequence that is farther") << plain + rows + u"; SELECT setval('t_id_seq', 5000)"_s << serial << u"5001"_s;
    QTest::newRow("no rows") << plain << serial << u"1"_s;
    QTest::newRow("an identity") << u"CREATE SEQUENCE t_id_seq AS int;"
                                    "CREATE TABLE t (id int PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME own), a int)"_s
                                        + rows
                                 << serial << u"1001"_s;
    QTest::newRow("of another type") << u"CREATE SEQUENCE t_id_seq AS int; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT 7, a int)"_s + rows << serial
                                     << u"1001"_s;
    QTest::newRow("numbers beyond its end") << plain + u"; INSERT INTO t VALUES (1000, 1)"_s << serial + u"; ALTER SEQUENCE t_id_seq MAXVALUE 100"_s
                                            << u"1"_s;
}

void TestPostgresqlDefaults::goesOnAfterTheHighestNumber()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, next);
    migrate(left, right);
    if (!QTest::currentTestFailed())
        expect(u"INSERT INTO t (a) VALUES (0) RETURNING id"_s, next);
}

void TestPostgresqlDefaults::childrenKeepTheirDefaults_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("expected"); ///< what a new row of c has
    QTest::addColumn<QString>("parent");
    const auto row = [](const QByteArray &name, const QString &left, const QString &right, const QString &expected) {
        static const QRegularExpression parent(u"\\bp\\b"_s);
        const auto called = [](QString sql, const QString &parentName) { return sql.replace(parent, parentName); };
        for (const QString &one : {u"a_parent"_s, u"p"_s}) // statements come by name: before its child, and behind it
            QTest::newRow((name + ", " + one.toLatin1()).constData()) << called(left, one) << called(right, one) << expected << one;
    };
    const QString child = u"; CREATE TABLE c (b int) INHERITS (p); INSERT INTO c (b) VALUES (1);"_s;
    const QString enumChild = u"CREATE TABLE p (a e)"_s + child + u"ALTER TABLE c ALTER a SET DEFAULT 'x'"_s;
    row("an enum is made anew", u"CREATE TYPE e AS ENUM ('x', 'y', 'z');"_s + enumChild, u"CREATE TYPE e AS ENUM ('y', 'x');"_s + enumChild, u"x"_s);
    const QString function = u"CREATE FUNCTION f() RETURNS %1 LANGUAGE sql AS 'SELECT 7::%1';"_s;
    const QString calling = u"CREATE TABLE p (a bigint)"_s + child + u"ALTER TABLE c ALTER a SET DEFAULT f()"_s;
    row("a function returns another type", function.arg(u"int"_s) + calling, function.arg(u"bigint"_s) + calling, u"7"_s);
    const QString five = child + u"ALTER TABLE c ALTER a SET DEFAULT 5"_s;
    row("the parent takes another type", u"CREATE TABLE p (a int DEFAULT 1)"_s + five, u"CREATE TABLE p (a bigint DEFAULT 1)"_s + five, u"5"_s);
    row("the parent takes a type without a cast", u"CREATE TYPE e AS ENUM ('1', '5'); CREATE TABLE p (a text DEFAULT '1')"_s + five,
        u"CREATE TYPE e AS ENUM ('1', '5'); CREATE TABLE p (a e DEFAULT '1')"_s + child + u"ALTER TABLE c ALTER a SET DEFAULT '5'"_s, u"5"_s);
    row("the parent begins to count", u"CREATE TABLE p (a int NOT NULL DEFAULT 1)"_s + five, u"CREATE TABLE p (a serial)"_s + five, u"5"_s);
    row("the parent no longer counts", u"CREATE TABLE p (a serial)"_s + five, u"CREATE TABLE p (a int NOT NULL DEFAULT 1)"_s + five, u"5"_s);
    const QString own = u"; CREATE TABLE c (b int) INHERITS (p); ALTER TABLE c ALTER a SET DEFAULT 5"_s;
    row("both no longer count", u"CREATE TABLE p (a serial)"_s + child, u"CREATE TABLE p (a int NOT NULL)"_s + own, u"5"_s);
    const QString parts = u"CREATE TYPE e AS ENUM (%1); CREATE TABLE p (k int, b int, a e DEFAULT 'x') PARTITION BY LIST (k);"
                          "CREATE TABLE c PARTITION OF p DEFAULT; ALTER TABLE c ALTER a SET DEFAULT 'y'; INSERT INTO c (b) VALUES (1)"_s;
    row("a partition", parts.arg(u"'x', 'y', 'z'"_s), parts.arg(u"'y', 'x'"_s), u"y"_s);
}

void TestPostgresqlDefaults::childrenKeepTheirDefaults()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, expected);
    QFETCH(const QString, parent);
    migrate(left, right);
    if (QTest::currentTestFailed())
        return;
    expect(u"INSERT INTO c (b) VALUES (2) RETURNING a::text"_s, expected);
    expect(u"SELECT count(*)::text FROM "_s + parent, u"2"_s);
}

void TestPostgresqlDefaults::childrenKeepTheirRows_data()
{
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a column that only its parent loses") << u"CREATE TABLE p (a int); CREATE TABLE c (b text) INHERITS (p);"
                                                            "CREATE TABLE d (x int) INHERITS (p); CREATE TABLE e () INHERITS (c)"_s
                                                         << u"SELECT string_agg(b, ',' ORDER BY b) FROM c"_s << u"kept,too"_s;
    QTest::newRow("a column that its parent and theirs lose") << u"CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p);"
                                                                 "CREATE TABLE d (x int) INHERITS (p); CREATE TABLE e (b text) INHERITS (c)"_s
                                                              << u"SELECT b FROM e"_s << u"too"_s;
    QTest::newRow("a new child beside it") << u"CREATE TABLE p (a bigint DEFAULT 7, b text DEFAULT 'new'); CREATE TABLE c () INHERITS (p);"
                                              "CREATE TABLE d (x int) INHERITS (p); CREATE TABLE e () INHERITS (c);"
                                              "CREATE TABLE f (y int) INHERITS (p); CREATE TABLE g (z int) INHERITS (f)"_s
                                           << u"INSERT INTO g (z) VALUES (1) RETURNING a || b"_s << u"7new"_s;
}

void TestPostgresqlDefaults::childrenKeepTheirRows()
{
    QFETCH(const QString, right);
    QFETCH(const QString, query);
    QFETCH(const QString, expected);
    migrate(u"CREATE TABLE p (a int, b text); CREATE TABLE c () INHERITS (p); CREATE TABLE d (x int) INHERITS (p); CREATE TABLE e () INHERITS (c);"
            "INSERT INTO c VALUES (1, 'kept'); INSERT INTO e VALUES (1, 'too'); INSERT INTO d VALUES (2, 'goes', 3)"_s,
            right);
    if (QTest::currentTestFailed())
        return;
    expect(query, expected);
    expect(u"SELECT count(*)::text FROM c"_s, u"2"_s);
}

void TestPostgresqlDefaults::partitionsKeepTheirRows_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    // Tables that point at each other, and a check whose name the server chooses.
    const QString table = u"CREATE TABLE t (id int, k int CHECK (k > 0), o int, PRIMARY KEY (id, k))%1;"_s;
    const QString other = u"CREATE TABLE o (id int PRIMARY KEY, t int, k int, FOREIGN KEY (t, k) REFERENCES t);"
                          "ALTER TABLE t ADD FOREIGN KEY (o) REFERENCES o;"_s;
    const QString parts = u"CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE TABLE t_rest PARTITION OF t DEFAULT;"_s;
    const QString plain = table.arg(QString()) + other;
    const QString parted = table.arg(u" PARTITION BY LIST (k)"_s) + parts + other;
    const QString rows = u"INSERT INTO t VALUES (1, 1), (2, 2); INSERT INTO o VALUES (5, 1, 1); UPDATE t SET o = 5"_s;
    QTest::newRow("out of partitions") << parted + rows << plain;
    QTest::newRow("into partitions") << plain + rows << parted;
}

void TestPostgresqlDefaults::partitionsKeepTheirRows()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    migrate(left, right);
    if (!QTest::currentTestFailed())
        expect(u"SELECT count(*) || ',' || sum(t.k) FROM t JOIN o ON o.id = t.o"_s, u"2,3"_s);
}

void TestPostgresqlDefaults::newObjectsHaveNoRightsBeyondThoseWanted_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("expected");
    const QString later = u"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT %1 TO pg_monitor;"_s;
    const QString select = later.arg(u"SELECT ON TABLES"_s);
    const QString reads = u"SELECT has_table_privilege('pg_monitor', '%1', 'SELECT')::text"_s;
    QTest::newRow("a table") << select << u"CREATE TABLE t (a int);"_s + select << reads.arg(u"t"_s) << u"false"_s;
    QTest::newRow("a table that is to have them") << select << select + u"CREATE TABLE t (a int)"_s << reads.arg(u"t"_s) << u"true"_s;
    QTest::newRow("a table, and no default any more") << select << u"CREATE TABLE t (a int)"_s << reads.arg(u"t"_s) << u"false"_s;
    QTest::newRow("a view that is made anew") << u"CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t;"_s + select
                                              << u"CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t;"_s + select << reads.arg(u"v"_s)
                                              << u"false"_s;
    QTest::newRow("a table that is made anew") << u"CREATE TABLE t (a int);"_s + select << u"CREATE TABLE t (a int) PARTITION BY LIST (a);"_s + select
                                               << reads.arg(u"t"_s) << u"false"_s;
    const QString usage = later.arg(u"USAGE ON SEQUENCES"_s);
    QTest::newRow("a column's sequence") << usage << u"CREATE TABLE t (id serial);"_s + usage
                                         << u"SELECT has_sequence_privilege('pg_monitor', 't_id_seq', 'USAGE')::text"_s << u"false"_s;
    const QString calls = u"SELECT has_function_privilege('pg_monitor', 'f()', 'EXECUTE')::text"_s;
    const QString revoked = u"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"_s;
    const QString function = u"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"_s;
    QTest::newRow("a function that all may call") << revoked << function + revoked << calls << u"true"_s;
    QTest::newRow("a function that not all may call") << revoked << revoked + function << calls << u"false"_s;
}

void TestPostgresqlDefaults::newObjectsHaveNoRightsBeyondThoseWanted()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, query);
    QFETCH(const QString, expected);
    migrate(left, right);
    if (!QTest::currentTestFailed())
        expect(query, expected);
}

void TestPostgresqlDefaults::cleanupTestCase()
{
    m_left.reset();
    m_right.reset();
}

CONCORD_TEST(TestPostgresqlDefaults)
#include "tst_postgresqldefaults.moc"
