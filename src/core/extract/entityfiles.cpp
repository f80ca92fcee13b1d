// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/entityfiles.h"

#include "schema/catalogjson.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EntityFiles", text);
}

/// The lists of an object that are entities of their own, and what those are called.
struct MemberList
{
    const char *key;
    const char *entity;
};
constexpr MemberList memberLists[] = {
    {"columns", "columns"},           {"uniques", "keys"},      {"checks", "checks"},     {"exclusions", "exclusions"}, {"indexes", "indexes"},
    {"foreign_keys", "foreign_keys"}, {"triggers", "triggers"}, {"policies", "policies"}, {"attributes", "attributes"}, {"fields", "fields"}};

const char *entityOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return "schemas";
    case ObjectKind::Table: return "tables";
    case ObjectKind::View: return "views";
    case ObjectKind::MaterializedView: return "materialized_views";
    case ObjectKind::Sequence: return "sequences";
    case ObjectKind::Routine: return "routines";
    case ObjectKind::Type: return "types";
    case ObjectKind::Extension: return "extensions";
    case ObjectKind::Other: return "others";
    case ObjectKind::Synonym: return "synonyms";
    case ObjectKind::Package: return "packages";
    case ObjectKind::Collection: return "collections";
    }
    return "";
}

/// Rows by entity, each already a line.
using Lines = std::map<std::string, QList<QByteArray>>;

void addMember(Lines &lines, const char *entity, const Json &owner, const Json &member, qsizetype position, bool primary)
{
    Json row{{"database", owner["database"]},
             {"schema", owner["schema"]},
             {"owner", owner["name"]},
             {"owner_kind", owner["kind"]},
             {"position", position}};
    if (entity == std::string_view("keys"))
        row["primary"] = primary;
    for (const auto &[key, value] : member.items())
        row[key] = value;
    lines[entity].append(QByteArray::fromStdString(row.dump()) + '\n');
}

void addObject(Lines &lines, const QString &database, const SchemaObject &object)
{
    Json row{{"database", database.toStdString()}};
    const Json own = objectToJson(object, JsonDetail::Full);
    for (const auto &[key, value] : own.items())
        row[key] = value;
    if (row.contains("primary_key") && row["primary_key"].is_object())
        addMember(lines, "keys", row, row["primary_key"], 1, true);
    row.erase("primary_key");
    for (const MemberList &list : memberLists) {
        if (!row.contains(list.key))
            continue;
        qsizetype position = 0;
        for (const Json &member : row[list.key])
            addMember(lines, list.entity, row, member, ++position, false);
        row.erase(list.key);
    }
    lines[entityOf(object.kind)].append(QByteArray::fromStdString(row.dump()) + '\n');
}

Lines linesOf(const ExtractedDatabase &database)
{
    Lines lines;
    Json row{{"name", database.name.toStdString()}};
    const Json info = infoToJson(database.catalog->info());
    for (const auto &[key, value] : info.items())
        row[key] = value;
    row["hash"] = database.catalog->fingerprint().toString().toStdString();
    lines["databases"].append(QByteArray::fromStdString(row.dump()) + '\n');
    for (const ObjectPtr &object : database.catalog->objects())
        addObject(lines, database.name, *object);
    return lines;
}

