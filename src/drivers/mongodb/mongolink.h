// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mongodb/bsonbuilder.h"
#include "mongodb/mongosettings.h"

#include <functional>
#include <optional>

namespace concord {

/// A link to a MongoDB deployment: commands in, replies out, both as BSON bytes. Belongs to one thread; only cut() and
/// cutForGood() may be called from any. libmongoc connects anew by itself after a cut, for the next command. While each() hands documents
/// over, a thread of its own reads the next ones.
class MongoLink
{
public:
    /// Connects and authenticates. Errors never hold the secret.
    [[nodiscard]] static Result<std::unique_ptr<MongoLink>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline);
    ~MongoLink();

    /// The endpoint's database, else "test".
    [[nodiscard]] const QString &database() const { return m_database; }
    /// Runs one command ({ping: 1}) and gives the server's reply. An error reply is an error with the server's code and words.
    /// On the read preference's server where the command only reads.
    [[nodiscard]] Result<std::string> command(const QString &database, std::string_view command, bool reads = true);
    /// Runs a command that answers with a cursor (find, aggregate, listCollections …) and hands over its documents, each valid
    /// during the call only. Answering false ends it and closes the cursor on the server.
    using Take = std::function<bool(std::string_view document)>;
    /// `waiting` is called once where the server lets the next documents wait for a while; false ends it too.
    using Waiting = std::function<bool()>;
    [[nodiscard]] Result<void> each(const QString &database, std::string_view command, const Take &take, bool reads = true,
                                    const Waiting &waiting = {});
    /// Asked between documents: true ends each() with an error of kind Cancelled.
    void setStopped(std::function<bool()> stopped) { m_stopped = std::move(stopped); }

    /// Whoever waits for the server comes back with an error; the link can be used again.
    void cut() { m_stream.sockets->cut(); }
    void cutForGood() { m_stream.sockets->cutForGood(); }
    /// How the server sees this client, for $currentOp.
    [[nodiscard]] std::vector<std::string> localAddresses() const { return m_stream.sockets->localAddresses(); }
    [[nodiscard]] bool isEncrypted() const { return m_stream.tls; }

private:
    MongoLink() = default;
    [[nodiscard]] Result<void> connect(const Endpoint &endpoint, const Secret &secret, Deadline deadline, bool asAdmin);
    /// The server that is to run it. The reply's cursor lives there.
    [[nodiscard]] Result<std::uint32_t> serverFor(bool reads);
    [[nodiscard]] Result<std::string> run(const QString &database, std::string_view command, bool reads, std::uint32_t server);
    /// A document's taker: false where it wants no more. readAll() and readAhead() answer false too then.
    using Wanted = std::function<Result<bool>(std::string_view document)>;
    [[nodiscard]] static Result<bool> readAll(mongoc_cursor_t *cursor, const Wanted &wanted);
    [[nodiscard]] Result<bool> readAhead(mongoc_cursor_t *cursor, const Wanted &wanted, const Waiting &waiting);
    /// How a cursor that gives no more ended.
    [[nodiscard]] static Result<void> endOf(mongoc_cursor_t *cursor);

    QString m_database;
    StreamSettings m_stream; ///< outlives the client
    std::unique_ptr<mongoc_client_t, decltype(&mongoc_client_destroy)> m_client{nullptr, mongoc_client_destroy};
    std::function<bool()> m_stopped;
};

/// {name: 1}
[[nodiscard]] std::string simpleCommand(std::string_view name);

} // namespace concord
