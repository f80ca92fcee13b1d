// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog's queries run unchanged against tables of the system views' names and shapes, in SQLite and in PostgreSQL.
#include "compare/comparereport.h"
#include "compare/comparison.h"
#include "schema/postgresqldatabase.h"
#include "schema/schemawriter.h"
#include "schema/sqldefcases.h"
#include "schema/sqlitefile.h"
#include "schema/systemfacts.h"
#include "schema/systemviews.h"
#include "sqlserver/sqlservercatalogreader.h"
#include "sqlserver/systemviews.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSqlServerCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void queriesHoldNothingOfTsqlAlone();
    void chinookIsRead_data();
    void chinookIsRead();
    void chinookIsTheSameAsElsewhere_data();
    void chinookIsTheSameAsElsewhere();
    void factsAreRead_data();
    void factsAreRead();
    void whatCannotBeReadIsSaid();
    void oneSchemaIsRead();
    void tablesInMemoryAreRead();
    void unknownSchemaIsRefused();
    void olderServersLackColumns();
    void serversThatNumberOtherwiseAreRead();

private:
    [[nodiscard]] Connection *connection(const QString &engine);

    std::unique_ptr<SqliteFile> m_file;
    std::unique_ptr<PostgresqlDatabase> m_database;
    CatalogPtr m_chinook;
};

static QString chinook(const QString &file)
{
    QFile source(corporaFolder() + u"/chinook/"_s + file);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const QString script = QString::fromUtf8(source.readAll());
    const qsizetype data = script.indexOf("INSERT INTO"_L1);
    return data > 0 ? script.first(data) : script;
}

void TestSqlServerCatalog::initTestCase()
{
    if (corporaFolder().isEmpty())
        return;
    SqliteFile file;
    QVERIFY(!run(file.connection(), u"ATTACH ':memory:' AS sys"_s).error);
    SystemViews views;
    QCOMPARE(views.create(file.connection()), QString());
    QCOMPARE(views.load(chinook(u"Chinook_SqlServer.sql"_s)), QString());
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    m_chinook = *read;
}

/// A database with an empty schema sys; null where there is no such server here.
Connection *TestSqlServerCatalog::connection(const QString &engine)
{
    if (engine == "sqlite"_L1) {
        m_file = std::make_unique<SqliteFile>();
        return run(m_file->connection(), u"ATTACH ':memory:' AS sys"_s).error ? nullptr : &m_file->connection();
    }
    const auto server = testServer(engine);
    if (!server)
        return nullptr;
    auto database = PostgresqlDatabase::create(*server);
    if (!database || !(*database)->execute(u"CREATE SCHEMA sys"_s).isEmpty())
        return nullptr;
    m_database = std::move(*database);
    return &m_database->connection();
}

void TestSqlServerCatalog::queriesHoldNothingOfTsqlAlone()
{
    const QStringList queries = systemViewQueries();
    QCOMPARE(queries.size(), 34);
    for (const QString &query : queries)
        QVERIFY2(!query.contains(u'[') && !query.contains("INFORMATION_SCHEMA"_L1) && !query.contains(u'@'), qPrintable(query));
}

void TestSqlServerCatalog::chinookIsRead_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("over SQLite") << u"sqlite"_s;
    QTest::newRow("over PostgreSQL") << u"postgresql17"_s;
}

