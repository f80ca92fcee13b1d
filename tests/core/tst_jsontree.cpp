// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/jsontree.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestJsonTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesKeepTheirTextAndType_data();
    void valuesKeepTheirTextAndType();
    void whatIsNoJsonIsAnError_data();
    void whatIsNoJsonIsAnError();
    void depthIsBounded();
    void pathsCanBeReadBack();
};

/// "a: type value; b: …", children in brackets.
static QString written(const JsonNode &node)
{
    QString text = node.type;
    if (!node.isContainer())
        return text + u' ' + node.value;
    QStringList parts;
    for (const JsonNode &child : node.children)
        parts.append(child.key + u": "_s + written(child));
    return text + u'(' + parts.join(u"; "_s) + u')';
}

void TestJsonTree::valuesKeepTheirTextAndType_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const QString &text, const QString &tree) { QTest::newRow(name) << text << tree; };
    row("empty object", u" {} "_s, u"object()"_s);
    row("empty array", u"[ ]"_s, u"array()"_s);
    row("digits stay", u"{\"a\": 1.10, \"b\": 12345678901234567890.5, \"c\": 1e400, \"d\": -0}"_s,
        u"object(a: number 1.10; b: number 12345678901234567890.5; c: number 1e400; d: number -0)"_s);
    row("order and duplicates stay", u"{\"b\": 1, \"a\": 2, \"b\": 3}"_s, u"object(b: number 1; a: number 2; b: number 3)"_s);
    row("words", u"[true, false, null]"_s, u"array(0: boolean true; 1: boolean false; 2: null null)"_s);
    row("escapes", u"[\"a\\n\\\"\\u20ac\\ud83d\\ude00\\\\\"]"_s, u"array(0: string a\n\"€😀\\)"_s);
    row("nested", u"{\"a\": {\"b\": [1, {\"c\": \"x\"}]}}"_s, u"object(a: object(b: array(0: number 1; 1: object(c: string x))))"_s);
    row("extended", u"{\"_id\": {\"$oid\": \"65\"}, \"n\": {\"$numberLong\": \"9007199254740993\"}, \"d\": {\"$numberDecimal\": \"1.50\"}}"_s,
        u"object(_id: ObjectId 65; n: Int64 9007199254740993; d: Decimal128 1.50)"_s);
    row("dates", u"[{\"$date\": {\"$numberLong\": \"0\"}}, {\"$date\": \"2026-11-21T09:30:00Z\"}]"_s,
        u"array(0: Date 1970-01-01T00:00:00.000Z; 1: Date 2026-11-21T09:30:00Z)"_s);
    row("others",
        u"[{\"$timestamp\": {\"t\": 5, \"i\": 1}}, {\"$binary\": {\"base64\": \"AA==\", \"subType\": \"00\"}}, "
        "{\"$regularExpression\": {\"pattern\": \"^a\", \"options\": \"i\"}}, {\"$minKey\": 1}]"_s,
        u"array(0: Timestamp (5, 1); 1: Binary AA==; 2: RegExp /^a/i; 3: MinKey 1)"_s);
    row("an operator is no type", u"{\"$gt\": 5}"_s, u"object($gt: number 5)"_s);
}

void TestJsonTree::valuesKeepTheirTextAndType()
{
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto root = readJsonTree(text);
    QVERIFY(root.has_value());
    QCOMPARE(written(*root), tree);
    QCOMPARE(text.mid(root->start, root->length), text.trimmed());
    if (!root->children.empty()) { // what would be copied is JSON by itself
        const JsonNode &last = root->children.back();
        const auto again = readJsonTree(text.mid(last.start, last.length));
        QVERIFY(again.has_value());
        QCOMPARE(written(*again), written(last));
    }
}

void TestJsonTree::whatIsNoJsonIsAnError_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("offset");
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("open object") << u"{\"a\": 1"_s << 7;
    QTest::newRow("open string") << u"[\"a"_s << 3;
    QTest::newRow("bare word") << u"[abc]"_s << 4;
    QTest::newRow("bad number") << u"[1.]"_s << 3;
    QTest::newRow("key without quotes") << u"{a: 1}"_s << 1;
    QTest::newRow("more behind it") << u"{} x"_s << 3;
    QTest::newRow("half an escape") << u"[\"\\"_s << 4;
}

void TestJsonTree::whatIsNoJsonIsAnError()
{
    QFETCH(QString, text);
    QFETCH(int, offset);
    const auto root = readJsonTree(text);
    QVERIFY(!root.has_value());
    QCOMPARE(root.error().kind, ErrorKind::Syntax);
    QCOMPARE(root.error().offset, offset);
}

void TestJsonTree::depthIsBounded()
{
    QVERIFY(readJsonTree(u"["_s.repeated(200) + u"]"_s.repeated(200)).has_value());
    QVERIFY(!readJsonTree(u"["_s.repeated(100'000) + u"]"_s.repeated(100'000)).has_value());
}

void TestJsonTree::pathsCanBeReadBack()
{
    JsonNode object;
    object.kind = JsonNode::Kind::Object;
    JsonNode array;
    array.kind = JsonNode::Kind::Array;
    QCOMPARE(jsonPath({}, object, u"address"_s), u"address"_s);
    QCOMPARE(jsonPath(u"address"_s, object, u"city"_s), u"address.city"_s);
    QCOMPARE(jsonPath(u"items"_s, array, u"0"_s), u"items[0]"_s);
    QCOMPARE(jsonPath(u"a"_s, object, u"b.c"_s), u"a[\"b.c\"]"_s);
    QCOMPARE(jsonPath({}, object, u"say \"x\""_s), u"[\"say \\\"x\\\"\"]"_s);
}

CONCORD_TEST(TestJsonTree)
#include "tst_jsontree.moc"
