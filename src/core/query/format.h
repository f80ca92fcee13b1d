// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

#include <QString>

namespace concord {

/// Lays out the queries and changes of a script: a clause a line, subqueries indented, long lists an item a line. Only
/// blanks change: every token and comment stays as typed, upper and lower case too. Definitions, and text that cannot be
/// taken apart, come back as they are. Linear time; any thread.
[[nodiscard]] QString formatSql(const QString &script, const Dialect &dialect);

struct CommentToggle
{
    QString text;
    int selectionStart = 0; ///< UTF-16, as given
    int selectionEnd = 0;
};
/// Makes the lines that the selection touches comments, or, where all of them are, text again. Blank lines stay.
[[nodiscard]] CommentToggle toggleComment(const QString &text, int selectionStart, int selectionEnd, const Dialect &dialect);

} // namespace concord
