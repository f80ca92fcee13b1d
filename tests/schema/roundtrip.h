// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord::test {

/// What of the schema is not the same in two catalogs, by their fingerprints: each object with the lines of its JSON that
/// only one side has, "-" before, "+" after. Empty: they are equal. For QVERIFY2 and a person's eyes.
[[nodiscard]] QString differences(const Catalog &before, const Catalog &after);

} // namespace concord::test
