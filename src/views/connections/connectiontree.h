// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "services.h"

#include <QSet>
#include <QUuid>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTreeView;

namespace concord {

class ConnectionModel;
class ObjectBrowser;

/// The connection tree with its filter box and context menu. Takes SQLite files that are dropped on it.
class ConnectionTree : public QWidget
{
    Q_OBJECT

public:
    ConnectionTree(const Services &services, ObjectBrowser &browser, QWidget *parent = nullptr);

    /// The profiles that the selection lies in, each once.
    [[nodiscard]] QList<QUuid> selectedProfiles() const;
    void focusFilter();
    void selectProfile(const QUuid &profile);
    void expandGroups();
    /// Tests what is selected, in the background; the answers come beside the names.
    void testSelected();

Q_SIGNALS:
    /// Open a query on these profiles; `text` may be empty.
    void queryWanted(const QList<QUuid> &profiles, const QString &text);
    void addWanted();
    void editWanted(const QUuid &profile);
    void removeWanted(const QList<QUuid> &profiles);
    void activateWanted(const QUuid &profile);
    void filesDropped(const QStringList &paths);
    /// The current row, for the inspector: title and property/value pairs.
    void inspected(const QString &title, const QList<std::pair<QString, QString>> &properties);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeActions();
    void showMenu(const QPoint &position);
    void openCurrent();
    void selectRows();
    void inspect();
    void rememberExpanded(const QModelIndex &index, bool expanded);
    void restoreExpanded();
    void showEmptyState();

    Services m_services;
    ObjectBrowser &m_browser;
    ConnectionModel *m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QStackedWidget *m_stack;
    QSet<QString> m_expanded;
    QAction *m_query = nullptr;
    QAction *m_select = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_test = nullptr;
    QAction *m_activate = nullptr;
};

} // namespace concord
