// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparefile.h"

#include "compare/comparejson.h"
#include "compare/comparereport.h"

#include <QCoreApplication>
#include <QSaveFile>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

static QByteArray contentsFor(const Comparison &comparison, const QString &path)
{
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive))
        return QByteArray::fromStdString(comparisonToJson(comparison).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + '\n';
    if (path.endsWith(".md"_L1, Qt::CaseInsensitive) || path.endsWith(".markdown"_L1, Qt::CaseInsensitive))
        return comparisonToMarkdown(comparison).toUtf8();
    return comparisonToHtml(comparison).toUtf8();
}

Result<void> writeComparison(const Comparison &comparison, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(contentsFor(comparison, path)) < 0 || !file.commit())
        return fail(ErrorKind::Io, QCoreApplication::translate("CompareFile", "%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace concord
