// SPDX-License-Identifier: GPL-3.0-or-later
// Chinook of every engine against that of every other: the sources say the same thing in their dialects.
#include "compare/comparereport.h"
#include "compare/comparison.h"
#include "connection/driver.h"
#include "registry/drivers.h"
#include "schema/mysqldatabase.h"
#include "schema/oracledictionary.h"
#include "schema/postgresqldatabase.h"
#include "schema/sqldefcases.h"
#include "schema/sqlitefile.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestEngines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void chinookIsTheSameEverywhere_data();
    void chinookIsTheSameEverywhere();
    void oraclesChinookDiffersWhereItsSourceDoes_data();
    void oraclesChinookDiffersWhereItsSourceDoes();
    void aLegacyNumberIsAnInteger();

private:
    void read(const QString &engine);
    [[nodiscard]] CompareEnd endOf(const QString &engine) const;

    DriverRegistry m_registry;
    QMap<QString, CatalogPtr> m_catalogs;
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

void TestEngines::initTestCase()
{
    if (corporaFolder().isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    registerDrivers(m_registry);
    for (const QString &engine : {u"sqlite"_s, u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"oracle"_s})
        read(engine);
}

void TestEngines::read(const QString &engine)
{
    if (engine == u"sqlite") {
        SqliteFile file;
        QCOMPARE(file.exec(chinook(u"Chinook_Sqlite.sql"_s)), QString());
        m_catalogs[engine] = file.read();
    } else if (engine == u"oracle") {
        OracleDictionary dictionary;
        QCOMPARE(dictionary.exec(chinookFacts()), QString());
        m_catalogs[engine] = dictionary.read();
    } else if (engine == u"postgresql") {
        const auto database = PostgresqlDatabase::create(*testServer(u"postgresql17"_s));
        QVERIFY(database);
        QString script = chinook(u"Chinook_PostgreSql.sql"_s);
        script.remove(u"DROP DATABASE IF EXISTS chinook;"_s).remove(u"CREATE DATABASE chinook;"_s).remove(u"\\c chinook;"_s);
        QCOMPARE((*database)->execute(script), QString());
        m_catalogs[engine] = (*database)->read().value_or(nullptr);
    } else {
        const auto database = MysqlDatabase::create(*testServer(engine));
        QVERIFY(database);
        QString script = chinook(u"Chinook_MySql.sql"_s);
        script.remove(u"DROP DATABASE IF EXISTS `Chinook`;"_s).remove(u"CREATE DATABASE `Chinook`;"_s).remove(u"USE `Chinook`;"_s);
        QCOMPARE(database->run(script), QString());
        m_catalogs[engine] = database->read().value_or(nullptr);
    }
    QVERIFY(m_catalogs[engine]);
    QCOMPARE(m_catalogs[engine]->count(ObjectKind::Table), 11);
}

CompareEnd TestEngines::endOf(const QString &engine) const
{
    CompareEnd end;
    end.catalog = m_catalogs[engine];
    end.dialect = &m_registry.find(engine)->dialect();
    end.name = engine;
    return end;
}

void TestEngines::chinookIsTheSameEverywhere_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    for (auto left = m_catalogs.cbegin(); left != m_catalogs.cend(); ++left) {
        for (auto right = m_catalogs.cbegin(); right != m_catalogs.cend() && left.key() != "oracle"_L1; ++right) {
            if (right.key() == "oracle"_L1) // see below
                continue;
            QTest::addRow("%s, %s", qPrintable(left.key()), qPrintable(right.key())) << left.key() << right.key();
        }
    }
}

void TestEngines::chinookIsTheSameEverywhere()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    const Comparison comparison = compareCatalogs(endOf(left), endOf(right));
    qsizetype tables = 0;
    qsizetype columns = 0;
    qsizetype keys = 0;
    for (const ObjectComparison &object : comparison.objects) {
        tables += object.left && object.right && object.left->kind == ObjectKind::Table && object.confidence >= 1;
        for (const MemberComparison &member : membersOf(object)) {
            const bool paired = member.left && member.right && member.confidence >= 1;
            columns += paired && member.kind == u"column";
            keys += paired && member.kind == u"foreign_key";
            for (const Difference &difference : member.differences)
                QVERIFY(difference.verdict != Verdict::CannotTell || !difference.reason.isEmpty());
        }
    }
    const QString report = comparisonToText(comparison);
    QCOMPARE(tables, 11);
    QCOMPARE(columns, 64);
    QCOMPARE(keys, 11);
    QVERIFY2(!comparison.summary.differs(), qPrintable(report));
}

