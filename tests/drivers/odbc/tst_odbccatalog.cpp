// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcdiagnostics.h"
#include "odbc/odbcinstalled.h"
#include "odbc/odbctarget.h"
#include "odbc/sources.h"
#include "query/sqltext.h"
#include "schema/logicaltype.h"
#include "schema/readcatalog.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

class TestOdbcCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesKeysAndIndexesAreRead_data();
    void tablesKeysAndIndexesAreRead();
    void typesAreThoseOfTheServer_data();
    void typesAreThoseOfTheServer();
    void textsAreReadByTheServersRules_data();
    void textsAreReadByTheServersRules();
    void anUnknownSourcesCastsAndDollarsAreNoParameters();
    void plansAreTheServers_data();
    void plansAreTheServers();
    void aMistypedPathMakesNoFile();
    void withoutADatabaseItIsSaid();
    void databasesAndObjectsAreListed_data();
    void databasesAndObjectsAreListed();
    void thePreferredDriverIsTheFirstInstalled_data();
    void thePreferredDriverIsTheFirstInstalled();
    void withoutADriverTheSentenceSaysWhatToInstall();
    void valuesOfAConnectionStringAreBracedWhereTheyMustBe_data();
    void valuesOfAConnectionStringAreBracedWhereTheyMustBe();
    void statesSayTheKindOfError_data();
    void statesSayTheKindOfError();
};

static void addSources()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"postgresql", "mariadb", "sqlite"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

static void makeTables(Connection &connection)
{
    for (const QString &sql :
         {u"CREATE TABLE parent (id int NOT NULL PRIMARY KEY, name varchar(40) NOT NULL)"_s,
          u"CREATE TABLE child (a int NOT NULL, b int NOT NULL, parent_id int, price decimal(10,2), note varchar(20), PRIMARY KEY (a, b), "
          "FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE)"_s,
          u"CREATE UNIQUE INDEX child_note ON child (note)"_s, u"CREATE VIEW names AS SELECT name FROM parent"_s}) {
        const Answer answer = run(connection, sql);
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    }
}

static const Table *tableOf(const CatalogPtr &catalog, const QString &name)
{
    for (const ObjectPtr &object : catalog->objects()) {
        if (object->kind == ObjectKind::Table && object->ref.name == name)
            return static_cast<const Table *>(object.get());
    }
    return nullptr;
}

void TestOdbcCatalog::tablesKeysAndIndexesAreRead_data()
{
    addSources();
}

void TestOdbcCatalog::tablesKeysAndIndexesAreRead()
{
    QFETCH(QString, kind);
    CONCORD_NEED_ODBC(source, kind);
    const auto connection = source->open();
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    makeTables(**connection);
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    QCOMPARE((*catalog)->count(ObjectKind::Table), 2);
    QCOMPARE((*catalog)->count(ObjectKind::View), 1);
    const Table *child = tableOf(*catalog, u"child"_s);
    QVERIFY(child);
    QCOMPARE(child->columns.size(), 5U);
    QVERIFY(!child->columns[0].nullable);
    QVERIFY(child->columns[4].nullable);
    QCOMPARE(child->columns[4].name, u"note"_s);
    QVERIFY2(child->columns[4].nativeType.endsWith(u"(20)"_s), qPrintable(child->columns[4].nativeType));
    QVERIFY(child->primaryKey);
    QCOMPARE(child->primaryKey->columns, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(child->foreignKeys.size(), 1U);
    QCOMPARE(child->foreignKeys[0].columns, QStringList{u"parent_id"_s});
    QCOMPARE(child->foreignKeys[0].target.name, u"parent"_s);
    QCOMPARE(child->foreignKeys[0].targetColumns, QStringList{u"id"_s});
    QVERIFY(child->foreignKeys[0].onDelete == ReferentialAction::Cascade);
    const auto note = std::ranges::find(child->indexes, u"child_note"_s, &Index::name);
    QVERIFY(note != child->indexes.end());
    QVERIFY(note->unique);
    QVERIFY(!(*catalog)->info().unread.empty()); // checks and the like: "cannot tell", never "none"
    const auto again = (*connection)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY(again);
    QVERIFY((*again)->fingerprint() == (*catalog)->fingerprint());
}

void TestOdbcCatalog::typesAreThoseOfTheServer_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("columns");
    QTest::newRow("postgresql") << u"postgresql"_s
                                << u"a timestamptz, b timestamp(3), c boolean, d jsonb, e int[], f uuid, g numeric, h numeric(10,2), i varchar(20), "
                                   "j char(3), k text, l bytea, m bit(5), n interval, o inet, p double precision, q time with time zone, r mood, "
                                   "s int GENERATED ALWAYS AS IDENTITY, t bigint GENERATED BY DEFAULT AS IDENTITY, u serial"_s;
    QTest::newRow("mariadb") << u"mariadb"_s
                             << u"a year, b varbinary(10), c longtext, d enum('a','b'), e datetime(6), f int unsigned, g set('x','y'), h tinyint(1), "
                                "i decimal(10,2), j char(3), k double, l timestamp(3) NULL, m mediumblob, n varchar(20), o bit(5), p time(2), "
                                "q int AUTO_INCREMENT PRIMARY KEY"_s;
    QTest::newRow("sqlite") << u"sqlite"_s << u"a INTEGER, b TEXT, c VARCHAR(20), d DECIMAL(10,2), e BLOB, f, g REAL"_s;
}

