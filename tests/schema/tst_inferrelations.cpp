// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/inferrelations.h"
#include "relate/nameparts.h"
#include "schema/schematext.h"
#include "testprogram.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

QString readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

QString written(const Relation &relation)
{
    const auto end = [](const RelationEnd &one) {
        return (one.table.table.schema.isEmpty() ? QString() : one.table.table.schema + u'/') + one.table.table.name + u'.' + one.columns.join(u'+');
    };
    return u"%1 > %2"_s.arg(end(relation.from), end(relation.to));
}

QString written(const Label &label)
{
    Relation relation;
    relation.from = {{{}, label.table}, label.columns};
    relation.to = {{{}, label.targetTable}, label.targetColumns};
    return written(relation);
}

/// "from > to 0.97" for all relations of these databases, with the databases' names.
QStringList guesses(const std::vector<NamedCatalog> &catalogs)
{
    QStringList lines;
    for (const Relation &relation : inferRelations(catalogs)) {
        const auto nameOf = [&](const TableRef &ref) { return std::ranges::find(catalogs, ref.database, &NamedCatalog::id)->name; };
        lines.append(u"%1.%2.%3 > %4.%5.%6"_s.arg(nameOf(relation.from.table), relation.from.table.table.name, relation.from.columns.join(u'+'),
                                                  nameOf(relation.to.table), relation.to.table.table.name, relation.to.columns.join(u'+')));
    }
    return lines;
}

struct Score
{
    int right = 0;
    int wrong = 0;
    int missed = 0;

    [[nodiscard]] double precision() const { return right + wrong == 0 ? 1 : double(right) / (right + wrong); }
    [[nodiscard]] double recall() const { return right + missed == 0 ? 1 : double(right) / (right + missed); }
};

} // namespace

class TestInferRelations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesFallIntoWords_data();
    void namesFallIntoWords();
    void pluralsMeetTheirSingulars_data();
    void pluralsMeetTheirSingulars();
    void guessesAreRightOnTheLabelledCorpus();
    void surerGuessesAreMoreOftenRight();
    void eachGuessSaysWhy();
    void declaredColumnsAreLeftAlone();
    void twoEquallyGoodTablesGiveNoGuess();
    void ownSchemaComesFirst();
    void typesMustMatch_data();
    void typesMustMatch();
    void keysOfSeveralColumnsAreFollowed();
    void severalColumnsAreNoGuessWhere_data();
    void severalColumnsAreNoGuessWhere();
    void databasesAreJoinedByName();
    void equalTenantsAreNotMixed();
    void sameEnvironmentComesFirst();
    void tenThousandTablesTakeWellUnderASecond();
};

void TestInferRelations::namesFallIntoWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("snake") << u"user_account_id"_s << QStringList{u"user"_s, u"account"_s, u"id"_s};
    QTest::newRow("camel") << u"userAccountId"_s << QStringList{u"user"_s, u"account"_s, u"id"_s};
    QTest::newRow("acronym") << u"HTTPServerID"_s << QStringList{u"http"_s, u"server"_s, u"id"_s};
    QTest::newRow("plural acronym") << u"userIDs"_s << QStringList{u"user"_s, u"ids"_s};
    QTest::newRow("upper") << u"USER_ID"_s << QStringList{u"user"_s, u"id"_s};
    QTest::newRow("digits stay") << u"address2_line"_s << QStringList{u"address2"_s, u"line"_s};
    QTest::newRow("other signs") << u"Order Details%s"_s << QStringList{u"order"_s, u"details"_s, u"s"_s};
    QTest::newRow("umlaut") << u"käuferNr"_s << QStringList{u"käufer"_s, u"nr"_s};
    QTest::newRow("nothing") << u"__"_s << QStringList();
    QTest::newRow("emoji") << u"😀_id"_s << QStringList{u"😀"_s, u"id"_s};
}

void TestInferRelations::namesFallIntoWords()
{
    QFETCH(const QString, name);
    QTEST(nameWords(name), "words");
}

void TestInferRelations::pluralsMeetTheirSingulars_data()
{
    QTest::addColumn<QString>("plural");
    QTest::addColumn<QString>("singular");
    const char *const pairs[][2] = {{"users", "user"},         {"people", "person"},
                                    {"children", "child"},     {"categories", "category"},
                                    {"movies", "movie"},       {"statuses", "status"},
                                    {"addresses", "address"},  {"boxes", "box"},
                                    {"cases", "case"},         {"matrices", "matrix"},
                                    {"criteria", "criterion"}, {"analyses", "analysis"},
                                    {"wolves", "wolf"},        {"knives", "knife"},
                                    {"quizzes", "quiz"},       {"salesmen", "salesman"},
                                    {"heroes", "hero"},        {"branches", "branch"},
                                    {"series", "series"},      {"staff", "staff"},
                                    {"indices", "index"},      {"grandchildren", "grandchild"},
                                    {"houses", "house"},       {"keys", "key"},
                                    {"slaves", "slave"}};
    for (const auto &[plural, singular] : pairs)
        QTest::newRow(plural) << QString::fromLatin1(plural) << QString::fromLatin1(singular);
}

