// SPDX-License-Identifier: GPL-3.0-or-later
// Collections side by side: what is declared as facts, what was sampled as far as the samples tell; and beside tables.
#include "compare/comparison.h"
#include "compare/catalogs.h"
#include "schema/documents.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestCompareCollections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreComparedWithinTheSamples_data();
    void fieldsAreComparedWithinTheSamples();
    void neighboursProveNothing();
    void declaredPartsAreFacts_data();
    void declaredPartsAreFacts();
    void collectionMeetsTable();
    void columnThatNoDocumentHas();
};

/// "kind left right verdict: property=verdict …" of what is not identical.
static QStringList written(const ObjectComparison &object)
{
    QStringList lines;
    for (const Difference &difference : object.differences)
        lines.append(u"%1=%2"_s.arg(difference.property, verdictName(difference.verdict)));
    for (const MemberComparison &member : object.members) {
        if (member.verdict == Verdict::Identical)
            continue;
        QString line = u"%1 %2 %3"_s.arg(member.left.value_or(u"-"_s), member.right.value_or(u"-"_s), verdictName(member.verdict));
        for (const Difference &difference : member.differences)
            line += u" %1=%2"_s.arg(difference.property, verdictName(difference.verdict));
        lines.append(line);
    }
    return lines;
}

struct Sample
{
    QStringList documents;
    int times = 1;
    bool whole = false;
};

void TestCompareCollections::fieldsAreComparedWithinTheSamples_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::addColumn<int>("leftTimes");
    QTest::addColumn<bool>("leftWhole");
    QTest::addColumn<QStringList>("right");
    QTest::addColumn<int>("rightTimes");
    QTest::addColumn<bool>("rightWhole");
    QTest::addColumn<QStringList>("differences");
    const auto row = [](const char *name, const Sample &left, const Sample &right, const QStringList &differences) {
        QTest::newRow(name) << left.documents << left.times << left.whole << right.documents << right.times << right.whole << differences;
    };
    const QStringList a{u"{\"a\": 1}"_s};
    const QStringList ab{u"{\"a\": 1, \"b\": 1}"_s};
    const QStringList half{u"{\"a\": 1, \"b\": 1}"_s, u"{\"a\": 1}"_s};
    const QStringList third{u"{\"a\": 1, \"b\": 1}"_s, u"{\"a\": 1}"_s, u"{\"a\": 1}"_s};
    const QStringList rare = repeated(a, 99) + ab;
    row("alike", {a, 500}, {a, 700}, {});
    row("a field that the other would not have missed", {ab, 500}, {a, 500}, {u"b - only_left"_s});
    row("a rare field that a small sample may miss", {rare, 10}, {a, 100}, {u"b - cannot_tell"_s});
    row("a rare field, but all documents were read", {rare, 10}, {a, 100, true}, {u"b - only_left"_s});
    row("only on the right", {a, 500}, {ab, 500}, {u"- b only_right"_s});
    row("frequencies within the error", {half, 20}, {third, 14}, {u"b b equivalent frequency=equivalent"_s});
    row("frequencies far apart", {half, 500}, {third, 500}, {u"b b different frequency=different"_s});
    row("all of both were counted", {half, 20, true}, {third, 14, true}, {u"b b different frequency=different"_s});
    row("never missing, and no accident", {ab, 500}, {half, 500}, {u"b b different required=different"_s});
    row("never missing in a few", {ab, 3}, {half, 500}, {u"b b cannot_tell required=cannot_tell"_s});
    row("another type", {a, 500}, {{u"{\"a\": \"x\"}"_s}, 500}, {u"a a different type=different"_s});
    row("a type that a few may miss", {{u"{\"a\": 1}"_s, u"{\"a\": 1}"_s, u"{\"a\": 1}"_s, u"{\"a\": \"x\"}"_s}, 100}, {a, 5},
        {u"a a cannot_tell type=cannot_tell"_s});
    row("inside of arrays", {{u"{\"i\": [{\"s\": 1}]}"_s}, 500}, {{u"{\"i\": [{\"s\": \"x\"}]}"_s}, 500},
        {u"i[].s i[].s different type=different"_s});
}

