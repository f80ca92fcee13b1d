// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "query/sqltext.h"
#include "results/combinedresult.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"
#include "servers/testservers.h"
#include "support/opened.h"
#include "support/relay.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

#include <thread>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A plan's shape and words, without the numbers that it estimates.
static QString planText(const PlanNode &node)
{
    static const QRegularExpression numbers(u"[0-9][0-9.e+-]*"_s);
    QString text = QString(node.text).replace(numbers, u"#"_s);
    for (const PlanNode &child : node.children)
        text += u'(' + planText(child) + u')';
    return text;
}

/// The MongoDB driver against a server that speaks its protocol, in a database of the test's own.
class TestMongodbServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void tellsWhatItIs();
    void listsDatabasesObjectsAndColumns();
    void fieldsAreThoseOfAnyDocumentNotOfTheFirst();
    void keepsEveryTypeExactly();
    void laysDocumentsFlat();
    void tellsMissingFromNull();
    void columnsThatAppearLateAreMissingBefore();
    void keepsDuplicateKeysAndDeepDocuments();
    void keepsTextThatIsNotUtf8();
    void countsDistinctAndPlansAnswer();
    void aCollectionThatIsNotThereIsWarnedOf();
    void writesAndSaysHowMany();
    void aWriteThatFailsIsAnError();
    void readOnlyLeavesTheDataAlone_data();
    void readOnlyLeavesTheDataAlone();
    void errorsHaveTheServersCodeAndWords();
    void aDeadlineEndsAStatement();
    void aPatternThatNeverEndsIsBounded();
    void aCancelEndsAStatementAndTheLinkLivesOn();
    void aBrokenLineIsAnErrorAndTheNextStatementWorks();
    void anAddressThatIsSilentEndsInTime();
    void aNameThatDoesNotResolveSaysSo_data();
    void aNameThatDoesNotResolveSaysSo();
    void optionsThatDoNotExistAreRefused();

private:
    [[nodiscard]] Endpoint endpoint(bool readOnly = false) const;
    [[nodiscard]] Answer ask(const QString &statement, bool readOnly = false) const;
    /// The rows of a statement as "column=cell" texts.
    [[nodiscard]] QStringList cells(const QString &statement) const;

    std::optional<TestServer> m_server;
    QString m_database;
};

void TestMongodbServer::initTestCase()
{
    m_server = testServer(u"mongodb"_s);
    if (!m_server)
        QSKIP("needs the test server mongodb, which is not available here");
    m_database = u"concord_test_"_s + QUuid::createUuid().toString(QUuid::Id128).left(12);
}

void TestMongodbServer::cleanupTestCase()
{
    if (m_server)
        QVERIFY(!ask(u"db.dropDatabase()"_s).error);
}

Endpoint TestMongodbServer::endpoint(bool readOnly) const
{
    Endpoint endpoint;
    endpoint.engine = u"mongodb"_s;
    endpoint.name = u"mongodb"_s;
    endpoint.host = m_server->host;
    endpoint.port = m_server->port;
    endpoint.user = m_server->user;
    endpoint.database = m_database;
    endpoint.readOnly = readOnly;
    return endpoint;
}

Answer TestMongodbServer::ask(const QString &statement, bool readOnly) const
{
    const auto connection = open(endpoint(readOnly), Secret(m_server->password.toUtf8()));
    if (!connection)
        return {{}, {}, connection.error()};
    return run(**connection, statement);
}

QStringList TestMongodbServer::cells(const QString &statement) const
{
    const Answer answer = ask(statement);
    if (answer.error)
        return {u"error: "_s + answer.error->message};
    QStringList cells;
    for (const RecordedResult &result : answer.results) {
        for (const Batch &batch : result.batches) {
            for (std::uint32_t row = 0; row < batch.rows; ++row) {
                for (std::size_t column = 0; column < batch.columns.size(); ++column) {
                    const ColumnData &data = batch.columns[column];
                    const QString text = data.isMissing(row) ? u"-"_s : data.isNull(row) ? u"NULL"_s : cellText(data, result.columns[column], row);
                    cells.append(result.columns[column].name + u'=' + text);
                }
            }
        }
    }
    return cells;
}

void TestMongodbServer::tellsWhatItIs()
{
    const auto connection = open(endpoint());
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto info = (*connection)->serverInfo(noDeadline);
    QVERIFY(info);
    QVERIFY(info->product == u"MongoDB"_s || info->product == u"FerretDB"_s);
    QVERIFY(!info->version.isEmpty());
    QCOMPARE(info->database, m_database);
}

