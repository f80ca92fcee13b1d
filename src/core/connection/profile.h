// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace concord {

/// Where a database stands; colours and names it on every screen. None: not said.
enum class Environment { None, Development, Test, Staging, Production };

/// "", "development", "test", "staging", "production".
[[nodiscard]] QString environmentName(Environment environment);
/// nullopt-like: None for "" and for anything unknown when `ok` says so.
[[nodiscard]] Environment environmentFromName(const QString &name, bool *ok = nullptr);

/// How a link is protected. What a client library cannot keep is refused before connecting.
enum class TlsMode { Default, Disable, Prefer, Require, VerifyCa, VerifyFull };
[[nodiscard]] QString tlsModeName(TlsMode mode);               ///< "", disable, prefer, require, verify-ca, verify-full
[[nodiscard]] bool tlsModeFromName(const QString &name, TlsMode &mode);

/// Options that every engine's form offers; what an engine does not have is refused by its driver, not ignored.
struct ConnectOptions
{
    TlsMode tls = TlsMode::Default;
    QString tlsCa;             ///< file
    QString tlsCert;           ///< file
    QString tlsKey;            ///< file
    QString socket;            ///< Unix socket file or folder instead of host and port
    int connectTimeoutMs = 10'000;
    int statementTimeoutMs = 0; ///< 0: none
    QString applicationName;   ///< empty: "Concord"
    QString searchPath;        ///< PostgreSQL: search_path
    QString charset;           ///< MySQL/MariaDB: connection character set; PostgreSQL: client_encoding is always UTF8
    QMap<QString, QString> extra; ///< what a URL named beyond these, passed on by drivers that know the name

    friend bool operator==(const ConnectOptions &, const ConnectOptions &) = default;
};

/// An engine with its address and user; has many databases. Never a secret: that lives in the keychain under `id`.
struct Server
{
    QUuid id;
    QString engine; ///< "sqlite", "postgresql", "mysql", "mariadb"
    QString name;
    QString host;
    int port = 0;   ///< 0: the engine's default
    QString user;
    ConnectOptions options;
    int maxConnections = 0; ///< cap on Concord's own connections to it at once; 0: none

    friend bool operator==(const Server &, const Server &) = default;
};

/// What is saved to reach one database.
struct Profile
{
    QUuid id;
    QString name;
    QUuid serverId;
    QString database; ///< database name; SQLite: absolute path of the file
    QStringList groups;
    Environment environment = Environment::None;
    QString colour;   ///< "#rrggbb"; empty: the environment's
    bool readOnly = true;

    friend bool operator==(const Profile &, const Profile &) = default;
};

/// All that a driver needs to open one connection, but for the secret. Made from a server and a profile, or from a URL.
struct Endpoint
{
    QUuid profileId;  ///< of a URL without a profile: uuid v5 of its normalised form without the secret
    QUuid serverId;
    QString name;     ///< what people see: the profile's name, or the URL without its secret
    QString engine;
    QString host;
    int port = 0;
    QString user;
    QString database;
    QString schema;   ///< of `profile/schema`: the driver refuses one that does not exist, naming near ones; else empty
    ConnectOptions options;
    Environment environment = Environment::None;
    QString colour;
    bool readOnly = true;
    int maxConnections = 0;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

[[nodiscard]] Endpoint makeEndpoint(const Server &server, const Profile &profile);

} // namespace concord

Q_DECLARE_METATYPE(concord::Endpoint)
