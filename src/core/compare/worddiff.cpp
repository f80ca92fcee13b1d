// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/worddiff.h"

#include "compare/linediff.h"

#include <QRegularExpression>

namespace concord {

namespace {

struct Words
{
    QStringList texts;
    QList<WordRange> ranges;
};

Words wordsOf(const QString &line)
{
    static const QRegularExpression word(QStringLiteral("\\w+|[^\\w\\s]"));
    Words words;
    for (auto it = word.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        words.texts.append(match.captured());
        words.ranges.append({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
    if (!words.texts.isEmpty() && words.texts.last() == u",") {
        words.texts.removeLast();
        words.ranges.removeLast();
    }
    return words;
}

/// Words that stand beside each other are one range.
QList<WordRange> joined(const QList<int> &changed, const Words &words)
{
    QList<WordRange> ranges;
    int before = -2;
    for (const int index : changed) {
        const WordRange range = words.ranges[index];
        if (index == before + 1)
            ranges.last().length = range.start + range.length - ranges.last().start;
        else
            ranges.append(range);
        before = index;
    }
    return ranges;
}

} // namespace

WordDiff diffWords(const QString &left, const QString &right)
{
    const Words leftWords = wordsOf(left);
    const Words rightWords = wordsOf(right);
    const LineDiff diff = diffLines(leftWords.texts, rightWords.texts);
    if (diff.changedLeft.size() == leftWords.texts.size() && diff.changedRight.size() == rightWords.texts.size())
        return {};
    return {joined(diff.changedLeft, leftWords), joined(diff.changedRight, rightWords)};
}

} // namespace concord
