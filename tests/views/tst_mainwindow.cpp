// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "connections/connectiondialog.h"
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "connections/secretasker.h"
#include "connections/vaultdialog.h"
#include "diagram/diagrampage.h"
#include "docks/logpanel.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/resultgrid.h"
#include "query/querytab.h"
#include "query/resultarea.h"
#include "query/sqleditor.h"
#include "views/windowprogram.h"
#include "workspace/secretstore.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;
using Program = WindowProgram;

/// The window on real SQLite files, driven by its own widgets.
class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneStatementOnTwoDatabases();
    void typedTextComesBackWithoutAnOrderlyEnd();
    void theStartPageComesBack();
    void aClosedQueryCanBeReopened();
    void theTreeReadsTablesAndFilters();
    void theDialogKeepsUrlAndFieldsInStep();
    void theDialogTestsAndSaves();
    void theDialogSaysWhatReachesTheEngine();
    void theDialogTakesAFolderOfDataFiles();
    void theDialogGrowsWithItsEngine();
    void aUrlInTheNameFieldIsTaken();
    void thePasswordGoesToAVaultWhereThereIsNoKeyring();
    void aQuestionForAPasswordBlocksNothing();
    void theServersWordsInAQuestionStayText();
    void aTabWithAnOpenTransactionAsksBeforeItCloses();
    void aRunThatATabTookWithItStandsInHistoryAsGivenUp();
    void removingAConnectionAsksAndTakesItsPassword();
    void aWorkspaceThatCannotBeReadIsSaidOnTheStartPage();
    void aFileThatIsNotUtf8IsRefused();
    void savingOverAnotherProgramsChangeAsks();
    void aFileIsSavedInItsOwnEncoding_data();
    void aFileIsSavedInItsOwnEncoding();
    void theDialogSaysWhetherStatementsMayWrite();
    void theLayoutComesBackWithoutAnOrderlyEnd();
    void aClosedGroupStaysClosed();
    void aClosedGroupThatIsRemovedIsForgotten();
    void aPlaceLargerThanTheScreenIsMadeToFit();
    void theRestoredQueryHasTheFocus();
    void completionReadsTheNamesThatItNeeds();
    void theTreeTestsInPlace();
    void theInspectorForgetsTheOldRun();
    void theMenuDrawsADiagram();
    void aPluginIsLoadedBesideTheWindow();
    void nothingBlockedTheGuiThread();

private:
    void makeDatabase(const QString &name, const QStringList &sql) { makeSqlite(m_dir.filePath(name + u".db"_s), sql); }
    QTemporaryDir m_dir;
    QString m_workspace;
};

void TestMainWindow::initTestCase()
{
    makeDatabase(u"east"_s, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"INSERT INTO users VALUES (1, 'a@x'), (2, NULL)"_s});
    makeDatabase(u"west"_s, {u"CREATE TABLE users(id INTEGER PRIMARY KEY, tier TEXT)"_s, u"INSERT INTO users VALUES (7, '')"_s});
    m_workspace = m_dir.filePath(u"workspace.db"_s);
    addProfiles(m_workspace, {{u"east"_s, m_dir.filePath(u"east.db"_s)}, {u"west"_s, m_dir.filePath(u"west.db"_s)}}, {u"coasts"_s});
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
            const BlockingOnPurpose own;
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

void TestMainWindow::theStartPageComesBack()
{
    const auto hasStart = [](const Program &program) {
        const auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
        return tabs && tabs->count() > 1 && tabs->tabText(0) == u"Start here"_s;
    };
    for (const bool closes : {false, true}) {
        {
            Program program(m_workspace);
            program.start();
            program.window->newQuery({}, u"SELECT 'beside it'"_s);
            program.window->showStartPage();
            QVERIFY(hasStart(program));
            if (closes)
                QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier);
        }
        Program again(m_workspace);
        again.start();
        QCOMPARE(hasStart(again), !closes);
    }
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

