// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// Writes Oracle's DDL. A program unit's statement ends with its own semicolon; a script puts a line of "/" after it.
[[nodiscard]] const SchemaWriter &oracleWriter();
/// "GRANT SELECT (A) ON T TO X WITH GRANT OPTION"; `give` false: REVOKE.
[[nodiscard]] QString privilegeText(const Privilege &privilege, const QString &target, bool give);

} // namespace concord
