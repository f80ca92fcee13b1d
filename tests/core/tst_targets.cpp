// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/testdrivers.h"
#include "query/targets.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

KnownProfile known(const QString &name, const QString &engine, const QStringList &groups)
{
    Server server;
    server.id = QUuid::createUuid();
    server.engine = engine;
    Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = name;
    return {makeEndpoint(server, profile), groups};
}

QStringList namesOf(const QList<ResolvedTarget> &targets)
{
    QStringList names;
    for (const ResolvedTarget &target : targets)
        names.append(target.endpoint.name);
    return names;
}

} // namespace

class TestTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wordsNameDatabases_data();
    void wordsNameDatabases();
    void unknownWordIsAnErrorThatNamesNearOnes_data();
    void unknownWordIsAnErrorThatNamesNearOnes();
    void secretOfAUrlIsHandedOut();
    void schemaIsPutOnTheSearchPath();
    void existingFileIsTakenByItsPath();
    void withoutWordsTheSessionThenTheActiveOneIsTaken();

private:
    DriverRegistry m_registry;
    QList<KnownProfile> m_known;
};

void TestTargets::initTestCase()
{
    m_registry = testRegistry();
    m_known = {known(u"production"_s, u"postgresql"_s, {u"main"_s}),
               known(u"Staging"_s, u"postgresql"_s, {u"main"_s, u"Tests"_s}),
               known(u"tenant_1"_s, u"mysql"_s, {u"tenants"_s}),
               known(u"tenant_2"_s, u"mysql"_s, {u"tenants"_s}),
               known(u"tenant_10"_s, u"sqlite"_s, {u"tenants"_s, u"big"_s}),
               known(u"a b.db"_s, u"sqlite"_s, {})};
}

void TestTargets::wordsNameDatabases_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("names");
    const QStringList tenants{u"tenant_1"_s, u"tenant_2"_s, u"tenant_10"_s};
    QTest::newRow("name") << QStringList{u"production"_s} << QStringList{u"production"_s};
    QTest::newRow("case") << QStringList{u"PRODUCTION"_s, u"staging"_s} << QStringList{u"production"_s, u"Staging"_s};
    QTest::newRow("spaces around") << QStringList{u" production "_s} << QStringList{u"production"_s};
    QTest::newRow("a name like a file") << QStringList{u"a b.db"_s} << QStringList{u"a b.db"_s};
    QTest::newRow("group") << QStringList{u"group:tenants"_s} << tenants;
    QTest::newRow("group in another case") << QStringList{u"group:TESTS"_s} << QStringList{u"Staging"_s};
    QTest::newRow("star") << QStringList{u"tenant_*"_s} << tenants;
    QTest::newRow("question mark") << QStringList{u"tenant_?"_s} << QStringList{u"tenant_1"_s, u"tenant_2"_s};
    QTest::newRow("set") << QStringList{u"tenant_[2-9]"_s} << QStringList{u"tenant_2"_s};
    QTest::newRow("each once, in the order of the words")
        << QStringList{u"tenant_2"_s, u"group:tenants"_s, u"production"_s, u"*"_s}
        << QStringList{u"tenant_2"_s, u"tenant_1"_s, u"tenant_10"_s, u"production"_s, u"Staging"_s, u"a b.db"_s};
    QTest::newRow("schema") << QStringList{u"production/sales"_s, u"production"_s, u"production/sales"_s}
                            << QStringList{u"production/sales"_s, u"production"_s};
    QTest::newRow("schema of a group") << QStringList{u"group:main/x"_s} << QStringList{u"production/x"_s, u"Staging/x"_s};
    QTest::newRow("url") << QStringList{u"mysql://u:pw@h/d"_s, u"mysql://u@h:3306/d"_s} << QStringList{u"mysql://u@h/d"_s};
    QTest::newRow("path") << QStringList{u"/x/y"_s, u"sqlite:///x/y"_s, u"/x/z?*.db"_s}
                          << QStringList{u"sqlite:///x/y"_s, u"sqlite:///x/z%3F%2A.db"_s};
    QTest::newRow("relative file") << QStringList{u"x/y.db"_s} << QStringList{u"sqlite://%1/x/y.db"_s.arg(QDir::currentPath())};
}

void TestTargets::wordsNameDatabases()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, names);
    const auto targets = resolveTargets(words, m_known, m_registry);
    QVERIFY2(targets, qPrintable(targets ? QString() : targets.error().message));
    QCOMPARE(namesOf(*targets), names);
}

