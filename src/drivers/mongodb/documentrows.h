// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/extendedjson.h"
#include "qtsql/batchwriter.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace concord {

/// Lays documents flat: a column a path ("address.city"), in the order in which paths first appear, growing as documents
/// bring new ones. What a document lacks is missing, not NULL. Arrays, empty documents and what is nested too deep are
/// relaxed Extended JSON. Each row keeps its whole document beside its columns.
class DocumentRows
{
public:
    /// How deep documents are taken apart, and into how many columns; the rest is only in the whole document.
    static constexpr int deepest = 8;
    static constexpr std::size_t mostColumns = 1000;

    explicit DocumentRows(RowSink &sink);

    /// False: the sink stops.
    bool take(std::string_view document);
    bool finish();
    /// Paths that were not given a column of their own.
    [[nodiscard]] bool hasTooMany() const { return m_tooMany; }

private:
    /// What the values of a column are; a second kind makes the column Variant.
    enum class Kind : std::uint8_t { None, Bool, Integer, Double, Decimal, Text, ObjectId, Uuid, Binary, Date, Array, Json, Other };

    struct Path
    {
        std::string key;
        std::string name; ///< with those above it: "address.city"
        int column = -1; ///< of the values that are no documents
        std::vector<std::unique_ptr<Path>> children;
        std::unordered_map<std::string_view, Path *> byKey; ///< only of many children
    };
    struct State
    {
        Kind kind = Kind::None;
        bool numbersOnly = true;
        bool mixed = false;
        std::uint64_t row = 0; ///< the last row that has a value
    };

    void takeElements(bson_iter_t &iterator, Path &path, int depth);
    void takeValue(const bson_iter_t &at, Path &path, int depth);
    [[nodiscard]] Path &child(Path &path, std::string_view key, std::size_t &guess);
    [[nodiscard]] int columnFor(Path &path);
    void appendCell(std::size_t column, const bson_iter_t &at);
    void appendMixed(std::size_t column, const bson_iter_t &at, Kind kind);
    void decide(std::size_t column, Kind kind, const bson_iter_t &at);
    void settle();
    [[nodiscard]] static Kind kindOf(const bson_iter_t &at);
    [[nodiscard]] std::string_view textOf(const bson_iter_t &at, Kind kind);

    BatchWriter m_writer;
    Path m_root;
    std::vector<State> m_states;
    std::uint64_t m_row = 0;
    std::size_t m_filled = 0; ///< cells of the row under way
    std::size_t m_textBytes = 0;
    std::string m_text;
    bool m_tooMany = false;
};

} // namespace concord
