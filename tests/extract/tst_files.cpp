// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/entityfiles.h"
#include "extract/extractjob.h"
#include "extract/jobfile.h"
#include "extract/sqlitefile.h"
#include "registry/drivers.h"
#include "schema/findtables.h"
#include "testprogram.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;
using Json = nlohmann::ordered_json;

/// Job files in, files of entities out.
class TestExtractFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFormsOfAJobAreRead();
    void aJobIsWrittenAsItIsRead();
    void aWrongJobSaysWhatIsWrong_data();
    void aWrongJobSaysWhatIsWrong();
    void aConnectionStringIsNeverRepeated();
    void namesAreSafeForFiles_data();
    void namesAreSafeForFiles();
    void eachKindOfEntityHasItsFileAndCount();
    void aSecondCallTakesItsPlaceAndOthersThingsStay();
    void wordsFindTables_data();
    void wordsFindTables();

private:
    [[nodiscard]] CatalogPtr read(const QByteArray &sql);

    QTemporaryDir m_dir;
    int m_files = 0;
};

CatalogPtr TestExtractFiles::read(const QByteArray &sql)
{
    const QString path = m_dir.filePath(u"%1.db"_s.arg(++m_files));
    auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    if (!makeSqlite(path, sql))
        return nullptr;
    ExtractRequest request;
    request.targets.append({sqliteEndpoint(u"x"_s, path), {}});
    ExtractJob job(request, registry, SecretProvider(), SnapshotStore());
    QSignalSpy ends(&job, &ExtractJob::finished);
    job.start();
    ends.wait(30'000);
    return job.outcome(0).catalog;
}

void TestExtractFiles::bothFormsOfAJobAreRead()
{
    const auto many = parseJobFile(R"({"databases": [{"name": "a", "connection_string": "sqlite:///a.db", "include": ["t*"]},
        {"name": "saved", "schema": "sales"}], "concurrency": 8, "timeout": 2.5, "include": ["users"], "exclude": "tmp_*"})");
    QVERIFY2(many.has_value(), many ? "" : qPrintable(many.error().message));
    QCOMPARE(many->databases.size(), 2);
    QCOMPARE(many->databases[0].include, QStringList{u"t*"_s});
    QCOMPARE(many->databases[1].schema, u"sales"_s);
    QCOMPARE(many->concurrency, 8);
    QCOMPARE(many->timeoutMs, 2500);
    QCOMPARE(many->exclude, QStringList{u"tmp_*"_s});
    const auto single = parseJobFile(R"({"connection_string": "postgresql://u@h/db"})");
    QCOMPARE(single->databases.size(), 1);
    QVERIFY(!single->concurrency);
}

void TestExtractFiles::aJobIsWrittenAsItIsRead()
{
    const JobFile job{.databases = {{u"a"_s, u"sqlite:///a.db"_s, {}, {u"t*"_s}, {}}, {u"saved"_s, {}, u"sales"_s, {}, {u"x.*"_s}}},
                      .concurrency = 8,
                      .timeoutMs = 2500,
                      .include = {u"users"_s},
                      .exclude = {},
                      .partial = true,
                      .output = u"out"_s};
    const auto read = parseJobFile(jobFileText(job));
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->databases.size(), 2);
    QCOMPARE(read->databases[0].connectionString, u"sqlite:///a.db"_s);
    QCOMPARE(read->databases[0].include, QStringList{u"t*"_s});
    QCOMPARE(read->databases[1].schema, u"sales"_s);
    QCOMPARE(read->databases[1].exclude, QStringList{u"x.*"_s});
    QCOMPARE(read->concurrency, 8);
    QCOMPARE(read->timeoutMs, 2500);
    QCOMPARE(read->include, QStringList{u"users"_s});
    QVERIFY(read->partial);
    QCOMPARE(read->output, u"out"_s);
}

