// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalog.h"
#include "schema/catalogjson.h"
#include "schema/schemawriter.h"
#include "testprogram.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

Column column(const QString &name, const QString &type = u"integer"_s)
{
    Column made;
    made.name = name;
    made.nativeType = type;
    made.type.family = TypeFamily::Integer;
    made.type.bits = 32;
    return made;
}

/// A table with something of everything, in schema `schema`.
std::shared_ptr<Table> users(const QString &schema)
{
    auto table = std::make_shared<Table>();
    table->ref = {schema, u"users"_s};
    table->columns = {column(u"id"_s), column(u"team"_s)};
    table->columns[0].identity = Identity::ByDefault;
    table->columns[0].sequence = std::make_shared<SequenceOptions>(SequenceOptions{u"integer"_s, u"1"_s, u"1"_s, {}, {}, {}, false});
    table->columns[1].defaultExpression = u"nextval('%1.team_seq'::regclass)"_s.arg(schema);
    table->primaryKey.emplace();
    table->primaryKey->columns = {u"id"_s};
    table->checks.resize(2);
    table->checks[0].name = u"c1"_s;
    table->checks[0].expression = u"%1.valid(team) AND ('%1.' <> '')"_s.arg(schema);
    table->checks[1].name = u"c0"_s;
    table->checks[1].expression = u"id > 0"_s;
    ForeignKey &key = table->foreignKeys.emplace_back();
    key.name = u"users_team_fkey"_s;
    key.nameGenerated = true;
    key.columns = {u"team"_s};
    key.target = {schema, u"teams"_s};
    key.targetColumns = {u"id"_s};
    key.onDelete = ReferentialAction::SetNull;
    Index &index = table->indexes.emplace_back();
    index.name = u"i"_s;
    index.method = u"btree"_s;
    index.parts.resize(1);
    index.parts[0].column = u"team"_s;
    index.parts[0].descending = true;
    index.parts[0].nullsFirst = false;
    table->privileges.push_back({u"reader"_s, u"SELECT"_s, {}, false});
    table->options.insert(u"tablespace"_s, u"fast"_s);
    table->statistics = {12, 8192};
    return table;
}

CatalogPtr catalogOf(std::vector<std::shared_ptr<SchemaObject>> objects)
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.database = u"shop"_s;
    info.readAt = QDateTime(QDate(2026, 11, 21), QTime(9, 0), QTimeZone::UTC);
    return Catalog::make(info, std::move(objects));
}

} // namespace

class TestCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fingerprintChangesWithTheSchema_data();
    void fingerprintChangesWithTheSchema();
    void fingerprintIgnoresWhatIsNotSchema_data();
    void fingerprintIgnoresWhatIsNotSchema();
    void twoSchemasHashAlike();
    void ownSchemaIsReplacedOnlyAsASchema_data();
    void ownSchemaIsReplacedOnlyAsASchema();
    void survivesJson_data();
    void survivesJson();
    void damagedJsonIsAnError_data();
    void damagedJsonIsAnError();
    void findsByNameAndKind();
    void scriptsFollowDependencies();
};

using Change = std::function<void(Table &)>;
Q_DECLARE_METATYPE(Change)

void TestCatalog::fingerprintChangesWithTheSchema_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("a column's type") << Change([](Table &t) { t.columns[1].nativeType = u"bigint"_s; });
    QTest::newRow("a column's name") << Change([](Table &t) { t.columns[1].name = u"group"_s; });
    QTest::newRow("order of columns") << Change([](Table &t) { std::swap(t.columns[0], t.columns[1]); });
    QTest::newRow("not null") << Change([](Table &t) { t.columns[1].nullable = false; });
    QTest::newRow("default '' is not none") << Change([](Table &t) { t.columns[0].defaultExpression = QString(); });
    QTest::newRow("a check") << Change([](Table &t) { t.checks[0].expression += u'1'; });
    QTest::newRow("a check's own name") << Change([](Table &t) { t.checks[0].name = u"other"_s; });
    QTest::newRow("a key's action") << Change([](Table &t) { t.foreignKeys[0].onDelete = ReferentialAction::Cascade; });
    QTest::newRow("a key's target") << Change([](Table &t) { t.foreignKeys[0].target.schema = u"other"_s; });
    QTest::newRow("nulls first") << Change([](Table &t) { t.indexes[0].parts[0].nullsFirst = true; });
    QTest::newRow("a sequence's start") << Change([](Table &t) {
        t.columns[0].sequence = std::make_shared<SequenceOptions>(SequenceOptions{u"integer"_s, u"100"_s, u"1"_s, {}, {}, {}, false});
    });
    QTest::newRow("a comment") << Change([](Table &t) { t.comment = u"x"_s; });
    QTest::newRow("a privilege") << Change([](Table &t) { t.privileges.clear(); });
    QTest::newRow("an option") << Change([](Table &t) { t.options.clear(); });
    QTest::newRow("no primary key") << Change([](Table &t) { t.primaryKey.reset(); });
    QTest::newRow("one column apart by a name's end") << Change([](Table &t) { t.primaryKey->columns = {u"i"_s, u"d"_s}; });
}

