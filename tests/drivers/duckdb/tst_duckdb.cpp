// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "schema/readcatalog.h"
#include "schema/schemawriter.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Database files of DuckDB.
class TestDuckdb : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeOpenedIsSaid_data();
    void whatCannotBeOpenedIsSaid();
    void aMistypedPathMakesNoFile();
    void severalConnectionsShareTheFile();
    void aReaderBesideAWriterSeesWhatIsCommittedAndWritesNothing();
    void aWriterWaitsForAReaderToLetGo();
    void aReaderLetsGoOfTheFile();
    void aFileThatAnotherProgramHoldsIsBusy();
    void readOnlyChangesNothing();
    void cancelStops();
    void theDeadlineStops();
    void aSinkThatHasEnoughStopsTheStatement();
    void rowsComeInBatchesOfAChunk();
    void anErrorEndsATransactionsWork();
    void commitsByHandAreNotSeenByOthers();
    void aPlanIsATree();
    void theCatalogIsReadAndWrittenBack();
    void aBrokenViewHidesNothingElse();
};

static Result<CatalogPtr> catalogOf(const QString &path, const CatalogRequest &request = {})
{
    const auto connection = open(duckdbEndpoint(path, true));
    if (!connection)
        return fail(connection.error());
    return (*connection)->readCatalog(request, {}, Clock::now() + 30s);
}

void TestDuckdb::whatCannotBeOpenedIsSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << QByteArray() << u"no/such.duckdb"_s << ErrorKind::NotFound << u"There is no file"_s;
    QTest::newRow("empty folder") << QByteArray() << u"."_s << ErrorKind::NotFound << u"without a Parquet, CSV or JSON file"_s;
    QTest::newRow("text") << QByteArray(5000, 'x') << u"notes.duckdb"_s << ErrorKind::Damaged << u"is not a DuckDB database"_s;
    QTest::newRow("short") << QByteArray("x") << u"x.duckdb"_s << ErrorKind::Damaged << u"is not a DuckDB database"_s;
    QTest::newRow("SQLite's") << QByteArray("SQLite format 3\0", 16).leftJustified(4096, '\0') << u"a.duckdb"_s << ErrorKind::Damaged
                              << u"sqlite://"_s;
    // The header of a database of a version that is not there yet.
    QByteArray newer(12'288, '\0');
    newer.replace(8, 4, "DUCK");
    newer[12] = 127;
    QTest::newRow("damaged or newer") << newer << u"newer.duckdb"_s << ErrorKind::Damaged << u"cannot be opened"_s;
}

void TestDuckdb::whatCannotBeOpenedIsSaid()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, name);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    QTemporaryDir folder;
    const QString path = QDir::cleanPath(folder.filePath(name));
    if (!content.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    for (const bool readOnly : {true, false}) {
        const auto connection = open(duckdbEndpoint(path, readOnly));
        QVERIFY(!connection);
        QVERIFY2(connection.error().message.contains(says), qPrintable(connection.error().message));
        QCOMPARE(connection.error().kind, kind);
    }
}

void TestDuckdb::aMistypedPathMakesNoFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"mistyped.duckdb"_s);
    QVERIFY(!open(duckdbEndpoint(path)));
    QVERIFY(!QFile::exists(path));
}

void TestDuckdb::severalConnectionsShareTheFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER)"_s}), QString());
    const auto first = open(duckdbEndpoint(path));
    const auto second = open(duckdbEndpoint(path));
    QVERIFY(first && second);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(!run(**first, u"INSERT INTO t VALUES (1)"_s).error);
        QVERIFY(!run(**second, u"INSERT INTO t VALUES (2)"_s).error);
    }
    QCOMPARE(run(**first, u"SELECT count(*) FROM t"_s).cell(), u"20"_s);
    QCOMPARE(run(**second, u"SELECT sum(a) FROM t"_s).cell(), u"30"_s);
}