/// By name, or what to install; and it stays while fields are filled in.
void TestMainWindow::theDialogSaysWhatReachesTheEngine()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    auto *engine = dialog.findChild<QComboBox *>(u"engine"_s);
    const auto *message = dialog.findChild<QLabel *>(u"message"_s);
    for (const QString &id : {u"sqlserver"_s, u"oracle"_s}) {
        engine->setCurrentIndex(engine->findData(id));
        const auto found = program.services.registry->find(id)->installed();
        const QString expected = found ? *found : found.error().message;
        QVERIFY(!expected.isEmpty());
        QTRY_VERIFY2(message->text().contains(expected), qPrintable(message->text()));
        QTest::keyClicks(dialog.findChild<QLineEdit *>(u"host"_s), u"h"_s);
        QVERIFY2(message->text().contains(expected), qPrintable(message->text()));
    }
    engine->setCurrentIndex(engine->findData(u"sqlite"_s));
    QTRY_COMPARE(message->text(), QString());
}

void TestMainWindow::theDialogTakesAFolderOfDataFiles()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    auto *engine = dialog.findChild<QComboBox *>(u"engine"_s);
    auto *folder = dialog.findChild<QPushButton *>(u"browseFolder"_s);
    engine->setCurrentIndex(engine->findData(u"sqlite"_s));
    QVERIFY(folder->isHidden());
    const auto duckdb = program.services.registry->find(u"duckdb"_s);
    if (!duckdb || !duckdb->info().opensFolders) // only its name is known where its file is not there
        QSKIP("needs the plugin of DuckDB");
    engine->setCurrentIndex(engine->findData(u"duckdb"_s));
    QVERIFY(!folder->isHidden());
    const QTemporaryDir data;
    QTimer chooser;
    connect(&chooser, &QTimer::timeout, &dialog, [&] {
        auto *files = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!files)
            return;
        files->setDirectory(data.path()); // a choice in /tmp would wait for all that comes and goes there
        static_cast<QDialog *>(files)->accept();
    });
    chooser.start(20);
    folder->click();
    QCOMPARE(dialog.findChild<QLineEdit *>(u"database"_s)->text(), data.path());
    QCOMPARE(dialog.findChild<QLineEdit *>(u"name"_s)->text(), QFileInfo(data.path()).completeBaseName());
}

void TestMainWindow::theDialogGrowsWithItsEngine()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *engine = dialog.findChild<QComboBox *>(u"engine"_s);
    const auto *area = dialog.findChild<QTabWidget *>(u"tabs"_s)->findChild<QScrollArea *>();
    const int room = dialog.screen()->availableSize().height() * 9 / 10;
    dialog.move(100, dialog.screen()->availableGeometry().bottom() - dialog.frameGeometry().height());
    for (const QString &id : {u"postgresql"_s, u"oracle"_s, u"sqlserver"_s}) {
        engine->setCurrentIndex(engine->findData(id));
        QTRY_VERIFY2(!area->verticalScrollBar()->isVisible() || dialog.height() >= room, qPrintable(id));
        QTRY_VERIFY2(dialog.frameGeometry().bottom() <= dialog.screen()->availableGeometry().bottom() + 1, qPrintable(id));
    }
}

void TestMainWindow::aUrlInTheNameFieldIsTaken()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *name = dialog.findChild<QLineEdit *>(u"name"_s);
    auto *url = dialog.findChild<QLineEdit *>(u"url"_s);
    name->setFocus();
    for (const QChar &c : u"postgresql://ann:Hunter-2@db.example:6543/shop"_s) // goes on where the cursor now is
        QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    QCOMPARE(QApplication::focusWidget(), url);
    QCOMPARE(dialog.server().host, u"db.example"_s);
    QCOMPARE(dialog.server().port, 6543);
    QVERIFY(!url->text().contains(u"Hunter-2"_s));
    QTest::keyClick(url, Qt::Key_Tab);
    QCOMPARE(dialog.profile().name, u"shop"_s);

    name->setFocus();
    name->selectAll();
    QGuiApplication::clipboard()->setText(u"mariadb://bob@other/stock"_s);
    QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(dialog.server().engine, u"mariadb"_s);
    QCOMPARE(dialog.profile().database, u"stock"_s);
}

static QPushButton *button(const QWidget &dialog, const QString &text)
{
    for (QPushButton *each : dialog.findChildren<QPushButton *>()) {
        if (each->text().remove(u'&') == text)
            return each;
    }
    return nullptr;
}

