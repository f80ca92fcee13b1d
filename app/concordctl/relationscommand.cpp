// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/relationsjson.h"
#include "concordctl/translate.h"
#include "schema/schemaformat.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

Result<RelateOptions> relateOptions(const Arguments &arguments)
{
    RelateOptions options;
    options.inferred = !arguments.has(u"declared"_s);
    if (!arguments.has(u"confidence"_s))
        return options;
    bool ok = false;
    options.infer.minimumConfidence = arguments.value(u"confidence"_s).toDouble(&ok);
    if (!ok || options.infer.minimumConfidence < 0 || options.infer.minimumConfidence > 1)
        return fail(ErrorKind::Usage, Ctl::tr("--confidence takes a number from 0 to 1, not “%1”.").arg(arguments.value(u"confidence"_s)));
    return options;
}

JsonValue junctionRecords(const RelationGraph &graph)
{
    JsonValue list = JsonValue::array();
    for (const Junction &junction : graph.junctions()) {
        JsonValue connects = JsonValue::array();
        for (const size_t i : junction.relations)
            connects.push_back(utf8(graph.nameOf(graph.relations()[i].to.table)));
        list.push_back({{"table", utf8(graph.nameOf(junction.table))}, {"connects", connects}});
    }
    return list;
}

/// "st_co connects st, co (n:m)", a line each.
QString junctionLines(const RelationGraph &graph)
{
    QStringList lines;
    for (const Junction &junction : graph.junctions()) {
        QStringList connects;
        for (const size_t i : junction.relations)
            connects.append(graph.nameOf(graph.relations()[i].to.table));
        lines.append(Ctl::tr("%1 only connects %2 (%3)")
                         .arg(graph.nameOf(junction.table), connects.join(u", "_s), multiplicityName(Multiplicity::ManyToMany)));
    }
    return lines.join(u'\n');
}

void writeTable(Context &context, const RelationGraph &graph)
{
    const bool structured = context.format() == Format::Json || context.format() == Format::NdJson;
    Listing listing{.key = "relations",
                    .columns = {{"shown_from", Ctl::tr("From")},
                                {"shown_to", Ctl::tr("To")},
                                {"multiplicity", Ctl::tr("Rows")},
                                {"origin", Ctl::tr("Origin")},
                                {"confidence", Ctl::tr("Confidence"), true},
                                {"reason", Ctl::tr("Reason")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("No relations: no foreign key is declared, and no names suggest one."),
                    .lastLine = junctionLines(graph)};
    for (const Relation &relation : graph.relations()) {
        JsonValue record = relationRecord(relation, graph);
        if (!structured) {
            record["shown_from"] = utf8(endText(relation.from, graph));
            record["shown_to"] = utf8(endText(relation.to, graph));
        }
        listing.records.push_back(std::move(record));
    }
    listing.more["junctions"] = junctionRecords(graph);
    listing.more["total"] = graph.relations().size();
    writeListing(listing, context.format(), context.out());
}

int run(Context &context, const Arguments &arguments)
{
    const auto options = relateOptions(arguments);
    if (!options)
        return context.failed(options.error());
    const auto graph = relationsOf(context, arguments.words(), *options);
    if (!graph)
        return context.failed(graph.error());
    SchemaFormat drawn{};
    if (schemaFormatFromName(arguments.value(u"format"_s), drawn) && drawn != SchemaFormat::Markdown) {
        SchemaFormatOptions shown;
        shown.relations = (*graph)->relations();
        context.out().write(formatCatalogs((*graph)->catalogs(), drawn, {}, shown));
    } else {
        writeTable(context, **graph);
    }
    return ExitCode::Done;
}

} // namespace

Command relationsCommand()
{
    using enum Option::Takes;
    Command command{u"relations"_s,
                    Ctl::tr("how tables belong together: foreign keys, links that were drawn, and what names suggest; across databases too"),
                    u"[DB…] [OPTIONS]"_s,
                    Ctl::tr("From the newest snapshots. Without DB: of all databases that were read."),
                    u"concordctl relations users_db metrics_db --format mermaid"_s,
                    {{u"declared"_s, Ctl::tr("only foreign keys and links that were drawn"), Nothing, {}, {}},
                     {u"confidence"_s, Ctl::tr("how sure a suggested relation must be, 0 to 1 (default 0.5)"), Value, u"C"_s, {}}},
                    run};
    command.formats = {u"table"_s, u"json"_s, u"ndjson"_s, u"csv"_s, u"tsv"_s, u"markdown"_s, u"mermaid"_s, u"dbml"_s, u"dot"_s};
    return command;
}

} // namespace concord::ctl
