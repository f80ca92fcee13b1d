// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/compareends.h"

#include "concordctl/catalogs.h"
#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/extraction.h"
#include "concordctl/password.h"
#include "concordctl/translate.h"
#include "compare/ignorefile.h"
#include "compare/keptignorerules.h"
#include "compare/pairmappingtable.h"
#include "connection/namepattern.h"
#include "connection/names.h"
#include "workspace/snapshotstore.h"

#include <QFile>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// production@2, but no URL and no file.
bool namesSnapshot(const QString &word)
{
    return word.contains(u'@') && !word.contains("://"_L1) && !QFile::exists(word);
}

MatrixColumn columnOf(Context &context, const OpenedCatalog &opened, const QString &word)
{
    MatrixColumn column;
    column.end.catalog = opened.catalog;
    column.end.name = word;
    column.end.snapshot = opened.found.info.id.toString(QUuid::WithoutBraces);
    if (const auto driver = context.registry()->find(opened.catalog->info().engine))
        column.end.dialect = &driver->dialect();
    return column;
}

/// Snapshots of databases that are saved; what was named by a URL leaves no trace.
SnapshotStore storeForSaved(Context &context)
{
    QSet<QUuid> saved;
    if (const auto workspace = context.existingWorkspace()) {
        for (const Profile &profile : (*workspace)->profiles().value_or(QList<Profile>()))
            saved.insert(profile.id);
    }
    if (saved.isEmpty())
        return {};
    return [saved, store = snapshotStore(context.workspacePath(), context.registry())](const NewSnapshot &snapshot) -> Result<SnapshotInfo> {
        if (!saved.contains(snapshot.profileId))
            return SnapshotInfo();
        NewSnapshot kept = snapshot;
        kept.run = runOfComparison;
        return store(kept);
    };
}

/// Reads what is to be read from servers into the columns that wait for it.
void readLive(Context &context, CompareEnds &ends, const QList<int> &waiting)
{
    ExtractRequest request;
    request.concurrency = 8;
    request.partial = true;
    for (const int i : waiting) {
        ExtractTarget target{ends.endpoints[i], {}};
        target.request.schema = target.endpoint.schema;
        request.targets.append(target);
    }
    Extraction extraction(context, request, storeForSaved(context));
    extraction.run();
    ends.interrupted = extraction.wasInterrupted();
    for (int i = 0; i < waiting.size(); ++i) {
        const Endpoint &endpoint = ends.endpoints[waiting[i]];
        const ExtractOutcome outcome = extraction.job().outcome(i);
        MatrixColumn &column = ends.columns[static_cast<size_t>(waiting[i])];
        column.end.catalog = outcome.catalog;
        if (outcome.snapshot && !outcome.snapshot->id.isNull())
            column.end.snapshot = outcome.snapshot->id.toString(QUuid::WithoutBraces);
        if (!outcome.catalog)
            column.error = withPasswordHint(outcome.error.value_or(Error()), endpoint);
    }
}

/// What comparisons in the window leave out: both tell of the same differences.
Result<QList<IgnoreRule>> keptRules(Context &context, const Arguments &arguments)
{
    QByteArray setting;
    const auto workspace = context.existingWorkspace();
    if (!workspace && workspace.error().kind != ErrorKind::NotFound)
        return fail(workspace.error());
    if (workspace && !arguments.has(u"without-rules"_s)) {
        const auto kept = (*workspace)->setting(keptIgnoreRulesKey);
        if (!kept)
            return fail(kept.error());
        setting = *kept;
    }
    QList<IgnoreRule> rules = keptIgnoreRules(setting);
    const QList<IgnoreRule> usual = defaultIgnoreRules();
    const auto own = static_cast<int>(std::ranges::count_if(rules, [&](const IgnoreRule &rule) { return !usual.contains(rule); }));
    if (own > 0)
        context.out().note(Ctl::tr("With %n ignore rule(s) of the workspace; --without-rules leaves them out.", nullptr, own));
    if (arguments.has(u"owners"_s))
        rules.removeIf([&](const IgnoreRule &rule) { return usual.contains(rule); });
    return rules;
}

} // namespace

Result<CompareEnds> readCompareEnds(Context &context, const QStringList &words, bool offline, bool readWrite)
{
    CompareEnds ends;
    QList<int> waiting;
    for (const QString &word : words) {
        if (namesSnapshot(word)) {
            const auto opened = openCatalog(context, word);
            if (!opened)
                return fail(opened.error());
            ends.columns.push_back(columnOf(context, *opened, word));
            Endpoint past;
            past.profileId = opened->found.info.profileId;
            ends.endpoints.append(past);
            continue;
        }
        const auto endpoints = resolveDatabases(context, {word}, readWrite);
        if (!endpoints)
            return fail(endpoints.error());
        for (const Endpoint &endpoint : *endpoints) {
            MatrixColumn column;
            if (offline) {
                const auto opened = openCatalog(context, endpoint.name);
                if (opened)
                    column = columnOf(context, *opened, endpoint.name);
                else
                    column.error = opened.error();
            } else {
                waiting.append(static_cast<int>(ends.columns.size()));
                if (const auto driver = context.registry()->find(endpoint.engine))
                    column.end.dialect = &driver->dialect();
            }
            column.end.name = endpoint.name;
            column.end.environment = environmentName(endpoint.environment);
            ends.columns.push_back(column);
            ends.endpoints.append(endpoint);
        }
    }
    if (!waiting.isEmpty())
        readLive(context, ends, waiting);
    return ends;
}

