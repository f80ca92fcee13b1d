// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relationgraph.h"

#include <QWidget>

class QComboBox;
class QCheckBox;
class QLabel;

namespace concord {

class DriverRegistry;
class DiagramScene;
class DiagramView;
class WorkspaceThread;

/// A tab with a diagram of some databases' tables: which columns are shown, zoom, arranging anew, exports and copies, a line of status.
/// Relations are found on another thread.
class DiagramPage : public QWidget
{
    Q_OBJECT

public:
    explicit DiagramPage(QWidget *parent = nullptr);

    /// `tables` empty: all. `links`: what people drew between tables (Workspace::links).
    void display(std::vector<NamedCatalog> catalogs, std::vector<TableRef> tables = {}, std::vector<UserLink> links = {});
    /// From the last snapshots in the workspace; a database that was never read is named in the status line. `workspace` outlives the page.
    void displayLatest(WorkspaceThread &workspace, const std::shared_ptr<const DriverRegistry> &registry, const QList<QUuid> &profiles,
                       std::vector<TableRef> tables = {});
    /// What displayLatest() was asked for.
    [[nodiscard]] const QList<QUuid> &profiles() const { return m_profiles; }
    [[nodiscard]] const std::vector<TableRef> &tables() const { return m_tables; }
    [[nodiscard]] DiagramScene *scene() const { return m_scene; }
    [[nodiscard]] DiagramView *view() const { return m_view; }
    [[nodiscard]] QString status() const;

Q_SIGNALS:
    /// A table was double-clicked, or Enter pressed on it.
    void openRequested(const concord::TableRef &table);
    void ready(); ///< everything is in its place

private:
    void makeToolBar();
    void findRelations();
    void draw();
    void laidOut(const QString &note);
    void exportTo(const QString &format);
    void write(const QString &path, const QByteArray &content);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString countText() const;

    QList<QUuid> m_profiles;
    std::vector<NamedCatalog> m_catalogs;
    std::vector<TableRef> m_tables;
    std::vector<UserLink> m_links;
    QStringList m_neverRead;
    RelationGraphPtr m_graph;
    DiagramScene *m_scene;
    DiagramView *m_view;
    QComboBox *m_columns = nullptr;
    QCheckBox *m_inferred = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_zoom = nullptr;
    int m_asked = 0; ///< which answer of the other thread is still wanted
};

} // namespace concord
