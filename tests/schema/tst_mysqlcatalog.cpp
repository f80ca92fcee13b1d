// SPDX-License-Identifier: GPL-3.0-or-later
// Reading schemas of MySQL and MariaDB: odd names, broken parts, what counts as a change, roles with few rights.
#include "schema/mysqldatabase.h"
#include "schema/roundtrip.h"
#include "schema/schemawriter.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

CatalogPtr readOf(const MysqlDatabase &database, const CatalogRequest &request = {})
{
    auto catalog = database.read(request);
    if (!catalog)
        QTest::qFail(qUtf8Printable(catalog.error().message), __FILE__, __LINE__);
    return catalog.value_or(nullptr);
}

QStringList namesOf(const Catalog &catalog, ObjectKind kind)
{
    QStringList names;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind == kind)
            names.append(object->ref.name);
    }
    return names;
}

std::shared_ptr<const Table> tableIn(const Catalog &catalog, const QString &name)
{
    return std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {catalog.info().database, name}));
}

} // namespace

/// `server` and `database` for a test function, or a reason to skip it.
#define NEED_DATABASE() \
    QFETCH_GLOBAL(const QString, serverName); \
    const auto server = testServer(serverName); \
    if (!server) \
        QSKIP("the server is not available here"); \
    const auto made = MysqlDatabase::create(*server); \
    QVERIFY2(made, made ? "" : qUtf8Printable(made.error())); \
    const MysqlDatabase &database = *made

class TestMysqlCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void oddNamesSurvive();
    void manyColumnsAreRead();
    void anEmptyDatabaseHasItsSchemaOnly();
    void aBrokenViewIsToldAndHurtsNobody();
    void aForeignKeyMayReachIntoAnotherDatabase();
    void circlesOfForeignKeysAreWrittenBack();
    void eachChangeOfTheSchemaChangesTheFingerprint_data();
    void eachChangeOfTheSchemaChangesTheFingerprint();
    void whatIsNoChangeKeepsTheFingerprint();
    void theDatabaseAndTheConnectionAreDescribed();
    void withoutADatabaseAllAreRead();
    void patternsChooseTables();
    void aMissingDatabaseIsAnError();
    void aRoleWithoutRightsIsToldWhatItLacks();
    void aRoleWithAllRightsLacksNothing();
    void privilegesOfRoutinesAreRead();
    void readingCanBeStopped();
    void theSessionKeepsItsMode();
    void aTableThatMayNotBeShownHidesNoOther();
    void stringsInBodiesAreKept();
    void progressIsTold();
};

void TestMysqlCatalog::initTestCase_data()
{
    QTest::addColumn<QString>("serverName");
    QTest::newRow("mariadb") << u"mariadb"_s;
    QTest::newRow("mysql") << u"mysql"_s;
}

