// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/compute.h"

#include "bench/report.h"
#include "compute/duck.h"
#include "compute/engine.h"
#include "compute/scan.h"

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

/// DuckDB with a table of its own: the peer.
class OwnedRows
{
public:
    explicit OwnedRows(const CombinedResult &result)
    {
        Result<std::shared_ptr<Duck>> duck = Duck::open({});
        if (!duck)
            return;
        m_connection = std::make_unique<DuckConnection>(*duck);
        Scan scan(result, std::vector<bool>(result.sources().size(), true), nullptr);
        std::string columns;
        for (std::size_t i = 0; i < result.columns().size(); ++i)
            columns += (i == 0 ? "" : ", ") + scan.use(Scan::What::Typed, static_cast<int>(i)) + " AS " + duckName(result.columns()[i].info.name);
        (void)Scan::registerFunction(*m_connection);
        DuckResult made;
        m_ready = made.run(*m_connection, "CREATE TABLE li AS SELECT " + columns + " FROM " + scan.from()).has_value();
    }

    /// Runs the query and takes every row number that it gives.
    bool run(const std::string &sql)
    {
        DuckResult answer;
        if (!m_ready || !answer.run(*m_connection, sql))
            return false;
        std::vector<std::int64_t> rows;
        answer.chunks([&](duckdb_data_chunk chunk, idx_t count) {
            const auto *numbers = static_cast<const std::int64_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
            rows.insert(rows.end(), numbers, numbers + count);
            return true;
        });
        return true;
    }

private:
    std::unique_ptr<DuckConnection> m_connection;
    bool m_ready = false;
};

struct Work
{
    QString what;
    std::vector<SortKey> keys;
    std::vector<ColumnFilter> filters;
    std::string peer;
};

/// Count, exact sum, least and greatest of a column, as under a selected column in the grid.
void measureAggregates(const CombinedResult &result, ComputeEngine &engine, OwnedRows &owned)
{
    for (const int column : {1, 3, 4}) {
        const QString name = result.columns()[static_cast<std::size_t>(column)].info.name;
        const std::string quoted = duckName(name);
        const QString what = u"aggregates of %1"_s.arg(name);
        const auto ours = median([&] {
            CancelToken token;
            return engine.aggregate(result, column, token).has_value();
        });
        const auto theirs = median([&] {
            return owned.run("SELECT count(*), count(" + quoted + "), sum(" + quoted + "), min(" + quoted + "), max(" + quoted + ") FROM li");
        });
        if (ours && theirs)
            line(what, *ours, *theirs, 1.3);
        else
            skipped(what, u"a query failed"_s);
    }
}

} // namespace

void measureComputing(const std::shared_ptr<ResultTable> &rows)
{
    heading(u"%L1 rows sorted and filtered, against DuckDB that owns them"_s.arg(rows->rowCount()));
    const CombinedResult result({CombinedSource{u"li"_s, rows, true}});
    OwnedRows owned(result);
    ComputeEngine engine;
    engine.warmUp();
    const auto filter = [](int column, const QString &text) { return std::vector<ColumnFilter>{*parseColumnFilter(column, text)}; };
    const std::vector<Work> list{
        {u"sort by an integer"_s, {{1, false}}, {}, "SELECT rowid FROM li ORDER BY partkey NULLS LAST, rowid"},
        {u"sort by a decimal, descending"_s, {{3, true}}, {}, "SELECT rowid FROM li ORDER BY price DESC NULLS LAST, rowid"},
        {u"sort by a short text"_s, {{8, false}}, {}, "SELECT rowid FROM li ORDER BY shipmode NULLS LAST, rowid"},
        {u"sort by a text of 40 characters"_s, {{9, false}}, {}, "SELECT rowid FROM li ORDER BY comment NULLS LAST, rowid"},
        {u"sort by date and decimal"_s, {{6, false}, {3, false}}, {}, "SELECT rowid FROM li ORDER BY shipdate NULLS LAST, price NULLS LAST, rowid"},
        {u"filter: a range"_s, {}, filter(1, u"<100000"_s), "SELECT rowid FROM li WHERE partkey < 100000"},
        {u"filter: half of a range"_s, {}, filter(3, u"<50900"_s), "SELECT rowid FROM li WHERE price < 50900"},
        {u"filter: contains"_s, {}, filter(9, u"Ironic pending"_s), "SELECT rowid FROM li WHERE comment ILIKE '%Ironic pending%'"},
        {u"filter: regular expression"_s, {}, filter(9, u"~ironic.*sleep"_s), "SELECT rowid FROM li WHERE regexp_matches(comment, 'ironic.*sleep')"},
        {u"filter: equals text"_s, {}, filter(8, u"=RAIL"_s), "SELECT rowid FROM li WHERE shipmode = 'RAIL'"}};
    for (const Work &work : list) {
        const auto ours = median([&] {
            CancelToken token;
            return engine.order(result, work.keys, work.filters, token).has_value();
        });
        const auto theirs = median([&] { return owned.run(work.peer); });
        if (ours && theirs)
            line(work.what, *ours, *theirs, 1.3);
        else
            skipped(work.what, u"a query failed"_s);
    }
    measureAggregates(result, engine, owned);
}

} // namespace concord::bench
