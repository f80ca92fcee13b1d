// SPDX-License-Identifier: GPL-3.0-or-later
// What of SQL Server's driver needs no server: connection strings, errors and messages, plans.
#include "sqlserver/sqlservererror.h"
#include "sqlserver/sqlserverplan.h"
#include "sqlserver/sqlservertarget.h"
#include "support/opened.h"
#include "testprogram.h"

#include "connection/connectionurl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSqlServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urlsAreTaken_data();
    void urlsAreTaken();
    void freeTdsIsTold();
    void microsoftIsTold();
    void valuesCannotEscapeTheirBraces();
    void whatCannotBeKeptIsRefused_data();
    void whatCannotBeKeptIsRefused();
    void errorsSayNumberStateAndLine();
    void proceduresHaveLinesOfTheirOwn();
    void messagesAreTold();
    void plansAreTrees();
    void badPlansAreRefused_data();
    void badPlansAreRefused();
    void readOnlyIsCalledAdvisory();
};

static Endpoint endpointOf(const QString &url)
{
    const auto parsed = parseUrl(url, drivers());
    return parsed ? adHocEndpoint(*parsed, drivers()) : Endpoint{};
}

static QString textOf(const Result<OdbcTarget> &target)
{
    if (!target)
        return u"error: "_s + target.error().message;
    return odbcConnectionString(*target).value_or(u"refused"_s);
}

void TestSqlServer::urlsAreTaken_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("mssql") << u"mssql://sa:Pass@legacy:1433/inventory"_s;
    QTest::newRow("sqlserver") << u"sqlserver://sa@legacy/inventory"_s;
    QTest::newRow("as Go's driver writes it") << u"sqlserver://sa:Pass@legacy?database=inventory&encrypt=disable"_s;
    QTest::newRow("as JDBC's names it") << u"sqlserver://sa:Pass@legacy?databaseName=inventory&trustServerCertificate=true"_s;
    QTest::newRow("another program's") << u"mssql+pyodbc://sa@legacy/inventory?driver=ODBC+Driver+18+for+SQL+Server&TrustServerCertificate=yes"_s;
}

void TestSqlServer::urlsAreTaken()
{
    QFETCH(const QString, url);
    const Endpoint endpoint = endpointOf(url);
    QCOMPARE(endpoint.engine, u"sqlserver"_s);
    QCOMPARE(endpoint.host, u"legacy"_s);
    QCOMPARE(endpoint.database, u"inventory"_s);
    QCOMPARE(endpoint.user, u"sa"_s);
    QVERIFY(!endpoint.name.contains("Pass"_L1));
    const auto checked = drivers().find(u"sqlserver"_s)->check(endpoint);
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
}

void TestSqlServer::freeTdsIsTold()
{
    Endpoint endpoint = endpointOf(u"mssql://sa@legacy/inventory"_s);
    QCOMPARE(
        textOf(sqlServerTarget(endpoint, u"FreeTDS"_s)),
        u"DRIVER={FreeTDS};SERVER=legacy;PORT=1433;DATABASE=inventory;APP=Concord;ApplicationIntent=ReadOnly;TDS_Version=7.4;ClientCharset=UTF-8"_s);
    endpoint = endpointOf(u"mssql://legacy:5000/inventory?sslmode=require&application_intent=ReadWrite&integrated_security=yes&tds_version=7.3"_s);
    QCOMPARE(
        textOf(sqlServerTarget(endpoint, u"FreeTDS"_s)),
        u"DRIVER={FreeTDS};SERVER=legacy;PORT=5000;DATABASE=inventory;APP=Concord;Trusted_Connection=Yes;ApplicationIntent=ReadWrite;TDS_Version=7.3;"
        "ClientCharset=UTF-8;Encryption=require"_s);
    endpoint = endpointOf(u"mssql://legacy?instance=SQLEXPRESS"_s);
    endpoint.readOnly = false;
    QCOMPARE(textOf(sqlServerTarget(endpoint, u"FreeTDS"_s)),
             u"DRIVER={FreeTDS};SERVER=legacy\\SQLEXPRESS;APP=Concord;TDS_Version=7.4;ClientCharset=UTF-8"_s);
}

void TestSqlServer::microsoftIsTold()
{
    const QString driver = u"ODBC Driver 18 for SQL Server"_s;
    Endpoint endpoint = endpointOf(u"mssql://sa@legacy/inventory?encrypt=yes&trustServerCertificate=true"_s);
    endpoint.readOnly = false;
    QCOMPARE(textOf(sqlServerTarget(endpoint, driver)),
             u"DRIVER={ODBC Driver 18 for SQL Server};SERVER=tcp:legacy,1433;DATABASE=inventory;APP=Concord;MARS_Connection=no;Encrypt=yes;"
             "TrustServerCertificate=yes"_s);
    endpoint = endpointOf(u"mssql://sa@legacy/inventory?sslmode=verify-full&host_name_in_certificate=db.example"_s);
    QVERIFY(textOf(sqlServerTarget(endpoint, driver)).endsWith(u"Encrypt=yes;TrustServerCertificate=no;HostNameInCertificate=db.example"_s));
    endpoint = endpointOf(u"mssql://sa@legacy/inventory?sslmode=disable"_s);
    QVERIFY(textOf(sqlServerTarget(endpoint, driver)).endsWith(u"Encrypt=no"_s));
}

