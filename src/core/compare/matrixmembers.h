// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"

#include <QMap>

namespace concord {

/// A column, key, index … of one row of a matrix, over all its databases.
struct MatrixMember
{
    QString kind; ///< as MemberComparison::kind
    QString name; ///< as the baseline, or else the first that has it, writes it
    /// Per database: 0 as the baseline holds it, another index: as that variant of the row does; -1 missing, -2 cannot tell.
    QList<int> cells;
    QMap<int, QString> differences; ///< by variant, what differs in it: "type: numeric(10,2) → numeric(12,2)"

    [[nodiscard]] bool differs() const;
    /// "2 lack it, 1 differs: type: …", of each form its own part; empty: alike everywhere.
    [[nodiscard]] QString summary() const;

private:
    [[nodiscard]] QStringList differingTexts() const;
};

/// In the baseline's order, then what only others have. From any thread.
[[nodiscard]] std::vector<MatrixMember> matrixMembers(const MatrixRow &row);

} // namespace concord
