// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/dryrun.h"

#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/errorrecord.h"
#include "concordctl/listing.h"
#include "concordctl/translate.h"
#include "query/sqltext.h"
#include "query/textparts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

const char *kindName(StatementKind kind)
{
    switch (kind) {
    case StatementKind::Empty: return "empty";
    case StatementKind::Read: return "read";
    case StatementKind::Write: return "write";
    case StatementKind::Ddl: return "ddl";
    case StatementKind::TransactionControl: return "transaction";
    case StatementKind::Session: return "session";
    case StatementKind::Unknown: break;
    }
    return "unknown";
}

/// Error: what is missing here to reach it, or what its engine cannot keep. An ODBC driver that the connection itself names is looked for
/// when it is opened.
Result<void> isReachable(const Driver &driver, const Endpoint &endpoint)
{
    const auto &own = endpoint.options.extra;
    const bool namesDriver = own.contains(u"driver"_s) || own.contains(u"dsn"_s);
    return driver.check(endpoint).and_then([&]() -> Result<void> {
        if (namesDriver)
            return {};
        return driver.installed().transform([](const QString &) {});
    });
}

/// Of a target that cannot be reached: what its text does is not told, for its language may be missing too.
JsonValue unreachableRecord(const Target &target, const QString &text, const Error &why)
{
    return JsonValue{{"connection_name", utf8(target.endpoint.name)},
                     {"engine", utf8(target.endpoint.engine)},
                     {"kind", kindName(StatementKind::Unknown)},
                     {"verb", ""},
                     {"without_where", false},
                     {"dangerous", false},
                     {"read_only", target.endpoint.readOnly},
                     {"would_run", false},
                     {"refusal", utf8(why.message)},
                     {"sql", utf8(text.trimmed())}};
}

/// One line a statement and target.
std::vector<JsonValue> statementRecords(const Target &target, const QString &text, const Dialect &dialect)
{
    std::vector<JsonValue> records;
    const auto script = splitScript(textFor(text, target.endpoint, dialect), dialect);
    if (!script)
        return records;
    for (const ScriptStatement &statement : *script) {
        const StatementClass c = classify(statement.text, dialect);
        const Result<void> reads = checkReadOnly(statement.text, dialect);
        const bool refused = target.endpoint.readOnly && !reads && !isSessionStatement(statement.text, dialect);
        JsonValue record = JsonValue::object();
        record["connection_name"] = utf8(target.endpoint.name);
        record["engine"] = utf8(target.endpoint.engine);
        record["kind"] = kindName(c.kind);
        record["verb"] = utf8(c.verb);
        record["without_where"] = c.withoutWhere;
        record["dangerous"] = c.dangerous();
        record["read_only"] = target.endpoint.readOnly;
        record["would_run"] = !refused;
        record["refusal"] = refused ? JsonValue(utf8(reads.error().message)) : JsonValue();
        record["sql"] = utf8(statement.text);
        records.push_back(std::move(record));
    }
    return records;
}

QString neededApproval(const RunCheck &check)
{
    if (check.writeTargets.isEmpty())
        return {};
    return check.writeTargets.size() == 1 ? u"--yes"_s : u"--yes=%1"_s.arg(check.writeTargets.size());
}

} // namespace

int dryRun(Context &context, const RunRequest &request, const RunCheck &check)
{
    Listing listing{.key = "statements",
                    .columns = {{"connection_name", Ctl::tr("Database")},
                                {"kind", Ctl::tr("Kind")},
                                {"verb", Ctl::tr("Verb")},
                                {"dangerous", Ctl::tr("Dangerous")},
                                {"would_run", Ctl::tr("Would run")},
                                {"refusal", Ctl::tr("Why not")},
                                {"sql", Ctl::tr("Statement")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("Nothing would be sent."),
                    .lastLine = {}};
    qsizetype unreachable = 0;
    for (const Target &target : request.targets) {
        const auto driver = context.registry()->find(target.endpoint.engine);
        if (!driver)
            continue;
        if (const Result<void> reachable = isReachable(*driver, target.endpoint); !reachable) {
            ++unreachable;
            context.out().error(u"%1: %2"_s.arg(target.endpoint.name, reachable.error().message));
            const QString text = textFor(request.text, target.endpoint, driver->dialectFor(target.endpoint));
            listing.records.push_back(unreachableRecord(target, text, reachable.error()));
            continue;
        }
        for (JsonValue &record : statementRecords(target, request.text, driver->dialectFor(target.endpoint)))
            listing.records.push_back(std::move(record));
    }
    JsonValue refusals = JsonValue::array();
    for (const Error &refusal : check.refusals) {
        context.out().error(refusal);
        refusals.push_back(errorRecord(refusal));
    }
    listing.more["dry_run"] = true;
    listing.more["statement"] = utf8(request.text);
    listing.more["refusals"] = refusals;
    listing.more["writes"] = check.writes;
    listing.more["write_targets"] = jsonList(check.writeTargets);
    listing.more["reasons"] = jsonList(check.reasons);
    listing.more["approval"] = textOrNull(neededApproval(check));
    writeListing(listing, context.format(), context.out());
    if (!check.writeTargets.isEmpty())
        context.out().note(Ctl::tr("To run it: %1").arg(neededApproval(check)));
    // That a read-only database would refuse is an answer, not a failure of the question.
    const bool answered = std::ranges::all_of(check.refusals, [](const Error &refusal) { return refusal.kind == ErrorKind::ReadOnly; });
    if (!answered || unreachable == request.targets.size())
        return ExitCode::Failed;
    return unreachable > 0 ? ExitCode::SomeFailed : ExitCode::Done;
}

} // namespace concord::ctl