void TestInferRelations::pluralsMeetTheirSingulars()
{
    QFETCH(const QString, plural);
    QFETCH(const QString, singular);
    QVERIFY2(singularForms(plural).contains(singular), qPrintable(singularForms(plural).join(u' ')));
}

void TestInferRelations::guessesAreRightOnTheLabelledCorpus()
{
    const QDir folder(QFINDTESTDATA("relations"));
    const QStringList files = folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 12);
    Score all;
    Score composite;
    for (const QString &file : files) {
        const LabelledSchema schema = readSchemaText(readAll(folder.filePath(file)));
        QStringList expected;
        for (const Label &label : schema.labels)
            expected.append(written(label));
        Score score;
        for (const Relation &relation : inferRelations({{QUuid(), file, Environment::None, schema.catalog}})) {
            const bool right = expected.removeOne(written(relation));
            ++(right ? score.right : score.wrong);
            if (relation.from.columns.size() > 1)
                ++(right ? composite.right : composite.wrong);
            if (!right)
                qInfo("%s: wrong (%.2f) %s", qPrintable(file), relation.confidence, qPrintable(written(relation)));
        }
        score.missed = static_cast<int>(expected.size());
        composite.missed += static_cast<int>(std::ranges::count_if(expected, [](const QString &one) { return one.contains(u'+'); }));
        for (const QString &missed : std::as_const(expected))
            qInfo("%s: missed %s", qPrintable(file), qPrintable(missed));
        all = {all.right + score.right, all.wrong + score.wrong, all.missed + score.missed};
    }
    qInfo("%d labelled pairs in %d schemas: precision %.1f %%, recall %.1f %%", all.right + all.missed, int(files.size()), all.precision() * 100,
          all.recall() * 100);
    qInfo("of them by several columns: %d right, %d wrong, %d missed", composite.right, composite.wrong, composite.missed);
    QVERIFY(all.right + all.missed >= 120);
    QVERIFY(all.precision() >= 0.95);
    QVERIFY(all.recall() >= 0.85);
    QVERIFY(composite.right + composite.missed >= 30);
    QVERIFY(composite.precision() >= 0.95);
    QVERIFY(composite.recall() >= 0.85);
}

void TestInferRelations::surerGuessesAreMoreOftenRight()
{
    const NamedCatalog shop =
        namedCatalog(u"shop"_s, u"users: id int pk auto\n"
                                "dim_product: id int pk auto\n"
                                "orders: id int pk auto; user_id int; product_id int; buyer_user_id int; approved_by int; user int"_s);
    QHash<QString, double> confidence;
    for (const Relation &relation : inferRelations({shop}))
        confidence.insert(relation.from.columns.first(), relation.confidence);
    QCOMPARE(confidence.size(), 5);
    QVERIFY(confidence[u"user_id"_s] > confidence[u"product_id"_s]);
    QVERIFY(confidence[u"product_id"_s] > confidence[u"buyer_user_id"_s]);
    QVERIFY(confidence[u"buyer_user_id"_s] > confidence[u"approved_by"_s]);
    QVERIFY(confidence[u"approved_by"_s] > confidence[u"user"_s]);
    for (const double one : std::as_const(confidence))
        QVERIFY(one > 0 && one < 1);
    InferOptions sure;
    sure.minimumConfidence = 0.9;
    QCOMPARE(inferRelations({shop}, sure).size(), 2U);
}

void TestInferRelations::eachGuessSaysWhy()
{
    const auto found = inferRelations({namedCatalog(u"shop"_s, u"users: id int pk auto\norders: id int pk auto; user_id big null"_s)});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].reason, u"the column is named after the table and its key; users.id is unique and of a similar type"_s);
    QCOMPARE(found[0].origin, RelationOrigin::Inferred);
    QCOMPARE(found[0].multiplicity, Multiplicity::ManyToOne);
    QVERIFY(found[0].optional);
    QVERIFY(!found[0].from.indexed);
    QVERIFY(found[0].to.indexed);
}

