// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/operation.h"

#include "mongodb/extendedjson.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

using Answer = MongoStatement::Answer;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

std::unexpected<Error> wrong(const QString &message)
{
    return fail(Error{ErrorKind::Syntax, message, {}, {}, 0, 0, 0});
}

using Made = Result<void>;

/// Begins the command and says what it answers with.
struct Draft
{
    MongoOperation &operation;
    MongoStatement &statement;
    BsonBuilder &command;

    void begin(const char *name, Answer answer) const
    {
        command.append(name, operation.collection.isEmpty() ? bsonInt32(1) : bsonText(operation.collection.toStdString()));
        statement.answer = answer;
    }
    /// Under the command's name for it, if it was given.
    void move(const char *field, const char *as = nullptr) const
    {
        if (const auto value = operation.take(QLatin1StringView(field)))
            command.append(as ? as : field, *value);
    }
    /// As BSON, or an empty document.
    [[nodiscard]] BsonValue documentOr(const char *field) const
    {
        auto value = operation.take(QLatin1StringView(field));
        return value && value->type != BsonType::Null && value->type != BsonType::Undefined ? std::move(*value) : bsonDocument(emptyBson());
    }
    [[nodiscard]] Result<BsonValue> required(const char *field) const
    {
        auto value = operation.take(QLatin1StringView(field));
        if (!value || value->type == BsonType::Null || value->type == BsonType::Undefined)
            return wrong(Words::tr("%1 lacks its %2.").arg(operation.name, QLatin1StringView(field)));
        return std::move(*value);
    }
    [[nodiscard]] Result<BsonValue> requiredArray(const char *field) const
    {
        auto value = required(field);
        if (value && !value->isArray())
            return wrong(Words::tr("The %2 of %1 is an array, written in [ ].").arg(operation.name, QLatin1StringView(field)));
        return value;
    }
};

void appendArray(BsonBuilder &builder, const char *key, const std::vector<BsonValue> &values)
{
    builder.begin(key, BsonType::Array);
    for (std::size_t i = 0; i < values.size(); ++i)
        builder.append(std::to_string(i), values[i]);
    builder.end();
}

// ---- reading

Made find(const Draft &draft)
{
    const bool one = draft.operation.name == "findOne"_L1;
    draft.begin("find", Answer::Rows);
    draft.command.append("filter", draft.documentOr("filter"));
    draft.move("projection");
    auto limit = draft.operation.take(u"limit"_s);
    if (one)
        limit = bsonInt32(-1);
    if (limit && limit->isNumber() && limit->number() != 0) {
        draft.command.append("limit", static_cast<std::int64_t>(std::abs(limit->number())));
        if (limit->number() < 0)
            draft.command.append("singleBatch", true);
    }
    draft.operation.appendRest(draft.command);
    return {};
}

Made aggregate(const Draft &draft)
{
    draft.begin("aggregate", Answer::Rows);
    auto pipeline = draft.required("pipeline");
    if (!pipeline)
        return fail(pipeline.error());
    if (pipeline->isDocument()) { // one stage without its brackets
        appendArray(draft.command, "pipeline", {*pipeline});
    } else if (pipeline->isArray()) {
        draft.command.append("pipeline", *pipeline);
    } else {
        return wrong(Words::tr("The pipeline of aggregate is an array of stages, written in [ ]."));
    }
    draft.command.begin("cursor", BsonType::Document);
    draft.move("batchSize");
    draft.command.end();
    (void)draft.operation.take(u"cursor"_s);
    draft.operation.appendRest(draft.command);
    return {};
}

Made count(const Draft &draft)
{
    draft.begin("count", Answer::Count);
    draft.command.append("query", draft.documentOr("filter"));
    draft.statement.column = u"count"_s;
    draft.operation.appendRest(draft.command);
    return {};
}

/// As drivers do it: by an aggregation, which counts exactly.
Made countDocuments(const Draft &draft)
{
    draft.begin("aggregate", Answer::Count);
    draft.statement.column = u"count"_s;
    BsonBuilder &command = draft.command;
    command.begin("pipeline", BsonType::Array);
    int stage = 0;
    const auto append = [&](const char *name, const BsonValue &value) {
        command.begin(std::to_string(stage++), BsonType::Document);
        command.append(name, value);
        command.end();
    };
    append("$match", draft.documentOr("filter"));
    if (const auto skip = draft.operation.take(u"skip"_s))
        append("$skip", *skip);
    if (const auto limit = draft.operation.take(u"limit"_s))
        append("$limit", *limit);
    BsonBuilder group;
    group.append("_id", 1);
    group.begin("n", BsonType::Document);
    group.append("$sum", 1);
    group.end();
    append("$group", bsonDocument(group.take()));
    command.end();
    command.begin("cursor", BsonType::Document);
    command.end();
    draft.operation.appendRest(command);
    return {};
}

