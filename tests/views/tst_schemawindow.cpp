// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "connections/connectionmodel.h"
#include "connections/connectiondialog.h"
#include "connections/connectiontree.h"
#include "connection/connectionurl.h"
#include "docks/jobbuttons.h"
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "extract/extractjob.h"
#include "grid/gridmodel.h"
#include "grid/resultgrid.h"
#include "look/elidedlabel.h"
#include "query/querytab.h"
#include "query/sqleditor.h"
#include "schema/cataloglibrary.h"
#include "schema/catalogpage.h"
#include "schema/datapreview.h"
#include "schema/detailmodel.h"
#include "schema/extractdialog.h"
#include "schema/extractionjob.h"
#include "schema/objectfinder.h"
#include "schema/objectpage.h"
#include "schema/schemaindex.h"
#include "schema/searchhitmodel.h"
#include "schema/searchpanel.h"
#include "schema/snapshotmodel.h"
#include "schema/snapshotsdialog.h"
#include "shell/commandpalette.h"
#include "shell/schemaparts.h"
#include "views/windowprogram.h"
#include "workspace/snapshotstore.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Extraction, browsing, search and snapshots in the real window, on real SQLite files.
class TestSchemaWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ctrlRReadsTheSelectedDatabases();
    void oneFailureLeavesTheOthersWhole();
    void theTreeBrowsesTheCatalog();
    void delOnATableRemovesNoConnection();
    void theTreeFilterFindsTablesThatNobodyOpened();
    void everythingWorksOfflineAfterAColdStart();
    void anObjectPageShowsAllOfATable();
    void dataIsReadOnlyWhenAskedFor();
    void dataSaysThatThereIsMoreAndFetchesIt();
    void whatAJobFileReadIsThereToo();
    void whatWasReadInPartSaysSo();
    void f4OpensTheTableUnderTheEditorsCursor();
    void ctrlShiftDGoesToAnyObject();
    void theSearchGroupsByDatabase();
    void ctrlPFindsTablesOfAllSnapshots();
    void completionKnowsTheColumnsOfTheTablesInFrom();
    void ddlIsCopiedFromTheTree();
    void theDialogChoosesDatabasesAndHow();
    void snapshotsAreNamedKeptAndOpened();
    void tenThousandTablesStayFluid();
    void nothingBlockedTheGuiThread();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name + u".db"_s); }
    static QTreeView *treeView(WindowProgram &program) { return program.window->tree()->findChild<QTreeView *>(); }
    static QModelIndex child(const QModelIndex &parent, const QString &name);
    static QModelIndex profileRow(WindowProgram &program, const QString &name);
    static void extract(WindowProgram &program, const QStringList &names);
    static ObjectPage *page(WindowProgram &program, const QString &title);

    QTemporaryDir m_dir;
    QString m_workspace;
};

QModelIndex TestSchemaWindow::child(const QModelIndex &parent, const QString &name)
{
    for (int row = 0; row < parent.model()->rowCount(parent); ++row) {
        const QModelIndex index = parent.model()->index(row, 0, parent);
        if (index.data(ConnectionModel::NameRole).toString() == name)
            return index;
    }
    return {};
}

QModelIndex TestSchemaWindow::profileRow(WindowProgram &program, const QString &name)
{
    QTreeView *view = treeView(program);
    const QModelIndex group = view->model()->index(0, 0);
    view->expand(group);
    return child(group, name);
}

