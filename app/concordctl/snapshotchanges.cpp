// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/snapshotchanges.h"

#include "concordctl/command.h"
#include "concordctl/commandline.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/translate.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

QString qualified(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name;
}

JsonValue record(const SnapshotChanges &step)
{
    JsonValue made{{"from", utf8(u"%1@%2"_s.arg(step.from.database, QString::number(step.from.number)))},
                   {"to", utf8(u"%1@%2"_s.arg(step.to.database, QString::number(step.to.number)))},
                   {"from_read", utf8(step.from.taken.toString(Qt::ISODateWithMs))},
                   {"read", utf8(step.to.taken.toString(Qt::ISODateWithMs))},
                   {"objects", JsonValue::array()}};
    for (const ObjectChange &change : step.changes)
        made["objects"].push_back(JsonValue{{"kind", utf8(objectKindName(change.kind))},
                                            {"name", utf8(qualified(change.object))},
                                            {"change", utf8(changeSortName(change.sort))},
                                            {"details", jsonList(change.details)}});
    return made;
}

/// Whether any snapshot of the database has something of that name. Error NotFound, with near names.
Result<void> knownTable(const Workspace &workspace, const SnapshotInfo &newest, const QString &table)
{
    const auto all = workspace.snapshots(newest.profileId);
    if (!all)
        return fail(all.error());
    std::vector<CatalogPtr> catalogs;
    QSet<QString> seen;
    Result<void> known = fail(ErrorKind::NotFound, {});
    for (const SnapshotInfo &one : *all) {
        if (seen.contains(one.hash.toString()))
            continue;
        seen.insert(one.hash.toString());
        const auto catalog = workspace.openSnapshot({one, {}});
        if (!catalog)
            continue;
        catalogs.push_back(*catalog);
        known = checkTables({table}, catalogs);
        if (known)
            return {};
    }
    return known;
}

} // namespace

int writeChanges(Context &context, const Workspace &workspace, const SnapshotInfo &newest, const Arguments &arguments)
{
    TimelineRequest request;
    request.table = arguments.value(u"table"_s);
    if (const QString limit = arguments.value(u"changes"_s); !limit.isEmpty()) {
        bool ok = false;
        request.limit = limit.toInt(&ok);
        if (!ok || request.limit < 1)
            return context.failed(Error{ErrorKind::Usage, Ctl::tr("--changes=N takes how many of the newest changes are wanted."), {}, {}, -1, 0, 0});
    }
    if (!request.table.isEmpty()) {
        const auto known = knownTable(workspace, newest, request.table);
        if (!known)
            return context.failed(known.error());
    }
    const auto timeline = workspace.timeline(newest.profileId, *context.registry(), request);
    if (!timeline)
        return context.failed(timeline.error());
    Listing listing{.key = "changes",
                    .columns = {{"from", Ctl::tr("From")}, {"to", Ctl::tr("To")}, {"read", Ctl::tr("Read")}, {"change", Ctl::tr("Change")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("Nothing changed between the snapshots of “%1”.").arg(newest.database),
                    .lastLine = {}};
    const bool structured = context.format() == Format::Json || context.format() == Format::NdJson;
    for (const SnapshotChanges &step : *timeline) {
        JsonValue whole = record(step);
        if (structured) {
            listing.records.push_back(std::move(whole));
            continue;
        }
        for (const ObjectChange &change : step.changes) {
            JsonValue row{{"from", whole["from"]}, {"to", whole["to"]}, {"read", utf8(ageText(step.to.taken))}, {"change", utf8(changeText(change))}};
            listing.records.push_back(std::move(row));
        }
    }
    listing.more["database"] = utf8(newest.database);
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace concord::ctl
