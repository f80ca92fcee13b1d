// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qtsql/batchwriter.h"

#include <libpq-fe.h>

#include <vector>

namespace concord {

/// Decodes the rows of libpq's results into typed columns. One per result set.
class PgDecoder
{
public:
    /// `types` are the columns' oids; `binary` how the values come; `trusted`: the server has checked its text to be UTF-8.
    PgDecoder(BatchWriter &writer, std::vector<std::uint32_t> types, bool binary, bool trusted);

    /// All rows of a result, column by column. False: the sink wants no more.
    bool take(const PGresult *result);

private:
    struct Cell
    {
        std::size_t column;
        std::string_view bytes;
    };
    template<class F>
    void eachRow(const PGresult *result, std::size_t column, F &&value);
    void takeColumn(const PGresult *result, std::size_t column);
    void takeBinary(const PGresult *result, std::size_t column);
    void takeText(const PGresult *result, std::size_t column);
    void appendPlainText(ColumnData &data, std::string_view text) const;

    BatchWriter &m_writer;
    std::vector<std::uint32_t> m_types;
    bool m_binary;
    bool m_trusted;
    std::size_t m_textBytes = 0;
};

} // namespace concord
