// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"

#include <QList>
#include <QStringList>

namespace concord::ctl {

class Context;

/// The databases of an endpoint's server whose names match a glob ("tenant_*,!tenant_test"). Connects. Error NotFound where
/// none does. Blocking, with an event loop.
[[nodiscard]] Result<QStringList> matchingDatabases(Context &context, const Endpoint &endpoint, const QString &pattern);
/// A profile each, like `model`: named NAME_database, in the group NAME too.
[[nodiscard]] QList<Profile> profilesFor(const QStringList &databases, const Profile &model, const QString &name);

} // namespace concord::ctl
