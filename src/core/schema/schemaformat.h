// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"

#include <vector>

namespace concord {

enum class SchemaFormat : quint8 {
    Compact,  ///< a line a table, made to be read by an assistant: `users(id integer pk, team integer → teams.id)`
    Markdown, ///< documentation: tables of columns, keys, relations, with comments
    Mermaid,  ///< erDiagram
    Dbml,     ///< dbdiagram's language
    Dot       ///< Graphviz
};
[[nodiscard]] QString schemaFormatName(SchemaFormat format); ///< compact, markdown, mermaid, dbml, dot
[[nodiscard]] bool schemaFormatFromName(const QString &name, SchemaFormat &format);

/// Which columns of a table are shown.
enum class ShownColumns : quint8 { All, Keys, None };

struct SchemaFormatOptions
{
    ShownColumns columns = ShownColumns::All; ///< Mermaid, DBML (where None is Keys: it knows no table without columns) and DOT
    bool views = true;
    /// Beside the declared foreign keys, which are always told: drawn and inferred ones, within a database and across.
    std::vector<Relation> relations;
};

/// A catalog as text. `tables`: only these tables and views, in any order; empty: all. Ends with a line break.
[[nodiscard]] QString formatCatalog(const Catalog &catalog, SchemaFormat format, const std::vector<ObjectRef> &tables = {},
                                    const SchemaFormatOptions &options = {});
/// Several databases as one text; names begin with the database's where there is more than one.
[[nodiscard]] QString formatCatalogs(const std::vector<NamedCatalog> &catalogs, SchemaFormat format, const std::vector<TableRef> &tables = {},
                                     const SchemaFormatOptions &options = {});

} // namespace concord