void TestInferRelations::declaredColumnsAreLeftAlone()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"users: id int pk auto\norders: id int pk auto; user_id int > users.id"_s, true);
    QVERIFY(inferRelations({shop}).empty());
    InferOptions all;
    all.declared = true;
    QCOMPARE(inferRelations({shop}, all).size(), 1U);
}

void TestInferRelations::twoEquallyGoodTablesGiveNoGuess()
{
    QCOMPARE(guesses({namedCatalog(u"d"_s, u"user: id int pk auto\nusers: id int pk auto\norders: id int pk auto; user_id int"_s)}), QStringList());
}

void TestInferRelations::ownSchemaComesFirst()
{
    const auto found =
        inferRelations({namedCatalog(u"d"_s, u"a/users: id int pk auto\nb/users: id int pk auto\nb/orders: id int pk auto; user_id int"_s)});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].to.table.table, (ObjectRef{u"b"_s, u"users"_s}));
    const auto other = inferRelations({namedCatalog(u"d"_s, u"a/users: id int pk auto\nb/orders: id int pk auto; user_id int"_s)});
    QCOMPARE(other.size(), 1U);
    QVERIFY(other[0].confidence < found[0].confidence);
}

void TestInferRelations::typesMustMatch_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<bool>("matches");
    QTest::newRow("other width") << u"int"_s << u"big"_s << true;
    QTest::newRow("text for a number") << u"int"_s << u"text"_s << false;
    QTest::newRow("uuid kept as text") << u"uuid"_s << u"text"_s << true;
    QTest::newRow("whole decimal") << u"num"_s << u"int"_s << true;
    QTest::newRow("decimal with digits behind the point") << u"int"_s << u"dec"_s << false;
    QTest::newRow("untyped column of SQLite") << u"int"_s << u"any"_s << true;
    QTest::newRow("a truth value") << u"int"_s << u"bool"_s << false;
    QTest::newRow("a time") << u"int"_s << u"ts"_s << false;
    QTest::newRow("a float") << u"int"_s << u"real"_s << false;
}

void TestInferRelations::typesMustMatch()
{
    QFETCH(const QString, key);
    QFETCH(const QString, reference);
    QFETCH(const bool, matches);
    const QString text = u"users: id %1 pk\norders: id int pk auto; user_id %2"_s.arg(key, reference);
    QCOMPARE(inferRelations({namedCatalog(u"d"_s, text)}).size(), matches ? 1U : 0U);
}

void TestInferRelations::keysOfSeveralColumnsAreFollowed()
{
    const NamedCatalog shop = namedCatalog(u"shop"_s, u"orders: tenant_id int; order_no int; placed ts; @pk tenant_id, order_no\n"
                                                      "order_lines: tenant_id int; order_no int null; line_no int; @pk tenant_id, line_no"_s);
    const auto found = inferRelations({shop});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(written(found[0]), u"order_lines.tenant_id+order_no > orders.tenant_id+order_no"_s);
    QCOMPARE(found[0].reason,
             u"order_no names the table, and the rest of its key stands beside it; orders (tenant_id, order_no) is unique and of the same types"_s);
    QVERIFY(found[0].confidence > 0.9 && found[0].confidence < 0.97); // a little less sure than by one column
    QCOMPARE(found[0].multiplicity, Multiplicity::ManyToOne);
    QVERIFY(found[0].optional);
    QVERIFY(found[0].to.indexed);
    QVERIFY(!found[0].from.indexed);

    const NamedCatalog declared = namedCatalog(u"shop"_s,
                                               u"orders: tenant_id int; order_no int; @pk tenant_id, order_no\n"
                                               "order_lines: tenant_id int; order_no int; @ref tenant_id, order_no > orders (tenant_id, order_no)"_s,
                                               true);
    QVERIFY(inferRelations({declared}).empty());
    InferOptions all;
    all.declared = true;
    QCOMPARE(inferRelations({declared}, all).size(), 1U);
}