void TestSqlServerCatalog::chinookIsRead()
{
    QFETCH(const QString, engine);
    if (corporaFolder().isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    Connection *connection = this->connection(engine);
    if (!connection)
        QSKIP("no such server here");
    SystemViews views;
    QCOMPARE(views.create(*connection), QString());
    QCOMPARE(views.load(chinook(u"Chinook_SqlServer.sql"_s)), QString());
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    const Catalog &catalog = **read;
    for (const Unread &unread : catalog.info().unread)
        qInfo().noquote() << unread.what << unread.reason;
    QVERIFY(catalog.info().unread.empty());
    QCOMPARE(catalog.count(ObjectKind::Table), 11);
    QCOMPARE(catalog.schemas(), QStringList{u"dbo"_s});
    qsizetype columns = 0;
    qsizetype keys = 0;
    qsizetype indexes = 0;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const Table &table = static_cast<const Table &>(*object);
        columns += static_cast<qsizetype>(table.columns.size());
        keys += static_cast<qsizetype>(table.foreignKeys.size());
        indexes += static_cast<qsizetype>(table.indexes.size());
        QVERIFY(table.primaryKey);
    }
    QCOMPARE(columns, 64);
    QCOMPARE(keys, 11);
    QCOMPARE(indexes, 11);
    const auto track = std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {u"dbo"_s, u"Track"_s}));
    QVERIFY(track);
    QCOMPARE(track->columns.at(1).nativeType, u"nvarchar(200)"_s);
    QVERIFY(!track->columns.at(1).nullable);
    QCOMPARE(track->columns.at(8).nativeType, u"numeric(10,2)"_s);
    const auto link = std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {u"dbo"_s, u"PlaylistTrack"_s}));
    QCOMPARE(link->primaryKey->columns, (QStringList{u"PlaylistId"_s, u"TrackId"_s}));
    QCOMPARE(catalog.fingerprint(), m_chinook->fingerprint());
}

void TestSqlServerCatalog::chinookIsTheSameAsElsewhere_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("SQLite") << u"sqlite"_s;
    QTest::newRow("PostgreSQL") << u"postgresql"_s;
}

