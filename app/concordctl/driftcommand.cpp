// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/catalogs.h"
#include "concordctl/command.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/json.h"
#include "concordctl/translate.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "compare/drift.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// One database against what it is measured by.
struct Drift
{
    QString name;
    std::optional<Comparison> comparison; ///< the baseline left, as it is now right
    std::vector<DriftWarning> warnings;
    std::optional<Error> error;
};

/// What one database is measured by.
struct Measure
{
    Result<OpenedCatalog> past;  ///< unless it follows another one
    QString follows;             ///< name of that one; empty: none
};

Measure failedMeasure(const Error &error)
{
    return {fail(error), {}};
}

/// The newest snapshot that an extraction made: what `diff` and `drift` read on their way must not swallow what they found. Without one the first.
Result<OpenedCatalog> lastExtracted(const Workspace &workspace, const QUuid &profile, const DriverRegistry &registry)
{
    const auto all = workspace.snapshots(profile, registry);
    if (!all)
        return fail(all.error());
    FoundSnapshot chosen;
    for (const SnapshotInfo &one : *all) {
        if (one.elsewhere)
            continue;
        const bool extracted = one.run != runOfComparison;
        const bool known = !chosen.info.id.isNull();
        const bool chosenExtracted = known && chosen.info.run != runOfComparison;
        const bool better =
            !known || (extracted && !chosenExtracted) || (extracted == chosenExtracted && extracted == (one.number > chosen.info.number));
        if (better)
            chosen.info = one;
    }
    return workspace.openSnapshot(chosen).transform([&](const CatalogPtr &catalog) { return OpenedCatalog{chosen, catalog}; });
}

/// --since, else its baseline (a snapshot of its own, or a database that it follows), else what was last extracted.
Measure measureOf(Context &context, const QString &database, const QString &since)
{
    if (!since.isEmpty())
        return {openCatalog(context, database + u'@' + since), {}};
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return failedMeasure(workspace.error());
    auto newest = openCatalog(context, database);
    const auto endpoints = (*workspace)->endpoints();
    QUuid id = newest ? newest->found.info.profileId : QUuid();
    for (const Endpoint &endpoint : endpoints.value_or(QList<Endpoint>())) {
        if (endpoint.name == database)
            id = endpoint.profileId;
    }
    const auto baseline = (*workspace)->baseline(id);
    if (!baseline)
        return failedMeasure(baseline.error());
    if (!*baseline)
        return {newest.and_then([&](const OpenedCatalog &) { return lastExtracted(**workspace, id, *context.registry()); }), {}};
    if ((*baseline)->follows.isNull()) {
        auto info = FoundSnapshot{};
        const auto all = (*workspace)->snapshots(id);
        for (const SnapshotInfo &one : all.value_or(QList<SnapshotInfo>())) {
            if (one.id == (*baseline)->snapshot)
                info.info = one;
        }
        if (info.info.id.isNull())
            return failedMeasure(
                Error{ErrorKind::NotFound,
                      Ctl::tr("Its baseline %1 is not in the workspace any more. `concordctl snapshots %2 --baseline N` chooses another one.")
                          .arg((*baseline)->title, database),
                      {},
                      {},
                      -1,
                      0,
                      0});
        return {(*workspace)->openSnapshot(info).transform([&](const CatalogPtr &catalog) { return OpenedCatalog{info, catalog}; }), {}};
    }
    for (const Endpoint &endpoint : endpoints.value_or(QList<Endpoint>())) {
        if (endpoint.profileId == (*baseline)->follows)
            return {fail(ErrorKind::Internal, {}), endpoint.name};
    }
    return failedMeasure(
        Error{ErrorKind::NotFound,
              Ctl::tr("The database that “%1” follows is gone. `concordctl edit %1 --follows OTHER` names another one.").arg(database),
              {},
              {},
              -1,
              0,
              0});
}

CompareEnd pastEnd(Context &context, const OpenedCatalog &opened, const QString &database)
{
    CompareEnd end;
    end.catalog = opened.catalog;
    end.name = u"%1@%2"_s.arg(database, opened.found.info.name.isEmpty() ? QString::number(opened.found.info.number) : opened.found.info.name);
    end.snapshot = opened.found.info.id.toString(QUuid::WithoutBraces);
    if (const auto driver = context.registry()->find(opened.catalog->info().engine))
        end.dialect = &driver->dialect();
    return end;
}

