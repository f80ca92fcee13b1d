// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <QJsonObject>

namespace concord {

/// The EngineInfo that a plugin's metadata holds: id, displayName, defaultPort, isFile, fileEndings, opensFolders, hasUser, urlSchemes, options,
/// readOnlyNote, severalHosts, srvScheme, urlNames, ownOptions, under these names. Error (Damaged) where id, name or schemes are missing.
[[nodiscard]] Result<EngineInfo> engineFromJson(const QJsonObject &json);

} // namespace concord
