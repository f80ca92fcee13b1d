// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sql.h>
#include <sqlext.h>
#include <sqlucode.h>

#include <QString>

#include <vector>

namespace concord {

static_assert(sizeof(SQLWCHAR) == sizeof(char16_t), "built against a driver manager whose wide characters are UTF-16");

/// A text as ODBC's wide functions take it: UTF-16 with its length in characters.
class OdbcText
{
public:
    explicit OdbcText(const QString &text) : m_text(text) {}
    /// The functions that take it do not write to it, though their types do not say so.
    [[nodiscard]] SQLWCHAR *data() { return reinterpret_cast<SQLWCHAR *>(m_text.data()); }
    [[nodiscard]] SQLINTEGER size() const { return static_cast<SQLINTEGER>(m_text.size()); }
    [[nodiscard]] SQLSMALLINT shortSize() const { return static_cast<SQLSMALLINT>(m_text.size()); }

private:
    QString m_text;
};

/// Text of the given number of characters that a driver wrote.
[[nodiscard]] inline QString fromOdbc(const SQLWCHAR *text, qsizetype characters)
{
    return QString(reinterpret_cast<const QChar *>(text), characters);
}

/// An attribute that is a number, as SQLSetStmtAttr and SQLSetConnectAttr take it.
[[nodiscard]] inline SQLPOINTER odbcNumber(SQLULEN number)
{
    return reinterpret_cast<SQLPOINTER>(number); // NOLINT(performance-no-int-to-ptr): that is how ODBC passes it
}

} // namespace concord
