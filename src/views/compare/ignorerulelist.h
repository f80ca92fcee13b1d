// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/ignorerules.h"

#include <QObject>

namespace concord {

class WorkspaceThread;

/// The ignore rules of all comparisons in the window, kept in the workspace. GUI thread.
class IgnoreRuleList : public QObject
{
    Q_OBJECT

public:
    /// Without a workspace (tests) they last as long as this.
    explicit IgnoreRuleList(WorkspaceThread *workspace, QObject *parent = nullptr);

    [[nodiscard]] const QList<IgnoreRule> &rules() const { return m_rules; }
    /// One that is there already changes nothing.
    void add(const IgnoreRule &rule);
    void add(const QList<IgnoreRule> &rules);
    void remove(const IgnoreRule &rule);
    /// What the workspace keeps by now: another program may have written it.
    void load();

Q_SIGNALS:
    void changed();
    void failed(const concord::Error &error);

private:
    void save();

    WorkspaceThread *m_workspace;
    QList<IgnoreRule> m_rules;
    int m_edits = 0; ///< in this program
};

} // namespace concord
