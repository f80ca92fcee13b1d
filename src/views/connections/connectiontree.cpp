// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectiontree.h"

#include "connections/badgedelegate.h"
#include "connections/connectionmodel.h"
#include "connections/connectionproperties.h"
#include "connections/objectbrowser.h"
#include "connections/treefilter.h"
#include "connection/samedatabase.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "query/statementlanguage.h"
#include "schema/objectproperties.h"
#include "schema/objectwords.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr auto filterAfter = 120ms; // a pause in typing
static constexpr int mostOpened = 60;       // by the filter

ConnectionTree::ConnectionTree(const Services &services, ObjectBrowser &browser, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_browser(browser),
      m_model(new ConnectionModel(services, browser, this)),
      m_proxy(new TreeFilter(*m_model, this)),
      m_filter(new QLineEdit),
      m_filterDelay(new QTimer(this)),
      m_view(new QTreeView),
      m_stack(new QStackedWidget)
{
    setAcceptDrops(true);
    makeView();
    auto *empty = new QWidget;
    auto *emptyLayout = new QVBoxLayout(empty);
    auto *words = new QLabel(tr("No connections yet.\nAdd one, or drop a database file here."));
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    auto *add = new QPushButton(tr("Add a connection…"));
    connect(add, &QPushButton::clicked, this, &ConnectionTree::addWanted);
    emptyLayout->addStretch();
    emptyLayout->addWidget(words);
    emptyLayout->addWidget(add, 0, Qt::AlignCenter);
    emptyLayout->addStretch(2);
    m_stack->addWidget(m_view);
    m_stack->addWidget(empty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_stack);
    setFocusProxy(m_view);
    makeActions();
    connectView();
    showEmptyState();
}

void ConnectionTree::makeView()
{
    m_filter->setPlaceholderText(tr("Filter connections and objects"));
    m_filter->setAccessibleName(tr("Filter connections and objects"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(new BadgeDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(m_view->fontMetrics().height());
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setAccessibleName(tr("Connections"));
    m_view->viewport()->setBackgroundRole(QPalette::Window); // a role, not a colour: it follows the theme
}

void ConnectionTree::connectView()
{
    m_filterDelay->setSingleShot(true);
    m_filterDelay->setInterval(filterAfter);
    connect(m_filter, &QLineEdit::textChanged, m_filterDelay, qOverload<>(&QTimer::start));
    connect(m_filterDelay, &QTimer::timeout, this, &ConnectionTree::filterNow);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ConnectionTree::showMenu);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const auto kind = static_cast<ConnectionModel::Kind>(index.data(ConnectionModel::KindRole).toInt());
        if (const auto object = index.data(ConnectionModel::AddressRole).value<ObjectAddress>();
            !object.isNull() && kind != ConnectionModel::Kind::Folder)
            Q_EMIT objectWanted(object);
        else
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { rememberExpanded(index, true); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { rememberExpanded(index, false); });
    connect(m_view, &QTreeView::clicked, this, &ConnectionTree::attend);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionTree::attend);
    connect(m_proxy, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const QModelIndex current = m_view->currentIndex();
        if (current.parent() == first.parent() && current.row() >= first.row() && current.row() <= last.row())
            inspect();
    });
    connect(m_proxy, &QAbstractItemModel::modelReset, this, [this] {
        forgetRemovedGroups();
        restoreLater();
        showEmptyState();
    });
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &ConnectionTree::restoreLater);
    if (m_services.catalogs)
        connect(m_services.catalogs, &CatalogLibrary::changed, this, &ConnectionTree::inspect);
}

void ConnectionTree::filterNow()
{
    const QString text = m_filter->text().trimmed();
    m_proxy->setText(text);
    if (text.isEmpty()) {
        const QSet<QString> wanted = m_expanded; // what the person opened, not the filter
        m_view->collapseAll();
        m_expanded = wanted;
        restoreExpanded({});
        return;
    }
    // Opening a row brings its children, among which are rows to open again.
    for (int round = 0; round < 4; ++round) {
        bool opened = false;
        for (const QModelIndex &index : m_proxy->rowsToOpen(mostOpened)) {
            opened = opened || !m_view->isExpanded(index);
            m_view->expand(index);
        }
        if (!opened)
            break;
    }
}

