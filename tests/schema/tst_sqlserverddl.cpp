// SPDX-License-Identifier: GPL-3.0-or-later
// What SQL Server's DDL and ALTERs look like. No server takes them here: the facts were checked by hand against the documentation of
// CREATE TABLE, ALTER TABLE, sp_addextendedproperty and sp_rename.
#include "migrate/schemachanger.h"
#include "query/sqltext.h"
#include "schema/schemawriter.h"
#include "sqlserver/sqlserverchanger.h"
#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/sqlserverdialect.h"
#include "sqlserver/sqlserverschemawriter.h"
#include "sqlserver/sqlservertypes.h"
#include "sqlserver/tsqltext.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestSqlServerDdl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsWritten();
    void namesOfAKeyMayHoldABracket();
    void everyStatementIsABatch();
    void ownSchemaIsLeftOut();
    void otherObjectsAreWritten();
    void modulesAreTakenApart();
    void indexesOfATableInMemoryAreItsOwn();
    void columnsChange();
    void keysChange();
    void nothingChangesBetweenEqualTables();
    void renames();
    void modulesChange();
    void dropsSayWhatTheyLose();
};

static Column column(const QString &name, const QString &type, bool nullable = true)
{
    Column made;
    made.name = name;
    made.nativeType = type;
    made.type = sqlServerTypes().logical(type);
    made.nullable = nullable;
    return made;
}

static Table customer()
{
    Table table;
    table.ref = {u"dbo"_s, u"Customer"_s};
    table.comment = u"who buys; it's all"_s;
    Column id = column(u"Id"_s, u"int"_s, false);
    id.identity = Identity::Always;
    auto counting = std::make_shared<SequenceOptions>();
    counting->start = u"100"_s;
    counting->increment = u"5"_s;
    id.sequence = counting;
    Column active = column(u"Active"_s, u"bit"_s, false);
    active.defaultExpression = u"1"_s;
    active.options = u"CONSTRAINT [DF active]"_s;
    active.comment = u"still here"_s;
    Column doubled = column(u"Doubled"_s, u"int"_s);
    doubled.generated = Generated::Stored;
    doubled.generationExpression = u"[Id]*(2)"_s;
    Column name = column(u"Na]me"_s, u"nvarchar(50)"_s);
    name.collation = u"Latin1_General_CS_AS"_s;
    table.columns = {id, name, active, doubled};
    Key key;
    key.name = u"PK_Customer"_s;
    key.columns = {u"Id"_s};
    table.primaryKey = key;
    Key unique;
    unique.name = u"UQ__x"_s;
    unique.nameGenerated = true;
    unique.columns = {u"Na]me"_s};
    unique.options = u"CLUSTERED WITH (FILLFACTOR = 80)"_s;
    table.uniques = {unique};
    Check check;
    check.name = u"CK_active"_s;
    check.expression = u"[Active]=(1)"_s;
    check.columns = {u"Active"_s};
    table.checks = {check};
    ForeignKey foreign;
    foreign.name = u"FK_region"_s;
    foreign.columns = {u"Id"_s};
    foreign.target = {u"geo"_s, u"Region"_s};
    foreign.targetColumns = {u"Id"_s};
    foreign.onDelete = ReferentialAction::Cascade;
    foreign.validated = false;
    table.foreignKeys = {foreign};
    Index index;
    index.name = u"IX_name"_s;
    index.method = u"btree"_s;
    IndexPart part;
    part.column = u"Na]me"_s;
    part.descending = true;
    index.parts = {part};
    index.included = {u"Active"_s};
    index.predicate = u"[Active]=(1)"_s;
    table.indexes = {index};
    return table;
}

static QStringList sqlOf(const std::vector<DdlStatement> &statements)
{
    QStringList texts;
    for (const DdlStatement &statement : statements)
        texts.append(statement.sql);
    return texts;
}

static QStringList sqlOf(const ChangeList &list)
{
    QStringList texts;
    for (const ChangeStep &step : list.steps)
        texts.append(step.sql);
    return texts;
}

