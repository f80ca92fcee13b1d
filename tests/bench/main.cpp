// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/compare.h"
#include "bench/compute.h"
#include "bench/fetch.h"
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

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // the same figures with and without a display
    const QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"concord_bench"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures Concord against the engines' own tools, side by side in one run: the median of three."_s);
    parser.addHelpOption();
    const QCommandLineOption rowsOption(u"rows"_s, u"Rows to fetch (1,000,000)."_s, u"N"_s, u"1000000"_s);
    const QCommandLineOption computeOption(u"compute-rows"_s, u"Rows to sort and filter (10,000,000)."_s, u"N"_s, u"10000000"_s);
    const QCommandLineOption onlyOption(u"only"_s, u"fetch, memory, window, compute, schema, compare or search."_s, u"PART"_s);
    const QCommandLineOption tablesOption(u"tables"_s, u"Tables of a catalog (10,000)."_s, u"N"_s, u"10000"_s);
    parser.addOptions({rowsOption, computeOption, tablesOption, onlyOption});
    parser.process(application);
    const QString only = parser.value(onlyOption);
    const auto wants = [&](QStringView part) { return only.isEmpty() || only == part; };

    // Not in /tmp, which is memory on many systems.
    const QTemporaryDir folder(QDir::homePath() + u"/.cache/concord-bench-XXXXXX"_s);
    if (!folder.isValid()) {
        bench::skipped(u"everything"_s, folder.errorString());
        return 1;
    }
    if (wants(u"fetch") || wants(u"memory")) {
        const std::shared_ptr<ResultTable> rows = bench::makeRows(parser.value(rowsOption).toULongLong());
        if (wants(u"memory")) {
            bench::heading(u"Memory of %L1 rows, against the same rows as CSV"_s.arg(rows->rowCount()));
            bench::line(u"a result table"_s, static_cast<double>(rows->memory()) / 1e6, static_cast<double>(bench::csvSize(rows)) / 1e6, 1.2,
                        u"MB"_s);
        }
        if (wants(u"fetch"))
            bench::measureFetching(*rows, folder.path());
    }
    if (wants(u"window"))
        bench::measureWindow(parser.value(rowsOption).toULongLong(), folder.path());
    if (wants(u"compute"))
        bench::measureComputing(bench::makeRows(parser.value(computeOption).toULongLong()));
    if (wants(u"schema"))
        bench::measureSchemas(parser.value(tablesOption).toInt(), folder.path());
    if (wants(u"compare"))
        bench::measureComparing(folder.path());
    if (wants(u"search"))
        bench::measureSearching();
    return 0;
}
