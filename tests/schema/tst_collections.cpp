// SPDX-License-Identifier: GPL-3.0-or-later
// What is inferred from documents, and what becomes of it: columns, references, text.
#include "relate/fieldreferences.h"
#include "relate/inferrelations.h"
#include "schema/catalogjson.h"
#include "schema/collectiontable.h"
#include "schema/documents.h"
#include "schema/schemaformat.h"
#include "testprogram.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestCollections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreCountedByPath_data();
    void fieldsAreCountedByPath();
    void documentsBecomeColumns_data();
    void documentsBecomeColumns();
    void endlessKeysAndDepthsAreBounded();
    void missProbabilityIsRecorded();
    void referencesAreGuessed_data();
    void referencesAreGuessed();
    void relationsReachCollections();
    void fingerprintSeesOnlyWhatIsDeclared();
    void jsonKeepsEverything();
    void textFormatsTellFields();
};

/// "path: type×count … present/parents"
static QStringList written(const Collection &collection)
{
    QStringList lines;
    for (const Field &field : collection.fields) {
        QStringList types;
        for (const FieldType &type : field.types)
            types.append(u"%1×%2"_s.arg(type.type).arg(type.count));
        lines.append(u"%1: %2 %3/%4%5"_s.arg(field.path, types.join(u' '))
                         .arg(field.present)
                         .arg(field.parents)
                         .arg(field.required ? u" required"_s : QString()));
    }
    return lines;
}

static QStringList writtenColumns(const std::vector<Column> &columns)
{
    QStringList lines;
    for (const Column &column : columns)
        lines.append(column.name + u' ' + column.nativeType + u" = "_s + describeType(column.type) + (column.nullable ? u" null"_s : QString()));
    return lines;
}

void TestCollections::fieldsAreCountedByPath_data()
{
    QTest::addColumn<QStringList>("documents");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const QStringList &documents, const QStringList &fields) { QTest::newRow(name) << documents << fields; };
    row("nothing", {}, {});
    row("in the order of their names, whatever comes first", {u"{\"b\": \"x\", \"_id\": 1}"_s, u"{\"a\": 1, \"b\": 1}"_s},
        {u"_id: int×1 1/2"_s, u"a: int×1 1/2"_s, u"b: int×1 string×1 2/2 required"_s});
    row("empty documents", {u"{}"_s, u"{}"_s}, {});
    row("required and optional", {u"{\"a\": 1, \"b\": \"x\"}"_s, u"{\"a\": 2}"_s}, {u"a: int×2 2/2 required"_s, u"b: string×1 1/2"_s});
    row("null is not missing", {u"{\"a\": null}"_s, u"{\"a\": 1}"_s, u"{}"_s}, {u"a: int×1 null×1 2/3"_s});
    row("several types, the most frequent first", {u"{\"a\": \"x\"}"_s, u"{\"a\": 1}"_s, u"{\"a\": 2}"_s}, {u"a: int×2 string×1 3/3 required"_s});
    row("embedded documents count within themselves", {u"{\"a\": {\"b\": 1, \"c\": 2}}"_s, u"{\"a\": {\"b\": 1}}"_s, u"{}"_s},
        {u"a: object×2 2/3"_s, u"a.b: int×2 2/2 required"_s, u"a.c: int×1 1/2"_s});
    row("arrays of values", {u"{\"t\": [\"x\", \"y\", 3]}"_s, u"{\"t\": []}"_s}, {u"t: array×2 2/2 required"_s, u"t[]: string×2 int×1 1/2"_s});
    row("arrays of documents", {u"{\"i\": [{\"s\": \"x\"}, {\"s\": \"y\", \"n\": 1}]}"_s},
        {u"i: array×1 1/1 required"_s, u"i[]: object×2 1/1 required"_s, u"i[].n: int×1 1/2"_s, u"i[].s: string×2 2/2 required"_s});
    row("arrays of arrays", {u"{\"m\": [[1, 2], [3]]}"_s},
        {u"m: array×1 1/1 required"_s, u"m[]: array×2 1/1 required"_s, u"m[][]: int×3 2/2 required"_s});
    row("sometimes a document, sometimes text", {u"{\"a\": {\"b\": 1}}"_s, u"{\"a\": \"x\"}"_s},
        {u"a: object×1 string×1 2/2 required"_s, u"a.b: int×1 1/1 required"_s});
}

void TestCollections::fieldsAreCountedByPath()
{
    QFETCH(QStringList, documents);
    QFETCH(QStringList, fields);
    QCOMPARE(written(*collectionOf(u"c"_s, documents)), fields);
}

