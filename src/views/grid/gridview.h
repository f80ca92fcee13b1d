// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"

#include <QTableView>

class QLineEdit;

namespace concord {

class GridDelegate;
class GridHeader;
class GridModel;
class SourceHeader;

/// The corner above the source column: its name, its sort and its filter.
class SourceCorner : public QWidget
{
    Q_OBJECT

public:
    explicit SourceCorner(QWidget *parent);
    void setSortKeys(const QList<SortKey> &keys);
    void setFilterVisible(bool visible, int titleHeight);
    [[nodiscard]] QLineEdit *filterBox() const { return m_box; }

Q_SIGNALS:
    void clicked(Qt::KeyboardModifiers modifiers);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_mark;
    QLineEdit *m_box;
    int m_titleHeight = 0;
};

/// The grid: a table whose vertical header is the source of each row. Sections are of one height, rows that come in above
/// what is being read do not move it.
class GridView : public QTableView
{
    Q_OBJECT

public:
    explicit GridView(QWidget *parent = nullptr);

    void setGridModel(GridModel *model);
    [[nodiscard]] GridModel *gridModel() const { return m_model; }
    [[nodiscard]] GridHeader *gridHeader() const { return m_header; }
    [[nodiscard]] SourceCorner *corner() const { return m_corner; }
    void setFiltersVisible(bool visible);
    void setSortKeys(const QList<SortKey> &keys);
    /// Cells that hold it are marked; empty: none.
    void setSearchText(const QString &text);
    /// Whether rows come from several places; else the source column is left out.
    void setSourceVisible(bool visible);
    /// Widths from the first rows, for columns that nobody resized.
    void fitColumns();

Q_SIGNALS:
    /// A header was clicked; column -1: the source.
    void sortClicked(int column, Qt::KeyboardModifiers modifiers);
    void selectionEdited();
    void valueWanted(const QModelIndex &index);

protected:
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyLook();
    void bringIntoView(int section);
    [[nodiscard]] int fittedWidth(int column, int rows) const;

    GridModel *m_model = nullptr;
    GridDelegate *m_delegate;
    GridHeader *m_header;
    SourceHeader *m_sources;
    SourceCorner *m_corner;
    QHash<QString, int> m_resized; ///< widths that a person gave, by the column's name
    int m_fittedRows = 0;
    bool m_fitting = false;
    bool m_sourceVisible = true;
};

} // namespace concord
