// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relationgraph.h"
#include "schema/detailmodel.h"

#include <functional>

namespace concord {

/// What the table is connected with, n:m, through tables that only connect: rows below those of relationDetails().
[[nodiscard]] QList<Details::Row> junctionRows(const RelationGraph &graph, const TableRef &table,
                                               const std::function<QString(const TableRef &)> &nameOf,
                                               const std::function<ObjectKind(const TableRef &)> &kindOf);

} // namespace concord
