// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// Help, version, completion: what a person asks before anything works.
class HelpTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;

private Q_SLOTS:
    void generalHelpNamesEveryCommand()
    {
        const Answer help = m_ctl.run({u"--help"_s});
        VERIFY_CODE(help, 0);
        QCOMPARE(help.err, QByteArray());
        for (const char *command : {"connect",   "list",    "groups", "show",    "edit",    "remove",  "test",      "use",       "sessions",
                                    "session",   "history", "exec",   "explain", "extract", "refresh", "schema",    "snapshots", "search",
                                    "relations", "path",    "diff",   "matrix",  "drift",   "demo",    "completion"})
            QVERIFY2(help.out.contains(QByteArray("\n  ") + command + " "), command);
        QVERIFY(!help.out.contains("\n\n\n"));
    }

    void everyCommandHasHelpWithAnExample_data()
    {
        QTest::addColumn<QString>("command");
        for (const QString &line : QString::fromUtf8(m_ctl.run({u"completion"_s, u"words"_s}).out).split(u'\n', Qt::SkipEmptyParts)) {
            const QString command = line.section(u'\t', 0, 0);
            QTest::newRow(qPrintable(command)) << command;
        }
    }
    void everyCommandHasHelpWithAnExample()
    {
        QFETCH(QString, command);
        const Answer help = m_ctl.run({command, u"--help"_s});
        VERIFY_CODE(help, 0);
        QVERIFY(help.out.contains("Usage: concordctl " + command.toUtf8()));
        QVERIFY(help.out.contains("Example:\n  "));
        QVERIFY(help.out.contains("--format"));
        QCOMPARE(m_ctl.run({u"help"_s, command}).out, help.out);
        QCOMPARE(m_ctl.run({command, u"-h"_s}).out, help.out);
    }

    void engineNamesAllThatThereAre()
    {
        const Answer help = m_ctl.run({u"connect"_s, u"--help"_s});
        for (const QByteArray &engine :
             {"sqlite"_ba, "postgresql"_ba, "mysql"_ba, "mariadb"_ba, "mongodb"_ba, "sqlserver"_ba, "oracle"_ba, "odbc"_ba})
            QVERIFY2(help.out.contains(engine), engine.constData());
    }

    void versionIsOneLine()
    {
        const Answer version = m_ctl.run({u"--version"_s});
        VERIFY_CODE(version, 0);
        QVERIFY(QRegularExpression(u"^concordctl \\d+\\.\\d+\\.\\d+\\n$"_s).match(QString::fromUtf8(version.out)).hasMatch());
    }

    void completionKnowsConnectionsAndGroups()
    {
        QCOMPARE(m_ctl.run({u"completion"_s, u"databases"_s}).out, QByteArray());
        QVERIFY(m_ctl.makeDemo());
        const QList<QByteArray> words = m_ctl.run({u"completion"_s, u"databases"_s}).out.split('\n');
        QVERIFY(words.contains("tenant_2"));
        QVERIFY(words.contains("group:regions"));
        QVERIFY(m_ctl.run({u"completion"_s, u"words"_s, u"exec"_s}).out.contains("--limit\t"));
    }

    void completionKnowsEachCommandsFormats()
    {
        QCOMPARE(m_ctl.run({u"completion"_s, u"formats"_s, u"schema"_s}).out, "compact\njson\nmarkdown\nddl\nmermaid\ndbml\ndot\n"_ba);
        QCOMPARE(m_ctl.run({u"completion"_s, u"formats"_s, u"search"_s}).out, "table\njson\nndjson\ncsv\ntsv\nmarkdown\n"_ba);
        QCOMPARE(m_ctl.run({u"completion"_s, u"formats"_s, u"nonsense"_s}).out, QByteArray());
    }

    void completionScriptsAreSound_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("bash") << u"bash"_s;
        QTest::newRow("zsh") << u"zsh"_s;
        QTest::newRow("fish") << u"fish"_s;
    }
    void completionScriptsAreSound()
    {
        QFETCH(QString, shell);
        const Answer script = m_ctl.run({u"completion"_s, shell});
        VERIFY_CODE(script, 0);
        QVERIFY(script.out.contains("concordctl completion databases"));
        QProcess check;
        check.start(shell, {u"-n"_s, u"-c"_s, QString::fromUtf8(script.out)});
        if (check.waitForStarted()) { // shells that are not installed cannot judge
            QVERIFY(check.waitForFinished());
            QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
        }
    }

    void bashCompletesConnectionNamesAndFormats()
    {
        QVERIFY(m_ctl.makeDemo());
        const QString program = QStringLiteral(CONCORDCTL);
        const QString test = u"PATH='%1':$PATH; export CONCORD_WORKSPACE='%2'; source <(concordctl completion bash); "
                             "COMP_WORDS=(concordctl exec ten); COMP_CWORD=2; _concordctl; echo \"${COMPREPLY[*]}\"; "
                             "COMP_WORDS=(concordctl diff a b --format m); COMP_CWORD=5; _concordctl; echo \"${COMPREPLY[*]}\""_s.arg(
                                 program.section(u'/', 0, -2), m_ctl.workspace());
        QProcess bash;
        bash.start(u"bash"_s, {u"-c"_s, test});
        QVERIFY(bash.waitForFinished());
        QCOMPARE(bash.readAllStandardOutput(), "tenant_1 tenant_2 tenant_3 tenant_4\nmarkdown\n"_ba);
    }
};

CONCORD_TEST(HelpTest)
#include "tst_help.moc"
