// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/databases.h"

#include "concordctl/context.h"
#include "concordctl/translate.h"
#include "concordctl/worksessions.h"
#include "extract/jobtargets.h"
#include "query/targets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Endpoints, with what a URL brought put where connections look for it.
QList<Endpoint> adopted(Context &context, const QList<ResolvedTarget> &targets, const QList<KnownProfile> &known, bool readWrite)
{
    QList<Endpoint> endpoints;
    for (const ResolvedTarget &target : targets) {
        Endpoint endpoint = target.endpoint;
        if (!target.secret.isNull()) {
            context.secrets().setForTarget(endpoint, target.secret);
            context.secrets().setForSession(endpoint.serverId, target.secret); // for URLs of that server that have none
        }
        const bool isSaved = std::ranges::any_of(known, [&](const KnownProfile &one) { return one.endpoint.serverId == endpoint.serverId; });
        if (readWrite && !isSaved)
            endpoint.readOnly = false;
        endpoints.append(endpoint);
    }
    return endpoints;
}

Result<QList<ResolvedTarget>> byDefault(Workspace &workspace, const QString &sessionName, const QList<KnownProfile> &known)
{
    QList<QUuid> profiles;
    if (!sessionName.isEmpty()) {
        const auto session = findSession(workspace, sessionName);
        if (!session)
            return fail(session.error());
        if (session->profiles.isEmpty()) // never the active connection instead: that is not what was asked for
            return fail(ErrorKind::Usage, Ctl::tr("No database connections specified: the work session “%1” has none.").arg(session->name));
        profiles = session->profiles;
    }
    const auto active = workspace.activeProfile();
    if (!active)
        return fail(active.error());
    return resolveDefault(profiles, *active, known);
}

} // namespace

Result<QList<Endpoint>> resolveDatabases(Context &context, const QStringList &words, bool readWrite)
{
    // URLs need no workspace: one that does not open is told only where a name is asked for.
    const auto workspace = context.existingWorkspace();
    const auto known = workspace ? (*workspace)->knownDatabases(*context.registry()) : fail(workspace.error());
    const auto targets = resolveTargets(words, known.value_or(QList<KnownProfile>()), *context.registry());
    if (!targets)
        return fail(!known && targets.error().kind == ErrorKind::NotFound ? known.error() : targets.error());
    return adopted(context, *targets, known.value_or(QList<KnownProfile>()), readWrite);
}

Result<QList<Endpoint>> resolveDatabases(Context &context, const QStringList &words, const QString &session, bool readWrite)
{
    if (!words.isEmpty())
        return resolveDatabases(context, words, readWrite);
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return fail(workspace.error());
    const auto known = (*workspace)->knownProfiles();
    if (!known)
        return fail(known.error());
    const auto targets = byDefault(**workspace, session, *known);
    if (!targets)
        return fail(targets.error());
    return adopted(context, *targets, *known, false);
}

QList<Endpoint> asKnown(Context &context, QList<Endpoint> endpoints)
{
    const auto known = context.existingWorkspace().and_then([&](Workspace *workspace) { return workspace->knownDatabases(*context.registry()); });
    const QList<KnownProfile> all = known.value_or(QList<KnownProfile>());
    for (Endpoint &endpoint : endpoints) {
        const Endpoint given = std::exchange(endpoint, concord::asKnown(endpoint, all, *context.registry()));
        if (given.profileId != endpoint.profileId)
            context.secrets().moveTarget(given, endpoint);
    }
    return endpoints;
}

bool namesDatabase(Context &context, const QString &word)
{
    return resolveDatabases(context, {word}).has_value();
}

} // namespace concord::ctl
