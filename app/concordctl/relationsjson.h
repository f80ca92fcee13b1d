// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "concordctl/json.h"
#include "relate/relationgraph.h"

namespace concord::ctl {

class Context;

/// All relations of the databases that words mean (none: of every one that was read), with the links that a person drew.
[[nodiscard]] Result<RelationGraphPtr> relationsOf(Context &context, const QStringList &words, const RelateOptions &options = {});

/// {"from": {"database", "schema", "table", "columns", "indexed"}, "to": {…}, "origin", "multiplicity", "confidence", "reason", …}
[[nodiscard]] JsonValue relationRecord(const Relation &relation, const RelationGraph &graph);
/// "public.orders(user_id)", with the database before it where there are several.
[[nodiscard]] QString endText(const RelationEnd &end, const RelationGraph &graph);

} // namespace concord::ctl
