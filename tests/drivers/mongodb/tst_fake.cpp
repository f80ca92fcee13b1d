// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/extendedjson.h"
#include "mongodb/fakeserver.h"
#include "mongodb/mongodbdriver.h"
#include "schema/readcatalog.h"
#include "support/recordingsink.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <thread>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the MongoDB server of these tests lacks: killOp, members of a replica set, and replies that end half-way. By a
/// fake that speaks the protocol.
class TestMongodbFake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelsByKillOp();
    void aSecondaryAloneAnswersOnlyWhoAsksForOne();
    void theWrongReplicaSetIsNamed();
    void theDatabaseThatKeepsTheUserIsNamed();
    void aCertificateSaysWhoWeAre();
    void aServerThatCannotKillIsSaidToWorkOn();
    void rowsBeforeALineBrokeAreKept();
    void whoHasEnoughDoesNotWaitForMore();
    void rowsAreShownWhileTheNextOnesAreAwaited();
    void duplicateKeysAndBrokenTextAreKept();
    void theLargestAndDeepestDocumentsComeWhole();
    void aSampleThatTakesTooLongIsOneOfNeighbours();
};

namespace {

std::string nameOf(const std::string &command)
{
    bson_iter_t at;
    return iterate(command, at) && bson_iter_next(&at) ? bson_iter_key(&at) : "";
}

std::string ok()
{
    BsonBuilder reply;
    reply.append("ok", 1.0);
    return reply.take();
}

bool isHello(const std::string &name)
{
    return name == "hello" || name == "isMaster" || name == "ismaster";
}

/// Of a server that stands alone, or of a member of the set rs0.
std::string hello(bool member = false, bool primary = true, std::uint16_t port = 0)
{
    BsonBuilder reply;
    reply.append("ismaster", primary);
    reply.append("helloOk", true);
    if (member) {
        const std::string self = "127.0.0.1:" + std::to_string(port);
        reply.append("secondary", !primary);
        reply.append("setName", "rs0");
        reply.append("me", self);
        reply.begin("hosts", BsonType::Array);
        reply.append("0", self);
        reply.end();
    }
    reply.append("maxBsonObjectSize", 16'777'216);
    reply.append("maxMessageSizeBytes", 48'000'000);
    reply.append("maxWriteBatchSize", 100'000);
    reply.append("minWireVersion", 0);
    reply.append("maxWireVersion", 21);
    reply.append("ok", 1.0);
    return reply.take();
}

std::string cursorReply(const char *batchName, std::int64_t id, const std::vector<std::string> &documents)
{
    BsonBuilder reply;
    reply.begin("cursor", BsonType::Document);
    reply.append("id", id);
    reply.append("ns", "shop.c");
    reply.begin(batchName, BsonType::Array);
    for (std::size_t i = 0; i < documents.size(); ++i)
        reply.append(std::to_string(i), bsonDocument(documents[i]));
    reply.end();
    reply.end();
    reply.append("ok", 1.0);
    return reply.take();
}

Endpoint endpointOf(std::uint16_t port)
{
    Endpoint endpoint;
    endpoint.engine = u"mongodb"_s;
    endpoint.host = u"127.0.0.1"_s;
    endpoint.port = port;
    endpoint.database = u"shop"_s;
    endpoint.options.connectTimeoutMs = 1500;
    return endpoint;
}

Result<std::unique_ptr<Connection>> opened(const Endpoint &endpoint)
{
    return makeMongodbDriver()->open(endpoint, {}, Clock::now() + 10s);
}

} // namespace

void TestMongodbFake::cancelsByKillOp()
{
    std::mutex mutex;
    std::condition_variable changed;
    bool killed = false;
    std::atomic<bool> asked{false};
    std::string comment;
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name == "find") {
            std::unique_lock lock(mutex);
            bson_iter_t at;
            comment = findKey(command, "comment", at) ? std::string(valueAt(at).text()) : std::string();
            asked = true;
            changed.wait_for(lock, 20s, [&] { return killed; });
            BsonBuilder reply;
            reply.append("ok", 0.0);
            reply.append("errmsg", "operation was interrupted");
            reply.append("code", 11601);
            reply.append("codeName", "Interrupted");
            return reply.take();
        }
        if (name == "aggregate") { // $currentOp
            const std::scoped_lock lock(mutex);
            BsonBuilder operation;
            operation.append("opid", 4711);
            operation.append("active", true);
            operation.begin("command", BsonType::Document);
            operation.append("find", "c");
            operation.append("comment", comment);
            operation.end();
            return cursorReply("firstBatch", 0, {operation.take()});
        }
        if (name == "killOp") {
            bson_iter_t at;
            const std::scoped_lock lock(mutex);
            killed = findKey(command, "op", at) && valueAt(at).number() == 4711;
            changed.notify_all();
        }
        return ok();
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    std::thread canceller([&] {
        while (!asked)
            std::this_thread::sleep_for(5ms);
        (*connection)->cancel();
    });
    RecordingSink sink;
    QElapsedTimer timer;
    timer.start();
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    canceller.join();
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QCOMPARE(done.error().code, u"11601"_s);
    QVERIFY(killed);
    QVERIFY(timer.elapsed() < 8000);
    QVERIFY((*connection)->isAlive());
}