void ConnectionTree::showEmptyState()
{
    m_stack->setCurrentIndex(m_services.profiles->entries().isEmpty() && m_services.profiles->unsaved().isEmpty() ? 1 : 0);
}

void ConnectionTree::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(u"tree."_s + name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    m_query = make(u"query"_s, tr("&Query these"), QKeySequence(Qt::CTRL | Qt::Key_Return), &ConnectionTree::openCurrent);
    m_compare = make(u"compare"_s, tr("&Compare"), {}, [this] { Q_EMIT compareWanted(selectedEnds()); });
    m_open = make(u"open"_s, tr("&Open"), QKeySequence(Qt::Key_F4), [this] {
        if (const ObjectAddress object = currentObject(); !object.isNull())
            Q_EMIT objectWanted(object);
    });
    m_select = make(u"select"_s, tr("&Select rows"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), &ConnectionTree::selectRows);
    m_ddl = make(u"copyDdl"_s, tr("Copy as &DDL"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &ConnectionTree::copyDdl);
    m_refresh = make(u"refresh"_s, tr("Re&fresh"), QKeySequence(Qt::CTRL | Qt::Key_R), &ConnectionTree::refreshSelected);
    m_extract = make(u"extract"_s, tr("E&xtract…"), {}, [this] { Q_EMIT extractWanted(selectedProfiles(), true); });
    m_snapshots = make(u"snapshots"_s, tr("S&napshots…"), {}, [this] {
        if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
            Q_EMIT snapshotsWanted(profiles.first());
    });
    m_diagram = make(u"diagram"_s, tr("Dia&gram"), {}, [this] { Q_EMIT diagramWanted(selectedProfiles(), selectedObjects()); });
    m_document = make(u"document"_s, tr("Document as a &file…"), {}, [this] { Q_EMIT documentWanted(selectedProfiles()); });
    m_test = make(u"test"_s, tr("&Test"), {}, &ConnectionTree::testSelected);
    m_activate = make(u"activate"_s, tr("Make &active"), {}, [this] { Q_EMIT activateWanted(selectedProfiles().value(0)); });
    m_edit = make(u"edit"_s, tr("&Edit…"), QKeySequence(Qt::ALT | Qt::Key_Return), [this] {
        const auto profiles = selectedProfiles();
        if (!profiles.isEmpty() && m_services.profiles->isSaved(profiles.first()))
            Q_EMIT editWanted(profiles.first());
        else
            saveSelected();
    });
    m_save = make(u"save"_s, tr("Sa&ve as a connection…"), {}, &ConnectionTree::saveSelected);
    m_remove = make(u"remove"_s, tr("&Remove…"), QKeySequence::Delete, [this] {
        auto profiles = selectsConnections() ? selectedProfiles() : QList<QUuid>();
        profiles.removeIf([this](const QUuid &id) { return !m_services.profiles->isSaved(id); });
        if (!profiles.isEmpty())
            Q_EMIT removeWanted(profiles);
    });
}

void ConnectionTree::saveSelected()
{
    if (const auto entry = m_services.profiles->find(selectedProfiles().value(0)))
        Q_EMIT saveWanted(urlOf(entry->endpoint, *m_services.registry));
}

void ConnectionTree::refreshSelected()
{
    const auto profiles = selectedProfiles();
    // What was listed lightly goes: the catalog takes its place.
    for (const QUuid &profile : profiles) {
        if (const auto entry = m_services.profiles->find(profile); entry && m_services.catalogs)
            m_browser.forget(entry->endpoint);
        else
            m_model->refresh(profile);
    }
    if (!profiles.isEmpty() && m_services.catalogs)
        Q_EMIT extractWanted(profiles, false);
}

void ConnectionTree::addSchemaActions(QMenu &menu, const QList<QUuid> &profiles)
{
    const auto objects = selectedObjects();
    const int count = static_cast<int>(profiles.size());
    if (!objects.isEmpty()) {
        menu.addAction(m_open);
        menu.addAction(m_select);
    }
    m_ddl->setText(objects.size() > 1 ? tr("Copy as &DDL (%n objects)", nullptr, static_cast<int>(objects.size())) : tr("Copy as &DDL"));
    menu.addAction(m_ddl);
    menu.addSeparator();
    m_refresh->setText(count > 1 ? tr("Re&fresh these %n databases", nullptr, count) : tr("Re&fresh"));
    menu.addAction(m_refresh);
    m_extract->setText(count > 1 ? tr("E&xtract these %n databases…", nullptr, count) : tr("E&xtract…"));
    menu.addAction(m_extract);
    if (count == 1)
        menu.addAction(m_snapshots);
    menu.addAction(m_diagram);
    menu.addAction(m_document);
}

void ConnectionTree::showMenu(const QPoint &position)
{
    const auto profiles = selectedProfiles();
    QMenu menu(this);
    if (!profiles.isEmpty()) {
        m_query->setText(profiles.size() > 1 ? tr("&Query these %n databases", nullptr, static_cast<int>(profiles.size())) : tr("&Query"));
        menu.addAction(m_query);
        const auto ends = selectedEnds().size();
        m_compare->setText(ends == 1   ? tr("&Compare with…")
                           : ends == 2 ? tr("&Compare side by side")
                                       : tr("&Compare these %1 as a matrix").arg(ends));
        menu.addAction(m_compare);
        addSchemaActions(menu, profiles);
        menu.addSeparator();
        menu.addAction(m_test);
        const bool saved = std::ranges::all_of(profiles, [this](const QUuid &id) { return m_services.profiles->isSaved(id); });
        if (profiles.size() == 1 && saved) {
            menu.addAction(m_activate);
            menu.addAction(m_edit);
        }
        if (profiles.size() == 1 && !saved)
            menu.addAction(m_save);
        if (saved && selectsConnections())
            menu.addAction(m_remove);
        menu.addSeparator();
    }
    menu.addAction(tr("&Add a connection…"), this, &ConnectionTree::addWanted);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

bool ConnectionTree::selectsConnections() const
{
    const auto rows = m_view->selectionModel()->selectedIndexes();
    return !rows.isEmpty() && std::ranges::all_of(rows, [](const QModelIndex &index) {
        const auto kind = static_cast<ConnectionModel::Kind>(index.data(ConnectionModel::KindRole).toInt());
        return kind == ConnectionModel::Kind::Profile || kind == ConnectionModel::Kind::Group;
    });
}

ObjectAddress ConnectionTree::currentObject() const
{
    return m_view->currentIndex().data(ConnectionModel::AddressRole).value<ObjectAddress>();
}

QList<ObjectAddress> ConnectionTree::selectedObjects() const
{
    QList<ObjectAddress> objects;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        if (const auto object = index.data(ConnectionModel::AddressRole).value<ObjectAddress>(); !object.isNull() && !objects.contains(object))
            objects.append(object);
    }
    return objects;
}

void ConnectionTree::copyDdl()
{
    if (const auto objects = selectedObjects(); !objects.isEmpty())
        Q_EMIT ddlWanted(objects);
    else if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
        Q_EMIT schemaDdlWanted(profiles);
}

QList<QUuid> ConnectionTree::selectedProfiles() const
{
    QList<QUuid> profiles;
    const auto add = [&profiles](const QModelIndex &index) {
        const QUuid id = index.data(ConnectionModel::ProfileRole).toUuid();
        if (!id.isNull() && !profiles.contains(id))
            profiles.append(id);
    };
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        if (index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Group)) {
            for (int row = 0; row < m_proxy->rowCount(index); ++row)
                add(m_proxy->index(row, 0, index));
        } else {
            add(index);
        }
    }
    return profiles;
}