void TestSqlServer::valuesCannotEscapeTheirBraces()
{
    Endpoint endpoint = endpointOf(u"mssql://sa@legacy/x"_s);
    endpoint.database = u"a};UID=sa;{b"_s;
    const QString text = textOf(sqlServerTarget(endpoint, u"FreeTDS"_s));
    QVERIFY2(text.contains(u"DATABASE={a}};UID=sa;{b};"_s), qPrintable(text));
}

void TestSqlServer::whatCannotBeKeptIsRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("driver");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("FreeTDS verifies nothing") << u"mssql://h/d?sslmode=verify-full"_s << u"FreeTDS"_s << ErrorKind::Tls;
    QTest::newRow("nor by another word") << u"mssql://h/d?encrypt=yes&trustservercertificate=no"_s << u"FreeTDS"_s << ErrorKind::Tls;
    QTest::newRow("Microsoft's prefers nothing") << u"mssql://h/d?sslmode=prefer"_s << u"ODBC Driver 18 for SQL Server"_s << ErrorKind::Tls;
    QTest::newRow("said twice") << u"mssql://h/d?sslmode=require&encrypt=no"_s << u"FreeTDS"_s << ErrorKind::Usage;
    QTest::newRow("no such option") << u"mssql://h/d?colour=red"_s << u"FreeTDS"_s << ErrorKind::Usage;
    QTest::newRow("no such value") << u"mssql://h/d?application_intent=Both"_s << u"FreeTDS"_s << ErrorKind::Usage;
}

void TestSqlServer::whatCannotBeKeptIsRefused()
{
    QFETCH(const QString, url);
    QFETCH(const QString, driver);
    QFETCH(const ErrorKind, kind);
    const auto target = sqlServerTarget(endpointOf(url), driver);
    QVERIFY(!target);
    QCOMPARE(target.error().kind, kind);
}

void TestSqlServer::errorsSayNumberStateAndLine()
{
    const QString batch = u"SELECT 1\nSELECT 2\n  SELEKT 3"_s;
    OdbcDiagnostic first{u"01000"_s, 0, u"a message before it"_s, 1, 0, 1, {}};
    OdbcDiagnostic second{u"42000"_s, 102, u"Incorrect syntax near '3'."_s, 3, 15, 1, {}};
    const Error error = makeSqlServerError({first, second}, batch);
    QCOMPARE(error.kind, ErrorKind::Syntax);
    QCOMPARE(error.code, u"102"_s);
    QCOMPARE(error.message, u"Incorrect syntax near '3'."_s);
    QCOMPARE(error.detail, u"level 15, state 1\na message before it"_s); // a line of the batch is none of the script
    QCOMPARE(makeSqlServerError({second}, {}).detail, u"level 15, state 1, line 3"_s);
    QCOMPARE(error.line, 3);
    QCOMPARE(error.column, 3);
    QCOMPARE(error.offset, static_cast<int>(batch.indexOf("SELEKT"_L1)));
    QCOMPARE(makeSqlServerError({{u"28000"_s, 18456, u"Login failed for user 'sa'."_s, 1, 14, 1, {}}}, {}).kind, ErrorKind::Authentication);
    QCOMPARE(makeSqlServerError({{u"42S02"_s, 208, u"Invalid object name 'x'."_s, 1, 16, 1, {}}}, batch).kind, ErrorKind::NotFound);
    QCOMPARE(makeSqlServerError({{u"40001"_s, 1205, u"deadlock victim"_s, 1, 13, 1, {}}}, batch).kind, ErrorKind::Busy);
    const Error babelfish =
        makeSqlServerError({{u"42000"_s, 33557097, u"syntax error near 'SELEKT' at line 3 and character position 2"_s, 1, 16, 1, {}}}, batch);
    QCOMPARE(babelfish.kind, ErrorKind::Syntax);
    QCOMPARE(babelfish.offset, static_cast<int>(batch.indexOf("SELEKT"_L1)));
    QCOMPARE(makeSqlServerError({{u"42000"_s, 50000, u"syntax is what I say"_s, 99, 16, 1, {}}}, batch).offset, -1);
}

void TestSqlServer::proceduresHaveLinesOfTheirOwn()
{
    const Error error = makeSqlServerError({{u"22012"_s, 8134, u"Divide by zero error encountered."_s, 7, 16, 1, u"dbo.p"_s}}, u"EXEC p"_s);
    QCOMPARE(error.line, 0);
    QVERIFY(error.detail.contains("procedure dbo.p"_L1) && error.detail.contains("line 7"_L1));
}

