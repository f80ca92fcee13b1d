// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"
#include "compare/matrixmembers.h"

#include <QAbstractItemModel>

#include <memory>

namespace concord {

/// What of a matrix is shown.
struct MatrixFilter
{
    bool all = false; ///< rows and members that are alike everywhere, too
    QString text;     ///< part of an object's name

    friend bool operator==(const MatrixFilter &, const MatrixFilter &) = default;
};

/// A matrix as a tree: object, in how many forms it is there, then a cell per database; below a table its columns, keys, indexes, made
/// when they are asked for. GUI thread.
class MatrixModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Object, Summary, FirstDatabase };

    using QAbstractItemModel::QAbstractItemModel;

    /// `outside`: the last database is the baseline alone and was not asked for.
    void setMatrix(std::shared_ptr<const Matrix> matrix, bool outside = false);
    [[nodiscard]] const std::shared_ptr<const Matrix> &matrix() const { return m_matrix; }
    void setFilter(const MatrixFilter &filter);
    [[nodiscard]] const MatrixFilter &filter() const { return m_filter; }
    /// The object that a row shows or belongs to.
    [[nodiscard]] const MatrixRow &row(const QModelIndex &index) const;
    /// What a row stands for, by names: the same in the next matrix. Empty: no row.
    [[nodiscard]] QString key(const QModelIndex &index) const;
    /// Whole sentences about a cell: who holds what, and how that differs.
    [[nodiscard]] QString words(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Shown
    {
        const MatrixRow *row = nullptr;
        mutable bool asked = false;
        mutable std::vector<MatrixMember> members;
    };
    void rebuild();
    [[nodiscard]] const std::vector<MatrixMember> &membersOf(const Shown &shown) const;
    [[nodiscard]] const Shown &shown(const QModelIndex &index) const;
    /// Null: the row is an object's own.
    [[nodiscard]] const MatrixMember *member(const QModelIndex &index) const;
    [[nodiscard]] QString text(const QModelIndex &index) const;
    [[nodiscard]] static QVariant look(int cell, bool baselineLacks, int role);
    [[nodiscard]] QString names(const QList<int> &cells, int cell) const;

    std::shared_ptr<const Matrix> m_matrix;
    std::vector<Shown> m_rows;
    MatrixFilter m_filter;
    bool m_outside = false;
};

} // namespace concord
