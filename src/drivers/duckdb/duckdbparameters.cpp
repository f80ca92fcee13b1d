// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbparameters.h"

#include "duckdb/duckdbhandles.h"
#include "qtsql/textvalues.h"

using namespace Qt::StringLiterals;

namespace concord {

static duckdb_hugeint hugeint(Int128 value)
{
    return {static_cast<std::uint64_t>(value), static_cast<std::int64_t>(value >> 64)};
}

/// As DECIMAL where its digits fit; else DuckDB reads the text.
static bool bindDecimal(duckdb_prepared_statement prepared, idx_t index, const QByteArray &text)
{
    const qsizetype point = text.indexOf('.');
    const auto scale = static_cast<unsigned>(point < 0 ? 0 : text.size() - point - 1);
    Int128 value = 0;
    if (scale > 38 || !readDecimal(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), 38, scale, value))
        return duckdb_bind_varchar_length(prepared, index, text.constData(), static_cast<idx_t>(text.size())) == DuckDBSuccess;
    const auto digits = static_cast<unsigned>(text.size() - (point < 0 ? 0 : 1) - (text.startsWith('-') ? 1 : 0));
    const DuckdbValue decimal(
        duckdb_create_decimal({static_cast<std::uint8_t>(std::min(38U, digits)), static_cast<std::uint8_t>(scale), hugeint(value)}));
    return duckdb_bind_value(prepared, index, decimal.get()) == DuckDBSuccess;
}

bool bindDuckdbParameter(duckdb_prepared_statement prepared, idx_t index, const Parameter &parameter)
{
    const QByteArray text = parameter.text.toUtf8();
    const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
    switch (parameter.type) {
    case Tag::Null: return duckdb_bind_null(prepared, index) == DuckDBSuccess;
    case Tag::Boolean:
        return duckdb_bind_boolean(prepared, index, parameter.text.compare("true"_L1, Qt::CaseInsensitive) == 0 || parameter.text == "1"_L1)
               == DuckDBSuccess;
    case Tag::Integer: {
        std::int64_t value = 0;
        if (readInteger(view, value))
            return duckdb_bind_int64(prepared, index, value) == DuckDBSuccess;
        return bindDecimal(prepared, index, text);
    }
    case Tag::Decimal: return bindDecimal(prepared, index, text);
    case Tag::Float: {
        double value = 0;
        if (readFloat(view, value))
            return duckdb_bind_double(prepared, index, value) == DuckDBSuccess;
        break;
    }
    default: break;
    }
    return duckdb_bind_varchar_length(prepared, index, text.constData(), static_cast<idx_t>(text.size())) == DuckDBSuccess;
}

} // namespace concord
