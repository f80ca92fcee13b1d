// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts of T-SQL: what GO cuts, and what a batch does.
#include "query/sqltext.h"
#include "sqlserver/sqlserverdialect.h"
#include "testprogram.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class BatchesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scriptsAreCutAtGo_data();
    void scriptsAreCutAtGo();
    void linesAreTheScripts();
    void batchesRunAsOftenAsGoSays();
    void batchAtTheCursor();
    void joinedBatchesComeBack();
    void mutatedScriptsDoNoHarm();
    void batchesAreClassified_data();
    void batchesAreClassified();
    void readsMayRun_data();
    void readsMayRun();
    void nothingElseMayRun_data();
    void nothingElseMayRun();
    void dangerIsSeen_data();
    void dangerIsSeen();
    void namesAndTextsAreQuoted();
    void scriptsHoldStatementsAsBatches();
};

static const Dialect &tsql()
{
    return sqlServerDialect();
}

static QStringList texts(const QList<ScriptStatement> &statements)
{
    QStringList result;
    for (const ScriptStatement &statement : statements)
        result << statement.text;
    return result;
}

void BatchesTest::scriptsAreCutAtGo_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &script, const QStringList &expected) { QTest::newRow(name) << script << expected; };
    row("nothing", u" -- a\n GO \n;;\nGO"_s, {});
    row("one batch", u"SELECT 1; SELECT 2"_s, {u"SELECT 1; SELECT 2"_s});
    row("no semicolons", u"SELECT 1\nSELECT 2\nGO\nSELECT 3"_s, {u"SELECT 1\nSELECT 2"_s, u"SELECT 3"_s});
    row("any case, blanks, a comment", u"SELECT 1\n  go  -- done\r\nSELECT 2\r\nGo\r\n"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("not within a line", u"SELECT 1 GO\nSELECT go FROM t"_s, {u"SELECT 1 GO\nSELECT go FROM t"_s});
    row("not as the start of a word", u"SELECT 1\nGOTO x\nGO_ON\ngo5x"_s, {u"SELECT 1\nGOTO x\nGO_ON\ngo5x"_s});
    row("not in a string", u"SELECT 'a\nGO\nb'\nGO\nSELECT 2"_s, {u"SELECT 'a\nGO\nb'"_s, u"SELECT 2"_s});
    row("not in a comment", u"SELECT 1 /* a\nGO\n/* nested\nGO */ */\nGO\nSELECT 2"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("not in a name", u"SELECT [a\nGO\n]]b]\nGO\nSELECT \"c\nGO\n\""_s, {u"SELECT [a\nGO\n]]b]"_s, u"SELECT \"c\nGO\n\""_s});
    row("bodies stay whole", u"CREATE PROCEDURE p AS\nBEGIN\n  DECLARE @a int = 1;\n  SELECT @a;\nEND\nGO\nEXEC p"_s,
        {u"CREATE PROCEDURE p AS\nBEGIN\n  DECLARE @a int = 1;\n  SELECT @a;\nEND"_s, u"EXEC p"_s});
    row("the semicolon that MERGE needs stays", u"MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE;\nGO\n"_s,
        {u"MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE;"_s});
    row("semicolon behind GO", u"SELECT 1\nGO;\nSELECT 2"_s, {u"SELECT 1"_s, u"SELECT 2"_s});
    row("national strings and money", u"SELECT N'it''s', $1.5, 0x, 1e, #t.a, ##g.b, @@ROWCOUNT\nGO"_s,
        {u"SELECT N'it''s', $1.5, 0x, 1e, #t.a, ##g.b, @@ROWCOUNT"_s});
}

void BatchesTest::scriptsAreCutAtGo()
{
    QFETCH(const QString, script);
    QFETCH(const QStringList, expected);
    const auto split = splitScript(script, tsql());
    QVERIFY2(split, qPrintable(split ? QString() : split.error().message));
    QCOMPARE(texts(*split), expected);
}

void BatchesTest::linesAreTheScripts()
{
    const QString script = u"-- head\nSELECT 1\nGO\n\n/* second */\n  SELECT 2\nFROM t\nGO 2\nSELECT 3"_s;
    const auto split = splitScript(script, tsql());
    QVERIFY(split);
    QCOMPARE(split->size(), 4);
    QCOMPARE(split->at(0).line, 2);
    QCOMPARE(split->at(1).line, 6);
    QCOMPARE(split->at(2).line, 6);
    QCOMPARE(split->at(3).line, 9);
    QCOMPARE(script.sliced(split->at(1).offset, split->at(1).text.size()), split->at(1).text);
}

void BatchesTest::batchesRunAsOftenAsGoSays()
{
    const auto five = splitScript(u"INSERT t DEFAULT VALUES\nGO 5\nSELECT 1\nGO 0\nSELECT 2"_s, tsql());
    QVERIFY(five);
    QCOMPARE(texts(*five), QStringList(5, u"INSERT t DEFAULT VALUES"_s) + QStringList{u"SELECT 2"_s});
    const auto many = splitScript(u"SELECT 1\nGO 1001"_s, tsql());
    QVERIFY(!many);
    QCOMPARE(many.error().kind, ErrorKind::Syntax);
    QVERIFY(!splitScript(u"SELECT 1\nGO 99999999999999999999"_s, tsql()));
}

void BatchesTest::batchAtTheCursor()
{
    const QString script = u"SELECT 1\nGO\nSELECT 2; SELECT 3\nGO"_s;
    const auto at = [&](int cursor) { return statementAt(script, cursor, tsql()).value_or(ScriptStatement{}).text; };
    QCOMPARE(at(3), u"SELECT 1"_s);
    QCOMPARE(at(14), u"SELECT 2; SELECT 3"_s);
    QCOMPARE(at(static_cast<int>(script.size())), u"SELECT 2; SELECT 3"_s);
}

static QStringList hardBatches()
{
    return {u"SELECT 1"_s,
            u"SELECT 'a;\nGO\nit''s', N'б', [odd]]name], \"q\"\"n\" FROM dbo.t"_s,
            u"DECLARE @a int = 1; IF @a > 0 BEGIN SELECT @a END ELSE BEGIN PRINT 'no' END"_s,
            u"CREATE PROCEDURE p @x AS int AS BEGIN\n/* GO\n/* GO */ */ SELECT 1 END"_s,
            u"SELECT a.b.c, $partition.f(1), geometry::Parse('POINT(1 2)') FROM #t"_s,
            u"BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH THROW; END CATCH"_s,
            u"-- GO\nSELECT 1e5, .5, 0xFF, 1.e-3"_s};
}

void BatchesTest::joinedBatchesComeBack()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QStringList batches = hardBatches();
    const QStringList gaps{u""_s, u" "_s, u"\r\n"_s, u"\n-- don't; GO\n"_s, u" /* it's\nGO\n */ "_s, u"\n;\n"_s};
    const QStringList ends{u"\nGO\n"_s, u"\r\ngo\r\n"_s, u"\n GO -- x\n"_s, u"\nGO 1\n"_s};
    const auto pick = [&random](const QStringList &list) { return list[random.bounded(list.size())]; };
    for (int round = 0; round < 2000; ++round) {
        QString script;
        QStringList expected;
        for (int n = 1 + random.bounded(6); n > 0; --n) {
            QString batch = pick(batches);
            script += pick(gaps) + batch;
            if (batch.startsWith(u"-- GO\n")) // comments at the ends go
                batch = batch.sliced(6);
            expected << batch;
            script += pick(ends);
        }
        const auto split = splitScript(script, tsql());
        QVERIFY2(split, qPrintable(script));
        QCOMPARE(texts(*split), expected);
        for (const ScriptStatement &one : *split) {
            QCOMPARE(script.sliced(one.offset, one.text.size()), one.text);
            QCOMPARE(one.line, script.first(one.offset).count(u'\n') + 1);
        }
    }
}

