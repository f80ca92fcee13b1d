// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/duck.h"
#include "results/combinedresult.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace concord {

class CancelToken;

/// What a query reads of a combined result, as DuckDB sees it through `concord_result(id)`: pinned chunks, and columns made
/// as they are asked for.
class Scan
{
public:
    /// How a column of the result is handed over.
    enum class What {
        Row,     ///< the combined row's number
        Source,  ///< the source's number
        Value,   ///< what compares as the values do: fixed widths as raw integers (decimals scaled), text, or a sort key
        Shown,   ///< the exact text that a person sees
        Missing, ///< whether the row's source lacks the column
        Typed    ///< for files: DuckDB's own types, text for what has none
    };
    struct Column
    {
        What what;
        int column;  ///< in the combined result
        std::string name;
        bool isBroken = false; ///< Typed: text that is not UTF-8 and so goes as bytes
    };
    /// A chunk of a source.
    struct Piece
    {
        int source;
        const Chunk *chunk;
        std::uint64_t firstRow; ///< combined
    };

    /// `wanted`: per source, whether its rows are read at all. `order`: the rows to read instead, in that order, by one thread.
    Scan(CombinedResult result, const std::vector<bool> &wanted, const CancelToken *token,
         std::shared_ptr<const std::vector<std::uint32_t>> order = nullptr);
    ~Scan();
    Scan(const Scan &) = delete;
    Scan &operator=(const Scan &) = delete;

    /// The name by which a query says it.
    std::string use(What what, int column = 0);
    /// "concord_result(7)"
    [[nodiscard]] std::string from() const;

    [[nodiscard]] const CombinedResult &result() const { return m_result; }
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    [[nodiscard]] const std::vector<Piece> &pieces() const { return m_pieces; }
    [[nodiscard]] const std::vector<std::uint32_t> *order() const { return m_order.get(); }
    [[nodiscard]] std::uint64_t rows() const;
    [[nodiscard]] const CancelToken *token() const { return m_token; }
    /// Makes `concord_result` known; once per instance, since a function cannot be replaced.
    [[nodiscard]] static bool registerFunction(const DuckConnection &connection);
    /// For the function's bind: the scan with this id, or null.
    [[nodiscard]] static const Scan *find(std::int64_t id);

private:
    [[nodiscard]] bool hasBrokenText(int column) const;

    CombinedResult m_result;
    const CancelToken *m_token;
    std::shared_ptr<const std::vector<std::uint32_t>> m_order;
    std::vector<Piece> m_pieces;
    std::vector<Column> m_columns;
    std::int64_t m_id;
};

/// Rows of a chunk on their way into a vector of DuckDB's.
struct VectorSlice
{
    duckdb_vector vector;
    idx_t at;              ///< first row in the vector
    const Scan::Piece *piece;
    std::uint32_t first;   ///< first row in the chunk
    std::uint32_t count;
};
/// DuckDB's type for a column of a scan; the caller destroys it.
[[nodiscard]] duckdb_logical_type vectorType(const Scan &scan, const Scan::Column &column);
void fillVector(const Scan &scan, const Scan::Column &column, const VectorSlice &slice);

} // namespace concord
