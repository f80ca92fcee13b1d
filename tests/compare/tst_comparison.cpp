// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/catalogs.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

using Change = std::function<void(Table &)>;

std::shared_ptr<Table> orders(const QString &schema = u"public"_s)
{
    auto made =
        table(schema, u"orders"_s,
              {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false),
               column(u"user_id"_s, u"integer"_s, logical(TypeFamily::Integer, 32)), column(u"note"_s, u"text"_s, logical(TypeFamily::Text))});
    made->primaryKey.emplace();
    made->primaryKey->name = u"orders_pkey"_s;
    made->primaryKey->nameGenerated = true;
    made->primaryKey->columns = {u"id"_s};
    ForeignKey &key = made->foreignKeys.emplace_back();
    key.name = u"orders_user_id_fkey"_s;
    key.nameGenerated = true;
    key.columns = {u"user_id"_s};
    key.target = {schema, u"users"_s};
    key.targetColumns = {u"id"_s};
    Index &index = made->indexes.emplace_back();
    index.name = u"by_user"_s;
    index.method = u"btree"_s;
    index.parts.resize(1);
    index.parts[0].column = u"user_id"_s;
    Check &check = made->checks.emplace_back();
    check.name = u"positive"_s;
    check.expression = u"id > 0"_s;
    check.columns = {u"id"_s};
    return made;
}

QStringList properties(const std::vector<Difference> &differences)
{
    QStringList names;
    for (const Difference &difference : differences)
        names.append(difference.property + u'=' + verdictName(difference.verdict));
    return names;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCatalogEqualsItself();
    void eachChangeIsFound_data();
    void eachChangeIsFound();
    void orderOfColumnsCountsWhereItCanBeChanged();
    void twoSchemasOfOneDatabaseAreEqual();
    void schemasOfTwoNamesAreTwoInWholeDatabases();
    void partsOfTypesAreCompared();
    void whatWasLeftOutWhenReadingCannotBeTold();
    void generatedNamesDoNotDiffer();
    void renamesAreOfferedNotAssumed();
    void aTableIsOfferedBeforeAView();
    void mappingsPairWhatTheyName();
    void columnsArePairedByLikeness();
    void enginesAgreeByRules_data();
    void enginesAgreeByRules();
    void productsOfAGenericEngineAreTwoEngines();
    void whatWasNotReadCannotBeTold();
    void whatOneSideCouldNotReadOfBothIsInDoubt();
    void ownersAreComparedByTheirOwnRule();
    void ignoreRulesAreCounted();
    void aRuleForAnObjectTakesAllInItAndOneForAKindDoesNot();
    void badIgnoreRulesAreErrors_data();
    void badIgnoreRulesAreErrors();
    void mappingFilesSurviveAndFailClearly();
    void identicalMembersAreListed();
};

void TestComparison::aCatalogEqualsItself()
{
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {orders()}));
    QCOMPARE(comparison.objects.size(), 1U);
    QCOMPARE(comparison.objects[0].verdict, Verdict::Identical);
    QVERIFY(!comparison.summary.differs());
    QCOMPARE(comparison.summary.identical, 1);
}

