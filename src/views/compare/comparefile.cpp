// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparefile.h"

#include "compare/comparehtml.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "compare/matrixfiles.h"
#include "textfile.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord {

static bool ends(const QString &path, QLatin1StringView suffix)
{
    return path.endsWith(suffix, Qt::CaseInsensitive);
}

static QByteArray jsonText(const nlohmann::ordered_json &json)
{
    return QByteArray::fromStdString(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + '\n';
}

Result<void> writeComparison(const Comparison &comparison, const DriverRegistry &registry, const QString &path)
{
    if (ends(path, ".json"_L1))
        return writeWhole(path, jsonText(comparisonToJson(comparison)));
    if (ends(path, ".md"_L1) || ends(path, ".markdown"_L1))
        return writeWhole(path, comparisonToMarkdown(comparison).toUtf8());
    return writeWhole(path, comparisonPage(comparison, registry).toUtf8());
}

Result<void> writeMatrix(const Matrix &matrix, bool all, const QString &path)
{
    if (ends(path, ".json"_L1))
        return writeWhole(path, jsonText(matrixToJson(matrix)));
    if (ends(path, ".csv"_L1))
        return writeWhole(path, matrixToCsv(matrix, all).toUtf8());
    if (ends(path, ".md"_L1) || ends(path, ".markdown"_L1))
        return writeWhole(path, matrixToMarkdown(matrix, all).toUtf8());
    return writeWhole(path, matrixToHtml(matrix, all).toUtf8());
}

} // namespace concord
