// SPDX-License-Identifier: GPL-3.0-or-later
// What a migration makes anew: its objects, their owners and their statements.
#include "migrate/migrationplanner.h"

#include "compare/numberingrules.h"
#include "schema/catalogfields.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

/// Of a statement that makes a new object, or something on it.
static QString purposeOf(const DdlStatement &statement)
{
    const QString name = statement.object.name;
    if (statement.kind == ObjectKind::Other && statement.phase != DdlPhase::Comment && statement.phase != DdlPhase::Privilege)
        return tr("create %1").arg(name); // which says what it is
    switch (statement.phase) {
    case DdlPhase::Index:
    case DdlPhase::ViewIndex: return tr("create an index on %1").arg(name);
    case DdlPhase::ForeignKey: return tr("add a foreign key to %1").arg(name);
    case DdlPhase::Trigger: return tr("create a trigger on %1").arg(name);
    case DdlPhase::Policy: return tr("create a policy on %1").arg(name);
    case DdlPhase::Comment: return tr("comment on %1").arg(name);
    case DdlPhase::Privilege: return tr("grant rights on %1").arg(name);
    default: return tr("create %1 %2").arg(objectKindName(statement.kind), name);
    }
}

/// Servers that are likely to have the same extensions; those that do not come with the server may still differ.
static bool isOneVersion(const CatalogInfo &left, const CatalogInfo &right)
{
    return left.engine == right.engine && !left.serverVersion.isEmpty() && left.serverVersion == right.serverVersion;
}

void MigrationPlanner::create(const SchemaObject &right)
{
    auto object = m_translation.create(right, m_notes);
    if (!object)
        return;
    if (ignoresOwner(right))
        object->owner.clear();
    m_created.push_back(std::move(object));
}

/// For columns that numbered new rows by themselves in another engine, and do so by a sequence here.
void MigrationPlanner::createSequences()
{
    QSet<QString> known = numberingSequences(*m_comparison.left.catalog);
    for (const ObjectPtr &object : m_comparison.left.catalog->objects()) {
        if (object->kind == ObjectKind::Sequence)
            known.insert(object->ref.name.toLower());
    }
    std::vector<const Table *> tables;
    for (const auto &object : m_created) {
        if (object->kind == ObjectKind::Sequence)
            known.insert(object->ref.name.toLower());
        else if (object->kind == ObjectKind::Table)
            tables.push_back(static_cast<const Table *>(object.get()));
    }
    for (const Change &change : m_changes) {
        if (change.to && change.to->kind == ObjectKind::Table)
            tables.push_back(static_cast<const Table *>(change.to.get()));
    }
    for (const Table *table : tables) {
        for (const Column &column : table->columns) {
            const QString text = numberingSequence(column.defaultExpression.value_or(QString()));
            const QString name = text.section(u'.', -1).remove(u'"');
            if (name.isEmpty() || known.contains(name.toLower()))
                continue;
            known.insert(name.toLower());
            auto sequence = std::make_shared<Sequence>();
            sequence->ref = {table->ref.schema, name};
            m_created.push_back(std::move(sequence));
        }
    }
}

/// Where a key comes with its table alone, one to a table that is made later cannot be had: two tables that point at each other.
void MigrationPlanner::keepKeysInOrder()
{
    QHash<const SchemaObject *, Table *> tables;
    QSet<ObjectRef> later;
    for (const auto &object : m_created) {
        if (object->kind != ObjectKind::Table)
            continue;
        tables.insert(object.get(), static_cast<Table *>(object.get()));
        later.insert(object->ref);
    }
    const CatalogPtr catalog = Catalog::make(m_comparison.left.catalog->info(), m_created);
    for (const ObjectPtr &object : dependencyOrder(*catalog)) {
        Table *table = tables.value(object.get());
        if (!table)
            continue;
        later.remove(table->ref);
        std::erase_if(table->foreignKeys, [&](const ForeignKey &key) {
            const bool lost = later.contains(key.target);
            if (lost)
                m_notes.push_back({table->ref, tr("The foreign key of “%1” to “%2” is left out: the tables point at each other, and here a key comes "
                                                  "with its table alone.")
                                                   .arg(table->ref.name, key.target.name)});
            return lost;
        });
    }
}

