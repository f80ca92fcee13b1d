// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/extracttargets.h"

#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "connection/connectionurl.h"
#include "connection/names.h"
#include "extract/jobfile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

const QString failuresKey = u"extract/failures"_s;

/// The last extraction that left something to retry.
struct Failures
{
    QUuid run;
    QDateTime started;
    QList<QUuid> profiles;
    QString file; ///< the job file that it came from; empty: none
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
        const bool same = known.engine == endpoint.engine && known.host == endpoint.host && known.port == endpoint.port
                          && known.database == endpoint.database && known.user == endpoint.user;
        if (nameKey(known.name) == nameKey(name) && !same)
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
    Endpoint endpoint = adHocEndpoint(*url, *context.registry());
    if (const auto free = checkNameIsFree(context, database.name, endpoint); !free)
        return fail(free.error());
    if (!url->secret.isNull())
        context.secrets().setForSession(endpoint.serverId, url->secret);
    if (!database.name.isEmpty())
        endpoint.name = database.name;
    if (!database.schema.isEmpty()) {
        endpoint.profileId = QUuid::createUuidV5(endpoint.profileId, database.schema.toUtf8());
        endpoint.schema = database.schema;
        if (!database.name.isEmpty())
            endpoint.name = database.name + u'/' + database.schema;
    }
    return endpoint;
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
    return {};
}

Result<Failures> lastFailures(Context &context)
{
    const auto text = context.workspace().and_then([](Workspace *workspace) { return workspace->setting(failuresKey); });
    if (!text)
        return fail(text.error());
    const JsonValue json = JsonValue::parse(text->begin(), text->end(), nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return Failures();
    Failures failures{QUuid::fromString(QString::fromStdString(json.value("run", std::string()))),
                      QDateTime::fromString(QString::fromStdString(json.value("started", std::string())), Qt::ISODateWithMs),
                      {},
                      QString::fromStdString(json.value("file", std::string()))};
    for (const JsonValue &id : json.value("profiles", JsonValue::array()))
        failures.profiles.append(QUuid::fromString(QString::fromStdString(id.get<std::string>())));
    return failures;
}

Result<QList<Endpoint>> named(Context &context, const Arguments &arguments)
{
    const bool everything = arguments.has(u"all"_s) || (arguments.has(u"retry-failed"_s) && arguments.words().isEmpty());
    if (arguments.has(u"all"_s) && !arguments.words().isEmpty())
        return fail(ErrorKind::Usage, Ctl::tr("Either --all or names, not both."));
    if (!everything)
        return resolveDatabases(context, arguments.words(), QString(), false);
    const auto endpoints = context.existingWorkspace().and_then([](Workspace *workspace) { return workspace->endpoints(); });
    if (endpoints && endpoints->isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("There are no connections yet. `concordctl connect NAME URL` saves one."));
    return endpoints;
}

/// Leaves only what the last extraction did not read, and goes on with its run.
Result<void> keepFailures(Context &context, ExtractRequest &request)
{
    const auto failures = lastFailures(context);
    if (!failures)
        return fail(failures.error());
    request.targets.removeIf([&](const ExtractTarget &target) { return !failures->profiles.contains(target.endpoint.profileId); });
    if (request.targets.isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("There is nothing to retry: the last extraction left none of these unread."));
    request.run = failures->run;
    request.started = failures->started;
    return {};
}

} // namespace

Result<ExtractRequest> extractRequest(Context &context, const Arguments &arguments)
{
    ExtractRequest request;
    QString file = arguments.value(u"file"_s);
    if (file.isEmpty() && arguments.has(u"retry-failed"_s) && arguments.words().isEmpty())
        file = lastFailures(context).value_or(Failures()).file;
    if (!file.isEmpty()) {
        if (const auto added = addJobFile(context, file, request); !added)
            return fail(added.error());
    }
    if (file.isEmpty() || !arguments.words().isEmpty() || arguments.has(u"all"_s)) {
        const auto endpoints = named(context, arguments);
        if (!endpoints)
            return fail(endpoints.error());
        for (const Endpoint &endpoint : *endpoints)
            request.targets.append(wholeDatabase(endpoint));
    }
    const auto concurrency = arguments.number(u"concurrency"_s, request.concurrency, 1);
    if (!concurrency)
        return fail(concurrency.error());
    const auto timeout = arguments.seconds(u"timeout"_s, request.timeoutMs);
    if (!timeout)
        return fail(timeout.error());
    request.concurrency = static_cast<int>(std::min<qint64>(*concurrency, 256));
    request.timeoutMs = *timeout;
    request.partial = arguments.has(u"partial"_s);
    for (ExtractTarget &target : request.targets) {
        addPatterns(target.request.include, arguments.values(u"include"_s));
        addPatterns(target.request.exclude, arguments.values(u"exclude"_s));
    }
    if (arguments.has(u"retry-failed"_s)) {
        if (const auto kept = keepFailures(context, request); !kept)
            return fail(kept.error());
    }
    return request;
}

Result<void> rememberFailures(Context &context, const Arguments &arguments, const ExtractJob &job)
{
    const auto before = arguments.has(u"retry-failed"_s) ? lastFailures(context).value_or(Failures()) : Failures();
    const QString file = arguments.has(u"file"_s) ? QFileInfo(arguments.value(u"file"_s)).absoluteFilePath() : before.file;
    JsonValue json{{"run", utf8(job.run().toString(QUuid::WithoutBraces))},
                   {"started", utf8(job.started().toString(Qt::ISODateWithMs))},
                   {"profiles", JsonValue::array()},
                   {"file", utf8(file)}};
    for (int i = 0; i < job.targetCount(); ++i) {
        if (job.outcome(i).state != ExtractState::Done)
            json["profiles"].push_back(utf8(job.request().targets[i].endpoint.profileId.toString(QUuid::WithoutBraces)));
    }
    const QByteArray text = json["profiles"].empty() ? QByteArray() : QByteArray::fromStdString(json.dump());
    return context.workspace().and_then([&](Workspace *workspace) { return workspace->setSetting(failuresKey, text); });
}

} // namespace concord::ctl
