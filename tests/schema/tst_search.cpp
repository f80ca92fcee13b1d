// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schematext.h"
#include "schema/search.h"
#include "schema/searchtext.h"
#include "testprogram.h"

#include <QTest>
#include <QtConcurrent>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

/// "shop users.user_id column word".
QString written(const SearchHit &hit)
{
    QStringList parts = {hit.databaseName, (hit.object.schema.isEmpty() ? QString() : hit.object.schema + u'.') + hit.object.name};
    if (!hit.member.isEmpty())
        parts.last() += u'.' + hit.member;
    parts << (hit.memberKind == MemberKind::None ? objectKindName(hit.kind) : memberKindName(hit.memberKind)) << matchKindName(hit.match);
    return parts.join(u' ');
}

QStringList find(const CatalogSearchPtr &search, const QString &text, const SearchOptions &options = {})
{
    QStringList lines;
    for (const SearchHit &hit : search->find(text, options).hits)
        lines.append(written(hit));
    return lines;
}

NamedCatalog shop()
{
    return namedCatalog(u"shop"_s, u"public/users: id int pk; email text; user_name text; @comment people who may sign in\n"
                                   "public/UserAccount: id int pk; userId int; balance dec\n"
                                   "public/orders: id int pk; user_id int; superuser text; @index user_id\n"
                                   "audit/log: id int pk; who text"_s);
}

std::shared_ptr<Routine> routine(const QString &name)
{
    auto made = std::make_shared<Routine>();
    made->ref = {u"public"_s, name};
    return made;
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAndRanks_data();
    void findsAndRanks();
    void caseAndAccentsDoNotMatter_data();
    void caseAndAccentsDoNotMatter();
    void marksTheMatch_data();
    void marksTheMatch();
    void everyKindOfObjectIsFound();
    void strangeNamesAreFound_data();
    void strangeNamesAreFound();
    void bestAreKeptAndTheRestCounted();
    void onlyWhatIsAskedFor();
    void equalSchemasShareTheirIndex();
    void tenantsSchemasAreFoundByTheirOwnNames();
    void oneCatalogIsReplaced();
    void manyThreadsSearchAtOnce();
};

void TestSearch::findsAndRanks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("hits");
    QTest::newRow("user") << u"user"_s
                          << QStringList{u"shop public.users table prefix"_s,
                                         u"shop public.UserAccount table prefix"_s,
                                         u"shop public.UserAccount.userId column prefix"_s,
                                         u"shop public.orders.user_id column prefix"_s,
                                         u"shop public.users.user_name column prefix"_s,
                                         u"shop public.orders.orders_user_id index word"_s,
                                         u"shop public.orders.superuser column substring"_s};
    QTest::newRow("separators do not matter") << u"USER ID"_s
                                              << QStringList{u"shop public.UserAccount.userId column exact"_s,
                                                             u"shop public.orders.user_id column exact"_s,
                                                             u"shop public.UserAccount.id column exact"_s, u"shop public.users.id column exact"_s,
                                                             u"shop public.orders.orders_user_id index word"_s};
    QTest::newRow("word within") << u"account"_s << QStringList{u"shop public.UserAccount table word"_s};
    QTest::newRow("over a word's end, from its beginning") << u"usern"_s << QStringList{u"shop public.users.user_name column prefix"_s};
    QTest::newRow("over a separator from the middle") << u"erid"_s << QStringList{u"shop public.UserAccount.userId column substring"_s};
    QTest::newRow("with the separator typed") << u"er_id"_s
                                              << QStringList{u"shop public.UserAccount.userId column substring"_s,
                                                             u"shop public.orders.user_id column substring"_s,
                                                             u"shop public.orders.orders_user_id index substring"_s};
    QTest::newRow("comment") << u"sign in"_s << QStringList{u"shop public.users table comment"_s};
    QTest::newRow("a path") << u"users email"_s << QStringList{u"shop public.users.email column exact"_s};
    QTest::newRow("a path with dots") << u"public.users"_s << QStringList{u"shop public.users table exact"_s};
    QTest::newRow("database and schema") << u"shop audit w"_s << QStringList{u"shop audit.log.who column prefix"_s};
    QTest::newRow("a table, then its database") << u"users shop"_s << QStringList{u"shop public.users table exact"_s};
    QTest::newRow("a path with dots keeps its order") << u"users.shop"_s << QStringList();
    QTest::newRow("words of one name in another order")
        << u"account user"_s << QStringList{u"shop public.UserAccount table prefix"_s, u"shop public.UserAccount.userId column prefix"_s};
    QTest::newRow("nothing") << u"nowhere"_s << QStringList();
    QTest::newRow("empty") << u"  "_s << QStringList();
}

