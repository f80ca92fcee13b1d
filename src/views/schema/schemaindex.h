// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "relate/relationgraph.h"
#include "schema/search.h"

#include <QObject>
#include <QTimer>

namespace concord {

class CatalogLibrary;
class WorkspaceThread;

/// What is computed from all catalogs together: the index of names and comments, and how tables relate. Made anew on a pool thread
/// after the library changed. GUI thread.
class SchemaIndex : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null (tests): then nobody drew links. Both outlive this.
    SchemaIndex(CatalogLibrary &library, WorkspaceThread *workspace, QObject *parent = nullptr);

    /// Null until it is there for the first time.
    [[nodiscard]] CatalogSearchPtr search() const { return m_search; }
    /// Null until someone wants them and they are there.
    [[nodiscard]] RelationGraphPtr relations() const { return m_relations; }
    /// From now on relations are kept up to date too.
    void wantRelations();
    /// What people drew and denied, as the relations were found with it.
    [[nodiscard]] const std::vector<UserLink> &links() const { return m_links; }
    /// Links were drawn or removed in the workspace.
    void readLinks();

Q_SIGNALS:
    void searchChanged();
    void relationsChanged();
    void failed(const concord::Error &error);

private:
    void makeSearch();
    void makeRelations();

    CatalogLibrary &m_library;
    WorkspaceThread *m_workspace;
    QTimer m_delay; ///< many databases come in one after another
    CatalogSearchPtr m_search;
    RelationGraphPtr m_relations;
    std::vector<UserLink> m_links;
    int m_searchQuestion = 0;
    int m_relationsQuestion = 0;
    bool m_relationsWanted = false;
};

} // namespace concord
