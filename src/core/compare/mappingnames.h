// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/mapping.h"

namespace concord {

/// The table that a mapping means; null: there is none. A file may leave the schema out where it is the default one.
[[nodiscard]] ObjectPtr mappedObject(const Catalog &catalog, const ObjectRef &ref);

/// A decision whose names the two sides do not have (any more).
struct LostName
{
    ObjectRef left;
    ObjectRef right;
    std::optional<ColumnMapping> column; ///< the one of the pair that is lost; nullopt: a table is
    QString why;
};
[[nodiscard]] std::vector<LostName> lostNames(const Mapping &mapping, const Catalog &left, const Catalog &right);
/// `mapping` without that decision.
[[nodiscard]] Mapping without(Mapping mapping, const LostName &lost);
/// Names with the schemas that they stand for, so that a decision is found again under the name of its table.
[[nodiscard]] Mapping qualified(Mapping mapping, const Catalog &left, const Catalog &right);
/// Both; what `more` says of a table is what counts.
[[nodiscard]] Mapping merged(Mapping mapping, const Mapping &more);

} // namespace concord