void TestCatalog::fingerprintChangesWithTheSchema()
{
    QFETCH(const Change, change);
    const auto changed = users(u"public"_s);
    change(*changed);
    QVERIFY(catalogOf({changed})->fingerprint() != catalogOf({users(u"public"_s)})->fingerprint());
}

void TestCatalog::fingerprintIgnoresWhatIsNotSchema_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("rows and sizes") << Change([](Table &t) { t.statistics = {99, 1}; });
    QTest::newRow("order of checks") << Change([](Table &t) { std::swap(t.checks[0], t.checks[1]); });
    QTest::newRow("a name that the server made up") << Change([](Table &t) { t.foreignKeys[0].name = u"fk_8f3a"_s; });
    QTest::newRow("the logical reading of a type") << Change([](Table &t) { t.columns[0].type.family = TypeFamily::Unknown; });
}

void TestCatalog::fingerprintIgnoresWhatIsNotSchema()
{
    QFETCH(const Change, change);
    const auto changed = users(u"public"_s);
    change(*changed);
    QCOMPARE(catalogOf({changed})->fingerprint(), catalogOf({users(u"public"_s)})->fingerprint());
}

void TestCatalog::twoSchemasHashAlike()
{
    const CatalogPtr both = catalogOf({users(u"tenant_1"_s), users(u"tenant_2"_s)});
    const ObjectPtr one = both->find(ObjectKind::Table, {u"tenant_1"_s, u"users"_s});
    const ObjectPtr two = both->find(ObjectKind::Table, {u"tenant_2"_s, u"users"_s});
    QVERIFY(one && two);
    // The text '%1.' inside the check is data, not a name, and differs.
    QVERIFY(one->fingerprint != two->fingerprint);
    const auto plain = [](const QString &schema) {
        auto table = users(schema);
        table->checks.pop_back();
        table->checks.back().expression = schema + u".valid(team)"_s;
        return catalogOf({table})->objects().front()->fingerprint;
    };
    QCOMPARE(plain(u"tenant_1"_s), plain(u"tenant_2"_s));
}

void TestCatalog::ownSchemaIsReplacedOnlyAsASchema_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    QTest::newRow("bare") << u"SELECT * FROM own.t"_s << u"SELECT * FROM @.t"_s;
    QTest::newRow("quoted") << u"SELECT * FROM \"own\".t, `own`.`u`"_s << u"SELECT * FROM @.t, @.`u`"_s;
    QTest::newRow("part of a name") << u"owned.t, my_own.t, x.own.t"_s << u"owned.t, my_own.t, x.own.t"_s;
    QTest::newRow("a column") << u"own + 1"_s << u"own + 1"_s;
    QTest::newRow("text") << u"'own.t' || own.f()"_s << u"'own.t' || @.f()"_s;
    QTest::newRow("regclass") << u"nextval('own.s'::regclass)"_s << u"nextval('@.s'::regclass)"_s;
    QTest::newRow("a quote behind a backslash, MySQL's") << uR"(concat('it\'s',`own`.`t`.`c`))"_s << uR"(concat('it\'s',@.`t`.`c`))"_s;
    QTest::newRow("a backslash at the end of another's text") << uR"('a\' || own.f())"_s << uR"('a\' || @.f())"_s;
    QTest::newRow("unfinished quote") << u"own.t 'own."_s << u"@.t 'own."_s;
}

