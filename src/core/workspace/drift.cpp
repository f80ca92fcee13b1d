// SPDX-License-Identifier: GPL-3.0-or-later
// Databases against what they are measured by, and what was found.
#include "workspace/drift.h"

#include "compare/keptignorerules.h"
#include "connection/driver.h"
#include "schema/catalogfilter.h"
#include "workspace/workspaceprivate.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

QByteArray findingText(const DriftFinding &finding)
{
    QJsonArray warnings;
    for (const DriftWarning &warning : finding.warnings)
        warnings.append(QJsonObject{
            {u"kind"_s, objectKindName(warning.kind)}, {u"object"_s, warning.object}, {u"member"_s, warning.member}, {u"text"_s, warning.text}});
    const CompareSummary &summary = finding.summary;
    const QJsonObject json{{u"identical"_s, summary.identical}, {u"equivalent"_s, summary.equivalent},
                           {u"different"_s, summary.different}, {u"cannotTell"_s, summary.cannotTell},
                           {u"onlyLeft"_s, summary.onlyLeft},   {u"onlyRight"_s, summary.onlyRight},
                           {u"ignored"_s, summary.ignored},     {u"warnings"_s, warnings},
                           {u"problem"_s, finding.problem}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

void readFinding(const QByteArray &text, DriftFinding &finding)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    finding.summary = {json.value("identical"_L1).toInteger(),  json.value("equivalent"_L1).toInteger(), json.value("different"_L1).toInteger(),
                       json.value("cannotTell"_L1).toInteger(), json.value("onlyLeft"_L1).toInteger(),   json.value("onlyRight"_L1).toInteger(),
                       json.value("ignored"_L1).toInteger()};
    finding.problem = json.value("problem"_L1).toString();
    const QJsonArray warnings = json.value("warnings"_L1).toArray();
    for (const QJsonValue value : warnings) {
        const QJsonObject one = value.toObject();
        DriftWarning warning{ObjectKind::Table, one.value("object"_L1).toString(), one.value("member"_L1).toString(),
                             one.value("text"_L1).toString()};
        (void)objectKindFromName(one.value("kind"_L1).toString(), warning.kind);
        finding.warnings.push_back(std::move(warning));
    }
}

/// Without what the patterns of the other side's reading leave out: reading less is no drift.
CatalogPtr withoutWhatWasNotRead(const CatalogPtr &catalog, const CatalogInfo &other)
{
    CatalogRequest request;
    request.include = other.include;
    request.exclude = other.exclude;
    const CatalogFilter filter(request, catalog->info().nameRule == "exact"_L1 ? Qt::CaseSensitive : Qt::CaseInsensitive);
    if (filter.acceptsAll())
        return catalog;
    std::vector<ObjectPtr> objects;
    for (const ObjectPtr &object : catalog->objects()) {
        if (object->kind == ObjectKind::Schema || filter.accepts(object->ref.schema, object->ref.name))
            objects.push_back(object);
    }
    return Catalog::makeFromShared(catalog->info(), std::move(objects));
}

CompareEnd endOf(const CatalogPtr &catalog, const QString &name, const QUuid &snapshot, const DriverRegistry &registry)
{
    CompareEnd end;
    end.catalog = catalog;
    end.name = name;
    end.snapshot = idText(snapshot);
    if (const auto driver = registry.find(catalog->info().engine))
        end.dialect = &driver->dialect();
    return end;
}

} // namespace

Result<SnapshotInfo> Workspace::Private::newestSnapshot(const QUuid &profileId) const
{
    return readSnapshots(u"s.id = (SELECT n.id FROM snapshot n WHERE n.profile_id = ? ORDER BY n.taken DESC, n.number DESC LIMIT 1)"_s,
                         {idText(profileId)})
        .and_then([](const QList<SnapshotInfo> &found) -> Result<SnapshotInfo> {
            if (found.isEmpty())
                return fail(ErrorKind::NotFound, tr("It was never read."));
            return found.first();
        });
}

