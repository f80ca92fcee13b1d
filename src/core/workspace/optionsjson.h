// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QString>

namespace concord {

/// Options as the workspace keeps them: a JSON object without what stands at its default. Options that hold a secret by their
/// name are left out.
[[nodiscard]] QString optionsToJson(const ConnectOptions &options);
/// Unknown members are ignored, missing ones stay at their default.
[[nodiscard]] ConnectOptions optionsFromJson(const QString &json);

} // namespace concord