void TestCollections::documentsBecomeColumns_data()
{
    QTest::addColumn<QStringList>("documents");
    QTest::addColumn<QStringList>("columns");
    const auto row = [](const char *name, const QStringList &documents, const QStringList &columns) { QTest::newRow(name) << documents << columns; };
    row("plain", {u"{\"_id\": {\"$oid\": \"\"}, \"n\": 1}"_s, u"{\"_id\": {\"$oid\": \"\"}, \"n\": 5000000000}"_s},
        {u"_id objectId = object id"_s, u"n int | long = integer(64)"_s});
    row("embedded documents are their fields", {u"{\"a\": {\"b\": 1}}"_s, u"{\"a\": {\"b\": 2}}"_s}, {u"a.b int = integer(32)"_s});
    row("what is optional on the way is optional", {u"{\"a\": {\"b\": 1}}"_s, u"{}"_s}, {u"a.b int = integer(32) null"_s});
    row("null among the values", {u"{\"a\": 1}"_s, u"{\"a\": null}"_s}, {u"a int = integer(32) null"_s});
    row("arrays stay whole", {u"{\"t\": [\"x\"], \"i\": [{\"s\": 1}]}"_s},
        {u"i array of object = array of document"_s, u"t array of string = array of text"_s});
    row("types that do not go together", {u"{\"a\": 1}"_s, u"{\"a\": \"x\"}"_s}, {u"a int | string = any"_s});
    row("an empty document is itself", {u"{\"a\": {}}"_s}, {u"a object = document"_s});
    row("a document or text is both", {u"{\"a\": {\"b\": 1}}"_s, u"{\"a\": \"x\"}"_s},
        {u"a object | string = any"_s, u"a.b int = integer(32) null"_s});
}

void TestCollections::documentsBecomeColumns()
{
    QFETCH(QStringList, documents);
    QFETCH(QStringList, columns);
    const CatalogPtr catalog = Catalog::make({}, {collectionOf(u"c"_s, documents)});
    QCOMPARE(writtenColumns(columnsOf(*catalog->find(ObjectKind::Collection, {{}, u"c"_s}))), columns);
}

void TestCollections::endlessKeysAndDepthsAreBounded()
{
    QStringList documents;
    for (int i = 0; i < 3000; ++i)
        documents.append(u"{\"_id\": 1, \"k%1\": 1}"_s.arg(i));
    QCOMPARE(collectionOf(u"c"_s, documents, false, {100, 500})->fields.size(), 500U);
    const QString deep = u"{\"a\":"_s.repeated(200) + u"1"_s + u"}"_s.repeated(200);
    const auto collection = collectionOf(u"c"_s, {deep}, false, {100, 500});
    QCOMPARE(collection->fields.size(), 101U);
    QCOMPARE(collection->fields.back().types.front().type, u"object"_s);
}

void TestCollections::missProbabilityIsRecorded()
{
    const auto random = collectionOf(u"c"_s, repeated({u"{\"a\": 1}"_s}, 300));
    QCOMPARE(random->sampled, 300);
    QCOMPARE(random->sampling, u"random"_s);
    QCOMPARE(random->missProbability, u"0.049"_s); // 0.99 ^ 300
    QVERIFY(samplingText(*random).contains(u"0.049"_s));
    const auto whole = collectionOf(u"c"_s, {u"{\"a\": 1}"_s}, true);
    QCOMPARE(whole->sampling, u"all"_s);
    QCOMPARE(whole->missProbability, u"0"_s);
    QCOMPARE(collectionOf(u"c"_s, {})->missProbability, QString());
    FieldSample sample;
    sample.beginDocument();
    sample.endDocument();
    Collection neighbours;
    sample.describe(neighbours, FieldSample::Choice::InBlocks);
    QCOMPARE(neighbours.sampling, u"blocks"_s);
    QCOMPARE(neighbours.missProbability, QString());
    QVERIFY(samplingText(neighbours).contains(u"not known"_s));
}

void TestCollections::referencesAreGuessed_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reference");
    const QString id = u"{\"$oid\": \"\"}"_s;
    const auto row = [&](const char *name, const QString &document, const QString &path, const QString &reference) {
        QTest::newRow(name) << QString(document).replace(u'@', id) << path << reference;
    };
    row("user_id", u"{\"user_id\": @}"_s, u"user_id"_s, u"users"_s);
    row("userId", u"{\"userId\": @}"_s, u"userId"_s, u"users"_s);
    row("user", u"{\"user\": @}"_s, u"user"_s, u"users"_s);
    row("author", u"{\"author\": @}"_s, u"author"_s, u"users"_s);
    row("of another type", u"{\"user_id\": \"x\"}"_s, u"user_id"_s, QString());
    row("no such collection", u"{\"vendor_id\": @}"_s, u"vendor_id"_s, QString());
    row("in an array of documents", u"{\"items\": [{\"productId\": @}]}"_s, u"items[].productId"_s, u"products"_s);
    row("an array of ids", u"{\"productIds\": [@]}"_s, u"productIds[]"_s, u"products"_s);
    row("a copy with its id", u"{\"user\": {\"_id\": @, \"name\": \"x\"}}"_s, u"user._id"_s, u"users"_s);
}

void TestCollections::referencesAreGuessed()
{
    QFETCH(QString, document);
    QFETCH(QString, path);
    QFETCH(QString, reference);
    const QString plain = u"{\"_id\": {\"$oid\": \"\"}, \"name\": \"x\"}"_s;
    const auto orders = collectionOf(u"orders"_s, {u"{\"_id\": {\"$oid\": \"\"}, "_s + document.mid(1)});
    guessReferences({collectionOf(u"users"_s, {plain}), collectionOf(u"products"_s, {plain}), orders});
    const Field *field = findField(*orders, path);
    QVERIFY(field);
    QCOMPARE(field->reference, reference);
    QCOMPARE(field->referencePercent >= 50, !reference.isEmpty());
}

