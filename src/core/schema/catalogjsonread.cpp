// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogjson.h"

#include "schema/catalogfields.h"
#include "schema/collectiontable.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

namespace concord {

using Json = nlohmann::ordered_json;

namespace {

struct BadJson
{
    std::string where;
};

QString textOf(const Json &json)
{
    return QString::fromStdString(json.get_ref<const std::string &>());
}

/// Fills a struct from a JSON object; what is not there stays as usual. Throws BadJson or nlohmann's exceptions, which the
/// public functions turn into errors.
class JsonReader
{
public:
    explicit JsonReader(const Json &json) : m_json(json)
    {
        if (!json.is_object())
            throw BadJson{json.dump().substr(0, 60)};
    }

    void field(std::string_view key, QString &value, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key))
            value = textOf(*json);
    }
    void field(std::string_view key, bool &value, FieldRole = FieldRole::Declared) { flag(key, value, false); }
    void field(std::string_view key, QStringList &values, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key)) {
            values.reserve(static_cast<qsizetype>(json->size()));
            for (const Json &one : *json)
                values.append(textOf(one));
        }
    }
    void flag(std::string_view key, bool &value, bool usual, FieldRole = FieldRole::Declared)
    {
        const Json *json = find(key);
        value = json ? json->get<bool>() : usual;
    }
    template<class N>
    void number(std::string_view key, N &value, qint64 usual, FieldRole = FieldRole::Declared)
    {
        const Json *json = find(key);
        value = static_cast<N>(json ? json->get<qint64>() : usual);
    }
    void optional(std::string_view key, std::optional<QString> &value, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key))
            value = textOf(*json);
    }
    void optional(std::string_view key, std::optional<bool> &value)
    {
        if (const Json *json = find(key))
            value = json->get<bool>();
    }
    template<class E>
    void choice(std::string_view key, E &value)
    {
        const Json *json = find(key);
        if (!json)
            return;
        const auto words = wordsOf(E{});
        const auto found = std::ranges::find(words, json->get<std::string>());
        if (found == words.end())
            throw BadJson{json->dump()};
        value = static_cast<E>(found - words.begin());
    }
    void memberName(QString &name, bool &generated)
    {
        field("name", name);
        field("name_generated", generated);
    }
    void ref(std::string_view key, ObjectRef &ref, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key))
            ref = {textOf(json->at("schema")), textOf(json->at("name"))};
    }
    void refs(std::string_view key, std::vector<ObjectRef> &all, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key)) {
            for (const Json &one : *json)
                all.push_back({textOf(one.at("schema")), textOf(one.at("name"))});
        }
    }
    void map(std::string_view key, QMap<QString, QString> &values)
    {
        if (const Json *json = find(key)) {
            for (const auto &[name, value] : json->items())
                values.insert(QString::fromStdString(name), textOf(value));
        }
    }
    template<class T>
    void nested(std::string_view key, T &value, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key))
            read(*json, value);
    }
    template<class T>
    void optionalNested(std::string_view key, std::optional<T> &value)
    {
        if (const Json *json = find(key))
            read(*json, value.emplace());
    }
    template<class T>
    void shared(std::string_view key, std::shared_ptr<const T> &value)
    {
        if (const Json *json = find(key)) {
            auto made = std::make_shared<T>();
            read(*json, *made);
            value = made;
        }
    }
    template<class T>
    void list(std::string_view key, std::vector<T> &values, FieldRole = FieldRole::Declared)
    {
        if (const Json *json = find(key)) {
            values.reserve(json->size());
            for (const Json &one : *json)
                read(one, values.emplace_back());
        }
    }
    void family(std::string_view key, TypeFamily &family)
    {
        if (const Json *json = find(key); json && !typeFamilyFromName(textOf(*json), family))
            throw BadJson{json->dump()};
    }
    void unit(std::string_view key, LogicalType::Unit &unit)
    {
        if (const Json *json = find(key))
            unit = textOf(*json) == u"bytes" ? LogicalType::Unit::Bytes : LogicalType::Unit::Characters;
    }

private:
    template<class T>
    static void read(const Json &json, T &value)
    {
        JsonReader reader(json);
        describe(reader, value);
    }
    /// Null where it is not there, or null.
    [[nodiscard]] const Json *find(std::string_view key) const
    {
        const auto found = m_json.find(std::string(key));
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }

    const Json &m_json;
};