void TestMainWindow::thePasswordGoesToAVaultWhereThereIsNoKeyring()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("XDG_RUNTIME_DIR");
    const QString vault = m_dir.filePath(u"kept.vault"_s);
    Program program(m_workspace);
    program.start();
    SecretStore store(vault);
    ConnectionDialog dialog(program.services, &store);
    QSignalSpy placed(&dialog, &ConnectionDialog::passwordPlaced);
    dialog.prefill(u"postgresql://ann:Hunter-2@db.example/shop"_s);
    dialog.findChild<QLineEdit *>(u"name"_s)->setText(u"sealed"_s);
    dialog.open();
    button(dialog, u"Save"_s)->click();
    QTRY_VERIFY(dialog.findChild<VaultDialog *>());
    auto *offer = dialog.findChild<VaultDialog *>();
    const auto isWhole = [](const QLabel *label) { return !label->isVisible() || label->height() >= label->heightForWidth(label->width()); };
    QTRY_VERIFY(std::ranges::all_of(offer->findChildren<QLabel *>(), isWhole));
    QTest::keyClicks(offer->findChild<QLineEdit *>(u"passphrase"_s), u"open sesame"_s);
    QTest::keyClicks(offer->findChild<QLineEdit *>(u"passphraseAgain"_s), u"open sesam"_s);
    auto *keep = offer->findChild<QPushButton *>(u"keepInVault"_s);
    keep->click();
    QVERIFY(!QFile::exists(vault)); // not the same twice
    QTRY_VERIFY(std::ranges::all_of(offer->findChildren<QLabel *>(), isWhole));
    QTest::keyClicks(offer->findChild<QLineEdit *>(u"passphraseAgain"_s), u"e"_s);
    keep->click();
    QTRY_COMPARE_WITH_TIMEOUT(placed.size(), 1, 60'000); // a passphrase is made slow to try
    QVERIFY(placed.first().first().toString().contains(u"vault"_s));
    QTRY_VERIFY(!program.id(u"sealed"_s).isNull());
    const auto kept = program.profiles.find(program.id(u"sealed"_s));
    const BlockingOnPurpose own;
    SecretStore later(vault);
    QVERIFY(later.openVault(Secret("open sesame")));
    QCOMPARE(later.find(kept->endpoint, noDeadline)->reveal(), QByteArray("Hunter-2"));
}

void TestMainWindow::aQuestionForAPasswordBlocksNothing()
{
    QWidget window;
    window.show();
    const SecretAsker ask = makeSecretAsker(&window);
    Endpoint endpoint;
    endpoint.name = u"shop"_s;
    endpoint.user = u"ann"_s;
    auto answer = QtConcurrent::run([&] { return ask(endpoint, u"The server refused ann."_s); });
    QTRY_VERIFY(window.findChild<QInputDialog *>());
    auto *dialog = window.findChild<QInputDialog *>();
    QVERIFY(!dialog->isModal());
    QVERIFY(dialog->labelText().contains(u"The server refused ann."_s) && dialog->labelText().contains(u"ann on shop"_s));
    dialog->setTextValue(u"Hunter-2"_s);
    dialog->accept();
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result()->reveal(), QByteArray("Hunter-2"));

    auto doomed = std::make_unique<QWidget>();
    doomed->show();
    const SecretAsker askDoomed = makePassphraseAsker(doomed.get());
    auto none = QtConcurrent::run([&] { return askDoomed(endpoint, {}); });
    QTRY_VERIFY(doomed->findChild<QInputDialog *>());
    doomed.reset();
    QTRY_VERIFY(none.isFinished());
    QVERIFY(!none.result());
}

void TestMainWindow::theServersWordsInAQuestionStayText()
{
    QWidget window;
    window.show();
    const SecretAsker ask = makeSecretAsker(&window);
    const QString why = u"<b>Access</b> denied"_s;
    auto answer = QtConcurrent::run([&] { return ask(Endpoint(), why); });
    QTRY_VERIFY(window.findChild<QInputDialog *>());
    auto *dialog = window.findChild<QInputDialog *>();
    bool shown = false;
    for (const QLabel *label : dialog->findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        shown |= label->text().contains(why);
    }
    QVERIFY(shown);
    dialog->reject();
    QTRY_VERIFY(answer.isFinished());
}

static QMessageBox *question(const Program &program)
{
    auto *box = program.window->findChild<QMessageBox *>();
    return box && box->isVisible() ? box : nullptr;
}

static void press(QMessageBox *box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == role) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL("there is no such button");
}

