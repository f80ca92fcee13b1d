// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/relationsjson.h"

#include "concordctl/catalogs.h"
#include "concordctl/context.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<RelationGraphPtr> relationsOf(Context &context, const QStringList &words, const RelateOptions &options)
{
    auto catalogs = openCatalogs(context, words);
    if (!catalogs)
        return fail(catalogs.error());
    const auto links = context.existingWorkspace().and_then([](Workspace *workspace) { return workspace->links(); });
    if (!links)
        return fail(links.error());
    return RelationGraph::make(std::move(*catalogs), {links->begin(), links->end()}, options);
}

static JsonValue endRecord(const RelationEnd &end, const RelationGraph &graph)
{
    const NamedCatalog *catalog = graph.catalogOf(end.table.database);
    return {{"database", utf8(catalog ? catalog->name : QString())},
            {"schema", utf8(end.table.table.schema)},
            {"table", utf8(end.table.table.name)},
            {"columns", jsonList(end.columns)},
            {"indexed", end.indexed}};
}

JsonValue relationRecord(const Relation &relation, const RelationGraph &graph)
{
    return {{"from", endRecord(relation.from, graph)},
            {"to", endRecord(relation.to, graph)},
            {"origin", utf8(relationOriginName(relation.origin))},
            {"multiplicity", utf8(multiplicityName(relation.multiplicity))},
            {"optional", relation.optional},
            {"confidence", std::round(relation.confidence * 1000) / 1000},
            {"reason", textOrNull(relation.reason)},
            {"name", textOrNull(relation.name)}};
}

QString endText(const RelationEnd &end, const RelationGraph &graph)
{
    return u"%1(%2)"_s.arg(graph.nameOf(end.table), end.columns.join(u", "_s));
}

} // namespace concord::ctl
