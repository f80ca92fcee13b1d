// SPDX-License-Identifier: GPL-3.0-or-later
// What Oracle's driver makes of addresses, errors and SQL*Plus lines, without a server.
#include "connection/connectionurl.h"
#include "connection/driver.h"
#include "oracle/oracleclientcommand.h"
#include "oracle/oracleerror.h"
#include "oracle/oracletarget.h"
#include "registry/drivers.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestOracleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerDrivers(m_registry); }
    void addressesAreWritten_data();
    void addressesAreWritten();
    void wrongAddressesAreRefused_data();
    void wrongAddressesAreRefused();
    void urlsComeBack_data();
    void urlsComeBack();
    void sourcesAndDriversAreNamed();
    void aMissingDriverSaysWhatToInstall();
    void errorsAreTold_data();
    void errorsAreTold();
    void linesOfTheClientAreUnderstood_data();
    void linesOfTheClientAreUnderstood();

private:
    [[nodiscard]] Result<Endpoint> endpoint(const QString &url) const
    {
        return parseUrl(url, m_registry).transform([this](const ParsedUrl &parsed) { return adHocEndpoint(parsed, m_registry); });
    }
    DriverRegistry m_registry;
};

void TestOracleText::addressesAreWritten_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("address");
    QTest::newRow("service") << u"oracle://scott@legacy:1522/ORCL"_s << u"//legacy:1522/ORCL"_s;
    QTest::newRow("default port") << u"oracle://legacy/sales.example.com"_s << u"//legacy:1521/sales.example.com"_s;
    QTest::newRow("another program's scheme") << u"oracle+oracledb://scott@legacy/ORCL"_s << u"//legacy:1521/ORCL"_s;
    QTest::newRow("service as an option") << u"oracle://legacy/?service=ORCL"_s << u"//legacy:1521/ORCL"_s;
    QTest::newRow("IPv6") << u"oracle://[::1]/ORCL"_s << u"//[::1]:1521/ORCL"_s;
    QTest::newRow("alias") << u"oracle:///SALES"_s << u"SALES"_s;
    QTest::newRow("alias as an option") << u"oracle://scott@/?tns=SALES"_s << u"SALES"_s;
    QTest::newRow("SID") << u"oracle://legacy/?sid=ORCL"_s
                         << u"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=legacy)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))"_s;
    QTest::newRow("pooled") << u"oracle://legacy/ORCL?server=pooled"_s
                            << u"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=legacy)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=ORCL)(SERVER=POOLED)))"_s;
    QTest::newRow("TLS")
        << u"oracle://legacy:2484/ORCL?sslmode=require"_s
        << u"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=legacy)(PORT=2484))(CONNECT_DATA=(SERVICE_NAME=ORCL))(SECURITY=(SSL_SERVER_DN_MATCH=NO)))"_s;
    QTest::newRow("TLS with the server's name") << u"oracle://legacy:2484/ORCL?sslmode=verify-full&wallet=/tmp"_s
                                                << u"(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=legacy)(PORT=2484))(CONNECT_DATA=(SERVICE_NAME=ORCL))"
                                                   "(SECURITY=(SSL_SERVER_DN_MATCH=YES)(MY_WALLET_DIRECTORY=/tmp)))"_s;
}

void TestOracleText::addressesAreWritten()
{
    QFETCH(QString, url);
    QFETCH(QString, address);
    const auto made = endpoint(url);
    QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
    QCOMPARE(made->engine, u"oracle"_s);
    const auto checked = checkOracleEndpoint(*made);
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
    QCOMPARE(oracleAddress(*made), address);
}

