// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "connections/connectiontree.h"
#include "schema/cataloglibrary.h"
#include "shell/schemaparts.h"
#include "support/onserver.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTreeView>

#include <future>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

/// Whatever talks to a server, on a thread of its own: the window's thread must not.
auto aside(auto work)
{
    return std::async(std::launch::async, std::move(work));
}

/// A transaction on another connection that has read a table: until it ends, nobody alters that.
class Reader
{
public:
    Reader(const ScratchDatabase &database, const QString &table)
        : m_done(aside([this, server = database.server(), name = database.name(), table] {
              const auto connection = open(serverEndpoint(server, name), serverSecret(server));
              const bool reads = connection && !run(**connection, u"BEGIN"_s).error && !run(**connection, u"SELECT * FROM "_s + table).error;
              m_reads.set_value(reads);
              m_end.get_future().wait();
          }))
    {}
    ~Reader() { m_end.set_value(); }
    [[nodiscard]] bool reads() { return m_reads.get_future().get(); }

private:
    std::promise<bool> m_reads;
    std::promise<void> m_end;
    std::future<void> m_done;
};

} // namespace

/// Scripts applied to real servers by a person's clicks, and what is said when the server goes away meanwhile.
class TestCompareServers : public CompareWindow
{
    Q_OBJECT

private Q_SLOTS:
    void appliesAScript_data() { servers(); }
    void appliesAScript();
    void saysWhatRanWhenTheServerIsLost_data() { servers(); }
    void saysWhatRanWhenTheServerIsLost();
    void stopsWhatIsBeingApplied_data() { servers(); }
    void stopsWhatIsBeingApplied();
    void theTreesFilterFindsTablesInSchemasThatNobodyOpened();
    void cleanup();

private:
    static void servers();
    /// Two databases with what tells them apart, and the window on them.
    void begin(const QString &name);
    [[nodiscard]] QString answer(const QString &sql) const;

    std::optional<ScratchDatabase> m_left;
    std::optional<ScratchDatabase> m_right;
};

void TestCompareServers::servers()
{
    QTest::addColumn<QString>("server");
    for (const char *name : {"postgresql17", "mysql", "mariadb"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCompareServers::begin(const QString &name)
{
    const auto server = testServer(name);
    if (!server)
        QSKIP("needs the test server");
    for (auto *one : {&m_left, &m_right}) {
        auto made = ScratchDatabase::create(*server);
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        one->emplace(std::move(*made));
    }
    const QString users = u"CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40)%1)"_s;
    QCOMPARE(m_left->execute({users.arg(QString())}), QString());
    QCOMPARE(m_right->execute({users.arg(u", city VARCHAR(40)"_s), u"CREATE TABLE orders (id INT PRIMARY KEY)"_s}), QString());
    const QString path = m_dir.filePath(name + QString::fromLatin1(QTest::currentTestFunction()) + u".concord"_s);
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(path);
        QVERIFY(workspace.has_value());
        for (const auto &[title, database] : {std::pair(u"left"_s, &*m_left), std::pair(u"right"_s, &*m_right)}) {
            const Endpoint endpoint = serverEndpoint(*server, database->name());
            Server where;
            where.engine = endpoint.engine;
            where.host = endpoint.host;
            where.port = endpoint.port;
            where.user = endpoint.user;
            Profile profile;
            profile.name = title;
            profile.database = endpoint.database;
            profile.readOnly = false;
            QVERIFY((*workspace)->saveConnection(where, profile).has_value());
        }
    }
    m_program = std::make_unique<WindowProgram>(path, QString(),
                                                [secret = serverSecret(*server)](const Endpoint &, Deadline) -> Result<Secret> { return secret; });
    m_program->start();
}

void TestCompareServers::theTreesFilterFindsTablesInSchemasThatNobodyOpened()
{
    begin(u"postgresql17"_s);
    if (!m_program)
        return;
    extract({u"left"_s, u"right"_s});
    const QString path = m_dir.filePath(u"postgresql17"_s + QString::fromLatin1(QTest::currentTestFunction()) + u".concord"_s);
    m_program.reset();
    m_program = std::make_unique<WindowProgram>(path, QString(), [](const Endpoint &, Deadline) -> Result<Secret> { return Secret(); });
    m_program->start();
    QTRY_VERIFY(m_program->window->schema()->library().catalog(m_program->id(u"left"_s)));
    auto *view = m_program->window->tree()->findChild<QTreeView *>();
    const auto rows = [view](const QString &name) {
        return view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, name, -1, Qt::MatchExactly | Qt::MatchRecursive);
    };
    auto *filter = m_program->window->tree()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"users"_s);
    QTRY_COMPARE(rows(u"users"_s).size(), 2);
    QVERIFY(view->isExpanded(rows(u"users"_s).first().parent()));
    QVERIFY(rows(u"orders"_s).isEmpty());
    filter->clear();
    QTRY_VERIFY(!view->isExpanded(rows(u"right"_s).first()));
    QVERIFY(view->model()->hasChildren(rows(u"right"_s).first()));
    view->expand(rows(u"right"_s).first());
    view->expand(rows(u"public"_s).last());
    QTRY_VERIFY(!rows(u"orders"_s).isEmpty());
}

