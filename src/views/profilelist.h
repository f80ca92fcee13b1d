// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "workspace/workspace.h"

#include <QObject>

#include <memory>
#include <optional>

namespace concord {

class DriverRegistry;
class WorkspaceThread;

/// A profile as lists and chips show it.
struct ProfileEntry
{
    Endpoint endpoint;
    QStringList groups;

    friend bool operator==(const ProfileEntry &, const ProfileEntry &) = default;
};

/// The workspace's profiles and saved target sets as the window knows them now: one copy for the tree, the target bar and
/// the commands. Lives on the GUI thread; reading and writing happen on the workspace's thread.
class ProfileList : public QObject
{
    Q_OBJECT

public:
    /// `workspace` may be null (tests): then the list is what setEntries() says.
    /// `registry` may be null: then there are only profiles.
    explicit ProfileList(WorkspaceThread *workspace, std::shared_ptr<const DriverRegistry> registry = {}, QObject *parent = nullptr);

    [[nodiscard]] const QList<ProfileEntry> &entries() const { return m_entries; }
    /// Databases that were read by a URL (of a job file) and are no profiles: to be browsed, and read again.
    [[nodiscard]] const QList<ProfileEntry> &unsaved() const { return m_unsaved; }
    [[nodiscard]] bool isSaved(const QUuid &profile) const;
    /// Among both.
    [[nodiscard]] const QList<SavedTargets> &savedTargets() const { return m_saved; }
    [[nodiscard]] std::optional<ProfileEntry> find(const QUuid &profile) const;
    /// Whether the profile still leads where it led `before`; false where it is gone.
    [[nodiscard]] bool leadsTo(const QUuid &profile, const Endpoint &before) const;
    /// Group names without regard to case, each once, sorted.
    [[nodiscard]] QStringList groups() const;
    [[nodiscard]] QList<QUuid> inGroup(const QString &group) const;

    /// Never null; without a program's own it knows no engine.
    [[nodiscard]] std::shared_ptr<const DriverRegistry> drivers() const;

    /// Reads everything again; changed() follows if anything is different, failed() if it cannot be read.
    void reload();
    void setEntries(QList<ProfileEntry> entries, QList<SavedTargets> saved = {}, QList<ProfileEntry> unsaved = {});
    /// Shows at once and writes behind.
    void saveTargets(const SavedTargets &targets);
    void removeTargets(const QString &name);

Q_SIGNALS:
    /// Before changed(): the connection is another than before. `leadsElsewhere`: what was read by the old one is of another database.
    void edited(const QUuid &profile, bool leadsElsewhere);
    void changed();
    void failed(const concord::Error &error);

private:
    void tellEdited(const QList<ProfileEntry> &before);
    [[nodiscard]] const DriverRegistry &registry() const;
    void report(const Result<void> &result);

    WorkspaceThread *m_workspace;
    std::shared_ptr<const DriverRegistry> m_registry;
    QList<ProfileEntry> m_entries;
    QList<ProfileEntry> m_unsaved;
    QList<SavedTargets> m_saved;
};

} // namespace concord
