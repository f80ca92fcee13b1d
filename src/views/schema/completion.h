// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

namespace concord {

/// Names for the editor from the catalogs of these databases: after "o." the columns of the table that o stands for (or the tables of a
/// schema), else the columns of the tables in FROM, and all tables. Answers at once.
[[nodiscard]] CompletionAnswer catalogCompletion(const Services &services, const CompletionPlace &place);

} // namespace concord
