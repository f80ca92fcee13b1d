// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/joinpath.h"
#include "schema/schematext.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

TableRef in(const NamedCatalog &catalog, const QString &table)
{
    return {catalog.id, {{}, table}};
}

QString written(const RelationGraph &graph, const Relation &relation)
{
    return u"%1.%2 > %3.%4 %5%6 %7"_s.arg(graph.nameOf(relation.from.table), relation.from.columns.join(u'+'), graph.nameOf(relation.to.table),
                                          relation.to.columns.join(u'+'), multiplicityName(relation.multiplicity),
                                          relation.optional ? u" optional"_s : QString(), relationOriginName(relation.origin));
}

QStringList written(const RelationGraph &graph)
{
    QStringList lines;
    for (const Relation &relation : graph.relations())
        lines.append(written(graph, relation));
    return lines;
}

/// users - orders - order_items, by columns: "orders.user_id = users.id, …".
QString written(const RelationGraph &graph, const JoinPath &path)
{
    QStringList steps;
    for (const JoinStep &step : path.steps) {
        steps.append(u"%1.%2 = %3.%4"_s.arg(graph.nameOf(step.here().table), step.here().columns.join(u'+'), graph.nameOf(step.there().table),
                                            step.there().columns.join(u'+')));
    }
    return steps.join(u", "_s);
}

QStringList paths(const RelationGraph &graph, const TableRef &from, const TableRef &to, const JoinPathOptions &options = {})
{
    QStringList lines;
    for (const JoinPath &path : joinPaths(graph, from, to, options))
        lines.append(written(graph, path));
    return lines;
}

const QString shopText = u"users: id int pk auto; profile_id int null uq > profiles.id\n"
                         "profiles: id int pk auto\n"
                         "roles: id int pk auto\n"
                         "user_roles: user_id int > users.id; role_id int > roles.id; @pk user_id, role_id\n"
                         "orders: id int pk auto; user_id int > users.id; payer_id int null > users.id; total dec; @index user_id\n"
                         "order_items: id int pk auto; order_id int > orders.id; product_id int > products.id; @index order_id; @index product_id\n"
                         "products: id int pk auto; parent_id int null > products.id\n"
                         "islands: id int pk auto"_s;

} // namespace

class TestRelationGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void declaredKeysBecomeRelations();
    void keyWithoutTargetColumnsMeansThePrimaryKey();
    void keyIntoAnotherDatabaseOfMySqlIsFollowed();
    void drawnLinkTakesThePlaceOfAGuess();
    void deniedLinkRemovesAGuess();
    void drawnLinkTurnsToItsManySide();
    void linkToWhatIsNotThereIsLeftOut();
    void tableThatOnlyConnectsIsAJunction();
    void cheapestPathComesFirst();
    void declaredIsCheaperThanInferred();
    void pathsCrossDatabasesAtACost();
    void pathIsAtMostFiveHops();
    void missingIndexIsNoted();
    void tableJoinedToItself();
    void twoKeysBetweenTheSameTablesAreTwoPaths();
    void tiesAreSettledByName();
    void pathsFollowKeysOfSeveralColumns();
    void hubWithManyTablesStaysQuick();
};

void TestRelationGraph::declaredKeysBecomeRelations()
{
    const auto graph = RelationGraph::make({namedCatalog(u"shop"_s, shopText, true)}, {}, {.inferred = false, .infer = {}});
    QCOMPARE(written(*graph), (QStringList{
                                  u"order_items.order_id > orders.id n:1 declared"_s,
                                  u"order_items.product_id > products.id n:1 declared"_s,
                                  u"orders.payer_id > users.id n:1 optional declared"_s,
                                  u"orders.user_id > users.id n:1 declared"_s,
                                  u"products.parent_id > products.id n:1 optional declared"_s,
                                  u"user_roles.role_id > roles.id n:1 declared"_s,
                                  u"user_roles.user_id > users.id n:1 declared"_s,
                                  u"users.profile_id > profiles.id 1:1 optional declared"_s,
                              }));
    const TableRef users = in(graph->catalogs().front(), u"users"_s);
    QCOMPARE(graph->relationsOf(users).size(), 4U);
    QCOMPARE(graph->relationsOf(in(graph->catalogs().front(), u"products"_s)).size(), 2U); // the one to itself once
    QVERIFY(graph->relationsOf(in(graph->catalogs().front(), u"islands"_s)).empty());
    QVERIFY(graph->relations()[3].from.indexed);
    QVERIFY(!graph->relations()[2].from.indexed);
}

