// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/odbc.h"

#include "bench/benchservers.h"
#include "bench/fetch.h"
#include "bench/keepingsink.h"
#include "bench/report.h"
#include "bench/table.h"
#include "connection/driver.h"
#include "registry/drivers.h"

#include <sql.h>
#include <sqlext.h>

#include <array>

using namespace Qt::StringLiterals;

namespace concord::bench {

namespace {

constexpr auto odbcDriver = "PostgreSQL Unicode"_L1;
constexpr SQLULEN blockRows = 1000;

/// What isql and every tutorial do: bind columns of a block, fetch until there are no more.
class BareLoop
{
public:
    explicit BareLoop(const test::ScratchDatabase &database)
    {
        const test::TestServer &server = database.server();
        const QByteArray text = u"DRIVER={%1};SERVER=%2;PORT=%3;DATABASE=%4;UID=%5"_s.arg(odbcDriver)
                                    .arg(server.host)
                                    .arg(server.port)
                                    .arg(database.name(), server.user)
                                    .toLatin1();
        SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &m_environment);
        SQLSetEnvAttr(m_environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
        SQLAllocHandle(SQL_HANDLE_DBC, m_environment, &m_link);
        QByteArray writable = text;
        m_open = SQL_SUCCEEDED(
            SQLDriverConnect(m_link, nullptr, reinterpret_cast<SQLCHAR *>(writable.data()), SQL_NTS, nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT));
    }
    ~BareLoop()
    {
        if (m_open)
            SQLDisconnect(m_link);
        SQLFreeHandle(SQL_HANDLE_DBC, m_link);
        SQLFreeHandle(SQL_HANDLE_ENV, m_environment);
    }
    BareLoop(const BareLoop &) = delete;
    BareLoop &operator=(const BareLoop &) = delete;

    [[nodiscard]] bool isOpen() const { return m_open; }
    std::uint64_t fetch(QByteArray sql)
    {
        SQLHSTMT statement = nullptr;
        SQLAllocHandle(SQL_HANDLE_STMT, m_link, &statement);
        SQLULEN fetched = 0;
        SQLSetStmtAttr(statement, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(blockRows), 0);
        SQLSetStmtAttr(statement, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
        std::uint64_t rows = 0;
        if (SQL_SUCCEEDED(SQLExecDirect(statement, reinterpret_cast<SQLCHAR *>(sql.data()), SQL_NTS))) {
            const auto cells = bindAll(statement);
            while (SQL_SUCCEEDED(SQLFetchScroll(statement, SQL_FETCH_NEXT, 0)))
                rows += fetched;
        }
        SQLFreeHandle(SQL_HANDLE_STMT, statement);
        return rows;
    }

private:
    struct Cells
    {
        std::vector<char> bytes;
        std::array<SQLLEN, blockRows> lengths{};
    };
    static SQLSMALLINT typeFor(SQLSMALLINT sqlType)
    {
        switch (sqlType) {
        case SQL_BIGINT: return SQL_C_SBIGINT;
        case SQL_INTEGER: return SQL_C_SLONG;
        case SQL_DOUBLE:
        case SQL_FLOAT: return SQL_C_DOUBLE;
        case SQL_WCHAR:
        case SQL_WVARCHAR: return SQL_C_WCHAR;
        default: return SQL_C_CHAR;
        }
    }
    static std::vector<std::unique_ptr<Cells>> bindAll(SQLHSTMT statement)
    {
        SQLSMALLINT count = 0;
        SQLNumResultCols(statement, &count);
        std::vector<std::unique_ptr<Cells>> all;
        for (SQLUSMALLINT i = 1; i <= count; ++i) {
            SQLCHAR name[64];
            SQLSMALLINT length = 0;
            SQLSMALLINT type = 0;
            SQLULEN size = 0;
            SQLSMALLINT digits = 0;
            SQLSMALLINT nullable = 0;
            SQLDescribeCol(statement, i, name, sizeof name, &length, &type, &size, &digits, &nullable);
            const SQLSMALLINT cType = typeFor(type);
            const SQLULEN width = cType == SQL_C_CHAR ? 64 : cType == SQL_C_WCHAR ? (size + 1) * sizeof(SQLWCHAR) : 8;
            Cells &cells = *all.emplace_back(std::make_unique<Cells>());
            cells.bytes.resize(width * blockRows);
            SQLBindCol(statement, i, cType, cells.bytes.data(), static_cast<SQLLEN>(width), cells.lengths.data());
        }
        return all;
    }

    SQLHENV m_environment = nullptr;
    SQLHDBC m_link = nullptr;
    bool m_open = false;
};

} // namespace

static void measure(const test::ScratchDatabase &database, std::uint64_t expected)
{
    const QString what = u"psqlodbc, against a bare loop of bound blocks"_s;
    DriverRegistry registry;
    registerDrivers(registry);
    const test::TestServer &server = database.server();
    Endpoint endpoint;
    endpoint.engine = u"odbc"_s;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.user = server.user;
    endpoint.database = database.name();
    endpoint.options.extra.insert(u"driver"_s, odbcDriver);
    const auto connection = registry.find(endpoint.engine)->open(endpoint, {}, noDeadline);
    if (!connection)
        return skipped(what, connection.error().message);
    BareLoop bare(database);
    if (!bare.isOpen())
        return skipped(what, u"the bare loop could not connect"_s);
    QString problem;
    const auto ours = median([&] {
        KeepingSink sink;
        const Result<void> done = (*connection)->execute({u"select * from li"_s, {}}, sink);
        if (!done)
            problem = done.error().message;
        return done && sink.table->rowCount() == expected;
    });
    const auto theirs = median([&] { return bare.fetch("select * from li") == expected; });
    if (!ours || !theirs)
        return skipped(what, problem.isEmpty() ? u"not all rows came"_s : problem);
    line(what, *ours, *theirs, 1.3);
}

void measureOdbc(const ResultTable &rows, const QString &folder)
{
    heading(u"%L1 rows over ODBC into a result table"_s.arg(rows.rowCount()));
    const QString loadFile = folder + u"/li-odbc.tsv"_s;
    if (const Result<void> written = writeLoadFile(rows, loadFile); !written)
        return skipped(u"writing the rows"_s, written.error().message);
    const BenchServers servers(folder + u"/servers-odbc"_s, {u"postgresql17"_s});
    const auto server = test::testServer(u"postgresql17"_s);
    if (!server)
        return skipped(u"PostgreSQL"_s, u"no server here"_s);
    const auto database = test::ScratchDatabase::create(*server);
    if (!database)
        return skipped(u"PostgreSQL"_s, database.error());
    if (const QString error = loadPostgresql(*database, loadFile); !error.isEmpty())
        return skipped(u"PostgreSQL"_s, error);
    measure(*database, rows.rowCount());
}

} // namespace concord::bench