/// A database that statements may write to.
static QUuid addWritable(Program &program, const QString &workspaceFile, const QString &name, const QString &path)
{
    const BlockingOnPurpose own;
    const auto workspace = Workspace::open(workspaceFile);
    Server server;
    server.engine = u"sqlite"_s;
    Profile profile;
    profile.name = name;
    profile.database = path;
    profile.readOnly = false;
    if (!workspace || !(*workspace)->saveConnection(server, profile))
        return {};
    program.profiles.reload();
    return QTest::qWaitFor([&] { return !program.id(name).isNull(); }, 30'000) ? program.id(name) : QUuid();
}

void TestMainWindow::aTabWithAnOpenTransactionAsksBeforeItCloses()
{
    makeDatabase(u"held"_s, {u"CREATE TABLE t(a)"_s});
    Program program(m_workspace);
    program.start();
    const QUuid held = addWritable(program, m_workspace, u"held"_s, m_dir.filePath(u"held.db"_s));
    QVERIFY(!held.isNull());
    QueryTab *tab = program.window->newQuery({held}, u"BEGIN"_s);
    tab->runStatement();
    QTRY_VERIFY(!tab->wouldLose().isEmpty());
    QVERIFY2(tab->wouldLose().contains(u"held"_s), qPrintable(tab->wouldLose()));
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    const int count = tabs->count();
    QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(question(program));
    QCOMPARE(tabs->count(), count);
    press(question(program), QMessageBox::RejectRole);
    QTRY_VERIFY(!question(program));
    QCOMPARE(tabs->count(), count);
    QVERIFY(!program.window->close()); // nor does the window go
    QTRY_VERIFY(question(program));
    press(question(program), QMessageBox::RejectRole);
    QTRY_VERIFY(!question(program));
    QVERIFY(program.window->isVisible());
    tab->setText(u"ROLLBACK"_s);
    tab->runStatement();
    QTRY_VERIFY(tab->wouldLose().isEmpty() && !tab->isRunning());
    tab->setText(u"BEGIN"_s);
    tab->runStatement();
    QTRY_VERIFY(!tab->wouldLose().isEmpty());
    program.window->activateWindow(); // the offscreen platform leaves it to us
    QVERIFY(QTest::qWaitForWindowActive(program.window.get()));
    QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(question(program));
    press(question(program), QMessageBox::DestructiveRole);
    QTRY_VERIFY(tabs->indexOf(tab) < 0);
}

void TestMainWindow::aRunThatATabTookWithItStandsInHistoryAsGivenUp()
{
    Program program(m_workspace);
    program.start();
    const QString endless = u"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"_s;
    QueryTab *tab = program.window->newQuery({program.id(u"east"_s)}, endless);
    tab->runStatement();
    QTRY_VERIFY(tab->isRunning());
    QTest::keyClick(program.window.get(), Qt::Key_W, Qt::ControlModifier); // a reading is no loss: nothing is asked
    QVERIFY(!question(program));
    const auto stateOf = [&]() -> QString {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(m_workspace);
        const auto entries = workspace ? (*workspace)->history(100) : Result<QList<HistoryEntry>>();
        for (const HistoryEntry &entry : entries ? *entries : QList<HistoryEntry>()) {
            if (entry.text == endless && !entry.targets.isEmpty())
                return entry.targets.first().state;
        }
        return {};
    };
    QTRY_COMPARE(stateOf(), u"cancelled"_s);
}

void TestMainWindow::removingAConnectionAsksAndTakesItsPassword()
{
    const QString vault = m_dir.filePath(u"removed.vault"_s);
    SecretStore secrets(vault);
    {
        const BlockingOnPurpose own;
        QVERIFY(secrets.openVault(Secret("open sesame")));
    }
    Program program(m_workspace);
    program.start();
    QUuid server;
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(m_workspace);
        QVERIFY(workspace);
        Server one;
        one.engine = u"postgresql"_s;
        one.host = u"elsewhere.example"_s;
        Profile profile;
        profile.name = u"elsewhere"_s;
        profile.database = u"elsewhere"_s;
        QVERIFY((*workspace)->saveConnection(one, profile));
        const Result<QList<Server>> servers = (*workspace)->servers();
        QVERIFY(servers);
        for (const Server &each : *servers) {
            if (each.host == one.host)
                server = each.id;
        }
    }
    program.profiles.reload();
    QTRY_VERIFY(!program.id(u"elsewhere"_s).isNull());
    const Endpoint endpoint = program.profiles.find(program.id(u"elsewhere"_s))->endpoint;
    const auto isKept = [&] {
        const BlockingOnPurpose own;
        return secrets.find(endpoint, noDeadline).has_value();
    };
    {
        const BlockingOnPurpose own;
        QVERIFY(secrets.save(server, Secret("Hunter-2")));
    }
    QVERIFY(isKept());
    program.window.reset();
    MainWindow window(program.services, &secrets, {});
    window.show();
    window.restore();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto *view = window.tree()->findChild<QTreeView *>();
    const auto row = [&] {
        return view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, u"elsewhere"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
    };
    QTRY_VERIFY(!row().isEmpty());
    view->setCurrentIndex(row().first());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Delete);
    QTRY_VERIFY(window.findChild<QMessageBox *>());
    QTest::keyClick(window.findChild<QMessageBox *>(), Qt::Key_Return); // a key too many removes nothing
    QTRY_VERIFY(!window.findChild<QMessageBox *>());
    QVERIFY(!program.id(u"elsewhere"_s).isNull());
    window.activateWindow(); // this platform does not by itself
    QVERIFY(QTest::qWaitForWindowActive(&window));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Delete);
    QTRY_VERIFY(window.findChild<QMessageBox *>());
    press(window.findChild<QMessageBox *>(), QMessageBox::DestructiveRole);
    QTRY_VERIFY(program.id(u"elsewhere"_s).isNull());
    QTRY_VERIFY(!isKept());
}

