// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"

namespace concord {

/// ALTERs of MySQL and MariaDB. Each statement commits by itself.
class MysqlSchemaChanger : public SchemaChanger
{
public:
    explicit MysqlSchemaChanger(bool mariaDb) : m_mariaDb(mariaDb) {}
    [[nodiscard]] ChangeList change(const SchemaObject &from, const SchemaObject &to, const QMap<QString, QString> &renamed) const override;
    [[nodiscard]] bool countsNames() const override { return true; }
    [[nodiscard]] QStringList withoutTargets(const QString &addKeys) const override;
    [[nodiscard]] QStringList heldNames(const Table &table) const override;
    void settleRenamed(Table &renamed, const Table &before) const override;
    [[nodiscard]] ChangeList drop(const SchemaObject &object) const override;
    [[nodiscard]] const EngineTerms &terms() const override;
    [[nodiscard]] std::optional<ScratchDdl> scratchDatabase(const QString &name, const CatalogInfo &like) const override;
    [[nodiscard]] QString inDatabase(const ChangeStep &step, const QString &own, const QString &other) const override;
    [[nodiscard]] bool actsByItself(const SchemaObject &object) const override;

private:
    bool m_mariaDb;
};

/// What turns one table into another; see SchemaChanger::change().
[[nodiscard]] ChangeList changeMysqlTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, bool mariaDb);

/// The writer's statements for `object`, as steps of a migration.
void addMysqlStatements(ChangeList &list, const SchemaObject &object, const QString &purpose, bool mariaDb);
/// GRANT and REVOKE that turn one list of rights into the other. `what`: the quoted name.
void changeMysqlPrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to, const QString &what);

} // namespace concord
