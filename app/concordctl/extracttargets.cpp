// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/extracttargets.h"

#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "connection/connectionurl.h"
#include "connection/names.h"
#include "connection/samedatabase.h"
#include "extract/jobfile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

const QString failuresKey = u"extract/failures"_s;

/// One database that was not read: its id, and the word that names it.
struct Failure
{
    QUuid id;
    QString name;

    friend bool operator==(const Failure &, const Failure &) = default;
};

/// The last extraction that left something to retry, and how it was asked for.
struct Failures
{
    QUuid run;
    QDateTime started;
    QList<Failure> databases;
    QString file;    ///< the job file that it came from; empty: none
    QString output;
    QStringList include;
    QStringList exclude;
    bool partial = false;
};

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

/// A saved connection's name means that connection's snapshots everywhere: production@3 must not be another database.
Result<void> checkNameIsFree(Context &context, const QString &name, const Endpoint &endpoint)
{
    const auto saved = context.existingWorkspace().and_then([](Workspace *workspace) { return workspace->endpoints(); });
    for (const Endpoint &known : saved.value_or(QList<Endpoint>())) {
        if (nameKey(known.name) == nameKey(name) && !isSameDatabase(known, endpoint, *context.registry()))
            return fail(
                ErrorKind::Usage,
                Ctl::tr("“%1” in the job file is the name of a saved connection, but the URL leads to another database. Call it something else.")
                    .arg(name));
    }
    return {};
}

Result<Endpoint> jobEndpoint(Context &context, const JobDatabase &database)
{
    if (database.connectionString.isEmpty()) {
        const QString word = database.schema.isEmpty() ? database.name : database.name + u'/' + database.schema;
        return resolveDatabases(context, {word}).and_then([&](const QList<Endpoint> &found) -> Result<Endpoint> {
            if (found.size() != 1)
                return fail(ErrorKind::Usage, Ctl::tr("“%1” in the job file names several databases.").arg(database.name));
            return found.first();
        });
    }
    const auto url = parseUrl(database.connectionString, *context.registry());
    if (!url)
        return fail(url.error());
    Endpoint endpoint = asKnown(context, {adHocEndpoint(*url, *context.registry())}).first();
    if (const auto free = checkNameIsFree(context, database.name, endpoint); !free)
        return fail(free.error());
    if (!database.name.isEmpty())
        endpoint.name = database.name;
    if (!database.schema.isEmpty()) {
        endpoint.profileId = QUuid::createUuidV5(endpoint.profileId, database.schema.toUtf8());
        endpoint.schema = database.schema;
        if (!database.name.isEmpty())
            endpoint.name = database.name + u'/' + database.schema;
    }
    if (!url->secret.isNull())
        context.secrets().setForTarget(endpoint, url->secret);
    return endpoint;
}

/// Two names for one database would share its snapshots, so that neither says which. Two passwords for one are two questions.
Result<void> checkEachOnce(const JobFile &job, const QList<ExtractTarget> &targets)
{
    for (qsizetype i = 0; i < targets.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            const QString &first = job.databases[j].connectionString;
            const QString &second = job.databases[i].connectionString;
            const bool otherPassword = first != second && !first.isEmpty() && withoutSecret(first) == withoutSecret(second);
            if (targets[i].endpoint.profileId == targets[j].endpoint.profileId && !otherPassword)
                return fail(ErrorKind::Usage, Ctl::tr("“%1” and “%2” in the job file are the same database; name it once.")
                                                  .arg(targets[j].endpoint.name, targets[i].endpoint.name));
        }
    }
    return {};
}

Result<void> addJobFile(Context &context, const QString &path, ExtractRequest &request)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, Ctl::tr("The job file %1 cannot be read: %2").arg(path, file.errorString()));
    const auto job = parseJobFile(file.readAll());
    if (!job)
        return fail(job.error());
    for (const JobDatabase &database : job->databases) {
        const auto endpoint = jobEndpoint(context, database);
        if (!endpoint)
            return fail(endpoint.error());
        ExtractTarget target = wholeDatabase(*endpoint);
        target.request.schema = database.schema.isEmpty() ? endpoint->schema : database.schema;
        target.request.include = job->include + database.include;
        target.request.exclude = job->exclude + database.exclude;
        request.targets.append(target);
    }
    request.concurrency = job->concurrency.value_or(request.concurrency);
    request.timeoutMs = job->timeoutMs.value_or(request.timeoutMs);
    return checkEachOnce(*job, request.targets);
}

