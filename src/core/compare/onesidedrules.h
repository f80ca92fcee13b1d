// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/verdict.h"
#include "schema/catalog.h"

#include <optional>

namespace concord {

/// What an index that only `engine`'s side has means to the other engine: nothing, where the server makes it by itself.
/// nullopt: it is a difference.
[[nodiscard]] std::optional<Difference> judgeLoneIndex(const QString &engine, const Table &table, const Index &index);

/// What an object or member (by its kind) that only the other side has means, where `engine` cannot be asked for any: it cannot be told.
/// nullopt: it is a difference.
[[nodiscard]] std::optional<Difference> judgeUnasked(const QString &engine, const QString &kind);

} // namespace concord
