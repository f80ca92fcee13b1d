// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QWidget>

#include <memory>

class QListWidget;

namespace concord {

class ComputeEngine;
class ResultGrid;

/// Shows what one target of a run answered as its result with that ordinal, or why there are no rows, in a grid of its own.
void showTargetRows(ResultGrid &grid, const Run &run, int target, int ordinal);

/// The answer of one target at a time: a list of targets and the rows of the one that is chosen.
class SourceView : public QWidget
{
    Q_OBJECT

public:
    explicit SourceView(std::shared_ptr<ComputeEngine> engine, QWidget *parent = nullptr);

    /// Another run; null: empty.
    void setRun(const Run *run);
    /// The run has more; `ordinal`: which result.
    void refresh(int ordinal);
    void showTarget(int target);
    [[nodiscard]] int target() const;
    [[nodiscard]] ResultGrid *grid() const { return m_grid; }

private:
    void showCurrent(bool other);

    const Run *m_run = nullptr;
    int m_ordinal = 0;
    QListWidget *m_list;
    ResultGrid *m_grid;
};

} // namespace concord
