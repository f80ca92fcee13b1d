// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"

#include <QAbstractTableModel>

#include <memory>

namespace concord {

/// A matrix as a table: object, what its databases have in common, then a cell per database. GUI thread.
class MatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Object, Summary, FirstDatabase };

    using QAbstractTableModel::QAbstractTableModel;

    void setMatrix(std::shared_ptr<const Matrix> matrix);
    [[nodiscard]] const std::shared_ptr<const Matrix> &matrix() const { return m_matrix; }
    /// Rows that are alike everywhere, too.
    void setShowsAll(bool all);
    [[nodiscard]] const MatrixRow &row(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    [[nodiscard]] QVariant cell(const MatrixRow &row, int database, int role) const;
    [[nodiscard]] QString cellWords(const MatrixRow &row, int database) const;

    std::shared_ptr<const Matrix> m_matrix;
    std::vector<const MatrixRow *> m_rows;
    bool m_all = false;
};

} // namespace concord