void TestCompareCollections::fieldsAreComparedWithinTheSamples()
{
    QFETCH(QStringList, left);
    QFETCH(int, leftTimes);
    QFETCH(bool, leftWhole);
    QFETCH(QStringList, right);
    QFETCH(int, rightTimes);
    QFETCH(bool, rightWhole);
    QFETCH(QStringList, differences);
    const auto leftEnd = end(u"mongodb"_s, {collectionOf(u"users"_s, repeated(left, leftTimes), leftWhole)});
    const auto rightEnd = end(u"mongodb"_s, {collectionOf(u"users"_s, repeated(right, rightTimes), rightWhole)});
    const Comparison comparison = compareCatalogs(leftEnd, rightEnd);
    QCOMPARE(comparison.objects.size(), 1U);
    QCOMPARE(written(comparison.objects.front()), differences);
    for (const MemberComparison &member : comparison.objects.front().members) {
        if (member.verdict == Verdict::CannotTell)
            QVERIFY2(!member.reason.isEmpty() || !member.differences.front().reason.isEmpty(), qPrintable(member.left.value_or(QString())));
    }
}

/// Documents that are stored together are alike: a thousand of them without a field prove nothing.
void TestCompareCollections::neighboursProveNothing()
{
    auto left = collectionOf(u"users"_s, repeated({u"{\"a\": 1, \"b\": 1}"_s, u"{\"a\": 1}"_s}, 500));
    auto right = collectionOf(u"users"_s, repeated({u"{\"a\": 1, \"c\": 1}"_s}, 1000));
    const auto verdicts = [&] {
        QStringList lines;
        const Comparison comparison = compareCatalogs(end(u"mongodb"_s, {left}), end(u"mongodb"_s, {right}));
        for (const MemberComparison &member : comparison.objects.front().members) {
            if (member.verdict != Verdict::Identical)
                lines.append(member.left.value_or(member.right.value_or(QString())) + u' ' + verdictName(member.verdict));
        }
        return lines;
    };
    QCOMPARE(verdicts(), QStringList({u"b only_left"_s, u"c only_right"_s}));
    right->sampling = u"blocks"_s;
    QCOMPARE(verdicts(), QStringList({u"b cannot_tell"_s, u"c cannot_tell"_s}));
    left->sampling = u"all"_s;
    QCOMPARE(verdicts(), QStringList({u"b cannot_tell"_s, u"c only_right"_s}));
}

void TestCompareCollections::declaredPartsAreFacts_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("difference");
    QTest::newRow("validator") << u"validator"_s << u"validator=different"_s;
    QTest::newRow("capped") << u"capped"_s << u"variant=different"_s;
    QTest::newRow("size") << u"size"_s << u"options=different"_s;
    QTest::newRow("unique index") << u"unique"_s << u"a_1 a_1 different unique=different"_s;
    QTest::newRow("index that expires") << u"ttl"_s << u"a_1 a_1 different settings=different"_s;
    QTest::newRow("hidden index") << u"hidden"_s << u"a_1 a_1 different visible=different"_s;
    QTest::newRow("partial index") << u"partial"_s << u"a_1 a_1 different predicate=different"_s;
    QTest::newRow("no index") << u"none"_s << u"a_1 - only_left"_s;
}

void TestCompareCollections::declaredPartsAreFacts()
{
    QFETCH(QString, what);
    QFETCH(QString, difference);
    const auto make = [] {
        auto collection = collectionOf(u"users"_s, repeated({u"{\"a\": 1}"_s}, 500));
        Index &index = collection->indexes.emplace_back();
        index.name = u"a_1"_s;
        index.method = u"btree"_s;
        index.parts.emplace_back().column = u"a"_s;
        return collection;
    };
    const auto right = make();
    Index &index = right->indexes.front();
    if (what == "validator"_L1)
        right->validator = u"{\"$jsonSchema\":{}}"_s;
    else if (what == "capped"_L1)
        right->variant = u"capped"_s;
    else if (what == "size"_L1)
        right->options.insert(u"size"_s, u"4096"_s);
    else if (what == "unique"_L1)
        index.unique = true;
    else if (what == "ttl"_L1)
        index.settings.insert(u"expire_after_seconds"_s, u"60"_s);
    else if (what == "hidden"_L1)
        index.visible = false;
    else if (what == "partial"_L1)
        index.predicate = u"{\"a\":{\"$gt\":1}}"_s;
    else
        right->indexes.clear();
    const Comparison comparison = compareCatalogs(end(u"mongodb"_s, {make()}), end(u"mongodb"_s, {right}));
    QCOMPARE(written(comparison.objects.front()), QStringList(difference));
    QCOMPARE(comparison.objects.front().verdict, Verdict::Different);
}

