// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/json.h"
#include "connection/driver.h"
#include "connection/profile.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QList>

namespace concord::ctl {

/// A profile with its server, as the workspace keeps them.
struct SavedProfile
{
    Server server;
    Profile profile;
};

/// All, by name.
[[nodiscard]] Result<QList<SavedProfile>> savedProfiles(const Workspace &workspace);
/// By its name; letter case counts only where two differ in nothing else. Error NotFound names near ones.
[[nodiscard]] Result<SavedProfile> findProfile(const QList<SavedProfile> &profiles, const QString &name);
/// `NotFound`: "There is no … “x”. Did you mean y, z?"
[[nodiscard]] Error unknownName(const QString &what, const QString &name, const QStringList &known);

/// What JSON says of a profile: name, id, engine, host, port, user, database, url (never a secret), groups, …
[[nodiscard]] JsonValue profileRecord(const SavedProfile &saved, const DriverRegistry &registry);
/// Where a connection leads, for a person: "app@db.example:5432/shop", or a file.
[[nodiscard]] QString whereTo(const Server &server, const Profile &profile, const DriverRegistry &registry);

/// "2 minutes ago", for a person; "—" for an invalid time.
[[nodiscard]] QString howLongAgo(const QDateTime &time);

} // namespace concord::ctl
