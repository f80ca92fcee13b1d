// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqltext.h"

namespace concord {

/// What a statement is by its first word alone (upper case), over all dialects; Unknown for a word that is not listed.
[[nodiscard]] StatementKind kindOfVerb(const QString &verb);
/// TABLE, VIEW, … : what CREATE, ALTER and DROP name, upper case.
[[nodiscard]] bool isObjectKind(const QString &word);
/// A PRAGMA (lower case) that only this connection remembers; all else may change the file: user_version, journal_mode …
[[nodiscard]] bool isSessionPragma(const QString &pragma);

} // namespace concord
