// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QStringList>

namespace concord {
struct Endpoint;
}

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
/// Warns of parts that reach nobody: --on mysql=… where no MySQL is among the databases.
void warnOfUnasked(Context &context, const QString &text, const QList<Endpoint> &endpoints);

} // namespace concord::ctl