std::shared_ptr<SchemaObject> newObject(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Schema: return std::make_shared<Schema>();
    case ObjectKind::Table: return std::make_shared<Table>();
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return std::make_shared<View>(kind);
    case ObjectKind::Sequence: return std::make_shared<Sequence>();
    case ObjectKind::Routine: return std::make_shared<Routine>();
    case ObjectKind::Type: return std::make_shared<TypeObject>();
    case ObjectKind::Extension: return std::make_shared<Extension>();
    case ObjectKind::Synonym: return std::make_shared<Synonym>();
    case ObjectKind::Package: return std::make_shared<Package>();
    case ObjectKind::Collection: return std::make_shared<Collection>();
    case ObjectKind::Other: break;
    }
    return std::make_shared<Other>();
}

std::shared_ptr<SchemaObject> readObject(const Json &json)
{
    ObjectKind kind{};
    if (!objectKindFromName(textOf(json.at("kind")), kind))
        throw BadJson{json.at("kind").dump()};
    std::shared_ptr<SchemaObject> object = newObject(kind);
    object->ref = {textOf(json.at("schema")), textOf(json.at("name"))};
    JsonReader reader(json);
    visitObject(*object, [&](auto &typed) { describe(reader, typed); });
    if (object->kind == ObjectKind::Collection) {
        auto &collection = static_cast<Collection &>(*object);
        collection.asTable = collectionAsTable(collection);
    }
    return object;
}

CatalogInfo readInfo(const Json &json)
{
    CatalogInfo info;
    info.modelVersion = json.at("model").get<int>();
    JsonReader reader(json);
    reader.field("engine", info.engine);
    reader.field("product", info.product);
    reader.field("server_version", info.serverVersion);
    reader.field("database", info.database);
    reader.field("role", info.role);
    reader.field("default_schema", info.defaultSchema);
    reader.field("charset", info.charset);
    reader.field("collation", info.collation);
    reader.field("name_rule", info.nameRule);
    QString read;
    reader.field("read", read);
    info.readAt = QDateTime::fromString(read, Qt::ISODateWithMs);
    reader.flag("transactional", info.transactional, true);
    reader.field("scope", info.scope);
    reader.field("include", info.include);
    reader.field("exclude", info.exclude);
    reader.number("bytes", info.bytes, -1);
    reader.list("unread", info.unread);
    return info;
}

CatalogPtr readCatalog(const Json &json)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (const Json &schema : json.at("schemas")) {
        // A schema that is no object of its own (SQLite) has nothing but its name and its lists.
        if (const QString name = textOf(schema.at("name")); !name.isEmpty()) {
            auto own = std::make_shared<Schema>();
            own->ref.name = name;
            JsonReader reader(schema);
            describe(reader, *own);
            objects.push_back(own);
        }
        for (const auto &[key, list] : schema.items()) {
            if (!list.is_array() || key == "privileges" || key == "depends_on")
                continue;
            for (const Json &object : list)
                objects.push_back(readObject(object));
        }
    }
    for (const Json &extension : json.at("extensions"))
        objects.push_back(readObject(extension));
    for (const Json &other : json.value("others", Json::array()))
        objects.push_back(readObject(other));
    return Catalog::make(readInfo(json), std::move(objects));
}

template<class F>
auto guarded(F read) -> Result<decltype(read())>
{
    const auto damaged = [](const QString &what) {
        return fail(ErrorKind::Damaged, QCoreApplication::translate("CatalogJson", "This is not a catalog that Concord wrote: %1").arg(what));
    };
    try {
        return read();
    } catch (const BadJson &bad) {
        return damaged(QString::fromStdString(bad.where));
    } catch (const nlohmann::json::exception &) {
        return damaged(QCoreApplication::translate("CatalogJson", "A field is missing, or something else is in its place."));
    }
}

} // namespace

Result<std::shared_ptr<SchemaObject>> objectFromJson(const Json &json)
{
    return guarded([&] { return readObject(json); });
}

Result<CatalogInfo> infoFromJson(const Json &json)
{
    return guarded([&] { return readInfo(json); });
}

Result<CatalogPtr> catalogFromJson(const Json &json)
{
    return guarded([&] { return readCatalog(json); });
}

} // namespace concord
