// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mysqldatabase.h"

#include "query/sqltext.h"
#include "schema/schemawriter.h"
#include "support/onserver.h"

using namespace Qt::StringLiterals;

namespace concord::test {

static std::shared_ptr<const Driver> driverOf(const TestServer &server)
{
    return drivers().find(serverEndpoint(server, {}).engine);
}

MysqlDatabase::MysqlDatabase(ScratchDatabase scratch, std::unique_ptr<Connection> connection)
    : m_scratch(std::move(scratch)),
      m_connection(std::move(connection))
{}

std::expected<MysqlDatabase, QString> MysqlDatabase::create(const TestServer &server)
{
    auto scratch = ScratchDatabase::create(server);
    if (!scratch)
        return std::unexpected(scratch.error());
    auto connection = open(serverEndpoint(server, scratch->name()), serverSecret(server));
    if (!connection)
        return std::unexpected(connection.error().message);
    return MysqlDatabase(std::move(*scratch), std::move(*connection));
}

QString MysqlDatabase::run(const QString &script) const
{
    const auto statements = splitScript(script, driverOf(m_scratch.server())->dialect());
    if (!statements)
        return statements.error().message;
    for (const ScriptStatement &statement : *statements) {
        if (const Answer answer = test::run(*m_connection, statement.text); answer.error)
            return answer.error->message + u"\nin: "_s + statement.text.first(qMin(statement.text.size(), 2000));
    }
    return {};
}

QString MysqlDatabase::clear() const
{
    return run(
        u"DROP DATABASE `%1`; CREATE DATABASE `%1`; USE `%1`; SET SESSION sql_mode = DEFAULT, SESSION foreign_key_checks = DEFAULT"_s.arg(name()));
}

Result<CatalogPtr> MysqlDatabase::read(const CatalogRequest &request) const
{
    return m_connection->readCatalog(request, {}, Clock::now() + std::chrono::minutes(2));
}

QString MysqlDatabase::write(const Catalog &catalog) const
{
    WriteOptions options;
    options.ownSchema = catalog.info().database;
    for (const DdlStatement &statement : createScript(catalog, driverOf(m_scratch.server())->schemaWriter(), options)) {
        if (statement.sql.isEmpty()) // a note alone
            continue;
        if (const Answer answer = test::run(*m_connection, statement.sql); answer.error)
            return answer.error->message + u"\nin: "_s + statement.sql;
    }
    return {};
}

Result<std::unique_ptr<Connection>> openAs(const TestServer &server, const QString &user, const QString &password, const QString &database)
{
    Endpoint endpoint = serverEndpoint(server, database);
    endpoint.user = user;
    return open(endpoint, Secret(password.toUtf8()));
}

} // namespace concord::test
