// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogjson.h"

#include "schema/catalogfields.h"

#include <nlohmann/json.hpp>

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

Json texts(const QStringList &values)
{
    Json list = Json::array();
    for (const QString &value : values)
        list.push_back(utf8(value));
    return list;
}

/// Writes a struct's fields into a JSON object.
class JsonWriter
{
public:
    JsonWriter(JsonDetail detail, bool statistics) : m_full(detail == JsonDetail::Full), m_statistics(statistics) {}

    [[nodiscard]] Json take() { return std::move(m_json); }

    void field(std::string_view key, const QString &value, FieldRole = FieldRole::Declared)
    {
        put(key, value.isEmpty(), [&] { return Json(utf8(value)); });
    }
    void field(std::string_view key, bool value, FieldRole = FieldRole::Declared) { flag(key, value, false); }
    void field(std::string_view key, const QStringList &values, FieldRole = FieldRole::Declared)
    {
        put(key, values.isEmpty(), [&] { return texts(values); });
    }
    void flag(std::string_view key, bool value, bool usual, FieldRole = FieldRole::Declared)
    {
        put(key, value == usual, [&] { return Json(value); });
    }
    void number(std::string_view key, qint64 value, qint64 usual, FieldRole = FieldRole::Declared)
    {
        put(key, value == usual, [&] { return value == usual && usual < 0 ? Json(nullptr) : Json(value); });
    }
    void optional(std::string_view key, const std::optional<QString> &value, FieldRole = FieldRole::Declared)
    {
        put(key, !value, [&] { return value ? Json(utf8(*value)) : Json(nullptr); });
    }
    void optional(std::string_view key, const std::optional<bool> &value)
    {
        put(key, !value, [&] { return value ? Json(*value) : Json(nullptr); });
    }
    void choice(std::string_view key, auto value)
    {
        put(key, value == decltype(value){}, [&] { return Json(std::string(wordsOf(value)[static_cast<size_t>(value)])); });
    }
    void memberName(const QString &name, bool generated)
    {
        field("name", name);
        field("name_generated", generated);
    }
    void ref(std::string_view key, const ObjectRef &ref, FieldRole = FieldRole::Declared)
    {
        const bool none = ref == ObjectRef(); // a name may lack: "all of this schema"
        put(key, none, [&] { return none ? Json(nullptr) : refJson(ref); });
    }
    void refs(std::string_view key, const std::vector<ObjectRef> &all, FieldRole = FieldRole::Declared)
    {
        put(key, all.empty(), [&] {
            Json list = Json::array();
            for (const ObjectRef &one : all)
                list.push_back(refJson(one));
            return list;
        });
    }
    void map(std::string_view key, const QMap<QString, QString> &values)
    {
        put(key, values.isEmpty(), [&] {
            Json object = Json::object();
            for (auto it = values.cbegin(); it != values.cend(); ++it)
                object[utf8(it.key())] = utf8(it.value());
            return object;
        });
    }
    template<class T>
    void nested(std::string_view key, const T &value, FieldRole role = FieldRole::Declared)
    {
        if (role == FieldRole::Statistic && !m_statistics)
            return;
        put(key, false, [&] { return written(value); });
    }
    template<class T>
    void optionalNested(std::string_view key, const std::optional<T> &value)
    {
        put(key, !value, [&] { return value ? written(*value) : Json(nullptr); });
    }
    template<class T>
    void shared(std::string_view key, const std::shared_ptr<const T> &value)
    {
        put(key, !value, [&] { return value ? written(*value) : Json(nullptr); });
    }
    template<class T>
    void list(std::string_view key, const std::vector<T> &values, FieldRole = FieldRole::Declared)
    {
        put(key, values.empty(), [&] {
            Json list = Json::array();
            for (const T &value : values)
                list.push_back(written(value));
            return list;
        });
    }
    void family(std::string_view key, TypeFamily family) { m_json[std::string(key)] = utf8(typeFamilyName(family)); }
    void unit(std::string_view key, LogicalType::Unit unit)
    {
        put(key, unit == LogicalType::Unit::Characters, [&] { return Json(unit == LogicalType::Unit::Bytes ? "bytes" : "characters"); });
    }

private:
    /// A logical type says only what is set, also in full: most of its fields belong to other families.
    template<class T>
    Json written(const T &value) const
    {
        JsonWriter inner(std::same_as<T, LogicalType> || !m_full ? JsonDetail::Compact : JsonDetail::Full, m_statistics);
        describe(inner, value);
        return inner.m_json;
    }
    static Json refJson(const ObjectRef &ref) { return Json{{"schema", utf8(ref.schema)}, {"name", utf8(ref.name)}}; }
    void put(std::string_view key, bool usual, auto value)
    {
        if (m_full || !usual)
            m_json[std::string(key)] = value();
    }

