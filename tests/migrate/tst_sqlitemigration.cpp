// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/datascript.h"
#include "migrate/ends.h"
#include "schema/roundtrip.h"
#include "schema/sqldefcases.h"
#include "schema/sqlitefile.h"
#include "sqlite/sqlitedriver.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const Driver &driver()
{
    static const std::shared_ptr<const Driver> made = makeSqliteDriver();
    return *made;
}

/// Makes `left` like `right` and tells what is still different, or what failed.
QString migrate(SqliteFile &left, SqliteFile &right, const CompareOptions &options = {})
{
    const CatalogPtr before = left.read();
    const CatalogPtr wanted = right.read();
    if (!before || !wanted)
        return left.error() + right.error();
    const Migration migration = planEnds(driver(), before, wanted, options);
    MigrationOptions all;
    all.destructive = true;
    const QString script = migrationScript(migration, all);
    if (const QString failed = left.exec(script); !failed.isEmpty())
        return failed + u"\nin:\n"_s + script;
    const CatalogPtr after = left.read();
    if (!after)
        return left.error();
    const Comparison leftover = compareEnds(driver(), after, wanted, options);
    if (leftover.summary.differs() || leftover.summary.cannotTell > 0)
        return differences(*after, *wanted) + u"\nafter:\n"_s + script;
    return {};
}

} // namespace

class TestSqliteMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesEveryCaseOfSqldefLikeItsTarget_data();
    void makesEveryCaseOfSqldefLikeItsTarget();
    void keepsTheRows_data();
    void keepsTheRows();
    void goesOnCounting();
    void makesAFullTextIndexAnewWithItsRows();
    void seesAViewsTriggersAndWhatAKeyTakes();
    void saysNotNullOfARowsNumberWhereItWasSaid();
    void renamesInCaseAlone();
    void losesNothingUnlessTicked();
    void aScriptWithoutItsLossesRunsAsItIs();
    void rebuildsNothingForColumnsThatComeAndGo();
    void confirmedRenamesKeepTheirData();
    void keysFollowColumnsThatWereOnlyOffered();
    void nothingToDoIsNoScript();
    void namesTheDatabaseThatItChanges();
    void eachStatementSaysWhatItIsFor();
    void saysWhatWouldFail();
    void saysHowAForeignKeyIsCheckedAfterwards();
    void judgesTypesByTheirAffinity_data();
    void judgesTypesByTheirAffinity();
    void rowsThatDoNotFitAreFound();
    void rowsWithoutTheirParentAreFound();
};

void TestSqliteMigration::makesEveryCaseOfSqldefLikeItsTarget_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("desired");
    if (corporaFolder().isEmpty())
        QSKIP("CONCORD_TEST_CORPORA is not set");
    const auto cases = sqldefCases(u"sqlite3def"_s);
    QVERIFY2(cases, cases ? "" : qPrintable(cases.error().message));
    for (const SqldefCase &one : *cases) {
        QTest::newRow(qPrintable(one.label() + u" up"_s)) << one.current << one.desired;
        QTest::newRow(qPrintable(one.label() + u" down"_s)) << one.desired << one.current;
    }
}

void TestSqliteMigration::makesEveryCaseOfSqldefLikeItsTarget()
{
    QFETCH(const QString, current);
    QFETCH(const QString, desired);
    SqliteFile left;
    SqliteFile right;
    if (!left.exec(current).isEmpty() || !right.exec(desired).isEmpty())
        QSKIP("this SQLite does not take the schema");
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestSqliteMigration::keepsTheRows_data()
{
    QTest::addColumn<QString>("desired");
    QTest::addColumn<QString>("value"); ///< of b in the one row
    QTest::newRow("a type") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c TEXT)"_s << u"7"_s;
    QTest::newRow("a column more") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c TEXT, d TEXT DEFAULT 'x')"_s << u"7"_s;
    QTest::newRow("a check") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER CHECK (b > 0), c TEXT)"_s << u"7"_s;
    QTest::newRow("another order") << u"CREATE TABLE t (c TEXT, b INTEGER, a INTEGER PRIMARY KEY)"_s << u"7"_s;
    QTest::newRow("without rowid") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c TEXT) WITHOUT ROWID"_s << u"7"_s;
    QTest::newRow("a column less") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER)"_s << u"7"_s;
    QTest::newRow("a view stands on it") << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL, c TEXT); CREATE VIEW v AS SELECT b FROM t;"_s
                                         << u"7"_s;
    QTest::newRow("another table points to it")
        << u"CREATE TABLE t (a INTEGER PRIMARY KEY, b REAL, c TEXT); CREATE TABLE u (t INTEGER REFERENCES t(a) ON DELETE CASCADE);"_s << u"7.0"_s;
}

