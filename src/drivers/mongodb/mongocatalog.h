// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/readcatalog.h"

#include "base/error.h"

namespace concord {

class MongoLink;

/// How many documents of a collection are looked at for its fields.
inline constexpr int sampledDocuments = 1000;

/// The link's database: its collections with what they declare, and the fields of a random sample of their documents. What the role may not
/// read is in the info's `unread`. Not of one moment: MongoDB has none for that.
[[nodiscard]] Result<CatalogPtr> readMongoCatalog(MongoLink &link, const CatalogRequest &request, const CatalogListener &listener);
/// What the role may not do of what readMongoCatalog() does, by the server's own list of its privileges.
[[nodiscard]] Result<QList<MissingRight>> missingMongoRights(MongoLink &link);

} // namespace concord