void TestMainWindow::aWorkspaceThatCannotBeReadIsSaidOnTheStartPage()
{
    const QString path = m_dir.filePath(u"broken.db"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("this is no workspace, whatever its name says") > 0);
    file.close();
    Program program(path);
    program.window->show();
    program.window->restore();
    const auto says = [&program] {
        return std::ranges::any_of(program.window->centralWidget()->findChildren<QLabel *>(),
                                   [](const QLabel *label) { return label->text().contains(u"broken.db"_s); });
    };
    QTRY_VERIFY(says());
    for (const QPushButton *button : program.window->centralWidget()->findChildren<QPushButton *>())
        QVERIFY2(!button->text().contains(u"demo"_s), qPrintable(button->text())); // an empty workspace is offered that
}

void TestMainWindow::aFileThatIsNotUtf8IsRefused()
{
    const QString path = m_dir.filePath(u"latin1.sql"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("SELECT 'Zo\xeb'") > 0);
    file.close();
    Program program(m_workspace);
    program.start();
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    const int count = tabs->count();
    program.window->openFiles({path});
    QTRY_VERIFY2(program.window->statusBar()->currentMessage().contains(u"UTF-8"_s), qPrintable(program.window->statusBar()->currentMessage()));
    QCOMPARE(tabs->count(), count);
}

void TestMainWindow::aFileIsSavedInItsOwnEncoding_data()
{
    QTest::addColumn<QByteArray>("former");
    QTest::addColumn<QByteArray>("saved");
    QTest::newRow("utf-8") << QByteArray("SELECT 'ż'") << QByteArray("SELECT 'ł'");
    QTest::newRow("utf-8 with its mark") << QByteArray("\xef\xbb\xbfSELECT 'ż'") << QByteArray("\xef\xbb\xbfSELECT 'ł'");
    QTest::newRow("utf-16") << QByteArray("\xff\xfeX\0", 4) << QByteArray("\xff\xfeS\0E\0L\0E\0C\0T\0 \0'\0B\x01'\0", 22);
}

void TestMainWindow::aFileIsSavedInItsOwnEncoding()
{
    QFETCH(const QByteArray, former);
    QFETCH(const QByteArray, saved);
    const QString name = QString::fromLatin1(QTest::currentDataTag()) + u".sql"_s; // not that of a tab that comes back
    QFile file(m_dir.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(former) == former.size());
    file.close();
    Program program(m_workspace);
    program.start();
    MainWindow &window = *program.window;
    window.openFiles({file.fileName()});
    QTRY_VERIFY(window.currentQuery() && window.currentQuery()->title() == name);
    window.currentQuery()->setText(u"SELECT 'ł'"_s);
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keySequence(window.currentQuery(), QKeySequence::Save);
    const auto contents = [&file] {
        QFile now(file.fileName());
        return now.open(QIODevice::ReadOnly) ? now.readAll() : QByteArray();
    };
    QTRY_COMPARE(contents(), saved);

    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(former) == former.size()); // also where another program has changed it
    file.close();
    QTest::keySequence(window.currentQuery(), QKeySequence::Save);
    QTRY_VERIFY(window.findChild<QMessageBox *>());
    press(window.findChild<QMessageBox *>(), QMessageBox::DestructiveRole);
    QTRY_COMPARE(contents(), saved);
}