void TestSqliteMigration::keepsTheRows()
{
    QFETCH(const QString, desired);
    QFETCH(const QString, value);
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER, c TEXT); INSERT INTO t VALUES (1, 7, 'c'); CREATE INDEX i ON t(b);"
                       "CREATE TABLE seen (n); CREATE TRIGGER g AFTER DELETE ON t BEGIN INSERT INTO seen VALUES (1); END;"_s),
             QString());
    QCOMPARE(right.exec(
                 desired
                 + u"; CREATE TABLE seen (n); CREATE INDEX i ON t(b); CREATE TRIGGER g AFTER DELETE ON t BEGIN INSERT INTO seen VALUES (1); END;"_s),
             QString());
    if (desired.contains(u"VIEW"))
        QCOMPARE(left.exec(u"CREATE VIEW v AS SELECT b FROM t;"_s), QString());
    if (desired.contains(u"REFERENCES"))
        QCOMPARE(left.exec(u"CREATE TABLE u (t INTEGER REFERENCES t(a) ON DELETE CASCADE); INSERT INTO u VALUES (1);"_s), QString());
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    // A division by zero says what is not there: the file is asked by statements that fail.
    QCOMPARE(
        left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT count(*) = 1 AND CAST(max(b) AS TEXT) = '%1' FROM t;"_s.arg(value)),
        QString());
    QCOMPARE(left.exec(u"INSERT INTO want SELECT count(*) = 0 FROM seen;"_s), QString());
    if (desired.contains(u"REFERENCES"))
        QCOMPARE(left.exec(u"INSERT INTO want SELECT count(*) = 1 FROM u;"_s), QString());
}

void TestSqliteMigration::goesOnCounting()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v INTEGER); INSERT INTO t (v) VALUES (1), (2), (3); DELETE FROM t;"_s),
             QString());
    QCOMPARE(right.exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT);"_s), QString());
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(left.exec(u"INSERT INTO t (v) VALUES ('n'); CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT id = 4 FROM t;"_s), QString());
}

void TestSqliteMigration::makesAFullTextIndexAnewWithItsRows()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE VIRTUAL TABLE f USING fts5(a, b); INSERT INTO f (rowid, a, b) VALUES (7, 'one two', 'x');"_s), QString());
    QCOMPARE(right.exec(u"CREATE VIRTUAL TABLE f USING fts5(a, b, c, tokenize = 'porter');"_s), QString());
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(
        left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT count(*) = 1 AND max(rowid) = 7 FROM f WHERE f MATCH 'twos';"_s),
        QString());
}

void TestSqliteMigration::seesAViewsTriggersAndWhatAKeyTakes()
{
    SqliteFile left;
    SqliteFile right;
    const QString table = u"CREATE TABLE t (a INTEGER); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE k (a TEXT %1 PRIMARY KEY);"_s;
    QCOMPARE(left.exec(table.arg(u"NOT NULL"_s)), QString());
    QCOMPARE(right.exec(table.arg(QString()) + u"CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (NEW.a); END;"_s), QString());
    QCOMPARE(compareEnds(driver(), left.read(), right.read()).summary.different, 2);
    QCOMPARE(migrate(left, right), QString());
    QCOMPARE(
        left.exec(
            u"INSERT INTO v VALUES (7); INSERT INTO k VALUES (NULL); CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT a = 7 FROM t;"_s),
        QString());
}

