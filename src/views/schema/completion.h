// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

namespace concord {

class ObjectBrowser;

/// Names for the editor from the schemas of these databases: after "o." the columns of the table that o stands for (or the tables of a
/// schema), else the columns of the tables in FROM, and all tables. Where no schema was extracted the browser's names serve; what it
/// has not read is asked for now, and the answer says so. Answers at once. `browser` may be null.
[[nodiscard]] CompletionAnswer catalogCompletion(const Services &services, ObjectBrowser *browser, const CompletionPlace &place);

} // namespace concord
