// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resulttable.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace concord {

/// One target's part in a combined result. `table` is null while the target has described no columns, or never will.
struct CombinedSource
{
    QString name;
    std::shared_ptr<const ResultTable> table;
    bool settled = false; ///< has described its columns, or failed, or was cancelled
};

/// Which columns of the sources belong together: those of one name, or the first of each, the second of each …
enum class Alignment { ByName, ByPosition };

/// A column of the combined grid.
struct CombinedColumn
{
    ColumnInfo info;                 ///< name as the first source (in target order) spells it; type widened over all sources
    std::vector<int> sourceColumn;   ///< per source: its column's index, or -1: missing there
    bool widened = false;            ///< sources' types differ and were widened without loss
    bool conflict = false;           ///< no common type: shown as Variant, flagged
    QString note;                    ///< the types that met: "integer in a, text in b"; empty where all agree
    int missingIn = 0;               ///< number of settled sources with a table that lack it
    QString otherNames;              ///< by position: "count(*) in b"; empty where all call it so
};

enum class CellState { Missing, Null, Value };

/// One cell as the grid, the exports and the clipboard see it.
struct Cell
{
    CellState state = CellState::Missing;
    Tag tag = Tag::Null;
    QString text; ///< exact text, empty unless Value
};

/// The rows of a run seen as one table: UNION ALL of its sources in (target, arrival) order. Stores no rows. A value:
/// cheap to copy, immutable; make a new one when the sources have grown. Safe to read from every thread.
///
/// By name: names align without regard to ASCII case where that is unambiguous within each source; duplicates within one source
/// become n, n_2. Integers widen to wider integers, decimals by scale, date to timestamp stays apart (conflict);
/// integer with double or decimal with double becomes Variant, flagged, since no value may change.
class CombinedResult
{
public:
    CombinedResult() = default;
    explicit CombinedResult(std::vector<CombinedSource> sources, Alignment alignment = Alignment::ByName);

    [[nodiscard]] const std::vector<CombinedSource> &sources() const;
    [[nodiscard]] const std::vector<CombinedColumn> &columns() const;
    /// The pinned view of a source's rows; rows that arrive later are not in it.
    [[nodiscard]] const TableView &sourceView(int source) const;
    [[nodiscard]] std::uint64_t rowCount() const;
    /// Combined row → (source, ordinal within it).
    struct RowId
    {
        int source = 0;
        std::uint64_t ordinal = 0;
    };
    [[nodiscard]] RowId rowId(std::uint64_t row) const;
    [[nodiscard]] std::uint64_t firstRow(int source) const;
    /// column: an index into columns(); the source's name is not a column here.
    [[nodiscard]] Cell cell(std::uint64_t row, int column) const;
    /// The row as its engine's own document (Batch::documents); empty where it has none. Valid as long as this result.
    [[nodiscard]] std::string_view document(std::uint64_t row) const;
    /// True until every source is settled: columns may still be added or widened, never removed.
    [[nodiscard]] bool provisional() const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// An expression without a name of its own, which engines name each in their way, so that it is missing somewhere: count here, count(*)
/// there. Empty: there is none.
[[nodiscard]] QString expressionApart(const CombinedResult &result);

} // namespace concord
