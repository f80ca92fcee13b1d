// SPDX-License-Identifier: GPL-3.0-or-later
// What MongoDB's replies declare, of the documented shapes (listCollections, listIndexes): the test server knows no validators and no views.
#include "mongodb/mongocollection.h"
#include "mongodb/mongoinference.h"
#include "mongodb/mongoschemawriter.h"
#include "mongodb/mongotypes.h"
#include "schema/collectiontable.h"
#include "testprogram.h"

#include <QTest>

#include <bson/bson.h>

using namespace Qt::StringLiterals;
using namespace concord;

class TestMongoDeclared : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void collectionsAreRead_data();
    void collectionsAreRead();
    void indexesAreRead_data();
    void indexesAreRead();
    void documentsAreCounted();
    void typesAreReadAndWritten_data();
    void typesAreReadAndWritten();
    void deepAndDamagedDocumentsAreBounded();
};

static std::string bson(const QString &json)
{
    const QByteArray text = json.toUtf8();
    bson_error_t error{};
    bson_t *made = bson_new_from_json(reinterpret_cast<const uint8_t *>(text.constData()), text.size(), &error);
    if (!made)
        qFatal("%s: %s", error.message, text.constData());
    const std::string bytes(reinterpret_cast<const char *>(bson_get_data(made)), made->len);
    bson_destroy(made);
    return bytes;
}

static QString optionsText(const QMap<QString, QString> &options)
{
    QStringList parts;
    for (auto it = options.cbegin(); it != options.cend(); ++it)
        parts.append(it.key() + u'=' + it.value());
    return parts.join(u"; "_s);
}

void TestMongoDeclared::collectionsAreRead_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("ddl");
    const auto row = [](const char *name, const QString &entry, const QString &variant, const QString &options, const QString &ddl) {
        QTest::newRow(name) << entry << variant << options << ddl;
    };
    row("plain", uR"({"name": "users", "type": "collection", "options": {}, "info": {"readOnly": false}})"_s, {}, {},
        u"db.createCollection(\"users\")"_s);
    row("capped", uR"({"name": "log", "type": "collection", "options": {"capped": true, "size": 4096, "max": 100}})"_s, u"capped"_s,
        u"max=100; size=4096"_s, u"db.createCollection(\"log\", { capped: true, max: 100, size: 4096 })"_s);
    row("time series", uR"({"name": "weather", "type": "timeseries", "options": {"expireAfterSeconds": 86400,
             "timeseries": {"timeField": "at", "metaField": "station", "granularity": "hours", "bucketMaxSpanSeconds": 2592000}}})"_s,
        u"time_series"_s, u"bucket_max_span_seconds=2592000; expire_after_seconds=86400; granularity=hours; meta_field=station; time_field=at"_s,
        u"db.createCollection(\"weather\", { expireAfterSeconds: 86400, timeseries: { bucketMaxSpanSeconds: 2592000, granularity: \"hours\", "
        "metaField: \"station\", timeField: \"at\" } })"_s);
    row("view", uR"({"name": "active", "type": "view", "options": {"viewOn": "users", "pipeline": [{"$match": {"active": true}}]}})"_s, u"view"_s,
        uR"(pipeline=[ { "$match" : { "active" : true } } ]; view_on=users)"_s,
        uR"(db.createView("active", "users", [ { "$match" : { "active" : true } } ]))"_s);
    row("collation", uR"({"name": "c", "type": "collection", "options": {"collation": {"locale": "sv"}}})"_s, {},
        uR"(collation={ "locale" : "sv" })"_s, uR"(db.createCollection("c", { collation: { "locale" : "sv" } }))"_s);
    row("odd name", uR"({"name": "a b", "type": "collection", "options": {}})"_s, {}, {}, u"db.createCollection(\"a b\")"_s);
}

/// Blanks of JSON say nothing.
static QString squeezed(QString text)
{
    return text.remove(u' ');
}

void TestMongoDeclared::collectionsAreRead()
{
    QFETCH(QString, entry);
    QFETCH(QString, variant);
    QFETCH(QString, options);
    QFETCH(QString, ddl);
    const auto collection = collectionFrom(bson(entry), u"shop"_s);
    QVERIFY(collection);
    QCOMPARE(collection->ref.schema, u"shop"_s);
    QCOMPARE(collection->variant, variant);
    QCOMPARE(squeezed(optionsText(collection->options)), squeezed(options));
    QCOMPARE(squeezed(MongoSchemaWriter().create(*collection, {}).front().sql), squeezed(ddl));
    QVERIFY(!collectionFrom(bson(uR"({"name": "system.views", "type": "collection", "options": {}})"_s), u"shop"_s));
    const auto validated = collectionFrom(
        bson(uR"({"name": "v", "type": "collection", "options": {"validator": {"$jsonSchema": {"required": ["a"]}}, "validationLevel": "moderate",
                 "validationAction": "warn"}})"_s),
        u"shop"_s);
    QCOMPARE(squeezed(validated->validator), uR"({"$jsonSchema":{"required":["a"]}})"_s);
    QCOMPARE(validated->validationLevel, u"moderate"_s);
    QCOMPARE(validated->validationAction, u"warn"_s);
}