/// Cut, doubled and swapped text: everything ends, and what is taken for a read holds no bare word that begins a change.
void BatchesTest::mutatedScriptsDoNoHarm()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QStringList batches = hardBatches();
    for (int round = 0; round < 4000; ++round) {
        QString script = batches[random.bounded(batches.size())] + u"\nGO\nDELETE FROM t"_s;
        for (int n = 1 + random.bounded(5); n > 0 && !script.isEmpty(); --n) {
            const int at = random.bounded(static_cast<int>(script.size()));
            switch (random.bounded(4)) {
            case 0: script.remove(at, random.bounded(8)); break;
            case 1: script.insert(at, u"'\"[];/*$()@#\n"_s[random.bounded(13)]); break;
            case 2: script.insert(at, script.sliced(at).left(random.bounded(20))); break;
            default: script[at] = QChar(random.bounded(0x10000)); break;
            }
        }
        (void)statementAt(script, random.bounded(static_cast<int>(script.size()) + 1), tsql());
        QString joined;
        for (const SqlToken &token : tokenize(script, tsql()))
            joined += script.sliced(token.offset, token.length);
        QCOMPARE(joined, script);
        const auto split = splitScript(script, tsql());
        for (const ScriptStatement &one : split.value_or(QList<ScriptStatement>{})) {
            if (!checkReadOnly(one.text, tsql()))
                continue;
            for (const SqlToken &token : tokenize(one.text, tsql()))
                QVERIFY2(token.kind != SqlToken::Kind::Word || one.text.sliced(token.offset, token.length) != u"DELETE", qPrintable(one.text));
        }
    }
}