bool MigrationPlanner::ignoresOwner(const SchemaObject &object) const
{
    return ignoringRule(m_comparison.ignore, {objectKindName(object.kind), object.ref.schema, object.ref.name, {}, {}, QStringLiteral("owner")}) >= 0;
}

void MigrationPlanner::give(const SchemaObject &object)
{
    if (object.owner.isEmpty())
        return;
    if (std::optional<ChangeStep> step = m_left.changer->giveTo(object, object.owner))
        m_steps.push_back(std::move(*step));
}

/// Of what stays: its new owner, or, where it is made anew under its name, the one that it had.
void MigrationPlanner::giveChanged(const Change &change)
{
    const SchemaObject &now = change.to ? *change.to : *change.from;
    const bool remade = m_remade.contains(change.from);
    const auto drops = [](const ChangeStep &step) { return step.phase == ChangePhase::DropTable; };
    const bool anew = now.kind == ObjectKind::Type ? remade : now.kind == ObjectKind::Table ? std::ranges::any_of(change.list.steps, drops) : false;
    if (anew ? now.owner != m_comparison.left.catalog->info().role : !remade && now.owner != change.from->owner)
        give(now);
}

/// The statement that makes a new table a partition of one that is there already, or of one that waits for that itself.
bool MigrationPlanner::hangsUnderOld(const Catalog &created, const ChangeStep &step) const
{
    const ObjectPtr object = step.phase == ChangePhase::CreateTable ? created.find(ObjectKind::Table, step.object) : nullptr;
    const Table *table = object ? tableOf(*object) : nullptr;
    if (!table || table->partitionBound.isEmpty() || table->inherits.empty() || !step.sql.endsWith(table->partitionBound))
        return false;
    for (ObjectRef above = table->inherits.front();;) {
        if (m_tables.contains(above))
            return true;
        const ObjectPtr parent = created.find(ObjectKind::Table, above);
        const Table *made = parent ? tableOf(*parent) : nullptr;
        if (!made || made->partitionBound.isEmpty() || made->inherits.empty())
            return false;
        above = made->inherits.front();
    }
}

/// A new table takes from a parent's columns what they are when it comes: the parent changes first. Not where the new one is itself to become
/// the parent of a table that is there.
QSet<ObjectRef> MigrationPlanner::childrenOfChanged(const Catalog &created) const
{
    QSet<ObjectRef> asked;
    for (const Change &change : m_changes) {
        if (const Table *to = change.to ? tableOf(*change.to) : nullptr)
            asked.unite(QSet<ObjectRef>(to->inherits.begin(), to->inherits.end()));
    }
    QSet<ObjectRef> children;
    for (const ObjectPtr &object : dependencyOrder(created)) {
        const Table *table = tableOf(*object);
        if (!table || !table->partitionBound.isEmpty() || asked.contains(table->ref))
            continue;
        const bool behind = std::ranges::any_of(table->inherits, [&](const ObjectRef &parent) {
            const auto change = m_changeOf.constFind(m_tables.value(parent));
            return children.contains(parent) || (change != m_changeOf.constEnd() && m_changes[*change].to);
        });
        if (behind)
            children.insert(table->ref);
    }
    return children;
}

