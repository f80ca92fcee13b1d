// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

struct ObjectComparison;

/// Why the object, a part of it or its whole schema could not be read; null: it was read. From any thread.
[[nodiscard]] QString unreadReason(const Catalog &catalog, const ObjectRef &ref);

/// Of a pair of which a side could not be read wholly (its reason is not null): what that side seems to lack may well be there, so that
/// it cannot be told. What both sides say stays a difference.
void doubtWhatWasNotRead(ObjectComparison &comparison, const QString &leftReason, const QString &rightReason);

} // namespace concord
