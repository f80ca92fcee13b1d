// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparemodel.h"

namespace concord {

/// A rule that a person may make of a row, with the words for a menu.
struct IgnoreChoice
{
    IgnoreRule rule;
    QString text;
};

/// From the narrowest to the widest: this very difference, then its like everywhere. Empty where the row is no difference, or is ignored.
[[nodiscard]] QList<IgnoreChoice> ignoreChoices(const CompareModel::Place &place);

} // namespace concord
