// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/pairmappingtable.h"

#include <QHash>
#include <QObject>
#include <QUuid>

namespace concord {

class WorkspaceThread;

/// Which pairs a person confirmed or refused, for each two databases; kept in the workspace. Said once, it holds in both directions.
/// GUI thread.
class PairMappings : public QObject
{
    Q_OBJECT

public:
    /// Without a workspace (tests) they last as long as this.
    explicit PairMappings(WorkspaceThread *workspace, QObject *parent = nullptr);

    [[nodiscard]] Mapping mapping(const QUuid &left, const QUuid &right) const;
    void setMapping(const QUuid &left, const QUuid &right, const Mapping &mapping);
    /// What the workspace keeps by now: another program may have written it.
    void load();

Q_SIGNALS:
    void changed();
    void failed(const concord::Error &error);

private:
    void save();

    WorkspaceThread *m_workspace;
    int m_edits = 0; ///< in this program
    PairMappingTable m_mappings; ///< by left and right as they were when the first decision was made
};

} // namespace concord
