// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/drivers.h"

#include "connection/driver.h"
#include "mysql/mysqldriver.h"
#include "odbcsource/odbcsourcedriver.h"
#include "oracle/oracledriver.h"
#include "postgresql/postgresqldriver.h"
#include "registry/plugindriver.h"
#include "sqlite/sqlitedriver.h"
#include "sqlite/sqlitefilelocks.h"
#include "sqlserver/sqlserverdriver.h"

#include <openssl/crypto.h>

using namespace Qt::StringLiterals;

namespace concord {

/// Engines of Concord's own that come as plugins, with the packages that bring them: known by name even where they are
/// not installed, so that their profiles say what is missing.
static QList<std::pair<EngineInfo, QString>> ownPlugins()
{
    EngineInfo mongodb;
    mongodb.id = u"mongodb"_s;
    mongodb.displayName = u"MongoDB"_s;
    mongodb.defaultPort = 27017;
    mongodb.severalHosts = true;
    mongodb.srvScheme = u"mongodb+srv"_s;
    mongodb.urlSchemes = {u"mongodb"_s, mongodb.srvScheme};
    EngineInfo duckdb;
    duckdb.id = u"duckdb"_s;
    duckdb.displayName = u"DuckDB"_s;
    duckdb.isFile = true;
    duckdb.hasUser = false;
    duckdb.urlSchemes = {u"duckdb"_s};
    EngineInfo firebird;
    firebird.id = u"firebird"_s;
    firebird.displayName = u"Firebird"_s;
    firebird.defaultPort = 3050;
    firebird.urlSchemes = {u"firebird"_s};
    firebird.options = {u"database_path"_s};
    return {{mongodb, u"concord-mongodb"_s}, {duckdb, u"concord"_s}, {firebird, u"concord-firebird"_s}};
}

static void registerPlugins(DriverRegistry &registry)
{
    for (const auto &plugin : findPlugins()) {
        if (!registry.find(plugin->info().id))
            registry.add(plugin);
    }
    for (const auto &[info, package] : ownPlugins()) {
        if (!registry.find(info.id))
            registry.add(missingPlugin(info, package));
    }
}

/// The client libraries' OpenSSL would clean itself up at the process's end, under threads that still log in or cancel: a
/// thread that was left behind may be in it, and one that ends a moment later could no longer free what is its own.
/// OpenSSL asks for this before its first use in the process (OPENSSL_init_crypto(3)).
static void keepOpenSslToTheEnd()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

void registerDrivers(DriverRegistry &registry)
{
    keepOpenSslToTheEnd();
    keepSqliteLocks();
    registry.add(makeSqliteDriver());
    registry.add(makePostgresqlDriver());
    registry.add(makeMysqlDriver());
    registry.add(makeMariadbDriver());
    registry.add(makeOracleDriver());
    registry.add(makeSqlServerDriver());
    registry.add(makeOdbcSourceDriver());
    registerPlugins(registry);
}

} // namespace concord
