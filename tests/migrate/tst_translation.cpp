// SPDX-License-Identifier: GPL-3.0-or-later
// What crosses from one engine to another is said in the other one's words.
#include "connection/driver.h"
#include "migrate/migration.h"
#include "migrate/renamecolumns.h"
#include "registry/drivers.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerDrivers(m_registry); }
    void defaultsAreSaidInTheOtherEnginesWords_data();
    void defaultsAreSaidInTheOtherEnginesWords();
    void textsUnderKeysHaveALimit_data();
    void textsUnderKeysHaveALimit();
    void newNamesReachKeysAndIndexes();

private:
    [[nodiscard]] CompareEnd endOf(const QString &engine, std::vector<std::shared_ptr<SchemaObject>> objects) const;
    [[nodiscard]] QString scriptFor(const QString &left, const QString &right, const std::shared_ptr<Table> &table) const;

    DriverRegistry m_registry;
};

CompareEnd TestTranslation::endOf(const QString &engine, std::vector<std::shared_ptr<SchemaObject>> objects) const
{
    CatalogInfo info;
    info.engine = engine;
    CompareEnd end;
    end.catalog = Catalog::make(info, std::move(objects));
    end.dialect = &m_registry.find(engine)->dialect();
    end.name = engine;
    return end;
}

QString TestTranslation::scriptFor(const QString &left, const QString &right, const std::shared_ptr<Table> &table) const
{
    const auto driver = m_registry.find(left);
    const Comparison comparison = compareCatalogs(endOf(left, {}), endOf(right, {table}));
    return migrationScript(planMigration(comparison, {driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect()}));
}

void TestTranslation::defaultsAreSaidInTheOtherEnginesWords_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("type"); ///< RIGHT's
    QTest::addColumn<QString>("byDefault");
    QTest::addColumn<QString>("expected"); ///< of LEFT's column
    QTest::newRow("now") << u"sqlite"_s << u"postgresql"_s << u"timestamp"_s << u"now()"_s << u"DEFAULT CURRENT_TIMESTAMP"_s;
    QTest::newRow("today in MySQL") << u"mysql"_s << u"postgresql"_s << u"date"_s << u"CURRENT_DATE"_s << u"DEFAULT (CURRENT_DATE)"_s;
    QTest::newRow("today in PostgreSQL") << u"postgresql"_s << u"sqlite"_s << u"date"_s << u"date('now')"_s << u"DEFAULT CURRENT_DATE"_s;
    QTest::newRow("uuid in PostgreSQL") << u"postgresql"_s << u"mysql"_s << u"char(36)"_s << u"uuid()"_s << u"DEFAULT gen_random_uuid()"_s;
    QTest::newRow("uuid in MariaDB") << u"mariadb"_s << u"postgresql"_s << u"uuid"_s << u"gen_random_uuid()"_s << u"DEFAULT (uuid())"_s;
    QTest::newRow("uuid in SQLite") << u"sqlite"_s << u"postgresql"_s << u"uuid"_s << u"gen_random_uuid()"_s
                                    << u"default gen_random_uuid() is left out"_s;
    QTest::newRow("true in MySQL") << u"mysql"_s << u"postgresql"_s << u"boolean"_s << u"true"_s << u"DEFAULT 1"_s;
    QTest::newRow("true in PostgreSQL") << u"postgresql"_s << u"mysql"_s << u"tinyint(1)"_s << u"1"_s << u"DEFAULT true"_s;
    QTest::newRow("text that reads true") << u"postgresql"_s << u"mysql"_s << u"varchar(5)"_s << u"'true'"_s << u"DEFAULT 'true'"_s;
}

void TestTranslation::defaultsAreSaidInTheOtherEnginesWords()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, type);
    QFETCH(const QString, byDefault);
    QFETCH(const QString, expected);
    auto table = std::make_shared<Table>();
    table->ref.name = u"t"_s;
    Column &column = table->columns.emplace_back();
    column.name = u"c"_s;
    column.nativeType = type;
    column.type = m_registry.find(right)->types().logical(type);
    column.defaultExpression = byDefault;
    const QString script = scriptFor(left, right, table);
    QVERIFY2(script.contains(expected), qPrintable(script));
}

