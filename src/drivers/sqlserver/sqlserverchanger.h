// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// ALTERs of SQL Server, each statement a batch of its own.
class SqlServerSchemaChanger final : public SchemaChanger
{
public:
    [[nodiscard]] QStringList heldNames(const Table &table) const override;
    [[nodiscard]] ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override;
    [[nodiscard]] ChangeList drop(const SchemaObject &object) const override;
    [[nodiscard]] const EngineTerms &terms() const override;
};

/// What turns one table into another.
[[nodiscard]] ChangeList changeSqlServerTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed);
/// Rights that `to` lacks go, those that it has come.
void changeSqlServerPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &securable);
/// What stands in the way of a column's own change: its default, under whatever name the server gave it.
[[nodiscard]] QString dropSqlServerDefault(const QString &table, const Column &column);

} // namespace concord
