// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections/treenode.h"

namespace concord {

/// What lies below a profile: its schemas, or where the engine has none its objects; then extensions and what could not be read.
[[nodiscard]] TreeNodes profileNodes(const QUuid &profile, const Catalog &catalog, bool schemas);
/// What lies below a schema: tables and views, then folders for the rest.
[[nodiscard]] TreeNodes schemaNodes(const QUuid &profile, const Catalog &catalog, const QString &schema);
/// What lies below an object: columns, then folders of keys, foreign keys, indexes, checks, triggers, policies, partitions.
[[nodiscard]] TreeNodes objectNodes(const QUuid &profile, const Catalog &catalog, const ObjectPtr &object);
/// Whether the catalog has a table, view or collection whose name holds the text, without regard to case; `schema` null: in any schema.
[[nodiscard]] bool holdsRelation(const Catalog &catalog, const QString &text, const QString *schema = nullptr);
/// Tables, views and collections that are the database's own.
[[nodiscard]] qint64 relationCount(const Catalog &catalog);
[[nodiscard]] bool isRelation(ObjectKind kind);

} // namespace concord