void TestSchemaWindow::extract(WindowProgram &program, const QStringList &names)
{
    QTreeView *view = treeView(program);
    view->clearSelection();
    for (const QString &name : names)
        view->selectionModel()->select(profileRow(program, name), QItemSelectionModel::Select);
    view->setFocus();
    QSignalSpy finished(&program.window->schema()->extractions(), &Extractions::finished);
    QTest::keyClick(view, Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(finished.size(), 1); // the jobs dock may also show what an earlier program left unread
}

ObjectPage *TestSchemaWindow::page(WindowProgram &program, const QString &title)
{
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    auto *current = qobject_cast<ObjectPage *>(tabs->currentWidget());
    return current && current->title() == title ? current : nullptr;
}

void TestSchemaWindow::initTestCase()
{
    makeSqlite(
        file(u"shop"_s),
        {u"CREATE TABLE customers(id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, loyalty TEXT DEFAULT 'none' CHECK (loyalty <> ''))"_s,
         u"CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE, total NUMERIC(10,2))"_s,
         u"CREATE INDEX orders_by_customer ON orders(customer_id DESC)"_s, u"CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 100"_s,
         u"CREATE TRIGGER orders_touch AFTER INSERT ON orders BEGIN UPDATE customers SET loyalty = 'new' WHERE id = NEW.customer_id; END"_s,
         u"INSERT INTO customers(id, email) VALUES (1, 'a@x'), (2, 'b@x')"_s, u"INSERT INTO orders VALUES (1, 1, 150), (2, 2, 20)"_s});
    makeSqlite(file(u"billing"_s), {u"CREATE TABLE invoices(id INTEGER PRIMARY KEY, customer_id INTEGER, \"<b>odd</b> name\" TEXT)"_s,
                                    u"CREATE TABLE customers(id INTEGER PRIMARY KEY, email TEXT)"_s});
    QFile broken(file(u"broken"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database at all, but a text that is long enough to be looked at as one");
    broken.close();
    m_workspace = m_dir.filePath(u"workspace.db"_s);
    addProfiles(m_workspace, {{u"shop"_s, file(u"shop"_s)}, {u"billing"_s, file(u"billing"_s)}, {u"broken"_s, file(u"broken"_s)}}, {u"all"_s});
}

void TestSchemaWindow::ctrlRReadsTheSelectedDatabases()
{
    WindowProgram program(m_workspace);
    program.start();
    JobsModel *jobs = program.window->jobs()->model();
    QAbstractItemModelTester tester(jobs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    extract(program, {u"shop"_s, u"billing"_s});
    QCOMPARE(jobs->rowCount(), 1);
    const QModelIndex job = jobs->index(0, 0);
    QCOMPARE(job.data().toString(), u"Extract 2 databases"_s);
    QCOMPARE(jobs->rowCount(job), 2);
    QVERIFY2(job.siblingAtColumn(JobsModel::State).data().toString().contains(u"2 done"_s),
             qPrintable(job.siblingAtColumn(JobsModel::State).data().toString()));
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QCOMPARE(program.window->schema()->library().catalog(program.id(u"shop"_s))->count(ObjectKind::Table), 2);
    QVERIFY(profileRow(program, u"shop"_s).data(ConnectionModel::BadgeRole).toString().contains(u"now"_s));
}

void TestSchemaWindow::oneFailureLeavesTheOthersWhole()
{
    WindowProgram program(m_workspace);
    program.start();
    extract(program, {u"shop"_s, u"broken"_s});
    JobsPanel *panel = program.window->jobs();
    JobsModel *jobs = panel->model();
    const QModelIndex job = jobs->index(0, 0);
    const QString state = job.siblingAtColumn(JobsModel::State).data().toString();
    QVERIFY2(state.contains(u"1 done"_s) && state.contains(u"1 failed"_s), qPrintable(state));
    QModelIndex broken;
    for (int row = 0; row < jobs->rowCount(job); ++row) {
        if (jobs->index(row, 0, job).data().toString() == u"broken"_s)
            broken = jobs->index(row, 0, job);
    }
    QVERIFY(broken.isValid());
    const QString error = broken.siblingAtColumn(JobsModel::Detail).data().toString();
    QVERIFY2(error.contains(u"not a database"_s), qPrintable(error));
    QVERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QCOMPARE(profileRow(program, u"broken"_s).data(ConnectionModel::AlertRole).toInt(), int(ConnectionModel::Alert::Error));

    // Mended, only the failed one is read again.
    QVERIFY(QFile::remove(file(u"broken"_s)));
    makeSqlite(file(u"broken"_s), {u"CREATE TABLE mended(id INTEGER PRIMARY KEY)"_s});
    auto *buttons = qobject_cast<JobButtons *>(panel->view()->indexWidget(job.siblingAtColumn(JobsModel::Actions)));
    QVERIFY(buttons);
    auto *retry = buttons->findChild<QToolButton *>(u"retry"_s);
    QVERIFY(!retry->isHidden());
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY(jobs->runningCount() == 0 && jobs->index(0, JobsModel::State).data().toString() == u"2 done"_s);
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"broken"_s)));
    QVERIFY(retry->isHidden());
}

void TestSchemaWindow::delOnATableRemovesNoConnection()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QTreeView *view = treeView(program);
    const QPersistentModelIndex shop = profileRow(program, u"shop"_s);
    view->expand(shop);
    const QPersistentModelIndex orders = child(shop, u"orders"_s);
    view->expand(orders);
    const auto asks = [&] { return program.window->findChild<QMessageBox *>() != nullptr; };
    const auto offers = [&](const QModelIndex &index) {
        bool found = false;
        QTimer::singleShot(0, view, [&found] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            found = std::ranges::any_of(menu->actions(), [](const QAction *action) { return action->objectName() == u"tree.remove"; });
            menu->close();
        });
        Q_EMIT view->customContextMenuRequested(view->visualRect(index).center());
        return found;
    };
    for (const QModelIndex &index : {QModelIndex(orders), child(orders, u"customer_id"_s)}) {
        view->setCurrentIndex(index);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!asks());
    }
    view->setCurrentIndex(shop);
    QTest::keyClick(view, Qt::Key_Delete);
    QTRY_VERIFY(asks());
    QTest::keyClick(program.window->findChild<QMessageBox *>(), Qt::Key_Escape);
    QTRY_VERIFY(!asks());
    QVERIFY(offers(shop));
    for (const QModelIndex &index : {QModelIndex(orders), child(orders, u"customer_id"_s)}) {
        view->setCurrentIndex(index);
        QVERIFY(!offers(index));
    }
}

