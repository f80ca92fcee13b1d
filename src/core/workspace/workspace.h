// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"
#include "extract/snapshot.h"
#include "query/targets.h"
#include "relate/relation.h"
#include "workspace/drift.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <memory>
#include <optional>

namespace concord {

class WorkspaceFile;

struct WorkSession
{
    QUuid id;
    QString name;
    QList<QUuid> profiles; ///< in the order in which they were added
    QDateTime created;
};

/// One target of a run, as history keeps it.
struct HistoryTarget
{
    QUuid profileId;
    QString name;
    QString engine;
    QString sql;
    QString state;   ///< targetStateName
    qint64 rows = 0;
    qint64 affectedRows = -1;
    double elapsedMs = 0;
    QString errorKind;
    QString errorCode;
    QString errorMessage;
};
struct HistoryEntry
{
    qint64 run = 0;       ///< number of the run in this workspace
    QDateTime started;    ///< UTC
    QString text;
    QString origin;       ///< "window", "concordctl"
    QString session;      ///< name of the work session; empty: none
    double elapsedMs = 0;
    QList<HistoryTarget> targets;
};

/// How much of a run's statements is read: they may be megabytes each.
enum class HistoryTexts {
    Whole,
    Beginnings ///< of the run's text the first historyBeginning characters, of its targets' none
};

/// An editor that is open, with text that was never saved anywhere else.
struct OpenEditor
{
    QUuid id;
    int position = 0;     ///< order of the tabs
    QString title;
    QString text;
    QString file;         ///< empty: not a file
    int cursor = 0;
    QList<QUuid> targets;
    bool active = false;
};

/// A named target set, offered beside Run.
struct SavedTargets
{
    QString name;
    QList<QUuid> profiles;
};

/// What a word such as `production/sales@2` means.
struct FoundSnapshot
{
    SnapshotInfo info;
    QString schema; ///< only this one of its schemas; empty: all that the snapshot has
};

/// Which snapshots go. Those with a name or marked to be kept never do, nor the newest of a database.
struct PrunePolicy
{
    int newest = 10;                        ///< of each database stay
    std::optional<QDateTime> olderThan;     ///< only what was taken before this goes
    std::optional<QUuid> profileId;         ///< only this database's
};

/// What snapshots take in the file.
struct SnapshotUsage
{
    qint64 bytes = 0;                  ///< all together
    QHash<QUuid, qint64> byProfile;    ///< what each database's refer to; shared parts count for each
};

/// The local file (SQLite, WAL) that keeps profiles, history and editors; shared by a window and several programs at
/// once. Blocking; belongs to the thread that opened it (WorkspaceThread is the door for a GUI). A damaged file, one from a
/// newer version or a folder that cannot be written is an error (Damaged, Io) and leaves the file untouched.
class Workspace
{
public:
    /// The user's own workspace file: CONCORD_WORKSPACE, else under the data folder.
    [[nodiscard]] static QString defaultPath();
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString &path);
    /// As open(), but makes nothing: where there is no file, an empty workspace that nobody keeps. One that this user may only read is
    /// opened; what would write to it answers Io.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> openToRead(const QString &path);
    ~Workspace();

    [[nodiscard]] QString path() const;
    /// Error Io where openToRead() found a file that may only be read.
    [[nodiscard]] Result<void> writable() const;
    /// Another program, or another connection of this one, has written since this was last asked; the first answer is no. Costs microseconds.
    [[nodiscard]] Result<bool> changedByOthers();

