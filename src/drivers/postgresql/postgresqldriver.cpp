// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqldriver.h"

#include "connection/driver.h"
#include "postgresql/pgconnection.h"
#include "postgresql/pgsettings.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqltypes.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlDriver", text);
}

class PostgresqlDriver final : public Driver
{
public:
    const EngineInfo &info() const override
    {
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"postgresql"_s;
            made.displayName = u"PostgreSQL"_s;
            made.defaultPort = 5432;
            made.urlSchemes = {u"postgresql"_s, u"postgres"_s};
            made.options = {u"tls"_s, u"socket"_s, u"connect_timeout"_s, u"statement_timeout"_s, u"application_name"_s, u"search_path"_s};
            made.readOnlyNote = tr("Every statement runs in a transaction that the server holds to reading.");
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return postgresqlDialect(); }
    const TypeSystem &types() const override { return postgresqlTypes(); }
    const SchemaWriter &schemaWriter() const override { return postgresqlWriter(); }
    const SchemaChanger *schemaChanger() const override { return &postgresqlChanger(); }
    Result<void> check(const Endpoint &endpoint) const override { return checkPgEndpoint(endpoint); }

    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override
    {
        if (Result<void> possible = check(endpoint); !possible)
            return fail(possible.error());
        const int patience = endpoint.options.connectTimeoutMs;
        const Deadline until = patience > 0 ? std::min(deadline, Clock::now() + std::chrono::milliseconds(patience)) : deadline;
        Result<QtSqlLink> link = QtSqlLink::open(pgSettings(endpoint, until), secret, until);
        if (!link) {
            Error error = link.error();
            if (error.kind == ErrorKind::Connection)
                error.kind = kindOfOpening(error.message);
            // libpq tries with TLS and without, and says twice what it was told twice.
            QStringList lines = error.message.split(u'\n');
            lines.removeDuplicates();
            error.message = lines.join(u'\n');
            return fail(std::move(error));
        }
        auto connection = std::make_unique<PgConnection>(std::move(*link), endpoint);
        if (Result<void> started = connection->start(until); !started)
            return fail(started.error());
        return connection;
    }
};

} // namespace

std::shared_ptr<const Driver> makePostgresqlDriver()
{
    return std::make_shared<PostgresqlDriver>();
}

} // namespace concord
