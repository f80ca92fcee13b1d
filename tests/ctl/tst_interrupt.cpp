// SPDX-License-Identifier: GPL-3.0-or-later
#include "countingport.h"
#include "ctlprocess.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// Ctrl+C, broken pipes, full disks, and many targets of which some never answer.
class InterruptTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    static void interrupt(const QProcess &process) { ::kill(static_cast<pid_t>(process.processId()), SIGINT); }
    /// The state of the newest run as the history tells it.
    [[nodiscard]] Json newestRun() const
    {
        const Json history = m_ctl->run({u"history"_s, u"--limit"_s, u"1"_s, u"--format"_s, u"json"_s}).json()["history"];
        return history.empty() ? Json() : history[0];
    }

    /// Hundredths of a second of computing that it did so far: more than a few, and the endless statement is on.
    static qint64 computed(const QProcess &process)
    {
        QFile file(u"/proc/%1/stat"_s.arg(process.processId()));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return file.readAll().split(' ').value(13).toLongLong();
    }

    static bool ignoresHangUp(const QProcess &process)
    {
        QFile file(u"/proc/%1/status"_s.arg(process.processId()));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const QByteArray status = file.readAll();
        const qsizetype at = status.indexOf("SigIgn:") + 7;
        return (status.mid(at, status.indexOf('\n', at) - at).trimmed().toULongLong(nullptr, 16) & (1ULL << (SIGHUP - 1))) != 0;
    }

