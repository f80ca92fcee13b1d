// SPDX-License-Identifier: GPL-3.0-or-later
// What a migration makes anew because of what it stands on, and in which order that goes.
#include "connection/dialect.h"
#include "migrate/migrationplanner.h"
#include "migrate/uses.h"
#include "schema/catalogfields.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

static bool isView(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView;
}

/// Routines that go while one of the same name comes: what calls them is to call that.
QList<const SchemaObject *> MigrationPlanner::replacedRoutines() const
{
    const auto bare = [](const ObjectRef &ref) { return std::pair(ref.schema, ref.name.section(u'(', 0, 0)); };
    QSet<std::pair<QString, QString>> coming;
    for (const auto &object : m_created) {
        if (object->kind == ObjectKind::Routine)
            coming.insert(bare(object->ref));
    }
    QList<const SchemaObject *> replaced;
    for (const ObjectPtr &object : m_ordered) {
        if (object->kind == ObjectKind::Routine && m_dropped.contains(object->ref) && coming.contains(bare(object->ref)))
            replaced.append(object.get());
    }
    return replaced;
}

/// Behind what calls them, and before that comes again; but not before a table or routine that goes later and calls them.
void MigrationPlanner::dropReplacedRoutines()
{
    QSet<ObjectRef> late;
    for (const ChangeStep &step : m_steps) {
        if (step.phase > ChangePhase::DropRoutine && m_dropped.contains(step.object))
            late.insert(step.object);
    }
    QSet<ObjectRef> needed;
    for (const ObjectPtr &object : m_ordered | std::views::reverse) {
        const bool called = object->kind == ObjectKind::Routine || object->kind == ObjectKind::Other;
        const bool moves = called && m_remadeRefs.contains(object->ref) && !needed.contains(object->ref);
        if (late.contains(object->ref) && !moves)
            needed.unite(QSet<ObjectRef>(object->dependsOn.begin(), object->dependsOn.end()));
    }
    for (ChangeStep &step : m_steps) {
        const bool behind = (step.kind == ObjectKind::Routine && step.phase == ChangePhase::DropSequence)
                            || (step.kind == ObjectKind::Other && step.phase == ChangePhase::DropTable);
        if (behind && m_remadeRefs.contains(step.object) && !needed.contains(step.object))
            step.phase = ChangePhase::DropRoutine;
    }
}

/// What the server tells of it, or what a policy or trigger says, which it does not tell of the table.
static bool callsRoutine(const Table &table, const ObjectRef &routine, const Dialect &dialect)
{
    const QSet<QString> name = foldedNames({routine}, dialect);
    return std::ranges::contains(table.dependsOn, routine)
           || std::ranges::any_of(
               table.policies,
               [&](const Policy &policy) { return mentionsAny(policy.usingExpression + u' ' + policy.checkExpression, name, dialect); })
           || std::ranges::any_of(table.triggers, [&](const Trigger &trigger) { return mentionsAny(trigger.definition, name, dialect); });
}

/// A table that goes later than a routine is made anew: what of it calls that goes before.
void MigrationPlanner::releaseDroppedTables()
{
    QList<ObjectRef> routines;
    for (const SchemaObject *one : std::as_const(m_remade)) {
        if (one->kind == ObjectKind::Routine && m_changeOf.contains(one))
            routines.append(one->ref);
    }
    for (const ObjectPtr &object : routines.isEmpty() ? std::vector<ObjectPtr>() : m_ordered) {
        const Table *table = m_dropped.contains(object->ref) ? tableOf(*object) : nullptr;
        if (!table)
            continue;
        QList<ObjectRef> called = routines;
        called.removeIf([&](const ObjectRef &ref) { return !callsRoutine(*table, ref, *m_left.dialect); });
        if (called.isEmpty())
            continue;
        ChangeList list =
            m_left.changer->changeTable(*table, withoutUses(*table, foldedNames(called, *m_left.dialect), *m_left.dialect), {}, m_context);
        std::erase_if(list.steps, [](const ChangeStep &step) { // it goes as it stands
            return step.phase == ChangePhase::DetachPartition || step.phase == ChangePhase::AttachPartition;
        });
        for (ChangeStep &step : list.steps) {
            step.phase = std::min(step.phase, ChangePhase::Release);
            step.purpose = tr("the table goes");
            if (!step.destructive())
                step.hazards.prepend(Hazard::DataLoss); // with the table
            step.makesWayFor = called;
        }
        take(std::move(list));
    }
}

