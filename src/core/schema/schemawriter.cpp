// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schemawriter.h"

#include "connection/dialect.h"

#include <QSet>

#include <algorithm>

namespace concord {

namespace {

/// Objects so that each comes after those it depends on; in a cycle, in their own order.
class DependencyOrder
{
public:
    explicit DependencyOrder(const Catalog &catalog)
    {
        for (const ObjectPtr &object : catalog.objects())
            m_objects[object->ref].push_back(object);
        for (const ObjectPtr &object : catalog.objects())
            visit(object);
    }
    [[nodiscard]] const std::vector<ObjectPtr> &ordered() const { return m_ordered; }

private:
    /// Iterative: views may stand on views a thousand deep.
    void visit(const ObjectPtr &start)
    {
        struct Step
        {
            ObjectPtr object;
            size_t next = 0;
        };
        std::vector<Step> path;
        const auto enter = [&](const ObjectPtr &object) {
            if (!m_seen.contains(object.get())) {
                m_seen.insert(object.get());
                path.push_back({object});
            }
        };
        enter(start);
        while (!path.empty()) {
            Step &step = path.back();
            if (step.next == step.object->dependsOn.size()) {
                m_ordered.push_back(step.object);
                path.pop_back();
                continue;
            }
            const auto found = m_objects.constFind(step.object->dependsOn[step.next++]);
            if (found == m_objects.constEnd())
                continue;
            for (const ObjectPtr &object : *found)
                enter(object);
        }
    }

    QHash<ObjectRef, std::vector<ObjectPtr>> m_objects;
    QSet<const SchemaObject *> m_seen;
    std::vector<ObjectPtr> m_ordered;
};

/// All that is needed, at first or second hand, by what `open` names.
QSet<ObjectRef> allNeeded(std::vector<ObjectRef> open, const QHash<ObjectRef, const SchemaObject *> &objects)
{
    QSet<ObjectRef> all;
    while (!open.empty()) {
        const SchemaObject *object = objects.value(open.back());
        open.pop_back();
        if (!object)
            continue;
        for (const ObjectRef &next : object->dependsOn) {
            if (!all.contains(next)) {
                all.insert(next);
                open.push_back(next);
            }
        }
    }
    return all;
}

bool isRoutineOrOther(const DdlStatement &statement)
{
    return statement.kind == ObjectKind::Routine || statement.kind == ObjectKind::Other;
}

/// A routine whose parsed body calls one that comes with the views comes with them, too.
void callAmongViews(std::vector<DdlStatement> &script, const std::vector<ObjectPtr> &objects)
{
    QSet<ObjectRef> late;
    for (const DdlStatement &statement : script) {
        if (statement.phase == DdlPhase::View && isRoutineOrOther(statement))
            late.insert(statement.object);
    }
    for (const ObjectPtr &object : late.isEmpty() ? std::vector<ObjectPtr>() : objects) {
        const bool calls = object->kind == ObjectKind::Routine || object->kind == ObjectKind::Other;
        if (calls && std::ranges::any_of(object->dependsOn, [&](const ObjectRef &ref) { return late.contains(ref); }))
            late.insert(object->ref);
    }
    for (DdlStatement &statement : script) {
        if (statement.phase == DdlPhase::EarlyRoutine && isRoutineOrOther(statement) && late.contains(statement.object))
            statement.phase = DdlPhase::View;
    }
}

/// A routine or operator that comes with the views, as it takes a table's row, may be called by another table's check: then it comes among the
/// tables, which stand in the order of what they need already. Not in a circle, where something of the table comes later.
void callAmongTables(std::vector<DdlStatement> &script, const std::vector<ObjectPtr> &objects)
{
    const auto isLate = [](const DdlStatement &statement) { return statement.phase == DdlPhase::View && isRoutineOrOther(statement); };
    if (std::ranges::none_of(script, isLate))
        return;
    QHash<ObjectRef, const SchemaObject *> byRef;
    std::vector<ObjectRef> tables;
    for (const ObjectPtr &object : objects) {
        byRef.insert(object->ref, object.get());
        if (object->kind == ObjectKind::Table)
            tables.push_back(object->ref);
    }
    const QSet<ObjectRef> needed = allNeeded(std::move(tables), byRef);
    QHash<ObjectRef, bool> circular;
    for (DdlStatement &statement : script) {
        if (!isLate(statement) || !needed.contains(statement.object))
            continue;
        auto known = circular.find(statement.object);
        if (known == circular.end())
            known = circular.insert(statement.object, allNeeded({statement.object}, byRef).contains(statement.object));
        if (!*known)
            statement.phase = DdlPhase::Table;
    }
}

/// A type over a table's row type comes among the tables.
void placeRowTypes(std::vector<DdlStatement> &script, const std::vector<ObjectPtr> &objects)
{
    QSet<ObjectRef> rows;
    QSet<ObjectRef> late;
    for (const ObjectPtr &object : objects) {
        if (object->kind == ObjectKind::Table)
            rows.insert(object->ref);
        else if (object->kind == ObjectKind::Type
                 && std::ranges::any_of(object->dependsOn, [&](const ObjectRef &ref) { return rows.contains(ref) || late.contains(ref); }))
            late.insert(object->ref);
    }
    for (DdlStatement &statement : script) {
        if (statement.kind == ObjectKind::Type && statement.phase < DdlPhase::Table && late.contains(statement.object))
            statement.phase = DdlPhase::Table;
    }
}

} // namespace

std::vector<ObjectPtr> dependencyOrder(const Catalog &catalog)
{
    return DependencyOrder(catalog).ordered();
}

std::vector<DdlStatement> createScript(const Catalog &catalog, const SchemaWriter &writer, const WriteOptions &options)
{
    std::vector<DdlStatement> script;
    const std::vector<ObjectPtr> objects = dependencyOrder(catalog);
    for (const ObjectPtr &object : objects) {
        if (!object->extension.isEmpty() && object->kind != ObjectKind::Extension)
            continue;
        std::ranges::move(writer.create(*object, options), std::back_inserter(script));
    }
    placeRowTypes(script, objects);
    callAmongViews(script, objects);
    callAmongTables(script, objects);
    std::ranges::stable_sort(script, {}, &DdlStatement::phase);
    return script;
}

QString scriptText(const std::vector<DdlStatement> &statements, const Dialect *dialect)
{
    QString text;
    for (const DdlStatement &statement : statements) {
        for (const QString &line : statement.note.split(u'\n', Qt::SkipEmptyParts))
            text += QStringLiteral("-- ") + line + u'\n';
        if (!statement.sql.isEmpty())
            text += (dialect ? dialect->inScript(statement.sql) : statement.sql + u';') + u'\n';
        text += u'\n';
    }
    return text;
}

} // namespace concord
