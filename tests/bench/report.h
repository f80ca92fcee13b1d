// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <limits>
#include <optional>

namespace concord::bench {

/// The middle one of three runs, in seconds; nothing where a run failed. A first run of more than `enough` seconds counts alone.
[[nodiscard]] std::optional<double> median(const std::function<bool()> &work, double enough = std::numeric_limits<double>::infinity());

/// Prints one line: what, our figure, the peer's, their ratio, the goal and whether it was kept.
void line(const QString &what, double ours, double peer, double goal, const QString &unit = QStringLiteral("s"));
void heading(const QString &text);
void skipped(const QString &what, const QString &why);

} // namespace concord::bench