void TestRelationGraph::keyWithoutTargetColumnsMeansThePrimaryKey()
{
    auto parent = std::make_shared<Table>();
    parent->ref = {{}, u"p"_s};
    parent->columns.resize(2);
    parent->columns[0].name = u"a"_s;
    parent->columns[1].name = u"b"_s;
    parent->primaryKey.emplace().columns = {u"a"_s, u"b"_s};
    auto child = std::make_shared<Table>();
    child->ref = {{}, u"c"_s};
    child->columns = parent->columns;
    ForeignKey &key = child->foreignKeys.emplace_back();
    key.columns = {u"b"_s, u"a"_s};
    key.target = parent->ref;
    const auto found = declaredRelations({QUuid::createUuid(), u"d"_s, Environment::None, Catalog::make({}, {parent, child})});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].to.columns, (QStringList{u"a"_s, u"b"_s}));
}

void TestRelationGraph::keyIntoAnotherDatabaseOfMySqlIsFollowed()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"shop/orders: id int pk auto; user_id int > main/users.id"_s, true);
    const NamedCatalog main = namedCatalog(u"main"_s, u"main/users: id int pk auto"_s);
    const auto graph = RelationGraph::make({shop, main});
    QCOMPARE(written(*graph), QStringList{u"shop.orders.user_id > main.users.id n:1 declared"_s});
    QVERIFY(graph->relations()[0].isAcrossDatabases());
    QVERIFY(!RelationGraph::make({shop})->relations()[0].isAcrossDatabases()); // unknown: left where it was written
}

void TestRelationGraph::drawnLinkTakesThePlaceOfAGuess()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"users: id int pk auto\norders: id int pk auto; user_id int; who int null"_s);
    UserLink link{QUuid::createUuid(), in(shop, u"orders"_s), {u"user_id"_s}, in(shop, u"users"_s), {u"id"_s}, u"says Ann"_s, false};
    UserLink other = link;
    other.fromColumns = {u"who"_s};
    const auto graph = RelationGraph::make({shop}, {link, other});
    QCOMPARE(written(*graph), (QStringList{u"orders.user_id > users.id n:1 user"_s, u"orders.who > users.id n:1 optional user"_s}));
    QCOMPARE(graph->relations()[0].reason, u"says Ann"_s);
    QCOMPARE(graph->relations()[0].confidence, 1.0);
}

void TestRelationGraph::deniedLinkRemovesAGuess()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"users: id int pk auto\norders: id int pk auto; user_id int"_s);
    QCOMPARE(RelationGraph::make({shop})->relations().size(), 1U);
    const UserLink denied{QUuid::createUuid(), in(shop, u"orders"_s), {u"user_id"_s}, in(shop, u"users"_s), {u"id"_s}, {}, true};
    QVERIFY(RelationGraph::make({shop}, {denied})->relations().empty());
}

void TestRelationGraph::drawnLinkTurnsToItsManySide()
{
    const NamedCatalog a = namedCatalog(u"a"_s, u"users: id int pk auto; mail text"_s);
    const NamedCatalog b = namedCatalog(u"b"_s, u"log: who int; mail text"_s);
    const UserLink backwards{QUuid::createUuid(), in(a, u"users"_s), {u"id"_s}, in(b, u"log"_s), {u"who"_s}, {}, false};
    const UserLink loose{QUuid::createUuid(), in(a, u"users"_s), {u"mail"_s}, in(b, u"log"_s), {u"mail"_s}, {}, false};
    const auto graph = RelationGraph::make({a, b}, {backwards, loose});
    QCOMPARE(written(*graph), (QStringList{u"a.users.mail > b.log.mail n:m user"_s, u"b.log.who > a.users.id n:1 user"_s}));
}

