// SPDX-License-Identifier: GPL-3.0-or-later
// A script is tried on a copy of the schema, on every engine that has scripts.
#include "compare/comparereport.h"
#include "connection/driver.h"
#include "migrate/ends.h"
#include "migrate/selfcheck.h"
#include "query/sqltext.h"
#include "schema/readcatalog.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

/// A database of the test's own, on a server or as a file.
struct Place
{
    std::shared_ptr<const Driver> driver;
    Endpoint endpoint;
    Secret secret;
    std::unique_ptr<test::ScratchDatabase> onServer;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<Connection> connection;

    /// The server's words; empty: all went well.
    [[nodiscard]] QString run(const QString &script) const
    {
        const auto statements = splitScript(script, driver->dialect());
        if (!statements)
            return statements.error().message;
        for (const ScriptStatement &statement : *statements) {
            if (const test::Answer answer = test::run(*connection, statement.text); answer.error)
                return answer.error->message;
        }
        return {};
    }
    [[nodiscard]] CatalogPtr read() const { return connection->readCatalog({}, {}, noDeadline).value_or(CatalogPtr()); }
};

std::optional<Place> makePlace(const QString &server)
{
    Place place;
    if (server == "sqlite"_L1) {
        place.folder = std::make_unique<QTemporaryDir>();
        const QString path = place.folder->filePath(u"left.db"_s);
        if (!test::touch(path))
            return {};
        place.endpoint = test::sqliteEndpoint(path);
    } else {
        const auto there = test::testServer(server);
        if (!there)
            return {};
        auto made = test::ScratchDatabase::create(*there);
        if (!made)
            return {};
        place.endpoint = test::serverEndpoint(*there, made->name());
        place.secret = test::serverSecret(*there);
        place.onServer = std::make_unique<test::ScratchDatabase>(std::move(*made));
    }
    place.driver = test::drivers().find(place.endpoint.engine);
    auto opened = test::open(place.endpoint, place.secret);
    if (!opened)
        return {};
    place.connection = std::move(*opened);
    return place;
}

SelfCheckRequest requestFor(const Place &left, const Place &right)
{
    SelfCheckRequest request;
    request.driver = left.driver;
    request.left = left.endpoint;
    request.comparison = std::make_shared<const Comparison>(test::compareEnds(*left.driver, left.read(), right.read()));
    request.migration = planMigration(*request.comparison,
                                      {left.driver->schemaChanger(), &left.driver->schemaWriter(), &left.driver->types(), &left.driver->dialect()});
    request.steps = chosenSteps(request.migration, {true});
    request.secrets = [secret = left.secret](const Endpoint &, Deadline) -> Result<Secret> { return secret; };
    request.consent = true;
    return request;
}

/// Scratch databases that are on the server.
QString leftBehind(const Place &place)
{
    if (!place.onServer)
        return {};
    const QString sql = place.driver->dialect().schemas
                            ? u"SELECT count(*) FROM pg_database WHERE datname LIKE 'concord_check_%'"_s
                            : u"SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'concord_check_%'"_s;
    const QString count = test::run(*place.connection, sql).cell();
    return count == "0"_L1 ? QString() : count;
}

const QString leftSchema = u"CREATE TABLE users (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL, old varchar(5));"
                           "CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, user_id integer NOT NULL);"
                           "CREATE VIEW names AS SELECT users.name FROM users"_s;
const QString rightSchema =
    u"CREATE TABLE users (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL, email varchar(100));"
    "CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, user_id integer NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));"
    "CREATE TABLE audit (id integer NOT NULL PRIMARY KEY, what varchar(50));"
    "CREATE INDEX users_name ON users (name);"
    "CREATE VIEW names AS SELECT users.name, users.email FROM users"_s;

struct Ends
{
    Place left;
    Place right;
    SelfCheckRequest request; ///< that proves the script between the two
    QString error;            ///< of making their schemas
};

std::optional<Ends> makeEnds(const QString &server)
{
    auto left = makePlace(server);
    auto right = makePlace(server);
    if (!left || !right)
        return {};
    QString error = left->run(leftSchema) + right->run(rightSchema);
    SelfCheckRequest request = requestFor(*left, *right);
    return Ends{std::move(*left), std::move(*right), std::move(request), std::move(error)};
}

} // namespace

class TestSelfCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void provesAScriptWithoutTouchingLeft_data();
    void provesAScriptWithoutTouchingLeft();
    void seesABrokenStatementInTheLeftover_data() { provesAScriptWithoutTouchingLeft_data(); }
    void seesABrokenStatementInTheLeftover();
    void saysWhichStatementTheServerRefused_data() { provesAScriptWithoutTouchingLeft_data(); }
    void saysWhichStatementTheServerRefused();
    void leavesNothingBehindWhenCancelled_data() { provesAScriptWithoutTouchingLeft_data(); }
    void leavesNothingBehindWhenCancelled();
    void isNeverDoneBesideProduction();
    void asksFirst();
    void namesTheRightThatIsMissing();
    void runsNoEventTwice();
};

void TestSelfCheck::provesAScriptWithoutTouchingLeft_data()
{
    QTest::addColumn<QString>("server");
    for (const char *server : {"sqlite", "postgresql17", "mariadb", "mysql"})
        QTest::newRow(server) << QString::fromLatin1(server);
}

void TestSelfCheck::provesAScriptWithoutTouchingLeft()
{
    QFETCH(const QString, server);
    auto ends = makeEnds(server);
    if (!ends)
        QSKIP("needs the test server");
    QCOMPARE(ends->error, QString());
    const Place &left = ends->left;
    SelfCheckRequest &request = ends->request;
    const Fingerprint before = left.read()->fingerprint();
    QVERIFY(request.migration.steps.size() >= 4);
    qsizetype heard = 0;
    qsizetype total = 0;
    request.listener = [&](qsizetype done, qsizetype all) {
        heard = done;
        total = all;
    };
    const auto result = SelfCheck(request).run();
    QVERIFY(heard > request.steps.size() && heard <= total);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message + result.error().detail));
    QVERIFY2(result->copyErrors.empty(), qPrintable(result->copyErrors.empty() ? QString() : result->copyErrors.front().error.message));
    QVERIFY2(result->errors.empty(), qPrintable(result->errors.empty() ? QString() : result->errors.front().error.message));
    QVERIFY2(result->proven(), qPrintable(comparisonToText(result->leftover)));
    QCOMPARE(result->leftover.summary.cannotTell, 0);
    QCOMPARE(left.read()->fingerprint(), before);
    QCOMPARE(leftBehind(left), QString());

    // Without what loses data the leftover is what was left out.
    request.steps = chosenSteps(request.migration, {false});
    if (request.steps.size() == static_cast<qsizetype>(request.migration.steps.size()))
        return;
    const auto partial = SelfCheck(request).run();
    QVERIFY(partial);
    QVERIFY(!partial->proven());
    QVERIFY2(comparisonToText(partial->leftover).contains(u"old"_s), qPrintable(comparisonToText(partial->leftover)));
}

void TestSelfCheck::seesABrokenStatementInTheLeftover()
{
    QFETCH(const QString, server);
    auto ends = makeEnds(server);
    if (!ends)
        QSKIP("needs the test server");
    QCOMPARE(ends->error, QString());
    SelfCheckRequest &request = ends->request;
    // Runs, but does something else.
    const auto broken = std::ranges::find_if(request.migration.steps, [](const ChangeStep &step) { return step.sql.contains(u"(50)"_s); });
    QVERIFY(broken != request.migration.steps.end());
    broken->sql.replace(u"(50)"_s, u"(51)"_s);
    const auto result = SelfCheck(request).run();
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QVERIFY(result->errors.empty());
    QVERIFY(!result->proven());
    QCOMPARE(result->leftover.summary.different, 1);
    const QString text = comparisonToText(result->leftover);
    QVERIFY2(text.contains(u"audit"_s) && text.contains(u"(51)"_s), qPrintable(text));
}

void TestSelfCheck::saysWhichStatementTheServerRefused()
{
    QFETCH(const QString, server);
    auto ends = makeEnds(server);
    if (!ends)
        QSKIP("needs the test server");
    QCOMPARE(ends->error, QString());
    SelfCheckRequest &request = ends->request;
    const auto broken = std::ranges::find_if(request.migration.steps, [](const ChangeStep &step) { return step.sql.contains(u"(50)"_s); });
    QVERIFY(broken != request.migration.steps.end());
    broken->sql = u"CREATE TABLE audit (id nonsense nonsense nonsense,,)"_s;
    const auto result = SelfCheck(request).run();
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(result->errors.size(), 1UZ);
    QCOMPARE(result->errors.front().step, std::distance(request.migration.steps.begin(), broken));
    QVERIFY(!result->errors.front().error.message.isEmpty());
    QVERIFY(!result->proven());
    // The other statements were tried all the same: one table is left.
    QCOMPARE(result->leftover.summary.onlyRight, 1);
    QCOMPARE(result->leftover.summary.different, 0);
}