void TestSqlServerDdl::tableIsWritten()
{
    const QStringList written = sqlOf(SqlServerSchemaWriter().create(customer()));
    QCOMPARE(written.value(0), u"CREATE TABLE [dbo].[Customer] (\n"
                               "  [Id] int IDENTITY(100,5) NOT NULL,\n"
                               "  [Na]]me] nvarchar(50) COLLATE Latin1_General_CS_AS NULL,\n"
                               "  [Active] bit CONSTRAINT [DF active] DEFAULT (1) NOT NULL,\n"
                               "  [Doubled] AS ([Id]*(2)) PERSISTED,\n"
                               "  CONSTRAINT [PK_Customer] PRIMARY KEY ([Id]),\n"
                               "  UNIQUE CLUSTERED ([Na]]me]) WITH (FILLFACTOR = 80),\n"
                               "  CONSTRAINT [CK_active] CHECK ([Active]=(1))\n"
                               ")"_s);
    QCOMPARE(written.value(1), u"CREATE INDEX [IX_name] ON [dbo].[Customer] ([Na]]me] DESC) INCLUDE ([Active]) WHERE [Active]=(1)"_s);
    QCOMPARE(written.value(2),
             u"ALTER TABLE [dbo].[Customer] WITH NOCHECK ADD CONSTRAINT [FK_region] FOREIGN KEY ([Id]) REFERENCES [geo].[Region] ([Id]) "
             "ON DELETE CASCADE"_s);
    QCOMPARE(written.value(3),
             u"EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'who buys; it''s all', @level0type = N'SCHEMA', "
             "@level0name = N'dbo', @level1type = N'TABLE', @level1name = N'Customer'"_s);
    QVERIFY(written.value(4).endsWith(u"@level2type = N'COLUMN', @level2name = N'Active'"_s));
    QCOMPARE(written.size(), 5);
}

/// A key with its directions is kept as DDL has it; the list ends at its own bracket.
void TestSqlServerDdl::namesOfAKeyMayHoldABracket()
{
    Key key;
    key.columns = QStringList{u"Size (cm)"_s, u"a])b"_s};
    key.options = u"([Size (cm)] DESC, [a]])b]) NONCLUSTERED WITH (FILLFACTOR = 80)"_s;
    QCOMPARE(SqlServerDdlText({}).key(key, true), u"PRIMARY KEY NONCLUSTERED ([Size (cm)] DESC, [a]])b]) WITH (FILLFACTOR = 80)"_s);
}

void TestSqlServerDdl::everyStatementIsABatch()
{
    const QString script = scriptText(SqlServerSchemaWriter().create(customer()), &sqlServerDialect());
    const auto split = splitScript(script, sqlServerDialect());
    QVERIFY(split);
    QCOMPARE(split->size(), 5);
    for (const ScriptStatement &batch : *split)
        QVERIFY(!batch.text.contains(u"\nGO"_s));
}

void TestSqlServerDdl::ownSchemaIsLeftOut()
{
    View view;
    view.ref = {u"dbo"_s, u"v"_s};
    view.definition = u"SELECT a FROM [dbo].[t] JOIN dbo.u ON 1 = 1"_s;
    WriteOptions options;
    options.ownSchema = u"dbo"_s;
    QCOMPARE(sqlOf(SqlServerSchemaWriter().create(view, options)).value(0), u"CREATE VIEW [v] AS\nSELECT a FROM [t] JOIN u ON 1 = 1"_s);
}

