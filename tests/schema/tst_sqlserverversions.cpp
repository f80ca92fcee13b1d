// SPDX-License-Identifier: GPL-3.0-or-later
// What system views say on some servers only: by their version, their collation and the login's rights; emulated in SQLite.
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "schema/sqlitefile.h"
#include "schema/systemfacts.h"
#include "schema/systemviews.h"
#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/sqlservertypes.h"
#include "sqlserver/systemviews.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSqlServerVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void schemasAreFoundAsTheDatabaseComparesNames_data();
    void schemasAreFoundAsTheDatabaseComparesNames();
    void newerServersHaveMore();
    void definitionsThatMayNotBeSeenAreSaid();
    void aViewOfTheProductsOwnIsKnown();

private:
    std::unique_ptr<SqliteFile> m_file;
    std::unique_ptr<SystemViews> m_views;
};

void TestSqlServerVersions::init()
{
    m_file = std::make_unique<SqliteFile>();
    m_views = std::make_unique<SystemViews>();
    QVERIFY(!run(m_file->connection(), u"ATTACH ':memory:' AS sys"_s).error);
    QCOMPARE(m_views->create(m_file->connection()), QString());
    putFacts(*m_views);
}

void TestSqlServerVersions::schemasAreFoundAsTheDatabaseComparesNames_data()
{
    QTest::addColumn<QString>("collation");
    QTest::addColumn<QString>("ofNames");
    QTest::addColumn<int>("containment");
    QTest::addColumn<bool>("found");
    const QString exact = u"Latin1_General_100_CS_AS"_s;
    QTest::newRow("case does not matter") << u"SQL_Latin1_General_CP1_CI_AS"_s << QString() << 0 << true;
    QTest::newRow("it does") << exact << u"DATABASE_DEFAULT"_s << 0 << false;
    QTest::newRow("binary") << u"Latin1_General_BIN2"_s << QString() << 0 << false;
    QTest::newRow("it does, on Babelfish") << u"bbf_unicode_cp1_cs_as"_s << QString() << 0 << false;
    QTest::newRow("not in names, on Azure") << exact << u"SQL_Latin1_General_CP1_CI_AS"_s << 0 << true;
    QTest::newRow("not in names of a contained database") << exact << QString() << 1 << true;
}

void TestSqlServerVersions::schemasAreFoundAsTheDatabaseComparesNames()
{
    QFETCH(const QString, collation);
    QFETCH(const QString, ofNames);
    QFETCH(const int, containment);
    QFETCH(const bool, found);
    Connection *connection = &m_file->connection();
    SystemViews &views = *m_views;
    for (const QString &column : {u"containment"_s, u"catalog_collation_type_desc"_s})
        QVERIFY(!run(*connection, u"ALTER TABLE sys.databases ADD COLUMN "_s + column).error);
    QVERIFY(!run(*connection,
                 u"UPDATE sys.databases SET collation_name = '%1', catalog_collation_type_desc = '%2', containment = %3"_s.arg(collation, ofNames)
                     .arg(containment))
                 .error);
    CatalogRequest request;
    request.schema = u"SALES"_s;
    const auto read = views.read(request);
    QCOMPARE(read.has_value(), found);
    if (!read)
        return;
    QCOMPARE((*read)->info().scope, u"sales"_s);
    QCOMPARE((*read)->info().nameRule, u"ignore_case"_s);
    QCOMPARE((*read)->count(ObjectKind::Table), 1);
}

