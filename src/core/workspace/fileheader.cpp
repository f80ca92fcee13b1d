// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/fileheader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}

/// Big-endian fields of https://sqlite.org/fileformat.html#the_database_header
quint32 field(const QByteArray &header, qsizetype offset)
{
    return qFromBigEndian<quint32>(header.constData() + offset);
}

std::unexpected<Error> damaged(const QString &text)
{
    return fail(ErrorKind::Damaged, text);
}

} // namespace

QString newerVersionText(const QString &path, int version, int knownVersion)
{
    return tr("The workspace %1 is from a newer version of Concord (its format is %2, this program knows up to %3). It was left as it is.")
        .arg(path)
        .arg(version)
        .arg(knownVersion);
}

Result<FileHeader> checkFileHeader(const QString &path, int knownVersion)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Io, tr("The workspace %1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray header = file.read(100);
    const qint64 size = file.size();
    FileHeader found;
    if (header.isEmpty()) {
        found.isEmpty = true;
        return found;
    }
    if (header.size() < 100 || !header.startsWith(QByteArray("SQLite format 3", 16)))
        return damaged(tr("%1 is not a workspace of Concord (not a SQLite file). It was left as it is.").arg(path));
    found.isWal = header[18] == 2;
    found.version = static_cast<int>(field(header, 60));
    const auto application = static_cast<int>(field(header, 68));
    if (application != workspaceApplicationId)
        return damaged(tr("%1 is a SQLite file, but not a workspace of Concord. It was left as it is.").arg(path));
    if (found.version > knownVersion)
        return damaged(newerVersionText(path, found.version, knownVersion));
    quint32 pageSize = qFromBigEndian<quint16>(header.constData() + 16);
    if (pageSize == 1)
        pageSize = 65536;
    const qint64 expected = static_cast<qint64>(field(header, 28)) * pageSize;
    const bool sizeIsValid = field(header, 24) == field(header, 92);
    if (sizeIsValid && size < expected && QFileInfo(path + u"-wal"_s).size() == 0)
        return damaged(tr("The workspace %1 is cut off: it has %2 of %3 bytes. It was left as it is.")
                           .arg(path, QString::number(size), QString::number(expected)));
    return found;
}

} // namespace concord
