// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/rows.h"

#include "connection/rowsink.h"

#include <array>
#include <random>

using namespace Qt::StringLiterals;

namespace concord::bench {

static ColumnInfo column(const QString &name, Physical physical, Logical logical, int precision = 0, int scale = 0)
{
    ColumnInfo info;
    info.name = name;
    info.physical = physical;
    info.logical = logical;
    info.precision = static_cast<std::uint8_t>(precision);
    info.scale = static_cast<std::uint8_t>(scale);
    return info;
}

static std::string words(std::mt19937_64 &random, std::size_t length)
{
    static constexpr std::array<const char *, 12> list{"carefully ", "final ", "deposits ", "sleep ",    "quickly ",  "ironic ",
                                                       "packages ",  "among ", "regular ",  "requests ", "blithely ", "pending "};
    std::string text;
    while (text.size() < length)
        text += list[random() % list.size()];
    text.resize(length);
    text.back() = static_cast<char>('a' + random() % 26); // no space at the end, which some tools would cut
    return text;
}

static void appendRow(Batch &batch, std::uint64_t row, std::mt19937_64 &random)
{
    static constexpr std::array<const char *, 7> modes{"AIR", "FOB", "MAIL", "RAIL", "REG AIR", "SHIP", "TRUCK"};
    std::vector<ColumnData> &c = batch.columns;
    const auto below = [&](std::uint64_t limit) { return static_cast<std::int64_t>(random() % limit); };
    c[0].appendFixed<std::int64_t>(static_cast<std::int64_t>(row) * 4 + below(4));
    c[1].appendFixed<std::int32_t>(static_cast<std::int32_t>(below(20'000'000)));
    c[2].appendFixed<std::int64_t>(100 + below(4'900));
    c[3].appendFixed<std::int64_t>(90'000 + below(10'000'000));
    c[4].appendFixed<double>(static_cast<double>(below(1'000'000)) / 1024.0);
    c[5].appendText(std::string(1, "ANR"[below(3)]));
    c[6].appendFixed<std::int32_t>(static_cast<std::int32_t>(8'000 + below(2'500)));
    c[7].appendFixed<std::int64_t>(1'500'000'000'000'000 + below(200'000'000'000'000));
    if (below(20) == 0)
        c[8].appendNull();
    else
        c[8].appendText(modes[static_cast<std::size_t>(below(modes.size()))]);
    c[9].appendText(words(random, 30 + static_cast<std::size_t>(below(20))));
    ++batch.rows;
}

std::shared_ptr<ResultTable> makeRows(std::uint64_t count)
{
    std::vector<ColumnInfo> infos{column(u"orderkey"_s, Physical::Int64, Logical::Integer),
                                  column(u"partkey"_s, Physical::Int32, Logical::Integer),
                                  column(u"quantity"_s, Physical::Decimal64, Logical::Decimal, 12, 2),
                                  column(u"price"_s, Physical::Decimal64, Logical::Decimal, 15, 2),
                                  column(u"weight"_s, Physical::Double, Logical::Float),
                                  column(u"flag"_s, Physical::Text, Logical::Text),
                                  column(u"shipdate"_s, Physical::Date, Logical::Date),
                                  column(u"changed"_s, Physical::Timestamp, Logical::Timestamp),
                                  column(u"shipmode"_s, Physical::Text, Logical::Text),
                                  column(u"comment"_s, Physical::Text, Logical::Text)};
    auto table = std::make_shared<ResultTable>(infos);
    std::mt19937_64 random(1); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same rows every time
    for (std::uint64_t row = 0; row < count;) {
        Batch batch;
        for (const ColumnInfo &info : infos) {
            batch.columns.emplace_back(info.physical);
            batch.columns.back().reserve(RowSink::chunkRows);
        }
        for (; batch.rows < RowSink::chunkRows && row < count; ++row)
            appendRow(batch, row, random);
        table->append(std::move(batch));
    }
    table->finish();
    return table;
}

} // namespace concord::bench
