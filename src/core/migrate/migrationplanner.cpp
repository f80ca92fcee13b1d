// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/migrationplanner.h"

#include "compare/numberingrules.h"
#include "compare/writtenrules.h"
#include "connection/dialect.h"
#include "migrate/objectcopy.h"
#include "migrate/uses.h"
#include "schema/catalogfields.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>
#include <span>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

bool isView(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView;
}

/// What views that stand on the table would be in the way of: a column that comes, a default or a NOT NULL leaves them as they are.
struct Disturbance
{
    bool whole = false;    ///< every view
    QSet<QString> columns; ///< those that use one of these
};

Disturbance disturbance(const ChangeList &list, const Table &from, const Table &to, const Dialect &dialect)
{
    Disturbance found;
    qsizetype gone = 0;
    for (const Column &old : from.columns) {
        const Column *now = findColumn(to.columns, old.name);
        gone += now ? 0 : 1;
        if (!now || now->nativeType != old.nativeType || now->collation != old.collation || now->generated != old.generated
            || now->generationExpression != old.generationExpression)
            found.columns.insert(old.name);
    }
    // What is computed from them goes and comes again.
    const QStringList computed = computedFrom(from, found.columns.values(), dialect);
    found.columns.unite(QSet<QString>(computed.begin(), computed.end()));
    const auto steps = [&](ChangePhase phase) { return std::ranges::count(list.steps, phase, &ChangeStep::phase); };
    // Some columns go and come again (computed ones): then the names of those that go for good do not tell it all.
    found.whole = from.ref != to.ref || steps(ChangePhase::DropColumn) != gone || steps(ChangePhase::Release) > 0 || steps(ChangePhase::CopyRows) > 0
                  || steps(ChangePhase::DropTable) > 0;
    return found;
}

} // namespace

MigrationPlanner::MigrationPlanner(const Comparison &comparison, const MigrationEngine &left)
    : m_comparison(comparison),
      m_left(left),
      m_translation(comparison, left),
      m_ordered(dependencyOrder(*comparison.left.catalog))
{
    for (size_t i = 0; i < m_ordered.size(); ++i)
        m_order.insert(m_ordered[i]->ref, static_cast<int>(i));
}

Migration MigrationPlanner::plan()
{
    for (const ObjectComparison &object : m_comparison.objects)
        visit(object);
    for (size_t i = 0; i < m_changes.size(); ++i) {
        m_changeOf.insert(m_changes[i].from, i);
        if (m_changes[i].from->kind == ObjectKind::Sequence) {
            const auto &sequence = static_cast<const Sequence &>(m_changes[i].to ? *m_changes[i].to : *m_changes[i].from);
            m_context.counted[sequence.ownerTable].append(sequence.ownerColumn);
        }
        if (m_changes[i].from->kind != ObjectKind::Table)
            continue;
        const auto &from = static_cast<const Table &>(*m_changes[i].from);
        const Table &to = m_changes[i].to ? static_cast<const Table &>(*m_changes[i].to) : from;
        m_context.before.insert(from.ref, &from);
        for (const ObjectRef &parent : from.partitionBound.isEmpty() ? from.inherits : std::vector<ObjectRef>())
            m_context.children.insert(parent, &from);
        m_tables.insert(from.ref, &from);
        m_context.after.insert(to.ref, &to);
    }
    for (const auto &object : m_created) {
        if (object->kind == ObjectKind::Table)
            m_context.coming.insert(object->ref, static_cast<const Table *>(object.get()));
    }
    for (const ObjectPtr &object : m_ordered) {
        if (object->kind == ObjectKind::Table && m_dropped.contains(object->ref))
            m_context.gone.insert(object->ref, static_cast<const Table *>(object.get()));
    }
    for (const ObjectRef &ref : namesToFree())
        m_freed.insert(ref.name);
    if (m_left.changer->viewsBindTables())
        bindDependents();
    else
        changeTables();
    for (Change &change : m_changes) {
        if (m_remade.contains(change.from))
            remake(change);
        else if (change.to && change.from->kind != ObjectKind::Table)
            change.list = m_left.changer->change(*change.from, *change.to, {});
        giveChanged(change);
        take(std::move(change.list));
    }
    keepPartitionsForTheirRows();
    if (!m_left.changer->terms().sequenceDefault.isEmpty())
        createSequences();
    if (m_left.changer->terms().keysInTable)
        keepKeysInOrder();
    dropReplacedRoutines();
    orderDroppedRoutines();
    orderWanted();
    freeNames();
    renameBeforeNamesAreTaken();
    noteCallersOfNew();
    addCreated();
    replaceBehindWhatIsCalled();
    if (m_left.changer->viewsBindTables())
        callBehindWhatIsCalled();
    sort();
    Migration migration;
    migration.database = m_comparison.left.name;
    migration.steps = std::move(m_steps);
    migration.notes = std::move(m_notes);
    migration.transactional = m_left.changer->transactionalDdl();
    migration.dialect = m_left.dialect;
    if (!migration.steps.empty()) {
        migration.preamble = m_left.changer->preamble();
        migration.epilogue = m_left.changer->epilogue();
    }
    return migration;
}

