// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "diagram/diagrampage.h"
#include "docks/inspectorpanel.h"
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "schema/cataloglibrary.h"
#include "schema/extractions.h"
#include "schema/objectpage.h"
#include "shell/schemaparts.h"
#include "shell/startpage.h"
#include "views/windowprogram.h"
#include "workspace/demo.h"
#include "workspace/workspacefile.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// Badges in the tree, tabs of objects and diagrams, what the inspector and the start page tell: in the real window.
class TestSchemaTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void badgesSayWhatIsKnown();
    void tabsOfOneNameSayWhoseTheyAre();
    void aPageOpenedBeforeTheSchemaWasReadFindsItsObject();
    void diagramsCountByKindAndComeBack();
    void theInspectorFollowsThePageInFront();
    void theStartPageAsksOwnDatabases();
    void theStartPageKnowsItsDemo();
    void nothingBlockedTheGuiThread();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] QString workspacePath() const { return file(u"workspace.db"_s); }
    static void extract(WindowProgram &program, const QStringList &names);
    [[nodiscard]] static QString badge(WindowProgram &program, const QString &name);
    [[nodiscard]] static QTabWidget *tabs(WindowProgram &program) { return qobject_cast<QTabWidget *>(program.window->centralWidget()); }
    [[nodiscard]] static QStringList tabTexts(WindowProgram &program);
    [[nodiscard]] static QStringList inspected(WindowProgram &program);
    [[nodiscard]] static QStringList steps(WindowProgram &program);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSchemaTabs::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    makeSqlite(file(u"tenant_1.db"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY)"_s, u"CREATE VIEW names AS SELECT id FROM users"_s,
                                        u"CREATE TABLE \"a&b\"(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id))"_s});
    makeSqlite(file(u"tenant_2.db"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)"_s, u"CREATE TABLE \"two\nlines\"(id INTEGER)"_s});
    addProfiles(workspacePath(), {{u"tenant_1"_s, file(u"tenant_1.db"_s)}, {u"tenant_2"_s, file(u"tenant_2.db"_s)}}, {u"all"_s});
}

void TestSchemaTabs::extract(WindowProgram &program, const QStringList &names)
{
    QList<QUuid> profiles;
    for (const QString &name : names)
        profiles.append(program.id(name));
    program.window->schema()->extractions().start(profiles, {});
    JobsModel *jobs = program.window->jobs()->model();
    QTRY_VERIFY(jobs->rowCount() > 0 && jobs->runningCount() == 0);
}