void BatchesTest::batchesAreClassified_data()
{
    QTest::addColumn<QString>("batch");
    QTest::addColumn<StatementKind>("kind");
    QTest::addColumn<QString>("verb");
    const auto row = [](const QString &batch, StatementKind kind, const QString &verb) { QTest::newRow(qPrintable(batch)) << batch << kind << verb; };
    using Kind = StatementKind;
    row(u" -- nothing"_s, Kind::Empty, {});
    row(u"SELECT 1"_s, Kind::Read, u"SELECT"_s);
    row(u"WITH a AS (SELECT 1 AS x) SELECT * FROM a"_s, Kind::Read, u"SELECT"_s);
    row(u"SELECT 1 DELETE FROM t WHERE a = 1"_s, Kind::Write, u"DELETE"_s);
    row(u"DECLARE @a int; SET @a = 1; SELECT @a"_s, Kind::Read, u"SELECT"_s);
    row(u"SET NOCOUNT ON"_s, Kind::Session, u"SET"_s);
    row(u"USE other"_s, Kind::Session, u"USE"_s);
    row(u"BEGIN TRAN"_s, Kind::TransactionControl, u"BEGIN"_s);
    row(u"COMMIT"_s, Kind::TransactionControl, u"COMMIT"_s);
    row(u"CREATE TABLE t (a int)"_s, Kind::Ddl, u"CREATE TABLE"_s);
    row(u"CREATE OR ALTER PROC p AS DELETE FROM t"_s, Kind::Ddl, u"CREATE PROCEDURE"_s);
    row(u"EXEC sp_help 'dbo.t'"_s, Kind::Read, u"EXEC"_s);
    row(u"sp_help 'dbo.t'"_s, Kind::Read, u"EXEC"_s);
    row(u"EXEC my_procedure"_s, Kind::Unknown, u"EXEC"_s);
    row(u"MERGE t USING u ON 1=1 WHEN MATCHED THEN DELETE;"_s, Kind::Write, u"MERGE"_s);
    row(u"SELECT a INTO b FROM c"_s, Kind::Ddl, u"SELECT INTO"_s);
}

void BatchesTest::batchesAreClassified()
{
    QFETCH(const QString, batch);
    QFETCH(const StatementKind, kind);
    QFETCH(const QString, verb);
    const StatementClass what = classify(batch, tsql());
    QCOMPARE(what.kind, kind);
    QCOMPARE(what.verb, verb);
}

