// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/names.h"
#include "workspace/workspaceprivate.h"

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

Result<void> Workspace::Private::checkProfilesExist(const QList<QUuid> &profiles) const
{
    for (const QUuid &id : profiles) {
        auto row = file->run(u"SELECT 1 FROM profile WHERE id = ?"_s, {idText(id)});
        if (!row)
            return fail(row.error());
        if (!row->next())
            return fail(ErrorKind::NotFound, tr("A profile is not in the workspace any more."));
    }
    return {};
}

Result<QList<WorkSession>> Workspace::sessions() const
{
    auto rows = d->file->run(u"SELECT s.id, s.name, s.created, p.profile_id FROM work_session s"
                             " LEFT JOIN work_session_profile p ON p.session_id = s.id ORDER BY s.name_key, p.position"_s);
    if (!rows)
        return fail(rows.error());
    QList<WorkSession> sessions;
    while (rows->next()) {
        const QUuid id = readId(*rows, 0);
        if (sessions.isEmpty() || sessions.last().id != id)
            sessions.append({id, rows->value(1).toString(), {}, QDateTime::fromString(rows->value(2).toString(), Qt::ISODateWithMs)});
        if (!rows->isNull(3))
            sessions.last().profiles.append(readId(*rows, 3));
    }
    return sessions;
}

Result<WorkSession> Workspace::saveSession(const WorkSession &given)
{
    if (const auto name = checkName(given.name); !name)
        return fail(name.error());
    WorkSession session = given;
    if (session.id.isNull())
        session.id = QUuid::createUuid();
    if (!session.created.isValid())
        session.created = QDateTime::currentDateTimeUtc();
    return d->file->write([&]() -> Result<WorkSession> {
        const QString id = idText(session.id);
        auto written = d->checkNameIsFree(u"work_session"_s, session.name, session.id);
        if (written)
            written = d->checkProfilesExist(session.profiles);
        if (written) { // history knows sessions by name: a new name takes the runs along
            written =
                done(d->file->run(u"UPDATE run SET session = ? WHERE session = (SELECT name FROM work_session WHERE id = ?)"_s, {session.name, id}));
        }
        if (written) {
            written = done(d->file->run(u"INSERT INTO work_session (id, name, name_key, created) VALUES (?, ?, ?, ?)"
                                        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key"_s,
                                        {id, session.name, nameKey(session.name), session.created.toUTC().toString(Qt::ISODateWithMs)}));
        }
        if (written)
            written = done(d->file->run(u"DELETE FROM work_session_profile WHERE session_id = ?"_s, {id}));
        for (qsizetype i = 0; written && i < session.profiles.size(); ++i) {
            written = done(d->file->run(u"INSERT OR IGNORE INTO work_session_profile (session_id, profile_id, position) VALUES (?, ?, ?)"_s,
                                        {id, idText(session.profiles[i]), i}));
        }
        return written.transform([&] { return session; });
    });
}

Result<void> Workspace::removeSession(const QUuid &id)
{
    return d->file->write([&] {
        return d->file->run(u"DELETE FROM work_session WHERE id = ?"_s, {idText(id)}).and_then([](const QSqlQuery &query) -> Result<void> {
            if (query.numRowsAffected() == 0)
                return fail(ErrorKind::NotFound, tr("The work session is not in the workspace any more."));
            return {};
        });
    });
}

Result<QList<SavedTargets>> Workspace::savedTargets() const
{
    auto rows = d->file->run(u"SELECT s.name, p.profile_id FROM target_set s LEFT JOIN target_set_profile p ON p.name_key = s.name_key"
                             " ORDER BY s.name_key, p.position"_s);
    if (!rows)
        return fail(rows.error());
    QList<SavedTargets> sets;
    while (rows->next()) {
        const QString name = rows->value(0).toString();
        if (sets.isEmpty() || sets.last().name != name)
            sets.append({name, {}});
        if (!rows->isNull(1))
            sets.last().profiles.append(readId(*rows, 1));
    }
    return sets;
}

Result<void> Workspace::saveTargets(const SavedTargets &targets)
{
    if (const auto name = checkName(targets.name); !name)
        return name;
    return d->file->write([&]() -> Result<void> {
        const QString key = nameKey(targets.name);
        auto written = d->checkProfilesExist(targets.profiles);
        if (written) {
            written = done(d->file->run(u"INSERT INTO target_set (name_key, name) VALUES (?, ?)"
                                        " ON CONFLICT (name_key) DO UPDATE SET name = excluded.name"_s,
                                        {key, targets.name}));
        }
        if (written)
            written = done(d->file->run(u"DELETE FROM target_set_profile WHERE name_key = ?"_s, {key}));
        for (qsizetype i = 0; written && i < targets.profiles.size(); ++i) {
            written = done(d->file->run(u"INSERT OR IGNORE INTO target_set_profile (name_key, profile_id, position) VALUES (?, ?, ?)"_s,
                                        {key, idText(targets.profiles[i]), i}));
        }
        return written;
    });
}

Result<void> Workspace::removeTargets(const QString &name)
{
    return d->file->write([&] { return done(d->file->run(u"DELETE FROM target_set WHERE name_key = ?"_s, {nameKey(name)})); });
}

} // namespace concord
