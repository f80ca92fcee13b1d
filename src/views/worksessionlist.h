// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "workspace/workspace.h"

#include <QObject>

#include <functional>
#include <optional>

namespace concord {

class WorkspaceThread;

/// The workspace's work sessions as the window knows them now, and the one that it works in. Runs are kept in that one's
/// history; new queries begin with its databases. GUI thread; reading and writing happen on the workspace's thread.
class WorkSessionList : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null (tests): then sessions live in memory only.
    explicit WorkSessionList(WorkspaceThread *workspace, QObject *parent = nullptr);

    [[nodiscard]] const QList<WorkSession> &entries() const { return m_entries; } ///< by name
    [[nodiscard]] std::optional<WorkSession> find(const QUuid &id) const;
    /// Nothing: the window works in no session.
    [[nodiscard]] std::optional<WorkSession> current() const { return find(m_current); }
    /// "session 3": a name that none of them has.
    [[nodiscard]] QString freeName() const;
    /// Null: none. Kept over a restart.
    void setCurrent(const QUuid &id);

    void reload();
    /// A null id makes a new one. `done` is told how it went; a name that is taken or not allowed is an error Usage.
    void save(const WorkSession &session, const std::function<void(const Result<WorkSession> &)> &done);
    /// Its history stays.
    void remove(const QUuid &id);

Q_SIGNALS:
    /// Entries or the current one are different.
    void changed();
    /// Another one is current: not its name or its databases, but which.
    void currentChanged();
    void failed(const concord::Error &error);

private:
    void take(QList<WorkSession> entries, const QUuid &current);

    WorkspaceThread *m_workspace;
    QList<WorkSession> m_entries;
    QUuid m_current;
};

} // namespace concord
