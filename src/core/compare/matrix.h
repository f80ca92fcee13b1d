// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

namespace concord {

/// One database or schema of a matrix. Without a catalog it could not be read: a column of "cannot tell", never "same".
struct MatrixColumn
{
    CompareEnd end;
    Error error; ///< why there is no catalog
};

/// Databases that hold an object alike.
struct MatrixVariant
{
    QString letter;                      ///< A is the baseline's, or where that lacks the object the largest; after Z comes AA
    Verdict verdict = Verdict::Identical; ///< against the baseline: OnlyRight of every variant where that lacks the object
    Fingerprint hash;
    QList<int> columns;                  ///< indexes of Matrix::columns
    ObjectComparison comparison;         ///< A's object left, this variant's right; of A itself both are one
};

struct MatrixRow
{
    ObjectKind kind = ObjectKind::Table;
    QString name; ///< as the baseline or, where it lacks the object, the first that has it writes it; with its schema where there are several
    std::vector<MatrixVariant> variants;
    QList<int> missingIn;
    QList<int> unreadableIn;
    bool baselineLacks = false; ///< the baseline, or most of the databases, do not have the object
    bool tied = false; ///< no baseline was chosen, and another form is as frequent as the first
    QList<int> cells; ///< per column: index of its variant, -1 missing, -2 cannot tell

    [[nodiscard]] bool differs() const;
    /// "12 match, 3 lack idx_a, 1 unreachable"; "18 lack it as the baseline does, 1 also has it"
    [[nodiscard]] QString summary() const;
    /// The same with the letters of the cells: "A: 12 match; B: 3 lack idx_a; 1 unreachable"
    [[nodiscard]] QString legend() const;

private:
    [[nodiscard]] QString variantSummary(bool lettered) const;
};

struct Matrix
{
    std::vector<MatrixColumn> columns;
    int baseline = -1; ///< index of the chosen column; -1: each row's majority
    std::vector<MatrixRow> rows; ///< by kind and name
    QList<IgnoreRule> ignore;

    [[nodiscard]] bool differs() const;
    [[nodiscard]] bool unreadable() const;
};

/// 0: A, 25: Z, 26: AA
[[nodiscard]] QString variantLetter(size_t variant);

/// Objects of N catalogs against one of them, or against what most of them hold. A cell's verdict is what compareCatalogs()
/// says of that object between the baseline and its database. From any thread.
/// `baseline`: index of a column that could be read; -1: the majority, object by object.
[[nodiscard]] Matrix makeMatrix(std::vector<MatrixColumn> columns, int baseline, const CompareOptions &options = {});

} // namespace concord
