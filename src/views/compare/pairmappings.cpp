// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairmappings.h"

#include "compare/mappingedit.h"
#include "workspace/workspacethread.h"

using namespace Qt::StringLiterals;

namespace concord {

PairMappings::PairMappings(WorkspaceThread *workspace, QObject *parent) : QObject(parent), m_workspace(workspace)
{
    load();
}

Mapping PairMappings::mapping(const QUuid &left, const QUuid &right) const
{
    return mappingOf(m_mappings, left, right);
}

void PairMappings::setMapping(const QUuid &left, const QUuid &right, const Mapping &mapping)
{
    if (mapping == this->mapping(left, right))
        return;
    const auto other = m_mappings.find({right, left});
    if (other != m_mappings.end() && !m_mappings.contains({left, right}))
        *other = withExpressionsOf(inverted(mapping), *other);
    else
        m_mappings.insert({left, right}, mapping);
    save();
    Q_EMIT changed();
}

void PairMappings::load()
{
    if (!m_workspace)
        return;
    const auto job = [](Workspace &workspace) { return workspace.setting(pairMappingsKey); };
    m_workspace->post(job).then(this, [this, edits = m_edits](const Result<QByteArray> &kept) {
        if (!kept) {
            Q_EMIT failed(kept.error());
            return;
        }
        PairMappingTable table = pairMappingsFromJson(*kept);
        if (edits != m_edits)
            table.insert(m_mappings); // what was decided meanwhile is newer
        if (table == std::exchange(m_mappings, table))
            return;
        Q_EMIT changed();
    });
}

void PairMappings::save()
{
    ++m_edits;
    if (!m_workspace)
        return;
    m_workspace->post([json = pairMappingsToJson(m_mappings)](Workspace &workspace) { return workspace.setSetting(pairMappingsKey, json); })
        .then(this, [this](const Result<void> &done) {
            if (!done)
                Q_EMIT failed(done.error());
        });
}

} // namespace concord
