// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/run.h"
#include "registry/drivers.h"
#include "registry/plugindriver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// What must be approved, and what is refused, before anything connects.
class TestRunCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerDrivers(m_registry); }
    void asksForWhatIsDangerous_data();
    void asksForWhatIsDangerous();
    void refuses_data();
    void refuses();
    void saysWhoseReadingOfTheTextFails();
    void aWriteToSeveralDatabasesIsApprovedByTheirNumber();
    void aWriteThatWouldReachOnlySomeIsRefused();
    void whoseDriverIsMissingSaysSoByItself();
    void eachLanguageTakesItsPart();

private:
    [[nodiscard]] static Target target(const QString &name, const QString &engine, Environment environment = Environment::None,
                                       bool readOnly = false);
    DriverRegistry m_registry;
};

Target TestRunCheck::target(const QString &name, const QString &engine, Environment environment, bool readOnly)
{
    Target target;
    target.endpoint.profileId = QUuid::createUuid();
    target.endpoint.name = name;
    target.endpoint.engine = engine;
    target.endpoint.environment = environment;
    target.endpoint.readOnly = readOnly;
    return target;
}

void TestRunCheck::asksForWhatIsDangerous_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<bool>("writes");
    QTest::addColumn<bool>("asks");

    QTest::newRow("a read") << u"SELECT 1"_s << Environment::Production << false << false;
    QTest::newRow("a read that mentions a write") << u"SELECT 'DELETE FROM t'"_s << Environment::Production << false << false;
    QTest::newRow("a write in development") << u"UPDATE t SET a = 1 WHERE id = 2"_s << Environment::Development << true << false;
    QTest::newRow("a write in production") << u"UPDATE t SET a = 1 WHERE id = 2"_s << Environment::Production << true << true;
    QTest::newRow("update without where") << u"UPDATE t SET a = 1"_s << Environment::Development << true << true;
    QTest::newRow("delete without where") << u"/* where */ DELETE FROM t -- where"_s << Environment::None << true << true;
    QTest::newRow("where only in a subquery") << u"UPDATE t SET a = (SELECT 1 FROM u WHERE x = 1)"_s << Environment::None << true << true;
    QTest::newRow("drop") << u"DROP TABLE t"_s << Environment::Development << true << true;
    QTest::newRow("second statement of a script") << u"SELECT 1; DELETE FROM t"_s << Environment::None << true << true;
    QTest::newRow("insert") << u"INSERT INTO t VALUES (1)"_s << Environment::None << true << false;
}

void TestRunCheck::asksForWhatIsDangerous()
{
    QFETCH(QString, text);
    QFETCH(Environment, environment);
    RunRequest request;
    request.text = text;
    request.targets = {target(u"shop"_s, u"sqlite"_s, environment)};
    const RunCheck check = checkRun(request, m_registry);
    QVERIFY2(check.refusals.isEmpty(), qPrintable(check.refusals.value(0).message));
    QTEST(check.writes, "writes");
    QTEST(check.needsApproval, "asks");
    if (check.needsApproval) {
        QCOMPARE(check.approvalWord, u"shop"_s);
        QVERIFY(!check.reasons.isEmpty());
    }
}

void TestRunCheck::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("engines");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");

    const QStringList sqlite{u"sqlite"_s};
    QTest::newRow("no targets") << u"SELECT 1"_s << QStringList() << ErrorKind::Usage << u"No database connections specified"_s;
    QTest::newRow("empty") << QString() << sqlite << ErrorKind::Usage << u"no statement"_s;
    QTest::newRow("only comments") << u"-- a\n/* b */ ;"_s << sqlite << ErrorKind::Usage << u"no statement"_s;
    QTest::newRow("unterminated string") << u"SELECT 'abc"_s << sqlite << ErrorKind::Syntax << QString();
    QTest::newRow("parameter without value") << u"SELECT :id"_s << sqlite << ErrorKind::Usage << u"id"_s;
    QTest::newRow("split differently") << u"SELECT 'a\\'; SELECT 2; -- '"_s << QStringList{u"postgresql"_s, u"mysql"_s} << ErrorKind::Usage
                                       << QString();
    QTest::newRow("no such engine") << u"SELECT 1"_s << QStringList{u"nosuch"_s} << ErrorKind::Unsupported << u"nosuch"_s;
}

void TestRunCheck::refuses()
{
    QFETCH(QString, text);
    QFETCH(QStringList, engines);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    RunRequest request;
    request.text = text;
    for (const QString &engine : engines)
        request.targets.append(target(engine, engine));
    const RunCheck check = checkRun(request, m_registry);
    QVERIFY(!check.refusals.isEmpty());
    if (QLatin1StringView(QTest::currentDataTag()) != "split differently"_L1)
        QCOMPARE(check.refusals.first().kind, kind);
    QVERIFY2(check.refusals.first().message.contains(says, Qt::CaseInsensitive), qPrintable(check.refusals.first().message));
}

void TestRunCheck::saysWhoseReadingOfTheTextFails()
{
    RunRequest request;
    request.text = u"SELECT 'a\\'"_s; // closed where a backslash is a character
    request.targets = {target(u"shop"_s, u"postgresql"_s), target(u"crm"_s, u"mariadb"_s), target(u"erp"_s, u"mysql"_s)};
    const RunCheck check = checkRun(request, m_registry);
    QCOMPARE(check.refusals.size(), 1);
    const QString &said = check.refusals.first().message;
    QVERIFY2(said.contains(u"crm (MariaDB)"_s) && said.contains(u"erp (MySQL)"_s) && !said.contains(u"shop"_s), qPrintable(said));
    QCOMPARE(check.refusals.first().kind, ErrorKind::Syntax);
    request.targets.removeFirst(); // all alike: no names needed
    QVERIFY(!checkRun(request, m_registry).refusals.value(0).message.contains(u"crm"_s));
}

