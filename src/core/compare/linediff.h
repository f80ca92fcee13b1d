// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace concord {

/// Which lines of two texts have no counterpart, and which line stands beside which. Lines are counted from 0.
struct LineDiff
{
    QList<int> changedLeft;
    QList<int> changedRight;
    QList<int> rightOf; ///< for each left line: its counterpart, or the line where it would stand
    QList<int> leftOf;
};

/// By the longest common subsequence; blanks around a line and a comma at its end do not count. Texts of some thousand differing lines are
/// marked whole rather than searched through.
[[nodiscard]] LineDiff diffLines(const QStringList &left, const QStringList &right);

} // namespace concord