void TestComparison::eachChangeIsFound_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("finding"); ///< kind name: property=verdict …
    const auto row = [](const char *name, Change change, const QString &finding) { QTest::newRow(name) << std::move(change) << finding; };
    row(
        "type",
        [](Table &t) {
            t.columns[1].nativeType = u"bigint"_s;
            t.columns[1].type.bits = 64;
        },
        u"column user_id: type=different"_s);
    row("nullable", [](Table &t) { t.columns[2].nullable = false; }, u"column note: nullable=different"_s);
    row("default", [](Table &t) { t.columns[2].defaultExpression = QString(); }, u"column note: default=different"_s);
    row("comment", [](Table &t) { t.columns[2].comment = u"x"_s; }, u"column note: comment=different"_s);
    row("a column more", [](Table &t) { t.columns.push_back(column(u"extra"_s, u"date"_s, logical(TypeFamily::Date))); }, u"column -extra: "_s);
    row("a column less", [](Table &t) { t.columns.pop_back(); }, u"column note-: "_s);
    row("no key", [](Table &t) { t.primaryKey.reset(); }, u"primary_key orders_pkey-: "_s);
    row("another key", [](Table &t) { t.primaryKey->columns = {u"id"_s, u"user_id"_s}; }, u"primary_key orders_pkey: columns=different"_s);
    row(
        "action", [](Table &t) { t.foreignKeys[0].onDelete = ReferentialAction::Cascade; },
        u"foreign_key orders_user_id_fkey: on_delete=different"_s);
    row("target", [](Table &t) { t.foreignKeys[0].target.schema = u"other"_s; }, u"foreign_key orders_user_id_fkey: target=different"_s);
    row("check", [](Table &t) { t.checks[0].expression = u"id > 1"_s; }, u"check positive: expression=different"_s);
    row("a check's name", [](Table &t) { t.checks[0].name = u"above_zero"_s; }, u"check positive: constraint_name=different"_s);
    row("index", [](Table &t) { t.indexes[0].parts[0].descending = true; }, u"index by_user: parts=different"_s);
    row(
        "a column of an index by its letters' case", [](Table &t) { t.indexes[0].parts[0].column = u"user_Id"_s; },
        u"index by_user: parts=different"_s);
    row("an index's name", [](Table &t) { t.indexes[0].name = u"by_users"_s; }, u"index by_user: name=different"_s);
    row("unlogged", [](Table &t) { t.unlogged = true; }, u"unlogged=different"_s);
    row("privilege", [](Table &t) { t.privileges.push_back({u"bob"_s, u"SELECT"_s, {}, false}); }, u"privilege -bob: SELECT: "_s);
}

void TestComparison::eachChangeIsFound()
{
    QFETCH(const Change, change);
    QFETCH(const QString, finding);
    const auto changed = orders();
    change(*changed);
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {changed}));
    QCOMPARE(comparison.objects.size(), 1U);
    const ObjectComparison &object = comparison.objects[0];
    QCOMPARE(object.verdict, Verdict::Different);
    QStringList findings = properties(object.differences);
    for (const MemberComparison &member : object.members) {
        if (member.verdict == Verdict::Identical)
            continue;
        const QString name = !member.right ? *member.left + u'-' : !member.left ? u'-' + *member.right : *member.left;
        findings.append(member.kind + u' ' + name + u": "_s + properties(member.differences).join(u' '));
    }
    QCOMPARE(findings, QStringList{finding});
}

void TestComparison::orderOfColumnsCountsWhereItCanBeChanged()
{
    const auto moved = orders();
    std::swap(moved->columns[1], moved->columns[2]);
    const auto verdict = [&](const QString &engine) { return compareCatalogs(end(engine, {orders()}), end(engine, {moved})).objects[0].verdict; };
    QCOMPARE(verdict(u"postgresql"_s), Verdict::Equivalent);
    QCOMPARE(verdict(u"mysql"_s), Verdict::Different);
    QCOMPARE(verdict(u"sqlite"_s), Verdict::Different);
}

void TestComparison::twoSchemasOfOneDatabaseAreEqual()
{
    const auto left = end(u"postgresql"_s, {orders(u"tenant_1"_s)}, u"db/tenant_1"_s, u"tenant_1"_s);
    const auto right = end(u"postgresql"_s, {orders(u"tenant_2"_s)}, u"db/tenant_2"_s, u"tenant_2"_s);
    const Comparison comparison = compareCatalogs(left, right);
    QCOMPARE(comparison.objects.size(), 1U);
    QCOMPARE(comparison.objects[0].verdict, Verdict::Identical);
}

