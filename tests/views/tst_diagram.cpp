// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "connection/driver.h"
#include "diagram/diagramexport.h"
#include "diagram/diagramitems.h"
#include "diagram/diagramlayout.h"
#include "diagram/diagrampage.h"
#include "diagram/diagramscene.h"
#include "diagram/diagramview.h"
#include "schema/schematext.h"
#include "textfile.h"
#include "workspace/workspacethread.h"
#include "testprogram.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>
#include <QXmlStreamReader>

#include <thread>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

NamedCatalog shop()
{
    return namedCatalog(u"shop"_s,
                        u"users: id int pk auto; email text; name text\n"
                        "orders: id int pk auto; user_id int > users.id; placed ts\n"
                        "order_items: id int pk auto; order_id int > orders.id; product_id int > products.id\n"
                        "products: id int pk auto; parent_id int null > products.id; name text\n"
                        "\"%s <b>x<b>\": id int pk auto; users text"_s,
                        true);
}

NamedCatalog metrics()
{
    NamedCatalog catalog = namedCatalog(u"metrics"_s, u"user_metrics: id int pk auto; user_id int; visits int"_s);
    catalog.environment = Environment::Production;
    return catalog;
}

LayoutInput boxes(int count)
{
    LayoutInput input;
    for (int i = 0; i < count; ++i) {
        input.boxes.emplace_back(100 + 10 * (i % 7), 40 + 12 * (i % 5));
        input.groups.push_back(i % 2);
        if (i > 0)
            input.edges.emplace_back(i, (i * 7) % i);
    }
    input.edges.emplace_back(0, count - 1); // a cycle
    return input;
}

bool overlap(const LayoutInput &input, const std::vector<QPointF> &places)
{
    for (size_t a = 0; a < places.size(); ++a) {
        for (size_t b = a + 1; b < places.size(); ++b) {
            if (QRectF(places[a], input.boxes[a]).intersects(QRectF(places[b], input.boxes[b])))
                return true;
        }
    }
    return false;
}

TableItem *itemOf(const DiagramScene &scene, const QString &title)
{
    const auto found = std::ranges::find_if(scene.tables(), [&](const TableItem *item) { return item->title() == title; });
    return found == scene.tables().end() ? nullptr : *found;
}

RelationItem *relationFrom(const DiagramScene &scene, const QString &table, const QString &column)
{
    const auto found = std::ranges::find_if(scene.relations(), [&](const RelationItem *item) {
        return item->relation().from.table.table.name == table && item->relation().from.columns.first() == column;
    });
    return found == scene.relations().end() ? nullptr : *found;
}

/// A page that is shown and laid out.
struct Shown
{
    explicit Shown(const std::vector<NamedCatalog> &catalogs, const std::vector<TableRef> &tables = {})
    {
        page.resize(900, 600);
        page.show();
        QSignalSpy ready(&page, &DiagramPage::ready);
        page.display(catalogs, tables);
        if (!ready.wait(30'000))
            qFatal("the diagram never became ready");
    }
    DiagramPage page;
};

} // namespace

class TestDiagram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainLayoutPlacesBoxesApart_data();
    void plainLayoutPlacesBoxesApart();
    void graphvizPlacesBoxesApart();
    void withoutGraphvizItIsSaid();
    void slowGraphvizIsLeft();
    void brokenGraphvizIsNoHarm();
    void tablesAndRelationsAreShown();
    void inferredIsDashedAndAcrossDatabasesDotted();
    void columnsAreChosen();
    void onlyChosenTables();
    void movingATableTakesItsLinesAlong();
    void arrowsMoveAndEnterOpens();
    void doubleClickOpens();
    void zoomsByKeysAndWheel();
    void exportsSvgAndPng();
    void copiesAsText();
    void newerQuestionWins();
    void drawsTheLatestSnapshots();
    void fiveHundredTablesAreMovedAndPainted();
};

void TestDiagram::plainLayoutPlacesBoxesApart_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 30, 300})
        QTest::addRow("%d", count) << count;
}

void TestDiagram::plainLayoutPlacesBoxesApart()
{
    QFETCH(const int, count);
    const LayoutInput input = boxes(count);
    const std::vector<QPointF> places = plainLayout(input);
    QCOMPARE(places.size(), static_cast<size_t>(count));
    QVERIFY(!overlap(input, places));
    QVERIFY(plainLayout({}).empty());
}