    [[nodiscard]] Result<QList<Server>> servers() const;
    [[nodiscard]] Result<QList<Profile>> profiles() const; ///< by name, without regard to case
    [[nodiscard]] Result<QList<Endpoint>> endpoints() const; ///< all profiles with their servers, by name
    [[nodiscard]] Result<QList<KnownProfile>> knownProfiles() const; ///< endpoints with their groups, for resolveTargets
    /// Adds or replaces by id; a new id is given where it is null. Error Usage: name taken or not allowed.
    [[nodiscard]] Result<Server> saveServer(const Server &server);
    [[nodiscard]] Result<Profile> saveProfile(const Profile &profile);
    /// Both at once; a server equal to a saved one but for its id is that one. A file, or another engine, changes for this profile alone.
    [[nodiscard]] Result<Endpoint> saveConnection(const Server &server, const Profile &profile);
    /// All or, where one is NotFound, none; with their editors' choice of them and their snapshots, but for those with a name or kept.
    /// Answers the servers that went with their last profile: what was kept of their passwords is the caller's to remove.
    [[nodiscard]] Result<QList<Server>> removeProfiles(const QList<QUuid> &ids);
    [[nodiscard]] Result<std::optional<QUuid>> activeProfile() const;
    [[nodiscard]] Result<void> setActiveProfile(const std::optional<QUuid> &id);

    [[nodiscard]] Result<QList<WorkSession>> sessions() const;
    [[nodiscard]] Result<WorkSession> saveSession(const WorkSession &session);
    [[nodiscard]] Result<void> removeSession(const QUuid &id);
    [[nodiscard]] Result<QList<SavedTargets>> savedTargets() const;
    [[nodiscard]] Result<void> saveTargets(const SavedTargets &targets);
    [[nodiscard]] Result<void> removeTargets(const QString &name);

    /// Links between tables that a person drew or denied; they go with their profiles.
    [[nodiscard]] Result<QList<UserLink>> links() const; ///< by their ends
    /// Adds or replaces, by id and by ends; a new id is given where it is null. Errors: Usage, NotFound (a profile).
    [[nodiscard]] Result<UserLink> saveLink(const UserLink &link);
    [[nodiscard]] Result<void> removeLink(const QUuid &id);

    /// Gives the run its number at its start, so that a crash leaves a trace.
    [[nodiscard]] Result<qint64> beginHistory(const HistoryEntry &entry);
    [[nodiscard]] Result<void> finishHistory(const HistoryEntry &entry);
    /// Newest first; `session` empty: all; `search`: text contained in the statement.
    [[nodiscard]] Result<QList<HistoryEntry>> history(int limit, const QString &session = {}, const QString &search = {}) const;
    /// The numbers of what history() answers: who wants all of it reads one after another by historyEntry().
    [[nodiscard]] Result<QList<qint64>> historyRuns(int limit, const QString &session = {}, const QString &search = {}) const;
    static constexpr int historyBeginning = 4000;
    /// Error NotFound where it was forgotten meanwhile.
    [[nodiscard]] Result<HistoryEntry> historyEntry(qint64 run, HistoryTexts texts = HistoryTexts::Whole) const;
    /// When each profile was last a target of a run. Reads no statement, of which history may hold large ones.
    [[nodiscard]] Result<QHash<QUuid, QDateTime>> lastUses() const;
    [[nodiscard]] Result<void> clearHistory();

    [[nodiscard]] Result<QList<OpenEditor>> editors() const;
    [[nodiscard]] Result<void> saveEditor(const OpenEditor &editor);
    [[nodiscard]] Result<void> removeEditor(const QUuid &id);

