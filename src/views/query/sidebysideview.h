// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QList>
#include <QWidget>

#include <memory>

class QLabel;
class QSplitter;

namespace concord {

class ComputeEngine;
class ResultGrid;

/// A grid for each target of a run, beside one another. They scroll together: sideways by the column's name, down by row.
class SideBySideView : public QWidget
{
    Q_OBJECT

public:
    /// More than these would be too narrow to read, and each costs a grid; the rest is in By source, and that is said.
    static constexpr int mostPanes = 12;

    explicit SideBySideView(std::shared_ptr<ComputeEngine> engine, QWidget *parent = nullptr);

    /// Another run; null: empty. Grids are made at the first refresh().
    void setRun(const Run *run);
    /// The run has more; `ordinal`: which result.
    void refresh(int ordinal);
    [[nodiscard]] QList<ResultGrid *> grids() const;
    /// The one that had the focus last; null before a run.
    [[nodiscard]] ResultGrid *currentGrid() const;
    void showTarget(int target);

Q_SIGNALS:
    /// Connect what a grid asks for.
    void gridMade(concord::ResultGrid *grid);
    void currentGridChanged();

private:
    struct Pane
    {
        QWidget *widget = nullptr;
        QLabel *title = nullptr;
        ResultGrid *grid = nullptr;
    };
    void clear();
    void makePanes();
    void makePane(int target);
    void scrollAlong(const ResultGrid &from);
    void focusMoved(const QWidget *now);

    std::shared_ptr<ComputeEngine> m_engine;
    const Run *m_run = nullptr;
    QSplitter *m_splitter;
    QLabel *m_rest;
    QList<Pane> m_panes;
    int m_current = 0;
    int m_ordinal = -1;
    bool m_scrolling = false;
};

} // namespace concord
