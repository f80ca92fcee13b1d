// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace concord {

class Driver;

[[nodiscard]] std::shared_ptr<const Driver> makeFirebirdDriver();

} // namespace concord
