// SPDX-License-Identifier: GPL-3.0-or-later
// What a table of PostgreSQL stands under: the table that it is a partition of, those that it inherits from, the type that it is of.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

class ParentChange
{
public:
    ParentChange(ChangeList &list, Table &from, Table &to, const ChangeContext &context)
        : m_list(list),
          m_from(from),
          m_to(to),
          m_context(context),
          m_script(m_to, m_options),
          m_name(pgName(to.ref)),
          m_alter((to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' ')
    {}

    [[nodiscard]] bool run()
    {
        standApart();
        changeParents();
        changeTypeOf();
        return m_apart;
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, {}});
    }

    /// The parent stays, but as another table.
    [[nodiscard]] bool isParentRemade() const
    {
        return std::ranges::any_of(m_from.inherits, [&](const ObjectRef &ref) {
            const Table *before = m_context.before.value(ref);
            const Table *after = m_context.after.value(ref);
            return before && after && isPgTableRemade(*before, *after);
        });
    }

    /// A key of its own is a part of its parent's index: neither goes without the other while it is a partition.
    [[nodiscard]] bool isKeyHeld() const
    {
        const Table *before = m_from.partitionBound.isEmpty() || m_from.inherits.empty() ? nullptr : m_context.before.value(m_from.inherits.front());
        const Table *after = before ? m_context.after.value(before->ref) : nullptr;
        const auto hasIndex = [](const Table *table, const Key &key) {
            return table && std::ranges::any_of(table->indexes, [&](const Index &index) {
                       return index.unique && std::ranges::equal(index.parts, key.columns, {}, &IndexPart::column);
                   });
        };
        const auto isHeld = [&](const Key &key, bool primary) {
            const auto same = [&](const Key &other) { return other.name == key.name && other.columns == key.columns; };
            const bool stays = (m_to.primaryKey && same(*m_to.primaryKey)) || std::ranges::any_of(m_to.uniques, same);
            // What it has from the parent's key goes with that.
            return hasIndex(before, key) && !(stays && hasIndex(after, key)) && !isPgParentsKey(m_context.before, m_from, key.columns, primary);
        };
        return (m_from.primaryKey && isHeld(*m_from.primaryKey, true))
               || std::ranges::any_of(m_from.uniques, [&](const Key &key) { return isHeld(key, false); });
    }

    /// A partition that comes, goes or changes its bound is a table of its own while it is changed.
    void standApart()
    {
        const bool partition = !m_from.partitionBound.isEmpty() || !m_to.partitionBound.isEmpty();
        m_apart = partition && (m_from.inherits != m_to.inherits || m_from.partitionBound != m_to.partitionBound || isParentRemade() || isKeyHeld());
        if (!m_apart)
            return;
        if (!m_from.partitionBound.isEmpty() && m_to.partitionBound.isEmpty())
            keepParentsKeys();
        for (Table *table : {&m_from, &m_to}) {
            const bool alone = table->inherits.empty(); // all of it is its own, though the comparison took that for no difference
            if (table->partitionBound.isEmpty() && !alone)
                continue;
            for (Column &column : table->columns) {
                column.inherited = false;
                if (!alone && (column.identity == Identity::Always || column.identity == Identity::ByDefault)) { // it goes and comes with the parent
                    column.identity = Identity::No;
                    column.sequence.reset();
                }
            }
            if (table == &m_to && !alone)
                std::erase_if(table->checks, [&](const Check &check) { return check.inherited && !isThereToAttach(check); });
            for (Check &check : table->checks)
                check.inherited = false;
        }
    }

    /// The parent's key is there until the partition is detached: it does not go before, with all that the partitions have of it.
    [[nodiscard]] bool staysUntilDetached(const Table &above, const ForeignKey &key) const
    {
        const Table *after = m_context.after.value(above.ref);
        return !after || (!isPgTableRemade(above, *after) && std::ranges::any_of(after->foreignKeys, [&](const ForeignKey &other) {
            return other.name == key.name && pgForeignKeyDefinition(m_script, other) == pgForeignKeyDefinition(m_script, key);
        }));
    }

    /// A foreign key that came from above is the table's own once it is detached.
    void keepParentsKeys()
    {
        for (const Table *above = &m_from; above && !above->inherits.empty();) {
            above = m_context.before.value(above->inherits.front()); // one that goes drops its keys before
            for (const ForeignKey &key : above ? above->foreignKeys : std::vector<ForeignKey>()) {
                if (!staysUntilDetached(*above, key))
                    continue;
                const auto wanted = std::ranges::find(m_to.foreignKeys, key.name, &ForeignKey::name);
                if (wanted != m_to.foreignKeys.end() && wanted->columns == key.columns && wanted->target == key.target)
                    m_from.foreignKeys.push_back(*wanted);
                else
                    add(ChangePhase::AlterTable, m_alter + u"DROP CONSTRAINT "_s + pgName(key.name), tr("drop constraint %1").arg(key.name));
            }
        }
    }

    /// The parent has the check before the partition is attached; any other one comes down from it later.
    [[nodiscard]] bool isThereToAttach(const Check &check) const
    {
        const Table *before = m_to.inherits.empty() ? nullptr : m_context.before.value(m_to.inherits.front());
        const Table *after = before ? m_context.after.value(before->ref) : nullptr;
        return !before || !after || isPgTableRemade(*before, *after)
               || std::ranges::any_of(before->checks, [&](const Check &old) { return old.name == check.name && old.expression == check.expression; });
    }

    void changeParents()
    {
        if (m_apart && !m_from.partitionBound.isEmpty()) {
            for (const ObjectRef &parent : m_from.inherits) {
                add(ChangePhase::DetachPartition, u"ALTER TABLE "_s + pgName(parent) + u" DETACH PARTITION "_s + m_name,
                    tr("detach from %1").arg(parent.name), {Hazard::Lock});
                leaveSequences(parent);
            }
        }
        if (m_apart && !m_to.partitionBound.isEmpty())
            for (const ObjectRef &parent : m_to.inherits)
                add(ChangePhase::AttachPartition, u"ALTER TABLE "_s + pgName(parent) + u" ATTACH PARTITION "_s + m_name + u' ' + m_to.partitionBound,
                    tr("attach to %1").arg(parent.name), {Hazard::Lock, Hazard::MayFail});
        if (m_from.partitionBound.isEmpty())
            for (const ObjectRef &parent : m_from.inherits)
                if (std::ranges::find(m_to.inherits, parent) == m_to.inherits.end())
                    disinherit(parent);
        if (m_to.partitionBound.isEmpty())
            for (const ObjectRef &parent : m_to.inherits)
                if (std::ranges::find(m_from.inherits, parent) == m_from.inherits.end())
                    inherit(parent);
    }

    /// A parent that goes takes the sequences of its serial columns along, by which the table's own columns count.
    void leaveSequences(const ObjectRef &parent)
    {
        const Table *above = m_context.gone.value(parent);
        if (!above)
            return;
        for (Column &column : m_from.columns) {
            const Column *from = findColumn(above->columns, column.name);
            if (!from || from->identity != Identity::Serial || column.defaultExpression != handedDown(*above, *from).defaultExpression)
                continue;
            add(ChangePhase::DetachPartition, m_alter + u"ALTER COLUMN "_s + pgName(column.name) + u" DROP DEFAULT"_s,
                tr("drop the default of column %1").arg(column.name));
            column.defaultExpression.reset();
        }
    }

    /// Before the parent changes, whose changes then no longer come down, and before what came from it goes.
    void disinherit(const ObjectRef &parent)
    {
        add(ChangePhase::DetachPartition, m_alter + u"NO INHERIT "_s + pgName(parent), tr("no longer inherit from %1").arg(parent.name));
        leaveSequences(parent);
        for (Column &column : m_from.columns)
            column.inherited = isOfRemainingParent([&](const Table &table) { return findColumn(table.columns, column.name) != nullptr; });
        for (Check &check : m_from.checks)
            check.inherited = isOfRemainingParent([&](const Table &table) {
                return std::ranges::any_of(table.checks, [&](const Check &above) { return above.name == check.name && !above.noInherit; });
            });
    }

    /// Something comes from a parent too that the table keeps.
    [[nodiscard]] bool isOfRemainingParent(const std::function<bool(const Table &)> &has) const
    {
        return std::ranges::any_of(m_from.inherits, [&](const ObjectRef &ref) {
            const Table *parent = m_context.before.value(ref);
            return parent && std::ranges::find(m_to.inherits, ref) != m_to.inherits.end() && has(*parent);
        });
    }

    /// A child's check is its parent's by its name.
    static Check named(Check check)
    {
        check.nameGenerated = false;
        return check;
    }

    /// What a child has made for itself stays with it when its parent drops the like.
    [[nodiscard]] bool losesNothing(const ObjectRef &parent) const
    {
        const Table *before = m_context.before.value(parent);
        const Table *after = m_context.after.value(parent);
        return before && after && std::ranges::all_of(before->columns, [&](const Column &column) { return findColumn(after->columns, column.name); })
               && std::ranges::all_of(before->checks,
                                      [&](const Check &check) { return std::ranges::contains(after->checks, check.name, &Check::name); });
    }

    /// Before the parent changes where that can be, so that it hands its changes down.
    void inherit(const ObjectRef &parent)
    {
        const Table *above = m_context.before.value(parent);
        const bool fits = above && losesNothing(parent) && std::ranges::all_of(above->columns, [&](const Column &column) {
                              const Column *own = findColumn(m_from.columns, column.name);
                              return !own || (own->nativeType == column.nativeType && (column.nullable || !own->nullable));
                          });
        const ChangePhase last = fits ? ChangePhase::Inherit : ChangePhase::AddConstraint;
        m_helped = false;
        m_helpers.clear();
        if (fits)
            takeFrom(*above);
        else
            takeInherited();
        add(last, m_alter + u"INHERIT "_s + pgName(parent), tr("inherit from %1").arg(parent.name));
        if (m_helped)
            endHelp(last);
        for (Column &column : m_from.columns)
            column.inherited = column.inherited || (fits && findColumn(above->columns, column.name));
    }

    // What a table declares itself stays its own. What it is to have from its parent alone comes down from a table that stands above it just
    // for that, before the parent does.

    [[nodiscard]] QString helper() const { return pgName(ObjectRef{m_to.ref.schema, u"concord_parent_of_"_s + m_to.ref.name}); }

    void beginHelp(ChangePhase phase)
    {
        add(phase, u"CREATE TABLE "_s + helper() + u" ()"_s,
            tr("what comes from a parent comes from a passing one first, so that it is not the table's own"));
        add(phase, m_alter + u"INHERIT "_s + helper(), tr("inherit from the passing parent"));
    }

    void endHelp(ChangePhase phase)
    {
        add(phase, m_alter + u"NO INHERIT "_s + helper(), tr("the passing parent goes"));
        add(phase, u"DROP TABLE "_s + helper(), tr("the passing parent goes"));
    }

    /// As a child has it: the parent's sequence is not its own, nor is it an identity.
    static Column handedDown(const Table &above, Column column)
    {
        if (column.identity == Identity::Serial)
            column.defaultExpression = u"nextval("_s + pgLiteral(pgName(pgSequenceOf(above, column))) + u"::regclass)"_s;
        column.identity = Identity::No;
        column.sequence.reset();
        return column;
    }

    [[nodiscard]] QString alterHelper(ChangePhase begin)
    {
        if (!std::exchange(m_helped, true))
            beginHelp(begin);
        return u"ALTER TABLE "_s + helper() + u' ';
    }

    void addColumnAbove(ChangePhase phase, Column column, const QString &alter)
    {
        column.inherited = false;
        column.comment.clear();
        add(phase, alter + u"ADD COLUMN "_s + pgColumnDefinition(m_script, m_to, column), tr("add column %1").arg(column.name));
        m_helpers.append(column.name);
        column.inherited = true;
        m_from.columns.push_back(column);
    }

    /// Over columns of which the table may have some itself: those become one with the passing parent's.
    void addCheckAbove(ChangePhase phase, const Check &check, const QString &alter)
    {
        for (const QString &name : check.columns) {
            const Column *column =
                m_helpers.contains(name) ? nullptr : findColumn(phase == ChangePhase::Inherit ? m_from.columns : m_to.columns, name);
            if (!column)
                continue;
            Column bare;
            bare.name = name;
            bare.nativeType = column->nativeType;
            bare.collation = column->collation;
            add(phase, alter + u"ADD COLUMN "_s + pgColumnDefinition(m_script, m_to, bare), tr("for constraint %1").arg(check.name));
            m_helpers.append(name);
        }
        add(phase, alter + u"ADD "_s + pgCheckDefinition(m_script, named(check)), tr("add constraint %1").arg(check.name), {Hazard::MayFail});
        m_from.checks.push_back(check);
        m_from.checks.back().inherited = true;
    }

    /// What the parent has now and the table lacks.
    void takeFrom(const Table &above)
    {
        const QStringList handed = pgHandedDownColumns(m_to);
        for (const Column &column : above.columns) {
            if (findColumn(m_from.columns, column.name))
                continue;
            const Column *wanted = findColumn(m_to.columns, column.name);
            const bool own = wanted && !wanted->inherited && !handed.contains(column.name);
            addColumnAbove(ChangePhase::Inherit, handedDown(above, column), own ? m_alter : alterHelper(ChangePhase::Inherit));
            if (own)
                m_helpers.removeLast();
        }
        for (const Check &check : above.checks) {
            if (check.noInherit || std::ranges::contains(m_from.checks, check.name, &Check::name))
                continue;
            const auto wanted = std::ranges::find(m_to.checks, check.name, &Check::name);
            if (wanted == m_to.checks.end() || wanted->inherited) {
                addCheckAbove(ChangePhase::Inherit, check, alterHelper(ChangePhase::Inherit));
                continue;
            }
            add(ChangePhase::Inherit, m_alter + u"ADD "_s + pgCheckDefinition(m_script, named(check)), tr("add constraint %1").arg(check.name),
                {Hazard::MayFail});
            m_from.checks.push_back(check);
        }
    }

    /// The same of a parent that is not there yet, or does not fit before it changes: what the table will have from above.
    void takeInherited()
    {
        const QStringList handed = pgHandedDownColumns(m_to);
        for (const Column &column : m_to.columns) {
            if ((column.inherited || handed.contains(column.name)) && !findColumn(m_from.columns, column.name))
                addColumnAbove(ChangePhase::AlterTable, column, alterHelper(ChangePhase::AlterTable));
        }
        for (const Check &check : m_to.checks) {
            if (check.inherited && !std::ranges::contains(m_from.checks, check.name, &Check::name))
                addCheckAbove(ChangePhase::AddConstraint, check, alterHelper(ChangePhase::AlterTable));
        }
    }

    /// A typed table's columns are its type's: it stands alone while either changes.
    void changeTypeOf()
    {
        const QString before = m_from.options.take(u"of_type"_s);
        const QString after = m_to.options.take(u"of_type"_s);
        const auto columns = [](const Table &table) {
            QString text;
            for (const Column &column : table.columns)
                text += column.name + u' ' + column.nativeType + u',';
            return text;
        };
        if (before == after && columns(m_from) == columns(m_to))
            return;
        if (!before.isEmpty())
            add(ChangePhase::DetachPartition, m_alter + u"NOT OF"_s, tr("no longer a table of type %1").arg(before));
        if (!after.isEmpty())
            add(ChangePhase::AttachPartition, m_alter + u"OF "_s + after, tr("a table of type %1").arg(after));
    }

    ChangeList &m_list;
    Table &m_from;
    Table &m_to;
    const ChangeContext &m_context;
    bool m_apart = false; ///< no partition while it is changed
    bool m_helped = false; ///< there is a passing parent
    QStringList m_helpers; ///< its columns
    WriteOptions m_options;
    PgScript m_script;
    QString m_name;
    QString m_alter;
};

} // namespace