void TestMongodbServer::listsDatabasesObjectsAndColumns()
{
    QVERIFY(!ask(u"db.listed.insertOne({_id: 1, name: 'a', size: {h: 1}})"_s).error);
    const auto connection = open(endpoint());
    QVERIFY(connection);
    QVERIFY((*connection)->databases(noDeadline)->contains(m_database));
    const auto objects = (*connection)->objects(noDeadline);
    QVERIFY(objects);
    const auto it = std::ranges::find(*objects, u"listed"_s, &ObjectName::name);
    QVERIFY(it != objects->end());
    QCOMPARE(it->kind, u"collection"_s);
    const auto columns = (*connection)->columns(*it, noDeadline);
    QVERIFY(columns);
    QStringList named;
    for (const ColumnSummary &column : *columns)
        named.append(column.name + u' ' + column.nativeType);
    QCOMPARE(named, QStringList({u"_id int"_s, u"name string"_s, u"size object"_s}));
}

/// A collection's first documents are its oldest; as many of them as are looked at have not what came later.
void TestMongodbServer::fieldsAreThoseOfAnyDocumentNotOfTheFirst()
{
    for (const QString &document : {u"{old: 1}"_s, u"{late: 'x'}"_s}) {
        const QStringList thousand(1000, document);
        QVERIFY(!ask(u"db.aged.insertMany([%1])"_s.arg(thousand.join(u", "_s))).error);
    }
    const auto connection = open(endpoint(true));
    QVERIFY(connection);
    const auto columns = (*connection)->columns({{}, u"aged"_s, u"collection"_s, -1}, noDeadline);
    QVERIFY(columns);
    QVERIFY(std::ranges::contains(*columns, u"late"_s, &ColumnSummary::name));
    CatalogRequest request;
    request.include = {u"aged"_s};
    for (int time = 0; time < 20; ++time) { // a sample by the server's pages is far off in one of ten
        const auto read = (*connection)->readCatalog(request, {}, noDeadline);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        const auto aged = std::static_pointer_cast<const Collection>((*read)->find(ObjectKind::Collection, {m_database, u"aged"_s}));
        QVERIFY(aged);
        QCOMPARE(aged->sampled, 1000);
        QCOMPARE(aged->sampling, u"random"_s);
        QVERIFY2(qAbs(aged->missProbability.toDouble() - 0.0000432) < 0.000001, qPrintable(aged->missProbability)); // 0.99 to the power of 1000
        for (const QString &path : {u"old"_s, u"late"_s}) {
            const auto field = std::ranges::find(aged->fields, path, &Field::path);
            QVERIFY2(field != aged->fields.end(), qPrintable(path));
            // Half of 2,000 documents are as one: the standard error is 11, this is nine of them.
            QVERIFY2(field->present > 400 && field->present < 600 && !field->required, qPrintable(QString::number(field->present)));
        }
    }
}

void TestMongodbServer::keepsEveryTypeExactly()
{
    const QString values =
        u"_id: 1, i: 5, l: NumberLong('9007199254740993'), d: 0.1, whole: 2.0, dec: NumberDecimal('1.50'), s: 'é 😀', "
        "o: ObjectId('65f0c1d2e3a4b5c6d7e8f901'), t: ISODate('2026-11-21T09:30:00.250Z'), early: ISODate('0001-01-01'), b: true, n: null, "
        "bin: BinData(0, 'AQID'), u: UUID('3b241101-e2bb-4255-8caf-4136c566a962'), ts: Timestamp(5, 6), re: /^a/i, min: MinKey, inf: Infinity"_s;
    QVERIFY2(!ask(u"db.types.insertOne({"_s + values + u"})"_s).error, "");
    QCOMPARE(cells(u"db.types.find()"_s),
             QStringList({u"_id=1"_s, u"i=5"_s, u"l=9007199254740993"_s, u"d=0.1"_s, u"whole=2.0"_s, u"dec=1.50"_s, u"s=é 😀"_s,
                          u"o=65f0c1d2e3a4b5c6d7e8f901"_s, u"t=2026-11-21 09:30:00.250+00"_s, u"early=0001-01-01 00:00:00.000+00"_s, u"b=true"_s,
                          u"n=NULL"_s, u"bin=\\x010203"_s, u"u=3b241101-e2bb-4255-8caf-4136c566a962"_s, uR"(ts={"$timestamp":{"t":5,"i":6}})"_s,
                          uR"(re={"$regularExpression":{"pattern":"^a","options":"i"}})"_s, uR"(min={"$minKey":1})"_s, u"inf=Infinity"_s}));
    QVERIFY2(!ask(u"db.types.insertOne({_id: 2, many: [NumberLong('9007199254740993'), 7]})"_s).error, "");
    QCOMPARE(cells(u"db.types.find({_id: 2})"_s), QStringList({u"_id=2"_s, uR"(many=[{"$numberLong":"9007199254740993"},7])"_s}));
    // The whole document says the exact types, as canonical Extended JSON.
    const Answer answer = ask(u"db.types.find({}, {i: 1, l: 1, dec: 1})"_s);
    const ColumnData &documents = answer.results.first().batches.front().documents;
    QCOMPARE(drivers().find(u"mongodb"_s)->documentText(documents.bytes(0)),
             uR"({"_id":{"$numberInt":"1"},"i":{"$numberInt":"5"},"l":{"$numberLong":"9007199254740993"},"dec":{"$numberDecimal":"1.50"}})"_s);
}

