// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "query/querytab.h"
#include "query/sqleditor.h"
#include "shell/keybindings.h"
#include "shell/keysdialog.h"
#include "shell/startpage.h"
#include "views/windowprogram.h"
#include "testprogram.h"

#include <QAction>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Keys that a person gives, through the window, its dialog and real key presses.
class TestKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyCommandIsListedOnce();
    void noTwoCommandsMeetOnAKey();
    void aNewKeyWorksAtOnceAndInEveryTab();
    void conflictsAreNamedAndTaken();
    void keysComeBackAndCanBeReset();
    void menusAndTipsNameTheKeys();
    void searchFindsCommandsAndKeys();
    void commandsAreFoundByTheirMenuToo();
    void theStartPageLeadsToTheDemoWorkspace();

private:
    [[nodiscard]] static KeyBindings &keys(WindowProgram &program) { return *program.window->findChild<KeyBindings *>(); }
    [[nodiscard]] KeysDialog *openDialog(WindowProgram &program) const;
    static void choose(KeysDialog *dialog, const QString &id);
    static void click(KeysDialog *dialog, const QString &text);

    QTemporaryDir m_dir;
    QString m_workspace;
    int m_number = 0;
};

void TestKeys::initTestCase()
{
    makeSqlite(m_dir.filePath(u"east.db"_s), {u"CREATE TABLE t(a)"_s});
}

void TestKeys::init()
{
    m_workspace = m_dir.filePath(u"workspace%1.db"_s.arg(++m_number));
    addProfiles(m_workspace, {{u"east"_s, m_dir.filePath(u"east.db"_s)}}, {});
}

KeysDialog *TestKeys::openDialog(WindowProgram &program) const
{
    program.window->findChild<QAction *>(u"window.keys"_s)->trigger();
    auto *dialog = program.window->findChild<KeysDialog *>();
    return QTest::qWaitForWindowActive(dialog) ? dialog : nullptr;
}

void TestKeys::choose(KeysDialog *dialog, const QString &id)
{
    auto *list = dialog->findChild<QTreeWidget *>();
    for (int row = 0; row < list->topLevelItemCount(); ++row) {
        if (list->topLevelItem(row)->data(0, Qt::UserRole).toString() == id)
            list->setCurrentItem(list->topLevelItem(row));
    }
    QCOMPARE(list->currentItem()->data(0, Qt::UserRole).toString(), id);
}

void TestKeys::click(KeysDialog *dialog, const QString &text)
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text)
            QTest::mouseClick(button, Qt::LeftButton);
    }
}

void TestKeys::everyCommandIsListedOnce()
{
    WindowProgram program(m_workspace);
    program.start();
    (void)program.window->newQuery({});
    (void)program.window->newQuery({});
    QSet<QString> ids;
    for (const KeyCommand &command : keys(program).commands()) {
        QVERIFY2(!ids.contains(command.id), qPrintable(command.id));
        QVERIFY2(!command.text.isEmpty() && !command.text.contains(u'&'), qPrintable(command.id));
        ids.insert(command.id);
    }
    for (const QString &id :
         {u"window.new"_s, u"window.findAnything"_s, u"query.run"_s, u"query.find"_s, u"query.record"_s, u"tree.refresh"_s, u"rows.copy"_s})
        QVERIFY2(ids.contains(id), qPrintable(id));
}

void TestKeys::noTwoCommandsMeetOnAKey()
{
    WindowProgram program(m_workspace);
    program.start();
    for (const KeyCommand &command : keys(program).commands()) {
        for (const QKeySequence &key : command.keys)
            QVERIFY2(keys(program).conflicts(command.id, key).isEmpty(), qPrintable(command.id + u' ' + key.toString()));
    }
}

