// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace concord {

/// How long ago that was, where there is little room: "now", "2 min", "3 d". ageText() of extract/snapshot.h has whole words.
[[nodiscard]] QString shortAge(const QDateTime &moment, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// So long ago that a person should be told: a schema that old may have changed.
[[nodiscard]] bool isStale(const QDateTime &moment, const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace concord