void TestMongoDeclared::indexesAreRead_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("ddl");
    const auto row = [](const char *name, const QString &entry, const QString &index, const QString &ddl) {
        QTest::newRow(name) << entry << index << ddl;
    };
    // method, parts, then what else
    row("unique", uR"({"v": 2, "key": {"email": 1}, "name": "email_1", "unique": true})"_s, u"btree email unique generated"_s,
        u"db.users.createIndex({ email: 1 }, { name: \"email_1\", unique: true })"_s);
    row("compound, named", uR"({"v": 2, "key": {"a.b": 1, "c": -1}, "name": "mine"})"_s, u"btree a.b,c- "_s,
        u"db.users.createIndex({ \"a.b\": 1, c: -1 }, { name: \"mine\" })"_s);
    row("partial", uR"({"v": 2, "key": {"a": 1}, "name": "a_1", "partialFilterExpression": {"a": {"$gt": 5}}})"_s,
        uR"(btree a generated where { "a" : { "$gt" : 5 } })"_s,
        uR"(db.users.createIndex({ a: 1 }, { name: "a_1", partialFilterExpression: { "a" : { "$gt" : 5 } } }))"_s);
    row("ttl", uR"({"v": 2, "key": {"at": 1}, "name": "at_1", "expireAfterSeconds": 3600})"_s, u"btree at generated expire_after_seconds=3600"_s,
        u"db.users.createIndex({ at: 1 }, { name: \"at_1\", expireAfterSeconds: 3600 })"_s);
    row("sparse, hidden", uR"({"v": 2, "key": {"a": 1}, "name": "a_1", "sparse": true, "hidden": true})"_s, u"btree a hidden generated sparse=true"_s,
        u"db.users.createIndex({ a: 1 }, { name: \"a_1\", hidden: true, sparse: true })"_s);
    row("text", uR"({"v": 2, "key": {"_fts": "text", "_ftsx": 1}, "name": "t", "weights": {"body": 1, "title": 10}, "default_language": "english",
             "language_override": "language", "textIndexVersion": 3})"_s,
        uR"(text body:text,title:text default_language=english; language_override=language; weights={ "body" : 1, "title" : 10 })"_s,
        uR"(db.users.createIndex({ body: "text", title: "text" }, { name: "t", default_language: "english", language_override: "language",
            weights: { "body" : 1, "title" : 10 } }))"_s);
    row("geo", uR"({"v": 2, "key": {"place": "2dsphere"}, "name": "place_2dsphere", "2dsphereIndexVersion": 3})"_s,
        u"2dsphere place:2dsphere generated"_s, u"db.users.createIndex({ place: \"2dsphere\" }, { name: \"place_2dsphere\" })"_s);
    row("hashed", uR"({"v": 2, "key": {"id": "hashed"}, "name": "id_hashed"})"_s, u"hashed id:hashed generated"_s,
        u"db.users.createIndex({ id: \"hashed\" }, { name: \"id_hashed\" })"_s);
    row("wildcard", uR"({"v": 2, "key": {"$**": 1}, "name": "$**_1", "wildcardProjection": {"a": 1}})"_s,
        uR"(wildcard $** generated wildcard_projection={ "a" : 1 })"_s,
        uR"(db.users.createIndex({ "$**": 1 }, { name: "$**_1", wildcardProjection: { "a" : 1 } }))"_s);
    row("collation", uR"({"v": 2, "key": {"a": 1}, "name": "a_1", "collation": {"locale": "de", "strength": 2}})"_s,
        uR"(btree a generated collation={ "locale" : "de", "strength" : 2 })"_s,
        uR"(db.users.createIndex({ a: 1 }, { name: "a_1", collation: { "locale" : "de", "strength" : 2 } }))"_s);
}

void TestMongoDeclared::indexesAreRead()
{
    QFETCH(QString, entry);
    QFETCH(QString, index);
    QFETCH(QString, ddl);
    const auto read = indexFrom(bson(entry));
    QVERIFY(read);
    QStringList parts;
    for (const IndexPart &part : read->parts)
        parts.append(part.column + (part.operatorClass.isEmpty() ? QString() : u':' + part.operatorClass) + (part.descending ? u"-"_s : QString()));
    QStringList words{read->method, parts.join(u',')};
    words << (read->unique ? u"unique"_s : QString()) << (read->visible ? QString() : u"hidden"_s)
          << (read->nameGenerated ? u"generated"_s : QString()) << (read->predicate.isEmpty() ? QString() : u"where "_s + read->predicate)
          << optionsText(read->settings);
    QCOMPARE(squeezed(words.join(QString())), squeezed(index));
    auto collection = collectionFrom(bson(uR"({"name": "users", "type": "collection", "options": {}})"_s), u"shop"_s);
    collection->indexes = {*read};
    QCOMPARE(squeezed(MongoSchemaWriter().create(*collection, {}).back().sql), squeezed(QString(ddl).remove(u'\n')));
    QVERIFY(!indexFrom(bson(uR"({"v": 2, "key": {"_id": 1}, "name": "_id_"})"_s)));
}

