// SPDX-License-Identifier: GPL-3.0-or-later
// What databases are measured by.
#include "connection/names.h"
#include "workspace/workspaceprivate.h"

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

static Baseline baselineOf(const QSqlQuery &row)
{
    return {readId(row, 0), readId(row, 1), row.value(2).toString(), readId(row, 3), row.value(4).toBool()};
}

Result<QList<Baseline>> Workspace::baselines() const
{
    return d->file->run(u"SELECT profile_id, snapshot_id, title, follows, muted FROM baseline"_s).transform([](QSqlQuery rows) {
        QList<Baseline> all;
        while (rows.next())
            all.append(baselineOf(rows));
        return all;
    });
}

Result<std::optional<Baseline>> Workspace::baseline(const QUuid &profileId) const
{
    auto row = d->file->run(u"SELECT profile_id, snapshot_id, title, follows, muted FROM baseline WHERE profile_id = ?"_s, {idText(profileId)});
    if (!row)
        return fail(row.error());
    if (row->next())
        return baselineOf(*row);
    return d->readSnapshots(u"s.profile_id = ? AND s.name_key = ?"_s, {idText(profileId), nameKey(u"baseline"_s)})
        .transform([&](const QList<SnapshotInfo> &named) -> std::optional<Baseline> {
            if (named.isEmpty())
                return std::nullopt;
            return Baseline{profileId, named.first().id, u"%1@%2"_s.arg(named.first().database, named.first().name), {}, false};
        });
}

Result<void> Workspace::setBaseline(Baseline baseline)
{
    if (baseline.follows == baseline.profileId && !baseline.follows.isNull())
        return fail(ErrorKind::Usage, tr("A database cannot follow itself."));
    return d->file->write([&]() -> Result<void> {
        if (baseline.isNone()) {
            auto removed = done(d->file->run(u"DELETE FROM baseline WHERE profile_id = ?"_s, {idText(baseline.profileId)}));
            return removed.and_then([&] { return done(d->file->run(u"DELETE FROM drift WHERE profile_id = ?"_s, {idText(baseline.profileId)})); });
        }
        if (!baseline.snapshot.isNull()) {
            const auto snapshot = d->readSnapshot(baseline.snapshot);
            // One that is gone may stay what it is: muting it, say, must not fail.
            if (!snapshot && baseline.title.isEmpty())
                return fail(snapshot.error());
            if (snapshot) {
                if (snapshot->profileId != baseline.profileId)
                    return fail(ErrorKind::Usage, tr("%1@%2 is a snapshot of another database; a database can follow that one instead.")
                                                      .arg(snapshot->database)
                                                      .arg(snapshot->number));
                baseline.title = u"%1@%2"_s.arg(snapshot->database, QString::number(snapshot->number));
            }
        }
        return done(d->file->run(u"INSERT INTO baseline (profile_id, snapshot_id, title, follows, muted) VALUES (?, ?, ?, ?, ?)"
                                 " ON CONFLICT (profile_id) DO UPDATE SET snapshot_id = excluded.snapshot_id, title = excluded.title,"
                                 " follows = excluded.follows, muted = excluded.muted"_s,
                                 {idText(baseline.profileId), baseline.snapshot.isNull() ? QString() : idText(baseline.snapshot), baseline.title,
                                  baseline.follows.isNull() ? QString() : idText(baseline.follows), baseline.muted}));
    });
}

} // namespace concord