void TestMysqlCatalog::oddNamesSurvive()
{
    NEED_DATABASE();
    const QStringList names = {u"it's"_s,        u"say \"hi\""_s, u"back`tick"_s,     u"with space"_s, u"dotted.name"_s, u"ümläut"_s,
                               u"Twin"_s,        u"twin"_s,       QString(64, u'x'),  u"select"_s,     u"%s"_s,          u"<b>x</b>"_s,
                               u"back\\slash"_s, u"semi;colon"_s, u"-- no comment"_s, u"表"_s};
    const Dialect &dialect = drivers().find(u"mysql"_s)->dialect();
    for (const QString &name : names)
        QCOMPARE(database.run(u"CREATE TABLE %1 (id int PRIMARY KEY, %2 int COMMENT %3, KEY %2 (%2))"_s.arg(
                     dialect.quoted(name), dialect.quoted(name.left(63) + u'c'), dialect.literal(name + u" 表"_s))),
                 QString());
    QCOMPARE(database.run(u"CREATE VIEW `a view's` AS SELECT `it'sc` AS `say \"x\"` FROM `it's`"_s), QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    QStringList expected = names;
    expected.sort();
    QStringList found = namesOf(*catalog, ObjectKind::Table);
    found.sort();
    QCOMPARE(found, expected);
    QCOMPARE(tableIn(*catalog, u"it's"_s)->columns.at(1).comment, u"it's 表"_s);
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY(copy);
    QCOMPARE(copy->write(*catalog), QString());
    QCOMPARE(differences(*catalog, *readOf(*copy)), QString());
}

void TestMysqlCatalog::manyColumnsAreRead()
{
    NEED_DATABASE();
    QStringList columns;
    for (int i = 0; i < 1010; ++i)
        columns.append(u"c%1 int"_s.arg(i));
    QCOMPARE(database.run(u"CREATE TABLE wide (%1)"_s.arg(columns.join(u','))), QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    QCOMPARE(tableIn(*catalog, u"wide"_s)->columns.size(), size_t(1010));
    QCOMPARE(tableIn(*catalog, u"wide"_s)->columns.back().name, u"c1009"_s);
}

void TestMysqlCatalog::anEmptyDatabaseHasItsSchemaOnly()
{
    NEED_DATABASE();
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    QCOMPARE(catalog->objects().size(), size_t(1));
    QCOMPARE(catalog->schemas(), QStringList{database.name()});
}

void TestMysqlCatalog::aBrokenViewIsToldAndHurtsNobody()
{
    NEED_DATABASE();
    QCOMPARE(database.run(u"CREATE TABLE gone (a int); CREATE TABLE stays (a int); CREATE VIEW broken AS SELECT a FROM gone;"
                          "CREATE VIEW works AS SELECT a FROM stays; DROP TABLE gone"_s),
             QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    const auto broken = std::static_pointer_cast<const View>(catalog->find(ObjectKind::View, {database.name(), u"broken"_s}));
    QVERIFY(broken);
    QVERIFY2(broken->error.contains("invalid"_L1), qUtf8Printable(broken->error));
    QVERIFY(broken->definition.contains("gone"_L1));
    QVERIFY(broken->columns.empty());
    const auto works = std::static_pointer_cast<const View>(catalog->find(ObjectKind::View, {database.name(), u"works"_s}));
    QVERIFY(works);
    QVERIFY(works->error.isEmpty());
    QCOMPARE(works->columns.size(), size_t(1));
    QCOMPARE(works->dependsOn, (std::vector<ObjectRef>{{database.name(), u"stays"_s}}));
    // Its statement is told, but not one that a script would stumble over.
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY(copy);
    QCOMPARE(copy->write(*catalog), QString());
    const QString script = scriptText(createScript(*catalog, drivers().find(catalog->info().engine)->schemaWriter()));
    bool told = false;
    for (const QString &line : script.split(u'\n')) {
        if (!line.contains(u"VIEW `broken`"_s) && !line.contains(u".`broken`"_s))
            continue;
        told = true;
        QVERIFY2(line.startsWith(u"-- "_s), qPrintable(line));
    }
    QVERIFY2(told && script.contains(u"-- This view no longer works"_s), qPrintable(script));
}

void TestMysqlCatalog::aForeignKeyMayReachIntoAnotherDatabase()
{
    NEED_DATABASE();
    const auto other = MysqlDatabase::create(*server);
    QVERIFY(other);
    QCOMPARE(other->run(u"CREATE TABLE customers (id int PRIMARY KEY)"_s), QString());
    QCOMPARE(database.run(u"CREATE TABLE orders (id int PRIMARY KEY, customer int, FOREIGN KEY (customer) REFERENCES `%1`.customers (id))"_s.arg(
                 other->name())),
             QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    const auto orders = tableIn(*catalog, u"orders"_s);
    QCOMPARE(orders->foreignKeys.size(), size_t(1));
    QVERIFY(orders->foreignKeys.front().nameGenerated);
    QCOMPARE(orders->foreignKeys.front().target, (ObjectRef{other->name(), u"customers"_s}));
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY(copy);
    QCOMPARE(copy->write(*catalog), QString());
    QCOMPARE(differences(*catalog, *readOf(*copy)), QString());
    QCOMPARE(copy->clear(), QString()); // before the database that it refers to
    QCOMPARE(database.clear(), QString());
}

void TestMysqlCatalog::circlesOfForeignKeysAreWrittenBack()
{
    NEED_DATABASE();
    QCOMPARE(database.run(u"CREATE TABLE a (id int PRIMARY KEY, b int, self int, FOREIGN KEY (self) REFERENCES a (id));"
                          "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id));"
                          "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)"_s),
             QString());
    const CatalogPtr catalog = readOf(database);
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY(catalog && copy);
    QCOMPARE(copy->write(*catalog), QString());
    QCOMPARE(differences(*catalog, *readOf(*copy)), QString());
}

static const auto base = u"CREATE TABLE p (id int PRIMARY KEY);"
                         "CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a varchar(10), b int NOT NULL DEFAULT 1, p int, KEY ka (a), "
                         "CONSTRAINT c CHECK (b > 0),"
                         "CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));"
                         "CREATE VIEW v AS SELECT a FROM t; CREATE PROCEDURE r() SELECT 1;"
                         "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 2;"
                         "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1"_s;

void TestMysqlCatalog::eachChangeOfTheSchemaChangesTheFingerprint_data()
{
    QTest::addColumn<QString>("change");
    const auto row = [](const char *name, const QString &change) { QTest::newRow(name) << change; };
    row("column added", u"ALTER TABLE t ADD COLUMN n int"_s);
    row("column dropped", u"ALTER TABLE t DROP COLUMN a"_s);
    row("column renamed", u"ALTER TABLE t RENAME COLUMN a TO n"_s);
    row("columns in another order", u"ALTER TABLE t MODIFY a varchar(10) AFTER b"_s);
    row("type", u"ALTER TABLE t MODIFY a varchar(11)"_s);
    row("nullable", u"ALTER TABLE t MODIFY a varchar(10) NOT NULL"_s);
    row("default", u"ALTER TABLE t ALTER b SET DEFAULT 2"_s);
    row("default dropped", u"ALTER TABLE t ALTER b DROP DEFAULT"_s);
    row("collation", u"ALTER TABLE t MODIFY a varchar(10) COLLATE utf8mb4_bin"_s);
    row("column's comment", u"ALTER TABLE t MODIFY a varchar(10) COMMENT 'x'"_s);
    row("invisible", u"ALTER TABLE t MODIFY a varchar(10) INVISIBLE"_s);
    row("auto increment taken", u"ALTER TABLE t MODIFY id int NOT NULL"_s);
    row("index", u"CREATE INDEX n ON t (b)"_s);
    row("index dropped", u"DROP INDEX ka ON t"_s);
    row("index renamed", u"ALTER TABLE t RENAME INDEX ka TO kb"_s);
    row("index with a prefix", u"ALTER TABLE t DROP INDEX ka, ADD INDEX ka (a(3))"_s);
    row("descending index", u"ALTER TABLE t DROP INDEX ka, ADD INDEX ka (a DESC)"_s);
    row("unique index", u"ALTER TABLE t DROP INDEX ka, ADD UNIQUE ka (a)"_s);
    row("primary key", u"ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, b)"_s);
    row("check dropped", u"ALTER TABLE t DROP CONSTRAINT c"_s);
    row("check", u"ALTER TABLE t ADD CONSTRAINT d CHECK (b < 9)"_s);
    row("foreign key dropped", u"ALTER TABLE t DROP FOREIGN KEY f"_s);
    row("foreign key's action",
        u"ALTER TABLE t DROP FOREIGN KEY f; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE"_s);
    row("table's comment", u"ALTER TABLE t COMMENT = 'x'"_s);
    row("engine", u"ALTER TABLE t DROP FOREIGN KEY f; ALTER TABLE t ENGINE = MyISAM"_s);
    row("table's charset", u"ALTER TABLE t DEFAULT CHARACTER SET latin1"_s);
    row("partitions", u"ALTER TABLE t DROP FOREIGN KEY f; ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 2"_s);
    row("table", u"CREATE TABLE n (a int)"_s);
    row("table dropped", u"DROP TABLE t"_s);
    row("table renamed", u"RENAME TABLE t TO n"_s);
    row("view", u"CREATE OR REPLACE VIEW v AS SELECT a, b FROM t"_s);
    row("procedure's body", u"DROP PROCEDURE r; CREATE PROCEDURE r() SELECT 2"_s);
    row("trigger's body", u"DROP TRIGGER g; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 3"_s);
    row("event", u"ALTER EVENT e DISABLE"_s);
}

void TestMysqlCatalog::eachChangeOfTheSchemaChangesTheFingerprint()
{
    NEED_DATABASE();
    QFETCH(const QString, change);
    QCOMPARE(database.run(base), QString());
    const CatalogPtr before = readOf(database);
    QCOMPARE(database.run(change), QString());
    const QByteArray row = QTest::currentDataTag();
    if (row == "descending index" && before && before->info().serverVersion.startsWith("10.5."_L1))
        QSKIP("MariaDB before 10.8 reads DESC and forgets it");
    const CatalogPtr after = readOf(database);
    QVERIFY(before && after);
    QVERIFY(before->fingerprint() != after->fingerprint());
    QVERIFY(!differences(*before, *after).isEmpty());
}

void TestMysqlCatalog::whatIsNoChangeKeepsTheFingerprint()
{
    NEED_DATABASE();
    QCOMPARE(database.run(base), QString());
    const CatalogPtr before = readOf(database);
    QVERIFY(before);
    for (const QString &statement : {u"INSERT INTO t (a) VALUES ('x'), ('y')"_s, u"ALTER TABLE t AUTO_INCREMENT = 1000"_s, u"ANALYZE TABLE t"_s,
                                     u"OPTIMIZE TABLE t"_s, u"DELETE FROM t"_s, u"TRUNCATE TABLE t"_s, u"ALTER TABLE t FORCE"_s}) {
        QCOMPARE(database.run(statement), QString());
        const CatalogPtr after = readOf(database);
        QVERIFY(after);
        QCOMPARE(differences(*before, *after), QString());
        QCOMPARE(after->fingerprint(), before->fingerprint());
    }
    // The order in which members came to be does not count either.
    QCOMPARE(database.run(
                 u"ALTER TABLE t DROP CONSTRAINT c, DROP INDEX ka; ALTER TABLE t ADD INDEX ka (a); ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)"_s),
             QString());
    QCOMPARE(differences(*before, *readOf(database)), QString());
}

void TestMysqlCatalog::theDatabaseAndTheConnectionAreDescribed()
{
    NEED_DATABASE();
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    const CatalogInfo &info = catalog->info();
    QCOMPARE(info.engine, serverName);
    QCOMPARE(info.product, serverName == "mariadb"_L1 ? u"MariaDB"_s : u"MySQL"_s);
    QVERIFY(!info.serverVersion.isEmpty());
    QCOMPARE(info.database, database.name());
    QCOMPARE(info.scope, database.name());
    QCOMPARE(info.role, u"concord@%"_s);
    QCOMPARE(info.nameRule, u"exact"_s);
    QVERIFY(info.collation.startsWith("utf8mb4"_L1));
    QVERIFY(!info.transactional);
    QVERIFY(info.unread.empty());
}

void TestMysqlCatalog::withoutADatabaseAllAreRead()
{
    NEED_DATABASE();
    QCOMPARE(database.run(u"CREATE TABLE here (a int)"_s), QString());
    const auto connection = open(serverEndpoint(*server, {}), serverSecret(*server));
    QVERIFY(connection);
    CatalogRequest request;
    request.include = {u"concord_test_*.here"_s};
    const auto all = (*connection)->readCatalog(request, {}, Clock::now() + std::chrono::minutes(1));
    QVERIFY2(all, all ? "" : qUtf8Printable(all.error().message));
    QVERIFY((*all)->find(ObjectKind::Table, {database.name(), u"here"_s}));
    for (const QString &name : (*all)->schemas())
        QVERIFY2(name != "mysql"_L1 && name != "information_schema"_L1 && name != "performance_schema"_L1 && name != "sys"_L1, qUtf8Printable(name));
    request.schema = database.name();
    const auto one = (*connection)->readCatalog(request, {}, Clock::now() + std::chrono::minutes(1));
    QVERIFY(one);
    QCOMPARE((*one)->schemas(), QStringList{database.name()});
    QCOMPARE((*one)->info().scope, database.name());
}

void TestMysqlCatalog::patternsChooseTables()
{
    NEED_DATABASE();
    QCOMPARE(
        database.run(u"CREATE TABLE orders (a int); CREATE TABLE orders_old (a int); CREATE TABLE users (a int); CREATE PROCEDURE p() SELECT 1"_s),
        QString());
    CatalogRequest request;
    request.include = {u"orders*"_s};
    request.exclude = {u"*.*_old"_s};
    const CatalogPtr catalog = readOf(database, request);
    QVERIFY(catalog);
    QCOMPARE(namesOf(*catalog, ObjectKind::Table), QStringList{u"orders"_s});
    QCOMPARE(catalog->count(ObjectKind::Routine), 0);
}

void TestMysqlCatalog::aMissingDatabaseIsAnError()
{
    NEED_DATABASE();
    CatalogRequest request;
    request.schema = u"there_is_no_such_database"_s;
    const auto catalog = database.read(request);
    QVERIFY(!catalog);
    QCOMPARE(catalog.error().kind, ErrorKind::NotFound);
    QVERIFY(catalog.error().message.contains(request.schema));
}

void TestMysqlCatalog::aRoleWithoutRightsIsToldWhatItLacks()
{
    NEED_DATABASE();
    const QString user = u"few_"_s + database.name().right(12);
    QCOMPARE(database.run(base), QString());
    QCOMPARE(database.run(u"CREATE USER %1 IDENTIFIED BY 'a password'; GRANT SELECT ON `%2`.p TO %1; GRANT SELECT ON `%2`.v TO %1"_s.arg(
                 user, database.name())),
             QString());
    const auto connection = openAs(*server, user, u"a password"_s, database.name());
    QVERIFY2(connection, connection ? "" : qUtf8Printable(connection.error().message));
    const auto missing = (*connection)->missingRights({}, Clock::now() + std::chrono::minutes(1));
    QVERIFY(missing);
    QStringList needs;
    for (const MissingRight &right : *missing)
        needs.append(right.needs);
    QCOMPARE(needs, (QStringList{u"SELECT"_s, u"SHOW VIEW"_s, u"TRIGGER"_s, u"EVENT"_s,
                                 serverName == "mariadb"_L1 ? u"SHOW CREATE ROUTINE"_s : u"SHOW_ROUTINE"_s}));
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + std::chrono::minutes(1));
    QVERIFY2(catalog, catalog ? "" : qUtf8Printable(catalog.error().message));
    QCOMPARE(namesOf(**catalog, ObjectKind::Table), QStringList{u"p"_s});
    QVERIFY((*catalog)->info().unread.size() >= 5);
    QVERIFY(std::ranges::contains((*catalog)->info().unread, u"privileges"_s, &Unread::what)); // nor guessed by its own
    QCOMPARE(database.run(u"DROP USER "_s + user), QString());
}

void TestMysqlCatalog::aRoleWithAllRightsLacksNothing()
{
    NEED_DATABASE();
    const auto missing = database.connection().missingRights({}, Clock::now() + std::chrono::minutes(1));
    QVERIFY(missing);
    QVERIFY(missing->isEmpty());
}

void TestMysqlCatalog::privilegesOfRoutinesAreRead()
{
    NEED_DATABASE();
    const QString reader = u"reader_"_s + database.name().right(12);
    QCOMPARE(database.run(u"CREATE FUNCTION Twice(a int) RETURNS int DETERMINISTIC RETURN 2 * a; CREATE PROCEDURE `do it`() SELECT 1;"
                          " CREATE PROCEDURE Twice() SELECT 2; CREATE USER %1; GRANT EXECUTE ON FUNCTION Twice TO %1;"
                          " GRANT EXECUTE, ALTER ROUTINE ON PROCEDURE `do it` TO %1 WITH GRANT OPTION"_s.arg(reader)),
             QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    const auto rights = [&](const QString &routine) {
        QStringList all;
        for (const Privilege &one : catalog->find(ObjectKind::Routine, {database.name(), routine})->privileges)
            all.append(one.grantee + u' ' + one.privilege + (one.grantable ? u" grantable"_s : QString()));
        return all;
    };
    QCOMPARE(rights(u"Twice(int)"_s), QStringList{reader + u"@% EXECUTE"_s});
    QCOMPARE(rights(u"do it()"_s), (QStringList{reader + u"@% ALTER ROUTINE grantable"_s, reader + u"@% EXECUTE grantable"_s}));
    QCOMPARE(rights(u"Twice()"_s), QStringList()); // a procedure of the function's name is another one

    const auto routine = catalog->find(ObjectKind::Routine, {database.name(), u"Twice(int)"_s});
    WriteOptions options;
    options.privileges = true;
    const auto written = drivers().find(serverEndpoint(*server, {}).engine)->schemaWriter().create(*routine, options);
    QCOMPARE(written.back().sql, u"GRANT EXECUTE ON FUNCTION `%1`.`Twice` TO `%2`@`%`"_s.arg(database.name(), reader));
    QCOMPARE(database.run(u"DROP USER "_s + reader), QString());
}

void TestMysqlCatalog::readingCanBeStopped()
{
    NEED_DATABASE();
    QCOMPARE(database.run(base), QString());
    const auto stopped = database.connection().readCatalog(
        {}, [&](const CatalogProgress &) { database.connection().cancel(); }, Clock::now() + std::chrono::minutes(1));
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QVERIFY(readOf(database)); // the connection goes on
    const auto late = database.connection().readCatalog({}, {}, Clock::now() - std::chrono::seconds(1));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Timeout);
}

void TestMysqlCatalog::theSessionKeepsItsMode()
{
    NEED_DATABASE();
    QCOMPARE(database.run(u"SET SESSION sql_mode = 'ANSI_QUOTES'; CREATE TABLE t (\"a\" int, CHECK (\"a\" > 1))"_s), QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    QCOMPARE(tableIn(*catalog, u"t"_s)->checks.front().expression, u"`a` > 1"_s);
    QCOMPARE(run(database.connection(), u"SELECT @@SESSION.sql_mode"_s).cell(), u"ANSI_QUOTES"_s);
    QCOMPARE(run(database.connection(), u"SELECT @@SESSION.character_set_results"_s).cell(), u"utf8mb4"_s);
    QVERIFY(run(database.connection(), u"DO 1; DO 2"_s).error); // several statements at a time are the reader's alone
}

void TestMysqlCatalog::aTableThatMayNotBeShownHidesNoOther()
{
    NEED_DATABASE();
    const QString reader = u"some_"_s + database.name().right(12);
    const QString columns = u"(x int, y varchar(10), PRIMARY KEY (x) USING BTREE)"_s;
    QCOMPARE(database.run(u"CREATE TABLE a %2; CREATE TABLE b %2; CREATE TABLE c %2; CREATE USER %1 IDENTIFIED BY 'a password'; "
                          "GRANT SELECT ON a TO %1; GRANT SELECT (y) ON b TO %1; GRANT SELECT ON c TO %1"_s.arg(reader, columns)),
             QString());
    const auto connection = openAs(*server, reader, u"a password"_s, database.name());
    QVERIFY2(connection, connection ? "" : qUtf8Printable(connection.error().message));
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + std::chrono::minutes(1));
    QVERIFY2(catalog, catalog ? "" : qUtf8Printable(catalog.error().message));
    for (const QString &name : {u"a"_s, u"c"_s})
        QCOMPARE(tableIn(**catalog, name)->primaryKey->options, u"USING BTREE"_s);
    QCOMPARE(namesOf(**catalog, ObjectKind::Table), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(database.run(u"DROP USER "_s + reader), QString());
}

/// information_schema tells them with their escapes undone and without signs of four bytes.
void TestMysqlCatalog::stringsInBodiesAreKept()
{
    NEED_DATABASE();
    const QString text = u"'it''s \\\\n\\n \"é\" 💩'"_s;
    QCOMPARE(database.run(u"CREATE TABLE t (a varchar(90)); CREATE TRIGGER first BEFORE INSERT ON t FOR EACH ROW SET NEW.a = %1; "
                          "CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW FOLLOWS first SET NEW.a = %1; "
                          "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SET @a = %1; CREATE VIEW v AS SELECT %1 AS a"_s.arg(text)),
             QString());
    const CatalogPtr catalog = readOf(database);
    QVERIFY(catalog);
    for (const Trigger &trigger : tableIn(*catalog, u"t"_s)->triggers) {
        QCOMPARE(trigger.body, u"SET NEW.a = "_s + text);
        QVERIFY2(trigger.definition.endsWith(text), qPrintable(trigger.definition));
    }
    const auto event = catalog->find(ObjectKind::Routine, {database.name(), u"e"_s});
    QVERIFY(event);
    QCOMPARE(static_cast<const Routine &>(*event).body, u"SET @a = "_s + text);
    const auto view = catalog->findRelation({database.name(), u"v"_s});
    QVERIFY(view);
    QVERIFY2(static_cast<const View &>(*view).definition.contains(u"💩"), qPrintable(static_cast<const View &>(*view).definition));
}

void TestMysqlCatalog::progressIsTold()
{
    NEED_DATABASE();
    QCOMPARE(database.run(base), QString());
    QList<CatalogProgress> told;
    const auto catalog = database.connection().readCatalog({}, [&](const CatalogProgress &progress) { told.append(progress); }, noDeadline);
    QVERIFY(catalog);
    QVERIFY(told.size() > 5);
    QVERIFY(told.last().total >= 3);
    QVERIFY(told.last().done >= told.first().done);
    QVERIFY(std::ranges::none_of(told, [](const CatalogProgress &progress) { return progress.step.isEmpty(); }));
}

CONCORD_TEST(TestMysqlCatalog)
#include "tst_mysqlcatalog.moc"
