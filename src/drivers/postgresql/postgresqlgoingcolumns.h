// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// The table without what stands on plain columns that become computed ones: those go, take it along, and come again.
[[nodiscard]] Table withoutReplacedColumns(Table from, const Table &to);
/// Those that count in another way than before, so that the sequence of their own is not the old one.
[[nodiscard]] QStringList columnsWithAnotherSequence(const Table &from, const Table &to);
/// The table without the rights that go with their columns, or with the sequences by which those count.
[[nodiscard]] Table withoutRightsThatGo(Table from, const Table &to);

} // namespace concord
