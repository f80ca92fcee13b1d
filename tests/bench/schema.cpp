// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/schema.h"

#include "bench/benchservers.h"
#include "bench/mysqlschema.h"
#include "bench/report.h"
#include "bench/sqliteschema.h"
#include "bench/table.h"
#include "connection/driver.h"
#include "registry/drivers.h"
#include "schema/catalog.h"
#include "schema/readcatalog.h"

#include <malloc.h>

#include <algorithm>
#include <ctime>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

constexpr double memoryGoalKilobytes = 10; ///< a table of ten columns
constexpr double growthGoal = 11;          ///< the time for ten times the tables
constexpr double longEnough = 20;          ///< seconds of a peer (a dump of 10,000 MariaDB tables) that need no second run

/// Bytes that the program has got from malloc and not given back.
double heldKilobytes()
{
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / 1024;
}

struct Reading
{
    double seconds = 0;
    double ownSeconds = 0; ///< of the processor, by this program; what else runs on the machine changes it little
    double kilobytesPerTable = 0;
};

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Result<Reading> read(const Driver &driver, const SchemaPeer &peer, int tables)
{
    Result<std::unique_ptr<Connection>> connection = driver.open(peer.endpoint, peer.secret, noDeadline);
    if (!connection)
        return fail(connection.error());
    CatalogPtr catalog;
    std::optional<Error> problem;
    double before = 0;
    double after = 0;
    std::vector<double> own;
    const auto seconds = median([&] {
        catalog.reset();
        before = heldKilobytes();
        const double begun = processorSeconds();
        Result<CatalogPtr> answer = (*connection)->readCatalog({}, {}, noDeadline);
        own.push_back(processorSeconds() - begun);
        if (!answer) {
            problem = answer.error();
            return false;
        }
        catalog = std::move(*answer);
        after = heldKilobytes();
        if (catalog->count(ObjectKind::Table) != tables)
            problem = fail(ErrorKind::Internal, u"%1 tables came of %2"_s.arg(catalog->count(ObjectKind::Table)).arg(tables)).error();
        return !problem;
    });
    if (!seconds)
        return fail(*problem);
    std::ranges::sort(own);
    return Reading{*seconds, own[own.size() / 2], (after - before) / tables};
}

} // namespace

void measureSchema(const SchemaPeer &peer, int tables, const std::function<QString(int)> &make)
{
    DriverRegistry registry;
    registerDrivers(registry);
    const std::shared_ptr<const Driver> driver = registry.find(peer.endpoint.engine);
    if (!driver)
        return skipped(peer.what, u"no driver"_s);
    if (const QString problem = make(tables / 10); !problem.isEmpty())
        return skipped(peer.what, problem);
    const Result<Reading> few = read(*driver, peer, tables / 10);
    if (!few)
        return skipped(peer.what, few.error().message);
    if (const QString problem = make(tables); !problem.isEmpty())
        return skipped(peer.what, problem);
    const Result<Reading> many = read(*driver, peer, tables);
    if (!many)
        return skipped(peer.what, many.error().message);
    if (peer.program.isEmpty()) {
        line(peer.what, many->seconds, peer.goalSeconds, 1);
    } else {
        QString problem;
        const auto theirs = median(
            [&] {
                problem = runProgram(peer.program, peer.arguments, peer.passwordVariable, peer.password);
                return problem.isEmpty();
            },
            longEnough);
        if (!theirs)
            return skipped(peer.what, problem);
        line(peer.what, many->seconds, *theirs, peer.goal);
    }
    line(u"  ten times the tables, against one time"_s, many->seconds, few->seconds, growthGoal);
    line(u"  the same in the program's own processor time"_s, many->ownSeconds, few->ownSeconds, growthGoal);
    line(u"  memory of a table"_s, many->kilobytesPerTable, memoryGoalKilobytes, 1, u"kB"_s);
}

/// Tables of ten columns with a key, an index and a foreign key to the table before.
static QString postgresqlTables(int tables)
{
    QString script = u"DROP SCHEMA public CASCADE; CREATE SCHEMA public; SET synchronous_commit = off;\n"_s;
    for (int i = 0; i < tables; ++i) {
        const QString name = u"customer_order_%1"_s.arg(i);
        script +=
            u"CREATE TABLE %1 (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint%2, name varchar(200) NOT NULL,"
            " amount numeric(12,2) NOT NULL DEFAULT 0, quantity integer, created_at timestamptz NOT NULL DEFAULT now(),"
            " active boolean NOT NULL DEFAULT true, code char(8), notes text, payload jsonb);\nCREATE INDEX ON %1 (name, created_at DESC);\n"_s.arg(
                name, i > 0 ? u" REFERENCES customer_order_%1"_s.arg(i - 1) : QString());
    }
    return script + u"ANALYZE pg_catalog.pg_class, pg_catalog.pg_attribute, pg_catalog.pg_constraint, pg_catalog.pg_index, pg_catalog.pg_depend;\n"_s;
}

static void measurePostgresql(int tables)
{
    SchemaPeer peer;
    peer.what = u"PostgreSQL, against pg_dump -s"_s;
    peer.goal = 0.5;
    const auto server = test::testServer(u"postgresql17"_s);
    if (!server)
        return skipped(peer.what, u"no server here"_s);
    const auto database = test::ScratchDatabase::create(*server);
    if (!database)
        return skipped(peer.what, database.error());
    peer.endpoint.engine = u"postgresql"_s;
    peer.endpoint.host = server->host;
    peer.endpoint.port = server->port;
    peer.endpoint.user = server->user;
    peer.endpoint.database = database->name();
    peer.endpoint.options.tls = TlsMode::Disable;
    peer.secret = Secret(server->password.toUtf8());
    peer.program = u"pg_dump"_s;
    peer.passwordVariable = u"PGPASSWORD"_s;
    peer.password = server->password;
    const QString place =
        u"host=%1 port=%2 user=%3 dbname=%4 sslmode=disable"_s.arg(server->host).arg(server->port).arg(server->user, database->name());
    peer.arguments = {u"-s"_s, u"-f"_s, u"/dev/null"_s, u"-d"_s, place};
    // A database with a table in each transaction, so that no lock table runs full.
    measureSchema(peer, tables, [&](int count) {
        return runProgram(u"psql"_s, {u"-X"_s, u"-q"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-d"_s, place}, peer.passwordVariable, peer.password,
                          postgresqlTables(count));
    });
}

void measureSchemas(int tables, const QString &folder, const QString &engine)
{
    heading(u"Catalogs of %L1 tables with 10 columns, a key, an index and a foreign key"_s.arg(tables));
    const auto want = [&engine](QStringView one) { return engine.isEmpty() || engine == one; };
    if (want(u"sqlite"))
        measureSqliteSchema(tables, folder);
    QStringList names;
    if (want(u"postgresql"))
        names.append(u"postgresql17"_s);
    if (want(u"mariadb"))
        names.append(u"mariadb"_s);
    if (names.isEmpty())
        return;
    const BenchServers servers(folder + u"/servers"_s, names);
    if (want(u"postgresql"))
        measurePostgresql(tables);
    if (want(u"mariadb"))
        measureMariadbSchema(tables);
}

} // namespace concord::bench
