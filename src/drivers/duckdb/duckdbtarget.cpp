// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbtarget.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbTarget", text);
}

/// Which function of DuckDB reads the file, by its ending; empty: none. `stem` is the name without it.
static QString readerOf(const QString &name, QString &stem)
{
    static const QRegularExpression ending(u"\\.(parquet|csv|tsv|json|ndjson|jsonl)(\\.gz|\\.zst)?$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = ending.match(name);
    const QString kind = match.captured(1).toLower();
    if (!match.hasMatch() || (kind == "parquet"_L1 && !match.captured(2).isEmpty()))
        return {};
    stem = name.first(match.capturedStart());
    if (kind == "parquet"_L1)
        return u"read_parquet"_s;
    if (kind == "csv"_L1 || kind == "tsv"_L1)
        return u"read_csv"_s;
    return kind == "json"_L1 ? u"read_json"_s : u"read_ndjson"_s;
}

static QList<DuckdbDataFile> dataFiles(const QFileInfoList &found)
{
    QList<DuckdbDataFile> files;
    QHash<QString, int> taken;
    for (const QFileInfo &file : found) {
        QString stem;
        const QString function = readerOf(file.fileName(), stem);
        if (function.isEmpty())
            continue;
        files.append({file.canonicalFilePath(), stem, function});
        ++taken[stem.toLower()];
    }
    for (DuckdbDataFile &file : files) {
        if (file.view.isEmpty() || taken.value(file.view.toLower()) > 1)
            file.view = QFileInfo(file.path).fileName();
    }
    return files;
}

static Result<DuckdbTarget> folderTarget(const QFileInfo &folder)
{
    if (!folder.isReadable() || !folder.isExecutable())
        return fail(ErrorKind::Io, tr("%1 may not be read by you.").arg(QDir::toNativeSeparators(folder.filePath())));
    DuckdbTarget target;
    target.path = folder.canonicalFilePath();
    target.files = dataFiles(QDir(target.path).entryInfoList(QDir::Files | QDir::Readable, QDir::Name));
    if (!target.isData())
        return fail(ErrorKind::NotFound,
                    tr("%1 is a folder without a Parquet, CSV or JSON file in it.").arg(QDir::toNativeSeparators(folder.filePath())));
    return target;
}

/// DuckDB's own words on a file that is none of its own are about extensions.
static Result<void> checkHeader(const QString &path, DuckdbTarget &target)
{
    QFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, tr("%1 cannot be read: %2").arg(shown, file.errorString()));
    const QByteArray head = file.read(16);
    target.isEmpty = head.isEmpty() && file.size() == 0;
    if (head.startsWith("SQLite format 3"))
        return fail(ErrorKind::Damaged, tr("%1 is a database of SQLite, not of DuckDB: open it as sqlite://%1.").arg(shown));
    if (!target.isEmpty && head.mid(8, 4) != "DUCK")
        return fail(ErrorKind::Damaged,
                    tr("%1 is not a DuckDB database, and its name does not end as that of a Parquet, CSV or JSON file.").arg(shown));
    return {};
}

Result<DuckdbTarget> duckdbTarget(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (path.isEmpty())
        return fail(ErrorKind::Usage, tr("No database file is named."));
    const QFileInfo file(path);
    if (!file.exists() && !file.isSymLink())
        return fail(ErrorKind::NotFound, tr("There is no file %1.").arg(shown));
    if (!file.exists())
        return fail(ErrorKind::NotFound, tr("%1 is a link to a file that is not there.").arg(shown));
    if (file.isDir())
        return folderTarget(file);
    if (!file.isFile())
        return fail(ErrorKind::Io, tr("%1 is not a file.").arg(shown));
    if (!file.isReadable())
        return fail(ErrorKind::Io, tr("%1 may not be read by you.").arg(shown));
    DuckdbTarget target;
    target.path = file.canonicalFilePath();
    target.files = dataFiles({file});
    if (!target.isData()) {
        if (Result<void> header = checkHeader(path, target); !header)
            return fail(header.error());
    }
    return target;
}

bool namesOtherFile(const QString &name)
{
    QString stem;
    return name.contains(u'/') || name.contains(u'\\') || !readerOf(name, stem).isEmpty();
}

} // namespace concord
