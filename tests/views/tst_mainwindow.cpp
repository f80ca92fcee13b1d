// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "compute/engine.h"
#include "connections/connectiondialog.h"
#include "connections/connectiontree.h"
#include "profilelist.h"
#include "query/querytab.h"
#include "registry/drivers.h"
#include "shell/mainwindow.h"
#include "workspace/workspacethread.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;

/// The window on real SQLite files, driven by its own widgets.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneStatementOnTwoDatabases();
    void typedTextComesBackWithoutAnOrderlyEnd();
    void aClosedQueryCanBeReopened();
    void theTreeReadsTablesAndFilters();
    void theDialogKeepsUrlAndFieldsInStep();
    void theDialogTestsAndSaves();
    void nothingBlockedTheGuiThread();

private:
    struct Program
    {
        explicit Program(const QString &path) : workspace(path), profiles(&workspace)
        {
            registerDrivers(*registry);
            services.registry = registry;
            services.compute = std::make_shared<ComputeEngine>();
            services.workspace = &workspace;
            services.profiles = &profiles;
            window = std::make_unique<MainWindow>(services, nullptr, QString());
        }
        void start()
        {
            QSignalSpy restored(window.get(), &MainWindow::restored);
            window->show();
            window->restore();
            QTRY_VERIFY(!restored.isEmpty());
            QVERIFY(QTest::qWaitForWindowActive(window.get())); // shortcuts go to the active window
            QTRY_VERIFY(!profiles.entries().isEmpty());
        }
        QUuid id(const QString &name) const
        {
            for (const ProfileEntry &entry : profiles.entries()) {
                if (entry.endpoint.name == name)
                    return entry.endpoint.profileId;
            }
            return {};
        }
        std::shared_ptr<DriverRegistry> registry = std::make_shared<DriverRegistry>();
        WorkspaceThread workspace;
        ProfileList profiles;
        Services services;
        std::unique_ptr<MainWindow> window;
    };

    void makeDatabase(const QString &name, const QStringList &sql);
    QTemporaryDir m_dir;
    QString m_workspace;
};

void TestMainWindow::makeDatabase(const QString &name, const QStringList &sql)
{
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        db.setDatabaseName(m_dir.filePath(name + u".db"_s));
        QVERIFY(db.open());
        for (const QString &statement : sql)
            QVERIFY(QSqlQuery(db).exec(statement));
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
}

void TestMainWindow::initTestCase()
{
    makeDatabase(u"east"_s, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"INSERT INTO users VALUES (1, 'a@x'), (2, NULL)"_s});
    makeDatabase(u"west"_s, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, tier TEXT)"_s, u"INSERT INTO users VALUES (7, '')"_s});
    m_workspace = m_dir.filePath(u"workspace.db"_s);
    auto workspace = Workspace::open(m_workspace);
    QVERIFY(workspace.has_value());
    for (const QString &name : {u"east"_s, u"west"_s}) {
        Server server;
        server.engine = u"sqlite"_s;
        Profile profile;
        profile.name = name;
        profile.database = m_dir.filePath(name + u".db"_s);
        profile.groups = {u"coasts"_s};
        QVERIFY((*workspace)->saveConnection(server, profile).has_value());
    }
}

void TestMainWindow::oneStatementOnTwoDatabases()
{
    Program program(m_workspace);
    program.start();
    QueryTab *tab = program.window->newQuery({program.id(u"east"_s), program.id(u"west"_s)}, u"SELECT * FROM users"_s);
    tab->runStatement();
    QTRY_VERIFY(tab->statusText().contains(u"2 of 2"_s));
    QTRY_VERIFY(!tab->isRunning());
    QVERIFY2(tab->statusText().contains(u"3 rows"_s), qPrintable(tab->statusText()));
}

void TestMainWindow::typedTextComesBackWithoutAnOrderlyEnd()
{
    const QString typed = u"SELECT 'żółw' -- not run, not saved"_s;
    {
        Program program(m_workspace);
        program.start();
        QueryTab *tab = program.window->newQuery({program.id(u"west"_s)});
        tab->setText(typed);
        // No close(): what is on disk half a second later is what a crash would leave.
        auto kept = [this, &typed] {
            const auto other = Workspace::open(m_workspace);
            if (!other)
                return false;
            const auto editors = (*other)->editors();
            return editors && std::ranges::any_of(*editors, [&](const OpenEditor &editor) { return editor.text == typed; });
        };
        QTRY_VERIFY(kept());
    }
    Program again(m_workspace);
    again.start();
    bool found = false;
    for (QueryTab *tab : again.window->findChildren<QueryTab *>()) {
        if (tab->text() == typed) {
            found = true;
            QCOMPARE(tab->targets(), QList<QUuid>({again.id(u"west"_s)}));
        }
    }
    QVERIFY(found);
}

