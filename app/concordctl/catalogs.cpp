// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/catalogs.h"

#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/translate.h"
#include "query/targets.h"
#include "schema/catalogfilter.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// The active connection's name.
Result<QString> activeName(const Workspace &workspace)
{
    const auto active = workspace.activeProfile();
    const auto endpoints = workspace.endpoints();
    if (!active || !endpoints)
        return fail(active ? endpoints.error() : active.error());
    for (const Endpoint &endpoint : *endpoints) {
        if (*active == endpoint.profileId)
            return endpoint.name;
    }
    return fail(ErrorKind::Usage, Ctl::tr("No database connections specified"));
}

/// The snapshots that words mean, each database once.
Result<QList<FoundSnapshot>> findAll(Context &context, const Workspace &workspace, const QStringList &words)
{
    QList<FoundSnapshot> found;
    const auto add = [&](const QString &word) -> Result<void> {
        const auto one = workspace.findSnapshot(word, *context.registry());
        if (one
            && std::ranges::none_of(found, [&](const FoundSnapshot &known) { return known.info.id == one->info.id && known.schema == one->schema; }))
            found.append(*one);
        return one.transform([](const FoundSnapshot &) {});
    };
    for (const QString &word : words) {
        if (!mayNameSeveral(word)) {
            if (const auto added = add(word); !added)
                return fail(added.error());
            continue;
        }
        const auto endpoints = resolveDatabases(context, {word});
        if (!endpoints)
            return fail(endpoints.error());
        for (const Endpoint &endpoint : *endpoints) {
            if (const auto added = add(endpoint.name); !added)
                context.out().warning(added.error().message);
        }
    }
    return found;
}

} // namespace

Result<OpenedCatalog> openCatalog(Context &context, const QString &word)
{
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return fail(workspace.error());
    const auto name = word.isEmpty() ? activeName(**workspace) : Result<QString>(word);
    if (!name)
        return fail(name.error());
    const auto found = (*workspace)->findSnapshot(*name, *context.registry());
    if (!found)
        return fail(found.error());
    return (*workspace)->openSnapshot(*found).transform([&](const CatalogPtr &catalog) { return OpenedCatalog{*found, catalog}; });
}

Result<std::vector<NamedCatalog>> openCatalogs(Context &context, const QStringList &words)
{
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return fail(workspace.error());
    Result<QList<FoundSnapshot>> found;
    if (words.isEmpty()) {
        found = latestOfHere(context, **workspace).transform([](const QList<SnapshotInfo> &latest) {
            QList<FoundSnapshot> all;
            for (const SnapshotInfo &info : latest)
                all.append({info, {}});
            return all;
        });
    } else {
        found = findAll(context, **workspace, words);
    }
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("No schema was read yet: `concordctl extract --all` reads them all."));
    QHash<QUuid, Environment> environments;
    const auto endpoints = (*workspace)->endpoints();
    for (const Endpoint &endpoint : endpoints.value_or(QList<Endpoint>()))
        environments.insert(endpoint.profileId, endpoint.environment);
    std::vector<NamedCatalog> catalogs;
    for (const FoundSnapshot &one : std::as_const(*found)) {
        auto catalog = (*workspace)->openSnapshot(one);
        if (!catalog)
            return fail(catalog.error());
        if (one.info.elsewhere || !patternsText(one.info.include, one.info.exclude).isEmpty())
            context.out().warning(snapshotTitle(one.info));
        catalogs.push_back({one.info.profileId, one.info.database, environments.value(one.info.profileId), *catalog});
    }
    return catalogs;
}

Result<QList<SnapshotInfo>> latestOfHere(Context &context, const Workspace &workspace)
{
    auto latest = workspace.latestSnapshots(*context.registry());
    if (!latest)
        return latest;
    for (const SnapshotInfo &info : std::as_const(*latest)) {
        if (info.elsewhere)
            context.out().warning(
                Ctl::tr("“%1” is left out: it was not read since it leads elsewhere. `concordctl extract %1` reads it.").arg(info.database));
    }
    latest->removeIf([](const SnapshotInfo &info) { return info.elsewhere; });
    return latest;
}

QString snapshotTitle(const SnapshotInfo &info)
{
    QString title = Ctl::tr("%1@%2, read %3").arg(info.database).arg(info.number).arg(ageText(info.taken));
    if (info.elsewhere)
        title = Ctl::tr("%1 · read from another database (%2)").arg(title, info.url);
    const QString patterns = patternsText(info.include, info.exclude);
    return patterns.isEmpty() ? title : Ctl::tr("%1 · partial: %2").arg(title, patterns);
}

} // namespace concord::ctl
