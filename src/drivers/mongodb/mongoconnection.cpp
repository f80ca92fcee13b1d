// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongoconnection.h"

#include "connection/names.h"
#include "mongodb/documentrows.h"
#include "mongodb/mongoerror.h"
#include "mongodb/mongoplan.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

using Answer = MongoStatement::Answer;

static QString tr(const char *text)
{
    return QCoreApplication::translate("MongodbDriver", text);
}

MongoConnection::MongoConnection(Endpoint endpoint, Secret secret, std::unique_ptr<MongoLink> link)
    : m_endpoint(std::move(endpoint)),
      m_secret(std::move(secret)),
      m_link(std::move(link)),
      m_comment("concord " + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
{
    m_link->setStopped([this] { return m_stopping.load(); });
}

MongoConnection::~MongoConnection() = default;

Error MongoConnection::noted(Error error) const
{
    // libmongoc connects anew for the next command; only a cut for good ends the link.
    if (error.kind == ErrorKind::Lost && m_stopping)
        error.kind = ErrorKind::Cancelled;
    if (m_left && error.code.isEmpty()) // the library's words on a line that it did not cut itself
        error.message = tr("Cut off: this server cannot be told to end a statement (killOp), and may still be running it.");
    return error;
}

void MongoConnection::warnOfNoCollection(const MongoStatement &statement, RowSink &sink)
{
    if (statement.collection.isEmpty() || statement.what.kind != StatementKind::Read)
        return;
    BsonBuilder command;
    command.append("listCollections", 1);
    command.append("nameOnly", true);
    QStringList names;
    const auto take = [&](std::string_view document) {
        bson_iter_t at;
        if (findKey(document, "name", at))
            names.append(QString::fromUtf8(valueAt(at).text()));
        return true;
    };
    // Who may not list collections is not warned.
    if (!m_link->each(databaseOf(statement), command.take(), take) || names.contains(statement.collection))
        return;
    sink.notice({u"WARNING"_s,
                 {},
                 tr("There is no collection “%1” in %2.").arg(statement.collection, databaseOf(statement)) + didYouMean(statement.collection, names),
                 0});
}

QString MongoConnection::databaseOf(const MongoStatement &statement) const
{
    return statement.database.isEmpty() ? m_link->database() : statement.database;
}

Result<MongoStatement> MongoConnection::parsed(const Statement &statement) const
{
    auto made = parseMongoStatement(statement.text, statement.parameters);
    if (made && m_endpoint.readOnly && !made->refusal.message.isEmpty()) {
        Error refusal = made->refusal;
        locate(refusal, statement.text);
        return fail(std::move(refusal));
    }
    return made;
}

Result<void> MongoConnection::doExecute(const Statement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    m_stopping = false;
    m_asked = 0;
    m_left = false;
    const auto what = parsed(statement);
    if (!what)
        return fail(what.error());
    if (limits.manualCommit && what->what.kind != StatementKind::Read)
        return fail(ErrorKind::Unsupported, tr("Transactions over several statements are not offered for MongoDB: every write stands by itself."));
    return run(*what, sink, limits).transform_error([this](const Error &error) { return noted(error); });
}

std::string MongoConnection::dressed(const MongoStatement &statement, Deadline deadline) const
{
    BsonBuilder builder;
    bson_iter_t at;
    bool hasLimit = false;
    bool hasComment = false;
    std::string name;
    for (bool more = iterate(statement.command, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const std::string_view key(bson_iter_key(&at), bson_iter_key_len(&at));
        name = name.empty() ? std::string(key) : name;
        hasLimit = hasLimit || key == "maxTimeMS";
        hasComment = hasComment || key == "comment";
        builder.append(key, valueAt(at));
    }
    const bool reads = statement.what.kind == StatementKind::Read;
    if (reads && !hasLimit && deadline != noDeadline && (name == "find" || name == "aggregate" || name == "count" || name == "distinct")) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        builder.append("maxTimeMS", std::max<std::int64_t>(1, left));
    }
    if (!hasComment && (name == "find" || name == "aggregate"))
        builder.append("comment", m_comment);
    return builder.take();
}

/// {explain: command, verbosity: …}
static std::string explaining(const std::string &command, const QString &verbosity)
{
    BsonBuilder builder;
    builder.append("explain", bsonDocument(command));
    builder.append("verbosity", verbosity.toStdString());
    return builder.take();
}

Result<void> MongoConnection::run(const MongoStatement &statement, RowSink &sink, const ExecuteLimits &limits)
{
    if (!statement.verbosity.isEmpty()) {
        MongoStatement plan = statement;
        plan.answer = Answer::Document;
        return runOnce(plan, explaining(statement.command, statement.verbosity), sink);
    }
    const std::string command = dressed(statement, limits.deadline);
    return statement.answer == Answer::Rows ? runRows(statement, command, sink) : runOnce(statement, command, sink);
}

Result<void> MongoConnection::runRows(const MongoStatement &statement, std::string_view command, RowSink &sink)
{
    DocumentRows rows(sink);
    ResultSetEnd end;
    bool any = false;
    const auto take = [&](std::string_view document) {
        any = true;
        end.truncated = !rows.take(document);
        return !end.truncated;
    };
    const auto show = [&] {
        end.truncated = any && !rows.finish();
        return !end.truncated;
    };
    const auto done = m_link->each(databaseOf(statement), command, take, statement.what.kind == StatementKind::Read, show);
    // What came before an error or a cancel is shown too.
    if (!end.truncated && !rows.finish())
        end.truncated = true;
    if (rows.hasTooMany())
        sink.notice({u"WARNING"_s,
                     {},
                     tr("These documents have more than %1 paths: the others are only in the whole documents.").arg(DocumentRows::mostColumns),
                     0});
    if (done && !any)
        warnOfNoCollection(statement, sink);
    sink.finished(end);
    return done;
}

namespace {

std::string documentOf(const std::string &key, const BsonValue &value)
{
    BsonBuilder builder;
    builder.append(key, value);
    return builder.take();
}

std::int64_t numberIn(std::string_view reply, const char *key)
{
    bson_iter_t at;
    return findKey(reply, key, at) ? bson_iter_as_int64(&at) : 0;
}

/// Of a count command's reply, or of the one document that an aggregation answers with; none means 0.
std::int64_t countIn(std::string_view reply)
{
    bson_iter_t at;
    bson_iter_t batch;
    bson_iter_t first;
    if (!findKey(reply, "cursor", at))
        return numberIn(reply, "n");
    if (!BSON_ITER_HOLDS_DOCUMENT(&at) || !findKey(nestedBson(at), "firstBatch", batch) || !iterate(nestedBson(batch), first)
        || !bson_iter_next(&first))
        return 0;
    return numberIn(nestedBson(first), "n");
}

/// The reply without what belongs to the protocol.
std::string withoutProtocol(std::string_view reply)
{
    BsonBuilder builder;
    bson_iter_t at;
    for (bool more = iterate(reply, at) && bson_iter_next(&at); more; more = bson_iter_next(&at)) {
        const std::string_view key(bson_iter_key(&at), bson_iter_key_len(&at));
        if (key != "$clusterTime" && key != "operationTime" && key != "electionId" && key != "opTime")
            builder.append(key, valueAt(at));
    }
    return builder.take();
}

ResultSetEnd changesOf(std::string_view reply, const QString &verb)
{
    ResultSetEnd end;
    bson_iter_t upserted;
    std::int64_t added = 0;
    if (findKey(reply, "upserted", upserted) && BSON_ITER_HOLDS_ARRAY(&upserted)) {
        bson_iter_t at;
        for (bool more = iterate(nestedBson(upserted), at) && bson_iter_next(&at); more; more = bson_iter_next(&at))
            ++added;
    }
    bson_iter_t modified;
    const bool updates = findKey(reply, "nModified", modified);
    end.affectedRows = updates ? bson_iter_as_int64(&modified) + added : numberIn(reply, "n");
    end.command = u"%1 %2"_s.arg(verb).arg(end.affectedRows);
    return end;
}

} // namespace

Result<void> MongoConnection::runOnce(const MongoStatement &statement, std::string_view command, RowSink &sink)
{
    const auto reply = m_link->command(databaseOf(statement), command, statement.what.kind == StatementKind::Read);
    if (!reply)
        return fail(reply.error());
    const Error problem = writeProblem(*reply);
    if (statement.answer == Answer::Changes) {
        sink.finished(changesOf(*reply, statement.verb));
        return problem.message.isEmpty() ? Result<void>() : fail(problem);
    }
    DocumentRows rows(sink);
    ResultSetEnd end;
    const auto takeEach = [&](const char *key, const std::function<std::string(const bson_iter_t &)> &document) {
        bson_iter_t list;
        bson_iter_t at;
        if (!findKey(*reply, key, list))
            return;
        for (bool more = iterate(nestedBson(list), at) && bson_iter_next(&at); more && !end.truncated; more = bson_iter_next(&at))
            end.truncated = !rows.take(document(at));
    };
    const std::string column = statement.column.toStdString();
    switch (statement.answer) {
    case Answer::Count: end.truncated = !rows.take(documentOf(column, bsonInt64(countIn(*reply)))); break;
    case Answer::Values: takeEach("values", [&](const bson_iter_t &at) { return documentOf(column, valueAt(at)); }); break;
    case Answer::Databases: takeEach("databases", [](const bson_iter_t &at) { return std::string(nestedBson(at)); }); break;
    case Answer::Value: {
        bson_iter_t value;
        if (findKey(*reply, "value", value) && BSON_ITER_HOLDS_DOCUMENT(&value))
            end.truncated = !rows.take(nestedBson(value));
        break;
    }
    default: end.truncated = !rows.take(withoutProtocol(*reply));
    }
    if (!end.truncated && !rows.finish())
        end.truncated = true;
    if (statement.what.kind != StatementKind::Read)
        end.command = statement.verb;
    sink.finished(end);
    return problem.message.isEmpty() ? Result<void>() : fail(problem);
}

Result<PlanNode> MongoConnection::explain(const Statement &statement, Deadline deadline)
{
    m_stopping = false;
    m_asked = 0;
    m_left = false;
    // A plan is asked of writes too: nothing runs.
    const auto what = parseMongoStatement(statement.text, statement.parameters, true);
    if (!what)
        return fail(what.error());
    return guarded(deadline, [&]() -> Result<PlanNode> {
        return m_link->command(databaseOf(*what), explaining(what->command, u"queryPlanner"_s))
            .transform([](const std::string &reply) { return mongoPlan(reply); })
            .transform_error([this](const Error &error) { return noted(error); });
    });
}

// ---- cancelling

bool MongoConnection::killOnServer() const
{
    const auto link = MongoLink::open(m_endpoint, m_secret, Clock::now() + 2s);
    if (!link)
        return false;
    BsonBuilder pipeline;
    pipeline.append("aggregate", 1);
    pipeline.begin("pipeline", BsonType::Array);
    pipeline.begin("0", BsonType::Document);
    pipeline.begin("$currentOp", BsonType::Document);
    pipeline.end();
    pipeline.end();
    pipeline.end();
    pipeline.begin("cursor", BsonType::Document);
    pipeline.end();
    const std::vector<std::string> addresses = m_link->localAddresses();
    std::vector<BsonValue> found;
    const auto take = [&](std::string_view operation) {
        bson_iter_t at;
        const bool ours = findKey(operation, "client", at) && std::ranges::contains(addresses, std::string(valueAt(at).text()));
        bson_iter_t command;
        const bool commented = findKey(operation, "command", command) && BSON_ITER_HOLDS_DOCUMENT(&command)
                               && findKey(nestedBson(command), "comment", at) && valueAt(at).text() == m_comment;
        const bool active = !findKey(operation, "active", at) || valueAt(at).number() != 0;
        if ((ours || commented) && active && findKey(operation, "opid", at))
            found.push_back(valueAt(at));
        return true;
    };
    if (!(*link)->each(u"admin"_s, pipeline.take(), take))
        return false;
    bool killed = true;
    for (const BsonValue &id : found) {
        BsonBuilder kill;
        kill.append("killOp", 1);
        kill.append("op", id);
        killed = (*link)->command(u"admin"_s, kill.take()).has_value() && killed;
    }
    return killed && !found.empty();
}

/// The cursor is closed as soon as a document comes; what the server is busy with before that, it is told to end. Where it
/// does not know how, the socket is shut: servers end the work of a client that has gone.
void MongoConnection::requestCancel()
{
    m_stopping = true;
    const bool again = m_asked.fetch_add(1) > 0;
    if (again)
        m_link->cut();
    else if (!killOnServer()) {
        m_left = true;
        m_link->cut();
    }
}

void MongoConnection::severLink()
{
    m_alive = false;
    m_stopping = true;
    m_link->cutForGood();
}

} // namespace concord
