// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"
#include "connection/connectionurl.h"
#include "connections/connectionmodel.h"
#include "connections/connectiontree.h"
#include "docks/jobbuttons.h"
#include "docks/jobsmodel.h"
#include "docks/jobspanel.h"
#include "extract/jobfile.h"
#include "schema/cataloglibrary.h"
#include "schema/extractdialog.h"
#include "schema/extractionjob.h"
#include "shell/schemaparts.h"
#include "views/windowprogram.h"
#include "workspace/unfinishedextraction.h"
#include "testprogram.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// What extractions take from files and leave in files and in the workspace, in the real window.
class TestSchemaFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theDialogTakesAJobFile();
    void enterStartsNothingElseWhereNothingIsChosen();
    void aWrongJobFileChangesNothing();
    void aSavedJobIsTheSameJobAgain();
    void aJobsDatabaseThatNobodySavedIsReadAndShown();
    void entitiesAreWrittenIntoTheFolder();
    void whatFailedIsToldAndTriedAgainAfterARestart();
    void aUrlThatWasNeverReadIsTriedAgainAfterARestart();
    void schemasAreDocumentedAsAFile_data();
    void schemasAreDocumentedAsAFile();
    void nothingBlockedTheGuiThread();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] QString workspacePath() const { return file(u"workspace.db"_s); }
    void write(const QString &name, const QByteArray &text) const;
    /// A dialog on the program's databases, after it took this job.
    static void take(ExtractDialog &dialog, const QString &path, bool expected);
    static void waitForJobs(WindowProgram &program, int jobs);
    static QStringList namesOf(const ExtractionOrder &order);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSchemaFiles::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    makeSqlite(file(u"shop.db"_s), {u"CREATE TABLE users(id INTEGER PRIMARY KEY)"_s, u"CREATE TABLE old_users(id INTEGER PRIMARY KEY)"_s});
    makeSqlite(file(u"crm.db"_s), {u"CREATE TABLE leads(id INTEGER PRIMARY KEY)"_s});
    addProfiles(workspacePath(), {{u"shop"_s, file(u"shop.db"_s)}, {u"crm"_s, file(u"crm.db"_s)}}, {u"all"_s});
}

void TestSchemaFiles::write(const QString &name, const QByteArray &text) const
{
    QFile out(file(name));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text);
}

void TestSchemaFiles::take(ExtractDialog &dialog, const QString &path, bool expected)
{
    QSignalSpy taken(&dialog, &ExtractDialog::jobTaken);
    dialog.openJob(path);
    QTRY_COMPARE(taken.size(), 1);
    QVERIFY2(taken.first().first().toBool() == expected, qPrintable(dialog.note()));
}

void TestSchemaFiles::waitForJobs(WindowProgram &program, int jobs)
{
    JobsModel *model = program.window->jobs()->model();
    QTRY_VERIFY(model->rowCount() == jobs && model->runningCount() == 0);
}

QStringList TestSchemaFiles::namesOf(const ExtractionOrder &order)
{
    QStringList names;
    for (const ExtractTarget &target : order.targets)
        names.append(target.endpoint.name);
    return names;
}

void TestSchemaFiles::theDialogTakesAJobFile()
{
    write(u"job.json"_s, R"({"databases": [{"name": "shop", "include": ["users"]}, {"connection_string": "sqlite://)" + file(u"crm.db"_s).toUtf8()
                             + R"("}], "concurrency": 3, "timeout": 20, "exclude": ["tmp_*"], "partial": true, "output": "out"})");
    WindowProgram program(workspacePath());
    program.start();
    ExtractDialog dialog(program.services, {}, {});
    take(dialog, file(u"job.json"_s), true);
    const ExtractionOrder order = dialog.order();
    QCOMPARE(namesOf(order), (QStringList{u"crm"_s, u"shop"_s})); // the URL is the saved connection that leads there
    QCOMPARE(order.targets[1].request.include, QStringList{u"users"_s});
    QCOMPARE(dialog.choices().concurrency, 3);
    QCOMPARE(dialog.choices().timeoutSeconds, 20);
    QCOMPARE(dialog.choices().exclude, QStringList{u"tmp_*"_s});
    QVERIFY(dialog.choices().partial);
    QCOMPARE(dialog.choices().output, file(u"out"_s)); // beside the job file
}

