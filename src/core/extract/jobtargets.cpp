// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/jobtargets.h"

#include "connection/connectionurl.h"
#include "connection/names.h"
#include "connection/samedatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("JobFile", text);
}

/// A saved connection's name means that connection's snapshots everywhere: production@3 must not be another database.
Result<void> checkNameIsFree(const QString &name, const Endpoint &endpoint, const QList<Endpoint> &saved, const DriverRegistry &registry)
{
    for (const Endpoint &known : saved) {
        if (nameKey(known.name) == nameKey(name) && !isSameDatabase(known, endpoint, registry))
            return fail(ErrorKind::Usage,
                        tr("“%1” in the job file is the name of a saved connection, but the URL leads to another database. Call it something else.")
                            .arg(name));
    }
    return {};
}

Result<JobTarget> byName(const JobDatabase &database, const QList<KnownProfile> &known, const DriverRegistry &registry)
{
    const QString word = database.schema.isEmpty() ? database.name : database.name + u'/' + database.schema;
    return resolveTargets({word}, known, registry).and_then([&](const QList<ResolvedTarget> &found) -> Result<JobTarget> {
        if (found.size() != 1)
            return fail(ErrorKind::Usage, tr("“%1” in the job file names several databases.").arg(database.name));
        return JobTarget{{found.first().endpoint, {}}, found.first().secret};
    });
}

Result<JobTarget> byUrl(const JobDatabase &database, const QList<KnownProfile> &known, const QList<Endpoint> &saved, const DriverRegistry &registry)
{
    const auto url = parseUrl(database.connectionString, registry);
    if (!url)
        return fail(url.error());
    Endpoint endpoint = asKnown(adHocEndpoint(*url, registry), known, registry);
    if (const auto free = checkNameIsFree(database.name, endpoint, saved, registry); !free)
        return fail(free.error());
    if (!database.name.isEmpty())
        endpoint.name = database.name;
    if (!database.schema.isEmpty()) {
        endpoint.profileId = QUuid::createUuidV5(endpoint.profileId, database.schema.toUtf8());
        endpoint.schema = database.schema;
        if (!database.name.isEmpty())
            endpoint.name = database.name + u'/' + database.schema;
    }
    return JobTarget{{endpoint, {}}, url->secret};
}

/// Two names for one database would share its snapshots, so that neither says which. Two passwords for one are two questions.
Result<void> checkEachOnce(const JobFile &job, const QList<JobTarget> &targets)
{
    for (qsizetype i = 0; i < targets.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            const QString &first = job.databases[j].connectionString;
            const QString &second = job.databases[i].connectionString;
            const bool otherPassword = first != second && !first.isEmpty() && withoutSecret(first) == withoutSecret(second);
            const Endpoint &one = targets[j].target.endpoint;
            const Endpoint &other = targets[i].target.endpoint;
            if (one.profileId == other.profileId && !otherPassword)
                return fail(ErrorKind::Usage, tr("“%1” and “%2” in the job file are the same database; name it once.").arg(one.name, other.name));
        }
    }
    return {};
}

} // namespace

Result<QList<JobTarget>> jobTargets(const JobFile &job, const QList<KnownProfile> &known, const QList<Endpoint> &saved,
                                    const DriverRegistry &registry)
{
    QList<JobTarget> targets;
    for (const JobDatabase &database : job.databases) {
        auto found = database.connectionString.isEmpty() ? byName(database, known, registry) : byUrl(database, known, saved, registry);
        if (!found)
            return fail(found.error());
        CatalogRequest &request = found->target.request;
        request.schema = database.schema.isEmpty() ? found->target.endpoint.schema : database.schema;
        request.include = job.include + database.include;
        request.exclude = job.exclude + database.exclude;
        targets.append(std::move(*found));
    }
    return checkEachOnce(job, targets).transform([&] { return targets; });
}

Endpoint asKnown(const Endpoint &endpoint, const QList<KnownProfile> &known, const DriverRegistry &registry)
{
    const auto isIt = [&](const KnownProfile &one) { return one.endpoint.profileId == endpoint.profileId; };
    const auto leadsThere = [&](const KnownProfile &one) {
        return one.endpoint.schema.isEmpty() && isSameDatabase(one.endpoint, endpoint, registry);
    };
    if (!endpoint.schema.isEmpty() || std::ranges::any_of(known, isIt))
        return endpoint;
    const auto same = std::ranges::find_if(known, leadsThere);
    if (same == known.end())
        return endpoint;
    Endpoint found = endpoint;
    found.profileId = same->endpoint.profileId;
    found.serverId = same->endpoint.serverId;
    found.name = same->endpoint.name;
    return found;
}

} // namespace concord
