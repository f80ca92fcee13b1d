// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/chosenstatement.h"
#include "concordctl/output.h"
#include "query/run.h"

namespace concord::ctl {

/// A finished run as the JSON document that scripts rely on (command-line contract, "Shapes"); rows are written one a line
/// as they are read from the result tables. `run` 0: not kept in the history, null.
void writeRunJson(const Run &run, qint64 number, ChosenStatement chosen, Output &output);

} // namespace concord::ctl
