// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords by SCRAM-SHA-1 and by what a server says that it knows, against a server's side of RFC 5802 written here: FerretDB knows
// SCRAM-SHA-256 only.
#include "mongodb/extendedjson.h"
#include "mongodb/fakeserver.h"
#include "mongodb/mongodbdriver.h"
#include "testprogram.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <mutex>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMongodbScram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePasswordIsProven_data();
    void thePasswordIsProven();
    void aServerThatDoesNotKnowThePasswordIsNotTrusted();
};

namespace {

constexpr const char *userName = "ann";
constexpr const char *password = "tigré";

/// One conversation with a client: what is answered to its first and to its last word.
class ScramServer
{
public:
    explicit ScramServer(bool honest) : m_honest(honest) {}

    [[nodiscard]] QByteArray start(const QByteArray &mechanism, const QByteArray &first)
    {
        m_mechanism = mechanism;
        m_clientFirst = first.mid(3); // behind "n,,"
        m_serverFirst = "r=" + valueOf(m_clientFirst, 'r') + "0123456789,s=" + salt().toBase64() + ",i=4096";
        return m_serverFirst;
    }

    /// Empty: the proof is wrong.
    [[nodiscard]] QByteArray finish(const QByteArray &last) const
    {
        const QByteArray proven = m_clientFirst + ',' + m_serverFirst + ',' + last.left(last.lastIndexOf(",p="));
        const QByteArray salted = saltedPassword();
        const QByteArray clientKey = keyed(salted, "Client Key");
        QByteArray proof = QByteArray::fromBase64(valueOf(last, 'p'));
        const QByteArray signature = keyed(QCryptographicHash::hash(clientKey, algorithm()), proven);
        for (qsizetype i = 0; i < proof.size() && i < signature.size(); ++i)
            proof[i] = static_cast<char>(proof[i] ^ signature[i]);
        if (proof != clientKey)
            return {};
        return "v=" + keyed(keyed(salted, "Server Key"), m_honest ? proven : "something else").toBase64();
    }

    [[nodiscard]] QByteArray mechanism() const { return m_mechanism; }

private:
    /// As long as MongoDB makes it: the client refuses any other.
    [[nodiscard]] QByteArray salt() const { return QByteArray(m_mechanism == "SCRAM-SHA-1" ? 16 : 28, 's'); }
    [[nodiscard]] QCryptographicHash::Algorithm algorithm() const
    {
        return m_mechanism == "SCRAM-SHA-1" ? QCryptographicHash::Sha1 : QCryptographicHash::Sha256;
    }
    [[nodiscard]] QByteArray keyed(const QByteArray &key, const QByteArray &text) const
    {
        return QMessageAuthenticationCode::hash(text, key, algorithm());
    }
    [[nodiscard]] QByteArray saltedPassword() const
    {
        // MongoDB's own: with SHA-1 the password goes in as a digest.
        const QByteArray secret = m_mechanism == "SCRAM-SHA-1"
                                      ? QCryptographicHash::hash(QByteArray(userName) + ":mongo:" + password, QCryptographicHash::Md5).toHex()
                                      : QByteArray(password);
        QByteArray block = keyed(secret, salt() + QByteArray::fromHex("00000001"));
        QByteArray result = block;
        for (int i = 1; i < 4096; ++i) {
            block = keyed(secret, block);
            for (qsizetype at = 0; at < result.size(); ++at)
                result[at] = static_cast<char>(result[at] ^ block[at]);
        }
        return result;
    }
    [[nodiscard]] static QByteArray valueOf(const QByteArray &message, char name)
    {
        for (const QByteArray &part : message.split(',')) {
            if (part.startsWith(QByteArray(1, name) + '='))
                return part.mid(2);
        }
        return {};
    }

