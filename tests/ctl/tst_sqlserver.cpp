// SPDX-License-Identifier: GPL-3.0-or-later
// SQL Server through the whole program, beside SQLite: Chinook on a stand-in that speaks the protocol, over FreeTDS.
#include "ctlprocess.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

class SqlServerTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;
    QProcess m_server;

    [[nodiscard]] Json json(const QStringList &arguments, int code) const
    {
        const Answer answer = m_ctl.run(arguments + QStringList{u"--format"_s, u"json"_s});
        if (answer.code != code)
            qWarning("%s", said(answer).constData());
        return answer.code == code ? answer.json() : Json();
    }

private Q_SLOTS:
    void initTestCase();
    void itsTablesAreListed();
    void oneQuestionIsAskedOfBoth();
    void batchesAreCutAtGo();
    void itIsExtracted();
    void chinookIsTheSameOnBoth();
    void aMigrationIsWrittenInItsLanguage();
    void plansAreShown();
    void aWrongPasswordNamesTheWaysThatThereAre();
    void readOnlyIsHeld();
    void cleanupTestCase();
};

void SqlServerTest::initTestCase()
{
    const QString corpora = qEnvironmentVariable("CONCORD_TEST_CORPORA");
    if (corpora.isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(QStringLiteral(CONCORD_TDS_STAND_IN),
                   {m_ctl.path(u"."_s), corpora + u"/chinook/Chinook_SqlServer.sql"_s, corpora + u"/chinook/Chinook_Sqlite.sql"_s});
    QVERIFY(m_server.waitForReadyRead(60'000));
    const QString port = QString::fromLatin1(m_server.readLine()).trimmed();
    m_ctl.setEnvironment(u"CONCORD_PASSWORD_LEGACY"_s, u"right"_s);
    const Answer connected = m_ctl.run({u"connect"_s, u"legacy"_s, u"mssql://sa@127.0.0.1:%1/Emulated?driver=FreeTDS"_s.arg(port)});
    if (connected.code != 0 && connected.err.contains("FreeTDS"))
        QSKIP("needs FreeTDS's ODBC driver");
    VERIFY_CODE(connected, 0);
    QVERIFY(QFile::copy(m_ctl.path(u"main.db"_s), m_ctl.path(u"modern.db"_s)));
    VERIFY_CODE(m_ctl.run({u"connect"_s, u"modern"_s, m_ctl.path(u"modern.db"_s), u"--read-write"_s}), 0);
}

void SqlServerTest::itsTablesAreListed()
{
    const Json listed = json({u"test"_s, u"legacy"_s}, 0);
    QVERIFY(listed.is_object());
    const Json schema = json({u"schema"_s, u"legacy"_s, u"--live"_s}, 0);
    QVERIFY(schema.is_object());
    QCOMPARE(schema.at("schemas").at(0).at("tables").size(), 11U);
}

void SqlServerTest::oneQuestionIsAskedOfBoth()
{
    const Json answer = json({u"exec"_s, u"legacy"_s, u"modern"_s, u"-e"_s, u"SELECT count(*) AS n, max(Name) AS last FROM Artist"_s}, 0);
    QVERIFY(answer.is_object());
    QCOMPARE(answer.at("succeeded"), 2);
    for (const Json &database : answer.at("database_results")) {
        QCOMPARE(database.at("results").at(0).at("n"), 275);
        QCOMPARE(database.at("results").at(0).at("last"), "Zeca Pagodinho");
    }
}

void SqlServerTest::batchesAreCutAtGo()
{
    const Json answer = json({u"exec"_s, u"legacy"_s, u"-e"_s, u"SELECT 1 AS a\nGO\nSELECT Name FROM Genre WHERE GenreId = 1\nGO 2"_s}, 0);
    QVERIFY(answer.is_object());
    QVERIFY2(QByteArray::fromStdString(answer.dump()).count("\"Rock\"") == 2, answer.dump().c_str());
}

void SqlServerTest::itIsExtracted()
{
    for (const bool again : {false, true}) {
        const Json extracted = json({u"extract"_s, u"--all"_s}, 0);
        QVERIFY(extracted.is_object());
        for (const Json &database : extracted.at("databases")) {
            QCOMPARE(database.at("status"), "succeeded");
            QVERIFY(!again || database.at("changed") == false);
        }
    }
}

void SqlServerTest::chinookIsTheSameOnBoth()
{
    for (const auto &[left, right] : {std::pair{u"legacy"_s, u"modern"_s}, std::pair{u"modern"_s, u"legacy"_s}}) {
        const Json diff = m_ctl.run({u"diff"_s, left, right, u"--format"_s, u"json"_s}).json();
        QVERIFY(diff.is_object());
        const Json &summary = diff.at("summary");
        QVERIFY2(summary.at("different") == 0 && summary.at("only_left") == 0 && summary.at("only_right") == 0 && summary.at("cannot_tell") == 0,
                 summary.dump().c_str());
        QCOMPARE(diff.at("objects").size(), 11U);
    }
}

/// LEFT, on SQL Server, is made like RIGHT, which was changed.
void SqlServerTest::aMigrationIsWrittenInItsLanguage()
{
    const QStringList changes{
        u"ALTER TABLE Artist ADD COLUMN Country NVARCHAR(40) NOT NULL DEFAULT 'Привет'"_s, u"DROP TABLE PlaylistTrack"_s,
        u"CREATE TABLE \"Order\" (Id INTEGER NOT NULL PRIMARY KEY, ArtistId INTEGER REFERENCES Artist (ArtistId) ON DELETE CASCADE,"
        " Total NUMERIC(10,2) CHECK (Total >= 0))"_s,
        u"CREATE UNIQUE INDEX IX_Country ON Artist (Country, Name)"_s};
    for (const QString &change : changes)
        VERIFY_CODE(m_ctl.run({u"exec"_s, u"modern"_s, u"--yes"_s, u"-e"_s, change}), 0);
    const Answer answer = m_ctl.run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"sql"_s});
    VERIFY_CODE(answer, 2);
    const QString script = QString::fromUtf8(answer.out);
    for (const QString &fact : {u"ALTER TABLE"_s, u" ADD "_s, u"[Country] nvarchar(40) DEFAULT (N'Привет') NOT NULL"_s, u"CREATE TABLE"_s,
                                u"[Order]"_s, u"decimal(10,2)"_s, u"ON DELETE CASCADE"_s, u"CREATE UNIQUE"_s, u"\nGO"_s})
        QVERIFY2(script.contains(fact), qPrintable(fact + u" in\n"_s + script));
    QVERIFY2(!script.contains("\nDROP TABLE"_L1), qPrintable(script)); // loses rows: a comment until somebody says so
    QVERIFY2(script.contains("DROP TABLE"_L1), qPrintable(script));
    QVERIFY2(!script.contains(u'`') && !script.contains("AUTOINCREMENT"_L1), qPrintable(script));
    const Answer lossy = m_ctl.run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"sql"_s, u"--destructive"_s});
    QVERIFY2(lossy.out.contains("\nDROP TABLE"), said(lossy).constData());
}

