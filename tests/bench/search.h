// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord::bench {

/// Key presses over 200 databases × 500 tables × 10 columns, of equal schemas and of all different ones, against a look at every name.
void measureSearching();

} // namespace concord::bench
