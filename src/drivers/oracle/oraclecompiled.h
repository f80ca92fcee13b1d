// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "oracle/oraclequeries.h"

#include <optional>

namespace concord {

/// What a statement makes or compiles anew: Oracle keeps it with its errors too, and calls that a success.
struct OracleCompiled
{
    QString owner;        ///< null: the session's current schema
    QString name;
    QString type;         ///< as ALL_ERRORS has it: PACKAGE BODY
    bool withBody = false; ///< ALTER PACKAGE p COMPILE: of specification and body
    int linesBefore = 0;  ///< of the statement, which the numbers of ALL_ERRORS do not count; -1: they count from elsewhere
};

/// nullopt: nothing that could fail to compile.
[[nodiscard]] std::optional<OracleCompiled> oracleCompiled(const QString &statement);
/// What ALL_ERRORS says of it, a message a row; empty: it compiled.
[[nodiscard]] Result<QList<Notice>> readOracleCompileErrors(OracleQueries &queries, const OracleCompiled &compiled, const QString &currentSchema);

} // namespace concord
