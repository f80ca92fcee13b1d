// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "schema/readcatalog.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

/// Parquet, CSV and JSON files as databases.
class TestDuckdbFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachFileIsAView_data();
    void eachFileIsAView();
    void aFolderIsADatabase();
    void namesThatMeetKeepTheirEndings();
    void aFileThatCannotBeReadIsSaidAndTheOthersAreShown();
    void nothingElseIsWithinReach();
    void nothingIsWritten();
    void aPathIsTakenByItsEnding_data();
    void aPathIsTakenByItsEnding();

private:
    void write(const QString &name, const QByteArray &content);
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDuckdbFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDuckdbFiles::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void TestDuckdbFiles::eachFileIsAView_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("answer");
    QTest::newRow("csv") << u"sales.csv"_s << QByteArray("id,name\n1,\"a, b\"\n2,\n3,\"\"\n") << u"sales"_s << u"1|a, b;2|NULL;3|"_s;
    QTest::newRow("tsv") << u"sales.2024.tsv"_s << QByteArray("id\tname\n1\tx\n") << u"\"sales.2024\""_s << u"1|x"_s;
    QTest::newRow("json") << u"s.json"_s << QByteArray(R"([{"id": 1, "name": "x"}, {"id": 2, "name": null}])") << u"s"_s << u"1|x;2|NULL"_s;
    QTest::newRow("ndjson") << u"s.NDJSON"_s << QByteArray("{\"id\": 1, \"name\": \"x\"}\n{\"id\": 2}\n") << u"s"_s << u"1|x;2|NULL"_s;
    QTest::newRow("signs of patterns in the name") << u"[a] what? *.csv"_s << QByteArray("id,name\n1,x\n") << u"\"[a] what? *\""_s << u"1|x"_s;
    QTest::newRow("quotes in the name") << u"it's \"odd\".csv"_s << QByteArray("id,name\n1,x\n") << u"\"it's \"\"odd\"\"\""_s << u"1|x"_s;
}

void TestDuckdbFiles::eachFileIsAView()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, view);
    QFETCH(QString, answer);
    write(name, content);
    const auto connection = open(duckdbEndpoint(m_folder->filePath(name)));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const Answer all = run(**connection, u"SELECT id, name FROM %1 ORDER BY id"_s.arg(view));
    QVERIFY2(!all.error, all.error ? qPrintable(all.error->message) : "");
    QStringList rows;
    for (const QStringList &row : all.results.first().rows())
        rows.append(row[0] + u'|' + (row[1].isNull() ? u"NULL"_s : row[1]));
    QCOMPARE(rows.join(u';'), answer);
    const auto info = (*connection)->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QVERIFY(info->readOnlyHeld);
}

void TestDuckdbFiles::aFolderIsADatabase()
{
    const QString maker = m_folder->filePath(u"maker.duckdb"_s);
    QCOMPARE(
        makeDuckdb(maker, {u"COPY (SELECT i AS id, 'n' || i AS name FROM range(100000) r(i)) TO '%1'"_s.arg(m_folder->filePath(u"big.parquet"_s))}),
        QString());
    write(u"small.csv"_s, "id,big_id\n1,99999\n");
    write(u"readme.txt"_s, "nothing");
    const auto connection = open(duckdbEndpoint(m_folder->path(), true));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(run(**connection, u"SELECT name FROM small JOIN big ON big.id = big_id"_s).cell(), u"n99999"_s);
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + 20s);
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    QCOMPARE((*catalog)->count(ObjectKind::View), 2);
    const auto big = (*catalog)->findRelation({u"main"_s, u"big"_s});
    QVERIFY(big);
    QCOMPARE(static_cast<const View &>(*big).statistics.rows, 100'000);
    QCOMPARE(columnsOf(*big)[0].nativeType, u"BIGINT"_s);
    const auto objects = (*connection)->objects(Clock::now() + 10s);
    QVERIFY(objects);
    QCOMPARE(objects->size(), 2);
}

void TestDuckdbFiles::namesThatMeetKeepTheirEndings()
{
    write(u"a.csv"_s, "x\n1\n");
    write(u"A.json"_s, R"([{"x": 2}])");
    const auto connection = open(duckdbEndpoint(m_folder->path()));
    QVERIFY(connection);
    QCOMPARE(run(**connection, u"SELECT x FROM \"a.csv\""_s).cell(), u"1"_s);
    QCOMPARE(run(**connection, u"SELECT x FROM \"A.json\""_s).cell(), u"2"_s);
}

