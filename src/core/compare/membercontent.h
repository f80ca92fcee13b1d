// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// What a member says, in one line and without its name, as people write SQL: "(a, b) UNIQUE", "total > 0". Of one without a name
/// empty: its label says it already.
[[nodiscard]] QString memberContent(const Column &column);
[[nodiscard]] QString memberContent(const Key &key);
[[nodiscard]] QString memberContent(const Check &check);
[[nodiscard]] QString memberContent(const Exclusion &exclusion);
[[nodiscard]] QString memberContent(const ForeignKey &key);
[[nodiscard]] QString memberContent(const Index &index);
[[nodiscard]] QString memberContent(const Trigger &trigger);
[[nodiscard]] QString memberContent(const Policy &policy);

} // namespace concord
