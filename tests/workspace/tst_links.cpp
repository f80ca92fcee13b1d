// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"
#include "workspace/workspacefile.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void linkIsReadBack();
    void newerWordAboutTheSameEndsCounts();
    void linkGoesWithItsProfile();
    void badLinkIsRefused_data();
    void badLinkIsRefused();
    void removingWhatIsGoneIsAnError();
    void workspaceOfTheFirstVersionIsRaised();

private:
    QUuid add(const QString &name);
    [[nodiscard]] UserLink link() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
    QUuid m_shop;
    QUuid m_logs;
};

QUuid TestLinks::add(const QString &name)
{
    Server server;
    server.engine = u"postgresql"_s;
    server.host = u"h"_s;
    Profile profile;
    profile.name = name;
    profile.database = u"d"_s;
    return m_workspace->saveConnection(server, profile).value().profileId;
}

UserLink TestLinks::link() const
{
    return {{},
            {m_logs, {u"public"_s, u"log \"1\""_s}},
            {u"who, what"_s, u"["_s},
            {m_shop, {u"public"_s, u"users"_s}},
            {u"id"_s, u"😀"_s},
            u"since 2019"_s,
            false};
}

void TestLinks::init()
{
    m_workspace.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_workspace = Workspace::open(m_dir->filePath(u"workspace.db"_s)).value();
    m_shop = add(u"shop"_s);
    m_logs = add(u"logs"_s);
}

void TestLinks::linkIsReadBack()
{
    QVERIFY(m_workspace->links()->isEmpty());
    const auto saved = m_workspace->saveLink(link());
    QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().message));
    QVERIFY(!saved->id.isNull());
    QCOMPARE(m_workspace->links().value(), QList{*saved});
    UserLink changed = *saved;
    changed.toColumns = {u"a"_s, u"b"_s};
    changed.denied = true;
    QVERIFY(m_workspace->saveLink(changed));
    QCOMPARE(m_workspace->links().value(), QList{changed});
}

void TestLinks::newerWordAboutTheSameEndsCounts()
{
    QVERIFY(m_workspace->saveLink(link()));
    UserLink denied = link();
    denied.denied = true;
    const auto saved = m_workspace->saveLink(denied);
    QCOMPARE(m_workspace->links().value(), QList{*saved});
}

void TestLinks::linkGoesWithItsProfile()
{
    QVERIFY(m_workspace->saveLink(link()));
    QVERIFY(m_workspace->removeProfiles({m_shop}));
    QVERIFY(m_workspace->links()->isEmpty());
}

void TestLinks::badLinkIsRefused_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<UserLink>("bad");
    init();
    UserLink one = link();
    one.toColumns.removeLast();
    QTest::newRow("uneven columns") << int(ErrorKind::Usage) << one;
    one = link();
    one.fromColumns.clear();
    one.toColumns.clear();
    QTest::newRow("no columns") << int(ErrorKind::Usage) << one;
    one = link();
    one.from.table.name.clear();
    QTest::newRow("no table") << int(ErrorKind::Usage) << one;
    one = link();
    one.to = one.from;
    one.toColumns = one.fromColumns;
    QTest::newRow("to itself") << int(ErrorKind::Usage) << one;
    one = link();
    one.to.database = QUuid::createUuid();
    QTest::newRow("a database that is no profile") << int(ErrorKind::NotFound) << one;
}

void TestLinks::badLinkIsRefused()
{
    QFETCH(const int, kind);
    QFETCH(UserLink, bad);
    if (kind == int(ErrorKind::Usage)) { // the ends of this run's workspace
        bad.from.database = m_logs;
        bad.to.database = bad.to.table == bad.from.table ? m_logs : m_shop;
    }
    const auto saved = m_workspace->saveLink(bad);
    QVERIFY(!saved);
    QCOMPARE(int(saved.error().kind), kind);
    QVERIFY(m_workspace->links()->isEmpty());
}

void TestLinks::removingWhatIsGoneIsAnError()
{
    const auto saved = m_workspace->saveLink(link());
    QVERIFY(m_workspace->removeLink(saved->id));
    QVERIFY(m_workspace->links()->isEmpty());
    QCOMPARE(m_workspace->removeLink(saved->id).error().kind, ErrorKind::NotFound);
}

void TestLinks::workspaceOfTheFirstVersionIsRaised()
{
    const QString path = m_dir->filePath(u"old.db"_s);
    QVERIFY(WorkspaceFile::open(path, {workspaceSteps().first()}));
    const auto raised = Workspace::open(path);
    QVERIFY2(raised, qPrintable(raised ? QString() : raised.error().message));
    QVERIFY((*raised)->links()->isEmpty());
}

CONCORD_TEST(TestLinks)
#include "tst_links.moc"
