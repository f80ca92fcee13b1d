// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/scan.h"

#include "compute/engine.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace concord {

static std::mutex s_mutex;
static std::map<std::int64_t, const Scan *> &scans()
{
    static std::map<std::int64_t, const Scan *> known;
    return known;
}

Scan::Scan(CombinedResult result, const std::vector<bool> &wanted, const CancelToken *token, std::shared_ptr<const std::vector<std::uint32_t>> order)
    : m_result(std::move(result)),
      m_token(token),
      m_order(std::move(order))
{
    for (int source = 0; source < static_cast<int>(m_result.sources().size()); ++source) {
        if (!wanted[static_cast<std::size_t>(source)])
            continue;
        for (const ChunkPtr &chunk : m_result.sourceView(source).chunks)
            m_pieces.push_back({source, chunk.get(), m_result.firstRow(source) + chunk->firstRow});
    }
    static std::int64_t s_next = 0;
    const std::scoped_lock lock(s_mutex);
    m_id = ++s_next;
    scans().emplace(m_id, this);
}

Scan::~Scan()
{
    const std::scoped_lock lock(s_mutex);
    scans().erase(m_id);
}

const Scan *Scan::find(std::int64_t id)
{
    const std::scoped_lock lock(s_mutex);
    const auto found = scans().find(id);
    return found == scans().end() ? nullptr : found->second;
}

std::string Scan::use(What what, int column)
{
    static constexpr const char *letters[] = {"r", "s", "v", "t", "m", "f"};
    const std::string name = letters[static_cast<int>(what)] + std::to_string(column);
    const bool known = std::any_of(m_columns.begin(), m_columns.end(), [&](const Column &other) { return other.name == name; });
    if (!known)
        m_columns.push_back({what, column, name, what == What::Typed && hasBrokenText(column)});
    return name;
}

std::string Scan::from() const
{
    return "concord_result(" + std::to_string(m_id) + ")";
}

std::uint64_t Scan::rows() const
{
    if (m_order)
        return m_order->size();
    std::uint64_t sum = 0;
    for (const Piece &piece : m_pieces)
        sum += piece.chunk->rows;
    return sum;
}

bool Scan::hasBrokenText(int column) const
{
    const CombinedColumn &combined = m_result.columns()[static_cast<std::size_t>(column)];
    return std::any_of(m_pieces.begin(), m_pieces.end(), [&](const Piece &piece) {
        const int index = combined.sourceColumn[static_cast<std::size_t>(piece.source)];
        return index >= 0 && !piece.chunk->column(static_cast<std::size_t>(index)).validUtf8();
    });
}

namespace {

/// One execution of the function: which columns, and how many pieces were handed out.
struct Reading
{
    const Scan *scan;
    std::vector<const Scan::Column *> columns;
    std::atomic<std::size_t> next{0};
};

/// Where one thread is.
struct Place
{
    const Scan::Piece *piece = nullptr;
    std::uint32_t row = 0;
    std::size_t ordered = 0; ///< into the scan's order
};

} // namespace

template<class T>
static void destroy(void *data)
{
    delete static_cast<T *>(data);
}