/// What the server gives everything new, by rights that hold until the script changes them.
void MigrationPlanner::takeBackDefaultRights()
{
    // Between engines no rights are taken over, and what is not to be looked at is not known to lack.
    const auto takesRights = [](const IgnoreRule &rule) { return rule.kind == u"privilege"; };
    if (m_comparison.left.catalog->info().engine != m_comparison.right.catalog->info().engine
        || std::ranges::any_of(m_comparison.ignore, takesRights))
        return;
    const std::vector<ChangeStep> before = std::exchange(m_steps, {});
    std::vector<const SchemaObject *> holding;
    for (const ObjectPtr &object : m_ordered) {
        if ((object->kind == ObjectKind::Schema || object->kind == ObjectKind::Other) && !m_dropped.contains(object->ref))
            holding.push_back(object.get());
    }
    const auto takeFrom = [&](const SchemaObject &object) {
        take(m_left.changer->withoutDefaultRights(object, holding, m_comparison.left.catalog->info().role));
    };
    for (const std::shared_ptr<SchemaObject> &object : m_created)
        takeFrom(*object);
    QSet<ObjectRef> beside; // the old one goes while the new one is there
    for (const ChangeStep &step : before) {
        if (step.kind == ObjectKind::Table && step.phase == ChangePhase::DropTable && !m_dropped.contains(step.object))
            beside.insert(step.object);
    }
    for (const Change &change : m_changes) {
        const SchemaObject &now = change.to ? *change.to : *change.from;
        const bool type = now.kind == ObjectKind::Type && m_remade.contains(change.from);
        if (type || beside.contains(now.ref))
            takeFrom(now);
    }
    m_steps.insert(m_steps.end(), before.begin(), before.end()); // grants come behind
}

/// RIGHT may have keys that lead nowhere, or into another database. The new table has no rows that would have to be looked at.
bool MigrationPlanner::mayLackTargets(const Catalog &created, const ObjectRef &ref) const
{
    const ObjectPtr object = created.find(ObjectKind::Table, ref);
    const Table *table = object ? tableOf(*object) : nullptr;
    return table && std::ranges::any_of(table->foreignKeys, [&](const ForeignKey &key) {
               const bool stays = m_comparison.left.catalog->find(ObjectKind::Table, key.target) && !m_dropped.contains(key.target);
               return !stays && !created.find(ObjectKind::Table, key.target);
           });
}

void MigrationPlanner::addCreated()
{
    takeBackDefaultRights();
    // What a role makes is its own.
    for (const std::shared_ptr<SchemaObject> &object : m_created) {
        if (object->owner != m_comparison.left.catalog->info().role)
            give(*object);
    }
    const CatalogPtr catalog = Catalog::make(m_comparison.left.catalog->info(), std::move(m_created));
    WriteOptions options;
    options.privileges = true;
    options.versions = isOneVersion(m_comparison.left.catalog->info(), m_comparison.right.catalog->info());
    const QSet<ObjectRef> children = childrenOfChanged(*catalog);
    for (DdlStatement &statement : createScript(*catalog, *m_left.writer, options)) {
        if (!statement.note.isEmpty())
            m_notes.push_back({statement.object, statement.note});
        if (statement.sql.isEmpty())
            continue;
        ChangeStep step;
        step.phase = changePhaseOf(statement.phase);
        step.kind = statement.kind;
        step.object = statement.object;
        step.purpose = purposeOf(statement);
        step.sql = std::move(statement.sql);
        if (step.kind == ObjectKind::Extension && step.phase == ChangePhase::CreateExtension && options.versions)
            step.hazards.append(Hazard::MayFail);
        const bool isChild = step.phase == ChangePhase::CreateTable && step.kind == ObjectKind::Table && children.contains(step.object);
        if (isChild || hangsUnderOld(*catalog, step))
            step.phase = ChangePhase::AttachPartition; // behind the parent's own changes
        if (step.phase == ChangePhase::ForeignKey && mayLackTargets(*catalog, step.object)) {
            for (const QString &sql : m_left.changer->withoutTargets(step.sql)) {
                step.sql = sql;
                m_steps.push_back(step);
            }
            continue;
        }
        m_steps.push_back(std::move(step));
    }
}

} // namespace concord