Result<std::optional<DriftFinding>> Workspace::measureDrift(const QUuid &profileId, const DriverRegistry &registry)
{
    const auto renewed = d->renewFingerprints();
    const auto measure = renewed ? baseline(profileId) : fail(renewed.error());
    if (!measure)
        return fail(measure.error());
    const auto newest = d->newestSnapshot(profileId);
    if (!*measure || !newest) {
        const auto removed = done(d->file->run(u"DELETE FROM drift WHERE profile_id = ?"_s, {idText(profileId)}));
        return removed.transform([] { return std::optional<DriftFinding>(); });
    }
    const auto rules = setting(keptIgnoreRulesKey);
    if (!rules)
        return fail(rules.error());
    DriftFinding finding{profileId, (*measure)->snapshot, (*measure)->title, newest->id, QDateTime::currentDateTimeUtc(), {}, {},
                         {},        (*measure)->muted};
    const bool follows = !(*measure)->follows.isNull();
    const auto reference = follows ? d->newestSnapshot((*measure)->follows) : d->readSnapshot((*measure)->snapshot);
    if (!reference) {
        finding.problem = follows ? tr("The database that it follows was never read, or is gone.")
                                  : tr("Its baseline %1 is not in the workspace any more; choose another one.").arg((*measure)->title);
    } else {
        finding.baseline = reference->id;
        if (follows)
            finding.baselineName = reference->database;
        auto known =
            d->file->run(u"SELECT measured, finding FROM drift WHERE profile_id = ? AND baseline_id = ? AND baseline_name = ?"
                         " AND snapshot_id = ? AND rules = ?"_s,
                         {idText(profileId), idText(finding.baseline), finding.baselineName, idText(finding.snapshot), QString::fromUtf8(*rules)});
        if (!known)
            return fail(known.error());
        if (known->next()) { // nothing is new
            finding.measured = readTime(*known, 0);
            readFinding(known->value(1).toString().toUtf8(), finding);
            return finding;
        }
        // Equal schemas are not even opened.
        if (reference->hash != newest->hash) {
            const auto left = openSnapshot(reference->id);
            const auto right = openSnapshot(newest->id);
            if (!left || !right)
                return fail(left ? right.error() : left.error());
            const CatalogPtr past = withoutWhatWasNotRead(*left, (*right)->info());
            const CatalogPtr now = withoutWhatWasNotRead(*right, (*left)->info());
            const Comparison comparison =
                compareCatalogs(endOf(past, finding.baselineName, reference->id, registry), endOf(now, newest->database, newest->id, registry),
                                {keptIgnoreRules(*rules), {}, follows, {}});
            finding.summary = comparison.summary;
            finding.warnings = driftWarnings(comparison);
        }
    }
    const auto kept =
        done(d->file->run(u"INSERT OR REPLACE INTO drift (profile_id, baseline_id, baseline_name, snapshot_id, measured, rules, finding)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                          {idText(profileId), idText(finding.baseline), finding.baselineName, idText(finding.snapshot), timeText(finding.measured),
                           QString::fromUtf8(*rules), QString::fromUtf8(findingText(finding))}));
    return kept.transform([&] { return std::optional(std::move(finding)); });
}

Result<void> Workspace::measureAfterReading(const QUuid &profileId, const DriverRegistry &registry)
{
    const auto all = baselines();
    if (!all)
        return fail(all.error());
    QList<QUuid> concerned{profileId};
    for (const Baseline &baseline : *all) {
        if (baseline.follows == profileId)
            concerned.append(baseline.profileId);
    }
    for (const QUuid &id : std::as_const(concerned)) {
        if (const auto measured = measureDrift(id, registry); !measured)
            return fail(measured.error());
    }
    return {};
}

Result<QList<DriftFinding>> Workspace::drifts() const
{
    auto rows = d->file->run(u"SELECT d.profile_id, d.baseline_id, d.baseline_name, d.snapshot_id, d.measured, d.finding, coalesce(b.muted, 0)"
                             " FROM drift d LEFT JOIN baseline b ON b.profile_id = d.profile_id"_s);
    if (!rows)
        return fail(rows.error());
    QList<DriftFinding> findings;
    while (rows->next()) {
        DriftFinding finding{readId(*rows, 0),       readId(*rows, 1), rows->value(2).toString(), readId(*rows, 3), readTime(*rows, 4), {}, {}, {},
                             rows->value(6).toBool()};
        readFinding(rows->value(5).toString().toUtf8(), finding);
        findings.append(std::move(finding));
    }
    return findings;
}

} // namespace concord
