// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

struct EngineInfo;
class DriverRegistry;

/// "*.db *.sqlite": the names of an engine's files, for a file dialog.
[[nodiscard]] QString filePatterns(const EngineInfo &engine);
/// Of all engines whose databases are files.
[[nodiscard]] QString databaseFilePatterns(const DriverRegistry &registry);

} // namespace concord
