// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/statementlanguage.h"

namespace concord {

/// What may stand at the cursor of a statement, mongosh's or JSON, also where it is not finished: collections after "db.", methods after a
/// collection, stages in a pipeline, operators after "$", fields as keys. Looks at what is before the cursor only.
[[nodiscard]] LanguageCompletion mongoCompletion(const QString &text, int cursor);

} // namespace concord
