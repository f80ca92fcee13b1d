// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/catalogs.h"
#include "concordctl/command.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/extraction.h"
#include "concordctl/json.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "query/targets.h"
#include "schema/catalogjson.h"
#include "schema/findtables.h"
#include "schema/schemaformat.h"
#include "schema/schemawriter.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Reads the schema from the server now, into a snapshot as `extract` does. `code`: what the command ends with where that fails.
Result<CatalogPtr> readLive(Context &context, const QString &word, int &code)
{
    const auto endpoints = resolveDatabases(context, word.isEmpty() ? QStringList() : QStringList{word}, QString(), false);
    if (!endpoints)
        return fail(endpoints.error());
    if (endpoints->size() != 1)
        return fail(ErrorKind::Usage, Ctl::tr("“%1” names several databases; schema shows one.").arg(word));
    if (const auto workspace = context.workspace(); !workspace)
        return fail(workspace.error());
    ExtractTarget target{asKnown(context, *endpoints).first(), {}};
    target.request.schema = target.endpoint.schema;
    ExtractRequest request;
    request.targets = {target};
    Extraction extraction(context, request);
    extraction.run();
    const ExtractOutcome outcome = extraction.job().outcome(0);
    if (outcome.state == ExtractState::Done)
        return outcome.catalog;
    code = extraction.exitCode();
    return fail(withPasswordHint(outcome.error.value_or(Error()), target.endpoint));
}

/// Only what the words of --table mean.
Result<CatalogPtr> onlyTables(const CatalogPtr &catalog, const QStringList &words)
{
    std::vector<ObjectPtr> objects;
    for (const QString &word : words) {
        auto found = findTables(*catalog, word);
        if (!found)
            return fail(found.error());
        objects.insert(objects.end(), found->begin(), found->end());
    }
    return objects.empty() ? catalog : onlyObjects(*catalog, std::move(objects));
}

/// `name`: what the database is called here; empty: as it calls itself.
Result<void> write(Context &context, const CatalogPtr &shown, const QString &name, const QString &format, bool createDatabase)
{
    const Catalog &catalog = *shown;
    if (format == "json"_L1) {
        context.out().write(documentText(catalogToJson(catalog)));
        return {};
    }
    SchemaFormat known{};
    if (schemaFormatFromName(format, known)) {
        context.out().write(formatCatalogs({{QUuid(), name, Environment::None, shown}}, known));
        return {};
    }
    const auto driver = context.registry()->find(catalog.info().engine);
    if (!driver)
        return fail(ErrorKind::Unsupported, Ctl::tr("There is no driver for “%1”.").arg(catalog.info().engine));
    WriteOptions options;
    options.privileges = true; // running it on an empty database gives an equal catalog
    if (!createDatabase && !driver->dialect().schemas) // the database that it runs in, whatever that is called
        options.ownSchema = catalog.info().defaultSchema;
    context.out().write(scriptText(createScript(catalog, driver->schemaWriter(), options), &driver->dialect()));
    return {};
}

/// The tables that the words of --table mean, in any of the databases. Error NotFound where none has one.
Result<std::vector<TableRef>> tablesIn(const std::vector<NamedCatalog> &catalogs, const QStringList &words)
{
    std::vector<TableRef> tables;
    for (const QString &word : words) {
        std::optional<Error> none;
        const size_t before = tables.size();
        for (const NamedCatalog &catalog : catalogs) {
            const auto found = findTables(*catalog.catalog, word);
            if (!found)
                none = found.error();
            for (const ObjectPtr &object : found.value_or(std::vector<ObjectPtr>()))
                tables.push_back({catalog.id, object->ref});
        }
        if (tables.size() == before)
            return fail(none.value_or(Error()));
    }
    return tables;
}

/// Several databases as one document.
int documentAll(Context &context, const Arguments &arguments)
{
    const auto usage = [&](const QString &text) { return context.failed(Error{ErrorKind::Usage, text, {}, {}, -1, 0, 0}); };
    const QString name = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"compact"_s;
    SchemaFormat format{};
    if (!schemaFormatFromName(name, format))
        return usage(Ctl::tr("--format %1 shows one database; compact, markdown, mermaid, dbml and dot show several.").arg(name));
    if (arguments.has(u"live"_s))
        return usage(Ctl::tr("--live shows one database; `concordctl extract` reads several."));
    const auto catalogs = openCatalogs(context, arguments.words());
    if (!catalogs)
        return context.failed(catalogs.error());
    const auto tables = tablesIn(*catalogs, arguments.values(u"table"_s));
    if (!tables)
        return context.failed(tables.error());
    context.out().write(formatCatalogs(*catalogs, format, *tables));
    return ExitCode::Done;
}

bool namesSeveral(const QStringList &words)
{
    return words.size() > 1 || (words.size() == 1 && mayNameSeveral(words.first()));
}

int run(Context &context, const Arguments &arguments)
{
    if (namesSeveral(arguments.words()))
        return documentAll(context, arguments);
    const QString word = arguments.words().value(0);
    int code = ExitCode::Failed;
    CatalogPtr catalog;
    QString name;
    if (arguments.has(u"live"_s)) {
        const auto live = readLive(context, word, code);
        if (!live) {
            context.out().error(live.error());
            return code;
        }
        catalog = *live;
    } else {
        const auto opened = openCatalog(context, word);
        if (!opened) {
            const int failed = context.failed(opened.error());
            if (opened.error().kind == ErrorKind::NotFound)
                context.out().note(Ctl::tr("`concordctl extract DB` reads a schema into the workspace; `--live` reads and shows it."));
            return failed;
        }
        context.out().note(snapshotTitle(opened->found.info));
        catalog = opened->catalog;
        name = opened->found.info.database;
    }
    const auto shown = onlyTables(catalog, arguments.values(u"table"_s));
    if (!shown)
        return context.failed(shown.error());
    for (const Unread &unread : catalog->info().unread)
        context.out().warning(visible(Ctl::tr("not read: %1: %2").arg(unread.what, unread.reason)));
    const QString format = arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"compact"_s;
    if (const auto written = write(context, *shown, name, format, arguments.has(u"create-database"_s)); !written)
        return context.failed(written.error());
    return ExitCode::Done;
}

} // namespace

Command schemaCommand()
{
    using enum Option::Takes;
    Command command{u"schema"_s,
                    Ctl::tr("the schema of a database, from its newest snapshot: also with the server offline"),
                    u"[DB | DB@SNAPSHOT]… [--table T]… [OPTIONS]"_s,
                    Ctl::tr("A snapshot is named by its number, a day (what was known at its end) or its name: production@2, production@2026-11-20,\n"
                            "production@release. Without DB: the active connection. Several databases are one document: compact, markdown, mermaid,\n"
                            "dbml or dot."),
                    u"concordctl schema production --table users --format ddl\n"
                    "concordctl schema 'tenant_*' --format markdown"_s,
                    {{u"table"_s, Ctl::tr("only this table or view: users, public.users, 'user*'; may be given again"), Value, u"T"_s, u't'},
                     {u"live"_s, Ctl::tr("read it from the server now"), Nothing, {}, {}},
                     {u"create-database"_s, Ctl::tr("ddl of MySQL and MariaDB: with CREATE DATABASE, and names that say it"), Nothing, {}, {}}},
                    run};
    command.formats = {u"compact"_s, u"json"_s, u"markdown"_s, u"ddl"_s, u"mermaid"_s, u"dbml"_s, u"dot"_s};
    return command;
}

} // namespace concord::ctl
