// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endchooser.h"
#include "compare/frozencolumn.h"
#include "compare/matrixmodel.h"
#include "compare/matrixview.h"
#include "views/comparewindow.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Four databases as a matrix, in the real window on real SQLite files.
class TestMatrixView : public CompareWindow
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { start(); }
    void cleanup() { stop(); }
    void theMatrixShowsDatabasesByVariant();
    void aTableOpensIntoItsMembers();
    void theObjectStaysInSightAndItsBranchesOpen();
    void whatWasNeverReadIsReadAtOnce();
    void theBaselineMayBeAnotherDatabase();
    void theMatrixIsExported_data();
    void theMatrixIsExported();
    void tabsComeBackWithTheirEnds();
    void aCellOpensThePair();
    void arrowsGoFromCellToCell();
    void whatCannotBeReadIsNeverTheSame();

private:
    MatrixView *openMatrix();

    QTemporaryDir m_output;
};

void TestMatrixView::initTestCase()
{
    const QString orders = u"CREATE TABLE orders(id INTEGER PRIMARY KEY, total NUMERIC(10,2))"_s;
    makeSqlite(file(u"right"_s), {orders});
    QList<std::pair<QString, QString>> files{{u"right"_s, file(u"right"_s)}};
    for (int i = 1; i <= 4; ++i) {
        QStringList sql{orders, u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s};
        if (i != 3)
            sql.append(u"CREATE INDEX idx_a ON users(email)"_s);
        if (i == 4)
            sql.append(u"CREATE TABLE extra(id INTEGER PRIMARY KEY)"_s);
        makeSqlite(file(u"tenant%1"_s.arg(i)), sql);
        files.append({u"tenant%1"_s.arg(i), file(u"tenant%1"_s.arg(i))});
    }
    QFile broken(file(u"broken"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database at all, but a text that is long enough to be looked at as one");
    broken.close();
    files.append({u"broken"_s, file(u"broken"_s)});
    addProfiles(workspaceFile(), files, {});
}

MatrixView *TestMatrixView::openMatrix()
{
    extract({u"tenant1"_s, u"tenant2"_s, u"tenant3"_s, u"tenant4"_s});
    compare({u"tenant1"_s, u"tenant2"_s, u"tenant3"_s, u"tenant4"_s});
    auto *view = qobject_cast<MatrixView *>(front());
    return view && QTest::qWaitFor([view] { return view->model()->matrix() != nullptr; }, 30'000) ? view : nullptr;
}

void TestMatrixView::theMatrixShowsDatabasesByVariant()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    MatrixModel *model = view->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto line = [model](int row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(model->index(row, column).data().toString());
        return cells;
    };
    QCOMPARE(model->rowCount(), 2);
    QCOMPARE(line(0).mid(2), (QStringList{u"–"_s, u"–"_s, u"–"_s, u"A"_s}));
    QCOMPARE(line(0).first(), u"extra"_s);
    QCOMPARE(line(1).mid(2), (QStringList{u"A"_s, u"A"_s, u"B"_s, u"A"_s}));
    QVERIFY2(line(1).at(1).contains(u"idx_a"_s), qPrintable(line(1).at(1)));
    QVERIFY(model->index(0, 2).data(Qt::BackgroundRole).value<QBrush>().style() != Qt::SolidPattern); // hatched
    QVERIFY(model->index(0, 2).data(Qt::AccessibleTextRole).toString().contains(u"tenant1"_s));
    QTest::keyClick(view->findChild<QCheckBox *>(), Qt::Key_Space);
    QCOMPARE(model->rowCount(), 3);
    view->baseline()->setCurrentIndex(3); // tenant3
    QTRY_COMPARE(model->matrix()->baseline, 2);
    QCOMPARE(line(2).mid(2), (QStringList{u"B"_s, u"B"_s, u"A"_s, u"B"_s}));
    QCOMPARE(model->headerData(4, Qt::Horizontal).toString(), u"★ tenant3"_s);
}

void TestMatrixView::aTableOpensIntoItsMembers()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    MatrixModel *model = view->model();
    const QModelIndex users = model->index(1, 0);
    view->tree()->setFocus();
    view->tree()->setCurrentIndex(users);
    QTest::keyClick(view->tree(), Qt::Key_Right);
    QVERIFY(view->tree()->isExpanded(users));
    QCOMPARE(model->rowCount(users), 1); // what is alike stays away
    const QModelIndex member = model->index(0, 0, users);
    QVERIFY2(member.data().toString().contains(u"idx_a"_s), qPrintable(member.data().toString()));
    QCOMPARE(member.siblingAtColumn(MatrixModel::FirstDatabase + 2).data().toString(), u"–"_s);
    QCOMPARE(member.siblingAtColumn(MatrixModel::FirstDatabase).data().toString(), u"A"_s);
    QVERIFY(model->words(member.siblingAtColumn(MatrixModel::FirstDatabase + 2)).contains(u"tenant3 lacks"_s));
}

void TestMatrixView::theObjectStaysInSightAndItsBranchesOpen()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    QTreeView *tree = view->tree();
    const auto *frozen = tree->findChild<FrozenColumn *>();
    QVERIFY(frozen && !frozen->isVisible());
    const auto users = [view] {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (view->model()->index(row, 0).data() == u"users"_s)
                return view->model()->index(row, 0);
        }
        return QModelIndex();
    };
    tree->setFocus();
    tree->setCurrentIndex(users());
    QTest::keyClick(tree, Qt::Key_Right);
    QVERIFY(tree->isExpanded(users()));
    for (int column = MatrixModel::FirstDatabase; column < view->model()->columnCount(); ++column)
        tree->setColumnWidth(column, 600); // wider than any screen
    QTRY_VERIFY(tree->horizontalScrollBar()->maximum() > 0);
    tree->horizontalScrollBar()->setValue(tree->horizontalScrollBar()->maximum());
    QTRY_VERIFY(frozen->isVisible());
    QCOMPARE(frozen->mapTo(view, QPoint()).x(), tree->viewport()->mapTo(view, QPoint()).x());
    QVERIFY(frozen->isExpanded(users()));
    QCOMPARE(frozen->visualRect(users()).top(), tree->visualRect(users()).top());
    view->baseline()->setCurrentIndex(3); // tenant3
    QTRY_COMPARE(view->model()->matrix()->baseline, 2);
    QVERIFY(tree->isExpanded(users()) && frozen->isExpanded(users()));
    QCOMPARE(tree->currentIndex().siblingAtColumn(0), users());
    QVERIFY(frozen->isVisible());
    QTest::keyClick(tree, Qt::Key_Home);
    tree->horizontalScrollBar()->setValue(0);
    QTRY_VERIFY(!frozen->isVisible());
}

