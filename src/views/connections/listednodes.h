// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connections/treenode.h"

#include <optional>

namespace concord {

/// What lies below a profile whose catalog was not read: the light list of its tables, or why there is none.
[[nodiscard]] TreeNodes listedNodes(const QUuid &profile, const QList<ObjectName> *objects, const std::optional<Error> &error);
/// The columns of an object of that list.
[[nodiscard]] TreeNodes listedColumns(const QUuid &profile, const ObjectName &object, const QList<ColumnSummary> *columns);

} // namespace concord
