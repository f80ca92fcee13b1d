// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compute/engine.h"
#include "results/resultexport.h"

#include <functional>
#include <vector>

class QItemSelection;

namespace concord {

class GridModel;

/// What is selected in a grid, as a value that other threads may read while the grid goes on.
struct GridSelection
{
    struct Range
    {
        int top = 0;
        int bottom = 0;
        std::vector<int> columns; ///< of the result
    };
    CombinedResult result;
    RowOrder order;
    std::uint64_t offset = 0;   ///< the model's first row in the order
    std::vector<Range> ranges;
    bool allColumns = false;    ///< every selected range spans all columns

    [[nodiscard]] std::uint64_t cells() const;
    [[nodiscard]] bool isEmpty() const { return ranges.empty(); }
    [[nodiscard]] std::uint64_t resultRow(int row) const;
    /// The result's rows in shown order, and columns in order, of the smallest block that holds the selection.
    [[nodiscard]] std::vector<std::uint32_t> rows() const;
    [[nodiscard]] std::vector<int> columns() const;
};

/// On the GUI thread; cheap for ranges, however many rows they span.
[[nodiscard]] GridSelection selectionOf(const GridModel &model, const QItemSelection &selection);

struct SelectionStats
{
    std::uint64_t cells = 0;
    std::uint64_t values = 0; ///< neither NULL nor missing
    std::uint64_t numbers = 0;
    QString sum;              ///< exact; empty where there are no numbers
};
/// Blocking: for a pool thread. Stops early when `stop` answers true.
[[nodiscard]] SelectionStats computeStats(const GridSelection &selection, const std::function<bool()> &stop);
/// "6 cells · sum 929224.10"
[[nodiscard]] QString statsText(const SelectionStats &stats);

/// What goes to the clipboard. Blocking. Error Usage where it would be larger than a clipboard should hold.
[[nodiscard]] Result<QByteArray> selectionText(const GridSelection &selection, ExportFormat format, const ExportOptions &options,
                                               const std::function<bool()> &stop);
inline constexpr qint64 clipboardLimit = 256LL << 20;

} // namespace concord