void TestMatrixView::whatWasNeverReadIsReadAtOnce()
{
    addProfiles(workspaceFile(), {{u"unread1"_s, file(u"tenant1"_s)}, {u"unread2"_s, file(u"tenant4"_s)}}, {});
    m_program->profiles.reload();
    QTRY_VERIFY(!m_program->id(u"unread2"_s).isNull());
    compare({u"tenant3"_s, u"unread1"_s, u"unread2"_s});
    auto *view = qobject_cast<MatrixView *>(front());
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->matrix() && view->model()->rowCount() > 0 && !view->model()->matrix()->unreadable(), 30'000);
}

void TestMatrixView::theBaselineMayBeAnotherDatabase()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    extract({u"right"_s});
    view->baseline()->setFocus();
    view->baseline()->setCurrentIndex(view->baseline()->count() - 1); // another database…
    auto *chooser = view->findChild<EndChooser *>();
    QVERIFY(chooser);
    QTest::keyClicks(chooser->input(), u"right"_s);
    QTest::keyClick(chooser->input(), Qt::Key_Return);
    QTRY_COMPARE(view->model()->matrix()->baseline, 4);
    QCOMPARE(view->model()->headerData(6, Qt::Horizontal).toString(), u"★ right"_s);
    QCOMPARE(view->ends().size(), 4);
}

void TestMatrixView::theMatrixIsExported_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::addRow("HTML") << u"m.html"_s << QByteArray("<!DOCTYPE html>");
    QTest::addRow("Markdown") << u"m.md"_s << QByteArray("# 4 database");
    QTest::addRow("CSV") << u"m.csv"_s << QByteArray("kind,object");
    QTest::addRow("JSON") << u"m.json"_s << QByteArray("{");
}