void TestRelationGraph::linkToWhatIsNotThereIsLeftOut()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"users: id int pk auto\nlog: who int"_s);
    const UserLink good{QUuid::createUuid(), in(shop, u"log"_s), {u"who"_s}, in(shop, u"users"_s), {u"id"_s}, {}, false};
    UserLink noColumn = good;
    noColumn.fromColumns = {u"gone"_s};
    UserLink noTable = good;
    noTable.to.table.name = u"gone"_s;
    UserLink noDatabase = good;
    noDatabase.from.database = QUuid::createUuid();
    QCOMPARE(RelationGraph::make({shop}, {noColumn, noTable, noDatabase, good})->relations().size(), 1U);
}

void TestRelationGraph::tableThatOnlyConnectsIsAJunction()
{
    const auto graph = RelationGraph::make(
        {namedCatalog(u"shop"_s, shopText + u"\nlikes: id int pk auto; user_id int > users.id; product_id int > products.id; at ts"_s, true)});
    QStringList tables;
    for (const Junction &junction : graph->junctions())
        tables.append(u"%1 %2"_s.arg(graph->nameOf(junction.table)).arg(junction.relations.size()));
    QCOMPARE(tables, (QStringList{u"likes 2"_s, u"order_items 2"_s, u"user_roles 2"_s}));
}

void TestRelationGraph::cheapestPathComesFirst()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, shopText, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(paths(*graph, in(shop, u"users"_s), in(shop, u"products"_s)).value(0),
             u"users.id = orders.user_id, orders.id = order_items.order_id, order_items.product_id = products.id"_s);
    QCOMPARE(paths(*graph, in(shop, u"users"_s), in(shop, u"islands"_s)), QStringList());
    QCOMPARE(joinPaths(*graph, in(shop, u"roles"_s), in(shop, u"users"_s)).front().notes.last(),
             u"a row of the first table may come several times"_s);
    QCOMPARE(joinPaths(*graph, in(shop, u"order_items"_s), in(shop, u"users"_s)).front().notes, QStringList());
}

void TestRelationGraph::declaredIsCheaperThanInferred()
{
    const NamedCatalog shop = namedCatalog(
        u"shop"_s, u"users: id int pk auto\norders: id int pk auto; user_id int; buyer int > users.id; @index user_id; @index buyer"_s, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(paths(*graph, in(shop, u"orders"_s), in(shop, u"users"_s)), (QStringList{u"orders.buyer = users.id"_s, u"orders.user_id = users.id"_s}));
    const auto found = joinPaths(*graph, in(shop, u"orders"_s), in(shop, u"users"_s));
    QCOMPARE(found[0].cost, 1.0);
    QVERIFY(found[1].cost > 1.5);
    QVERIFY(found[1].notes.join(u' ').contains(u"97 % sure"_s));
}

void TestRelationGraph::pathsCrossDatabasesAtACost()
{
    const NamedCatalog app = namedCatalog(u"main_app"_s, u"users: id int pk auto"_s);
    const NamedCatalog analytics = namedCatalog(u"analytics"_s, u"user_metrics: id int pk auto; user_id int"_s);
    const NamedCatalog logs = namedCatalog(u"logs"_s, u"user_activities: id int pk auto; user_id int"_s);
    const auto graph = RelationGraph::make({app, analytics, logs});
    const auto found = joinPaths(*graph, in(analytics, u"user_metrics"_s), in(logs, u"user_activities"_s));
    QCOMPARE(found.size(), 1U);
    QCOMPARE(written(*graph, found[0]), u"analytics.user_metrics.user_id = main_app.users.id, main_app.users.id = logs.user_activities.user_id"_s);
    QVERIFY(found[0].cost > 6);
    QVERIFY(found[0].notes.contains(u"analytics.user_metrics and main_app.users are in different databases"_s));
}

void TestRelationGraph::pathIsAtMostFiveHops()
{
    QString chain = u"t0: id int pk auto"_s;
    for (int i = 1; i <= 6; ++i)
        chain += u"\nt%1: id int pk auto; up int > t%2.id"_s.arg(i).arg(i - 1);
    const NamedCatalog shop = namedCatalog(u"shop"_s, chain, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(joinPaths(*graph, in(shop, u"t5"_s), in(shop, u"t0"_s)).size(), 1U);
    QCOMPARE(joinPaths(*graph, in(shop, u"t5"_s), in(shop, u"t0"_s)).front().steps.size(), 5U);
    QCOMPARE(joinPaths(*graph, in(shop, u"t6"_s), in(shop, u"t0"_s)).size(), 0U);
    QCOMPARE(joinPaths(*graph, in(shop, u"t6"_s), in(shop, u"t0"_s), {.maxHops = 6, .alternatives = 3}).size(), 1U);
}

void TestRelationGraph::missingIndexIsNoted()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s,
                                           u"users: id int pk auto\n"
                                           "a: id int pk auto; u int > users.id; @index u, id\n"
                                           "b: id int pk auto; u int > users.id; @index id, u"_s,
                                           true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(joinPaths(*graph, in(shop, u"a"_s), in(shop, u"users"_s)).front().notes, QStringList());
    QCOMPARE(joinPaths(*graph, in(shop, u"b"_s), in(shop, u"users"_s)).front().notes, QStringList{u"no index on b (u)"_s});
}

void TestRelationGraph::tableJoinedToItself()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, shopText, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(paths(*graph, in(shop, u"products"_s), in(shop, u"products"_s)), QStringList{u"products.parent_id = products.id"_s});
    QCOMPARE(paths(*graph, in(shop, u"islands"_s), in(shop, u"islands"_s)), QStringList());
}

