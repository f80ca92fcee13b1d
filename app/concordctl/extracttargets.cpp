// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/extracttargets.h"

#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/translate.h"
#include "extract/jobtargets.h"
#include "workspace/unfinishedextraction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

ExtractTarget wholeDatabase(const Endpoint &endpoint)
{
    ExtractTarget target{endpoint, {}};
    target.request.schema = endpoint.schema;
    return target;
}

/// Patterns may come one by one, or several with commas.
void addPatterns(QStringList &patterns, const QStringList &given)
{
    for (const QString &one : given) {
        for (const QString &pattern : one.split(u',', Qt::SkipEmptyParts))
            patterns.append(pattern.trimmed());
    }
}

Result<void> addJobFile(Context &context, AskedExtraction &asked)
{
    QFile file(asked.file);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, Ctl::tr("The job file %1 cannot be read: %2").arg(asked.file, file.errorString()));
    const auto job = parseJobFile(file.readAll());
    if (!job)
        return fail(job.error());
    const auto workspace = context.existingWorkspace(Context::Missing::WillBeMade);
    const auto known = workspace ? (*workspace)->knownDatabases(*context.registry()) : fail(workspace.error());
    const auto saved = workspace ? (*workspace)->endpoints() : fail(workspace.error());
    const auto targets = jobTargets(*job, known.value_or(QList<KnownProfile>()), saved.value_or(QList<Endpoint>()), *context.registry());
    if (!targets) // URLs need no workspace: one that does not open is told only where a name is asked for
        return fail(!known && targets.error().kind == ErrorKind::NotFound ? known.error() : targets.error());
    for (const JobTarget &one : *targets) {
        if (!one.secret.isNull())
            context.secrets().setForTarget(one.target.endpoint, one.secret);
        asked.request.targets.append(one.target);
    }
    asked.request.concurrency = job->concurrency.value_or(asked.request.concurrency);
    asked.request.timeoutMs = job->timeoutMs.value_or(asked.request.timeoutMs);
    asked.request.partial = job->partial;
    if (asked.output.isEmpty() && !job->output.isEmpty()) // beside the file, wherever it is run from
        asked.output = QFileInfo(QFileInfo(asked.file).absoluteDir(), job->output).absoluteFilePath();
    return {};
}

/// What was not read and is in no job file: by its id as it is called by now, else by the word that named it. Asked for as it was.
Result<QList<ExtractTarget>> failedOnes(Context &context, const UnfinishedExtraction &failures)
{
    const auto known = context.existingWorkspace().and_then([&](Workspace *workspace) { return workspace->knownDatabases(*context.registry()); });
    if (!known)
        return fail(known.error());
    QList<ExtractTarget> targets;
    for (const UnreadDatabase &failure : failures.databases) {
        const auto same = std::ranges::find_if(*known, [&](const KnownProfile &one) { return one.endpoint.profileId == failure.id; });
        if (same != known->end())
            targets.append({same->endpoint, failure.request});
        else if (const auto found = resolveDatabases(context, {failure.name}); found && found->size() == 1)
            targets.append({asKnown(context, *found).first(), failure.request});
        else if (const auto endpoint = unreadEndpoint(failure, *context.registry()))
            targets.append({*endpoint, failure.request});
    }
    return targets;
}

Result<QList<Endpoint>> named(Context &context, const Arguments &arguments)
{
    if (arguments.has(u"all"_s) && !arguments.words().isEmpty())
        return fail(ErrorKind::Usage, Ctl::tr("Either --all or names, not both."));
    if (!arguments.has(u"all"_s)) {
        return resolveDatabases(context, arguments.words(), QString(), false).transform([&](const QList<Endpoint> &found) {
            return asKnown(context, found);
        });
    }
    const auto endpoints = context.existingWorkspace().and_then([](Workspace *workspace) { return workspace->endpoints(); });
    if (endpoints && endpoints->isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("There are no connections yet. `concordctl connect NAME URL` saves one."));
    return endpoints;
}

/// Leaves only what the last extraction did not read, and goes on with its run.
Result<void> keepFailures(const UnfinishedExtraction &failures, ExtractRequest &request)
{
    // A job may name one database twice, with two passwords: the name tells which, unless it was changed since.
    const auto isOf = [](const ExtractTarget &target) {
        return [&target](const UnreadDatabase &one) { return one.id == target.endpoint.profileId && one.name == target.endpoint.name; };
    };
    QList<UnreadDatabase> open = failures.databases;
    for (const ExtractTarget &target : std::as_const(request.targets))
        open.removeIf(isOf(target));
    request.targets.removeIf([&](const ExtractTarget &target) {
        return std::ranges::none_of(failures.databases, isOf(target))
               && std::ranges::none_of(open, [&](const UnreadDatabase &one) { return one.id == target.endpoint.profileId; });
    });
    if (request.targets.isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("There is nothing to retry: the last extraction left none of these unread."));
    request.run = failures.run;
    request.started = failures.started;
    return {};
}

