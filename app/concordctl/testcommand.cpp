// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/errorrecord.h"
#include "concordctl/listing.h"
#include "concordctl/password.h"
#include "concordctl/probe.h"
#include "concordctl/translate.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

double rounded(double ms)
{
    return std::round(ms * 10) / 10;
}

JsonValue probeRecord(const Probe &probe)
{
    JsonValue record = JsonValue::object();
    record["name"] = utf8(probe.endpoint.name);
    record["engine"] = utf8(probe.endpoint.engine);
    record["success"] = probe.answer.has_value();
    if (!probe.answer) {
        record["error"] = errorRecord(withPasswordHint(probe.answer.error(), probe.endpoint));
        return record;
    }
    record["product"] = utf8(probe.answer->product);
    record["version"] = utf8(probe.answer->version);
    record["user"] = textOrNull(probe.answer->user);
    record["database"] = utf8(probe.answer->database);
    record["tls"] = textOrNull(probe.answer->tls);
    record["read_only"] = probe.endpoint.readOnly;
    record["read_only_held"] = probe.answer->readOnlyHeld;
    record["connect_ms"] = rounded(probe.connectMs);
    record["latency_ms"] = rounded(probe.latencyMs);
    record["warnings"] = jsonList(probe.answer->warnings);
    return record;
}

/// What a person reads of a probe, in the columns of the table.
void addShown(JsonValue &record, const Probe &probe)
{
    record["shown_state"] = utf8(probe.answer ? Ctl::tr("✓ answered") : Ctl::tr("✗ failed"));
    if (probe.answer)
        record["shown_server"] = utf8((probe.answer->product + u' ' + probe.answer->version).trimmed());
    else
        record["shown_server"] = utf8(probe.answer.error().message.simplified()); // its lines would widen the table by their signs
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("test takes names of connections, groups or globs, or URLs."), {}, {}, -1, 0, 0});
    const auto timeout = arguments.seconds(u"timeout"_s, 0);
    if (!timeout)
        return context.failed(timeout.error());
    const auto endpoints = resolveDatabases(context, arguments.words());
    if (!endpoints)
        return context.failed(endpoints.error());
    if (arguments.has(u"password-stdin"_s)) {
        const auto secret = passwordFromStdin();
        if (!secret)
            return context.failed(secret.error());
        context.secrets().setForSession({}, *secret);
    }
    bool interrupted = false;
    const QList<Probe> probes = probe(context, *endpoints, *timeout, &interrupted);

    const bool plain = context.format() == Format::Table || context.format() == Format::Markdown;
    Listing listing{.key = "databases", .columns = {}, .records = {}, .more = JsonValue::object(), .emptyText = {}, .lastLine = {}};
    if (plain)
        listing.columns = {{"name", Ctl::tr("Connection")},
                           {"shown_state", Ctl::tr("State")},
                           {"shown_server", Ctl::tr("Server")},
                           {"user", Ctl::tr("User")},
                           {"tls", Ctl::tr("TLS")},
                           {"connect_ms", Ctl::tr("Connected in ms"), true},
                           {"latency_ms", Ctl::tr("Latency ms"), true}};
    else
        listing.columns = {{"name", {}}, {"engine", {}}, {"success", {}},    {"product", {}},   {"version", {}},
                           {"user", {}}, {"tls", {}},    {"connect_ms", {}}, {"latency_ms", {}}};
    int failed = 0;
    for (const Probe &probe : probes) {
        JsonValue record = probeRecord(probe);
        if (plain)
            addShown(record, probe);
        listing.records.push_back(std::move(record));
        failed += !probe.answer;
        if (!probe.answer) {
            Error error = withPasswordHint(probe.answer.error(), probe.endpoint);
            error.message = u"%1: %2"_s.arg(probe.endpoint.name, error.message);
            if (!plain || !error.detail.isEmpty()) // a table has room for the message, not for more
                context.out().error(error);
        } else {
            for (const QString &warning : probe.answer->warnings)
                context.out().warning(Ctl::tr("%1: %2").arg(probe.endpoint.name, warning));
        }
    }
    listing.more["total"] = probes.size();
    listing.more["succeeded"] = probes.size() - failed;
    listing.more["failed"] = failed;
    writeListing(listing, context.format(), context.out());
    if (interrupted)
        return ExitCode::Interrupted;
    return failed == 0 ? ExitCode::Done : failed == probes.size() ? ExitCode::Failed : ExitCode::SomeFailed;
}

} // namespace

Command testCommand()
{
    using enum Option::Takes;
    return {u"test"_s,
            Ctl::tr("connects and tells version, user, TLS and latency, or the server's own words; saves nothing"),
            u"DB…"_s,
            {},
            u"concordctl test group:tenants postgresql://reader@db.example/warehouse"_s,
            {{u"timeout"_s, Ctl::tr("seconds per database (default: its connect timeout)"), Value, u"S"_s, u't'},
             {u"password-stdin"_s, Ctl::tr("the password is standard input's first line"), Nothing, {}, {}}},
            run};
}

} // namespace concord::ctl
