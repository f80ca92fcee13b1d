// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/relationsjson.h"
#include "concordctl/translate.h"
#include "relate/joinpath.h"
#include "schema/findtables.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

constexpr int mostHops = 20;

/// The one table that `[DB:][SCHEMA.]TABLE` means among the graph's databases; without DB in `preferred`, where it has such a one.
Result<TableRef> tableOf(const RelationGraph &graph, const QString &word, const QString &preferred = {})
{
    if (!preferred.isEmpty() && !word.contains(u':')) {
        if (const auto near = tableOf(graph, preferred + u':' + word))
            return near;
    }
    const qsizetype colon = word.indexOf(u':');
    const QString database = colon < 0 ? QString() : word.first(colon);
    const QString name = word.sliced(colon + 1);
    std::vector<TableRef> found;
    QStringList names;
    Error none{ErrorKind::NotFound, Ctl::tr("There is no database “%1” among those that were read.").arg(database), {}, {}, -1, 0, 0};
    for (const NamedCatalog &catalog : graph.catalogs()) {
        if (!database.isEmpty() && catalog.name.compare(database, Qt::CaseInsensitive) != 0)
            continue;
        const auto tables = findTables(*catalog.catalog, name);
        if (!tables) {
            none = tables.error();
            continue;
        }
        for (const ObjectPtr &table : *tables) {
            found.push_back({catalog.id, table->ref});
            names.append(graph.nameOf(found.back()));
        }
    }
    if (found.empty())
        return fail(none);
    if (found.size() > 1)
        return fail(
            ErrorKind::Usage,
            Ctl::tr("“%1” may be any of %2; write DB:SCHEMA.TABLE.").arg(word, names.first(std::min<qsizetype>(names.size(), 5)).join(u", "_s)));
    return found.front();
}

QString databaseOf(const RelationGraph &graph, const TableRef &table)
{
    const auto found = std::ranges::find(graph.catalogs(), table.database, &NamedCatalog::id);
    return found == graph.catalogs().end() ? QString() : found->name;
}

JsonValue pathRecord(const JoinPath &path, const RelationGraph &graph)
{
    JsonValue record{{"hops", path.steps.size()}, {"cost", std::round(path.cost * 100) / 100}, {"notes", jsonList(path.notes)}};
    record["steps"] = JsonValue::array();
    for (const JoinStep &step : path.steps) {
        JsonValue relation = relationRecord(step.relation, graph);
        relation["forward"] = step.forward;
        record["steps"].push_back(std::move(relation));
    }
    return record;
}

/// "orders(user_id) → users(id)" for each step.
QString stepsText(const JoinPath &path, const RelationGraph &graph)
{
    QStringList steps;
    for (const JoinStep &step : path.steps)
        steps.append(u"%1 → %2"_s.arg(endText(step.here(), graph), endText(step.there(), graph)));
    return steps.join(u"; "_s);
}

struct Found
{
    RelationGraphPtr graph;
    TableRef from;
    TableRef to;
    std::vector<JoinPath> paths;
};

/// In these databases; none: in all that were read.
Result<Found> find(Context &context, const Arguments &arguments, const QStringList &databases, const JoinPathOptions &options)
{
    const auto graph = relationsOf(context, databases);
    if (!graph)
        return fail(graph.error());
    const auto from = tableOf(**graph, arguments.words()[0]);
    if (!from)
        return fail(from.error());
    const auto to = tableOf(**graph, arguments.words()[1], databaseOf(**graph, *from));
    if (!to)
        return fail(to.error());
    return Found{*graph, *from, *to, joinPaths(**graph, *from, *to, options)};
}

/// The databases that both ends name; empty where one does not: what is suggested by names is clearest among those two.
QStringList namedDatabases(const QStringList &ends)
{
    QStringList databases;
    for (const QString &end : ends) {
        if (!end.contains(u':'))
            return {};
        databases.append(end.section(u':', 0, 0));
    }
    databases.removeDuplicates();
    return databases;
}

int run(Context &context, const Arguments &arguments)
{
    if (arguments.words().size() != 2)
        return context.failed(
            Error{ErrorKind::Usage, Ctl::tr("path takes two tables: users orders, shop:public.users crm:contacts."), {}, {}, -1, 0, 0});
    JoinPathOptions options;
    const auto hops = arguments.number(u"hops"_s, options.maxHops, 1);
    if (!hops)
        return context.failed(hops.error());
    if (*hops > mostHops)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("--hops takes at most %1.").arg(mostHops), {}, {}, -1, 0, 0});
    options.maxHops = static_cast<int>(*hops);
    const QStringList only = arguments.values(u"in"_s);
    const QStringList two = only.isEmpty() ? namedDatabases(arguments.words()) : QStringList();
    Result<Found> found = two.isEmpty() ? fail(ErrorKind::NotFound, {}) : find(context, arguments, two, options);
    if (!found || found->paths.empty())
        found = find(context, arguments, only, options);
    if (!found)
        return context.failed(found.error());
    const RelationGraph &graph = *found->graph;
    const QString from = graph.nameOf(found->from);
    const QString to = graph.nameOf(found->to);
    if (found->paths.empty())
        return context.failed(Error{ErrorKind::NotFound,
                                    Ctl::tr("No way leads from %1 to %2 in %3 joins.").arg(from, to, QString::number(options.maxHops)),
                                    {},
                                    {},
                                    -1,
                                    0,
                                    0});
    const bool structured = context.format() == Format::Json || context.format() == Format::NdJson;
    Listing listing{
        .key = "paths",
        .columns = {{"hops", Ctl::tr("Joins"), true}, {"shown_steps", Ctl::tr("Path")}, {"cost", Ctl::tr("Cost"), true}, {"notes", Ctl::tr("Notes")}},
        .records = {},
        .more = JsonValue::object(),
        .emptyText = {},
        .lastLine = {}};
    for (const JoinPath &path : found->paths) {
        JsonValue record = pathRecord(path, graph);
        if (!structured)
            record["shown_steps"] = utf8(stepsText(path, graph));
        listing.records.push_back(std::move(record));
    }
    listing.more["from"] = utf8(from);
    listing.more["to"] = utf8(to);
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command pathCommand()
{
    using enum Option::Takes;
    return {u"path"_s,
            Ctl::tr("the cheapest way to join two tables, over up to five joins"),
            u"FROM TO [OPTIONS]"_s,
            Ctl::tr("A table is [DB:][SCHEMA.]TABLE, of the newest snapshots. TO without DB is looked for in FROM's database first."),
            u"concordctl path order_items users --in shop"_s,
            {{u"in"_s, Ctl::tr("only in these databases"), Many, u"DB"_s, {}},
             {u"hops"_s, Ctl::tr("at most so many joins (default 5)"), Value, u"N"_s, {}}},
            run};
}

} // namespace concord::ctl