void TestMongodbServer::laysDocumentsFlat()
{
    QVERIFY(!ask(u"db.flat.insertMany([{_id: 1, who: {name: 'a', at: {city: 'b'}}, tags: [1, 'x', {y: 2}], none: {}, mixed: 1},"
                 "{_id: 2, mixed: 'text'}, {_id: 3, mixed: 2.5}])"_s)
                 .error);
    QCOMPARE(cells(u"db.flat.find().sort({_id: 1}).limit(1)"_s),
             QStringList({u"_id=1"_s, u"who.name=a"_s, u"who.at.city=b"_s, uR"(tags=[1,"x",{"y":2}])"_s, u"none={}"_s, u"mixed=1"_s}));
    QCOMPARE(cells(u"db.flat.find({}, {mixed: 1}).sort({_id: 1})"_s),
             QStringList({u"_id=1"_s, u"mixed=1"_s, u"_id=2"_s, u"mixed=text"_s, u"_id=3"_s, u"mixed=2.5"_s}));
    const Answer answer = ask(u"db.flat.find({}, {mixed: 1}).sort({_id: 1})"_s);
    QCOMPARE(answer.results.first().columns[1].logical, Logical::Mixed);
    QCOMPARE(cellTag(answer.results.first().batches.front().columns[1], answer.results.first().columns[1], 1), Tag::Text);
}

void TestMongodbServer::tellsMissingFromNull()
{
    QVERIFY(!ask(u"db.gaps.insertMany([{_id: 1, a: null}, {_id: 2}, {_id: 3, a: 5}])"_s).error);
    QCOMPARE(cells(u"db.gaps.find().sort({_id: 1})"_s), QStringList({u"_id=1"_s, u"a=NULL"_s, u"_id=2"_s, u"a=-"_s, u"_id=3"_s, u"a=5"_s}));
}

