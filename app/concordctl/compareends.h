// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"
#include "concordctl/commandline.h"
#include "connection/profile.h"

#include <QStringList>

namespace concord::ctl {

class Arguments;
class Context;

/// What the words of a comparison mean, each with its schema, or why it could not be read.
struct CompareEnds
{
    std::vector<MatrixColumn> columns;
    QList<Endpoint> endpoints; ///< beside the columns; of a snapshot one with nothing but its name
    bool interrupted = false;
};

/// Profiles, groups, globs, URLs and files are read from their servers now, all at once, and saved ones kept as snapshots; production@2 and
/// the like come from the workspace, and with `offline` everything does. Errors: an unknown word; that a server
/// does not answer is in its column. `readWrite`: the endpoints of URLs may be written to.
[[nodiscard]] Result<CompareEnds> readCompareEnds(Context &context, const QStringList &words, bool offline, bool readWrite = false);

/// --ignore, --mapping, --table and --exact. Errors: Usage, Io, Damaged.
[[nodiscard]] Result<CompareOptions> compareOptions(const Arguments &arguments);
/// The options that compareOptions() and --offline take.
[[nodiscard]] QList<Option> compareOptionList();

} // namespace concord::ctl
