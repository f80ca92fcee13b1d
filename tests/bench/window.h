// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace concord::bench {

/// Streams `rows` rows into a query tab on the screen and prints the longest stall of its event loop and what frames took,
/// against their limits. Makes its database in `folder`. Call from the main thread of a QApplication.
void measureWindow(std::uint64_t rows, const QString &folder);

} // namespace concord::bench