Result<Failures> lastFailures(Context &context)
{
    const auto kept = context.workspace().and_then([](Workspace *workspace) { return workspace->setting(failuresKey); });
    if (!kept)
        return fail(kept.error());
    const JsonValue json = JsonValue::parse(kept->begin(), kept->end(), nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return Failures();
    const auto text = [&json](const char *key) { return QString::fromStdString(json.value(key, std::string())); };
    const auto texts = [&json](const char *key) {
        QStringList list;
        for (const JsonValue &one : json.value(key, JsonValue::array()))
            list.append(QString::fromStdString(one.get<std::string>()));
        return list;
    };
    Failures failures{.run = QUuid::fromString(text("run")),
                      .started = QDateTime::fromString(text("started"), Qt::ISODateWithMs),
                      .databases = {},
                      .file = text("file"),
                      .output = text("output"),
                      .include = texts("include"),
                      .exclude = texts("exclude"),
                      .partial = json.value("partial", false)};
    const QStringList ids = texts("profiles");
    const QStringList names = texts("names");
    for (qsizetype i = 0; i < ids.size(); ++i)
        failures.databases.append({QUuid::fromString(ids[i]), names.value(i)});
    return failures;
}

/// What was not read and is in no job file: by its id as it is called by now, else by the word that named it.
Result<QList<Endpoint>> failedOnes(Context &context, const Failures &failures)
{
    const auto known = context.existingWorkspace().and_then([&](Workspace *workspace) { return workspace->knownDatabases(*context.registry()); });
    if (!known)
        return fail(known.error());
    QList<Endpoint> endpoints;
    for (const Failure &failure : failures.databases) {
        const auto same = std::ranges::find_if(*known, [&](const KnownProfile &one) { return one.endpoint.profileId == failure.id; });
        if (same != known->end())
            endpoints.append(same->endpoint);
        else if (const auto found = resolveDatabases(context, {failure.name}); found && found->size() == 1)
            endpoints.append(asKnown(context, *found));
    }
    return endpoints;
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
Result<void> keepFailures(const Failures &failures, ExtractRequest &request)
{
    // A job may name one database twice, with two passwords: the name tells which, unless it was changed since.
    QList<Failure> open = failures.databases;
    const auto failureOf = [](const ExtractTarget &target) { return Failure{target.endpoint.profileId, target.endpoint.name}; };
    for (const ExtractTarget &target : std::as_const(request.targets))
        open.removeOne(failureOf(target));
    request.targets.removeIf([&](const ExtractTarget &target) {
        return !failures.databases.contains(failureOf(target))
               && std::ranges::none_of(open, [&](const Failure &one) { return one.id == target.endpoint.profileId; });
    });
    if (request.targets.isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("There is nothing to retry: the last extraction left none of these unread."));
    request.run = failures.run;
    request.started = failures.started;
    return {};
}

Result<void> addTargets(Context &context, const Arguments &arguments, const std::optional<Failures> &failures, AskedExtraction &asked)
{
    if (!asked.file.isEmpty()) {
        if (const auto added = addJobFile(context, asked.file, asked.request); !added)
            return added;
    }
    const bool isNamed = !arguments.words().isEmpty() || arguments.has(u"all"_s);
    if (!asked.file.isEmpty() && !isNamed && !failures)
        return {};
    const auto endpoints = failures && !isNamed ? failedOnes(context, *failures) : named(context, arguments);
    if (!endpoints)
        return fail(endpoints.error());
    for (const Endpoint &endpoint : *endpoints) {
        if (std::ranges::none_of(asked.request.targets, [&](const ExtractTarget &target) { return target.endpoint.profileId == endpoint.profileId; }))
            asked.request.targets.append(wholeDatabase(endpoint));
    }
    return {};
}

} // namespace

Result<AskedExtraction> extractRequest(Context &context, const Arguments &arguments)
{
    std::optional<Failures> failures;
    if (arguments.has(u"retry-failed"_s)) {
        const auto last = lastFailures(context);
        if (!last)
            return fail(last.error());
        failures = *last;
    }
    const Failures before = failures.value_or(Failures());
    AskedExtraction asked;
    addPatterns(asked.include, arguments.values(u"include"_s));
    addPatterns(asked.exclude, arguments.values(u"exclude"_s));
    if (asked.include.isEmpty() && asked.exclude.isEmpty()) {
        asked.include = before.include;
        asked.exclude = before.exclude;
    }
    const auto pathOr = [&](const QString &option, const QString &otherwise) {
        return arguments.has(option) ? QFileInfo(arguments.value(option)).absoluteFilePath() : otherwise;
    };
    asked.file = pathOr(u"file"_s, arguments.words().isEmpty() ? before.file : QString());
    asked.output = pathOr(u"output"_s, before.output);
    if (const auto added = addTargets(context, arguments, failures, asked); !added)
        return fail(added.error());
    ExtractRequest &request = asked.request;
    const auto concurrency = arguments.number(u"concurrency"_s, request.concurrency, 1);
    if (!concurrency)
        return fail(concurrency.error());
    const auto timeout = arguments.seconds(u"timeout"_s, request.timeoutMs);
    if (!timeout)
        return fail(timeout.error());
    request.concurrency = static_cast<int>(std::min<qint64>(*concurrency, 256));
    request.timeoutMs = *timeout;
    request.partial = arguments.has(u"partial"_s) || before.partial;
    for (ExtractTarget &target : request.targets) {
        target.request.include += asked.include;
        target.request.exclude += asked.exclude;
    }
    if (failures) {
        if (const auto kept = keepFailures(*failures, request); !kept)
            return fail(kept.error());
    }
    return asked;
}

Result<void> rememberFailures(Context &context, const AskedExtraction &asked, const ExtractJob &job)
{
    JsonValue json{{"run", utf8(job.run().toString(QUuid::WithoutBraces))},
                   {"started", utf8(job.started().toString(Qt::ISODateWithMs))},
                   {"profiles", JsonValue::array()},
                   {"names", JsonValue::array()},
                   {"file", utf8(asked.file)},
                   {"output", utf8(asked.output)},
                   {"include", jsonList(asked.include)},
                   {"exclude", jsonList(asked.exclude)},
                   {"partial", asked.request.partial}};
    for (int i = 0; i < job.targetCount(); ++i) {
        const Endpoint &endpoint = job.request().targets[i].endpoint;
        if (job.outcome(i).state == ExtractState::Done)
            continue;
        json["profiles"].push_back(utf8(endpoint.profileId.toString(QUuid::WithoutBraces)));
        json["names"].push_back(utf8(endpoint.name));
    }
    const QByteArray text = json["profiles"].empty() ? QByteArray() : QByteArray::fromStdString(json.dump());
    return context.workspace().and_then([&](Workspace *workspace) { return workspace->setSetting(failuresKey, text); });
}

} // namespace concord::ctl
