// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/combinedresult.h"

#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace concord {

struct Coverage;

/// A key of a sort. Column -1 is the source column.
struct SortKey
{
    int column = 0;
    bool descending = false;
    friend bool operator==(const SortKey &, const SortKey &) = default;
};

/// A filter on one column of a combined result.
struct ColumnFilter
{
    enum class Kind { Contains, NotContains, Equals, NotEquals, Less, LessOrEqual, Greater, GreaterOrEqual, IsNull, IsNotNull, IsMissing, Regex };
    int column = 0; ///< -1: the source's name
    Kind kind = Kind::Contains;
    QString text;   ///< compared as the column's type where it reads as one (numbers as numbers), as text otherwise
    friend bool operator==(const ColumnFilter &, const ColumnFilter &) = default;
};
/// What a person types in a column's filter box: `abc` contains, `=x`, `!=x`, `<5`, `>=2`, `~regex`, `null`, `!null`, `missing`.
/// Nothing for blank text.
[[nodiscard]] std::optional<ColumnFilter> parseColumnFilter(int column, const QString &text);

/// Row numbers of a combined result, in the order to show. Shared, immutable.
using RowOrder = std::shared_ptr<const std::vector<std::uint32_t>>;

/// Stops a computation from another thread.
class CancelToken
{
public:
    void cancel();
    [[nodiscard]] bool isCancelled() const { return m_cancelled.load(std::memory_order_relaxed); }

    /// While it lives, cancel() calls `interrupt` too.
    class Watch
    {
    public:
        Watch(CancelToken &token, std::function<void()> interrupt);
        ~Watch();
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;

    private:
        CancelToken &m_token;
    };

private:
    std::atomic<bool> m_cancelled{false};
    std::mutex m_mutex;
    std::function<void()> m_interrupt;
};

struct ColumnAggregate
{
    std::uint64_t count = 0;    ///< rows
    std::uint64_t values = 0;   ///< neither NULL nor missing
    QString sum;                ///< exact, of floats as they are written; empty where the column has no numbers
    QString min;
    QString max;
};

/// DuckDB over result tables: one in-process instance, opened at the first use, never at start. Blocking calls for pool
/// threads; safe from several threads at once. duckdb.h is seen by the .cpp alone.
class ComputeEngine
{
public:
    ComputeEngine();
    ~ComputeEngine();

    /// Rows that pass all filters, ordered by the keys and then by row number (stable). No keys and no filters: null order.
    [[nodiscard]] Result<RowOrder> order(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters,
                                         CancelToken &token);
    /// Of all rows. Sums are exact decimals.
    [[nodiscard]] Result<ColumnAggregate> aggregate(const CombinedResult &result, int column, CancelToken &token);
    /// Writes Parquet: source column first, then columns(); missing cells are NULL and named in the file's key-value metadata
    /// (`missing`), which says who answered too: `coverage`, `not_answered`, `capped`, several parted by line breaks.
    [[nodiscard]] Result<void> writeParquet(const CombinedResult &result, const RowOrder &order, const Coverage &coverage, const QString &path,
                                            CancelToken &token);
    /// Opens the engine and runs a small query, so that the first click does not pay for it. Call it on a pool thread.
    void warmUp();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace concord