void TestSearch::findsAndRanks()
{
    QFETCH(const QString, text);
    QTEST(find(CatalogSearch::make({shop()}), text), "hits");
}

void TestSearch::caseAndAccentsDoNotMatter_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folded");
    QTest::newRow("accents") << u"Köln_Stadtüberträge"_s << u"kolnstadtubertrage"_s;
    QTest::newRow("accents as marks") << u"Ko\u0308ln"_s << u"koln"_s;
    QTest::newRow("sharp s") << u"STRAẞE straße"_s << u"strassestrasse"_s;
    QTest::newRow("strokes") << u"Łódź_Ærø"_s << u"lodzaero"_s;
    QTest::newRow("greek") << u"ΑΣ"_s << u"ας"_s.replace(u'ς', u'σ');
    QTest::newRow("only separators") << u"__"_s << u"__"_s;
    QTest::newRow("emoji") << u"a😀b"_s << u"a😀b"_s;
    QTest::newRow("half an emoji") << (u"a"_s + QChar(0xd83d)) << u"a\ufffd"_s;
    QTest::newRow("line break") << u"a\nb"_s << u"a b"_s;
}

void TestSearch::caseAndAccentsDoNotMatter()
{
    QFETCH(const QString, name);
    QFETCH(const QString, folded);
    QCOMPARE(QString::fromUtf8(foldName(name).text), folded);
}

void TestSearch::marksTheMatch_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::newRow("plain") << u"users"_s << u"ser"_s << u"ser"_s;
    QTest::newRow("over a separator") << u"my_user_id_old"_s << u"userid"_s << u"user_id"_s;
    QTest::newRow("after an accent") << u"größe_köln"_s << u"koln"_s << u"köln"_s;
    QTest::newRow("two letters for one") << u"straße"_s << u"strass"_s << u"straß"_s;
    QTest::newRow("the better one") << u"laid_id"_s << u"id"_s << u"id"_s;
    QTest::newRow("after an emoji") << u"😀users"_s << u"user"_s << u"user"_s;
}

void TestSearch::marksTheMatch()
{
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    const auto search = CatalogSearch::make({namedCatalog(u"d"_s, u"\"%1\": x int"_s.arg(name))});
    const SearchResult result = search->find(text);
    QCOMPARE(result.hits.size(), 1U);
    QTEST(result.hits[0].text.sliced(result.hits[0].start, result.hits[0].length), "marked");
    if (name == "laid_id"_L1)
        QCOMPARE(result.hits[0].start, 5);
}

