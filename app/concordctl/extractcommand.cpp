// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/errorrecord.h"
#include "concordctl/extraction.h"
#include "concordctl/extracttargets.h"
#include "concordctl/listing.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "extract/entityfiles.h"
#include "schema/catalogfilter.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

JsonValue missingRecords(const QList<MissingRight> &missing)
{
    JsonValue list = JsonValue::array();
    for (const MissingRight &right : missing) {
        list.push_back(
            JsonValue{{"object", utf8(right.object)}, {"needs", utf8(right.needs)}, {"effect", utf8(right.effect)}, {"essential", right.essential}});
    }
    return list;
}

JsonValue databaseRecord(const Endpoint &endpoint, const ExtractOutcome &outcome)
{
    JsonValue record{{"name", utf8(endpoint.name)}, {"engine", utf8(endpoint.engine)}, {"status", utf8(extractStatusName(outcome.state))}};
    record["snapshot"] = nullptr;
    record["hash"] = nullptr;
    record["changed"] = nullptr;
    record["counts"] = JsonValue::object();
    if (outcome.snapshot) {
        const SnapshotInfo &snapshot = *outcome.snapshot;
        record["snapshot"] = utf8(u"%1@%2"_s.arg(snapshot.database, QString::number(snapshot.number)));
        record["snapshot_id"] = utf8(snapshot.id.toString(QUuid::WithoutBraces));
        record["hash"] = utf8(snapshot.hash.toString());
        record["changed"] = snapshot.changed;
        record["read"] = utf8(snapshot.taken.toString(Qt::ISODateWithMs));
        record["unread"] = snapshot.unread;
        for (const char *entity : {"tables", "views", "columns"}) // also where there are none
            record["counts"][entity] = 0;
        for (const auto &[entity, count] : snapshot.counts.asKeyValueRange())
            record["counts"][utf8(entity)] = count;
        if (!snapshot.include.isEmpty() || !snapshot.exclude.isEmpty()) {
            record["include"] = jsonList(snapshot.include);
            record["exclude"] = jsonList(snapshot.exclude);
        }
    }
    record["missing_rights"] = missingRecords(outcome.missing);
    record["elapsed_ms"] = std::round(outcome.elapsedMs * 10) / 10;
    record["error"] = outcome.error ? errorRecord(*outcome.error) : JsonValue();
    return record;
}

/// What a person reads of it, in the columns of the table.
void addShown(JsonValue &record, const ExtractOutcome &outcome)
{
    QString state = Ctl::tr("✗ failed");
    if (outcome.state == ExtractState::Done)
        state = outcome.snapshot && outcome.snapshot->changed ? Ctl::tr("✓ changed") : Ctl::tr("✓ unchanged");
    else if (outcome.state == ExtractState::Cancelled)
        state = Ctl::tr("cancelled");
    record["shown_state"] = utf8(state);
    const auto count = [&](std::initializer_list<const char *> entities) {
        qint64 sum = 0;
        for (const char *entity : entities)
            sum += outcome.snapshot ? outcome.snapshot->counts.value(QString::fromLatin1(entity)) : 0;
        return outcome.snapshot ? JsonValue(sum) : JsonValue();
    };
    // Collections and what was seen in their documents stand where other engines have tables and columns.
    record["tables"] = count({"tables", "collections"});
    record["views"] = count({"views"});
    record["columns"] = count({"columns", "fields"});
}

/// What must be told beside the answer: errors with what to do, rights that are missing.
void tell(Context &context, const Endpoint &endpoint, const ExtractOutcome &outcome)
{
    if (outcome.error && outcome.state != ExtractState::Cancelled) {
        Error error = withPasswordHint(*outcome.error, endpoint);
        error.message = u"%1: %2"_s.arg(endpoint.name, error.message);
        context.out().error(error);
        return;
    }
    for (const MissingRight &right : outcome.missing)
        context.out().warning(visible(Ctl::tr("%1: %2: %3 is missing; %4").arg(endpoint.name, right.object, right.needs, right.effect)));
    if (outcome.snapshot && outcome.snapshot->unread > 0 && outcome.missing.isEmpty())
        context.out().warning(
            u"%1: "_s.arg(endpoint.name)
            + Ctl::tr("%n thing(s) could not be read; the snapshot says which.", nullptr, static_cast<int>(outcome.snapshot->unread)));
    const QStringList idle = outcome.catalog ? idlePatterns(*outcome.catalog) : QStringList();
    if (!idle.isEmpty())
        context.out().warning(visible(Ctl::tr("%1: nothing is like %2.").arg(endpoint.name, idle.join(u", "_s))));
}