void TestDuckdb::aReaderBesideAWriterSeesWhatIsCommittedAndWritesNothing()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER)"_s, u"CREATE SEQUENCE s"_s}), QString());
    QFile other(folder.filePath(u"other.csv"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("secret\n1\n");
    other.close();
    const auto writer = open(duckdbEndpoint(path));
    QVERIFY(writer);
    QVERIFY(!run(**writer, u"INSERT INTO t VALUES (7)"_s).error);
    const auto reader = open(duckdbEndpoint(path, true));
    QVERIFY2(reader, reader ? "" : qPrintable(reader.error().message));
    QCOMPARE(run(**reader, u"SELECT a FROM t"_s).cell(), u"7"_s);
    for (const QString &sql :
         {u"INSERT INTO t VALUES (8)"_s, u"SELECT nextval('s')"_s, u"CREATE TEMP TABLE x (a INTEGER)"_s, u"BEGIN TRANSACTION READ WRITE"_s,
          u"COPY t TO '%1'"_s.arg(folder.filePath(u"out.csv"_s)), u"EXPLAIN ANALYZE DELETE FROM t"_s, u"ATTACH ':memory:' AS m"_s,
          u"SELECT * FROM read_csv('%1')"_s.arg(other.fileName()), u"SELECT * FROM '%1'"_s.arg(other.fileName()),
          u"FROM \"%1\""_s.arg(other.fileName()), u"SET threads = 1"_s}) {
        const Answer answer = run(**reader, sql);
        if (sql.startsWith("BEGIN"_L1)) { // taken for one that reads
            QVERIFY2(!answer.error, qPrintable(sql));
            QVERIFY(run(**reader, u"DELETE FROM t"_s).error);
            (void)run(**reader, u"ROLLBACK"_s);
            continue;
        }
        QVERIFY2(answer.error, qPrintable(sql));
        QCOMPARE(answer.error->kind, ErrorKind::ReadOnly);
    }
    QCOMPARE(run(**writer, u"SELECT count(*) FROM t"_s).cell(), u"1"_s);
    QCOMPARE(run(**writer, u"SELECT nextval('s')"_s).cell(), u"1"_s);
    QVERIFY(!QFile::exists(folder.filePath(u"out.csv"_s)));
}

void TestDuckdb::aWriterWaitsForAReaderToLetGo()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    const auto reader = open(duckdbEndpoint(path, true));
    QVERIFY(reader);
    QVERIFY(!run(**reader, u"BEGIN"_s).error); // holds the file
    const auto refused = open(duckdbEndpoint(path));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Busy);
    std::jthread later([&] {
        std::this_thread::sleep_for(100ms);
        (void)run(**reader, u"COMMIT"_s);
    });
    const auto writer = open(duckdbEndpoint(path));
    later.join();
    QVERIFY2(writer, writer ? "" : qPrintable(writer.error().message));
    QVERIFY(!run(**writer, u"CREATE TABLE t (a INTEGER)"_s).error);
}

void TestDuckdb::aReaderLetsGoOfTheFile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER)"_s}), QString());
    const auto reader = open(duckdbEndpoint(path, true));
    QVERIFY(reader);
    QCOMPARE(run(**reader, u"SELECT count(*) FROM t"_s).cell(), u"0"_s);
    const auto writer = open(duckdbEndpoint(path));
    QVERIFY2(writer, writer ? "" : qPrintable(writer.error().message));
    QVERIFY(!run(**writer, u"INSERT INTO t VALUES (1)"_s).error);
    QCOMPARE(run(**reader, u"SELECT count(*) FROM t"_s).cell(), u"1"_s);
}