void TestTranslation::textsUnderKeysHaveALimit_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QString>("leftOut");
    QTest::newRow("SQL Server") << u"sqlserver"_s
                                << QStringList{u"[code] nvarchar(450) NOT NULL"_s, u"[hash] varbinary(900) NULL"_s, u"[body] nvarchar(max) NULL"_s}
                                << u"“by_body” is left out"_s;
    QTest::newRow("Oracle") << u"oracle"_s << QStringList{u"VARCHAR2(255 CHAR)"_s, u"RAW(255)"_s, u"CLOB"_s} << u"“by_body” is left out"_s;
    QTest::newRow("MySQL") << u"mysql"_s << QStringList{u"`code` varchar(255)"_s, u"`hash` varbinary(255)"_s, u"(`body`(255))"_s} << QString();
    QTest::newRow("PostgreSQL, which takes them") << u"postgresql"_s << QStringList{u"code text"_s, u"hash bytea"_s, u"(body)"_s} << QString();
}

/// A text without a limit is under a key in PostgreSQL and SQLite, and under none elsewhere; and where NULL is written, not for a primary key.
void TestTranslation::textsUnderKeysHaveALimit()
{
    QFETCH(const QString, left);
    QFETCH(const QStringList, expected);
    QFETCH(const QString, leftOut);
    auto table = std::make_shared<Table>();
    table->ref.name = u"t"_s;
    for (const auto &[name, type] : {std::pair{u"code"_s, u"TEXT"_s}, {u"hash"_s, u"BLOB"_s}, {u"body"_s, u"TEXT"_s}}) {
        Column &column = table->columns.emplace_back();
        column.name = name;
        column.nativeType = type;
        column.type = m_registry.find(u"sqlite"_s)->types().logical(type);
        column.nullable = true;
    }
    table->primaryKey = Key();
    table->primaryKey->columns = {u"code"_s};
    table->uniques.emplace_back().columns = {u"hash"_s};
    Index &index = table->indexes.emplace_back();
    index.name = u"by_body"_s;
    index.parts.emplace_back().column = u"body"_s;
    const QString script = scriptFor(left, u"sqlite"_s, table);
    for (const QString &words : expected)
        QVERIFY2(script.contains(words), qPrintable(script));
    QVERIFY2(leftOut.isEmpty() ? script.contains("by_body"_L1) : script.contains(leftOut), qPrintable(script));
}

void TestTranslation::newNamesReachKeysAndIndexes()
{
    Table table;
    table.columns.emplace_back().name = u"a"_s;
    table.primaryKey = Key();
    table.primaryKey->columns = {u"a"_s, u"b"_s};
    Index &index = table.indexes.emplace_back();
    index.parts.emplace_back().column = u"a"_s;
    index.included = {u"a"_s};
    ForeignKey &key = table.foreignKeys.emplace_back();
    key.target = {{}, u"other"_s};
    key.columns = {u"a"_s};
    key.onDeleteColumns = {u"a"_s};
    key.targetColumns = {u"a"_s}; // of the other table
    Check &check = table.checks.emplace_back();
    check.columns = {u"a"_s};
    check.expression = u"a > 0"_s;
    renameColumnsInKeys(table, {{u"a"_s, u"n"_s}});
    QCOMPARE(table.columns[0].name, u"n"_s);
    QCOMPARE(table.primaryKey->columns, (QStringList{u"n"_s, u"b"_s}));
    QCOMPARE(table.indexes[0].parts[0].column + table.indexes[0].included[0], u"nn"_s);
    QCOMPARE(table.foreignKeys[0].columns + table.foreignKeys[0].onDeleteColumns + table.foreignKeys[0].targetColumns,
             (QStringList{u"n"_s, u"n"_s, u"a"_s}));
    QCOMPARE(table.checks[0].columns, QStringList{u"n"_s});
    QCOMPARE(table.checks[0].expression, u"a > 0"_s);
}

CONCORD_TEST(TestTranslation)
#include "tst_translation.moc"
