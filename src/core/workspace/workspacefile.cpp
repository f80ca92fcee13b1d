// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspacefile.h"

#include "base/threadguard.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QSqlError>
#include <QStorageInfo>
#include <QThread>
#include <QUrl>
#include <QUuid>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr qint64 checkedWholeBytes = 4 << 20; ///< up to here every page is read at opening: 2 ms a megabyte
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}

/// SQLite's primary result codes (https://sqlite.org/rescode.html); its header is not for this layer.
ErrorKind kindOf(int code)
{
    switch (code & 0xff) {
    case 5:
    case 6: return ErrorKind::Busy;
    case 11:
    case 26: return ErrorKind::Damaged;
    case 3:
    case 8:
    case 10:
    case 13:
    case 14: return ErrorKind::Io;
    default: return ErrorKind::Internal;
    }
}

std::unexpected<Error> failed(const QString &path, const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    constexpr qint64 hardlyAny = 64 << 10; // what SQLite wants for its log's index
    if (kindOf(code.toInt()) == ErrorKind::Io && QStorageInfo(QFileInfo(path).path()).bytesAvailable() < hardlyAny)
        words += u' ' + tr("(the disk is full)");
    if (kindOf(code.toInt()) == ErrorKind::Damaged)
        return fail(ErrorKind::Damaged,
                    tr("The workspace %1 is damaged: %2. Copy the file before anything else; sqlite3's .recover may save what is in it, and a copy "
                       "from before an update of Concord may lie beside it (.bak).")
                        .arg(path, words),
                    code);
    return fail(kindOf(code.toInt()), tr("The workspace %1: %2").arg(path, words), code);
}

QString uri(const QString &path, const QString &query)
{
    const QString slash = path.startsWith(u'/') ? QString() : u"/"_s; // file:///C:/…
    return u"file://"_s + slash + QString::fromLatin1(QUrl::toPercentEncoding(path, "/:")) + u'?' + query;
}

Result<void> checkPlugin()
{
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return fail(ErrorKind::Io, tr("Qt's SQLite plugin (QSQLITE) is not installed; the workspace cannot be read without it."));
    return {};
}

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QFileInfo info(folder);
    if (!QDir().mkpath(info.path())
        || (!QDir().mkdir(folder, ownerOnly | QFileDevice::ExeOwner) && !QFileInfo(folder).isDir())) // another was quicker
        return fail(ErrorKind::Io, tr("The folder %1 for the workspace cannot be made.").arg(folder));
    return {};
}

Result<void> checkPlace(const QString &path)
{
    const QFileInfo file(path);
    if (file.isDir())
        return fail(ErrorKind::Io, tr("%1 is a folder, not a workspace file.").arg(path));
    if (!file.isFile())
        return fail(ErrorKind::Io, tr("%1 is not a regular file.").arg(path));
    if (!file.isReadable())
        return fail(ErrorKind::Io, tr("The workspace %1 may not be read by this user.").arg(path));
    return {};
}

Result<void> checkWritable(const QString &path)
{
    if (!QFileInfo(path).isWritable())
        return fail(ErrorKind::Io, tr("The workspace %1 is read-only.").arg(path));
    const QString folder = QFileInfo(QFileInfo(path).canonicalFilePath()).path();
    if (!QFileInfo(folder).isWritable())
        return fail(ErrorKind::Io, tr("The folder %1 is read-only; the workspace %2 needs to write beside itself.").arg(folder, path));
    return {};
}

/// The workspaces that this process has open, by their real paths, and how often. To open and close such a file by other means than
/// SQLite's, reading its header say, lets go of every lock that SQLite holds on it in this process: another program then takes the log
/// for left behind and removes it, with what is written there (https://sqlite.org/howtocorrupt.html, 2.2).
struct OpenPaths
{
    QMutex mutex;
    QHash<QString, int> count;
};

OpenPaths &openPaths()
{
    static OpenPaths paths;
    return paths;
}