void TestRunCheck::aWriteToSeveralDatabasesIsApprovedByTheirNumber()
{
    RunRequest request;
    request.text = u"INSERT INTO t VALUES (1)"_s;
    for (int i = 0; i < 3; ++i)
        request.targets.append(target(u"tenant_%1"_s.arg(i), u"sqlite"_s));
    const RunCheck check = checkRun(request, m_registry);
    QVERIFY(check.needsApproval);
    QCOMPARE(check.approvalWord, u"3"_s);
    QCOMPARE(check.writeTargets, QStringList({u"tenant_0"_s, u"tenant_1"_s, u"tenant_2"_s}));
}

void TestRunCheck::aWriteThatWouldReachOnlySomeIsRefused()
{
    RunRequest request;
    request.text = u"DELETE FROM t"_s;
    request.targets = {target(u"a"_s, u"sqlite"_s), target(u"b"_s, u"sqlite"_s, Environment::None, true)};
    const RunCheck check = checkRun(request, m_registry);
    QCOMPARE(check.writeTargets, QStringList({u"a"_s}));
    QCOMPARE(check.refusals.size(), 1);
    QCOMPARE(check.refusals.first().kind, ErrorKind::ReadOnly);
    request.targets.removeFirst();
    QVERIFY(checkRun(request, m_registry).refusals.isEmpty());
}

/// Its text is not judged as SQL: nothing asks for approval of what cannot run.
void TestRunCheck::whoseDriverIsMissingSaysSoByItself()
{
    DriverRegistry registry;
    EngineInfo info;
    info.id = u"mongodb"_s;
    info.displayName = u"MongoDB"_s;
    registry.add(missingPlugin(info, u"concord-mongodb"_s));
    registry.add(m_registry.find(u"sqlite"_s));
    RunRequest request;
    request.text = u"db.users.find({a: 'x'})"_s;
    request.targets = {target(u"shop"_s, u"mongodb"_s, Environment::Production)};
    const RunCheck alone = checkRun(request, registry);
    QVERIFY(alone.refusals.isEmpty() && !alone.writes && !alone.needsApproval);
    request.targets.append(target(u"local"_s, u"sqlite"_s));
    request.text = u"SELECT 1"_s;
    QVERIFY(checkRun(request, registry).refusals.isEmpty());
    request.text = u"INSERT INTO t VALUES (1)"_s; // half a write is worse than none
    const RunCheck half = checkRun(request, registry);
    QCOMPARE(half.refusals.size(), 1);
    QVERIFY2(half.refusals[0].message.contains(u"shop: its driver"), qPrintable(half.refusals[0].message));
}

void TestRunCheck::eachLanguageTakesItsPart()
{
    const auto mongodb = m_registry.find(u"mongodb"_s);
    if (!mongodb || !mongodb->dialect().language)
        QSKIP("needs MongoDB's plugin");
    RunRequest request;
    request.targets = {target(u"lite"_s, u"sqlite"_s), target(u"docs"_s, u"mongodb"_s)};
    request.text = u"SELECT name FROM users WHERE age > :min\n// @on mongodb\ndb.users.find({ age: { $gt: :min } })"_s;
    request.parameters = {{u"min"_s, Tag::Integer, u"25"_s}};
    RunCheck check = checkRun(request, m_registry);
    QVERIFY2(check.refusals.isEmpty(), qPrintable(check.refusals.value(0).message));
    QVERIFY(!check.writes);

    // One text that only some can read: no write, and no word of one.
    request.text = u"SELECT 1"_s;
    check = checkRun(request, m_registry);
    QVERIFY(check.refusals.isEmpty());
    QVERIFY(!check.writes);
    request.text = u"DELETE FROM users"_s;
    check = checkRun(request, m_registry);
    QCOMPARE(check.refusals.size(), 1);
    QVERIFY2(check.refusals.first().message.contains(u"// @on mongodb"_s), qPrintable(check.refusals.first().message));

    // The other way round: nothing says that db.users would write to SQLite, but what writes to MongoDB would reach it alone.
    for (const auto *read : {"db.users.find({})", "db.users.find({age: })", "{\"collection\": \"users\", \"operation\": \"find\"}"}) {
        request.text = QString::fromLatin1(read);
        check = checkRun(request, m_registry);
        QVERIFY2(check.refusals.isEmpty() && !check.writes, read);
    }
    request.text = u"db.users.deleteMany({})"_s;
    check = checkRun(request, m_registry);
    QCOMPARE(check.refusals.size(), 1);
    QVERIFY2(check.refusals.first().message.contains(u"lite cannot read"_s), qPrintable(check.refusals.first().message));

    // What each writes counts, whatever it is written in.
    request.text = u"DELETE FROM users\n// @on mongodb\ndb.users.deleteMany({})"_s;
    check = checkRun(request, m_registry);
    QVERIFY(check.refusals.isEmpty());
    QCOMPARE(check.writeTargets, (QStringList{u"lite"_s, u"docs"_s}));
    request.text = u"SELECT 1\n// @on mongo\ndb.users.find()"_s;
    check = checkRun(request, m_registry);
    QVERIFY(check.refusals.value(0).message.contains(u"mongo"_s));
    request.text = u"// @on mongodb\ndb.users.find()"_s;
    check = checkRun(request, m_registry);
    QVERIFY2(check.refusals.value(0).message.contains(u"lite"_s), qPrintable(check.refusals.value(0).message));
}

CONCORD_TEST(TestRunCheck)
#include "tst_runcheck.moc"
