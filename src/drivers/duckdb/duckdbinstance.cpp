// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbinstance.h"

#include "duckdb/duckdberror.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QStandardPaths>

#include <unistd.h>

#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbInstance", text);
}

/// The files that this process has open, each with how many share it. A file is opened and closed under the lock.
struct OpenFiles
{
    struct Entry
    {
        duckdb_database database = nullptr;
        int users = 0;
        bool canWrite = false;
    };
    std::mutex mutex;
    QHash<QString, Entry> entries;
};

OpenFiles &openFiles()
{
    static OpenFiles files;
    return files;
}

QByteArray memoryLimit()
{
    // A third of the machine: results have a quarter of it, and the engine over them a third.
    const auto bytes = static_cast<quint64>(sysconf(_SC_PHYS_PAGES)) * static_cast<quint64>(sysconf(_SC_PAGESIZE)) / 3;
    return QByteArray::number(bytes / 1'048'576) + "MiB";
}

enum class Access { ReadOnly, ReadWrite, Memory };

Result<duckdb_database> openDatabase(const QByteArray &path, Access access)
{
    DuckdbConfig config;
    duckdb_create_config(config.out());
    const auto set = [&](const char *name, const QByteArray &value) { duckdb_set_config(config.get(), name, value.constData()); };
    set("memory_limit", memoryLimit());
    // DuckDB's own choice is a folder beside the file. It is made when something is spilled, and removed.
    const QString spill = QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + u"/duckdb-%1"_s.arg(QCoreApplication::applicationPid());
    set("temp_directory", QDir::toNativeSeparators(spill).toUtf8());
    set("autoinstall_known_extensions", "false");
    set("errors_as_json", "true");
    if (access != Access::Memory)
        set("access_mode", access == Access::ReadOnly ? "READ_ONLY" : "READ_WRITE");
    if (access != Access::ReadWrite)
        set("autoload_known_extensions", "false");
    if (access == Access::ReadOnly) {
        set("enable_external_access", "false");
        set("lock_configuration", "true");
    }
    duckdb_database database = nullptr;
    char *words = nullptr;
    if (duckdb_open_ext(access == Access::Memory ? nullptr : path.constData(), &database, config.get(), &words) == DuckDBSuccess)
        return database;
    Error error = duckdbError(QByteArray(words));
    duckdb_free(words);
    if (error.kind == ErrorKind::Server)
        error.kind = ErrorKind::Io;
    if (access != Access::Memory)
        error.message = tr("%1 cannot be opened: %2").arg(QDir::toNativeSeparators(QString::fromUtf8(path)), error.message);
    return fail(std::move(error));
}

} // namespace

DuckdbInstance::DuckdbInstance(duckdb_database database, QString path, bool canWrite)
    : m_database(database),
      m_path(std::move(path)),
      m_canWrite(canWrite)
{}

DuckdbInstance::~DuckdbInstance()
{
    if (m_path.isEmpty()) {
        duckdb_close(&m_database);
        return;
    }
    OpenFiles &files = openFiles();
    const std::scoped_lock lock(files.mutex);
    const auto entry = files.entries.find(m_path);
    if (--entry->users == 0) {
        duckdb_close(&entry->database);
        files.entries.erase(entry);
    }
}

Result<std::shared_ptr<DuckdbInstance>> DuckdbInstance::openMemory()
{
    Result<duckdb_database> database = openDatabase({}, Access::Memory);
    if (!database)
        return fail(database.error());
    return std::shared_ptr<DuckdbInstance>(new DuckdbInstance(*database, {}, true));
}

Result<std::shared_ptr<DuckdbInstance>> DuckdbInstance::openFile(const DuckdbTarget &target, bool readOnly, const std::function<bool()> &waits)
{
    const auto tryOnce = [&]() -> Result<std::shared_ptr<DuckdbInstance>> {
        OpenFiles &files = openFiles();
        const std::scoped_lock lock(files.mutex);
        auto entry = files.entries.find(target.path);
        if (entry == files.entries.end()) {
            // DuckDB takes a file of no bytes for a damaged one; as with SQLite it is a database that is still to be filled.
            if (target.isEmpty && !readOnly && QFileInfo(target.path).size() == 0)
                QFile::remove(target.path);
            Result<duckdb_database> database = openDatabase(target.path.toUtf8(), readOnly ? Access::ReadOnly : Access::ReadWrite);
            if (!database)
                return fail(database.error());
            entry = files.entries.insert(target.path, {*database, 0, !readOnly});
        } else if (!readOnly && !entry->canWrite) {
            return fail(ErrorKind::Busy,
                        tr("%1 is being read by a read-only connection of this program.").arg(QDir::toNativeSeparators(target.path)));
        }
        ++entry->users;
        return std::shared_ptr<DuckdbInstance>(new DuckdbInstance(entry->database, target.path, entry->canWrite));
    };
    for (;;) {
        Result<std::shared_ptr<DuckdbInstance>> opened = tryOnce();
        if (opened || opened.error().kind != ErrorKind::Busy || !waits())
            return opened;
        std::this_thread::sleep_for(20ms);
    }
}

} // namespace concord