void TestSchemaWindow::theTreeBrowsesTheCatalog()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QTreeView *view = treeView(program);
    QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QPersistentModelIndex shop = profileRow(program, u"shop"_s);
    view->expand(shop);
    QCOMPARE(view->model()->rowCount(shop), 3);
    const QPersistentModelIndex orders = child(shop, u"orders"_s);
    QVERIFY(orders.isValid());
    view->expand(orders);
    const QModelIndex customer = child(orders, u"customer_id"_s);
    QCOMPARE(customer.data().toString(), u"customer_id  FK"_s);
    QCOMPARE(customer.data(ConnectionModel::BadgeRole).toString(), u"INTEGER"_s);
    const QModelIndex indexes = child(orders, u"Indexes"_s);
    QVERIFY(indexes.isValid());
    QCOMPARE(child(indexes, u"orders_by_customer"_s).data(ConnectionModel::BadgeRole).toString(), u"customer_id DESC"_s);
    QVERIFY(child(child(orders, u"Foreign keys"_s), u"customer_id → customers"_s).isValid());
    QVERIFY(child(child(orders, u"Triggers"_s), u"orders_touch"_s).isValid());
    // Read again, what was open stays open.
    extract(program, {u"shop"_s});
    QTRY_VERIFY(view->isExpanded(child(profileRow(program, u"shop"_s), u"orders"_s)));
}

