// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "connection/dialect.h"

#include <QHash>

namespace concord {

class SchemaChanger;
class SchemaWriter;
class TypeSystem;

/// An option that only this engine has. Its value is kept in ConnectOptions::extra under its name.
struct EngineOption
{
    QString name;        ///< as in a URL: "driver"
    QString label;       ///< for the form
    QString help;        ///< one sentence, the field's tool tip
    QStringList choices; ///< what is offered
    bool only = false;   ///< nothing but the choices may be given
};

/// What an engine offers, for forms and messages.
struct EngineInfo
{
    QString id;             ///< "postgresql"
    QString displayName;    ///< "PostgreSQL"
    int defaultPort = 0;    ///< 0: a file, no server
    bool isFile = false;
    bool hasUser = true;
    QStringList urlSchemes; ///< "postgresql", "postgres"
    QStringList options;    ///< which ConnectOptions it has: "tls", "socket", "search_path", "charset", "statement_timeout", …
    QString readOnlyNote;   ///< how read-only is held, for the dialog
    bool severalHosts = false; ///< the host may be a list: "a.example:27017,b.example"
    QStringList fileEndings;   ///< of a file engine, lower case without the dot: "db", "csv.gz"; by these a bare path is taken for a database of it
    bool opensFolders = false; ///< a folder is a database too
    QString srvScheme;      ///< the URL scheme whose host is looked up as a DNS SRV record; among urlSchemes too. Empty: none
    /// This engine's own names of options in a URL: "tlsCAFile" → "sslrootcert", "tls=true" → "sslmode=verify-full",
    /// "connectTimeoutMS" → "connect_timeout ms" (the value is in that unit).
    QMap<QString, QString> urlNames;
    QList<EngineOption> ownOptions; ///< beyond ConnectOptions; shown by the dialog in this order
};

/// How to talk to one engine. Stateless; open() is called on the thread that will own the connection.
class Driver
{
public:
    virtual ~Driver() = default;
    [[nodiscard]] virtual const EngineInfo &info() const = 0;
    [[nodiscard]] virtual const Dialect &dialect() const = 0;
    /// By which a text for this endpoint is split, classified and quoted: dialect(), unless servers of several kinds are reached by the
    /// engine (ODBC); then that of the server, as far as it is known. From any thread; answers at once.
    [[nodiscard]] virtual const Dialect &dialectFor(const Endpoint &endpoint) const
    {
        static_cast<void>(endpoint);
        return dialect();
    }
    /// Opens a link. The endpoint's read-only is held by the engine from the first statement on. Errors carry the
    /// server's own words and never the secret.
    [[nodiscard]] virtual Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const = 0;
    /// The engine's types; from any thread.
    [[nodiscard]] virtual const TypeSystem &types() const;
    /// Writes the engine's DDL from a catalog, without a connection; from any thread.
    [[nodiscard]] virtual const SchemaWriter &schemaWriter() const;
    /// Writes the engine's ALTERs, likewise. Null: nobody wrote them for this engine.
    [[nodiscard]] virtual const SchemaChanger *schemaChanger() const { return nullptr; }
    /// A row's document (Batch::documents) as canonical Extended JSON on one line; empty: the engine has none. From any thread.
    [[nodiscard]] virtual QString documentText(std::string_view) const { return {}; }
    /// A problem that can be told without connecting: a TLS mode that cannot be kept, an option that does not exist.
    [[nodiscard]] virtual Result<void> check(const Endpoint &endpoint) const = 0;
    /// What this computer offers for one of info().ownOptions: installed drivers, data sources. Reads files: never on the
    /// GUI thread; any other.
    [[nodiscard]] virtual QStringList optionChoices(const QString &option) const
    {
        static_cast<void>(option);
        return {};
    }
    /// What this computer reaches the engine by ("FreeTDS"), empty where nothing has to be installed. Error NotFound: what to install, in
    /// a sentence. Reads files, as optionChoices() does.
    [[nodiscard]] virtual Result<QString> installed() const { return QString(); }
};

/// The engines that this program has, by id. Filled once at start by the composition root, then only read.
class DriverRegistry
{
public:
    void add(std::shared_ptr<const Driver> driver);
    /// Null where there is none.
    [[nodiscard]] std::shared_ptr<const Driver> find(const QString &engine) const;
    /// By a URL's scheme ("postgres", "mariadb", …). Null where there is none.
    [[nodiscard]] std::shared_ptr<const Driver> findByScheme(const QString &scheme) const;
    [[nodiscard]] QList<std::shared_ptr<const Driver>> all() const { return m_drivers; }

private:
    QList<std::shared_ptr<const Driver>> m_drivers;
};

} // namespace concord
