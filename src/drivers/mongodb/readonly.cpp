// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/readonly.h"

#include "connection/names.h"
#include "mongodb/extendedjson.h"

#include <QCoreApplication>
#include <QSet>

#include <optional>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

const QSet<QByteArray> &readCommands()
{
    static const QSet<QByteArray> all{"find",
                                      "aggregate",
                                      "count",
                                      "distinct",
                                      "listCollections",
                                      "listIndexes",
                                      "listDatabases",
                                      "collStats",
                                      "dbStats",
                                      "dataSize",
                                      "explain",
                                      "ping",
                                      "hello",
                                      "isMaster",
                                      "ismaster",
                                      "buildInfo",
                                      "buildinfo",
                                      "serverStatus",
                                      "hostInfo",
                                      "connectionStatus",
                                      "getParameter",
                                      "getCmdLineOpts",
                                      "getLog",
                                      "top",
                                      "currentOp",
                                      "usersInfo",
                                      "rolesInfo",
                                      "whatsmyuri",
                                      "listCommands",
                                      "replSetGetStatus",
                                      "replSetGetConfig",
                                      "getDefaultRWConcern",
                                      "dbHash",
                                      "features"};
    return all;
}

const QSet<QByteArray> &writeCommands()
{
    static const QSet<QByteArray> all{"insert", "update", "delete", "findAndModify", "findandmodify", "bulkWrite", "mapReduce", "mapreduce"};
    return all;
}

const QSet<QByteArray> &ddlCommands()
{
    static const QSet<QByteArray> all{"create",    "drop",    "dropDatabase", "createIndexes",    "dropIndexes",     "deleteIndexes",
                                      "collMod",   "compact", "reIndex",      "renameCollection", "convertToCapped", "cloneCollectionAsCapped",
                                      "createView"};
    return all;
}

const QSet<QByteArray> &destructiveCommands()
{
    static const QSet<QByteArray> all{"drop", "dropDatabase", "dropIndexes", "deleteIndexes", "convertToCapped"};
    return all;
}

const QSet<QString> &readStages()
{
    static const QSet<QString> all{u"$addFields"_s,
                                   u"$bucket"_s,
                                   u"$bucketAuto"_s,
                                   u"$changeStream"_s,
                                   u"$collStats"_s,
                                   u"$count"_s,
                                   u"$currentOp"_s,
                                   u"$densify"_s,
                                   u"$documents"_s,
                                   u"$facet"_s,
                                   u"$fill"_s,
                                   u"$geoNear"_s,
                                   u"$graphLookup"_s,
                                   u"$group"_s,
                                   u"$indexStats"_s,
                                   u"$limit"_s,
                                   u"$listSessions"_s,
                                   u"$listLocalSessions"_s,
                                   u"$lookup"_s,
                                   u"$match"_s,
                                   u"$planCacheStats"_s,
                                   u"$project"_s,
                                   u"$redact"_s,
                                   u"$replaceRoot"_s,
                                   u"$replaceWith"_s,
                                   u"$sample"_s,
                                   u"$search"_s,
                                   u"$searchMeta"_s,
                                   u"$set"_s,
                                   u"$setWindowFields"_s,
                                   u"$skip"_s,
                                   u"$sort"_s,
                                   u"$sortByCount"_s,
                                   u"$unionWith"_s,
                                   u"$unset"_s,
                                   u"$unwind"_s,
                                   u"$vectorSearch"_s,
                                   u"$rankFusion"_s,
                                   u"$scoreFusion"_s,
                                   u"$score"_s,
                                   u"$listSearchIndexes"_s,
                                   u"$listSampledQueries"_s,
                                   u"$listClusterCatalog"_s,
                                   u"$querySettings"_s,
                                   u"$queryStats"_s,
                                   u"$shardedDataDistribution"_s,
                                   u"$changeStreamSplitLargeEvent"_s};
    return all;
}

const QSet<QString> &refusedOperators()
{
    static const QSet<QString> all{u"$out"_s, u"$merge"_s, u"$where"_s, u"$function"_s, u"$accumulator"_s};
    return all;
}

QByteArray commandName(std::string_view command)
{
    bson_iter_t at;
    return iterate(command, at) && bson_iter_next(&at) ? QByteArray(bson_iter_key(&at)) : QByteArray();
}

