// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogfilter.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestCatalogFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patternsChooseObjects_data();
    void patternsChooseObjects();
};

void TestCatalogFilter::patternsChooseObjects_data()
{
    QTest::addColumn<QStringList>("include");
    QTest::addColumn<QStringList>("exclude");
    QTest::addColumn<Qt::CaseSensitivity>("cs");
    QTest::addColumn<bool>("accepted"); // of hr.users
    const auto row = [](const char *name, const QStringList &include, const QStringList &exclude, bool accepted,
                        Qt::CaseSensitivity cs = Qt::CaseSensitive) { QTest::newRow(name) << include << exclude << cs << accepted; };
    row("none", {}, {}, true);
    row("name", {u"users"_s}, {}, true);
    row("another name", {u"orders"_s}, {}, false);
    row("one of two", {u"orders"_s, u"use*"_s}, {}, true);
    row("schema and name", {u"hr.*"_s}, {}, true);
    row("another schema", {u"pay.*"_s}, {}, false);
    row("a name is not its schema's", {u"hr"_s}, {}, false);
    row("excluded", {}, {u"u?ers"_s}, false);
    row("exclusion wins", {u"users"_s}, {u"hr.users"_s}, false);
    row("case", {u"USERS"_s}, {}, false);
    row("no case", {u"USERS"_s}, {}, true, Qt::CaseInsensitive);
    row("a malformed pattern is itself", {u"users["_s}, {}, false);
}

void TestCatalogFilter::patternsChooseObjects()
{
    QFETCH(const QStringList, include);
    QFETCH(const QStringList, exclude);
    QFETCH(const Qt::CaseSensitivity, cs);
    CatalogRequest request;
    request.include = include;
    request.exclude = exclude;
    const CatalogFilter filter(request, cs);
    QTEST(filter.accepts(u"hr"_s, u"users"_s), "accepted");
    QCOMPARE(filter.acceptsAll(), include.isEmpty() && exclude.isEmpty());
}

CONCORD_TEST(TestCatalogFilter)
#include "tst_catalogfilter.moc"