void TestSelfCheck::leavesNothingBehindWhenCancelled()
{
    QFETCH(const QString, server);
    auto ends = makeEnds(server);
    if (!ends)
        QSKIP("needs the test server");
    QCOMPARE(ends->error, QString());
    const Place &left = ends->left;
    SelfCheckRequest &request = ends->request;
    const QString slow = left.driver->dialect().schemas ? u"SELECT pg_sleep(60)"_s
                         : left.onServer                ? u"SELECT sleep(60)"_s
                                                        : u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
    request.migration.steps.front().sql = slow;
    SelfCheck check(request);
    std::thread canceller([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        check.cancel();
    });
    const auto result = check.run();
    canceller.join();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QCOMPARE(leftBehind(left), QString());
}

void TestSelfCheck::isNeverDoneBesideProduction()
{
    const auto driver = test::drivers().find(u"postgresql"_s);
    Endpoint left;
    left.engine = u"postgresql"_s;
    left.host = u"db.example"_s;
    left.name = u"staging"_s;
    QVERIFY(checkSelfCheck(*driver, left, {}));
    Endpoint other = left;
    other.name = u"shop"_s;
    other.environment = Environment::Production;
    const auto beside = checkSelfCheck(*driver, left, {left, other});
    QVERIFY(!beside);
    QCOMPARE(beside.error().kind, ErrorKind::Permission);
    QVERIFY(beside.error().message.contains(u"shop"_s));
    QVERIFY(!checkSelfCheck(*driver, other, {}));
    other.host = u"elsewhere.example"_s;
    QVERIFY(checkSelfCheck(*driver, left, {left, other}));
    // A file's copy is a temporary file: it touches nothing.
    const auto file = test::drivers().find(u"sqlite"_s);
    other.engine = u"sqlite"_s;
    QVERIFY(checkSelfCheck(*file, other, {}));
    QVERIFY(selfCheckQuestion(*file, other).isEmpty());
}

void TestSelfCheck::asksFirst()
{
    const auto left = makePlace(u"postgresql17"_s);
    if (!left)
        QSKIP("needs the test server");
    SelfCheckRequest request = requestFor(*left, *left);
    request.consent = false;
    QVERIFY(selfCheckQuestion(*left->driver, left->endpoint).contains(u"concord_check_"_s));
    const auto result = SelfCheck(request).run();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Usage);
}

void TestSelfCheck::namesTheRightThatIsMissing()
{
    const auto left = makePlace(u"postgresql17"_s);
    if (!left)
        QSKIP("needs the test server");
    const QString role = u"checker_"_s + left->endpoint.database;
    QCOMPARE(left->run(u"CREATE ROLE \"%1\" LOGIN"_s.arg(role)), QString());
    SelfCheckRequest request = requestFor(*left, *left);
    request.left.user = role;
    request.secrets = {};
    const auto result = SelfCheck(request).run();
    QCOMPARE(left->run(u"DROP ROLE \"%1\""_s.arg(role)), QString());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Permission);
    QVERIFY2(result.error().detail.contains(u"CREATEDB"_s), qPrintable(result.error().detail));
}

void TestSelfCheck::runsNoEventTwice()
{
    const auto left = makePlace(u"mariadb"_s);
    const auto right = makePlace(u"mariadb"_s);
    if (!left || !right)
        QSKIP("needs the test server");
    QCOMPARE(left->run(u"CREATE TABLE t (a int); CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO INSERT INTO t VALUES (1)"_s), QString());
    QCOMPARE(right->run(u"CREATE TABLE t (a int); CREATE EVENT f ON SCHEDULE EVERY 1 SECOND DO INSERT INTO t VALUES (2)"_s), QString());
    const auto result = SelfCheck(requestFor(*left, *right)).run();
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QVERIFY(result->proven());
    QVERIFY2(result->notes.join(u' ').contains(u"e, f"_s) || result->notes.join(u' ').contains(u"f, e"_s), qPrintable(result->notes.join(u' ')));
}

CONCORD_TEST(TestSelfCheck)
#include "tst_selfcheck.moc"