void TestOracleText::wrongAddressesAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("word");
    QTest::newRow("no service") << u"oracle://legacy"_s << u"service"_s;
    QTest::newRow("service and SID") << u"oracle://legacy/ORCL?sid=X"_s << u"only one"_s;
    QTest::newRow("alias with a host") << u"oracle://legacy/?tns=X"_s << u"host"_s;
    QTest::newRow("a name that would end the descriptor") << u"oracle://legacy/?sid=X)(HOST=evil)"_s << u"no name"_s;
    QTest::newRow("an option that is none") << u"oracle://legacy/ORCL?nls_lang=german"_s << u"nls_lang"_s;
    QTest::newRow("TLS if it likes") << u"oracle://legacy/ORCL?sslmode=prefer"_s << u"tries TLS"_s;
    QTest::newRow("CA file") << u"oracle://legacy/ORCL?sslmode=require&sslrootcert=/tmp/ca.pem"_s << u"wallet"_s;
    QTest::newRow("wallet that is not there") << u"oracle://legacy/ORCL?sslmode=require&wallet=/nowhere"_s << u"/nowhere"_s;
    QTest::newRow("socket") << u"oracle:///ORCL?socket=/tmp/x"_s << u"socket"_s;
    QTest::newRow("wallet without TLS") << u"oracle://legacy/ORCL?wallet=/tmp"_s << u"for TLS"_s;
    QTest::newRow("service and alias") << u"oracle:///ORCL?tns=X"_s << u"only one"_s;
    QTest::newRow("service twice") << u"oracle://legacy/ORCL?service=X"_s << u"only one"_s;
    QTest::newRow("SID of no host") << u"oracle:///?sid=X"_s << u"host"_s;
    QTest::newRow("alias with TLS that would not be held") << u"oracle:///SALES?sslmode=verify-full"_s << u"TLS"_s;
    QTest::newRow("data source with TLS that would not be held") << u"oracle://scott@/?dsn=X&sslmode=require"_s << u"TLS"_s;
    QTest::newRow("data source with a service") << u"oracle://scott@/ORCL?dsn=X"_s << u"data source"_s;
    QTest::newRow("server process") << u"oracle://legacy/ORCL?server=mine"_s << u"dedicated"_s;
}

void TestOracleText::wrongAddressesAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, word);
    const auto made = endpoint(url);
    const auto checked = made ? checkOracleEndpoint(*made) : Result<void>(fail(made.error()));
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.contains(word), qPrintable(checked.error().message));
    if (made)
        QCOMPARE(m_registry.find(u"oracle"_s)->open(*made, {}, noDeadline).error().message, checked.error().message);
}

void TestOracleText::urlsComeBack_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"oracle://scott@legacy:1522/ORCL", "oracle://legacy?sid=ORCL", "oracle:///SALES", "oracle://legacy/ORCL?server=pooled"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestOracleText::urlsComeBack()
{
    QFETCH(QString, url);
    const auto parsed = parseUrl(url, m_registry);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QCOMPARE(formatUrl(parsed->server, parsed->profile, m_registry), url);
}

void TestOracleText::sourcesAndDriversAreNamed()
{
    const OdbcTarget driver = oracleTarget(*endpoint(u"oracle://scott:tiger@legacy/ORCL"_s), u"Oracle 23 ODBC driver"_s);
    QCOMPARE(driver.value(u"DRIVER"_s), u"Oracle 23 ODBC driver"_s);
    QCOMPARE(driver.value(u"DBQ"_s), u"//legacy:1521/ORCL"_s);
    QCOMPARE(driver.user, u"scott"_s);
    const auto text = odbcConnectionString(driver);
    QVERIFY(text);
    QVERIFY(!text->contains(u"tiger") && !text->contains(u"scott"));
    const OdbcTarget source = oracleTarget(*endpoint(u"oracle://scott@/?dsn=sales"_s), {});
    QCOMPARE(source.value(u"DSN"_s), u"sales"_s);
    QVERIFY(source.value(u"DRIVER"_s).isEmpty());
}

void TestOracleText::aMissingDriverSaysWhatToInstall()
{
    const auto opened = m_registry.find(u"oracle"_s)->open(*endpoint(u"oracle://scott@localhost/ORCL"_s), {}, noDeadline);
    if (opened || opened.error().kind != ErrorKind::NotFound)
        QSKIP("an ODBC driver for Oracle is installed here");
    QVERIFY2(opened.error().message.contains(u"Instant Client"), qPrintable(opened.error().message));
}