/// A type of which there are arrays, or attributes of other types.
bool MigrationPlanner::isPartOfAnother(const SchemaObject &object) const
{
    if (object.kind != ObjectKind::Type)
        return false;
    const QSet<QString> name = foldedNames({object.ref}, *m_left.dialect);
    return std::ranges::any_of(m_ordered, [&](const ObjectPtr &other) {
        if (const Table *table = tableOf(*other))
            return std::ranges::any_of(table->columns, [&](const Column &column) {
                return column.nativeType.endsWith(u']') && mentionsAny(column.nativeType, name, *m_left.dialect);
            });
        return other->kind == ObjectKind::Type && std::ranges::contains(other->dependsOn, object.ref);
    });
}

/// What stands on something that goes has to go as well, until nothing more does.
void MigrationPlanner::bindDependents()
{
    const auto add = [&](const SchemaObject &object) {
        m_remade.insert(&object);
        m_remadeRefs.insert(object.ref);
    };
    for (const Change &change : m_changes) {
        if (!change.to || change.from->kind == ObjectKind::Table)
            continue;
        if (m_left.changer->remakes(*change.from, *change.to)
            || (isPartOfAnother(*change.from) && m_left.changer->remakesWithin(*change.from, *change.to)))
            add(*change.from);
    }
    for (const SchemaObject *routine : replacedRoutines())
        add(*routine);
    // What goes before the table that it stands on: tables that stay call it no longer by then.
    const auto isRelation = [&](const ObjectRef &ref) { return m_comparison.left.catalog->findRelation(ref) != nullptr; };
    for (const ObjectPtr &object : m_ordered) {
        if (object->kind == ObjectKind::Routine && m_dropped.contains(object->ref) && std::ranges::any_of(object->dependsOn, isRelation))
            add(*object);
    }
    for (const auto &object : m_created) {
        if (tableOf(*object) || isView(object->kind))
            m_replaced.append(object->ref);
    }
    erase_if(m_replaced, [&](const ObjectRef &ref) { return !m_dropped.contains(ref); });
    // What changes binds views, and also other tables by their policies and rules.
    const bool binds =
        std::ranges::any_of(m_changes, [](const Change &change) { return tableOf(*change.from) && hasQueries(*tableOf(*change.from)); });
    const auto bound = [&] { return m_remade.size() + (binds ? m_changedTables.size() : 0); };
    for (qsizetype before = -1; before != bound();) {
        before = bound();
        changeTables();
        for (const ObjectPtr &object : m_ordered) {
            const bool stays = m_changeOf.contains(object.get());
            if (!m_remade.contains(object.get()) && (stays ? standsOnRemade(*object) : goesWithItsType(*object)))
                add(*object);
        }
    }
    releaseDroppedTables();
}