void TestKeys::aNewKeyWorksAtOnceAndInEveryTab()
{
    WindowProgram program(m_workspace);
    program.start();
    QueryTab *before = program.window->newQuery({program.id(u"east"_s)}, u"SELECT 1"_s);
    KeysDialog *dialog = openDialog(program);
    QVERIFY(dialog);
    choose(dialog, u"query.run"_s);
    auto *key = dialog->findChild<QKeySequenceEdit *>();
    key->setFocus();
    QTest::keyClick(key, Qt::Key_J, Qt::ControlModifier);
    click(dialog, u"Set"_s);
    dialog->close();
    QueryTab *after = program.window->newQuery({program.id(u"east"_s)}, u"SELECT 2"_s);
    const auto runs = [&](QueryTab *tab, Qt::Key wanted) {
        program.window->activateWindow();
        program.window->findChild<QTabWidget *>()->setCurrentWidget(tab);
        tab->editor()->setFocus();
        const Run *run = tab->run();
        QTest::keyClick(tab->editor(), wanted, Qt::ControlModifier);
        return QTest::qWaitFor([&] { return tab->run() != run && tab->run()->isFinished(); }, wanted == Qt::Key_J ? 30'000 : 300);
    };
    QVERIFY(QTest::qWaitForWindowActive(program.window.get()));
    QVERIFY(runs(before, Qt::Key_J));
    QVERIFY(runs(after, Qt::Key_J));
    QVERIFY(!runs(after, Qt::Key_Return));
}

void TestKeys::conflictsAreNamedAndTaken()
{
    WindowProgram program(m_workspace);
    program.start();
    KeysDialog *dialog = openDialog(program);
    QVERIFY(dialog);
    choose(dialog, u"query.format"_s);
    auto *key = dialog->findChild<QKeySequenceEdit *>();
    key->setFocus();
    QTest::keyClick(key, Qt::Key_P, Qt::ControlModifier);
    const auto labels = dialog->findChildren<QLabel *>();
    const auto message = std::ranges::find_if(labels, [](const QLabel *label) { return label->accessibleName() == u"Message"_s; });
    QVERIFY2((*message)->text().contains(u"Find anything"_s), qPrintable((*message)->text()));
    click(dialog, u"Add"_s);
    QVERIFY(program.window->findChild<QAction *>(u"window.findAnything"_s)->shortcuts().isEmpty());
    QVERIFY(keys(program).conflicts(u"query.format"_s, QKeySequence(Qt::CTRL | Qt::Key_P)).isEmpty());
    for (const KeyCommand &command : keys(program).commands()) {
        if (command.id == u"query.format"_s)
            QCOMPARE(command.keys, (QList<QKeySequence>{Qt::CTRL | Qt::SHIFT | Qt::Key_F, Qt::CTRL | Qt::Key_P}));
    }
    // The tree and a query never listen at once: both may have a key.
    QVERIFY(keys(program).conflicts(u"tree.select"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)).isEmpty());
}