void TestCompareServers::cleanup()
{
    m_program.reset();
    m_left.reset();
    m_right.reset();
}

QString TestCompareServers::answer(const QString &sql) const
{
    return aside([&] { return ask(m_left->server(), m_left->name(), sql); }).get();
}

void TestCompareServers::appliesAScript()
{
    QFETCH(const QString, server);
    begin(server);
    if (!m_program)
        return;
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    QVERIFY(apply(page));
    QVERIFY2(page->resultText().startsWith(u'✓'), qPrintable(page->resultText()));
    QCOMPARE(answer(u"SELECT count(city) FROM users"_s), u"0"_s);
    QCOMPARE(answer(u"SELECT count(id) FROM orders"_s), u"0"_s);
    QTRY_COMPARE_WITH_TIMEOUT(page->model()->rowCount(), 0, 20'000);
}

static QString waitingSession(bool postgresql)
{
    return postgresql ? u"SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"_s
                      : u"SELECT coalesce(min(id), 0) FROM information_schema.processlist WHERE db = database() AND state LIKE 'Waiting%lock'"_s;
}

void TestCompareServers::stopsWhatIsBeingApplied()
{
    QFETCH(const QString, server);
    begin(server);
    if (!m_program)
        return;
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    Reader reader(*m_left, u"users"_s);
    QVERIFY(reader.reads());
    QTRY_VERIFY_WITH_TIMEOUT(page->applyButton()->isEnabled(), 30'000);
    QVERIFY(!page->stopButton()->isVisible());
    QTest::mouseClick(page->applyButton(), Qt::LeftButton);
    const bool postgresql = server == u"postgresql17";
    QTRY_VERIFY_WITH_TIMEOUT(answer(waitingSession(postgresql)).toLongLong() > 0, 30'000);
    const auto *jobs = m_program->window->jobs()->findChild<JobsModel *>();
    const Job *job = jobs->job(jobs->index(0, 0));
    QVERIFY(job && job->isRunning());
    QCOMPARE(job->title(), u"Apply a script to left"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(job->part(0).words.contains(u"add column city"_s), qPrintable(job->part(0).words), 30'000);
    QVERIFY2(page->stopButton()->isVisible() && page->stopButton()->text().contains(u" of "_s), qPrintable(page->stopButton()->text()));
    QVERIFY(page->isAncestorOf(QApplication::focusWidget())); // not handed on by what was greyed
    if (postgresql)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Pause, Qt::ControlModifier);
    else if (server == u"mysql")
        QTest::mouseClick(page->stopButton(), Qt::LeftButton);
    else
        m_program->window->findChild<QAction *>(u"window.of_stop"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!page->resultText().isEmpty(), 30'000);
    const QString said = page->resultText();
    QVERIFY2(said.startsWith(postgresql ? u"✗ Rolled back on left"_s : u"✗ Stopped on left"_s), qPrintable(said));
    QVERIFY2(said.contains(u"✓ create table orders"_s) && said.contains(u"told to stop during “add column city”"_s), qPrintable(said));
    QTRY_VERIFY(!page->stopButton()->isVisible() && page->applyButton()->isEnabled());
    QVERIFY(!job->isRunning());
    QCOMPARE(job->part(0).state, Job::State::Cancelled);
    QTRY_COMPARE_WITH_TIMEOUT(answer(waitingSession(postgresql)), u"0"_s, 30'000); // also on the server
}

void TestCompareServers::saysWhatRanWhenTheServerIsLost()
{
    QFETCH(const QString, server);
    begin(server);
    if (!m_program)
        return;
    ScriptPage *page = openScript(u"left"_s, u"right"_s);
    QVERIFY(page);
    Reader reader(*m_left, u"users"_s);
    QVERIFY(reader.reads());
    QTRY_VERIFY(page->applyButton()->isEnabled()); // not while it is planned
    QTest::mouseClick(page->applyButton(), Qt::LeftButton); // nothing is lost by it, so nothing is asked
    // The table comes first; then the column waits for the reader.
    const bool postgresql = server == u"postgresql17";
    const QString waiting = waitingSession(postgresql);
    QString session;
    QTRY_VERIFY_WITH_TIMEOUT((session = answer(waiting)).toLongLong() > 0, 20'000);
    (void)answer((postgresql ? u"SELECT pg_terminate_backend(%1)"_s : u"KILL %1"_s).arg(session));
    QTRY_VERIFY_WITH_TIMEOUT(!page->resultText().isEmpty(), 20'000);
    const QString said = page->resultText();
    QVERIFY2(said.contains(u"The server was lost during “add column city”"_s), qPrintable(said));
    QVERIFY2(said.contains(u"✓ create table orders"_s), qPrintable(said));
    // PostgreSQL took the table back; MySQL commits each statement.
    QVERIFY2(said.startsWith(postgresql ? u"✗ Rolled back on left"_s : u"✗ Stopped on left"_s), qPrintable(said));
    QCOMPARE(answer(u"SELECT count(*) FROM information_schema.tables WHERE table_name = 'orders' AND table_schema = %1"_s.arg(
                 postgresql ? u"'public'"_s : u"database()"_s)),
             postgresql ? u"0"_s : u"1"_s);
}

CONCORD_TEST(TestCompareServers)
#include "tst_compareservers.moc"
