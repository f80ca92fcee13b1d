// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "compare/matrixfiles.h"
#include "connection/names.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// A baseline that is none of the databases becomes one, before them: a release's schema, a snapshot, another server's.
Result<void> addBaseline(Context &context, const QString &name, bool offline, CompareEnds &ends)
{
    const auto isIt = [&](const MatrixColumn &column) { return nameKey(column.end.name) == nameKey(name); };
    if (name.isEmpty() || name == "majority"_L1 || std::ranges::any_of(ends.columns, isIt))
        return {};
    auto outside = readCompareEnds(context, {name}, offline);
    if (!outside)
        return fail(outside.error());
    if (outside->columns.size() != 1)
        return fail(ErrorKind::Usage, Ctl::tr("The baseline “%1” names several databases; it must be one.").arg(name));
    ends.interrupted = ends.interrupted || outside->interrupted;
    ends.columns.insert(ends.columns.begin(), std::move(outside->columns.front()));
    ends.columns.front().end.name = name;
    return {};
}

/// Index of the column that --baseline names; -1: the majority.
Result<int> baselineOf(const QString &name, const CompareEnds &ends)
{
    if (name.isEmpty() || name == "majority"_L1)
        return -1;
    QStringList known;
    for (size_t i = 0; i < ends.columns.size(); ++i) {
        const CompareEnd &end = ends.columns[i].end;
        if (nameKey(end.name) == nameKey(name)) {
            if (!end.catalog)
                return fail(ErrorKind::NotFound, Ctl::tr("The baseline “%1” could not be read: %2").arg(name, ends.columns[i].error.message));
            return static_cast<int>(i);
        }
        known.append(end.name);
    }
    return fail(ErrorKind::NotFound, Ctl::tr("The baseline “%1” is none of the databases that are compared.").arg(name) + didYouMean(name, known));
}

int exitCode(const Matrix &matrix)
{
    const auto read = std::ranges::count_if(matrix.columns, [](const MatrixColumn &column) { return column.end.catalog != nullptr; });
    if (read == 0)
        return ExitCode::Failed;
    if (matrix.unreadable())
        return ExitCode::SomeFailed;
    // An object that could not be read somewhere was not found to be the same.
    const bool unread = std::ranges::any_of(matrix.rows, [](const MatrixRow &row) { return !row.unreadableIn.isEmpty(); });
    return matrix.differs() || unread ? ExitCode::Different : ExitCode::Done;
}

int run(Context &context, const Arguments &arguments)
{
    const auto options = compareOptions(context, arguments);
    if (!options)
        return context.failed(options.error());
    QStringList words = arguments.words();
    const QString baseline = arguments.value(u"baseline"_s);
    auto ends = readCompareEnds(context, words, arguments.has(u"offline"_s));
    if (!ends)
        return context.failed(ends.error());
    if (const auto added = addBaseline(context, baseline, arguments.has(u"offline"_s), *ends); !added)
        return context.failed(added.error());
    if (ends->columns.size() < 2)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("A matrix compares at least two databases."), {}, {}, -1, 0, 0});
    for (const MatrixColumn &column : ends->columns) {
        if (!column.end.catalog)
            context.out().error(u"%1: %2"_s.arg(column.end.name, column.error.message));
    }
    if (ends->interrupted)
        return ExitCode::Interrupted;
    const auto index = baselineOf(baseline, *ends);
    if (!index)
        return context.failed(index.error());
    if (const auto known = checkTables(options->tables, *ends); !known)
        return context.failed(known.error());
    const Matrix matrix = makeMatrix(ends->columns, *index, *options);
    const QString format = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"text"_s;
    if (format == "json"_L1)
        context.out().write(documentText(matrixToJson(matrix)));
    else if (format == "html"_L1)
        context.out().write(matrixToHtml(matrix, arguments.has(u"all"_s)));
    else if (format == "csv"_L1)
        context.out().write(matrixToCsv(matrix, arguments.has(u"all"_s)));
    else if (format == "markdown"_L1)
        context.out().write(matrixToMarkdown(matrix, arguments.has(u"all"_s)));
    else
        context.out().write(matrixToText(matrix, arguments.has(u"all"_s)));
    return exitCode(matrix);
}

} // namespace

Command matrixCommand()
{
    using enum Option::Takes;
    QList<Option> options = compareOptionList();
    options +=
        {{u"baseline"_s,
          Ctl::tr("the database or snapshot that the others are measured by, one of them or another; majority (the default): what most of them hold"),
          Value, u"NAME"_s, u'b'},
         {u"all"_s, Ctl::tr("objects that are the same everywhere too"), Nothing, {}, {}}};
    Command command{u"matrix"_s,
                    Ctl::tr("the schemas of many databases against a baseline; exit code 2 where they differ, 3 where some could not be read"),
                    u"DB… [OPTIONS]"_s,
                    {},
                    u"concordctl matrix 'tenant_*' --baseline tenant_1"_s,
                    options,
                    run};
    command.formats = {u"text"_s, u"json"_s, u"markdown"_s, u"html"_s, u"csv"_s};
    return command;
}

} // namespace concord::ctl
