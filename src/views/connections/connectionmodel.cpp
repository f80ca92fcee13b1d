// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionmodel.h"

#include "connections/catalognodes.h"
#include "connections/connectiontester.h"
#include "connections/listednodes.h"
#include "connections/objectbrowser.h"
#include "look/age.h"
#include "look/colours.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/catalogfilter.h"
#include "schema/cataloglibrary.h"
#include "schema/objectwords.h"

#include <QApplication>
#include <QFont>
#include <QScopedValueRollback>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto agesChange = 30s;

ConnectionModel::ConnectionModel(const Services &services, ObjectBrowser &browser, QObject *parent)
    : QAbstractItemModel(parent),
      m_services(services),
      m_browser(browser),
      m_tester(new ConnectionTester(services, this)),
      m_root(std::make_unique<TreeNode>())
{
    connect(m_services.profiles, &ProfileList::changed, this, &ConnectionModel::rebuild);
    connect(m_tester, &ConnectionTester::changed, this, &ConnectionModel::profileChanged);
    connect(&m_browser, &ObjectBrowser::objectsRead, this, &ConnectionModel::fillProfile);
    connect(&m_browser, &ObjectBrowser::columnsRead, this, &ConnectionModel::fillColumns);
    if (m_services.catalogs) {
        connect(m_services.catalogs, &CatalogLibrary::changed, this, &ConnectionModel::fillProfile);
        connect(m_services.catalogs, &CatalogLibrary::stateChanged, this, &ConnectionModel::profileChanged);
        auto *ages = new QTimer(this);
        connect(ages, &QTimer::timeout, this, &ConnectionModel::updateAges);
        ages->start(agesChange);
    }
    rebuild();
}

ConnectionModel::~ConnectionModel() = default;

void ConnectionModel::rebuild()
{
    beginResetModel();
    m_root = std::make_unique<TreeNode>();
    const auto addProfile = [](TreeNode &group, const ProfileEntry &entry) {
        group.add(Kind::Profile, entry.endpoint.name).profile = entry.endpoint.profileId;
    };
    for (const QString &group : m_services.profiles->groups()) {
        TreeNode &node = m_root->add(Kind::Group, group);
        for (const ProfileEntry &entry : m_services.profiles->entries()) {
            if (entry.groups.contains(group, Qt::CaseInsensitive))
                addProfile(node, entry);
        }
        node.badge = QLocale().toString(node.children.size());
    }
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (entry.groups.isEmpty())
            addProfile(*m_root, entry);
    }
    if (const QList<ProfileEntry> &unsaved = m_services.profiles->unsaved(); !unsaved.isEmpty()) {
        TreeNode &node = m_root->add(Kind::Group, tr("Read, not saved"));
        node.toolTip = tr("Schemas that a job file or the command line read by a URL. The menu saves one as a connection.");
        node.badge = QLocale().toString(unsaved.size());
        for (const ProfileEntry &entry : unsaved)
            addProfile(node, entry);
    }
    endResetModel();
}

TreeNodes ConnectionModel::nodesOfProfile(const QUuid &profile) const
{
    const CatalogPtr catalog = m_services.catalogs ? m_services.catalogs->catalog(profile) : nullptr;
    if (!catalog)
        return listedNodes(profile, m_browser.objects(profile), m_browser.error(profile));
    const auto entry = m_services.profiles->find(profile);
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    return profileNodes(profile, *catalog, driver ? driver->dialect().schemas : catalog->schemas().size() > 1);
}

void ConnectionModel::replaceChildren(TreeNode &node, TreeNodes children)
{
    const QModelIndex at = indexOf(node);
    const QScopedValueRollback replacing(m_replacing, true);
    node.asked = true;
    node.filled = false; // until its new rows are there, a filter goes by what they will be: holds()
    if (!node.children.empty()) {
        beginRemoveRows(at, 0, static_cast<int>(node.children.size()) - 1);
        node.children.clear();
        endRemoveRows();
    }
    if (!children.empty()) {
        beginInsertRows(at, 0, static_cast<int>(children.size()) - 1);
        node.children = std::move(children);
        for (auto &child : node.children)
            child->parent = &node;
        endInsertRows();
    }
    node.filled = true;
    Q_EMIT dataChanged(at, at);
}

