// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgconditions.h"

#include <QList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Group
{
    qsizetype open = -1;
    QStringView word; ///< what joins it: the server writes each AND and OR in parentheses of its own
};

QStringView joinAt(QStringView text, qsizetype at)
{
    for (const QStringView word : {u" AND ", u" OR "}) {
        if (text.sliced(at).startsWith(word))
            return word;
    }
    return {};
}

/// The parentheses that say nothing: of what stands first in others and is joined by the same word as it goes on behind.
QList<qsizetype> idleParentheses(QStringView text)
{
    QList<qsizetype> idle;
    QList<Group> open;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'\'' || c == u'"') {
            const qsizetype end = text.indexOf(c, at + 1); // a doubled one begins another
            at = end < 0 ? text.size() : end;
        } else if (c == u'(') {
            open.append(Group{.open = at, .word = {}});
        } else if (c == u')' && !open.isEmpty()) {
            const Group group = open.takeLast();
            const bool first = !open.isEmpty() && open.last().open + 1 == group.open;
            if (first && !group.word.isEmpty() && joinAt(text, at + 1) == group.word)
                idle << group.open << at;
        } else if (c == u' ' && !open.isEmpty() && open.last().word.isEmpty()) {
            open.last().word = joinAt(text, at);
        }
    }
    return idle;
}

} // namespace

QString pgFlatConditions(const QString &text)
{
    if (!text.contains("(("_L1))
        return text;
    QList<qsizetype> idle = idleParentheses(text);
    if (idle.isEmpty())
        return text;
    std::ranges::sort(idle);
    QString flat;
    flat.reserve(text.size());
    qsizetype from = 0;
    for (const qsizetype at : std::as_const(idle)) {
        flat += QStringView(text).sliced(from, at - from);
        from = at + 1;
    }
    flat += QStringView(text).sliced(from);
    return flat;
}

} // namespace concord