bool changePgParents(ChangeList &list, Table &from, Table &to, const ChangeContext &context)
{
    return ParentChange(list, from, to, context).run();
}

static const Key *keyOver(const Table &table, const QStringList &columns, bool primary)
{
    if (primary)
        return table.primaryKey && table.primaryKey->columns == columns ? &*table.primaryKey : nullptr;
    const auto found = std::ranges::find(table.uniques, columns, &Key::columns);
    return found == table.uniques.end() ? nullptr : &*found;
}

bool isPgParentsKey(const QHash<ObjectRef, const Table *> &tables, const Table &table, const QStringList &columns, bool primary)
{
    const Table *parent = table.partitionBound.isEmpty() || table.inherits.empty() ? nullptr : tables.value(table.inherits.front());
    return parent && keyOver(*parent, columns, primary);
}

const Key *pgStandingParentsKey(const ChangeContext &context, const Table &table, const QStringList &columns, bool primary)
{
    const Table *before = table.partitionBound.isEmpty() || table.inherits.empty() ? nullptr : context.before.value(table.inherits.front());
    const Table *after = before ? context.after.value(before->ref) : nullptr;
    const Key *old = before ? keyOver(*before, columns, primary) : nullptr;
    const Key *stays = after && !isPgTableRemade(*before, *after) ? keyOver(*after, columns, primary) : nullptr;
    return old && stays && old->name == stays->name && pgKeyDefinition(*old, {}) == pgKeyDefinition(*stays, {}) ? stays : nullptr;
}

const Index *pgIndexAbove(const QHash<ObjectRef, const Table *> &tables, const Table &table, const Index &own)
{
    const Table *parent = table.inherits.empty() ? nullptr : tables.value(table.inherits.front());
    if (!parent)
        return nullptr;
    const WriteOptions options;
    const PgScript script(table, options);
    const auto text = [&](Index index) {
        index.name = own.name;
        index.valid = true; // or not, while a partition lacks it
        return pgIndex(script, table.ref, index);
    };
    const auto found = std::ranges::find(parent->indexes, text(own), text);
    return found == parent->indexes.end() ? nullptr : &*found;
}

} // namespace concord