/// Read over ODBC and by the engine's own driver, a table is the same.
void TestOdbcCatalog::typesAreThoseOfTheServer()
{
    QFETCH(QString, kind);
    QFETCH(QString, columns);
    CONCORD_NEED_ODBC(source, kind);
    const auto overOdbc = source->open();
    const auto native = test::open(source->nativeEndpoint(), source->secret());
    QVERIFY2(overOdbc, overOdbc ? "" : qPrintable(overOdbc.error().message));
    QVERIFY2(native, native ? "" : qPrintable(native.error().message));
    if (kind == "postgresql"_L1)
        QVERIFY(!run(**native, u"CREATE TYPE mood AS ENUM ('sad', 'it''s fine')"_s).error);
    const Answer made = run(**native, u"CREATE TABLE t (%1)"_s.arg(columns));
    QVERIFY2(!made.error, made.error ? qPrintable(made.error->message) : "");
    const auto left = (*overOdbc)->readCatalog({}, {}, Clock::now() + 30s);
    const auto right = (*native)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY2(left, left ? "" : qPrintable(left.error().message));
    QVERIFY2(right, right ? "" : qPrintable(right.error().message));
    const Table *one = tableOf(*left, u"t"_s);
    const Table *other = tableOf(*right, u"t"_s);
    QVERIFY(one && other);
    QCOMPARE(one->columns.size(), other->columns.size());
    for (std::size_t i = 0; i < one->columns.size(); ++i) {
        QCOMPARE(one->columns[i].name, other->columns[i].name);
        QCOMPARE(describeType(one->columns[i].type), describeType(other->columns[i].type));
        QCOMPARE(one->columns[i].identity, other->columns[i].identity);
        QCOMPARE(one->columns[i].type.values, other->columns[i].type.values);
    }
    const auto summaries = (*overOdbc)->columns({kind == u"postgresql"_s ? u"public"_s : QString(), u"t"_s, {}, -1}, Clock::now() + 20s);
    QVERIFY2(summaries, summaries ? "" : qPrintable(summaries.error().message));
    QCOMPARE(static_cast<std::size_t>(summaries->size()), one->columns.size());
    QCOMPARE(summaries->at(1).nativeType, one->columns[1].nativeType);
}

void TestOdbcCatalog::textsAreReadByTheServersRules_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("answer");
    const auto add = [](const char *kind, const QString &text, const QString &answer) {
        QTest::addRow("%s: %s", kind, qPrintable(text)) << QString::fromLatin1(kind) << text << answer;
    };
    add("postgresql", u"SELECT 1::text"_s, u"1"_s);
    add("postgresql", u"SELECT $$a;b$$"_s, u"a;b"_s);
    add("postgresql", u"SELECT $x$it's; :b$x$"_s, u"it's; :b"_s);
    add("postgresql", u"SELECT (array[1,2,3])[1:2]::text"_s, u"{1,2}"_s);
    add("mariadb", u"SELECT 1 # it; x"_s, u"1"_s);
    add("mariadb", u"SELECT 'it\\'s; ok' AS x"_s, u"it's; ok"_s);
    add("mariadb", u"SELECT \"a;:b\""_s, u"a;:b"_s);
    add("sqlite", u"SELECT 1 AS [a :b]"_s, u"1"_s);
}

void TestOdbcCatalog::textsAreReadByTheServersRules()
{
    QFETCH(QString, kind);
    QFETCH(QString, text);
    QFETCH(QString, answer);
    CONCORD_NEED_ODBC(source, kind);
    const Dialect &dialect = drivers().find(u"odbc"_s)->dialectFor(source->endpoint());
    QCOMPARE(parameterNames(text, dialect), QStringList());
    const auto whole = splitScript(text, dialect);
    QVERIFY(whole);
    QCOMPARE(whole->size(), 1);
    const auto connection = source->open(true); // read-only looks at the text too
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(run(**connection, whole->first().text).cell(), answer);
}