void MigrationPlanner::visit(const ObjectComparison &object)
{
    const bool writtenOut = (hasWrittenOut(object.differences)
                             || std::ranges::any_of(object.members, [](const MemberComparison &member) { return hasWrittenOut(member.differences); }))
                            && m_comparison.left.catalog->info().engine == m_comparison.right.catalog->info().engine
                            && tellsWhatIsWritten(*m_comparison.left.catalog, *m_comparison.right.catalog);
    const bool same = object.ignoredBy >= 0 || object.verdict == Verdict::Identical || (object.verdict == Verdict::Equivalent && !writtenOut);
    if (!same && object.verdict == Verdict::CannotTell && object.any().kind != ObjectKind::Schema) // collations of two engines
        m_notes.push_back(
            {object.any().ref, tr("“%1” is left as it is: cannot tell whether it differs. %2").arg(object.any().ref.name, object.reason)});
    if (same || object.verdict == Verdict::CannotTell) {
        if (object.left)
            m_changes.push_back({object.left.get(), nullptr, {}});
        return;
    }
    if (object.left && object.right && object.confidence < 1) {
        m_notes.push_back(
            {object.left->ref,
             tr("“%1” may have become “%2”: confirm that in a mapping to keep its rows.").arg(object.left->ref.name, object.right->ref.name)});
        drop(*object.left);
        create(*object.right);
    } else if (!object.right) {
        drop(*object.left);
    } else if (!object.left) {
        create(*object.right);
    } else {
        change(object);
    }
}

void MigrationPlanner::take(ChangeList &&list)
{
    std::ranges::move(list.steps, std::back_inserter(m_steps));
    std::ranges::move(list.notes, std::back_inserter(m_notes));
}

void MigrationPlanner::drop(const SchemaObject &left)
{
    m_dropped.insert(left.ref);
    ChangeList list = m_left.changer->drop(left);
    for (ChangeStep &step : list.steps) {
        if (step.phase == ChangePhase::DropTable && left.kind == ObjectKind::Table)
            step.frees = m_left.changer->heldNames(static_cast<const Table &>(left));
    }
    take(std::move(list));
}

void MigrationPlanner::change(const ObjectComparison &object)
{
    std::shared_ptr<SchemaObject> desired = m_translation.change(object, m_notes);
    // Of a side that does not tell, nothing is known.
    if (desired && (ignoresOwner(*object.left) || object.left->owner.isEmpty() || desired->owner.isEmpty()))
        desired->owner = object.left->owner;
    if (desired && desired->kind != object.left->kind) { // a table that became a view
        drop(*object.left);
        m_created.push_back(std::move(desired));
        return;
    }
    m_changes.push_back({object.left.get(), std::move(desired), {}});
}

void MigrationPlanner::remake(Change &change)
{
    const SchemaObject &to = change.to ? *change.to : *change.from;
    if (change.from->kind == ObjectKind::Type) {
        change.list = m_left.changer->remake(*change.from, to);
        return;
    }
    m_dropped.insert(change.from->ref);
    change.list = m_left.changer->remake(*change.from, to);
    // Before its successor comes; and one that stands on a view before that.
    const bool overViews = standsOnRelation(*change.from);
    for (ChangeStep &step : change.list.steps) {
        if (step.kind == ObjectKind::Routine)
            step.phase = overViews ? ChangePhase::DropView : ChangePhase::DropRoutine;
        // A view that comes back as it was goes only for what it stands on.
        if (!change.to && isView(step.kind))
            step.makesWayFor = boundBy(*change.from);
    }
    m_created.push_back(copyOf(to));
}

/// Tables whose rows are parted by a type that is made anew: their partitions must know that they change.
void MigrationPlanner::markPartedTables()
{
    QList<ObjectRef> types;
    for (const SchemaObject *one : std::as_const(m_remade)) {
        if (one->kind == ObjectKind::Type)
            types.append(one->ref);
    }
    if (types.isEmpty())
        return;
    const QSet<QString> names = foldedNames(types, *m_left.dialect);
    for (const Change &change : m_changes) {
        if (change.from->kind != ObjectKind::Table || static_cast<const Table &>(*change.from).partitionKey.isEmpty())
            continue;
        auto marked = std::make_shared<Table>(static_cast<const Table &>(*change.from));
        if (!markTypes(*marked, names))
            continue;
        m_context.before.insert(marked->ref, marked.get());
        m_marked.push_back(std::move(marked));
    }
}