static void bind(duckdb_bind_info info)
{
    duckdb_value parameter = duckdb_bind_get_parameter(info, 0);
    const Scan *scan = Scan::find(duckdb_get_int64(parameter));
    duckdb_destroy_value(&parameter);
    if (!scan) {
        duckdb_bind_set_error(info, "no such result");
        return;
    }
    for (const Scan::Column &column : scan->columns()) {
        duckdb_logical_type type = vectorType(*scan, column);
        duckdb_bind_add_result_column(info, column.name.c_str(), type);
        duckdb_destroy_logical_type(&type);
    }
    duckdb_bind_set_cardinality(info, scan->rows(), true);
    // The scan outlives its query: who made it waits for the answer.
    duckdb_bind_set_bind_data(info, const_cast<Scan *>(scan), nullptr); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

static void beginReading(duckdb_init_info info)
{
    auto *reading = new Reading{static_cast<const Scan *>(duckdb_init_get_bind_data(info)), {}, 0};
    const idx_t count = duckdb_init_get_column_count(info);
    for (idx_t i = 0; i < count; ++i) {
        const idx_t index = duckdb_init_get_column_index(info, i);
        // A query of no column at all (count) asks for a row id that is not ours.
        reading->columns.push_back(index < reading->scan->columns().size() ? &reading->scan->columns()[index] : nullptr);
    }
    duckdb_init_set_init_data(info, reading, destroy<Reading>);
    duckdb_init_set_max_threads(info, reading->scan->order() ? 1 : std::max<idx_t>(1, reading->scan->pieces().size()));
}

static void beginThread(duckdb_init_info info)
{
    duckdb_init_set_init_data(info, new Place, destroy<Place>);
}

static void fill(const Reading &reading, duckdb_data_chunk output, const Scan::Piece &piece, std::uint32_t first, std::uint32_t count, idx_t at)
{
    for (std::size_t i = 0; i < reading.columns.size(); ++i) {
        if (reading.columns[i])
            fillVector(*reading.scan, *reading.columns[i], {duckdb_data_chunk_get_vector(output, i), at, &piece, first, count});
    }
}

static void readOrdered(const Reading &reading, Place &place, duckdb_data_chunk output)
{
    const std::vector<std::uint32_t> &order = *reading.scan->order();
    const std::size_t count = std::min<std::size_t>(duckdb_vector_size(), order.size() - place.ordered);
    const std::vector<Scan::Piece> &pieces = reading.scan->pieces();
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t row = order[place.ordered + i];
        const auto after =
            std::upper_bound(pieces.begin(), pieces.end(), row, [](std::uint64_t value, const Scan::Piece &piece) { return value < piece.firstRow; });
        const Scan::Piece &piece = *std::prev(after);
        fill(reading, output, piece, static_cast<std::uint32_t>(row - piece.firstRow), 1, i);
    }
    place.ordered += count;
    duckdb_data_chunk_set_size(output, count);
}

static void read(duckdb_function_info info, duckdb_data_chunk output)
{
    auto &reading = *static_cast<Reading *>(duckdb_function_get_init_data(info));
    auto &place = *static_cast<Place *>(duckdb_function_get_local_init_data(info));
    if (reading.scan->token() && reading.scan->token()->isCancelled()) {
        duckdb_function_set_error(info, "cancelled");
        return;
    }
    if (reading.scan->order()) {
        readOrdered(reading, place, output);
        return;
    }
    if (!place.piece || place.row == place.piece->chunk->rows) {
        const std::size_t next = reading.next.fetch_add(1);
        if (next >= reading.scan->pieces().size()) {
            duckdb_data_chunk_set_size(output, 0);
            return;
        }
        place.piece = &reading.scan->pieces()[next];
        place.row = 0;
    }
    const auto count = static_cast<std::uint32_t>(std::min<idx_t>(duckdb_vector_size(), place.piece->chunk->rows - place.row));
    fill(reading, output, *place.piece, place.row, count, 0);
    place.row += count;
    duckdb_data_chunk_set_size(output, count);
}

bool Scan::registerFunction(const DuckConnection &connection)
{
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_table_function_set_name(function, "concord_result");
    duckdb_logical_type id = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_table_function_add_parameter(function, id);
    duckdb_destroy_logical_type(&id);
    duckdb_table_function_set_bind(function, bind);
    duckdb_table_function_set_init(function, beginReading);
    duckdb_table_function_set_local_init(function, beginThread);
    duckdb_table_function_set_function(function, read);
    duckdb_table_function_supports_projection_pushdown(function, true);
    const bool done = duckdb_register_table_function(connection.handle(), function) == DuckDBSuccess;
    duckdb_destroy_table_function(&function);
    return done;
}

} // namespace concord