void TestSchemaWindow::theTreeFilterFindsTablesThatNobodyOpened()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    QTreeView *view = treeView(program);
    QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(profileRow(program, u"shop"_s).isValid());
    auto *filter = program.window->tree()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"invoi"_s);
    QTRY_VERIFY(!profileRow(program, u"shop"_s).isValid());
    const QModelIndex billing = profileRow(program, u"billing"_s);
    QVERIFY(billing.isValid());
    QTRY_VERIFY(view->isExpanded(billing));
    QCOMPARE(view->model()->rowCount(billing), 1);
    QVERIFY(child(billing, u"invoices"_s).isValid());
    filter->clear();
    QTRY_VERIFY(profileRow(program, u"shop"_s).isValid());
}

void TestSchemaWindow::everythingWorksOfflineAfterAColdStart()
{
    const QString away = m_dir.filePath(u"away.db"_s);
    QVERIFY(QFile::rename(file(u"shop"_s), away));
    {
        WindowProgram program(m_workspace);
        program.start();
        QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
        QTreeView *view = treeView(program);
        const QModelIndex shop = profileRow(program, u"shop"_s);
        view->expand(shop);
        QVERIFY(shop.data(Qt::ToolTipRole).toString().contains(u"from a snapshot"_s));
        view->setCurrentIndex(child(shop, u"orders"_s));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_F4);
        QTRY_VERIFY(page(program, u"orders"_s));
        QVERIFY(page(program, u"orders"_s)->ddl()->contents().contains(u"REFERENCES"_s));
        extract(program, {u"shop"_s});
        QTRY_VERIFY2(profileRow(program, u"shop"_s).data(ConnectionModel::BadgeRole).toString().startsWith(u"offline"_s),
                     qPrintable(profileRow(program, u"shop"_s).data(ConnectionModel::BadgeRole).toString()));
        QVERIFY(child(profileRow(program, u"shop"_s), u"orders"_s).isValid());
    }
    QVERIFY(QFile::rename(away, file(u"shop"_s)));
    // The page comes back with the window.
    WindowProgram again(m_workspace);
    again.start();
    QTRY_COMPARE(again.window->findChildren<ObjectPage *>().size(), 1);
    QCOMPARE(again.window->findChild<ObjectPage *>()->title(), u"orders"_s);
}

static QString cell(const ObjectPage &page, const QString &table, int row, int column)
{
    const auto *view = page.findChild<QTreeView *>(table);
    return view->model()->index(row, column).data().toString();
}

void TestSchemaWindow::anObjectPageShowsAllOfATable()
{
    WindowProgram program(m_workspace);
    program.start();
    SchemaParts *schema = program.window->schema();
    QTRY_VERIFY(schema->library().catalog(program.id(u"shop"_s)));
    ObjectPage *orders = schema->openObject({program.id(u"shop"_s), ObjectKind::Table, {{}, u"orders"_s}});
    for (const char *name : {"columns", "keys", "relations", "triggers"})
        new QAbstractItemModelTester(orders->findChild<QTreeView *>(QLatin1StringView(name))->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, orders);
    QCOMPARE(cell(*orders, u"columns"_s, 0, 0), u"id"_s);
    QCOMPARE(cell(*orders, u"columns"_s, 0, 1), u"PK"_s);
    QCOMPARE(cell(*orders, u"columns"_s, 1, 1), u"FK"_s);
    QCOMPARE(cell(*orders, u"columns"_s, 1, 3), u"no"_s);
    QCOMPARE(cell(*orders, u"columns"_s, 2, 2), u"NUMERIC(10,2)"_s);
    const auto toolTip = orders->findChild<QTreeView *>(u"columns"_s)->model()->index(2, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(u"logical type: decimal(10,2)"_s), qPrintable(toolTip));
    QCOMPARE(cell(*orders, u"triggers"_s, 0, 0), u"orders_touch"_s);
    QTRY_COMPARE(cell(*orders, u"relations"_s, 0, 2), u"customers"_s);
    QVERIFY(cell(*orders, u"relations"_s, 0, 6).contains(u"ON DELETE CASCADE"_s));

    // The relation leads to the other table, which knows of it too; and of the table of another database that seems to refer to it.
    auto *relations = orders->findChild<QTreeView *>(u"relations"_s);
    orders->showPage(u"relations"_s);
    relations->setFocus();
    relations->setCurrentIndex(relations->model()->index(0, 0));
    QTest::keyClick(relations, Qt::Key_F4);
    QTRY_VERIFY(page(program, u"customers"_s));
    ObjectPage *customers = page(program, u"customers"_s);
    QTRY_VERIFY(cell(*customers, u"relations"_s, 0, 0).contains(u"from"_s));
    QCOMPARE(cell(*customers, u"relations"_s, 0, 2), u"orders"_s);

    ObjectPage *view = schema->openObject({program.id(u"shop"_s), ObjectKind::View, {{}, u"big_orders"_s}}, u"definition"_s);
    QVERIFY(view->findChild<SqlEditor *>(u"definition"_s)->contents().contains(u"total > 100"_s));
    QVERIFY(view->ddl()->isReadOnly());
}