void TestSchemaFiles::enterStartsNothingElseWhereNothingIsChosen()
{
    WindowProgram program(workspacePath());
    program.start();
    ExtractDialog dialog(program.services, {}, {});
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    auto *search = dialog.findChild<QLineEdit *>();
    QVERIFY(search);
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!dialog.findChild<QFileDialog *>());
    QVERIFY(dialog.isVisible());
}

void TestSchemaFiles::aWrongJobFileChangesNothing()
{
    write(u"job.json"_s, R"({"databases": [{"name": "shp"}]})");
    WindowProgram program(workspacePath());
    program.start();
    ExtractDialog dialog(program.services, {program.id(u"crm"_s)}, {});
    take(dialog, file(u"job.json"_s), false);
    QVERIFY2(dialog.note().contains(u"shop"_s), qPrintable(dialog.note())); // did you mean
    QCOMPARE(dialog.chosen(), QList<QUuid>{program.id(u"crm"_s)});
    take(dialog, file(u"missing.json"_s), false);
    QVERIFY2(dialog.note().contains(u"missing.json"_s), qPrintable(dialog.note()));
}

void TestSchemaFiles::aSavedJobIsTheSameJobAgain()
{
    WindowProgram program(workspacePath());
    program.start();
    const ExtractionChoices choices{
        .concurrency = 2, .timeoutSeconds = 7, .include = {u"u*"_s}, .exclude = {u"*_old"_s}, .partial = true, .output = file(u"out"_s)};
    ExtractDialog dialog(program.services, {program.id(u"shop"_s)}, choices);
    QSignalSpy saved(&dialog, &ExtractDialog::jobSaved);
    dialog.saveJob(file(u"saved.json"_s));
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(saved.first().first().toBool());

    QFile written(file(u"saved.json"_s));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const auto job = parseJobFile(written.readAll()); // as concordctl reads it
    QVERIFY2(job.has_value(), job ? "" : qPrintable(job.error().message));
    QCOMPARE(job->databases.size(), 1);
    QCOMPARE(job->databases[0].name, u"shop"_s);
    QVERIFY(parseUrl(job->databases[0].connectionString, *program.registry).has_value());

    ExtractDialog again(program.services, {}, {});
    take(again, file(u"saved.json"_s), true);
    QCOMPARE(again.chosen(), QList<QUuid>{program.id(u"shop"_s)});
    QCOMPARE(again.choices().concurrency, 2);
    QCOMPARE(again.choices().timeoutSeconds, 7);
    QCOMPARE(again.choices().include, choices.include);
    QCOMPARE(again.choices().exclude, choices.exclude);
    QVERIFY(again.choices().partial);
    QCOMPARE(again.choices().output, choices.output);
}

void TestSchemaFiles::aJobsDatabaseThatNobodySavedIsReadAndShown()
{
    makeSqlite(file(u"other.db"_s), {u"CREATE TABLE parcels(id INTEGER PRIMARY KEY)"_s});
    write(u"job.json"_s, R"({"databases": [{"name": "elsewhere", "connection_string": ")" + file(u"other.db"_s).toUtf8() + R"("}]})");
    WindowProgram program(workspacePath());
    program.start();
    program.window->schema()->extract({}, true);
    auto *dialog = program.window->findChild<ExtractDialog *>();
    QVERIFY(dialog);
    take(*dialog, file(u"job.json"_s), true);
    QCOMPARE(namesOf(dialog->order()), QStringList{u"elsewhere"_s});
    dialog->extractButton()->click();
    waitForJobs(program, 1);
    QTRY_COMPARE(program.profiles.unsaved().size(), 1);
    const Endpoint &endpoint = program.profiles.unsaved().first().endpoint;
    QCOMPARE(endpoint.name, u"elsewhere"_s);
    QTRY_VERIFY(program.window->schema()->library().catalog(endpoint.profileId));
}

