// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"
#include "connection/samedatabase.h"
#include "schema/catalogfilter.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// "14 connections: 12 sqlite, 2 postgresql".
QString totals(const QList<SavedProfile> &profiles)
{
    QMap<QString, int> engines;
    for (const SavedProfile &saved : profiles)
        ++engines[saved.server.engine];
    QStringList parts;
    for (auto it = engines.cbegin(); it != engines.cend(); ++it)
        parts.append(u"%1 %2"_s.arg(it.value()).arg(it.key()));
    if (parts.isEmpty())
        return Ctl::tr("Total: no connections");
    return Ctl::tr("Total: %n connection(s) (%1)", nullptr, static_cast<int>(profiles.size())).arg(parts.join(u", "_s));
}

/// Tables and collections.
qint64 tablesOf(const SnapshotInfo &info)
{
    return info.counts.value(u"tables"_s) + info.counts.value(u"collections"_s);
}

/// What is known of its schema; nulls where it was never read. `bytes`: what its snapshots take.
void addSnapshot(JsonValue &record, const SnapshotInfo &info, qint64 bytes, bool shown)
{
    const bool isRead = !info.id.isNull();
    record["tables"] = isRead ? JsonValue(tablesOf(info)) : JsonValue();
    record["columns"] = isRead ? JsonValue(info.counts.value(u"columns"_s)) : JsonValue();
    record["cache_bytes"] = isRead ? JsonValue(bytes) : JsonValue();
    record["include"] = jsonList(info.include);
    record["exclude"] = jsonList(info.exclude);
    record["last_updated"] = isRead ? JsonValue(utf8(info.taken.toString(Qt::ISODate))) : JsonValue();
    if (shown) {
        const QString patterns = patternsText(info.include, info.exclude);
        const QString age = isRead ? ageText(info.taken) : Ctl::tr("never");
        record["shown_schema"] = utf8(patterns.isEmpty() ? age : age + u", "_s + patterns);
    }
}

/// What was read by a URL and is no connection: also to be seen, searched and documented.
JsonValue withoutConnection(const Endpoint &endpoint, const SnapshotInfo &info, qint64 bytes, bool table, bool drawn, const DriverRegistry &registry)
{
    JsonValue record{{"name", utf8(endpoint.name)},           {"id", utf8(endpoint.profileId.toString(QUuid::WithoutBraces))},
                     {"engine", utf8(endpoint.engine)},       {"database", utf8(endpoint.database)},
                     {"schema", textOrNull(endpoint.schema)}, {"url", utf8(urlOf(endpoint, registry))}};
    addSnapshot(record, info, bytes, table);
    if (table) {
        record["shown"] = utf8(drawn ? u"·  "_s + endpoint.name : endpoint.name);
        record["access"] = utf8(Ctl::tr("not saved"));
    }
    return record;
}

int run(Context &context, const Arguments &arguments)
{
    if (!arguments.words().isEmpty())
        return context.failed(
            Error{ErrorKind::Usage, Ctl::tr("list takes no words; `concordctl show NAME` tells of one connection."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    const auto active = (*workspace)->activeProfile();
    if (!active)
        return context.failed(active.error());
    const QHash<QUuid, QDateTime> uses = (*workspace)->lastUses().value_or(QHash<QUuid, QDateTime>());
    const auto snapshots = (*workspace)->latestSnapshots(*context.registry());
    const auto usage = (*workspace)->snapshotUsage();
    if (!snapshots || !usage)
        return context.failed(snapshots ? usage.error() : snapshots.error());
    const auto others = (*workspace)->databasesWithoutProfile(*context.registry());
    if (!others)
        return context.failed(others.error());
    QHash<QUuid, SnapshotInfo> latest;
    qint64 tables = 0;
    for (const SnapshotInfo &info : *snapshots) {
        if (info.elsewhere)
            continue;
        latest.insert(info.profileId, info);
        tables += tablesOf(info);
    }

    const bool table = context.format() == Format::Table || context.format() == Format::Markdown;
    const bool drawn = context.format() == Format::Table && context.out().isTerminal(); // into a pipe goes the bare name
    Listing listing{.key = "connections",
                    .columns = {{table ? "shown" : "name", Ctl::tr("Connection")},
                                {"engine", Ctl::tr("Engine")},
                                {"database", Ctl::tr("Database")},
                                {"environment", Ctl::tr("Environment")},
                                {"groups", Ctl::tr("Groups")},
                                {table ? "access" : "read_only", Ctl::tr("Access")},
                                {"tables", Ctl::tr("Tables"), true},
                                {table ? "shown_schema" : "last_updated", Ctl::tr("Schema read")},
                                {table ? "used" : "last_used", Ctl::tr("Last used")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("No connections yet. `concordctl connect NAME URL` saves one; `concordctl demo DIR` makes some to try."),
                    .lastLine = totals(*profiles)};
    QString activeName;
    for (const SavedProfile &saved : *profiles) {
        JsonValue record = profileRecord(saved, *context.registry());
        const QDateTime used = uses.value(saved.profile.id);
        const bool isActive = *active == saved.profile.id;
        record["active"] = isActive;
        addSnapshot(record, latest.value(saved.profile.id), usage->byProfile.value(saved.profile.id), table);
        record["last_used"] = used.isValid() ? JsonValue(utf8(used.toUTC().toString(Qt::ISODate))) : JsonValue();
        if (isActive)
            activeName = saved.profile.name;
        if (table) {
            const bool last = &saved == &profiles->last();
            record["shown"] = utf8((!drawn ? QString() : last ? u"└─ "_s : u"├─ "_s) + saved.profile.name);
            record["access"] = utf8(saved.profile.readOnly ? Ctl::tr("read-only") : Ctl::tr("read-write"));
            record["used"] = utf8(howLongAgo(used));
        }
        listing.records.push_back(std::move(record));
    }
    for (const Endpoint &endpoint : *others) {
        JsonValue record = withoutConnection(endpoint, latest.value(endpoint.profileId), usage->byProfile.value(endpoint.profileId), table, drawn,
                                             *context.registry());
        if (table)
            listing.records.push_back(std::move(record));
        else
            listing.more["without_connection"].push_back(std::move(record));
    }
    listing.more["total"] = profiles->size();
    listing.more["active"] = textOrNull(activeName);
    listing.more["total_tables"] = tables;
    listing.more["cache_bytes"] = usage->bytes;
    if (!latest.isEmpty())
        listing.lastLine +=
            u'\n'
            + Ctl::tr("Schemas: %1 of %2, %3 kept")
                  .arg(Ctl::tr("%n table(s)", nullptr, static_cast<int>(tables)), Ctl::tr("%n database(s)", nullptr, static_cast<int>(latest.size())),
                       QLocale::c().formattedDataSize(usage->bytes, 1));
    if (!others->isEmpty())
        listing.lastLine += u'\n'
                            + Ctl::tr("%n database(s) read without a connection; `concordctl connect NAME URL` saves one.", nullptr,
                                      static_cast<int>(others->size()));
    if (!activeName.isEmpty())
        listing.lastLine += u'\n' + Ctl::tr("Active: %1").arg(activeName);
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command listCommand()
{
    return {u"list"_s, Ctl::tr("all connections, with engine, database, groups and last use"), {}, {}, u"concordctl list --format json"_s, {}, run};
}

} // namespace concord::ctl
