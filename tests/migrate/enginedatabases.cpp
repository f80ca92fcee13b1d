// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/enginedatabases.h"

#include "query/sqltext.h"
#include "support/opened.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::test {

QStringList EngineDatabases::engines()
{
    return {u"sqlite"_s, u"duckdb"_s, u"postgresql"_s, u"mysql"_s, u"mariadb"_s};
}

QString EngineDatabases::open(const QStringList &wanted)
{
    if (wanted.contains(u"postgresql")) {
        auto postgresql = PostgresqlDatabase::create(*testServer(u"postgresql17"_s));
        if (!postgresql)
            return postgresql.error();
        m_postgresql = std::move(*postgresql);
    }
    for (const QString &engine : {u"mysql"_s, u"mariadb"_s}) {
        if (!wanted.contains(engine))
            continue;
        auto made = MysqlDatabase::create(*testServer(engine));
        if (!made)
            return made.error();
        m_mysql.emplace(engine, std::move(*made));
    }
    if (const QString failed = wanted.contains(u"duckdb"_s) ? makeDuckdb(m_duckdb.filePath(u"empty.duckdb"_s)) : QString(); !failed.isEmpty())
        return failed;
    for (const QString &engine : {u"sqlite"_s, u"duckdb"_s}) {
        if (const QString failed = wanted.contains(engine) ? clear(engine) : QString(); !failed.isEmpty())
            return failed;
    }
    return {};
}

QString EngineDatabases::duckdbPath() const
{
    return m_duckdb.filePath(u"own.duckdb"_s);
}

QString EngineDatabases::clear(const QString &engine)
{
    if (engine == u"sqlite") {
        m_sqlite = std::make_unique<SqliteFile>();
        return {};
    }
    if (engine == u"duckdb") {
        QFile::remove(duckdbPath());
        QFile::remove(duckdbPath() + u".wal"_s);
        return QFile::copy(m_duckdb.filePath(u"empty.duckdb"_s), duckdbPath()) ? QString() : u"cannot make "_s + duckdbPath();
    }
    if (engine == u"postgresql") {
        (void)m_postgresql->execute(u"ROLLBACK"_s);
        return m_postgresql->clear();
    }
    return m_mysql.at(engine).clear();
}

QString EngineDatabases::run(const QString &engine, const QString &script)
{
    if (engine == u"sqlite")
        return m_sqlite->exec(script);
    if (engine == u"duckdb")
        return runOnDuckdb(script);
    if (engine == u"postgresql")
        return m_postgresql->execute(script);
    return m_mysql.at(engine).run(script);
}

QString EngineDatabases::runOnDuckdb(const QString &script)
{
    const auto connection = concord::test::open(duckdbEndpoint(duckdbPath()));
    if (!connection)
        return connection.error().message;
    const auto statements = splitScript(script, drivers().find(u"duckdb"_s)->dialect());
    if (!statements)
        return statements.error().message;
    for (const ScriptStatement &statement : *statements) {
        const Answer answer = concord::test::run(**connection, statement.text);
        if (answer.error)
            return answer.error->message + u"\nin:\n"_s + statement.text;
    }
    return {};
}

CatalogPtr EngineDatabases::read(const QString &engine)
{
    if (engine == u"sqlite")
        return m_sqlite->read();
    if (engine == u"postgresql")
        return m_postgresql->read().value_or(nullptr);
    if (engine != u"duckdb")
        return m_mysql.at(engine).read().value_or(nullptr);
    const auto connection = concord::test::open(duckdbEndpoint(duckdbPath(), true));
    return connection ? (*connection)->readCatalog({}, {}, Clock::now() + 30s).value_or(nullptr) : nullptr;
}

CatalogPtr EngineDatabases::readEmpty(const QString &engine)
{
    if (!clear(engine).isEmpty())
        return nullptr;
    CatalogPtr &empty = m_empty[engine];
    if (!empty) // nothing is the same each time, and DuckDB opens slowly
        empty = read(engine);
    return empty;
}

QString EngineDatabases::apply(const QString &engine, const Migration &migration, const MigrationOptions &options)
{
    if (engine != u"mysql" && engine != u"mariadb")
        return run(engine, migrationScript(migration, options));
    for (const QString &statement : migrationStatements(migration, options)) {
        if (QString failed = m_mysql.at(engine).run(statement); !failed.isEmpty())
            return failed;
    }
    return {};
}

CompareEnd EngineDatabases::endOf(const CatalogPtr &catalog, const QString &engine)
{
    CompareEnd end;
    end.catalog = catalog;
    end.dialect = &drivers().find(engine)->dialect();
    end.name = engine;
    return end;
}

Migration EngineDatabases::plan(const QString &leftEngine, const CatalogPtr &left, const QString &rightEngine, const CatalogPtr &right,
                                const Mapping &mapping)
{
    const auto driver = drivers().find(leftEngine);
    return planMigration(compareCatalogs(endOf(left, leftEngine), endOf(right, rightEngine), {{}, mapping, true, {}}),
                         {driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect(),
                          &drivers().find(rightEngine)->schemaChanger()->terms()});
}

} // namespace concord::test