void BatchesTest::readsMayRun_data()
{
    QTest::addColumn<QString>("batch");
    int number = 0;
    for (const QString &batch : {u"SELECT TOP (10) * FROM dbo.t WITH (NOLOCK) ORDER BY 1"_s,
                                 u"SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY"_s,
                                 u"SELECT [delete], \"update\" FROM [drop] WHERE x = 'DELETE FROM t'"_s,
                                 u"SELECT 1 -- DELETE\n"_s,
                                 u"/* DROP */ SELECT 1;"_s,
                                 u"WITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS y) SELECT * FROM a CROSS JOIN b OPTION (MERGE JOIN)"_s,
                                 u"SELECT * FROM a INNER MERGE JOIN b ON a.x = b.x"_s,
                                 u"SELECT a FROM t FOR XML PATH('r')"_s,
                                 u"SELECT REPLACE(a, 'x', 'y') FROM t"_s,
                                 u"SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END FROM t"_s,
                                 u"DECLARE @a int = 1 IF @a > 0 SELECT 1 ELSE SELECT 2"_s,
                                 u"SET NOCOUNT ON; SET TRANSACTION ISOLATION LEVEL SNAPSHOT; SELECT 1"_s,
                                 u"(SELECT 1) UNION ALL (SELECT 2)"_s,
                                 u"EXEC sp_columns @table_name = N't'"_s,
                                 u"EXEC sys.sp_helptext 'p'"_s,
                                 u"DECLARE @r int EXEC @r = [sp_helpindex] 't' SELECT @r"_s,
                                 u"SELECT COUNT(*) FROM sys.tables; SELECT DB_NAME()"_s,
                                 u"SELECT geometry::Parse('POINT(1 2)').STAsText()"_s,
                                 u"SELECT * FROM t FOR SYSTEM_TIME AS OF '2026-01-01'"_s,
                                 u";WITH a AS (SELECT 1 AS b) SELECT * FROM a"_s,
                                 u"SELECT * FROM t OPTION (RECOMPILE, USE HINT ('DISABLE_PARAMETER_SNIFFING'))"_s,
                                 u"SELECT {fn NOW()}, {d '2026-01-01'}, '{call p}' FROM {oj a LEFT OUTER JOIN b ON a.c = b.c}"_s,
                                 u"SELECT 1 AS send, 2 AS get"_s})
        QTest::addRow("%s (%d)", qPrintable(batch.simplified()), ++number) << batch;
}

void BatchesTest::readsMayRun()
{
    QFETCH(const QString, batch);
    const auto may = checkReadOnly(batch, tsql());
    QVERIFY2(may, qPrintable(may ? QString() : may.error().message));
}