Made distinct(const Draft &draft)
{
    draft.begin("distinct", Answer::Values);
    const auto key = draft.required("key");
    if (!key)
        return fail(key.error());
    if (key->type != BsonType::String)
        return wrong(Words::tr("The key of distinct is a field's name in quotes."));
    draft.statement.column = QString::fromUtf8(key->text());
    draft.command.append("key", *key);
    draft.command.append("query", draft.documentOr("filter"));
    draft.operation.appendRest(draft.command);
    return {};
}

Made listIndexes(const Draft &draft)
{
    draft.begin("listIndexes", Answer::Rows);
    return {};
}

Made listCollections(const Draft &draft)
{
    draft.operation.collection.clear();
    draft.begin("listCollections", Answer::Rows);
    if (draft.operation.name == "getCollectionNames"_L1)
        draft.command.append("nameOnly", true);
    draft.operation.appendRest(draft.command);
    return {};
}

Made listDatabases(const Draft &draft)
{
    draft.operation.collection.clear();
    draft.begin("listDatabases", Answer::Databases);
    draft.statement.database = u"admin"_s;
    return {};
}

// ---- writing

std::string withId(const BsonValue &document)
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

bool takesMany(const MongoOperation &operation)
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
    (void)draft.operation.take(u"multi"_s);
    draft.begin("update", Answer::Changes);
    draft.command.begin("updates", BsonType::Array);
    draft.command.begin("0", BsonType::Document);
    draft.command.append("q", *filter);
    draft.command.append("u", *change);
    draft.command.append("multi", many);
    for (const char *field : {"upsert", "arrayFilters", "collation", "hint", "c"})
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
    draft.begin("findAndModify", Answer::Value);
    draft.command.append("query", draft.documentOr("filter"));
    if (draft.operation.name == "findOneAndDelete"_L1)
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
std::string indexName(const BsonValue &keys)
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

/// {name: collection, …rest}: what needs no more.
template<const char *const name, Answer answer = Answer::Document>
Made plain(const Draft &draft)
{
    draft.begin(name, answer);
    draft.operation.appendRest(draft.command);
    return {};
}

Made command(const Draft &draft)
{
    auto given = draft.required("command");
    if (!given)
        return fail(given.error());
    if (given->type == BsonType::String) {
        draft.command.append(given->text(), 1);
        return {};
    }
    bson_iter_t at;
    if (!given->isDocument() || !iterate(given->bytes, at) || !bson_iter_next(&at))
        return wrong(Words::tr("A command is a document like {ping: 1}."));
    const QByteArray name = bson_iter_key(&at);
    static const QHash<QByteArray, Answer> answers{
        {"find", Answer::Rows},      {"aggregate", Answer::Rows}, {"listCollections", Answer::Rows}, {"listIndexes", Answer::Rows},
        {"insert", Answer::Changes}, {"update", Answer::Changes}, {"delete", Answer::Changes},
    };
    draft.statement.answer = answers.value(name, Answer::Document);
    if (draft.operation.name == "adminCommand"_L1)
        draft.statement.database = u"admin"_s;
    do
        draft.command.append(std::string_view(bson_iter_key(&at), bson_iter_key_len(&at)), valueAt(at));
    while (bson_iter_next(&at));
    return {};
}

constexpr char collStats[] = "collStats";
constexpr char dbStats[] = "dbStats";
constexpr char validate[] = "validate";
constexpr char drop[] = "drop";
constexpr char dropDatabase[] = "dropDatabase";
constexpr char serverStatus[] = "serverStatus";
constexpr char buildInfo[] = "buildInfo";
constexpr char hostInfo[] = "hostInfo";

struct Kind
{
    QStringList names;
    Made (*make)(const Draft &);
};

