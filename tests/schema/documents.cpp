// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/documents.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

using Json = nlohmann::ordered_json;

const DocumentType &type(const char *name, TypeFamily family, qint16 bits = -1)
{
    static std::map<std::string, DocumentType> types;
    DocumentType &made = types[name];
    made.name = QString::fromLatin1(name);
    made.logical.family = family;
    made.logical.bits = bits;
    return made;
}

const DocumentType &typeOf(const Json &value)
{
    if (value.is_object() && value.contains("$oid"))
        return type("objectId", TypeFamily::ObjectId);
    if (value.is_object() && value.contains("$date"))
        return type("date", TypeFamily::Timestamp);
    switch (value.type()) {
    case Json::value_t::object: return type("object", TypeFamily::Document);
    case Json::value_t::array: return type("array", TypeFamily::Array);
    case Json::value_t::string: return type("string", TypeFamily::Text);
    case Json::value_t::boolean: return type("bool", TypeFamily::Boolean);
    case Json::value_t::number_float: return type("double", TypeFamily::Float, 64);
    case Json::value_t::null: return type("null", TypeFamily::Unknown);
    default: break;
    }
    return value.get<qint64>() > INT32_MAX ? type("long", TypeFamily::Integer, 64) : type("int", TypeFamily::Integer, 32);
}

void feed(FieldSample &sample, const std::string &key, const Json &value)
{
    const DocumentType &valueType = typeOf(value);
    if (value.is_array())
        sample.beginArray(key, valueType);
    else if (valueType.logical.family == TypeFamily::Document)
        sample.beginObject(key, valueType);
    else
        return sample.value(key, valueType);
    for (const auto &[name, inner] : value.items())
        feed(sample, name, inner);
    sample.end();
}

} // namespace

std::shared_ptr<Collection> collectionOf(const QString &name, const QStringList &documents, bool whole, const FieldSample::Limits &limits)
{
    FieldSample sample(limits);
    for (const QString &document : documents) {
        const Json json = Json::parse(document.toStdString());
        sample.beginDocument();
        for (const auto &[key, value] : json.items())
            feed(sample, key, value);
        sample.endDocument();
    }
    auto collection = std::make_shared<Collection>();
    collection->ref.name = name;
    sample.describe(*collection, whole ? FieldSample::Choice::All : FieldSample::Choice::AtRandom);
    return collection;
}

QStringList repeated(const QStringList &documents, int times)
{
    QStringList all;
    for (int i = 0; i < times; ++i)
        all += documents;
    return all;
}

} // namespace concord::test