void TestExtractFiles::aWrongJobSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("said");
    QTest::newRow("no JSON") << "{\"databases\": ["_ba << u"no JSON at byte"_s;
    QTest::newRow("a list") << "[]"_ba << u"must be an object"_s;
    QTest::newRow("nothing") << "{}"_ba << u"either “databases” or one “connection_string”"_s;
    QTest::newRow("both") << R"({"databases": [], "connection_string": ""})"_ba << u"either"_s;
    QTest::newRow("none") << R"({"databases": []})"_ba << u"at least one"_s;
    QTest::newRow("mistyped key") << R"({"databases": [{"name": "a"}], "concurency": 2})"_ba << u"“concurrency”"_s;
    QTest::newRow("mistyped key of a database") << R"({"databases": [{"name": "a", "connection": "x"}]})"_ba << u"database 1 has no “connection”"_s;
    QTest::newRow("no database") << R"({"databases": [{"name": "a"}, {}]})"_ba << u"database 2 needs"_s;
    QTest::newRow("twice") << R"({"databases": [{"name": "a"}, {"name": "A"}]})"_ba << u"two databases are called “A”"_s;
    QTest::newRow("concurrency 0") << R"({"databases": [{"name": "a"}], "concurrency": 0})"_ba << u"“concurrency” must be"_s;
    QTest::newRow("partial no truth value") << R"({"databases": [{"name": "a"}], "partial": "yes"})"_ba << u"“partial” must be"_s;
    QTest::newRow("pattern no text") << R"({"databases": [{"name": "a"}], "include": [1]})"_ba << u"list of patterns"_s;
}

void TestExtractFiles::aWrongJobSaysWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, said);
    const auto job = parseJobFile(json);
    QVERIFY(!job.has_value());
    QCOMPARE(job.error().kind, ErrorKind::Usage);
    QVERIFY2(job.error().message.contains(said), qPrintable(job.error().message));
}

void TestExtractFiles::aConnectionStringIsNeverRepeated()
{
    const auto job = parseJobFile(R"({"databases": [{"connection_string": "postgresql://u:canary@h/db", "name": 3}]})");
    QVERIFY(!job.has_value());
    QVERIFY(!job.error().message.contains(u"canary"_s));
}

void TestExtractFiles::namesAreSafeForFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("plain") << u"tenant_1-a.b"_s << u"tenant_1-a.b"_s;
    QTest::newRow("up") << u"../../etc/passwd"_s << u"%2E.%2F..%2Fetc%2Fpasswd"_s;
    QTest::newRow("URL") << u"postgresql://u@h:1/d"_s << u"postgresql%3A%2F%2Fu%40h%3A1%2Fd"_s;
    QTest::newRow("emoji") << u"😀"_s << u"%F0%9F%98%80"_s;
    QTest::newRow("space") << u"a b"_s << u"a%20b"_s;
}

void TestExtractFiles::namesAreSafeForFiles()
{
    QFETCH(QString, name);
    QTEST(safeFileName(name), "file");
    const QString left(500, u'x');
    QVERIFY(safeFileName(left).size() <= 120);
    QVERIFY(safeFileName(left) != safeFileName(left + u'y'));
}

static QList<Json> linesOf(const QString &path)
{
    QFile file(path);
    QList<Json> lines;
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        lines.append(Json::parse(line.begin(), line.end()));
    }
    return lines;
}