void TestSqliteMigration::saysNotNullOfARowsNumberWhereItWasSaid()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, x TEXT); CREATE TABLE same (id INTEGER PRIMARY KEY)"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE a (id INTEGER NOT NULL, x TEXT NOT NULL, PRIMARY KEY (id)); CREATE TABLE b (id INTEGER PRIMARY KEY NOT NULL);"
                        "CREATE TABLE same (id INTEGER NOT NULL PRIMARY KEY)"_s),
             QString());
    QCOMPARE(compareEnds(driver(), left.read(), right.read()).summary.equivalent, 1);
    QCOMPARE(migrate(left, right), QString());
    QCOMPARE(left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT \"notnull\" FROM pragma_table_info('a') WHERE name = 'id'"
                       " UNION ALL SELECT \"notnull\" FROM pragma_table_info('b')"_s),
             QString());
}

void TestSqliteMigration::renamesInCaseAlone()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE Foo (Bar INTEGER, x TEXT); CREATE INDEX i ON Foo(Bar); INSERT INTO Foo VALUES (1, 'x');"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE foo (bar INTEGER, x TEXT); CREATE INDEX i ON foo(bar);"_s), QString());
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT count(*) = 1 FROM foo;"_s), QString());
}

void TestSqliteMigration::losesNothingUnlessTicked()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE t (a INTEGER, b TEXT, c TEXT); CREATE TABLE gone (x); INSERT INTO t VALUES (1, 'b', 'c');"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE t (a TEXT, b TEXT);"_s), QString());
    const Migration migration = planEnds(driver(), left.read(), right.read());
    const QString script = migrationScript(migration);
    const QString failed = left.exec(script);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + script));
    QCOMPARE(
        left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT c = 'c' FROM t; INSERT INTO want SELECT count(*) = 0 FROM gone;"_s),
        QString());
    QVERIFY(script.contains(u"-- DROP TABLE gone;"));
    QCOMPARE(describeType(findColumn(left.table(u"t"_s)->columns, u"a"_s)->type), u"text"_s);
}

/// What needs a statement that is held back is held back with it, or the script would stop there.
void TestSqliteMigration::aScriptWithoutItsLossesRunsAsItIs()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE customers (cust_id INTEGER PRIMARY KEY, mail TEXT); INSERT INTO customers VALUES (1, 'a@b')"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, email TEXT NOT NULL, seen TEXT);"
                        "CREATE UNIQUE INDEX customers_email ON customers (email);"
                        "CREATE TRIGGER customers_seen AFTER UPDATE ON customers BEGIN UPDATE customers SET seen = 'x' WHERE email = NEW.email; END;"
                        "CREATE TABLE credits (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers (customer_id));"
                        "CREATE TABLE apart (id INTEGER PRIMARY KEY)"_s),
             QString());
    const Migration migration = planEnds(driver(), left.read(), right.read());
    const QString script = migrationScript(migration);
    const QString failed = left.exec(script);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + script));
    // Every later write works, and what has nothing to do with the loss is there.
    QCOMPARE(left.exec(u"UPDATE customers SET mail = 'c@d'; INSERT INTO apart VALUES (1);"_s), QString());
    const CatalogPtr after = left.read();
    QVERIFY(!after->find(ObjectKind::Table, {{}, u"credits"_s}));
    const QList<qsizetype> chosen = chosenSteps(migration);
    QCOMPARE(migrationStatements(migration).size(), chosen.size());
    QVERIFY(chosen.size() < std::ssize(migration.steps));
    QCOMPARE(chosenSteps(migration, {true}).size(), std::ssize(migration.steps));
}

void TestSqliteMigration::rebuildsNothingForColumnsThatComeAndGo()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY, z TEXT, a TEXT); CREATE TABLE u (z TEXT, a TEXT)"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, x TEXT); CREATE TABLE u (a TEXT)"_s), QString());
    const CompareOptions exact{{}, {}, false, {}}; // z is not offered as x
    const Migration migration = planEnds(driver(), left.read(), right.read(), exact);
    QCOMPARE(migrationStatements(migration, {true}),
             QStringList({u"ALTER TABLE t ADD COLUMN x TEXT"_s, u"ALTER TABLE t DROP COLUMN z"_s, u"ALTER TABLE u DROP COLUMN z"_s}));
    QCOMPARE(migrate(left, right, exact), QString());
}