void TestSchemaWindow::dataIsReadOnlyWhenAskedFor()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    ObjectPage *orders = program.window->schema()->openObject({program.id(u"shop"_s), ObjectKind::Table, {{}, u"orders"_s}}, u"data"_s);
    QCOMPARE(orders->data()->grid()->model()->rowCount(), 0);
    QTest::keyClick(orders->data()->findChild<QPushButton *>(), Qt::Key_Space);
    QTRY_COMPARE(orders->data()->grid()->model()->rowCount(), 2);
    QCOMPARE(orders->data()->grid()->model()->columnCount(), 3);
}

void TestSchemaWindow::dataSaysThatThereIsMoreAndFetchesIt()
{
    makeSqlite(file(u"billing"_s),
               {u"CREATE TABLE many AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 300) SELECT id FROM n"_s});
    WindowProgram program(m_workspace);
    program.start();
    extract(program, {u"billing"_s});
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    DataPreview *data = program.window->schema()->openObject({program.id(u"billing"_s), ObjectKind::Table, {{}, u"many"_s}}, u"data"_s)->data();
    data->load();
    QTRY_COMPARE(data->grid()->model()->rowCount(), 100);
    QTRY_VERIFY2(data->footer().contains(u"100 rows fetched, not all"_s), qPrintable(data->footer()));
    QVERIFY2(data->footer().contains(u"only these rows"_s), qPrintable(data->footer()));
    QTRY_COMPARE(data->grid()->status()->lines().size(), 1);
    auto *more = data->grid()->status()->findChild<QToolButton *>();
    QVERIFY(more && more->isVisible());
    QTest::keyClick(more, Qt::Key_Space);
    QTRY_COMPARE(data->grid()->model()->rowCount(), 300);
    QTRY_VERIFY2(data->footer().contains(u"all 300 rows"_s), qPrintable(data->footer()));
}

