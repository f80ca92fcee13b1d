// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "workspace/drift.h"

#include <QObject>

namespace concord {

/// What is known of every database's drift: one copy for the dock and the tree. Measuring happens when a database is read, on the
/// extraction's threads, and on the workspace's when a baseline changes. GUI thread.
class DriftBoard : public QObject
{
    Q_OBJECT

public:
    /// `services.workspace` may be null (tests): then there is nothing.
    explicit DriftBoard(const Services &services, QObject *parent = nullptr);

    [[nodiscard]] const QList<DriftFinding> &findings() const { return m_findings; }
    [[nodiscard]] std::optional<DriftFinding> finding(const QUuid &profile) const;
    [[nodiscard]] std::optional<Baseline> baseline(const QUuid &profile) const;
    /// Databases that have drifted and are not muted.
    [[nodiscard]] int warned() const;
    /// How many have a baseline by which they could not be measured.
    [[nodiscard]] int unmeasured() const;

    /// Reads what the last measurings found.
    void load();
    /// What the database is now, as its snapshots know it, is its baseline from now on.
    void accept(const QUuid &profile);
    void setMuted(const QUuid &profile, bool muted);
    /// All that have a baseline, anew: after another rule of what is ignored.
    void measureAll();
    /// Then measures by it.
    void setBaseline(const Baseline &baseline);

Q_SIGNALS:
    void changed();
    /// Something that was not there at the last look; not of a muted database, and not at the first look.
    void drifted(const concord::DriftFinding &finding);
    void failed(const concord::Error &error);

private:
    struct Known
    {
        QList<DriftFinding> findings;
        QList<Baseline> baselines;
    };
    void run(std::function<Result<void>(class Workspace &)> job);
    void take(const Known &known);

    Services m_services;
    QList<DriftFinding> m_findings;
    QList<Baseline> m_baselines;
    bool m_loaded = false;
};

} // namespace concord