void TestMainWindow::savingOverAnotherProgramsChangeAsks()
{
    const QString path = m_dir.filePath(u"shared.sql"_s);
    const auto write = [&path](const QByteArray &text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    const auto contents = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
    };
    QVERIFY(write("SELECT 1"));
    Program program(m_workspace);
    program.start();
    MainWindow &window = *program.window;
    window.openFiles({path});
    QTRY_VERIFY(window.currentQuery() && window.currentQuery()->title() == u"shared.sql");
    QueryTab *first = window.currentQuery();
    window.newQuery({});
    window.openFiles({m_dir.filePath(u"./shared.sql"_s)});
    QTRY_COMPARE(window.currentQuery(), first); // one file, one tab
    const auto save = [&window](const QString &text) {
        window.currentQuery()->setText(text);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keySequence(window.currentQuery(), QKeySequence::Save);
    };
    save(u"SELECT 2"_s);
    QTRY_COMPARE(contents(), "SELECT 2");
    save(u"SELECT 3"_s); // its own change is none of another program's
    QTRY_COMPARE(contents(), "SELECT 3");
    QVERIFY(write("SELECT 'theirs'"));
    save(u"SELECT 4"_s);
    QTRY_VERIFY(window.findChild<QMessageBox *>());
    press(window.findChild<QMessageBox *>(), QMessageBox::RejectRole);
    QTRY_VERIFY(!window.findChild<QMessageBox *>());
    QCOMPARE(contents(), "SELECT 'theirs'");
    QCOMPARE(window.currentQuery()->text(), u"SELECT 4"_s);
    save(u"SELECT 5"_s);
    QTRY_VERIFY(window.findChild<QMessageBox *>());
    press(window.findChild<QMessageBox *>(), QMessageBox::DestructiveRole);
    QTRY_COMPARE(contents(), "SELECT 5");
}

void TestMainWindow::theDialogSaysWhetherStatementsMayWrite()
{
    Program program(m_workspace);
    program.start();
    ConnectionDialog dialog(program.services, nullptr);
    dialog.prefill(u"mysql://ann@db.example/shop"_s);
    dialog.open();
    auto *note = dialog.findChild<QLabel *>(u"readOnlyNote"_s);
    auto *readOnly = dialog.findChild<QCheckBox *>(u"readOnly"_s);
    readOnly->setChecked(true);
    QCOMPARE(note->text(), program.registry->find(u"mysql"_s)->info().readOnlyNote);
    QTRY_VERIFY(note->height() >= note->heightForWidth(note->width())); // nothing of it is cut off
    readOnly->setChecked(false);
    QVERIFY(note->text().contains(u"may write"_s));
}

void TestMainWindow::theLayoutComesBackWithoutAnOrderlyEnd()
{
    QByteArray before;
    const auto kept = [this] {
        const BlockingOnPurpose own;
        const auto other = Workspace::open(m_workspace);
        return other ? (*other)->setting(u"geometry"_s).value_or(QByteArray()) : QByteArray();
    };
    Program program(m_workspace);
    program.start();
    before = kept();
    program.window->resize(program.window->width() - 137, program.window->height() - 41);
    QTRY_VERIFY(!kept().isEmpty() && kept() != before); // and no close()
}

void TestMainWindow::aClosedGroupStaysClosed()
{
    const auto isOpen = [](const Program &program) {
        const auto *view = program.window->tree()->findChild<QTreeView *>();
        return view->isExpanded(view->model()->index(0, 0));
    };
    for (const bool opens : {false, true}) { // as the group is left; at first it is open
        {
            Program program(m_workspace);
            program.start();
            auto *view = program.window->tree()->findChild<QTreeView *>();
            QCOMPARE(view->model()->index(0, 0).data(ConnectionModel::KindRole).toInt(), int(ConnectionModel::Kind::Group));
            QCOMPARE(isOpen(program), !opens);
            view->setCurrentIndex(view->model()->index(0, 0));
            QTest::keyClick(view, opens ? Qt::Key_Right : Qt::Key_Left);
            const auto kept = [&] {
                const BlockingOnPurpose own;
                const auto other = Workspace::open(m_workspace);
                const auto setting = other ? (*other)->setting(u"closedGroups"_s) : Result<QByteArray>(QByteArray());
                return setting && setting->contains("coasts") == !opens && !setting->isEmpty();
            };
            QTRY_VERIFY(kept()); // no close(): what is on disk is what a crash would leave
        }
        Program again(m_workspace);
        again.start();
        QCOMPARE(isOpen(again), opens);
    }
}

