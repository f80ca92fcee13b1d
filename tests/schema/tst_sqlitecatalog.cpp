// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"
#include "schema/roundtrip.h"
#include "schema/sqlitefile.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const QString shop = u"CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
                     "CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INT REFERENCES CUSTOMER (ID),"
                     " total DECIMAL(10,2) CHECK (total >= 0), note TEXT COLLATE NOCASE);"
                     "CREATE INDEX orders_note ON orders (note, lower(note) DESC, total COLLATE RTRIM) WHERE total > 0;"
                     "CREATE VIEW big AS SELECT o.id, c.name FROM orders o JOIN customer c ON c.id = o.customer_id WHERE total > 100;"
                     "CREATE VIEW bigger (number) AS SELECT id FROM big;"
                     "CREATE TRIGGER log_order AFTER UPDATE OF total, note ON orders FOR EACH ROW WHEN new.total > CASE WHEN 1 THEN 5 END"
                     " BEGIN UPDATE customer SET name = 'x' WHERE id = new.customer_id; END;"_s;

std::shared_ptr<const Table> tableOf(const Catalog &catalog, const QString &name)
{
    return std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {{}, name}));
}

std::shared_ptr<const View> viewOf(const Catalog &catalog, const QString &name)
{
    return std::static_pointer_cast<const View>(catalog.find(ObjectKind::View, {{}, name}));
}

/// A file with that schema; reports where SQLite refuses it.
std::unique_ptr<SqliteFile> fileWith(const QString &script)
{
    auto file = std::make_unique<SqliteFile>();
    const QString failed = file->exec(script);
    return failed.isEmpty() ? std::move(file) : (qWarning("%s", qPrintable(failed)), nullptr);
}

} // namespace

/// The catalog of an SQLite file, read through the driver.
class TestSqliteCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsIndexesTriggersAndViews();
    void leavesOutWhatIsNotTheFilesOwnSchema();
    void readsVirtualAndShadowTables();
    void readsTheRestBesideABrokenView();
    void survivesNames_data();
    void survivesNames();
    void survivesShapes_data();
    void survivesShapes();
    void changesItsFingerprintWithTheSchema_data();
    void changesItsFingerprintWithTheSchema();
    void keepsItsFingerprintOtherwise_data();
    void keepsItsFingerprintOtherwise();
    void knowsADumpForTheSame();
    void readsOnlyWhatIsWanted();
    void keepsATriggerWhoseTableIsSpelledOtherwise();
    void tellsWhatAnalyzeCounted();
    void stopsAtItsDeadline();
    void stopsWhenCancelled();
    void saysThatTheFileIsLocked();
};

/// SQLite keeps the name as CREATE TRIGGER spells it.
void TestSqliteCatalog::keepsATriggerWhoseTableIsSpelledOtherwise()
{
    const auto file = fileWith(u"CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT); "
                               "CREATE TRIGGER seen AFTER INSERT ON ORDERS BEGIN UPDATE orders SET note = 'new' WHERE id = new.id; END"_s);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QVERIFY2(catalog, qPrintable(file->error()));
    const auto orders = tableOf(*catalog, u"orders"_s);
    QVERIFY(orders);
    QCOMPARE(orders->triggers.size(), 1U);
    QCOMPARE(orders->triggers[0].name, u"seen"_s);
}

