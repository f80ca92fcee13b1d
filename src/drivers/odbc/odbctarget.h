// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/secret.h"

#include <QList>
#include <QString>

#include <utility>

namespace concord {

/// What an engine wants its ODBC driver to be told: keywords and values in order, without user and password.
struct OdbcTarget
{
    QList<std::pair<QString, QString>> attributes; ///< {"DRIVER", "FreeTDS"}, {"SERVER", "db"} … or {"DSN", "sales"}
    QString user;            ///< UID; empty: none is sent
    int loginSeconds = 10;   ///< SQL_ATTR_LOGIN_TIMEOUT
    bool readOnly = false;   ///< SQL_ATTR_ACCESS_MODE: a wish that few drivers heed

    bool odbc2 = false;      ///< speak ODBC 2: MariaDB's driver leaves a lock held after what Qt's plugin asks it in ODBC 3 on another thread

    void add(const QString &keyword, const QString &value) { attributes.append({keyword, value}); }
    [[nodiscard]] QString value(const QString &keyword) const;
};

/// The value as a connection string takes it: in braces where it holds what would end it.
[[nodiscard]] QString odbcQuoted(const QString &value);
/// "DRIVER={FreeTDS};SERVER=db;…" without user and password. Error Usage: a keyword or value that no connection string
/// can hold.
[[nodiscard]] Result<QString> odbcConnectionString(const OdbcTarget &target);

} // namespace concord
