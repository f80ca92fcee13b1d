// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/systemviews.h"

namespace concord::test {

/// One of each thing that a database of SQL Server may hold, as the documentation says that the system views show it.
void putFacts(SystemViews &views);

} // namespace concord::test
