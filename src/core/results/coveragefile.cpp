// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/coveragefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace concord {

QString coveragePath(const QString &exportPath)
{
    return exportPath + u".coverage.json"_s;
}

Result<void> writeCoverageBeside(const QString &exportPath, const Coverage &coverage)
{
    const QString path = coveragePath(exportPath);
    if (coverage.answered == coverage.total && coverage.capped.isEmpty()) {
        if (!QFile::exists(path) || QFile::remove(path))
            return {};
        return fail(ErrorKind::Io,
                    QCoreApplication::translate("CoverageFile", "%1 is of an export before this one and cannot be removed.").arg(path));
    }
    const QJsonObject said{{u"answered"_s, coverage.answered},
                           {u"total"_s, coverage.total},
                           {u"not_answered"_s, QJsonArray::fromStringList(coverage.notAnswered)},
                           {u"capped"_s, QJsonArray::fromStringList(coverage.capped)},
                           {u"sentence"_s, coverage.sentence()}};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(said).toJson()) < 0 || !file.commit())
        return fail(ErrorKind::Io, QCoreApplication::translate("CoverageFile", "%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace concord
