// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridmodel.h"

#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;
class QTabBar;
class QTableView;
class QToolButton;

namespace concord {

class DocumentTree;
class GridView;

/// One row of a grid set upright: a line a column, with its value and its type.
class RecordModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Type, ColumnCount };
    explicit RecordModel(GridModel &grid, QObject *parent = nullptr);

    /// -1: none.
    void setRow(int row);
    [[nodiscard]] int row() const { return m_row; }
    /// The grid's cell behind a line.
    [[nodiscard]] QModelIndex cell(int line) const { return m_row < 0 ? QModelIndex() : m_grid.index(m_row, line); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    GridModel &m_grid;
    int m_row = -1;
};

/// The row as one JSON object: a column each, JSON cells as they are, missing ones left out.
[[nodiscard]] QString rowDocument(const GridModel &model, int row);

/// The record that the grid's cursor is in, beside the grid: a line a column, or a tree (of the row's own document, of the current cell where
/// that is JSON, else of the row); goes along with the grid, and takes it along. Esc closes.
class RecordView : public QWidget
{
    Q_OBJECT

public:
    RecordView(GridModel &model, GridView &view, QWidget *parent = nullptr);

    enum Form { Columns, Document };

    void open();
    void close();
    void showForm(Form form);
    [[nodiscard]] Form form() const;
    /// Says a grid's row as the document that its engine sent; empty: it has none.
    using ReadDocument = std::function<QString(int row)>;
    void setReadDocument(ReadDocument read) { m_readDocument = std::move(read); }
    /// To the next (1) or the previous (-1) row.
    void step(int by);
    /// The value of the current line to the clipboard.
    void copy();
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] DocumentTree *document() const { return m_document; }
    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void valueWanted(const QModelIndex &cell);

private:
    void build();
    void makeBar(QLayout *layout);
    void follow();
    void followDocument(const QModelIndex &current);
    GridModel &m_model;
    GridView &m_view;
    RecordModel *m_record;
    QTableView *m_table;
    DocumentTree *m_document;
    QTabBar *m_forms;
    QStackedWidget *m_pages;
    ReadDocument m_readDocument;
    QLabel *m_title;
    QToolButton *m_back;
    QToolButton *m_forward;
    bool m_following = false;
};

} // namespace concord
