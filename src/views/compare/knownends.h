// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"
#include "services.h"

namespace concord {

/// A database with its newest catalog as the window knows it. Without one the error says why there is none.
[[nodiscard]] MatrixColumn knownEnd(const Services &services, const QUuid &profile);
/// The profile's endpoint; empty where it is gone.
[[nodiscard]] Endpoint endpointOf(const Services &services, const QUuid &profile);
/// "reading…", why the last try failed, "never read"; empty: nothing to say.
[[nodiscard]] QString endState(const Services &services, const QUuid &profile);

} // namespace concord
