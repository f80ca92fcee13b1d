// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/diffscript.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "compare/comparehtml.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "migrate/datascript.h"
#include "migrate/migration.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

QString tableName(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name;
}

/// What copies LEFT's mapped rows to RIGHT. Error Unsupported: RIGHT's engine is not known here (any more).
Result<void> writeData(Context &context, const Comparison &comparison, const Mapping &mapping, bool isJson)
{
    const QString engineName = comparison.right.catalog->info().engine;
    const auto right = context.registry()->find(engineName);
    if (!right)
        return fail(ErrorKind::Unsupported, Ctl::tr("There is no driver for “%1”.").arg(engineName));
    const MigrationEngine engine{right->schemaChanger(), &right->schemaWriter(), &right->types(), &right->dialect()};
    const DataPlan plan = planData(comparison, engine, mapping);
    if (!isJson) {
        context.out().write(dataScript(comparison, plan));
        return {};
    }
    JsonValue json = comparisonToJson(comparison);
    JsonValue &data = json["data"] = JsonValue{{"changes", utf8(comparison.right.name)},
                                               {"notes", jsonList(plan.notes)},
                                               {"preamble", jsonList(plan.preamble)},
                                               {"statements", JsonValue::array()},
                                               {"epilogue", jsonList(plan.epilogue)}};
    for (const DataStep &step : plan.steps)
        data["statements"].push_back(JsonValue{{"left", utf8(tableName(step.left))},
                                               {"right", utf8(tableName(step.right))},
                                               {"sql", textOrNull(step.sql)},
                                               {"check", textOrNull(step.check)},
                                               {"notes", jsonList(step.notes)}});
    context.out().write(documentText(json));
    return {};
}

void writeReport(Context &context, const Comparison &comparison, const QString &format)
{
    if (format == "html"_L1)
        context.out().write(comparisonPage(comparison, *context.registry()));
    else if (format == "markdown"_L1)
        context.out().write(comparisonToMarkdown(comparison));
    else
        context.out().write(comparisonToText(comparison));
}

/// The answer, and the exit code that goes with it: of the comparison, or of what is left after its script was tried or applied.
int answer(Context &context, const Comparison &comparison, const Arguments &arguments, const CompareOptions &options, const Endpoint &left)
{
    const QString format = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"text"_s;
    // What could not be told was not found to be the same.
    int code = comparison.summary.isSame() ? ExitCode::Done : ExitCode::Different;
    if (arguments.has(u"data"_s)) {
        const auto written = writeData(context, comparison, options.mapping, format == "json"_L1);
        return written ? code : context.failed(written.error());
    }
    const bool scripted = format == "sql"_L1 || arguments.has(u"check"_s) || arguments.has(u"apply"_s);
    auto script = scripted ? DiffScript::plan(context, comparison, left, arguments) : fail(ErrorKind::Unsupported, {});
    if (scripted && !script)
        return context.failed(script.error());
    const bool isJson = format == "json"_L1;
    JsonValue json = isJson ? comparisonToJson(comparison) : JsonValue();
    if (format == "sql"_L1)
        context.out().write(script->text());
    else if (!isJson)
        writeReport(context, comparison, format);
    if (arguments.has(u"check"_s))
        code = script->check(isJson ? &json : nullptr);
    if (arguments.has(u"apply"_s)) {
        if (arguments.has(u"check"_s) && !script->isProven())
            context.out().warning(Ctl::tr("Not applied: the script did not prove itself on a copy."));
        else
            code = script->apply(options, isJson ? &json : nullptr);
    }
    if (isJson)
        context.out().write(documentText(json));
    return code;
}

int run(Context &context, const Arguments &arguments)
{
    const auto misused = [&](const QString &why) { return context.failed(Error{ErrorKind::Usage, why, {}, {}, -1, 0, 0}); };
    if (arguments.words().size() != 2)
        return misused(Ctl::tr("diff compares two: LEFT and RIGHT. matrix compares more."));
    if (arguments.has(u"data"_s) && (arguments.has(u"check"_s) || arguments.has(u"apply"_s)))
        return misused(Ctl::tr("--data only writes its statements, for RIGHT: --check and --apply are about the script that changes LEFT."));
    auto options = compareOptions(context, arguments);
    if (!options)
        return context.failed(options.error());
    const auto ends = readCompareEnds(context, arguments.words(), arguments.has(u"offline"_s), arguments.has(u"read-write"_s));
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
    if (const auto known = checkTables(options->tables, {ends->columns[0].end.catalog, ends->columns[1].end.catalog}); !known)
        return context.failed(known.error());
    if (const auto kept = addKeptMapping(context, arguments, *ends, *options); !kept)
        return context.failed(kept.error());
    const Comparison comparison = compareCatalogs(ends->columns[0].end, ends->columns[1].end, *options);
    return answer(context, comparison, arguments, *options, ends->endpoints[0]);
}

} // namespace

Command diffCommand()
{
    using enum Option::Takes;
    QList<Option> options = compareOptionList();
    options += {{u"data"_s, Ctl::tr("the INSERT … SELECT that copies LEFT's rows to RIGHT"), Nothing, {}, {}},
                {u"destructive"_s, Ctl::tr("with --format sql: write statements that lose data, not as comments"), Nothing, {}, {}},
                {u"check"_s,
                 Ctl::tr("try the script on an empty copy of LEFT's schema and tell what is left; never on a production server"),
                 Nothing,
                 {},
                 {}},
                {u"apply"_s, Ctl::tr("run the script on LEFT, then compare again; with --check only where nothing is left"), Nothing, {}, {}},
                {u"yes"_s, Ctl::tr("agree to what --check or --apply asks"), Nothing, {}, u'y'},
                {u"read-write"_s, Ctl::tr("with --apply: a URL may be written to; profiles say so themselves"), Nothing, {}, {}}};
    Command command{
        u"diff"_s,
        Ctl::tr("two schemas side by side; exit code 2 where they differ or it cannot be told"),
        u"LEFT RIGHT [OPTIONS]"_s,
        Ctl::tr("A database, one schema of it (production/sales), a snapshot (production@2), a URL or a file. --format sql makes LEFT like RIGHT.\n"
                "With --check or --apply the exit code tells of what is left: 0 nothing, 2 something; 1 it was not tried or nothing was applied, 3 "
                "only a part was."),
        u"concordctl diff staging production --ignore comments --format sql"_s,
        options,
        run};
    command.formats = {u"text"_s, u"json"_s, u"html"_s, u"markdown"_s, u"sql"_s};
    return command;
}

} // namespace concord::ctl
