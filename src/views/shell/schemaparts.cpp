// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/schemaparts.h"

#include "connections/connectiontree.h"
#include "docks/jobspanel.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/catalogpage.h"
#include "schema/ddltext.h"
#include "schema/extractdialog.h"
#include "schema/extractionjob.h"
#include "schema/objectfinder.h"
#include "schema/objectpage.h"
#include "schema/objectwords.h"
#include "schema/schemaformat.h"
#include "schema/schemaindex.h"
#include "schema/searchpanel.h"
#include "schema/snapshotsdialog.h"
#include "schema/unreadjob.h"
#include "shell/commandpalette.h"
#include "textfile.h"
#include "workspace/workspacethread.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QTabWidget>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

SchemaParts::SchemaParts(Services &services, QTabWidget *tabs, QObject *parent)
    : QObject(parent),
      m_tabs(tabs),
      m_library(new CatalogLibrary(services.workspace, *services.profiles, this)),
      m_index(new SchemaIndex(*m_library, services.workspace, this))
{
    services.catalogs = m_library;
    m_services = services;
    m_extractions = new Extractions(m_services, this);
    connect(m_library, &CatalogLibrary::failed, this, &SchemaParts::failed);
    connect(m_extractions, &Extractions::failed, this, &SchemaParts::failed);
    connect(m_index, &SchemaIndex::failed, this, &SchemaParts::failed);
    connect(m_extractions, &Extractions::written, this,
            [this](const QString &folder) { Q_EMIT said(tr("What was read is written to %1.").arg(QDir::toNativeSeparators(folder))); });
    connect(m_library, &CatalogLibrary::loaded, this, [this] {
        restorePages();
        m_extractions->recallUnread();
    });
}

void SchemaParts::connectTree(ConnectionTree *tree)
{
    connect(tree, &ConnectionTree::extractWanted, this, &SchemaParts::extract);
    connect(tree, &ConnectionTree::objectWanted, this, [this](const ObjectAddress &object) { openObject(object); });
    connect(tree, &ConnectionTree::ddlWanted, this, &SchemaParts::copyDdl);
    connect(tree, &ConnectionTree::schemaDdlWanted, this, &SchemaParts::copySchemaDdl);
    connect(tree, &ConnectionTree::documentWanted, this, &SchemaParts::document);
    connect(tree, &ConnectionTree::snapshotsWanted, this, &SchemaParts::showSnapshots);
    connect(tree, &ConnectionTree::diagramWanted, this, &SchemaParts::showDiagram);
}

void SchemaParts::connectJobs(JobsPanel *jobs)
{
    connect(m_extractions, &Extractions::leftUnread, jobs, [jobs](UnreadJob *job) { jobs->add(job, true); });
    connect(m_extractions, &Extractions::started, jobs, [this, jobs](ExtractionJob *job) {
        jobs->add(job, job->partCount() > 1);
        if (!job->isQuiet())
            Q_EMIT jobStarted();
    });
}

SearchPanel *SchemaParts::makeSearchPanel(QWidget *parent)
{
    auto *panel = new SearchPanel(m_services, *m_index, parent);
    connect(panel, &SearchPanel::objectWanted, this, [this](const ObjectAddress &object, const QString &member) {
        if (ObjectPage *page = openObject(object))
            page->showMember(member);
    });
    return panel;
}

QWidget *SchemaParts::window() const
{
    return m_tabs->window();
}