void TestMongodbServer::columnsThatAppearLateAreMissingBefore()
{
    // More rows than one chunk holds, so that the new column comes after the first were handed over.
    const auto connection = open(endpoint());
    QVERIFY(connection);
    QStringList documents;
    for (int i = 0; i < 1000; ++i)
        documents.append(u"{a: %1}"_s.arg(i));
    const QString insert = u"db.late.insertMany(["_s + documents.join(u',') + u"])"_s;
    for (int i = 0; i < 67; ++i)
        QVERIFY(!run(**connection, insert).error);
    QVERIFY(!run(**connection, u"db.late.insertOne({a: 2.5, b: 7})"_s).error);
    const Answer answer = run(**connection, u"db.late.find({}, {_id: 0})"_s);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    const RecordedResult &result = answer.results.first();
    QCOMPARE(result.rowCount(), 67'001);
    QCOMPARE(result.columns.size(), 2U);
    QCOMPARE(result.batches.front().columns.size(), 1U);
    QCOMPARE(result.columns[1].name, u"b"_s);
    QCOMPARE(cellText(result.batches.back().columns[1], result.columns[1], result.batches.back().rows - 1), u"7"_s);
}

void TestMongodbServer::keepsDuplicateKeysAndDeepDocuments()
{
    // No server keeps duplicate keys, so this comes back through a value that the server only passes on.
    QString deep = u"1"_s;
    for (int i = 0; i < 60; ++i)
        deep = u"{k: "_s + deep + u'}';
    QVERIFY(!ask(u"db.deep.insertOne({_id: 1, d: "_s + deep + u"})"_s).error);
    const Answer answer = ask(u"db.deep.find()"_s);
    QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
    QCOMPARE(answer.results.first().columns.size(), 2U);
    const QString name = answer.results.first().columns[1].name;
    QVERIFY2(name.startsWith(u"d.k.k.k"_s), qPrintable(name));
    QVERIFY(answer.results.first().rows().first()[1].startsWith(uR"({"k":{"k":)"_s));
}

void TestMongodbServer::keepsTextThatIsNotUtf8()
{
    const Answer answer = ask(u"db.types.find({_id: BinData(0, '/w==')})"_s);
    QVERIFY(!answer.error);
    QCOMPARE(answer.results.first().rowCount(), 0);
}

void TestMongodbServer::countsDistinctAndPlansAnswer()
{
    QVERIFY(!ask(u"db.counted.insertMany([{k: 'a'}, {k: 'a'}, {k: 'b'}])"_s).error);
    QCOMPARE(cells(u"db.counted.countDocuments({k: 'a'})"_s), QStringList{u"count=2"_s});
    QCOMPARE(cells(u"db.counted.find({k: 'a'}).count()"_s), QStringList{u"count=2"_s});
    QCOMPARE(cells(u"db.nothing.countDocuments({})"_s), QStringList{u"count=0"_s});
    QStringList distinct = cells(u"{\"collection\": \"counted\", \"operation\": \"distinct\", \"key\": \"k\"}"_s);
    distinct.sort();
    QCOMPARE(distinct, QStringList({u"k=a"_s, u"k=b"_s}));
    QCOMPARE(cells(u"db.counted.aggregate([{$group: {_id: '$k', n: {$sum: 1}}}, {$sort: {_id: 1}}])"_s),
             QStringList({u"_id=a"_s, u"n=2"_s, u"_id=b"_s, u"n=1"_s}));
    const auto connection = open(endpoint(true));
    QVERIFY(connection);
    const auto plan = (*connection)->explain({u"db.counted.find({k: 'a'})"_s, {}}, noDeadline);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
    QVERIFY(!plan->text.isEmpty() || !plan->children.isEmpty());
    const auto again = (*connection)->explain({u"db.counted.find({k: 'a'})"_s, {}}, noDeadline);
    QVERIFY(again);
    QCOMPARE(planText(*again), planText(*plan)); // the server's order is another each time
}

void TestMongodbServer::aCollectionThatIsNotThereIsWarnedOf()
{
    QVERIFY(!ask(u"db.users_kept.insertOne({a: 1})"_s).error);
    const Answer answer = ask(u"db.users_kep.find({})"_s);
    QVERIFY(!answer.error);
    QCOMPARE(answer.notices.size(), 1);
    QVERIFY2(answer.notices.first().message.contains(u"users_kept"_s), qPrintable(answer.notices.first().message));
    QVERIFY(ask(u"db.users_kept.find({a: 2})"_s).notices.isEmpty());
}

void TestMongodbServer::writesAndSaysHowMany()
{
    const auto affected = [&](const QString &statement) {
        const Answer answer = ask(statement);
        return answer.error ? qint64{-2} : answer.results.first().end.affectedRows;
    };
    QCOMPARE(affected(u"db.written.insertMany([{_id: 1, a: 1}, {_id: 2, a: 1}, {_id: 3, a: 2}])"_s), 3);
    QCOMPARE(affected(u"db.written.updateMany({a: 1}, {$set: {b: true}})"_s), 2);
    QCOMPARE(affected(u"db.written.updateOne({_id: 9}, {$set: {b: true}}, {upsert: true})"_s), 1);
    QCOMPARE(affected(u"db.written.replaceOne({_id: 3}, {a: 5})"_s), 1);
    QCOMPARE(affected(u"db.written.deleteOne({_id: 1})"_s), 1);
    QCOMPARE(affected(u"db.written.deleteMany({})"_s), 3);
    QCOMPARE(cells(u"db.written.countDocuments({})"_s), QStringList{u"count=0"_s});
}

void TestMongodbServer::aWriteThatFailsIsAnError()
{
    const Answer answer = ask(u"db.twice.insertMany([{_id: 1}, {_id: 1}])"_s);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->code, u"11000"_s);
    QVERIFY2(answer.error->message.contains(u"duplicate key"_s, Qt::CaseInsensitive), qPrintable(answer.error->message));
}

