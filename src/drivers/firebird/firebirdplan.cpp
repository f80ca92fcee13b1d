// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdplan.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Line
{
    qsizetype depth = 0;
    QString text;
};

QList<Line> linesOf(const QString &text)
{
    QList<Line> lines;
    const QStringList all = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : all) {
        const QString bare = line.trimmed();
        if (bare.isEmpty())
            continue;
        const qsizetype indent = line.indexOf(bare.front());
        lines.append({indent, bare.startsWith("-> "_L1) ? bare.sliced(3) : bare});
    }
    return lines;
}

/// The node of the line at i, with all that is indented more; i is then after it.
PlanNode nodeAt(const QList<Line> &lines, qsizetype &i)
{
    PlanNode node{lines[i].text, {}};
    const qsizetype depth = lines[i].depth;
    ++i;
    while (i < lines.size() && lines[i].depth > depth)
        node.children.append(nodeAt(lines, i));
    return node;
}

} // namespace

PlanNode firebirdPlan(const QString &text)
{
    const QList<Line> lines = linesOf(text);
    QList<PlanNode> roots;
    for (qsizetype i = 0; i < lines.size();)
        roots.append(nodeAt(lines, i));
    if (roots.size() == 1)
        return roots.first();
    return {u"plan"_s, roots};
}

} // namespace concord