void TestOdbcCatalog::anUnknownSourcesCastsAndDollarsAreNoParameters()
{
    Endpoint endpoint;
    endpoint.engine = u"odbc"_s;
    endpoint.options.extra = {{u"driver"_s, u"Something Else"_s}};
    const Dialect &dialect = drivers().find(u"odbc"_s)->dialectFor(endpoint);
    QCOMPARE(parameterNames(u"SELECT a::text, $$;:x$$, :y"_s, dialect), QStringList{u"y"_s});
    const auto script = splitScript(u"SELECT $$a;b$$; SELECT 2"_s, dialect);
    QVERIFY(script);
    QCOMPARE(script->size(), 2);
}

void TestOdbcCatalog::plansAreTheServers_data()
{
    addSources();
}

void TestOdbcCatalog::plansAreTheServers()
{
    QFETCH(QString, kind);
    CONCORD_NEED_ODBC(source, kind);
    const auto connection = source->open();
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    makeTables(**connection);
    const auto plan = (*connection)->explain({u"SELECT * FROM parent"_s, {}}, Clock::now() + 20s);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QString text;
    const std::function<void(const PlanNode &)> walk = [&](const PlanNode &node) {
        text += node.text + u'\n';
        std::ranges::for_each(node.children, walk);
    };
    walk(*plan);
    QVERIFY2(text.contains(u"parent"_s), qPrintable(text));
    // Neither explaining nor a second statement behind it runs anything.
    QVERIFY(!(*connection)->explain({u"SELECT 1; DROP TABLE child"_s, {}}, Clock::now() + 20s));
    std::ignore = (*connection)->explain({u"DELETE FROM child"_s, {}}, Clock::now() + 20s);
    QVERIFY(!run(**connection, u"SELECT count(*) FROM child"_s).error);
}

void TestOdbcCatalog::aMistypedPathMakesNoFile()
{
    CONCORD_NEED_ODBC(source, u"sqlite"_s);
    QTemporaryDir folder;
    for (const bool readOnly : {true, false}) {
        Endpoint endpoint = source->endpoint(readOnly);
        endpoint.database = folder.filePath(u"mistyped.db"_s);
        const auto opened = test::open(endpoint);
        QVERIFY(!opened);
        QCOMPARE(errorKindName(opened.error().kind), u"not_found"_s);
        QVERIFY2(opened.error().message.contains(endpoint.database), qPrintable(opened.error().message));
        QVERIFY(!QFile::exists(endpoint.database));
    }
}

void TestOdbcCatalog::withoutADatabaseItIsSaid()
{
    CONCORD_NEED_ODBC(source, u"mariadb"_s);
    Endpoint endpoint = source->endpoint();
    const QString database = std::exchange(endpoint.database, QString());
    const auto connection = test::open(endpoint, source->secret());
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + 30s);
    QVERIFY(!catalog);
    QVERIFY2(catalog.error().message.contains(database), qPrintable(catalog.error().message));
}

void TestOdbcCatalog::databasesAndObjectsAreListed_data()
{
    addSources();
}

void TestOdbcCatalog::databasesAndObjectsAreListed()
{
    QFETCH(QString, kind);
    CONCORD_NEED_ODBC(source, kind);
    const auto connection = source->open();
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    makeTables(**connection);
    const auto objects = (*connection)->objects(Clock::now() + 20s);
    QVERIFY2(objects, objects ? "" : qPrintable(objects.error().message));
    QCOMPARE(objects->size(), 3);
    const auto table = std::ranges::find(*objects, u"parent"_s, &ObjectName::name);
    QVERIFY(table != objects->end());
    const auto columns = (*connection)->columns(*table, Clock::now() + 20s);
    QVERIFY2(columns, columns ? "" : qPrintable(columns.error().message));
    QCOMPARE(columns->size(), 2);
    QVERIFY(columns->at(0).primaryKey);
    QVERIFY(!columns->at(1).primaryKey);
    const auto databases = (*connection)->databases(Clock::now() + 20s);
    QVERIFY2(databases, databases ? "" : qPrintable(databases.error().message));
    if (source->scratch())
        QVERIFY2(databases->contains(source->scratch()->name()), qPrintable(databases->join(u", "_s)));
    const auto info = (*connection)->serverInfo(Clock::now() + 20s);
    QVERIFY(info);
    QVERIFY2(info->product.compare(kind, Qt::CaseInsensitive) == 0, qPrintable(info->product));
}

