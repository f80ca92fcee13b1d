// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"

#include <QStringList>

/// Whole statements that are hard to take apart: the tests of SQL text share them.
struct SqlCorpus
{
    const concord::Dialect *dialect;
    QStringList statements; ///< each one statement, without delimiter, with no comment at its ends
    QStringList gaps;       ///< what may stand between statements: blanks and comments
};

[[nodiscard]] QList<SqlCorpus> sqlCorpora();
/// What ends the statement in a script: a semicolon, or a line of "/" where its own semicolon does not end it.
[[nodiscard]] QString endOf(const QString &statement, const concord::Dialect &dialect);
[[nodiscard]] const concord::Dialect &dialectNamed(const QString &engine);
