// SPDX-License-Identifier: GPL-3.0-or-later
// Documents to look into: as a tree beside the grid, and of one value.
#include "core/resultbuilder.h"
#include "grid/documentlist.h"
#include "grid/documenttree.h"
#include "grid/gridmodel.h"
#include "grid/gridview.h"
#include "grid/recordview.h"
#include "grid/resultgrid.h"
#include "grid/valueviewer.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTabBar>
#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestDocumentTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndCopies();
    void textFromAServerIsPlain();
    void largeTextIsNoTree();
    void theRecordShowsTheRowsOwnDocument();
    void theRecordShowsTheCellThatIsJson();
    void theRecordShowsTheRowOtherwise();
    void oneValueIsATreeToo();
    void allRowsAreDocumentsThatOpen();
    void arraysShowTheirLength();

private:
    static CombinedResult result(bool documents);
};

static QString textAt(const DocumentModel &model, const QModelIndex &row, int column)
{
    return model.index(row.row(), column, row.parent()).data().toString();
}

/// n, data (JSON): two rows; with the rows' own documents or without.
CombinedResult TestDocumentTree::result(bool documents)
{
    ColumnInfo n = column(u"n"_s, Physical::Int32, Logical::Integer);
    ColumnInfo data = column(u"data"_s, Physical::Text, Logical::Json);
    ColumnInfo note = column(u"note"_s, Physical::Text, Logical::Text);
    auto rows = std::make_shared<ResultTable>(std::vector<ColumnInfo>{n, data, note});
    Batch batch;
    batch.rows = 2;
    batch.columns.push_back(int32s({1, std::nullopt}));
    batch.columns.push_back(texts({R"({"a": {"b": 1.10}, "c": [true, null]})", "{}"}));
    batch.columns.push_back(texts({"say \"x\"", ""}));
    if (documents) {
        batch.documents.appendBytes(R"({"_id": {"$oid": "65f0"}, "n": 1})");
        batch.documents.appendBytes(R"({"_id": {"$oid": "65f1"}})");
    }
    rows->append(std::move(batch));
    rows->finish();
    return CombinedResult({source(u"a"_s, rows)});
}