void TestSchemaWindow::whatAJobFileReadIsThereToo()
{
    const QString path = m_dir.filePath(u"jobs.db"_s);
    const QString elsewhere = m_dir.filePath(u"elsewhere.db"_s);
    makeSqlite(elsewhere, {u"CREATE TABLE parcels(id INTEGER PRIMARY KEY)"_s});
    WindowProgram program(path);
    {
        const auto url = parseUrl(elsewhere, *program.registry);
        QVERIFY(url);
        Endpoint endpoint = adHocEndpoint(*url, *program.registry);
        endpoint.name = u"elsewhere"_s;
        ExtractRequest request;
        request.targets = {{endpoint, {}}};
        ExtractJob job(request, program.registry, {}, snapshotStore(path, program.registry));
        QSignalSpy finished(&job, &ExtractJob::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
    }
    QSignalSpy restored(program.window.get(), &MainWindow::restored);
    program.window->show();
    program.window->restore();
    QTRY_VERIFY(!restored.isEmpty());
    QTRY_COMPARE(program.profiles.unsaved().size(), 1);
    const QUuid id = program.profiles.unsaved().first().endpoint.profileId;
    QTRY_VERIFY(program.window->schema()->library().catalog(id));
    QVERIFY(profileRow(program, u"elsewhere"_s).isValid());
    QTRY_COMPARE(program.window->schema()->library().all().size(), 1U);
    QSignalSpy wanted(program.window->tree(), &ConnectionTree::saveWanted);
    program.window->tree()->selectProfile(id);
    program.window->tree()->findChild<QAction *>(u"tree.save"_s)->trigger();
    QCOMPARE(wanted.size(), 1);
    auto *dialog = program.window->findChild<ConnectionDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->profile().database, elsewhere);
    dialog->close();

    // Once a connection is saved, what was read is its own.
    addProfiles(path, {{u"saved"_s, elsewhere}}, {});
    program.profiles.reload();
    QTRY_VERIFY(program.profiles.unsaved().isEmpty());
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"saved"_s)));
}

void TestSchemaWindow::whatWasReadInPartSaysSo()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    auto info = program.window->schema()->library().catalog(program.id(u"billing"_s))->info();
    info.include = {u"cust*"_s};
    program.window->schema()->library().take(program.id(u"billing"_s), Catalog::make(info, {}));
    const QString badge = profileRow(program, u"billing"_s).data(ConnectionModel::BadgeRole).toString();
    QVERIFY2(badge.contains(u"only cust*"_s), qPrintable(badge));
    QVERIFY(program.window->schema()->library().partialText().contains(u"billing (only cust*)"_s));
}

void TestSchemaWindow::f4OpensTheTableUnderTheEditorsCursor()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    QueryTab *tab = program.window->newQuery({program.id(u"shop"_s), program.id(u"billing"_s)}, u"SELECT * FROM invoices WHERE id = 1"_s);
    tab->editor()->setCursorOffset(18);
    tab->editor()->setFocus();
    QTest::keyClick(tab->editor(), Qt::Key_F4);
    QTRY_VERIFY(page(program, u"invoices"_s));
    QCOMPARE(page(program, u"invoices"_s)->address().profile, program.id(u"billing"_s));
}

void TestSchemaWindow::ctrlShiftDGoesToAnyObject()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    QTest::keyClick(program.window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    auto *finder = program.window->findChild<ObjectFinder *>();
    QVERIFY(finder);
    QVERIFY(std::ranges::any_of(finder->findChildren<QLabel *>(), [](const QLabel *label) { return label->text().contains(u"read "_s); }));
    QAbstractItemModelTester tester(finder->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::keyClicks(finder->input(), u"invo"_s);
    QTRY_COMPARE(finder->model()->rowCount(), 1);
    QCOMPARE(finder->model()->index(0, 0).data().toString(), u"invoices"_s);
    QVERIFY(finder->model()->index(0, 0).data(SearchHitModel::PlaceRole).toString().contains(u"billing"_s));
    finder->input()->clear();
    QTest::keyClicks(finder->input(), u"customers bill"_s); // the object, then its database
    QTRY_COMPARE(finder->model()->rowCount(), 1);
    QVERIFY(finder->model()->index(0, 0).data(SearchHitModel::PlaceRole).toString().contains(u"billing"_s));
    QTest::keyClick(finder->input(), Qt::Key_Return);
    QTRY_VERIFY(page(program, u"customers"_s));
}

void TestSchemaWindow::theSearchGroupsByDatabase()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    QTest::keyClick(program.window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    auto *panel = program.window->findChild<SearchPanel *>();
    QVERIFY(panel);
    QAbstractItemModelTester tester(panel->view()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::keyClicks(panel->input(), u"customer_id"_s);
    QTRY_COMPARE(panel->view()->model()->rowCount(), 2); // shop and billing
    QVERIFY(std::ranges::any_of(panel->findChildren<ElidedLabel *>(), [](const ElidedLabel *label) { return label->text().contains(u"read "_s); }));
    const QModelIndex first = panel->view()->model()->index(0, 0);
    QVERIFY(panel->view()->model()->rowCount(first) >= 1);
    QTest::keyClick(panel->input(), Qt::Key_Return);
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    QTRY_VERIFY(qobject_cast<ObjectPage *>(tabs->currentWidget()));
    auto *columns = tabs->currentWidget()->findChild<QTreeView *>(u"columns"_s);
    QTRY_COMPARE(columns->currentIndex().siblingAtColumn(0).data().toString(), u"customer_id"_s);
}

void TestSchemaWindow::ctrlPFindsTablesOfAllSnapshots()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"billing"_s)));
    const SchemaIndex &index = program.window->schema()->index();
    QTRY_VERIFY(index.search() && !index.search()->find(u"invoices"_s).hits.empty());
    QTest::keyClick(program.window.get(), Qt::Key_P, Qt::ControlModifier);
    auto *input = QApplication::activePopupWidget() ? QApplication::activePopupWidget()->findChild<QLineEdit *>() : nullptr;
    QVERIFY(input);
    QTest::keyClicks(input, u"invoices"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_VERIFY(page(program, u"invoices"_s));
}