    bool m_honest = true;
    QByteArray m_mechanism;
    QByteArray m_clientFirst;
    QByteArray m_serverFirst;
};

QByteArray bytesAt(const std::string &command, const char *key)
{
    bson_iter_t at;
    if (!findKey(command, key, at))
        return {};
    const BsonValue value = valueAt(at);
    if (value.type == BsonType::String)
        return QByteArray::fromStdString(std::string(value.text()));
    return QByteArray::fromStdString(value.bytes.substr(5)); // behind length and subtype
}

std::string said(const QByteArray &payload, bool done)
{
    BsonBuilder reply;
    reply.append("conversationId", 1);
    reply.append("done", done);
    reply.element("payload", BsonType::Binary);
    reply.rawInt32(static_cast<std::int32_t>(payload.size()));
    reply.raw({"\0", 1});
    reply.raw({payload.constData(), static_cast<std::size_t>(payload.size())});
    reply.append("ok", 1.0);
    return reply.take();
}

std::string refused()
{
    BsonBuilder reply;
    reply.append("ok", 0.0);
    reply.append("errmsg", "Authentication failed.");
    reply.append("code", 18);
    return reply.take();
}

std::string hello(const std::string &command, const QByteArray &known)
{
    BsonBuilder reply;
    reply.append("ismaster", true);
    reply.append("maxWireVersion", 21);
    reply.append("minWireVersion", 0);
    bson_iter_t asked;
    if (!known.isEmpty() && findKey(command, "saslSupportedMechs", asked)) {
        reply.begin("saslSupportedMechs", BsonType::Array);
        reply.append("0", known.constData());
        reply.end();
    }
    reply.append("ok", 1.0);
    return reply.take();
}

/// Answers one login; `known` is what it says that it knows, if it says so.
FakeMongodb::Answer answers(ScramServer &scram, const QByteArray &known = {})
{
    return [&scram, known, mutex = std::make_shared<std::mutex>()](const std::string &command) -> std::string {
        const std::scoped_lock lock(*mutex);
        bson_iter_t first;
        const QByteArray name = iterate(command, first) && bson_iter_next(&first) ? bson_iter_key(&first) : "";
        if (name == "hello" || name.toLower() == "ismaster")
            return hello(command, known);
        if (name == "saslStart")
            return said(scram.start(bytesAt(command, "mechanism"), bytesAt(command, "payload")), false);
        if (name == "saslContinue") {
            const QByteArray last = scram.finish(bytesAt(command, "payload"));
            return last.isEmpty() ? refused() : said(last, true);
        }
        BsonBuilder reply;
        reply.append("ok", 1.0);
        return reply.take();
    };
}

Endpoint endpointOf(const FakeMongodb &server, const QString &mechanism)
{
    Endpoint endpoint;
    endpoint.engine = u"mongodb"_s;
    endpoint.host = u"127.0.0.1"_s;
    endpoint.port = server.port();
    endpoint.user = QString::fromLatin1(userName);
    endpoint.database = u"shop"_s;
    if (!mechanism.isEmpty())
        endpoint.options.extra.insert(u"authMechanism"_s, mechanism);
    return endpoint;
}

} // namespace

void TestMongodbScram::thePasswordIsProven_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<QByteArray>("known");
    QTest::addColumn<QByteArray>("used");
    QTest::newRow("SCRAM-SHA-1 by name") << u"SCRAM-SHA-1"_s << QByteArray() << QByteArray("SCRAM-SHA-1");
    QTest::newRow("SCRAM-SHA-1, the only one that the server knows") << QString() << QByteArray("SCRAM-SHA-1") << QByteArray("SCRAM-SHA-1");
    QTest::newRow("SCRAM-SHA-256, which the server knows") << QString() << QByteArray("SCRAM-SHA-256") << QByteArray("SCRAM-SHA-256");
}

void TestMongodbScram::thePasswordIsProven()
{
    QFETCH(const QString, named);
    QFETCH(const QByteArray, known);
    QFETCH(const QByteArray, used);
    ScramServer scram(true);
    const FakeMongodb server(answers(scram, known));
    const Endpoint endpoint = endpointOf(server, named);
    const auto connection = makeMongodbDriver()->open(endpoint, Secret(password), Clock::now() + 10s);
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    QCOMPARE(scram.mechanism(), used);

    const auto wrong = makeMongodbDriver()->open(endpoint, Secret("canary"), Clock::now() + 10s);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::Authentication);
    QVERIFY(!wrong.error().message.contains("canary"_L1) && !wrong.error().detail.contains("canary"_L1));
}

/// Who answers in the server's place must prove that it knows the password too.
void TestMongodbScram::aServerThatDoesNotKnowThePasswordIsNotTrusted()
{
    ScramServer scram(false);
    const FakeMongodb server(answers(scram));
    const auto connection = makeMongodbDriver()->open(endpointOf(server, u"SCRAM-SHA-1"_s), Secret(password), Clock::now() + 10s);
    QVERIFY(!connection);
    QCOMPARE(connection.error().kind, ErrorKind::Authentication);
}

CONCORD_TEST(TestMongodbScram)
#include "tst_scram.moc"
