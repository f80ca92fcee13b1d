// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"

#include "workspace/workspaceprivate.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;

Workspace::Workspace() : d(std::make_unique<Private>()) {}
Workspace::~Workspace() = default;

QString Workspace::defaultPath()
{
    const QString given = qEnvironmentVariable("CONCORD_WORKSPACE");
    if (!given.isEmpty())
        return given;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/concord/workspace.db"_s;
}

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &path)
{
    return adopted(WorkspaceFile::open(path));
}

Result<std::unique_ptr<Workspace>> Workspace::openToRead(const QString &path)
{
    const bool exists = path.isEmpty() || QFileInfo::exists(path) || QFileInfo(path).isSymLink();
    return adopted(exists ? WorkspaceFile::openToRead(path) : WorkspaceFile::inMemory());
}

Result<std::unique_ptr<Workspace>> Workspace::adopted(Result<std::unique_ptr<WorkspaceFile>> file)
{
    if (!file)
        return fail(file.error());
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->d->file = std::move(*file);
    return workspace;
}

QString Workspace::path() const
{
    return d->file->path();
}

Result<void> Workspace::writable() const
{
    return d->file->writable();
}

/// https://sqlite.org/pragma.html#pragma_data_version: what this connection commits itself does not change the number.
Result<bool> Workspace::changedByOthers()
{
    return d->file->run(u"PRAGMA data_version"_s).transform([this](QSqlQuery query) {
        const qint64 version = query.next() ? query.value(0).toLongLong() : 0;
        const std::optional<qint64> before = std::exchange(d->versionSeen, version);
        return before && *before != version;
    });
}

Result<QByteArray> Workspace::setting(const QString &key) const
{
    return d->file->run(u"SELECT value FROM setting WHERE key = ?"_s, {key}).transform([](QSqlQuery query) {
        return query.next() ? query.value(0).toByteArray() : QByteArray();
    });
}

Result<void> Workspace::setSetting(const QString &key, const QByteArray &value)
{
    return d->file->write([&] {
        if (value.isEmpty())
            return done(d->file->run(u"DELETE FROM setting WHERE key = ?"_s, {key}));
        return done(
            d->file->run(u"INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s, {key, value}));
    });
}

Result<QList<OpenEditor>> Workspace::editors() const
{
    return d->file->read([&]() -> Result<QList<OpenEditor>> {
        auto rows = d->file->run(u"SELECT id, position, title, text, file, cursor, active FROM editor ORDER BY position, rowid"_s);
        if (!rows)
            return fail(rows.error());
        QList<OpenEditor> editors;
        while (rows->next()) {
            editors.append({readId(*rows, 0),
                            rows->value(1).toInt(),
                            rows->value(2).toString(),
                            rows->value(3).toString(),
                            rows->value(4).toString(),
                            rows->value(5).toInt(),
                            {},
                            rows->value(6).toBool()});
        }
        for (OpenEditor &editor : editors) {
            auto targets = d->file->run(u"SELECT profile_id FROM editor_target WHERE editor_id = ? ORDER BY position"_s, {idText(editor.id)});
            if (!targets)
                return fail(targets.error());
            while (targets->next())
                editor.targets.append(readId(*targets, 0));
        }
        return editors;
    });
}

Result<void> Workspace::saveEditor(const OpenEditor &editor)
{
    if (editor.id.isNull())
        return fail(ErrorKind::Internal, tr("An editor without an id cannot be kept."));
    return d->file->write([&]() -> Result<void> {
        const QString id = idText(editor.id);
        auto written = done(d->file->run(
            u"INSERT INTO editor (id, position, title, text, file, cursor, active) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET position = excluded.position, title = excluded.title, text = excluded.text, file = excluded.file,"
            " cursor = excluded.cursor, active = excluded.active"_s,
            {id, editor.position, editor.title, editor.text, editor.file, editor.cursor, editor.active}));
        if (written && editor.active)
            written = done(d->file->run(u"UPDATE editor SET active = 0 WHERE id <> ? AND active"_s, {id}));
        if (written)
            written = done(d->file->run(u"DELETE FROM editor_target WHERE editor_id = ?"_s, {id}));
        for (qsizetype i = 0; written && i < editor.targets.size(); ++i) {
            written = done(
                d->file->run(u"INSERT INTO editor_target (editor_id, profile_id, position) VALUES (?, ?, ?)"_s, {id, idText(editor.targets[i]), i}));
        }
        return written;
    });
}

Result<void> Workspace::removeEditor(const QUuid &id)
{
    return d->file->write([&] { return done(d->file->run(u"DELETE FROM editor WHERE id = ?"_s, {idText(id)})); });
}

} // namespace concord