void SqlServerTest::plansAreShown()
{
    const Answer answer = m_ctl.run({u"explain"_s, u"legacy"_s, u"-e"_s, u"SELECT 1"_s});
    VERIFY_CODE(answer, 0);
    QVERIFY2(answer.out.contains("Constant Scan"), said(answer).constData());
}

/// No file of SQL Server's own is read for a password, and MySQL's is none of its.
void SqlServerTest::aWrongPasswordNamesTheWaysThatThereAre()
{
    m_ctl.setEnvironment(u"CONCORD_PASSWORD_LEGACY"_s, u"wrong"_s);
    const Answer refused = m_ctl.run({u"exec"_s, u"legacy"_s, u"-e"_s, u"SELECT 1"_s});
    m_ctl.setEnvironment(u"CONCORD_PASSWORD_LEGACY"_s, u"right"_s);
    VERIFY_CODE(refused, 1);
    QVERIFY2(refused.err.contains("CONCORD_PASSWORD_LEGACY") && !refused.err.contains("my.cnf"), refused.err.constData());
}

void SqlServerTest::readOnlyIsHeld()
{
    const Answer answer = m_ctl.run({u"exec"_s, u"legacy"_s, u"--yes"_s, u"-e"_s, u"SELECT 1; DELETE FROM Artist"_s});
    QVERIFY2(answer.code != 0, said(answer).constData());
    const Json count = json({u"exec"_s, u"legacy"_s, u"-e"_s, u"SELECT count(*) AS n FROM Artist"_s}, 0);
    QVERIFY(count.is_object());
    QCOMPARE(count.at("database_results").at(0).at("results").at(0).at("n"), 275);
}

void SqlServerTest::cleanupTestCase()
{
    m_server.closeWriteChannel();
    if (m_server.state() != QProcess::NotRunning)
        QVERIFY(m_server.waitForFinished(30'000));
}

CONCORD_TEST(SqlServerTest)
#include "tst_sqlserver.moc"
