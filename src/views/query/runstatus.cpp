// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/runstatus.h"

#include "look/wording.h"
#include "query/outcomestrip.h"

#include <QCoreApplication>

#include <algorithm>

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
        line.text = !outcome.stopConfirmed ? QCoreApplication::translate("RunStatus", "gave up: the server did not confirm that it stopped")
                    : outcome.rows > 0 ? QCoreApplication::translate("RunStatus", "cancelled; what came is here: %1").arg(rowCountText(outcome.rows))
                                       : QCoreApplication::translate("RunStatus", "cancelled");
        return line;
    case TargetState::Capped:
        line.kind = GridStatusLine::Kind::Capped;
        line.text = QCoreApplication::translate("RunStatus", "capped at %1; the server has more").arg(rowCountText(outcome.rows));
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

namespace {

bool hasRows(const Outcome &outcome)
{
    return std::ranges::any_of(outcome.results, [](const StatementResult &result) { return result.table != nullptr; });
}

/// By the statements without rows; -1: none of them counts any.
qint64 changedRows(const Outcome &outcome)
{
    qint64 changed = -1;
    for (const StatementResult &result : outcome.results) {
        if (!result.table && result.affectedRows >= 0)
            changed = std::max<qint64>(changed, 0) + result.affectedRows;
    }
    return changed;
}

} // namespace

QString rowsText(const Outcome &outcome)
{
    if (hasRows(outcome) || outcome.results.isEmpty())
        return rowCountText(outcome.rows);
    const qint64 changed = changedRows(outcome);
    return changed >= 0 ? changedRowsText(changed) : QCoreApplication::translate("RunStatus", "done");
}

QString rowsText(const Run &run)
{
    qint64 rows = 0;
    qint64 changed = -1;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        rows += outcome.rows;
        if (const qint64 own = changedRows(outcome); own >= 0)
            changed = std::max<qint64>(changed, 0) + own;
    }
    return changed >= 0 && run.resultCount() == 0 ? changedRowsText(changed) : rowCountText(rows);
}

QString answersWithoutRows(const Run &run)
{
    constexpr int most = 12;
    QStringList lines;
    int more = 0;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        if (outcome.state != TargetState::Done)
            continue;
        if (lines.size() == most)
            ++more;
        else
            lines.append(u"%1: %2"_s.arg(run.request().targets[i].endpoint.name, rowsText(outcome)));
    }
    if (more > 0)
        lines.append(QCoreApplication::translate("RunStatus", "and %n more", nullptr, more));
    return lines.isEmpty() ? QCoreApplication::translate("RunStatus", "No database answered. Messages has what they said.") : lines.join(u'\n');
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