bool isEmptyDocument(std::string_view document, const char *key)
{
    bson_iter_t at;
    return !findKey(document, key, at) || !BSON_ITER_HOLDS_DOCUMENT(&at) || nestedBson(at).size() <= 5;
}

double numberIn(std::string_view document, const char *key)
{
    bson_iter_t at;
    return findKey(document, key, at) ? valueAt(at).number() : 0;
}

/// An update or delete of many whose filter takes them all.
bool takesAll(std::string_view command)
{
    bson_iter_t list;
    const bool updates = findKey(command, "updates", list);
    if (!updates && !findKey(command, "deletes", list))
        return false;
    bson_iter_t at;
    for (bool more = iterate(nestedBson(list), at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const std::string_view one = nestedBson(at);
        if (isEmptyDocument(one, "q") && (updates ? numberIn(one, "multi") != 0 : numberIn(one, "limit") == 0))
            return true;
    }
    return false;
}

/// The first stage of a pipeline that is not known to only read. Nested pipelines hold what the operators' check finds.
std::optional<QString> unknownStage(std::string_view command)
{
    bson_iter_t pipeline;
    if (!findKey(command, "pipeline", pipeline) || !BSON_ITER_HOLDS_ARRAY(&pipeline))
        return std::nullopt;
    bson_iter_t stage;
    for (bool more = iterate(nestedBson(pipeline), stage) && bson_iter_next(&stage); more; more = bson_iter_next(&stage)) {
        bson_iter_t name;
        for (bool next = iterate(nestedBson(stage), name) && bson_iter_next(&name); next; next = bson_iter_next(&name)) {
            if (const QString word = QString::fromUtf8(bson_iter_key(&name)); !readStages().contains(word))
                return word;
        }
    }
    return std::nullopt;
}

const ShellOperator *firstOf(const std::vector<ShellOperator> &operators, const QSet<QString> &names)
{
    for (const ShellOperator &op : operators) {
        if (names.contains(op.name))
            return &op;
    }
    return nullptr;
}

void refuse(MongoStatement &statement, const QString &word, int offset)
{
    if (statement.refusal.message.isEmpty())
        statement.refusal = Error{ErrorKind::ReadOnly, Words::tr("“%1” is refused: this connection is read-only.").arg(word), {}, {}, offset, 0, 0};
}

StatementKind kindOf(const QByteArray &command)
{
    if (readCommands().contains(command))
        return StatementKind::Read;
    if (writeCommands().contains(command))
        return StatementKind::Write;
    return ddlCommands().contains(command) ? StatementKind::Ddl : StatementKind::Unknown;
}

} // namespace

void judge(MongoStatement &statement, const std::vector<ShellOperator> &operators, int start)
{
    std::string_view command = statement.command;
    QByteArray name = commandName(command);
    if (bson_iter_t inner; name == "explain" && findKey(command, "explain", inner) && BSON_ITER_HOLDS_DOCUMENT(&inner)) {
        command = nestedBson(inner);
        name = commandName(command);
    }
    StatementClass &what = statement.what;
    what.verb = statement.verb == "runCommand"_L1 || statement.verb == "adminCommand"_L1 ? QString::fromUtf8(name) : statement.verb;
    what.kind = kindOf(name);
    what.destructive = destructiveCommands().contains(name);
    what.withoutWhere = takesAll(command);
    if (what.kind != StatementKind::Read)
        refuse(statement, what.verb, start);
    if (const ShellOperator *op = firstOf(operators, {u"$out"_s, u"$merge"_s}); op && what.kind == StatementKind::Read) {
        what.kind = StatementKind::Write;
        what.verb = op->name;
        what.destructive = op->name == "$out"_L1; // it replaces a collection
    }
    if (const ShellOperator *op = firstOf(operators, refusedOperators())) {
        refuse(statement, op->name, op->offset);
        if (what.kind == StatementKind::Read)
            what.kind = StatementKind::Unknown;
    }
    if (const auto stage = name == "aggregate" ? unknownStage(command) : std::nullopt) {
        const ShellOperator *op = firstOf(operators, {*stage});
        refuse(statement, *stage, op ? op->offset : start);
        if (!refusedOperators().contains(*stage)) // most likely no stage at all
            statement.refusal.message += didYouMean(*stage, readStages().values());
        if (what.kind == StatementKind::Read)
            what.kind = StatementKind::Unknown;
    }
}

} // namespace concord
