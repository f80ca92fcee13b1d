// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

namespace concord::ctl {

class Context;

/// Shows what would be sent to each target and what it would do, connecting to nothing. The exit code.
int dryRun(Context &context, const RunRequest &request, const RunCheck &check);

} // namespace concord::ctl
