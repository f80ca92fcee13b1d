// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"
#include "migrate/objecttranslation.h"

#include <QSet>

namespace concord {

/// Collects the steps of a comparison whose pairs are all meant; see planMigration(). Used once.
class MigrationPlanner
{
public:
    MigrationPlanner(const Comparison &comparison, const MigrationEngine &left);
    [[nodiscard]] Migration plan();

private:
    /// An object of LEFT that stays, and what it becomes.
    struct Change
    {
        const SchemaObject *from = nullptr;
        std::shared_ptr<SchemaObject> to; ///< null: as it is
        ChangeList list;
    };

    void visit(const ObjectComparison &object);
    void change(const ObjectComparison &object);
    void drop(const SchemaObject &left);
    void create(const SchemaObject &right);
    void take(ChangeList &&list);

    void bindDependents();
    [[nodiscard]] QList<const SchemaObject *> replacedRoutines() const;
    void dropReplacedRoutines();
    void releaseDroppedTables();
    void orderDroppedRoutines();
    void dropRowTypesAmongTables();
    void dropCallersFirst();
    void replaceBehindWhatIsCalled();
    void noteCallersOfNew();
    void callBehindWhatIsCalled();
    [[nodiscard]] bool standsOnRelation(const SchemaObject &object) const;
    [[nodiscard]] bool isPartOfAnother(const SchemaObject &object) const;
    [[nodiscard]] bool goesWithItsType(const SchemaObject &object) const;
    [[nodiscard]] bool standsOnRemade(const SchemaObject &object) const;
    [[nodiscard]] bool usesDisturbed(const View &view, const ObjectRef &table) const;
    [[nodiscard]] QList<ObjectRef> boundBy(const SchemaObject &view) const;
    void remake(Change &change);
    void changeTables();
    void changeTable(Change &change);
    [[nodiscard]] bool markTypes(Table &table, const QSet<QString> &types) const;
    [[nodiscard]] bool holdsChangedRows(const Table &table) const;
    [[nodiscard]] QSet<QString> operatorsOn(const Table &table, const QSet<QString> &types) const;
    [[nodiscard]] Table released(const Change &change, const QSet<QString> &names) const;
    void keepPartitionsForTheirRows();
    void createSequences();
    void keepKeysInOrder();
    void markPartedTables();
    void orderWanted();
    [[nodiscard]] QList<ObjectRef> namesToFree() const;
    void letTypesWait();
    [[nodiscard]] bool mayGiveRows(const Table &table) const;
    void freeNames();
    void renameBeforeNamesAreTaken();
    [[nodiscard]] bool holdsWantedNames(const Table &table);
    [[nodiscard]] bool mayLackTargets(const Catalog &created, const ObjectRef &ref) const;
    [[nodiscard]] bool hangsUnderOld(const Catalog &created, const ChangeStep &step) const;
    [[nodiscard]] QSet<ObjectRef> childrenOfChanged(const Catalog &created) const;
    void takeBackDefaultRights();
    void addCreated();
    /// Makes the object its owner's, where that is told.
    void give(const SchemaObject &object);
    void giveChanged(const Change &change);
    /// Whether a rule takes differences of this object's owner.
    [[nodiscard]] bool ignoresOwner(const SchemaObject &object) const;
    void sort();

    const Comparison &m_comparison;
    const MigrationEngine &m_left;
    ObjectTranslation m_translation;
    QHash<ObjectRef, int> m_order;
    QSet<ObjectRef> m_callsNew; ///< routines that stay under their name and call new ones
    QHash<ObjectRef, int> m_wantedOrder; ///< of what comes or changes, as it will be
    std::vector<ObjectPtr> m_ordered; ///< LEFT's, what others stand on first
    std::vector<ObjectPtr> m_wanted; ///< what comes or changes, likewise
    std::vector<Change> m_changes;
    QHash<const SchemaObject *, size_t> m_changeOf;
    ChangeContext m_context;
    QHash<ObjectRef, const Table *> m_tables; ///< LEFT's that stay, as they are
    std::vector<std::shared_ptr<const Table>> m_marked; ///< what m_context holds of those that a type changes under
    QSet<ObjectRef> m_dropped;
    QSet<const SchemaObject *> m_remade; ///< views, routines, types
    QSet<ObjectRef> m_remadeRefs;
    QList<ObjectRef> m_replaced; ///< tables and views that go while one of another kind comes under their name
    QSet<ObjectRef> m_changedTables;
    QHash<ObjectRef, QSet<QString>> m_disturbedColumns; ///< of changed tables, where only views that use these are in the way
    QSet<QString> m_changedRows; ///< the row types of tables that change, as SQL
    QSet<QString> m_wantedNames; ///< of indexes, keys and checks of what comes or changes, in lower case; with an empty one once asked
    QSet<QString> m_freed; ///< namesToFree(), bare: what counts by such a sequence stops before
    std::vector<std::shared_ptr<SchemaObject>> m_created;
    std::vector<ChangeStep> m_steps;
    std::vector<ChangeNote> m_notes;
};

} // namespace concord