/// MongoDB's users beside PostgreSQL's.
void TestCompareCollections::collectionMeetsTable()
{
    const auto users = collectionOf(u"users"_s, repeated({u"{\"_id\": {\"$oid\": \"\"}, \"email\": \"x\", \"fullName\": \"x\", \"age\": 3}"_s,
                                                          u"{\"_id\": {\"$oid\": \"\"}, \"email\": \"x\", \"fullName\": \"x\", \"nick\": \"x\"}"_s},
                                                         250));
    Column created = column(u"created_at"_s, u"timestamptz"_s, logical(TypeFamily::Timestamp), false);
    created.defaultExpression = u"now()"_s;
    const auto table = concord::test::table(u"public"_s, u"users"_s,
                                            {column(u"email"_s, u"text"_s, logical(TypeFamily::Text), false),
                                             column(u"full_name"_s, u"text"_s, logical(TypeFamily::Text)),
                                             column(u"age"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false), created});
    const Comparison comparison = compareCatalogs(end(u"mongodb"_s, {users}), end(u"postgresql"_s, {table}));
    QCOMPARE(comparison.objects.size(), 1U);
    const ObjectComparison &object = comparison.objects.front();
    QVERIFY(object.left && object.right);
    QCOMPARE(object.differences.front().property, u"kind"_s);
    QCOMPARE(object.differences.front().verdict, Verdict::Equivalent);
    const MemberComparison *email = findMember(object, u"column"_s, u"email"_s);
    QVERIFY(email);
    QCOMPARE(email->verdict, Verdict::CannotTell); // in all documents seen, but nothing declares it
    const MemberComparison *name = findMember(object, u"column"_s, u"fullName"_s);
    QVERIFY(name && name->right == u"full_name"_s);
    QCOMPARE(name->confidence, 1.0);
    const MemberComparison *age = findMember(object, u"column"_s, u"age"_s);
    QVERIFY(age);
    QCOMPARE(age->verdict, Verdict::Different); // NOT NULL, and missing in half of them
    QVERIFY(written(object).contains(u"nick - only_left"_s));
    QVERIFY(written(object).contains(u"- created_at only_right"_s));
}

void TestCompareCollections::columnThatNoDocumentHas()
{
    const auto table = [] { return concord::test::table(u"public"_s, u"users"_s, {column(u"email"_s, u"text"_s, logical(TypeFamily::Text))}); };
    const auto verdictOf = [&](const std::shared_ptr<Collection> &users) {
        const Comparison comparison = compareCatalogs(end(u"mongodb"_s, {users}), end(u"postgresql"_s, {table()}));
        for (const MemberComparison &member : comparison.objects.front().members) {
            if (member.right == u"email"_s)
                return std::pair(member.verdict, member.reason.isEmpty());
        }
        return std::pair(Verdict::Identical, true);
    };
    QCOMPARE(verdictOf(collectionOf(u"users"_s, {u"{\"a\": 1}"_s}, true)), std::pair(Verdict::OnlyRight, false));
    QCOMPARE(verdictOf(collectionOf(u"users"_s, {u"{\"a\": 1}"_s})), std::pair(Verdict::OnlyRight, false));
    QCOMPARE(verdictOf(collectionOf(u"users"_s, {})), std::pair(Verdict::CannotTell, false));
}

CONCORD_TEST(TestCompareCollections)
#include "tst_collections.moc"