QList<EndChoice> ConnectionTree::selectedEnds() const
{
    QList<EndChoice> ends;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes()) {
        if (index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Schema))
            ends.append({index.data(ConnectionModel::ProfileRole).toUuid(), index.data(ConnectionModel::SchemaRole).toString(), {}, 0});
    }
    for (const QUuid &profile : selectedProfiles()) {
        if (std::ranges::none_of(ends, [&](const EndChoice &end) { return end.profile == profile; }))
            ends.append({profile, {}, {}, 0});
    }
    return ends;
}

void ConnectionTree::openCurrent()
{
    if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
        Q_EMIT queryWanted(profiles, {});
}

void ConnectionTree::selectRows()
{
    const ObjectAddress object = currentObject();
    const auto entry = m_services.profiles->find(object.profile);
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    if (driver)
        Q_EMIT queryWanted({object.profile}, readAllOf(object.ref.schema, object.ref.name, driver->dialectFor(entry->endpoint)) + u";\n"_s);
}

void ConnectionTree::testSelected()
{
    for (const QUuid &profile : selectedProfiles())
        m_model->test(profile);
}

void ConnectionTree::inspect()
{
    const QModelIndex index = m_view->currentIndex();
    const auto entry = m_services.profiles->find(index.data(ConnectionModel::ProfileRole).toUuid());
    if (!index.isValid() || !entry)
        return;
    const Endpoint &endpoint = entry->endpoint;
    QList<std::pair<QString, QString>> rows;
    switch (static_cast<ConnectionModel::Kind>(index.data(ConnectionModel::KindRole).toInt())) {
    case ConnectionModel::Kind::Profile: rows = connectionProperties(m_services, m_browser, endpoint, m_model->testText(endpoint.profileId)); break;
    case ConnectionModel::Kind::Group: return;
    default:
        if (const auto object = index.data(ConnectionModel::AddressRole).value<ObjectAddress>(); !object.isNull()) {
            Q_EMIT inspected(object.ref.name, objectProperties(m_services, object));
            return;
        }
        rows.append({tr("database"), endpoint.name});
        if (const QString badge = index.data(ConnectionModel::BadgeRole).toString(); !badge.isEmpty())
            rows.append({tr("details"), badge});
    }
    Q_EMIT inspected(index.data(ConnectionModel::NameRole).toString(), rows);
}

