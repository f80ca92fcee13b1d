// SPDX-License-Identifier: GPL-3.0-or-later
// What system views say on some servers only: by their version, their collation and the login's rights; emulated in SQLite.
#include "compare/unread.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "schema/sqlitefile.h"
#include "schema/systemfacts.h"
#include "schema/systemviews.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/sqlservertypes.h"
#include "sqlserver/systemrowsink.h"
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
    void anyViewMayBeMissing_data();
    void anyViewMayBeMissing();
    void aViewWithoutAColumnIsNotBelieved_data();
    void aViewWithoutAColumnIsNotBelieved();
    void anOldServerHasNoMoreThanItHad_data();
    void anOldServerHasNoMoreThanItHad();

private:
    [[nodiscard]] QString makeStandardViews();

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

/// INFORMATION_SCHEMA with what the system views say. Empty: all went well.
QString TestSqlServerVersions::makeStandardViews()
{
    const QString owned = u" FROM sys.%1 x JOIN sys.%2 t ON t.object_id = x.%3 JOIN sys.schemas s ON s.schema_id = t.schema_id"_s;
    const QString keyed = u"s.name AS CONSTRAINT_SCHEMA, x.name AS CONSTRAINT_NAME, s.name AS TABLE_SCHEMA, t.name AS TABLE_NAME"_s;
    const QString ofTable = u"parent_object_id"_s;
    const QStringList statements{
        u"ATTACH ':memory:' AS INFORMATION_SCHEMA"_s,
        u"CREATE TABLE INFORMATION_SCHEMA.TABLES AS SELECT s.name AS TABLE_SCHEMA, t.name AS TABLE_NAME, t.type AS TABLE_TYPE FROM "
        "(SELECT name, schema_id, 'BASE TABLE' AS type FROM sys.tables WHERE coalesce(is_ms_shipped, 0) = 0 "
        "AND object_id NOT IN (SELECT major_id FROM sys.extended_properties WHERE name = 'microsoft_database_tools_support') UNION ALL SELECT name, "
        "schema_id, 'VIEW' FROM sys.views) t "
        "JOIN sys.schemas s ON s.schema_id = t.schema_id"_s,
        u"CREATE TABLE INFORMATION_SCHEMA.COLUMNS AS SELECT s.name AS TABLE_SCHEMA, t.name AS TABLE_NAME, x.name AS COLUMN_NAME, "
        "x.column_id AS ORDINAL_POSITION, d.definition AS COLUMN_DEFAULT, CASE x.is_nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS IS_NULLABLE, "
        "y.name AS DATA_TYPE, CASE WHEN y.name LIKE 'n%char' THEN x.max_length / 2 ELSE x.max_length END AS CHARACTER_MAXIMUM_LENGTH, "
        "x.precision AS NUMERIC_PRECISION, x.scale AS NUMERIC_SCALE, x.scale AS DATETIME_PRECISION"_s
            + owned.arg(u"columns"_s, u"tables"_s, u"object_id"_s)
            + u" JOIN sys.types y ON y.user_type_id = x.system_type_id "
              "LEFT JOIN sys.default_constraints d ON d.parent_object_id = x.object_id AND d.parent_column_id = x.column_id"_s,
        u"CREATE TABLE INFORMATION_SCHEMA.TABLE_CONSTRAINTS AS SELECT %1, CASE x.type WHEN 'PK' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END AS CONSTRAINT_TYPE"_s
                .arg(keyed)
            + owned.arg(u"key_constraints"_s, u"tables"_s, ofTable) + u" UNION ALL SELECT %1, 'FOREIGN KEY'"_s.arg(keyed)
            + owned.arg(u"foreign_keys"_s, u"tables"_s, ofTable),
        u"CREATE TABLE INFORMATION_SCHEMA.KEY_COLUMN_USAGE AS SELECT %1, c.name AS COLUMN_NAME, k.index_column_id AS ORDINAL_POSITION"_s.arg(keyed)
            + owned.arg(u"key_constraints"_s, u"tables"_s, ofTable)
            + u" JOIN sys.index_columns k ON k.object_id = t.object_id AND k.index_id = x.unique_index_id "
              "JOIN sys.columns c ON c.object_id = t.object_id AND c.column_id = k.column_id UNION ALL SELECT %1, c.name, k.constraint_column_id"_s
                  .arg(keyed)
            + owned.arg(u"foreign_keys"_s, u"tables"_s, ofTable)
            + u" JOIN sys.foreign_key_columns k ON k.constraint_object_id = x.object_id "
              "JOIN sys.columns c ON c.object_id = t.object_id AND c.column_id = k.parent_column_id"_s,
        u"CREATE TABLE INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS AS SELECT s.name AS CONSTRAINT_SCHEMA, x.name AS CONSTRAINT_NAME, "
        "'dbo' AS UNIQUE_CONSTRAINT_SCHEMA, 'PK__customer__X' AS UNIQUE_CONSTRAINT_NAME, 'CASCADE' AS UPDATE_RULE, 'SET NULL' AS DELETE_RULE"_s
            + owned.arg(u"foreign_keys"_s, u"tables"_s, ofTable)};
    for (const QString &statement : statements) {
        if (const Answer answer = run(m_file->connection(), statement); answer.error)
            return statement + u": "_s + answer.error->message;
    }
    return {};
}