void TestExtractFiles::eachKindOfEntityHasItsFileAndCount()
{
    const CatalogPtr catalog = read("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE CHECK (name <> ''));"
                                    "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));"
                                    "CREATE INDEX by_user ON orders (user_id); CREATE VIEW v AS SELECT 1 AS one;"
                                    "CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END;");
    QVERIFY(catalog != nullptr);
    const QString folder = m_dir.filePath(u"out"_s);
    const Error down{ErrorKind::Connection, u"down"_s, {}, {}, -1, 0, 0};
    const auto written =
        writeEntityFiles(folder, QUuid::createUuid(), QDateTime::currentDateTimeUtc(),
                         {{u"a/b"_s, u"sqlite"_s, u"succeeded"_s, catalog, {}, {}}, {u"c"_s, u"mysql"_s, u"failed"_s, nullptr, {}, down}});
    QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().message));
    QFile manifestFile(folder + u"/manifest.json"_s);
    QVERIFY(manifestFile.open(QIODevice::ReadOnly));
    const Json manifest = Json::parse(manifestFile.readAll().toStdString());
    std::map<std::string, int> counts;
    for (const Json &file : manifest["databases"][0]["files"]) {
        const auto lines = linesOf(folder + u'/' + QString::fromStdString(file["file"]));
        QCOMPARE(lines.size(), file["count"].get<int>());
        for (const Json &line : lines)
            QCOMPARE(line[file["entity"] == "databases" ? "name" : "database"], "a/b");
        counts[file["entity"]] = file["count"];
    }
    const std::map<std::string, int> expected{{"databases", 1}, {"tables", 2},       {"columns", 5}, {"keys", 3},    {"checks", 1},
                                              {"indexes", 1},   {"foreign_keys", 1}, {"views", 1},   {"triggers", 1}};
    QVERIFY2(counts == expected, manifest.dump(1).c_str());
    const auto columns = linesOf(folder + u"/a%2Fb.columns.ndjson"_s);
    QCOMPARE(QByteArray::fromStdString(columns[0]["owner"]), "orders"_ba);
    QCOMPARE(columns[1]["position"].get<int>(), 2);
    QCOMPARE(QByteArray::fromStdString(manifest["databases"][1]["error"]), "down"_ba);
}

void TestExtractFiles::aSecondCallTakesItsPlaceAndOthersThingsStay()
{
    const QString folder = m_dir.filePath(u"again"_s);
    const auto write = [&](const CatalogPtr &catalog) {
        return writeEntityFiles(folder, QUuid::createUuid(), QDateTime::currentDateTimeUtc(),
                                {{u"a"_s, u"sqlite"_s, u"succeeded"_s, catalog, {}, {}}});
    };
    QVERIFY(write(read("CREATE TABLE t (a); CREATE VIEW v AS SELECT 1;")).has_value());
    QVERIFY(QFile::exists(folder + u"/a.views.ndjson"_s));
    QVERIFY(write(read("CREATE TABLE t (a);")).has_value());
    QVERIFY(!QFile::exists(folder + u"/a.views.ndjson"_s));
    QVERIFY(QFile::remove(folder + u"/manifest.json"_s));
    QCOMPARE(write(read("CREATE TABLE t (a);")).error().kind, ErrorKind::Usage); // nobody can tell any more that these files are ours
    QVERIFY(QFile::exists(folder + u"/a.tables.ndjson"_s));
}

void TestExtractFiles::wordsFindTables_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("said");
    QTest::newRow("name") << u"users"_s << 1 << QString();
    QTest::newRow("case") << u"USERS"_s << 1 << QString();
    QTest::newRow("view") << u"v"_s << 1 << QString();
    QTest::newRow("glob") << u"user*"_s << 2 << QString();
    QTest::newRow("mistyped") << u"usrs"_s << 0 << u"Did you mean “users”"_s;
    QTest::newRow("nothing near") << u"zzzzzzzz"_s << 0 << u"no table “zzzzzzzz”"_s;
}

void TestExtractFiles::wordsFindTables()
{
    QFETCH(QString, word);
    QFETCH(int, count);
    QFETCH(QString, said);
    const CatalogPtr catalog = read("CREATE TABLE users (a); CREATE TABLE user_tags (a); CREATE TABLE orders (a); CREATE VIEW v AS SELECT 1;");
    const auto found = findTables(*catalog, word);
    QCOMPARE(found ? static_cast<int>(found->size()) : 0, count);
    if (!found)
        QVERIFY2(found.error().message.contains(said), qPrintable(found.error().message));
}

CONCORD_TEST(TestExtractFiles)
#include "tst_files.moc"