void TestSqliteMigration::confirmedRenamesKeepTheirData()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE users (id INTEGER PRIMARY KEY, nick TEXT); INSERT INTO users VALUES (1, 'bo');"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE people (id INTEGER PRIMARY KEY, alias TEXT);"_s), QString());
    CompareOptions options;
    options.mapping.tables = {{{{}, u"users"_s}, {{}, u"people"_s}, {{u"nick"_s, u"alias"_s, {}}}}};
    const QString wrong = migrate(left, right, options);
    QVERIFY(wrong.isEmpty() || wrong.contains(u"mapping")); // afterwards the mapping names what is gone
    QCOMPARE(left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT alias = 'bo' FROM people;"_s), QString());
}

void TestSqliteMigration::keysFollowColumnsThatWereOnlyOffered()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE customers (CUST_ID INTEGER NOT NULL PRIMARY KEY, CUST_NAME TEXT);"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, full_name TEXT); CREATE INDEX i ON customers(full_name);"_s),
             QString());
    const QString wrong = migrate(left, right);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestSqliteMigration::nothingToDoIsNoScript()
{
    SqliteFile left;
    QCOMPARE(left.exec(u"CREATE TABLE t (a INTEGER);"_s), QString());
    const CatalogPtr catalog = left.read();
    const Migration migration = planEnds(driver(), catalog, catalog);
    QVERIFY(migration.steps.empty());
    QVERIFY(!migrationScript(migration).contains(u"BEGIN"));
}

void TestSqliteMigration::namesTheDatabaseThatItChanges()
{
    SqliteFile left;
    const Migration migration = planMigration(compareCatalogs(endOf(driver(), left.read(), u"stag\ning"_s), endOf(driver(), left.read(), u"right"_s)),
                                              {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect()});
    const QStringList lines = migrationScript(migration).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines[0].contains(u"stag"));
    for (const QString &line : lines)
        QVERIFY(line.startsWith(u"--"));
}

void TestSqliteMigration::eachStatementSaysWhatItIsFor()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(right.exec(u"CREATE TABLE t (a INTEGER); CREATE INDEX i ON t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END"_s), QString());
    const Migration migration = planEnds(driver(), left.read(), right.read());
    QStringList purposes;
    for (const ChangeStep &step : migration.steps)
        purposes.append(step.purpose);
    QCOMPARE(purposes, QStringList({u"create table t"_s, u"create an index on t"_s, u"create a trigger on t"_s}));
}

void TestSqliteMigration::saysWhatWouldFail()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, NULL), (1, 'x');"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE t (a INTEGER, b TEXT NOT NULL); CREATE UNIQUE INDEX i ON t(a);"_s), QString());
    const Migration migration = planEnds(driver(), left.read(), right.read());
    QStringList checks;
    for (const ChangeStep &step : migration.steps) {
        if (step.hazards.contains(Hazard::MayFail))
            checks.append(step.check);
    }
    QCOMPARE(checks.size(), 2);
    for (const QString &check : checks)
        QCOMPARE(left.exec(u"CREATE TEMP TABLE IF NOT EXISTS want (x CHECK (x)); INSERT INTO want SELECT count(*) = 1 FROM (%1);"_s.arg(check)),
                 QString());
}

void TestSqliteMigration::saysHowAForeignKeyIsCheckedAfterwards()
{
    SqliteFile left;
    SqliteFile right;
    QCOMPARE(left.exec(u"CREATE TABLE p (a INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER); INSERT INTO c VALUES (7);"_s), QString());
    QCOMPARE(right.exec(u"CREATE TABLE p (a INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p);"_s), QString());
    const Migration migration = planEnds(driver(), left.read(), right.read());
    QCOMPARE(migration.notes.size(), 1U);
    const QString note = migration.notes[0].text;
    QVERIFY2(note.contains(u"PRAGMA foreign_key_check(c)"), qPrintable(note));
    QCOMPARE(migrate(left, right), QString());
    QCOMPARE(left.exec(u"CREATE TEMP TABLE want (x CHECK (x)); INSERT INTO want SELECT count(*) = 1 FROM pragma_foreign_key_check('c');"_s),
             QString());
}

