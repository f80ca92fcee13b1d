// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "schema/catalog.h"

#include <QUuid>

namespace concord {

/// A catalog and whose it is: what looks at several databases at once takes a list of these.
struct NamedCatalog
{
    QUuid id;     ///< of the profile (Endpoint::profileId)
    QString name; ///< what people see: the profile's name
    Environment environment = Environment::None;
    CatalogPtr catalog; ///< never null
};

/// A table (or view, or collection) among several databases.
struct TableRef
{
    QUuid database; ///< NamedCatalog::id
    ObjectRef table;

    friend bool operator==(const TableRef &, const TableRef &) = default;
};
[[nodiscard]] inline size_t qHash(const TableRef &ref, size_t seed = 0)
{
    return qHashMulti(seed, ref.database, ref.table);
}

} // namespace concord