void TestKeys::keysComeBackAndCanBeReset()
{
    const QKeySequence own(Qt::CTRL | Qt::ALT | Qt::Key_Q);
    {
        WindowProgram program(m_workspace);
        program.start();
        keys(program).setKeys(u"window.new"_s, {own});
        keys(program).setKeys(u"rows.copy"_s, {});
    }
    WindowProgram again(m_workspace);
    again.start();
    auto *action = again.window->findChild<QAction *>(u"window.new"_s);
    QCOMPARE(action->shortcuts(), QList<QKeySequence>{own});
    const QueryTab *before = again.window->currentQuery();
    QTest::keyClick(again.window.get(), Qt::Key_Q, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(again.window->currentQuery() != before);
    for (QAction *copy : again.window->currentQuery()->findChildren<QAction *>(u"rows.copy"_s))
        QVERIFY(copy->shortcuts().isEmpty());
    keys(again).resetAll();
    QCOMPARE(action->shortcut(), QKeySequence(QKeySequence::New));
    for (QAction *copy : again.window->currentQuery()->findChildren<QAction *>(u"rows.copy"_s))
        QVERIFY(!copy->shortcuts().isEmpty());
}

void TestKeys::menusAndTipsNameTheKeys()
{
    WindowProgram program(m_workspace);
    program.start();
    QueryTab *tab = program.window->newQuery({});
    keys(program).setKeys(u"query.run"_s, {QKeySequence(Qt::CTRL | Qt::Key_J)});
    QVERIFY(program.window->findChild<QAction *>(u"window.of_run"_s)->text().endsWith(u"\tCtrl+J"_s));
    QToolButton *run = nullptr;
    for (QToolButton *button : tab->runBar()->findChildren<QToolButton *>()) {
        if (button->accessibleName() == u"Run"_s)
            run = button;
    }
    QVERIFY(run);
    QVERIFY2(run->toolTip().contains(u"Ctrl+J"_s), qPrintable(run->toolTip()));
}

void TestKeys::searchFindsCommandsAndKeys()
{
    WindowProgram program(m_workspace);
    program.start();
    KeysDialog *dialog = openDialog(program);
    QVERIFY(dialog);
    auto *list = dialog->findChild<QTreeWidget *>();
    const auto shown = [&] {
        int count = 0;
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            count += list->topLevelItem(row)->isHidden() ? 0 : 1;
        return count;
    };
    QVERIFY(shown() > 40);
    auto *search = dialog->findChild<QLineEdit *>();
    search->setFocus();
    QTest::keyClicks(search, u"record"_s);
    QCOMPARE(shown(), 1);
    search->clear();
    QTest::keyClicks(search, u"F7"_s);
    QCOMPARE(shown(), 1);
}

void TestKeys::commandsAreFoundByTheirMenuToo()
{
    WindowProgram program(m_workspace);
    program.start();
    QTest::keyClick(program.window.get(), Qt::Key_P, Qt::ControlModifier);
    QWidget *palette = QApplication::activePopupWidget();
    QVERIFY(palette);
    auto *input = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListView *>();
    QTest::keyClicks(input, u"theme"_s);
    QTRY_COMPARE(list->model()->rowCount(), 3);
    QCOMPARE(list->model()->index(2, 0).data().toString(), u"Dark"_s);
    QVERIFY2(list->model()->index(2, 0).data(ConnectionModel::BadgeRole).toString().startsWith(u"View › Colour theme"_s),
             qPrintable(list->model()->index(2, 0).data(ConnectionModel::BadgeRole).toString()));
    input->setText(u"dark theme"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    input->setText(u"new connection"_s);
    QTRY_VERIFY(list->model()->rowCount() > 0 && list->model()->index(0, 0).data().toString() == u"New connection…"_s);
    input->setText(u"nothing is called so"_s);
    const QList<QLabel *> labels = palette->findChildren<QLabel *>();
    const auto says = [](const QLabel *label) { return label->isVisible() && label->wordWrap() && label->text().contains(u"Nothing found"_s); };
    QTRY_VERIFY(std::ranges::any_of(labels, says)); // once the schemas were searched too
    QVERIFY(!list->isVisible());
    palette->close();
}

void TestKeys::theStartPageLeadsToTheDemoWorkspace()
{
    const auto offer = [](WindowProgram &program) -> QPushButton * {
        for (QPushButton *button : program.window->findChild<StartPage *>()->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == u"Open the demo workspace"_s)
                return button;
        }
        return nullptr;
    };
    {
        WindowProgram without(m_workspace);
        without.start();
        without.window->showStartPage();
        QVERIFY(!offer(without));
    }
    WindowProgram program(m_workspace);
    program.window->offerDemoWorkspace();
    program.start();
    program.window->showStartPage();
    QSignalSpy wanted(program.window.get(), &MainWindow::demoWorkspaceWanted);
    QVERIFY(offer(program));
    QTest::mouseClick(offer(program), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
}

CONCORD_TEST(TestKeys)
#include "tst_keys.moc"
