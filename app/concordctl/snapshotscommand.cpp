// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/snapshotchanges.h"
#include "concordctl/translate.h"
#include "schema/catalogfilter.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

JsonValue snapshotRecord(const SnapshotInfo &info, const QUuid &baseline)
{
    JsonValue record{{"snapshot", utf8(u"%1@%2"_s.arg(info.database, QString::number(info.number)))},
                     {"id", utf8(info.id.toString(QUuid::WithoutBraces))},
                     {"number", info.number},
                     {"name", textOrNull(info.name)},
                     {"keep", info.keep},
                     {"baseline", info.id == baseline},
                     {"read", utf8(info.taken.toString(Qt::ISODateWithMs))},
                     {"changed", info.changed},
                     {"hash", utf8(info.hash.toString())},
                     {"scope", textOrNull(info.scope)},
                     {"engine", utf8(info.engine)},
                     {"product", utf8(info.product)},
                     {"server_version", utf8(info.serverVersion)},
                     {"role", utf8(info.role)},
                     {"run", utf8(info.run.toString(QUuid::WithoutBraces))},
                     {"run_started", utf8(info.runStarted.toString(Qt::ISODateWithMs))},
                     {"unread", info.unread},
                     {"include", jsonList(info.include)},
                     {"exclude", jsonList(info.exclude)},
                     {"url", textOrNull(info.url)},
                     {"elsewhere", info.elsewhere},
                     {"model", info.modelVersion}};
    record["counts"] = JsonValue::object();
    for (const auto &[entity, count] : info.counts.asKeyValueRange())
        record["counts"][utf8(entity)] = count;
    return record;
}

QUuid baselineOf(Context &context, const QList<SnapshotInfo> &snapshots)
{
    const auto workspace = context.existingWorkspace();
    if (!workspace || snapshots.isEmpty())
        return {};
    const auto baseline = (*workspace)->baseline(snapshots.first().profileId);
    return baseline && *baseline ? (*baseline)->snapshot : QUuid();
}

/// In what way it is not the whole: left out on purpose, or not to be read.
QString partText(const SnapshotInfo &info)
{
    QStringList words;
    if (const QString patterns = patternsText(info.include, info.exclude); !patterns.isEmpty())
        words.append(patterns);
    if (info.elsewhere)
        words.append(Ctl::tr("of another database (%1)").arg(info.url));
    if (info.unread > 0)
        words.append(Ctl::tr("%1 not read").arg(info.unread));
    return words.join(u"; "_s);
}

void writeList(Context &context, const QList<SnapshotInfo> &snapshots, const QString &database)
{
    const QUuid baseline = baselineOf(context, snapshots);
    const bool table = context.format() == Format::Table || context.format() == Format::Markdown;
    Listing listing{.key = "snapshots",
                    .columns = {{"snapshot", Ctl::tr("Snapshot")},
                                {"name", Ctl::tr("Name")},
                                {table ? "shown_read" : "read", Ctl::tr("Read")},
                                {table ? "shown_changed" : "changed", Ctl::tr("Schema")},
                                {"tables", Ctl::tr("Tables"), true},
                                {"hash", Ctl::tr("Hash")},
                                {"patterns", Ctl::tr("Patterns")},
                                {table ? "shown_keep" : "keep", Ctl::tr("Kept")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("No snapshots of “%1” yet. `concordctl extract` reads its schema.").arg(database),
                    .lastLine = {}};
    for (const SnapshotInfo &info : snapshots) {
        JsonValue record = snapshotRecord(info, baseline);
        if (context.format() != Format::Json && context.format() != Format::NdJson) {
            record["tables"] = info.counts.value(u"tables"_s) + info.counts.value(u"collections"_s);
            record["shown_read"] = utf8(ageText(info.taken));
            record["shown_changed"] = utf8(info.changed ? Ctl::tr("changed") : Ctl::tr("unchanged"));
            record["patterns"] = utf8(partText(info));
            record["shown_keep"] = utf8(info.id == baseline ? Ctl::tr("baseline") : info.keep ? Ctl::tr("kept") : QString());
        }
        listing.records.push_back(std::move(record));
    }
    listing.more["database"] = utf8(database);
    listing.more["total"] = snapshots.size();
    writeListing(listing, context.format(), context.out());
}

int say(Context &context, const QString &done)
{
    context.out().note(done);
    return ExitCode::Done;
}

int prune(Context &context, Workspace &workspace, const Arguments &arguments, const QUuid &profileId)
{
    PrunePolicy policy;
    policy.profileId = profileId;
    const QString newest = arguments.value(u"prune"_s);
    if (!newest.isEmpty()) {
        bool ok = false;
        policy.newest = newest.toInt(&ok);
        if (!ok || policy.newest < 1)
            return context.failed(Error{ErrorKind::Usage, Ctl::tr("--prune=N takes how many of the newest stay, at least 1."), {}, {}, -1, 0, 0});
    }
    if (arguments.has(u"older-than"_s)) {
        const auto days = arguments.number(u"older-than"_s, 0, 0);
        if (!days)
            return context.failed(days.error());
        policy.olderThan = QDateTime::currentDateTimeUtc().addDays(-*days);
    }
    const auto removed = workspace.pruneSnapshots(policy);
    return removed ? say(context, Ctl::tr("%n snapshot(s) removed.", nullptr, *removed)) : context.failed(removed.error());
}

/// DB@SNAPSHOT, or --baseline SNAPSHOT of DB, becomes what drift is measured by.
int setBaseline(Context &context, Workspace &workspace, const Arguments &arguments, const QString &word)
{
    const QString reference = arguments.value(u"baseline"_s);
    const auto found = workspace.findSnapshot(reference.isEmpty() ? word : word + u'@' + reference, *context.registry());
    if (!found)
        return context.failed(found.error());
    const bool none = arguments.has(u"no-baseline"_s);
    const QUuid profile = found->info.profileId;
    const auto done = workspace.setBaseline({profile, none ? QUuid() : found->info.id, {}, {}, false}).and_then([&] {
        return workspace.measureAfterReading(profile, *context.registry());
    });
    if (!done)
        return context.failed(done.error());
    return say(context, none ? Ctl::tr("“%1” has no baseline any more.").arg(found->info.database)
                             : Ctl::tr("%1@%2 is the baseline: drift is measured by it, and it is never pruned.")
                                   .arg(found->info.database, QString::number(found->info.number)));
}

int importFile(Context &context, Workspace &workspace, const QString &path, const QString &database)
{
    const auto endpoints = resolveDatabases(context, {database});
    if (!endpoints)
        return context.failed(endpoints.error());
    if (endpoints->size() != 1)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("“%1” names several databases.").arg(database), {}, {}, -1, 0, 0});
    const auto imported = workspace.importSnapshot(path, endpoints->first().profileId, endpoints->first().name);
    if (!imported)
        return context.failed(imported.error());
    writeList(context, {*imported}, imported->database);
    return ExitCode::Done;
}

