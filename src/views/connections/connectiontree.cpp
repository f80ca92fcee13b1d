// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectiontree.h"

#include "connections/badgedelegate.h"
#include "connections/connectionmodel.h"
#include "connections/objectbrowser.h"
#include "profilelist.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

ConnectionTree::ConnectionTree(const Services &services, ObjectBrowser &browser, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_browser(browser),
      m_model(new ConnectionModel(services, browser, this)),
      m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit),
      m_view(new QTreeView),
      m_stack(new QStackedWidget)
{
    setAcceptDrops(true);
    m_filter->setPlaceholderText(tr("Filter connections and objects"));
    m_filter->setAccessibleName(tr("Filter connections and objects"));
    m_filter->setClearButtonEnabled(true);

    m_proxy->setSourceModel(m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setAutoAcceptChildRows(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(new BadgeDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(m_view->fontMetrics().height());
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Connections"));
    m_view->viewport()->setBackgroundRole(QPalette::Window); // a role, not a colour: it follows the theme

    auto *empty = new QWidget;
    auto *emptyLayout = new QVBoxLayout(empty);
    auto *words = new QLabel(tr("No connections yet.\nAdd one, or drop a SQLite file here."));
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
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        if (!text.isEmpty())
            m_view->expandToDepth(1);
        else
            restoreExpanded();
    });
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ConnectionTree::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Object))
            selectRows();
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { rememberExpanded(index, true); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { rememberExpanded(index, false); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionTree::inspect);
    connect(m_proxy, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const QModelIndex current = m_view->currentIndex();
        if (current.parent() == first.parent() && current.row() >= first.row() && current.row() <= last.row())
            inspect();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        restoreExpanded();
        showEmptyState();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ConnectionTree::restoreExpanded);
    showEmptyState();
}

void ConnectionTree::showEmptyState()
{
    m_stack->setCurrentIndex(m_services.profiles->entries().isEmpty() ? 1 : 0);
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
    m_select = make(u"select"_s, tr("&Select rows"), QKeySequence(Qt::Key_F4), &ConnectionTree::selectRows);
    m_refresh = make(u"refresh"_s, tr("Re&fresh"), QKeySequence(Qt::CTRL | Qt::Key_R), [this] {
        for (const QUuid &profile : selectedProfiles())
            m_model->refresh(profile);
    });
    m_test = make(u"test"_s, tr("&Test"), {}, &ConnectionTree::testSelected);
    m_activate = make(u"activate"_s, tr("Make &active"), {}, [this] { Q_EMIT activateWanted(selectedProfiles().value(0)); });
    m_edit = make(u"edit"_s, tr("&Edit…"), QKeySequence(Qt::ALT | Qt::Key_Return), [this] {
        if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
            Q_EMIT editWanted(profiles.first());
    });
    m_remove = make(u"remove"_s, tr("&Remove…"), QKeySequence::Delete, [this] {
        if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
            Q_EMIT removeWanted(profiles);
    });
}

void ConnectionTree::showMenu(const QPoint &position)
{
    const auto profiles = selectedProfiles();
    const QModelIndex current = m_view->currentIndex();
    const bool object = current.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Object);
    QMenu menu(this);
    if (!profiles.isEmpty()) {
        m_query->setText(profiles.size() > 1 ? tr("&Query these %n databases", nullptr, static_cast<int>(profiles.size())) : tr("&Query"));
        menu.addAction(m_query);
        if (object)
            menu.addAction(m_select);
        menu.addAction(m_refresh);
        menu.addSeparator();
        menu.addAction(m_test);
        if (profiles.size() == 1) {
            menu.addAction(m_activate);
            menu.addAction(m_edit);
        }
        menu.addAction(m_remove);
        menu.addSeparator();
    }
    menu.addAction(tr("&Add a connection…"), this, &ConnectionTree::addWanted);
    menu.exec(m_view->viewport()->mapToGlobal(position));
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

void ConnectionTree::openCurrent()
{
    if (const auto profiles = selectedProfiles(); !profiles.isEmpty())
        Q_EMIT queryWanted(profiles, {});
}

void ConnectionTree::selectRows()
{
    const QModelIndex index = m_view->currentIndex();
    if (index.data(ConnectionModel::KindRole).toInt() != int(ConnectionModel::Kind::Object))
        return;
    const auto entry = m_services.profiles->find(index.data(ConnectionModel::ProfileRole).toUuid());
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    if (!driver)
        return;
    const Dialect &dialect = driver->dialect();
    const QString schema = index.data(ConnectionModel::SchemaRole).toString();
    QString name = dialect.identifier(index.data(ConnectionModel::NameRole).toString());
    if (!schema.isEmpty())
        name = dialect.identifier(schema) + u'.' + name;
    Q_EMIT queryWanted({entry->endpoint.profileId}, u"SELECT * FROM "_s + name + u";\n"_s);
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
    const auto driver = m_services.registry->find(endpoint.engine);
    switch (static_cast<ConnectionModel::Kind>(index.data(ConnectionModel::KindRole).toInt())) {
    case ConnectionModel::Kind::Profile:
        rows.append({tr("engine"), driver ? driver->info().displayName : endpoint.engine});
        if (!endpoint.host.isEmpty())
            rows.append({tr("server"), endpoint.port > 0 ? endpoint.host + u':' + QString::number(endpoint.port) : endpoint.host});
        rows.append({tr("database"), endpoint.database});
        if (!endpoint.user.isEmpty())
            rows.append({tr("user"), endpoint.user});
        rows.append({tr("environment"), endpoint.environment == Environment::None ? u"—"_s : environmentName(endpoint.environment)});
        rows.append({tr("access"), endpoint.readOnly ? tr("read-only") : tr("writes allowed")});
        if (const QString tested = m_model->testText(endpoint.profileId); !tested.isEmpty())
            rows.append({tr("test"), tested});
        if (const auto info = m_browser.serverInfo(endpoint.profileId)) {
            rows.append({tr("version"), info->product + u' ' + info->version});
            rows.append({tr("TLS"), info->tls.isEmpty() ? tr("none") : info->tls});
            for (const QString &warning : info->warnings)
                rows.append({tr("note"), warning});
        }
        break;
    case ConnectionModel::Kind::Group: return;
    default:
        rows.append({tr("database"), endpoint.name});
        if (const QString schema = index.data(ConnectionModel::SchemaRole).toString(); !schema.isEmpty())
            rows.append({tr("schema"), schema});
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

void ConnectionTree::expandGroups()
{
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(ConnectionModel::KindRole).toInt() == int(ConnectionModel::Kind::Group))
            m_view->expand(index);
    }
}

void ConnectionTree::rememberExpanded(const QModelIndex &index, bool expanded)
{
    if (!m_filter->text().isEmpty())
        return; // the filter opened it, not the person
    const QString key = index.data(ConnectionModel::KeyRole).toString();
    if (expanded)
        m_expanded.insert(key);
    else
        m_expanded.remove(key);
}

void ConnectionTree::restoreExpanded()
{
    const auto walk = [this](const auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            const QModelIndex index = m_proxy->index(row, 0, parent);
            if (!m_expanded.contains(index.data(ConnectionModel::KeyRole).toString()))
                continue;
            m_view->expand(index);
            self(self, index);
        }
    };
    walk(walk, {});
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
