// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/snapshotparts.h"

#include "schema/catalogjson.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

SchemaPart part(const Json &json)
{
    const QByteArray bytes = QByteArray::fromStdString(json.dump());
    return {QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_160).toHex()), bytes};
}

Result<Json> unpacked(const QByteArray &data)
{
    const QByteArray bytes = qUncompress(data);
    Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (bytes.isEmpty() || json.is_discarded())
        return fail(ErrorKind::Damaged, QCoreApplication::translate("Workspace", "A part of a snapshot in the workspace is damaged."));
    return json;
}

void appendNumber(QByteArray &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.append(static_cast<char>((number & 0x7f) | 0x80));
    bytes.append(static_cast<char>(number));
}

const Statistics *statisticsOf(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Table: return &static_cast<const Table &>(object).statistics;
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return &static_cast<const View &>(object).statistics;
    case ObjectKind::Collection: return &static_cast<const Collection &>(object).statistics;
    default: return nullptr;
    }
}

Statistics *statisticsOf(SchemaObject &object)
{
    return const_cast<Statistics *>(statisticsOf(std::as_const(object)));
}

} // namespace

SchemaPart partOf(const SchemaObject &object)
{
    return part(objectToJson(object, JsonDetail::Compact, false));
}

SchemaPart partOf(const CatalogInfo &info)
{
    Json json = infoToJson(info);
    json.erase("read");
    json.erase("bytes");
    return part(json);
}

QByteArray packed(const QByteArray &json)
{
    return qCompress(json);
}

Result<std::shared_ptr<SchemaObject>> objectFromPart(const QByteArray &data)
{
    return unpacked(data).and_then([](const Json &json) { return objectFromJson(json); });
}

Result<CatalogInfo> infoFromPart(const QByteArray &data)
{
    return unpacked(data).and_then([](const Json &json) { return infoFromJson(json); });
}

/// Ascending ids as the distances between them: most are 1, and those compress to next to nothing.
QByteArray packedIds(QList<qint64> ids)
{
    std::ranges::sort(ids);
    QByteArray bytes;
    qint64 before = 0;
    for (const qint64 id : ids) {
        appendNumber(bytes, static_cast<quint64>(id - before));
        before = id;
    }
    return qCompress(bytes, 9);
}

QList<qint64> unpackedIds(const QByteArray &packed)
{
    QList<qint64> ids;
    quint64 number = 0;
    int shift = 0;
    qint64 before = 0;
    const QByteArray bytes = qUncompress(packed);
    for (const char byte : bytes) {
        number |= static_cast<quint64>(byte & 0x7f) << shift;
        shift += 7;
        if ((byte & 0x80) != 0)
            continue;
        before += static_cast<qint64>(number);
        ids.append(before);
        number = 0;
        shift = 0;
    }
    return ids;
}

QByteArray packedStatistics(const Catalog &catalog)
{
    Json list = Json::array();
    for (const ObjectPtr &object : catalog.objects()) {
        const Statistics *statistics = statisticsOf(*object);
        if (statistics && (statistics->rows >= 0 || statistics->bytes >= 0)) {
            list.push_back({objectKindName(object->kind).toStdString(), object->ref.schema.toStdString(), object->ref.name.toStdString(),
                            statistics->rows, statistics->bytes});
        }
    }
    return qCompress(QByteArray::fromStdString(Json{{"bytes", catalog.info().bytes}, {"objects", list}}.dump()));
}

void restoreStatistics(const QByteArray &packed, CatalogInfo &info, const std::vector<std::shared_ptr<SchemaObject>> &objects)
{
    const auto json = unpacked(packed);
    if (!json)
        return;
    info.bytes = json->value("bytes", qint64{-1});
    QHash<std::pair<ObjectKind, ObjectRef>, Statistics> known;
    for (const Json &one : (*json)["objects"]) {
        ObjectKind kind{};
        if (!objectKindFromName(QString::fromStdString(one[0].get<std::string>()), kind))
            continue;
        const ObjectRef ref{QString::fromStdString(one[1].get<std::string>()), QString::fromStdString(one[2].get<std::string>())};
        known.insert({kind, ref}, {one[3].get<qint64>(), one[4].get<qint64>()});
    }
    for (const std::shared_ptr<SchemaObject> &object : objects) {
        const auto found = known.constFind({object->kind, object->ref});
        if (Statistics *statistics = found == known.constEnd() ? nullptr : statisticsOf(*object))
            *statistics = *found;
    }
}

QString countsText(const EntityCounts &counts)
{
    QJsonObject object;
    for (const auto &[word, count] : counts.asKeyValueRange())
        object.insert(word, count);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

EntityCounts countsFromText(const QString &text)
{
    EntityCounts counts;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        counts.insert(it.key(), it.value().toInteger());
    return counts;
}

} // namespace concord
