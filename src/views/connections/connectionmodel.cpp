// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionmodel.h"

#include "connections/connectiontester.h"
#include "connections/objectbrowser.h"
#include "look/colours.h"
#include "profilelist.h"
#include "services.h"

#include <QApplication>
#include <QFont>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

struct ConnectionModel::Node
{
    Kind kind = Kind::Root;
    Node *parent = nullptr;
    int row = 0;
    QString text;
    Endpoint endpoint;   ///< of the profile that it is or belongs to
    ObjectName object;
    ColumnSummary column;
    bool asked = false;  ///< its children were asked for
    bool filled = false; ///< its children are there
    std::vector<std::unique_ptr<Node>> children;

    Node &add(Kind childKind, QString childText)
    {
        auto child = std::make_unique<Node>();
        child->kind = childKind;
        child->parent = this;
        child->row = static_cast<int>(children.size());
        child->text = std::move(childText);
        child->endpoint = endpoint;
        children.push_back(std::move(child));
        return *children.back();
    }
};

ConnectionModel::ConnectionModel(const Services &services, ObjectBrowser &browser, QObject *parent)
    : QAbstractItemModel(parent),
      m_profiles(*services.profiles),
      m_registry(services.registry),
      m_browser(browser),
      m_tester(new ConnectionTester(services, this)),
      m_root(std::make_unique<Node>())
{
    connect(&m_profiles, &ProfileList::changed, this, &ConnectionModel::rebuild);
    connect(m_tester, &ConnectionTester::changed, this, &ConnectionModel::profileChanged);
    connect(&m_browser, &ObjectBrowser::objectsRead, this, &ConnectionModel::fillProfile);
    connect(&m_browser, &ObjectBrowser::columnsRead, this, &ConnectionModel::fillColumns);
    rebuild();
}

ConnectionModel::~ConnectionModel() = default;

void ConnectionModel::rebuild()
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    const auto addProfile = [this](Node &group, const ProfileEntry &entry) {
        Node &node = group.add(Kind::Profile, entry.endpoint.name);
        node.endpoint = entry.endpoint;
        if (m_browser.objects(entry.endpoint.profileId)) {
            node.children = objectNodes(entry.endpoint);
            for (auto &child : node.children)
                child->parent = &node;
            node.asked = node.filled = true;
        }
    };
    for (const QString &group : m_profiles.groups()) {
        Node &node = m_root->add(Kind::Group, group);
        for (const ProfileEntry &entry : m_profiles.entries()) {
            if (entry.groups.contains(group, Qt::CaseInsensitive))
                addProfile(node, entry);
        }
    }
    for (const ProfileEntry &entry : m_profiles.entries()) {
        if (entry.groups.isEmpty())
            addProfile(*m_root, entry);
    }
    endResetModel();
}

std::vector<std::unique_ptr<ConnectionModel::Node>> ConnectionModel::objectNodes(const Endpoint &endpoint) const
{
    Node holder;
    holder.endpoint = endpoint;
    if (const auto error = m_browser.error(endpoint.profileId); error && !m_browser.objects(endpoint.profileId)) {
        holder.add(Kind::Note, error->message);
        return std::move(holder.children);
    }
    const QList<ObjectName> *objects = m_browser.objects(endpoint.profileId);
    QMap<QString, Node *> schemas;
    for (const ObjectName &object : objects ? *objects : QList<ObjectName>()) {
        Node *place = &holder;
        if (!object.schema.isEmpty()) {
            Node *&schema = schemas[object.schema];
            if (!schema) {
                schema = &holder.add(Kind::Schema, object.schema);
                schema->asked = schema->filled = true;
            }
            place = schema;
        }
        place->add(Kind::Object, object.name).object = object;
    }
    if (holder.children.empty())
        holder.add(Kind::Note, tr("no tables"));
    return std::move(holder.children);
}

void ConnectionModel::visit(Node &node, const std::function<void(Node &)> &f)
{
    f(node);
    for (std::size_t i = 0; i < node.children.size(); ++i)
        visit(*node.children[i], f);
}

void ConnectionModel::replaceChildren(Node &node, std::vector<std::unique_ptr<Node>> children)
{
    const QModelIndex at = indexOf(node);
    if (!node.children.empty()) {
        beginRemoveRows(at, 0, static_cast<int>(node.children.size()) - 1);
        node.children.clear();
        endRemoveRows();
    }
    node.asked = node.filled = true;
    if (!children.empty()) {
        beginInsertRows(at, 0, static_cast<int>(children.size()) - 1);
        node.children = std::move(children);
        for (auto &child : node.children)
            child->parent = &node;
        endInsertRows();
    }
    Q_EMIT dataChanged(at, at);
}

void ConnectionModel::fillProfile(const QUuid &profile)
{
    QList<Node *> nodes;
    visit(*m_root, [&](Node &node) {
        if (node.kind == Kind::Profile && node.endpoint.profileId == profile)
            nodes.append(&node);
    });
    for (Node *node : nodes)
        replaceChildren(*node, objectNodes(node->endpoint));
}

void ConnectionModel::fillColumns(const QUuid &profile, const ObjectName &object)
{
    QList<Node *> nodes;
    visit(*m_root, [&](Node &node) {
        if (node.kind == Kind::Object && node.endpoint.profileId == profile && objectKey(node.object) == objectKey(object))
            nodes.append(&node);
    });
    const QList<ColumnSummary> *columns = m_browser.columns(profile, object);
    for (Node *node : nodes) {
        Node holder;
        holder.endpoint = node->endpoint;
        holder.object = node->object;
        for (const ColumnSummary &column : columns ? *columns : QList<ColumnSummary>()) {
            Node &child = holder.add(Kind::Column, column.name);
            child.column = column;
            child.object = node->object;
        }
        if (holder.children.empty())
            holder.add(Kind::Note, tr("no columns could be read"));
        replaceChildren(*node, std::move(holder.children));
    }
}