void TestSchemaWindow::completionKnowsTheColumnsOfTheTablesInFrom()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QueryTab *tab = program.window->newQuery({program.id(u"shop"_s)}, u"SELECT o.cust FROM orders o"_s);
    SqlEditor *editor = tab->editor();
    editor->setFocus();
    editor->setCursorOffset(13);
    QTest::keyClick(editor, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(editor->isListActive());
    // customers begins so too, but only a column can stand behind "o."
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(editor->contents(), u"SELECT o.customer_id FROM orders o"_s);
}

void TestSchemaWindow::ddlIsCopiedFromTheTree()
{
    WindowProgram program(m_workspace);
    program.start();
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"shop"_s)));
    QTreeView *view = treeView(program);
    const QModelIndex shop = profileRow(program, u"shop"_s);
    view->expand(shop);
    view->selectionModel()->select(child(shop, u"orders"_s), QItemSelectionModel::ClearAndSelect);
    view->selectionModel()->select(child(shop, u"customers"_s), QItemSelectionModel::Select);
    view->setFocus();
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(u"CREATE TABLE customers"_s) && text.contains(u"CREATE INDEX orders_by_customer"_s), qPrintable(text));
}

void TestSchemaWindow::theDialogChoosesDatabasesAndHow()
{
    WindowProgram program(m_workspace);
    program.start();
    ExtractionChoices before;
    before.concurrency = 2;
    ExtractDialog dialog(program.services, {program.id(u"shop"_s)}, before);
    QSignalSpy wanted(&dialog, &ExtractDialog::extractWanted);
    dialog.show();
    QCOMPARE(dialog.chosen(), QList<QUuid>{program.id(u"shop"_s)});
    QCOMPARE(dialog.choices().concurrency, 2);
    QVERIFY(dialog.extractButton()->text().contains(u"1 database"_s));
    auto *filter = dialog.findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"bill"_s);
    for (QToolButton *button : dialog.findChildren<QToolButton *>()) {
        if (button->text() == u"All"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(dialog.chosen().size(), 2); // what is filtered away stays as it was
    auto *list = dialog.findChild<QTreeView *>();
    for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text() == u"Check &rights"_s)
            button->click();
    }
    const auto rights = [&] { return list->model()->index(0, 2).data().toString(); };
    QTRY_VERIFY2(!rights().isEmpty() && rights() != u"asking…"_s, qPrintable(rights()));
    QTest::keyClick(dialog.extractButton(), Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<ExtractionOrder>().targets.size(), 2);
}

