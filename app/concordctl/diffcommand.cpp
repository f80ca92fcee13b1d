// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "migrate/datascript.h"
#include "migrate/migration.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

Result<MigrationEngine> engineOf(Context &context, const CompareEnd &end)
{
    const auto driver = context.registry()->find(end.catalog->info().engine);
    if (!driver || !driver->schemaChanger())
        return fail(ErrorKind::Unsupported, Ctl::tr("Concord does not write migrations for %1 yet.").arg(end.catalog->info().engine));
    return MigrationEngine{driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect()};
}

/// What makes LEFT like RIGHT, and with --data what copies LEFT's rows.
Result<void> writeSql(Context &context, const Comparison &comparison, const Arguments &arguments, const Mapping &mapping)
{
    if (arguments.has(u"data"_s)) {
        const auto right = context.registry()->find(comparison.right.catalog->info().engine);
        const MigrationEngine engine{right->schemaChanger(), &right->schemaWriter(), &right->types(), &right->dialect()};
        context.out().write(dataScript(comparison, planData(comparison, engine, mapping)));
        return {};
    }
    const auto engine = engineOf(context, comparison.left);
    if (!engine)
        return fail(engine.error());
    MigrationOptions options;
    options.destructive = arguments.has(u"destructive"_s);
    context.out().write(migrationScript(planMigration(comparison, *engine), options));
    return {};
}

Result<void> write(Context &context, const Comparison &comparison, const Arguments &arguments, const Mapping &mapping)
{
    const QString format = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"text"_s;
    if (format == "sql"_L1 || arguments.has(u"data"_s))
        return writeSql(context, comparison, arguments, mapping);
    if (format == "json"_L1)
        context.out().write(documentText(comparisonToJson(comparison)));
    else if (format == "html"_L1)
        context.out().write(comparisonToHtml(comparison));
    else if (format == "markdown"_L1)
        context.out().write(comparisonToMarkdown(comparison));
    else
        context.out().write(comparisonToText(comparison));
    return {};
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 2)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("diff compares two: LEFT and RIGHT. matrix compares more."), {}, {}, -1, 0, 0});
    const auto options = compareOptions(arguments);
    if (!options)
        return context.failed(options.error());
    const auto ends = readCompareEnds(context, arguments.words(), arguments.has(u"offline"_s));
    if (!ends)
        return context.failed(ends.error());
    if (ends->columns.size() != 2)
        return context.failed(Error{ErrorKind::Usage,
                                    Ctl::tr("These words name %n database(s); diff compares two.", nullptr, static_cast<int>(ends->columns.size())),
                                    {},
                                    {},
                                    -1,
                                    0,
                                    0});
    int failed = 0;
    for (const MatrixColumn &column : ends->columns) {
        if (column.end.catalog)
            continue;
        Error error = column.error;
        error.message = u"%1: %2"_s.arg(column.end.name, error.message);
        failed = context.failed(error);
    }
    if (ends->interrupted)
        return ExitCode::Interrupted;
    if (failed != 0)
        return ExitCode::Failed;
    const Comparison comparison = compareCatalogs(ends->columns[0].end, ends->columns[1].end, *options);
    if (const auto written = write(context, comparison, arguments, options->mapping); !written)
        return context.failed(written.error());
    return comparison.summary.differs() ? ExitCode::Different : ExitCode::Done;
}

} // namespace

Command diffCommand()
{
    using enum Option::Takes;
    QList<Option> options = compareOptionList();
    options += {{u"data"_s, Ctl::tr("the INSERT … SELECT that copies LEFT's rows to RIGHT"), Nothing, {}, {}},
                {u"destructive"_s, Ctl::tr("with --format sql: write statements that lose data, not as comments"), Nothing, {}, {}}};
    Command command{
        u"diff"_s,
        Ctl::tr("two schemas side by side; exit code 2 where they differ"),
        u"LEFT RIGHT [OPTIONS]"_s,
        Ctl::tr("A database, one schema of it (production/sales), a snapshot (production@2), a URL or a file. --format sql makes LEFT like RIGHT."),
        u"concordctl diff staging production --ignore comments --format sql"_s,
        options,
        run};
    command.formats = {u"text"_s, u"json"_s, u"html"_s, u"markdown"_s, u"sql"_s};
    return command;
}

} // namespace concord::ctl
