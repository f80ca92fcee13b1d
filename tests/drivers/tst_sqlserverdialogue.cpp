// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a server over FreeTDS's driver: values that are bound, the schema that a profile names, what a login may see. To a stand-in that
// speaks the protocol and answers what a test says.
#include "compare/unread.h"
#include "connection/connectionurl.h"
#include "odbc/odbcinstalled.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "support/opened.h"
#include "support/tdsserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

class TestSqlServerDialogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void boundValuesKeepTheirTypes_data();
    void boundValuesKeepTheirTypes();
    void aSchemaIsNamedAsTheDatabaseComparesIt();
    void aViewOfBabelfishsOwnIsNotShown();
    void whatALoginMayNotSeeIsSaid();
    void theStandardsViewsAreEnough();
};

using Type = tds::Type;

namespace {

QByteArray cells(const QStringList &names, const QList<QVariantList> &rows)
{
    const QList<Type> types(names.size(), Type::NVarChar);
    QByteArray bytes = tds::columns(names, types);
    for (const QVariantList &row : rows)
        bytes += tds::row(row, types);
    return bytes + tds::done(false, rows.size());
}

/// A small database: a schema Sales with a table, dbo with a view. Names are compared without regard to case.
QByteArray answered(const QString &sql)
{
    if (sql.startsWith(u"CALL "))
        return tds::columns({u"asked"_s}, {Type::NVarCharMax}) + tds::row({sql.sliced(5)}, {Type::NVarCharMax}) + tds::done(false, 1);
    if (sql == u"SELECT @@VERSION")
        return cells({{}}, {{u"Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8 (Babelfish 4.2.0)"_s}});
    if (sql.startsWith(u"SELECT name FROM sys.schemas WHERE name = "))
        return sql.endsWith(u"'SALES'") ? cells({u"name"_s}, {{u"Sales"_s}}) : cells({u"name"_s}, {});
    if (sql.endsWith(u" FROM sys.schemas"))
        return cells({u"name"_s, u"schema_id"_s}, {{u"dbo"_s, u"1"_s}, {u"Sales"_s, u"5"_s}});
    if (sql == u"SELECT * FROM sys.tables")
        return cells({u"name"_s, u"object_id"_s, u"schema_id"_s}, {{u"orders"_s, u"100"_s, u"5"_s}, {u"staff"_s, u"101"_s, u"1"_s}});
    if (sql == u"SELECT * FROM sys.views")
        return cells({u"name"_s, u"object_id"_s, u"schema_id"_s}, {{u"sysdatabases"_s, u"102"_s, u"1"_s}, {u"names"_s, u"103"_s, u"1"_s}});
    if (sql == u"SELECT * FROM sys.types")
        return cells({u"name"_s, u"user_type_id"_s, u"system_type_id"_s}, {{u"int"_s, u"56"_s, u"56"_s}});
    if (sql == u"SELECT * FROM sys.columns")
        return cells({u"object_id"_s, u"name"_s, u"column_id"_s, u"user_type_id"_s}, {{u"100"_s, u"id"_s, u"1"_s, u"56"_s}});
    return tds::message(208, 16, u"Invalid object name."_s, 1) + tds::done(false, -1, true);
}

QByteArray asMicrosoft(const QString &sql)
{
    if (sql == u"SELECT @@VERSION")
        return cells({{}}, {{u"Microsoft SQL Server 2022 (RTM-CU14) - 16.0.4135.4 (X64)"_s}});
    if (sql.contains("HAS_PERMS_BY_NAME"_L1))
        return cells({{}}, {{u"0"_s}});
    return answered(sql);
}

/// A server that knows the standard's views alone.
QByteArray asTheStandard(const QString &sql)
{
    if (sql == u"SELECT * FROM INFORMATION_SCHEMA.TABLES")
        return cells({u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s, u"TABLE_TYPE"_s},
                     {{u"dbo"_s, u"staff"_s, u"BASE TABLE"_s}, {u"dbo"_s, u"names"_s, u"VIEW"_s}});
    if (sql.startsWith(u"SELECT * FROM INFORMATION_SCHEMA.COLUMNS"))
        return cells({u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s, u"COLUMN_NAME"_s, u"ORDINAL_POSITION"_s, u"IS_NULLABLE"_s, u"DATA_TYPE"_s,
                      u"CHARACTER_MAXIMUM_LENGTH"_s},
                     {{u"dbo"_s, u"staff"_s, u"name"_s, u"2"_s, u"YES"_s, u"nvarchar"_s, u"40"_s},
                      {u"dbo"_s, u"staff"_s, u"id"_s, u"1"_s, u"NO"_s, u"int"_s, {}}});
    return tds::message(208, 16, u"Invalid object name."_s, 1) + tds::done(false, -1, true);
}

Result<std::unique_ptr<Connection>> opened(const TdsServer &server, const QString &schema = {})
{
    const auto url = parseUrl(u"mssql://sa@127.0.0.1:%1/Emulated?driver=FreeTDS"_s.arg(server.port()), drivers());
    Endpoint endpoint = adHocEndpoint(*url, drivers());
    endpoint.schema = schema;
    return concord::test::open(endpoint, Secret("right"));
}

TdsServer::Answerer plain()
{
    return answered;
}

QStringList namesOf(const Result<QList<ObjectName>> &objects)
{
    QStringList names;
    for (const ObjectName &object : objects.value_or(QList<ObjectName>{}))
        names.append(object.schema + u'.' + object.name);
    return names;
}

} // namespace