void TestSqliteCatalog::readsIndexesTriggersAndViews()
{
    const auto file = fileWith(shop);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QVERIFY2(catalog, qPrintable(file->error()));
    const auto orders = tableOf(*catalog, u"orders"_s);
    QVERIFY(orders);
    QCOMPARE(orders->columns[0].identity, Identity::AutoIncrement);
    QVERIFY(!orders->columns[0].nullable); // the row's own number
    QCOMPARE(orders->foreignKeys[0].target.name, u"customer"_s);
    QCOMPARE(orders->checks[0].columns, QStringList{u"total"_s});
    const Index &index = orders->indexes.at(0);
    QCOMPARE(index.parts.size(), 3U);
    QCOMPARE(index.parts[0].column, u"note"_s);
    QCOMPARE(index.parts[0].collation, QString()); // the column's own
    QCOMPARE(index.parts[1].expression, u"lower(note)"_s);
    QVERIFY(index.parts[1].descending);
    QCOMPARE(index.parts[2].collation, u"RTRIM"_s);
    QCOMPARE(index.predicate, u"total > 0"_s);
    const Trigger &trigger = orders->triggers.at(0);
    QCOMPARE(trigger.timing, u"AFTER"_s);
    QCOMPARE(trigger.events, QStringList{u"UPDATE OF total, note"_s});
    QCOMPARE(trigger.condition, u"new.total > CASE WHEN 1 THEN 5 END"_s);
    QCOMPARE(orders->dependsOn, std::vector<ObjectRef>{ObjectRef({}, u"customer"_s)});
    const auto big = viewOf(*catalog, u"big"_s);
    QCOMPARE(big->columns.size(), 2U);
    QCOMPARE(big->columns[1].nativeType, u"TEXT"_s);
    QCOMPARE(big->dependsOn, (std::vector<ObjectRef>{{{}, u"orders"_s}, {{}, u"customer"_s}}));
    QCOMPARE(viewOf(*catalog, u"bigger"_s)->columns[0].name, u"number"_s);
    const QString different = sqliteRoundTrip(*catalog);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestSqliteCatalog::leavesOutWhatIsNotTheFilesOwnSchema()
{
    const auto file =
        fileWith(u"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a UNIQUE); CREATE TEMP TABLE t (other); CREATE TEMP VIEW v AS SELECT 1;"
                 "ATTACH ':memory:' AS side; CREATE TABLE side.s (a); ANALYZE"_s);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QVERIFY2(catalog, qPrintable(file->error()));
    QCOMPARE(catalog->objects().size(), 1U);
    const auto table = tableOf(*catalog, u"t"_s);
    QCOMPARE(table->columns.size(), 2U); // not the temporary one of the same name
    QVERIFY(table->indexes.empty());
    QCOMPARE(table->uniques.size(), 1U);
}

void TestSqliteCatalog::readsVirtualAndShadowTables()
{
    const auto file =
        fileWith(u"CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'porter ascii'); CREATE VIRTUAL TABLE area USING rtree(id, x0, x1);"
                 "CREATE TABLE plain (a); PRAGMA writable_schema = ON;"
                 "INSERT INTO sqlite_schema VALUES ('table', 'lost', 'lost', 0, 'CREATE VIRTUAL TABLE lost USING nowhere(a, ''b)'')')"_s);
    QVERIFY(file);
    SqliteFile again(file->path());
    const CatalogPtr catalog = again.read();
    QVERIFY2(catalog, qPrintable(again.error()));
    const auto words = tableOf(*catalog, u"words"_s);
    QCOMPARE(words->variant, u"virtual"_s);
    QCOMPARE(words->options.value(u"module"_s), u"fts5"_s);
    QCOMPARE(words->options.value(u"arguments"_s), u"title, body, tokenize = 'porter ascii'"_s);
    QVERIFY(!words->columns[0].hidden);
    QVERIFY(words->columns.back().hidden);
    QCOMPARE(tableOf(*catalog, u"words_data"_s)->variant, u"shadow"_s);
    const auto lost = tableOf(*catalog, u"lost"_s); // its module is not here
    QCOMPARE(lost->options.value(u"arguments"_s), u"a, 'b)'"_s);
    QCOMPARE(catalog->info().unread.size(), 1U);
    QVERIFY2(catalog->info().unread[0].reason.contains(u"nowhere"_s), qPrintable(catalog->info().unread[0].reason));
    QVERIFY(tableOf(*catalog, u"plain"_s));
}

void TestSqliteCatalog::readsTheRestBesideABrokenView()
{
    const auto file = fileWith(shop + u"CREATE TABLE gone (a); CREATE VIEW broken AS SELECT a FROM gone; DROP TABLE gone;"_s);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QVERIFY2(catalog, qPrintable(file->error()));
    const auto broken = viewOf(*catalog, u"broken"_s);
    QVERIFY2(broken->error.contains(u"gone"_s), qPrintable(broken->error));
    QVERIFY(broken->columns.empty());
    QCOMPARE(broken->definition, u"SELECT a FROM gone"_s);
    QVERIFY(viewOf(*catalog, u"big"_s)->error.isEmpty());
    QCOMPARE(catalog->count(ObjectKind::Table), 2);
    const QString different = sqliteRoundTrip(*catalog);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestSqliteCatalog::survivesNames_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
         {u"two words"_s, u"a.b"_s, u"quote\"d"_s, u"it's"_s, u"back`tick"_s, u"[brackets]"_s, u"Ünïcødé 🚀"_s, u"select"_s, u"%s"_s, u"<b>x</b>"_s,
          u"%1"_s, u"-- no comment"_s, u"/*"_s, u"a;b"_s, u"(a)"_s, u" "_s, u"1st"_s, u"line\nbreak"_s, QString(200, u'n')})
        QTest::newRow(qPrintable(name.simplified().left(30) + u" ·"_s)) << name;
}

