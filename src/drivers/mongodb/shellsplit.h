// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqltext.h"

namespace concord {

/// The statements of a script: divided by semicolons, and by line breaks where a statement is whole and the next line does
/// not go on with "." or "(". An unterminated string, comment or bracket goes to the end of the text.
[[nodiscard]] QList<ScriptStatement> shellPieces(const QString &script);
/// The same, but what is unterminated is an error (Syntax, with its place).
[[nodiscard]] Result<QList<ScriptStatement>> splitShellScript(const QString &script);

} // namespace concord
