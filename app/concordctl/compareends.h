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
    QList<Endpoint> endpoints; ///< beside the columns; of a snapshot one with nothing but its profile
    bool interrupted = false;
};

/// Profiles, groups, globs, URLs and files are read from their servers now, all at once, and saved ones kept as snapshots; production@2 and
/// the like come from the workspace, and with `offline` everything does. Errors: an unknown word; that a server
/// does not answer is in its column. `readWrite`: the endpoints of URLs may be written to.
[[nodiscard]] Result<CompareEnds> readCompareEnds(Context &context, const QStringList &words, bool offline, bool readWrite = false);

/// A snapshot's run where a comparison made it, not an extraction: what has no baseline is not measured by such a one.
inline constexpr QUuid runOfComparison{};

/// --ignore, --mapping, --table and --exact, and the ignore rules that the window keeps in the workspace, of which it says so. Errors: Usage,
/// Io, Damaged.
[[nodiscard]] Result<CompareOptions> compareOptions(Context &context, const Arguments &arguments);
/// Refuses names of --table that nothing in the catalogs is called, with near ones. Error NotFound.
[[nodiscard]] Result<void> checkTables(const QStringList &tables, const std::vector<CatalogPtr> &catalogs);
/// The same of all columns that could be read; where none could, nothing is known.
[[nodiscard]] Result<void> checkTables(const QStringList &tables, const CompareEnds &ends);
/// Adds the pairs that were confirmed in the window for these two databases, unless --mapping or --exact was given, and says so.
[[nodiscard]] Result<void> addKeptMapping(Context &context, const Arguments &arguments, const CompareEnds &ends, CompareOptions &options);
/// The options that compareOptions() and --offline take.
[[nodiscard]] QList<Option> compareOptionList();

} // namespace concord::ctl