QList<TreeNode *> ConnectionModel::profileRows(const QUuid &profile) const
{
    QList<TreeNode *> rows;
    for (const auto &node : m_root->children) {
        if (node->kind == Kind::Profile && node->profile == profile)
            rows.append(node.get());
        for (const auto &child : node->children) {
            if (child->kind == Kind::Profile && child->profile == profile)
                rows.append(child.get());
        }
    }
    return rows;
}

void ConnectionModel::fillProfile(const QUuid &profile)
{
    const bool hasCatalog = m_services.catalogs && m_services.catalogs->catalog(profile);
    for (TreeNode *node : profileRows(profile)) {
        if (node->asked || !hasCatalog) {
            replaceChildren(*node, nodesOfProfile(profile));
            continue;
        }
        const QModelIndex at = indexOf(*node); // it can be opened when someone wants it
        Q_EMIT dataChanged(at, at);
    }
}

void ConnectionModel::fillColumns(const QUuid &profile, const ObjectName &object)
{
    const auto walk = [&](const auto &self, TreeNode &node) -> void {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            TreeNode &child = *node.children[i];
            if (child.kind == Kind::Object && child.listed && objectKey(*child.listed) == objectKey(object))
                replaceChildren(child, listedColumns(profile, object, m_browser.columns(profile, object)));
            else if (child.kind == Kind::Schema)
                self(self, child);
        }
    };
    for (TreeNode *node : profileRows(profile))
        walk(walk, *node);
}

void ConnectionModel::profileChanged(const QUuid &profile)
{
    for (const TreeNode *node : profileRows(profile)) {
        const QModelIndex at = indexOf(*node);
        Q_EMIT dataChanged(at, at);
    }
}

void ConnectionModel::updateAges()
{
    const QList<ProfileEntry> all = m_services.profiles->entries() + m_services.profiles->unsaved();
    for (const ProfileEntry &entry : all)
        profileChanged(entry.endpoint.profileId);
}

void ConnectionModel::refresh(const QUuid &profile)
{
    const auto entry = m_services.profiles->find(profile);
    if (!entry)
        return;
    m_browser.forget(entry->endpoint);
    m_tester->forget(profile);
    m_browser.readObjects(entry->endpoint);
    for (TreeNode *node : profileRows(profile))
        node->asked = true;
    profileChanged(profile);
}

void ConnectionModel::test(const QUuid &profile)
{
    if (const auto entry = m_services.profiles->find(profile))
        m_tester->test(entry->endpoint);
}

QString ConnectionModel::testText(const QUuid &profile) const
{
    return tested(profile).value_or(TestAnswer()).text;
}

std::optional<TestAnswer> ConnectionModel::tested(const QUuid &profile) const
{
    const auto entry = m_services.profiles->find(profile);
    return entry ? m_tester->answer(entry->endpoint) : std::nullopt;
}

bool ConnectionModel::holds(const QModelIndex &index, const QString &text) const
{
    const TreeNode *node = nodeOf(index);
    const CatalogPtr catalog = m_services.catalogs && !node->filled ? m_services.catalogs->catalog(node->profile) : nullptr;
    if (!catalog)
        return false;
    if (node->kind == Kind::Profile)
        return holdsRelation(*catalog, text);
    return node->kind == Kind::Schema && holdsRelation(*catalog, text, &node->text);
}

TreeNode *ConnectionModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<TreeNode *>(index.internalPointer()) : m_root.get();
}

QModelIndex ConnectionModel::indexOf(const TreeNode &node) const
{
    return node.kind == Kind::Root ? QModelIndex() : createIndex(node.row, 0, &node);
}

