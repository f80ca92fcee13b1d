// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/extractjob.h"

namespace concord::ctl {

class Arguments;
class Context;

/// What `extract` and `refresh` are asked to read: words, --all, --file and --retry-failed, with patterns and limits put together. A retry
/// is asked for as the extraction was that it goes on with.
struct AskedExtraction
{
    ExtractRequest request;
    QString file;        ///< the job file; empty: none
    QString output;      ///< folder for NDJSON; empty: none
    QStringList include; ///< beside a job file's own
    QStringList exclude;
};
[[nodiscard]] Result<AskedExtraction> extractRequest(Context &context, const Arguments &arguments);

/// Keeps in the workspace which databases an extraction did not read, for a later --retry-failed.
[[nodiscard]] Result<void> rememberFailures(Context &context, const AskedExtraction &asked, const ExtractJob &job);

} // namespace concord::ctl
