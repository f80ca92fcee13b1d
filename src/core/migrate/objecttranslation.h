// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

namespace concord {

/// Makes RIGHT's objects LEFT's. Keeps references to what it is given.
class ObjectTranslation
{
public:
    ObjectTranslation(const Comparison &comparison, const MigrationEngine &left);

    /// For an object that LEFT lacks.
    [[nodiscard]] std::shared_ptr<SchemaObject> create(const SchemaObject &right, std::vector<ChangeNote> &notes) const;
    /// For a pair: the right one in LEFT's names and terms, but with LEFT's own spelling wherever the comparison calls the two
    /// equivalent or a rule ignores the difference. Null: there is nothing like it in LEFT's engine.
    [[nodiscard]] std::shared_ptr<SchemaObject> change(const ObjectComparison &pair, std::vector<ChangeNote> &notes) const;

private:
    [[nodiscard]] std::shared_ptr<SchemaObject> rewritten(const SchemaObject &right) const;
    void takeTable(Table &table, const Table &right, std::vector<ChangeNote> &notes) const;
    void dropKeptEnums(const ObjectComparison &pair, Table &table) const;
    void foldSchemas(const QString &rightDefault, const QString &leftDefault);

    const Comparison &m_comparison;
    const MigrationEngine &m_left;
    QHash<QString, QString> m_schemas; ///< right → left
    QHash<ObjectRef, ObjectRef> m_objects; ///< right → left, of confirmed pairs
    QSet<QString> m_shared; ///< names of keys and indexes that several right tables have
    bool m_sameEngine;
};

} // namespace concord
