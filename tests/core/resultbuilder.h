// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/combinedresult.h"

#include <optional>

/// Makes result tables for tests, a value per call.
namespace concord::test {

inline ColumnInfo column(const QString &name, Physical physical, Logical logical, int precision = 0, int scale = 0)
{
    ColumnInfo info;
    info.name = name;
    info.nativeType = logicalName(logical);
    info.physical = physical;
    info.logical = logical;
    info.precision = static_cast<std::uint8_t>(precision);
    info.scale = static_cast<std::uint8_t>(scale);
    return info;
}

/// A column of int32, NULL where there is no value.
inline ColumnData int32s(const std::vector<std::optional<std::int32_t>> &values)
{
    ColumnData data(Physical::Int32);
    for (const std::optional<std::int32_t> &value : values)
        value ? data.appendFixed(*value) : data.appendNull();
    return data;
}

template<class T>
ColumnData fixed(Physical physical, const std::vector<T> &values)
{
    ColumnData data(physical);
    for (const T value : values)
        data.appendFixed(value);
    return data;
}

inline ColumnData texts(const std::vector<std::optional<std::string>> &values)
{
    ColumnData data(Physical::Text);
    for (const std::optional<std::string> &value : values)
        value ? data.appendText(*value) : data.appendNull();
    return data;
}

inline ColumnData variants(const std::vector<std::pair<Tag, std::string>> &values)
{
    ColumnData data(Physical::Variant);
    for (const auto &[tag, text] : values)
        data.appendVariant(tag, text);
    return data;
}

inline std::shared_ptr<ResultTable> table(std::vector<ColumnInfo> infos, std::vector<ColumnData> columns)
{
    auto made = std::make_shared<ResultTable>(std::move(infos));
    const std::uint32_t rows = columns.empty() ? 0 : columns.front().rows();
    made->append(Batch{rows, std::move(columns)});
    made->finish();
    return made;
}

inline CombinedSource source(const QString &name, std::shared_ptr<const ResultTable> rows, bool settled = true)
{
    return {name, std::move(rows), settled};
}

} // namespace concord::test