void TestSqliteCatalog::survivesNames()
{
    QFETCH(const QString, name);
    const QString quoted = drivers().find(u"sqlite"_s)->dialect().quoted(name);
    const QString script =
        u"CREATE TABLE @ (@ TEXT COLLATE NOCASE CONSTRAINT @ CHECK (@ <> ''), b INT CONSTRAINT @ REFERENCES @ (@), UNIQUE (b, @));"_s;
    SqliteFile file;
    for (const QString &statement : {script, u"CREATE INDEX @2 ON @ (@ DESC) WHERE @ > 1"_s, u"CREATE VIEW @3 (@) AS SELECT @ FROM @"_s,
                                     u"CREATE TRIGGER @4 BEFORE UPDATE OF @ ON @ BEGIN SELECT @ FROM @; END"_s}) {
        QString sql = statement;
        for (const QChar number : u"234"_s)
            sql.replace(u'@' + QString(number), drivers().find(u"sqlite"_s)->dialect().quoted(name + number));
        sql.replace(u'@', quoted);
        const Answer answer = run(file.connection(), sql);
        QVERIFY2(!answer.error, qPrintable(sql + (answer.error ? answer.error->message : QString())));
    }
    const CatalogPtr catalog = file.read();
    QVERIFY2(catalog, qPrintable(file.error()));
    QVERIFY2(catalog->info().unread.empty(), qPrintable(catalog->info().unread.empty() ? QString() : catalog->info().unread[0].reason));
    const auto table = tableOf(*catalog, name);
    QVERIFY(table);
    QCOMPARE(table->columns[0].name, name);
    QCOMPARE(table->checks[0].name, name);
    QCOMPARE(table->foreignKeys[0].target.name, name);
    QCOMPARE(table->indexes[0].name, name + u'2');
    QCOMPARE(table->triggers[0].name, name + u'4');
    QCOMPARE(viewOf(*catalog, name + u'3')->columns[0].name, name);
    QCOMPARE(viewOf(*catalog, name + u'3')->dependsOn, std::vector<ObjectRef>{ObjectRef({}, name)});
    const QString different = sqliteRoundTrip(*catalog);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestSqliteCatalog::survivesShapes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("objects");
    QStringList columns;
    for (int i = 0; i < 2000; ++i)
        columns.append(u"c%1 INT"_s.arg(i));
    QTest::newRow("no tables at all") << QString() << 0;
    QTest::newRow("2,000 columns") << u"CREATE TABLE wide ("_s + columns.join(u", "_s) + u')' << 1;
    QTest::newRow("foreign keys in a circle")
        << u"CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b); CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a)"_s << 2;
    QTest::newRow("views in a circle") << u"CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a"_s << 2;
    QTest::newRow("a foreign key to nothing") << u"CREATE TABLE a (b REFERENCES nowhere (x))"_s << 1;
    QTest::newRow("a comment ends the view") << u"CREATE VIEW v AS SELECT 1 AS one -- the end\n"_s << 1;
    QTest::newRow("a trigger instead of a view's insert")
        << u"CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a); END"_s
        << 2;
    QTest::newRow("full text") << u"CREATE VIRTUAL TABLE words USING fts5(title)"_s << 6;
}

void TestSqliteCatalog::survivesShapes()
{
    QFETCH(const QString, script);
    QFETCH(const int, objects);
    const auto file = fileWith(script);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QVERIFY2(catalog, qPrintable(file->error()));
    QCOMPARE(std::ssize(catalog->objects()), objects);
    const QString different = sqliteRoundTrip(*catalog);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestSqliteCatalog::changesItsFingerprintWithTheSchema_data()
{
    QTest::addColumn<QString>("change");
    for (const QString &change :
         {u"ALTER TABLE orders ADD COLUMN extra INT"_s, u"ALTER TABLE orders RENAME COLUMN note TO remark"_s,
          u"ALTER TABLE customer RENAME TO client"_s, u"ALTER TABLE orders ADD COLUMN extra INT DEFAULT 1"_s,
          u"CREATE UNIQUE INDEX u ON customer (name)"_s, u"DROP INDEX orders_note"_s, u"DROP TRIGGER log_order"_s, u"DROP VIEW bigger"_s,
          u"CREATE TABLE another (a)"_s, u"DROP VIEW bigger; CREATE VIEW bigger (number) AS SELECT id + 1 FROM big"_s})
        QTest::newRow(qPrintable(change)) << change;
}

void TestSqliteCatalog::changesItsFingerprintWithTheSchema()
{
    QFETCH(const QString, change);
    const auto file = fileWith(shop);
    QVERIFY(file);
    const CatalogPtr before = file->read();
    QCOMPARE(file->exec(change), QString());
    const CatalogPtr after = file->read();
    QVERIFY(before && after);
    QVERIFY(before->fingerprint() != after->fingerprint());
    QVERIFY(!differences(*before, *after).isEmpty());
}

void TestSqliteCatalog::keepsItsFingerprintOtherwise_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("VACUUM") << u"VACUUM"_s;
    QTest::newRow("ANALYZE") << u"INSERT INTO customer VALUES (1, 'a'); ANALYZE"_s;
    QTest::newRow("rows")
        << u"INSERT INTO customer VALUES (1, 'a'), (2, 'b'); INSERT INTO orders VALUES (1, 1, 5, NULL); DELETE FROM customer WHERE id = 2"_s;
    QTest::newRow("REINDEX") << u"REINDEX"_s;
    QTest::newRow("order") << u"DROP VIEW bigger; DROP VIEW big;"
                              "CREATE VIEW bigger (number) AS SELECT id FROM big;"
                              "CREATE VIEW big AS SELECT o.id, c.name FROM orders o JOIN customer c ON c.id = o.customer_id WHERE total > 100"_s;
    QTest::newRow("a change and back") << u"ALTER TABLE customer ADD COLUMN extra; ALTER TABLE customer DROP COLUMN extra"_s;
}

