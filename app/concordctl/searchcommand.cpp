// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/catalogs.h"
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/listing.h"
#include "concordctl/translate.h"
#include "schema/search.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

Result<SearchOptions> searchOptions(const Arguments &arguments)
{
    SearchOptions options;
    const auto limit = arguments.number(u"limit"_s, options.limit);
    if (!limit)
        return fail(limit.error());
    options.limit = static_cast<int>(std::min<qint64>(*limit, std::numeric_limits<int>::max()));
    options.members = !arguments.has(u"objects"_s);
    options.comments = !arguments.has(u"no-comments"_s);
    for (const QString &word : arguments.values(u"kind"_s)) {
        ObjectKind kind{};
        if (!objectKindFromName(word, kind))
            return fail(ErrorKind::Usage,
                        Ctl::tr("--kind is one of table, view, materialized_view, sequence, routine, type, schema, extension, synonym, "
                                "package, collection, not “%1”.")
                            .arg(word));
        options.kinds.insert(kind);
    }
    return options;
}

JsonValue hitRecord(const SearchHit &hit)
{
    return {{"database", utf8(hit.databaseName)},
            {"schema", utf8(hit.object.schema)},
            {"kind", utf8(objectKindName(hit.kind))},
            {"object", utf8(hit.object.name)},
            {"member_kind", textOrNull(memberKindName(hit.memberKind))},
            {"member", hit.memberKind == MemberKind::None ? JsonValue() : JsonValue(utf8(hit.member))},
            {"match", utf8(matchKindName(hit.match))},
            {"comment", hit.match == MatchKind::Comment ? JsonValue(utf8(hit.text)) : JsonValue()}};
}

/// "12 found in 3 databases", and what the limit cut off.
QString totalText(const SearchResult &result)
{
    QSet<QUuid> databases;
    for (const SearchHit &hit : result.hits)
        databases.insert(hit.database);
    const QString found = Ctl::tr("%1 found in %n database(s)", nullptr, static_cast<int>(databases.size())).arg(result.hits.size());
    return result.total > std::ssize(result.hits) ? Ctl::tr("%1, the best of %2; --limit 0 shows all").arg(found).arg(result.total) : found;
}

int run(Context &context, const Arguments &arguments)
{
    const QString text = arguments.words().value(0);
    if (text.trimmed().isEmpty())
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("search takes what to look for: concordctl search user_id."), {}, {}, -1, 0, 0});
    const auto options = searchOptions(arguments);
    if (!options)
        return context.failed(options.error());
    const auto catalogs = openCatalogs(context, arguments.words().sliced(1));
    if (!catalogs)
        return context.failed(catalogs.error());
    const SearchResult result = CatalogSearch::make(*catalogs)->find(text, *options);
    Listing listing{.key = "hits",
                    .columns = {{"database", Ctl::tr("Database")},
                                {"schema", Ctl::tr("Schema")},
                                {"kind", Ctl::tr("Kind")},
                                {"object", Ctl::tr("Object")},
                                {"member_kind", Ctl::tr("Part")},
                                {"member", Ctl::tr("Name")},
                                {"match", Ctl::tr("Match")},
                                {"comment", Ctl::tr("Comment")}},
                    .records = {},
                    .more = JsonValue::object(),
                    .emptyText = Ctl::tr("Nothing in %n database(s) is called “%1”.", nullptr, static_cast<int>(catalogs->size())).arg(text),
                    .lastLine = totalText(result)};
    for (const SearchHit &hit : result.hits)
        listing.records.push_back(hitRecord(hit));
    listing.more["text"] = utf8(text);
    listing.more["databases_searched"] = catalogs->size();
    listing.more["partial"] = JsonValue::array();
    for (const NamedCatalog &catalog : *catalogs) {
        const CatalogInfo &info = catalog.catalog->info();
        if (!info.include.isEmpty() || !info.exclude.isEmpty())
            listing.more["partial"].push_back(
                {{"database", utf8(catalog.name)}, {"include", jsonList(info.include)}, {"exclude", jsonList(info.exclude)}});
    }
    listing.more["total"] = result.total;
    listing.more["truncated"] = result.total > std::ssize(result.hits);
    writeListing(listing, context.format(), context.out());
    return ExitCode::Done;
}

} // namespace

Command searchCommand()
{
    using enum Option::Takes;
    return {u"search"_s,
            Ctl::tr("where does X live: names and comments of everything in the schemas that were read"),
            u"TEXT [DB…] [OPTIONS]"_s,
            Ctl::tr("From the newest snapshots, so also with the servers offline. Without DB: in all databases that were read. Neither case nor the\n"
                    "separators of words matter: user_id finds userId. Words before the last one stand in its path: 'users email', users.email."),
            u"concordctl search user_id\n"
            "concordctl search 'orders status' 'tenant_*' --format json"_s,
            {{u"limit"_s, Ctl::tr("the best so many (default 200; 0: all)"), Value, u"N"_s, u'n'},
             {u"kind"_s, Ctl::tr("only in tables, views, routines …: table, view, routine; may be given again"), Value, u"KIND"_s, {}},
             {u"objects"_s, Ctl::tr("no columns, keys, indexes and other parts"), Nothing, {}, {}},
             {u"no-comments"_s, Ctl::tr("names only"), Nothing, {}, {}}},
            run};
}

} // namespace concord::ctl
