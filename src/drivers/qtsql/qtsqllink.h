// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/connection.h"
#include "connection/secret.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QVariant>

#include <utility>

namespace concord {

/// What a Qt SQL plugin is told. `options` is the plugin's own text of connect options.
struct QtSqlSettings
{
    QString plugin; ///< "QSQLITE", "QPSQL", "QMYSQL"
    QString database;
    QString host;
    int port = -1;
    QString user;
    QString options;
};

/// A QSqlDatabase under a name of its own: closed, then removed, when this goes away. Lives on the thread that opened it.
class QtSqlLink
{
public:
    QtSqlLink() = default;
    QtSqlLink(QtSqlLink &&other) noexcept : m_name(std::exchange(other.m_name, {})) {}
    QtSqlLink &operator=(QtSqlLink &&other) noexcept
    {
        std::swap(m_name, other.m_name);
        return *this;
    }
    ~QtSqlLink();

    /// Opens, giving up at the deadline to the millisecond: the client libraries' own limits do not cover name look-up or
    /// a server that falls silent after the handshake, so the opening runs on a thread that can be left behind.
    /// Errors: Connection with the library's words and code, never the secret; Timeout; Internal without the plugin.
    [[nodiscard]] static Result<QtSqlLink> open(const QtSqlSettings &settings, const Secret &secret, Deadline deadline);

    /// The native handle: `link.handle<PGconn *>("PGconn*", "pg_conn*")`. Null when the driver's is of another type; which
    /// of a typedef and its struct names the type depends on the compiler.
    template<class T>
    [[nodiscard]] T handle(const char *typeName, const char *structName = nullptr) const
    {
        const QVariant value = database().driver()->handle();
        const bool same = value.isValid() && (qstrcmp(value.typeName(), typeName) == 0 || qstrcmp(value.typeName(), structName) == 0);
        return same ? *static_cast<const T *>(value.data()) : T{};
    }
    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }

private:
    explicit QtSqlLink(QString name) : m_name(std::move(name)) {}

    QString m_name;
};

} // namespace concord
