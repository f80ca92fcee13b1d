// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/combinedresult.h"

#include <QIODevice>

#include <functional>

namespace concord {

struct Dialect;

/// How many of the targets answered, and who did not: stands in the grid, the status line and every export.
struct Coverage
{
    int answered = 0;
    int total = 0;
    QStringList notAnswered; ///< "tenant_3: timeout", in target order
    QStringList capped;      ///< names whose rows were cut at the cap
    /// "18 of 20 databases answered"; "all 20 …" is never said: the numbers are.
    [[nodiscard]] QString sentence() const;
};

enum class ExportFormat { Csv, Tsv, Json, NdJson, Markdown, Insert, InList };

struct ExportOptions
{
    bool header = true;
    bool sourceColumn = true;
    int statement = 0;          ///< NDJSON: a field `statement` in each row, after the source; 0: none
    bool guardFormulas = false; ///< CSV/TSV: cells that begin with = + - @ TAB CR get a leading ' (visible option)
    QString nullText;           ///< CSV/TSV: what NULL is written as; default empty, while '' is written as ""
    QString insertTable;        ///< Insert: the table's name, already quoted
    const Dialect *dialect = nullptr; ///< Insert, InList: how to write literals and names
    std::optional<Coverage> coverage; ///< Json: an object around; Markdown: a last line; the others: coveragefile.h
};

/// Rows `rows` (indices into the result; empty optional: all in order) and columns as chosen. Missing cells: absent in
/// JSON, empty in CSV (NULL too, unless nullText), "—" in Markdown. JSON numbers that JSON cannot hold exactly are strings,
/// binary is base64, NaN and ±Infinity are strings. Blocking; call on a pool thread. `progress` answers false to stop.
[[nodiscard]] Result<void> exportRows(const CombinedResult &result, const std::vector<std::uint32_t> *rows, const std::vector<int> *columns,
                                      ExportFormat format, const ExportOptions &options, QIODevice &out,
                                      const std::function<bool(std::uint64_t)> &progress = {});

/// One cell as a JSON value by the rules above, written as UTF-8 text; "null" for NULL. Missing cells are the caller's. `ofDocument`:
/// the row is a flat view of a document (Batch::documents), whose arrays, documents and own types are written as JSON, not as a text of it.
void appendJsonCell(const ColumnData &column, const ColumnInfo &info, std::uint32_t row, std::string &out, bool ofDocument = false);

} // namespace concord