void TestOdbcCatalog::thePreferredDriverIsTheFirstInstalled_data()
{
    QTest::addColumn<QStringList>("installed");
    QTest::addColumn<QString>("chosen");
    QTest::newRow("the newest of its kind") << QStringList{u"FreeTDS"_s, u"ODBC Driver 9 for SQL Server"_s, u"ODBC Driver 18 for SQL Server"_s}
                                            << u"ODBC Driver 18 for SQL Server"_s;
    QTest::newRow("the next where the first is missing") << QStringList{u"SQLite3"_s, u"FreeTDS"_s} << u"FreeTDS"_s;
    QTest::newRow("whatever its case") << QStringList{u"freetds"_s} << u"freetds"_s;
}

void TestOdbcCatalog::thePreferredDriverIsTheFirstInstalled()
{
    QFETCH(QStringList, installed);
    QFETCH(QString, chosen);
    const auto found = preferredOdbcDriver(installed, {u"ODBC Driver * for SQL Server"_s, u"FreeTDS"_s}, u"SQL Server"_s, {});
    QVERIFY(found);
    QCOMPARE(*found, chosen);
}

void TestOdbcCatalog::withoutADriverTheSentenceSaysWhatToInstall()
{
    const auto none = preferredOdbcDriver({u"SQLite3"_s}, {u"FreeTDS"_s}, u"SQL Server"_s, u"Install tdsodbc."_s);
    QVERIFY(!none);
    QCOMPARE(errorKindName(none.error().kind), u"not_found"_s);
    QVERIFY2(none.error().message.contains(u"SQL Server"_s) && none.error().message.contains(u"Install tdsodbc."_s),
             qPrintable(none.error().message));
    QVERIFY2(none.error().detail.contains(u"SQLite3"_s), qPrintable(none.error().detail));
}

void TestOdbcCatalog::valuesOfAConnectionStringAreBracedWhereTheyMustBe_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"db.example"_s << u"db.example"_s;
    QTest::newRow("semicolon") << u"a;b"_s << u"{a;b}"_s;
    QTest::newRow("closing brace") << u"a}b"_s << u"{a}}b}"_s;
    QTest::newRow("leading brace") << u"{a"_s << u"{{a}"_s;
    QTest::newRow("blanks at the end") << u"a "_s << u"{a }"_s;
    QTest::newRow("a keyword inside") << u"x;PWD=y"_s << u"{x;PWD=y}"_s;
}

void TestOdbcCatalog::valuesOfAConnectionStringAreBracedWhereTheyMustBe()
{
    QFETCH(QString, value);
    QFETCH(QString, quoted);
    QCOMPARE(odbcQuoted(value), quoted);
    OdbcTarget target;
    target.add(u"DRIVER"_s, u"FreeTDS"_s);
    target.add(u"SERVER"_s, value);
    const auto text = odbcConnectionString(target);
    QVERIFY(text);
    QCOMPARE(*text, u"DRIVER={FreeTDS};SERVER="_s + quoted);
}

void TestOdbcCatalog::statesSayTheKindOfError_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("connecting");
    QTest::addColumn<QString>("kind");
    QTest::newRow("cancelled") << u"HY008"_s << u"Operation canceled"_s << false << u"cancelled"_s;
    QTest::newRow("query timeout") << u"HYT00"_s << u"Timeout expired"_s << false << u"timeout"_s;
    QTest::newRow("link failure") << u"08S01"_s << u"Communication link failure"_s << false << u"lost"_s;
    QTest::newRow("cannot connect") << u"08001"_s << u"Unable to connect"_s << true << u"connection"_s;
    QTest::newRow("login") << u"28000"_s << u"Login failed"_s << true << u"authentication"_s;
    QTest::newRow("access violation") << u"42000"_s << u"SELECT permission was denied"_s << false << u"permission"_s;
    QTest::newRow("syntax, ODBC 2") << u"37000"_s << u"Incorrect syntax near 'x'"_s << false << u"syntax"_s;
    QTest::newRow("no table, ODBC 2") << u"S0002"_s << u"Table not found"_s << false << u"server"_s;
    QTest::newRow("timeout, ODBC 2") << u"S1T00"_s << u"Timeout expired"_s << false << u"timeout"_s;
    QTest::newRow("anything else") << u"23000"_s << u"Violation of PRIMARY KEY"_s << false << u"server"_s;
    QTest::newRow("driver manager") << u"IM002"_s << u"Data source name not found"_s << true << u"not_found"_s;
}

void TestOdbcCatalog::statesSayTheKindOfError()
{
    QFETCH(QString, state);
    QFETCH(QString, message);
    QFETCH(bool, connecting);
    QFETCH(QString, kind);
    QCOMPARE(errorKindName(kindOfOdbcState(odbc3State(state), message, connecting)), kind);
}

CONCORD_TEST(TestOdbcCatalog)
#include "tst_odbccatalog.moc"