/// What is done to one snapshot: the newest, or DB@SNAPSHOT.
int change(Context &context, Workspace &workspace, const Arguments &arguments, const SnapshotInfo &snapshot)
{
    const QString title = u"%1@%2"_s.arg(snapshot.database, QString::number(snapshot.number));
    Result<void> done;
    QString said;
    if (arguments.has(u"name"_s)) {
        done = workspace.nameSnapshot(snapshot.id, arguments.value(u"name"_s));
        said = arguments.value(u"name"_s).isEmpty() ? Ctl::tr("%1 has no name any more.").arg(title)
                                                    : Ctl::tr("%1 is now also %2@%3.").arg(title, snapshot.database, arguments.value(u"name"_s));
    } else if (arguments.has(u"keep"_s) || arguments.has(u"no-keep"_s)) {
        done = workspace.keepSnapshot(snapshot.id, arguments.has(u"keep"_s));
        said = arguments.has(u"keep"_s) ? Ctl::tr("%1 is kept until somebody removes it.").arg(title) : Ctl::tr("%1 may be pruned.").arg(title);
    } else if (arguments.has(u"export"_s)) {
        done = workspace.exportSnapshot(snapshot.id, arguments.value(u"export"_s));
        said = Ctl::tr("%1 written to %2.").arg(title, arguments.value(u"export"_s));
    } else {
        const auto baseline = workspace.baseline(snapshot.profileId);
        done = workspace.removeSnapshots({snapshot.id});
        said = Ctl::tr("%1 removed.").arg(title);
        if (done && baseline && *baseline && (*baseline)->snapshot == snapshot.id)
            context.out().note(Ctl::tr("It was the baseline of “%1”: choose another one, or no drift is measured.").arg(snapshot.database));
    }
    return done ? say(context, said) : context.failed(done.error());
}

