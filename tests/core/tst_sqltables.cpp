// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqltables.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// Which tables a statement names, for completion: finished or not.
class TestSqlTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTables_data();
    void namesTables();
    void knowsTheQualifier_data();
    void knowsTheQualifier();
};

static Dialect plainDialect()
{
    Dialect dialect;
    dialect.backtickIdentifiers = true;
    return dialect;
}

void TestSqlTables::namesTables_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QStringList>("tables"); // schema.name alias
    QTest::newRow("one") << u"SELECT * FROM orders"_s << QStringList{u".orders "_s};
    QTest::newRow("alias") << u"select o. from orders o where"_s << QStringList{u".orders o"_s};
    QTest::newRow("as") << u"SELECT 1 FROM public.orders AS o JOIN customers c ON c.id = o.customer_id"_s
                        << QStringList{u"public.orders o"_s, u".customers c"_s};
    QTest::newRow("list") << u"SELECT * FROM a, b x, c WHERE 1"_s << QStringList{u".a "_s, u".b x"_s, u".c "_s};
    QTest::newRow("quoted") << u"SELECT * FROM \"Odd \"\"name\"\"\" `t`"_s << QStringList{u".Odd \"name\" t"_s};
    QTest::newRow("subquery") << u"SELECT * FROM (SELECT * FROM inner_one i) s JOIN outer_one"_s << QStringList{u".inner_one i"_s, u".outer_one "_s};
    QTest::newRow("update") << u"UPDATE users SET a = 1"_s << QStringList{u".users "_s};
    QTest::newRow("insert") << u"INSERT INTO s.users(a) SELECT a FROM old"_s << QStringList{u"s.users "_s, u".old "_s};
    QTest::newRow("left join") << u"SELECT * FROM a LEFT JOIN b USING (id)"_s << QStringList{u".a "_s, u".b "_s};
    QTest::newRow("in a string") << u"SELECT 'FROM nothing' FROM t"_s << QStringList{u".t "_s};
    QTest::newRow("unfinished") << u"SELECT * FROM "_s << QStringList{};
    QTest::newRow("three parts") << u"SELECT * FROM db.s.t"_s << QStringList{u"s.t "_s};
}

void TestSqlTables::namesTables()
{
    QFETCH(QString, statement);
    QFETCH(QStringList, tables);
    QStringList found;
    for (const NamedTable &table : namedTables(statement, plainDialect()))
        found.append(u"%1.%2 %3"_s.arg(table.schema, table.name, table.alias));
    QCOMPARE(found, tables);
}

void TestSqlTables::knowsTheQualifier_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QString>("qualifier");
    QTest::newRow("after the dot") << u"SELECT o.|"_s << u"o"_s;
    QTest::newRow("in the word") << u"SELECT o.cust| FROM orders o"_s << u"o"_s;
    QTest::newRow("none") << u"SELECT cust|"_s << QString();
    QTest::newRow("next word") << u"SELECT o.id |"_s << QString();
    QTest::newRow("quoted") << u"SELECT \"O o\".|"_s << u"O o"_s;
    QTest::newRow("a number") << u"SELECT 1.|"_s << QString();
    QTest::newRow("the last of two") << u"SELECT public.orders.|"_s << u"orders"_s;
    QTest::newRow("in a string") << u"SELECT 'o.|'"_s << QString();
}

void TestSqlTables::knowsTheQualifier()
{
    QFETCH(QString, text);
    QFETCH(QString, qualifier);
    const int cursor = static_cast<int>(text.indexOf(u'|'));
    text.remove(cursor, 1);
    QCOMPARE(qualifierAt(text, cursor, plainDialect()), qualifier);
}

CONCORD_TEST(TestSqlTables)
#include "tst_sqltables.moc"
