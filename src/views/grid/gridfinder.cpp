// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridfinder.h"

#include <QtConcurrentRun>

namespace concord {

namespace {

/// What is searched: the rows and columns of a model at one moment.
struct Searched
{
    CombinedResult result;
    RowOrder order;
    std::vector<int> columns;
    std::uint64_t rows = 0;
    QString text;

    Searched(const GridModel &model, const QString &wanted) : result(model.result()), order(model.order()), rows(model.totalRows()), text(wanted)
    {
        for (int column = 0; column < model.columnCount(); ++column)
            columns.push_back(model.resultColumn(column));
    }
    [[nodiscard]] std::uint64_t cells() const { return rows * columns.size(); }
    [[nodiscard]] bool hits(std::uint64_t number) const
    {
        const std::uint64_t row = number / columns.size();
        const Cell cell = result.cell(order ? (*order)[row] : row, columns[number % columns.size()]);
        return cell.state == CellState::Value && cell.text.contains(text, Qt::CaseInsensitive);
    }
};

constexpr std::uint64_t lookUpEvery = 0xFFF; // cells between two looks at whether it is still asked for

} // namespace

GridFinder::GridFinder(QObject *parent) : QObject(parent) {}

GridFinder::~GridFinder()
{
    forget();
}

void GridFinder::forget()
{
    ++*m_find;
    ++*m_count;
}

void GridFinder::find(const GridModel &model, const QString &text, GridPlace from, int by)
{
    const int question = ++*m_find;
    Searched searched(model, text);
    const std::uint64_t cells = searched.cells();
    if (text.isEmpty() || cells == 0) {
        Q_EMIT nothingFound();
        return;
    }
    const std::uint64_t start = from.row * searched.columns.size() + std::uint64_t(from.column);
    const auto stop = [asked = m_find, question] { return asked->load() != question; };
    QtConcurrent::run([searched = std::move(searched), cells, start, by, stop]() -> std::optional<GridPlace> {
        for (std::uint64_t i = by == 0 ? 0 : 1; i <= cells; ++i) {
            if ((i & lookUpEvery) == 0 && stop())
                return {};
            const std::uint64_t number = (by < 0 ? start + 2 * cells - i : start + i) % cells;
            if (searched.hits(number))
                return GridPlace{number / searched.columns.size(), int(number % searched.columns.size())};
        }
        return {};
    }).then(this, [this, stop](const std::optional<GridPlace> &place) {
        if (stop())
            return;
        if (place)
            Q_EMIT found(*place);
        else
            Q_EMIT nothingFound();
    });
}

void GridFinder::count(const GridModel &model, const QString &text)
{
    const int question = ++*m_count;
    if (text.isEmpty()) {
        Q_EMIT counted(0);
        return;
    }
    const auto stop = [asked = m_count, question] { return asked->load() != question; };
    QtConcurrent::run([searched = Searched(model, text), stop] {
        quint64 sum = 0;
        const std::uint64_t cells = searched.cells();
        for (std::uint64_t i = 0; i < cells; ++i) {
            if ((i & lookUpEvery) == 0 && stop())
                break;
            sum += searched.hits(i) ? 1 : 0;
        }
        return sum;
    }).then(this, [this, stop](quint64 sum) {
        if (!stop())
            Q_EMIT counted(sum);
    });
}

} // namespace concord
