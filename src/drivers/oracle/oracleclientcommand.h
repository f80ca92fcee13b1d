// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace concord {

/// What becomes of a line that SQL*Plus would have done itself.
struct OracleClientCommand
{
    enum class What {
        Say,    ///< PROMPT: `text` is a message
        Skip,   ///< REM, SET …: nothing; `text` says so, or is empty
        Run,    ///< EXEC, DESCRIBE, SHOW ERRORS: `text` is the statement that does it
        Refuse  ///< SPOOL, CONNECT, @file …: `text` says why
    };
    What what = What::Refuse;
    QString text;
};

/// nullopt: the text is no such line but a statement.
[[nodiscard]] std::optional<OracleClientCommand> oracleClientCommand(const QString &text);

} // namespace concord