void TestSqlServer::messagesAreTold()
{
    QVERIFY(!makeSqlServerNotice({u"01000"_s, 5701, u"Changed database context to 'x'."_s, 1, 0, 2, {}}));
    const auto printed = makeSqlServerNotice({u"01000"_s, 0, u"привет 🙂"_s, 2, 0, 1, {}});
    QVERIFY(printed);
    QCOMPARE(*printed, (Notice{u"PRINT"_s, {}, u"привет 🙂"_s, 2}));
    const auto raised = makeSqlServerNotice({u"01000"_s, 50000, u"half way"_s, 3, 10, 1, {}});
    QCOMPARE(*raised, (Notice{u"INFO"_s, u"50000"_s, u"half way"_s, 3}));
}

/// Written by hand after the published schema (showplanxml.xsd), as SET SHOWPLAN_XML answers a join.
static QString recordedPlan()
{
    return uR"(<ShowPlanXML xmlns="http://schemas.microsoft.com/sqlserver/2004/07/showplan" Version="1.564" Build="16.0.4000.1"><BatchSequence><Batch><Statements>
<StmtSimple StatementText="SELECT * FROM Album a JOIN Artist r ON r.ArtistId = a.ArtistId WHERE a.Title &gt; N'M'" StatementType="SELECT" StatementSubTreeCost="0.0256">
 <QueryPlan CachedPlanSize="32"><MissingIndexes><MissingIndexGroup Impact="20"><MissingIndex Database="[Chinook]" Schema="[dbo]" Table="[Album]"><ColumnGroup Usage="EQUALITY"><Column Name="[Title]" ColumnId="2"/></ColumnGroup></MissingIndex></MissingIndexGroup></MissingIndexes>
  <RelOp NodeId="0" PhysicalOp="Hash Match" LogicalOp="Inner Join" EstimateRows="100" EstimatedTotalSubtreeCost="0.0256"><OutputList><ColumnReference Column="Title"/></OutputList>
   <Hash><RelOp NodeId="1" PhysicalOp="Clustered Index Scan" LogicalOp="Clustered Index Scan" EstimateRows="275" EstimatedTotalSubtreeCost="0.006"><IndexScan Ordered="0"><Object Database="[Chinook]" Schema="[dbo]" Table="[Artist]" Index="[PK_Artist]"/></IndexScan></RelOp>
   <RelOp NodeId="2" PhysicalOp="Clustered Index Scan" LogicalOp="Clustered Index Scan" EstimateRows="100" EstimatedTotalSubtreeCost="0.007"><IndexScan Ordered="0"><Object Database="[Chinook]" Schema="[dbo]" Table="[Album]" Index="[PK_Album]"/><Predicate><ScalarOperator ScalarString="[Title]&gt;N'M'"><Compare CompareOp="GT"/></ScalarOperator></Predicate></IndexScan></RelOp></Hash>
  </RelOp></QueryPlan></StmtSimple></Statements></Batch></BatchSequence></ShowPlanXML>)"_s;
}

void TestSqlServer::plansAreTrees()
{
    const auto plan = planFromShowplan(recordedPlan());
    QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
    QVERIFY(plan->text.startsWith(u"SELECT * FROM Album"_s) && plan->text.endsWith(u"(cost 0.0256)"_s));
    QCOMPARE(plan->children.size(), 2);
    QCOMPARE(plan->children[0].text, u"missing index on [dbo].[Album]"_s);
    const PlanNode &join = plan->children[1];
    QCOMPARE(join.text, u"Hash Match (Inner Join, rows 100, cost 0.0256)"_s);
    QCOMPARE(join.children.size(), 2);
    QCOMPARE(join.children[0].text, u"Clustered Index Scan ([dbo].[Artist].[PK_Artist], rows 275, cost 0.006)"_s);
    QCOMPARE(join.children[1].text, u"Clustered Index Scan ([dbo].[Album].[PK_Album], where [Title]>N'M', rows 100, cost 0.007)"_s);
}

void TestSqlServer::badPlansAreRefused_data()
{
    QTest::addColumn<QString>("xml");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no XML") << u"plan"_s;
    QTest::newRow("another document") << u"<html/>"_s;
    QTest::newRow("cut") << recordedPlan().first(900);
    QTest::newRow("200,000 levels") << u"<ShowPlanXML>"_s + u"<RelOp>"_s.repeated(200'000);
}

void TestSqlServer::badPlansAreRefused()
{
    QFETCH(const QString, xml);
    const auto plan = planFromShowplan(xml);
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, ErrorKind::Server);
}

void TestSqlServer::readOnlyIsCalledAdvisory()
{
    const auto driver = drivers().find(u"sqlserver"_s);
    QVERIFY(driver->info().readOnlyNote.contains("Read-only is advisory here; use a login with db_datareader"_L1));
    QCOMPARE(driver->info().defaultPort, 1433);
}

CONCORD_TEST(TestSqlServer)
#include "tst_sqlserver.moc"