void TestDuckdb::aFileThatAnotherProgramHoldsIsBusy()
{
    if (const QString held = qEnvironmentVariable("CONCORD_TEST_HOLD"); !held.isEmpty()) {
        // This very test as the other program: holds the file until its input ends.
        const auto writer = open(duckdbEndpoint(held));
        QVERIFY(writer);
        fputs("held\n", stdout);
        fflush(stdout);
        QFile input;
        QVERIFY(input.open(stdin, QIODevice::ReadOnly));
        input.readLine();
        return;
    }
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    QProcess holder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CONCORD_TEST_HOLD"_s, path);
    holder.setProcessEnvironment(environment);
    holder.start(QCoreApplication::applicationFilePath(), {u"tst_duckdb"_s, u"aFileThatAnotherProgramHoldsIsBusy"_s});
    QByteArray output;
    QTRY_VERIFY_WITH_TIMEOUT((output += holder.readAllStandardOutput()).contains("held"), 20'000);
    for (const bool readOnly : {true, false}) {
        const auto connection = open(duckdbEndpoint(path, readOnly));
        QVERIFY(!connection);
        QCOMPARE(connection.error().kind, ErrorKind::Busy);
        QVERIFY2(connection.error().message.contains("a.duckdb"_L1), qPrintable(connection.error().message));
    }
    holder.write("\n");
    QVERIFY(holder.waitForFinished(20'000));
    QVERIFY(open(duckdbEndpoint(path)));
}

void TestDuckdb::readOnlyChangesNothing()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t AS SELECT 1 AS a"_s, u"CREATE SEQUENCE s"_s}), QString());
    const auto content = [&] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = content();
    const QStringList files = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    const auto reader = open(duckdbEndpoint(path, true));
    QVERIFY(reader);
    for (const QString &sql :
         {u"INSERT INTO t VALUES (2)"_s, u"DELETE FROM t"_s, u"DROP TABLE t"_s, u"SELECT nextval('s')"_s, u"EXPLAIN ANALYZE DELETE FROM t"_s,
          u"COPY t TO '%1/out.csv'"_s.arg(folder.path()), u"COPY t TO '%1/out.parquet' (USE_TMP_FILE false)"_s.arg(folder.path()),
          u"EXPORT DATABASE '%1/export'"_s.arg(folder.path()), u"ATTACH '%1/b.duckdb' AS b"_s.arg(folder.path()), u"CHECKPOINT"_s, u"VACUUM"_s,
          u"SELECT * FROM read_text('%1')"_s.arg(path), u"COMMENT ON TABLE t IS 'x'"_s, u"SET profile_output = '%1/p'"_s.arg(folder.path()),
          u"CALL enable_logging(storage = 'file', storage_path = '%1/log')"_s.arg(folder.path()), u"CREATE SECRET (TYPE s3)"_s, u"LOAD httpfs"_s}) {
        const Answer answer = run(**reader, sql);
        QVERIFY2(answer.error, qPrintable(sql));
    }
    QCOMPARE(run(**reader, u"SELECT count(*) FROM t"_s).cell(), u"1"_s);
    QCOMPARE(content(), before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), files);
}

static const QString endless = u"SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c WHERE a.range + b.range = c.range"_s;

void TestDuckdb::cancelStops()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    const auto connection = open(duckdbEndpoint(path));
    QVERIFY(connection);
    std::jthread stopper([&] {
        std::this_thread::sleep_for(200ms);
        (*connection)->cancel();
    });
    const Answer answer = run(**connection, endless);
    stopper.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QCOMPARE(run(**connection, u"SELECT 1"_s).cell(), u"1"_s);
}

void TestDuckdb::theDeadlineStops()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    const auto connection = open(duckdbEndpoint(path, true));
    QVERIFY(connection);
    const Answer answer = run(**connection, endless, {}, {Clock::now() + 300ms, false});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QCOMPARE(run(**connection, u"SELECT 1"_s).cell(), u"1"_s);

    Endpoint limited = duckdbEndpoint(path);
    limited.options.statementTimeoutMs = 300;
    const auto second = open(limited);
    QVERIFY(second);
    const Answer late = run(**second, endless);
    QVERIFY(late.error);
    QCOMPARE(late.error->kind, ErrorKind::Timeout);
}

void TestDuckdb::aSinkThatHasEnoughStopsTheStatement()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    const auto connection = open(duckdbEndpoint(path));
    QVERIFY(connection);
    RecordingSink sink;
    sink.onRows = [] { return false; };
    QVERIFY((*connection)->execute({u"SELECT * FROM range(1000000000000)"_s, {}}, sink));
    QCOMPARE(sink.results.size(), 1);
    QVERIFY(sink.results.first().end.truncated);
    QCOMPARE((*connection)->transactionState(), TransactionState::Idle);
    QVERIFY(!run(**connection, u"CREATE TABLE t (a INTEGER)"_s).error);
}

