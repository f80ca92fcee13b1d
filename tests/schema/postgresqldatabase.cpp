// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/postgresqldatabase.h"

#include "query/sqltext.h"
#include "schema/roundtrip.h"

using namespace Qt::StringLiterals;

namespace concord::test {

static const Driver &postgresql()
{
    static const std::shared_ptr<const Driver> driver = drivers().find(u"postgresql"_s);
    return *driver;
}

std::expected<std::unique_ptr<PostgresqlDatabase>, QString> PostgresqlDatabase::create(const TestServer &server)
{
    auto scratch = ScratchDatabase::create(server);
    if (!scratch)
        return std::unexpected(scratch.error());
    std::unique_ptr<PostgresqlDatabase> database(new PostgresqlDatabase(std::move(*scratch)));
    auto connection = open(serverEndpoint(server, database->name()), serverSecret(server));
    if (!connection)
        return std::unexpected(connection.error().message);
    database->m_connection = std::move(*connection);
    return database;
}

QString PostgresqlDatabase::execute(const QString &script)
{
    const auto statements = splitScript(script, postgresql().dialect());
    if (!statements)
        return statements.error().message;
    for (const ScriptStatement &statement : *statements) {
        if (const Answer answer = run(*m_connection, statement.text); answer.error)
            return answer.error->message + u" in\n"_s + statement.text;
    }
    return {};
}

QString PostgresqlDatabase::execute(const std::vector<DdlStatement> &statements)
{
    for (const DdlStatement &statement : statements) {
        if (const Answer answer = run(*m_connection, statement.sql); answer.error)
            return answer.error->message + u" in\n"_s + statement.sql;
    }
    return {};
}

QString PostgresqlDatabase::clear()
{
    return execute(uR"(
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.oid >= 16384 AND n.nspname !~ '^pg_'
          LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP; -- before the functions that their indexes' options need
          FOR name IN SELECT extname FROM pg_extension WHERE oid >= 16384 LOOP EXECUTE format('DROP EXTENSION %I CASCADE', name); END LOOP;
          FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
          LOOP EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP;
          FOR name IN SELECT pubname FROM pg_publication LOOP EXECUTE format('DROP PUBLICATION %I', name); END LOOP;
          FOR name IN SELECT fdwname FROM pg_foreign_data_wrapper WHERE oid >= 16384
          LOOP EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', name); END LOOP;
          FOR name IN SELECT evtname FROM pg_event_trigger LOOP EXECUTE format('DROP EVENT TRIGGER %I', name); END LOOP;
        END $$;
        SET allow_system_table_mods = on;
        DELETE FROM pg_default_acl; -- of roles, which stay
        CREATE SCHEMA public;
        DISCARD ALL)"_s);
}

Result<CatalogPtr> PostgresqlDatabase::read(const CatalogRequest &request)
{
    return m_connection->readCatalog(request, {}, noDeadline);
}

QString writtenBackDifferently(const Catalog &catalog, PostgresqlDatabase &copy, const WriteOptions &options)
{
    const std::vector<DdlStatement> script = createScript(catalog, postgresql().schemaWriter(), options);
    if (const QString error = copy.execute(script); !error.isEmpty())
        return error;
    const Result<CatalogPtr> again = copy.read();
    return again ? differences(catalog, **again) : again.error().message;
}

} // namespace concord::test
