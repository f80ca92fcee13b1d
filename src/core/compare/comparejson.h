// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "compare/matrix.h"

#include <nlohmann/json_fwd.hpp>

namespace concord {

/// "public.users" where the engine has schemas, else "users".
[[nodiscard]] QString qualifiedName(const SchemaObject &object, const CompareEnd &end);

/// As design/command-line.md has it: every object and every member once, identical ones too.
[[nodiscard]] nlohmann::ordered_json comparisonToJson(const Comparison &comparison);
/// As design/command-line.md has it.
[[nodiscard]] nlohmann::ordered_json matrixToJson(const Matrix &matrix);

} // namespace concord
