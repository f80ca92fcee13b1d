// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engine.h"

#include "compute/engineprivate.h"
#include "compute/filter.h"
#include "compute/scan.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <algorithm>
#include <bit>
#include <numeric>

using namespace Qt::StringLiterals;

namespace concord {

void CancelToken::cancel()
{
    m_cancelled.store(true, std::memory_order_relaxed);
    const std::scoped_lock lock(m_mutex);
    if (m_interrupt)
        m_interrupt();
}

CancelToken::Watch::Watch(CancelToken &token, std::function<void()> interrupt) : m_token(token)
{
    const std::scoped_lock lock(m_token.m_mutex);
    m_token.m_interrupt = std::move(interrupt);
}

CancelToken::Watch::~Watch()
{
    const std::scoped_lock lock(m_token.m_mutex);
    m_token.m_interrupt = nullptr;
}

Result<std::shared_ptr<Duck>> ComputeEngine::Private::open()
{
    const std::scoped_lock lock(mutex);
    if (duck)
        return duck;
    DuckLimits limits;
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    if (QDir().mkpath(cache)) {
        spillFolder = std::make_unique<QTemporaryDir>(cache + u"/sort-XXXXXX"_s);
        limits.spillFolder = spillFolder->isValid() ? spillFolder->path() : QString();
    }
    Result<std::shared_ptr<Duck>> opened = Duck::open(limits);
    if (!opened)
        return opened;
    if (!Scan::registerFunction(DuckConnection(*opened)))
        return fail(ErrorKind::Internal, QCoreApplication::translate("ComputeEngine", "The compute engine cannot read results."));
    duck = *opened;
    return duck;
}

Result<void> checkRowCount(const CombinedResult &result)
{
    if (result.rowCount() <= std::numeric_limits<std::uint32_t>::max())
        return {};
    return fail(ErrorKind::Unsupported, QCoreApplication::translate("ComputeEngine", "More than 4,294,967,295 rows cannot be sorted or filtered."));
}

ComputeEngine::ComputeEngine() : d(std::make_unique<Private>()) {}
ComputeEngine::~ComputeEngine() = default;

/// Sources by their names, for sorting by the source column.
static std::string sourceRank(Scan &scan)
{
    const std::vector<CombinedSource> &sources = scan.result().sources();
    std::vector<std::size_t> byName(sources.size());
    std::iota(byName.begin(), byName.end(), std::size_t{0});
    std::stable_sort(byName.begin(), byName.end(), [&](std::size_t a, std::size_t b) { return sources[a].name.toUtf8() < sources[b].name.toUtf8(); });
    std::vector<std::size_t> rank(sources.size());
    for (std::size_t i = 0; i < byName.size(); ++i) {
        const bool same = i > 0 && sources[byName[i]].name == sources[byName[i - 1]].name;
        rank[byName[i]] = same ? rank[byName[i - 1]] : i;
    }
    std::string list;
    for (const std::size_t value : rank)
        list += (list.empty() ? "" : ", ") + std::to_string(value);
    return "([" + list + "])[" + scan.use(Scan::What::Source) + " + 1]";
}

static std::string orderClause(const std::vector<SortKey> &keys, Scan &scan, const std::vector<bool> &wanted)
{
    std::string clause;
    for (const SortKey &key : keys) {
        const char *direction = key.descending ? " DESC" : " ASC";
        if (key.column < 0) {
            clause += sourceRank(scan) + direction + ", ";
            continue;
        }
        const std::vector<int> &columns = scan.result().columns()[static_cast<std::size_t>(key.column)].sourceColumn;
        bool anyMissing = false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            anyMissing = anyMissing || (wanted[i] && columns[i] < 0 && scan.result().sourceView(static_cast<int>(i)).rows > 0);
        if (anyMissing)
            clause += scan.use(Scan::What::Missing, key.column) + ", ";
        clause += scan.use(Scan::What::Value, key.column) + direction + " NULLS LAST, ";
    }
    return clause + scan.use(Scan::What::Row);
}

/// Row numbers as the query gives them.
static std::vector<std::uint32_t> rowsInOrder(DuckResult &answer)
{
    std::vector<std::uint32_t> rows;
    answer.chunks([&](duckdb_data_chunk chunk, idx_t count) {
        const auto *numbers = static_cast<const std::uint32_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
        rows.insert(rows.end(), numbers, numbers + count);
        return true;
    });
    return rows;
}

/// A selection comes in any order: a bit a row puts it right.
static std::vector<std::uint32_t> rowsSorted(DuckResult &answer, std::uint64_t all)
{
    std::vector<std::uint64_t> bits(all / 64 + 1);
    std::size_t total = 0;
    answer.chunks([&](duckdb_data_chunk chunk, idx_t count) {
        const auto *numbers = static_cast<const std::uint32_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
        for (idx_t i = 0; i < count; ++i)
            bits[numbers[i] / 64] |= std::uint64_t{1} << (numbers[i] % 64);
        total += count;
        return true;
    });
    std::vector<std::uint32_t> rows;
    rows.reserve(total);
    for (std::size_t word = 0; word < bits.size(); ++word) {
        for (std::uint64_t left = bits[word]; left != 0; left &= left - 1)
            rows.push_back(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
    }
    return rows;
}

Result<RowOrder> ComputeEngine::order(const CombinedResult &result, const std::vector<SortKey> &keys, const std::vector<ColumnFilter> &filters,
                                      CancelToken &token)
{
    if (keys.empty() && filters.empty())
        return RowOrder();
    if (Result<void> fits = checkRowCount(result); !fits)
        return fail(fits.error());
    Result<std::shared_ptr<Duck>> duck = d->open();
    if (!duck)
        return fail(duck.error());

    const std::vector<bool> wanted = passingSources(result, filters);
    Scan scan(result, wanted, &token);
    std::string sql = "SELECT " + scan.use(Scan::What::Row) + " FROM " + scan.from();
    const char *join = " WHERE ";
    for (const ColumnFilter &filter : filters) {
        const std::string condition = filterCondition(filter, scan);
        if (condition.empty())
            continue;
        sql += join + condition;
        join = " AND ";
    }
    if (!keys.empty())
        sql += " ORDER BY " + orderClause(keys, scan, wanted);

    const DuckConnection connection(*duck);
    const CancelToken::Watch watch(token, [&connection] { duckdb_interrupt(connection.handle()); });
    DuckResult answer;
    if (Result<void> done = answer.run(connection, sql, &token); !done)
        return fail(done.error());
    std::vector<std::uint32_t> rows = keys.empty() ? rowsSorted(answer, result.rowCount()) : rowsInOrder(answer);
    return std::make_shared<const std::vector<std::uint32_t>>(std::move(rows));
}

void ComputeEngine::warmUp()
{
    ColumnInfo info;
    info.name = u"n"_s;
    info.physical = Physical::Int32;
    auto table = std::make_shared<ResultTable>(std::vector<ColumnInfo>{info});
    Batch batch;
    batch.columns.emplace_back(Physical::Int32);
    for (batch.rows = 0; batch.rows < 5'000; ++batch.rows)
        batch.columns[0].appendFixed<std::int32_t>(static_cast<std::int32_t>(batch.rows * 7919 % 5000));
    table->append(std::move(batch));
    CancelToken token;
    const CombinedResult result({CombinedSource{QString(), table, true}});
    (void)order(result, {{0, true}}, {{0, ColumnFilter::Kind::Greater, u"10"_s}}, token);
}

} // namespace concord