Result<CompareOptions> compareOptions(Context &context, const Arguments &arguments)
{
    CompareOptions options;
    const auto kept = keptRules(context, arguments);
    if (!kept)
        return fail(kept.error());
    options.tables = arguments.values(u"table"_s);
    options.byLikeness = !arguments.has(u"exact"_s);
    options.ignore = *kept;
    const QStringList rules = arguments.values(u"ignore"_s);
    for (const QString &text : rules) {
        const auto rule = parseIgnoreRule(text);
        if (!rule)
            return fail(rule.error());
        if (!options.ignore.contains(*rule))
            options.ignore.append(*rule);
    }
    if (arguments.has(u"ignore-file"_s)) {
        QFile file(arguments.value(u"ignore-file"_s));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Io, Ctl::tr("The ignore rules %1 cannot be read: %2").arg(file.fileName(), file.errorString()));
        const auto fromFile = ignoreRulesFromText(QString::fromUtf8(file.readAll()));
        if (!fromFile)
            return fail(fromFile.error());
        options.ignore += *fromFile;
    }
    if (arguments.has(u"mapping"_s)) {
        QFile file(arguments.value(u"mapping"_s));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::Io, Ctl::tr("The mapping %1 cannot be read: %2").arg(file.fileName(), file.errorString()));
        auto mapping = mappingFromJson(file.readAll());
        if (!mapping)
            return fail(mapping.error());
        options.mapping = std::move(*mapping);
    }
    return options;
}

Result<void> checkTables(const QStringList &tables, const std::vector<CatalogPtr> &catalogs)
{
    const QStringList unknown = namesOfNothing(tables, catalogs);
    if (unknown.isEmpty())
        return {};
    QStringList known;
    for (const CatalogPtr &catalog : catalogs) {
        for (const ObjectPtr &object : catalog ? catalog->objects() : std::vector<ObjectPtr>())
            known.append(object->ref.name);
    }
    known.removeDuplicates();
    return fail(ErrorKind::NotFound, Ctl::tr("Nothing is called “%1”.").arg(unknown.first()) + didYouMean(unknown.first(), known));
}

Result<void> checkTables(const QStringList &tables, const CompareEnds &ends)
{
    std::vector<CatalogPtr> catalogs;
    for (const MatrixColumn &column : ends.columns) {
        if (column.end.catalog)
            catalogs.push_back(column.end.catalog);
    }
    return catalogs.empty() ? Result<void>() : checkTables(tables, catalogs);
}

Result<void> addKeptMapping(Context &context, const Arguments &arguments, const CompareEnds &ends, CompareOptions &options)
{
    if (arguments.has(u"mapping"_s) || arguments.has(u"exact"_s))
        return {};
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return fail(workspace.error());
    const auto kept = (*workspace)->setting(pairMappingsKey);
    if (!kept)
        return fail(kept.error());
    const PairMappingTable all = pairMappingsFromJson(*kept);
    options.mapping = mappingOf(all, ends.endpoints[0].profileId, ends.endpoints[1].profileId);
    if (!options.mapping.isEmpty())
        context.out().note(Ctl::tr("With the pairs of tables and columns that were confirmed in the window for these two; --exact leaves them out."));
    return {};
}

QList<Option> compareOptionList()
{
    using enum Option::Takes;
    return {{u"table"_s, Ctl::tr("only this table or view; may be given again"), Value, u"T"_s, u't'},
            {u"ignore"_s,
             Ctl::tr("leave this out of the verdict: comments, collation, column_order, index_names, constraint_names, privileges, …, or kind=index "
                     "property=name name=tmp_* schema=audit; may be given again"),
             Value, u"RULE"_s, u'i'},
            {u"owners"_s, Ctl::tr("also compare who owns what, which is ignored otherwise (PostgreSQL)"), Nothing, {}, {}},
            {u"ignore-file"_s, Ctl::tr("ignore rules from a file, one a line"), Value, u"FILE"_s, {}},
            {u"without-rules"_s, Ctl::tr("without the ignore rules that the window keeps in the workspace"), Nothing, {}, {}},
            {u"mapping"_s, Ctl::tr("which table and column stands for which, as a file"), Value, u"FILE"_s, u'm'},
            {u"exact"_s, Ctl::tr("pair by name alone, offer nothing by likeness"), Nothing, {}, {}},
            {u"offline"_s, Ctl::tr("from the newest snapshots, without asking the servers"), Nothing, {}, {}}};
}

} // namespace concord::ctl