void TestMongodbFake::aSecondaryAloneAnswersOnlyWhoAsksForOne()
{
    std::atomic<std::uint16_t> port{0};
    const FakeMongodb server([&](const std::string &command) { return isHello(nameOf(command)) ? hello(true, false, port) : ok(); });
    port = server.port();
    Endpoint endpoint = endpointOf(server.port());
    endpoint.options.extra.insert(u"replicaSet"_s, u"rs0"_s);
    QElapsedTimer timer;
    timer.start();
    const auto refused = opened(endpoint);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Connection);
    QVERIFY2(refused.error().detail.contains("Only secondaries answer"_L1), qPrintable(refused.error().detail));
    QVERIFY(timer.elapsed() < 8000);
    endpoint.options.extra.insert(u"readPreference"_s, u"secondaryPreferred"_s);
    const auto connection = opened(endpoint);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
}

void TestMongodbFake::theWrongReplicaSetIsNamed()
{
    std::atomic<std::uint16_t> port{0};
    const FakeMongodb server([&](const std::string &command) { return isHello(nameOf(command)) ? hello(true, true, port) : ok(); });
    port = server.port();
    Endpoint endpoint = endpointOf(server.port());
    endpoint.options.extra.insert(u"replicaSet"_s, u"other"_s);
    const auto refused = opened(endpoint);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Connection);
    QVERIFY2(refused.error().detail.contains(u"replicaSet=other"_s), qPrintable(refused.error().message));
}

static std::string refusal(int code, const char *words)
{
    BsonBuilder reply;
    reply.append("ok", 0.0);
    reply.append("errmsg", words);
    reply.append("code", code);
    return reply.take();
}

static std::string textOf(const std::string &command, const char *key)
{
    bson_iter_t at;
    return findKey(command, key, at) ? std::string(valueAt(at).text()) : std::string();
}

void TestMongodbFake::theDatabaseThatKeepsTheUserIsNamed()
{
    std::mutex mutex;
    std::vector<std::string> asked;
    const FakeMongodb server([&](const std::string &command) {
        if (isHello(nameOf(command)))
            return hello();
        const std::scoped_lock lock(mutex);
        asked.push_back(textOf(command, "$db"));
        return refusal(18, "Authentication failed.");
    });
    Endpoint endpoint = endpointOf(server.port());
    endpoint.user = u"ann"_s;
    endpoint.options.extra.insert(u"authSource"_s, u"elsewhere"_s);
    const auto refused = makeMongodbDriver()->open(endpoint, Secret("canary"), Clock::now() + 10s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Authentication);
    QVERIFY2(refused.error().detail.contains(u"elsewhere"_s), qPrintable(refused.error().detail));
    QVERIFY(!asked.empty() && std::ranges::all_of(asked, [](const std::string &database) { return database == "elsewhere"; }));
}