void TestDuckdbFiles::aFileThatCannotBeReadIsSaidAndTheOthersAreShown()
{
    write(u"good.csv"_s, "x\n1\n");
    write(u"bad.parquet"_s, "this is no parquet file, whatever its name says");
    const auto connection = open(duckdbEndpoint(m_folder->path()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(run(**connection, u"SELECT x FROM good"_s).cell(), u"1"_s);
    const auto info = (*connection)->serverInfo(Clock::now() + 10s);
    QVERIFY(info);
    QCOMPARE(info->warnings.size(), 1);
    QVERIFY2(info->warnings.first().startsWith("bad.parquet"_L1), qPrintable(info->warnings.first()));
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + 20s);
    QVERIFY(catalog);
    QCOMPARE((*catalog)->info().unread.size(), std::size_t(1));

    const auto alone = open(duckdbEndpoint(m_folder->filePath(u"bad.parquet"_s)));
    QVERIFY(!alone);
    QCOMPARE(alone.error().kind, ErrorKind::Damaged);
    QVERIFY2(alone.error().message.contains("bad.parquet"_L1), qPrintable(alone.error().message));
}

void TestDuckdbFiles::nothingElseIsWithinReach()
{
    write(u"mine.csv"_s, "x\n1\n");
    write(u"other.txt"_s, "secret\n");
    const QString other = m_folder->filePath(u"other.txt"_s);
    const auto connection = open(duckdbEndpoint(m_folder->filePath(u"mine.csv"_s)));
    QVERIFY(connection);
    for (const QString &sql :
         {u"SELECT * FROM read_text('%1')"_s.arg(other), u"SELECT * FROM read_csv('%1')"_s.arg(other), u"FROM glob('/etc/*')"_s,
          u"FROM '/etc/passwd'"_s, u"FROM read_blob('/etc/hostname')"_s, u"ATTACH '%1' AS o"_s.arg(other), u"FROM sniff_csv('%1')"_s.arg(other),
          u"INSTALL httpfs"_s, u"SET enable_external_access = true"_s, u"SET allowed_paths = ['%1']"_s.arg(other), u"RESET allowed_paths"_s,
          u"FROM query('FROM read_text(''%1'')')"_s.arg(other), u"EXPLAIN ANALYZE SELECT * FROM read_text('%1')"_s.arg(other)}) {
        const Answer answer = run(**connection, sql);
        QVERIFY2(answer.error, qPrintable(sql));
    }
    QCOMPARE(run(**connection, u"SELECT x FROM mine"_s).cell(), u"1"_s);
}

void TestDuckdbFiles::nothingIsWritten()
{
    write(u"mine.csv"_s, "x\n1\n");
    const QString mine = m_folder->filePath(u"mine.csv"_s);
    const auto connection = open(duckdbEndpoint(mine));
    QVERIFY(connection);
    for (const QString &sql : {u"COPY (SELECT 2 AS x) TO '%1'"_s.arg(mine), u"COPY (SELECT 2 AS x) TO '%1' (USE_TMP_FILE false)"_s.arg(mine),
                               u"EXPLAIN ANALYZE COPY (SELECT 2 AS x) TO '%1' (USE_TMP_FILE false)"_s.arg(mine),
                               u"EXPLAIN (ANALYZE) COPY (SELECT 2 AS x) TO '%1' (USE_TMP_FILE false)"_s.arg(mine),
                               u"PREPARE p AS COPY (SELECT 2 AS x) TO '%1' (USE_TMP_FILE false)"_s.arg(mine), u"ATTACH '%1' AS m"_s.arg(mine),
                               u"CREATE TABLE t (a INTEGER)"_s, u"CREATE TEMP TABLE t (a INTEGER)"_s, u"DROP VIEW mine"_s,
                               u"EXPORT DATABASE '%1'"_s.arg(m_folder->path())}) {
        const Answer answer = run(**connection, sql);
        QVERIFY2(answer.error, qPrintable(sql));
        QCOMPARE(answer.error->kind, ErrorKind::ReadOnly);
    }
    QFile file(mine);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("x\n1\n"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{u"mine.csv"_s});
}

void TestDuckdbFiles::aPathIsTakenByItsEnding_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("engine");
    QTest::newRow("duckdb") << u"/data/a.duckdb"_s << u"duckdb"_s;
    QTest::newRow("parquet") << u"/data/a.parquet"_s << u"duckdb"_s;
    QTest::newRow("bare name") << u"a.CSV"_s << u"duckdb"_s;
    QTest::newRow("packed") << u"./a.csv.gz"_s << u"duckdb"_s;
    QTest::newRow("sqlite") << u"a.sqlite3"_s << u"sqlite"_s;
    QTest::newRow("db") << u"/data/a.db"_s << u"sqlite"_s;
    QTest::newRow("unknown") << u"/data/a.xyz"_s << u"sqlite"_s;
    QTest::newRow("url") << u"duckdb:///data/a.parquet"_s << u"duckdb"_s;
    QTest::newRow("folder, more likely a slip") << QDir::tempPath() << u"sqlite"_s;
    QTest::newRow("folder that was chosen") << urlOfPath(QDir::tempPath(), drivers()) << u"duckdb"_s;
}

void TestDuckdbFiles::aPathIsTakenByItsEnding()
{
    QFETCH(QString, path);
    QFETCH(QString, engine);
    const auto url = parseUrl(path, drivers());
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->server.engine, engine);
    QVERIFY(QDir::isAbsolutePath(url->profile.database));
}

CONCORD_TEST(TestDuckdbFiles)
#include "tst_duckdbfiles.moc"