bool isAmong(const QList<ExtractTarget> &targets, const Endpoint &endpoint)
{
    return std::ranges::any_of(targets, [&](const ExtractTarget &target) { return target.endpoint.profileId == endpoint.profileId; });
}

/// What the job file and words name, with the patterns that are asked for.
Result<void> addTargets(Context &context, const Arguments &arguments, bool byDefault, AskedExtraction &asked)
{
    if (!asked.file.isEmpty()) {
        if (const auto added = addJobFile(context, asked); !added)
            return added;
    }
    if (!arguments.words().isEmpty() || arguments.has(u"all"_s) || (byDefault && asked.file.isEmpty())) {
        const auto endpoints = named(context, arguments);
        if (!endpoints)
            return fail(endpoints.error());
        for (const Endpoint &endpoint : *endpoints) {
            if (!isAmong(asked.request.targets, endpoint))
                asked.request.targets.append(wholeDatabase(endpoint));
        }
    }
    for (ExtractTarget &target : asked.request.targets) {
        target.request.include += asked.include;
        target.request.exclude += asked.exclude;
    }
    return {};
}

/// What the last extraction left besides, where no words say which. `otherPatterns`: those that are asked for, instead of its own.
Result<void> addFailed(Context &context, const UnfinishedExtraction &failures, bool otherPatterns, AskedExtraction &asked)
{
    const auto targets = failedOnes(context, failures);
    if (!targets)
        return fail(targets.error());
    for (ExtractTarget target : *targets) {
        if (isAmong(asked.request.targets, target.endpoint))
            continue;
        if (otherPatterns) {
            target.request.include = asked.include;
            target.request.exclude = asked.exclude;
        }
        asked.request.targets.append(target);
    }
    return {};
}

} // namespace

Result<AskedExtraction> extractRequest(Context &context, const Arguments &arguments)
{
    std::optional<UnfinishedExtraction> failures;
    if (arguments.has(u"retry-failed"_s)) {
        const auto last = context.workspace().and_then([](const Workspace *workspace) { return unfinishedExtraction(*workspace); });
        if (!last)
            return fail(last.error());
        failures = *last;
    }
    const UnfinishedExtraction before = failures.value_or(UnfinishedExtraction());
    AskedExtraction asked;
    addPatterns(asked.include, arguments.values(u"include"_s));
    addPatterns(asked.exclude, arguments.values(u"exclude"_s));
    const bool otherPatterns = !asked.include.isEmpty() || !asked.exclude.isEmpty();
    if (!otherPatterns) {
        asked.include = before.include;
        asked.exclude = before.exclude;
    }
    const auto pathOr = [&](const QString &option, const QString &otherwise) {
        return arguments.has(option) ? QFileInfo(arguments.value(option)).absoluteFilePath() : otherwise;
    };
    asked.file = pathOr(u"file"_s, arguments.words().isEmpty() ? before.file : QString());
    asked.output = pathOr(u"output"_s, before.output);
    if (const auto added = addTargets(context, arguments, !failures, asked); !added)
        return fail(added.error());
    if (failures && arguments.words().isEmpty() && !arguments.has(u"all"_s)) {
        if (const auto added = addFailed(context, *failures, otherPatterns, asked); !added)
            return fail(added.error());
    }
    ExtractRequest &request = asked.request;
    const auto concurrency = arguments.number(u"concurrency"_s, request.concurrency, 1);
    if (!concurrency)
        return fail(concurrency.error());
    const auto timeout = arguments.seconds(u"timeout"_s, request.timeoutMs);
    if (!timeout)
        return fail(timeout.error());
    request.concurrency = static_cast<int>(std::min<qint64>(*concurrency, 256));
    request.timeoutMs = *timeout;
    request.partial = request.partial || arguments.has(u"partial"_s) || before.partial;
    if (failures) {
        if (const auto kept = keepFailures(*failures, request); !kept)
            return fail(kept.error());
    }
    return asked;
}

Result<void> rememberFailures(Context &context, const AskedExtraction &asked, const ExtractJob &job)
{
    const UnfinishedExtraction left{.run = job.run(),
                                    .started = job.started(),
                                    .databases = unreadDatabases(job, *context.registry()),
                                    .file = asked.file,
                                    .output = asked.output,
                                    .include = asked.include,
                                    .exclude = asked.exclude,
                                    .partial = asked.request.partial};
    return context.workspace().and_then([&](Workspace *workspace) { return rememberUnfinished(*workspace, left); });
}

} // namespace concord::ctl