void BatchesTest::nothingElseMayRun_data()
{
    QTest::addColumn<QString>("batch");
    int number = 0;
    for (const QString &batch : {u"DELETE FROM t"_s,
                                 u"SELECT 1 {call p}"_s,
                                 u"SELECT 1 { CALL sp_executesql (N'DELETE FROM t')}"_s,
                                 u"SELECT 1 {? = call p}"_s,
                                 u"SELECT 1 {/* x */call p}"_s,
                                 u"SELECT 1 DELETE FROM t"_s,
                                 u"SELECT 1.DELETE FROM t"_s,
                                 u"SELECT 1e DELETE FROM t"_s,
                                 u"SELECT 1eDELETE FROM t"_s,
                                 u"SELECT 0xUPDATE t SET a = 1"_s,
                                 u"SELECT $DELETE FROM t"_s,
                                 u"SELECT 1 AS DELETE FROM t"_s,
                                 u"SELECT a\u00A0DELETE FROM t"_s,
                                 u"SELECT a\u3000DROP TABLE t"_s,
                                 u"SELECT 1 -- x\rDELETE FROM t"_s,
                                 u"SELECT 1 -- x\u2028DELETE FROM t"_s,
                                 u"SELECT 'x'DELETE FROM t"_s,
                                 u"SELECT [x]DELETE FROM t"_s,
                                 u"SELECT /* /* */ */ 1 DROP TABLE t"_s,
                                 u"SELECT * INTO copy FROM t"_s,
                                 u"WITH a AS (SELECT * FROM t) DELETE FROM a"_s,
                                 u"WITH a AS (SELECT * FROM t) INSERT INTO u SELECT * FROM a"_s,
                                 u"INSERT t VALUES (1)"_s,
                                 u"MERGE t USING u ON 1 = 1 WHEN MATCHED THEN DELETE;"_s,
                                 u"EXEC ('DELETE FROM t')"_s,
                                 u"EXECUTE (@sql)"_s,
                                 u"EXEC @procedure"_s,
                                 u"EXEC sp_executesql N'DELETE FROM t'"_s,
                                 u"[sp_executesql] N'DELETE FROM t'"_s,
                                 u"my_procedure"_s,
                                 u"dbo.sp_help"_s,
                                 u"EXEC dbo.sp_help"_s,
                                 u"EXEC other..sp_help"_s,
                                 u"EXEC xp_cmdshell 'dir'"_s,
                                 u"EXEC sp_configure 'x', 1"_s,
                                 u"EXEC sp_spaceused @updateusage = 'true'"_s,
                                 u"EXECUTE AS USER = 'dbo'"_s,
                                 u"SELECT * FROM OPENQUERY(srv, 'DELETE FROM t')"_s,
                                 u"SELECT * FROM OPENROWSET(BULK '/etc/passwd', SINGLE_CLOB) AS x"_s,
                                 u"SELECT * FROM OPENDATASOURCE('SQLNCLI', 'x').a.b.c"_s,
                                 u"SELECT * FROM sys.fn_get_audit_file('x', NULL, NULL)"_s,
                                 u"SELECT NEXT VALUE FOR s"_s,
                                 u"SELECT * FROM t WITH (UPDLOCK)"_s,
                                 u"SELECT * FROM t WITH (TABLOCKX, HOLDLOCK)"_s,
                                 u"WAITFOR DELAY '01:00'"_s,
                                 u"BULK INSERT t FROM 'x'"_s,
                                 u"DBCC CHECKDB"_s,
                                 u"KILL 55"_s,
                                 u"SHUTDOWN"_s,
                                 u"BACKUP DATABASE d TO DISK = 'x'"_s,
                                 u"RESTORE DATABASE d FROM DISK = 'x'"_s,
                                 u"RECONFIGURE"_s,
                                 u"CHECKPOINT"_s,
                                 u"RAISERROR('x', 10, 1) WITH LOG"_s,
                                 u"SET IDENTITY_INSERT t ON"_s,
                                 u"SET IMPLICIT_TRANSACTIONS ON"_s,
                                 u"SET QUOTED_IDENTIFIER OFF SELECT 1"_s,
                                 u"SET CONTEXT_INFO 0x1"_s,
                                 u"SET ROWCOUNT 1"_s,
                                 u"; ; DELETE FROM t"_s,
                                 u"SELECT 1 AS x ENABLE TRIGGER tr ON t"_s,
                                 u"SELECT 1; DISABLE TRIGGER tr ON t"_s,
                                 u"SELECT 1; RECEIVE * FROM q"_s,
                                 u"SEND ON CONVERSATION @h"_s,
                                 u"END CONVERSATION @h"_s,
                                 u"BEGIN DIALOG CONVERSATION @h FROM SERVICE a TO SERVICE 'b'"_s,
                                 u"DECLARE c CURSOR FOR SELECT 1"_s,
                                 u"OPEN c"_s,
                                 u"FETCH NEXT FROM c INTO @a"_s,
                                 u"IF 1 = 1 DROP TABLE t"_s,
                                 u"WHILE 1 = 1 UPDATE t SET a = 1"_s,
                                 u"BEGIN SELECT 1; TRUNCATE TABLE t END"_s,
                                 u"DECLARE @t TABLE (a int) INSERT @t VALUES (1)"_s,
                                 u"GRANT SELECT ON t TO public"_s,
                                 u"DENY SELECT ON t TO public"_s,
                                 u"UPDATE STATISTICS t"_s,
                                 u"ALTER DATABASE d SET READ_WRITE"_s,
                                 u"SELECT 'a"_s,
                                 u"again: DELETE FROM t"_s,
                                 u";WITH a AS (SELECT * FROM t) UPDATE a SET x = 1"_s,
                                 u";WITH a AS (SELECT * FROM t) MERGE a USING u ON 1 = 1 WHEN MATCHED THEN DELETE OUTPUT deleted.x;"_s,
                                 u"SELECT [a]]]DELETE FROM t"_s,
                                 u"SELECT N'it''s'DELETE FROM t"_s,
                                 u"SELECT /* /* */ */ /* */ 1 /* /* x */ */ DROP TABLE t"_s,
                                 u"BEGIN TRAN SELECT 1 COMMIT"_s,
                                 u"USE other"_s,
                                 u"EXEC sp_who; EXEC sp_rename 'a', 'b'"_s,
                                 u"INSERT t EXEC sp_who"_s,
                                 u"DECLARE @s nvarchar(99) = N'DROP TABLE t' EXEC (@s)"_s,
                                 u"SELECT * FROM t WITH (NOLOCK, XLOCK)"_s,
                                 u"UPDATE t SET a = 1 OUTPUT inserted.a WHERE 1 = 0"_s,
                                 u"BEGIN TRY SELECT 1 END TRY BEGIN CATCH DELETE FROM t END CATCH"_s,
                                 u"WITH XMLNAMESPACES ('a' AS b) DELETE FROM t"_s,
                                 u"OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = 'x'"_s,
                                 u"SELECT 1 /* open"_s,
                                 u"nonsense"_s,
                                 u"SELECT 1; nonsense"_s,
                                 u"SELECT * FROM (DELETE FROM t OUTPUT deleted.a) AS x"_s,
                                 u"INSERT INTO u SELECT * FROM (MERGE t USING v ON 1=1 WHEN MATCHED THEN DELETE OUTPUT deleted.a) AS x(a)"_s,
                                 u"REVERT"_s,
                                 u"ADD SIGNATURE TO p BY CERTIFICATE c"_s,
                                 u"WRITETEXT t.a @p 'x'"_s})
        QTest::addRow("%s (%d)", qPrintable(batch.simplified()), ++number) << batch;
}

