// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engineprivate.h"
#include "compute/scan.h"
#include "results/resultexport.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace concord {

/// Parquet's readers take names without regard to case for the same.
static QString distinctName(const QString &name, QSet<QString> &taken)
{
    QString distinct = name;
    for (int n = 2; taken.contains(distinct.toLower()); ++n)
        distinct = u"%1_%2"_s.arg(name, QString::number(n));
    taken.insert(distinct.toLower());
    return distinct;
}

static std::string sourceName(Scan &scan)
{
    std::string list;
    for (const CombinedSource &source : scan.result().sources())
        list += (list.empty() ? "" : ", ") + duckLiteral(source.name);
    return "([" + list + "])[" + scan.use(Scan::What::Source) + " + 1]";
}

/// The file's key-value metadata, as an option of COPY.
static std::string metadata(const Coverage &coverage, const QStringList &missing)
{
    std::string said = "KV_METADATA {coverage: " + duckLiteral(coverage.sentence());
    const std::pair<const char *, const QStringList &> lists[] = {
        {"not_answered", coverage.notAnswered}, {"capped", coverage.capped}, {"missing", missing}};
    for (const auto &[key, names] : lists) {
        if (!names.isEmpty())
            said += std::string(", ") + key + ": " + duckLiteral(names.join(u'\n'));
    }
    return said + "}";
}

static std::string copyStatement(Scan &scan, const Coverage &coverage, const QString &path)
{
    const std::vector<CombinedColumn> &columns = scan.result().columns();
    QSet<QString> taken;
    std::string select = sourceName(scan) + " AS " + duckName(distinctName(u"source"_s, taken));
    QStringList missing;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const QString name = distinctName(columns[i].info.name, taken);
        select += ", " + scan.use(Scan::What::Typed, static_cast<int>(i)) + " AS " + duckName(name);
        for (std::size_t source = 0; source < columns[i].sourceColumn.size(); ++source) {
            if (columns[i].sourceColumn[source] < 0 && scan.result().sources()[source].table)
                missing.append(u"%1 in %2"_s.arg(name, scan.result().sources()[source].name));
        }
    }
    return "COPY (SELECT " + select + " FROM " + scan.from() + ") TO " + duckLiteral(path) + " (FORMAT parquet, " + metadata(coverage, missing) + ")";
}

Result<void> ComputeEngine::writeParquet(const CombinedResult &result, const RowOrder &order, const Coverage &coverage, const QString &path,
                                         CancelToken &token)
{
    if (token.isCancelled())
        return fail(ErrorKind::Cancelled, QCoreApplication::translate("ComputeEngine", "Cancelled."));
    const QFileInfo target(path);
    if (!target.absoluteDir().exists())
        return fail(ErrorKind::Io, QCoreApplication::translate("ComputeEngine", "There is no folder %1.").arg(target.absolutePath()));
    // An instance of its own: the one for sorting may touch no file at all, and does not keep rows in order.
    DuckLimits limits;
    limits.directory = target.absolutePath();
    limits.keepsOrder = true;
    Result<std::shared_ptr<Duck>> duck = Duck::open(limits);
    if (!duck)
        return fail(duck.error());
    const DuckConnection connection(*duck);
    if (!Scan::registerFunction(connection))
        return fail(ErrorKind::Internal, QCoreApplication::translate("ComputeEngine", "The compute engine cannot read results."));

    Scan scan(result, std::vector<bool>(result.sources().size(), true), &token, order);
    // Written beside it and renamed: a file is whole or not there.
    const QString draft = u"%1/.%2.%3"_s.arg(target.absolutePath(), target.fileName(), QUuid::createUuid().toString(QUuid::Id128));
    const std::string sql = copyStatement(scan, coverage, draft);
    const CancelToken::Watch watch(token, [&connection] { duckdb_interrupt(connection.handle()); });
    DuckResult answer;
    if (Result<void> done = answer.run(connection, sql, &token); !done) {
        QFile::remove(draft);
        return fail(done.error());
    }
    QFile::remove(target.absoluteFilePath());
    if (!QFile::rename(draft, target.absoluteFilePath())) {
        QFile::remove(draft);
        return fail(ErrorKind::Io, QCoreApplication::translate("ComputeEngine", "Could not write %1.").arg(target.absoluteFilePath()));
    }
    return {};
}

} // namespace concord
