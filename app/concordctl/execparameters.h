// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QStringList>

namespace concord::ctl {

/// `k=v` for all targets, `k@target=v` for one; puts them into the request, whose targets are there already. Error Usage for
/// an assignment that is none, NotFound for a target that is not among them.
[[nodiscard]] Result<void> applyParameters(const QStringList &assignments, RunRequest &request);
/// Error Usage, naming near ones, for a value whose name does not stand in the text.
[[nodiscard]] Result<void> checkParameterNames(const RunRequest &request, const DriverRegistry &registry);

} // namespace concord::ctl
