// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongocompletion.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// What the editor may offer at "|", also in what is not finished.
class TestMongoCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
};

void TestMongoCompletion::offers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word"); ///< one of the language's; empty: none is looked for
    QTest::addColumn<QString>("names"); ///< "objects", "fields of users", "$fields of orders"
    QTest::addColumn<int>("typed");
    const auto row = [](const char *name, const QString &text, const QString &word, const QString &names, int typed) {
        QTest::newRow(name) << text << word << names << typed;
    };
    row("nothing yet", u"|"_s, u"db"_s, {}, 0);
    row("a collection", u"db.|"_s, u"getCollection"_s, u"objects"_s, 0);
    row("a collection begun", u"db.us|"_s, {}, u"objects"_s, 2);
    row("a method", u"db.users.f|"_s, u"find"_s, {}, 1);
    row("a method of an odd collection", u"db.getCollection(\"a b\").ag|"_s, u"aggregate"_s, {}, 2);
    row("the odd collection", u"db.getCollection(\"a|"_s, {}, u"objects"_s, 1);
    row("after find", u"db.users.find({}).s|"_s, u"sort"_s, {}, 1);
    row("a field", u"db.users.find({ em|"_s, u"$or"_s, u"fields of users"_s, 2);
    row("a path begun without quotes", u"db.users.find({ address.ci|"_s, {}, u"fields of users"_s, 10);
    row("a quoted path", u"db.users.find({ \"address.ci|"_s, {}, u"fields of users"_s, 10);
    row("a query operator", u"db.users.find({ age: { $g|"_s, u"$gte"_s, u"fields of users"_s, 2);
    row("the second field", u"db.users.find({ a: 1, b|"_s, {}, u"fields of users"_s, 1);
    row("a projection", u"db.users.find({ a: 1 }, { na|"_s, {}, u"fields of users"_s, 2);
    row("a stage", u"db.orders.aggregate([ { $ma|"_s, u"$match"_s, {}, 3);
    row("the second stage", u"db.orders.aggregate([ { $match: { a: 1 } }, { $gr|"_s, u"$group"_s, {}, 3);
    row("in $match", u"db.orders.aggregate([ { $match: { st|"_s, u"$in"_s, u"fields of orders"_s, 2);
    row("in $group", u"db.orders.aggregate([ { $group: { _id: \"$st|"_s, {}, u"$fields of orders"_s, 3);
    row("an accumulator", u"db.orders.aggregate([ { $group: { _id: null, total: { $su|"_s, u"$sum"_s, u"fields of orders"_s, 3);
    row("$lookup's keys", u"db.orders.aggregate([ { $lookup: { fr|"_s, u"from"_s, u"fields of orders"_s, 2);
    row("$lookup's collection", u"db.orders.aggregate([ { $lookup: { from: \"us|"_s, {}, u"objects"_s, 2);
    row("an update operator", u"db.users.updateOne({ a: 1 }, { $se|"_s, u"$set"_s, u"fields of users"_s, 3);
    row("a value", u"db.users.find({ _id: Ob|"_s, u"ObjectId"_s, {}, 2);
    row("JSON: keys", u"{ \"coll|"_s, u"collection"_s, {}, 4);
    row("JSON: the collection", u"{\"collection\": \"us|"_s, {}, u"objects"_s, 2);
    row("JSON: the operation", u"{\"collection\": \"users\", \"operation\": \"fi|"_s, u"find"_s, {}, 2);
    row("JSON: a filter", u"{\"collection\": \"users\", \"operation\": \"find\", \"filter\": {\"em|"_s, u"$or"_s, u"fields of users"_s, 2);
    row("JSON: a stage", u"{\"collection\": \"users\", \"pipeline\": [{\"$li|"_s, u"$limit"_s, {}, 3);
    row("the next statement", u"db.users.find();\ndb.o|"_s, {}, u"objects"_s, 1);
}

void TestMongoCompletion::offers()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(QString, names);
    QFETCH(int, typed);
    const auto cursor = static_cast<int>(text.indexOf(u'|'));
    const LanguageCompletion answer = mongoCompletion(text.remove(u'|'), cursor);
    QVERIFY2(word.isEmpty() || answer.words.contains(word), qPrintable(answer.words.join(u' ')));
    QCOMPARE(answer.objects ? u"objects"_s : answer.fields ? answer.fieldPrefix + u"fields of "_s + answer.object : QString(), names);
    QCOMPARE(answer.typed, typed);
    // A path is a name in quotes only.
    const bool isKey = answer.fields && answer.fieldPrefix.isEmpty();
    QCOMPARE(answer.nameQuote, isKey && !text.first(cursor - typed).endsWith(u'"') ? u"\""_s : QString());
}

CONCORD_TEST(TestMongoCompletion)
#include "tst_completion.moc"
