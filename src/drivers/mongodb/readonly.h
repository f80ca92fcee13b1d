// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/shellparser.h"
#include "mongodb/statement.h"

namespace concord {

/// Fills `what` and `refusal` from the parsed command: by lists of the commands and stages that only read; whatever is not
/// on them is not known to. `operators`: the "$…" keys of the text; `start`: where the statement begins.
void judge(MongoStatement &statement, const std::vector<ShellOperator> &operators, int start);

} // namespace concord
