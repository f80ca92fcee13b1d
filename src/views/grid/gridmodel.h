// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"
#include "connection/profile.h"
#include "results/combinedresult.h"

#include <QAbstractTableModel>
#include <QPalette>

namespace concord {

/// A combined result as a table. Columns are the result's; the source of a row is its vertical header, which stands still
/// when the grid scrolls. Takes a newer state of the result by inserting what came: selection and place stay.
class GridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        StateRole = Qt::UserRole, ///< int(CellState)
        TagRole,                  ///< int(Tag)
        FullTextRole,             ///< the exact text, however long; QVariant() unless the cell has a value
        InvalidTextRole,          ///< bool: the server's bytes are not valid UTF-8
        ColumnNoteRole,           ///< header: "missing in 1", or empty
        ColumnConflictRole,       ///< header: bool, types that do not agree
        EndpointRole              ///< vertical header: Endpoint
    };

    explicit GridModel(QObject *parent = nullptr);

    /// What the sources look like, in the order of the result's sources; for dots and names.
    void setEndpoints(QList<Endpoint> endpoints);
    [[nodiscard]] const QList<Endpoint> &endpoints() const { return m_endpoints; }

    /// The same run grown (rows, columns, wider types), in its own order. Another run: clear() first.
    void setResult(const CombinedResult &result);
    /// Sorted or filtered: `order` holds rows of this very state of the result.
    void setOrdered(const CombinedResult &result, RowOrder order);
    void clear();

    [[nodiscard]] const CombinedResult &result() const { return m_result; }
    /// Null: all rows in order.
    [[nodiscard]] const RowOrder &order() const { return m_order; }
    /// Rows there are to show, in all windows.
    [[nodiscard]] std::uint64_t totalRows() const;
    /// The row of result() behind a row of the model.
    [[nodiscard]] std::uint64_t resultRow(int row) const;
    /// The column of result() behind a column of the model.
    [[nodiscard]] int resultColumn(int column) const { return m_columns[std::size_t(column)]; }
    [[nodiscard]] int sourceOf(int row) const { return locate(row).source; }

    /// A view's pixel positions are ints and cost memory per row, so that the model shows a window of rows at a time.
    static constexpr int defaultWindow = 20'000'000;
    void setWindowRows(int rows);
    [[nodiscard]] std::uint64_t windowStart() const { return m_windowStart; }
    [[nodiscard]] int windowRows() const { return m_windowRows; }
    void setWindowStart(std::uint64_t row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void setPalette(const QPalette &palette) { m_palette = palette; }

    /// The cell for painting: long text is cut after some thousand characters.
    [[nodiscard]] Cell shortCell(int row, int column) const;
    /// A value for one line; a JSON array with its length before it: (2) ["a","b"].
    [[nodiscard]] QString shownText(const Cell &cell, int column) const;
    [[nodiscard]] bool isNumeric(int column) const;

private:
    void takeColumns(const CombinedResult &result);
    void insertRowsOf(const CombinedResult &result, std::size_t source);
    void replaceRows(const CombinedResult &result, RowOrder order, std::uint64_t windowStart);
    [[nodiscard]] std::uint64_t shownRows() const;
    [[nodiscard]] CombinedResult::RowId locate(int row) const;
    [[nodiscard]] Cell cellAt(CombinedResult::RowId id, int column) const;
    [[nodiscard]] QVariant columnHeader(int section, int role) const;

    CombinedResult m_result;
    RowOrder m_order;
    QList<Endpoint> m_endpoints;
    std::vector<std::uint64_t> m_counts; ///< per source: rows that views know of (only while not ordered)
    std::uint64_t m_total = 0;           ///< their sum
    std::vector<int> m_columns;          ///< shown column → result's column
    std::vector<QString> m_names;        ///< of the shown columns
    std::uint64_t m_windowStart = 0;
    int m_windowRows = defaultWindow;
    QPalette m_palette;
};

} // namespace concord