void MigrationPlanner::changeTables()
{
    markPartedTables();
    for (const Change &change : m_changes) {
        if (change.to && change.from->kind == ObjectKind::Table && m_left.changer->viewsBindTables())
            m_changedRows.insert(m_left.dialect->identifier(change.from->ref.schema) + u'.' + m_left.dialect->identifier(change.from->ref.name));
    }
    for (Change &change : m_changes) {
        if (change.from->kind == ObjectKind::Table)
            changeTable(change);
    }
}

/// LEFT's table without what must go before other changes and comes again behind them.
Table MigrationPlanner::released(const Change &change, const QSet<QString> &names) const
{
    Table table = withoutUses(static_cast<const Table &>(*change.from), names, *m_left.dialect);
    if (!m_left.changer->viewsBindTables())
        return table;
    for (Column &column : m_freed.isEmpty() ? std::span<Column>() : std::span(table.columns)) {
        const QString sequence = numberingSequence(column.defaultExpression.value_or(QString())).section(u'.', -1).remove(u'"');
        if (m_freed.contains(sequence))
            column.defaultExpression.reset();
    }
    std::erase_if(table.foreignKeys, [&](const ForeignKey &key) { // whose two ends take the new type one after the other
        return std::ranges::any_of(key.columns, [&](const QString &name) {
            const Column *column = findColumn(table.columns, name);
            return column && mentionsAny(column->nativeType, names, *m_left.dialect);
        });
    });
    if (hasQueries(table)) {
        QList<ObjectRef> others = QList<ObjectRef>(m_changedTables.cbegin(), m_changedTables.cend());
        others.removeAll(change.from->ref);
        table = withoutQueriesOf(std::move(table), foldedNames(others, *m_left.dialect), *m_left.dialect);
    }
    const std::vector<ForeignKey> keys = table.foreignKeys;
    for (const ForeignKey &key : keys) {
        const Table *target = m_tables.value(key.target);
        const auto at = m_changeOf.constFind(target);
        if (target && at != m_changeOf.constEnd() && m_changes[*at].to)
            table = withoutKeysTo(std::move(table), *target, static_cast<const Table &>(*m_changes[*at].to));
    }
    return table;
}

/// Columns (and a typed table) whose type is made anew are to take the new one. True: there are some.
bool MigrationPlanner::markTypes(Table &table, const QSet<QString> &types) const
{
    bool any = false;
    const auto mark = [&](QString &type) {
        if (mentionsAny(type, types, *m_left.dialect)) {
            type = tr("the old %1").arg(type);
            any = true;
        }
    };
    for (Column &column : table.columns)
        mark(column.nativeType);
    for (QString &option : table.options)
        mark(option);
    return any;
}

/// Operators that are made anew, where the table has columns of a type for which that is done: elsewhere the same sign is another operator.
QSet<QString> MigrationPlanner::operatorsOn(const Table &table, const QSet<QString> &types) const
{
    QSet<QString> signs;
    const bool concerned =
        std::ranges::any_of(table.columns, [&](const Column &column) { return mentionsAny(column.nativeType, types, *m_left.dialect); });
    for (const SchemaObject *one : concerned ? m_remade : QSet<const SchemaObject *>()) {
        if (one->kind == ObjectKind::Other && static_cast<const Other &>(*one).variant == u"operator")
            signs.insert(static_cast<const Other &>(*one).identity.section(u' ', 0, 0).section(u'.', -1)); // "public.<<< (pair, pair)"
    }
    return signs;
}

/// Columns whose type is the row of another table, which changes.
bool MigrationPlanner::holdsChangedRows(const Table &table) const
{
    return !m_changedRows.isEmpty() && std::ranges::any_of(table.columns, [&](const Column &column) {
        return column.nativeType.contains(u'.') && m_changedRows.contains(column.nativeType.section(u'[', 0, 0));
    });
}