void TestComparison::schemasOfTwoNamesAreTwoInWholeDatabases()
{
    CompareOptions exact;
    exact.byLikeness = false;
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders(u"a"_s)}), end(u"postgresql"_s, {orders(u"b"_s)}), exact);
    QCOMPARE(comparison.summary.onlyLeft, 1);
    QCOMPARE(comparison.summary.onlyRight, 1);
}

void TestComparison::partsOfTypesAreCompared()
{
    const auto composite = [](const QString &native) {
        auto type = std::make_shared<TypeObject>();
        type->ref = {u"public"_s, u"pair"_s};
        type->variant = u"composite"_s;
        type->attributes = {column(u"a"_s, native, logical(TypeFamily::Integer, 32))};
        return type;
    };
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {composite(u"integer"_s)}), end(u"postgresql"_s, {composite(u"bigint"_s)}));
    QCOMPARE(comparison.objects[0].verdict, Verdict::Different);
    QCOMPARE(properties(comparison.objects[0].differences), QStringList{u"attributes=different"_s});
}

void TestComparison::whatWasLeftOutWhenReadingCannotBeTold()
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.nameRule = u"exact"_s;
    info.exclude = {u"ord*"_s};
    CompareEnd right;
    right.name = u"right"_s;
    right.catalog = Catalog::make(info, {});
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), right);
    QCOMPARE(comparison.objects[0].verdict, Verdict::CannotTell);
}

void TestComparison::generatedNamesDoNotDiffer()
{
    const auto other = orders();
    other->primaryKey->name = u"sys_1"_s;
    other->foreignKeys[0].name = u"sys_2"_s;
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {other}));
    QCOMPARE(comparison.objects[0].verdict, Verdict::Identical);
}

void TestComparison::renamesAreOfferedNotAssumed()
{
    const auto renamed = orders();
    renamed->ref.name = u"fact_orders"_s;
    const auto left = end(u"postgresql"_s, {orders()});
    const auto right = end(u"postgresql"_s, {renamed});
    const Comparison offered = compareCatalogs(left, right);
    QCOMPARE(offered.objects.size(), 1U);
    QVERIFY(offered.objects[0].confidence < 1);
    QCOMPARE(offered.objects[0].verdict, Verdict::Different);
    QCOMPARE(offered.objects[0].differences[0].property, u"name"_s);
    QVERIFY(!offered.objects[0].reason.isEmpty());
    CompareOptions strict;
    strict.byLikeness = false;
    const Comparison apart = compareCatalogs(left, right, strict);
    QCOMPARE(apart.summary.onlyLeft, 1);
    QCOMPARE(apart.summary.onlyRight, 1);
}

void TestComparison::aTableIsOfferedBeforeAView()
{
    const auto renamed = orders();
    renamed->ref.name = u"fact_orders"_s;
    const auto view = std::make_shared<View>();
    view->ref = {u"public"_s, u"order"_s}; // more alike by name
    view->columns = orders()->columns;
    const Comparison offered = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {view, renamed}));
    const ObjectComparison *pair = find(offered, u"orders"_s);
    QVERIFY(pair && pair->right);
    QCOMPARE(pair->right->ref.name, u"fact_orders"_s);
}

void TestComparison::mappingsPairWhatTheyName()
{
    auto other = table(u"public"_s, u"zzz"_s, {column(u"key"_s, u"integer"_s, logical(TypeFamily::Integer, 32))});
    CompareOptions options;
    options.mapping.tables = {{{{}, u"orders"_s}, {u"public"_s, u"zzz"_s}, {{u"user_id"_s, u"key"_s, {}}, {u"id"_s, {}, {}}}},
                              {{{}, u"gone"_s}, {{}, u"zzz"_s}, {}}};
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {other}), options);
    QCOMPARE(comparison.objects.size(), 1U);
    QCOMPARE(comparison.objects[0].confidence, 1.0);
    const auto &differences = comparison.objects[0].differences;
    const auto name = std::ranges::find(differences, u"name"_s, &Difference::property);
    QVERIFY(name != differences.end());
    QCOMPARE(name->rule, u"pairing.mapping"_s);
    QCOMPARE(comparison.notes.size(), 1);
    QVERIFY(comparison.notes[0].contains(u"gone"));
}

