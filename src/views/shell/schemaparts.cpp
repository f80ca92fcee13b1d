// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/schemaparts.h"

#include "connections/catalognodes.h"
#include "connections/connectiontree.h"
#include "diagram/diagrampage.h"
#include "docks/jobspanel.h"
#include "look/colours.h"
#include "look/doticon.h"
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
#include "shell/commandpalette.h"
#include "workspace/workspacethread.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTabWidget>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

static const QString pagesKey = u"objectPages"_s;

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
    connect(m_library, &CatalogLibrary::loaded, this, &SchemaParts::restorePages);
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
    connect(dialog, &ExtractDialog::extractWanted, this, [this](const QList<QUuid> &chosen, const ExtractionChoices &choices) {
        m_extractions->setChoices(choices);
        m_extractions->start(chosen, choices);
    });
    dialog->open();
}

QList<ObjectPage *> SchemaParts::pages() const
{
    QList<ObjectPage *> list;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (auto *page = qobject_cast<ObjectPage *>(m_tabs->widget(i)))
            list.append(page);
    }
    return list;
}

ObjectPage *SchemaParts::openObject(const ObjectAddress &object, const QString &page)
{
    ObjectPage *found = nullptr;
    for (ObjectPage *each : pages()) {
        if (each->address() == object && !each->isPast())
            found = each;
    }
    if (!found) {
        found = new ObjectPage(m_services, m_index, object);
        addPage(found);
        keepPages();
    }
    m_tabs->setCurrentWidget(found);
    found->setFocus();
    if (!page.isEmpty())
        found->showPage(page);
    return found;
}

void SchemaParts::addPage(ObjectPage *page)
{
    connect(page, &ObjectPage::objectWanted, this, [this](const ObjectAddress &object) { openObject(object); });
    connect(page, &ObjectPage::refreshWanted, this, [this](const QUuid &profile) { extract({profile}, false); });
    connect(page, &ObjectPage::queryWanted, this, &SchemaParts::queryWanted);
    connect(page, &ObjectPage::failed, this, &SchemaParts::failed);
    connect(page, &ObjectPage::cellMessage, this, [this, page](const QString &column, const QString &type, const QString &text, bool isValue) {
        if (m_tabs->currentWidget() == page)
            Q_EMIT cellMessage(column, type, text, isValue);
    });
    connect(page, &ObjectPage::snapshotsWanted, this, &SchemaParts::showSnapshots);
    connect(page, &ObjectPage::sideBySideWanted, this, &SchemaParts::momentsWanted);
    const int index = m_tabs->addTab(page, page->title());
    m_tabs->setTabToolTip(index, nameOf(page->address().profile));
    titlePages();
    paletteChanged();
}

QString SchemaParts::nameOf(const QUuid &profile) const
{
    const auto entry = m_services.profiles->find(profile);
    return entry ? entry->endpoint.name : QString();
}

/// Pages of one name say whose they are.
void SchemaParts::titlePages()
{
    const QList<ObjectPage *> all = pages();
    for (ObjectPage *page : all) {
        const auto isTwin = [page](const ObjectPage *other) {
            return other->title() == page->title() && other->address().profile != page->address().profile;
        };
        QString title = std::ranges::any_of(all, isTwin) ? page->title() + u" · "_s + nameOf(page->address().profile) : page->title();
        m_tabs->setTabText(m_tabs->indexOf(page), title.replace(u'&', u"&&"_s));
    }
}

void SchemaParts::paletteChanged()
{
    for (ObjectPage *page : pages()) // the dots are pictures in the old theme's colours
        m_tabs->setTabIcon(m_tabs->indexOf(page), dotIcon(environmentColour(page->environment(), QGuiApplication::palette()), *m_tabs));
}

void SchemaParts::keepPages()
{
    if (!m_restored || !m_services.workspace)
        return;
    QJsonArray list;
    for (const ObjectPage *page : pages()) {
        if (page->isPast())
            continue;
        const ObjectAddress &address = page->address();
        list.append(QJsonObject{{u"profile"_s, address.profile.toString(QUuid::WithoutBraces)},
                                {u"kind"_s, objectKindName(address.kind)},
                                {u"schema"_s, address.ref.schema},
                                {u"name"_s, address.ref.name}});
    }
    (void)m_services.workspace->post(
        [json = QJsonDocument(list).toJson(QJsonDocument::Compact)](Workspace &workspace) { return workspace.setSetting(pagesKey, json); });
}

