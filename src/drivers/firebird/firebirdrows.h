// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "firebird/firebirdhandles.h"
#include "qtsql/batchwriter.h"

#include <functional>

namespace concord {

/// What a column of a result is, from its description.
[[nodiscard]] ColumnInfo firebirdColumn(const XSQLVAR &variable, const QString &name);

/// Turns the rows that are fetched into an area into typed columns. Nothing is rounded: what a column's type does not hold is kept as the text
/// that Firebird writes.
class FirebirdRows
{
public:
    /// Reads a BLOB whole. Error: the server's.
    using BlobReader = std::function<Result<std::string>(const ISC_QUAD &)>;

    /// `area` outlives this; `names` are its columns' in full.
    FirebirdRows(FirebirdArea &area, const QStringList &names, RowSink &sink, BlobReader readBlob);
    /// Tells the sink of the columns. False: it wants no rows.
    bool announce() { return m_writer.announce(); }
    /// Takes the row that was fetched. False: the sink wants no more.
    [[nodiscard]] Result<bool> take();
    /// Hands over what waits.
    bool finish() { return m_writer.flush(); }

private:
    [[nodiscard]] Result<std::size_t> append(std::size_t index, const XSQLVAR &variable);
    std::size_t appendString(std::size_t index, const XSQLVAR &variable);
    [[nodiscard]] Result<std::size_t> appendBlob(std::size_t index, const XSQLVAR &variable);
    void appendScaled(std::size_t index, Int128 value, int scale);
    void appendNumber(std::size_t index, const XSQLVAR &variable);

    FirebirdArea &m_area;
    BatchWriter m_writer;
    BlobReader m_readBlob;
};

} // namespace concord