void TestDuckdb::rowsComeInBatchesOfAChunk()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path), QString());
    const auto connection = open(duckdbEndpoint(path));
    QVERIFY(connection);
    const Answer answer = run(**connection, u"SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'v' || i END AS s FROM range(200001) r(i) ORDER BY i"_s);
    QVERIFY(!answer.error);
    const RecordedResult &result = answer.results.first();
    QCOMPARE(result.rowCount(), 200'001);
    for (const Batch &batch : result.batches)
        QVERIFY(batch.rows <= RowSink::chunkRows);
    const QList<QStringList> rows = result.rows();
    for (qsizetype i = 0; i < rows.size(); i += 997) {
        const QStringList expected{QString::number(i), i % 3 == 0 ? QString() : u"v%1"_s.arg(i)};
        QCOMPARE(rows[i], expected);
        QCOMPARE(rows[i][1].isNull(), i % 3 == 0);
    }
}

void TestDuckdb::anErrorEndsATransactionsWork()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER PRIMARY KEY)"_s}), QString());
    const auto connection = open(duckdbEndpoint(path));
    QVERIFY(connection);
    QVERIFY(!run(**connection, u"BEGIN"_s).error);
    QCOMPARE((*connection)->transactionState(), TransactionState::InTransaction);
    QVERIFY(!run(**connection, u"INSERT INTO t VALUES (1)"_s).error);
    QVERIFY(run(**connection, u"SELECT * FROM nosuch"_s).error); // found while it is bound: the transaction goes on
    QCOMPARE((*connection)->transactionState(), TransactionState::InTransaction);
    QVERIFY(run(**connection, u"INSERT INTO t VALUES (1)"_s).error);
    QCOMPARE((*connection)->transactionState(), TransactionState::Failed);
    QVERIFY(!run(**connection, u"ROLLBACK"_s).error);
    QCOMPARE((*connection)->transactionState(), TransactionState::Idle);
    QCOMPARE(run(**connection, u"SELECT count(*) FROM t"_s).cell(), u"0"_s);
}

void TestDuckdb::commitsByHandAreNotSeenByOthers()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER)"_s}), QString());
    const auto first = open(duckdbEndpoint(path));
    const auto second = open(duckdbEndpoint(path));
    QVERIFY(first && second);
    ExecuteLimits byHand;
    byHand.manualCommit = true;
    QVERIFY(!run(**first, u"INSERT INTO t VALUES (1)"_s, {}, byHand).error);
    QCOMPARE((*first)->transactionState(), TransactionState::InTransaction);
    QCOMPARE(run(**second, u"SELECT count(*) FROM t"_s).cell(), u"0"_s);
    QVERIFY(!run(**first, u"COMMIT"_s, {}, byHand).error);
    QCOMPARE(run(**second, u"SELECT count(*) FROM t"_s).cell(), u"1"_s);
}

void TestDuckdb::aPlanIsATree()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE t (a INTEGER)"_s}), QString());
    const auto connection = open(duckdbEndpoint(path, true));
    QVERIFY(connection);
    const auto plan = (*connection)->explain({u"SELECT x.a FROM t x JOIN t y USING (a) WHERE x.a > ?"_s, {}}, Clock::now() + 10s);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QString all;
    const auto collect = [&](const auto &self, const PlanNode &node) -> void {
        all += node.text + u'\n';
        for (const PlanNode &child : node.children)
            self(self, child);
    };
    collect(collect, *plan);
    QVERIFY2(all.contains("SEQ_SCAN"_L1) || all.contains("EMPTY_RESULT"_L1), qPrintable(all));
    const auto wrong = (*connection)->explain({u"SELECT nosuch FROM t"_s, {}}, Clock::now() + 10s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().offset, 7);
}

