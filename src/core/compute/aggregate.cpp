// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engineprivate.h"
#include "results/exactsum.h"
#include "compute/scan.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace concord {

namespace {

/// Adds the numbers of one chunk's column to a sum.
class ColumnSummer
{
public:
    explicit ColumnSummer(ExactSum &sum) : m_sum(sum) {}

    /// How many of the cells are numbers.
    std::uint64_t add(const ColumnData &data, const ColumnInfo &info)
    {
        if (data.nulls() == data.rows())
            return 0;
        switch (data.physical()) {
        case Physical::Int16: return integers<std::int16_t>(data, 0);
        case Physical::Int32: return integers<std::int32_t>(data, 0);
        case Physical::Int64: return integers<std::int64_t>(data, 0);
        case Physical::UInt64: return integers<std::uint64_t>(data, 0);
        case Physical::Decimal64: return integers<std::int64_t>(data, info.scale);
        case Physical::Decimal128: return singly(data, [&](std::uint32_t row) { m_sum.add(data.values<Int128>()[row], info.scale); });
        case Physical::Double: return doubles(data, info);
        case Physical::Float:
        case Physical::Text:
        case Physical::Variant: return texts(data, info);
        default: return 0;
        }
    }

private:
    /// NULLs hold zero; 65,536 numbers of 64 bits fit into 128.
    template<class T>
    std::uint64_t integers(const ColumnData &data, int scale)
    {
        Int128 total = 0;
        for (std::uint32_t row = 0; row < data.rows(); ++row)
            total += data.values<T>()[row];
        m_sum.add(total, scale);
        return data.rows() - data.nulls();
    }

    template<class F>
    std::uint64_t singly(const ColumnData &data, F &&addRow)
    {
        for (std::uint32_t row = 0; row < data.rows(); ++row) {
            if (!data.isNull(row))
                addRow(row);
        }
        return data.rows() - data.nulls();
    }

    /// Floats are added as they are written, and writing ten million takes seconds. Where n / 10^places is the very float and
    /// n has at most 15 digits, no other text of so few digits is: that is what would be written.
    std::uint64_t doubles(const ColumnData &data, const ColumnInfo &info)
    {
        static constexpr std::array<double, 13> powers{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
        std::array<Int128, powers.size()> totals{};
        std::array<bool, powers.size()> used{};
        const auto addAsDecimal = [&](double value) {
            if (value != 0 && std::abs(value) < 1e-4)
                return false; // written with an exponent
            for (std::size_t places = info.scale; places < powers.size(); ++places) {
                const double whole = std::nearbyint(value * powers[places]);
                if (!(std::abs(whole) < 1e15))
                    return false;
                if (whole / powers[places] == value) {
                    totals[places] += static_cast<std::int64_t>(whole);
                    used[places] = true;
                    return true;
                }
            }
            return false;
        };
        std::uint64_t numbers = 0;
        for (std::uint32_t row = 0; row < data.rows(); ++row) {
            if (!data.isNull(row))
                numbers += addAsDecimal(data.values<double>()[row]) || addAsText(data, info, row);
        }
        for (std::size_t places = 0; places < powers.size(); ++places) {
            if (used[places])
                m_sum.add(totals[places], static_cast<int>(places));
        }
        return numbers;
    }

    std::uint64_t texts(const ColumnData &data, const ColumnInfo &info)
    {
        std::uint64_t numbers = 0;
        for (std::uint32_t row = 0; row < data.rows(); ++row) {
            const Tag tag = cellTag(data, info, row);
            if (tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float)
                numbers += addAsText(data, info, row);
        }
        return numbers;
    }

    /// False where the text is no number after all.
    bool addAsText(const ColumnData &data, const ColumnInfo &info, std::uint32_t row)
    {
        m_text.clear();
        appendCellUtf8(data, info, row, m_text);
        const auto number = ExactNumber::parse(m_text);
        if (number)
            m_sum.add(*number);
        return number.has_value();
    }

    ExactSum &m_sum;
    std::string m_text;
};

} // namespace

static Result<QString> sumOf(const CombinedResult &result, int column, const CancelToken &token)
{
    ExactSum sum;
    ColumnSummer summer(sum);
    std::uint64_t numbers = 0;
    for (std::size_t source = 0; source < result.sources().size(); ++source) {
        const int index = result.columns()[static_cast<std::size_t>(column)].sourceColumn[source];
        const TableView &view = result.sourceView(static_cast<int>(source));
        for (std::size_t i = 0; index >= 0 && i < view.chunks.size(); ++i) {
            if (token.isCancelled())
                return fail(ErrorKind::Cancelled, QCoreApplication::translate("ComputeEngine", "Cancelled."));
            numbers += summer.add(view.chunks[i]->column(static_cast<std::size_t>(index)), view.columns[static_cast<std::size_t>(index)]);
        }
    }
    return numbers == 0 ? QString() : sum.text();
}

Result<ColumnAggregate> ComputeEngine::aggregate(const CombinedResult &result, int column, CancelToken &token)
{
    if (Result<void> fits = checkRowCount(result); !fits)
        return fail(fits.error());
    Result<std::shared_ptr<Duck>> duck = d->open();
    if (!duck)
        return fail(duck.error());
    ColumnAggregate answer;
    answer.count = result.rowCount();

    Scan scan(result, std::vector<bool>(result.sources().size(), true), &token);
    const std::string value = scan.use(Scan::What::Value, column);
    const std::string row = scan.use(Scan::What::Row);
    // The first of equal ones, whichever thread found them: texts of equal values may differ.
    const std::string sql = "WITH ends AS (SELECT count(" + value + ") AS n, min(" + value + ") AS least, max(" + value + ") AS most FROM "
                            + scan.from() + ") SELECT n, min(" + row + ") FILTER (" + value + " = least), min(" + row + ") FILTER (" + value
                            + " = most) FROM ends, " + scan.from() + " GROUP BY n";
    const DuckConnection connection(*duck);
    const CancelToken::Watch watch(token, [&connection] { duckdb_interrupt(connection.handle()); });
    DuckResult found;
    if (Result<void> done = found.run(connection, sql, &token); !done)
        return fail(done.error());
    found.chunks([&](duckdb_data_chunk chunk, idx_t) {
        const auto numbers = [&](idx_t at) { return duckdb_data_chunk_get_vector(chunk, at); };
        answer.values = static_cast<std::uint64_t>(static_cast<const std::int64_t *>(duckdb_vector_get_data(numbers(0)))[0]);
        if (answer.values > 0) {
            answer.min = result.cell(static_cast<const std::uint32_t *>(duckdb_vector_get_data(numbers(1)))[0], column).text;
            answer.max = result.cell(static_cast<const std::uint32_t *>(duckdb_vector_get_data(numbers(2)))[0], column).text;
        }
        return false;
    });
    Result<QString> sum = sumOf(result, column, token);
    if (!sum)
        return fail(sum.error());
    answer.sum = *sum;
    return answer;
}

} // namespace concord