Result<void> writeFile(const QString &path, const QList<QByteArray> &lines)
{
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    for (const QByteArray &line : lines)
        written = written && file.write(line) == line.size();
    if (!written || !file.commit())
        return fail(ErrorKind::Io, tr("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

/// Makes the folder, or takes away what an earlier call wrote into it. What the same run wrote of other databases stays: those are given.
Result<Json> makeRoom(const QString &folder, const std::string &run, const QList<ExtractedDatabase> &databases)
{
    Json kept = Json::array();
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Io, tr("The folder %1 cannot be made.").arg(folder));
    const QDir dir(folder);
    if (dir.isEmpty())
        return kept;
    QFile manifest(dir.filePath(u"manifest.json"_s));
    const QByteArray text = manifest.open(QIODevice::ReadOnly) ? manifest.readAll() : QByteArray();
    const Json before = Json::parse(text.begin(), text.end(), nullptr, false);
    if (before.is_discarded() || !before.is_object() || !before.contains("concord_extract"))
        return fail(ErrorKind::Usage, tr("The folder %1 holds other things; name an empty or a new one.").arg(folder));
    const QStringList old = dir.entryList({u"*.ndjson"_s}, QDir::Files);
    for (const Json &database : before.value("databases", Json::array())) {
        const std::string name = database.value("name", std::string());
        const auto isAgain = [&](const ExtractedDatabase &one) { return one.name.toStdString() == name; };
        if (before.value("run", std::string()) == run && std::ranges::none_of(databases, isAgain)) {
            kept.push_back(database);
            continue;
        }
        for (const Json &file : database.value("files", Json::array())) {
            const QString ndjson = QString::fromStdString(file.value("file", std::string()));
            if (old.contains(ndjson))
                QFile::remove(dir.filePath(ndjson));
        }
    }
    return kept;
}

} // namespace

QString extractStatusName(ExtractState state)
{
    switch (state) {
    case ExtractState::Done: return u"succeeded"_s;
    case ExtractState::Cancelled: return u"cancelled"_s;
    default: return u"failed"_s;
    }
}

QList<ExtractedDatabase> extractedDatabases(const ExtractJob &job)
{
    QList<ExtractedDatabase> databases;
    for (int i = 0; i < job.targetCount(); ++i) {
        const Endpoint &endpoint = job.request().targets[i].endpoint;
        const ExtractOutcome outcome = job.outcome(i);
        databases.append({endpoint.name, endpoint.engine, extractStatusName(outcome.state), outcome.catalog, outcome.snapshot, outcome.error});
    }
    return databases;
}

QString safeFileName(const QString &name)
{
    QString safe = QString::fromLatin1(QUrl::toPercentEncoding(name, {}, "~"));
    if (safe.startsWith(u'.'))
        safe.replace(0, 1, u"%2E"_s);
    if (safe.size() <= 120)
        return safe;
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Blake2b_160).toHex().first(16);
    return safe.first(100) + u'-' + QString::fromLatin1(hash);
}

Result<void> writeEntityFiles(const QString &folder, const QUuid &run, const QDateTime &started, const QList<ExtractedDatabase> &databases)
{
    const std::string runId = run.toString(QUuid::WithoutBraces).toStdString();
    const auto kept = makeRoom(folder, runId, databases);
    if (!kept)
        return fail(kept.error());
    Json manifest{
        {"concord_extract", 1}, {"run", runId}, {"started", started.toUTC().toString(Qt::ISODateWithMs).toStdString()}, {"databases", *kept}};
    for (const ExtractedDatabase &database : databases) {
        Json entry{{"name", database.name.toStdString()}, {"engine", database.engine.toStdString()}, {"status", database.status.toStdString()}};
        if (database.snapshot)
            entry["snapshot"] = database.snapshot->id.toString(QUuid::WithoutBraces).toStdString();
        if (database.error)
            entry["error"] = database.error->message.toStdString();
        entry["files"] = Json::array();
        const Lines lines = database.catalog ? linesOf(database) : Lines();
        for (const auto &[entity, rows] : lines) {
            const QString file = u"%1.%2.ndjson"_s.arg(safeFileName(database.name), QString::fromStdString(entity));
            if (const auto written = writeFile(QDir(folder).filePath(file), rows); !written)
                return written;
            entry["files"].push_back({{"entity", entity}, {"file", file.toStdString()}, {"count", rows.size()}});
        }
        manifest["databases"].push_back(std::move(entry));
    }
    return writeFile(QDir(folder).filePath(u"manifest.json"_s), {QByteArray::fromStdString(manifest.dump(2)) + '\n'});
}

} // namespace concord
