// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/statement.h"

#include "connection/names.h"
#include "mongodb/extendedjson.h"
#include "mongodb/operation.h"
#include "mongodb/readonly.h"
#include "mongodb/shellparser.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MongoStatement)
};

/// name(argument, …)
struct Call
{
    QString name;
    int offset = 0;
    std::vector<BsonValue> arguments;
};

class StatementReader
{
public:
    StatementReader(const QString &text, const QList<Parameter> &parameters, bool unbound) : m_parser(text, parameters)
    {
        if (unbound)
            m_parser.allowUnboundParameters();
    }

    Result<MongoStatement> read()
    {
        const int start = m_parser.offset();
        Result<MongoStatement> statement = readKind();
        if (!statement)
            return statement;
        while (m_parser.isPunctuation(u';'))
            m_parser.advance();
        if (!m_parser.atEnd())
            return m_parser.expected(Words::tr("the end of the statement"));
        judge(*statement, m_parser.operators(), start);
        return statement;
    }

private:
    Result<MongoStatement> readKind()
    {
        if (m_parser.isPunctuation(u'{'))
            return readJson();
        if (m_parser.isWord(u"db"))
            return readShell();
        if (m_parser.isWord(u"show"))
            return readShow();
        if (m_parser.isWord(u"use"))
            return m_parser.error(Words::tr("A connection has one database: choose another one's connection, or write db.getSiblingDB(\"…\")."));
        return m_parser.expected(Words::tr("db.collection.find({…}) or {\"collection\": …, \"operation\": …}"));
    }

    /// The error of a part that knows no places, put where its operation stands.
    Result<MongoStatement> placed(Result<MongoStatement> made, int offset) const
    {
        if (made || made.error().offset > 0)
            return made;
        return m_parser.error(made.error().message, offset);
    }

    // ---- {"collection": …, "operation": …}

    Result<MongoStatement> readJson()
    {
        const int start = m_parser.offset();
        const auto document = m_parser.value();
        if (!document)
            return fail(document.error());
        MongoOperation operation;
        operation.spread(*document);
        const auto text = [&](const QString &field) -> Result<QString> {
            const auto value = operation.take(field);
            if (value && value->type != BsonType::String)
                return m_parser.error(Words::tr("“%1” is a text in quotes.").arg(field), placeOf(field, true));
            return value ? QString::fromUtf8(value->text()) : QString();
        };
        const auto name = text(u"operation"_s);
        const auto collection = text(u"collection"_s);
        const auto database = text(u"database"_s);
        for (const auto *part : {&name, &collection, &database}) {
            if (!*part)
                return fail(part->error());
        }
        if (name->isEmpty())
            return m_parser.error(Words::tr("“operation” is missing: find, aggregate, count, distinct, listIndexes, runCommand …"), start);
        operation.name = *name;
        operation.collection = *collection;
        operation.database = *database;
        operation.offset = placeOf(u"operation"_s, true);
        return fromJson(std::move(operation));
    }

    Result<MongoStatement> fromJson(MongoOperation operation)
    {
        const int offset = operation.offset;
        QString verbosity;
        if (operation.name == "explain"_L1) {
            const auto wanted = operation.take(u"verbosity"_s);
            verbosity = wanted ? QString::fromUtf8(wanted->text()) : u"queryPlanner"_s;
            operation.name = operation.find(u"pipeline"_s) ? u"aggregate"_s : operation.find(u"key"_s) ? u"distinct"_s : u"find"_s;
        }
        for (const auto &[theirs, ours] :
             {std::pair(u"query"_s, u"filter"_s), std::pair(u"field"_s, u"key"_s), std::pair(u"project"_s, u"projection"_s)}) {
            if (auto value = operation.take(theirs))
                operation.set(ours, std::move(*value));
        }
        const bool ofCollection = positionalNames(operation.name) != nullptr;
        if (!ofCollection && !positionalDatabaseNames(operation.name))
            return m_parser.error(Words::tr("There is no operation “%1”.").arg(operation.name) + didYouMean(operation.name, knownOperations()),
                                  offset);
        if (ofCollection && operation.collection.isEmpty() && operation.name != "aggregate"_L1)
            return m_parser.error(Words::tr("“collection” is missing."), offset);
        if (const auto known = checkKeys(operation.name); !known)
            return fail(known.error());
        auto made = placed(commandFor(std::move(operation)), offset);
        if (made)
            made->verbosity = verbosity;
        return made;
    }

    /// A key that is only misspelt would be left to the server, of which some pass over what they do not know.
    [[nodiscard]] Result<void> checkKeys(const QString &operation) const
    {
        static const QStringList common{u"operation"_s, u"collection"_s, u"database"_s, u"verbosity"_s, u"query"_s, u"field"_s, u"project"_s};
        const QStringList *options = optionNames(operation);
        if (!options)
            return {};
        const QStringList *named = positionalNames(operation);
        const QStringList own = (named ? *named : QStringList()) + *options;
        for (const ShellKey &key : m_parser.topKeys()) {
            if (!own.contains(key.name) && !common.contains(key.name))
                return m_parser.error(Words::tr("%1 has no “%2”.").arg(operation, key.name) + didYouMean(key.name, own + common), key.offset);
        }
        return {};
    }

