// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

namespace concord {

/// A difference between what a database was, or should be, and what it is, with what that means.
struct DriftWarning
{
    ObjectKind kind = ObjectKind::Table;
    QString object; ///< qualified
    QString member; ///< empty: the object itself
    QString text;   ///< a whole sentence that names both ends and the effect
};

/// Of a comparison whose left side is the baseline (or the database to be followed) and whose right side is the one that drifts:
/// "'users' exists in db1 and db2; db2 lacks email_verified BOOLEAN; rows copied from db1 would fail or lose it".
/// What rules ignore and what is equivalent gives none.
[[nodiscard]] std::vector<DriftWarning> driftWarnings(const Comparison &comparison);

} // namespace concord
