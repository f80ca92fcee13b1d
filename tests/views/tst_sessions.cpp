// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/historymodel.h"
#include "docks/historypanel.h"
#include "query/querytab.h"
#include "sessions/sessionbutton.h"
#include "sessions/newsessiondialog.h"
#include "sessions/sessiondialog.h"
#include "views/windowprogram.h"
#include "worksessionlist.h"
#include "testprogram.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Work sessions in the window, on real SQLite files.
class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSessionIsMadeOfTheQuerysDatabases();
    void databasesComeAndGoByTicking();
    void runsAreKeptInItsHistory();
    void choosingOneGivesItsDatabases();
    void aDeleteCanBeUndone();
    void aNameIsKeptWhereTheWindowGoesUnderItsDialog();
    void theChosenOneComesBack();

private:
    [[nodiscard]] WorkSessionList &sessions(WindowProgram &program) const { return *program.window->findChild<WorkSessionList *>(); }
    [[nodiscard]] static SessionDialog *dialog(WindowProgram &program) { return program.window->findChild<SessionDialog *>(); }
    [[nodiscard]] static QAction *entry(QMenu *menu, const QString &start);
    void newSession(WindowProgram &program, const QString &name, const QList<QUuid> &profiles);

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_workspace;
};

void TestSessions::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_workspace = m_dir->filePath(u"workspace.db"_s);
    QList<std::pair<QString, QString>> files;
    for (const QString &name : {u"east"_s, u"north"_s, u"west"_s}) {
        makeSqlite(m_dir->filePath(name + u".db"_s), {u"CREATE TABLE t(a)"_s});
        files.append({name, m_dir->filePath(name + u".db"_s)});
    }
    addProfiles(m_workspace, files, {});
}

QAction *TestSessions::entry(QMenu *menu, const QString &start)
{
    Q_EMIT menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&').startsWith(start))
            return action;
    }
    return nullptr;
}

void TestSessions::newSession(WindowProgram &program, const QString &name, const QList<QUuid> &profiles)
{
    bool kept = false;
    WorkSession session;
    session.name = name;
    session.profiles = profiles;
    sessions(program).save(session, [&](const Result<WorkSession> &saved) { kept = saved.has_value(); });
    QTRY_VERIFY(kept);
}

void TestSessions::aSessionIsMadeOfTheQuerysDatabases()
{
    WindowProgram program(m_workspace);
    program.start();
    auto *button = program.window->findChild<SessionButton *>();
    QVERIFY(button && !button->accessibleName().isEmpty());
    program.window->newQuery({program.id(u"west"_s), program.id(u"east"_s)});
    QAction *make = entry(button->menu(), u"New work session of"_s);
    QVERIFY(make);
    const auto asked = [&] { return program.window->findChild<NewSessionDialog *>(); };
    make->trigger();
    QVERIFY(asked());
    QTest::keyClick(asked(), Qt::Key_Escape); // nothing is made before it is accepted
    QTRY_VERIFY(!asked());
    QVERIFY(sessions(program).entries().isEmpty());

    make->trigger();
    auto *name = asked()->findChild<QLineEdit *>();
    QTRY_VERIFY(name->hasFocus());
    QVERIFY(!name->text().isEmpty());
    QTest::keyClicks(name, u"a/b"_s); // a name that is not allowed is said, and what was typed stays
    QTest::keyClick(name, Qt::Key_Return);
    const auto message = [&](const QWidget *in) {
        for (QLabel *label : in->findChildren<QLabel *>()) {
            if (label->accessibleName() == u"Message"_s)
                return label->text();
        }
        return QString();
    };
    QTRY_VERIFY(!message(asked()).isEmpty());
    QCOMPARE(name->text(), u"a/b"_s);
    QVERIFY(sessions(program).entries().isEmpty());
    name->selectAll();
    QTest::keyClicks(name, u"quarter end"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!asked());
    QCOMPARE(sessions(program).entries().first().name, u"quarter end"_s);
    QCOMPARE(sessions(program).entries().first().profiles, (QList<QUuid>{program.id(u"west"_s), program.id(u"east"_s)}));
    QCOMPARE(sessions(program).current()->name, u"quarter end"_s);
    QCOMPARE(button->text(), u"quarter end"_s);

    // A rename that is not allowed is said too.
    program.window->findChild<SessionButton *>()->manage();
    QLineEdit *renamed = nullptr;
    for (QLineEdit *line : dialog(program)->findChildren<QLineEdit *>())
        renamed = line->accessibleName() == u"Name of the work session"_s ? line : renamed;
    QTRY_COMPARE(renamed->text(), u"quarter end"_s);
    renamed->setText(u"a/b"_s);
    QTest::keyClick(renamed, Qt::Key_Return);
    QTRY_VERIFY(!message(dialog(program)).isEmpty());
    QCOMPARE(sessions(program).entries().first().name, u"quarter end"_s);
}

void TestSessions::databasesComeAndGoByTicking()
{
    WindowProgram program(m_workspace);
    program.start();
    newSession(program, u"one"_s, {program.id(u"north"_s)});
    program.window->findChild<SessionButton *>()->manage();
    const auto lists = dialog(program)->findChildren<QListWidget *>();
    auto *databases = lists.last();
    QCOMPARE(databases->count(), 3);
    databases->setFocus();
    databases->setCurrentRow(0); // east
    QTest::keyClick(databases, Qt::Key_Space);
    QTRY_COMPARE(sessions(program).entries().first().profiles, (QList<QUuid>{program.id(u"north"_s), program.id(u"east"_s)}));
    databases->setCurrentRow(1); // north
    QTest::keyClick(databases, Qt::Key_Space);
    QTRY_COMPARE(sessions(program).entries().first().profiles, (QList<QUuid>{program.id(u"east"_s)}));
    const BlockingOnPurpose own;
    const auto other = Workspace::open(m_workspace); // on disk too
    QCOMPARE((*other)->sessions()->first().profiles, (QList<QUuid>{program.id(u"east"_s)}));
}