void TestSchemaFiles::entitiesAreWrittenIntoTheFolder()
{
    WindowProgram program(workspacePath());
    program.start();
    QSignalSpy said(program.window->schema(), &SchemaParts::said);
    ExtractionChoices choices;
    choices.output = file(u"out"_s);
    Extractions &extractions = program.window->schema()->extractions();
    extractions.start(QList{program.id(u"shop"_s), program.id(u"crm"_s)}, choices);
    QTRY_VERIFY(!said.isEmpty() && said.last().first().toString().contains(file(u"out"_s)));
    QVERIFY(QFile::exists(file(u"out/shop.tables.ndjson"_s)));
    QFile tables(file(u"out/crm.tables.ndjson"_s));
    QVERIFY(tables.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(tables.readLine()).object().value(u"name"_s).toString(), u"leads"_s);
    QVERIFY(QFile::exists(file(u"out/manifest.json"_s)));
    // Ctrl+R afterwards writes nothing there.
    QVERIFY(extractions.choices().output.isEmpty());
}

void TestSchemaFiles::whatFailedIsToldAndTriedAgainAfterARestart()
{
    write(u"crm.db"_s, "this is no database at all, but a text that is long enough to be looked at as one");
    QUuid run;
    {
        WindowProgram program(workspacePath());
        program.start();
        ExtractionChoices choices;
        choices.include = {u"*users"_s, u"leads"_s};
        choices.output = file(u"out"_s);
        QSignalSpy said(program.window->schema(), &SchemaParts::said);
        program.window->schema()->extractions().start(QList{program.id(u"shop"_s), program.id(u"crm"_s)}, choices);
        waitForJobs(program, 1);
        QTRY_VERIFY(!said.isEmpty());
        const auto kept = program.workspace.post([](Workspace &workspace) { return unfinishedExtraction(workspace); }).takeResult();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->databases.size(), 1);
        run = kept->run;
    }
    WindowProgram program(workspacePath());
    program.start();
    waitForJobs(program, 1);
    JobsPanel *panel = program.window->jobs();
    JobsModel *jobs = panel->model();
    QAbstractItemModelTester tester(jobs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QPersistentModelIndex before = jobs->index(0, 0);
    QCOMPARE(jobs->rowCount(before), 1);
    const QModelIndex part = jobs->index(0, 0, before);
    QCOMPARE(part.data().toString(), u"crm"_s);
    const QString reason = part.siblingAtColumn(JobsModel::Detail).data().toString();
    QVERIFY2(reason.contains(u"not a database"_s), qPrintable(reason));
    QVERIFY(program.window->schema()->library().known(program.id(u"crm"_s)).error.has_value());

    QVERIFY(QFile::remove(file(u"crm.db"_s)));
    makeSqlite(file(u"crm.db"_s), {u"CREATE TABLE leads(id INTEGER PRIMARY KEY)"_s, u"CREATE TABLE notes(id INTEGER PRIMARY KEY)"_s});
    auto *buttons = qobject_cast<JobButtons *>(panel->view()->indexWidget(before.sibling(before.row(), JobsModel::Actions)));
    QVERIFY(buttons);
    QVERIFY(panel->view()->columnWidth(JobsModel::Actions) >= buttons->sizeHint().width());
    QCOMPARE(before.sibling(before.row(), JobsModel::Elapsed).data().toString(), QString());
    buttons->findChild<QToolButton *>(u"retry"_s)->click();
    waitForJobs(program, 2);
    QVERIFY(!buttons->findChild<QToolButton *>(u"retry"_s)->isVisible()); // once
    QTRY_VERIFY(program.window->schema()->library().catalog(program.id(u"crm"_s)));
    const CatalogPtr catalog = program.window->schema()->library().catalog(program.id(u"crm"_s));
    QCOMPARE(catalog->count(ObjectKind::Table), 1); // as it was asked for
    QCOMPARE(catalog->info().include, (QStringList{u"*users"_s, u"leads"_s}));
    QTRY_VERIFY(QFile::exists(file(u"out/crm.tables.ndjson"_s)));
    QVERIFY(QFile::exists(file(u"out/shop.tables.ndjson"_s)));
    const auto snapshots =
        program.workspace.post([registry = program.services.registry](Workspace &workspace) { return workspace.latestSnapshots(*registry); })
            .takeResult();
    QCOMPARE(snapshots->size(), 2);
    for (const SnapshotInfo &snapshot : *snapshots)
        QCOMPARE(snapshot.run, run);
    const auto left = program.workspace.post([](Workspace &workspace) { return unfinishedExtraction(workspace); }).takeResult();
    QVERIFY(left->databases.isEmpty());
}