void TestMainWindow::aClosedGroupThatIsRemovedIsForgotten()
{
    const auto kept = [this] {
        const BlockingOnPurpose own;
        const auto other = Workspace::open(m_workspace);
        return other ? (*other)->setting(u"closedGroups"_s).value_or(QByteArray()) : QByteArray();
    };
    Program program(m_workspace);
    program.start();
    auto *view = program.window->tree()->findChild<QTreeView *>();
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Left);
    QTRY_VERIFY(kept().contains("coasts"));
    {
        const BlockingOnPurpose own;
        const auto other = Workspace::open(m_workspace);
        QVERIFY(other);
        for (Profile profile : (*other)->profiles().value_or(QList<Profile>())) {
            profile.groups.clear();
            QVERIFY((*other)->saveProfile(profile));
        }
    }
    QTRY_COMPARE(kept(), QByteArray("[]"));
}

void TestMainWindow::aPlaceLargerThanTheScreenIsMadeToFit()
{
    QByteArray large;
    {
        QWidget other;
        const QRect area = other.screen()->availableGeometry();
        other.setGeometry(area.x() + 40, area.y() + 30, area.width() * 2, area.height() * 2);
        large = other.saveGeometry();
    }
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(m_workspace);
        QVERIFY(workspace);
        QVERIFY((*workspace)->setSetting(u"geometry"_s, large));
    }
    Program program(m_workspace);
    program.start();
    const QRect area = program.window->screen()->availableGeometry();
    QVERIFY2(area.contains(program.window->frameGeometry()),
             qPrintable(u"%1 × %2"_s.arg(program.window->frameGeometry().width()).arg(program.window->frameGeometry().height())));
}

void TestMainWindow::theRestoredQueryHasTheFocus()
{
    {
        Program program(m_workspace);
        program.start();
        program.window->newQuery({program.id(u"west"_s)}, u"SELECT 'the focused one'"_s);
        program.window->close();
    }
    Program again(m_workspace);
    again.start();
    QVERIFY(again.window->currentQuery());
    QCOMPARE(again.window->focusWidget(), again.window->currentQuery()->editor());
}

void TestMainWindow::completionReadsTheNamesThatItNeeds()
{
    Program program(m_workspace);
    program.start();
    QueryTab *tab = program.window->newQuery({program.id(u"west"_s)}, u"SELECT u.ti FROM users u"_s);
    SqlEditor *editor = tab->editor();
    editor->setFocus();
    editor->setCursorOffset(11);
    QTest::keyClick(editor, Qt::Key_Space, Qt::ControlModifier); // nothing of west was read by now
    QTRY_VERIFY(editor->isListActive());
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(editor->contents(), u"SELECT u.tier FROM users u"_s);
}

void TestMainWindow::theTreeTestsInPlace()
{
    makeDatabase(u"gone"_s, {u"CREATE TABLE t(a)"_s});
    addProfiles(m_workspace, {{u"gone"_s, m_dir.filePath(u"gone.db"_s)}}, {});
    QVERIFY(QFile::remove(m_dir.filePath(u"gone.db"_s)));
    Program program(m_workspace);
    program.start();
    auto *tree = program.window->tree();
    auto *view = tree->findChild<QTreeView *>();
    const auto badge = [&](const QString &name) {
        tree->selectProfile(program.id(name));
        return view->currentIndex().data(ConnectionModel::BadgeRole).toString();
    };
    tree->expandGroups();
    tree->selectProfile(program.id(u"gone"_s));
    tree->testSelected();
    tree->selectProfile(program.id(u"east"_s));
    tree->testSelected();
    QTRY_VERIFY2(badge(u"east"_s).contains(u'✓'), qPrintable(badge(u"east"_s)));
    QTRY_VERIFY2(badge(u"gone"_s).contains(u'✗'), qPrintable(badge(u"gone"_s)));
    QVERIFY(view->currentIndex().data(ConnectionModel::AlertRole).toBool());
    QVERIFY(view->currentIndex().data(Qt::ToolTipRole).toString().contains(u"gone.db"_s));
    QVERIFY(!QApplication::activeModalWidget());
    QTRY_VERIFY(program.window->findChild<LogPanel *>()->toPlainText().contains(u"east: SQLite"_s));
    QVERIFY(!QFile::exists(m_dir.filePath(u"gone.db"_s)));

    // An answer is about a connection as it was then.
    auto entries = program.profiles.entries();
    for (ProfileEntry &entry : entries)
        entry.endpoint.readOnly = !entry.endpoint.readOnly;
    program.profiles.setEntries(entries);
    QVERIFY2(!badge(u"gone"_s).contains(u'✗'), qPrintable(badge(u"gone"_s)));
}