void TestSqlServerDdl::otherObjectsAreWritten()
{
    const SqlServerSchemaWriter writer;
    Schema schema;
    schema.ref = {{}, u"sales"_s};
    QCOMPARE(sqlOf(writer.create(schema)), QStringList{u"CREATE SCHEMA [sales]"_s});
    schema.ref.name = u"dbo"_s;
    QVERIFY(writer.create(schema).empty());
    Sequence sequence;
    sequence.ref = {u"dbo"_s, u"s"_s};
    sequence.counting = {u"int"_s, u"10"_s, u"2"_s, u"1"_s, u"99"_s, u"0"_s, true};
    QCOMPARE(sqlOf(writer.create(sequence)),
             QStringList{u"CREATE SEQUENCE [dbo].[s] AS int START WITH 10 INCREMENT BY 2 MINVALUE 1 MAXVALUE 99 CYCLE NO CACHE"_s});
    Synonym synonym;
    synonym.ref = {u"dbo"_s, u"c"_s};
    synonym.target = u"[other].[dbo].[customer]"_s;
    QCOMPARE(sqlOf(writer.create(synonym)), QStringList{u"CREATE SYNONYM [dbo].[c] FOR [other].[dbo].[customer]"_s});
    TypeObject type;
    type.ref = {u"dbo"_s, u"Phone"_s};
    type.variant = u"domain"_s;
    type.baseType = u"nvarchar(20)"_s;
    type.notNull = true;
    QCOMPARE(sqlOf(writer.create(type)), QStringList{u"CREATE TYPE [dbo].[Phone] FROM nvarchar(20) NOT NULL"_s});
    TypeObject list;
    list.ref = {u"dbo"_s, u"Ids"_s};
    list.variant = u"composite"_s;
    list.attributes = {column(u"id"_s, u"int"_s, false)};
    list.definition = u"PRIMARY KEY (id)"_s;
    QCOMPARE(sqlOf(writer.create(list)), QStringList{u"CREATE TYPE [dbo].[Ids] AS TABLE (\n  [id] int NOT NULL,\n  PRIMARY KEY (id)\n)"_s});
    Routine routine;
    routine.ref = {u"dbo"_s, u"f(int)"_s};
    routine.variant = u"function"_s;
    routine.definition = u"-- doubles\ncreate or alter function old.f (@a AS int) RETURNS int AS BEGIN RETURN @a * 2 END"_s;
    QCOMPARE(sqlOf(writer.create(routine)),
             QStringList{u"-- doubles\nCREATE FUNCTION [dbo].[f] (@a AS int) RETURNS int AS BEGIN RETURN @a * 2 END"_s});
    routine.privileges = {{u"PUBLIC"_s, u"EXECUTE"_s, {}}, {u"x"_s, u"DENY EXECUTE"_s, {}}};
    WriteOptions options;
    options.privileges = true;
    QCOMPARE(sqlOf(writer.create(routine, options)).sliced(1),
             (QStringList{u"GRANT EXECUTE ON OBJECT::[dbo].[f] TO public"_s, u"DENY EXECUTE ON OBJECT::[dbo].[f] TO [x]"_s}));
}

void TestSqlServerDdl::modulesAreTakenApart()
{
    QCOMPARE(bareExpression(u"((0))"_s), u"0"_s);
    QCOMPARE(bareExpression(u"((1)+(2))"_s), u"(1)+(2)"_s);
    QCOMPARE(bareExpression(u"(N'(a')"_s), u"N'(a'"_s);
    QCOMPARE(bareExpression(u"getdate()"_s), u"getdate()"_s);
    QCOMPARE(bareExpression(u"(()"_s), u"(()"_s);
    QCOMPARE(bracketedNames(u"([a]>[b]]c] AND [a]<'[d]')"_s), (QStringList{u"a"_s, u"b]c"_s}));
    const ModuleText view = readModuleText(u"/* AS */ CREATE VIEW a.[b c] (x) WITH SCHEMABINDING AS WITH q AS (SELECT 1 AS x) SELECT x FROM q;"_s);
    QCOMPARE(view.kind, u"VIEW"_s);
    QVERIFY(view.namedColumns && !view.checkOption);
    QCOMPARE(view.query, u"WITH q AS (SELECT 1 AS x) SELECT x FROM q"_s);
    QCOMPARE(readModuleText(u"SELECT 1"_s).kind, QString());
    QCOMPARE(readModuleText({}).kind, QString());
}

