// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// Whether values of one column can be keys of another, as far as their types tell.
enum class KeyTypes : quint8 { Differ, Alike, Same };
/// Alike: other widths, or what one engine keeps as a UUID and another as text; a column without a type is like any.
[[nodiscard]] KeyTypes compareKeyTypes(const Column &a, const Column &b);

/// May a column of this type refer to anything? Not a truth value, a time, a float, a document.
[[nodiscard]] bool canBeKey(const LogicalType &type);

} // namespace concord
