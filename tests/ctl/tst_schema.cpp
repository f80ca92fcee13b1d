// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace concord::test;

namespace {

const QString nobody = u"postgresql://nobody@127.0.0.1:1/x"_s;

[[nodiscard]] bool hasKeys(const Json &object, std::initializer_list<const char *> keys)
{
    return object.is_object() && std::ranges::all_of(keys, [&](const char *key) { return object.contains(key); });
}

[[nodiscard]] QStringList tableNames(const Json &catalog)
{
    QStringList names;
    for (const Json &schema : catalog.at("schemas")) {
        for (const Json &table : schema.at("tables"))
            names.append(QString::fromStdString(table.at("name").get<std::string>()));
    }
    return names;
}

} // namespace

/// Extraction, snapshots and what is asked of them, as scripts meet them: shapes, exit codes, and no server needed afterwards.
class SchemaTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    [[nodiscard]] Answer run(const QStringList &arguments) const { return m_ctl->run(arguments); }
    [[nodiscard]] Json json(const QStringList &arguments) const { return run(arguments + QStringList{u"--format"_s, u"json"_s}).json(); }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_ctl->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    [[nodiscard]] QByteArray demoUrl(const QString &name) const { return "sqlite:///" + m_ctl->path(u"demo/%1.db"_s.arg(name)).toUtf8(); }