void SchemaParts::restorePages()
{
    if (std::exchange(m_restored, true) || !m_services.workspace)
        return;
    m_services.workspace->post([](Workspace &workspace) { return workspace.setting(pagesKey); }).then(this, [this](const Result<QByteArray> &kept) {
        const QJsonArray list = QJsonDocument::fromJson(kept.value_or(QByteArray())).array();
        for (const QJsonValue &value : list) {
            const QJsonObject json = value.toObject();
            ObjectAddress address{QUuid::fromString(json.value("profile"_L1).toString()),
                                  ObjectKind::Table,
                                  {json.value("schema"_L1).toString(), json.value("name"_L1).toString()}};
            if (m_services.profiles->find(address.profile) && objectKindFromName(json.value("kind"_L1).toString(), address.kind))
                addPage(new ObjectPage(m_services, m_index, address));
        }
    });
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

void SchemaParts::showDiagram(const QList<QUuid> &profiles, const QList<ObjectAddress> &objects)
{
    if (profiles.isEmpty() || !m_services.workspace)
        return;
    std::vector<TableRef> tables;
    for (const ObjectAddress &object : objects) {
        if (isRelation(object.kind))
            tables.push_back({object.profile, object.ref});
    }
    auto *page = new DiagramPage;
    connect(page, &DiagramPage::openRequested, this, [this](const TableRef &table) {
        const CatalogPtr catalog = m_library->catalog(table.database);
        if (const ObjectPtr object = catalog ? catalog->findRelation(table.table) : nullptr)
            openObject({table.database, object->kind, object->ref});
    });
    page->displayLatest(*m_services.workspace, profiles, std::move(tables));
    const auto first = m_services.profiles->find(profiles.first());
    QString title = profiles.size() == 1 && first ? tr("Diagram of %1").arg(first->endpoint.name) : tr("Diagram");
    m_tabs->setCurrentIndex(m_tabs->addTab(page, title.replace(u'&', u"&&"_s)));
    page->setFocus();
}

QList<PaletteEntry> SchemaParts::palette(const QString &text)
{
    const CatalogSearchPtr search = m_index->search();
    if (!search || text.trimmed().isEmpty())
        return {};
    SearchOptions options;
    options.members = false;
    options.comments = false;
    options.limit = 50;
    QList<PaletteEntry> entries;
    const SearchResult result = search->find(text, options);
    for (const SearchHit &hit : result.hits) {
        const ObjectAddress address{hit.database, hit.kind, hit.object};
        entries.append({fullName(hit.object), kindWord(hit.kind) + u" · "_s + hit.databaseName, {}, [this, address] { openObject(address); }});
    }
    return entries;
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
    const QString path = QFileDialog::getSaveFileName(window(), tr("Document schemas"), tr("schemas.md"),
                                                      tr("Markdown (*.md);;Mermaid (*.mermaid);;DBML (*.dbml);;Graphviz (*.dot);;Text (*.txt)"));
    if (!path.isEmpty())
        writeDocument(std::move(catalogs), path);
}

void SchemaParts::writeDocument(std::vector<NamedCatalog> catalogs, const QString &path)
{
    const QString suffix = QFileInfo(path).suffix();
    SchemaFormat format = SchemaFormat::Markdown;
    if (!schemaFormatFromName(suffix, format) && suffix == "txt"_L1)
        format = SchemaFormat::Compact;
    QtConcurrent::run([catalogs = std::move(catalogs), format, path] {
        QSaveFile file(path);
        const QByteArray text = formatCatalogs(catalogs, format).toUtf8();
        const bool written = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
        return written ? QString() : file.errorString();
    }).then(this, [this, path](const QString &problem) {
        Q_EMIT said(problem.isEmpty() ? tr("Written to %1.").arg(path) : tr("%1 cannot be written: %2").arg(path, problem));
    });
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
            m_tabs->setCurrentIndex(m_tabs->addTab(page, page->title()));
        });
}

} // namespace concord
