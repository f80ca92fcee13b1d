// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/searchblock.h"

#include <functional>

namespace concord {

/// Calls `each(entry, name, comment)` for an object and all of its members that have a name people know. Names that a server made up
/// are left out.
void forEachEntry(quint32 position, const SchemaObject &object, const std::function<void(SearchEntry, const QString &, const QString &)> &each);

} // namespace concord