/// MONGODB-X509 needs TLS, which the fake does not speak: socat does before it.
void TestMongodbFake::aCertificateSaysWhoWeAre()
{
    const QString socat = QStandardPaths::findExecutable(u"socat"_s);
    if (socat.isEmpty() || QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QSKIP("needs socat and openssl");
    const QTemporaryDir folder;
    const QString tls = folder.filePath(u"tls"_s);
    QCOMPARE(
        QProcess::execute(u"bash"_s, {u"-c"_s, u". \"$0\" && make_certificates \"$1\" && cat \"$1\"/client.key \"$1\"/client.pem >\"$1\"/both.pem"_s,
                                      QStringLiteral(CONCORD_CERTIFICATES), tls}),
        0);
    std::mutex mutex;
    std::string mechanism;
    std::string user;
    std::string source;
    const FakeMongodb server([&](const std::string &command) {
        if (isHello(nameOf(command)))
            return hello();
        if (nameOf(command) == "authenticate") {
            const std::scoped_lock lock(mutex);
            mechanism = textOf(command, "mechanism");
            user = textOf(command, "user");
            source = textOf(command, "$db");
        }
        return ok();
    });
    QProcess secured;
    std::uint16_t port = 0;
    { // a port that is free at this moment
        const FakeMongodb other([](const std::string &) { return std::string(); });
        port = other.port();
    }
    secured.start(
        socat,
        {u"OPENSSL-LISTEN:%1,bind=127.0.0.1,reuseaddr,fork,verify=1,cert=%2/server.pem,key=%2/server.key,cafile=%2/ca.pem"_s.arg(port).arg(tls),
         u"TCP:127.0.0.1:%1"_s.arg(server.port())});
    QVERIFY(secured.waitForStarted());
    Endpoint endpoint = endpointOf(port);
    endpoint.options.tls = TlsMode::VerifyFull;
    endpoint.options.tlsCa = tls + u"/ca.pem"_s;
    endpoint.options.tlsCert = tls + u"/both.pem"_s;
    endpoint.options.extra.insert(u"authMechanism"_s, u"MONGODB-X509"_s);
    auto connection = opened(endpoint);
    for (int i = 0; i < 50 && !connection && connection.error().kind == ErrorKind::Connection; ++i) {
        QTest::qWait(100); // until socat listens
        connection = opened(endpoint);
    }
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(mechanism, "MONGODB-X509");
    QVERIFY(user.empty()); // the server takes it from the certificate
    QCOMPARE(source, "$external");
    secured.terminate();
    QVERIFY(secured.waitForFinished());
}

void TestMongodbFake::aServerThatCannotKillIsSaidToWorkOn()
{
    std::atomic<bool> ended{false};
    std::atomic<bool> asked{false};
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name == "aggregate") {
            bson_iter_t collection;
            if (findKey(command, "aggregate", collection) && BSON_ITER_HOLDS_INT32(&collection)) { // as a server without $currentOp
                BsonBuilder reply;
                reply.append("ok", 0.0);
                reply.append("errmsg", "no such stage");
                reply.append("code", 40324);
                return reply.take();
            }
            asked = true;
            for (int i = 0; i < 200 && !ended; ++i)
                std::this_thread::sleep_for(50ms);
        }
        return ok();
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    std::thread canceller([&] {
        while (!asked)
            std::this_thread::sleep_for(5ms);
        (*connection)->cancel();
    });
    RecordingSink sink;
    const auto done = (*connection)->execute({u"db.c.aggregate([{$match: {a: 1}}])"_s, {}}, sink);
    ended = true;
    canceller.join();
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QVERIFY2(done.error().message.contains(u"killOp"_s), qPrintable(done.error().message));
}

void TestMongodbFake::rowsBeforeALineBrokeAreKept()
{
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name != "find")
            return name == "getMore" ? std::string() : ok();
        std::vector<std::string> documents;
        for (int i = 0; i < 101; ++i) {
            BsonBuilder document;
            document.append("_id", i);
            documents.push_back(document.take());
        }
        return cursorReply("firstBatch", 99, documents);
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Lost);
    QCOMPARE(sink.results.size(), 1);
    QCOMPARE(sink.results.first().rowCount(), 101);
}

/// The next batch is read ahead: a server that takes its time for it holds nobody who has enough.
void TestMongodbFake::whoHasEnoughDoesNotWaitForMore()
{
    std::atomic<bool> ended{false};
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name == "getMore") {
            for (int i = 0; i < 400 && !ended; ++i)
                std::this_thread::sleep_for(50ms);
            return {};
        }
        if (name != "find")
            return ok();
        std::vector<std::string> documents;
        for (std::uint32_t i = 0; i < RowSink::chunkRows + 100; ++i) { // the sink is told of the first chunk
            BsonBuilder document;
            document.append("_id", static_cast<std::int64_t>(i));
            documents.push_back(document.take());
        }
        return cursorReply("firstBatch", 99, documents);
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    sink.onRows = [] { return false; };
    QElapsedTimer timer;
    timer.start();
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    ended = true;
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QVERIFY(timer.elapsed() < 10'000);
    QVERIFY(sink.results.first().end.truncated);
    RecordingSink next;
    QVERIFY((*connection)->execute({u"db.runCommand({ping: 1})"_s, {}}, next)); // connected anew
}

void TestMongodbFake::rowsAreShownWhileTheNextOnesAreAwaited()
{
    std::atomic<bool> shown{false};
    std::atomic<bool> gaveUp{false};
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        BsonBuilder document;
        document.append("_id", name == "find" ? 1 : 2);
        if (name == "find")
            return cursorReply("firstBatch", 99, {document.take()});
        if (name != "getMore")
            return ok();
        for (int i = 0; i < 200 && !shown; ++i)
            std::this_thread::sleep_for(50ms);
        gaveUp = !shown;
        return cursorReply("nextBatch", 0, {document.take()});
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    sink.onRows = [&shown] {
        shown = true;
        return true;
    };
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QVERIFY(!gaveUp);
    QCOMPARE(sink.results.first().rows(), (QList<QStringList>{{u"1"_s}, {u"2"_s}}));
}

