// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "diagram/diagramitems.h"
#include "diagram/diagrampage.h"
#include "diagram/diagramscene.h"
#include "diagram/diagramview.h"
#include "schema/cataloglibrary.h"
#include "schema/detailmodel.h"
#include "schema/linkdialog.h"
#include "schema/objectpage.h"
#include "shell/schemaparts.h"
#include "views/windowprogram.h"
#include "testprogram.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Links that a person draws, confirms and denies, in the real window on real SQLite files.
class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDrawnLinkIsARelationUntilItIsRemoved();
    void whatWasDeniedIsNoRelationUntilItIsTakenBack();
    void aJunctionConnectsItsTables();
    void aDiagramOfTheTreeOpensItsTables();

private:
    static ObjectPage *open(WindowProgram &program, const QString &database, const QString &table);
    static QTreeView *relations(ObjectPage *page) { return page->findChild<QTreeView *>(u"relations"_s); }
    /// "column → other table, origin" of each row.
    static QStringList told(ObjectPage *page);
    static void trigger(ObjectPage *page, const QString &action) { page->findChild<QAction *>(u"relations."_s + action)->trigger(); }

    QTemporaryDir m_dir;
    QString m_workspace;
};

ObjectPage *TestLinks::open(WindowProgram &program, const QString &database, const QString &table)
{
    ObjectPage *page = program.window->schema()->openObject({program.id(database), ObjectKind::Table, {{}, table}}, u"relations"_s);
    page->pages()->setCurrentWidget(relations(page));
    return page;
}

QStringList TestLinks::told(ObjectPage *page)
{
    QStringList list;
    const auto *model = qobject_cast<DetailModel *>(relations(page)->model());
    for (const Details::Row &row : model->details().rows)
        list.append(row.cells[1] + u' ' + row.cells[2] + u' ' + row.cells[5]);
    return list;
}

void TestLinks::initTestCase()
{
    const QString shop = m_dir.filePath(u"shop.db"_s);
    const QString metrics = m_dir.filePath(u"metrics.db"_s);
    makeSqlite(shop,
               {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"CREATE TABLE visits(id INTEGER PRIMARY KEY, user_id INTEGER)"_s});
    makeSqlite(metrics, {u"CREATE TABLE clicks(n INTEGER PRIMARY KEY, who INTEGER)"_s});
    const QString school = m_dir.filePath(u"school.db"_s);
    makeSqlite(school, {u"CREATE TABLE students(id INTEGER PRIMARY KEY)"_s, u"CREATE TABLE courses(no INTEGER PRIMARY KEY)"_s,
                        u"CREATE TABLE attends(student INTEGER REFERENCES students(id), course INTEGER REFERENCES courses(no), PRIMARY KEY "
                        "(student, course))"_s});
    m_workspace = m_dir.filePath(u"workspace.db"_s);
    addProfiles(m_workspace, {{u"shop"_s, shop}, {u"metrics"_s, metrics}, {u"school"_s, school}}, {});
    WindowProgram program(m_workspace);
    program.start();
    program.window->schema()->extract({program.id(u"shop"_s), program.id(u"metrics"_s), program.id(u"school"_s)}, false);
    CatalogLibrary &library = program.window->schema()->library();
    for (const QString &name : {u"shop"_s, u"metrics"_s, u"school"_s})
        QTRY_VERIFY(library.catalog(program.id(name)));
}