void TestCollections::relationsReachCollections()
{
    const auto users = collectionOf(u"users"_s, {u"{\"_id\": {\"$oid\": \"\"}}"_s});
    const auto orders = collectionOf(u"orders"_s, {u"{\"_id\": {\"$oid\": \"\"}, \"user_id\": {\"$oid\": \"\"}}"_s});
    const CatalogPtr catalog = Catalog::make({}, {users, orders});
    const auto relations = inferRelations({{QUuid(), u"d"_s, Environment::None, catalog}});
    QCOMPARE(relations.size(), 1U);
    QCOMPARE(relations.front().from.table.table.name, u"orders"_s);
    QCOMPARE(relations.front().to.columns, QStringList(u"_id"_s));
    QVERIFY(relations.front().confidence > 0.9);
}

void TestCollections::fingerprintSeesOnlyWhatIsDeclared()
{
    const auto printOf = [](const std::shared_ptr<Collection> &collection) { return Catalog::make({}, {collection})->fingerprint(); };
    const Fingerprint one = printOf(collectionOf(u"c"_s, {u"{\"a\": 1}"_s}));
    QCOMPARE(printOf(collectionOf(u"c"_s, {u"{\"b\": \"x\"}"_s, u"{}"_s}, true)), one);
    const auto validated = collectionOf(u"c"_s, {u"{\"a\": 1}"_s});
    validated->validator = u"{\"$jsonSchema\": {}}"_s;
    QVERIFY(printOf(validated) != one);
    const auto expiring = collectionOf(u"c"_s, {u"{\"a\": 1}"_s});
    Index &index = expiring->indexes.emplace_back();
    index.name = u"a_1"_s;
    const Fingerprint plain = printOf(expiring);
    index.settings.insert(u"expire_after_seconds"_s, u"3600"_s);
    QVERIFY(printOf(expiring) != plain);
}

void TestCollections::jsonKeepsEverything()
{
    const auto collection = collectionOf(u"c"_s, {u"{\"_id\": 1, \"t\": [{\"s\": \"x\"}]}"_s});
    collection->indexes.emplace_back().settings.insert(u"sparse"_s, u"true"_s);
    collection->fields.front().reference = u"users"_s;
    collection->fields.front().referencePercent = 97;
    const CatalogPtr catalog = Catalog::make({}, {collection});
    for (const JsonDetail detail : {JsonDetail::Full, JsonDetail::Compact}) {
        const auto json = catalogToJson(*catalog, detail);
        const auto again = catalogFromJson(json);
        QVERIFY(again.has_value());
        QCOMPARE(catalogToJson(**again, detail).dump(), json.dump());
        QCOMPARE(writtenColumns(columnsOf(*(*again)->objects().front())), writtenColumns(columnsOf(*catalog->objects().front())));
    }
}

void TestCollections::textFormatsTellFields()
{
    const auto users = collectionOf(u"users"_s, {u"{\"_id\": {\"$oid\": \"\"}}"_s});
    const auto orders = collectionOf(
        u"orders"_s, {u"{\"_id\": {\"$oid\": \"\"}, \"user_id\": {\"$oid\": \"\"}, \"to\": {\"city\": \"x\"}, \"items\": [{\"sku\": \"x\"}]}"_s,
                      u"{\"_id\": {\"$oid\": \"\"}, \"user_id\": {\"$oid\": \"\"}, \"items\": []}"_s});
    guessReferences({users, orders});
    const CatalogPtr catalog = Catalog::make({}, {users, orders});
    SchemaFormatOptions options;
    options.relations = inferRelations({{QUuid(), {}, Environment::None, catalog}});
    QCOMPARE(formatCatalog(*catalog, SchemaFormat::Compact, {}, options),
             u"collection orders(_id objectId pk, items array of object, \"to.city\" string optional, "
             "user_id objectId →? users._id (97 %), \"items[].sku\" string)\ncollection users(_id objectId pk)\n"_s);
    const QString markdown = formatCatalog(*catalog, SchemaFormat::Markdown, {}, options);
    QVERIFY2(markdown.contains(u"| user_id | objectId | yes | 2 of 2 | users, 97 % sure |"_s), qPrintable(markdown));
    QVERIFY2(markdown.contains(u"Inferred from 2 documents chosen at random"_s), qPrintable(markdown));
    const QString mermaid = formatCatalog(*catalog, SchemaFormat::Mermaid, {}, options);
    QVERIFY2(mermaid.contains(u"objectId _id PK"_s), qPrintable(mermaid));
    const QString dbml = formatCatalog(*catalog, SchemaFormat::Dbml, {}, options);
    QVERIFY2(dbml.contains(u"\"_id\" objectId [pk, not null]"_s), qPrintable(dbml));
}

CONCORD_TEST(TestCollections)
#include "tst_collections.moc"