    [[nodiscard]] int placeOf(const QString &key, bool ofValue) const
    {
        const auto it = std::ranges::find(m_parser.topKeys(), key, &ShellKey::name);
        return it == m_parser.topKeys().end() ? 0 : ofValue ? it->valueOffset : it->offset;
    }

    // ---- show collections

    Result<MongoStatement> readShow()
    {
        m_parser.advance();
        const QString what = m_parser.atEnd() ? QString() : m_parser.word().toString();
        MongoOperation operation;
        operation.offset = m_parser.offset();
        if (what == "collections"_L1 || what == "tables"_L1)
            operation.name = u"getCollectionNames"_s;
        else if (what == "dbs"_L1 || what == "databases"_L1)
            operation.name = u"listDatabases"_s;
        else
            return m_parser.expected(u"collections, databases"_s);
        m_parser.advance();
        return commandFor(std::move(operation));
    }

    // ---- db.collection.method(…).method(…)

    Result<MongoStatement> readShell()
    {
        m_parser.advance();
        QStringList path;
        while (true) {
            if (m_parser.isPunctuation(u'[')) {
                m_parser.advance();
                const auto name = m_parser.string();
                if (!name)
                    return fail(name.error());
                path.append(*name);
                if (const auto close = m_parser.expect(u']'); !close)
                    return fail(close.error());
                continue;
            }
            auto call = readStep(path);
            if (!call)
                return fail(call.error());
            if (!*call)
                continue;
            if (path.isEmpty() && m_collection.isEmpty() && takeScope(**call))
                continue;
            if (!path.isEmpty())
                m_collection = path.join(u'.');
            return readChain(std::move(**call));
        }
    }

    /// `.name`, which goes to the path, or `.name(…)`.
    Result<std::optional<Call>> readStep(QStringList &path)
    {
        if (const auto dot = m_parser.expect(u'.'); !dot)
            return fail(dot.error());
        if (m_parser.atEnd() || m_parser.token().kind != ShellToken::Kind::Word)
            return m_parser.expected(Words::tr("a collection or a method"));
        Call call{m_parser.word().toString(), m_parser.offset(), {}};
        m_parser.advance();
        if (!m_parser.isPunctuation(u'(')) {
            path.append(call.name);
            return std::nullopt;
        }
        auto arguments = m_parser.arguments();
        if (!arguments)
            return fail(arguments.error());
        call.arguments = std::move(*arguments);
        return call;
    }

    /// getSiblingDB("…") and getCollection("…") only say where.
    bool takeScope(const Call &call)
    {
        if (call.arguments.size() != 1 || call.arguments[0].type != BsonType::String)
            return false;
        const QString name = QString::fromUtf8(call.arguments[0].text());
        if (call.name == "getSiblingDB"_L1)
            m_database = name;
        else if (call.name == "getCollection"_L1)
            m_collection = name;
        else
            return false;
        return true;
    }

    Result<MongoStatement> readChain(Call first)
    {
        QString verbosity;
        if (first.name == "explain"_L1 && !m_collection.isEmpty()) {
            verbosity = verbosityOf(first);
            QStringList none;
            auto next = readStep(none);
            if (!next)
                return fail(next.error());
            if (!*next)
                return m_parser.expected(u"“(”"_s);
            first = std::move(**next);
        }
        MongoOperation operation;
        if (const auto taken = takeArguments(first, operation); !taken)
            return fail(taken.error());
        while (m_parser.isPunctuation(u'.')) {
            QStringList none;
            const int place = m_parser.offset();
            auto call = readStep(none);
            if (!call)
                return fail(call.error());
            if (!*call)
                return m_parser.error(Words::tr("Properties of a result are not evaluated here."), place);
            if ((*call)->name == "explain"_L1)
                verbosity = verbosityOf(**call);
            else if (const auto chained = takeChained(**call, operation); !chained)
                return fail(chained.error());
        }
        const int offset = operation.offset;
        auto made = placed(commandFor(std::move(operation)), offset);
        if (made)
            made->verbosity = verbosity;
        return made;
    }

    static QString verbosityOf(const Call &call)
    {
        const bool given = !call.arguments.empty() && call.arguments[0].type == BsonType::String;
        return given ? QString::fromUtf8(call.arguments[0].text()) : u"queryPlanner"_s;
    }

