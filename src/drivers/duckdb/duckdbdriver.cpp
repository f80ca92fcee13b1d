// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbdriver.h"

#include "connection/driver.h"
#include "duckdb/duckdbchanger.h"
#include "duckdb/duckdbconnection.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdbschemawriter.h"
#include "duckdb/duckdbtarget.h"
#include "duckdb/duckdbtypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

class DuckdbDriver final : public Driver
{
public:
    const EngineInfo &info() const override
    {
        // The rest is in the plugin's metadata (duckdb.json), which is what the registry shows.
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"duckdb"_s;
            made.displayName = u"DuckDB"_s;
            made.isFile = true;
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return duckdbDialect(); }
    const TypeSystem &types() const override { return duckdbTypes(); }
    const SchemaWriter &schemaWriter() const override { return duckdbSchemaWriter(); }
    const SchemaChanger *schemaChanger() const override { return &duckdbSchemaChanger(); }

    Result<void> check(const Endpoint &endpoint) const override
    {
        if (endpoint.options.tls != TlsMode::Default)
            return fail(ErrorKind::Tls, QCoreApplication::translate("DuckdbDriver", "A DuckDB database is a file; there is no TLS to set."));
        if (!endpoint.options.extra.isEmpty())
            return fail(ErrorKind::Usage,
                        QCoreApplication::translate("DuckdbDriver", "DuckDB has no option “%1”.").arg(endpoint.options.extra.firstKey()));
        return {};
    }

    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &, Deadline deadline) const override
    {
        if (Result<void> possible = check(endpoint); !possible)
            return fail(possible.error());
        Result<DuckdbTarget> target = duckdbTarget(endpoint.database);
        if (!target)
            return fail(target.error());
        auto connection = std::make_unique<DuckdbConnection>(endpoint, std::move(*target));
        if (Result<void> started = connection->start(deadline); !started)
            return fail(started.error());
        return connection;
    }
};

} // namespace

std::shared_ptr<const Driver> makeDuckdbDriver()
{
    return std::make_shared<const DuckdbDriver>();
}

} // namespace concord
