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
};

struct TableMapping
{
    ObjectRef left;
    ObjectRef right;
    std::vector<ColumnMapping> columns; ///< what is not named here is paired by name and likeness
};

/// Pairs that a person confirmed. Kept as a file; names what it means, so that it survives a new reading of the schemas.
struct Mapping
{
    std::vector<TableMapping> tables;

    [[nodiscard]] bool isEmpty() const { return tables.empty(); }
    /// Null where there is none for that table of the left side.
    [[nodiscard]] const TableMapping *find(const ObjectRef &left) const;
};

/// {"tables": [{"left": "public.users", "right": "dim_users", "columns": [{"left": "CUST_ID", "right": "customer_id"}]}]}. A name
/// with a dot in it is written {"schema": …, "name": …}. Error Damaged says where; also for a table that is named twice.
[[nodiscard]] Result<Mapping> mappingFromJson(const QByteArray &json);
[[nodiscard]] QByteArray mappingToJson(const Mapping &mapping);

} // namespace concord