void TestComparison::columnsArePairedByLikeness()
{
    const auto text = logical(TypeFamily::Text, 200);
    const auto left =
        table({}, u"customers"_s,
              {column(u"CUST_ID"_s, u"NUMBER(10)"_s, logical(TypeFamily::Decimal, 10)), column(u"CUST_NAME"_s, u"VARCHAR2(200)"_s, text),
               column(u"EMAIL_ADDR"_s, u"VARCHAR2(200)"_s, text), column(u"CREATED"_s, u"DATE"_s, logical(TypeFamily::Date)),
               column(u"CUST_CATEGORY"_s, u"VARCHAR2(10)"_s, logical(TypeFamily::Text, 10))});
    const auto right =
        table(u"public"_s, u"customers"_s,
              {column(u"customer_id"_s, u"integer"_s, logical(TypeFamily::Integer, 32)), column(u"full_name"_s, u"character varying(200)"_s, text),
               column(u"email"_s, u"character varying(200)"_s, text), column(u"created_at"_s, u"timestamp"_s, logical(TypeFamily::Timestamp)),
               column(u"email_verified"_s, u"boolean"_s, logical(TypeFamily::Boolean))});
    const Comparison comparison = compareCatalogs(end(u"sqlite"_s, {left}), end(u"postgresql"_s, {right}));
    QCOMPARE(comparison.objects.size(), 1U);
    const ObjectComparison &object = comparison.objects[0];
    const auto counterpart = [&](const QString &name) {
        const MemberComparison *member = findMember(object, u"column"_s, name);
        return member ? member->right.value_or(u"-"_s) : u"?"_s;
    };
    QCOMPARE(counterpart(u"CUST_ID"_s), u"customer_id"_s);
    QCOMPARE(counterpart(u"CUST_NAME"_s), u"full_name"_s);
    QCOMPARE(counterpart(u"EMAIL_ADDR"_s), u"email"_s);
    QCOMPARE(counterpart(u"CREATED"_s), u"created_at"_s);
    QCOMPARE(counterpart(u"CUST_CATEGORY"_s), u"-"_s);
    const MemberComparison *id = findMember(object, u"column"_s, u"CUST_ID"_s);
    QVERIFY(id->confidence > 0.8 && id->confidence < 1);
    const auto rule = std::ranges::find(id->differences, u"type"_s, &Difference::property);
    QVERIFY(rule != id->differences.end());
    QCOMPARE(rule->rule, u"oracle.number.integer"_s);
}

