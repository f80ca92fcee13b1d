// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/duck.h"

#include "compute/engine.h"

#include <QCoreApplication>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace concord {

std::string duckLiteral(const QString &text)
{
    QString inner = text;
    inner.replace(u'\'', u"''"_s);
    // SQL text ends at a NUL; the value goes on.
    inner.replace(QChar(u'\0'), u"'||chr(0)||'"_s);
    return (u"('"_s + inner + u"')"_s).toStdString();
}

std::string duckName(const QString &name)
{
    QString inner = name;
    inner.remove(QChar(u'\0')).replace(u'"', u"\"\""_s);
    return (u'"' + inner + u'"').toStdString();
}

static std::string memoryLimit()
{
    // A third of the machine: the results themselves have a quarter.
    const auto bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 3;
    return std::to_string(bytes / 1'048'576) + "MiB";
}

static Result<void> runAll(duckdb_connection connection, const std::vector<std::string> &statements)
{
    for (const std::string &statement : statements) {
        duckdb_result result{};
        const bool failed = duckdb_query(connection, statement.c_str(), &result) == DuckDBError;
        const QString words = failed ? QString::fromUtf8(duckdb_result_error(&result)) : QString();
        duckdb_destroy_result(&result);
        if (failed)
            return fail(ErrorKind::Internal, QCoreApplication::translate("ComputeEngine", "The compute engine does not start: %1").arg(words));
    }
    return {};
}

Result<std::shared_ptr<Duck>> Duck::open(const DuckLimits &limits)
{
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    const auto set = [&](const char *name, const std::string &value) { duckdb_set_config(config, name, value.c_str()); };
    set("memory_limit", memoryLimit());
    set("temp_directory", limits.spillFolder.toStdString());
    set("autoinstall_known_extensions", "false");
    set("autoload_known_extensions", "false");
    set("preserve_insertion_order", limits.keepsOrder ? "true" : "false");

    std::shared_ptr<Duck> duck(new Duck);
    char *words = nullptr;
    const bool failed = duckdb_open_ext(nullptr, &duck->m_database, config, &words) == DuckDBError;
    duckdb_destroy_config(&config);
    if (failed) {
        const QString message = QCoreApplication::translate("ComputeEngine", "The compute engine does not start: %1").arg(QString::fromUtf8(words));
        duckdb_free(words);
        return fail(ErrorKind::Internal, message);
    }
    std::vector<std::string> doors;
    if (!limits.directory.isEmpty())
        doors.push_back("SET allowed_directories = [" + duckLiteral(limits.directory) + "]");
    doors.emplace_back("SET enable_external_access = false");
    doors.emplace_back("SET lock_configuration = true");
    const DuckConnection connection(duck);
    if (Result<void> shut = runAll(connection.handle(), doors); !shut)
        return fail(shut.error());
    return duck;
}

Duck::~Duck()
{
    duckdb_close(&m_database);
}

DuckConnection::DuckConnection(std::shared_ptr<Duck> duck) : m_duck(std::move(duck))
{
    duckdb_connect(m_duck->database(), &m_connection);
}

DuckConnection::~DuckConnection()
{
    duckdb_disconnect(&m_connection);
}

Result<void> DuckResult::run(const DuckConnection &connection, const std::string &sql, const CancelToken *token)
{
    duckdb_destroy_result(&m_result);
    const bool failed = duckdb_query(connection.handle(), sql.c_str(), &m_result) == DuckDBError;
    if (token && token->isCancelled())
        return fail(ErrorKind::Cancelled, QCoreApplication::translate("ComputeEngine", "Cancelled."));
    if (!failed)
        return {};
    const bool input = duckdb_result_error_type(&m_result) == DUCKDB_ERROR_INVALID_INPUT;
    return fail(input ? ErrorKind::Usage : ErrorKind::Internal, QString::fromUtf8(duckdb_result_error(&m_result)));
}

} // namespace concord