void TestSqlServerVersions::anyViewMayBeMissing_data()
{
    QTest::addColumn<QString>("view");
    for (const QString &query : systemViewQueries()) {
        const QString view = query.section(u' ', 3, 3);
        QTest::newRow(qPrintable(view)) << view;
    }
}

/// A server that only speaks SQL Server's protocol, or a login with few rights: the rest is read, and what is missing is said.
void TestSqlServerVersions::anyViewMayBeMissing()
{
    QFETCH(const QString, view);
    QCOMPARE(makeStandardViews(), QString());
    CatalogRequest request;
    request.privileges = request.statistics = true;
    const auto whole = m_views->read(request);
    QVERIFY(whole);
    QVERIFY(!run(m_file->connection(), u"DROP TABLE "_s + view).error);
    const auto read = m_views->read(request);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE((*read)->count(ObjectKind::Table), (*whole)->count(ObjectKind::Table));
    for (const ObjectPtr &object : (*whole)->objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const auto table = std::static_pointer_cast<const Table>(object);
        const auto other = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, table->ref));
        QVERIFY2(other, qPrintable(table->ref.name));
        QCOMPARE(other->columns.size(), table->columns.size());
        for (std::size_t i = 0; i < table->columns.size(); ++i) {
            QCOMPARE(other->columns[i].name, table->columns[i].name);
            QCOMPARE(other->columns[i].nullable, table->columns[i].nullable);
            QCOMPARE(other->columns[i].type, table->columns[i].type);
        }
    }
    const bool numbersOnly = view == "sys.partitions"_L1 || view == "sys.allocation_units"_L1;
    const bool unasked = view == "sys.hash_indexes"_L1; // of which there are none
    const auto named = [&](const Unread &one) { return one.what == view && !one.reason.isEmpty(); };
    QCOMPARE(std::ranges::any_of((*read)->info().unread, named), !numbersOnly && !unasked);
    if (view != "sys.tables"_L1 && view != "sys.columns"_L1 && view != "sys.schemas"_L1)
        return;
    const auto order = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"sales"_s, u"order"_s}));
    QCOMPARE(order->foreignKeys.size(), 1U);
    QCOMPARE(order->foreignKeys[0].target, (ObjectRef{u"dbo"_s, u"customer"_s}));
    QCOMPARE(order->foreignKeys[0].targetColumns, QStringList{u"id"_s});
    QCOMPARE(order->foreignKeys[0].onDelete, ReferentialAction::SetNull);
    request.schema = u"SALES"_s;
    const auto one = m_views->read(request);
    QVERIFY(one);
    QCOMPARE((*one)->info().scope, u"sales"_s);
    QCOMPARE((*one)->count(ObjectKind::Table), 1);
    QVERIFY(!run(m_file->connection(), u"DROP TABLE INFORMATION_SCHEMA.TABLES"_s).error);
    const auto none = m_views->read();
    QVERIFY(!none); // nothing tells what tables there are: no empty database
    QVERIFY2(none.error().message.contains(view), qPrintable(none.error().message));
}

