// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/compare.h"
#include "bench/comparewindow.h"
#include "bench/compute.h"
#include "bench/fetch.h"
#include "bench/mongodb.h"
#include "bench/odbc.h"
#include "bench/report.h"
#include "bench/rows.h"
#include "bench/schema.h"
#include "bench/search.h"
#include "bench/table.h"
#include "bench/window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace concord;

namespace {

struct Wishes
{
    QString only;   ///< empty: everything
    QString engine; ///< whose catalogs to read; empty: all
    quint64 rows = 0;
    quint64 computeRows = 0;
    int tables = 0;

    [[nodiscard]] bool want(QStringView part) const { return only.isEmpty() || only == part; }
};

Wishes readWishes(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Concord against the engines' own tools, side by side in one run: the median of three."_s);
    parser.addHelpOption();
    const QCommandLineOption rows(u"rows"_s, u"Rows to fetch (1,000,000)."_s, u"N"_s, u"1000000"_s);
    const QCommandLineOption computeRows(u"compute-rows"_s, u"Rows to sort and filter (10,000,000)."_s, u"N"_s, u"10000000"_s);
    const QCommandLineOption only(u"only"_s, u"fetch, odbc, memory, mongodb, window, comparewindow, compute, schema, compare or search."_s,
                                  u"PART"_s);
    const QCommandLineOption tables(u"tables"_s, u"Tables of a catalog (10,000)."_s, u"N"_s, u"10000"_s);
    const QCommandLineOption engine(u"engine"_s, u"Catalogs of this engine alone: sqlite, postgresql or mariadb."_s, u"ENGINE"_s);
    parser.addOptions({rows, computeRows, tables, only, engine});
    parser.process(application);
    return {parser.value(only), parser.value(engine), parser.value(rows).toULongLong(), parser.value(computeRows).toULongLong(),
            parser.value(tables).toInt()};
}

void measureWithoutWindow(const Wishes &wishes, const QString &folder)
{
    if (wishes.want(u"fetch") || wishes.want(u"memory") || wishes.want(u"odbc")) {
        const std::shared_ptr<ResultTable> rows = bench::makeRows(wishes.rows);
        if (wishes.want(u"memory")) {
            bench::heading(u"Memory of %L1 rows, against the same rows as CSV"_s.arg(rows->rowCount()));
            bench::line(u"a result table"_s, static_cast<double>(rows->memory()) / 1e6, static_cast<double>(bench::csvSize(rows)) / 1e6, 1.2,
                        u"MB"_s);
        }
        if (wishes.want(u"fetch"))
            bench::measureFetching(*rows, folder);
        if (wishes.want(u"odbc"))
            bench::measureOdbc(*rows, folder);
    }
#ifdef CONCORD_HAS_MONGODB
    if (wishes.want(u"mongodb"))
        bench::measureMongodb(wishes.rows, folder);
#endif
    if (wishes.want(u"compute"))
        bench::measureComputing(bench::makeRows(wishes.computeRows));
    if (wishes.want(u"schema"))
        bench::measureSchemas(wishes.tables, folder, wishes.engine);
    if (wishes.want(u"compare"))
        bench::measureComparing(folder);
    if (wishes.want(u"search"))
        bench::measureSearching();
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // the same figures with and without a display
    QCoreApplication::setApplicationName(u"concord_bench"_s);
    // Not in /tmp, which is memory on many systems.
    const QTemporaryDir folder(QDir::homePath() + u"/.cache/concord-bench-XXXXXX"_s);
    if (!folder.isValid()) {
        bench::skipped(u"everything"_s, folder.errorString());
        return 1;
    }
    Wishes wishes;
    { // without a screen, as only there may drivers be called on the main thread
        const QCoreApplication application(argc, argv);
        wishes = readWishes(application);
        measureWithoutWindow(wishes, folder.path());
    }
    if (wishes.want(u"window") || wishes.want(u"comparewindow")) {
        const QApplication application(argc, argv);
        if (wishes.want(u"window"))
            bench::measureWindow(wishes.rows, folder.path());
        if (wishes.want(u"comparewindow"))
            bench::measureComparisonWindow();
    }
    return 0;
}