void TestTargets::unknownWordIsAnErrorThatNamesNearOnes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("part");
    QTest::newRow("mistyped") << QStringList{u"production"_s, u"prodution"_s} << ErrorKind::NotFound << u"Did you mean “production”"_s;
    QTest::newRow("unknown") << QStringList{u"warehouse"_s} << ErrorKind::NotFound << u"“warehouse”"_s;
    QTest::newRow("group") << QStringList{u"group:tenant"_s} << ErrorKind::NotFound << u"“tenants”"_s;
    QTest::newRow("glob") << QStringList{u"shop_*"_s} << ErrorKind::NotFound << u"shop_*"_s;
    QTest::newRow("profile of a schema") << QStringList{u"prodution/sales"_s} << ErrorKind::NotFound << u"“production”"_s;
    QTest::newRow("no schemas there") << QStringList{u"tenant_1/sales"_s} << ErrorKind::Usage << u"no schemas"_s;
    QTest::newRow("no schema given") << QStringList{u"production/"_s} << ErrorKind::Usage << u"schema"_s;
    QTest::newRow("bad url") << QStringList{u"mysql://h:x/d"_s} << ErrorKind::Usage << u"65535"_s;
    QTest::newRow("engine that is not here") << QStringList{u"mongodb://h/d"_s} << ErrorKind::Usage << u"There is no engine “mongodb”"_s;
    QTest::newRow("empty word") << QStringList{u""_s} << ErrorKind::NotFound << u"no connection"_s;
    QTest::newRow("none") << QStringList() << ErrorKind::Usage << u"No database connections specified"_s;
}

void TestTargets::unknownWordIsAnErrorThatNamesNearOnes()
{
    QFETCH(QStringList, words);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, part);
    const auto targets = resolveTargets(words, m_known, m_registry);
    QVERIFY(!targets);
    QCOMPARE(targets.error().kind, kind);
    QVERIFY2(targets.error().message.contains(part), qPrintable(targets.error().message));
}

void TestTargets::secretOfAUrlIsHandedOut()
{
    const auto targets = resolveTargets({u"production"_s, u"mysql://u:CANARY@h/d"_s}, m_known, m_registry);
    QVERIFY(targets);
    QVERIFY(targets->at(0).secret.isNull());
    QCOMPARE(targets->at(1).secret.reveal(), QByteArray("CANARY"));
    QVERIFY(!targets->at(1).endpoint.name.contains(u"CANARY"_s));
}

void TestTargets::schemaIsPutOnTheSearchPath()
{
    const auto targets = resolveTargets({u"production/My \"Sales\""_s, u"production"_s}, m_known, m_registry);
    QVERIFY(targets);
    QCOMPARE(targets->at(0).schema, u"My \"Sales\""_s);
    QCOMPARE(targets->at(0).endpoint.options.searchPath, u"\"My \"\"Sales\"\"\""_s);
    QCOMPARE(targets->at(0).endpoint.serverId, targets->at(1).endpoint.serverId);
    QVERIFY(targets->at(0).endpoint.profileId != targets->at(1).endpoint.profileId);
    QVERIFY(targets->at(1).endpoint.options.searchPath.isEmpty());
}

void TestTargets::existingFileIsTakenByItsPath()
{
    QTemporaryDir dir;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(dir.path()));
    QVERIFY(QDir().mkdir(u"x"_s));
    QFile file(u"x/data"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QFile plain(u"data"_s);
    QVERIFY(plain.open(QIODevice::WriteOnly));
    const auto targets = resolveTargets({u"x/data"_s}, m_known, m_registry);
    const auto hinted = resolveTargets({u"data"_s}, m_known, m_registry);
    const QString path = QDir::currentPath() + u"/x/data"_s;
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(targets);
    QCOMPARE(targets->first().endpoint.database, path);
    QVERIFY(!hinted); // a bare word is a name
    QVERIFY(hinted.error().message.contains(u"./data"_s));
}

void TestTargets::withoutWordsTheSessionThenTheActiveOneIsTaken()
{
    const QUuid first = m_known[0].endpoint.profileId;
    const QUuid second = m_known[1].endpoint.profileId;
    QCOMPARE(namesOf(*resolveDefault({second, first}, first, m_known)), (QStringList{u"Staging"_s, u"production"_s}));
    QCOMPARE(namesOf(*resolveDefault({}, first, m_known)), QStringList{u"production"_s});
    const auto none = resolveDefault({}, std::nullopt, m_known);
    QVERIFY(!none);
    QCOMPARE(none.error().message, u"No database connections specified"_s);
    QCOMPARE(resolveDefault({QUuid::createUuid()}, first, m_known).error().kind, ErrorKind::NotFound);
}

CONCORD_TEST(TestTargets)
#include "tst_targets.moc"