/// Gives a finished file its name unless another program was quicker. Not by QFile::rename: where the name appears
/// between its look and its move, it copies over the file that others have open by then.
bool moveIntoPlace(const QString &finished, const QString &path)
{
    std::error_code error;
    std::filesystem::create_hard_link(QFileInfo(finished).filesystemFilePath(), QFileInfo(path).filesystemFilePath(), error);
    if (!error || error == std::errc::file_exists)
        return true;
    return QFile::rename(finished, path) || QFileInfo::exists(path); // a file system without hard links
}

} // namespace

WorkspaceFile::WorkspaceFile(QString path) : m_path(std::move(path)) {}

WorkspaceFile::~WorkspaceFile()
{
    disconnect();
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::open(const QString &givenPath, const WorkspaceSteps &steps)
{
    if (const auto plugin = checkPlugin(); !plugin)
        return fail(plugin.error());
    if (givenPath.isEmpty())
        return fail(ErrorKind::Usage, tr("The workspace's file name is empty."));
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(givenPath));
    if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink()) {
        if (const auto created = create(path, steps); !created)
            return fail(created.error());
    }
    return openExisting(path, steps, Access::Write);
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::openToRead(const QString &givenPath, const WorkspaceSteps &steps)
{
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(givenPath));
    const bool exists = !givenPath.isEmpty() && QFileInfo::exists(path);
    return exists ? openExisting(path, steps, Access::ReadAtLeast) : open(givenPath, steps);
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::openExisting(const QString &path, const WorkspaceSteps &steps, Access access)
{
    if (const auto plugin = checkPlugin(); !plugin)
        return fail(plugin.error());
    if (const auto place = checkPlace(path); !place)
        return fail(place.error());
    std::unique_ptr<WorkspaceFile> file(new WorkspaceFile(path));
    const auto header = file->connectChecked(steps, access);
    if (!header)
        return fail(header.error());
    if (const auto migrated = file->migrate(steps); !migrated)
        return fail(migrated.error());
    if (!file->m_writable)
        return file;
    if (!header->isWal) // no error where it cannot be: a file system without shared memory
        (void)file->run(u"PRAGMA journal_mode=WAL"_s);
    for (const QString &pragma : {u"PRAGMA synchronous=NORMAL"_s, u"PRAGMA foreign_keys=ON"_s}) {
        if (const auto set = file->run(pragma); !set)
            return fail(set.error());
    }
    const auto permissions = QFile::permissions(path);
    if ((permissions & ~(ownerOnly | QFileDevice::ReadUser | QFileDevice::WriteUser)) != 0)
        QFile::setPermissions(path, ownerOnly);
    return file;
}

Result<std::unique_ptr<WorkspaceFile>> WorkspaceFile::inMemory(const WorkspaceSteps &steps)
{
    std::unique_ptr<WorkspaceFile> file(new WorkspaceFile(u":memory:"_s));
    auto made = file->connect(u":memory:"_s, {}).and_then([&] { return file->migrate(steps); });
    if (!made)
        return fail(made.error());
    return file;
}

/// Another program's checkpoint can be half done at this very moment: what is really damaged is so a moment later too.
Result<FileHeader> WorkspaceFile::checkFile(const QString &path, const WorkspaceSteps &steps)
{
    Result<FileHeader> header = fail(ErrorKind::Io, QString());
    for (int attempt = 0; attempt < 4; ++attempt) {
        if (attempt > 0)
            QThread::msleep(25);
        header = checkFileHeader(path, static_cast<int>(steps.size()));
        if (header && !header->isEmpty) {
            if (const auto content = checkContent(path); !content)
                header = fail(content.error());
        }
        if (header || header.error().kind != ErrorKind::Damaged)
            break;
    }
    return header;
}

