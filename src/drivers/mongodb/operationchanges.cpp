// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/operationdraft.h"

#include "mongodb/extendedjson.h"

using namespace Qt::StringLiterals;

namespace concord::mongooperation {

// ---- writing

static std::string withId(const BsonValue &document)
{
    bson_iter_t at;
    if (findKey(document.bytes, "_id", at))
        return document.bytes;
    bson_oid_t id;
    bson_oid_init(&id, nullptr);
    BsonBuilder builder;
    builder.append("_id", BsonValue{BsonType::ObjectId, std::string(reinterpret_cast<const char *>(id.bytes), sizeof id.bytes)});
    for (bool more = iterate(document.bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
        builder.append(std::string_view(bson_iter_key(&at), bson_iter_key_len(&at)), valueAt(at));
    return builder.take();
}

Made insert(const Draft &draft)
{
    const bool one = draft.operation.name == "insertOne"_L1;
    auto given = draft.required(one ? "document" : "documents");
    if (!given)
        return fail(given.error());
    std::vector<BsonValue> documents;
    if (given->isDocument()) {
        documents.push_back(bsonDocument(withId(*given)));
    } else if (given->isArray() && !one) {
        bson_iter_t at;
        for (bool more = iterate(given->bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
            if (!BSON_ITER_HOLDS_DOCUMENT(&at))
                return wrong(Words::tr("%1 takes documents, written in { }.").arg(draft.operation.name));
            documents.push_back(bsonDocument(withId(valueAt(at))));
        }
    } else {
        return wrong(Words::tr("%1 takes documents, written in { }.").arg(draft.operation.name));
    }
    draft.begin("insert", Answer::Changes);
    appendArray(draft.command, "documents", documents);
    draft.operation.appendRest(draft.command);
    return {};
}

static bool hasOperators(const BsonValue &change)
{
    bson_iter_t at;
    return change.isDocument() && iterate(change.bytes, at) && bson_iter_next(&at) && *bson_iter_key(&at) == '$';
}

/// As every driver refuses it: the server would take the one for the other, and a document would lose what the text does not name.
static Made checkChange(const QString &operation, const BsonValue &change)
{
    if (operation.startsWith("update"_L1) && operation != "update"_L1 && !change.isArray() && !hasOperators(change))
        return wrong(Words::tr("%1 takes operators, like {$set: {…}}; replaceOne replaces a document.").arg(operation));
    if (operation == "findOneAndUpdate"_L1 && !change.isArray() && !hasOperators(change))
        return wrong(Words::tr("%1 takes operators, like {$set: {…}}; findOneAndReplace replaces a document.").arg(operation));
    if (operation.endsWith("Replace"_L1) || operation == "replaceOne"_L1) {
        if (!change.isDocument() || hasOperators(change))
            return wrong(Words::tr("%1 takes a whole document, without operators.").arg(operation));
    }
    return {};
}

static bool takesMany(const MongoOperation &operation)
{
    if (operation.name == "update"_L1) {
        const BsonValue *multi = operation.find(u"multi"_s);
        return multi && multi->number() != 0;
    }
    if (operation.name == "remove"_L1) {
        const BsonValue *one = operation.find(u"justOne"_s);
        return !one || one->number() == 0;
    }
    return operation.name.endsWith("Many"_L1);
}

Made update(const Draft &draft)
{
    const bool many = takesMany(draft.operation);
    const auto filter = draft.required("filter");
    const auto change = draft.required(draft.operation.find(u"replacement"_s) ? "replacement" : "update");
    if (!filter || !change)
        return fail(filter ? change.error() : filter.error());
    if (const auto right = checkChange(draft.operation.name, *change); !right)
        return right;
    (void)draft.operation.take(u"multi"_s);
    draft.begin("update", Answer::Changes);
    draft.command.begin("updates", BsonType::Array);
    draft.command.begin("0", BsonType::Document);
    draft.command.append("q", *filter);
    draft.command.append("u", *change);
    draft.command.append("multi", many);
    for (const char *field : {"upsert", "arrayFilters", "collation", "hint", "sort", "c"})
        draft.move(field);
    draft.command.end();
    draft.command.end();
    draft.operation.appendRest(draft.command);
    return {};
}

Made remove(const Draft &draft)
{
    const bool many = takesMany(draft.operation);
    const auto filter = draft.required("filter");
    if (!filter)
        return fail(filter.error());
    (void)draft.operation.take(u"justOne"_s);
    draft.begin("delete", Answer::Changes);
    draft.command.begin("deletes", BsonType::Array);
    draft.command.begin("0", BsonType::Document);
    draft.command.append("q", *filter);
    draft.command.append("limit", many ? 0 : 1);
    for (const char *field : {"collation", "hint"})
        draft.move(field);
    draft.command.end();
    draft.command.end();
    draft.operation.appendRest(draft.command);
    return {};
}

Made findAndModify(const Draft &draft)
{
    const QString name = draft.operation.name;
    const auto filter =
        name == "findAndModify"_L1 ? draft.documentOr(draft.operation.find(u"query"_s) ? "query" : "filter") : draft.required("filter");
    if (!filter)
        return fail(filter.error());
    if (name != "findAndModify"_L1 && name != "findOneAndDelete"_L1) {
        const char *field = name == "findOneAndUpdate"_L1 ? "update" : "replacement";
        const BsonValue *change = draft.operation.find(QLatin1StringView(field));
        if (!change)
            return fail(draft.required(field).error());
        if (const auto right = checkChange(name, *change); !right)
            return right;
    }
    draft.begin("findAndModify", Answer::Value);
    draft.command.append("query", *filter);
    if (name == "findOneAndDelete"_L1)
        draft.command.append("remove", true);
    draft.move("replacement", "update");
    draft.move("update");
    draft.move("projection", "fields");
    if (const auto wanted = draft.operation.take(u"returnDocument"_s))
        draft.command.append("new", wanted->text() == "after");
    if (const auto wanted = draft.operation.take(u"returnNewDocument"_s))
        draft.command.append("new", wanted->number() != 0);
    draft.operation.appendRest(draft.command);
    return {};
}

// ---- definitions

/// As every driver names an index: a_1_b_-1.
static std::string indexName(const BsonValue &keys)
{
    std::string name;
    bson_iter_t at;
    for (bool more = iterate(keys.bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const BsonValue direction = valueAt(at);
        name += name.empty() ? "" : "_";
        name += bson_iter_key(&at);
        name += '_';
        name += direction.isNumber() ? std::to_string(static_cast<std::int64_t>(direction.number())) : std::string(direction.text());
    }
    return name;
}

Made createIndex(const Draft &draft)
{
    const auto keys = draft.required("keys");
    if (!keys)
        return fail(keys.error());
    if (!keys->isDocument())
        return wrong(Words::tr("An index's keys are a document like {field: 1}."));
    draft.begin("createIndexes", Answer::Document);
    draft.command.begin("indexes", BsonType::Array);
    draft.command.begin("0", BsonType::Document);
    draft.command.append("key", *keys);
    if (!draft.operation.find(u"name"_s))
        draft.command.append("name", indexName(*keys));
    draft.operation.appendRest(draft.command);
    draft.command.end();
    draft.command.end();
    return {};
}

Made createIndexes(const Draft &draft)
{
    const auto indexes = draft.requiredArray("indexes");
    if (!indexes)
        return fail(indexes.error());
    draft.begin("createIndexes", Answer::Document);
    draft.command.begin("indexes", BsonType::Array);
    bson_iter_t at;
    int index = 0;
    for (bool more = iterate(indexes->bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const BsonValue keys = valueAt(at);
        bson_iter_t key;
        draft.command.begin(std::to_string(index++), BsonType::Document);
        if (findKey(keys.bytes, "key", key)) { // as the command takes it
            for (bool next = iterate(keys.bytes, key) && bson_iter_next(&key); next; next = bson_iter_next(&key))
                draft.command.append(bson_iter_key(&key), valueAt(key));
        } else {
            draft.command.append("key", keys);
            draft.command.append("name", indexName(keys));
            draft.operation.appendRest(draft.command);
        }
        draft.command.end();
    }
    draft.command.end();
    return {};
}

Made dropIndexes(const Draft &draft)
{
    if (draft.operation.name == "dropIndex"_L1 && !draft.operation.find(u"index"_s)) // without one the command drops them all
        return fail(draft.required("index").error());
    draft.begin("dropIndexes", Answer::Document);
    draft.command.append("index", draft.operation.take(u"index"_s).value_or(bsonText("*")));
    return {};
}

Made create(const Draft &draft)
{
    if (const auto name = draft.operation.take(u"name"_s))
        draft.operation.collection = QString::fromUtf8(name->text());
    if (draft.operation.collection.isEmpty())
        return wrong(Words::tr("%1 lacks the collection's name.").arg(draft.operation.name));
    draft.begin("create", Answer::Document);
    draft.operation.appendRest(draft.command);
    return {};
}

} // namespace concord::mongooperation
