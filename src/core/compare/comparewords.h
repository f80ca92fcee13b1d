// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QHash>

namespace concord {

/// A side's value as people read it: "–" where it is not set, '' where it is empty.
[[nodiscard]] QString valueText(const QString &value);
/// "column_order" → "column order"
[[nodiscard]] QString propertyWord(const QString &property);
/// What an object's row says about it: why it cannot be told, or which members and properties differ.
[[nodiscard]] QString objectDiffers(const ObjectComparison &object);
[[nodiscard]] QString memberDiffers(const MemberComparison &member);
/// Which rule spoke, and why; empty: none.
[[nodiscard]] QString ruleText(const Difference &difference);
/// The right side's names of left columns that are called otherwise there, in lower case.
[[nodiscard]] QHash<QString, QString> renamedColumns(const ObjectComparison &object);

} // namespace concord
