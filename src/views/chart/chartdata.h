// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"

#include <QList>
#include <QString>

#include <functional>

namespace concord {

struct ChartBar
{
    QString label;
    QString value;          ///< exact, as a sum of decimals
    double length = 0;      ///< the same, for drawing only
    std::uint64_t rows = 0; ///< how many rows it is the sum of
};
struct ChartData
{
    QList<ChartBar> bars;     ///< in the order in which their labels first came
    std::uint64_t groups = 0; ///< labels there are; more than bars where there are too many to draw
    std::uint64_t left = 0;   ///< rows without a number there: NULL, missing, text
};
/// More are not told apart on a screen.
inline constexpr int mostBars = 200;

/// A bar for each category: the sum of `valueColumn` over its rows. Columns are the result's; category -1: the source. Where
/// rows of several sources have a category, each source has its own bar. For a pool thread; `stop` is asked now and then.
[[nodiscard]] ChartData chartOf(const CombinedResult &result, const RowOrder &order, int valueColumn, int categoryColumn,
                                const std::function<bool()> &stop);

/// Columns of the result that have numbers.
[[nodiscard]] QList<int> numericColumns(const CombinedResult &result);
/// That of them which is drawn unasked: the first that is no key by its name (a sum of ids tells nothing); -1: there is none.
[[nodiscard]] int likelyValue(const CombinedResult &result, const QList<int> &numbers);

} // namespace concord