void MigrationPlanner::changeTable(Change &change)
{
    const auto &from = static_cast<const Table &>(*change.from);
    QList<ObjectRef> called;
    QList<ObjectRef> types;
    for (const SchemaObject *one : std::as_const(m_remade)) {
        if (one->kind == ObjectKind::Routine || one->kind == ObjectKind::Type)
            called.append(one->ref);
        if (one->kind == ObjectKind::Type)
            types.append(one->ref);
    }
    QSet<QString> names = foldedNames(called, *m_left.dialect);
    names.unite(operatorsOn(from, foldedNames(types, *m_left.dialect)));
    Table bare = released(change, names);
    const SchemaChanger &changer = *m_left.changer;
    const bool bound = !called.isEmpty() || bare.foreignKeys.size() != from.foreignKeys.size() || bare.policies.size() != from.policies.size()
                       || bare.options.size() != from.options.size()
                       || !std::ranges::equal(bare.columns, from.columns, {}, &Column::defaultExpression, &Column::defaultExpression);
    m_context.releasing = true;
    change.list = bound ? changer.changeTable(from, bare, {}, m_context) : ChangeList();
    m_context.releasing = false;
    const bool parentChanges = std::ranges::any_of(from.inherits, [&](const ObjectRef &ref) {
        const auto at = m_changeOf.constFind(m_tables.value(ref));
        return at != m_changeOf.constEnd() && m_changes[*at].to;
    });
    if (!change.to && !bound && !parentChanges && !holdsChangedRows(from))
        return;
    // What follows says where it stands.
    std::erase_if(change.list.steps,
                  [](const ChangeStep &step) { return step.phase == ChangePhase::DetachPartition || step.phase == ChangePhase::AttachPartition; });
    for (ChangeStep &step : change.list.steps) {
        // All of it comes again, so nothing is lost.
        step.hazards.removeAll(Hazard::DataLoss);
        if (step.phase > ChangePhase::Release)
            step.phase = ChangePhase::Release;
    }
    const bool retyped = markTypes(bare, foldedNames(types, *m_left.dialect));
    if (change.to || retyped || parentChanges || holdsChangedRows(from) || !change.list.steps.empty()) {
        ChangeList rest = changer.changeTable(bare, change.to ? static_cast<const Table &>(*change.to) : from, {}, m_context);
        std::ranges::move(rest.steps, std::back_inserter(change.list.steps));
        std::ranges::move(rest.notes, std::back_inserter(change.list.notes));
    }
    const Disturbance disturbed = disturbance(change.list, bare, change.to ? static_cast<const Table &>(*change.to) : from, *m_left.dialect);
    m_disturbedColumns.remove(from.ref);
    if (disturbed.whole || !disturbed.columns.isEmpty())
        m_changedTables.insert(from.ref);
    if (!disturbed.whole)
        m_disturbedColumns.insert(from.ref, disturbed.columns);
}

/// A partition that goes makes room for its siblings, but for one whose parent goes too or is made anew: its rows are copied from there.
void MigrationPlanner::keepPartitionsForTheirRows()
{
    std::erase_if(m_steps, [&](const ChangeStep &step) {
        if (step.phase != ChangePhase::DetachPartition || !step.destructive())
            return false;
        const ObjectPtr gone = m_comparison.left.catalog->find(ObjectKind::Table, step.object);
        const Table *table = gone ? tableOf(*gone) : nullptr;
        return !table || mayGiveRows(*table);
    });
}

/// What views stand on as it will be, so that those that are made and those that are replaced come in one order.
void MigrationPlanner::orderWanted()
{
    std::vector<std::shared_ptr<SchemaObject>> wanted = m_created;
    for (const Change &change : m_changes) {
        if (change.to && !m_remade.contains(change.from))
            wanted.push_back(change.to);
    }
    const CatalogPtr catalog = Catalog::make(m_comparison.left.catalog->info(), std::move(wanted));
    m_wanted = dependencyOrder(*catalog);
    for (const ObjectPtr &object : m_wanted)
        m_wantedOrder.insert(object->ref, static_cast<int>(m_wantedOrder.size()));
}

void MigrationPlanner::sort()
{
    const auto dependents = [&](const ChangeStep &step) {
        switch (step.phase) {
        case ChangePhase::DropView:
        case ChangePhase::DropTable:
        case ChangePhase::DropSequence: // and routines that tables call
        case ChangePhase::DropType:
        case ChangePhase::DropRoutine: return -m_order.value(step.object, 0);
        // Behind what is released of tables; names that are to be free then are taken last.
        case ChangePhase::Release:
            if (m_dropped.contains(step.object) && step.sql.startsWith(u"DROP "))
                return static_cast<int>(m_ordered.size()) - m_order.value(step.object, 0);
            return step.frees.isEmpty() ? 0 : static_cast<int>(m_ordered.size()) + 1;
        case ChangePhase::AlterType: return m_order.value(step.object, 0);
        case ChangePhase::EarlyRoutine: return m_callsNew.contains(step.object) ? m_wantedOrder.value(step.object) + 1 : 0;
        case ChangePhase::View: return m_wantedOrder.value(step.object, 0);
        default: return 0;
        }
    };
    std::ranges::stable_sort(
        m_steps, [&](const ChangeStep &a, const ChangeStep &b) { return std::pair(a.phase, dependents(a)) < std::pair(b.phase, dependents(b)); });
}

} // namespace concord