void TestMainWindow::theInspectorForgetsTheOldRun()
{
    Program program(m_workspace);
    program.start();
    QueryTab *tab = program.window->newQuery({program.id(u"east"_s)}, u"SELECT * FROM users ORDER BY id"_s);
    tab->runStatement();
    QTRY_VERIFY(tab->run() && tab->run()->isFinished());
    ResultGrid *grid = tab->results()->grid();
    QTRY_COMPARE(grid->model()->rowCount(), 2);
    QPlainTextEdit *cell = nullptr;
    for (auto *edit : program.window->findChildren<QPlainTextEdit *>()) {
        if (edit->accessibleName() == u"Value of the current cell"_s)
            cell = edit;
    }
    QVERIFY(cell);
    grid->view()->setCurrentIndex(grid->model()->index(0, 1));
    QCOMPARE(cell->toPlainText(), u"a@x"_s);
    QVERIFY(!cell->font().italic());
    grid->view()->setCurrentIndex(grid->model()->index(1, 1));
    QCOMPARE(cell->toPlainText(), u"NULL"_s);
    QVERIFY(cell->font().italic()); // the word, not the text
    tab->runStatement();
    QTRY_COMPARE(cell->toPlainText(), QString());
    QTRY_COMPARE(grid->model()->rowCount(), 2);
    grid->view()->setCurrentIndex(grid->model()->index(0, 1));
    QCOMPARE(cell->toPlainText(), u"a@x"_s);
    program.window->newQuery({program.id(u"west"_s)});
    QCOMPARE(cell->toPlainText(), QString());
}

void TestMainWindow::theMenuDrawsADiagram()
{
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(m_workspace);
        QVERIFY(workspace);
        const auto endpoints = (*workspace)->endpoints();
        auto table = std::make_shared<Table>();
        table->ref = {{}, u"users"_s};
        for (const Endpoint &endpoint : *endpoints) {
            if (endpoint.name == "east"_L1)
                QVERIFY((*workspace)
                            ->saveSnapshot(
                                {endpoint.profileId, u"east"_s, QUuid::createUuid(), QDateTime::currentDateTimeUtc(), Catalog::make({}, {table})}));
        }
    }
    Program program(m_workspace);
    program.start();
    program.window->newQuery({program.id(u"east"_s), program.id(u"west"_s)});
    for (QAction *action : program.window->findChildren<QAction *>()) {
        if (action->text() == "Schema &diagram"_L1)
            action->trigger();
    }
    auto *page = program.window->findChild<DiagramPage *>();
    QVERIFY(page);
    QTRY_VERIFY2(page->status().startsWith(u"1 table"_s), qPrintable(page->status()));
}

void TestMainWindow::aPluginIsLoadedBesideTheWindow()
{
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(m_workspace);
        QVERIFY(workspace);
        Server server;
        server.engine = u"duckdb"_s;
        Profile profile;
        profile.name = u"pond"_s;
        profile.database = m_dir.filePath(u"pond.duckdb"_s);
        QVERIFY((*workspace)->saveConnection(server, profile));
    }
    const int before = guiThreadViolations();
    Program program(m_workspace);
    program.start();
    QTRY_VERIFY(!program.id(u"pond"_s).isNull());
    program.window->newQuery({program.id(u"pond"_s)});
    QCOMPARE(guiThreadViolations(), before);
}

void TestMainWindow::nothingBlockedTheGuiThread()
{
    QCOMPARE(guiThreadViolations(), 0);
}

CONCORD_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
