// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"
#include "schema/objectaddress.h"
#include "services.h"

#include <QSet>
#include <QUuid>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace concord {

class ConnectionModel;
class ObjectBrowser;
class TreeFilter;

/// The connection tree with its filter box and context menu. Takes database files that are dropped on it.
class ConnectionTree : public QWidget
{
    Q_OBJECT

public:
    ConnectionTree(const Services &services, ObjectBrowser &browser, QWidget *parent = nullptr);

    /// The profiles that the selection lies in, each once.
    [[nodiscard]] QList<QUuid> selectedProfiles() const;
    [[nodiscard]] ConnectionModel *model() const { return m_model; }
    /// What is selected as ends of a comparison: schemas where they are selected, else databases.
    [[nodiscard]] QList<EndChoice> selectedEnds() const;
    /// Whether all that is selected are connections and groups of them, nothing that lies in one.
    [[nodiscard]] bool selectsConnections() const;
    /// The object under the cursor; null where it is none.
    [[nodiscard]] ObjectAddress currentObject() const;
    /// The selected objects, each once.
    [[nodiscard]] QList<ObjectAddress> selectedObjects() const;
    void focusFilter();
    void selectProfile(const QUuid &profile);
    /// Opens what it lies in, selects it and shows what is below it. Nothing where its schema was not read.
    void selectObject(const ObjectAddress &object);
    /// All but those that a person had closed: closedGroups() of an earlier window.
    void expandGroups(const QStringList &closed = {});
    [[nodiscard]] QStringList closedGroups() const { return m_closedGroups.values(); }
    /// Tests what is selected, in the background; the answers come beside the names.
    void testSelected();
    /// Tells what inspected() tells of the current row once more.
    void inspect();

Q_SIGNALS:
    /// Open a query on these profiles; `text` may be empty.
    void queryWanted(const QList<QUuid> &profiles, const QString &text);
    /// Read the schemas of these profiles; `ask`: let the person choose how first.
    void extractWanted(const QList<QUuid> &profiles, bool ask);
    void objectWanted(const concord::ObjectAddress &object);
    void ddlWanted(const QList<concord::ObjectAddress> &objects);
    /// The DDL of all that these profiles hold.
    void schemaDdlWanted(const QList<QUuid> &profiles);
    void snapshotsWanted(const QUuid &profile);
    /// All of these databases in one document.
    void documentWanted(const QList<QUuid> &profiles);
    /// Of these databases, or only of the tables among these objects of them.
    void diagramWanted(const QList<QUuid> &profiles, const QList<concord::ObjectAddress> &objects);
    /// One with another to be chosen, two side by side, more as a matrix.
    void compareWanted(const QList<concord::EndChoice> &ends);
    void addWanted();
    void editWanted(const QUuid &profile);
    /// Save what was read by this URL as a connection.
    void saveWanted(const QString &url);
    void removeWanted(const QList<QUuid> &profiles);
    void activateWanted(const QUuid &profile);
    void filesDropped(const QStringList &paths);
    /// The current row, for the inspector: title and property/value pairs.
    void inspected(const QString &title, const QList<std::pair<QString, QString>> &properties);
    void closedGroupsChanged();
    /// A person went to a row, or back to it.
    void attended();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeActions();
    void makeView();
    void connectView();
    void showMenu(const QPoint &position);
    void addSchemaActions(QMenu &menu, const QList<QUuid> &profiles);
    void refreshSelected();
    void saveSelected();
    void openCurrent();
    void selectRows();
    void copyDdl();
    void filterNow();
    void attend()
    {
        Q_EMIT attended();
        inspect();
    }
    void forgetRemovedGroups();
    void rememberExpanded(const QModelIndex &index, bool expanded);
    void restoreLater();
    void restoreExpanded(const QModelIndex &parent);
    void showEmptyState();

    Services m_services;
    ObjectBrowser &m_browser;
    ConnectionModel *m_model;
    TreeFilter *m_proxy;
    QLineEdit *m_filter;
    QTimer *m_filterDelay;
    QTreeView *m_view;
    QStackedWidget *m_stack;
    QSet<QString> m_expanded;
    QSet<QString> m_closedGroups;
    bool m_restoring = false;
    QAction *m_query = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_open = nullptr;
    QAction *m_select = nullptr;
    QAction *m_ddl = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_extract = nullptr;
    QAction *m_snapshots = nullptr;
    QAction *m_diagram = nullptr;
    QAction *m_document = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_save = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_test = nullptr;
    QAction *m_activate = nullptr;
};

} // namespace concord
