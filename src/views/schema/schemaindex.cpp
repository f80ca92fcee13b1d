// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schemaindex.h"

#include "schema/cataloglibrary.h"
#include "workspace/workspacethread.h"

#include <QtConcurrentRun>

using namespace std::chrono_literals;

namespace concord {

SchemaIndex::SchemaIndex(CatalogLibrary &library, WorkspaceThread *workspace, QObject *parent)
    : QObject(parent),
      m_library(library),
      m_workspace(workspace)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    connect(&m_library, &CatalogLibrary::changed, &m_delay, [this] {
        if (!m_delay.isActive())
            m_delay.start();
    });
    connect(&m_delay, &QTimer::timeout, this, [this] {
        makeSearch();
        if (m_relationsWanted)
            makeRelations();
    });
    m_delay.start();
}

void SchemaIndex::makeSearch()
{
    const int question = ++m_searchQuestion;
    QtConcurrent::run([catalogs = m_library.all()] {
        return CatalogSearch::make(catalogs);
    }).then(this, [this, question](const CatalogSearchPtr &search) {
        if (question != m_searchQuestion)
            return;
        m_search = search;
        Q_EMIT searchChanged();
    });
}

void SchemaIndex::wantRelations()
{
    if (std::exchange(m_relationsWanted, true))
        return;
    if (m_workspace)
        readLinks();
    else
        makeRelations();
}

void SchemaIndex::readLinks()
{
    if (!m_workspace || !m_relationsWanted)
        return;
    m_workspace->post([](Workspace &workspace) { return workspace.links(); }).then(this, [this](const Result<QList<UserLink>> &links) {
        if (links)
            m_links.assign(links->begin(), links->end());
        else
            Q_EMIT failed(links.error());
        makeRelations();
    });
}

void SchemaIndex::makeRelations()
{
    const int question = ++m_relationsQuestion;
    QtConcurrent::run([catalogs = m_library.all(), links = m_links] {
        return RelationGraph::make(catalogs, links);
    }).then(this, [this, question](const RelationGraphPtr &relations) {
        if (question != m_relationsQuestion)
            return;
        m_relations = relations;
        Q_EMIT relationsChanged();
    });
}

} // namespace concord
