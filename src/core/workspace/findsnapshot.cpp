// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/names.h"
#include "connection/samedatabase.h"
#include "workspace/workspaceprivate.h"

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

namespace {

/// A database that may have snapshots, and whole which of it they are.
struct Place
{
    QUuid profileId;
    QString name;
    QUuid wholeId;  ///< of `profile/schema`: the profile's own id
    QString schema;
};

/// "2", "2026-11-20", "2026-11-20T12:00" or a name, among one database's snapshots, newest first. Null: none.
const SnapshotInfo *selected(const QList<SnapshotInfo> &newestFirst, const QString &selector)
{
    const auto first = [&](auto condition) {
        const auto found = std::ranges::find_if(newestFirst, condition);
        return found == newestFirst.end() ? nullptr : &*found;
    };
    bool isNumber = false;
    const int number = selector.toInt(&isNumber);
    if (isNumber)
        return first([&](const SnapshotInfo &one) { return one.number == number; });
    if (const QDate day = QDate::fromString(selector, Qt::ISODate); day.isValid() && selector.size() == 10)
        return first([&](const SnapshotInfo &one) { return one.taken.toLocalTime().date() <= day; });
    if (const QDateTime moment = QDateTime::fromString(selector, Qt::ISODate); moment.isValid())
        return first([&](const SnapshotInfo &one) { return one.taken <= moment; });
    return first([&](const SnapshotInfo &one) { return !one.name.isEmpty() && nameKey(one.name) == nameKey(selector); });
}

std::unexpected<Error> noneSelected(const Place &place, const QList<SnapshotInfo> &newestFirst, const QString &selector)
{
    QStringList names;
    for (const SnapshotInfo &one : newestFirst) {
        if (!one.name.isEmpty())
            names.append(one.name);
    }
    const auto dayOf = [](const SnapshotInfo &one) { return one.taken.toLocalTime().date().toString(Qt::ISODate); };
    const SnapshotInfo &first = newestFirst.last();
    const SnapshotInfo &last = newestFirst.first();
    const QString there = newestFirst.size() == 1
                              ? tr("It has %1@%2, read on %3.").arg(place.name, QString::number(first.number), dayOf(first))
                              : tr("It has %1@%2 to %1@%3, read from %4 to %5.")
                                    .arg(place.name, QString::number(first.number), QString::number(last.number), dayOf(first), dayOf(last));
    return fail(ErrorKind::NotFound, tr("“%1” has no snapshot “%2”.").arg(place.name, selector) + didYouMean(selector, names) + u' ' + there);
}

bool isOf(const QList<KnownProfile> &known, const QUuid &id)
{
    return std::ranges::any_of(known, [&](const KnownProfile &one) { return one.endpoint.profileId == id; });
}

/// Where a word leads: a profile, a scope or URL; else a database whose profile is gone, by the name that it had, or one that was called so
/// before.
Result<Place> placeOf(const WorkspaceFile &file, const QString &word, const QList<KnownProfile> &known, const DriverRegistry &registry)
{
    const auto targets = resolveTargets({word}, known, registry);
    if (targets && targets->size() > 1)
        return fail(ErrorKind::Usage, tr("“%1” names several databases; only one can be meant here.").arg(word));
    if (targets) {
        const ResolvedTarget &target = targets->first();
        const auto leadsThere = [&](const KnownProfile &one) { return isSameDatabase(one.endpoint, target.endpoint, registry); };
        if (const bool isUrl = target.schema.isEmpty() && !isOf(known, target.endpoint.profileId); isUrl) {
            if (const auto same = std::ranges::find_if(known, leadsThere); same != known.end())
                return Place{same->endpoint.profileId, same->endpoint.name, {}, {}};
        }
        QUuid whole;
        for (const KnownProfile &profile : known) {
            if (profile.endpoint.name == target.endpoint.name.section(u'/', 0, 0))
                whole = profile.endpoint.profileId;
        }
        return Place{target.endpoint.profileId, target.endpoint.name, whole, target.schema};
    }
    const QString read = u"d.profile_id IN (SELECT profile_id FROM snapshot)"_s;
    for (const QString &from : {u"snapshot_database d WHERE d.name_key = ?"_s,
                                u"former_name f JOIN snapshot_database d ON d.profile_id = f.profile_id WHERE f.name_key = ?"_s}) {
        auto gone = file.run(u"SELECT d.profile_id, d.name FROM %1 AND %2"_s.arg(from, read), {nameKey(word)});
        if (!gone)
            return fail(gone.error());
        if (gone->next())
            return Place{readId(*gone, 0), gone->value(1).toString(), {}, {}};
    }
    return fail(targets.error());
}

/// Where "2" of "production@2" begins, less one; -1: nowhere. What stands before a URL's path is a user or host.
qsizetype selectorSign(const QString &word)
{
    const qsizetype at = word.lastIndexOf(u'@');
    const qsizetype authority = word.indexOf("://"_L1);
    const qsizetype path = authority < 0 ? -1 : word.indexOf(u'/', authority + 3);
    const bool inAuthority = authority >= 0 && (path < 0 || at < path);
    return at <= 0 || at + 1 == word.size() || inAuthority ? -1 : at;
}

/// Null: all were read elsewhere.
const SnapshotInfo *newestOfHere(const QList<SnapshotInfo> &newestFirst)
{
    const auto found = std::ranges::find(newestFirst, false, &SnapshotInfo::elsewhere);
    return found == newestFirst.end() ? nullptr : &*found;
}

std::unexpected<Error> readElsewhere(const Place &place, const SnapshotInfo &newest)
{
    return fail(ErrorKind::NotFound, tr("“%1” was not read since it leads elsewhere: its newest snapshot, %1@%2, was read from another database"
                                        " (%3). Read it anew, or name that snapshot.")
                                         .arg(place.name)
                                         .arg(newest.number)
                                         .arg(newest.url));
}

std::unexpected<Error> neverRead(const Place &place)
{
    return fail(ErrorKind::NotFound, tr("There is no snapshot of “%1” yet; its schema must be read first.").arg(place.name));
}

} // namespace