void TestSchemaFiles::aUrlThatWasNeverReadIsTriedAgainAfterARestart()
{
    write(u"job.json"_s, R"({"databases": [{"name": "elsewhere", "connection_string": ")" + file(u"other.db"_s).toUtf8() + R"("}]})");
    {
        WindowProgram program(workspacePath());
        program.start();
        program.window->schema()->extract({}, true);
        auto *dialog = program.window->findChild<ExtractDialog *>();
        take(*dialog, file(u"job.json"_s), true);
        QSignalSpy finished(&program.window->schema()->extractions(), &Extractions::finished);
        dialog->extractButton()->click();
        QTRY_COMPARE(finished.size(), 1);
        (void)program.workspace.post([](Workspace &workspace) { return unfinishedExtraction(workspace); }).takeResult(); // written by now
    }
    makeSqlite(file(u"other.db"_s), {u"CREATE TABLE parcels(id INTEGER PRIMARY KEY)"_s});
    WindowProgram program(workspacePath());
    program.start();
    waitForJobs(program, 1);
    JobsPanel *panel = program.window->jobs();
    const QModelIndex before = panel->model()->index(0, 0);
    auto *buttons = qobject_cast<JobButtons *>(panel->view()->indexWidget(before.siblingAtColumn(JobsModel::Actions)));
    buttons->findChild<QToolButton *>(u"retry"_s)->click();
    waitForJobs(program, 2);
    QTRY_COMPARE(program.profiles.unsaved().size(), 1);
    QCOMPARE(program.profiles.unsaved().first().endpoint.name, u"elsewhere"_s);
}

void TestSchemaFiles::schemasAreDocumentedAsAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("contained");
    QTest::newRow("Markdown") << u"schemas.md"_s << u"# "_s;
    QTest::newRow("Mermaid") << u"schemas.mermaid"_s << u"erDiagram"_s;
    QTest::newRow("DBML") << u"schemas.dbml"_s << u"Table "_s;
    QTest::newRow("Graphviz") << u"schemas.dot"_s << u"digraph"_s;
    QTest::newRow("text") << u"schemas.txt"_s << u"leads"_s;
    QTest::newRow("no suffix: as the filter says") << u"schemas"_s << u"# "_s;
}

void TestSchemaFiles::schemasAreDocumentedAsAFile()
{
    QFETCH(QString, name);
    QFETCH(QString, contained);
    WindowProgram program(workspacePath());
    program.start();
    SchemaParts *schema = program.window->schema();
    const QList profiles{program.id(u"shop"_s), program.id(u"crm"_s)};
    schema->extractions().start(profiles, {});
    waitForJobs(program, 1);
    QSignalSpy said(schema, &SchemaParts::said);
    Q_EMIT program.window->tree()->documentWanted(profiles);
    auto *dialog = program.window->findChild<QFileDialog *>();
    QVERIFY(dialog);
    dialog->selectFile(file(name));
    static_cast<QDialog *>(dialog)->accept();
    QTRY_COMPARE(said.size(), 1);
    QFile written(name.contains(u'.') ? file(name) : file(name + u".md"_s));
    QVERIFY2(written.open(QIODevice::ReadOnly), qPrintable(said.first().first().toString()));
    const QString text = QString::fromUtf8(written.readAll());
    QVERIFY2(text.contains(contained) && text.contains(u"old_users"_s) && text.contains(u"leads"_s), qPrintable(text));
}

void TestSchemaFiles::nothingBlockedTheGuiThread()
{
    QCOMPARE(guiThreadViolations(), 0);
}

CONCORD_TEST(TestSchemaFiles)
#include "tst_schemafiles.moc"