void TestSqlServerCatalog::chinookIsTheSameAsElsewhere()
{
    QFETCH(const QString, engine);
    if (corporaFolder().isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    CatalogPtr other;
    SqliteFile file;
    if (engine == "sqlite"_L1) {
        QCOMPARE(file.exec(chinook(u"Chinook_Sqlite.sql"_s)), QString());
        other = file.read();
    } else {
        const auto server = testServer(u"postgresql17"_s);
        if (!server)
            QSKIP("no such server here");
        const auto database = PostgresqlDatabase::create(*server);
        QVERIFY(database);
        QString script = chinook(u"Chinook_PostgreSql.sql"_s);
        script.remove(u"DROP DATABASE IF EXISTS chinook;"_s).remove(u"CREATE DATABASE chinook;"_s).remove(u"\\c chinook;"_s);
        QCOMPARE((*database)->execute(script), QString());
        other = (*database)->read().value_or(nullptr);
    }
    QVERIFY(other);
    const auto end = [](const CatalogPtr &catalog, const QString &name) {
        CompareEnd made;
        made.catalog = catalog;
        made.dialect = &drivers().find(name)->dialect();
        made.name = name;
        return made;
    };
    const Comparison comparison = compareCatalogs(end(m_chinook, u"sqlserver"_s), end(other, engine));
    qsizetype tables = 0;
    qsizetype columns = 0;
    qsizetype keys = 0;
    for (const ObjectComparison &object : comparison.objects) {
        tables += object.left && object.right && object.left->kind == ObjectKind::Table && object.confidence >= 1;
        for (const MemberComparison &member : membersOf(object)) {
            const bool paired = member.left && member.right && member.confidence >= 1;
            columns += paired && member.kind == u"column";
            keys += paired && member.kind == u"foreign_key";
        }
    }
    QCOMPARE(tables, 11);
    QCOMPARE(columns, 64);
    QCOMPARE(keys, 11);
    QVERIFY2(!comparison.summary.differs(), qPrintable(comparisonToText(comparison)));
}

void TestSqlServerCatalog::factsAreRead_data()
{
    chinookIsRead_data();
}

void TestSqlServerCatalog::factsAreRead()
{
    QFETCH(const QString, engine);
    Connection *connection = this->connection(engine);
    if (!connection)
        QSKIP("no such server here");
    SystemViews views;
    QCOMPARE(views.create(*connection), QString());
    putFacts(views);
    QCOMPARE(views.problem(), QString());
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    const Catalog &catalog = **read;
    QCOMPARE(catalog.info().database, u"Emulated"_s);
    QCOMPARE(catalog.info().nameRule, u"ignore_case"_s);
    QCOMPARE(catalog.schemas(), (QStringList{u"dbo"_s, u"sales"_s}));
    QCOMPARE(catalog.count(ObjectKind::Table), 2);

    const auto customer = std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {u"dbo"_s, u"customer"_s}));
    QVERIFY(customer);
    QStringList columns;
    for (const Column &column : customer->columns)
        columns.append(column.name + u' ' + column.nativeType);
    QCOMPARE(columns, (QStringList{u"id int"_s, u"name nvarchar(50)"_s, u"doubled int"_s, u"phone dbo.Phone"_s, u"active bit"_s,
                                   u"made datetime2(3)"_s, u"stamp rowversion"_s}));
    QCOMPARE(customer->columns[0].identity, Identity::Always);
    QCOMPARE(customer->columns[0].sequence->start, u"100"_s);
    QCOMPARE(customer->columns[0].sequence->increment, u"5"_s);
    QCOMPARE(customer->columns[1].collation, u"Latin1_General_CS_AS"_s);
    QCOMPARE(customer->columns[1].comment, u"as they sign; кириллица"_s);
    QCOMPARE(customer->columns[2].generated, Generated::Stored);
    QCOMPARE(customer->columns[2].generationExpression, u"[id]*(2)"_s);
    QCOMPARE(describeType(customer->columns[3].type), u"text(20)"_s);
    QCOMPARE(customer->columns[3].collation, QString());
    QCOMPARE(customer->columns[4].defaultExpression, u"1"_s);
    QCOMPARE(customer->columns[4].options, QString());
    QCOMPARE(customer->columns[5].defaultExpression, u"sysdatetime()"_s);
    QCOMPARE(customer->columns[5].options, u"CONSTRAINT DF_made"_s);
    QCOMPARE(customer->columns[6].type.family, TypeFamily::RowVersion);
    QVERIFY(customer->primaryKey && customer->primaryKey->nameGenerated);
    QCOMPARE(customer->uniques.size(), 1U);
    QCOMPARE(customer->uniques[0].options, u"(phone DESC)"_s);
    QCOMPARE(customer->uniques[0].comment, u"one each"_s);
    QVERIFY(!customer->uniques[0].nullsNotDistinct);
    QCOMPARE(customer->checks.size(), 1U);
    QCOMPARE(customer->checks[0].expression, u"len([name])>(0) AND [active]=(1)"_s);
    QCOMPARE(customer->checks[0].columns, (QStringList{u"name"_s, u"active"_s}));
    QVERIFY(customer->checks[0].nameGenerated && !customer->checks[0].validated && customer->checks[0].enforced);
    QCOMPARE(customer->indexes.size(), 2U);
    const Index &byName = customer->indexes[0].name == "IX_name"_L1 ? customer->indexes[0] : customer->indexes[1];
    QVERIFY(byName.parts.size() == 1 && byName.parts[0].descending);
    QCOMPARE(byName.included, (QStringList{u"made"_s, u"active"_s}));
    QCOMPARE(byName.predicate, u"[active]=(1)"_s);
    QCOMPARE(byName.options, u"WITH (FILLFACTOR = 80)"_s);
    QCOMPARE(byName.comment, u"for the list"_s);
    QCOMPARE(customer->comment, u"who buys"_s);
    QCOMPARE(customer->statistics.rows, 42);
    QCOMPARE(customer->statistics.bytes, 3 * 8192);
    QCOMPARE(customer->options.value(u"data_compression"_s), u"PAGE"_s);
    QCOMPARE(customer->privileges.size(), 1U);
    QCOMPARE(customer->privileges[0].grantee, u"reporter"_s);
    QCOMPARE(customer->privileges[0].column, u"name"_s);
    QVERIFY(customer->privileges[0].grantable);

    const auto order = std::static_pointer_cast<const Table>(catalog.find(ObjectKind::Table, {u"sales"_s, u"order"_s}));
    QCOMPARE(order->foreignKeys.size(), 1U);
    QCOMPARE(order->foreignKeys[0].target, (ObjectRef{u"dbo"_s, u"customer"_s}));
    QCOMPARE(order->foreignKeys[0].onDelete, ReferentialAction::SetNull);
    QCOMPARE(order->foreignKeys[0].onUpdate, ReferentialAction::Cascade);
    QVERIFY(!order->foreignKeys[0].enforced && !order->foreignKeys[0].validated);
    QCOMPARE(order->triggers.size(), 1U);
    QCOMPARE(order->triggers[0].events, (QStringList{u"INSERT"_s, u"DELETE"_s}));
    QCOMPARE(order->triggers[0].enabled, u"disabled"_s);

    const auto view = std::static_pointer_cast<const View>(catalog.find(ObjectKind::View, {u"dbo"_s, u"active_customer"_s}));
    QCOMPARE(view->definition, u"SELECT id FROM dbo.customer WHERE active = 1"_s);
    QCOMPARE(view->checkOption, u"CASCADED"_s);
    QVERIFY(view->options.contains(u"schemabinding"_s) && view->options.contains(u"named_columns"_s));
    QCOMPARE(view->dependsOn, (std::vector<ObjectRef>{{u"dbo"_s, u"customer"_s}}));
    const auto procedure = std::static_pointer_cast<const Routine>(catalog.find(ObjectKind::Routine, {u"dbo"_s, u"close_order(bigint)"_s}));
    QVERIFY(procedure);
    QCOMPARE(procedure->arguments, u"@id bigint"_s);
    const auto sequence = std::static_pointer_cast<const Sequence>(catalog.find(ObjectKind::Sequence, {u"dbo"_s, u"numbers"_s}));
    QCOMPARE(sequence->counting.start, u"10"_s);
    QCOMPARE(sequence->counting.cache, u"0"_s);
    QVERIFY(sequence->counting.cycle);
    const auto synonym = std::static_pointer_cast<const Synonym>(catalog.find(ObjectKind::Synonym, {u"dbo"_s, u"cust"_s}));
    QCOMPARE(synonym->target, u"[other].[dbo].[customer]"_s);
    const auto phone = std::static_pointer_cast<const TypeObject>(catalog.find(ObjectKind::Type, {u"dbo"_s, u"Phone"_s}));
    QCOMPARE(phone->baseType, u"nvarchar(20)"_s);
    QVERIFY(phone->notNull);

    // Encrypted: seen, but not its text.
    QCOMPARE(catalog.info().unread.size(), 1U);
    QCOMPARE(catalog.info().unread[0].object.name, u"secret()"_s);
}

