// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/profiles.h"
#include "concordctl/translate.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

JsonValue optionsRecord(const ConnectOptions &options)
{
    JsonValue record = JsonValue::object();
    record["tls"] = textOrNull(tlsModeName(options.tls));
    record["tls_ca"] = textOrNull(options.tlsCa);
    record["tls_cert"] = textOrNull(options.tlsCert);
    record["tls_key"] = textOrNull(options.tlsKey);
    record["socket"] = textOrNull(options.socket);
    record["connect_timeout_ms"] = options.connectTimeoutMs;
    record["statement_timeout_ms"] = options.statementTimeoutMs;
    record["application_name"] = textOrNull(options.applicationName);
    record["search_path"] = textOrNull(options.searchPath);
    record["charset"] = textOrNull(options.charset);
    return record;
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 1)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("show takes the name of one connection."), {}, {}, -1, 0, 0});
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return context.failed(workspace.error());
    const auto profiles = savedProfiles(**workspace);
    if (!profiles)
        return context.failed(profiles.error());
    const auto saved = findProfile(*profiles, arguments.words().first());
    if (!saved)
        return context.failed(saved.error());
    const auto active = (*workspace)->activeProfile();
    const QDateTime used = (*workspace)->lastUses().value_or(QHash<QUuid, QDateTime>()).value(saved->profile.id);

    JsonValue record = profileRecord(*saved, *context.registry());
    record["active"] = active && *active == saved->profile.id;
    record["max_connections"] = saved->server.maxConnections;
    record["last_used"] = used.isValid() ? JsonValue(utf8(used.toUTC().toString(Qt::ISODate))) : JsonValue();
    const JsonValue options = optionsRecord(saved->server.options);
    if (context.format() == Format::Json) {
        record["options"] = options;
        context.out().write(documentText(record));
        return ExitCode::Done;
    }
    if (context.format() == Format::NdJson) {
        record["options"] = options;
        context.out().write(record.dump() + '\n');
        return ExitCode::Done;
    }
    Listing listing{.key = "properties",
                    .columns = {{"property", Ctl::tr("Property")}, {"value", Ctl::tr("Value")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = {},
                    .lastLine = {}};
    record.update(options);
    for (const auto &[key, value] : record.items()) {
        if (!value.is_null() && !(value.is_array() && value.empty()))
            listing.records.push_back(JsonValue{{"property", key}, {"value", value}});
    }
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command showCommand()
{
    return {u"show"_s, Ctl::tr("all that is saved about one connection, but for its password"), u"NAME"_s, {}, u"concordctl show production"_s, {},
            run};
}

} // namespace concord::ctl
