// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace concord {

/// Seconds east of UTC that a zone's clocks show at a moment (seconds since 1970-01-01 UTC). The zone is an IANA name, a fixed
/// offset ("+05:30") or PostgreSQL's way to write one ("<+0530>-05:30"); an unknown name counts as UTC. Cached per thread.
[[nodiscard]] int zoneOffsetAt(const QString &zone, std::int64_t second);

} // namespace concord
