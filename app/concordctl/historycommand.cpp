// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/translate.h"
#include "concordctl/worksessions.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Characters of a statement in a table.
constexpr qsizetype longestStatement = 120;

JsonValue targetRecord(const HistoryTarget &target)
{
    JsonValue record = JsonValue::object();
    record["connection_name"] = utf8(target.name);
    record["engine"] = utf8(target.engine);
    record["sql"] = utf8(target.sql);
    record["state"] = utf8(target.state);
    record["row_count"] = target.rows;
    if (target.affectedRows >= 0)
        record["affected_rows"] = target.affectedRows;
    record["execution_time_ms"] = roundedMs(target.elapsedMs);
    if (!target.errorKind.isEmpty())
        record["error"] = JsonValue{{"kind", utf8(target.errorKind)}, {"code", textOrNull(target.errorCode)}, {"message", utf8(target.errorMessage)}};
    return record;
}

QString shortened(const QString &statement)
{
    const QString line = statement.simplified();
    return line.size() > longestStatement ? line.first(longestStatement) + u'…' : line;
}

JsonValue entryRecord(const HistoryEntry &entry, bool withTargets)
{
    QStringList names;
    JsonValue targets = JsonValue::array();
    qint64 rows = 0;
    int succeeded = 0;
    for (const HistoryTarget &target : entry.targets) {
        names.append(target.name);
        if (withTargets)
            targets.push_back(targetRecord(target));
        rows += target.rows;
        succeeded += target.state == "done"_L1 || target.state == "capped"_L1;
    }
    JsonValue record = JsonValue::object();
    record["run"] = entry.run;
    record["started"] = utf8(entry.started.toUTC().toString(Qt::ISODate));
    record["session"] = textOrNull(entry.session);
    record["origin"] = utf8(entry.origin);
    record["statement"] = utf8(entry.text);
    record["databases"] = jsonList(names);
    record["succeeded"] = succeeded;
    record["failed"] = entry.targets.size() - succeeded;
    record["total_rows"] = rows;
    record["total_execution_time_ms"] = roundedMs(entry.elapsedMs);
    if (withTargets)
        record["database_results"] = std::move(targets);
    return record;
}

Listing historyListing()
{
    return {.key = "history",
            .columns = {{"run", Ctl::tr("Run"), true},
                        {"started", Ctl::tr("Started")},
                        {"session", Ctl::tr("Work session")},
                        {"databases", Ctl::tr("Databases")},
                        {"succeeded", Ctl::tr("Succeeded"), true},
                        {"failed", Ctl::tr("Failed"), true},
                        {"total_rows", Ctl::tr("Rows"), true},
                        {"statement", Ctl::tr("Statement")}},
            .records = {},
            .more = JsonValue::object(),
            .emptyText = Ctl::tr("Nothing has been run yet."),
            .lastLine = {}};
}

/// One after another: their statements may be megabytes each.
Result<void> writeRuns(Context &context, const Workspace &workspace, const QList<qint64> &runs)
{
    const bool aLineEach = context.format() == Format::Table; // the other formats have the whole text
    const bool hasSent = context.format() == Format::Json || context.format() == Format::NdJson;
    ListingStream stream(historyListing(), context.format(), context.out());
    for (const qint64 run : runs) {
        auto entry = workspace.historyEntry(run, aLineEach ? HistoryTexts::Beginnings : HistoryTexts::Whole);
        if (!entry && entry.error().kind == ErrorKind::NotFound) // cleared meanwhile
            continue;
        if (!entry)
            return fail(entry.error());
        if (aLineEach)
            entry->text = shortened(entry->text);
        stream.add(entryRecord(*entry, hasSent));
    }
    stream.end();
    return {};
}

int run(Context &context, const Arguments &arguments)
{
    if (!arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("history takes no words, only options."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto limit = arguments.number(u"limit"_s, 50, 0);
    if (!limit)
        return context.failed(limit.error());
    if (arguments.has(u"clear"_s)) {
        if (const auto cleared = (*workspace)->clearHistory(); !cleared)
            return context.failed(cleared.error());
        context.out().note(Ctl::tr("The history is empty now."));
        return ExitCode::Done;
    }
    QString session;
    if (arguments.has(u"session"_s)) {
        // A deleted session's history is still there, under its name.
        session = arguments.value(u"session"_s);
        if (const auto found = findSession(**workspace, session))
            session = found->name;
    }
    const int most = *limit == 0 || *limit > std::numeric_limits<int>::max() ? std::numeric_limits<int>::max() : static_cast<int>(*limit);
    const auto runs = (*workspace)->historyRuns(most, session, arguments.value(u"search"_s));
    if (!runs)
        return context.failed(runs.error());
    if (runs->isEmpty() && !session.isEmpty()) {
        if (const auto found = findSession(**workspace, session); !found)
            return context.failed(found.error());
    }
    const auto written = writeRuns(context, **workspace, *runs);
    return written ? ExitCode::Done : context.failed(written.error());
}

} // namespace

Command historyCommand()
{
    using enum Option::Takes;
    return {u"history"_s,
            Ctl::tr("what was run, on which databases, and what became of it; newest first"),
            u"[--session NAME] [--search TEXT] [--limit N] | --clear"_s,
            {},
            u"concordctl history --session 'Migration check' --format json"_s,
            {{u"session"_s, Ctl::tr("only this work session's"), Value, u"NAME"_s, {}},
             {u"search"_s, Ctl::tr("only statements that contain this text"), Value, u"TEXT"_s, {}},
             {u"limit"_s, Ctl::tr("at most so many runs (default: 50; 0: all)"), Value, u"N"_s, u'n'},
             {u"clear"_s, Ctl::tr("forget all of it"), Nothing, {}, {}}},
            run};
}

} // namespace concord::ctl
