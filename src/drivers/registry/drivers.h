// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

class DriverRegistry;

/// Adds every engine that is built in.
void registerDrivers(DriverRegistry &registry);

} // namespace concord
