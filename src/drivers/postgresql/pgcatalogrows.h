// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "postgresql/pgerror.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace concord {

/// One row of a catalog query's answer, in text. Columns count from 0; NULL reads as empty, 0, false.
class PgRow
{
public:
    PgRow(const PGresult *result, int row) : m_result(result), m_row(row) {}

    [[nodiscard]] bool isNull(int column) const { return PQgetisnull(m_result, m_row, column) != 0; }
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] std::optional<QString> optionalText(int column) const;
    /// An expression, or a statement with some, as the server spells it out.
    [[nodiscard]] QString expression(int column) const;
    [[nodiscard]] bool flag(int column) const { return bytes(column) == "t"; }
    /// A "char" or the first character of a text; 0 where there is none.
    [[nodiscard]] char letter(int column) const;
    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] std::uint32_t oid(int column) const { return static_cast<std::uint32_t>(number(column)); }
    /// Of an int2vector, oidvector, or an array of integers: what digits it holds, in order.
    [[nodiscard]] std::vector<std::uint32_t> numbers(int column) const;
    /// Of a one-dimensional array of text. NULL elements read as empty.
    [[nodiscard]] QStringList texts(int column) const;

private:
    const PGresult *m_result;
    int m_row;
};

/// Runs one query with its values bound and calls `each` for every row as it comes. On the connection's thread.
[[nodiscard]] Result<void> eachPgRow(PGconn *connection, const QByteArray &sql, const QList<QByteArray> &values,
                                     const std::function<void(const PgRow &)> &each);
/// The same, but calls `each` only once the whole answer is here: for none where there is an error.
[[nodiscard]] Result<void> allPgRows(PGconn *connection, const QByteArray &sql, const QList<QByteArray> &values,
                                     const std::function<void(const PgRow &)> &each);
/// A command of Concord's own, without values and rows.
[[nodiscard]] Result<void> runPgCommand(PGconn *connection, const QByteArray &sql);

/// {1,2,3}, as an array's text.
[[nodiscard]] QByteArray pgArray(const std::vector<std::uint32_t> &oids);

} // namespace concord
