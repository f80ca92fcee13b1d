// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// The queries that read a database's catalog: one flat one for each system view, joined on our side. They name no column, so that a
/// server of any version answers what it has (2012 … 2022, Azure), and hold nothing that only T-SQL knows.
enum class SystemView : quint8 {
    Databases,
    Schemas,
    Types,
    TableTypes,
    Objects,
    Tables,
    Views,
    Columns,
    IdentityColumns,
    ComputedColumns,
    DefaultConstraints,
    CheckConstraints,
    KeyConstraints,
    Indexes,
    IndexColumns,
    HashIndexes,
    ForeignKeys,
    ForeignKeyColumns,
    Modules,
    Parameters,
    Triggers,
    TriggerEvents,
    Synonyms,
    Sequences,
    ExtendedProperties,
    Dependencies,
    Periods,
    PartitionSchemes,
    PartitionFunctions,
    PartitionRanges,
    Partitions,
    AllocationUnits,
    Permissions,
    Principals
};

/// "sys.tables"
[[nodiscard]] QString systemViewName(SystemView view);
/// "SELECT * FROM sys.tables"
[[nodiscard]] QString systemViewQuery(SystemView view);
/// Columns without which nothing can be told of the view's rows: a server that only speaks like SQL Server may lack one. "a|b": either.
[[nodiscard]] QStringList neededColumns(SystemView view);
/// Of the essential views: without them rows are told, but not wholly.
[[nodiscard]] QStringList tellingColumns(SystemView view);
/// Of a part of tables or views: where it cannot be read, none of them is known wholly.
[[nodiscard]] bool concernsTables(SystemView view);
/// A view that the product puts into each database without calling it shipped: Babelfish's dbo.sysdatabases.
[[nodiscard]] bool isOwnView(const QString &product, const QString &schema, const QString &name);
/// All of them, for tests and for who wants to see what is asked.
[[nodiscard]] QStringList systemViewQueries();

} // namespace concord