/// Ledger tables (2022), graphs (2017), vectors (2025), column sets.
void TestSqlServerVersions::newerServersHaveMore()
{
    Connection *connection = &m_file->connection();
    SystemViews &views = *m_views;
    for (const QString &column :
         {u"tables ADD COLUMN ledger_type"_s, u"tables ADD COLUMN is_dropped_ledger_table"_s, u"columns ADD COLUMN graph_type"_s})
        QVERIFY(!run(*connection, u"ALTER TABLE sys."_s + column).error);
    views.addColumn(views.addTable(u"audit"_s, {{u"ledger_type"_s, 3}}), 1, u"id"_s, u"int"_s, false);
    views.addColumn(views.addTable(u"MSSQL_DroppedLedgerTable_audit"_s, {{u"is_dropped_ledger_table"_s, 1}}), 1, u"id"_s, u"int"_s, false);
    const qint64 person = views.addTable(u"person"_s, {{u"is_node"_s, 1}});
    views.addColumn(person, 1, u"graph_id_5C8FA57AA7714B7DABBB83A3CC4BCC96"_s, u"bigint"_s, false, {{u"graph_type"_s, 1}});
    views.addColumn(person, 2, u"$node_id_0D1C2B3A405060708090A0B0C0D0E0F0"_s, u"nvarchar(1000)"_s, true, {{u"graph_type"_s, 2}});
    views.addColumn(person, 3, u"name"_s, u"nvarchar(50)"_s, true);
    views.addColumn(person, 4, u"all_of_them"_s, u"xml"_s, true, {{u"is_column_set"_s, 1}});
    views.addIndex(person, 2, u"GRAPH_UNIQUE_INDEX_A1B2"_s, {{u"is_unique"_s, 1}}, {{{u"column_id"_s, 1}}});
    views.addIndex(person, 3, u"by_node"_s, {{u"is_unique"_s, 1}}, {{{u"column_id"_s, 2}}});
    QCOMPARE(views.problem(), QString());
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QVERIFY(!(*read)->find(ObjectKind::Table, {u"dbo"_s, u"MSSQL_DroppedLedgerTable_audit"_s}));
    const auto audit = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"dbo"_s, u"audit"_s}));
    QVERIFY(audit);
    QVERIFY(SqlServerDdlText({}).createTable(*audit).endsWith(u"WITH (LEDGER = ON (APPEND_ONLY = ON))"_s));
    const auto node = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"dbo"_s, u"person"_s}));
    QVERIFY(node);
    QCOMPARE(node->columns.size(), 2U);
    QCOMPARE(node->columns[0].name, u"name"_s);
    QCOMPARE(node->columns[1].options, u"COLUMN_SET FOR ALL_SPARSE_COLUMNS"_s);
    QCOMPARE(node->indexes.size(), 1U);
    QCOMPARE(node->indexes[0].parts.at(0).column, u"$node_id"_s);
    QCOMPARE(sqlServerTypeText(u"vector"_s, 8 + 4 * 1536, 0, 0), u"vector(1536)"_s);
}

/// A login without VIEW DEFINITION sees that there is a default, a check or a filter, and NULL for what it says.
void TestSqlServerVersions::definitionsThatMayNotBeSeenAreSaid()
{
    Connection *connection = &m_file->connection();
    SystemViews &views = *m_views;
    for (const QString &table : {u"default_constraints SET definition = NULL"_s, u"check_constraints SET definition = NULL"_s,
                                 u"indexes SET filter_definition = NULL"_s, u"computed_columns SET definition = NULL"_s})
        QVERIFY(!run(*connection, u"UPDATE sys."_s + table).error);
    const auto read = views.read();
    QVERIFY(read);
    QStringList unread;
    for (const Unread &one : (*read)->info().unread) {
        if (one.object.name == "customer"_L1 && one.reason == "VIEW DEFINITION"_L1)
            unread.append(one.what);
    }
    unread.sort();
    QCOMPARE(unread,
             (QStringList{u"customer.CK__customer__1"_s, u"customer.IX_name"_s, u"customer.active"_s, u"customer.doubled"_s, u"customer.made"_s}));
}

void TestSqlServerVersions::aViewOfTheProductsOwnIsKnown()
{
    QVERIFY(isOwnView(u"Babelfish for PostgreSQL"_s, u"dbo"_s, u"sysdatabases"_s));
    QVERIFY(!isOwnView(u"Babelfish for PostgreSQL"_s, u"sales"_s, u"sysdatabases"_s));
    QVERIFY(!isOwnView(u"Microsoft SQL Server"_s, u"dbo"_s, u"sysdatabases"_s));
}

CONCORD_TEST(TestSqlServerVersions)
#include "tst_sqlserverversions.moc"