void TestDiagram::graphvizPlacesBoxesApart()
{
    if (QStandardPaths::findExecutable(u"dot"_s).isEmpty())
        QSKIP("Graphviz is not installed");
    DiagramLayout layout;
    QSignalSpy finished(&layout, &DiagramLayout::finished);
    const LayoutInput input = boxes(40);
    layout.start(input);
    QVERIFY(finished.isEmpty());
    QVERIFY(finished.wait(30'000));
    QCOMPARE(finished.first().at(1).toString(), QString());
    const auto places = finished.first().at(0).value<std::vector<QPointF>>();
    QCOMPARE(places.size(), 40U);
    QVERIFY(!overlap(input, places));
}

void TestDiagram::withoutGraphvizItIsSaid()
{
    DiagramLayout layout;
    layout.setProgram(u"no-such-program"_s);
    QSignalSpy finished(&layout, &DiagramLayout::finished);
    layout.start(boxes(5));
    QVERIFY(finished.wait(30'000));
    QVERIFY(finished.first().at(1).toString().contains(u"not installed"_s));
    QCOMPARE(finished.first().at(0).value<std::vector<QPointF>>(), plainLayout(boxes(5)));
}

static QString script(const QTemporaryDir &folder, const QByteArray &text)
{
    const QString path = folder.filePath(u"dot.sh"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    file.write("#!/bin/sh\n" + text);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

void TestDiagram::slowGraphvizIsLeft()
{
    const QTemporaryDir folder;
    DiagramLayout layout;
    layout.setProgram(script(folder, "exec sleep 60\n"));
    layout.setTimeout(200);
    QSignalSpy finished(&layout, &DiagramLayout::finished);
    layout.start(boxes(5));
    QVERIFY(finished.wait(30'000));
    QVERIFY(finished.first().at(1).toString().contains(u"too long"_s));
}

void TestDiagram::brokenGraphvizIsNoHarm()
{
    const QTemporaryDir folder;
    DiagramLayout layout;
    QSignalSpy finished(&layout, &DiagramLayout::finished);
    for (const QByteArray &text : {QByteArray("cat >/dev/null; echo '{\"objects\": [{\"name\": \"b0\", \"pos\": \"1,2\"}]}'\n"),
                                   QByteArray("exit 3\n"), QByteArray("cat >/dev/null; echo nonsense\n")}) {
        layout.setProgram(script(folder, text));
        layout.start(boxes(5));
        QVERIFY(finished.wait(30'000));
        QVERIFY(finished.last().at(1).toString().contains(u"failed"_s));
        QCOMPARE(finished.last().at(0).value<std::vector<QPointF>>().size(), 5U);
    }
    QCOMPARE(finished.size(), 3);
}

void TestDiagram::tablesAndRelationsAreShown()
{
    const Shown shown({shop()});
    const DiagramScene &scene = *shown.page.scene();
    QCOMPARE(scene.tables().size(), 5U);
    QCOMPARE(scene.relations().size(), 4U);
    QVERIFY(shown.page.status().startsWith(u"5 table"_s));
    QVERIFY(itemOf(scene, u"%s <b>x<b>"_s));
    QVERIFY(itemOf(scene, u"%s <b>x<b>"_s)->toolTip().contains(u"&lt;b&gt;"_s));
    for (const TableItem *table : scene.tables()) // or what is escaped would be shown as such
        QVERIFY2(Qt::mightBeRichText(table->toolTip()), qPrintable(table->toolTip()));
    for (const TableItem *a : scene.tables()) {
        for (const TableItem *b : scene.tables())
            QVERIFY(a == b || !QRectF(a->pos(), a->size()).intersects(QRectF(b->pos(), b->size())));
    }
    QCOMPARE(guiThreadViolations(), 0);
}

void TestDiagram::inferredIsDashedAndAcrossDatabasesDotted()
{
    NamedCatalog app = shop();
    app.environment = Environment::Production;
    NamedCatalog log = namedCatalog(u"log"_s, u"products: id int pk auto\nviews: id int pk auto; product_id int"_s);
    log.environment = Environment::Production;
    const Shown shown({app, metrics(), log});
    const DiagramScene &scene = *shown.page.scene();
    QCOMPARE(relationFrom(scene, u"orders"_s, u"user_id"_s)->pen().style(), Qt::SolidLine);
    QCOMPARE(relationFrom(scene, u"views"_s, u"product_id"_s)->pen().style(), Qt::DashLine);
    const RelationItem *across = relationFrom(scene, u"user_metrics"_s, u"user_id"_s);
    QCOMPARE(across->pen().style(), Qt::DotLine);
    QVERIFY(across->pen().color() != relationFrom(scene, u"orders"_s, u"user_id"_s)->pen().color());
    QVERIFY(across->toolTip().contains(u"% sure"_s));
    QVERIFY(shown.page.status().contains(u"2 inferred"_s));
}

void TestDiagram::columnsAreChosen()
{
    const Shown shown({shop()});
    DiagramScene &scene = *shown.page.scene();
    auto *columns = shown.page.findChild<QComboBox *>();
    const auto namesOf = [&] {
        QStringList names;
        for (const TableItem::Row &row : itemOf(scene, u"users"_s)->rows())
            names.append(row.name);
        return names;
    };
    QCOMPARE(namesOf(), QStringList{u"id"_s});
    QSignalSpy laidOut(&scene, &DiagramScene::laidOut);
    columns->setCurrentIndex(0);
    QVERIFY(laidOut.wait(30'000));
    QCOMPARE(namesOf(), (QStringList{u"id"_s, u"email"_s, u"name"_s}));
    columns->setCurrentIndex(2);
    QVERIFY(laidOut.wait(30'000));
    QCOMPARE(namesOf(), QStringList());
}

void TestDiagram::onlyChosenTables()
{
    const NamedCatalog catalog = shop();
    const Shown shown({catalog}, {{catalog.id, {{}, u"users"_s}}, {catalog.id, {{}, u"orders"_s}}});
    QCOMPARE(shown.page.scene()->tables().size(), 2U);
    QCOMPARE(shown.page.scene()->relations().size(), 1U);
}

void TestDiagram::movingATableTakesItsLinesAlong()
{
    const Shown shown({shop()});
    const DiagramScene &scene = *shown.page.scene();
    const RelationItem *line = relationFrom(scene, u"orders"_s, u"user_id"_s);
    itemOf(scene, u"orders"_s)->setPos(5'000, 3'000);
    QVERIFY(line->boundingRect().right() >= 5'000);
    QVERIFY(line->boundingRect().bottom() >= 3'000);
}

void TestDiagram::arrowsMoveAndEnterOpens()
{
    Shown shown({shop()});
    DiagramScene &scene = *shown.page.scene();
    shown.page.view()->setFocus();
    // Places that leave no doubt.
    for (size_t i = 0; i < scene.tables().size(); ++i)
        scene.tables()[i]->setPos(static_cast<qreal>(i) * 400, 0);
    QSignalSpy opened(&shown.page, &DiagramPage::openRequested);
    QTest::keyClick(shown.page.view(), Qt::Key_Right); // the first key selects
    QCOMPARE(scene.selectedTable(), scene.tables()[0]);
    QTest::keyClick(shown.page.view(), Qt::Key_Right);
    QTest::keyClick(shown.page.view(), Qt::Key_Right);
    QTest::keyClick(shown.page.view(), Qt::Key_Left);
    QCOMPARE(scene.selectedTable(), scene.tables()[1]);
    QCOMPARE(shown.page.view()->accessibleDescription(), scene.tables()[1]->title());
    QTest::keyClick(shown.page.view(), Qt::Key_Up); // nothing there
    QCOMPARE(scene.selectedTable(), scene.tables()[1]);
    QTest::keyClick(shown.page.view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(scene.tables()[1]->pos(), QPointF(400, 10));
    QTest::keyClick(shown.page.view(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<TableRef>(), scene.tables()[1]->ref());
}

void TestDiagram::doubleClickOpens()
{
    Shown shown({shop()});
    const TableItem *users = itemOf(*shown.page.scene(), u"users"_s);
    DiagramView *view = shown.page.view();
    view->setZoom(1);
    view->centerOn(users);
    QSignalSpy opened(&shown.page, &DiagramPage::openRequested);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, view->mapFromScene(users->sceneBoundingRect().center()));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<TableRef>().table.name, u"users"_s);
}

void TestDiagram::zoomsByKeysAndWheel()
{
    Shown shown({shop()});
    DiagramView *view = shown.page.view();
    QTest::keyClick(view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view->zoom(), 1.0);
    QTest::keyClick(view, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(view->zoom() > 1.1);
    QTest::keyClick(view, Qt::Key_0, Qt::ControlModifier);
    QTest::keyClick(view, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(view->zoom() < 0.9);
    const qreal before = view->zoom();
    QWheelEvent wheel(QPointF(50, 50), view->viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(view->viewport(), &wheel);
    QVERIFY(view->zoom() > before);
    view->setZoom(1'000);
    QCOMPARE(view->zoom(), 4.0);
    view->showAll();
    QVERIFY(view->viewport()->rect().adjusted(-2, -2, 2, 2).contains(view->mapFromScene(view->sceneRect()).boundingRect()));
}

void TestDiagram::exportsSvgAndPng()
{
    Shown shown({shop()});
    DiagramScene &scene = *shown.page.scene();
    scene.tables().front()->setSelected(true);
    const QByteArray svg = diagramSvg(scene, u"<shop>"_s);
    QXmlStreamReader reader(svg);
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(text.contains(u"order_items"_s));
    QVERIFY(text.contains(u"%s <b>x<b>"_s));
    QCOMPARE(scene.selectedTable(), scene.tables().front()); // as before
    const QImage png = QImage::fromData(diagramPng(scene), "PNG");
    QVERIFY(!png.isNull());
    QVERIFY(png.width() >= scene.area().width());
    const QTemporaryDir folder;
    Result<void> written;
    Result<void> failed;
    std::thread([&] { // files are not written on the GUI's thread
        written = writeWhole(folder.filePath(u"d.svg"_s), svg);
        failed = writeWhole(folder.filePath(u"no/d.svg"_s), svg);
    })
        .join();
    QVERIFY(written);
    QCOMPARE(QFileInfo(folder.filePath(u"d.svg"_s)).size(), svg.size());
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Io);
}

void TestDiagram::copiesAsText()
{
    Shown shown({shop(), metrics()});
    for (QAction *action : shown.page.findChild<QMenu *>()->actions()) {
        if (!action->text().startsWith(u"Copy"_s))
            continue;
        QGuiApplication::clipboard()->clear();
        action->trigger();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.contains(u"user_metrics"_s) && text.contains(u"order_items"_s), qPrintable(action->text()));
    }
    QVERIFY(shown.page.scene()->text(SchemaFormat::Mermaid).startsWith(u"erDiagram"_s));
}

void TestDiagram::newerQuestionWins()
{
    DiagramPage page;
    QSignalSpy ready(&page, &DiagramPage::ready);
    page.display({shop()});
    page.display({metrics()});
    QVERIFY(ready.wait(30'000));
    QThreadPool::globalInstance()->waitForDone(); // the older answer has been given by now,
    QCoreApplication::processEvents();            // and was heard
    QCOMPARE(page.scene()->tables().size(), 1U);
    QCOMPARE(ready.size(), 1);
}

void TestDiagram::drawsTheLatestSnapshots()
{
    const QTemporaryDir folder;
    WorkspaceThread workspace(folder.filePath(u"workspace.db"_s));
    QList<QUuid> profiles;
    for (const QString &name : {u"shop"_s, u"later"_s}) {
        auto saved = workspace.post([name](Workspace &open) {
            Server server;
            server.engine = u"postgresql"_s;
            server.host = u"h"_s;
            Profile profile;
            profile.name = name;
            profile.database = name;
            return open.saveConnection(server, profile);
        });
        saved.waitForFinished();
        profiles.append(saved.result().value().profileId);
    }
    auto kept = workspace.post([profile = profiles.first()](Workspace &open) {
        return open.saveSnapshot({profile, u"shop"_s, QUuid::createUuid(), QDateTime::currentDateTimeUtc(), shop().catalog});
    });
    kept.waitForFinished();
    QVERIFY2(kept.result(), qPrintable(kept.result() ? QString() : kept.result().error().message));
    DiagramPage page;
    QSignalSpy ready(&page, &DiagramPage::ready);
    page.displayLatest(workspace, std::make_shared<const DriverRegistry>(), profiles);
    QVERIFY(ready.wait(30'000));
    QCOMPARE(page.scene()->tables().size(), 5U);
    QVERIFY(page.status().contains(u"never read: later"_s));
    QVERIFY2(page.status().contains(u" · read just now"_s), qPrintable(page.status()));
    QCOMPARE(guiThreadViolations(), 0);
}

void TestDiagram::fiveHundredTablesAreMovedAndPainted()
{
    QString text;
    for (int i = 0; i < 500; ++i)
        text +=
            u"table_%1: id int pk auto; a int; b text; c text; d ts; parent_id int > table_%2.id; other int > table_%3.id\n"_s.arg(i).arg(i / 2).arg(
                (i * 37 + 11) % 500);
    Shown shown({namedCatalog(u"large"_s, text, true)});
    QCOMPARE(shown.page.scene()->tables().size(), 500U);
    qInfo("%s", qPrintable(shown.page.status()));
    DiagramView *view = shown.page.view();
    constexpr int frames = 20;
    for (int i = 0; i < frames; ++i) {
        shown.page.scene()->tables()[static_cast<size_t>(i)]->moveBy(5, 5);
        view->viewport()->repaint();
    }
    view->setZoom(1);
    for (int i = 0; i < frames; ++i) {
        view->translate(-20, 0);
        view->viewport()->repaint();
    }
    QCOMPARE(shown.page.scene()->tables().size(), 500U);
}

CONCORD_TEST(TestDiagram)
#include "tst_diagram.moc"