void TestSqlServerDdl::columnsChange()
{
    const Table from = customer();
    Table to = customer();
    to.columns[1].nativeType = u"nvarchar(20)"_s;
    to.columns[1].type = sqlServerTypes().logical(u"nvarchar(20)"_s);
    to.columns[1].nullable = false;
    to.columns[2].defaultExpression = u"0"_s;
    to.columns[3].generationExpression = u"[Id]*(3)"_s;
    to.columns.push_back(column(u"Note"_s, u"nvarchar(max)"_s));
    to.columns.push_back(column(u"Weight"_s, u"int"_s, false));
    const ChangeList list = SqlServerSchemaChanger().change(from, to, {});
    const QStringList sql = sqlOf(list);
    // What stands on the column goes first and comes again.
    QVERIFY(sql.contains(u"DROP INDEX [IX_name] ON [dbo].[Customer]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] DROP CONSTRAINT [UQ__x]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ALTER COLUMN [Na]]me] nvarchar(20) COLLATE Latin1_General_CS_AS NOT NULL"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] DROP CONSTRAINT [DF active]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ADD CONSTRAINT [DF active] DEFAULT (0) FOR [Active]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] DROP COLUMN [Doubled]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ADD [Doubled] AS ([Id]*(3)) PERSISTED"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ADD [Note] nvarchar(max) NULL"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ADD UNIQUE CLUSTERED ([Na]]me]) WITH (FILLFACTOR = 80)"_s));
    for (const ChangeStep &step : list.steps) {
        if (step.sql.contains("ALTER COLUMN"_L1)) {
            QVERIFY(step.hazards.contains(Hazard::MayFail));
            QCOMPARE(step.check, u"SELECT * FROM [dbo].[Customer] WHERE [Na]]me] IS NULL"_s);
        }
        if (step.sql.contains("[Weight]"_L1))
            QVERIFY(step.hazards.contains(Hazard::MayFail));
        QVERIFY2(!step.destructive(), qPrintable(step.sql)); // a computed column holds nothing of its own
    }
    const auto phaseOf = [&](const QString &start) {
        const auto found = std::ranges::find_if(list.steps, [&](const ChangeStep &step) { return step.sql.startsWith(start); });
        return found == list.steps.end() ? ChangePhase::DropExtension : found->phase;
    };
    QVERIFY(phaseOf(u"DROP INDEX"_s) < phaseOf(u"ALTER TABLE [dbo].[Customer] ALTER COLUMN"_s));
    QVERIFY(phaseOf(u"ALTER TABLE [dbo].[Customer] DROP CONSTRAINT [DF"_s) < phaseOf(u"ALTER TABLE [dbo].[Customer] ADD CONSTRAINT [DF"_s));

    Table without = customer();
    without.columns.erase(without.columns.begin() + 2);
    without.checks.clear();
    without.indexes.clear();
    const ChangeList drop = SqlServerSchemaChanger().change(from, without, {});
    QVERIFY(
        std::ranges::any_of(drop.steps, [](const ChangeStep &step) { return step.sql.endsWith("DROP COLUMN [Active]"_L1) && step.destructive(); }));
    // Its default goes only where it goes itself.
    QVERIFY(std::ranges::all_of(drop.steps, [](const ChangeStep &step) { return !step.sql.contains("[DF active]"_L1) || step.destructive(); }));
}

/// CREATE INDEX and DROP INDEX are refused there ("ALTER TABLE (Transact-SQL)", memory-optimized tables).
void TestSqlServerDdl::indexesOfATableInMemoryAreItsOwn()
{
    Table table;
    table.ref = {u"dbo"_s, u"Cache"_s};
    table.options.insert(u"memory_optimized"_s, u"SCHEMA_ONLY"_s);
    table.columns = {column(u"Id"_s, u"int"_s, false)};
    Key key;
    key.name = u"PK"_s;
    key.columns = {u"Id"_s};
    key.options = u"NONCLUSTERED HASH WITH (BUCKET_COUNT = 8)"_s;
    table.primaryKey = key;
    Table with = table;
    Index hash;
    hash.name = u"IX_hash"_s;
    hash.method = u"hash"_s;
    hash.options = u"HASH WITH (BUCKET_COUNT = 1024)"_s;
    hash.parts.emplace_back().column = u"Id"_s;
    Index range;
    range.name = u"IX_range"_s;
    range.method = u"btree"_s;
    range.unique = true;
    range.parts.emplace_back().column = u"Id"_s;
    range.parts[0].descending = true;
    with.indexes = {hash, range};
    QCOMPARE(sqlOf(SqlServerSchemaWriter().create(with)),
             QStringList(u"CREATE TABLE [dbo].[Cache] (\n  [Id] int NOT NULL,\n"
                         "  CONSTRAINT [PK] PRIMARY KEY NONCLUSTERED HASH ([Id]) WITH (BUCKET_COUNT = 8),\n"
                         "  INDEX [IX_hash] HASH ([Id]) WITH (BUCKET_COUNT = 1024),\n"
                         "  INDEX [IX_range] UNIQUE NONCLUSTERED ([Id] DESC)\n) WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_ONLY)"_s));
    const QStringList added{u"ALTER TABLE [dbo].[Cache] ADD INDEX [IX_hash] HASH ([Id]) WITH (BUCKET_COUNT = 1024)"_s,
                            u"ALTER TABLE [dbo].[Cache] ADD INDEX [IX_range] UNIQUE NONCLUSTERED ([Id] DESC)"_s};
    QCOMPARE(sqlOf(SqlServerSchemaChanger().change(table, with, {})), added);
    QCOMPARE(sqlOf(SqlServerSchemaChanger().change(with, table, {})),
             (QStringList{u"ALTER TABLE [dbo].[Cache] DROP INDEX [IX_hash]"_s, u"ALTER TABLE [dbo].[Cache] DROP INDEX [IX_range]"_s}));
}

