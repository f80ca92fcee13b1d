// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"

namespace concord::ctl {

class Arguments;
class Context;

/// What `extract` and `refresh` are asked to read: words, --all, --file and --retry-failed, with patterns and limits put together.
[[nodiscard]] Result<ExtractRequest> extractRequest(Context &context, const Arguments &arguments);

/// Keeps in the workspace which databases an extraction did not read, for a later --retry-failed.
[[nodiscard]] Result<void> rememberFailures(Context &context, const Arguments &arguments, const ExtractJob &job);

} // namespace concord::ctl