Result<FoundSnapshot> Workspace::findSnapshot(const QString &word, const DriverRegistry &registry) const
{
    const auto known = knownDatabases(registry);
    if (!known)
        return fail(known.error());
    const auto choose = [](const Place &place, const QList<SnapshotInfo> &all, const QString &selector,
                           const QString &schema) -> Result<FoundSnapshot> {
        const SnapshotInfo *found = selector.isEmpty() ? newestOfHere(all) : selected(all, selector);
        if (!found)
            return selector.isEmpty() ? readElsewhere(place, all.first()) : noneSelected(place, all, selector);
        return FoundSnapshot{*found, schema};
    };
    const auto newestIn = [&](const Place &place, const QString &selector) -> Result<FoundSnapshot> {
        const auto own = snapshots(place.profileId, registry);
        if (!own || !own->isEmpty() || place.schema.isEmpty())
            return own.and_then([&](const auto &all) { return all.isEmpty() ? neverRead(place) : choose(place, all, selector, {}); });
        // Not read by itself, but perhaps with the whole database.
        return snapshots(place.wholeId, registry).and_then([&](const auto &all) {
            return all.isEmpty() ? neverRead(place) : choose(place, all, selector, place.schema);
        });
    };
    const auto place = placeOf(*d->file, word, *known, registry);
    const auto own = place.and_then([&](const Place &here) { return snapshots(here.profileId); });
    const qsizetype at = selectorSign(word);
    if (at < 0 || (own && !own->isEmpty()))
        return place.and_then([&](const Place &here) { return newestIn(here, {}); });
    return placeOf(*d->file, word.first(at), *known, registry).and_then([&](const Place &here) { return newestIn(here, word.sliced(at + 1)); });
}

} // namespace concord
