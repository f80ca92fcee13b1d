// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace concord {

/// A part of a line, in UTF-16.
struct WordRange
{
    int start = 0;
    int length = 0;
    friend bool operator==(const WordRange &, const WordRange &) = default;
};
struct WordDiff
{
    QList<WordRange> left;
    QList<WordRange> right;
};

/// Which words, numbers and signs of two lines have no counterpart; blanks and a comma at the end do not count. Two lines that have nothing
/// in common have no ranges: they differ as a whole.
[[nodiscard]] WordDiff diffWords(const QString &left, const QString &right);

} // namespace concord
