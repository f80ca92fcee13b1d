// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "connection/profile.h"
#include "connection/secret.h"

#include <mysql.h>

#include <memory>

namespace concord {

/// For every thread that talks to a server: OpenSSL writes without MSG_NOSIGNAL, so one that died would end the program.
void blockBrokenPipeSignal();

/// Logs in with the endpoint's address, user and TLS mode; the caller closes the handle. `timeoutSeconds` bounds the
/// connecting and each answer of the login. Any thread.
[[nodiscard]] Result<MYSQL *> connectMysql(const Endpoint &endpoint, const Secret &secret, const QString &database, unsigned int timeoutSeconds);

/// A link that QSqlDatabase opened and owns, and the handle that rows are read from. Lives on one thread.
///
/// Qt's own QMYSQL cannot be told to demand TLS (its option list lacks it up to Qt 6.8, and it takes the link in clear
/// instead), forces multi-statements on and answers a server's wish for the password in clear. So QSqlDatabase is given a
/// QSqlDriver of ours, on the same client library.
class MysqlLink
{
public:
    /// Gives up at the deadline to the millisecond.
    [[nodiscard]] static Result<std::unique_ptr<MysqlLink>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline);
    ~MysqlLink();
    MysqlLink(const MysqlLink &) = delete;
    MysqlLink &operator=(const MysqlLink &) = delete;

    [[nodiscard]] MYSQL *handle() const { return m_handle; }

private:
    MysqlLink(QString name, MYSQL *handle) : m_name(std::move(name)), m_handle(handle) {}

    QString m_name;
    MYSQL *m_handle;
};

} // namespace concord
