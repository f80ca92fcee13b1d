// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QStringList>

namespace concord::ctl {

class Arguments;
class Context;
struct Option;

/// What exec and explain run, and the words that name databases.
struct StatementSource
{
    QString text;
    QStringList databases;
};

/// -e, -f and --on.
[[nodiscard]] const QList<Option> &statementOptions();
/// What all are asked, and --on's parts for some (query/textparts.h). From -e, from -f (UTF-8; "-" is standard input), from the last word where it is no database and reads as a statement,
/// else from standard input unless that is a terminal. Error Usage where there is none or more than one.
[[nodiscard]] Result<StatementSource> findStatement(Context &context, const Arguments &arguments);

} // namespace concord::ctl
