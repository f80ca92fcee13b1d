// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongolink.h"

#include "mongodb/extendedjson.h"
#include "mongodb/mongoerror.h"
#include "mongodb/readahead.h"

#include <QCoreApplication>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MongodbDriver", text);
}

/// Whether some members of the set were reached, and none of them is its primary.
bool onlySecondaries(mongoc_client_t *client)
{
    std::size_t count = 0;
    mongoc_server_description_t **servers = mongoc_client_get_server_descriptions(client, &count);
    const auto is = [](const mongoc_server_description_t *server, std::string_view type) { return mongoc_server_description_type(server) == type; };
    const bool secondary = std::any_of(servers, servers + count, [&](const auto *server) { return is(server, "RSSecondary"); });
    const bool primary = std::any_of(servers, servers + count, [&](const auto *server) { return is(server, "RSPrimary"); });
    mongoc_server_descriptions_destroy_all(servers, count);
    return secondary && !primary;
}

/// A reply that frees itself.
struct Reply
{
    Reply() { bson_init(&bson); }
    ~Reply() { bson_destroy(&bson); }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;
    [[nodiscard]] std::string_view bytes() const { return {reinterpret_cast<const char *>(bson_get_data(&bson)), bson.len}; }

    bson_t bson;
};

bool wantsOtherSource(const Error &error, const Endpoint &endpoint)
{
    const bool named = std::ranges::any_of(endpoint.options.extra.keys(),
                                           [](const QString &name) { return name.compare("authSource"_L1, Qt::CaseInsensitive) == 0; });
    return error.kind == ErrorKind::Authentication && !named && !endpoint.user.isEmpty() && !endpoint.database.isEmpty()
           && endpoint.database != "admin"_L1;
}

} // namespace

static std::string_view bytesOf(const bson_t *document)
{
    return {reinterpret_cast<const char *>(bson_get_data(document)), document->len};
}

/// Whether the server keeps a cursor for what did not go into its first answer.
static bool hasMore(std::string_view reply)
{
    bson_iter_t at;
    bson_iter_t id;
    return findKey(reply, "cursor", at) && BSON_ITER_HOLDS_DOCUMENT(&at) && findKey(nestedBson(at), "id", id) && bson_iter_as_int64(&id) != 0;
}

std::string simpleCommand(std::string_view name)
{
    BsonBuilder builder;
    builder.append(name, 1);
    return builder.take();
}

MongoLink::~MongoLink() = default;

Result<std::unique_ptr<MongoLink>> MongoLink::open(const Endpoint &endpoint, const Secret &secret, Deadline deadline)
{
    std::unique_ptr<MongoLink> link(new MongoLink);
    Result<void> connected = link->connect(endpoint, secret, deadline, false);
    // One of many databases of a server: its users are most often kept in admin.
    if (!connected && wantsOtherSource(connected.error(), endpoint)) {
        link.reset(new MongoLink);
        if (link->connect(endpoint, secret, deadline, true))
            connected = {};
    }
    if (!connected)
        return fail(connected.error());
    return link;
}

Result<void> MongoLink::connect(const Endpoint &endpoint, const Secret &secret, Deadline deadline, bool asAdmin)
{
    m_database = mongoDatabase(endpoint);
    m_stream = mongoStreamSettings(endpoint);
    m_stream.sockets = std::make_shared<OpenSockets>();
    auto uri = mongoUri(endpoint, secret, deadline);
    if (!uri)
        return fail(uri.error());
    if (asAdmin)
        mongoc_uri_set_auth_source(uri->get(), "admin");
    bson_error_t error{};
    m_client.reset(mongoc_client_new_from_uri_with_error(uri->get(), &error));
    if (!m_client) // an SRV name that is not there, for one
        return fail(ErrorKind::Connection, QString::fromUtf8(error.message));
    mongoc_client_set_error_api(m_client.get(), MONGOC_ERROR_API_VERSION_2);
    mongoc_client_set_stream_initiator(m_client.get(), openCuttableStream, &m_stream);
    const auto pinged = command(m_database, simpleCommand("ping"));
    if (pinged)
        return {};
    Error failed = pinged.error();
    const QString set = wantedReplicaSet(endpoint);
    if (failed.kind == ErrorKind::Authentication && failed.detail.isEmpty() && !endpoint.user.isEmpty())
        failed.detail = tr("The user was looked for in “%1” (authSource).").arg(QString::fromUtf8(mongoc_uri_get_auth_source(uri->get())));
    else if (failed.kind == ErrorKind::Connection && onlySecondaries(m_client.get()))
        failed.detail = tr("Only secondaries answer: choose a readPreference such as secondaryPreferred to read from them.");
    else if (failed.kind == ErrorKind::Connection && !set.isEmpty() && failed.message.contains("Set"_L1))
        failed.detail = tr("replicaSet=%1 is wanted: a server of another set, or of none, is not taken.").arg(set);
    else if (failed.kind == ErrorKind::Connection && failed.message.contains("calling hello"_L1)) // it was reached, and hung up
        failed.detail = !m_stream.tls              ? tr("The line ended before the server's first word: it may want TLS.")
                        : m_stream.keyFile.empty() ? tr("The line ended before the server's first word: it may want a certificate of yours.")
                                                   : QString();
    return fail(std::move(failed));
}

