// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

struct Dialect;

[[nodiscard]] const Dialect &firebirdDialect();

} // namespace concord
