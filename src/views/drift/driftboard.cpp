// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/driftboard.h"

#include "workspace/workspacethread.h"

#include <algorithm>

namespace concord {

DriftBoard::DriftBoard(const Services &services, QObject *parent) : QObject(parent), m_services(services) {}

std::optional<DriftFinding> DriftBoard::finding(const QUuid &profile) const
{
    const auto found = std::ranges::find(m_findings, profile, &DriftFinding::profileId);
    return found == m_findings.end() ? std::nullopt : std::optional(*found);
}

std::optional<Baseline> DriftBoard::baseline(const QUuid &profile) const
{
    const auto found = std::ranges::find(m_baselines, profile, &Baseline::profileId);
    return found == m_baselines.end() ? std::nullopt : std::optional(*found);
}

int DriftBoard::warned() const
{
    return static_cast<int>(std::ranges::count_if(m_findings, [](const DriftFinding &finding) { return finding.drifted() && !finding.muted; }));
}

int DriftBoard::unmeasured() const
{
    return static_cast<int>(
        std::ranges::count_if(m_findings, [](const DriftFinding &finding) { return !finding.problem.isEmpty() && !finding.muted; }));
}

/// A baseline of a database that has no snapshot is measured by nothing, but it is there.
static DriftFinding neverRead(const Baseline &baseline)
{
    DriftFinding finding;
    finding.profileId = baseline.profileId;
    finding.baselineName = baseline.title;
    finding.measured = QDateTime::currentDateTimeUtc();
    finding.problem = DriftBoard::tr("No snapshot of it is in the workspace: read it.");
    finding.muted = baseline.muted;
    return finding;
}

void DriftBoard::load()
{
    if (!m_services.workspace)
        return;
    m_services.workspace
        ->post([registry = m_services.registry](Workspace &workspace) -> Result<Known> {
            auto findings = workspace.drifts();
            const auto baselines = workspace.baselines();
            if (!findings || !baselines)
                return fail(findings ? baselines.error() : findings.error());
            for (const Baseline &baseline : *baselines) {
                if (std::ranges::contains(*findings, baseline.profileId, &DriftFinding::profileId))
                    continue;
                auto measured = workspace.measureDrift(baseline.profileId, *registry); // set by another program, or lost by one
                if (!measured)
                    return fail(measured.error());
                findings->append(*measured ? **measured : neverRead(baseline));
            }
            return Known{*findings, *baselines};
        })
        .then(this, [this](const Result<Known> &known) {
            if (known)
                take(*known);
            else
                Q_EMIT failed(known.error());
        });
}

static QStringList textsOf(const DriftFinding &finding)
{
    QStringList texts;
    for (const DriftWarning &warning : finding.warnings)
        texts.append(warning.text);
    return texts;
}

void DriftBoard::take(const Known &known)
{
    const QList<DriftFinding> before = std::exchange(m_findings, known.findings);
    m_baselines = known.baselines;
    const bool first = !std::exchange(m_loaded, true);
    Q_EMIT changed();
    for (const DriftFinding &finding : std::as_const(m_findings)) {
        const auto old = std::ranges::find(before, finding.profileId, &DriftFinding::profileId);
        const bool isNew = old == before.end() || textsOf(*old) != textsOf(finding);
        if (!first && isNew && finding.drifted() && !finding.muted)
            Q_EMIT drifted(finding);
    }
}

void DriftBoard::run(std::function<Result<void>(Workspace &)> job)
{
    if (!m_services.workspace)
        return;
    m_services.workspace->post(std::move(job)).then(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        load();
    });
}

void DriftBoard::accept(const QUuid &profile)
{
    run([profile, registry = m_services.registry](Workspace &workspace) -> Result<void> {
        const auto all = workspace.snapshots(profile, *registry);
        if (!all)
            return fail(all.error());
        const auto newest = std::ranges::find(*all, false, &SnapshotInfo::elsewhere);
        if (newest == all->end())
            return fail(ErrorKind::NotFound, DriftBoard::tr("This database was never read."));
        return workspace.setBaseline({profile, newest->id, {}, {}, false}).and_then([&] {
            return workspace.measureAfterReading(profile, *registry);
        });
    });
}

void DriftBoard::setMuted(const QUuid &profile, bool muted)
{
    run([profile, muted](Workspace &workspace) -> Result<void> {
        auto baseline = workspace.baseline(profile);
        if (!baseline || !*baseline)
            return baseline ? Result<void>() : fail(baseline.error());
        (*baseline)->muted = muted;
        return workspace.setBaseline(**baseline);
    });
}

void DriftBoard::measureAll()
{
    run([registry = m_services.registry](Workspace &workspace) -> Result<void> {
        const auto all = workspace.baselines();
        for (const Baseline &baseline : all.value_or(QList<Baseline>())) {
            if (const auto measured = workspace.measureDrift(baseline.profileId, *registry); !measured)
                return fail(measured.error());
        }
        return all.transform([](const QList<Baseline> &) {});
    });
}

void DriftBoard::setBaseline(const Baseline &baseline)
{
    run([baseline, registry = m_services.registry](Workspace &workspace) {
        return workspace.setBaseline(baseline).and_then([&] { return workspace.measureAfterReading(baseline.profileId, *registry); });
    });
}

} // namespace concord