void TestSearch::everyKindOfObjectIsFound()
{
    auto table = std::make_shared<Table>();
    table->ref = {u"public"_s, u"needle_table"_s};
    table->columns.resize(1);
    table->columns[0].name = u"other"_s;
    table->columns[0].comment = u"a Needle, too"_s;
    table->checks.resize(2);
    table->checks[0].name = u"needle_check"_s;
    table->checks[1].name = u"needle_made_up"_s;
    table->checks[1].nameGenerated = true;
    table->primaryKey.emplace().name = u"needle_pk"_s;
    table->primaryKey->columns = {u"other"_s};
    table->triggers.emplace_back().name = u"needle_trigger"_s;
    auto view = std::make_shared<View>();
    view->ref = {u"public"_s, u"needle_view"_s};
    view->columns.emplace_back().name = u"needle_column"_s;
    auto type = std::make_shared<TypeObject>();
    type->ref = {u"public"_s, u"mood"_s};
    type->values = {u"sad"_s, u"needle value"_s};
    auto collection = std::make_shared<Collection>();
    collection->ref = {{}, u"things"_s};
    collection->fields.push_back({u"a.needle"_s, {}, 0, false, {}});
    auto schema = std::make_shared<Schema>();
    schema->ref = {{}, u"needle_schema"_s};
    const auto catalog = Catalog::make({}, {table, view, type, collection, schema, routine(u"needle_f(needle integer)"_s)});
    QStringList found = find(CatalogSearch::make({{QUuid(), u"d"_s, Environment::None, catalog}}), u"needle"_s);
    found.sort();
    QStringList expected = {u"d public.needle_table table prefix"_s,
                            u"d public.needle_view view prefix"_s,
                            u"d needle_schema schema prefix"_s,
                            u"d public.needle_f(needle integer) routine prefix"_s,
                            u"d public.needle_view.needle_column column prefix"_s,
                            u"d things.a.needle field word"_s,
                            u"d public.mood.needle value enum_value prefix"_s,
                            u"d public.needle_table.needle_trigger trigger prefix"_s,
                            u"d public.needle_table.needle_pk key prefix"_s,
                            u"d public.needle_table.needle_check check prefix"_s,
                            u"d public.needle_table.other column comment"_s};
    expected.sort();
    QCOMPARE(found, expected);
}