void TestInferRelations::severalColumnsAreNoGuessWhere_data()
{
    QTest::addColumn<QString>("schema");
    const QString orders = u"orders: tenant_id int; order_no int; @pk tenant_id, order_no\n"_s;
    QTest::newRow("one of them is missing") << orders + u"order_lines: id int pk auto; order_no int"_s;
    QTest::newRow("a type differs") << orders + u"order_lines: tenant_id int; order_no text; line_no int"_s;
    QTest::newRow("one of them is a time") << u"rates: currency_code char; rate_date date; @pk currency_code, rate_date\n"
                                              "payments: id int pk auto; currency_code char; rate_date date"_s;
    QTest::newRow("both only connect other tables") << u"users: id int pk auto\nroles: id int pk auto\n"
                                                       "user_roles: user_id int; role_id int; @pk user_id, role_id\n"
                                                       "audit: id int pk auto; user_id int; role_id int"_s;
    QTest::newRow("the column is the table's own") << u"order_lines: doc_id int; line_no int; @pk doc_id, line_no\n"
                                                      "invoice_lines: doc_id int; line_no int; @pk doc_id, line_no"_s;
    QTest::newRow("two tables fit") << u"order: tenant_no int; order_no int; @pk tenant_no, order_no\n"
                                       "orders: tenant_no int; order_no int; @pk tenant_no, order_no\n"
                                       "parcels: tenant_no int; order_no int; weight dec"_s;
    QTest::newRow("they are what people write") << u"people: first_name text; family_name text; @unique first_name, family_name\n"
                                                   "people_imports: first_name text; family_name text"_s;
}

void TestInferRelations::severalColumnsAreNoGuessWhere()
{
    QFETCH(const QString, schema);
    QCOMPARE(guesses({namedCatalog(u"d"_s, schema)}).filter(u"+"_s), QStringList());
}

void TestInferRelations::databasesAreJoinedByName()
{
    const NamedCatalog app = namedCatalog(u"main_app"_s, u"users: id int pk auto; email text uq\norders: id int pk auto; user_id int"_s);
    const NamedCatalog analytics = namedCatalog(u"analytics"_s, u"user_metrics: id int pk auto; user_id int; visits int\n"
                                                                "dim_users: user_key int pk auto; user_id int; type_id int"_s);
    const NamedCatalog logs = namedCatalog(u"logs"_s, u"user_activities: id big pk auto; userId big; action text"_s);
    QCOMPARE(guesses({app, analytics, logs}),
             (QStringList{u"main_app.orders.user_id > main_app.users.id"_s, u"analytics.dim_users.user_id > main_app.users.id"_s,
                          u"analytics.user_metrics.user_id > main_app.users.id"_s, u"logs.user_activities.userId > main_app.users.id"_s}));
    InferOptions within;
    within.acrossDatabases = false;
    QCOMPARE(inferRelations({app, analytics, logs}, within).size(), 1U);
}

void TestInferRelations::equalTenantsAreNotMixed()
{
    const QString tenant = u"users: id int pk auto\norders: id int pk auto; user_id int; plan_id int"_s;
    const NamedCatalog master = namedCatalog(u"master"_s, u"plans: id int pk auto; name text\nusage: id int pk auto; user_id int"_s);
    const QStringList found = guesses({master, namedCatalog(u"tenant_1"_s, tenant), namedCatalog(u"tenant_2"_s, tenant)});
    QCOMPARE(found, (QStringList{u"tenant_1.orders.user_id > tenant_1.users.id"_s, u"tenant_1.orders.plan_id > master.plans.id"_s,
                                 u"tenant_2.orders.user_id > tenant_2.users.id"_s, u"tenant_2.orders.plan_id > master.plans.id"_s}));
}

void TestInferRelations::sameEnvironmentComesFirst()
{
    const QString users = u"users: id int pk auto"_s;
    NamedCatalog production = namedCatalog(u"production"_s, users);
    NamedCatalog staging = namedCatalog(u"staging"_s, users);
    NamedCatalog metrics = namedCatalog(u"metrics"_s, u"user_metrics: id int pk auto; user_id int"_s);
    QCOMPARE(guesses({production, staging, metrics}), QStringList());
    production.environment = Environment::Production;
    staging.environment = Environment::Staging;
    metrics.environment = Environment::Staging;
    QCOMPARE(guesses({production, staging, metrics}), QStringList{u"metrics.user_metrics.user_id > staging.users.id"_s});
}

void TestInferRelations::tenThousandTablesTakeWellUnderASecond()
{
    QString text;
    for (int i = 0; i < 10'000; ++i) {
        const QString before = u"alpha%1_thing"_s.arg(i);
        text +=
            u"%1s: id int pk auto; alpha%2_thing_id int; name text; a_code text; b_value int; created_at ts; c_amount dec; kind text; note text; d%3 int\n"_s
                .arg(before)
                .arg((i * 7919) % 10'000)
                .arg(i);
    }
    const NamedCatalog large = namedCatalog(u"large"_s, text);
    const auto found = inferRelations({large});
    QVERIFY(found.size() > 9'900); // all but those that would refer to themselves
}

CONCORD_TEST(TestInferRelations)
#include "tst_inferrelations.moc"