void TestSessions::runsAreKeptInItsHistory()
{
    WindowProgram program(m_workspace);
    program.start();
    newSession(program, u"audit"_s, {program.id(u"east"_s)});
    QueryTab *tab = program.window->newQuery({program.id(u"east"_s)}, u"SELECT 1"_s);
    const auto run = [&](const QString &text) {
        tab->setText(text);
        tab->runStatement();
        // By its text: another run may come to lie where the one before it was.
        QTRY_VERIFY(tab->run() && tab->run()->request().text == text && tab->run()->isFinished());
    };
    run(u"SELECT 'outside'"_s);
    sessions(program).setCurrent(sessions(program).entries().first().id);
    run(u"SELECT 'inside'"_s);
    sessions(program).setCurrent({});
    auto *history = program.window->findChild<HistoryPanel *>();
    auto *choice = history->findChild<QComboBox *>();
    auto *view = history->findChild<QTreeView *>();
    QTRY_COMPARE(view->model()->rowCount(), 2);
    choice->setCurrentIndex(choice->findText(u"audit"_s));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(view->model()->index(0, HistoryModel::Statement).data().toString().contains(u"inside"_s));

    WorkSession renamed = sessions(program).entries().first();
    renamed.name = u"audit 2026"_s;
    bool kept = false;
    sessions(program).save(renamed, [&](const Result<WorkSession> &saved) { kept = saved.has_value(); });
    QTRY_VERIFY(kept);
    QTRY_COMPARE(view->model()->rowCount(), 2);  // the name it was filtered by is gone
    sessions(program).setCurrent(renamed.id);    // the history follows the session
    QCOMPARE(choice->currentText(), u"audit 2026"_s);
    QTRY_COMPARE(view->model()->rowCount(), 1);
}

void TestSessions::choosingOneGivesItsDatabases()
{
    WindowProgram program(m_workspace);
    program.start();
    newSession(program, u"a"_s, {program.id(u"east"_s), program.id(u"west"_s)});
    newSession(program, u"b"_s, {program.id(u"north"_s)});
    QMenu *menu = program.window->findChild<SessionButton *>()->menu();
    QueryTab *tab = program.window->newQuery({});
    entry(menu, u"a "_s)->trigger();
    QCOMPARE(tab->targets(), (QList<QUuid>{program.id(u"east"_s), program.id(u"west"_s)}));
    QVERIFY(entry(menu, u"a "_s)->isChecked());
    entry(menu, u"b "_s)->trigger();
    QCOMPARE(tab->targets(), (QList<QUuid>{program.id(u"north"_s)}));
    tab->setTargets({program.id(u"west"_s)}); // a person's own choice stays
    entry(menu, u"a "_s)->trigger();
    QCOMPARE(tab->targets(), (QList<QUuid>{program.id(u"west"_s)}));
    entry(menu, u"Use its databases"_s)->trigger();
    QCOMPARE(tab->targets(), (QList<QUuid>{program.id(u"east"_s), program.id(u"west"_s)}));
    QTest::keyClick(program.window.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(program.window->currentQuery() != tab);
    QCOMPARE(program.window->currentQuery()->targets(), (QList<QUuid>{program.id(u"east"_s), program.id(u"west"_s)}));
}

void TestSessions::aDeleteCanBeUndone()
{
    WindowProgram program(m_workspace);
    program.start();
    newSession(program, u"one"_s, {program.id(u"north"_s)});
    program.window->findChild<SessionButton *>()->manage();
    const auto click = [&](const QString &text) {
        for (QPushButton *button : dialog(program)->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text)
                QTest::mouseClick(button, Qt::LeftButton);
        }
    };
    click(u"Delete"_s);
    QTRY_VERIFY(sessions(program).entries().isEmpty());
    click(u"Undo delete"_s);
    QTRY_COMPARE(sessions(program).entries().size(), 1);
    QCOMPARE(sessions(program).entries().first().profiles, QList<QUuid>{program.id(u"north"_s)});
}

void TestSessions::aNameIsKeptWhereTheWindowGoesUnderItsDialog()
{
    {
        WindowProgram program(m_workspace);
        program.start();
        newSession(program, u"one"_s, {program.id(u"north"_s)});
        program.window->findChild<SessionButton *>()->manage();
        auto *name = dialog(program)->findChild<QLineEdit *>();
        QVERIFY(QTest::qWaitForWindowActive(dialog(program)));
        name->setFocus();
        QTRY_VERIFY(name->hasFocus());
        name->setText(u"another"_s);
    }
    WindowProgram again(m_workspace);
    again.start();
    QTRY_COMPARE(sessions(again).entries().size(), 1);
    QCOMPARE(sessions(again).entries().first().name, u"another"_s);
}

void TestSessions::theChosenOneComesBack()
{
    {
        WindowProgram program(m_workspace);
        program.start();
        newSession(program, u"kept"_s, {program.id(u"north"_s)});
        sessions(program).setCurrent(sessions(program).entries().first().id);
    }
    WindowProgram again(m_workspace);
    again.start();
    QTRY_VERIFY(sessions(again).current().has_value());
    QCOMPARE(sessions(again).current()->name, u"kept"_s);
}

CONCORD_TEST(TestSessions)
#include "tst_sessions.moc"
