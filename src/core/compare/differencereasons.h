// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// What it means that a property differs, for a person, where no rule had more to say. Null `left` or `right`: not set there. Never empty.
[[nodiscard]] QString reasonOfDifference(const QString &property, const QString &left, const QString &right);

} // namespace concord