void TestSqliteCatalog::keepsItsFingerprintOtherwise()
{
    QFETCH(const QString, change);
    const auto file = fileWith(shop);
    QVERIFY(file);
    const CatalogPtr before = file->read();
    QCOMPARE(file->exec(change), QString());
    const CatalogPtr after = file->read();
    QVERIFY(before && after);
    QCOMPARE(differences(*before, *after), QString());
    QCOMPARE(after->fingerprint(), before->fingerprint());
}

void TestSqliteCatalog::knowsADumpForTheSame()
{
    const QString client = QStandardPaths::findExecutable(u"sqlite3"_s);
    if (client.isEmpty())
        QSKIP("sqlite3, the command line client, is not here");
    const auto file = fileWith(shop + u"INSERT INTO customer VALUES (1, 'a')"_s);
    QVERIFY(file);
    QProcess dump;
    dump.start(client, {file->path(), u".dump"_s});
    QVERIFY(dump.waitForFinished());
    SqliteFile restored;
    QCOMPARE(restored.exec(QString::fromUtf8(dump.readAllStandardOutput())), QString());
    QCOMPARE(differences(*file->read(), *restored.read()), QString());
}

void TestSqliteCatalog::readsOnlyWhatIsWanted()
{
    const auto file = fileWith(shop);
    QVERIFY(file);
    CatalogRequest request;
    request.include = {u"MAIN.*"_s};
    request.exclude = {u"Order*"_s, u"big*"_s};
    const CatalogPtr catalog = file->read(request);
    QVERIFY2(catalog, qPrintable(file->error()));
    QCOMPARE(catalog->objects().size(), 1U);
    QVERIFY(tableOf(*catalog, u"customer"_s));
    request.schema = u"public"_s;
    const Result<CatalogPtr> none = file->connection().readCatalog(request, {}, noDeadline);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

void TestSqliteCatalog::tellsWhatAnalyzeCounted()
{
    const auto file = fileWith(shop + u"INSERT INTO orders (total) VALUES (1), (2), (3); ANALYZE"_s);
    QVERIFY(file);
    const CatalogPtr catalog = file->read();
    QCOMPARE(tableOf(*catalog, u"orders"_s)->statistics.rows, 3);
    QCOMPARE(tableOf(*catalog, u"customer"_s)->statistics.rows, -1);
    QCOMPARE(catalog->info().bytes, QFileInfo(file->path()).size());
    QCOMPARE(catalog->info().charset, u"UTF-8"_s);
}

void TestSqliteCatalog::stopsAtItsDeadline()
{
    const auto file = fileWith(shop);
    QVERIFY(file);
    const Result<CatalogPtr> late = file->connection().readCatalog({}, {}, Clock::now() - std::chrono::seconds(1));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Timeout);
    QCOMPARE(file->connection().transactionState(), TransactionState::Idle);
    QVERIFY2(file->read(), qPrintable(file->error()));
}

void TestSqliteCatalog::stopsWhenCancelled()
{
    const auto file = fileWith(shop);
    QVERIFY(file);
    Connection &connection = file->connection();
    const Result<CatalogPtr> stopped = connection.readCatalog({}, [&](const CatalogProgress &) { connection.cancel(); }, noDeadline);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    QCOMPARE(connection.transactionState(), TransactionState::Idle);
    QVERIFY2(file->read(), qPrintable(file->error()));
}

void TestSqliteCatalog::saysThatTheFileIsLocked()
{
    const auto file = fileWith(shop);
    QVERIFY(file);
    SqliteFile other(file->path());
    QCOMPARE(file->exec(u"BEGIN EXCLUSIVE"_s), QString());
    const Result<CatalogPtr> locked = other.connection().readCatalog({}, {}, Clock::now() + std::chrono::milliseconds(400));
    QVERIFY(!locked);
    QCOMPARE(locked.error().kind, ErrorKind::Busy);
    QCOMPARE(file->exec(u"COMMIT"_s), QString());
    QVERIFY2(other.read(), qPrintable(other.error()));
}

CONCORD_TEST(TestSqliteCatalog)
#include "tst_sqlitecatalog.moc"