void TestMatrixView::theMatrixIsExported()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begins);
    MatrixView *view = openMatrix();
    QVERIFY(view);
    QSignalSpy done(view, &MatrixView::exported);
    view->exportTo(m_output.filePath(name));
    QTRY_COMPARE(done.size(), 1);
    QFile written(m_output.filePath(name));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray contents = written.readAll();
    QVERIFY2(contents.startsWith(begins), contents.left(80).constData());
    QVERIFY(contents.contains("tenant3"));
}

void TestMatrixView::tabsComeBackWithTheirEnds()
{
    QVERIFY(openPair(u"tenant1"_s, u"tenant2"_s));
    pair()->findChild<QCheckBox *>()->setChecked(false);
    pair()->tree()->setFocus();
    QTest::keyClick(pair()->tree(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    MatrixView *matrix = openMatrix();
    QVERIFY(matrix);
    matrix->baseline()->setCurrentIndex(2); // tenant2
    m_program->window->close();
    m_program.reset();
    start();
    auto *tabs = qobject_cast<QTabWidget *>(m_program->window->centralWidget());
    QTRY_VERIFY(tabs->findChild<MatrixView *>());
    auto *again = tabs->findChild<CompareView *>();
    QVERIFY(again);
    QCOMPARE(again->title(), u"tenant2 ⇄ tenant1"_s);
    QVERIFY(!again->findChild<QCheckBox *>()->isChecked());
    auto *many = tabs->findChild<MatrixView *>();
    QTRY_COMPARE(many->model()->matrix() ? many->model()->matrix()->baseline : -1, 1);
    QCOMPARE(tabs->currentWidget(), many); // it was in front
}

void TestMatrixView::aCellOpensThePair()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    view->tree()->setFocus();
    view->tree()->setCurrentIndex(view->model()->index(1, MatrixModel::FirstDatabase + 2));
    QTest::keyClick(view->tree(), Qt::Key_Return);
    QTRY_VERIFY(pair() && pair()->model()->comparison());
    QCOMPARE(pair()->title(), u"tenant3 ⇄ tenant1"_s); // a script changes the left side, and not what the others are to be like
    QTRY_COMPARE(current(CompareModel::Left), u"users"_s);
}

void TestMatrixView::arrowsGoFromCellToCell()
{
    MatrixView *view = openMatrix();
    QVERIFY(view);
    QTreeView *tree = view->tree();
    const QModelIndex users = view->model()->index(1, 0);
    tree->setFocus();
    tree->setCurrentIndex(users.siblingAtColumn(MatrixModel::FirstDatabase));
    QTest::keyClick(tree, Qt::Key_Right);
    QCOMPARE(tree->currentIndex(), users.siblingAtColumn(MatrixModel::FirstDatabase + 1));
    QVERIFY(!tree->isExpanded(users));
    QTest::keyClick(tree, Qt::Key_Left);
    QCOMPARE(tree->currentIndex(), users.siblingAtColumn(MatrixModel::FirstDatabase));
    tree->setCurrentIndex(users);
    QTest::keyClick(tree, Qt::Key_Right); // opens it
    QTest::keyClick(tree, Qt::Key_Right);
    QVERIFY(tree->isExpanded(users));
    QCOMPARE(tree->currentIndex(), users.siblingAtColumn(1));
}

void TestMatrixView::whatCannotBeReadIsNeverTheSame()
{
    extract({u"tenant1"_s, u"tenant2"_s, u"broken"_s});
    compare({u"tenant1"_s, u"tenant2"_s, u"broken"_s});
    auto *view = qobject_cast<MatrixView *>(front());
    QVERIFY(view);
    QTRY_VERIFY(view->model()->matrix());
    QTest::keyClick(view->findChild<QCheckBox *>(), Qt::Key_Space); // all rows
    QCOMPARE(view->model()->rowCount(), 2);
    const auto &columns = view->model()->matrix()->columns;
    const auto broken = std::ranges::find_if(columns, [](const MatrixColumn &column) { return column.end.name == u"broken"_s; }) - columns.begin();
    for (int row = 0; row < 2; ++row)
        QCOMPARE(view->model()->index(row, MatrixModel::FirstDatabase + static_cast<int>(broken)).data().toString(), u"?"_s);
    QVERIFY(view->findChild<QPushButton *>()->isVisible()); // reads it
}

CONCORD_TEST(TestMatrixView)
#include "tst_matrixview.moc"