private Q_SLOTS:
    void init()
    {
        m_ctl = std::make_unique<Ctl>();
        QVERIFY(m_ctl->makeDemo());
    }

    void ctrlCKeepsWhatCame()
    {
        // One answers at once, the other counts for hours.
        const QString sql = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CASE WHEN EXISTS (SELECT 1 FROM "
                            u"pragma_table_info('users') WHERE name = "
                            "'newsletter') THEN 10 ELSE 100000000000 END) SELECT count(*) AS c FROM n"_s;
        QProcess process;
        m_ctl->start(process, {u"exec"_s, u"development"_s, u"production"_s, u"-e"_s, sql, u"--concurrency"_s, u"1"_s, u"--format"_s, u"json"_s});
        QTRY_VERIFY(!newestRun().empty()); // in the history from its start
        QCOMPARE(newestRun()["database_results"][1]["state"], "waiting");
        const qint64 before = computed(process); // of which a sanitizer's start is a part
        QTRY_VERIFY(computed(process) > before + 50);
        QElapsedTimer timer;
        timer.start();
        interrupt(process);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(timer.elapsed() < 20'000);
        const Json json = Json::parse(process.readAllStandardOutput().toStdString());
        QCOMPARE(json["database_results"][0]["results"][0]["c"], 10);
        QCOMPARE(json["database_results"][1]["success"], false);
        QCOMPARE(json["database_results"][1]["error"]["kind"], "cancelled");
        QVERIFY(process.readAllStandardError().contains("partial"));
        const Json history = m_ctl->run({u"history"_s, u"--search"_s, u"RECURSIVE"_s, u"--format"_s, u"json"_s}).json()["history"][0];
        QCOMPARE(history["database_results"][1]["state"], "cancelled");
    }

    void ctrlCKeepsRowsThatHadCome()
    {
        QProcess process;
        m_ctl->start(process, {u"exec"_s, u"us"_s, u"-e"_s, u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"_s,
                               u"--format"_s, u"csv"_s});
        QTRY_VERIFY(!newestRun().empty());
        const qint64 before = computed(process);
        QTRY_VERIFY(computed(process) > before + 50);
        interrupt(process);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardOutput().startsWith("source,i\nus,1\nus,2\n"));
        QVERIFY(process.readAllStandardError().contains("partial"));
    }

    void ctrlCWhileConnectingEndsAtOnce()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QProcess process;
        m_ctl->start(process, {u"exec"_s, u"us"_s, u"postgresql://u@127.0.0.1:%1/d?connect_timeout=60"_s.arg(silent.serverPort()), u"-e"_s,
                               u"SELECT 1 AS n"_s, u"--concurrency"_s, u"1"_s, u"--format"_s, u"csv"_s});
        QTRY_VERIFY(silent.hasPendingConnections());
        interrupt(process);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardOutput(), "source,n\nus,1\n"_ba);
    }

    void aReaderThatGoesAwayIsNoError()
    {
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"'%1' exec '%2' -e 'SELECT * FROM orders' --format csv 2>'%3' | head -1; cat '%3'"_s.arg(
                                                QStringLiteral(CONCORDCTL), m_ctl->path(u"demo/us.db"_s), m_ctl->path(u"said"_s))});
        QVERIFY(shell.waitForFinished(20'000));
        const QByteArray out = shell.readAllStandardOutput();
        QVERIFY(out.startsWith("source,"));
        QVERIFY2(!out.contains("error"), out.constData());
    }

    void aFullDiskIsSaid()
    {
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"'%1' exec '%2' -e 'SELECT * FROM orders' > /dev/full"_s.arg(QStringLiteral(CONCORDCTL),
                                                                                                          m_ctl->path(u"demo/us.db"_s))});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY(shell.readAllStandardError().contains("could not be written"));
    }

    /// A limit on the size of files, which a program meets as it meets a full disk: a write that fails midway.
    void anAnswersFileThatCannotBeWrittenWholeIsNotThere()
    {
        const QString file = m_ctl->path(u"cut.csv"_s);
        QProcess shell;
        shell.start(
            u"/bin/sh"_s,
            {u"-c"_s, u"trap '' XFSZ; ulimit -f 2048; '%1' exec '%2' -e 'SELECT a.id FROM orders a, orders b LIMIT 200000' --output '%3'"_s.arg(
                          QStringLiteral(CONCORDCTL), m_ctl->path(u"demo/us.db"_s), file)});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 1);
        const QByteArray said = shell.readAllStandardError();
        QVERIFY2(said.contains("cut.csv cannot be written") && !said.contains("Unknown"), said.constData());
        QVERIFY(!QFile::exists(file));
    }

    void eighteenOfTwentyAnswerAsIfAlone()
    {
        QTcpServer blackHole;
        QVERIFY(blackHole.listen(QHostAddress::LocalHost));
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 refusing = closed.serverPort();
        closed.close();
        QStringList arguments{u"exec"_s, u"postgresql://u@127.0.0.1:%1/hole"_s.arg(blackHole.serverPort()),
                              u"postgresql://u@127.0.0.1:%1/closed"_s.arg(refusing)};
        for (int i = 0; i < 18; ++i) {
            const QString path = m_ctl->path(u"copy%1.db"_s.arg(i));
            QVERIFY(QFile::copy(m_ctl->path(u"demo/tenant_3.db"_s), path));
            arguments.append(path);
        }
        const QString sql = u"SELECT count(*) AS n FROM orders WHERE status = 'active'"_s;
        const Answer answer =
            m_ctl->run(arguments + QStringList{u"-e"_s, sql, u"--timeout"_s, u"2"_s, u"--concurrency"_s, u"20"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json json = answer.json();
        QCOMPARE(json["total_databases_queried"], 20);
        QCOMPARE(json["succeeded"], 18);
        QCOMPARE(json["failed"], 2);
        const Json results = json["database_results"];
        QCOMPARE(results[0]["error"]["kind"], "timeout");
        QCOMPARE(results[1]["error"]["kind"], "connection");
        for (std::size_t i = 2; i < 20; ++i)
            QCOMPARE(results[i]["results"], Json::array({Json{{"n", 980}}}));
        QVERIFY(answer.err.contains("18 of 20 databases answered"));
        QVERIFY(json["total_execution_time_ms"].get<double>() < 10'000);
    }

    void concurrencyIsHonoured()
    {
        // With one place the second waits for the first; waiting is in nobody's own time.
        const Answer answer = m_ctl->run({u"exec"_s, u"us"_s, u"eu"_s, u"apac"_s, u"-e"_s, u"SELECT count(*) AS n FROM orders"_s, u"--concurrency"_s,
                                          u"1"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        double sum = 0;
        const Json all = answer.json(); // the loop needs it alive
        for (const Json &result : all["database_results"])
            sum += result["execution_time_ms"].get<double>();
        QVERIFY(sum <= answer.json()["total_execution_time_ms"].get<double>());
    }

    void aServersCapIsHonoured()
    {
        CountingPort port;
        for (int i = 0; i < 6; ++i) {
            const QString url = u"postgresql://u@127.0.0.1:%1/tenant_%2?sslmode=disable"_s.arg(port.number()).arg(i);
            VERIFY_CODE(m_ctl->run({u"connect"_s, u"tenant_%1_of_6"_s.arg(i), url, u"--group"_s, u"capped"_s, u"--max-connections"_s, u"2"_s,
                                    u"--no-test"_s}),
                        0);
        }
        QProcess process;
        m_ctl->start(process, {u"test"_s, u"group:capped"_s, u"--format"_s, u"json"_s});
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000); // the port is served meanwhile
        QCOMPARE(Json::parse(process.readAllStandardOutput().toStdString())["failed"], 6);
        QCOMPARE(port.all(), 6);
        QCOMPARE(port.most(), 2);
    }

    void nohupHoldsWhileTheAnswerIsWritten()
    {
        const QByteArray pipe = m_ctl->path(u"answer"_s).toLocal8Bit();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        const auto closeReader = qScopeGuard([reader] { ::close(reader); });
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"trap '' HUP; exec '%1' exec '%2' -e '%3' --limit 0 --format json > '%4'"_s.arg(
                                                QStringLiteral(CONCORDCTL), m_ctl->path(u"demo/us.db"_s),
                                                u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i FROM n"_s,
                                                QString::fromLocal8Bit(pipe))});
        const auto waiting = [reader] {
            int bytes = 0;
            return ::ioctl(reader, FIONREAD, &bytes) == 0 && bytes > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(waiting(), 20'000); // the statement is done, and nobody reads
        QVERIFY(ignoresHangUp(shell));
        shell.kill();
        QVERIFY(shell.waitForFinished(20'000));
    }
};

CONCORD_TEST(InterruptTest)
#include "tst_interrupt.moc"
