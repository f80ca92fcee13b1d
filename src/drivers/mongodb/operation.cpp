// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/operation.h"

#include "mongodb/extendedjson.h"
#include "mongodb/operationdraft.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

using namespace mongooperation;

namespace {

// ---- reading

/// Less than nothing: so many, in one batch. Error: what a server might pass over, or round to "all".
Made limitOfFind(const Draft &draft)
{
    auto limit = draft.operation.take(u"limit"_s);
    if (draft.operation.name == "findOne"_L1)
        limit = bsonInt32(-1);
    if (!limit || limit->type == BsonType::Null || limit->type == BsonType::Undefined)
        return {};
    constexpr double most = 9'007'199'254'740'992; // whole numbers beyond it are not exact
    const double number = limit->isNumber() ? limit->number() : 0.5;
    if (!(std::abs(number) <= most) || std::trunc(number) != number)
        return wrong(Words::tr("The limit of find is a whole number."));
    if (number != 0)
        draft.command.append("limit", static_cast<std::int64_t>(std::abs(number)));
    if (number < 0)
        draft.command.append("singleBatch", true);
    return {};
}

Made find(const Draft &draft)
{
    draft.begin("find", Answer::Rows);
    draft.command.append("filter", draft.documentOr("filter"));
    draft.move("projection");
    if (Made limited = limitOfFind(draft); !limited)
        return limited;
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

Made currentOp(const Draft &draft)
{
    draft.begin("currentOp", Answer::Document);
    draft.statement.database = u"admin"_s;
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
constexpr char hello[] = "hello";

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
        {u"stats"_s, {{u"scale"_s}, plain<collStats>}},
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
        {u"stats"_s, {{u"scale"_s}, plain<dbStats>}},
        {u"serverStatus"_s, {{}, plain<serverStatus>}},
        {u"version"_s, {{}, plain<buildInfo>}},
        {u"serverBuildInfo"_s, {{}, plain<buildInfo>}},
        {u"hostInfo"_s, {{}, plain<hostInfo>}},
        {u"hello"_s, {{}, plain<hello>}},
        {u"currentOp"_s, {{}, currentOp}},
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

const QStringList *optionNames(const QString &operation)
{
    static const QStringList count{u"limit"_s, u"skip"_s, u"hint"_s, u"maxTimeMS"_s, u"comment"_s, u"collation"_s, u"readConcern"_s};
    static const QStringList find =
        count
        + QStringList{
            u"sort"_s,         u"batchSize"_s,       u"min"_s,         u"max"_s,      u"let"_s,       u"allowDiskUse"_s,       u"returnKey"_s,
            u"showRecordId"_s, u"noCursorTimeout"_s, u"singleBatch"_s, u"tailable"_s, u"awaitData"_s, u"allowPartialResults"_s};
    static const QStringList aggregate{u"allowDiskUse"_s,
                                       u"maxTimeMS"_s,
                                       u"batchSize"_s,
                                       u"cursor"_s,
                                       u"comment"_s,
                                       u"collation"_s,
                                       u"hint"_s,
                                       u"let"_s,
                                       u"readConcern"_s,
                                       u"writeConcern"_s,
                                       u"bypassDocumentValidation"_s};
    static const QStringList distinct{u"hint"_s, u"maxTimeMS"_s, u"comment"_s, u"collation"_s, u"readConcern"_s};
    static const QHash<QString, const QStringList *> all{
        {u"find"_s, &find},        {u"findOne"_s, &find},         {u"aggregate"_s, &aggregate},
        {u"count"_s, &count},      {u"countDocuments"_s, &count}, {u"estimatedDocumentCount"_s, &count},
        {u"distinct"_s, &distinct}};
    return all.value(operation);
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
