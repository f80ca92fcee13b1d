// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/driver.h"
#include "connection/profile.h"
#include "connection/secret.h"

#include <QList>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace concord {

/// A saved profile as target words see it.
struct KnownProfile
{
    Endpoint endpoint;
    QStringList groups;
};

/// A database that a word named.
struct ResolvedTarget
{
    Endpoint endpoint; ///< of `profile/schema`: an id of its own, the name as typed, search_path set to the schema
    Secret secret;     ///< what stood in a URL; else null
    QString schema;    ///< of `profile/schema`; else empty
};

/// Turns words into databases: a profile's name (exact, else without regard to case), `group:NAME`, a glob over names
/// (* ? [..]), a URL, a SQLite file's path, and `profile/schema` where the engine has schemas. In the order of the words,
/// each database once. Errors: NotFound names near ones, also for a group or glob that takes nothing; Usage for the rest,
/// and for no words at all.
[[nodiscard]] Result<QList<ResolvedTarget>> resolveTargets(const QStringList &words, const QList<KnownProfile> &known,
                                                           const DriverRegistry &registry);
/// A group or a glob; no URL, though its ? and * may look like one.
[[nodiscard]] bool mayNameSeveral(const QString &word);
/// Without words: the work session's profiles, else the active one, else the error "No database connections specified".
[[nodiscard]] Result<QList<ResolvedTarget>> resolveDefault(const QList<QUuid> &sessionProfiles, const std::optional<QUuid> &activeProfile,
                                                           const QList<KnownProfile> &known);

} // namespace concord