void TestRelationGraph::twoKeysBetweenTheSameTablesAreTwoPaths()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, shopText, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(paths(*graph, in(shop, u"orders"_s), in(shop, u"users"_s)),
             (QStringList{u"orders.user_id = users.id"_s, u"orders.payer_id = users.id"_s})); // with an index it is a little cheaper
    QCOMPARE(paths(*graph, in(shop, u"orders"_s), in(shop, u"users"_s), {.maxHops = 5, .alternatives = 1}).size(), 1);
}

void TestRelationGraph::tiesAreSettledByName()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"z: id int pk auto\na: id int pk auto; y int > z.id; x int > z.id"_s, true);
    QCOMPARE(paths(*RelationGraph::make({shop}), in(shop, u"a"_s), in(shop, u"z"_s)), (QStringList{u"a.x = z.id"_s, u"a.y = z.id"_s}));
}

void TestRelationGraph::pathsFollowKeysOfSeveralColumns()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"orders: tenant_id int; order_no int; @pk tenant_id, order_no\n"
                                                      "order_lines: tenant_id int; order_no int; line_no int; @pk tenant_id, order_no, line_no\n"
                                                      "line_taxes: id int pk auto; tenant_id int; order_no int; line_no int; rate dec"_s);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(written(*graph), (QStringList{u"line_taxes.tenant_id+order_no+line_no > order_lines.tenant_id+order_no+line_no n:1 inferred"_s,
                                           u"order_lines.tenant_id+order_no > orders.tenant_id+order_no n:1 inferred"_s}));
    QCOMPARE(paths(*graph, in(shop, u"line_taxes"_s), in(shop, u"orders"_s)),
             QStringList{u"line_taxes.tenant_id+order_no+line_no = order_lines.tenant_id+order_no+line_no, "
                         "order_lines.tenant_id+order_no = orders.tenant_id+order_no"_s});
    const UserLink denied{QUuid::createUuid(),
                          in(shop, u"order_lines"_s),
                          {u"tenant_id"_s, u"order_no"_s},
                          in(shop, u"orders"_s),
                          {u"tenant_id"_s, u"order_no"_s},
                          {},
                          true};
    QCOMPARE(RelationGraph::make({shop}, {denied})->relations().size(), 1U);
}

void TestRelationGraph::hubWithManyTablesStaysQuick()
{
    QString text = u"hub: id int pk auto\nend: id int pk auto; t0 int > t0.id"_s;
    for (int i = 0; i < 2'000; ++i)
        text += u"\nt%1: id int pk auto; a int > hub.id; b int > t%2.id"_s.arg(i).arg((i * 31 + 7) % 2'000);
    const NamedCatalog shop = namedCatalog(u"shop"_s, text, true);
    const auto graph = RelationGraph::make({shop});
    QCOMPARE(paths(*graph, in(shop, u"t1999"_s), in(shop, u"end"_s), {.maxHops = 5, .alternatives = 5}).size(), 5);
}

CONCORD_TEST(TestRelationGraph)
#include "tst_relationgraph.moc"
