// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "odbc/odbcapi.h"
#include "odbc/odbctarget.h"
#include "qtsql/qtsqllink.h"

namespace concord {

/// An open ODBC connection: Qt's QODBC opens and owns it, we work on its handle. Lives on the thread that opened it.
class OdbcLink
{
public:
    /// Gives up at the deadline to the millisecond. Errors: Connection, Authentication, NotFound (no such data source or
    /// driver), Timeout, Unsupported (Qt's plugin or the driver manager is not installed); never with the secret.
    [[nodiscard]] static Result<OdbcLink> open(const OdbcTarget &target, const Secret &secret, Deadline deadline);

    [[nodiscard]] SQLHDBC handle() const { return m_handle; }
    /// What SQLGetInfo answers; empty, or 0, where the driver does not say.
    [[nodiscard]] QString text(SQLUSMALLINT what) const;
    [[nodiscard]] SQLUINTEGER number(SQLUSMALLINT what) const;
    [[nodiscard]] SQLUSMALLINT shortNumber(SQLUSMALLINT what) const;
    /// Lets go of the handle without closing it: a call that does not come back still uses it.
    void leak();

private:
    QtSqlLink m_link;
    SQLHDBC m_handle = nullptr;
};

} // namespace concord
