// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/demodatabase.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QtEndian>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Demo
{
    Q_DECLARE_TR_FUNCTIONS(Demo)
};

constexpr qint32 demoApplicationId = 0x436E6344; // "CncD"

/// What SQLite's file header says of a database: two numbers that are an application's own.
struct Header
{
    qint32 userVersion = 0;
    qint32 applicationId = 0;
};

std::optional<Header> readHeader(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.read(100);
    if (bytes.size() < 100 || !bytes.startsWith("SQLite format 3"))
        return std::nullopt;
    return Header{qFromBigEndian<qint32>(bytes.constData() + 60), qFromBigEndian<qint32>(bytes.constData() + 68)};
}

Result<QByteArray> readScripts(const QStringList &names)
{
    QByteArray text;
    for (const QString &name : names) {
        QFile file(u":/concord/demo/%1.sql"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Internal, Demo::tr("The demo's SQL file %1.sql is missing from this program.").arg(name));
        text += file.readAll();
    }
    return text;
}

/// A number for the text of the scripts, so that a new Concord writes its new demo without anybody counting versions.
qint32 versionOf(const QByteArray &text)
{
    return qFromBigEndian<qint32>(QCryptographicHash::hash(text, QCryptographicHash::Sha256).constData()) & 0x7fffffff;
}

Result<void> runAll(QSqlDatabase &database, const QStringList &statements)
{
    QSqlQuery query(database);
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return fail(ErrorKind::Io,
                        Demo::tr("The demo database %1 cannot be written: %2").arg(database.databaseName(), query.lastError().databaseText()));
    }
    return {};
}

Result<void> fill(const QString &path, const QByteArray &text, qint32 version)
{
    const QString connection = u"demo-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    Result<void> done;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
        database.setDatabaseName(path);
        if (database.open()) {
            // A file that is thrown away on failure needs neither journal nor sync.
            QStringList statements{u"PRAGMA journal_mode = OFF"_s,
                                   u"PRAGMA synchronous = OFF"_s,
                                   u"PRAGMA temp_store = MEMORY"_s,
                                   u"PRAGMA application_id = %1"_s.arg(demoApplicationId),
                                   u"PRAGMA user_version = %1"_s.arg(version),
                                   u"BEGIN"_s};
            statements += QString::fromUtf8(text).split(u";\n\n"_s, Qt::SkipEmptyParts);
            statements += {u"COMMIT"_s, u"VACUUM"_s};
            done = runAll(database, statements);
            database.close();
        } else {
            done = fail(ErrorKind::Io, Demo::tr("The demo database %1 cannot be made: %2").arg(path, database.lastError().databaseText()));
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return done;
}

} // namespace

bool isDemoDatabase(const QString &file)
{
    const auto header = readHeader(file);
    return header && header->applicationId == demoApplicationId;
}

Result<void> writeDemoDatabase(const QString &file, const QStringList &scripts, bool renew)
{
    const auto text = readScripts(scripts);
    if (!text)
        return fail(text.error());
    const qint32 version = versionOf(*text);
    const auto header = readHeader(file);
    if (!renew && header && header->applicationId == demoApplicationId && header->userVersion == version)
        return {};

    const QString part = u"%1.%2.part"_s.arg(file, QString::number(QCoreApplication::applicationPid()));
    QFile::remove(part);
    Result<void> done = fill(part, *text, version);
    if (done) {
        // Over the old file in one step: whoever has that one open goes on reading it.
        std::error_code error;
        std::filesystem::rename(part.toStdU16String(), file.toStdU16String(), error);
        if (error)
            done = fail(ErrorKind::Io, Demo::tr("The demo database %1 cannot be written: %2").arg(file, QString::fromLocal8Bit(error.message())));
    }
    if (!done)
        QFile::remove(part);
    return done;
}

} // namespace concord
