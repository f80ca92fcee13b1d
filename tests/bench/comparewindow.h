// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord::bench {

/// Opens a comparison of two catalogs of 10,000 tables in the window, all of them shown, and scrolls through it. Call from the main
/// thread of a QApplication.
void measureComparisonWindow();

} // namespace concord::bench