void writeAnswer(Context &context, const ExtractJob &job)
{
    const bool table = context.format() == Format::Table || context.format() == Format::Markdown;
    Listing listing{.key = "databases",
                    .columns = {{"name", Ctl::tr("Database")},
                                {"engine", Ctl::tr("Engine")},
                                {table ? "shown_state" : "status", Ctl::tr("State")},
                                {"tables", Ctl::tr("Tables"), true},
                                {"views", Ctl::tr("Views"), true},
                                {"columns", Ctl::tr("Columns"), true},
                                {"snapshot", Ctl::tr("Snapshot")},
                                {"elapsed_ms", Ctl::tr("ms"), true}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    qint64 tables = 0;
    for (int i = 0; i < job.targetCount(); ++i) {
        const ExtractOutcome outcome = job.outcome(i);
        JsonValue record = databaseRecord(job.request().targets[i].endpoint, outcome);
        if (context.format() != Format::Json && context.format() != Format::NdJson)
            addShown(record, outcome);
        if (outcome.snapshot)
            tables += outcome.snapshot->counts.value(u"tables"_s) + outcome.snapshot->counts.value(u"collections"_s);
        listing.records.push_back(std::move(record));
        tell(context, job.request().targets[i].endpoint, outcome);
    }
    const int done = job.countOf(ExtractState::Done);
    listing.more["run"] = utf8(job.run().toString(QUuid::WithoutBraces));
    listing.more["started"] = utf8(job.started().toString(Qt::ISODateWithMs));
    listing.more["total"] = job.targetCount();
    listing.more["succeeded"] = done;
    listing.more["failed"] = job.countOf(ExtractState::Failed);
    listing.more["cancelled"] = job.countOf(ExtractState::Cancelled);
    listing.more["total_execution_time_ms"] = std::round(job.elapsedMs() * 10) / 10;
    listing.lastLine =
        Ctl::tr("%1 of %n database(s) read, %2, %3 s", nullptr, job.targetCount())
            .arg(QString::number(done), Ctl::tr("%n table(s)", nullptr, static_cast<int>(tables)), QString::number(job.elapsedMs() / 1000, 'f', 1));
    writeListing(listing, context.format(), context.out());
}

int run(Context &context, const Arguments &arguments)
{
    const auto asked = extractRequest(context, arguments);
    if (!asked)
        return context.failed(asked.error());
    if (arguments.has(u"password-stdin"_s)) {
        const auto secret = passwordFromStdin();
        if (!secret)
            return context.failed(secret.error());
        context.secrets().setForSession({}, *secret);
    }
    if (const auto workspace = context.workspace(); !workspace)
        return context.failed(workspace.error());
    Extraction extraction(context, asked->request);
    extraction.run();
    if (const auto kept = rememberFailures(context, *asked, extraction.job()); !kept)
        context.out().warning(Ctl::tr("--retry-failed will not know of this extraction: %1").arg(kept.error().message));
    if (!asked->output.isEmpty()) {
        const ExtractJob &job = extraction.job();
        if (const auto written = writeEntityFiles(asked->output, job.run(), job.started(), extractedDatabases(job)); !written)
            return context.failed(written.error());
    }
    writeAnswer(context, extraction.job());
    if (extraction.exitCode() == ExitCode::SomeFailed)
        context.out().note(Ctl::tr("`concordctl extract --retry-failed` reads only those that failed."));
    return extraction.exitCode();
}

QList<Option> options()
{
    using enum Option::Takes;
    return {{u"all"_s, Ctl::tr("every saved connection"), Nothing, {}, u'a'},
            {u"file"_s, Ctl::tr("a job file: {\"databases\": [{\"name\": …, \"connection_string\": …}], \"concurrency\": 4, …}"), Value,
             u"JOB.json"_s, u'f'},
            {u"concurrency"_s, Ctl::tr("databases at once (default 4)"), Value, u"N"_s, u'c'},
            {u"include"_s, Ctl::tr("only tables, views … whose name, or schema.name, is like this; may be given again"), Value, u"PATTERN"_s, {}},
            {u"exclude"_s, Ctl::tr("all but these; wins over --include"), Value, u"PATTERN"_s, {}},
            {u"timeout"_s, Ctl::tr("seconds per database (default: none)"), Value, u"S"_s, u't'},
            {u"retry-failed"_s, Ctl::tr("only what the last extraction could not read"), Nothing, {}, {}},
            {u"partial"_s, Ctl::tr("keep what can be read where rights are missing"), Nothing, {}, {}},
            {u"output"_s, Ctl::tr("also write what was read there: a file of JSON lines per database and kind of entity"), Value, u"DIR"_s, u'o'},
            {u"password-stdin"_s, Ctl::tr("the password is standard input's first line"), Nothing, {}, {}}};
}

} // namespace

Command extractCommand()
{
    return {
        u"extract"_s,
        Ctl::tr("reads the schemas of databases into snapshots, several at once"),
        u"[DB…] [OPTIONS]"_s,
        Ctl::tr("Each database is read on a connection of its own; one that fails leaves the others whole. What was read is kept in the workspace\n"
                "and can be looked at with the servers offline: see schema, search, snapshots. Without DB: the active connection."),
        u"concordctl extract group:tenants --concurrency 8 --exclude 'tmp_*'\n"
        "concordctl extract --file job.json --output extracted --format json"_s,
        options(),
        run};
}

Command refreshCommand()
{
    return {u"refresh"_s,
            Ctl::tr("reads the schemas of these databases again (extract by another name)"),
            u"DB… [OPTIONS]"_s,
            {},
            u"concordctl refresh production analytics"_s,
            options(),
            run};
}

} // namespace concord::ctl
