// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runstatus.h"

#include "look/wording.h"
#include "query/outcomestrip.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

std::optional<GridStatusLine> statusLine(const Run &run, int target)
{
    const Outcome outcome = run.outcome(target);
    GridStatusLine line;
    line.target = target;
    line.endpoint = run.request().targets[target].endpoint;
    switch (outcome.state) {
    case TargetState::Failed:
        line.kind = GridStatusLine::Kind::Failed;
        line.text = outcome.error ? errorKindName(outcome.error->kind).replace(u'_', u' ') + u": "_s + outcome.error->message : QString();
        return line;
    case TargetState::Cancelled:
        line.kind = GridStatusLine::Kind::Cancelled;
        line.text = outcome.rows > 0
                        ? QCoreApplication::translate("RunStatus", "cancelled; the %1 rows that came are here").arg(grouped(outcome.rows))
                        : QCoreApplication::translate("RunStatus", "cancelled");
        return line;
    case TargetState::Capped:
        line.kind = GridStatusLine::Kind::Capped;
        line.text = QCoreApplication::translate("RunStatus", "capped at %1 rows; the server has more").arg(grouped(outcome.rows));
        line.canFetchMore = run.canFetchMore(target);
        return line;
    case TargetState::Waiting:
    case TargetState::Connecting:
    case TargetState::Running: line.text = OutcomeStrip::describe(outcome, outcome.elapsedMs); return line;
    case TargetState::Done: break;
    }
    return std::nullopt;
}

QList<GridStatusLine> statusLines(const Run &run)
{
    QList<GridStatusLine> lines;
    QStringList waiting;
    for (int i = 0; i < run.targetCount(); ++i) {
        const auto line = statusLine(run, i);
        if (line && line->kind == GridStatusLine::Kind::Waiting)
            waiting.append(line->endpoint.name);
        else if (line)
            lines.append(*line);
    }
    if (waiting.isEmpty())
        return lines;
    const qsizetype count = waiting.size();
    const QString names = waiting.mid(0, 5).join(u", "_s) + (count > 5 ? u", …"_s : QString());
    GridStatusLine together;
    together.text = QCoreApplication::translate("RunStatus", "not answered yet (%1): %2").arg(grouped(count), names);
    lines.append(together);
    return lines;
}

bool isCapped(const Run &run)
{
    for (int i = 0; i < run.targetCount(); ++i) {
        if (run.outcome(i).truncated)
            return true;
    }
    return false;
}

} // namespace concord