QString statusOf(const Drift &drift)
{
    if (drift.error)
        return u"failed"_s;
    const CompareSummary &summary = drift.comparison->summary;
    return summary.differs() ? u"drifted"_s : summary.isSame() ? u"unchanged"_s : u"cannot_tell"_s;
}

JsonValue driftRecord(const Drift &drift)
{
    JsonValue record{{"name", utf8(drift.name)}, {"status", utf8(statusOf(drift))}};
    if (drift.error) {
        record["error"] = JsonValue{{"kind", utf8(errorKindName(drift.error->kind))}, {"message", utf8(drift.error->message)}};
        return record;
    }
    const JsonValue comparison = comparisonToJson(*drift.comparison);
    record["baseline"] = comparison.at("left");
    record["now"] = comparison.at("right");
    record["summary"] = comparison.at("summary");
    record["warnings"] = JsonValue::array();
    for (const DriftWarning &warning : drift.warnings)
        record["warnings"].push_back(JsonValue{{"kind", utf8(objectKindName(warning.kind))},
                                               {"object", utf8(warning.object)},
                                               {"member", textOrNull(warning.member)},
                                               {"text", utf8(warning.text)}});
    record["objects"] = JsonValue::array();
    for (const JsonValue &object : comparison.at("objects")) {
        if (object.at("verdict") != "identical" && object.at("verdict") != "equivalent")
            record["objects"].push_back(object);
    }
    return record;
}

void write(Context &context, const std::vector<Drift> &drifts, const QString &format)
{
    if (format == "json"_L1) {
        JsonValue databases = JsonValue::array();
        for (const Drift &drift : drifts)
            databases.push_back(driftRecord(drift));
        context.out().write(documentText(JsonValue{{"databases", std::move(databases)}}));
        return;
    }
    for (const Drift &drift : drifts) {
        if (drift.error) {
            context.out().line(u"? "_s + visible(u"%1: %2"_s.arg(drift.name, drift.error->message)));
            context.out().error(u"%1: %2"_s.arg(drift.name, drift.error->message));
            continue;
        }
        const CompareSummary &summary = drift.comparison->summary;
        const Verdict verdict = summary.differs() ? Verdict::Different : summary.isSame() ? Verdict::Identical : Verdict::CannotTell;
        context.out().line(u"%1 %2: %3"_s.arg(verdictSign(verdict), visible(drift.name), summaryText(*drift.comparison)));
        for (const DriftWarning &warning : drift.warnings)
            context.out().line(u"  "_s + visible(warning.text));
    }
}

/// Marks what each database is now as what it is measured by from now on.
Result<void> accept(Context &context, const std::vector<Drift> &drifts)
{
    const auto workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    for (const Drift &drift : drifts) {
        const QUuid id = drift.comparison ? QUuid::fromString(drift.comparison->right.snapshot) : QUuid();
        if (id.isNull())
            continue;
        const auto found = (*workspace)->findSnapshot(drift.name, *context.registry());
        if (!found)
            return fail(found.error());
        const auto before = (*workspace)->baseline(found->info.profileId);
        if (before && *before && !(*before)->follows.isNull()) {
            context.out().warning(
                Ctl::tr("“%1” follows another database: there is nothing to accept. `concordctl edit %1 --follows ''` ends that.").arg(drift.name));
            continue;
        }
        auto accepted = (*workspace)->setBaseline({found->info.profileId, id, {}, {}, false});
        if (accepted)
            accepted = (*workspace)->measureAfterReading(found->info.profileId, *context.registry());
        if (!accepted)
            return accepted;
        const auto now = (*workspace)->baseline(found->info.profileId);
        if (now && *now)
            context.out().note(Ctl::tr("“%1” is measured by %2 from now on.").arg(drift.name, (*now)->title));
    }
    return {};
}

/// Looked up before anything is read: reading makes new snapshots.
std::vector<Measure> measuresOf(Context &context, const QStringList &databases, const Arguments &arguments)
{
    std::vector<Measure> measures;
    const QString against = arguments.value(u"against"_s);
    for (const QString &database : databases)
        measures.push_back(against.isEmpty() ? measureOf(context, database, arguments.value(u"since"_s))
                                             : Measure{fail(ErrorKind::Internal, {}), against});
    return measures;
}