void TestSqliteMigration::judgesTypesByTheirAffinity_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("judged");
    const auto both = [](const QString &left, const QString &right, const QString &judged) {
        QTest::addRow("%s and %s", qPrintable(left), qPrintable(right)) << left << right << judged;
        QTest::addRow("%s and %s", qPrintable(right), qPrintable(left)) << right << left << judged;
    };
    const QString same = u"equivalent sqlite.type.affinity"_s;
    both(u"a int"_s, u"a integer"_s, same);
    both(u"a bool"_s, u"a boolean"_s, same);
    both(u"a decimal"_s, u"a numeric"_s, same);
    both(u"a decimal(10,2)"_s, u"a numeric(10, 2)"_s, same);
    both(u"a datetime"_s, u"a timestamp"_s, same);
    both(u"a double"_s, u"a real"_s, same);
    both(u"a VARCHAR2(40)"_s, u"a VARCHAR(40)"_s, same);
    both(u"a varchar(10)"_s, u"a VARCHAR (10)"_s, u"equivalent sqlite.type.spelling"_s);
    // What SQLite keeps alike, but was meant otherwise.
    both(u"a VARCHAR(40)"_s, u"a VARCHAR(50)"_s, u"different sqlite.type.declared"_s);
    both(u"a DATE"_s, u"a BOOLEAN"_s, u"different sqlite.type.declared"_s);
    // What it keeps in two ways.
    both(u"a int"_s, u"a text"_s, u"different type.conversion"_s);
    both(u"a FLOATING POINT"_s, u"a float"_s, u"different type.conversion"_s); // "INT" comes first
    both(u"a INTEGER PRIMARY KEY"_s, u"a INT PRIMARY KEY"_s, u"different sqlite.rowid.alias"_s);
    both(u"a BIGINT PRIMARY KEY"_s, u"a INT PRIMARY KEY"_s, same);
}

void TestSqliteMigration::judgesTypesByTheirAffinity()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, judged);
    for (const QString &strict : {QString(), u" STRICT"_s}) {
        SqliteFile one;
        SqliteFile other;
        const bool takes =
            one.exec(u"CREATE TABLE t (%1)%2;"_s.arg(left, strict)).isEmpty() && other.exec(u"CREATE TABLE t (%1)%2;"_s.arg(right, strict)).isEmpty();
        QVERIFY(takes || !strict.isEmpty()); // STRICT tables know few words
        if (!takes)
            continue;
        const Comparison comparison = compareEnds(driver(), one.read(), other.read());
        QCOMPARE(comparison.objects.size(), 1U);
        QVERIFY(!comparison.objects[0].members.empty());
        const std::vector<Difference> &differences = comparison.objects[0].members[0].differences;
        const auto type = std::ranges::find(differences, u"type"_s, &Difference::property);
        QVERIFY(type != differences.end());
        QCOMPARE(verdictName(type->verdict) + u' ' + type->rule, judged);
        QVERIFY(!type->reason.isEmpty());
        QVERIFY(!planEnds(driver(), one.read(), other.read()).steps.empty()); // the other side's word, which tools and SQLite itself tell
    }
}

