// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/testdrivers.h"
#include "query/textparts.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// Which part of a text is for which database.
class TestTextParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsGivenItsOwn_data();
    void eachIsGivenItsOwn();
    void mariadbTakesWhatIsForMysql_data();
    void mariadbTakesWhatIsForMysql();
    void placesStayWhatTheyAre();
    void namesThatMeanNobodyAreFound();
    void partsThatNobodyIsGivenAreFound();
};

static Endpoint database(const QString &name, const QString &engine)
{
    Endpoint endpoint;
    endpoint.name = name;
    endpoint.engine = engine;
    return endpoint;
}

static QString given(const QString &text, const QString &name, const QString &engine)
{
    const DriverRegistry registry = testRegistry();
    return textFor(text, database(name, engine), registry.find(engine)->dialect()).simplified();
}

void TestTextParts::eachIsGivenItsOwn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shop"); ///< what PostgreSQL's "shop" is given
    QTest::addColumn<QString>("lite"); ///< and SQLite's "lite"
    const auto row = [](const char *name, const QString &text, const QString &shop, const QString &lite) {
        QTest::newRow(name) << text << shop << lite;
    };
    row("no parts", u"select 1 -- @on nothing by itself"_s, u"select 1 -- @on nothing by itself"_s, u"select 1 -- @on nothing by itself"_s);
    row("a kind", u"a;\n-- @on postgresql\nb"_s, u"b"_s, u"a;"_s);
    row("a kind as people call it", u"a\n  // @on  PostgreSQL ;\nb"_s, u"b"_s, u"a"_s);
    row("a name before a kind", u"-- @on sqlite, postgresql\nb\n-- @on shop\nc\n"_s, u"c"_s, u"b"_s);
    row("a kind before sql", u"a\n-- @on sql\nb\n-- @on sqlite\nc"_s, u"b"_s, u"c"_s);
    row("a glob", u"a\n-- @on sh*\nb"_s, u"b"_s, u"a"_s);
    row("in two places", u"-- @on shop\nb;\n-- @on sqlite\nc\n-- @on shop\nd"_s, u"b; d"_s, u"c"_s);
    row("carriage returns", u"a\r\n-- @on shop\r\nb\r\n"_s, u"b"_s, u"a"_s);
    row("nothing is named", u"a\n-- @on ,\nb"_s, u"a -- @on , b"_s, u"a -- @on , b"_s);
    row("nothing for one", u"-- @on shop\nb"_s, u"b"_s, {});
}

void TestTextParts::eachIsGivenItsOwn()
{
    QFETCH(QString, text);
    QFETCH(QString, shop);
    QFETCH(QString, lite);
    QCOMPARE(given(text, u"shop"_s, u"postgresql"_s), shop);
    QCOMPARE(given(text, u"lite"_s, u"sqlite"_s), lite);
}

void TestTextParts::mariadbTakesWhatIsForMysql_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("maria");
    QTest::addColumn<QString>("my");
    QTest::newRow("mysql alone") << u"a\n-- @on sql\nb\n-- @on MySQL\nc"_s << u"c"_s << u"c"_s;
    QTest::newRow("each its own") << u"-- @on mysql\nb\n-- @on mariadb\nc"_s << u"c"_s << u"b"_s;
    QTest::newRow("by its name") << u"-- @on mysql\nb\n-- @on maria\nc"_s << u"c"_s << u"b"_s;
    QTest::newRow("not the other way") << u"a\n-- @on mariadb\nb"_s << u"b"_s << u"a"_s;
}

void TestTextParts::mariadbTakesWhatIsForMysql()
{
    QFETCH(QString, text);
    QFETCH(QString, maria);
    QFETCH(QString, my);
    QCOMPARE(given(text, u"maria"_s, u"mariadb"_s), maria);
    QCOMPARE(given(text, u"my"_s, u"mysql"_s), my);
    const QList<Endpoint> here{database(u"maria"_s, u"mariadb"_s)};
    QCOMPARE(unaskedPartNames(u"-- @on mysql\na"_s, here, testRegistry()), QStringList());
}

void TestTextParts::placesStayWhatTheyAre()
{
    const DriverRegistry registry = testRegistry();
    const Dialect &dialect = registry.find(u"sqlite"_s)->dialect();
    const QString text = u"select 'ä';\n-- @on lite\nselect b\n-- @on shop\nselect c"_s;
    const QString own = textFor(text, database(u"lite"_s, u"sqlite"_s), dialect);
    QCOMPARE(own.size(), text.size());
    QCOMPARE(own.indexOf(u"select b"_s), text.indexOf(u"select b"_s));
    QCOMPARE(own.count(u'\n'), text.count(u'\n'));
    QVERIFY(isFor(text, static_cast<int>(text.indexOf(u"@on lite"_s)), database(u"lite"_s, u"sqlite"_s), dialect)); // its line belongs to a part
    QVERIFY(!isFor(text, 0, database(u"lite"_s, u"sqlite"_s), dialect));
    QVERIFY(isFor(text, 0, database(u"other"_s, u"sqlite"_s), dialect));
}

void TestTextParts::namesThatMeanNobodyAreFound()
{
    const DriverRegistry registry = testRegistry();
    const QList<Endpoint> here{database(u"shop"_s, u"postgresql"_s)};
    QCOMPARE(unknownPartNames(u"-- @on shop, mysql, sql, postgres\na\n-- @on sho\nb\n-- @on x*\nc"_s, here, registry),
             (QStringList{u"postgres"_s, u"sho"_s, u"x*"_s}));
}

void TestTextParts::partsThatNobodyIsGivenAreFound()
{
    const DriverRegistry registry = testRegistry();
    const QList<Endpoint> here{database(u"shop"_s, u"postgresql"_s), database(u"lite"_s, u"sqlite"_s)};
    QCOMPARE(unaskedPartNames(u"a\n-- @on sqlite\nb\n-- @on mysql, mariadb\nc\n-- @on shop\nd"_s, here, registry), QStringList{u"mysql"_s});
    QCOMPARE(unaskedPartNames(u"-- @on shop\na\n-- @on postgresql\nb\n-- @on sql\nc"_s, here, registry),
             QStringList{u"postgresql"_s}); // shop has its own
    QCOMPARE(unaskedPartNames(u"a"_s, here, registry), QStringList());
}

CONCORD_TEST(TestTextParts)
#include "tst_textparts.moc"