void TestComparison::enginesAgreeByRules_data()
{
    using enum TypeFamily;
    QTest::addColumn<QString>("leftEngine");
    QTest::addColumn<Column>("left");
    QTest::addColumn<QString>("rightEngine");
    QTest::addColumn<Column>("right");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char *name, const QString &le, const Column &l, const QString &re, const Column &r, const QString &finding) {
        QTest::newRow(name) << le << l << re << r << finding;
    };
    const auto make = [](const QString &native, const LogicalType &type, std::optional<QString> byDefault = {}, Identity identity = Identity::No) {
        Column made = column(u"c"_s, native, type);
        made.defaultExpression = std::move(byDefault);
        made.identity = identity;
        return made;
    };
    const QString pg = u"postgresql"_s;
    const QString my = u"mysql"_s;
    row("varchar", my, make(u"varchar(20)"_s, logical(Text, 20)), pg, make(u"character varying(20)"_s, logical(Text, 20)),
        u"type equivalent type.same"_s);
    row("datetime without digits", my, make(u"datetime"_s, logical(Timestamp)), pg, make(u"timestamp without time zone"_s, logical(Timestamp)),
        u"type equivalent type.same"_s);
    row("tinyint(1)", my, make(u"tinyint(1)"_s, logical(Integer, 8)), pg, make(u"boolean"_s, logical(Boolean)),
        u"type equivalent mysql.tinyint1.boolean"_s);
    row("a smaller type", my, make(u"bigint"_s, logical(Integer, 64)), pg, make(u"integer"_s, logical(Integer, 32)),
        u"type different type.conversion needs_check"_s);
    row("unknown", my, make(u"odd"_s, logical(Unknown)), pg, make(u"strange"_s, logical(Unknown)), u"type cannot_tell type.conversion"_s);
    row("now", my, make(u"datetime"_s, logical(Timestamp), u"CURRENT_TIMESTAMP"_s), pg, make(u"datetime"_s, logical(Timestamp), u"now()"_s),
        u"default equivalent default.function"_s);
    row("false and 0", my, make(u"boolean"_s, logical(Boolean), u"0"_s), pg, make(u"boolean"_s, logical(Boolean), u"false"_s),
        u"default equivalent default.literal"_s);
    row("numbers", my, make(u"int"_s, logical(Integer, 32), u"'0'"_s), pg, make(u"int"_s, logical(Integer, 32), u"0"_s),
        u"default equivalent default.literal"_s);
    row("other numbers", my, make(u"int"_s, logical(Integer, 32), u"'1'"_s), pg, make(u"int"_s, logical(Integer, 32), u"0"_s),
        u"default different default.literal"_s);
    row("'' is not NULL", my, make(u"int"_s, logical(Text, 3), u"''"_s), pg, make(u"int"_s, logical(Text, 3), u"NULL"_s),
        u"default cannot_tell expression.across"_s);
    row("functions apart", my, make(u"int"_s, logical(Integer, 32), u"rand()"_s), pg, make(u"int"_s, logical(Integer, 32), u"random()"_s),
        u"default cannot_tell expression.across"_s);
    row("auto_increment", my, make(u"int"_s, logical(Integer, 32), {}, Identity::AutoIncrement), pg,
        make(u"int"_s, logical(Integer, 32), {}, Identity::ByDefault), u"identity equivalent identity.kind"_s);
    row("SQLite's column of a key that is none counts not", u"sqlite"_s, make(u"INTEGER"_s, logical(Integer, 64)), pg,
        make(u"INTEGER"_s, logical(Integer, 64), {}, Identity::ByDefault), u"identity different "_s);
    row("serial is not identity in one engine", pg, make(u"int"_s, logical(Integer, 32), {}, Identity::Serial), pg,
        make(u"int"_s, logical(Integer, 32), {}, Identity::ByDefault), u"identity different "_s);
}

void TestComparison::enginesAgreeByRules()
{
    QFETCH(const QString, leftEngine);
    QFETCH(const Column, left);
    QFETCH(const QString, rightEngine);
    QFETCH(const Column, right);
    QFETCH(const QString, finding);
    const Comparison comparison =
        compareCatalogs(end(leftEngine, {table(u"public"_s, u"t"_s, {left})}), end(rightEngine, {table(u"public"_s, u"t"_s, {right})}));
    const MemberComparison *member = findMember(comparison.objects[0], u"column"_s, u"c"_s);
    QVERIFY(member);
    QCOMPARE(member->differences.size(), 1U);
    const Difference &difference = member->differences[0];
    QCOMPARE((difference.property + u' ' + verdictName(difference.verdict) + u' ' + difference.rule
              + (difference.risk.isEmpty() ? QString() : u' ' + difference.risk)),
             finding);
    QVERIFY(!difference.reason.isEmpty());
}

