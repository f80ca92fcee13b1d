// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/pairing.h"

namespace concord {

/// What may be said of fields that were seen in documents and that nothing declares: as much as the samples tell, and no more.
///
/// A frequency that lies within the error of the two samples is no difference; a field or type that one sample lacks is only called missing
/// where that sample would hardly have missed it, else nobody can tell.
class InferredFields
{
public:
    /// At least one is a collection.
    InferredFields(const SchemaObject &left, const SchemaObject &right);

    /// Every path of two collections. `pairs`: their columns, as pairColumns() gives them.
    [[nodiscard]] std::vector<MemberComparison> compareCollections(const std::vector<ColumnPair> &pairs) const;
    /// Of a field and a column: what a document's field can be compared in, from what was found by the columns' own rules.
    void judgeColumn(MemberComparison &member, const ColumnPair &pair) const;

private:
    [[nodiscard]] MemberComparison fieldPair(const Field *left, const Field *right) const;
    void compareTypes(MemberComparison &member, const Field &left, const Field &right) const;
    void comparePresence(MemberComparison &member, const Field &left, const Field &right) const;
    void judgeMissing(MemberComparison &member, const Field &present, bool isLeft) const;
    [[nodiscard]] Difference nullable(const ColumnPair &pair) const;

    const Collection *m_left;  ///< null: a table
    const Collection *m_right;
};

} // namespace concord