/// Looks at the file, unless this process has it open already and so has looked, and connects.
Result<FileHeader> WorkspaceFile::connectChecked(const WorkspaceSteps &steps, Access access)
{
    const QString real = QFileInfo(m_path).canonicalFilePath();
    OpenPaths &open = openPaths();
    const QMutexLocker lock(&open.mutex);
    auto header = open.count.contains(real) ? Result<FileHeader>(FileHeader{.isWal = true}) : checkFile(m_path, steps);
    if (!header)
        return header;
    m_writable = checkWritable(m_path);
    if (!m_writable && access == Access::Write)
        return fail(m_writable.error());
    const auto connected = m_writable ? connect(uri(m_path, u"mode=rw"_s), u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=10000"_s) : connectToRead();
    if (!connected)
        return fail(connected.error());
    ++open.count[real];
    m_openPath = real;
    return header;
}

/// Made under another name and moved into place, so that no other program ever meets half a file.
Result<void> WorkspaceFile::create(const QString &path, const WorkspaceSteps &steps)
{
    if (const auto folder = makeFolder(QFileInfo(path).path()); !folder)
        return folder;
    const QString temporary = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128);
    {
        QFile empty(temporary);
        if (!empty.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
            return fail(ErrorKind::Io, tr("The workspace %1 cannot be made: %2").arg(path, empty.errorString()));
    }
    Result<void> made;
    {
        WorkspaceFile file(temporary);
        made = file.connect(uri(temporary, u"mode=rw"_s), u"QSQLITE_OPEN_URI"_s).and_then([&] { return file.migrate(steps); }).and_then([&] {
            return file.run(u"PRAGMA journal_mode=WAL"_s).transform([](const QSqlQuery &) {});
        });
    }
    if (made && !moveIntoPlace(temporary, path))
        made = fail(ErrorKind::Io, tr("The workspace %1 cannot be made.").arg(path));
    for (const QString &rest : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(temporary + rest);
    return made;
}

/// Without leaving a trace: as immutable where nobody else has it open, else read-only beside the others.
Result<void> WorkspaceFile::connectToRead()
{
    const QFileInfo log(m_path + u"-wal"_s);
    const bool isOpen = log.exists() && QFileInfo::exists(m_path + u"-shm"_s); // the log may be empty, and fill
    const bool inUse = isOpen || log.size() > 0 || QFileInfo(m_path + u"-journal"_s).size() > 0;
    return connect(uri(m_path, inUse ? u"mode=ro"_s : u"mode=ro&immutable=1"_s),
                   u"QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=10000"_s);
}

Result<void> WorkspaceFile::checkContent(const QString &path)
{
    WorkspaceFile file(path);
    if (const auto connected = file.connectToRead(); !connected)
        return connected;
    const bool whole = QFileInfo(path).size() <= checkedWholeBytes;
    auto checked = file.run(whole ? u"PRAGMA quick_check(1)"_s : u"SELECT 'ok' FROM sqlite_schema LIMIT 1"_s);
    if (!checked)
        return fail(checked.error());
    const QString answer = checked->next() ? checked->value(0).toString() : checked->lastError().databaseText();
    if (answer != "ok"_L1)
        return fail(ErrorKind::Damaged, tr("The workspace %1 is damaged (%2). It was left as it is.").arg(path, answer.section(u'\n', 0, 1)));
    return {};
}

Result<void> WorkspaceFile::connect(const QString &name, const QString &options)
{
    m_connection = u"workspace-"_s + QUuid::createUuid().toString(QUuid::Id128);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(name);
    database.setConnectOptions(options);
    if (!database.open())
        return failed(m_path, database.lastError());
    return {};
}

void WorkspaceFile::disconnect()
{
    if (m_connection.isEmpty())
        return;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
    m_connection.clear();
    if (m_openPath.isEmpty())
        return;
    OpenPaths &open = openPaths();
    const QMutexLocker lock(&open.mutex);
    if (--open.count[m_openPath] == 0)
        open.count.remove(m_openPath);
}

Result<QSqlQuery> WorkspaceFile::run(const QString &sql, const QVariantList &values) const
{
    blockingWorkBegins("The workspace");
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (values.isEmpty()) {
        if (!query.exec(sql))
            return failed(m_path, query.lastError());
        return query;
    }
    if (!query.prepare(sql))
        return failed(m_path, query.lastError());
    for (const QVariant &value : values) {
        const bool nullText = value.typeId() == QMetaType::QString && value.toString().isNull();
        query.addBindValue(nullText ? QVariant(u""_s) : value);
    }
    if (!query.exec())
        return failed(m_path, query.lastError());
    return query;
}

Result<int> WorkspaceFile::number(const QString &sql) const
{
    return run(sql).transform([](QSqlQuery query) { return query.next() ? query.value(0).toInt() : 0; });
}

Result<void> WorkspaceFile::beginTransaction(QStringView begin) const
{
    if (const auto begun = run(begin.toString()); !begun)
        return fail(begun.error());
    if (m_version == 0)
        return {};
    const auto version = number(u"PRAGMA user_version"_s);
    if (version && *version == m_version)
        return {};
    rollBack();
    if (!version)
        return fail(version.error());
    return fail(ErrorKind::Damaged, tr("A newer version of Concord took over the workspace %1; restart this one after updating it.").arg(m_path));
}

void WorkspaceFile::rollBack() const
{
    (void)run(u"ROLLBACK"_s); // fails where SQLite itself rolled back, which is as good
}

Result<void> WorkspaceFile::migrate(const WorkspaceSteps &steps)
{
    const int wanted = static_cast<int>(steps.size());
    const auto found = number(u"PRAGMA user_version"_s);
    if (!found)
        return fail(found.error());
    if (*found > wanted)
        return fail(ErrorKind::Damaged, newerVersionText(m_path, *found, wanted));
    if (*found < wanted && !m_writable) {
        const QString older =
            tr("It is from an older version of Concord, and would first have to be brought to this one's: copy it to where it may be written.");
        return fail(ErrorKind::Io, m_writable.error().message + u' ' + older);
    }
    if (*found < wanted) {
        const auto raised = write([&]() -> Result<void> {
            const auto version = number(u"PRAGMA user_version"_s); // another program may have done it meanwhile
            if (!version)
                return fail(version.error());
            if (*version > 0 && *version < wanted) {
                if (const auto kept = keepCopy(*version); !kept)
                    return kept;
            }
            for (int step = *version; step < wanted; ++step) {
                for (const QString &statement : steps[step]) {
                    if (const auto done = run(statement); !done)
                        return fail(done.error());
                }
            }
            return run(u"PRAGMA application_id=%1"_s.arg(workspaceApplicationId))
                .and_then([&](const QSqlQuery &) { return run(u"PRAGMA user_version=%1"_s.arg(wanted)); })
                .transform([](const QSqlQuery &) {});
        });
        if (!raised)
            return raised;
        (void)run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); // an older program shall see the version in the file itself
    }
    m_version = wanted;
    return {};
}

/// The write lock is held by the caller: nobody changes the file meanwhile, and reading it is allowed.
Result<void> WorkspaceFile::keepCopy(int version) const
{
    const QString copy = u"%1.v%2.bak"_s.arg(m_path, QString::number(version));
    const QString temporary = copy + u".new"_s;
    QFile::remove(temporary);
    {
        QFile empty(temporary); // VACUUM INTO fills an empty file and leaves its mode alone
        if (!empty.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
            return fail(ErrorKind::Io, tr("No copy of the workspace can be kept at %1: %2").arg(copy, empty.errorString()));
    }
    WorkspaceFile reader(m_path);
    if (const auto connected = reader.connect(uri(m_path, u"mode=ro"_s), u"QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY"_s); !connected)
        return connected;
    if (const auto copied = reader.run(u"VACUUM INTO ?"_s, {temporary}); !copied) {
        QFile::remove(temporary);
        return fail(copied.error());
    }
    QFile::remove(copy); // left by an upgrade that failed; the file is still what it was then
    if (!QFile::rename(temporary, copy))
        return fail(ErrorKind::Io, tr("No copy of the workspace can be kept at %1.").arg(copy));
    return {};
}

} // namespace concord