void ConnectionTree::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ConnectionTree::selectProfile(const QUuid &profile)
{
    const auto found = m_proxy->match(m_proxy->index(0, 0), ConnectionModel::ProfileRole, profile, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!found.isEmpty()) {
        m_view->setCurrentIndex(found.first());
        m_view->scrollTo(found.first());
    }
}

void ConnectionTree::selectObject(const ObjectAddress &object)
{
    selectProfile(object.profile);
    const auto find = [this](const QModelIndex &parent, auto &&matches) {
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            if (const QModelIndex index = m_proxy->index(row, 0, parent); matches(index))
                return index;
        }
        return QModelIndex();
    };
    QModelIndex place = m_view->currentIndex();
    m_view->expand(place);
    const QModelIndex schema = find(place, [&](const QModelIndex &index) {
        return index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Schema)
               && index.data(ConnectionModel::NameRole).toString() == object.ref.schema;
    });
    if (schema.isValid()) {
        m_view->expand(schema);
        place = schema;
    }
    const QModelIndex found = find(place, [&](const QModelIndex &index) {
        return index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Object)
               && index.data(ConnectionModel::AddressRole).value<ObjectAddress>() == object;
    });
    if (!found.isValid())
        return;
    m_view->setCurrentIndex(found);
    m_view->expand(found);
    m_view->scrollTo(found, QAbstractItemView::PositionAtCenter);
}

void ConnectionTree::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ConnectionTree::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (!paths.isEmpty())
        Q_EMIT filesDropped(paths);
    event->acceptProposedAction();
}

} // namespace concord