void TestSqlServerCatalog::whatCannotBeReadIsSaid()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QVERIFY(connection);
    QCOMPARE(views.create(*connection), QString());
    putFacts(views);
    for (const QString &view : {u"periods"_s, u"sequences"_s, u"allocation_units"_s})
        QVERIFY(!run(*connection, u"DROP TABLE sys."_s + view).error);
    const auto read = views.read();
    QVERIFY(read);
    QStringList unread;
    for (const Unread &one : (*read)->info().unread)
        unread.append(one.what);
    QVERIFY(unread.contains("sys.periods"_L1) && unread.contains("sys.sequences"_L1));
    QVERIFY(!unread.contains("sys.allocation_units"_L1)); // numbers only
    QVERIFY(!run(*connection, u"DROP TABLE sys.columns"_s).error);
    QVERIFY(!views.read());
}

void TestSqlServerCatalog::oneSchemaIsRead()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QCOMPARE(views.create(*connection), QString());
    putFacts(views);
    CatalogRequest request;
    request.schema = u"sales"_s;
    const auto read = views.read(request);
    QVERIFY(read);
    QCOMPARE((*read)->count(ObjectKind::Table), 1);
    const auto order = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"sales"_s, u"order"_s}));
    QVERIFY(order);
    // Its key leads to a table that nobody asked for.
    QCOMPARE(order->foreignKeys.at(0).target, (ObjectRef{u"dbo"_s, u"customer"_s}));
    QCOMPARE(order->foreignKeys.at(0).targetColumns, QStringList{u"id"_s});
}

