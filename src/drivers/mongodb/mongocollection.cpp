// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongocollection.h"

#include "mongodb/extendedjson.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString keyOf(const bson_iter_t &at)
{
    return QString::fromUtf8(bson_iter_key(&at), bson_iter_key_len(&at));
}

/// Plain words as they are, everything else as JSON.
QString textOf(const bson_iter_t &at)
{
    if (BSON_ITER_HOLDS_UTF8(&at)) {
        std::uint32_t length = 0;
        const char *text = bson_iter_utf8(&at, &length);
        return QString::fromUtf8(text, length);
    }
    std::string json;
    appendExtendedJson(at, JsonStyle::Relaxed, json);
    return QString::fromStdString(json);
}

bool isTrue(const bson_iter_t &at)
{
    return bson_iter_as_bool(&at);
}

/// Calls `take` with each element of the document.
template<class Take>
void forEach(std::string_view bson, Take take)
{
    bson_iter_t at;
    for (bool more = !bson.empty() && iterate(bson, at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
        take(keyOf(at), at);
}

void takeTimeSeries(Collection &collection, std::string_view options)
{
    forEach(options, [&](const QString &key, const bson_iter_t &at) { collection.options.insert(optionName(key), textOf(at)); });
}

void takeOption(Collection &collection, const QString &key, const bson_iter_t &at)
{
    if (key == "validator"_L1)
        collection.validator = textOf(at);
    else if (key == "validationLevel"_L1)
        collection.validationLevel = textOf(at);
    else if (key == "validationAction"_L1)
        collection.validationAction = textOf(at);
    else if (key == "capped"_L1)
        collection.variant = isTrue(at) ? u"capped"_s : collection.variant;
    else if (key == "timeseries"_L1)
        takeTimeSeries(collection, nestedBson(at));
    else if (key != "uuid"_L1 && key != "autoIndexId"_L1)
        collection.options.insert(optionName(key), textOf(at));
}

/// What a part of an index is besides up or down: "text", "2dsphere", "hashed".
IndexPart partFrom(const QString &key, const bson_iter_t &at)
{
    IndexPart part;
    part.column = key;
    if (BSON_ITER_HOLDS_UTF8(&at))
        part.operatorClass = textOf(at);
    else
        part.descending = bson_iter_as_double(&at) < 0;
    return part;
}

QString methodOf(const std::vector<IndexPart> &parts)
{
    for (const IndexPart &part : parts) {
        if (!part.operatorClass.isEmpty())
            return part.operatorClass;
        if (part.column == "$**"_L1 || part.column.endsWith(".$**"_L1))
            return u"wildcard"_s;
    }
    return u"btree"_s;
}

/// The name that clients make up: "a_1_b_-1".
bool isMadeUp(const Index &index)
{
    QStringList words;
    for (const IndexPart &part : index.parts)
        words << part.column << (!part.operatorClass.isEmpty() ? part.operatorClass : part.descending ? u"-1"_s : u"1"_s);
    return words.join(u'_') == index.name;
}

/// A text index's own columns stand among its weights.
void takeWeights(Index &index, std::string_view weights)
{
    std::vector<IndexPart> parts;
    forEach(weights, [&](const QString &column, const bson_iter_t &) {
        IndexPart part;
        part.column = column;
        part.operatorClass = u"text"_s;
        parts.push_back(part);
    });
    const auto place = std::ranges::find(index.parts, u"_fts"_s, &IndexPart::column);
    if (place == index.parts.end())
        return;
    const auto rest = index.parts.erase(place);
    index.parts.insert(rest, parts.begin(), parts.end());
    std::erase_if(index.parts, [](const IndexPart &part) { return part.column == "_ftsx"_L1; });
}

bool isPlainFact(const QString &key)
{
    static const QSet<QString> keys = {u"v"_s,   u"ns"_s,   u"background"_s, u"textIndexVersion"_s, u"2dsphereIndexVersion"_s,
                                       u"key"_s, u"name"_s, u"unique"_s,     u"hidden"_s,           u"partialFilterExpression"_s};
    return keys.contains(key);
}

} // namespace

QString optionName(const QString &camelCase)
{
    QString name;
    for (const QChar c : camelCase) {
        if (c.isUpper())
            name += u'_';
        name += c.toLower();
    }
    return name;
}

std::shared_ptr<Collection> collectionFrom(std::string_view entry, const QString &database)
{
    auto collection = std::make_shared<Collection>();
    QString type;
    std::string_view options;
    forEach(entry, [&](const QString &key, const bson_iter_t &at) {
        if (key == "name"_L1)
            collection->ref = {database, textOf(at)};
        else if (key == "type"_L1)
            type = textOf(at);
        else if (key == "options"_L1)
            options = nestedBson(at);
    });
    if (collection->ref.name.isEmpty() || collection->ref.name.startsWith("system."_L1))
        return nullptr;
    if (type == "view"_L1)
        collection->variant = u"view"_s;
    else if (type == "timeseries"_L1)
        collection->variant = u"time_series"_s;
    forEach(options, [&](const QString &key, const bson_iter_t &at) { takeOption(*collection, key, at); });
    return collection;
}

std::optional<Index> indexFrom(std::string_view entry)
{
    Index index;
    std::string_view key;
    std::string_view weights;
    forEach(entry, [&](const QString &name, const bson_iter_t &at) {
        if (name == "name"_L1)
            index.name = textOf(at);
        else if (name == "key"_L1)
            key = nestedBson(at);
        else if (name == "unique"_L1)
            index.unique = isTrue(at);
        else if (name == "hidden"_L1)
            index.visible = !isTrue(at);
        else if (name == "partialFilterExpression"_L1)
            index.predicate = textOf(at);
        else if (name == "weights"_L1)
            weights = nestedBson(at);
        const bool off = BSON_ITER_HOLDS_BOOL(&at) && !isTrue(at);
        if (!isPlainFact(name) && !off)
            index.settings.insert(optionName(name), textOf(at));
    });
    forEach(key, [&](const QString &column, const bson_iter_t &at) { index.parts.push_back(partFrom(column, at)); });
    if (index.parts.size() == 1 && index.parts.front().column == "_id"_L1 && index.parts.front().operatorClass.isEmpty())
        return std::nullopt;
    index.method = methodOf(index.parts);
    takeWeights(index, weights);
    index.nameGenerated = isMadeUp(index);
    return index;
}

} // namespace concord
