// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/dryrun.h"
#include "concordctl/execjson.h"
#include "concordctl/execparameters.h"
#include "concordctl/execrows.h"
#include "concordctl/password.h"
#include "concordctl/runner.h"
#include "concordctl/statementsource.h"
#include "concordctl/translate.h"
#include "concordctl/worksessions.h"
#include "results/coveragefile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

Result<RunRequest> makeRequest(Context &context, const Arguments &arguments)
{
    const auto source = findStatement(context, arguments);
    if (!source)
        return fail(source.error());
    const auto endpoints = resolveDatabases(context, source->databases, arguments.value(u"session"_s), arguments.has(u"read-write"_s));
    if (!endpoints)
        return fail(endpoints.error());
    const auto limit = arguments.number(u"limit"_s, 0);
    const auto concurrency = arguments.number(u"concurrency"_s, 8, 1);
    const auto timeout = arguments.seconds(u"timeout"_s, 0);
    if (!limit || !concurrency || !timeout)
        return fail(!limit ? limit.error() : !concurrency ? concurrency.error() : timeout.error());
    RunRequest request;
    request.text = source->text;
    request.rowCap = *limit;
    request.concurrency = static_cast<int>(std::min<qint64>(*concurrency, 10'000));
    request.timeoutMs = *timeout;
    request.sessionEnds = true;
    for (const Endpoint &endpoint : *endpoints)
        request.targets.append(Target{endpoint, {}});
    warnOfUnasked(context, source->text, *endpoints);
    if (const auto applied = applyParameters(arguments.values(u"param"_s), request); !applied)
        return fail(applied.error());
    if (const auto known = checkParameterNames(request, *context.registry()); !known)
        return fail(known.error());
    return request;
}

/// A write wants --yes; one to several databases wants their number, so that a glob that took more than was meant is found.
Result<void> checkApproval(const Arguments &arguments, const RunCheck &check)
{
    const qsizetype count = check.writeTargets.size();
    const QString given = arguments.value(u"yes"_s);
    bool isNumber = given.isEmpty();
    if (!isNumber && given.toUInt(&isNumber) == 0)
        isNumber = false;
    if (!isNumber)
        return fail(ErrorKind::Usage, Ctl::tr("--yes takes the number of databases that are written to, not “%1”.").arg(given));
    if (count == 0)
        return {};
    const bool approved = arguments.has(u"yes"_s) && (given == QString::number(count) || (count == 1 && given.isEmpty()));
    if (approved)
        return {};
    QString message = count == 1 ? Ctl::tr("This writes to %1.").arg(check.writeTargets.first())
                                 : Ctl::tr("This writes to %1 databases: %2.").arg(count).arg(check.writeTargets.join(u", "_s));
    if (!check.reasons.isEmpty())
        message += u' ' + Ctl::tr("Mind: %1.").arg(check.reasons.join(u"; "_s));
    message += u' ' + (count == 1 ? Ctl::tr("Nothing was run; --yes runs it.") : Ctl::tr("Nothing was run; --yes=%1 runs it.").arg(count));
    return fail(ErrorKind::Usage, message);
}

/// The answer's file takes its name, with one beside it that says who is not in it where the format has no room for that.
Result<void> finishFile(Context &context, const QString &path, const Run &run, Format format)
{
    const Coverage coverage = run.coverage();
    qint64 rows = 0;
    for (int i = 0; i < run.targetCount(); ++i)
        rows += run.outcome(i).rows;
    if (coverage.answered == 0 && rows == 0 && format != Format::Json)
        return fail(ErrorKind::NotFound, Ctl::tr("%1 was not written: no database answered.").arg(path));
    if (auto finished = context.out().finishFile(); !finished)
        return finished;
    if (format == Format::Json || format == Format::Markdown)
        return {};
    auto beside = writeCoverageBeside(path, coverage);
    if (beside && QFileInfo::exists(coveragePath(path)))
        context.out().note(Ctl::tr("What is not in %1 stands in %2.").arg(path, coveragePath(path)));
    return beside;
}

int report(Context &context, const Runner &runner, const QString &path, const RowsWanted &wanted)
{
    const Run &run = runner.result();
    const Format format = wanted.format;
    const auto written =
        format == Format::Json ? writeRunJson(run, runner.number(), wanted, context.out()) : writeRunRows(run, wanted, context.out());
    if (!written)
        return context.failed(written.error());
    if (const auto flushed = context.out().flush(); !flushed)
        return context.failed(flushed.error());
    reportRun(run, format, context.out());
    const Result<void> kept = path.isEmpty() ? Result<void>() : finishFile(context, path, run, format);
    if (!kept)
        context.out().error(kept.error());
    if (runner.wasInterrupted()) {
        context.out().warning(kept ? Ctl::tr("Interrupted: the answer is partial.") : Ctl::tr("Interrupted before an answer came."));
        return ExitCode::Interrupted;
    }
    if (!kept)
        return ExitCode::Failed;
    const Coverage coverage = run.coverage();
    return coverage.answered == coverage.total ? ExitCode::Done : coverage.answered == 0 ? ExitCode::Failed : ExitCode::SomeFailed;
}

int run(Context &context, const Arguments &arguments)
{
    const QString path = arguments.value(u"output"_s);
    const Result<Format> named = arguments.has(u"format"_s) ? Result<Format>(context.format()) : formatOfFile(path, context.format());
    if (!named)
        return context.failed(named.error());
    const Format format = *named;
    const bool bySource = arguments.has(u"by-source"_s);
    if (bySource && (format == Format::Csv || format == Format::Tsv || format == Format::NdJson))
        return context.failed(Error{ErrorKind::Usage,
                                    Ctl::tr("--by-source is for tables, Markdown and JSON; the other formats name the source in each row."),
                                    {},
                                    {},
                                    -1,
                                    0,
                                    0});
    QStringList mergeKeys;
    for (const QString &names : arguments.values(u"merge"_s))
        mergeKeys += names.split(u',', Qt::SkipEmptyParts);
    if (arguments.has(u"merge"_s) && (mergeKeys.isEmpty() || bySource))
        return context.failed(
            Error{ErrorKind::Usage, Ctl::tr("--merge takes the columns of the key, and one table for all databases."), {}, {}, -1, 0, 0});
    const auto request = makeRequest(context, arguments);
    if (!request)
        return context.failed(request.error());
    QString session;
    if (arguments.has(u"session"_s)) {
        const auto workspace = context.existingWorkspace();
        const auto found = workspace ? findSession(**workspace, arguments.value(u"session"_s)) : fail(workspace.error());
        if (!found)
            return context.failed(found.error());
        session = found->name;
    }
    const RunCheck check = checkRun(*request, *context.registry());
    if (arguments.has(u"dry-run"_s))
        return dryRun(context, *request, check);
    for (const Error &refusal : check.refusals)
        context.out().error(refusal);
    if (!check.refusals.isEmpty())
        return ExitCode::Failed;
    const auto chosen = chosenStatement(arguments, *request, format, *context.registry());
    if (!chosen)
        return context.failed(chosen.error());
    if (const auto approved = checkApproval(arguments, check); !approved)
        return context.failed(approved.error());
    if (arguments.has(u"password-stdin"_s)) {
        const auto secret = passwordFromStdin();
        if (!secret)
            return context.failed(secret.error());
        context.secrets().setForSession({}, *secret);
    }
    // Before anything runs: an answer that has no place is lost.
    const Result<void> place = path.isEmpty() ? Result<void>() : context.out().writeTo(path);
    if (!place)
        return context.failed(place.error());
    Runner runner(context, *request, session);
    runner.run();
    const Alignment alignment = arguments.has(u"by-position"_s) ? Alignment::ByPosition : Alignment::ByName;
    return report(context, runner, path, RowsWanted{format, bySource, mergeKeys, *chosen, alignment});
}

} // namespace

Command execCommand()
{
    using enum Option::Takes;
    QList<Option> options = statementOptions();
    options += {
        {u"limit"_s, Ctl::tr("at most so many rows of each database (default: all; 0: all)"), Value, u"N"_s, u'n'},
        {u"timeout"_s, Ctl::tr("seconds for each database, connecting included"), Value, u"S"_s, u't'},
        {u"param"_s, Ctl::tr("the value of :NAME, as NAME=VALUE; NAME@DB=VALUE for one database; may be given again"), Value, u"NAME=VALUE"_s, u'p'},
        {u"dry-run"_s, Ctl::tr("say what would be sent and what it would do; connect to nothing"), Nothing, {}, {}},
        {u"yes"_s, Ctl::tr("let a statement write; N is the number of databases where it is more than one"), Maybe, u"N"_s, u'y'},
        {u"statement"_s, Ctl::tr("of a script, write only what its Nth statement answered; csv and tsv hold one table"), Value, u"N"_s, {}},
        {u"by-source"_s, Ctl::tr("a table for each database instead of one for all"), Nothing, {}, {}},
        {u"by-position"_s, Ctl::tr("of all databases in one table: match columns by their position, whatever they are called"), Nothing, {}, {}},
        {u"output"_s, Ctl::tr("write the answer to FILE, in the format that its name tells; FILE.coverage.json says who did not answer"), Value,
         u"FILE"_s, u'o'},
        {u"merge"_s, Ctl::tr("one row for each value of these columns, with the numbers of all databases added up"), Value, u"KEY,…"_s, {}},
        {u"session"_s, Ctl::tr("run on this work session's connections and keep it in its history"), Value, u"NAME"_s, u's'},
        {u"concurrency"_s, Ctl::tr("databases at once (default: 8)"), Value, u"N"_s, u'j'},
        {u"read-write"_s, Ctl::tr("URLs may be written to; profiles say so themselves"), Nothing, {}, {}},
        {u"password-stdin"_s, Ctl::tr("the password is standard input's first line"), Nothing, {}, {}},
    };
    return {
        u"exec"_s,
        Ctl::tr("runs one statement on many databases"),
        u"DB… -e STATEMENT | -f FILE | < FILE  [OPTIONS]"_s,
        Ctl::tr("Without a database it runs on the work session's (--session), else on the active connection. Tables and CSV show all rows as one,\n"
                "the first column saying which database each came from; JSON has an entry for each database. Of a script with several statements,\n"
                "NDJSON and JSON say whose rows they are; CSV and TSV hold one table, which --statement N chooses. Ctrl+C cancels on the servers\n"
                "and keeps what came; once more ends at once."),
        u"concordctl exec 'tenant_*' -e \"SELECT count(*) AS active FROM orders WHERE status = 'active'\" --format json"_s,
        options,
        run};
}

} // namespace concord::ctl