void TestMongodbServer::readOnlyLeavesTheDataAlone_data()
{
    QTest::addColumn<QString>("statement");
    for (const char *statement :
         {"db.kept.deleteMany({})", "db.kept.drop()", "db.dropDatabase()", "db.kept.aggregate([{$match: {}}, {$out: 'kept2'}])",
          "db.kept.aggregate([{$merge: {into: 'kept2'}}])", "db.kept.updateMany({}, {$set: {a: 0}})",
          "db.runCommand({delete: 'kept', deletes: [{q: {}, limit: 0}]})", "db.runCommand({'drop': 'kept'})", "db.kept.findOneAndDelete({})",
          "db.kept.find({$where: '1'})", "db.kept.insertOne({})", "{\"collection\": \"kept\", \"operation\": \"deleteMany\", \"filter\": {}}",
          "db.kept.aggregate([{$facet: {a: [{'\\u0024out': 'kept2'}]}}])"})
        QTest::newRow(statement) << QString::fromUtf8(statement);
}

void TestMongodbServer::readOnlyLeavesTheDataAlone()
{
    QFETCH(QString, statement);
    QVERIFY(!ask(u"db.kept.updateOne({_id: 1}, {$set: {a: 1}}, {upsert: true})"_s).error);
    const Answer answer = ask(statement, true);
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::ReadOnly);
    QCOMPARE(cells(u"db.kept.find()"_s), QStringList({u"_id=1"_s, u"a=1"_s}));
    QCOMPARE(cells(u"db.kept2.countDocuments({})"_s), QStringList{u"count=0"_s});
}

void TestMongodbServer::errorsHaveTheServersCodeAndWords()
{
    const Answer text = ask(u"db.c.aggregate('[{$match: {a: 1}}]').limit(5)"_s); // no pipeline, and none is made up
    QVERIFY(text.error);
    QVERIFY2(text.error->message.contains("array of stages"_L1), qPrintable(text.error->message));
    const Answer stage = ask(u"db.c.aggregate([{$noSuchStage: {}}])"_s);
    QVERIFY(stage.error);
    QCOMPARE(stage.error->code, u"40324"_s);
    QVERIFY2(stage.error->message.contains(u"noSuchStage"_s), qPrintable(stage.error->message));
    const Answer command = ask(u"db.runCommand({noSuchCommand: 1})"_s);
    QVERIFY(command.error);
    QCOMPARE(command.error->kind, ErrorKind::Unsupported);
    QCOMPARE(command.error->code, u"59"_s);
}

/// Busy for as long as it may be on any server: each document is compared with all.
static const QString slowStatement =
    u"db.late.aggregate([{$lookup: {from: 'late', let: {v: '$a'}, pipeline: [{$match: {$expr: {$lt: [{$add: ['$a', '$$v']}, 5]}}}, {$count: 'n'}], "
    "as: 'x'}}, {$match: {'x.n': -1}}, {$count: 'n'}], {maxTimeMS: 10000})"_s; // or it would hold the drop of its database

void TestMongodbServer::aDeadlineEndsAStatement()
{
    const auto connection = open(endpoint());
    QVERIFY(connection);
    QElapsedTimer timer;
    timer.start();
    const Answer answer = run(**connection, slowStatement, {}, {Clock::now() + 500ms, false});
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
}

/// A pattern that tries 2^60 ways: the server gives up by itself, or the deadline ends it; the next statement works.
void TestMongodbServer::aPatternThatNeverEndsIsBounded()
{
    const auto connection = open(endpoint());
    QVERIFY(connection);
    QVERIFY(!run(**connection, u"db.bomb.insertOne({_id: 1, s: '%1!'})"_s.arg(QString(60, u'a'))).error);
    const QString statement = u"db.bomb.find({s: /^(a|a|aa)+$/})"_s;
    const Answer answer = run(**connection, statement, {}, {Clock::now() + 3s, false});
    if (answer.error)
        QVERIFY2(answer.error->kind == ErrorKind::Timeout || answer.error->kind == ErrorKind::Server, qPrintable(answer.error->message));
    else
        QVERIFY(answer.results.isEmpty() || answer.results[0].rowCount() == 0);
    QCOMPARE(ask(u"db.bomb.countDocuments({})"_s).cell(), u"1"_s);
}