/// ODBC reads PostgreSQL and MariaDB: "integer" and "int(11)" are one type in two products' words, and two in one's.
void TestComparison::productsOfAGenericEngineAreTwoEngines()
{
    const auto source = [](const QString &product, const QString &native) {
        CatalogInfo info;
        info.engine = u"odbc"_s;
        info.product = product;
        info.nameRule = u"exact"_s;
        CompareEnd made;
        made.name = product;
        made.catalog = Catalog::make(info, {table({}, u"t"_s, {column(u"c"_s, native, logical(TypeFamily::Integer, 32))})});
        return made;
    };
    const CompareEnd left = source(u"PostgreSQL"_s, u"integer"_s);
    QCOMPARE(compareCatalogs(left, source(u"MariaDB"_s, u"int(11)"_s)).objects[0].verdict, Verdict::Equivalent);
    QCOMPARE(compareCatalogs(left, source(u"PostgreSQL"_s, u"int(11)"_s)).objects[0].verdict, Verdict::Different);
}

void TestComparison::whatWasNotReadCannotBeTold()
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.nameRule = u"exact"_s;
    info.unread = {{u"schema public"_s, {u"public"_s, {}}, u"permission denied for schema public"_s}};
    CompareEnd right;
    right.name = u"right"_s;
    right.catalog = Catalog::make(info, {});
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), right);
    QCOMPARE(comparison.objects[0].verdict, Verdict::CannotTell);
    QVERIFY(comparison.objects[0].reason.contains(u"permission"));
    QVERIFY(!comparison.summary.differs());
    QVERIFY(comparison.notes.join(u' ').contains(u"permission"));
}

void TestComparison::whatOneSideCouldNotReadOfBothIsInDoubt()
{
    const auto view = [](const QString &definition) {
        auto made = std::make_shared<View>();
        made->ref = {u"public"_s, u"v"_s};
        made->columns = {column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32))};
        made->definition = definition;
        return made;
    };
    const auto unread = [](std::shared_ptr<SchemaObject> object) {
        CompareEnd made = end(u"postgresql"_s, {object});
        CatalogInfo info = made.catalog->info();
        info.unread = {{u"view v"_s, {u"public"_s, u"v"_s}, u"permission denied for view v"_s}};
        made.catalog = Catalog::make(info, {std::move(object)});
        return made;
    };
    const CompareEnd whole = end(u"postgresql"_s, {view(u"SELECT 1"_s)});
    for (const CompareEnd &doubtful : {unread(view({})), unread(view(u"SELECT 1"_s))}) {
        for (const Comparison &comparison : {compareCatalogs(whole, doubtful), compareCatalogs(doubtful, whole)}) {
            QCOMPARE(comparison.objects[0].verdict, Verdict::CannotTell);
            QVERIFY(comparison.objects[0].reason.contains(u"permission"));
            QVERIFY(!comparison.summary.differs() && !comparison.summary.isSame());
        }
    }
    // What both sides tell stays a difference.
    const auto other = view({});
    other->columns[0].nativeType = u"text"_s;
    other->columns[0].type = logical(TypeFamily::Text);
    const Comparison comparison = compareCatalogs(whole, unread(other));
    QCOMPARE(comparison.objects[0].verdict, Verdict::Different);
    QCOMPARE(comparison.objects[0].differences[0].verdict, Verdict::CannotTell);
}

void TestComparison::ownersAreComparedByTheirOwnRule()
{
    const auto owned = [](const QString &role) {
        const auto made = orders();
        made->owner = role;
        return made;
    };
    const CompareEnd left = end(u"postgresql"_s, {owned(u"staging"_s)});
    const CompareEnd right = end(u"postgresql"_s, {owned(u"production"_s)});
    const Comparison strict = compareCatalogs(left, right);
    QCOMPARE(strict.objects[0].verdict, Verdict::Different);
    QCOMPARE(strict.objects[0].differences[0].property, u"owner"_s);
    QCOMPARE(left.catalog->fingerprint(), right.catalog->fingerprint());
    CompareOptions usual;
    usual.ignore = defaultIgnoreRules();
    const Comparison ignored = compareCatalogs(left, right, usual);
    QCOMPARE(ignored.objects[0].verdict, Verdict::Identical);
    QCOMPARE(ignored.summary.ignored, 1);
    QVERIFY(compareCatalogs(left, left, usual).notes.isEmpty());
    QVERIFY(compareCatalogs(left, end(u"postgresql"_s, {orders()})).summary.isSame()); // a side that does not tell
}