void TestSqlServerVersions::aViewWithoutAColumnIsNotBelieved_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("column"); // empty: the view itself
    for (const char *lacking : {"columns.is_nullable", "columns.max_length", "columns.column_id", "schemas.schema_id", "tables.name",
                                "indexes.is_primary_key", "indexes.index_id", "index_columns.key_ordinal", "index_columns", "foreign_keys.object_id",
                                "foreign_keys.referenced_object_id", "foreign_key_columns.constraint_object_id", "foreign_key_columns"}) {
        const QStringList words = QString::fromLatin1(lacking).split(u'.');
        QTest::newRow(lacking) << u"sys."_s + words[0] << words.value(1);
    }
}

/// What cannot be known without it is not read, and said: no column that is NOT NULL, no key without columns that nobody told of.
void TestSqlServerVersions::aViewWithoutAColumnIsNotBelieved()
{
    QFETCH(const QString, view);
    QFETCH(const QString, column);
    QCOMPARE(makeStandardViews(), QString());
    const auto whole = m_views->read();
    QVERIFY(whole);
    const QString change = column.isEmpty() ? u"DROP TABLE "_s + view : u"ALTER TABLE %1 DROP COLUMN %2"_s.arg(view, column);
    const Answer changed = run(m_file->connection(), change);
    QVERIFY2(!changed.error, changed.error ? qPrintable(changed.error->message) : "");
    const auto read = m_views->read();
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    // The comparison asks so why a schema's tables are not known wholly.
    const auto said = [&](const Unread &one) { return one.what == view && one.reason.contains(column); };
    QVERIFY(std::ranges::any_of((*read)->info().unread, said));
    QVERIFY(!unreadReason(**read, {u"dbo"_s, u"customer"_s}).isNull());
    QCOMPARE((*read)->count(ObjectKind::Table), (*whole)->count(ObjectKind::Table));
    for (const ObjectPtr &object : (*read)->objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const auto table = std::static_pointer_cast<const Table>(object);
        const auto before = std::static_pointer_cast<const Table>((*whole)->find(ObjectKind::Table, table->ref));
        QVERIFY(before);
        QCOMPARE(table->columns.size(), before->columns.size());
        for (std::size_t i = 0; i < table->columns.size(); ++i) {
            QCOMPARE(table->columns[i].nullable, before->columns[i].nullable);
            QCOMPARE(table->columns[i].type, before->columns[i].type);
        }
        QVERIFY(!table->primaryKey || !table->primaryKey->columns.isEmpty());
        QVERIFY(std::ranges::none_of(table->indexes, [](const Index &index) { return index.parts.empty(); }));
        QVERIFY(std::ranges::none_of(table->foreignKeys, [](const ForeignKey &key) { return key.columns.isEmpty() || key.target.name.isEmpty(); }));
    }
}

void TestSqlServerVersions::anOldServerHasNoMoreThanItHad_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("version");
    QTest::addColumn<int>("unread");
    const QString own = u"Microsoft SQL Server"_s;
    QTest::newRow("2008 R2") << own << u"10.50.1600.1"_s << 0;
    QTest::newRow("2012") << own << u"11.0.2100.60"_s << 1;
    QTest::newRow("2022") << own << u"16.0.4135.4"_s << 2;
    QTest::newRow("one to come") << own << u"99.0.1"_s << 2;
    QTest::newRow("no version") << own << QString() << 2;
    QTest::newRow("another's") << u"Babelfish for PostgreSQL"_s << u"2.1.1"_s << 2;
}

void TestSqlServerVersions::anOldServerHasNoMoreThanItHad()
{
    QFETCH(const QString, product);
    QFETCH(const QString, version);
    QFETCH(const int, unread);
    for (const QString &view : {u"sequences"_s, u"periods"_s})
        QVERIFY(!run(m_file->connection(), u"DROP TABLE sys."_s + view).error);
    const SystemRowSource source = [this](const QString &sql, const std::function<void(const SystemRow &)> &each) -> Result<void> {
        SystemRowSink sink(each);
        return m_file->connection().execute({sql, {}}, sink).transform_error([](Error error) {
            error.kind = ErrorKind::NotFound; // as of number 208
            return error;
        });
    };
    SqlServerPlace place;
    place.product = product;
    place.version = version;
    const auto read = SqlServerCatalogReader(source, {}, place).read();
    QVERIFY(read);
    const auto views = std::ranges::count_if((*read)->info().unread, [](const Unread &one) { return one.what.startsWith("sys."_L1); });
    QCOMPARE(views, unread);
}

CONCORD_TEST(TestSqlServerVersions)
#include "tst_sqlserverversions.moc"
