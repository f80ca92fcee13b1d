// SPDX-License-Identifier: GPL-3.0-or-later
// Names that something new takes: what has them makes room before.
#include "migrate/migrationplanner.h"

#include "schema/catalogfields.h"

#include <algorithm>

namespace concord {

/// Tables and sequences that go and whose name something of another kind takes.
QList<ObjectRef> MigrationPlanner::namesToFree() const
{
    QHash<ObjectRef, ObjectKind> taken;
    for (const auto &object : m_created) {
        if (object->kind == ObjectKind::Table || object->kind == ObjectKind::Sequence || object->kind == ObjectKind::Type)
            taken.insert(object->ref, object->kind);
    }
    QList<ObjectRef> freed;
    for (const ObjectPtr &object : m_ordered) {
        const bool relation = object->kind == ObjectKind::Table || object->kind == ObjectKind::Sequence;
        if (relation && m_dropped.contains(object->ref) && taken.contains(object->ref) && taken.value(object->ref) != object->kind)
            freed.append(object->ref);
    }
    return freed;
}

/// Whether parts of what comes or changes are called like its own, where both names are of one store.
bool MigrationPlanner::holdsWantedNames(const Table &table)
{
    if (m_wantedNames.isEmpty()) {
        const auto add = [this](const std::shared_ptr<SchemaObject> &object) {
            const QStringList names =
                object && object->kind == ObjectKind::Table ? m_left.changer->heldNames(static_cast<const Table &>(*object)) : QStringList();
            for (const QString &name : names)
                m_wantedNames.insert(object->ref.schema + u'\n' + name.toLower());
        };
        std::ranges::for_each(m_created, add);
        for (const Change &change : m_changes)
            add(change.to);
        m_wantedNames.insert(QString()); // asked once
    }
    const QStringList names = m_left.changer->heldNames(table) + QStringList{table.ref.name}; // an index is a relation, too
    return std::ranges::any_of(names, [&](const QString &name) { return m_wantedNames.contains(table.ref.schema + u'\n' + name.toLower()); });
}

/// A type goes behind the columns that have it: a table or sequence that comes under its name cannot wait for that.
void MigrationPlanner::letTypesWait()
{
    for (const auto &object : m_created) {
        const bool wantsName = object->kind == ObjectKind::Table || object->kind == ObjectKind::Sequence;
        const ObjectPtr type =
            wantsName && m_dropped.contains(object->ref) ? m_comparison.left.catalog->find(ObjectKind::Type, object->ref) : nullptr;
        if (!type)
            continue;
        std::erase_if(m_steps, [&](const ChangeStep &step) { return step.kind == ObjectKind::Type && step.object == type->ref; });
        take(m_left.changer->dropWaiting(*type));
    }
}

/// A partition whose rows are copied from its parent, which is made anew.
bool MigrationPlanner::mayGiveRows(const Table &table) const
{
    const Table *parent = table.partitionBound.isEmpty() || table.inherits.empty() ? nullptr : m_tables.value(table.inherits.front());
    if (!parent)
        return !table.partitionBound.isEmpty();
    const auto *after = static_cast<const Table *>(m_changes[m_changeOf.value(parent)].to.get());
    return after && after->partitionKey != parent->partitionKey;
}

/// They go before that comes, and before them the tables and routines that go and stand on them.
void MigrationPlanner::freeNames()
{
    letTypesWait();
    const QList<ObjectRef> freed = namesToFree();
    QSet<ObjectRef> early(freed.cbegin(), freed.cend());
    for (const ObjectPtr &object : m_ordered) {
        if (object->kind == ObjectKind::Table && m_dropped.contains(object->ref) && !mayGiveRows(static_cast<const Table &>(*object))
            && holdsWantedNames(static_cast<const Table &>(*object)))
            early.insert(object->ref);
    }
    for (const ObjectPtr &object : m_ordered) {
        const bool goes = (object->kind == ObjectKind::Table || object->kind == ObjectKind::Routine) && m_dropped.contains(object->ref);
        if (goes && std::ranges::any_of(object->dependsOn, [&](const ObjectRef &ref) { return early.contains(ref); }))
            early.insert(object->ref);
    }
    static const QSet<ChangePhase> late{ChangePhase::DropRoutine, ChangePhase::DropTable, ChangePhase::DropSequence};
    for (ChangeStep &step : m_steps) {
        if (late.contains(step.phase) && early.contains(step.object))
            step.phase = ChangePhase::Release;
    }
}

/// Keys and checks that get another name do so before something new takes their old one.
void MigrationPlanner::renameBeforeNamesAreTaken()
{
    QSet<QString> taken;
    for (const auto &object : m_created) {
        const QStringList held = object->kind == ObjectKind::Table ? m_left.changer->heldNames(static_cast<const Table &>(*object)) : QStringList();
        for (const QString &name : held + QStringList{object->ref.name})
            taken.insert(object->ref.schema + u'\n' + name);
    }
    const auto isRename = [](const ChangeStep &step) { return step.phase == ChangePhase::AlterTable && !step.frees.isEmpty(); };
    QSet<ObjectRef> tables;
    for (const ChangeStep &step : m_steps) {
        if (isRename(step) && taken.contains(step.object.schema + u'\n' + step.frees.first()))
            tables.insert(step.object);
    }
    for (ChangeStep &step : m_steps) {
        if (isRename(step) && tables.contains(step.object)) // all of them: one may wait for another
            step.phase = ChangePhase::Release;
    }
}

} // namespace concord
