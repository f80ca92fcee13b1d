// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/job.h"

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

int Job::retryable() const
{
    int count = 0;
    for (int i = 0; i < partCount(); ++i)
        count += part(i).canRetry ? 1 : 0;
    return count;
}

QString Job::partsSummary() const
{
    std::array<int, 5> counts{};
    for (int i = 0; i < partCount(); ++i)
        ++counts[static_cast<std::size_t>(part(i).state)];
    const auto count = [&counts](State state) { return counts[static_cast<std::size_t>(state)]; };
    QStringList words;
    if (count(State::Done) > 0)
        words.append(tr("%n done", nullptr, count(State::Done)));
    if (count(State::Running) > 0)
        words.append(tr("%n running", nullptr, count(State::Running)));
    if (count(State::Waiting) > 0)
        words.append(tr("%n waiting", nullptr, count(State::Waiting)));
    if (count(State::Failed) > 0)
        words.append(tr("%n failed", nullptr, count(State::Failed)));
    if (count(State::Cancelled) > 0)
        words.append(tr("%n cancelled", nullptr, count(State::Cancelled)));
    return words.join(u" · "_s);
}

} // namespace concord