private Q_SLOTS:
    void init()
    {
        m_ctl = std::make_unique<Ctl>();
        QVERIFY(m_ctl->makeDemo());
    }

    void extractAnswersInTheShapeThatScriptsKnow()
    {
        const Answer answer = run({u"extract"_s, u"production"_s, u"group:tenants"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json all = answer.json();
        QVERIFY(all.at("run").is_string());
        QVERIFY(QDateTime::fromString(QString::fromStdString(all.at("started").get<std::string>()), Qt::ISODateWithMs).isValid());
        QCOMPARE(all.at("databases").size(), 5U);
        for (const Json &database : all.at("databases")) {
            QVERIFY(hasKeys(database, {"name", "engine", "status", "snapshot", "hash", "changed", "counts", "elapsed_ms", "error"}));
            QCOMPARE(database.at("status"), "succeeded");
            QCOMPARE(database.at("changed"), true);
            QCOMPARE(database.at("snapshot"), database.at("name").get<std::string>() + "@1");
            QVERIFY(database.at("error").is_null());
        }
        const Json &production = all.at("databases").at(0);
        QCOMPARE(production.at("name"), "production");
        QCOMPARE(production.at("counts").at("tables"), 6);
        QCOMPARE(production.at("counts").at("columns"), 33);
    }

    void anUnchangedSchemaHasItsHashAgain()
    {
        const Json first = json({u"extract"_s, u"production"_s}).at("databases").at(0);
        const Json again = json({u"refresh"_s, u"production"_s}).at("databases").at(0);
        QCOMPARE(again.at("changed"), false);
        QCOMPARE(again.at("hash"), first.at("hash"));
        QCOMPARE(again.at("snapshot"), "production@2");
    }

    void exitCodesTellHowManyAnswered_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::newRow("all") << QStringList{u"us"_s, u"eu"_s} << 0;
        QTest::newRow("none") << QStringList{nobody} << 1;
        QTest::newRow("some") << QStringList{u"us"_s, nobody} << 3;
        QTest::newRow("an unknown name") << QStringList{u"us"_s, u"tenant_9"_s} << 1;
        QTest::newRow("names and --all") << QStringList{u"us"_s, u"--all"_s} << 1;
        QTest::newRow("no places") << QStringList{u"us"_s, u"--concurrency"_s, u"0"_s} << 1;
        QTest::newRow("a job file that is not there") << QStringList{u"--file"_s, u"/nowhere.json"_s} << 1;
        QTest::newRow("nothing to retry") << QStringList{u"--retry-failed"_s} << 1;
    }
    void exitCodesTellHowManyAnswered()
    {
        QFETCH(const QStringList, words);
        QFETCH(const int, code);
        const Answer answer = run(QStringList{u"extract"_s} + words);
        VERIFY_CODE(answer, code);
        QCOMPARE(answer.err.isEmpty(), code == 0);
    }

    void oneFailureLeavesTheOthersWhole()
    {
        VERIFY_CODE(run({u"connect"_s, u"down"_s, nobody, u"--no-test"_s}), 0);
        const Answer answer = run({u"extract"_s, u"us"_s, u"down"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json databases = answer.json().at("databases");
        QCOMPARE(databases.at(0).at("status"), "succeeded");
        QCOMPARE(databases.at(1).at("status"), "failed");
        QVERIFY(databases.at(1).at("snapshot").is_null());
        QCOMPARE(databases.at(1).at("error").at("kind"), "connection");
        const Answer retried = run({u"extract"_s, u"--retry-failed"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(retried, 1);
        QCOMPARE(retried.json().at("databases").size(), 1U);
        QCOMPARE(retried.json().at("run"), answer.json().at("run"));
    }

    void aJobFileNamesDatabases()
    {
        write(u"job.json"_s, R"({"databases": [{"name": "production"}, {"name": "copy", "connection_string": ")" + demoUrl(u"us"_s)
                                 + R"("}], "concurrency": 1, "exclude": ["user*"]})");
        const Answer answer = run({u"extract"_s, u"--file"_s, m_ctl->path(u"job.json"_s), u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.json().at("databases").at(1).at("name"), "copy");
        const QStringList tables = tableNames(json({u"schema"_s, u"production"_s}));
        QVERIFY(tables.contains(u"orders"_s));
        QVERIFY(!tables.contains(u"users"_s));
        VERIFY_CODE(run({u"schema"_s, u"copy"_s}), 0); // by the name that the job gave it
    }

    void aJobFileMayBeOneConnectionString()
    {
        write(u"job.json"_s, R"({"connection_string": ")" + demoUrl(u"us"_s) + R"("})");
        const Answer answer = run({u"extract"_s, u"--file"_s, m_ctl->path(u"job.json"_s), u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.json().at("databases").size(), 1U);
    }

    /// A job's URL and a saved connection that lead to one database have one history, whichever came first.
    void aJobsUrlIsTheSavedConnection_data()
    {
        QTest::addColumn<bool>("jobFirst");
        QTest::newRow("the connection first") << false;
        QTest::newRow("the job first") << true;
    }
    void aJobsUrlIsTheSavedConnection()
    {
        QFETCH(const bool, jobFirst);
        const QString path = m_ctl->path(u"demo/production.db"_s);
        VERIFY_CODE(run({u"remove"_s, u"production"_s}), 0);
        write(u"job.json"_s, R"({"databases": [{"name": "west", "connection_string": ")" + demoUrl(u"production"_s) + R"("}]})");
        const QStringList connect{u"connect"_s, u"west"_s, path};
        const QStringList extract{u"extract"_s, u"--file"_s, m_ctl->path(u"job.json"_s), u"--format"_s, u"json"_s};
        if (!jobFirst) {
            VERIFY_CODE(run(connect), 0);
            VERIFY_CODE(run({u"extract"_s, u"west"_s}), 0);
        }
        const Answer read = run(extract);
        VERIFY_CODE(read, 0);
        QCOMPARE(read.json().at("databases").at(0).at("snapshot"), jobFirst ? "west@1" : "west@2");
        if (jobFirst) {
            const Json before = json({u"list"_s});
            QCOMPARE(before.at("without_connection").size(), 1U);
            QCOMPARE(before.at("without_connection").at(0).at("name"), "west");
            VERIFY_CODE(run({u"refresh"_s, u"west"_s}), 0); // by the name that the job gave it
            VERIFY_CODE(run(connect), 0);
        }
        QVERIFY(!json({u"list"_s}).contains("without_connection"));
        QCOMPARE(json({u"snapshots"_s, u"west"_s}).at("total"), 2);
        QCOMPARE(json({u"snapshots"_s, path}).at("total"), 2);
        QCOMPARE(json({u"search"_s, u"orders"_s, u"--objects"_s}).at("databases_searched"), 1);
        VERIFY_CODE(run({u"path"_s, u"west:orders"_s, u"west:users"_s}), 0);
    }

    void namesOfAJobAreNamesOfConnections_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("a path") << u"../x"_s;
        QTest::newRow("a snapshot") << u"tenant_1@2"_s;
        QTest::newRow("a group") << u"group:x"_s;
        QTest::newRow("a schema") << u"a/b"_s;
    }
    void namesOfAJobAreNamesOfConnections()
    {
        QFETCH(const QString, name);
        write(u"job.json"_s, R"({"databases": [{"name": ")" + name.toUtf8() + R"(", "connection_string": ")" + demoUrl(u"us"_s) + R"("}]})");
        VERIFY_CODE(run({u"extract"_s, u"--file"_s, m_ctl->path(u"job.json"_s)}), 1);
    }

    void aJobNamesADatabaseOnce()
    {
        write(u"job.json"_s, R"({"databases": [{"name": "one", "connection_string": ")" + demoUrl(u"us"_s)
                                 + R"("}, {"name": "two", "connection_string": ")" + demoUrl(u"us"_s) + R"("}]})");
        const Answer answer = run({u"extract"_s, u"--file"_s, m_ctl->path(u"job.json"_s)});
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.err.contains("“one” and “two”"), said(answer).constData());
    }

    /// A retry is asked for as the extraction was: patterns, output, and the databases that a URL named.
    void aRetryGoesOnAsItWasBegun()
    {
        const QString late = m_ctl->path(u"late.db"_s);
        const QString folder = m_ctl->path(u"out"_s);
        const Answer first = run({u"extract"_s, u"us"_s, late, u"--include"_s, u"user*"_s, u"--output"_s, folder, u"--format"_s, u"json"_s});
        VERIFY_CODE(first, 3);
        QVERIFY(QFile::copy(m_ctl->path(u"demo/production.db"_s), late));
        const Answer retried = run({u"extract"_s, u"--retry-failed"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(retried, 0);
        const Json databases = retried.json().at("databases");
        QCOMPARE(databases.size(), 1U);
        QCOMPARE(databases.at(0).at("include"), Json::array({"user*"}));
        QFile file(folder + u"/manifest.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json manifest = Json::parse(file.readAll().toStdString());
        QCOMPARE(manifest.at("databases").size(), 2U);
        for (const Json &database : manifest.at("databases")) {
            QCOMPARE(database.at("status"), "succeeded");
            for (const Json &entry : database.at("files"))
                QVERIFY(QFile::exists(folder + u'/' + QString::fromStdString(entry.at("file").get<std::string>())));
        }
    }

    void whatWasReadInPartSaysSo()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        VERIFY_CODE(run({u"extract"_s, u"production"_s, u"--include"_s, u"user*"_s}), 0);
        QVERIFY(run({u"schema"_s, u"production"_s}).err.contains("only user*"));
        QVERIFY(run({u"schema"_s, u"production"_s, u"--format"_s, u"markdown"_s}).out.contains("only user\\*"));
        QVERIFY(run({u"schema"_s, u"production"_s, u"--table"_s, u"orders"_s}).err.contains("only user*"));
        QVERIFY(run({u"search"_s, u"orders"_s}).err.contains("only user*"));
        QVERIFY(run({u"list"_s, u"--format"_s, u"table"_s}).out.contains("only user*"));
        const Json partial = json({u"search"_s, u"orders"_s}).at("partial");
        QCOMPARE(partial.size(), 1U);
        QCOMPARE(partial.at(0).at("include"), Json::array({"user*"}));
        const Answer idle = run({u"extract"_s, u"production"_s, u"--include"_s, u"nosuch"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(idle, 0);
        QVERIFY2(idle.err.contains("nothing is like nosuch"), said(idle).constData());
        QCOMPARE(idle.json().at("databases").at(0).at("counts").at("tables"), 0);
    }

    void severalDatabasesAreOneDocument()
    {
        VERIFY_CODE(run({u"extract"_s, u"group:tenants"_s, u"us"_s}), 0);
        const Answer document = run({u"schema"_s, u"tenant_*"_s, u"us"_s, u"--format"_s, u"markdown"_s});
        VERIFY_CODE(document, 0);
        for (const char *heading : {"## tenant_1.orders", "## tenant_4.orders", "## us."})
            QVERIFY2(document.out.contains(heading), heading);
        const Answer table = run({u"schema"_s, u"tenant_*"_s, u"--table"_s, u"orders"_s});
        VERIFY_CODE(table, 0);
        QVERIFY(table.out.contains("tenant_2.orders(") && !table.out.contains("tenant_2.users("));
        VERIFY_CODE(run({u"schema"_s, u"tenant_*"_s, u"--format"_s, u"json"_s}), 1);
    }

    void patternsChooseWhatIsRead()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s, u"--include"_s, u"user*,orders"_s, u"--exclude"_s, u"user_tokens"_s}), 0);
        QStringList tables = tableNames(json({u"schema"_s, u"production"_s}));
        tables.sort();
        QCOMPARE(tables, (QStringList{u"orders"_s, u"users"_s}));
    }

    void outputIsAFilePerDatabaseAndEntity()
    {
        const QString folder = m_ctl->path(u"out"_s);
        VERIFY_CODE(run({u"extract"_s, u"production"_s, u"us"_s, u"--output"_s, folder}), 0);
        QFile manifest(folder + u"/manifest.json"_s);
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        const Json written = Json::parse(manifest.readAll().toStdString());
        QCOMPARE(written.at("databases").size(), 2U);
        int files = 1;
        for (const Json &database : written.at("databases")) {
            for (const Json &entry : database.at("files")) {
                QFile file(folder + u'/' + QString::fromStdString(entry.at("file").get<std::string>()));
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
                const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
                QCOMPARE(lines.size(), entry.at("count").get<qsizetype>());
                QVERIFY(Json::parse(lines.last().toStdString()).is_object());
                ++files;
            }
        }
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), files);
    }

    void ctrlCKeepsWhatWasRead()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QProcess process;
        m_ctl->start(process, {u"extract"_s, u"us"_s, u"postgresql://u@127.0.0.1:%1/d"_s.arg(silent.serverPort()), u"--concurrency"_s, u"1"_s,
                               u"--format"_s, u"json"_s});
        QTRY_VERIFY(silent.hasPendingConnections()); // the first is done, then
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        const Json databases = Json::parse(process.readAllStandardOutput().toStdString()).at("databases");
        QCOMPARE(databases.at(0).at("status"), "succeeded");
        QCOMPARE(databases.at(1).at("status"), "cancelled");
        VERIFY_CODE(run({u"schema"_s, u"us"_s}), 0);
    }

    void schemaIsWrittenInEveryFormat_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("compact") << u"compact"_s << "users(id INTEGER pk"_ba << "email VARCHAR(254) unique"_ba;
        QTest::newRow("json") << u"json"_s << "{\n"_ba << "\"native_type\": \"VARCHAR(254)\""_ba;
        QTest::newRow("markdown") << u"markdown"_s << "# "_ba << "| email | VARCHAR(254) |"_ba;
        QTest::newRow("ddl") << u"ddl"_s << "CREATE TABLE users ("_ba << "UNIQUE (email)"_ba;
        QTest::newRow("mermaid") << u"mermaid"_s << "erDiagram\n"_ba << "email UK"_ba;
        QTest::newRow("dbml") << u"dbml"_s << "Table \"users\" {"_ba << "\"email\" VARCHAR(254) [unique, not null]"_ba;
        QTest::newRow("dot") << u"dot"_s << "digraph "_ba << "<b>users</b>"_ba;
    }
    void schemaIsWrittenInEveryFormat()
    {
        QFETCH(const QString, format);
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        const Answer answer = run({u"schema"_s, u"production"_s, u"--table"_s, u"users"_s, u"--format"_s, format});
        VERIFY_CODE(answer, 0);
        QFETCH(const QByteArray, beginning);
        QFETCH(const QByteArray, part);
        QVERIFY2(answer.out.startsWith(beginning), said(answer).constData());
        QVERIFY2(answer.out.contains(part), said(answer).constData());
        QVERIFY(!answer.out.contains("products"));
    }

    void unknownNamesAreToldWithNearOnes()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        const Answer table = run({u"schema"_s, u"production"_s, u"--table"_s, u"userz"_s});
        VERIFY_CODE(table, 1);
        QVERIFY(table.out.isEmpty());
        QVERIFY2(table.err.contains("Did you mean “users”"), said(table).constData());
        const Answer database = run({u"schema"_s, u"prodution"_s});
        VERIFY_CODE(database, 1);
        QVERIFY2(database.err.contains("production"), said(database).constData());
        const Answer unread = run({u"schema"_s, u"us"_s});
        VERIFY_CODE(unread, 1);
        QVERIFY2(unread.err.contains("concordctl extract"), said(unread).constData());
        VERIFY_CODE(run({u"schema"_s, u"production@9"_s}), 1);
        VERIFY_CODE(run({u"schema"_s, u"production"_s, u"--format"_s, u"xml"_s}), 1);
    }

    void everySnapshotQuestionIsAnsweredOffline()
    {
        VERIFY_CODE(run({u"extract"_s, u"--all"_s}), 0);
        QVERIFY(QDir(m_ctl->path(u"demo"_s)).removeRecursively());
        for (const QString &format : {u"compact"_s, u"json"_s, u"ddl"_s})
            VERIFY_CODE(run({u"schema"_s, u"production"_s, u"--format"_s, format}), 0);
        VERIFY_CODE(run({u"search"_s, u"email"_s}), 0);
        VERIFY_CODE(run({u"relations"_s, u"production"_s}), 0);
        VERIFY_CODE(run({u"path"_s, u"orders"_s, u"users"_s, u"--in"_s, u"production"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"production"_s}), 0);
        VERIFY_CODE(run({u"schema"_s, u"production"_s, u"--live"_s}), 1);
    }

    void liveReadsAnew()
    {
        const Answer answer = run({u"schema"_s, u"production"_s, u"--live"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(tableNames(answer.json()).size(), 6);
        QCOMPARE(json({u"snapshots"_s, u"production"_s}).at("total"), 1); // kept like any other
    }

    /// Its ? begins the options: a URL is no pattern that may name several databases.
    void aUrlWithOptionsIsOneDatabase()
    {
        const QString url = QString::fromUtf8(demoUrl(u"production"_s)) + u"?statement_timeout=30000"_s;
        const Answer live = run({u"schema"_s, url, u"--live"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(live, 0);
        QCOMPARE(tableNames(live.json()).size(), 6);
        VERIFY_CODE(run({u"extract"_s, url}), 0);
        const Answer kept = run({u"schema"_s, url, u"--format"_s, u"json"_s});
        VERIFY_CODE(kept, 0);
        QCOMPARE(tableNames(kept.json()).size(), 6);
        VERIFY_CODE(run({u"search"_s, u"email"_s, url}), 0);
        VERIFY_CODE(run({u"relations"_s, url}), 0);
    }

    void snapshotsAreChosenByNumberAndName()
    {
        VERIFY_CODE(run({u"edit"_s, u"us"_s, u"--read-write"_s}), 0);
        VERIFY_CODE(run({u"extract"_s, u"us"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"us"_s, u"--name"_s, u"before release"_s}), 0);
        VERIFY_CODE(run({u"exec"_s, u"us"_s, u"-e"_s, u"CREATE TABLE added (id INTEGER PRIMARY KEY)"_s, u"--yes"_s}), 0);
        VERIFY_CODE(run({u"extract"_s, u"us"_s}), 0);
        QVERIFY(tableNames(json({u"schema"_s, u"us"_s})).contains(u"added"_s));
        QVERIFY(tableNames(json({u"schema"_s, u"us@2"_s})).contains(u"added"_s));
        QVERIFY(!tableNames(json({u"schema"_s, u"us@1"_s})).contains(u"added"_s));
        QVERIFY(!tableNames(json({u"schema"_s, u"us@before release"_s})).contains(u"added"_s));
        VERIFY_CODE(run({u"diff"_s, u"us@1"_s, u"us@2"_s, u"--offline"_s}), 2);
    }

    void snapshotsAreListedKeptAndPruned()
    {
        const Json none = json({u"snapshots"_s, u"us"_s});
        QCOMPARE(none.at("total"), 0);
        for (int i = 0; i < 4; ++i)
            VERIFY_CODE(run({u"extract"_s, u"us"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"us@1"_s, u"--keep"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"us"_s, u"--prune=1"_s}), 0);
        const Json left = json({u"snapshots"_s, u"us"_s}).at("snapshots");
        QCOMPARE(left.size(), 2U);
        QCOMPARE(left.at(0).at("snapshot"), "us@4");
        QCOMPARE(left.at(1).at("snapshot"), "us@1");
        QCOMPARE(left.at(1).at("keep"), true);
        VERIFY_CODE(run({u"snapshots"_s, u"us"_s, u"--remove"_s}), 1); // which one?
        VERIFY_CODE(run({u"snapshots"_s, u"us@4"_s, u"--remove"_s}), 0);
        QCOMPARE(json({u"snapshots"_s, u"us"_s}).at("total"), 1);
        VERIFY_CODE(run({u"snapshots"_s, u"us"_s, u"--keep"_s, u"--prune"_s}), 1);
        VERIFY_CODE(run({u"snapshots"_s, u"us"_s, u"--prune=0"_s}), 1);
    }

    void aSnapshotTravelsAsAFile()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        const QString file = m_ctl->path(u"production.snapshot"_s);
        VERIFY_CODE(run({u"snapshots"_s, u"production"_s, u"--export"_s, file}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"legacy"_s, u"--import"_s, file}), 0);
        QCOMPARE(json({u"schema"_s, u"legacy"_s}), json({u"schema"_s, u"production"_s}));
        write(u"broken"_s, "{");
        VERIFY_CODE(run({u"snapshots"_s, u"legacy"_s, u"--import"_s, m_ctl->path(u"broken"_s)}), 1);
    }

    void relationsTellDeclaredAndSuggestedOnes()
    {
        VERIFY_CODE(run({u"extract"_s, u"tenant_1"_s}), 0);
        const Json declared = json({u"relations"_s, u"tenant_1"_s, u"--declared"_s});
        QCOMPARE(declared.at("total"), 4);
        const Json relation = declared.at("relations").at(0);
        QVERIFY(hasKeys(relation, {"from", "to", "origin", "multiplicity", "confidence", "reason"}));
        QCOMPARE(relation.at("origin"), "declared");
        QVERIFY(run({u"relations"_s, u"tenant_1"_s, u"--format"_s, u"mermaid"_s}).out.startsWith("erDiagram"));
        VERIFY_CODE(run({u"relations"_s, u"tenant_1"_s, u"--confidence"_s, u"2"_s}), 1);
    }

    void pathJoinsTwoTables()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        const Answer answer = run({u"path"_s, u"user_tokens"_s, u"products"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json path = answer.json().at("paths").at(0);
        QCOMPARE(path.at("hops"), 3); // over users and orders
        QCOMPARE(path.at("steps").size(), 3U);
        VERIFY_CODE(run({u"path"_s, u"user_tokens"_s, u"products"_s, u"--hops"_s, u"2"_s}), 1);
        VERIFY_CODE(run({u"path"_s, u"users"_s}), 1);
        const Answer unknown = run({u"path"_s, u"orders"_s, u"userz"_s});
        VERIFY_CODE(unknown, 1);
        QVERIFY(unknown.err.contains("users"));
    }

    void searchTellsWhereANameLives()
    {
        VERIFY_CODE(run({u"extract"_s, u"--all"_s}), 0);
        const Json found = json({u"search"_s, u"userId"_s});
        QSet<QString> databases;
        for (const Json &hit : found.at("hits")) {
            QVERIFY(hasKeys(hit, {"database", "schema", "kind", "object", "member_kind", "member", "match", "comment"}));
            QCOMPARE(hit.at("member"), "user_id");
            QCOMPARE(hit.at("member_kind"), "column");
            QCOMPARE(hit.at("match"), "exact");
            databases.insert(QString::fromStdString(hit.at("database").get<std::string>()));
        }
        QCOMPARE(databases.size(), 7);
        QCOMPARE(found.at("databases_searched"), 14);
        QCOMPARE(found.at("truncated"), false);
        const Json path = json({u"search"_s, u"orders status"_s, u"production"_s});
        QCOMPARE(path.at("hits").at(0).at("object"), "orders");
        QCOMPARE(path.at("hits").at(0).at("member"), "status");
    }

    void searchIsNarrowed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("hits");
        QTest::newRow("one database") << QStringList{u"user_id"_s, u"tenant_1"_s} << 0 << 2;
        QTest::newRow("objects only") << QStringList{u"user_id"_s, u"tenant_1"_s, u"--objects"_s} << 0 << 0;
        QTest::newRow("the best only") << QStringList{u"user_id"_s, u"--limit"_s, u"3"_s} << 0 << 3;
        QTest::newRow("views only") << QStringList{u"user_id"_s, u"tenant_1"_s, u"--kind"_s, u"view"_s} << 0 << 0;
        QTest::newRow("nothing is an answer") << QStringList{u"no_such_name"_s} << 0 << 0;
        QTest::newRow("an unknown database") << QStringList{u"user_id"_s, u"tenant_9"_s} << 1 << -1;
        QTest::newRow("an unknown kind") << QStringList{u"user_id"_s, u"--kind"_s, u"tabel"_s} << 1 << -1;
        QTest::newRow("no text") << QStringList{} << 1 << -1;
    }
    void searchIsNarrowed()
    {
        QFETCH(const QStringList, words);
        QFETCH(const int, code);
        QFETCH(const int, hits);
        VERIFY_CODE(run({u"extract"_s, u"--all"_s}), 0);
        const Answer answer = run(QStringList{u"search"_s} + words + QStringList{u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, code);
        if (hits < 0)
            QVERIFY(answer.out.isEmpty());
        else
            QCOMPARE(answer.json().at("hits").size(), static_cast<size_t>(hits));
    }

    void listTellsWhatIsKnownOfSchemas()
    {
        VERIFY_CODE(run({u"extract"_s, u"production"_s}), 0);
        const Json all = json({u"list"_s}); // the loop needs it alive
        for (const Json &connection : all.at("connections")) {
            const bool read = connection.at("name") == "production";
            QCOMPARE(connection.at("tables").is_null(), !read);
            QCOMPARE(connection.at("last_updated").is_null(), !read);
        }
        QCOMPARE(all.at("total_tables"), 6);
    }
};

CONCORD_TEST(SchemaTest)
#include "tst_schema.moc"
