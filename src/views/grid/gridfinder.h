// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridmodel.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>

namespace concord {

/// A cell: its row in the order shown, counted over all windows, and its column of the model.
struct GridPlace
{
    std::uint64_t row = 0;
    int column = 0;
    friend bool operator==(const GridPlace &, const GridPlace &) = default;
};

/// Finds text in the values of a grid, as they are shown and without regard to case, off the GUI thread. A newer question
/// ends the one under way.
class GridFinder : public QObject
{
    Q_OBJECT

public:
    explicit GridFinder(QObject *parent = nullptr);
    ~GridFinder() override;

    /// The nearest hit from `from` on, round the end: `by` 1 after it, -1 before it, 0 at it or after it.
    void find(const GridModel &model, const QString &text, GridPlace from, int by);
    /// How many cells have it.
    void count(const GridModel &model, const QString &text);
    void forget();

Q_SIGNALS:
    void found(const concord::GridPlace &place);
    void nothingFound();
    void counted(quint64 cells);

private:
    using Question = std::shared_ptr<std::atomic<int>>;
    Question m_find = std::make_shared<std::atomic<int>>(0);
    Question m_count = std::make_shared<std::atomic<int>>(0);
};

} // namespace concord