void SchemaParts::extract(const QList<QUuid> &profiles, bool ask)
{
    if (!ask) {
        m_extractions->start(profiles, m_extractions->choices());
        return;
    }
    auto *dialog = new ExtractDialog(m_services, profiles, m_extractions->choices(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExtractDialog::extractWanted, this, [this](const ExtractionOrder &order, const ExtractionChoices &choices) {
        m_extractions->setChoices(choices);
        m_extractions->start(order, choices);
    });
    dialog->open();
}

void SchemaParts::openNamed(const QString &name, const QList<QUuid> &profiles)
{
    const QString schema = name.contains(u'.') ? name.section(u'.', -2, -2) : QString();
    const QString bare = name.section(u'.', -1);
    for (const QUuid &profile : profiles) {
        const CatalogPtr catalog = m_library->catalog(profile);
        if (!catalog)
            continue;
        for (const ObjectPtr &object : catalog->objects()) {
            if (object->ref.name.compare(bare, Qt::CaseInsensitive) == 0
                && (schema.isEmpty() || object->ref.schema.compare(schema, Qt::CaseInsensitive) == 0)) {
                openObject({profile, object->kind, object->ref});
                return;
            }
        }
    }
    Q_EMIT said(tr("No object called %1 in the schemas of this query's databases.").arg(name));
}

void SchemaParts::goToObject()
{
    auto *finder = new ObjectFinder(m_services, *m_index, window());
    connect(finder, &ObjectFinder::chosen, this, [this](const ObjectAddress &object) { openObject(object); });
    finder->QDialog::show();
}

void SchemaParts::palette(const QString &text, const std::function<void(const QList<PaletteEntry> &)> &answer)
{
    const CatalogSearchPtr search = m_index->search();
    if (!search || text.trimmed().isEmpty()) {
        answer({});
        return;
    }
    SearchOptions options;
    options.members = false;
    options.comments = false;
    options.limit = 50;
    QtConcurrent::run([search, text, options] { return search->find(text, options); }).then(this, [this, answer](const SearchResult &result) {
        QList<PaletteEntry> entries;
        for (const SearchHit &hit : result.hits) {
            const ObjectAddress address{hit.database, hit.kind, hit.object};
            entries.append({fullName(hit.object), kindWord(hit.kind) + u" · "_s + hit.databaseName, {}, [this, address] { openObject(address); }});
        }
        answer(entries);
    });
}

void SchemaParts::copyDdl(const QList<ObjectAddress> &objects)
{
    QString text;
    int copied = 0;
    for (const ObjectAddress &address : objects) {
        const auto entry = m_services.profiles->find(address.profile);
        const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
        const CatalogPtr catalog = m_library->catalog(address.profile);
        const ObjectPtr object = catalog ? catalog->find(address.kind, address.ref) : nullptr;
        if (!object || !driver)
            continue;
        text += ddlText(*object, *driver) + u'\n';
        ++copied;
    }
    if (copied == 0) {
        Q_EMIT said(tr("The schema was not read yet: extract it first (Ctrl+R)."));
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT said(tr("The DDL of %n objects is on the clipboard.", nullptr, copied));
}

void SchemaParts::copySchemaDdl(const QList<QUuid> &profiles)
{
    QList<std::pair<CatalogPtr, std::shared_ptr<const Driver>>> sources;
    for (const QUuid &profile : profiles) {
        const auto entry = m_services.profiles->find(profile);
        const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
        if (const CatalogPtr catalog = m_library->catalog(profile); catalog && driver)
            sources.append({catalog, driver});
    }
    if (sources.isEmpty()) {
        Q_EMIT said(tr("The schema was not read yet: extract it first (Ctrl+R)."));
        return;
    }
    QtConcurrent::run([sources] {
        QString text;
        for (const auto &[catalog, driver] : sources)
            text += ddlText(*catalog, *driver);
        return text;
    }).then(this, [this, count = static_cast<int>(sources.size())](const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT said(tr("The DDL of %n databases is on the clipboard.", nullptr, count));
    });
}

/// Written aside: twenty databases are a long text.
void SchemaParts::document(const QList<QUuid> &profiles)
{
    std::vector<NamedCatalog> catalogs = m_library->all();
    std::erase_if(catalogs, [&](const NamedCatalog &each) { return !profiles.contains(each.id); });
    if (catalogs.empty()) {
        Q_EMIT said(tr("The schema was not read yet: extract it first (Ctrl+R)."));
        return;
    }
    auto *dialog = new QFileDialog(window(), tr("Document schemas"), tr("schemas.md"),
                                   tr("Markdown (*.md);;Mermaid (*.mermaid);;DBML (*.dbml);;Graphviz (*.dot);;Text (*.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"md"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); // "Markdown (*.md)"
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, catalogs = std::move(catalogs)](const QString &path) { writeDocument(catalogs, path); });
    dialog->open();
}

void SchemaParts::writeDocument(std::vector<NamedCatalog> catalogs, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix();
    SchemaFormat format = SchemaFormat::Markdown;
    if (!schemaFormatFromName(suffix, format) && suffix == "txt"_L1)
        format = SchemaFormat::Compact;
    QtConcurrent::run([catalogs = std::move(catalogs), format, path] {
        return writeWhole(path, formatCatalogs(catalogs, format).toUtf8());
    }).then(this, [this, path](const Result<void> &written) { Q_EMIT said(written ? tr("Written to %1.").arg(path) : written.error().message); });
}

void SchemaParts::showSnapshots(const QUuid &profile)
{
    auto *dialog = new SnapshotsDialog(m_services, profile, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SnapshotsDialog::openWanted, this, [this, profile, dialog](const SnapshotInfo &snapshot) {
        dialog->close();
        openPast(profile, snapshot);
    });
    connect(dialog, &SnapshotsDialog::compareWanted, this, [this, profile, dialog](const QList<SnapshotInfo> &snapshots) {
        dialog->close();
        QList<EndChoice> ends;
        for (const SnapshotInfo &snapshot : snapshots)
            ends.append(pastEnd(snapshot));
        if (ends.size() == 1)
            ends.append(EndChoice{profile});
        Q_EMIT compareWanted(ends);
    });
    connect(dialog, &SnapshotsDialog::changed, m_library, &CatalogLibrary::load);
    connect(dialog, &SnapshotsDialog::changed, this, &SchemaParts::snapshotsChanged);
    dialog->open();
}

void SchemaParts::openPast(const QUuid &profile, const SnapshotInfo &snapshot)
{
    m_services.workspace->post([id = snapshot.id](Workspace &workspace) { return workspace.openSnapshot(id); })
        .then(this, [this, profile, snapshot](const Result<CatalogPtr> &opened) {
            if (!opened) {
                Q_EMIT failed(opened.error());
                return;
            }
            auto *page = new CatalogPage(m_services, profile, PastCatalog{snapshot, *opened});
            connect(page, &CatalogPage::objectWanted, this, [this, past = *page->past()](const ObjectAddress &object) {
                auto *objectPage = new ObjectPage(m_services, m_index, object, past);
                addPage(objectPage);
                m_tabs->setCurrentWidget(objectPage);
            });
            m_tabs->setCurrentIndex(m_tabs->addTab(page, withoutMnemonic(page->title())));
        });
}

} // namespace concord