void TestSqlServerDialogue::initTestCase()
{
    if (!installedOdbcDrivers().contains("FreeTDS"_L1))
        QSKIP("needs FreeTDS's ODBC driver");
}

void TestSqlServerDialogue::boundValuesKeepTheirTypes_data()
{
    QTest::addColumn<Tag>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("declared");
    QTest::addColumn<QString>("sent");
    QTest::newRow("integer") << Tag::Integer << u"-9223372036854775808"_s << u"BIGINT"_s << u"-9223372036854775808"_s;
    QTest::newRow("text") << Tag::Text << u"привет 🙂 ' "_s << u"NVARCHAR(12)"_s << u"привет 🙂 ' "_s;
    QTest::newRow("empty text") << Tag::Text << u""_s << u"NVARCHAR(1)"_s << u""_s;
    QTest::newRow("long text") << Tag::Text << QString(5000, u'я') << u"NVARCHAR(MAX)"_s << QString(5000, u'я');
    QTest::newRow("decimal") << Tag::Decimal << u"-12.50"_s << u"DECIMAL(6,2)"_s << u"-1250 of ("_s;
    QTest::newRow("float") << Tag::Float << u"0.1"_s << u"FLOAT"_s << u"0.10000000000000001"_s;
    QTest::newRow("boolean") << Tag::Boolean << u"true"_s << u"BIT"_s << u"1"_s;
}

void TestSqlServerDialogue::boundValuesKeepTheirTypes()
{
    QFETCH(const Tag, type);
    QFETCH(const QString, text);
    QFETCH(const QString, declared);
    QFETCH(const QString, sent);
    const TdsServer server(plain);
    const auto connection = opened(server);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const Answer answer = run(**connection, u"SELECT ? AS a"_s, {{{}, type, text}});
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    const QStringList asked = answer.cell().split(u'|');
    QCOMPARE(asked.size(), 4);
    QCOMPARE(asked[0], u"10"_s); // sp_executesql
    QCOMPARE(asked[1].simplified(), u"SELECT @P1 AS a"_s);
    QCOMPARE(asked[2], u"@P1 "_s + declared);
    QVERIFY2(asked[3].startsWith(sent), qPrintable(asked[3]));
}

void TestSqlServerDialogue::aSchemaIsNamedAsTheDatabaseComparesIt()
{
    const TdsServer server(plain);
    const auto connection = opened(server, u"SALES"_s);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(namesOf((*connection)->objects(Clock::now() + 10s)), QStringList{u"Sales.orders"_s});
    const auto read = (*connection)->readCatalog({}, {}, Clock::now() + 10s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE((*read)->info().scope, u"Sales"_s);
    // Its sys.columns tells no lengths, and INFORMATION_SCHEMA is not there: that is said, and the rest is read.
    const auto halfTold = [](const Unread &one) { return one.what == "sys.columns"_L1 && one.reason.contains("is_nullable"_L1); };
    QVERIFY(std::ranges::any_of((*read)->info().unread, halfTold));
    QCOMPARE((*read)->count(ObjectKind::Table), 1);
    const auto wrong = opened(server, u"saels"_s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::NotFound);
    QVERIFY2(wrong.error().message.contains("Sales"_L1), qPrintable(wrong.error().message));
}

void TestSqlServerDialogue::aViewOfBabelfishsOwnIsNotShown()
{
    const TdsServer server(plain);
    const auto connection = opened(server);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(namesOf((*connection)->objects(Clock::now() + 10s)), (QStringList{u"Sales.orders"_s, u"dbo.names"_s, u"dbo.staff"_s}));
    const auto read = (*connection)->readCatalog({}, {}, Clock::now() + 10s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE((*read)->count(ObjectKind::View), 1);
}

void TestSqlServerDialogue::whatALoginMayNotSeeIsSaid()
{
    const TdsServer server([] { return TdsServer::Answerer(asMicrosoft); });
    const auto connection = opened(server);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto read = (*connection)->readCatalog({}, {}, Clock::now() + 10s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QVERIFY(std::ranges::any_of((*read)->info().unread,
                                [](const Unread &one) { return one.object.name.isEmpty() && one.reason == "VIEW DEFINITION"_L1; }));
    QCOMPARE((*read)->count(ObjectKind::View), 2); // on SQL Server a view of that name is a person's own
}

/// Tables and columns are listed, read and told apart from what nobody told.
void TestSqlServerDialogue::theStandardsViewsAreEnough()
{
    const TdsServer server([] { return TdsServer::Answerer(asTheStandard); });
    const auto connection = opened(server);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QVERIFY((*connection)->serverInfo(Clock::now() + 10s));
    const auto objects = (*connection)->objects(Clock::now() + 10s);
    QCOMPARE(namesOf(objects), (QStringList{u"dbo.names"_s, u"dbo.staff"_s}));
    const auto columns = (*connection)->columns(objects->last(), Clock::now() + 10s);
    QVERIFY2(columns, columns ? "" : qPrintable(columns.error().message));
    QCOMPARE(columns->size(), 2);
    QCOMPARE(columns->first().name, u"id"_s);
    QCOMPARE(columns->last().nativeType, u"nvarchar(40)"_s);
    const auto read = (*connection)->readCatalog({}, {}, Clock::now() + 10s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE((*read)->count(ObjectKind::Table), 1);
    QCOMPARE((*read)->count(ObjectKind::View), 1);
    QVERIFY(!unreadReason(**read, {u"dbo"_s, u"staff"_s}).isNull());
}

CONCORD_TEST(TestSqlServerDialogue)
#include "tst_sqlserverdialogue.moc"