/// A query beside each statement finds the rows that it would refuse or change, and no other.
void TestSqliteMigration::rowsThatDoNotFitAreFound()
{
    SqliteFile old;
    QCOMPARE(
        old.exec(
            u"CREATE TABLE customers (cust_id NUMBER, cust_name VARCHAR(200), credit TEXT, born TEXT, active CHAR(1));"
            "INSERT INTO customers VALUES (1, 'Ann', '12.50', '1990-01-02', '1'), (2, NULL, NULL, NULL, NULL), (3, 'Bob', 'abc', NULL, '0'),"
            "(4, 'Eve', '1', '02/03/1991', '0'), (5, 'much longer a name', '1', NULL, '0'), (6, 'Kim', '1', NULL, 'Y'), (7, 'a', '1', NULL, '1'),"
            "(7, 'b', '1', NULL, '1'), (8, 'there already', 'x', NULL, '1'), (9, 'Max', NULL, '2000-02-29', NULL)"_s),
        QString());
    SqliteFile modern;
    QCOMPARE(modern.exec(u"CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, full_name VARCHAR(10) NOT NULL, credit DECIMAL(10,2), born DATE,"
                         "active BOOLEAN); INSERT INTO customers VALUES (8, 'x', NULL, NULL, NULL)"_s),
             QString());
    CompareOptions options; // confirmed by a file that leaves the schema out
    options.mapping.tables.push_back(
        {{{}, u"customers"_s}, {{}, u"customers"_s}, {{u"cust_id"_s, u"customer_id"_s, {}}, {u"cust_name"_s, u"full_name"_s, {}}}});
    const Comparison comparison = compareCatalogs(endOf(driver(), old.read(), u"old"_s), endOf(driver(), modern.read(), u"modern"_s), options);
    const DataPlan plan =
        planData(comparison, {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect()}, options.mapping);
    QCOMPARE(plan.steps.size(), 1U);
    SqliteFile both;
    QCOMPARE(both.exec(plan.preamble.join(u';')), QString());
    const Answer told = concord::test::run(both.connection(), u"SELECT group_concat(cust_id) FROM ("_s + plan.steps.front().check + u")"_s);
    QCOMPARE(told.cell(), u"2,3,4,5,6,7,7"_s);
    QVERIFY(concord::test::run(both.connection(), plan.steps.front().sql).error); // refused as a whole
    QCOMPARE(concord::test::run(both.connection(), u"DELETE FROM old.customers WHERE cust_id BETWEEN 2 AND 7"_s).error.has_value(), false);
    for (const char *count : {"3", "3"}) { // the second time there is nothing left to copy
        QCOMPARE(concord::test::run(both.connection(), plan.steps.front().sql).error.has_value(), false);
        QCOMPARE(concord::test::run(both.connection(), u"SELECT count(*) FROM modern.customers"_s).cell(), QString::fromLatin1(count));
    }
    QVERIFY2(dataScript(comparison, plan).contains(u"Rows that it would refuse or change: SELECT"_s), qPrintable(dataScript(comparison, plan)));
}

/// Nothing that a file never checked stands in the way unseen: a row whose parent is neither there nor copied with it.
void TestSqliteMigration::rowsWithoutTheirParentAreFound()
{
    SqliteFile old;
    QCOMPARE(old.exec(u"CREATE TABLE people (id INTEGER PRIMARY KEY, boss INTEGER); CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER);"
                      "INSERT INTO people VALUES (1, NULL), (2, 1), (3, 77); INSERT INTO orders VALUES (1, 1), (2, 9), (3, NULL), (4, 50)"_s),
             QString());
    SqliteFile modern;
    QCOMPARE(
        modern.exec(u"CREATE TABLE people (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES people (id));"
                    "CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id)); INSERT INTO people VALUES (50, NULL)"_s),
        QString());
    const Comparison comparison = compareCatalogs(endOf(driver(), old.read(), u"old"_s), endOf(driver(), modern.read(), u"modern"_s), {});
    const DataPlan plan = planData(comparison, {driver().schemaChanger(), &driver().schemaWriter(), &driver().types(), &driver().dialect()});
    QVERIFY(plan.transactional);
    SqliteFile both;
    QCOMPARE(both.exec(plan.preamble.join(u';')), QString());
    QCOMPARE(plan.steps.size(), 2U);
    QStringList told;
    for (const DataStep &step : plan.steps)
        told.append(step.left.name + u' ' + concord::test::run(both.connection(), u"SELECT group_concat(id) FROM ("_s + step.check + u")"_s).cell());
    QCOMPARE(told, (QStringList{u"people 3"_s, u"orders 2"_s}));
}

CONCORD_TEST(TestSqliteMigration)
#include "tst_sqlitemigration.moc"