void TestLinks::aDrawnLinkIsARelationUntilItIsRemoved()
{
    WindowProgram program(m_workspace);
    program.start();
    for (const QString &name : {u"metrics"_s, u"shop"_s}) // the dialog offers what has been read
        QTRY_VERIFY(program.window->schema()->library().catalog(program.id(name)));
    ObjectPage *page = open(program, u"metrics"_s, u"clicks"_s);
    QCOMPARE(told(page), QStringList());
    relations(page)->setFocus();
    QTest::keyClick(relations(page), Qt::Key_Insert);
    auto *dialog = program.window->findChild<LinkDialog *>();
    QVERIFY(dialog);
    const auto boxes = dialog->findChildren<QComboBox *>();
    QCOMPARE(boxes.size(), 4); // database, table, and one pair of columns
    boxes[0]->setCurrentText(u"shop"_s);
    boxes[1]->setCurrentText(u"no such table"_s);
    QPushButton *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(!ok->isEnabled());
    boxes[1]->setCurrentText(u"users"_s);
    boxes[2]->setCurrentText(u"who"_s);
    QCOMPARE(boxes[3]->currentText(), u"id"_s);
    QVERIFY(ok->isEnabled());
    ok->click();
    QTRY_COMPARE(told(page), QStringList{u"who shop · users drawn by you"_s});

    // The other end tells it too, and it is still there after a restart.
    WindowProgram again(m_workspace);
    again.start();
    QTRY_VERIFY(again.window->schema()->library().catalog(again.id(u"shop"_s)));
    ObjectPage *users = open(again, u"shop"_s, u"users"_s);
    QTRY_VERIFY(told(users).contains(u"id metrics · clicks drawn by you"_s));
    relations(users)->setCurrentIndex(
        relations(users)->model()->index(static_cast<int>(told(users).indexOf(u"id metrics · clicks drawn by you"_s)), 0));
    relations(users)->setFocus();
    QTest::keyClick(relations(users), Qt::Key_Delete);
    QTRY_VERIFY(!told(users).contains(u"id metrics · clicks drawn by you"_s));
}

void TestLinks::whatWasDeniedIsNoRelationUntilItIsTakenBack()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    ObjectPage *page = open(program, u"shop"_s, u"visits"_s);
    QTRY_COMPARE(told(page).size(), 1);
    QVERIFY2(told(page).first().startsWith(u"user_id users likely"_s), qPrintable(told(page).first()));
    relations(page)->setCurrentIndex(relations(page)->model()->index(0, 0));
    trigger(page, u"deny"_s);
    QTRY_COMPARE(told(page), QStringList());
    trigger(page, u"kept"_s);
    auto *list = page->findChild<QListWidget *>();
    QVERIFY(list);
    QCOMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().contains(u"↛"_s));
    auto *dialog = qobject_cast<QDialog *>(list->window());
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == "&Remove"_L1)
            button->click();
    }
    QTRY_COMPARE(told(page).size(), 1);
    QCOMPARE(list->count(), 0);
    dialog->close();
    relations(page)->setCurrentIndex(relations(page)->model()->index(0, 0));
    trigger(page, u"confirm"_s);
    QTRY_COMPARE(told(page), QStringList{u"user_id users drawn by you"_s});
}

void TestLinks::aJunctionConnectsItsTables()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"school"_s)));
    ObjectPage *page = open(program, u"school"_s, u"students"_s);
    QTRY_COMPARE(told(page), (QStringList{u"id attends declared"_s, u"id courses "_s}));
    const auto *model = qobject_cast<DetailModel *>(relations(page)->model());
    const Details::Row row = model->details().rows.last();
    QCOMPARE(row.cells[3], u"no"_s);
    QCOMPARE(row.cells[4], u"n:m"_s);
    QVERIFY2(row.cells[6].contains(u"attends"_s), qPrintable(row.cells[6]));
    QCOMPARE(row.leadsTo.ref.name, u"courses"_s);
}

void TestLinks::aDiagramOfTheTreeOpensItsTables()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    program.window->tree()->selectProfile(program.id(u"shop"_s));
    program.window->tree()->findChild<QAction *>(u"tree.diagram"_s)->trigger();
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    auto *page = qobject_cast<DiagramPage *>(tabs->currentWidget());
    QVERIFY(page);
    QSignalSpy ready(page, &DiagramPage::ready);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Diagram of shop"_s);
    QTRY_VERIFY(!ready.isEmpty());
    QCOMPARE(page->scene()->tables().size(), std::size_t{2});
    TableItem *users = page->scene()->tables()[0];
    page->view()->setZoom(1);
    page->view()->centerOn(users);
    QTest::mouseDClick(page->view()->viewport(), Qt::LeftButton, {}, page->view()->mapFromScene(users->sceneBoundingRect().center()));
    auto *opened = qobject_cast<ObjectPage *>(tabs->currentWidget());
    QVERIFY(opened);
    QCOMPARE(opened->title(), users->title());
}

CONCORD_TEST(TestLinks)
#include "tst_links.moc"
