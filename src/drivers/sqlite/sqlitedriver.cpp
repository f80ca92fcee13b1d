// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitedriver.h"

#include "base/threadguard.h"
#include "connection/driver.h"
#include "qtsql/qtsqllink.h"
#include "sqlite/sqliteconnection.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqlitechanger.h"
#include "sqlite/sqliteschemawriter.h"
#include "sqlite/sqlitetypes.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteDriver", text);
}

/// SQLite would make a database of a mistyped path and says little about a folder, so the path is looked at first.
Result<void> checkFile(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (path.isEmpty())
        return fail(ErrorKind::Usage, tr("No database file is named."));
    blockingWorkBegins("A look at a database file");
    const QFileInfo file(path);
    if (!file.exists() && !file.isSymLink())
        return fail(ErrorKind::NotFound, tr("There is no file %1.").arg(shown));
    if (!file.exists())
        return fail(ErrorKind::NotFound, tr("%1 is a link to a file that is not there.").arg(shown));
    if (file.isDir())
        return fail(ErrorKind::NotFound,
                    tr("%1 is a folder, not a database file. Its data files, if it has any, are read by duckdb://%1.").arg(shown));
    if (!file.isFile())
        return fail(ErrorKind::Io, tr("%1 is not a file.").arg(shown));
    if (!file.isReadable())
        return fail(ErrorKind::Io, tr("%1 may not be read by you.").arg(shown));
    return {};
}

class SqliteDriver final : public Driver
{
public:
    const EngineInfo &info() const override
    {
        static const EngineInfo info = [] {
            EngineInfo made;
            made.id = u"sqlite"_s;
            made.displayName = u"SQLite"_s;
            made.isFile = true;
            made.fileEndings = {u"db"_s, u"sqlite"_s, u"sqlite3"_s, u"db3"_s};
            made.hasUser = false;
            made.urlSchemes = {u"sqlite"_s, u"sqlite3"_s, u"file"_s};
            made.options = {u"statement_timeout"_s};
            made.readOnlyNote = tr("The file is opened read-only, and SQLite checks every statement while it compiles it.");
            return made;
        }();
        return info;
    }
    const Dialect &dialect() const override { return sqliteDialect(); }
    const TypeSystem &types() const override { return sqliteTypes(); }
    const SchemaWriter &schemaWriter() const override { return sqliteSchemaWriter(); }
    const SchemaChanger *schemaChanger() const override { return &sqliteSchemaChanger(); }

    Result<void> check(const Endpoint &endpoint) const override
    {
        if (endpoint.options.tls != TlsMode::Default)
            return fail(ErrorKind::Tls, tr("An SQLite database is a file; there is no TLS to set."));
        if (!endpoint.options.extra.isEmpty())
            return fail(ErrorKind::Usage, tr("SQLite has no option “%1”.").arg(endpoint.options.extra.firstKey()));
        return {};
    }

    Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &, Deadline deadline) const override
    {
        if (Result<void> possible = check(endpoint); !possible)
            return fail(possible.error());
        if (Result<void> file = checkFile(endpoint.database); !file)
            return fail(file.error());
        QtSqlSettings settings;
        settings.plugin = u"QSQLITE"_s;
        // mode= keeps SQLite from making the file should it go away between the look and the opening.
        const QString url = QUrl::fromLocalFile(QFileInfo(endpoint.database).absoluteFilePath()).toString(QUrl::FullyEncoded);
        settings.database = url + (endpoint.readOnly ? u"?mode=ro"_s : u"?mode=rw"_s);
        settings.options = endpoint.readOnly ? u"QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY"_s : u"QSQLITE_OPEN_URI"_s;
        Result<QtSqlLink> link = QtSqlLink::open(settings, {}, deadline);
        if (!link) {
            Error error = link.error();
            if (error.kind == ErrorKind::Connection)
                error.kind = ErrorKind::Io;
            error.message = tr("%1 cannot be opened: %2").arg(QDir::toNativeSeparators(endpoint.database), error.message);
            return fail(std::move(error));
        }
        auto connection = std::make_unique<SqliteConnection>(std::move(*link), endpoint);
        if (Result<void> started = connection->start(deadline); !started)
            return fail(started.error());
        return connection;
    }
};

} // namespace

std::shared_ptr<const Driver> makeSqliteDriver()
{
    return std::make_shared<SqliteDriver>();
}

} // namespace concord