void TestEngines::oraclesChinookDiffersWhereItsSourceDoes_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    for (auto other = m_catalogs.cbegin(); other != m_catalogs.cend(); ++other) {
        if (other.key() == "oracle"_L1)
            continue;
        QTest::addRow("oracle, %s", qPrintable(other.key())) << u"oracle"_s << other.key();
        QTest::addRow("%s, oracle", qPrintable(other.key())) << other.key() << u"oracle"_s;
    }
}

/// Chinook_Oracle.sql makes no indexes beside its keys: that alone may differ.
void TestEngines::oraclesChinookDiffersWhereItsSourceDoes()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    const Comparison comparison = compareCatalogs(endOf(left), endOf(right));
    qsizetype tables = 0;
    qsizetype columns = 0;
    qsizetype keys = 0;
    QStringList different;
    for (const ObjectComparison &object : comparison.objects) {
        tables += object.left && object.right && object.left->kind == ObjectKind::Table && object.confidence >= 1;
        for (const MemberComparison &member : membersOf(object)) {
            const bool paired = member.left && member.right && member.confidence >= 1;
            columns += paired && member.kind == u"column";
            keys += paired && member.kind == u"foreign_key";
            for (const Difference &difference : member.differences) {
                if (difference.verdict == Verdict::Different && paired)
                    different.append(member.left.value() + u' ' + difference.property + u": "_s + difference.left + u" | "_s + difference.right);
            }
        }
    }
    QCOMPARE(tables, 11);
    QCOMPARE(columns, 64);
    QCOMPARE(keys, 11);
    QCOMPARE(different, QStringList());
}

/// Seed S3: legacy.CUST_ID (NUMBER) → modern.customer_id (INTEGER).
void TestEngines::aLegacyNumberIsAnInteger()
{
    OracleDictionary legacy;
    QCOMPARE(
        legacy.exec(u"INSERT INTO all_tables (owner, table_name, temporary) VALUES ('CHINOOK', 'CUSTOMERS', 'N');"
                    "INSERT INTO all_tab_cols (owner, table_name, column_name, data_type, data_length, nullable, column_id, char_length, char_used,"
                    " hidden_column, virtual_column, user_generated) VALUES"
                    " ('CHINOOK', 'CUSTOMERS', 'CUST_ID', 'NUMBER', 22, 'N', 1, 0, NULL, 'NO', 'NO', 'YES'),"
                    " ('CHINOOK', 'CUSTOMERS', 'CUST_NAME', 'VARCHAR2', 200, 'Y', 2, 200, 'B', 'NO', 'NO', 'YES');"_s),
        QString());
    SqliteFile modern;
    QCOMPARE(modern.exec(u"CREATE TABLE customers (customer_id INTEGER NOT NULL, cust_name VARCHAR(200));"_s), QString());
    CompareEnd left = endOf(u"oracle"_s);
    left.catalog = legacy.read();
    CompareEnd right = endOf(u"sqlite"_s);
    right.catalog = modern.read();
    QStringList rules;
    for (const ObjectComparison &object : compareCatalogs(left, right).objects) {
        for (const MemberComparison &member : membersOf(object)) {
            for (const Difference &difference : member.differences) {
                if (difference.property == u"type")
                    rules.append(member.left.value() + u' ' + difference.rule + u' ' + verdictName(difference.verdict));
            }
        }
    }
    QVERIFY2(rules.contains(u"CUST_ID oracle.number.integer equivalent"_s), qPrintable(rules.join(u", "_s)));
    QVERIFY2(rules.contains(u"CUST_NAME oracle.varchar2.bytes equivalent"_s), qPrintable(rules.join(u", "_s)));
}

CONCORD_TEST(TestEngines)
#include "tst_engines.moc"
