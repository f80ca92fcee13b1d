// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/fetch.h"

#include "bench/benchservers.h"
#include "bench/keepingsink.h"
#include "bench/report.h"
#include "bench/table.h"
#include "connection/driver.h"
#include "registry/drivers.h"
#include "servers/testservers.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

/// What is fetched, and the peer's command line.
struct Peer
{
    QString what;
    Endpoint endpoint;
    Secret secret;
    double goal = 1;
    QString program;
    QStringList arguments;
    QString passwordVariable;
    QString password;
};

} // namespace

static Result<std::uint64_t> fetch(Connection &connection)
{
    KeepingSink sink;
    if (Result<void> done = connection.execute({u"select * from li"_s, {}}, sink); !done)
        return fail(done.error());
    return sink.table->rowCount();
}

static void measure(const Peer &peer, std::uint64_t expected)
{
    DriverRegistry registry;
    registerDrivers(registry);
    const std::shared_ptr<const Driver> driver = registry.find(peer.endpoint.engine);
    if (!driver)
        return skipped(peer.what, u"no driver"_s);
    Result<std::unique_ptr<Connection>> connection = driver->open(peer.endpoint, peer.secret, noDeadline);
    if (!connection)
        return skipped(peer.what, connection.error().message);
    QString problem;
    const auto ours = median([&] {
        const Result<std::uint64_t> rows = fetch(**connection);
        if (!rows || *rows != expected)
            problem = rows ? u"%1 rows came of %2"_s.arg(*rows).arg(expected) : rows.error().message;
        return problem.isEmpty();
    });
    const auto theirs = median([&] {
        problem = problem.isEmpty() ? runProgram(peer.program, peer.arguments, peer.passwordVariable, peer.password) : problem;
        return problem.isEmpty();
    });
    if (!ours || !theirs)
        return skipped(peer.what, problem);
    line(peer.what, *ours, *theirs, peer.goal);
}

static void measureSqlite(const QString &folder, const QString &loadFile, std::uint64_t rows)
{
    Peer peer;
    peer.what = u"SQLite, against sqlite3 -readonly"_s;
    peer.goal = 1.1;
    peer.endpoint.engine = u"sqlite"_s;
    peer.endpoint.database = folder + u"/li.db"_s;
    peer.program = u"sqlite3"_s;
    peer.arguments = {u"-readonly"_s, peer.endpoint.database, u"select * from li"_s};
    // .import knows no NULL.
    const QString script = createTable(u"double"_s, u"timestamp"_s) + u";\n.mode tabs\n.import "_s + loadFile
                           + u" li\nupdate li set shipmode = NULL where shipmode = '\\N';\n"_s;
    if (const QString error = runProgram(u"sqlite3"_s, {peer.endpoint.database}, {}, {}, script); !error.isEmpty())
        return skipped(peer.what, error);
    measure(peer, rows);
}

static Peer serverPeer(const QString &what, const test::ScratchDatabase &database)
{
    const test::TestServer &server = database.server();
    Peer peer;
    peer.what = what;
    peer.endpoint.engine = server.name.startsWith(u"postgresql") ? u"postgresql"_s : u"mariadb"_s;
    peer.endpoint.host = server.host;
    peer.endpoint.port = server.port;
    peer.endpoint.user = server.user;
    peer.endpoint.database = database.name();
    peer.endpoint.options.tls = TlsMode::Disable;
    peer.secret = Secret(server.password.toUtf8());
    peer.password = server.password;
    return peer;
}

static QStringList psqlArguments(const test::ScratchDatabase &database)
{
    const test::TestServer &server = database.server();
    return {u"-X"_s, u"-q"_s,
            u"-v"_s, u"ON_ERROR_STOP=1"_s,
            u"-d"_s, u"host=%1 port=%2 user=%3 dbname=%4 sslmode=disable"_s.arg(server.host).arg(server.port).arg(server.user, database.name())};
}

QString loadPostgresql(const test::ScratchDatabase &database, const QString &loadFile)
{
    const QString script = createTable(u"double precision"_s, u"timestamp"_s) + u";\n\\copy li from '"_s + loadFile + u"'\nvacuum analyze li;\n"_s;
    return runProgram(u"psql"_s, psqlArguments(database), u"PGPASSWORD"_s, database.server().password, script);
}

static void measurePostgresql(const QString &loadFile, std::uint64_t rows)
{
    const QString what = u"PostgreSQL, against \\copy in binary"_s;
    const auto server = test::testServer(u"postgresql17"_s);
    if (!server)
        return skipped(what, u"no server here"_s);
    const auto database = test::ScratchDatabase::create(*server);
    if (!database)
        return skipped(what, database.error());
    Peer peer = serverPeer(what, *database);
    peer.goal = 1.3;
    peer.program = u"psql"_s;
    peer.passwordVariable = u"PGPASSWORD"_s;
    if (const QString error = loadPostgresql(*database, loadFile); !error.isEmpty())
        return skipped(what, error);
    peer.arguments = psqlArguments(*database) + QStringList{u"-c"_s, u"\\copy li to /dev/null (format binary)"_s};
    measure(peer, rows);
}

static void measureMariadb(const QString &loadFile, std::uint64_t rows)
{
    const QString what = u"MariaDB, against mariadb --quick -BN"_s;
    const auto server = test::testServer(u"mariadb"_s);
    if (!server)
        return skipped(what, u"no server here"_s);
    const auto database = test::ScratchDatabase::create(*server);
    if (!database)
        return skipped(what, database.error());
    Peer peer = serverPeer(what, *database);
    peer.goal = 1.2;
    peer.program = u"mariadb"_s;
    peer.passwordVariable = u"MYSQL_PWD"_s;
    const QStringList common{u"--no-defaults"_s,
                             u"--skip-ssl"_s,
                             u"--host="_s + server->host,
                             u"--port=%1"_s.arg(server->port),
                             u"--protocol=tcp"_s,
                             u"--user="_s + server->user,
                             u"--local-infile=1"_s,
                             u"--default-character-set=utf8mb4"_s,
                             database->name()};
    const QString script =
        createTable(u"double"_s, u"datetime(6)"_s) + u";\nload data local infile '"_s + loadFile + u"' into table li;\nanalyze table li;\n"_s;
    if (const QString error = runProgram(u"mariadb"_s, common, peer.passwordVariable, peer.password, script); !error.isEmpty())
        return skipped(what, error);
    peer.arguments = common + QStringList{u"--quick"_s, u"-BN"_s, u"-e"_s, u"select * from li"_s};
    measure(peer, rows);
}

void measureFetching(const ResultTable &rows, const QString &folder)
{
    heading(u"%L1 rows into a result table"_s.arg(rows.rowCount()));
    const QString loadFile = folder + u"/li.tsv"_s;
    if (const Result<void> written = writeLoadFile(rows, loadFile); !written)
        return skipped(u"writing the rows"_s, written.error().message);
    measureSqlite(folder, loadFile, rows.rowCount());
    const BenchServers servers(folder + u"/servers"_s, {u"postgresql17"_s, u"mariadb"_s});
    measurePostgresql(loadFile, rows.rowCount());
    measureMariadb(loadFile, rows.rowCount());
}

} // namespace concord::bench