    Result<void> takeArguments(Call &call, MongoOperation &operation)
    {
        const QStringList *names = m_collection.isEmpty() ? positionalDatabaseNames(call.name) : positionalNames(call.name);
        if (!names) {
            const QString advice = Words::tr(" db.runCommand({…}) runs any command.");
            return m_parser.error(Words::tr("“%1” is not known here.").arg(call.name) + didYouMean(call.name, knownOperations()) + advice,
                                  call.offset);
        }
        operation.name = call.name;
        operation.database = m_database;
        operation.collection = m_collection;
        operation.offset = call.offset;
        // mongosh: aggregate({$match: …}, {$sort: …}) is a pipeline without brackets.
        if (call.name == "aggregate"_L1 && call.arguments.size() > 1 && call.arguments[0].isDocument())
            return gatherStages(call, operation);
        for (std::size_t i = 0; i < call.arguments.size(); ++i) {
            const QString name = names->value(static_cast<qsizetype>(i));
            const bool options = name == "justOne"_L1 || name == "scale"_L1; // remove(q, true), remove(q, {justOne: true})
            if (!name.isEmpty() && !(options && call.arguments[i].isDocument()))
                operation.set(name, std::move(call.arguments[i]));
            else if (call.arguments[i].isDocument())
                operation.spread(call.arguments[i]);
            else if (call.arguments[i].type != BsonType::Undefined && call.arguments[i].type != BsonType::Null)
                return m_parser.error(Words::tr("%1 has fewer arguments, or an options document in this place.").arg(call.name), call.offset);
        }
        return {};
    }

    static Result<void> gatherStages(Call &call, MongoOperation &operation)
    {
        BsonBuilder stages;
        for (std::size_t i = 0; i < call.arguments.size(); ++i)
            stages.append(std::to_string(i), call.arguments[i]);
        operation.set(u"pipeline"_s, bsonDocument(stages.take(), BsonType::Array));
        return {};
    }

    /// aggregate([…]).sort({…}) is one stage more.
    static bool takeStage(const Call &call, MongoOperation &operation)
    {
        static const QHash<QString, std::string> stages{
            {u"sort"_s, "$sort"}, {u"skip"_s, "$skip"}, {u"limit"_s, "$limit"}, {u"project"_s, "$project"}, {u"projection"_s, "$project"}};
        const auto stage = stages.constFind(call.name);
        if (operation.name != "aggregate"_L1 || stage == stages.cend() || call.arguments.size() != 1)
            return false;
        const auto pipeline = operation.take(u"pipeline"_s);
        if (pipeline && !pipeline->isDocument() && !pipeline->isArray()) {
            operation.set(u"pipeline"_s, *pipeline); // aggregate itself says what it takes
            return true;
        }
        BsonBuilder all;
        int index = 0;
        bson_iter_t at;
        if (pipeline && pipeline->isDocument())
            all.append(std::to_string(index++), *pipeline);
        else
            for (bool more = pipeline && iterate(pipeline->bytes, at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
                all.append(std::to_string(index++), valueAt(at));
        all.begin(std::to_string(index), BsonType::Document);
        all.append(*stage, call.arguments[0]);
        all.end();
        operation.set(u"pipeline"_s, bsonDocument(all.take(), BsonType::Array));
        return true;
    }

    /// .sort({…}).limit(10): each sets a field of the command.
    Result<void> takeChained(Call &call, MongoOperation &operation)
    {
        static const QSet<QString> passing{u"toArray"_s, u"pretty"_s, u"itcount"_s};
        static const QSet<QString> flags{u"allowDiskUse"_s, u"returnKey"_s, u"showRecordId"_s, u"noCursorTimeout"_s, u"allowPartialResults"_s};
        static const QSet<QString> fields{u"sort"_s,      u"limit"_s,     u"skip"_s, u"hint"_s, u"maxTimeMS"_s,   u"comment"_s,
                                          u"collation"_s, u"batchSize"_s, u"min"_s,  u"max"_s,  u"readConcern"_s, u"let"_s};
        if (call.name == "count"_L1 || call.name == "size"_L1) {
            if (operation.name == "find"_L1) {
                operation.name = u"count"_s;
                for (const auto &field : {u"projection"_s, u"sort"_s, u"batchSize"_s, u"allowDiskUse"_s, u"returnKey"_s, u"showRecordId"_s,
                                          u"noCursorTimeout"_s, u"allowPartialResults"_s}) // which change no number
                    (void)operation.take(field);
                return {};
            }
        }
        if (passing.contains(call.name) || takeStage(call, operation))
            return {};
        if (flags.contains(call.name)) {
            operation.set(call.name, call.arguments.empty() ? bsonBool(true) : std::move(call.arguments[0]));
            return {};
        }
        const bool projects = call.name == "projection"_L1 || call.name == "project"_L1;
        if ((fields.contains(call.name) || projects) && call.arguments.size() == 1) {
            operation.set(projects ? u"projection"_s : call.name, std::move(call.arguments[0]));
            return {};
        }
        if (call.name == "forEach"_L1 || call.name == "map"_L1 || call.name == "next"_L1 || call.name == "hasNext"_L1)
            return m_parser.error(Words::tr("“%1” would want JavaScript, which is not evaluated here.").arg(call.name), call.offset);
        return m_parser.error(Words::tr("“%1” is not known here.").arg(call.name) + didYouMean(call.name, fields.values() + flags.values()),
                              call.offset);
    }

    ShellParser m_parser;
    QString m_database;
    QString m_collection;
};

} // namespace

Result<MongoStatement> parseMongoStatement(const QString &text, const QList<Parameter> &parameters, bool unbound)
{
    return StatementReader(text, parameters, unbound).read();
}

} // namespace concord