QString TestSchemaTabs::badge(WindowProgram &program, const QString &name)
{
    const QAbstractItemModel *model = program.window->tree()->model();
    const auto found = model->match(model->index(0, 0), ConnectionModel::ProfileRole, program.id(name), 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QString() : found.first().data(ConnectionModel::BadgeRole).toString();
}

QStringList TestSchemaTabs::tabTexts(WindowProgram &program)
{
    QStringList texts;
    for (int i = 0; i < tabs(program)->count(); ++i)
        texts.append(tabs(program)->tabText(i));
    return texts;
}

QStringList TestSchemaTabs::inspected(WindowProgram &program)
{
    QStringList texts;
    for (const QLabel *label : program.window->findChild<InspectorPanel *>()->findChildren<QLabel *>()) {
        if (!label->text().isEmpty() && !label->isHidden())
            texts.append(label->text());
    }
    return texts;
}

QStringList TestSchemaTabs::steps(WindowProgram &program)
{
    QStringList texts;
    for (const QPushButton *button : program.window->findChild<StartPage *>()->widget()->findChildren<QPushButton *>()) {
        if (button->isFlat())
            texts.append(button->text());
    }
    return texts;
}

void TestSchemaTabs::badgesSayWhatIsKnown()
{
    {
        WindowProgram program(workspacePath());
        program.start();
        QCOMPARE(badge(program, u"tenant_1"_s), u"SQLite"_s); // never read
        extract(program, {u"tenant_1"_s, u"tenant_2"_s});
        QTRY_COMPARE(badge(program, u"tenant_1"_s), u"3 · now"_s);
        CatalogLibrary &library = program.window->schema()->library();
        library.setReading(program.id(u"tenant_1"_s), {u"columns"_s, 2, 5});
        QCOMPARE(badge(program, u"tenant_1"_s), u"reading 2/5"_s);
        library.setFailed(program.id(u"tenant_1"_s), Error{ErrorKind::Connection, u"refused"_s, {}, {}, -1, 0, 0});
        QCOMPARE(badge(program, u"tenant_1"_s), u"offline · now"_s);
        // Of another time: its snapshot was taken long ago.
        auto info = library.catalog(program.id(u"tenant_2"_s))->info();
        info.exclude = {u"tmp_*"_s};
        library.take(program.id(u"tenant_2"_s), Catalog::make(info, {}));
        QCOMPARE(badge(program, u"tenant_2"_s), u"0, without tmp_* · now"_s);
    }
    {
        const BlockingOnPurpose own;
        const auto aged = WorkspaceFile::open(workspacePath());
        QVERIFY(aged.has_value());
        QVERIFY((*aged)->run(u"UPDATE snapshot SET taken = '2026-01-05T10:00:00.000Z'"_s).has_value());
    }
    WindowProgram program(workspacePath());
    program.start();
    QTRY_VERIFY2(badge(program, u"tenant_1"_s).startsWith(u"3 · stale, "_s), qPrintable(badge(program, u"tenant_1"_s)));
}

void TestSchemaTabs::tabsOfOneNameSayWhoseTheyAre()
{
    WindowProgram program(workspacePath());
    program.start();
    extract(program, {u"tenant_1"_s, u"tenant_2"_s});
    SchemaParts *schema = program.window->schema();
    schema->openObject({program.id(u"tenant_1"_s), ObjectKind::Table, {{}, u"users"_s}});
    QVERIFY2(tabTexts(program).contains(u"users"_s), qPrintable(tabTexts(program).join(u'|')));
    schema->openObject({program.id(u"tenant_2"_s), ObjectKind::Table, {{}, u"users"_s}});
    schema->openObject({program.id(u"tenant_1"_s), ObjectKind::Table, {{}, u"a&b"_s}});
    const QStringList texts = tabTexts(program);
    QVERIFY2(texts.contains(u"users · tenant_1"_s) && texts.contains(u"users · tenant_2"_s), qPrintable(texts.join(u'|')));
    QVERIFY2(texts.contains(u"a&&b"_s), qPrintable(texts.join(u'|'))); // an & and no key
    schema->openObject({program.id(u"tenant_2"_s), ObjectKind::Table, {{}, u"two\nlines"_s}});
    QVERIFY2(tabTexts(program).contains(u"two lines"_s), qPrintable(tabTexts(program).join(u'|')));
    // The twin closed, the other has its short name again.
    const int twin = static_cast<int>(texts.indexOf(u"users · tenant_2"_s));
    Q_EMIT tabs(program)->tabCloseRequested(twin);
    QVERIFY2(tabTexts(program).contains(u"users"_s), qPrintable(tabTexts(program).join(u'|')));
}

/// A list of names calls it a table: the schema knows that it is a view (or, of MongoDB, a collection of its database).
void TestSchemaTabs::aPageOpenedBeforeTheSchemaWasReadFindsItsObject()
{
    WindowProgram program(workspacePath());
    program.start();
    const QUuid id = program.id(u"tenant_1"_s);
    ObjectPage *page = program.window->schema()->openObject({id, ObjectKind::Table, {{}, u"names"_s}});
    for (const auto *editor : {"ddl", "definition", "data"})
        QVERIFY2(page->findChild<QWidget *>(QLatin1StringView(editor))->isHidden(), editor);
    extract(program, {u"tenant_1"_s});
    QTRY_COMPARE(page->address().kind, ObjectKind::View);
    const auto *pages = page->findChild<QTabWidget *>();
    QVERIFY(pages->isVisibleTo(page));
    QStringList texts;
    for (int i = 0; i < pages->count(); ++i)
        texts.append(pages->tabText(i));
    QVERIFY2(texts.contains(u"History"_s) && texts.contains(u"Definition"_s), qPrintable(texts.join(u' ')));
    QCOMPARE(program.window->schema()->openObject({id, ObjectKind::View, {{}, u"names"_s}}), page);
}

void TestSchemaTabs::diagramsCountByKindAndComeBack()
{
    {
        WindowProgram program(workspacePath());
        program.start();
        extract(program, {u"tenant_1"_s, u"tenant_2"_s});
        SchemaParts *schema = program.window->schema();
        schema->showDiagram({program.id(u"tenant_1"_s)}, {{program.id(u"tenant_1"_s), ObjectKind::Table, {{}, u"users"_s}},
                                                          {program.id(u"tenant_1"_s), ObjectKind::View, {{}, u"names"_s}}});
        auto *page = qobject_cast<DiagramPage *>(tabs(program)->currentWidget());
        QVERIFY(page);
        QTRY_VERIFY2(page->status().startsWith(u"1 table(s) · 1 view(s) · "_s), qPrintable(page->status()));
        schema->showDiagram({program.id(u"tenant_1"_s), program.id(u"tenant_2"_s)}, {});
        schema->openObject({program.id(u"tenant_2"_s), ObjectKind::Table, {{}, u"users"_s}});
    }
    {
        WindowProgram program(workspacePath());
        program.start();
        QTRY_COMPARE(program.window->findChildren<DiagramPage *>().size(), 2);
        const QStringList texts = tabTexts(program);
        QCOMPARE(texts.filter(u"Diagram"_s), (QStringList{u"Diagram of tenant_1"_s, u"Diagram"_s}));
        QVERIFY(texts.indexOf(u"Diagram"_s) < texts.indexOf(u"users"_s)); // in their order
        auto *first = qobject_cast<DiagramPage *>(tabs(program)->widget(static_cast<int>(texts.indexOf(u"Diagram of tenant_1"_s))));
        QTRY_VERIFY2(first->status().startsWith(u"1 table(s) · 1 view(s) · "_s), qPrintable(first->status()));
        Q_EMIT tabs(program)->tabCloseRequested(tabs(program)->indexOf(first));
    } // which has written all that it keeps
    WindowProgram again(workspacePath());
    again.start();
    QTRY_COMPARE(again.window->findChildren<DiagramPage *>().size(), 1);
}

void TestSchemaTabs::theInspectorFollowsThePageInFront()
{
    WindowProgram program(workspacePath());
    program.start();
    extract(program, {u"tenant_1"_s, u"tenant_2"_s});
    SchemaParts *schema = program.window->schema();
    program.window->tree()->selectProfile(program.id(u"tenant_2"_s));
    QVERIFY2(inspected(program).contains(u"tenant_2"_s), qPrintable(inspected(program).join(u'|')));
    ObjectPage *users = schema->openObject({program.id(u"tenant_1"_s), ObjectKind::Table, {{}, u"users"_s}});
    QCOMPARE(inspected(program).first(), u"users"_s);
    schema->openObject({program.id(u"tenant_1"_s), ObjectKind::View, {{}, u"names"_s}});
    QCOMPARE(inspected(program).first(), u"names"_s);
    tabs(program)->setCurrentWidget(users);
    QCOMPARE(inspected(program).first(), u"users"_s);
    extract(program, {u"tenant_1"_s}); // what is told of it stays told
    QCOMPARE(inspected(program).first(), u"users"_s);
    program.window->tree()->selectProfile(program.id(u"tenant_1"_s)); // a person goes to the tree
    QCOMPARE(inspected(program).first(), u"tenant_1"_s);
    tabs(program)->setCurrentIndex(0);
    QCOMPARE(inspected(program).first(), u"tenant_1"_s);
}

void TestSchemaTabs::theStartPageAsksOwnDatabases()
{
    WindowProgram program(workspacePath());
    program.start();
    program.window->showStartPage();
    QCOMPARE(steps(program), QStringList()); // called tenant_1, but not the demo's
    extract(program, {u"tenant_1"_s, u"tenant_2"_s});
    QTRY_COMPARE(steps(program), (QStringList{u"1.  How many rows has users in each of 2 databases?"_s,
                                              u"2.  How do the schemas of tenant_1 and tenant_2 differ?"_s}));
    QSignalSpy wanted(program.window->findChild<StartPage *>(), &StartPage::stepWanted);
    for (QPushButton *button : program.window->findChild<StartPage *>()->widget()->findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"1."_s)) {
            button->click();
            break;
        }
    }
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().at(1).toString(), u"SELECT count(*) AS n FROM users"_s);
    QCOMPARE(wanted.first().at(2).value<QList<QUuid>>().size(), 2);
}

void TestSchemaTabs::theStartPageKnowsItsDemo()
{
    const QString path = file(u"demo-workspace.db"_s);
    {
        const BlockingOnPurpose own;
        const auto workspace = Workspace::open(path);
        QVERIFY(workspace.has_value());
        QVERIFY(writeDemo(file(u"demo"_s), **workspace).has_value());
    }
    WindowProgram program(path);
    program.start();
    program.window->showStartPage();
    QTRY_COMPARE(steps(program).size(), demoSteps().size());
}

void TestSchemaTabs::nothingBlockedTheGuiThread()
{
    QCOMPARE(guiThreadViolations(), 0);
}

CONCORD_TEST(TestSchemaTabs)
#include "tst_schematabs.moc"
