// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"

#include <QHash>

#include <vector>

namespace concord {

/// Which column of one table stands for which of its counterpart. Either side may be empty: confirmed to have none.
struct ColumnMapping
{
    QString left;
    QString right;
    QString expression; ///< SQL over the left table's columns that makes the right one's value; empty: the column itself

    friend bool operator==(const ColumnMapping &, const ColumnMapping &) = default;
};

/// Either side may be empty: confirmed to have no counterpart.
struct TableMapping
{
    ObjectRef left;
    ObjectRef right;
    std::vector<ColumnMapping> columns; ///< what is not named here is paired by name and likeness

    friend bool operator==(const TableMapping &, const TableMapping &) = default;
};

/// Pairs that a person confirmed. Kept as a file; names what it means, so that it survives a new reading of the schemas.
struct Mapping
{
    std::vector<TableMapping> tables;

    [[nodiscard]] bool isEmpty() const { return tables.empty(); }
    /// Null where there is none for that table of the left side.
    [[nodiscard]] const TableMapping *find(const ObjectRef &left) const;

    friend bool operator==(const Mapping &, const Mapping &) = default;
};

/// {"tables": [{"left": "public.users", "right": "dim_users", "columns": [{"left": "CUST_ID", "right": "customer_id"}]}]}. A name
/// with a dot in it is written {"schema": …, "name": …}; null: confirmed to have no counterpart. Error Damaged says where; also for a table that is named twice.
[[nodiscard]] Result<Mapping> mappingFromJson(const QByteArray &json);
[[nodiscard]] QByteArray mappingToJson(const Mapping &mapping);

} // namespace concord
