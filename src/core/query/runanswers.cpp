// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says of itself: outcomes, coverage, the rows of all targets as one table.
#include "query/runprivate.h"

using namespace Qt::StringLiterals;

namespace concord {

Coverage Run::coverage() const
{
    Coverage coverage;
    coverage.total = targetCount();
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        const QString &name = d->request.targets[i].endpoint.name;
        if (outcome.state == TargetState::Done || outcome.state == TargetState::Capped)
            ++coverage.answered;
        else {
            const QString why = outcome.error ? outcome.error->message : targetStateName(outcome.state);
            coverage.notAnswered.append(outcome.rows == 0
                                            ? u"%1: %2"_s.arg(name, why)
                                            : tr("%1: %2 (partial: %3 of its rows had come)").arg(name, why, QString::number(outcome.rows)));
        }
        if (outcome.truncated && outcome.state != TargetState::Cancelled && outcome.state != TargetState::Failed)
            coverage.capped.append(name);
    }
    return coverage;
}

static std::shared_ptr<const ResultTable> tableAt(const Outcome &outcome, int ordinal)
{
    for (const StatementResult &result : outcome.results) {
        if (result.table && ordinal-- == 0)
            return result.table;
    }
    return nullptr;
}

CombinedResult Run::combined(int ordinal, Alignment alignment) const
{
    std::vector<CombinedSource> sources;
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        CombinedSource source;
        source.name = d->request.targets[i].endpoint.name;
        source.table = tableAt(outcome, ordinal);
        source.settled = source.table != nullptr || d->entries[static_cast<std::size_t>(i)].settled;
        sources.push_back(std::move(source));
    }
    return CombinedResult(std::move(sources), alignment);
}

int Run::resultCount() const
{
    qsizetype most = 0;
    for (int i = 0; i < targetCount(); ++i) {
        const Outcome outcome = this->outcome(i);
        most = std::max<qsizetype>(most, std::ranges::count_if(outcome.results, [](const StatementResult &r) { return r.table != nullptr; }));
    }
    return static_cast<int>(most);
}

} // namespace concord
