// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/linediff.h"

#include <vector>

namespace concord {

namespace {

constexpr qsizetype mostCells = 4'000'000; // of the table of common lengths

QStringList normalised(const QStringList &lines)
{
    QStringList result;
    for (const QString &line : lines) {
        QString trimmed = line.trimmed();
        if (trimmed.endsWith(u','))
            trimmed.chop(1);
        result.append(trimmed);
    }
    return result;
}

/// The differing middle of two lists of lines: the pairs that stay, in their order.
QList<std::pair<int, int>> commonPairs(const QStringList &left, const QStringList &right, int from, int leftEnd, int rightEnd)
{
    const qsizetype rows = leftEnd - from;
    const qsizetype columns = rightEnd - from;
    QList<std::pair<int, int>> pairs;
    if (rows == 0 || columns == 0 || rows > mostCells / columns)
        return pairs;
    std::vector<int> length(static_cast<size_t>((rows + 1) * (columns + 1)));
    const auto at = [&](qsizetype row, qsizetype column) -> int & { return length[static_cast<size_t>(row * (columns + 1) + column)]; };
    for (qsizetype i = rows - 1; i >= 0; --i) {
        for (qsizetype j = columns - 1; j >= 0; --j)
            at(i, j) = left[from + i] == right[from + j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
        if (left[from + i] == right[from + j])
            pairs.append({from + static_cast<int>(i++), from + static_cast<int>(j++)});
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return pairs;
}

} // namespace

LineDiff diffLines(const QStringList &left, const QStringList &right)
{
    const QStringList a = normalised(left);
    const QStringList b = normalised(right);
    int start = 0;
    int aEnd = static_cast<int>(a.size());
    int bEnd = static_cast<int>(b.size());
    while (start < aEnd && start < bEnd && a[start] == b[start])
        ++start;
    while (aEnd > start && bEnd > start && a[aEnd - 1] == b[bEnd - 1]) {
        --aEnd;
        --bEnd;
    }
    QList<std::pair<int, int>> pairs;
    for (int i = 0; i < start; ++i)
        pairs.append({i, i});
    pairs += commonPairs(a, b, start, aEnd, bEnd);
    for (int i = aEnd; i < a.size(); ++i)
        pairs.append({i, bEnd + i - aEnd});
    pairs.append({static_cast<int>(a.size()), static_cast<int>(b.size())});
    LineDiff diff;
    int i = 0;
    int j = 0;
    for (const auto &[leftLine, rightLine] : std::as_const(pairs)) {
        for (; i < leftLine; ++i) {
            diff.changedLeft.append(i);
            diff.rightOf.append(j);
        }
        for (; j < rightLine; ++j) {
            diff.changedRight.append(j);
            diff.leftOf.append(i);
        }
        diff.rightOf.append(j++);
        diff.leftOf.append(i++);
    }
    return diff;
}

} // namespace concord