const QHash<QString, Kind> &collectionKinds()
{
    static const QHash<QString, Kind> all{
        {u"find"_s, {{u"filter"_s, u"projection"_s}, find}},
        {u"findOne"_s, {{u"filter"_s, u"projection"_s}, find}},
        {u"aggregate"_s, {{u"pipeline"_s}, aggregate}},
        {u"count"_s, {{u"filter"_s}, count}},
        {u"estimatedDocumentCount"_s, {{}, count}},
        {u"countDocuments"_s, {{u"filter"_s}, countDocuments}},
        {u"distinct"_s, {{u"key"_s, u"filter"_s}, distinct}},
        {u"getIndexes"_s, {{}, listIndexes}},
        {u"listIndexes"_s, {{}, listIndexes}},
        {u"stats"_s, {{}, plain<collStats>}},
        {u"validate"_s, {{}, plain<validate>}},
        {u"insertOne"_s, {{u"document"_s}, insert}},
        {u"insertMany"_s, {{u"documents"_s}, insert}},
        {u"insert"_s, {{u"documents"_s}, insert}},
        {u"updateOne"_s, {{u"filter"_s, u"update"_s}, update}},
        {u"updateMany"_s, {{u"filter"_s, u"update"_s}, update}},
        {u"update"_s, {{u"filter"_s, u"update"_s}, update}},
        {u"replaceOne"_s, {{u"filter"_s, u"replacement"_s}, update}},
        {u"deleteOne"_s, {{u"filter"_s}, remove}},
        {u"deleteMany"_s, {{u"filter"_s}, remove}},
        {u"remove"_s, {{u"filter"_s, u"justOne"_s}, remove}},
        {u"findOneAndUpdate"_s, {{u"filter"_s, u"update"_s}, findAndModify}},
        {u"findOneAndReplace"_s, {{u"filter"_s, u"replacement"_s}, findAndModify}},
        {u"findOneAndDelete"_s, {{u"filter"_s}, findAndModify}},
        {u"findAndModify"_s, {{}, findAndModify}},
        {u"createIndex"_s, {{u"keys"_s}, createIndex}},
        {u"createIndexes"_s, {{u"indexes"_s}, createIndexes}},
        {u"dropIndex"_s, {{u"index"_s}, dropIndexes}},
        {u"dropIndexes"_s, {{u"index"_s}, dropIndexes}},
        {u"drop"_s, {{}, plain<drop>}},
    };
    return all;
}

const QHash<QString, Kind> &databaseKinds()
{
    static const QHash<QString, Kind> all{
        {u"runCommand"_s, {{u"command"_s}, command}},
        {u"adminCommand"_s, {{u"command"_s}, command}},
        {u"aggregate"_s, {{u"pipeline"_s}, aggregate}},
        {u"getCollectionNames"_s, {{}, listCollections}},
        {u"getCollectionInfos"_s, {{u"filter"_s}, listCollections}},
        {u"listCollections"_s, {{u"filter"_s}, listCollections}},
        {u"listDatabases"_s, {{}, listDatabases}},
        {u"createCollection"_s, {{u"name"_s}, create}},
        {u"createView"_s, {{u"name"_s, u"viewOn"_s, u"pipeline"_s}, create}},
        {u"dropDatabase"_s, {{}, plain<dropDatabase>}},
        {u"stats"_s, {{}, plain<dbStats>}},
        {u"serverStatus"_s, {{}, plain<serverStatus>}},
        {u"version"_s, {{}, plain<buildInfo>}},
        {u"hostInfo"_s, {{}, plain<hostInfo>}},
    };
    return all;
}

const QHash<QString, Kind> &kindsFor(const MongoOperation &operation)
{
    return operation.collection.isEmpty() || operation.name == "listCollections"_L1 ? databaseKinds() : collectionKinds();
}

} // namespace

void MongoOperation::set(const QString &field, BsonValue value)
{
    for (auto &[known, old] : m_fields) {
        if (known == field) {
            old = std::move(value);
            return;
        }
    }
    m_fields.emplace_back(field, std::move(value));
}

std::optional<BsonValue> MongoOperation::take(const QString &field)
{
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it) {
        if (it->first != field)
            continue;
        BsonValue value = std::move(it->second);
        m_fields.erase(it);
        return value;
    }
    return std::nullopt;
}

const BsonValue *MongoOperation::find(const QString &field) const
{
    for (const auto &[known, value] : m_fields) {
        if (known == field)
            return &value;
    }
    return nullptr;
}

void MongoOperation::spread(const BsonValue &document)
{
    bson_iter_t at;
    for (bool more = document.isDocument() && iterate(document.bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
        set(QString::fromUtf8(bson_iter_key(&at)), valueAt(at));
}

void MongoOperation::appendRest(BsonBuilder &builder) const
{
    for (const auto &[field, value] : m_fields)
        builder.append(field.toStdString(), value);
}

static const QStringList *namesIn(const QHash<QString, Kind> &kinds, const QString &operation)
{
    const auto it = kinds.constFind(operation);
    return it == kinds.cend() ? nullptr : &it->names;
}

const QStringList *positionalNames(const QString &operation)
{
    return namesIn(collectionKinds(), operation);
}

const QStringList *positionalDatabaseNames(const QString &operation)
{
    return namesIn(databaseKinds(), operation);
}

QStringList knownOperations()
{
    return collectionKinds().keys() + databaseKinds().keys();
}

Result<MongoStatement> commandFor(MongoOperation operation)
{
    MongoStatement statement;
    statement.verb = operation.name;
    statement.database = operation.database;
    statement.collection = operation.collection;
    const auto &kinds = kindsFor(operation);
    const auto kind = kinds.constFind(operation.name);
    if (kind == kinds.cend())
        return wrong(Words::tr("%1 is not known here.").arg(operation.name));
    BsonBuilder command;
    if (const auto made = kind->make(Draft{operation, statement, command}); !made)
        return fail(made.error());
    statement.command = command.take();
    return statement;
}

} // namespace concord