void TestMongodbFake::duplicateKeysAndBrokenTextAreKept()
{
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name != "find")
            return ok();
        BsonBuilder document;
        document.append("a", 1);
        document.append("a", 2);
        document.append("t", std::string_view("x\xFFy"));
        for (int i = 0; i < 200; ++i)
            document.begin("deep", BsonType::Document);
        document.append("end", true);
        for (int i = 0; i < 200; ++i)
            document.end();
        return cursorReply("firstBatch", 0, {document.take()});
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    const RecordedResult &result = sink.results.first();
    QCOMPARE(result.columns.size(), 4U);
    QCOMPARE(result.rows().first()[0], u"1"_s);
    QCOMPARE(result.rows().first()[1], u"2"_s);
    QCOMPARE(result.batches.front().columns[2].bytes(0), std::string_view("x\xFFy"));
    QVERIFY(!result.batches.front().columns[2].validUtf8());
    QVERIFY(result.rows().first()[3].contains(u"\"end\":true"_s));
    const QString whole = makeMongodbDriver()->documentText(result.batches.front().documents.bytes(0));
    QVERIFY(whole.startsWith(uR"({"a":{"$numberInt":"1"},"a":{"$numberInt":"2"})"_s));
}

void TestMongodbFake::theLargestAndDeepestDocumentsComeWhole()
{
    // 16 MB less the document's own frame, and as deep as no server keeps it.
    const std::string text(16 * 1024 * 1024 - 64, 'x');
    BsonBuilder innermost;
    innermost.append("k", "end");
    std::string nested = innermost.take();
    for (int level = 1; level < 200; ++level) {
        BsonBuilder outer;
        outer.append("k", bsonDocument(nested));
        nested = outer.take();
    }
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name != "find")
            return ok();
        BsonBuilder large;
        large.append("text", text);
        return cursorReply("firstBatch", 0, {large.take(), nested});
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    RecordingSink sink;
    const auto done = (*connection)->execute({u"db.c.find()"_s, {}}, sink);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(sink.results.first().rowCount(), 2);
    const auto rows = sink.results.first().rows();
    QCOMPARE(rows[0][0].size(), qsizetype(text.size()));
    QVERIFY(rows[1][1].contains(u"\"end\""_s)); // what lies deeper than columns go is whole in the last of them
    QString whole;
    for (const Batch &batch : sink.results.first().batches) {
        if (batch.documents.rows() > 0)
            whole = makeMongodbDriver()->documentText(batch.documents.bytes(batch.rows - 1));
    }
    QCOMPARE(whole.count(u"\"k\""_s), 200);
}

/// FerretDB draws whole pages unless a condition comes first, and that one took too long here.
void TestMongodbFake::aSampleThatTakesTooLongIsOneOfNeighbours()
{
    std::atomic<int> refused{0};
    const FakeMongodb server([&](const std::string &command) -> std::string {
        const std::string name = nameOf(command);
        if (isHello(name))
            return hello();
        if (name == "buildInfo") {
            BsonBuilder reply;
            reply.append("version", "7.0.77");
            reply.begin("ferretdb", BsonType::Document);
            reply.append("version", "v2.7.0");
            reply.end();
            reply.append("ok", 1.0);
            return reply.take();
        }
        BsonBuilder document;
        if (name == "listCollections") {
            document.append("name", "c");
            document.append("type", "collection");
            return cursorReply("firstBatch", 0, {document.take()});
        }
        if (name != "aggregate")
            return ok();
        if (command.find("$match") != std::string::npos) {
            ++refused;
            return refusal(50, "operation exceeded time limit");
        }
        document.append("a", 1);
        return cursorReply("firstBatch", 0, std::vector<std::string>(1000, document.take()));
    });
    const auto connection = opened(endpointOf(server.port()));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto catalog = (*connection)->readCatalog({}, {}, Clock::now() + 10s);
    QVERIFY2(catalog, catalog ? "" : qPrintable(catalog.error().message));
    QCOMPARE(refused, 1);
    const auto collection = std::static_pointer_cast<const Collection>((*catalog)->find(ObjectKind::Collection, {u"shop"_s, u"c"_s}));
    QVERIFY(collection);
    QCOMPARE(collection->sampling, u"blocks"_s);
    QCOMPARE(collection->sampled, 1000);
    QCOMPARE(collection->missProbability, QString());
    QCOMPARE(collection->fields.size(), 1U);
}

CONCORD_TEST(TestMongodbFake)
#include "tst_fake.moc"