void TestMongoDeclared::documentsAreCounted()
{
    FieldSample sample;
    addDocument(sample, bson(uR"({"_id": {"$oid": "65f000000000000000000000"}, "n": {"$numberLong": "5"}, "price": {"$numberDecimal": "1.50"},
        "at": {"$date": {"$numberLong": "0"}}, "tags": ["a", 1], "in": {"x": null},
        "u": {"$binary": {"base64": "AAAAAAAAAAAAAAAAAAAAAA==", "subType": "04"}}, "b": {"$binary": {"base64": "AA==", "subType": "00"}}})"_s));
    addDocument(sample, bson(uR"({"_id": {"$oid": "65f000000000000000000001"}, "n": 5})"_s));
    Collection collection;
    sample.describe(collection, FieldSample::Choice::All);
    QStringList lines;
    for (const Field &field : collection.fields)
        lines.append(u"%1 %2 %3/%4"_s.arg(field.path, fieldTypeText(collection, field)).arg(field.present).arg(field.parents));
    const QStringList expected{u"_id objectId 2/2"_s,        u"at date 1/2"_s,      u"b binData 1/2"_s,     u"in object 1/2"_s,
                               u"in.x null 1/1"_s,           u"n int | long 2/2"_s, u"price decimal 1/2"_s, u"tags array of (int | string) 1/2"_s,
                               u"tags[] int | string 1/1"_s, u"u uuid 1/2"_s};
    QCOMPARE(lines, expected);
    QCOMPARE(describeType(mongoLogicalType(u"date"_s)), u"timestamp(3) with zone"_s);
    QCOMPARE(mongoLogicalType(u"nothing"_s).family, TypeFamily::Unknown);
}

void TestMongoDeclared::typesAreReadAndWritten_data()
{
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("logical");
    QTest::addColumn<QString>("back"); ///< what is written for it
    const auto row = [](const QString &native, const QString &logical, const QString &back) {
        QTest::newRow(qPrintable(native)) << native << logical << back;
    };
    row(u"long"_s, u"integer(64)"_s, u"long"_s);
    row(u"int"_s, u"integer(32)"_s, u"int"_s);
    row(u"date"_s, u"timestamp(3) with zone"_s, u"date"_s);
    row(u"objectId"_s, u"object id"_s, u"objectId"_s);
    row(u"object"_s, u"document"_s, u"object"_s);
    row(u"array of string"_s, u"array of text"_s, u"array of string"_s);
    row(u"array of array of int"_s, u"array of array of integer(32)"_s, u"array of array of int"_s);
    row(u"array of (int | string)"_s, u"array of any"_s, u"array of string"_s);
    row(u"int | string"_s, u"any"_s, u"string"_s);
    row(u"nothing"_s, u"unknown"_s, u"string"_s);
}

void TestMongoDeclared::typesAreReadAndWritten()
{
    QFETCH(QString, native);
    QFETCH(QString, logical);
    QFETCH(QString, back);
    const LogicalType type = mongoTypes().logical(native);
    QCOMPARE(describeType(type), logical);
    QCOMPARE(mongoTypes().native(type).text, back);
    if (back == native)
        QCOMPARE(mongoTypes().native(type).conversion.verdict, TypeVerdict::Same);
}

void TestMongoDeclared::deepAndDamagedDocumentsAreBounded()
{
    bson_t *inner = bson_new();
    for (int i = 0; i < 400; ++i) {
        bson_t *outer = bson_new();
        bson_append_document(outer, "a", 1, inner);
        bson_destroy(inner);
        inner = outer;
    }
    const std::string deep(reinterpret_cast<const char *>(bson_get_data(inner)), inner->len);
    bson_destroy(inner);
    FieldSample sample;
    addDocument(sample, deep);
    QVERIFY(sample.fields().size() <= 102);
    const std::string whole = bson(uR"({"a": 1, "b": "text"})"_s);
    for (size_t length = 0; length < whole.size(); ++length)
        addDocument(sample, std::string_view(whole).substr(0, length));
    std::string wrong = whole;
    for (size_t at = 4; at < wrong.size(); ++at) { // each byte once
        std::string damaged = whole;
        damaged[at] = '\xff';
        addDocument(sample, damaged);
    }
    QVERIFY(sample.documents() > 20);
}

CONCORD_TEST(TestMongoDeclared)
#include "tst_declared.moc"
