// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "mongodb/cuttablestream.h"

namespace concord {

/// A mongoc_uri_t that frees itself.
using MongoUri = std::unique_ptr<mongoc_uri_t, decltype(&mongoc_uri_destroy)>;

/// Before anything else of libmongoc; from any thread, any number of times.
void startMongoLibrary();

/// What can be told without connecting: unknown options, a TLS mode that cannot be kept, files that are not there.
[[nodiscard]] Result<void> checkMongoEndpoint(const Endpoint &endpoint);
/// The endpoint as libmongoc takes it, with the secret put in apart and every time limited by the deadline. An SRV name is
/// looked up when the client is made, not here.
[[nodiscard]] Result<MongoUri> mongoUri(const Endpoint &endpoint, const Secret &secret, Deadline deadline);
[[nodiscard]] StreamSettings mongoStreamSettings(const Endpoint &endpoint);
/// The name of the replica set that is asked for; empty: none.
[[nodiscard]] QString wantedReplicaSet(const Endpoint &endpoint);
/// The database that statements are meant for: the endpoint's, else "test", as mongosh has it.
[[nodiscard]] QString mongoDatabase(const Endpoint &endpoint);

} // namespace concord