/// By the names in the view's text; where a * or NATURAL may hide some, it is taken to use them.
bool MigrationPlanner::usesDisturbed(const View &view, const ObjectRef &table) const
{
    const auto columns = m_disturbedColumns.constFind(table);
    if (columns == m_disturbedColumns.constEnd())
        return true;
    QList<ObjectRef> names;
    for (const QString &column : *columns)
        names.append({{}, column});
    QString text = view.definition;
    for (auto it = view.options.cbegin(); it != view.options.cend(); ++it) {
        if (it.key().startsWith(QStringLiteral("rule ")))
            text += u'\n' + *it;
    }
    text.remove(QStringLiteral("count(*)"), Qt::CaseInsensitive);
    // FROM t x(p, q): the view calls its columns otherwise.
    static const QRegularExpression aliases(QStringLiteral("(?:\\b(?:FROM|JOIN)|,)\\s+\\(*(?:ONLY\\s+)?[\\w\".$]+\\s+(?:AS\\s+)?[\\w\"$]+\\("),
                                            QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return text.contains(u'*') || text.contains(QStringLiteral("NATURAL"), Qt::CaseInsensitive) || text.contains(aliases)
           || mentionsAny(text, foldedNames(names, *m_left.dialect), *m_left.dialect);
}

/// Of a type that is made anew: a routine, an operator or a cast that is dropped is called by the name of the old one.
bool MigrationPlanner::goesWithItsType(const SchemaObject &object) const
{
    QString text; // empty: it names no type
    if (m_dropped.contains(object.ref) && object.kind == ObjectKind::Routine)
        text = static_cast<const Routine &>(object).arguments + u' ' + static_cast<const Routine &>(object).returns;
    else if (m_dropped.contains(object.ref) && object.kind == ObjectKind::Other)
        text = static_cast<const Other &>(object).definition;
    if (text.isEmpty())
        return false;
    QList<ObjectRef> types;
    for (const SchemaObject *one : m_remade) {
        if (one->kind == ObjectKind::Type)
            types.append(one->ref);
    }
    return mentionsAny(text, foldedNames(types, *m_left.dialect), *m_left.dialect);
}

bool MigrationPlanner::standsOnRemade(const SchemaObject &object) const
{
    const auto bound = [&](const ObjectRef &ref) { return m_remadeRefs.contains(ref) || m_changedTables.contains(ref); };
    const auto refersToBound = [&] { return std::ranges::any_of(object.dependsOn, bound); };
    if (isView(object.kind)) {
        const auto &view = static_cast<const View &>(object);
        const auto inTheWay = [&](const ObjectRef &ref) {
            return m_remadeRefs.contains(ref) || (m_changedTables.contains(ref) && usesDisturbed(view, ref));
        };
        const auto called = [&](const Trigger &trigger) { return m_remadeRefs.contains(trigger.function); };
        const bool dropped = std::ranges::any_of(object.dependsOn, [&](const ObjectRef &ref) { return m_dropped.contains(ref); });
        return dropped || std::ranges::any_of(object.dependsOn, inTheWay) || std::ranges::any_of(view.triggers, called);
    }
    const auto remadeType = [&](const QString &sql) {
        QList<ObjectRef> types = m_replaced;
        for (const SchemaObject *one : m_remade) {
            if (one->kind == ObjectKind::Type || isView(one->kind))
                types.append(one->ref);
        }
        return mentionsAny(sql, foldedNames(types, *m_left.dialect), *m_left.dialect);
    };
    if (object.kind == ObjectKind::Routine) {
        const auto &routine = static_cast<const Routine &>(object);
        // A body that is only text is looked at when it runs; one that the server has parsed binds what it names.
        const bool parsed = routine.body.isEmpty() && !routine.definition.isEmpty();
        const auto droppedRelation = [&](const ObjectRef &ref) { return m_dropped.contains(ref) && m_comparison.left.catalog->findRelation(ref); };
        const auto calls = [&](const ObjectRef &ref) { // in the default of a parameter
            return ref.name.endsWith(u')') && m_remadeRefs.contains(ref)
                   && mentionsAny(routine.arguments, foldedNames({ref}, *m_left.dialect), *m_left.dialect);
        };
        return std::ranges::any_of(routine.dependsOn, calls)
               || (parsed && (refersToBound() || std::ranges::any_of(routine.dependsOn, droppedRelation)))
               || remadeType(routine.arguments + u' ' + routine.returns);
    }
    if (object.kind == ObjectKind::Other)
        return refersToBound() || remadeType(static_cast<const Other &>(object).definition);
    if (object.kind != ObjectKind::Type)
        return false;
    const auto &type = static_cast<const TypeObject &>(object);
    const auto remadeOne = [&](const ObjectRef &ref) { return m_remadeRefs.contains(ref); };
    return std::ranges::any_of(type.dependsOn, remadeOne)
           || std::ranges::any_of(type.attributes, [&](const Column &attribute) { return remadeType(attribute.nativeType); });
}

/// A routine that a type's checks call goes behind the type, once no routine takes that any more; one that takes a view's rows before the view.
void MigrationPlanner::orderDroppedRoutines()
{
    QSet<ObjectRef> called;
    QSet<ObjectRef> takers;
    const auto isDroppedView = [&](const ObjectRef &ref) {
        const ObjectPtr relation = m_dropped.contains(ref) ? m_comparison.left.catalog->findRelation(ref) : nullptr;
        return relation && isView(relation->kind);
    };
    for (const ObjectPtr &object : m_ordered) {
        if (object->kind == ObjectKind::Type && m_dropped.contains(object->ref))
            called.unite(QSet<ObjectRef>(object->dependsOn.begin(), object->dependsOn.end()));
        if (object->kind == ObjectKind::Routine && std::ranges::any_of(object->dependsOn, isDroppedView))
            takers.insert(object->ref);
    }
    dropRowTypesAmongTables();
    for (ChangeStep &step : m_steps) {
        if (step.kind != ObjectKind::Routine)
            continue;
        if (step.phase == ChangePhase::DropSequence && called.contains(step.object))
            step.phase = ChangePhase::DropType;
        else if (step.phase == ChangePhase::DropRoutine && takers.contains(step.object))
            step.phase = ChangePhase::DropView;
    }
    dropCallersFirst();
}

/// A type over a table's row type goes before that table, and behind those that have it.
void MigrationPlanner::dropRowTypesAmongTables()
{
    QSet<ObjectRef> early;
    for (const ObjectPtr &object : m_ordered) {
        const auto isRow = [&](const ObjectRef &ref) {
            return early.contains(ref) || (m_dropped.contains(ref) && m_comparison.left.catalog->find(ObjectKind::Table, ref));
        };
        if (object->kind == ObjectKind::Type && m_dropped.contains(object->ref) && std::ranges::any_of(object->dependsOn, isRow))
            early.insert(object->ref);
    }
    const QSet<QString> names = foldedNames(QList<ObjectRef>(early.cbegin(), early.cend()), *m_left.dialect);
    for (ChangeStep &step : m_steps) {
        if (step.kind == ObjectKind::Type && step.phase == ChangePhase::DropType && early.contains(step.object))
            step.phase = ChangePhase::DropTable;
        // What takes such a type goes before it.
        const bool takes = step.kind == ObjectKind::Routine && step.phase == ChangePhase::DropSequence && !names.isEmpty();
        if (takes && mentionsAny(step.object.name, names, *m_left.dialect))
            step.phase = ChangePhase::Release;
    }
}

/// A routine whose parsed body calls another one goes no later than that.
void MigrationPlanner::dropCallersFirst()
{
    QHash<ObjectRef, ChangeStep *> drops;
    for (ChangeStep &step : m_steps) {
        if (step.kind == ObjectKind::Routine && m_dropped.contains(step.object) && step.sql.startsWith(QStringLiteral("DROP ")))
            drops.insert(step.object, &step);
    }
    for (const ObjectPtr &caller : m_ordered) {
        ChangeStep *own = drops.value(caller->ref);
        for (const ObjectRef &ref : own ? caller->dependsOn : std::vector<ObjectRef>()) {
            if (const ChangeStep *called = drops.value(ref))
                own->phase = std::min(own->phase, called->phase);
        }
    }
}

/// A routine that stays under its name while its parsed body changes comes no sooner than what it calls now.
void MigrationPlanner::replaceBehindWhatIsCalled()
{
    QSet<ObjectRef> late;
    for (const ChangeStep &step : m_steps) {
        if (step.kind == ObjectKind::Routine && step.phase == ChangePhase::View)
            late.insert(step.object);
    }
    for (const ObjectPtr &object : m_wanted) {
        if (object->kind == ObjectKind::Routine && std::ranges::any_of(object->dependsOn, [&](const ObjectRef &ref) { return late.contains(ref); }))
            late.insert(object->ref);
    }
    for (ChangeStep &step : m_steps) {
        if (step.kind == ObjectKind::Routine && step.phase == ChangePhase::EarlyRoutine && late.contains(step.object))
            step.phase = ChangePhase::View;
    }
}

/// A routine that stays under its name, where its parsed body calls one that is new, at first hand or through others that stay.
void MigrationPlanner::noteCallersOfNew()
{
    QSet<ObjectRef> fresh;
    for (const auto &object : m_created) {
        if (object->kind == ObjectKind::Routine)
            fresh.insert(object->ref);
    }
    for (const ObjectPtr &object : m_wanted) {
        const bool calls =
            object->kind == ObjectKind::Routine && !fresh.contains(object->ref)
            && std::ranges::any_of(object->dependsOn, [&](const ObjectRef &ref) { return fresh.contains(ref) || m_callsNew.contains(ref); });
        if (calls)
            m_callsNew.insert(object->ref);
    }
}

/// A routine that stands on a table comes behind it, and what of that table calls the routine behind both.
void MigrationPlanner::callBehindWhatIsCalled()
{
    QSet<QString> names;
    for (const ChangeStep &step : m_steps) {
        if (step.kind == ObjectKind::Routine && step.phase == ChangePhase::View)
            names.insert(step.object.name.section(u'(', 0, 0));
    }
    if (names.isEmpty())
        return;
    static const QRegularExpression called(u"([\\w$]+)\"?\\("_s, QRegularExpression::UseUnicodePropertiesOption);
    const auto callsOne = [&](const QString &sql) {
        for (const QRegularExpressionMatch &match : called.globalMatch(sql)) {
            if (names.contains(match.captured(1)))
                return true;
        }
        return false;
    };
    for (ChangeStep &step : m_steps) {
        const bool calls =
            step.phase == ChangePhase::AddConstraint || step.phase == ChangePhase::CreateIndex || step.sql.contains(QStringLiteral(" SET DEFAULT "));
        if (step.kind == ObjectKind::Table && calls && step.phase < ChangePhase::View && callsOne(step.sql))
            step.phase = ChangePhase::ViewIndex;
    }
}

/// At first hand or through routines that it calls.
bool MigrationPlanner::standsOnRelation(const SchemaObject &object) const
{
    QSet<ObjectRef> seen{object.ref};
    std::vector<ObjectRef> open = object.dependsOn;
    while (!open.empty()) {
        const ObjectRef ref = open.back();
        open.pop_back();
        if (seen.contains(ref))
            continue;
        seen.insert(ref);
        if (m_comparison.left.catalog->findRelation(ref))
            return true;
        if (const ObjectPtr routine = m_comparison.left.catalog->find(ObjectKind::Routine, ref))
            open.insert(open.end(), routine->dependsOn.begin(), routine->dependsOn.end());
    }
    return false;
}

/// What a view stands on, tables under other views too, as far as it is changed or made anew.
QList<ObjectRef> MigrationPlanner::boundBy(const SchemaObject &view) const
{
    QList<ObjectRef> bound;
    for (const ObjectRef &ref : view.dependsOn) {
        if (m_changedTables.contains(ref) || m_remadeRefs.contains(ref) || m_dropped.contains(ref))
            bound.append(ref);
    }
    return bound;
}

} // namespace concord
