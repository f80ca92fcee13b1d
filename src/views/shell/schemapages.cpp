// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of objects and diagrams: opened, titled, kept over a restart.
#include "connections/catalognodes.h"
#include "diagram/diagrampage.h"
#include "look/colours.h"
#include "look/doticon.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "schema/objectpage.h"
#include "shell/schemaparts.h"
#include "workspace/workspacethread.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace concord {

static const QString pagesKey = u"objectPages"_s;

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
    m_tabs->setTabToolTip(index, plainToolTip(nameOf(page->address().profile)));
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
        const QString title = std::ranges::any_of(all, isTwin) ? page->title() + u" · "_s + nameOf(page->address().profile) : page->title();
        m_tabs->setTabText(m_tabs->indexOf(page), withoutMnemonic(title));
    }
}

void SchemaParts::paletteChanged()
{
    for (ObjectPage *page : pages()) // the dots are pictures in the old theme's colours
        m_tabs->setTabIcon(m_tabs->indexOf(page), dotIcon(environmentColour(page->environment(), QGuiApplication::palette()), *m_tabs));
}

static QJsonObject toJson(const ObjectAddress &address)
{
    return {{u"profile"_s, address.profile.toString(QUuid::WithoutBraces)},
            {u"kind"_s, objectKindName(address.kind)},
            {u"schema"_s, address.ref.schema},
            {u"name"_s, address.ref.name}};
}

/// A null one where it is of no kind that is known here.
static ObjectAddress addressFrom(const QJsonObject &json)
{
    ObjectAddress address{QUuid::fromString(json.value("profile"_L1).toString()),
                          ObjectKind::Table,
                          {json.value("schema"_L1).toString(), json.value("name"_L1).toString()}};
    return objectKindFromName(json.value("kind"_L1).toString(), address.kind) ? address : ObjectAddress();
}

static QJsonObject toJson(const DiagramPage &page)
{
    QJsonArray profiles;
    for (const QUuid &profile : page.profiles())
        profiles.append(profile.toString(QUuid::WithoutBraces));
    QJsonArray tables;
    for (const TableRef &table : page.tables())
        tables.append(toJson(ObjectAddress{table.database, ObjectKind::Table, table.table}));
    return {{u"diagram"_s, profiles}, {u"tables"_s, tables}};
}

void SchemaParts::keepPages()
{
    titlePages(); // a twin may have gone
    if (!m_restored || !m_services.workspace)
        return;
    QJsonArray list;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (const auto *page = qobject_cast<ObjectPage *>(m_tabs->widget(i)); page && !page->isPast())
            list.append(toJson(page->address()));
        else if (const auto *diagram = qobject_cast<DiagramPage *>(m_tabs->widget(i)))
            list.append(toJson(*diagram));
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
            if (json.contains("diagram"_L1))
                restoreDiagram(json);
            else if (const ObjectAddress address = addressFrom(json); m_services.profiles->find(address.profile))
                addPage(new ObjectPage(m_services, m_index, address));
        }
        keepPages(); // with what was opened before these were known
    });
}

/// Of the databases that are still there.
void SchemaParts::restoreDiagram(const QJsonObject &json)
{
    QList<QUuid> profiles;
    const QJsonArray ids = json.value("diagram"_L1).toArray();
    for (const QJsonValue &id : ids) {
        if (const QUuid profile = QUuid::fromString(id.toString()); m_services.profiles->find(profile))
            profiles.append(profile);
    }
    std::vector<TableRef> tables;
    const QJsonArray list = json.value("tables"_L1).toArray();
    for (const QJsonValue &table : list) {
        if (const ObjectAddress address = addressFrom(table.toObject()); profiles.contains(address.profile))
            tables.push_back({address.profile, address.ref});
    }
    if (!profiles.isEmpty() && (list.isEmpty() || !tables.empty()))
        addDiagram(profiles, std::move(tables));
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
    DiagramPage *page = addDiagram(profiles, std::move(tables));
    m_tabs->setCurrentWidget(page);
    page->setFocus();
    keepPages();
}

DiagramPage *SchemaParts::addDiagram(const QList<QUuid> &profiles, std::vector<TableRef> tables)
{
    auto *page = new DiagramPage;
    connect(page, &DiagramPage::openRequested, this, [this](const TableRef &table) {
        const CatalogPtr catalog = m_library->catalog(table.database);
        if (const ObjectPtr object = catalog ? catalog->findRelation(table.table) : nullptr)
            openObject({table.database, object->kind, object->ref});
    });
    page->displayLatest(*m_services.workspace, m_services.registry, profiles, std::move(tables));
    const QString title = profiles.size() == 1 ? tr("Diagram of %1").arg(nameOf(profiles.first())) : tr("Diagram");
    m_tabs->addTab(page, withoutMnemonic(title));
    return page;
}

} // namespace concord
