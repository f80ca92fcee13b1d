// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "odbc/odbcapi.h"

#include <QByteArray>

#include <deque>

namespace concord {

/// Values bound to a statement's placeholders; must live until the statement has run.
class OdbcParameters
{
public:
    /// Binds all values in order, text as UTF-8 where `utf8` says so. False: the driver refused one, its diagnostics say why.
    [[nodiscard]] bool bind(SQLHSTMT statement, const QList<Parameter> &parameters, bool utf8 = false);

private:
    struct Value
    {
        std::int64_t integer = 0;
        double real = 0;
        unsigned char boolean = 0;
        QByteArray narrow;
        QString wide;
        SQLLEN length = 0;
    };
    [[nodiscard]] bool bindOne(SQLHSTMT statement, SQLUSMALLINT number, const Parameter &parameter);

    bool m_utf8 = false;
    std::deque<Value> m_values; ///< the driver keeps addresses
};

} // namespace concord