void TestSearch::strangeNamesAreFound_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name :
         {u"%s"_s, u"<b>x</b>"_s, u"__"_s, u"select"_s, u"a b.c"_s, u"😀"_s, u"ünïcödé"_s, u"1st"_s, QString(63, u'x'), u"it's"_s, u"*"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void TestSearch::strangeNamesAreFound()
{
    QFETCH(const QString, name);
    auto table = std::make_shared<Table>();
    table->ref = {{}, name};
    const auto search = CatalogSearch::make({{QUuid(), u"d"_s, Environment::None, Catalog::make({}, {table})}});
    QCOMPARE(find(search, name), QStringList{u"d %1 table exact"_s.arg(name)});
}

void TestSearch::bestAreKeptAndTheRestCounted()
{
    QString text;
    for (int i = 0; i < 300; ++i)
        text += u"t%1: my_user int; users int\n"_s.arg(i);
    const auto search = CatalogSearch::make({namedCatalog(u"d"_s, text + u"user: id int\n"_s)});
    SearchOptions few;
    few.limit = 5;
    const SearchResult result = search->find(u"user"_s, few);
    QCOMPARE(result.total, 601);
    QCOMPARE(result.hits.size(), 5U);
    QCOMPARE(written(result.hits[0]), u"d user table exact"_s);
    QCOMPARE(written(result.hits[1]), u"d t0.users column prefix"_s);
    SearchOptions all;
    all.limit = 0;
    QCOMPARE(search->find(u"user"_s, all).hits.size(), 601U);
}

void TestSearch::onlyWhatIsAskedFor()
{
    const NamedCatalog first = shop();
    const NamedCatalog second = namedCatalog(u"crm"_s, u"users: id int; customer_support_user text"_s);
    const auto search = CatalogSearch::make({first, second});
    SearchOptions objects;
    objects.members = false;
    QCOMPARE(find(search, u"user"_s, objects),
             (QStringList{u"shop public.users table prefix"_s, u"crm users table prefix"_s, u"shop public.UserAccount table prefix"_s}));
    objects.databases = {second.id};
    QCOMPARE(find(search, u"user"_s, objects), QStringList{u"crm users table prefix"_s});
    objects.databases = {};
    objects.fuzzy = true;
    QCOMPARE(find(search, u"usac"_s, objects), QStringList{u"shop public.UserAccount table subsequence"_s});
    SearchOptions noComments;
    noComments.comments = false;
    QCOMPARE(find(search, u"sign in"_s, noComments), QStringList());
    SearchOptions routines;
    routines.kinds = {ObjectKind::Routine};
    QCOMPARE(find(search, u"user"_s, routines), QStringList());
}

void TestSearch::equalSchemasShareTheirIndex()
{
    const QString text = u"users: id int; email text\norders: id int; user_id int"_s;
    std::vector<NamedCatalog> tenants;
    for (int i = 0; i < 50; ++i)
        tenants.push_back(namedCatalog(u"tenant_%1"_s.arg(i), text));
    const auto one = CatalogSearch::make({tenants.front()});
    const auto all = CatalogSearch::make(tenants);
    QCOMPARE(all->memory(), one->memory());
    const SearchResult each = all->find(u"email"_s);
    QCOMPARE(each.hits.size(), 50U);
    QCOMPARE(each.total, 50);
    QCOMPARE(each.hits[7].databaseName, u"tenant_7"_s);
    SearchOptions grouped;
    grouped.groupEqual = true;
    const SearchResult together = all->find(u"email"_s, grouped);
    QCOMPARE(together.hits.size(), 1U);
    QCOMPARE(together.hits[0].alsoIn.size(), 49U);
    QCOMPARE(find(all, u"tenant_7 users email"_s), QStringList{u"tenant_7 users.email column exact"_s});
}

void TestSearch::tenantsSchemasAreFoundByTheirOwnNames()
{
    std::vector<NamedCatalog> tenants;
    for (const QString &name : {u"alpha"_s, u"beta"_s}) {
        auto schema = std::make_shared<Schema>();
        schema->ref = {{}, name};
        auto table = std::make_shared<Table>();
        table->ref = {name, u"users"_s};
        CatalogInfo info;
        info.scope = name;
        tenants.push_back({QUuid::createUuid(), u"profile "_s + name, Environment::None, Catalog::make(info, {schema, table})});
    }
    QCOMPARE(tenants[0].catalog->fingerprint(), tenants[1].catalog->fingerprint());
    const auto search = CatalogSearch::make(tenants);
    QCOMPARE(find(search, u"beta"_s), QStringList{u"profile beta beta schema exact"_s});
    QCOMPARE(find(search, u"beta.users"_s), QStringList{u"profile beta beta.users table exact"_s});
    QCOMPARE(find(search, u"users"_s), (QStringList{u"profile alpha alpha.users table exact"_s, u"profile beta beta.users table exact"_s}));
}

void TestSearch::oneCatalogIsReplaced()
{
    const NamedCatalog first = shop();
    NamedCatalog second = namedCatalog(u"crm"_s, u"leads: id int"_s);
    const auto before = CatalogSearch::make({first, second});
    second.catalog = namedCatalog(u"crm"_s, u"prospects: id int"_s).catalog;
    const auto after = before->with(second);
    QCOMPARE(find(before, u"leads"_s).size(), 1); // who holds the old one still has it
    QCOMPARE(find(after, u"leads"_s).size(), 0);
    QCOMPARE(find(after, u"prospects"_s), QStringList{u"crm prospects table exact"_s});
    QCOMPARE(after->catalogs().size(), 2U);
    const auto without = after->without(first.id);
    QCOMPARE(find(without, u"users"_s), QStringList());
    QCOMPARE(without->with(first)->find(u"users"_s).total, 1);
}

void TestSearch::manyThreadsSearchAtOnce()
{
    const auto search = CatalogSearch::make({shop()});
    const QStringList expected = find(search, u"user"_s);
    const QList<int> runs(64);
    const auto found = QtConcurrent::blockingMapped(runs, [&](int) { return find(search, u"user"_s); });
    for (const QStringList &one : found)
        QCOMPARE(one, expected);
    // Made and asked on all threads of the pool at once, as the window may: none waits for a place that it holds itself.
    std::vector<NamedCatalog> many;
    for (int i = 0; i < 40; ++i)
        many.push_back(namedCatalog(u"db%1"_s.arg(i), u"users_%1: id int pk"_s.arg(i)));
    const QStringList all = find(CatalogSearch::make(many), u"users"_s);
    QCOMPARE(all.size(), 40);
    const auto made = QtConcurrent::blockingMapped(runs, [&](int) { return find(CatalogSearch::make(many), u"users"_s); });
    for (const QStringList &one : made)
        QCOMPARE(one, all);
}

CONCORD_TEST(TestSearch)
#include "tst_search.moc"
