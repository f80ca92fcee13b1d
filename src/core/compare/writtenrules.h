// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparerules.h"

namespace concord {

/// What means the same and is written otherwise, or on one side only.
[[nodiscard]] std::optional<RuleAnswer> writtenMethod(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> writtenCollation(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> writtenWidth(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> writtenName(const RuleInput &in);
[[nodiscard]] std::optional<RuleAnswer> writtenStorage(const RuleInput &in);
/// The same as far as an ALTER leads: what PostgreSQL remembers of which columns a table declared itself.
[[nodiscard]] std::optional<RuleAnswer> handedDownOptions(const RuleInput &in);

/// Whether both sides tell what is written out, or neither: MySQL is asked for it only in databases of few tables.
[[nodiscard]] bool tellsWhatIsWritten(const Catalog &left, const Catalog &right);
/// Whether one of them is equivalent, but written otherwise or on one side only, which the server keeps and its dumps show: a script that
/// makes LEFT like RIGHT changes that too.
[[nodiscard]] bool hasWrittenOut(const std::vector<Difference> &differences);

} // namespace concord