void BatchesTest::nothingElseMayRun()
{
    QFETCH(const QString, batch);
    const auto may = checkReadOnly(batch, tsql());
    QVERIFY2(!may, qPrintable(batch));
    QCOMPARE(may.error().kind, ErrorKind::ReadOnly);
    QVERIFY(!may.error().message.isEmpty() && !may.error().message.contains("  "_L1));
    QVERIFY(classify(batch, tsql()).mayWrite());
}

void BatchesTest::dangerIsSeen_data()
{
    QTest::addColumn<QString>("batch");
    QTest::addColumn<bool>("withoutWhere");
    QTest::addColumn<bool>("destructive");
    const auto row = [](const QString &batch, bool withoutWhere, bool destructive) {
        QTest::newRow(qPrintable(batch)) << batch << withoutWhere << destructive;
    };
    row(u"DELETE FROM t"_s, true, false);
    row(u"DELETE FROM t WHERE a = 1"_s, false, false);
    row(u"UPDATE t SET a = 1 SELECT 1 WHERE 1 = 1"_s, true, false); // that WHERE is the SELECT's
    row(u"UPDATE t WITH (ROWLOCK) SET a = 1 FROM t JOIN u ON t.x = u.x WHERE t.y = 1"_s, false, false);
    row(u"UPDATE t SET a = 1; DELETE FROM t WHERE a = 1"_s, true, false);
    row(u"UPDATE t SET a = (SELECT 1 WHERE 1 = 1)"_s, true, false);
    row(u"MERGE t USING u ON 1=1 WHEN MATCHED THEN DELETE;"_s, false, false);
    row(u"DROP TABLE t"_s, false, true);
    row(u"TRUNCATE TABLE t"_s, false, true);
    row(u"ALTER TABLE t DROP COLUMN a"_s, false, true);
    row(u"CREATE PROCEDURE p AS DELETE FROM t"_s, false, false);
}

void BatchesTest::dangerIsSeen()
{
    QFETCH(const QString, batch);
    const StatementClass what = classify(batch, tsql());
    QTEST(what.withoutWhere, "withoutWhere");
    QTEST(what.destructive, "destructive");
}

void BatchesTest::namesAndTextsAreQuoted()
{
    QCOMPARE(tsql().quoted(u"a]b"_s), u"[a]]b]"_s);
    QCOMPARE(tsql().identifier(u"order"_s), u"[order]"_s);
    QCOMPARE(tsql().identifier(u"OrderId"_s), u"OrderId"_s);
    // A bare literal would keep '?' for what the database's code page does not have.
    QCOMPARE(tsql().literal(u"it's"_s), u"'it''s'"_s);
    QCOMPARE(tsql().literal(u"Привет"_s), u"N'Привет'"_s);
}

void BatchesTest::scriptsHoldStatementsAsBatches()
{
    QCOMPARE(tsql().inScript(u"SELECT 1"_s), u"SELECT 1;\nGO"_s);
    QCOMPARE(tsql().inScript(u"MERGE t;"_s), u"MERGE t;\nGO"_s);
    const auto split = splitScript(tsql().inScript(u"SELECT 1"_s) + u'\n' + tsql().inScript(u"SELECT 2"_s), tsql());
    QVERIFY(split);
    QCOMPARE(texts(*split), (QStringList{u"SELECT 1;"_s, u"SELECT 2;"_s}));
}

CONCORD_TEST(BatchesTest)
#include "tst_batches.moc"
