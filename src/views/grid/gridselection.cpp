// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridselection.h"

#include "results/exactsum.h"
#include "grid/gridmodel.h"
#include "look/wording.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QItemSelection>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isNumber(Tag tag)
{
    return tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float;
}

} // namespace

std::uint64_t GridSelection::cells() const
{
    std::uint64_t sum = 0;
    for (const Range &range : ranges)
        sum += std::uint64_t(range.bottom - range.top + 1) * range.columns.size();
    return sum;
}

std::uint64_t GridSelection::resultRow(int row) const
{
    const std::uint64_t shown = offset + std::uint64_t(row);
    return order ? (*order)[shown] : shown;
}

std::vector<std::uint32_t> GridSelection::rows() const
{
    std::vector<std::pair<int, int>> spans;
    for (const Range &range : ranges)
        spans.emplace_back(range.top, range.bottom);
    std::ranges::sort(spans);
    std::vector<std::uint32_t> all;
    int next = 0;
    for (const auto &[top, bottom] : spans) {
        for (int row = std::max(top, next); row <= bottom; ++row)
            all.push_back(std::uint32_t(resultRow(row)));
        next = std::max(next, bottom + 1);
    }
    return all;
}

std::vector<int> GridSelection::columns() const
{
    std::vector<int> all;
    for (const Range &range : ranges)
        all.insert(all.end(), range.columns.begin(), range.columns.end());
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

GridSelection selectionOf(const GridModel &model, const QItemSelection &selection)
{
    GridSelection taken{model.result(), model.order(), model.windowStart(), {}, !selection.isEmpty()};
    for (const QItemSelectionRange &range : selection) {
        GridSelection::Range own{range.top(), range.bottom(), {}};
        for (int column = range.left(); column <= range.right(); ++column)
            own.columns.push_back(model.resultColumn(column));
        taken.allColumns = taken.allColumns && range.width() == model.columnCount();
        taken.ranges.push_back(std::move(own));
    }
    return taken;
}

SelectionStats computeStats(const GridSelection &selection, const std::function<bool()> &stop)
{
    SelectionStats stats;
    stats.cells = selection.cells();
    ExactSum sum;
    for (const GridSelection::Range &range : selection.ranges) {
        for (int row = range.top; row <= range.bottom; ++row) {
            if ((row & 0xFFF) == 0 && stop && stop())
                return stats;
            for (const int column : range.columns) {
                const Cell cell = selection.result.cell(selection.resultRow(row), column);
                stats.values += cell.state == CellState::Value ? 1 : 0;
                if (cell.state != CellState::Value || !isNumber(cell.tag))
                    continue;
                if (const auto number = ExactNumber::parse(cell.text.toStdString())) {
                    sum.add(*number);
                    ++stats.numbers;
                }
            }
        }
    }
    if (stats.numbers > 0)
        stats.sum = sum.text();
    return stats;
}

QString statsText(const SelectionStats &stats)
{
    if (stats.cells < 2)
        return {};
    QString text =
        QCoreApplication::translate("SelectionStats", "%1 cells · %2 values").arg(grouped(qint64(stats.cells)), grouped(qint64(stats.values)));
    if (!stats.sum.isEmpty())
        text += u" · "_s + QCoreApplication::translate("SelectionStats", "sum %1").arg(stats.sum);
    return text;
}

Result<QByteArray> selectionText(const GridSelection &selection, ExportFormat format, const ExportOptions &options, const std::function<bool()> &stop)
{
    const std::vector<std::uint32_t> rows = selection.rows();
    const std::vector<int> columns = selection.columns();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    bool tooLarge = false;
    const auto done = exportRows(selection.result, &rows, &columns, format, options, buffer, [&](std::uint64_t) {
        tooLarge = buffer.size() > clipboardLimit;
        return !tooLarge && !(stop && stop());
    });
    if (tooLarge)
        return fail(ErrorKind::Usage,
                    QCoreApplication::translate("SelectionStats", "The selection is too large for the clipboard: export it to a file."));
    if (!done)
        return fail(done.error());
    return buffer.data();
}

} // namespace concord