void TestSqlServerCatalog::tablesInMemoryAreRead()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QCOMPARE(views.create(*connection), QString());
    const qint64 table = views.addTable(u"cache"_s);
    views.addColumn(table, 1, u"id"_s, u"int"_s, false);
    views.addIndex(table, 2, u"PK_cache"_s, {{u"type"_s, 7}, {u"is_unique"_s, 1}, {u"is_primary_key"_s, 1}}, {{{u"column_id"_s, 1}}});
    views.addIndex(table, 3, u"IX_hash"_s, {{u"type"_s, 7}}, {{{u"column_id"_s, 1}}});
    for (const int number : {2, 3})
        QCOMPARE(views.insert(u"hash_indexes"_s, {{u"object_id"_s, table}, {u"index_id"_s, number}, {u"type"_s, 7}, {u"bucket_count"_s, 1024}}),
                 QString());
    QVERIFY(!run(*connection, u"UPDATE sys.tables SET is_memory_optimized = 1, durability_desc = 'SCHEMA_ONLY'"_s).error);
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    const auto cache = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"dbo"_s, u"cache"_s}));
    QVERIFY(cache && cache->primaryKey);
    QCOMPARE(cache->options.value(u"memory_optimized"_s), u"SCHEMA_ONLY"_s);
    QCOMPARE(cache->primaryKey->options, u"NONCLUSTERED HASH WITH (BUCKET_COUNT = 1024)"_s);
    QCOMPARE(cache->indexes.at(0).options, u"HASH WITH (BUCKET_COUNT = 1024)"_s);
}

void TestSqlServerCatalog::unknownSchemaIsRefused()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QCOMPARE(views.create(*connection), QString());
    CatalogRequest request;
    request.schema = u"slaes"_s;
    const auto read = views.read(request);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::NotFound);
}

/// What 2012's views lack: temporal tables, graphs, hidden columns, external and memory-optimized tables.
void TestSqlServerCatalog::olderServersLackColumns()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QCOMPARE(views.create(*connection), QString());
    putFacts(views);
    const auto newer = views.read();
    QVERIFY(newer);
    for (const QString &column :
         {u"is_external"_s, u"is_memory_optimized"_s, u"durability_desc"_s, u"temporal_type"_s, u"history_table_id"_s, u"is_node"_s, u"is_edge"_s})
        QVERIFY(!run(*connection, u"ALTER TABLE sys.tables DROP COLUMN "_s + column).error);
    for (const QString &column : {u"generated_always_type"_s, u"is_hidden"_s})
        QVERIFY(!run(*connection, u"ALTER TABLE sys.columns DROP COLUMN "_s + column).error);
    const auto older = views.read();
    QVERIFY(older);
    QCOMPARE((*older)->fingerprint(), (*newer)->fingerprint());
}

/// Babelfish's unique_index_id and schema_id are numbers of PostgreSQL's catalog.
void TestSqlServerCatalog::serversThatNumberOtherwiseAreRead()
{
    SystemViews views;
    Connection *connection = this->connection(u"sqlite"_s);
    QVERIFY(connection);
    QCOMPARE(views.create(*connection), QString());
    putFacts(views);
    QVERIFY(!run(*connection, u"UPDATE sys.key_constraints SET unique_index_id = 70000 + object_id"_s).error);
    QVERIFY(
        !run(*connection, u"INSERT INTO sys.schemas (name, schema_id, principal_id) VALUES ('db_stuff', 17000, 1), ('db_owner', 17001, 1)"_s).error);
    const auto read = views.read();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE((*read)->schemas(), (QStringList{u"db_stuff"_s, u"dbo"_s, u"sales"_s}));
    const auto customer = std::static_pointer_cast<const Table>((*read)->find(ObjectKind::Table, {u"dbo"_s, u"customer"_s}));
    QVERIFY(customer && customer->primaryKey && customer->primaryKey->nameGenerated);
    QCOMPARE(customer->uniques.at(0).comment, u"one each"_s);
    QVERIFY(!customer->uniques.at(0).nameGenerated);
}

CONCORD_TEST(TestSqlServerCatalog)
#include "tst_sqlservercatalog.moc"
