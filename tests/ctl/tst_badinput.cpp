// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// What is wrong is said in words, on standard error, with exit code 1 or 3; nothing hangs, nothing is lost.
class BadInputTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_ctl->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_ctl = std::make_unique<Ctl>();
        QVERIFY(m_ctl->makeDemo());
        write(u"text.db"_s, "this is no database, but it is long enough to have a header of one hundred bytes, as a database would have it\n");
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const QStringList &arguments, const QByteArray &says) { QTest::newRow(name) << arguments << says; };
        row("no command", {}, "Usage");
        row("unknown command", {u"exce"_s}, "Did you mean “exec”?");
        row("unknown connection to show", {u"show"_s, u"tenant_11"_s}, "Did you mean “tenant_1”");
        row("workspace in a folder that is not there", {u"list"_s, u"--workspace"_s, u"/missing/folder/x.db"_s}, "/missing/folder");
        row("unknown option", {u"exec"_s, u"us"_s, u"--fromat"_s, u"csv"_s}, "--format");
        row("unknown letter", {u"exec"_s, u"us"_s, u"-Z"_s}, "-Z");
        row("unknown format", {u"list"_s, u"--format"_s, u"xml"_s}, "xml");
        row("option without its value", {u"exec"_s, u"us"_s, u"-e"_s}, "--execute");
        row("unknown engine", {u"connect"_s, u"x"_s, u"--engine"_s, u"foo"_s, u"--database"_s, u"y"_s}, "--engine is sqlite, postgresql");
        row("changed and deleted", {u"session"_s, u"Tenant orders"_s, u"--delete"_s, u"--add"_s, u"us"_s}, "--delete excludes --add");
        row("age of no pruning", {u"snapshots"_s, u"us"_s, u"--older-than"_s, u"5"_s}, "--older-than goes with --prune");
        row("data of a script to check", {u"diff"_s, u"us"_s, u"us"_s, u"--data"_s, u"--check"_s}, "--data only writes");
        row("data to apply", {u"diff"_s, u"us"_s, u"us"_s, u"--data"_s, u"--apply"_s, u"--yes"_s}, "--data only writes");
        row("table of no changes", {u"snapshots"_s, u"us"_s, u"--table"_s, u"orders"_s}, "--table goes with --changes");
        row("no shell", {u"completion"_s}, "completion takes the name of a shell");
        row("no such statement", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--statement"_s, u"3"_s}, "the text has 1 statement.");
        row("value where none is taken", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--dry-run=1"_s}, "--dry-run");
        row("limit that is no number", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--limit"_s, u"many"_s}, "many");
        row("negative limit", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--limit=-1"_s}, "-1");
        row("timeout of nothing", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--timeout"_s, u"0"_s}, "--timeout");
        row("concurrency of nothing", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--concurrency"_s, u"0"_s}, "--concurrency");
        row("two statements' sources", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"-f"_s, u"x"_s}, "-f");
        row("no targets", {u"exec"_s, u"-e"_s, u"SELECT 1"_s}, "No database connections specified");
        row("unknown database", {u"exec"_s, u"tenant_11"_s, u"-e"_s, u"SELECT 1"_s}, "tenant_1");
        row("unknown group", {u"exec"_s, u"group:tenant"_s, u"-e"_s, u"SELECT 1"_s}, "tenants");
        row("glob that takes nothing", {u"exec"_s, u"zzz*"_s, u"-e"_s, u"SELECT 1"_s}, "zzz*");
        row("file of a format that is not written", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"-o"_s, u"x.parquet"_s}, ".parquet");
        row("unknown scheme", {u"exec"_s, u"nosql://h/d"_s, u"-e"_s, u"SELECT 1"_s}, "nosql");
        row("malformed url", {u"connect"_s, u"x"_s, u"postgresql://h:port/d"_s}, "port");
        row("environment", {u"connect"_s, u"x"_s, u"/tmp/x.db"_s, u"--environment"_s, u"prod"_s}, "prod");
        row("colour", {u"connect"_s, u"x"_s, u"/tmp/x.db"_s, u"--colour"_s, u"red"_s}, "red");
        row("tls", {u"connect"_s, u"x"_s, u"postgresql://h/d"_s, u"--tls"_s, u"always"_s}, "always");
        row("port", {u"connect"_s, u"x"_s, u"postgresql://h/d"_s, u"--port"_s, u"70000"_s}, "70000");
        row("no URL", {u"connect"_s, u"x"_s}, "URL");
        row("a word too many", {u"connect"_s, u"x"_s, u"/tmp/x.db"_s, u"more"_s}, "more");
        row("password from an empty input", {u"connect"_s, u"x"_s, u"postgresql://h/d"_s, u"--password-stdin"_s}, "standard input");
        row("yes that is no number", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--yes=abc"_s}, "abc");
        row("parameter that the statement lacks", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT :region"_s, u"-p"_s, u"region=1"_s, u"-p"_s, u"reigon=2"_s},
            "region");
        row("explain of an explain", {u"explain"_s, u"us"_s, u"-e"_s, u"explain query plan SELECT 1"_s}, "EXPLAIN already");
        row("URL without its colon", {u"exec"_s, u"mysql//db.example/shop"_s, u"-e"_s, u"SELECT 1"_s}, "mysql://");
        row("connect to a URL without its colon", {u"connect"_s, u"x"_s, u"postgresql//app:pw@db.example/shop"_s}, "postgresql://");
        row("group of no name", {u"connect"_s, u"x"_s, u"/tmp/x.db"_s, u"--group"_s, u"a,,b"_s}, "--group");
        row("edit of nothing", {u"edit"_s, u"us"_s}, "Nothing to change");
        row("remove of a file", {u"remove"_s, u"/tmp/x.db"_s}, "saved connections");
        row("statement that the script lacks", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1; SELECT 2"_s, u"--statement"_s, u"3"_s}, "2 statements");
        row("two tables as csv", {u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1; SELECT 2"_s, u"--format"_s, u"csv"_s}, "--statement");
        row("demo without a folder", {u"demo"_s}, "folder");
        row("completion of an unknown shell", {u"completion"_s, u"tcsh"_s}, "tcsh");
    }
    void usage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Answer answer = m_ctl->run(arguments);
        VERIFY_CODE(answer, 1);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.err.contains(says), said(answer).constData());
    }

    void files_data()
    {
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("kind");
        QTest::newRow("missing file") << u"absent.db"_s << u"not_found"_s;
        QTest::newRow("folder") << u"demo"_s << QString();
        QTest::newRow("folder with a data file") << u"data"_s << u"not_found"_s; // its path names no database, whatever is in it
        QTest::newRow("no database") << u"text.db"_s << QString();
    }
    void files()
    {
        QFETCH(QString, database);
        QFETCH(QString, kind);
        const QString path = m_ctl->path(database);
        if (database == u"data") {
            QVERIFY(QDir().mkpath(path));
            QFile file(path + u"/days.csv"_s);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("day\n1\n") > 0);
        }
        const Answer answer = m_ctl->run({u"exec"_s, u"us"_s, path, u"-e"_s, u"SELECT 1 AS one"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json error = answer.json()["database_results"][1]["error"];
        QVERIFY2(QString::fromStdString(error["message"].get<std::string>()).contains(database), said(answer).constData());
        if (!kind.isEmpty())
            QCOMPARE(error["kind"], kind.toStdString());
        QVERIFY(!QFile::exists(m_ctl->path(u"absent.db"_s)));
        QVERIFY(answer.err.contains("1 of 2"));
    }

    void aLockedDatabaseIsSaid()
    {
        const QString path = m_ctl->path(u"locked.db"_s);
        QVERIFY(QFile::copy(m_ctl->path(u"demo/us.db"_s), path));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"locker"_s);
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(u"BEGIN EXCLUSIVE"_s));
            const Answer answer =
                m_ctl->run({u"exec"_s, path, u"-e"_s, u"SELECT count(*) FROM orders"_s, u"--timeout"_s, u"1"_s, u"--format"_s, u"json"_s});
            VERIFY_CODE(answer, 1);
            const Json error = answer.json()["database_results"][0]["error"];
            QVERIFY2(error["kind"] == "busy" || error["kind"] == "timeout", said(answer).constData());
        }
        QSqlDatabase::removeDatabase(u"locker"_s);
    }

    /// Its driver was a plugin that is no longer installed.
    void anEngineThatIsGoneIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("exec") << QStringList{u"exec"_s, u"orphan"_s, u"-e"_s, u"SELECT 1"_s};
        QTest::newRow("explain") << QStringList{u"explain"_s, u"orphan"_s, u"-e"_s, u"SELECT 1"_s};
        QTest::newRow("test") << QStringList{u"test"_s, u"orphan"_s};
    }

    void anEngineThatIsGoneIsSaid()
    {
        QFETCH(const QStringList, arguments);
        const Ctl own;
        VERIFY_CODE(own.run({u"connect"_s, u"orphan"_s, u"sqlite:///orphan.db"_s, u"--no-test"_s}), 0);
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"orphan"_s);
            database.setDatabaseName(own.workspace());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(u"UPDATE server SET engine = 'vanished'"_s));
        }
        QSqlDatabase::removeDatabase(u"orphan"_s);
        const Answer answer = own.run(arguments);
        VERIFY_CODE(answer, 1);
        QVERIFY2((answer.out + answer.err).contains("no driver for “vanished”"), said(answer).constData());
    }

    void statements_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("empty") << QByteArray() << "no statement"_ba;
        QTest::newRow("blanks") << " \n\t "_ba << "no statement"_ba;
        QTest::newRow("only comments") << "-- nothing\n/* here */"_ba << "no statement"_ba;
        QTest::newRow("only semicolons") << ";;;"_ba << "no statement"_ba;
        QTest::newRow("unterminated string") << "SELECT 'abc"_ba << "line 1"_ba;
        QTest::newRow("unterminated comment") << "SELECT 1 /* abc"_ba << "line 1"_ba;
        QTest::newRow("syntax") << "SELEC 1"_ba << "SELEC"_ba;
        QTest::newRow("no UTF-8") << "SELECT '\xff\xfe'"_ba << "UTF-8"_ba;
    }
    void statements()
    {
        QFETCH(QByteArray, statement);
        QFETCH(QByteArray, says);
        const Answer answer = m_ctl->run({u"exec"_s, u"us"_s, u"eu"_s}, statement);
        VERIFY_CODE(answer, 1);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.err.contains(says), said(answer).constData());
    }

    void aStatementOfTenMegabytesRuns()
    {
        const QByteArray statement = "SELECT length('" + QByteArray(10'000'000, 'x') + "') AS n";
        const Answer answer = m_ctl->run({u"exec"_s, u"us"_s, u"--format"_s, u"csv"_s}, statement);
        QVERIFY2(answer.code == 0 || answer.code == 1, answer.err.left(1000).constData()); // SQLite's own limit may be lower
        if (answer.code == 0)
            QCOMPARE(answer.out, "source,n\nus,10000000\n"_ba);
        else
            QVERIFY(answer.err.contains("us"));
    }

    void readingMakesNoWorkspace_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("list") << QStringList{u"list"_s} << 0;
        QTest::newRow("groups") << QStringList{u"groups"_s} << 0;
        QTest::newRow("sessions") << QStringList{u"sessions"_s} << 0;
        QTest::newRow("history") << QStringList{u"history"_s} << 0;
        QTest::newRow("show") << QStringList{u"show"_s, u"us"_s} << 1;
        QTest::newRow("remove") << QStringList{u"remove"_s, u"us"_s} << 1;
        QTest::newRow("exec on a name") << QStringList{u"exec"_s, u"us"_s, u"-e"_s, u"SELECT 1"_s} << 1;
        QTest::newRow("connect that fails") << QStringList{u"connect"_s, u"x"_s, u"/nowhere/x.db"_s} << 1;
    }
    void readingMakesNoWorkspace()
    {
        QFETCH(QStringList, arguments);
        const QString file = m_ctl->path(u"missing.db"_s);
        const Answer answer = m_ctl->run(arguments + QStringList{u"--workspace"_s, file});
        QTEST(answer.code, "code");
        // connect would make it: that it is not there is no news then.
        const QByteArray says = arguments.first() == "connect"_L1 ? "Nothing was saved" : "There is no workspace";
        QVERIFY2(answer.err.contains(says), said(answer).constData());
        QVERIFY(!QFile::exists(file));
    }
    void aWorkspaceInAFolderThatIsMissingIsAnError_data() { readingMakesNoWorkspace_data(); }
    void aWorkspaceInAFolderThatIsMissingIsAnError()
    {
        QFETCH(QStringList, arguments);
        const QString folder = m_ctl->path(u"missing"_s);
        const Answer answer = m_ctl->run(arguments + QStringList{u"--workspace"_s, folder + u"/dir/w.db"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.err.contains("There is no workspace"), said(answer).constData());
        QVERIFY(!QFile::exists(folder));
    }

    void aDamagedWorkspaceIsSaidAndLeftAlone()
    {
        const QString path = m_ctl->path(u"damaged.concord"_s);
        const QByteArray content = QByteArray("SQLite format 3\0", 16) + QByteArray(5000, 'x');
        write(u"damaged.concord"_s, content);
        const Answer answer = m_ctl->run({u"list"_s, u"--workspace"_s, path});
        VERIFY_CODE(answer, 1);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.err.contains("damaged.concord"), said(answer).constData());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() == content);
        // A URL needs no workspace; the history's absence is said.
        const Answer url =
            m_ctl->run({u"exec"_s, m_ctl->path(u"demo/us.db"_s), u"-e"_s, u"SELECT 1 AS n"_s, u"--workspace"_s, path, u"--format"_s, u"json"_s});
        VERIFY_CODE(url, 0);
        QCOMPARE(url.json()["run"], nullptr);
        QVERIFY(url.err.contains("history"));
    }

    void aPasswordIsNeverSeenAgain()
    {
        const QByteArray canary = "c4n4ry-Pa55";
        const QString url = u"postgresql://app:c4n4ry-Pa55@127.0.0.1:1/shop"_s;
        QByteArray all;
        const auto run = [&](const QStringList &arguments, const QByteArray &input = {}) {
            const Answer answer = m_ctl->run(arguments, input);
            all += answer.out + answer.err;
            return answer.code;
        };
        QCOMPARE(run({u"connect"_s, u"secret"_s, url}), 1);
        QCOMPARE(run({u"connect"_s, u"secret"_s, url, u"--no-test"_s}), 0);
        QCOMPARE(run({u"connect"_s, u"bad"_s, u"postgresql://app:c4n4ry-Pa55@host:notaport/x"_s}), 1);
        run({u"connect"_s, u"x"_s, u"y"_s, url});
        QCOMPARE(run({u"show"_s, u"secret"_s}), 0);
        QCOMPARE(run({u"list"_s, u"--format"_s, u"json"_s}), 0);
        QCOMPARE(run({u"exec"_s, url, u"-e"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s}), 1);
        QCOMPARE(run({u"exec"_s, u"us"_s, u"-e"_s, u"SELECT '"_s + url + u"'"_s, u"--dry-run"_s}), 0);
        QCOMPARE(run({u"test"_s, u"secret"_s, u"--password-stdin"_s}, canary + "\n"), 1);
        QCOMPARE(run({u"edit"_s, u"secret"_s, u"--url"_s, url}), 0);
        run({u"history"_s, u"--format"_s, u"json"_s});
        // A dry run repeats the statement as typed; everything else has to be silent about it.
        const QByteArray echoed = "SELECT 'postgresql://app:c4n4ry-Pa55@127.0.0.1:1/shop'";
        all.replace(echoed, "");
        QVERIFY2(!all.contains(canary), all.constData());
        for (const QString &name : QDir(m_ctl->path(QString())).entryList(QDir::Files | QDir::Hidden)) {
            QFile file(m_ctl->path(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary), qPrintable(name));
        }
    }

    void aPasswordLeavesTheArguments()
    {
        // A server that never answers keeps the program alive while its arguments are looked at.
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QProcess process;
        m_ctl->start(process, {u"exec"_s, u"postgresql://app:c4n4ry-Pa55@127.0.0.1:%1/shop"_s.arg(silent.serverPort()), u"-e"_s, u"SELECT 1"_s,
                               u"--timeout"_s, u"30"_s});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(silent.hasPendingConnections());
        QFile arguments(u"/proc/%1/cmdline"_s.arg(process.processId()));
        QVERIFY(arguments.open(QIODevice::ReadOnly));
        const QByteArray shown = arguments.readAll();
        QVERIFY(shown.contains("127.0.0.1"));
        QVERIFY2(!shown.contains("c4n4ry"), shown.constData());
        process.kill();
        QVERIFY(process.waitForFinished());
    }
};

CONCORD_TEST(BadInputTest)
#include "tst_badinput.moc"