void TestOracleText::errorsAreTold_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<bool>("connecting");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const QString &message, bool connecting, const char *code, const char *kind, int line = 0, int column = 0) {
        QTest::newRow(name) << message << connecting << QString::fromLatin1(code) << QString::fromLatin1(kind) << line << column;
    };
    row("no table", u"ORA-00942: table or view does not exist"_s, false, "ORA-00942", "server");
    row("syntax", u"ORA-00933: SQL command not properly ended"_s, false, "ORA-00933", "syntax");
    row("a place in a unit", u"ORA-06550: line 2, column 3:\nPLS-00201: identifier 'X' must be declared"_s, false, "ORA-06550", "syntax", 2, 3);
    row("a place that is not there", u"ORA-06550: line 9, column 3:\nPLS-00201: x"_s, false, "ORA-06550", "syntax");
    row("raised in the block", u"ORA-20001: no\nORA-06512: at \"HR.RAISE\", line 7\nORA-06512: at line 2"_s, false, "ORA-20001", "server", 2, 1);
    row("raised in a block within", u"ORA-20001: no\nORA-06512: at line 1\nORA-06512: at line 2"_s, false, "ORA-20001", "server", 2, 1);
    row("raised in a unit", u"ORA-20001: no\nORA-06512: at \"HR.RAISE\", line 2"_s, false, "ORA-20001", "server");
    row("being started", u"ORA-01033: ORACLE initialization or shutdown in progress"_s, true, "ORA-01033", "connection");
    row("SYS", u"ORA-28009: connection as SYS should be as SYSDBA or SYSOPER"_s, true, "ORA-28009", "authentication");
    row("password", u"ORA-01017: invalid username/password; logon denied"_s, true, "ORA-01017", "authentication");
    row("no such service", u"ORA-12514: TNS:listener does not currently know of service requested"_s, true, "ORA-12514", "not_found");
    row("nobody listens", u"ORA-12541: TNS:no listener"_s, true, "ORA-12541", "connection");
    row("write in a read-only transaction", u"ORA-01456: may not perform insert/delete/update operation inside a READ ONLY transaction"_s, false,
        "ORA-01456", "read_only");
    row("rights", u"ORA-01031: insufficient privileges"_s, false, "ORA-01031", "permission");
    row("cancelled", u"ORA-01013: user requested cancel of current operation"_s, false, "ORA-01013", "cancelled");
    row("gone", u"ORA-03113: end-of-file on communication channel"_s, false, "ORA-03113", "lost");
    row("locked", u"ORA-00054: resource busy and acquire with NOWAIT specified"_s, false, "ORA-00054", "busy");
    row("not Oracle's", u"something else"_s, false, "HY000", "server");
}

void TestOracleText::errorsAreTold()
{
    QFETCH(QString, message);
    QFETCH(bool, connecting);
    QFETCH(QString, code);
    QFETCH(QString, kind);
    QFETCH(int, line);
    QFETCH(int, column);
    Error given;
    given.kind = ErrorKind::Server;
    given.code = u"HY000"_s;
    given.message = message;
    const Error error = oracleError(given, u"BEGIN\n  x := 1;\nEND;"_s, connecting);
    QCOMPARE(error.code, code);
    QCOMPARE(errorKindName(error.kind), kind);
    QCOMPARE(error.line, line);
    QCOMPARE(error.column, column);
}

void TestOracleText::linesOfTheClientAreUnderstood_data()
{
    using What = OracleClientCommand::What;
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &line, What what, const QString &text) {
        QTest::newRow(qPrintable(line)) << line << static_cast<int>(what) << text;
    };
    row(u"PROMPT It's done; really"_s, What::Say, u"It's done; really"_s);
    row(u"rem nothing"_s, What::Skip, QString());
    row(u"SET SERVEROUTPUT ON"_s, What::Skip, u"SET SERVEROUTPUT ON"_s);
    row(u"EXEC pay.run(1, -\n  'a')"_s, What::Run, u"BEGIN pay.run(1, \n  'a'); END;"_s);
    row(u"DESC hr.employees"_s, What::Run, u"owner = 'HR' AND table_name = 'EMPLOYEES'"_s);
    row(u"describe \"Odd\""_s, What::Run, u"table_name = 'Odd'"_s);
    row(u"SHOW ERRORS"_s, What::Run, u"user_errors"_s);
    row(u"SHOW PARAMETERS x"_s, What::Refuse, u"SHOW PARAMETERS"_s);
    row(u"SPOOL /tmp/x"_s, What::Refuse, u"SPOOL"_s);
    row(u"@setup.sql"_s, What::Refuse, u"@"_s);
    row(u"CONNECT scott/tiger"_s, What::Refuse, u"CONNECT"_s);
    row(u"EXIT"_s, What::Refuse, u"EXIT"_s);
}

void TestOracleText::linesOfTheClientAreUnderstood()
{
    QFETCH(QString, line);
    QFETCH(int, what);
    QFETCH(QString, text);
    const auto command = oracleClientCommand(line);
    QVERIFY(command);
    QCOMPARE(static_cast<int>(command->what), what);
    QVERIFY2(command->text.contains(text), qPrintable(command->text));
    QVERIFY(!command->text.contains(u"tiger"));
    QVERIFY(!oracleClientCommand(u"SELECT 1 FROM dual"_s));
    QVERIFY(!oracleClientCommand(u"SET ROLE a"_s));
}

CONCORD_TEST(TestOracleText)
#include "tst_oracletext.moc"
