// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "schema/catalog.h"

namespace concord {

/// The statements that make the object, in its engine's own dialect, from the catalog alone.
[[nodiscard]] QString ddlText(const SchemaObject &object, const Driver &driver);
/// The whole catalog in the order in which an empty database takes it. Long: off the GUI thread.
[[nodiscard]] QString ddlText(const Catalog &catalog, const Driver &driver);

} // namespace concord
