// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "extract/snapshot.h"

#include <QByteArray>
#include <QList>

#include <vector>

/// How a catalog is kept: an object, and the circumstances of the reading, is a part: compressed canonical JSON under the hash of its
/// content. Times and statistics are not in parts, so that what did not change is the same part.
namespace concord {

struct SchemaPart
{
    QString hash;     ///< of `json`
    QByteArray json;
};
[[nodiscard]] SchemaPart partOf(const SchemaObject &object);
[[nodiscard]] SchemaPart partOf(const CatalogInfo &info);
[[nodiscard]] QByteArray packed(const QByteArray &json);
/// Error Damaged.
[[nodiscard]] Result<std::shared_ptr<SchemaObject>> objectFromPart(const QByteArray &data);
[[nodiscard]] Result<CatalogInfo> infoFromPart(const QByteArray &data);

/// The parts of a catalog, by their ids in any order, in about a byte each.
[[nodiscard]] QByteArray packedIds(QList<qint64> ids);
[[nodiscard]] QList<qint64> unpackedIds(const QByteArray &packed); ///< ascending; empty where damaged

/// Rows and bytes of the catalog's objects, and of itself.
[[nodiscard]] QByteArray packedStatistics(const Catalog &catalog);
/// Puts them into objects that have not been made a catalog yet; what is not there any more is passed over.
void restoreStatistics(const QByteArray &packed, CatalogInfo &info, const std::vector<std::shared_ptr<SchemaObject>> &objects);

[[nodiscard]] QString countsText(const EntityCounts &counts);
[[nodiscard]] EntityCounts countsFromText(const QString &text);

} // namespace concord