Result<std::uint32_t> MongoLink::serverFor(bool reads)
{
    bson_error_t error{};
    mongoc_server_description_t *server =
        mongoc_client_select_server(m_client.get(), !reads, reads ? mongoc_client_get_read_prefs(m_client.get()) : nullptr, &error);
    if (!server)
        return fail(mongoError(error));
    const std::uint32_t id = mongoc_server_description_id(server);
    mongoc_server_description_destroy(server);
    return id;
}

Result<std::string> MongoLink::run(const QString &database, std::string_view command, bool reads, std::uint32_t server)
{
    bson_t sent;
    if (!bson_init_static(&sent, reinterpret_cast<const std::uint8_t *>(command.data()), command.size()))
        return fail(ErrorKind::Usage, tr("The statement is larger than BSON allows."));
    bson_error_t error{};
    Reply reply;
    bson_destroy(&reply.bson);
    const bool done =
        mongoc_client_command_simple_with_server_id(m_client.get(), database.toUtf8().constData(), &sent,
                                                    reads ? mongoc_client_get_read_prefs(m_client.get()) : nullptr, server, &reply.bson, &error);
    if (!done)
        return fail(mongoError(error, reply.bytes()));
    return std::string(reply.bytes());
}

Result<std::string> MongoLink::command(const QString &database, std::string_view command, bool reads)
{
    const auto server = serverFor(reads);
    if (!server)
        return fail(server.error());
    return run(database, command, reads, *server);
}

Result<void> MongoLink::each(const QString &database, std::string_view command, const Take &take, bool reads, const Waiting &waiting)
{
    const auto server = serverFor(reads);
    if (!server)
        return fail(server.error());
    const auto answered = run(database, command, reads, *server);
    if (!answered)
        return fail(answered.error());
    bson_t reply;
    bson_init_static(&reply, reinterpret_cast<const std::uint8_t *>(answered->data()), answered->size());
    bson_t options = BSON_INITIALIZER;
    BSON_APPEND_INT32(&options, "serverId", static_cast<std::int32_t>(*server));
    // The cursor takes the copy over.
    const std::unique_ptr<mongoc_cursor_t, decltype(&mongoc_cursor_destroy)> cursor(
        mongoc_cursor_new_from_command_reply_with_opts(m_client.get(), bson_copy(&reply), &options), mongoc_cursor_destroy);
    bson_destroy(&options);
    const auto wanted = [&](std::string_view document) -> Result<bool> {
        if (!take(document))
            return false;
        if (m_stopped && m_stopped())
            return fail(ErrorKind::Cancelled, tr("Cancelled."));
        return true;
    };
    Result<bool> whole = hasMore(*answered) ? readAhead(cursor.get(), wanted, waiting) : readAll(cursor.get(), wanted);
    if (!whole)
        return fail(whole.error());
    return *whole ? endOf(cursor.get()) : Result<void>();
}

/// All of them are in the first answer.
Result<bool> MongoLink::readAll(mongoc_cursor_t *cursor, const Wanted &wanted)
{
    const bson_t *document = nullptr;
    while (mongoc_cursor_next(cursor, &document)) {
        const Result<bool> more = wanted(bytesOf(document));
        if (!more || !*more)
            return more;
    }
    return true;
}

/// The documents of a block, until one is not wanted.
static Result<bool> handOver(const ReadAhead::Block &block, const std::function<Result<bool>(std::string_view)> &wanted)
{
    std::size_t from = 0;
    for (const std::size_t to : block.ends) {
        const Result<bool> more = wanted(std::string_view(block.bytes).substr(from, to - from));
        if (!more || !*more)
            return more;
        from = to;
    }
    return true;
}

/// The cursor belongs to the reading thread until that has ended.
Result<bool> MongoLink::readAhead(mongoc_cursor_t *cursor, const Wanted &wanted, const Waiting &waiting)
{
    constexpr int whileMs = 50;
    constexpr int patienceMs = 1000;
    ReadAhead ahead;
    const std::jthread reader([&] {
        const bson_t *document = nullptr;
        while (mongoc_cursor_next(cursor, &document) && ahead.put(bytesOf(document))) {
        }
        ahead.end();
    });
    ReadAhead::Block block;
    Result<bool> more = true;
    while (more && *more) {
        if (waiting && !ahead.comesWithin(whileMs))
            more = waiting();
        if (*more && !ahead.take(block))
            return true;
        if (*more)
            more = handOver(block, wanted);
    }
    ahead.stop();
    if (!ahead.waitForEnd(patienceMs))
        m_stream.sockets->cut(); // a server that lets the next ones wait; libmongoc connects anew
    return more;
}

Result<void> MongoLink::endOf(mongoc_cursor_t *cursor)
{
    bson_error_t error{};
    const bson_t *details = nullptr;
    if (!mongoc_cursor_error_document(cursor, &error, &details))
        return {};
    return fail(mongoError(error, details ? bytesOf(details) : std::string_view()));
}

} // namespace concord
