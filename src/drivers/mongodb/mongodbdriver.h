// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

namespace concord {

[[nodiscard]] std::shared_ptr<const Driver> makeMongodbDriver();

} // namespace concord
