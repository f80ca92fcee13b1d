// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridfinder.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace concord {

class GridView;

/// Find in a grid: text in the cells, with hits marked and counted, or a column by its name. Esc closes.
class GridFindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Where { Cells, Columns };

    GridFindBar(GridModel &model, GridView &view, QWidget *parent = nullptr);

    void open(Where where);
    /// To the next (1) or the previous (-1) cell; opens the bar where nothing has been searched yet.
    void step(int by);
    /// The rows are other ones now.
    void rowsChanged();
    /// "17 cells", "no hits".
    [[nodiscard]] QString countText() const;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void close();
    void edited();
    void search(int by);
    void fillNames();
    void goTo(const GridPlace &place);
    void goToColumn(const QString &name);
    [[nodiscard]] Where where() const;
    [[nodiscard]] GridPlace current() const;

    GridModel &m_model;
    GridView &m_view;
    GridFinder *m_finder;
    QComboBox *m_where;
    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_back;
    QToolButton *m_forward;
    GridPlace m_start; ///< where typing began: each letter searches from there
};

} // namespace concord