void ConnectionModel::refresh(const QUuid &profile)
{
    if (const auto entry = m_profiles.find(profile)) {
        m_browser.forget(entry->endpoint);
        m_tester->forget(profile);
        m_browser.readObjects(entry->endpoint);
        visit(*m_root, [&profile](Node &node) {
            if (node.kind == Kind::Profile && node.endpoint.profileId == profile)
                node.asked = true;
        });
        profileChanged(profile);
    }
}

void ConnectionModel::test(const QUuid &profile)
{
    if (const auto entry = m_profiles.find(profile))
        m_tester->test(entry->endpoint);
}

QString ConnectionModel::testText(const QUuid &profile) const
{
    const auto entry = m_profiles.find(profile);
    const auto tested = entry ? m_tester->answer(entry->endpoint) : std::nullopt;
    return tested ? tested->text : QString();
}

void ConnectionModel::profileChanged(const QUuid &profile)
{
    visit(*m_root, [this, &profile](Node &node) {
        if (node.kind != Kind::Profile || node.endpoint.profileId != profile)
            return;
        const QModelIndex at = indexOf(node);
        Q_EMIT dataChanged(at, at);
    });
}

ConnectionModel::Node *ConnectionModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ConnectionModel::indexOf(const Node &node) const
{
    return node.kind == Kind::Root ? QModelIndex() : createIndex(node.row, 0, &node);
}

QModelIndex ConnectionModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ConnectionModel::parent(const QModelIndex &index) const
{
    const Node *node = nodeOf(index);
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
    const Node *node = nodeOf(parent);
    return !node->children.empty() || (!node->filled && (node->kind == Kind::Profile || node->kind == Kind::Object));
}

bool ConnectionModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return !node->asked && (node->kind == Kind::Profile || node->kind == Kind::Object);
}

void ConnectionModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node *node = nodeOf(parent);
    node->asked = true;
    // Later: who asks may be in the midst of hearing that rows came in, and an answer can be there at once.
    const auto ask = [this, kind = node->kind, endpoint = node->endpoint, object = node->object] {
        if (kind == Kind::Object) {
            m_browser.readColumns(endpoint, object);
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

QString ConnectionModel::badge(const Node &node) const
{
    switch (node.kind) {
    case Kind::Group: return QLocale().toString(node.children.size());
    case Kind::Profile: {
        if (m_browser.isReading(node.endpoint.profileId))
            return tr("reading…");
        const auto tested = m_tester->answer(node.endpoint);
        if (tested && !tested->good)
            return tested->shortText;
        if (m_browser.error(node.endpoint.profileId))
            return tr("✗ not reached");
        const auto driver = m_registry->find(node.endpoint.engine);
        QString text = driver ? driver->info().displayName : node.endpoint.engine;
        if (const auto *objects = m_browser.objects(node.endpoint.profileId))
            text += u" · "_s + QLocale().toString(objects->size());
        return tested ? text + u" · "_s + tested->shortText : text;
    }
    case Kind::Schema: return QLocale().toString(node.children.size());
    case Kind::Object:
        if (node.object.kind != "table"_L1)
            return node.object.kind;
        return node.object.rowEstimate >= 0 ? QLocale().toString(node.object.rowEstimate) : QString();
    case Kind::Column: return node.column.nativeType;
    default: return {};
    }
}

QString ConnectionModel::toolTip(const Node &node) const
{
    // Plain text even where a name looks like markup.
    if (node.kind == Kind::Profile) {
        QStringList lines{node.endpoint.name, node.endpoint.database};
        if (node.endpoint.environment != Environment::None)
            lines.append(environmentName(node.endpoint.environment));
        lines.append(node.endpoint.readOnly ? tr("read-only") : tr("writes allowed"));
        if (const auto error = m_browser.error(node.endpoint.profileId))
            lines.append(error->message);
        if (const QString tested = testText(node.endpoint.profileId); !tested.isEmpty())
            lines.append(tested);
        return u"<p style='white-space:pre-wrap'>"_s + lines.join(u'\n').toHtmlEscaped() + u"</p>"_s;
    }
    return node.kind == Kind::Note ? u"<p>"_s + node.text.toHtmlEscaped() + u"</p>"_s : QString();
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return node->kind == Kind::Column && node->column.primaryKey ? node->text + u"  PK"_s : node->text;
    case Qt::AccessibleTextRole: return QString(node->text + u", "_s + badge(*node));
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
    case AlertRole: {
        if (node->kind != Kind::Note && node->kind != Kind::Profile)
            return false;
        const auto tested = m_tester->answer(node->endpoint);
        if (node->kind == Kind::Profile && tested)
            return !tested->good && !tested->asking;
        return m_browser.error(node->endpoint.profileId).has_value();
    }
    case DotRole: return node->kind == Kind::Profile ? QVariant(endpointColour(node->endpoint, QApplication::palette())) : QVariant();
    case ProfileRole: return node->endpoint.profileId;
    case NameRole: return node->text;
    case SchemaRole: return node->kind == Kind::Schema ? node->text : node->object.schema;
    case KeyRole: {
        const QString own = QString::number(static_cast<int>(node->kind)) + node->text;
        return node->parent && node->parent->kind != Kind::Root ? QString(data(indexOf(*node->parent), KeyRole).toString() + QChar(u'\x1f') + own)
                                                                : own;
    }
    default: return {};
    }
}

} // namespace concord