Result<QStringList> databaseNames(Context &context, const QStringList &words)
{
    if (!words.isEmpty()) {
        const auto endpoints = resolveDatabases(context, words);
        if (!endpoints)
            return fail(endpoints.error());
        QStringList names;
        for (const Endpoint &endpoint : *endpoints)
            names.append(endpoint.name);
        return names;
    }
    const auto workspace = context.existingWorkspace();
    if (!workspace)
        return fail(workspace.error());
    const auto latest = latestOfHere(context, **workspace);
    if (!latest)
        return fail(latest.error());
    QStringList names;
    for (const SnapshotInfo &info : *latest)
        names.append(info.database);
    if (names.isEmpty())
        return fail(ErrorKind::NotFound, Ctl::tr("Nothing was extracted yet: `concordctl extract --all` reads what later runs are measured by."));
    return names;
}

int run(Context &context, const Arguments &arguments)
{
    const auto options = compareOptions(context, arguments);
    if (!options)
        return context.failed(options.error());
    const auto names = databaseNames(context, arguments.words());
    if (!names)
        return context.failed(names.error());
    const std::vector<Measure> measures = measuresOf(context, *names, arguments);
    QStringList words = *names;
    for (const Measure &measure : measures) {
        if (!measure.follows.isEmpty() && !words.contains(measure.follows))
            words.append(measure.follows);
    }
    const auto ends = readCompareEnds(context, words, arguments.has(u"offline"_s));
    if (!ends)
        return context.failed(ends.error());
    std::vector<CatalogPtr> catalogs;
    for (const MatrixColumn &column : ends->columns)
        catalogs.push_back(column.end.catalog);
    for (const Measure &measure : measures)
        catalogs.push_back(measure.past ? measure.past->catalog : CatalogPtr());
    const bool anyRead = std::ranges::any_of(ends->columns, [](const MatrixColumn &column) { return column.end.catalog != nullptr; });
    if (const auto known = checkTables(options->tables, catalogs); anyRead && !known)
        return context.failed(known.error());
    std::vector<Drift> drifts;
    for (size_t i = 0; i < measures.size(); ++i) {
        const MatrixColumn &now = ends->columns[i];
        const Measure &measure = measures[i];
        Drift drift{now.end.name, {}, {}, {}};
        const MatrixColumn *other = measure.follows.isEmpty() ? nullptr : &ends->columns[static_cast<size_t>(words.indexOf(measure.follows))];
        if (!now.end.catalog)
            drift.error = now.error;
        else if (other && !other->end.catalog)
            drift.error = other->error;
        else if (!other && !measure.past)
            drift.error = measure.past.error();
        if (!drift.error) {
            drift.comparison = compareCatalogs(other ? other->end : pastEnd(context, *measure.past, now.end.name), now.end, *options);
            drift.warnings = driftWarnings(*drift.comparison);
        }
        drifts.push_back(std::move(drift));
    }
    if (ends->interrupted)
        return ExitCode::Interrupted;
    write(context, drifts, arguments.has(u"format"_s) ? arguments.value(u"format"_s) : u"text"_s);
    if (arguments.has(u"accept"_s)) {
        if (const auto accepted = accept(context, drifts); !accepted)
            return context.failed(accepted.error());
    }
    const auto failed = std::ranges::count_if(drifts, [](const Drift &drift) { return drift.error.has_value(); });
    if (failed > 0)
        return failed == std::ssize(drifts) ? ExitCode::Failed : ExitCode::SomeFailed;
    const bool same = std::ranges::all_of(drifts, [](const Drift &drift) { return drift.comparison->summary.isSame(); });
    return !same ? ExitCode::Different : ExitCode::Done;
}

} // namespace

Command driftCommand()
{
    using enum Option::Takes;
    QList<Option> options = compareOptionList();
    options += {{u"since"_s, Ctl::tr("measured by this snapshot: a number, a day, a name"), Value, u"WHEN"_s, {}},
                {u"against"_s, Ctl::tr("measured by another database: staging follows production"), Value, u"DB"_s, {}},
                {u"accept"_s, Ctl::tr("take what is there now as the new baseline"), Nothing, {}, {}}};
    Command command{u"drift"_s,
                    Ctl::tr("databases against their baselines; exit code 2 where one has drifted: for cron"),
                    u"[DB…] [OPTIONS]"_s,
                    Ctl::tr("Measured by the database's baseline (`snapshots DB --baseline N`, `edit DB --follows OTHER`, `drift DB --accept`), else "
                            "by what was\nlast "
                            "extracted. Without DB: every database that was extracted. For cron: the exit code is 2 where something has drifted."),
                    u"concordctl drift production --since 2026-11-01\n"
                    "concordctl drift --format json   # all of them, from cron"_s,
                    options,
                    run};
    command.formats = {u"text"_s, u"json"_s};
    return command;
}

} // namespace concord::ctl