void TestDuckdb::theCatalogIsReadAndWrittenBack()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    const QStringList statements{
        u"CREATE SCHEMA shop"_s,
        u"CREATE TYPE mood AS ENUM ('good', 'it''s bad')"_s,
        u"CREATE TYPE \"Odd t\" AS STRUCT(a INTEGER, \"b c\" VARCHAR)"_s,
        u"CREATE SEQUENCE seq START 5 INCREMENT BY 2 MAXVALUE 100 CYCLE"_s,
        u"CREATE TABLE p (id BIGINT PRIMARY KEY DEFAULT nextval('seq'), name VARCHAR NOT NULL UNIQUE COLLATE nocase, g INTEGER AS (id + 1), m mood "
        u"DEFAULT 'good',"
        " d DECIMAL(10,2) CHECK (d > 0), l INTEGER[], st \"Odd t\", mp MAP(VARCHAR, INTEGER), ts TIMESTAMPTZ DEFAULT now(), h HUGEINT, \"select\" VARCHAR)"_s,
        u"CREATE TABLE shop.customer (id INTEGER PRIMARY KEY)"_s,
        u"CREATE TABLE shop.basket (a INTEGER, b INTEGER, customer_id INTEGER REFERENCES shop.customer (id), PRIMARY KEY (a, b), CHECK (a < b), UNIQUE (b, a))"_s,
        u"CREATE UNIQUE INDEX i2 ON shop.basket ((a + b), customer_id)"_s,
        u"CREATE VIEW v (x, \"y z\") AS SELECT id, name FROM p"_s,
        u"CREATE VIEW shop.w AS SELECT * FROM shop.basket JOIN main.v ON x = a"_s,
        u"CREATE MACRO add(a, b) AS a + b, (a) AS a"_s,
        u"CREATE MACRO pick(n) AS TABLE SELECT n AS n"_s,
        u"COMMENT ON TABLE p IS 'it''s p'"_s,
        u"COMMENT ON COLUMN p.name IS 'the name'"_s,
        u"COMMENT ON VIEW v IS 'the view'"_s};
    QCOMPARE(makeDuckdb(path, statements), QString());
    const auto catalog = catalogOf(path);
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    QVERIFY((*catalog)->info().unread.empty());
    QCOMPARE((*catalog)->schemas(), (QStringList{u"main"_s, u"shop"_s}));
    const auto object = (*catalog)->findRelation({u"main"_s, u"p"_s});
    QVERIFY(object);
    const Table &table = *tableOf(*object);
    QCOMPARE(table.comment, u"it's p"_s);
    QCOMPARE(findColumn(table.columns, u"name"_s)->collation, u"nocase"_s);
    QCOMPARE(findColumn(table.columns, u"g"_s)->generated, Generated::Virtual);
    QCOMPARE(findColumn(table.columns, u"d"_s)->type.precision, 10);
    QCOMPARE(findColumn(table.columns, u"m"_s)->type.values, (QStringList{u"good"_s, u"it's bad"_s}));
    const Table &basket = *tableOf(*(*catalog)->findRelation({u"shop"_s, u"basket"_s}));
    QCOMPARE(basket.foreignKeys.size(), std::size_t(1));
    QCOMPARE(basket.foreignKeys[0].target, (ObjectRef{u"shop"_s, u"customer"_s}));
    QCOMPARE(basket.indexes[0].parts[0].expression, u"a + b"_s);

    const auto driver = drivers().find(u"duckdb"_s);
    QStringList script;
    for (const DdlStatement &statement : createScript(**catalog, driver->schemaWriter())) {
        QVERIFY2(statement.note.isEmpty(), qPrintable(statement.note));
        script.append(statement.sql);
    }
    const QString copy = folder.filePath(u"copy.duckdb"_s);
    QCOMPARE(makeDuckdb(copy, script), QString());
    const auto again = catalogOf(copy);
    QVERIFY(again);
    QVERIFY2((*again)->fingerprint() == (*catalog)->fingerprint(), qPrintable(script.join(u";\n"_s)));

    CatalogRequest wrong;
    wrong.schema = u"nosuch"_s;
    QCOMPARE(catalogOf(path, wrong).error().kind, ErrorKind::NotFound);
}

void TestDuckdb::aBrokenViewHidesNothingElse()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.duckdb"_s);
    QCOMPARE(makeDuckdb(path, {u"CREATE TABLE gone (a INTEGER)"_s, u"CREATE TABLE t (a INTEGER)"_s, u"CREATE VIEW broken AS SELECT * FROM gone"_s,
                               u"CREATE VIEW whole AS SELECT * FROM t"_s, u"DROP TABLE gone"_s}),
             QString());
    const auto catalog = catalogOf(path);
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    const auto broken = (*catalog)->findRelation({u"main"_s, u"broken"_s});
    QVERIFY(broken);
    QVERIFY2(static_cast<const View &>(*broken).error.contains("gone"_L1), qPrintable(static_cast<const View &>(*broken).error));
    QCOMPARE(columnsOf(*(*catalog)->findRelation({u"main"_s, u"whole"_s})).size(), std::size_t(1));
}

CONCORD_TEST(TestDuckdb)
#include "tst_duckdb.moc"