void TestSchemaWindow::snapshotsAreNamedKeptAndOpened()
{
    WindowProgram program(m_workspace);
    program.start();
    SchemaParts *schema = program.window->schema();
    QTRY_VERIFY(schema->library().catalog(program.id(u"shop"_s)));
    makeSqlite(file(u"shop"_s), {u"CREATE TABLE later(id INTEGER PRIMARY KEY)"_s});
    extract(program, {u"shop"_s});
    schema->showSnapshots(program.id(u"shop"_s));
    auto *dialog = program.window->findChild<SnapshotsDialog *>();
    QVERIFY(dialog);
    SnapshotModel *model = dialog->model();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model->rowCount() >= 2);
    const int oldest = model->rowCount() - 1;
    model->setData(model->index(oldest, SnapshotModel::Name), u"before"_s, Qt::EditRole);
    QTRY_COMPARE(model->index(oldest, SnapshotModel::Name).data().toString(), u"before"_s);
    model->setData(model->index(oldest, SnapshotModel::Keep), Qt::Checked, Qt::CheckStateRole);
    QTRY_COMPARE(model->index(oldest, SnapshotModel::Keep).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));

    dialog->view()->selectionModel()->select(model->index(oldest, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == u"&Open"_s)
            button->click();
    }
    QTRY_VERIFY(program.window->findChild<CatalogPage *>());
    auto *past = program.window->findChild<CatalogPage *>();
    for (int row = 0; row < past->view()->model()->rowCount(); ++row)
        QVERIFY(past->view()->model()->index(row, 0).data().toString() != u"later"_s);
    Q_EMIT past->objectWanted({program.id(u"shop"_s), ObjectKind::Table, {{}, u"orders"_s}});
    auto *tabs = qobject_cast<QTabWidget *>(program.window->centralWidget());
    auto *object = qobject_cast<ObjectPage *>(tabs->currentWidget());
    QVERIFY(object && object->isPast());
    QVERIFY2(object->title().contains(u'@'), qPrintable(object->title()));
}

static CatalogPtr wideCatalog(int tables)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (int i = 0; i < tables; ++i) {
        auto table = std::make_shared<Table>();
        table->ref.name = u"table_%1"_s.arg(i, 5, 10, QLatin1Char('0'));
        for (int c = 0; c < 10; ++c) {
            Column column;
            column.name = u"column_%1"_s.arg(c);
            column.nativeType = u"integer"_s;
            table->columns.push_back(column);
        }
        objects.push_back(table);
    }
    CatalogInfo info;
    info.engine = u"sqlite"_s;
    info.readAt = QDateTime::currentDateTimeUtc();
    return Catalog::make(info, std::move(objects));
}

void TestSchemaWindow::tenThousandTablesStayFluid()
{
    WindowProgram program(m_workspace);
    program.start();
    const CatalogPtr wide = wideCatalog(10'000);
    QTreeView *view = treeView(program);
    program.window->schema()->library().take(program.id(u"billing"_s), wide);
    const QPersistentModelIndex billing = profileRow(program, u"billing"_s);
    QElapsedTimer clock;
    clock.start();
    view->expand(billing);
    QCOMPARE(view->model()->rowCount(billing), 10'000);
    QCoreApplication::processEvents();
    const qint64 opened = clock.restart();
    auto *filter = program.window->tree()->findChild<QLineEdit *>();
    filter->setText(u"table_0999"_s);
    QTRY_COMPARE(view->model()->rowCount(billing), 10);
    const qint64 filtered = clock.restart();
    qInfo("opened in %lld ms, filtered in %lld ms", static_cast<long long>(opened), static_cast<long long>(filtered));
}

void TestSchemaWindow::nothingBlockedTheGuiThread()
{
    QCOMPARE(guiThreadViolations(), 0);
}

CONCORD_TEST(TestSchemaWindow)
#include "tst_schemawindow.moc"