void TestMongodbServer::aCancelEndsAStatementAndTheLinkLivesOn()
{
    const auto connection = open(endpoint());
    QVERIFY(connection);
    QElapsedTimer timer;
    timer.start();
    std::thread canceller([&] {
        std::this_thread::sleep_for(300ms);
        (*connection)->cancel();
    });
    const Answer answer = run(**connection, slowStatement);
    canceller.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Cancelled);
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY((*connection)->isAlive());
    QCOMPARE(run(**connection, u"db.kept.countDocuments({})"_s).cell(), u"1"_s);
}

void TestMongodbServer::aBrokenLineIsAnErrorAndTheNextStatementWorks()
{
    Relay relay(m_server->port);
    Endpoint through = endpoint();
    through.port = relay.port();
    const auto connection = open(through);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    std::thread cutter([&] {
        std::this_thread::sleep_for(300ms);
        relay.cut();
    });
    const Answer answer = run(**connection, slowStatement);
    cutter.join();
    QVERIFY(answer.error);
    QCOMPARE(answer.error->kind, ErrorKind::Lost);
}

void TestMongodbServer::anAddressThatIsSilentEndsInTime()
{
    Relay relay(m_server->port);
    relay.freeze();
    Endpoint silent = endpoint();
    silent.port = relay.port();
    silent.options.connectTimeoutMs = 1000;
    QElapsedTimer timer;
    timer.start();
    const auto connection = open(silent);
    QVERIFY(!connection);
    QVERIFY(connection.error().kind == ErrorKind::Connection || connection.error().kind == ErrorKind::Timeout);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMongodbServer::aNameThatDoesNotResolveSaysSo_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("srv") << u"mongodb+srv://user:canary@no-such.cluster.invalid/shop"_s;
    QTest::newRow("host") << u"mongodb://user:canary@no-such-host.invalid/shop"_s;
    QTest::newRow("hosts") << u"mongodb://user:canary@no-such-host.invalid:27018,other.invalid/shop?replicaSet=rs0"_s;
    QTest::newRow("wrong set") << u"mongodb://127.0.0.1:1/shop?replicaSet=rs0"_s;
    QTest::newRow("a socket's path that is too long") << u"mongodb://%2Ftmp%2F"_s + QString(150, u'x') + u".sock/shop"_s;
}

void TestMongodbServer::aNameThatDoesNotResolveSaysSo()
{
    QFETCH(QString, url);
    const auto parsed = parseUrl(url, drivers());
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    Endpoint endpoint = adHocEndpoint(*parsed, drivers());
    endpoint.options.connectTimeoutMs = 2000;
    QElapsedTimer timer;
    timer.start();
    const auto connection = open(endpoint, parsed->secret);
    QVERIFY(!connection);
    QCOMPARE(connection.error().kind, ErrorKind::Connection);
    QVERIFY(!connection.error().message.isEmpty());
    QVERIFY2(!connection.error().message.contains(u"TryOnce"_s), qPrintable(connection.error().message)); // nothing that a person set
    QVERIFY2(!connection.error().message.contains(u"canary"_s), qPrintable(connection.error().message));
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMongodbServer::optionsThatDoNotExistAreRefused()
{
    Endpoint odd = endpoint();
    odd.options.extra.insert(u"replicaSett"_s, u"rs0"_s);
    const auto checked = drivers().find(u"mongodb"_s)->check(odd);
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.contains(u"replicaSet"_s), qPrintable(checked.error().message));
    // Those of the specification that have nothing to say here do not stand in a pasted URL's way.
    odd = endpoint();
    for (const QString &idle : {u"uuidRepresentation"_s, u"waitQueueTimeoutMS"_s, u"timeoutMS"_s, u"maxIdleTimeMS"_s})
        odd.options.extra.insert(idle, u"1000"_s);
    QVERIFY(drivers().find(u"mongodb"_s)->check(odd));
    odd.options.extra.insert(u"maxStalenessSeconds"_s, u"120"_s);
    QVERIFY(drivers().find(u"mongodb"_s)->check(odd).error().message.contains(u"readPreference"_s));
    odd.options.extra.insert(u"readPreference"_s, u"nearest"_s);
    QVERIFY(drivers().find(u"mongodb"_s)->check(odd));
    odd = endpoint();
    odd.options.tls = TlsMode::Prefer;
    QCOMPARE(drivers().find(u"mongodb"_s)->check(odd).error().kind, ErrorKind::Tls);
    odd = endpoint();
    odd.options.tlsCa = u"/no/such/file.pem"_s;
    QCOMPARE(drivers().find(u"mongodb"_s)->check(odd).error().kind, ErrorKind::Tls);
}

CONCORD_TEST(TestMongodbServer)
#include "tst_server.moc"