void TestMainWindow::aClosedQueryCanBeReopened()
{
    Program program(m_workspace);
    program.start();
    QueryTab *tab = program.window->newQuery({}, u"SELECT 'closed by mistake'"_s);
    QVERIFY(program.window->currentQuery() == tab);
    QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(program.window->currentQuery() != tab);
    QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(program.window->currentQuery() && program.window->currentQuery()->text() == u"SELECT 'closed by mistake'"_s);
}

void TestMainWindow::theTreeReadsTablesAndFilters()
{
    Program program(m_workspace);
    program.start();
    auto *view = program.window->tree()->findChild<QTreeView *>();
    QVERIFY(view);
    QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QModelIndex group = view->model()->index(0, 0);
    QCOMPARE(group.data().toString(), u"coasts"_s);
    view->expand(group);
    const QModelIndex east = view->model()->index(0, 0, group);
    QCOMPARE(east.data().toString(), u"east"_s);
    view->expand(east);
    QTRY_COMPARE(view->model()->index(0, 0, east).data().toString(), u"users"_s);
    const QPersistentModelIndex users = view->model()->index(0, 0, east);
    view->expand(users);
    QTRY_COMPARE(view->model()->rowCount(users), 2);
    QCOMPARE(view->model()->index(0, 0, users).data().toString(), u"id  PK"_s);

    auto *filter = program.window->tree()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"wes"_s);
    QTRY_COMPARE(view->model()->rowCount(view->model()->index(0, 0)), 1);
    QCOMPARE(view->model()->index(0, 0, view->model()->index(0, 0)).data().toString(), u"west"_s);
}

void TestMainWindow::theDialogKeepsUrlAndFieldsInStep()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    auto *url = dialog.findChild<QLineEdit *>(u"url"_s);
    url->clear();
    QTest::keyClicks(url, u"postgresql://ann@db.example:6543/shop"_s);
    QCOMPARE(dialog.findChild<QLineEdit *>(u"host"_s)->text(), u"db.example"_s);
    QCOMPARE(dialog.findChild<QSpinBox *>(u"port"_s)->value(), 6543);
    QCOMPARE(dialog.findChild<QLineEdit *>(u"user"_s)->text(), u"ann"_s);
    QCOMPARE(dialog.server().engine, u"postgresql"_s);

    auto *database = dialog.findChild<QLineEdit *>(u"database"_s);
    database->selectAll();
    QTest::keyClicks(database, u"other"_s);
    QVERIFY2(url->text().endsWith(u"/other"_s), qPrintable(url->text()));

    url->setText(u"postgresql://ann:Hunter-2@db.example/shop"_s);
    Q_EMIT url->textEdited(url->text());
    QVERIFY(!url->text().contains(u"Hunter-2"_s));
    QCOMPARE(dialog.findChild<QLineEdit *>(u"password"_s)->text(), u"Hunter-2"_s);
}

void TestMainWindow::theDialogTestsAndSaves()
{
    Program program(m_workspace);
    program.start();
    makeDatabase(u"north"_s, {u"CREATE TABLE t(a)"_s});
    ConnectionDialog dialog(program.services, nullptr);
    QSignalSpy saved(&dialog, &ConnectionDialog::saved);
    dialog.prefill(m_dir.filePath(u"nosuch.db"_s));
    dialog.findChild<QLineEdit *>(u"name"_s)->setText(u"north"_s);
    QPushButton *test = nullptr;
    QPushButton *save = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == u"Test"_s)
            test = button;
        if (button->text().remove(u'&') == u"Save"_s)
            save = button;
    }
    QVERIFY(test && save);
    auto *message = dialog.findChild<QLabel *>(u"message"_s);
    test->click();
    QTRY_VERIFY(test->isEnabled());
    QVERIFY2(message->text().contains(u"nosuch.db"_s), qPrintable(message->text()));
    QVERIFY(!QFile::exists(m_dir.filePath(u"nosuch.db"_s)));

    dialog.prefill(m_dir.filePath(u"north.db"_s));
    test->click();
    QTRY_VERIFY2(message->text().contains(u"SQLite"_s), qPrintable(message->text()));
    QTRY_VERIFY(test->isEnabled());
    save->click();
    QTRY_COMPARE(saved.size(), 1);
    QTRY_VERIFY(!program.id(u"north"_s).isNull());

    ConnectionDialog twice(program.services, nullptr);
    twice.prefill(m_dir.filePath(u"north.db"_s));
    twice.findChild<QLineEdit *>(u"name"_s)->setText(u"../x"_s);
    for (QPushButton *button : twice.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == u"Save"_s)
            button->click();
    }
    QVERIFY(!twice.findChild<QLabel *>(u"message"_s)->text().isEmpty());
}

void TestMainWindow::nothingBlockedTheGuiThread()
{
    QCOMPARE(guiThreadViolations(), 0);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
