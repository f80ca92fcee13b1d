// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/chosenstatement.h"
#include "concordctl/output.h"
#include "query/run.h"

namespace concord::ctl {

/// A finished run's rows in every format but JSON: combined with the first column `source`, or (`bySource`, table and
/// Markdown) a table for each target. Several result sets of a script follow each other after an empty line; NDJSON has no
/// empty lines but a field `statement`.
[[nodiscard]] Result<void> writeRunRows(const Run &run, Format format, bool bySource, ChosenStatement chosen, Output &output);

/// On standard error: who failed and why, what was capped, messages of servers, and how many answered.
void reportRun(const Run &run, Output &output);

} // namespace concord::ctl