void TestComparison::ignoreRulesAreCounted()
{
    const auto changed = orders();
    changed->comment = u"x"_s;
    changed->columns[0].comment = u"y"_s;
    changed->indexes[0].name = u"other"_s;
    CompareOptions options;
    for (const QString &text : {u"comments"_s, u"index_names"_s, u"kind=view property=*"_s})
        options.ignore.append(parseIgnoreRule(text).value());
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {changed}), options);
    QVERIFY(!comparison.summary.differs());
    QCOMPARE(comparison.summary.ignored, 3);
    QCOMPARE(comparison.ignoredByRule, QList<qsizetype>({2, 1, 0}));
    QCOMPARE(comparison.notes.size(), 1);
    QVERIFY(comparison.notes[0].contains(u"kind=view"));
    QCOMPARE(comparison.objects[0].verdict, Verdict::Equivalent);
}

void TestComparison::aRuleForAnObjectTakesAllInItAndOneForAKindDoesNot()
{
    const auto changed = orders();
    changed->columns.push_back(column(u"extra"_s, u"text"_s, logical(TypeFamily::Text)));
    const auto judged = [&](const IgnoreRule &rule) {
        CompareOptions options;
        options.ignore = {rule};
        return compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {changed}), options).objects[0].verdict;
    };
    QCOMPARE(judged({u"table"_s, u"*"_s, u"ord*"_s, {}}), Verdict::Equivalent);
    QCOMPARE(judged({u"table"_s, u"*"_s, u"other"_s, {}}), Verdict::Different);
    QCOMPARE(judged({u"table"_s, u"*"_s, {}, {}}), Verdict::Different); // every table that is only on one side
}

void TestComparison::badIgnoreRulesAreErrors_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a word") << u"coments"_s;
    QTest::newRow("nothing") << QString();
    QTest::newRow("an unknown field") << u"table=users"_s;
    QTest::newRow("everything") << u"kind= name="_s;
}

void TestComparison::badIgnoreRulesAreErrors()
{
    QFETCH(const QString, text);
    const auto rule = parseIgnoreRule(text);
    QVERIFY(!rule);
    QCOMPARE(rule.error().kind, ErrorKind::Usage);
}

void TestComparison::mappingFilesSurviveAndFailClearly()
{
    Mapping mapping;
    mapping.tables = {{{u"public"_s, u"a.b"_s}, {{}, u"c"_s}, {{u"x"_s, u"y"_s, u"upper(x)"_s}, {u"z"_s, {}, {}}}}};
    const auto read = mappingFromJson(mappingToJson(mapping));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(mappingToJson(*read), mappingToJson(mapping));
    for (const char *bad : {"", "[]", "{}", R"({"tables":[{"left":"a"}]})", R"({"tables":[{"left":"a","right":"b"},{"left":"a","right":"c"}]})"}) {
        const auto failed = mappingFromJson(bad);
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::Damaged);
        QVERIFY2(!failed.error().message.contains(u"json.exception"), qPrintable(failed.error().message));
    }
}

void TestComparison::identicalMembersAreListed()
{
    const Comparison comparison = compareCatalogs(end(u"postgresql"_s, {orders()}), end(u"postgresql"_s, {orders()}));
    const auto members = membersOf(comparison.objects[0]);
    QCOMPARE(members.size(), 7U); // three columns, key, check, foreign key, index
    for (const MemberComparison &member : members)
        QVERIFY(member.left && member.right && member.verdict == Verdict::Identical);
}

CONCORD_TEST(TestComparison)
#include "tst_comparison.moc"
