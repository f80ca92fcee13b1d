// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/commandline.h"
#include "connection/driver.h"
#include "connection/profile.h"

namespace concord::ctl {

/// The options by which connect and edit describe a connection, as the window's form does.
[[nodiscard]] const QList<Option> &connectionFields();
/// Whether any of them was given.
[[nodiscard]] bool hasConnectionFields(const Arguments &arguments);
/// Puts what was given into a server and a profile; the rest stays. Error Usage for a value that cannot be, or for an
/// option that the engine does not have.
[[nodiscard]] Result<void> applyConnectionFields(const Arguments &arguments, const DriverRegistry &registry, Server &server, Profile &profile);

/// --group, --environment, --colour, --read-write: what belongs to a profile alone.
[[nodiscard]] const QList<Option> &profileFields();
/// The groups that an option names, each time it was given and each between commas. Error Usage for an empty name.
[[nodiscard]] Result<QStringList> groupNames(const Arguments &arguments, const QString &option);
[[nodiscard]] Result<void> applyProfileFields(const Arguments &arguments, Profile &profile);

} // namespace concord::ctl
