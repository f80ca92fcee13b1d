// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogjson.h"
#include "workspace/workspaceprivate.h"

#include <QFile>
#include <QSaveFile>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using namespace workspacesql;
using Json = nlohmann::ordered_json;

namespace {

constexpr int fileVersion = 1;

Result<Json> readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, tr("%1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.readAll();
    Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return fail(ErrorKind::Damaged, tr("%1 is not a snapshot: it is not a JSON document.").arg(path));
    if (json.contains("concord_snapshot") && json["concord_snapshot"] != fileVersion)
        return fail(ErrorKind::Damaged, tr("%1 comes from a newer version of Concord.").arg(path));
    return json;
}

QDateTime timeOr(const Json &json, const char *key, const QDateTime &otherwise)
{
    const auto found = json.find(key);
    const QDateTime time = found != json.end() && found->is_string()
                               ? QDateTime::fromString(QString::fromStdString(found->get<std::string>()), Qt::ISODateWithMs)
                               : QDateTime();
    return time.isValid() ? time : otherwise;
}

} // namespace

Result<void> Workspace::Private::checkEngine(const QUuid &profileId, const QString &engine) const
{
    auto row = file->run(u"SELECT p.name, s.engine FROM profile p JOIN server s ON s.id = p.server_id WHERE p.id = ?"_s, {idText(profileId)});
    if (!row)
        return fail(row.error());
    if (row->next() && row->value(1).toString() != engine)
        return fail(ErrorKind::Usage,
                    tr("The snapshot is of another engine (%1) than “%2” (%3).").arg(engine, row->value(0).toString(), row->value(1).toString()));
    return {};
}

Result<void> Workspace::exportSnapshot(const QUuid &id, const QString &path) const
{
    const auto info = d->readSnapshot(id);
    if (!info)
        return fail(info.error());
    const auto catalog = openSnapshot(id);
    if (!catalog)
        return fail(catalog.error());
    Json json;
    json["concord_snapshot"] = fileVersion;
    json["database"] = info->database.toStdString();
    json["number"] = info->number;
    json["name"] = info->name.toStdString();
    json["run"] = idText(info->run).toStdString();
    json["run_started"] = timeText(info->runStarted).toStdString();
    json["catalog"] = catalogToJson(**catalog, JsonDetail::Compact);
    QSaveFile file(path);
    const std::string text = json.dump(1) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0 || !file.commit())
        return fail(ErrorKind::Io, tr("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

Result<SnapshotInfo> Workspace::importSnapshot(const QString &path, const QUuid &profileId, const QString &database)
{
    const auto json = readJson(path);
    if (!json)
        return fail(json.error());
    if (!json->contains("catalog") && !json->contains("schemas"))
        return fail(ErrorKind::Damaged, tr("%1 is neither a snapshot nor a catalog of Concord.").arg(path));
    const auto catalog = catalogFromJson(json->contains("catalog") ? (*json)["catalog"] : *json);
    if (!catalog) {
        Error error = catalog.error();
        error.message = u"%1: %2"_s.arg(path, error.message);
        return fail(error);
    }
    if (const auto fits = d->checkEngine(profileId, (*catalog)->info().engine); !fits)
        return fail(fits.error());
    const auto known = snapshots(profileId);
    if (!known)
        return fail(known.error());
    const auto isIt = [&](const SnapshotInfo &one) { return one.taken == (*catalog)->info().readAt && one.hash == (*catalog)->fingerprint(); };
    if (const auto before = std::ranges::find_if(*known, isIt); before != known->end()) {
        SnapshotInfo same = *before;
        same.changed = false;
        return same;
    }
    const QString run = json->contains("run") && (*json)["run"].is_string() ? QString::fromStdString((*json)["run"].get<std::string>()) : QString();
    return saveSnapshot({profileId, database, QUuid::fromString(run), timeOr(*json, "run_started", (*catalog)->info().readAt), *catalog});
}

} // namespace concord
