// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "servers/testservers.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// What a script sees of a PostgreSQL server: passwords that are missing, schemas as databases, errors of several lines.
class PostgresqlTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;
    std::optional<TestServer> m_server;

    [[nodiscard]] QString url() const { return m_server->url(m_server->database).toString(QUrl::FullyEncoded); }
    [[nodiscard]] QString urlWithoutPassword() const
    {
        QUrl url = m_server->url(m_server->database);
        url.setUserName(m_server->passwordUser);
        url.setPassword({});
        return url.toString(QUrl::FullyEncoded);
    }

    /// No thread of it wants to compute, for a fifth of a second: it has read what there is, however slow it is.
    static bool rests(const QProcess &process)
    {
        const QDir tasks(u"/proc/%1/task"_s.arg(process.processId()));
        for (int look = 0; look < 20; ++look) {
            for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                QFile stat(tasks.filePath(task + u"/stat"_s));
                const QByteArray line = stat.open(QIODevice::ReadOnly) ? stat.readAll() : QByteArray();
                if (line.mid(line.lastIndexOf(')') + 2, 1) == "R")
                    return false;
            }
            QThread::msleep(10);
        }
        return true;
    }

private Q_SLOTS:
    void init()
    {
        m_server = testServer(u"postgresql17"_s);
        if (!m_server)
            QSKIP("needs the test server postgresql17, which is not available here");
    }

    void ctrlCKeepsWhatTheServerHadSent()
    {
        const auto database = ScratchDatabase::create(*m_server);
        QVERIFY2(database, database ? "" : qPrintable(database.error()));
        QProcess process;
        const QString sql = u"SELECT i, 'abc' AS x, CASE WHEN i > 20000 THEN pg_sleep(600) END FROM generate_series(1, 30000) AS i"_s;
        m_ctl.start(process, {u"exec"_s, database->url().toString(QUrl::FullyEncoded), u"-e"_s, sql, u"--format"_s, u"csv"_s});
        const auto sleeps = [&] { // an error of this says that it does not yet
            return database
                ->execute({u"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = "
                           "current_database()) THEN RAISE 'not yet'; END IF; END $$"_s})
                .isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(sleeps(), 30'000);
        QVERIFY(QTest::qWaitFor([&] { return rests(process); }, 30'000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        const QByteArray rows = process.readAllStandardOutput();
        QVERIFY2(rows.count('\n') > 10'000, qPrintable(QString::number(rows.count('\n'))));
        QVERIFY(rows.contains(",10000,abc,"));
    }

    void aMissingPasswordNamesTheWaysToGiveOne_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("exec") << QStringList{u"exec"_s, u"asks"_s, u"-e"_s, u"SELECT 1"_s};
        QTest::newRow("exec, json") << QStringList{u"exec"_s, u"asks"_s, u"-e"_s, u"SELECT 1"_s, u"--format"_s, u"json"_s};
        QTest::newRow("explain") << QStringList{u"explain"_s, u"asks"_s, u"-e"_s, u"SELECT 1"_s};
        QTest::newRow("test") << QStringList{u"test"_s, u"asks"_s};
        QTest::newRow("test, json") << QStringList{u"test"_s, u"asks"_s, u"--format"_s, u"json"_s};
    }
    void aMissingPasswordNamesTheWaysToGiveOne()
    {
        QFETCH(QStringList, arguments);
        (void)m_ctl.run({u"remove"_s, u"asks"_s});
        VERIFY_CODE(m_ctl.run({u"connect"_s, u"asks"_s, urlWithoutPassword(), u"--no-test"_s}), 0);
        const Answer answer = m_ctl.run(arguments);
        VERIFY_CODE(answer, 1);
        for (const QByteArray &way : {"--password-stdin"_ba, "CONCORD_PASSWORD"_ba, "CONCORD_PASSWORD_ASKS"_ba, "~/.pgpass"_ba, "vault"_ba}) {
            QVERIFY2(answer.err.contains(way), said(answer).constData());
            if (arguments.last() == "json"_L1)
                QVERIFY2(answer.out.contains(way), said(answer).constData());
        }
        VERIFY_CODE(m_ctl.run(arguments + QStringList{u"--password-stdin"_s}, m_server->passwordOfUser.toUtf8() + '\n'), 0);
    }

    void connectWithoutAPasswordNamesTheWaysToo()
    {
        const Answer answer = m_ctl.run({u"connect"_s, u"refused"_s, urlWithoutPassword()});
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.err.contains("~/.pgpass"), said(answer).constData());
    }

    void aRefusedPasswordIsToldOnce()
    {
        const Answer answer = m_ctl.run({u"connect"_s, u"refused"_s, urlWithoutPassword(), u"--password-stdin"_s}, "wrong\n");
        VERIFY_CODE(answer, 1);
        QCOMPARE(answer.err.count("password authentication failed"), 1);
    }

    void aSchemaThatIsNotThereNamesNearOnes()
    {
        auto scratch = ScratchDatabase::create(*m_server);
        QVERIFY2(scratch, scratch ? "" : qPrintable(scratch.error()));
        QCOMPARE(scratch->execute({u"CREATE SCHEMA sales"_s, u"CREATE TABLE sales.t AS SELECT 7 AS n"_s}), QString());
        VERIFY_CODE(m_ctl.run({u"connect"_s, u"shop"_s, scratch->url().toString(QUrl::FullyEncoded), u"--no-test"_s}), 0);
        const Answer right = m_ctl.run({u"exec"_s, u"shop/sales"_s, u"-e"_s, u"SELECT n FROM t"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(right, 0);
        QCOMPARE(right.out, "source,n\nshop/sales,7\n"_ba);
        const Answer wrong = m_ctl.run({u"exec"_s, u"shop/slaes"_s, u"-e"_s, u"SELECT 1 AS n"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(wrong, 1);
        QCOMPARE(wrong.json()["database_results"][0]["error"]["kind"], "not_found");
        QVERIFY2(wrong.err.contains("slaes") && wrong.err.contains("sales"), said(wrong).constData());
        VERIFY_CODE(m_ctl.run({u"remove"_s, u"shop"_s}), 0);
    }

    void anErrorOfSeveralLinesIsWrittenAsLines()
    {
        const Answer answer = m_ctl.run({u"exec"_s, url(), u"--read-write"_s, u"--yes"_s, u"-e"_s, u"DO $$BEGIN RAISE 'first\n\tsecond'; END$$"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY2(!answer.err.contains("␊") && !answer.err.contains("␉"), said(answer).constData());
        QVERIFY2(answer.err.contains("first") && answer.err.contains("\n      second"), said(answer).constData());
    }

    void copyIsRefusedAndSaysWhy()
    {
        const QStringList copy{u"exec"_s, url(), u"-e"_s, u"copy pg_class to stdout"_s};
        const Answer readOnly = m_ctl.run(copy);
        VERIFY_CODE(readOnly, 1);
        QVERIFY2(readOnly.err.contains("COPY"), said(readOnly).constData());
        const Answer asked = m_ctl.run(copy + QStringList{u"--read-write"_s});
        VERIFY_CODE(asked, 1);
        QVERIFY2(asked.err.contains("files and programs"), said(asked).constData());
        VERIFY_CODE(m_ctl.run(copy + QStringList{u"--read-write"_s, u"--yes"_s}), 0);
    }
};

CONCORD_TEST(PostgresqlTest)
#include "tst_postgresql.moc"