void TestDocumentTree::opensAndCopies()
{
    DocumentTree tree;
    QAbstractItemModelTester tester(tree.documentModel(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString text = u"{\"_id\": {\"$oid\": \"65f0\"}, \"name\": \"Zo\\u00eb\", \"items\": [{\"sku\": \"a\", \"price\": 1.10}], \"a.b\": null}"_s;
    QVERIFY(tree.setText(text));
    tree.show();
    QVERIFY(QTest::qWaitForWindowActive(&tree));
    const DocumentModel &model = *tree.documentModel();
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(textAt(model, model.index(0, 0), DocumentModel::Value), u"65f0"_s);
    QCOMPARE(textAt(model, model.index(0, 0), DocumentModel::Type), u"ObjectId"_s);
    QCOMPARE(textAt(model, model.index(3, 0), DocumentModel::Value), u"null"_s);
    const QModelIndex items = model.index(2, 0);
    QCOMPARE(model.rowCount(items), 1);
    const QModelIndex price = model.index(1, 0, model.index(0, 0, items));
    QVERIFY(tree.isExpanded(items)); // a small document stands open
    tree.setCurrentIndex(price);
    QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"1.10"_s); // as it is written
    QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"items[0].price"_s);
    tree.setCurrentIndex(items);
    tree.copyValue();
    QCOMPARE(QApplication::clipboard()->text(), u"[{\"sku\": \"a\", \"price\": 1.10}]"_s);
    tree.setCurrentIndex(model.index(1, 0));
    tree.copyValue();
    QCOMPARE(QApplication::clipboard()->text(), u"Zoë"_s);
    tree.setCurrentIndex(model.index(3, 0));
    tree.copyPath();
    QCOMPARE(QApplication::clipboard()->text(), u"[\"a.b\"]"_s);
    tree.copyDocument();
    QCOMPARE(QApplication::clipboard()->text(), text);
    QTest::keyClick(&tree, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(!tree.isExpanded(items));
}

void TestDocumentTree::textFromAServerIsPlain()
{
    DocumentTree tree;
    QVERIFY(tree.setText(u"{\"a\": \"<b>x</b>\"}"_s));
    const DocumentModel &model = *tree.documentModel();
    QCOMPARE(textAt(model, model.index(0, 0), DocumentModel::Value), u"<b>x</b>"_s);
    QVERIFY(!model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestDocumentTree::largeTextIsNoTree()
{
    DocumentTree tree;
    QVERIFY(!tree.setText(u"[\""_s + QString(DocumentTree::mostCharacters, u'x') + u"\"]"_s));
    QVERIFY(!tree.setText(u"no JSON"_s));
    QVERIFY(!tree.setText(u"\"only text\""_s));
    QCOMPARE(tree.documentModel()->rowCount(), 0);
}

void TestDocumentTree::theRecordShowsTheRowsOwnDocument()
{
    ResultGrid grid(nullptr);
    grid.setDocumentText([](const Endpoint &, std::string_view document) { return QString::fromUtf8(document); });
    grid.begin({Endpoint()});
    grid.setResult(result(true), true, false);
    grid.show();
    QVERIFY(QTest::qWaitForWindowActive(&grid));
    grid.view()->setCurrentIndex(grid.model()->index(0, 0));
    grid.toggleRecord();
    RecordView *record = grid.record();
    record->showForm(RecordView::Document);
    const DocumentModel &model = *record->document()->documentModel();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(textAt(model, model.index(0, 0), DocumentModel::Value), u"65f0"_s);
    QTest::keyClick(record->document(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(textAt(model, model.index(0, 0), DocumentModel::Value), u"65f1"_s);
    record->findChild<QTabBar *>()->setCurrentIndex(RecordView::Columns);
    QVERIFY(record->table()->isVisible());
}

void TestDocumentTree::theRecordShowsTheCellThatIsJson()
{
    ResultGrid grid(nullptr);
    grid.setResult(result(false), true, false);
    grid.show();
    grid.view()->setCurrentIndex(grid.model()->index(0, 1));
    grid.toggleRecord();
    grid.record()->showForm(RecordView::Document);
    const DocumentModel &model = *grid.record()->document()->documentModel();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.pathOf(model.index(0, 0, model.index(0, 0))), u"a.b"_s);
    QCOMPARE(model.valueOf(model.index(0, 0, model.index(0, 0))), u"1.10"_s);
}

void TestDocumentTree::theRecordShowsTheRowOtherwise()
{
    ResultGrid grid(nullptr);
    grid.setResult(result(false), true, false);
    QCOMPARE(rowDocument(*grid.model(), 0), u"{\"n\": 1, \"data\": {\"a\": {\"b\": 1.10}, \"c\": [true, null]}, \"note\": \"say \\\"x\\\"\"}"_s);
    QCOMPARE(rowDocument(*grid.model(), 1), u"{\"n\": null, \"data\": {}, \"note\": \"\"}"_s);
    grid.show();
    grid.view()->setCurrentIndex(grid.model()->index(0, 0));
    grid.toggleRecord();
    grid.record()->showForm(RecordView::Document);
    QCOMPARE(grid.record()->document()->documentModel()->rowCount(), 3);
}

void TestDocumentTree::oneValueIsATreeToo()
{
    ValueViewer viewer;
    viewer.setValue(u"data"_s, ValueViewer::State::Value, u"{\"a\": 1}"_s, false);
    viewer.show();
    auto *forms = viewer.findChild<QTabBar *>();
    forms->setCurrentIndex(3);
    QVERIFY(viewer.tree()->isVisible());
    QCOMPARE(viewer.tree()->documentModel()->rowCount(), 1);
    viewer.setValue(u"data"_s, ValueViewer::State::Value, u"{\"b\": 1, \"c\": 2}"_s, false); // who looks at trees goes on looking at trees
    QVERIFY(viewer.tree()->isVisible());
    QCOMPARE(viewer.tree()->documentModel()->rowCount(), 2);
    viewer.setValue(u"name"_s, ValueViewer::State::Value, u"x"_s, false);
    QVERIFY(!viewer.tree()->isVisible());
    QCOMPARE(viewer.shownText(), u"x"_s);
}

void TestDocumentTree::allRowsAreDocumentsThatOpen()
{
    ResultGrid grid(nullptr);
    grid.setDocumentText([](const Endpoint &, std::string_view document) { return QString::fromUtf8(document.data(), qsizetype(document.size())); });
    DocumentList list(*grid.model(), [&grid](int row) { return grid.documentOf(row); });
    QAbstractItemModelTester tester(list.documents(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false); // it would open what a person has not
    DocumentListModel &model = *list.documents();
    QVERIFY(!grid.hasDocuments());
    grid.begin({Endpoint()});
    grid.setResult(result(true), true, false);
    QVERIFY(grid.hasDocuments());
    list.show();
    list.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    list.setFocus();
    QTRY_COMPARE(model.rowCount(), 2);
    const QModelIndex first = model.index(0, 0);
    QVERIFY(model.index(0, 1).data().toString().startsWith(u"{\"_id\""_s)); // closed, it is its beginning
    QCOMPARE(model.rowCount(first), 0);
    list.setCurrentIndex(first);
    QTest::keyClick(&list, Qt::Key_Right);
    QCOMPARE(model.rowCount(first), 2);
    const QModelIndex n = model.index(1, 0, first);
    QCOMPARE(n.data().toString(), u"n"_s);
    QCOMPARE(n.siblingAtColumn(1).data().toString(), u"1"_s);
    list.setCurrentIndex(n);
    QTest::keyClick(&list, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"n"_s);
    // Rows without a document of their own are what their columns say.
    grid.begin({Endpoint()});
    grid.setResult(result(false), true, false);
    QVERIFY(!grid.hasDocuments());
    QTRY_COMPARE(model.rowCount(), 2);
    model.fetchMore(model.index(0, 0));
    QCOMPARE(model.rowCount(model.index(0, 0)), 3);
    QCOMPARE(model.pathOf(model.index(0, 0, model.index(1, 0, model.index(0, 0)))), u"data.a"_s);
}

void TestDocumentTree::arraysShowTheirLength()
{
    auto rows = std::make_shared<ResultTable>(std::vector<ColumnInfo>{column(u"tags"_s, Physical::Text, Logical::Array)});
    Batch batch;
    batch.rows = 3;
    batch.columns.push_back(texts({R"(["a","b, c"])", "[]", "{1,2}"}));
    rows->append(std::move(batch));
    rows->finish();
    GridModel model;
    model.setResult(CombinedResult({source(u"a"_s, rows)}));
    QCOMPARE(model.index(0, 0).data().toString(), u"(2) [\"a\",\"b, c\"]"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"(0) []"_s);
    QCOMPARE(model.index(2, 0).data().toString(), u"{1,2}"_s);                                  // another engine's way to write one
    QCOMPARE(model.index(0, 0).data(GridModel::FullTextRole).toString(), u"[\"a\",\"b, c\"]"_s); // copied as it is
}

CONCORD_TEST(TestDocumentTree)
#include "tst_documenttree.moc"