    bool m_full;
    bool m_statistics;
    Json m_json = Json::object();
};

/// The list of schemas → tables that each kind of object stands in.
constexpr const char *groupKey(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table: return "tables";
    case ObjectKind::View: return "views";
    case ObjectKind::MaterializedView: return "materialized_views";
    case ObjectKind::Sequence: return "sequences";
    case ObjectKind::Routine: return "routines";
    case ObjectKind::Type: return "types";
    case ObjectKind::Synonym: return "synonyms";
    case ObjectKind::Package: return "packages";
    case ObjectKind::Collection: return "collections";
    case ObjectKind::Extension: return "extensions";
    case ObjectKind::Other: return "others";
    case ObjectKind::Schema: break;
    }
    return "schemas";
}

Json schemaJson(const Catalog &catalog, const QString &name, JsonDetail detail)
{
    Json json = Json::object();
    json["name"] = utf8(name);
    if (const ObjectPtr schema = catalog.find(ObjectKind::Schema, {{}, name})) {
        const Json own = objectToJson(*schema, detail);
        for (const auto &[key, value] : own.items()) {
            if (key != "kind" && key != "schema")
                json[key] = value;
        }
    }
    for (const ObjectKind kind : {ObjectKind::Table, ObjectKind::View, ObjectKind::MaterializedView, ObjectKind::Sequence, ObjectKind::Routine,
                                  ObjectKind::Type, ObjectKind::Synonym, ObjectKind::Package, ObjectKind::Collection}) {
        if (detail == JsonDetail::Full && kind != ObjectKind::Package && kind != ObjectKind::Synonym && kind != ObjectKind::Collection)
            json[groupKey(kind)] = Json::array();
    }
    return json;
}

} // namespace

Json objectToJson(const SchemaObject &object, JsonDetail detail, bool statistics)
{
    JsonWriter writer(detail, statistics);
    visitObject(object, [&](const auto &typed) { describe(writer, typed); });
    Json json = Json::object();
    json["kind"] = utf8(objectKindName(object.kind));
    json["schema"] = utf8(object.ref.schema);
    json["name"] = utf8(object.ref.name);
    const Json fields = writer.take();
    for (const auto &[key, value] : fields.items())
        json[key] = value;
    return json;
}

Json infoToJson(const CatalogInfo &info)
{
    Json json = Json::object();
    json["model"] = info.modelVersion;
    json["engine"] = utf8(info.engine);
    json["product"] = utf8(info.product);
    json["server_version"] = utf8(info.serverVersion);
    json["database"] = utf8(info.database);
    json["role"] = utf8(info.role);
    json["default_schema"] = utf8(info.defaultSchema);
    json["charset"] = utf8(info.charset);
    json["collation"] = utf8(info.collation);
    json["name_rule"] = utf8(info.nameRule);
    json["read"] = utf8(info.readAt.toUTC().toString(Qt::ISODateWithMs));
    json["transactional"] = info.transactional;
    json["scope"] = utf8(info.scope);
    json["include"] = texts(info.include);
    json["exclude"] = texts(info.exclude);
    json["bytes"] = info.bytes < 0 ? Json(nullptr) : Json(info.bytes);
    JsonWriter unread(JsonDetail::Full, true);
    unread.list("unread", info.unread);
    json["unread"] = unread.take()["unread"];
    return json;
}

Json catalogToJson(const Catalog &catalog, JsonDetail detail)
{
    Json json = infoToJson(catalog.info());
    json["hash"] = utf8(catalog.fingerprint().toString());
    Json &schemas = json["schemas"] = Json::array();
    QHash<QString, size_t> positions;
    const QStringList names = catalog.schemas();
    for (const QString &name : names) {
        positions.insert(name, schemas.size());
        schemas.push_back(schemaJson(catalog, name, detail));
    }
    json["extensions"] = Json::array();
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind == ObjectKind::Schema)
            continue;
        // What no schema holds stands beside them.
        const bool ofNone = object->kind == ObjectKind::Extension || (object->kind == ObjectKind::Other && object->ref.schema.isEmpty());
        Json &place = ofNone ? json : json["schemas"][positions.value(object->ref.schema)];
        place[groupKey(object->kind)].push_back(objectToJson(*object, detail));
    }
    return json;
}

} // namespace concord