QModelIndex ConnectionModel::index(int row, int column, const QModelIndex &parent) const
{
    const TreeNode *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ConnectionModel::parent(const QModelIndex &index) const
{
    const TreeNode *node = nodeOf(index);
    return node->parent ? indexOf(*node->parent) : QModelIndex();
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int ConnectionModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool ConnectionModel::hasChildren(const QModelIndex &parent) const
{
    const TreeNode *node = nodeOf(parent);
    return !node->children.empty() || node->isLazy();
}

bool ConnectionModel::canFetchMore(const QModelIndex &parent) const
{
    const TreeNode *node = nodeOf(parent);
    return !node->asked && node->isLazy();
}

void ConnectionModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    if (!m_replacing) {
        fill(*nodeOf(parent));
        return;
    }
    // Who asks is in the midst of hearing of other rows.
    nodeOf(parent)->asked = true;
    const auto later = [this, at = QPersistentModelIndex(parent)] {
        if (at.isValid())
            fill(*nodeOf(at));
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

void ConnectionModel::fill(TreeNode &node)
{
    node.asked = true;
    const CatalogPtr catalog = m_services.catalogs ? m_services.catalogs->catalog(node.profile) : nullptr;
    const auto entry = m_services.profiles->find(node.profile);
    if (node.kind == Kind::Profile && (catalog || m_browser.objects(node.profile)))
        replaceChildren(node, nodesOfProfile(node.profile));
    else if (node.kind == Kind::Schema && catalog)
        replaceChildren(node, schemaNodes(node.profile, *catalog, node.text));
    else if (node.object && catalog)
        replaceChildren(node, objectNodes(node.profile, *catalog, node.object));
    else if (entry)
        askServer(entry->endpoint, node.listed ? std::optional(*node.listed) : std::nullopt);
}

/// Later: who asks may be in the midst of hearing that rows came in, and an answer can be there at once.
void ConnectionModel::askServer(const Endpoint &endpoint, const std::optional<ObjectName> &object)
{
    const auto ask = [this, endpoint, object] {
        if (object) {
            m_browser.readColumns(endpoint, *object);
            return;
        }
        m_browser.readObjects(endpoint);
        profileChanged(endpoint.profileId);
    };
    QMetaObject::invokeMethod(this, ask, Qt::QueuedConnection);
}

Qt::ItemFlags ConnectionModel::flags(const QModelIndex &index) const
{
    return nodeOf(index)->kind == Kind::Note ? Qt::ItemIsEnabled : QAbstractItemModel::flags(index);
}

void ConnectionModel::setDrift(const QList<DriftFinding> &findings)
{
    const QHash<QUuid, DriftFinding> before = std::exchange(m_drift, {});
    for (const DriftFinding &finding : findings) {
        if (!finding.muted && (finding.drifted() || !finding.problem.isEmpty()))
            m_drift.insert(finding.profileId, finding);
    }
    for (const QHash<QUuid, DriftFinding> &each : {before, m_drift}) {
        for (const DriftFinding &finding : each)
            profileChanged(finding.profileId);
    }
}

static ObjectKind listedKind(const QString &word)
{
    if (word == "view"_L1)
        return ObjectKind::View;
    return word == "materialized view"_L1 ? ObjectKind::MaterializedView : ObjectKind::Table;
}

ObjectAddress ConnectionModel::address(const TreeNode &node) const
{
    if (node.object && node.object->kind != ObjectKind::Schema)
        return {node.profile, node.object->kind, node.object->ref};
    if (node.listed)
        return {node.profile, listedKind(node.listed->kind), {node.listed->schema, node.listed->name}};
    return {};
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TreeNode *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return node->sign.isEmpty() ? node->text : QString(node->text + u"  "_s + node->sign);
    case Qt::AccessibleTextRole: return accessibleText(*node);
    case Qt::ToolTipRole: return toolTip(*node);
    case Qt::FontRole:
        if (node->kind == Kind::Group) {
            QFont font = QApplication::font();
            font.setBold(true);
            return font;
        }
        return {};
    case KindRole: return static_cast<int>(node->kind);
    case BadgeRole: return badge(*node);
    case AlertRole: return static_cast<int>(alert(*node));
    case DotRole: {
        const auto entry = node->kind == Kind::Profile ? m_services.profiles->find(node->profile) : std::nullopt;
        return entry ? QVariant(endpointColour(entry->endpoint, QApplication::palette())) : QVariant();
    }
    case ProfileRole: return node->profile;
    case NameRole: return node->text;
    case SchemaRole: return node->schema();
    case KeyRole: {
        const QString own = QString::number(static_cast<int>(node->kind)) + node->text;
        return node->parent && node->parent->kind != Kind::Root ? QString(data(indexOf(*node->parent), KeyRole).toString() + QChar(u'\x1f') + own)
                                                                : own;
    }
    case AddressRole: return QVariant::fromValue(address(*node));
    default: return {};
    }
}

} // namespace concord