/// As Workspace::findSnapshot(), but for a database that was read elsewhere only: its snapshots are listed and removed all the same.
Result<FoundSnapshot> toManage(Context &context, const Workspace &workspace, const QString &word)
{
    auto found = workspace.findSnapshot(word, *context.registry());
    const auto endpoints = found ? Result<QList<Endpoint>>() : resolveDatabases(context, {word});
    if (found || !endpoints || endpoints->size() != 1)
        return found;
    const auto all = workspace.snapshots(endpoints->first().profileId, *context.registry());
    return all && !all->isEmpty() ? FoundSnapshot{all->first(), {}} : std::move(found);
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 1)
        return context.failed(
            Error{ErrorKind::Usage, Ctl::tr("snapshots takes one database, or one snapshot: production, production@2."), {}, {}, -1, 0, 0});
    const QStringList actions{u"name"_s,   u"keep"_s,   u"no-keep"_s,  u"prune"_s,       u"export"_s,
                              u"import"_s, u"remove"_s, u"baseline"_s, u"no-baseline"_s, u"changes"_s};
    if (std::ranges::count_if(actions, [&](const QString &action) { return arguments.has(action); }) > 1)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("One thing at a time: --%1.").arg(actions.join(u", --"_s)), {}, {}, -1, 0, 0});
    if (arguments.has(u"older-than"_s) && !arguments.has(u"prune"_s))
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("--older-than goes with --prune."), {}, {}, -1, 0, 0});
    if (arguments.has(u"table"_s) && !arguments.has(u"changes"_s))
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("--table goes with --changes."), {}, {}, -1, 0, 0});
    const QString word = arguments.words().first();
    const auto workspace = arguments.has(u"import"_s) ? context.workspace() : context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    if (arguments.has(u"import"_s))
        return importFile(context, **workspace, arguments.value(u"import"_s), word);
    const auto found = toManage(context, **workspace, word);
    if (!found) {
        // A database that was never read has no snapshots, which is an answer.
        const auto endpoints = resolveDatabases(context, {word});
        const bool lists = std::ranges::none_of(actions, [&](const QString &action) { return arguments.has(action); });
        if (!lists || !endpoints || endpoints->size() != 1)
            return context.failed(found.error());
        writeList(context, {}, word);
        return ExitCode::Done;
    }
    if (arguments.has(u"baseline"_s) || arguments.has(u"no-baseline"_s))
        return setBaseline(context, **workspace, arguments, word);
    if (arguments.has(u"changes"_s))
        return writeChanges(context, **workspace, found->info, arguments);
    if (arguments.has(u"prune"_s))
        return prune(context, **workspace, arguments, found->info.profileId);
    if (std::ranges::any_of(actions, [&](const QString &action) { return arguments.has(action); })) {
        if (arguments.has(u"remove"_s) && !word.contains(u'@'))
            return context.failed(
                Error{ErrorKind::Usage, Ctl::tr("Say which one to remove: %1@%2.").arg(word, QString::number(found->info.number)), {}, {}, -1, 0, 0});
        return change(context, **workspace, arguments, found->info);
    }
    const auto all = (*workspace)->snapshots(found->info.profileId, *context.registry());
    if (!all)
        return context.failed(all.error());
    writeList(context, word.contains(u'@') ? QList{found->info} : *all, found->info.database);
    return ExitCode::Done;
}

} // namespace

Command snapshotsCommand()
{
    using enum Option::Takes;
    return {
        u"snapshots"_s,
        Ctl::tr("the snapshots of a database's schema: list, what changed, baseline, name, keep, prune, export, import, remove"),
        u"DB | DB@SNAPSHOT [OPTIONS]"_s,
        Ctl::tr("Where one snapshot is meant and none is named, it is the newest."),
        u"concordctl snapshots production\n"
        "concordctl snapshots production --changes --table users\n"
        "concordctl snapshots production --baseline 2\n"
        "concordctl snapshots production@2 --name 'before release'\n"
        "concordctl snapshots production --prune=10 --older-than 90"_s,
        {{u"name"_s, Ctl::tr("gives it a name (empty: takes it away); a named one is never pruned"), Value, u"NAME"_s, {}},
         {u"keep"_s, Ctl::tr("it is never pruned"), Nothing, {}, {}},
         {u"no-keep"_s, Ctl::tr("it may be pruned again"), Nothing, {}, {}},
         {u"baseline"_s, Ctl::tr("makes SNAPSHOT (a number, a day, a name) what drift is measured by; it is never pruned"), Value, u"SNAPSHOT"_s, {}},
         {u"no-baseline"_s, Ctl::tr("drift is measured by the newest snapshot again"), Nothing, {}, {}},
         {u"changes"_s, Ctl::tr("what changed between which snapshots, newest first; N: only the newest N"), Maybe, u"N"_s, {}},
         {u"table"_s, Ctl::tr("with --changes: only of this object"), Value, u"T"_s, u't'},
         {u"prune"_s, Ctl::tr("removes all but the newest N (default 10), the named, the kept ones and the baseline"), Maybe, u"N"_s, {}},
         {u"older-than"_s, Ctl::tr("with --prune: only what was read so many days ago"), Value, u"DAYS"_s, {}},
         {u"export"_s, Ctl::tr("writes it to a file"), Value, u"FILE"_s, {}},
         {u"import"_s, Ctl::tr("reads one from a file, as one of DB's"), Value, u"FILE"_s, {}},
         {u"remove"_s, Ctl::tr("removes DB@SNAPSHOT"), Nothing, {}, {}}},
        run};
}

} // namespace concord::ctl
