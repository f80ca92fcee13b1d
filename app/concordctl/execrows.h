// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/chosenstatement.h"
#include "concordctl/output.h"
#include "query/run.h"

#include <QStringList>

namespace concord::ctl {

/// How a run's rows are to be written.
struct RowsWanted
{
    Format format = Format::Table;
    bool bySource = false;   ///< table and Markdown: a table for each target
    QStringList mergeKeys;   ///< any: one row for each value of these columns, numbers added up over all databases
    ChosenStatement chosen;
    Alignment alignment = Alignment::ByName; ///< of all databases in one table
};

/// A finished run's rows in every format but JSON: combined with the first column `source`, merged, or a table for each target. Several result sets of a script follow each other after an empty line; NDJSON has no
/// empty lines but a field `statement`. Markdown ends with who answered.
[[nodiscard]] Result<void> writeRunRows(const Run &run, const RowsWanted &wanted, Output &output);
/// One result merged by these columns, as a result of one source without a name. What is in no sum is said on standard error.
[[nodiscard]] Result<CombinedResult> mergedRows(const CombinedResult &rows, const QStringList &keys, Output &output);
/// The first chosen result merged, as a JSON array of rows.
[[nodiscard]] Result<QByteArray> mergedJson(const Run &run, const RowsWanted &wanted, Output &output);

/// The run's connection ended inside a transaction, so that what it changed there is undone.
[[nodiscard]] bool isRolledBack(const Outcome &outcome);
/// On standard error: who failed and why, what was capped, messages of servers, and how many of several answered (JSON and
/// Markdown say so themselves where all did).
void reportRun(const Run &run, Format format, Output &output);

} // namespace concord::ctl
