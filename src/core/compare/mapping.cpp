// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/mapping.h"

#include <QCoreApplication>
#include <QSet>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace concord {

using Json = nlohmann::ordered_json;

const TableMapping *Mapping::find(const ObjectRef &left) const
{
    auto found = std::ranges::find(tables, left, &TableMapping::left);
    if (found == tables.end()) // a file may leave the schema out
        found = std::ranges::find(tables, ObjectRef{{}, left.name}, &TableMapping::left);
    return found == tables.end() ? nullptr : &*found;
}

static std::unexpected<Error> damaged(const QString &what)
{
    return fail(ErrorKind::Damaged, QCoreApplication::translate("Mapping", "This is not a mapping file: %1").arg(what));
}

static ObjectRef refFrom(const Json &json)
{
    if (json.is_null())
        return {};
    if (json.is_object())
        return {QString::fromStdString(json.value("schema", std::string())), QString::fromStdString(json.at("name").get<std::string>())};
    const QString text = QString::fromStdString(json.get<std::string>());
    const qsizetype dot = text.indexOf(u'.');
    return dot < 0 ? ObjectRef{{}, text} : ObjectRef{text.first(dot), text.sliced(dot + 1)};
}

static Json refTo(const ObjectRef &ref)
{
    if (ref.name.isEmpty())
        return nullptr;
    if (ref.schema.contains(u'.') || ref.name.contains(u'.'))
        return Json{{"schema", ref.schema.toStdString()}, {"name", ref.name.toStdString()}};
    return (ref.schema.isEmpty() ? ref.name : ref.schema + u'.' + ref.name).toStdString();
}

static QString textAt(const Json &json, const char *key)
{
    const auto found = json.find(key);
    return found == json.end() || found->is_null() ? QString() : QString::fromStdString(found->get<std::string>());
}

static TableMapping tableFrom(const Json &json)
{
    TableMapping table{refFrom(json.at("left")), refFrom(json.at("right")), {}};
    if (const auto columns = json.find("columns"); columns != json.end()) {
        for (const Json &column : *columns)
            table.columns.push_back({textAt(column, "left"), textAt(column, "right"), textAt(column, "expression")});
    }
    return table;
}

Result<Mapping> mappingFromJson(const QByteArray &json)
{
    Mapping mapping;
    QSet<ObjectRef> known;
    try {
        const Json document = Json::parse(json.constData(), json.constData() + json.size());
        for (const Json &table : document.at("tables")) {
            for (const char *side : {"left", "right"}) {
                if (table.is_object() && !table.contains(side))
                    return damaged(QCoreApplication::translate("Mapping", "The pair %1 does not say “%2”; null says that there is none.")
                                       .arg(QString::fromStdString(table.dump()).left(200), QString::fromLatin1(side)));
            }
            mapping.tables.push_back(tableFrom(table));
            const ObjectRef &left = mapping.tables.back().left;
            if (left.name.isEmpty() && mapping.tables.back().right.name.isEmpty())
                return damaged(QCoreApplication::translate("Mapping", "A pair names neither side."));
            if (!left.name.isEmpty() && known.contains(left))
                return damaged(QCoreApplication::translate("Mapping", "“%1” is mapped twice.").arg(left.name));
            known.insert(left);
        }
    } catch (const Json::parse_error &error) {
        return damaged(QCoreApplication::translate("Mapping", "It is no JSON from byte %1 on.").arg(error.byte));
    } catch (const Json::exception &) {
        return damaged(QCoreApplication::translate("Mapping", "“tables” is to be a list of pairs, each with “left”, “right” and “columns”."));
    }
    return mapping;
}

QByteArray mappingToJson(const Mapping &mapping)
{
    Json tables = Json::array();
    for (const TableMapping &table : mapping.tables) {
        Json columns = Json::array();
        for (const ColumnMapping &column : table.columns) {
            Json json = Json::object();
            json["left"] = column.left.isEmpty() ? Json(nullptr) : Json(column.left.toStdString());
            json["right"] = column.right.isEmpty() ? Json(nullptr) : Json(column.right.toStdString());
            if (!column.expression.isEmpty())
                json["expression"] = column.expression.toStdString();
            columns.push_back(std::move(json));
        }
        Json json = Json::object();
        json["left"] = refTo(table.left);
        json["right"] = refTo(table.right);
        json["columns"] = std::move(columns);
        tables.push_back(std::move(json));
    }
    Json document = Json::object();
    document["tables"] = std::move(tables);
    return QByteArray::fromStdString(document.dump(2)) + '\n';
}

} // namespace concord