    /// Keeps a catalog; an unchanged one costs a row. Its statistics replace the last ones of that database.
    [[nodiscard]] Result<SnapshotInfo> saveSnapshot(const NewSnapshot &snapshot);
    [[nodiscard]] Result<QList<SnapshotInfo>> snapshots(const QUuid &profileId) const; ///< newest first
    /// With `elsewhere` told.
    [[nodiscard]] Result<QList<SnapshotInfo>> snapshots(const QUuid &profileId, const DriverRegistry &registry) const;
    /// One of each database, by its name: the newest that was read where its profile leads; where there is none, the newest, `elsewhere`.
    [[nodiscard]] Result<QList<SnapshotInfo>> latestSnapshots(const DriverRegistry &registry) const;
    /// Statistics are there only in a database's newest one.
    [[nodiscard]] Result<CatalogPtr> openSnapshot(const QUuid &id) const;
    /// What `production`, `production@2`, `production@2026-11-20` (as of that day's end) and `production@name` mean; also profile/schema,
    /// URLs and databases whose profile is gone. Without a selector never one that was read elsewhere. Error NotFound names near ones.
    [[nodiscard]] Result<FoundSnapshot> findSnapshot(const QString &word, const DriverRegistry &registry) const;
    /// Error NotFound where it has no such schema; near ones are named.
    [[nodiscard]] Result<CatalogPtr> openSnapshot(const FoundSnapshot &found) const;
    /// What was read by a URL, or is kept of a profile that is gone: ways to reach it, by name. Read-only. Of equal names the one that was
    /// read last comes first.
    [[nodiscard]] Result<QList<Endpoint>> databasesWithoutProfile(const DriverRegistry &registry) const;
    /// knownProfiles(), then those of databasesWithoutProfile() whose names are free: all that a word can mean.
    [[nodiscard]] Result<QList<KnownProfile>> knownDatabases(const DriverRegistry &registry) const;
    /// Gives what was read by a URL to the profile that leads to the same database by now. How many databases.
    [[nodiscard]] Result<int> adoptSnapshots(const DriverRegistry &registry);
    /// Names are unique within a database; empty takes it away. Error Usage: not allowed, or taken.
    [[nodiscard]] Result<void> nameSnapshot(const QUuid &id, const QString &name);
    [[nodiscard]] Result<void> keepSnapshot(const QUuid &id, bool keep);
    /// What was measured by one of them is no finding any more.
    [[nodiscard]] Result<void> removeSnapshots(const QList<QUuid> &ids);
    /// How many went.
    [[nodiscard]] Result<int> pruneSnapshots(const PrunePolicy &policy);
    [[nodiscard]] Result<SnapshotUsage> snapshotUsage() const;

    [[nodiscard]] Result<QList<Baseline>> baselines() const;
    /// The one of this database: set by setBaseline(), else its snapshot named “baseline”.
    [[nodiscard]] Result<std::optional<Baseline>> baseline(const QUuid &profileId) const;
    /// One that isNone() takes it away; `title` is filled in. A snapshot that is a baseline is never pruned. Errors: NotFound, Usage (itself).
    [[nodiscard]] Result<void> setBaseline(Baseline baseline);
    /// Compares the newest snapshot with the baseline, under the window's ignore rules, and keeps the finding. Nullopt: no baseline, or
    /// never read. Costs little where nothing changed.
    [[nodiscard]] Result<std::optional<DriftFinding>> measureDrift(const QUuid &profileId, const DriverRegistry &registry);
    /// That database and those that follow it.
    [[nodiscard]] Result<void> measureAfterReading(const QUuid &profileId, const DriverRegistry &registry);
    [[nodiscard]] Result<QList<DriftFinding>> drifts() const; ///< the last finding of each
    /// What changed between snapshots that were read with the same patterns, newest first; opens only what differs.
    [[nodiscard]] Result<std::vector<SnapshotChanges>> timeline(const QUuid &profileId, const DriverRegistry &registry,
                                                                const TimelineRequest &request = {}) const;
    /// A snapshot as a file of its own (JSON), and back as one of the database `profileId`, called `database`. A catalog as `schema
    /// --format json` writes it can be imported too, one that is there already is answered. Errors: Io, Damaged, Usage (another engine).
    [[nodiscard]] Result<void> exportSnapshot(const QUuid &id, const QString &path) const;
    [[nodiscard]] Result<SnapshotInfo> importSnapshot(const QString &path, const QUuid &profileId, const QString &database);

    /// Small things: window layout, sizes.
    [[nodiscard]] Result<QByteArray> setting(const QString &key) const;
    [[nodiscard]] Result<void> setSetting(const QString &key, const QByteArray &value);

private:
    Workspace();
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> adopted(Result<std::unique_ptr<WorkspaceFile>> file);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