void TestSqlServerDdl::keysChange()
{
    Table from = customer();
    Table to = customer();
    to.primaryKey->options = u"NONCLUSTERED"_s;
    to.checks[0].expression = u"[Active]=(0)"_s;
    to.foreignKeys[0].onDelete = ReferentialAction::NoAction;
    to.foreignKeys[0].validated = true;
    to.indexes[0].unique = true;
    const QStringList sql = sqlOf(SqlServerSchemaChanger().change(from, to, {}));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] DROP CONSTRAINT [PK_Customer]"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] ADD CONSTRAINT [PK_Customer] PRIMARY KEY NONCLUSTERED ([Id])"_s));
    QVERIFY(sql.contains(u"ALTER TABLE [dbo].[Customer] WITH CHECK ADD CONSTRAINT [CK_active] CHECK ([Active]=(0))"_s));
    QVERIFY(
        sql.contains(u"ALTER TABLE [dbo].[Customer] WITH CHECK ADD CONSTRAINT [FK_region] FOREIGN KEY ([Id]) REFERENCES [geo].[Region] ([Id])"_s));
    QVERIFY(sql.contains(u"CREATE UNIQUE INDEX [IX_name] ON [dbo].[Customer] ([Na]]me] DESC) INCLUDE ([Active]) WHERE [Active]=(1)"_s));
    // A default whose name the server made is found by its column.
    from.columns[2].options.clear();
    to = from;
    to.columns[2].defaultExpression.reset();
    const QStringList dropped = sqlOf(SqlServerSchemaChanger().change(from, to, {}));
    QCOMPARE(dropped.size(), 1);
    QVERIFY(dropped[0].contains("sys.default_constraints"_L1) && dropped[0].contains("c.name = N'Active'"_L1));
    QVERIFY(splitScript(dropped[0], sqlServerDialect()).value_or(QList<ScriptStatement>{}).size() == 1);
}

void TestSqlServerDdl::nothingChangesBetweenEqualTables()
{
    const ChangeList list = SqlServerSchemaChanger().change(customer(), customer(), {});
    QVERIFY2(list.steps.empty() && list.notes.empty(), qPrintable(sqlOf(list).join(u'\n')));
}

void TestSqlServerDdl::renames()
{
    Table to = customer();
    to.ref.name = u"Buyer"_s;
    to.columns[1].name = u"Title"_s;
    to.uniques[0].columns = {u"Title"_s};
    to.indexes[0].parts[0].column = u"Title"_s;
    to.comment.clear();
    const QStringList sql = sqlOf(SqlServerSchemaChanger().change(customer(), to, {{u"Na]me"_s, u"Title"_s}}));
    QCOMPARE(sql, (QStringList{
                      u"EXEC sys.sp_rename N'[dbo].[Customer]', N'Buyer'"_s, u"EXEC sys.sp_rename N'[dbo].[Buyer].[Na]]me]', N'Title', N'COLUMN'"_s,
                      u"EXEC sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = "
                      "N'TABLE', @level1name = N'Buyer'"_s}));
}

void TestSqlServerDdl::modulesChange()
{
    View from;
    from.ref = {u"dbo"_s, u"v"_s};
    from.definition = u"SELECT 1 AS a"_s;
    View to = from;
    to.definition = u"SELECT 2 AS a"_s;
    QCOMPARE(sqlOf(SqlServerSchemaChanger().change(from, to, {})), QStringList{u"ALTER VIEW [dbo].[v] AS\nSELECT 2 AS a"_s});
    QVERIFY(SqlServerSchemaChanger().change(from, from, {}).steps.empty());
}

void TestSqlServerDdl::dropsSayWhatTheyLose()
{
    const ChangeList list = SqlServerSchemaChanger().drop(customer());
    QCOMPARE(sqlOf(list), (QStringList{u"ALTER TABLE [dbo].[Customer] DROP CONSTRAINT [FK_region]"_s, u"DROP TABLE [dbo].[Customer]"_s}));
    QVERIFY(std::ranges::all_of(list.steps, &ChangeStep::destructive));
}

CONCORD_TEST(TestSqlServerDdl)
#include "tst_sqlserverddl.moc"
