// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/roundtrip.h"
#include "schema/sqldefcases.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

static CatalogPtr catalogWith(const QStringList &columns, const QString &table = u"t"_s)
{
    auto made = std::make_shared<Table>();
    made->ref = {{}, table};
    for (const QString &name : columns)
        made->columns.emplace_back().name = name;
    return Catalog::make({}, {made});
}

/// What the schema tests themselves stand on: the reader of sqldef's cases and the comparison of two catalogs.
class TestTestSupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryCaseOfATool_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<int>("count");
        QTest::newRow("PostgreSQL") << u"psqldef"_s << 375;
        QTest::newRow("MySQL") << u"mysqldef"_s << 172;
        QTest::newRow("SQLite") << u"sqlite3def"_s << 41;
    }
    void readsEveryCaseOfATool()
    {
        QFETCH(const QString, tool);
        QFETCH(const int, count);
        if (corporaFolder().isEmpty())
            QSKIP("CONCORD_TEST_CORPORA is not set");
        const Result<QList<SqldefCase>> cases = sqldefCases(tool);
        QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
        QCOMPARE_GE(cases->size(), count);
        for (const SqldefCase &one : *cases)
            QVERIFY2(!one.name.isEmpty() && !(one.current + one.desired).isEmpty(), qPrintable(one.label()));
    }
    void saysWhichServersACaseIsFor()
    {
        SqldefCase one;
        QVERIFY(one.runsOn(QVersionNumber(8, 4)));
        one.minVersion = QVersionNumber(8, 0, 17);
        one.maxVersion = QVersionNumber(9);
        QVERIFY(!one.runsOn(QVersionNumber(8, 0, 13)));
        QVERIFY(one.runsOn(QVersionNumber(8, 0, 17)));
        QVERIFY(one.runsOn(QVersionNumber(9, 2)));
        QVERIFY(!one.runsOn(QVersionNumber(10)));
        one.flavor = u"!mariadb"_s;
        QVERIFY(one.runsOnFlavor(u"mysql"_s));
        QVERIFY(!one.runsOnFlavor(u"mariadb"_s));
        one.flavor = u"mariadb"_s;
        QVERIFY(one.runsOnFlavor(u"mariadb"_s));
        QVERIFY(!one.runsOnFlavor(u"mysql"_s));
    }
    void namesWhatDiffersBetweenTwoCatalogs()
    {
        const CatalogPtr before = catalogWith({u"id"_s, u"name"_s});
        QCOMPARE(differences(*before, *catalogWith({u"id"_s, u"name"_s})), QString());
        const QString renamed = differences(*before, *catalogWith({u"id"_s, u"title"_s}));
        QVERIFY2(renamed.contains(u"table .t differs"_s), qPrintable(renamed));
        QVERIFY2(renamed.contains(u"- "_s) && renamed.contains(u"\"name\": \"title\""_s), qPrintable(renamed));
        QVERIFY2(!renamed.contains(u"\"id\""_s), qPrintable(renamed));
        QVERIFY(differences(*before, *catalogWith({u"name"_s, u"id"_s})).contains(u"another order"_s));
        const QString moved = differences(*before, *catalogWith({u"id"_s, u"name"_s}, u"other"_s));
        QVERIFY2(moved.contains(u".t is missing afterwards"_s) && moved.contains(u".other is only there afterwards"_s), qPrintable(moved));
    }
};

CONCORD_TEST(TestTestSupport)
#include "tst_testsupport.moc"