void TestCatalog::ownSchemaIsReplacedOnlyAsASchema()
{
    QFETCH(const QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(withoutOwnSchema(sql, u"own"_s), expected.replace(u'@', QChar(0xFFFC)));
}

void TestCatalog::survivesJson_data()
{
    QTest::addColumn<int>("detail");
    QTest::newRow("full") << int(JsonDetail::Full);
    QTest::newRow("compact") << int(JsonDetail::Compact);
}

void TestCatalog::survivesJson()
{
    QFETCH(const int, detail);
    auto schema = std::make_shared<Schema>();
    schema->ref.name = u"public"_s;
    schema->comment = u"the <b>usual</b> one"_s;
    auto view = std::make_shared<View>(ObjectKind::MaterializedView);
    view->ref = {u"public"_s, u"%s \"v\"\U0001F600"_s};
    view->definition = u"SELECT 1"_s;
    view->columns = {column(u"?column?"_s)};
    auto routine = std::make_shared<Routine>();
    routine->ref = {u"public"_s, u"f(integer)"_s};
    routine->body = u"BEGIN;\nEND"_s;
    auto type = std::make_shared<TypeObject>();
    type->ref = {u"public"_s, u"mood"_s};
    type->values = {u"sad"_s, QString(), u"ok"_s};
    auto extension = std::make_shared<Extension>();
    extension->ref.name = u"citext"_s;
    const CatalogPtr catalog = catalogOf({schema, users(u"public"_s), view, routine, type, extension});

    const std::string text = catalogToJson(*catalog, static_cast<JsonDetail>(detail)).dump();
    const auto read = catalogFromJson(nlohmann::ordered_json::parse(text));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE((*read)->fingerprint(), catalog->fingerprint());
    QCOMPARE(catalogToJson(**read, static_cast<JsonDetail>(detail)).dump(), text);
    QCOMPARE((*read)->info().readAt, catalog->info().readAt);
}

void TestCatalog::damagedJsonIsAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no catalog") << QByteArray("{}");
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("a wrong type") << QByteArray(
        R"({"model":1,"schemas":[{"name":"s","tables":[{"kind":"table","schema":"s","name":"t","columns":[{"name":5}]}]}],"extensions":[]})");
    QTest::newRow("an unknown word") << QByteArray(
        R"({"model":1,"schemas":[{"name":"s","tables":[{"kind":"chair","schema":"s","name":"t"}]}],"extensions":[]})");
}

void TestCatalog::damagedJsonIsAnError()
{
    QFETCH(const QByteArray, text);
    const auto read = catalogFromJson(nlohmann::ordered_json::parse(text.toStdString()));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Damaged);
}

void TestCatalog::findsByNameAndKind()
{
    auto sequence = std::make_shared<Sequence>();
    sequence->ref = {u"a"_s, u"users"_s};
    const CatalogPtr catalog = catalogOf({users(u"a"_s), users(u"B"_s), sequence});
    QCOMPARE(catalog->schemas(), QStringList({u"B"_s, u"a"_s}));
    QCOMPARE(catalog->count(ObjectKind::Table), 2);
    QVERIFY(catalog->find(ObjectKind::Sequence, {u"a"_s, u"users"_s}));
    QVERIFY(!catalog->find(ObjectKind::View, {u"a"_s, u"users"_s}));
    QCOMPARE(catalog->findRelation({u"a"_s, u"users"_s})->kind, ObjectKind::Table);
    QVERIFY(!catalog->findRelation({u"b"_s, u"users"_s}));
    const auto sets = uniqueColumnSets(static_cast<const Table &>(*catalog->findRelation({u"a"_s, u"users"_s})));
    QCOMPARE(sets.size(), 1U);
    QCOMPARE(sets.front(), QStringList{u"id"_s});
}

void TestCatalog::scriptsFollowDependencies()
{
    class NameWriter : public SchemaWriter
    {
    public:
        std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &) const override
        {
            const DdlPhase phase = object.kind == ObjectKind::View ? DdlPhase::View : DdlPhase::Table;
            return {{object.ref.name, phase, object.kind, object.ref, {}},
                    {u"key of "_s + object.ref.name, DdlPhase::ForeignKey, object.kind, object.ref, {}}};
        }
    };
    const auto view = [](const QString &name, const QString &on) {
        auto made = std::make_shared<View>();
        made->ref.name = name;
        made->dependsOn = {{{}, on}};
        return made;
    };
    const CatalogPtr catalog = catalogOf({view(u"a"_s, u"c"_s), view(u"b"_s, u"b"_s), view(u"c"_s, u"users"_s), users({})});
    QStringList names;
    for (const DdlStatement &statement : createScript(*catalog, NameWriter()))
        names.append(statement.sql);
    QCOMPARE(names.first(4), QStringList({u"users"_s, u"c"_s, u"a"_s, u"b"_s}));
    QCOMPARE(names.size(), 8);
    QVERIFY(names[4].startsWith(u"key of"));
}

CONCORD_TEST(TestCatalog)
#include "tst_catalog.moc"
