// SPDX-License-Identifier: GPL-3.0-or-later
// What turns one table of PostgreSQL into another.
#include "migrate/renamecolumns.h"
#include "migrate/uses.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqldatachecks.h"
#include "postgresql/postgresqldialect.h"
#include "postgresql/postgresqlgoingcolumns.h"
#include "postgresql/postgresqlscript.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

/// A constraint with its definition, whatever its kind.
struct Constraint
{
    QString name;
    bool nameGenerated;
    QString definition; ///< without its name
    QString comment;
    bool isForeignKey;
    bool needsData; ///< adding it may fail on the rows
    QString check;  ///< what finds those
    bool isKey = false;
    bool isPrimary = false;
    QStringList columns{}; ///< of a key
};

class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context)
        : m_context(context),
          m_from(from),
          m_to(to),
          m_script(m_to, m_options),
          m_name(pgName(to.ref))
    {
        renameColumns(m_from, renamed, postgresqlDialect());
        m_alter = (to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' ';
        m_renamed = from.ref != to.ref;
        if (from.ref.name != to.ref.name)
            add(ChangePhase::AlterTable, u"ALTER TABLE "_s + pgName(from.ref) + u" RENAME TO "_s + pgName(to.ref.name), tr("rename the table"));
        for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
            add(ChangePhase::AlterTable, m_alter + u"RENAME COLUMN "_s + pgName(it.key()) + u" TO "_s + pgName(it.value()),
                tr("rename column %1").arg(it.key()));
    }

    ChangeList run()
    {
        const Table before = m_from;
        m_apart = changePgParents(m_list, m_from, m_to, m_context);
        keepPgInheritedColumns(m_list, before, m_to, m_context);
        releaseComputed();
        releaseReplaced();
        releaseRows();
        changePgColumns(m_list, m_from, m_to, m_context);
        changeConstraints();
        changeIndexes();
        if (!m_apart)
            changePgIndexParts(m_list, m_from, m_to, m_context);
        changeTriggers();
        changePolicies();
        for (const QString &column : columnsWithAnotherSequence(m_from, m_to))
            m_remade.insert(u"sequence of "_s + column);
        if (m_from.unlogged != m_to.unlogged)
            add(ChangePhase::AlterTable, m_alter + (m_to.unlogged ? u"SET UNLOGGED"_s : u"SET LOGGED"_s), tr("whether the table is logged"),
                {Hazard::Rewrite, Hazard::Lock});
        changePgOptions(m_list, m_from, m_to, m_remade, m_context, changesTypes());
        changePgComment(m_list, m_to, (m_to.variant == u"foreign" ? u"FOREIGN TABLE "_s : u"TABLE "_s) + m_name, m_from.comment, m_to.comment);
        changePgPrivileges(m_list, withoutRightsThatGo(m_from, m_to), m_to, u"TABLE "_s + m_name);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }

    /// What takes from the table what `bare` lacks.
    [[nodiscard]] std::vector<ChangeStep> stepsTo(Table bare)
    {
        bare.ref = m_to.ref;
        Table named = m_from;
        named.ref = m_to.ref;
        ChangeContext context = m_context;
        context.releasing = true;
        TableChange change(named, bare, {}, context);
        ChangeList list = change.run();
        m_remade.unite(change.m_remade);
        return std::move(list.steps);
    }

    /// Columns that are computed, from others of which one takes another type or in another way, are dropped and come again.
    void releaseComputed()
    {
        const QStringList gone = columnsComputedAnew(m_from, m_to);
        if (gone.isEmpty())
            return;
        Table bare = withoutColumns(m_from, gone, postgresqlDialect());
        for (ChangeStep &step : stepsTo(bare)) {
            if (step.phase == ChangePhase::DetachPartition || step.phase == ChangePhase::AttachPartition)
                continue; // said where it stands
            step.hazards.removeAll(Hazard::DataLoss);
            step.phase = step.phase > ChangePhase::Release ? ChangePhase::AlterTable : step.phase; // behind a rename
            m_list.steps.push_back(std::move(step));
        }
        m_from = std::move(bare);
    }

    /// What stands on plain columns that become computed goes before them, and is held where they are.
    void releaseReplaced()
    {
        const QStringList replaced = columnsThatBecomeComputed(m_from, m_to);
        if (replaced.isEmpty())
            return;
        Table bare = withoutColumns(m_from, replaced, postgresqlDialect());
        bare.columns = m_from.columns;
        for (ChangeStep &step : stepsTo(bare)) {
            if (step.phase >= ChangePhase::Release || step.phase == ChangePhase::DetachPartition)
                continue; // rights go with the column
            step.hazards.prepend(Hazard::DataLoss);
            m_list.steps.push_back(std::move(step));
        }
        m_from = std::move(bare);
    }

    /// Columns of another table's row type, whose columns change: what stands on them goes, and they wait as text.
    void releaseRows()
    {
        const QStringList rows = pgRetypedRows(m_from, m_to, m_context);
        if (rows.isEmpty() || m_context.releasing)
            return;
        Table bare = withoutColumns(m_from, rows, postgresqlDialect());
        bare.columns = m_from.columns;
        for (Column &column : bare.columns) {
            if (rows.contains(column.name))
                column.defaultExpression.reset();
        }
        for (ChangeStep &step : stepsTo(bare)) {
            if (step.phase == ChangePhase::DetachPartition || step.phase == ChangePhase::AttachPartition)
                continue;
            step.hazards.removeAll(Hazard::DataLoss);
            step.phase = std::min(step.phase, ChangePhase::Release);
            m_list.steps.push_back(std::move(step));
        }
        bare.privileges = m_from.privileges;
        m_from = std::move(bare);
        freePgRowTypes(m_list, m_to, rows);
    }

    // --- constraints

    /// The definition without CONSTRAINT name.
    static QString nameless(const QString &definition, const QString &name)
    {
        const QString prefix = u"CONSTRAINT "_s + pgName(name) + u' ';
        return definition.startsWith(prefix) ? definition.sliced(prefix.size()) : definition;
    }

    [[nodiscard]] std::vector<Constraint> constraintsOf(const Table &table)
    {
        std::vector<Constraint> all;
        const auto take = [&](const auto &member, const QString &definition, bool foreignKey, bool needsData, const QString &check = {}) {
            all.push_back({member.name,
                           member.nameGenerated,
                           nameless(definition, member.name),
                           member.comment,
                           foreignKey,
                           needsData,
                           check,
                           false,
                           false,
                           {}});
        };
        const auto duplicates = [&](const Key &key) {
            return u"SELECT %1, count(*) FROM %2 GROUP BY %1 HAVING count(*) > 1"_s.arg(pgNames(key.columns), m_name);
        };
        const auto takeKey = [&](const Key &key, const QString &word) {
            take(key, pgKeyDefinition(key, word), false, true, duplicates(key));
            all.back().isKey = true;
            all.back().isPrimary = word == "PRIMARY KEY"_L1;
            all.back().columns = key.columns;
        };
        if (table.primaryKey)
            takeKey(*table.primaryKey, u"PRIMARY KEY"_s);
        for (const Key &key : table.uniques)
            takeKey(key, u"UNIQUE"_s);
        for (const Check &check : table.checks) {
            if (!check.inherited)
                take(check, pgCheckDefinition(m_script, check), false, check.validated && check.enforced,
                     u"SELECT * FROM "_s + m_name + u" WHERE NOT ("_s + check.expression + u')');
        }
        for (const Exclusion &exclusion : table.exclusions)
            take(exclusion, pgExclusionDefinition(m_script, exclusion), false, true);
        for (const ForeignKey &key : table.foreignKeys)
            take(key, pgForeignKeyDefinition(m_script, key), true, key.validated && key.enforced && !pgIsNewAndEmpty(m_from, m_to, key),
                 pgOrphans(m_from, m_name, key));
        return all;
    }

    /// A partition needs its parent's checks before it is attached.
    [[nodiscard]] ChangePhase phaseOf(const Constraint &wanted) const
    {
        if (wanted.isForeignKey)
            return ChangePhase::ForeignKey;
        const Table *parent = m_apart && !m_to.inherits.empty() ? m_context.before.value(m_to.inherits.front()) : nullptr;
        return parent && std::ranges::contains(parent->checks, wanted.name, &Check::name) ? ChangePhase::AlterTable : ChangePhase::AddConstraint;
    }

    /// It changes its name with the parent's.
    [[nodiscard]] bool isParentsCheck(const QString &name) const
    {
        return std::ranges::any_of(m_from.inherits, [&](const ObjectRef &ref) {
            const Table *parent = m_context.before.value(ref);
            return parent && std::ranges::contains(parent->checks, name, &Check::name);
        });
    }

    /// Checks that come down from a parent where old rows were not looked at, but here they were.
    void validateInherited()
    {
        for (const Check &check : m_to.checks) {
            const Table *parent =
                check.inherited && check.validated && !m_to.inherits.empty() ? m_context.after.value(m_to.inherits.front()) : nullptr;
            const auto above = parent ? std::ranges::find(parent->checks, check.name, &Check::name) : std::vector<Check>::const_iterator();
            const bool unchecked = parent && above != parent->checks.end() && !above->validated && above->enforced;
            const auto old = std::ranges::find(m_from.checks, check.name, &Check::name);
            if (unchecked && (old == m_from.checks.end() || !old->validated || old->expression != check.expression))
                add(ChangePhase::CreateIndex, m_alter + u"VALIDATE CONSTRAINT "_s + pgName(check.name), tr("validate constraint %1").arg(check.name),
                    {Hazard::MayFail}, u"SELECT * FROM "_s + m_name + u" WHERE NOT ("_s + check.expression + u')');
        }
    }

    void changeConstraints()
    {
        const std::vector<Constraint> before = constraintsOf(m_from);
        std::vector<Constraint> after = constraintsOf(m_to);
        QMap<QString, QString> renames;
        for (const Constraint &old : before) {
            auto same = std::ranges::find_if(after, [&](const Constraint &c) { return c.definition == old.definition && c.name == old.name; });
            if (same == after.end()) // under another name, which no other one keeps
                same = std::ranges::find_if(after, [&](const Constraint &c) {
                    const auto keeps = [&](const Constraint &other) { return other.name == c.name && other.definition == c.definition; };
                    return c.definition == old.definition && std::ranges::none_of(before, keeps);
                });
            const bool losesParents = old.isKey && !m_apart && isPgParentsKey(m_context.before, m_from, old.columns, old.isPrimary)
                                      && !isPgParentsKey(m_context.after, m_to, old.columns, old.isPrimary);
            if (same != after.end() && losesParents)
                continue; // it goes with the parent's, and comes again
            if (same != after.end()) {
                const bool named = !(same->nameGenerated && old.nameGenerated) || differByPgNumber(old.name, same->name);
                const QString &name = named ? same->name : old.name;
                if (name != old.name && !isParentsCheck(old.name))
                    renames.insert(old.name, name);
                changePgComment(m_list, m_to, u"CONSTRAINT "_s + pgName(name) + u" ON "_s + m_name, old.comment, same->comment);
                after.erase(same);
                continue;
            }
            if (old.isKey && !m_apart && isPgParentsKey(m_context.before, m_from, old.columns, old.isPrimary))
                continue; // it goes with the parent's
            const auto validated = std::ranges::find_if(
                after, [&](const Constraint &c) { return c.name == old.name && c.definition + u" NOT VALID"_s == old.definition; });
            if (validated != after.end()) {
                add(ChangePhase::AddConstraint, m_alter + u"VALIDATE CONSTRAINT "_s + pgName(old.name), tr("validate constraint %1").arg(old.name),
                    {Hazard::MayFail}, validated->check);
                after.erase(validated);
                continue;
            }
            add(old.isForeignKey ? ChangePhase::DropForeignKey : ChangePhase::DropConstraint, m_alter + u"DROP CONSTRAINT "_s + pgName(old.name),
                tr("drop constraint %1").arg(old.name));
        }
        for (const auto &[name, becomes] : pgRenamesInOrder(std::move(renames))) {
            add(ChangePhase::AlterTable, m_alter + u"RENAME CONSTRAINT "_s + pgName(name) + u" TO "_s + pgName(becomes),
                tr("rename constraint %1").arg(name));
            if (!m_renamed) // as `m_alter` names the table
                m_list.steps.back().frees = {name};
        }
        validateInherited();
        for (const Constraint &wanted : after) {
            const Key *standing = wanted.isKey && !m_apart ? pgStandingParentsKey(m_context, m_to, wanted.columns, wanted.isPrimary) : nullptr;
            const bool above = wanted.isKey
                               && (isPgParentsKey(m_context.after, m_to, wanted.columns, wanted.isPrimary)
                                   || isPgParentsKey(m_context.coming, m_to, wanted.columns, wanted.isPrimary));
            if (above && !standing) { // it comes with the parent's
                if (!wanted.nameGenerated)
                    renamePgKeyPart(m_list, m_to, wanted.name, wanted.isPrimary ? QStringList() : wanted.columns);
                continue;
            }
            const bool unnamed = wanted.nameGenerated && wanted.comment.isEmpty() && !isPgNumberedName(wanted.name);
            const QString name = unnamed ? QString() : u"CONSTRAINT "_s + pgName(wanted.name) + u' ';
            m_remade.insert(u"index "_s + wanted.name);
            QList<Hazard> hazards{Hazard::Lock};
            if (wanted.needsData)
                hazards.append(Hazard::MayFail);
            add(phaseOf(wanted), m_alter + u"ADD "_s + name + wanted.definition, tr("add constraint %1").arg(wanted.name), hazards, wanted.check);
            changePgComment(m_list, m_to, u"CONSTRAINT "_s + pgName(wanted.name) + u" ON "_s + m_name, {}, wanted.comment);
            if (standing)
                attachPgIndexTo(m_list, m_to, wanted.name, standing->name);
        }
    }

    // --- indexes, triggers, policies

    void changeIndexes()
    {
        const auto nameless = [&](const Index &index) {
            Index bare = index;
            bare.name = u"i"_s;
            return pgIndex(m_script, m_to.ref, bare);
        };
        // One that was made for a partitioned table alone is filled by its partitions.
        const auto isSame = [&](const Index &wanted, Index old) {
            old.valid = old.valid || wanted.valid;
            return nameless(wanted) == nameless(old);
        };
        std::vector<Index> after;
        std::ranges::copy_if(m_to.indexes, std::back_inserter(after), [&](const Index &index) { return m_apart || !index.inherited; });
        // The parent's new index takes a partition's own one that is like it.
        const auto isAttached = [&](const Index &old) {
            return std::ranges::any_of(
                m_to.indexes, [&](const Index &index) { return index.inherited && index.name == old.name && nameless(index) == nameless(old); });
        };
        for (const Index &old : m_from.indexes) {
            if (!m_apart && !old.inherited && isAttached(old))
                attachPgIndex(m_list, m_to, old, m_context);
            if (!m_apart && (old.inherited || isAttached(old)))
                continue;
            const QString name = pgName(ObjectRef{m_to.ref.schema, old.name});
            auto same = std::ranges::find_if(after, [&](const Index &index) { return index.name == old.name && isSame(index, old); });
            if (same == after.end()) // the same under a name that is free here
                same = std::ranges::find_if(after, [&](const Index &index) {
                    return isSame(index, old) && std::ranges::find(m_from.indexes, index.name, &Index::name) == m_from.indexes.end();
                });
            if (same == after.end() || isTakenByParent(*same)) {
                add(ChangePhase::DropIndex, u"DROP INDEX "_s + name, tr("drop index %1").arg(old.name));
                continue;
            }
            if (same->name != old.name)
                add(ChangePhase::CreateIndex, u"ALTER INDEX "_s + name + u" RENAME TO "_s + pgName(same->name), tr("rename index %1").arg(old.name));
            changeIndexExtras(*same, &old);
            after.erase(same);
        }
        for (const Index &wanted : after) {
            if (wanted.inherited || isHeldByParent(wanted))
                continue; // the parent's makes it
            m_remade.insert(u"index "_s + wanted.name);
            QList<Hazard> hazards{Hazard::Lock};
            if (wanted.unique)
                hazards.append(Hazard::MayFail);
            add(indexPhase(wanted), pgIndex(m_script, m_to.ref, wanted), tr("create index %1").arg(wanted.name), hazards,
                wanted.unique ? pgDuplicates(m_from, m_name, wanted) : QString());
            changeIndexExtras(wanted, nullptr);
        }
    }

    /// A parent takes an index that is like its own where a table is attached, or where that comes: this one is to stand beside it.
    [[nodiscard]] bool isTakenByParent(const Index &wanted) const
    {
        if (m_to.partitionBound.isEmpty() || wanted.inherited)
            return false;
        if (pgIndexAbove(m_context.before, m_to, wanted))
            return m_apart;
        const auto takes = [](const Index *above) { return above && above->valid; }; // not one that is made for the parent alone
        return takes(pgIndexAbove(m_context.after, m_to, wanted)) || takes(pgIndexAbove(m_context.coming, m_to, wanted));
    }

    [[nodiscard]] ChangePhase indexPhase(const Index &wanted) const
    {
        return isTakenByParent(wanted) ? ChangePhase::ViewIndex : ChangePhase::CreateIndex; // behind the parent's
    }

    /// No ALTER takes it from the parent's index, which stays.
    [[nodiscard]] bool isHeldByParent(const Index &wanted)
    {
        const auto old = std::ranges::find(m_from.indexes, wanted.name, &Index::name);
        const bool held = !m_apart && old != m_from.indexes.end() && old->inherited && pgIndexAbove(m_context.after, m_to, wanted);
        if (held)
            note(tr("Index %1 stays a part of the parent's index: PostgreSQL lets go of it only with that.").arg(wanted.name));
        return held;
    }

    /// What no CREATE INDEX says. `old`: null where the index comes.
    void changeIndexExtras(const Index &index, const Index *old)
    {
        const QString name = pgName(ObjectRef{m_to.ref.schema, index.name});
        for (const QString &sql : pgIndexSettings(name, old ? old->settings : QMap<QString, QString>(), index.settings))
            add(old ? ChangePhase::CreateIndex : indexPhase(index), sql, tr("statistics of index %1").arg(index.name));
        changePgComment(m_list, m_to, u"INDEX "_s + name, old ? old->comment : QString(), index.comment);
    }

    /// Policies and triggers that name a column stand in the way of its new type.
    [[nodiscard]] bool changesTypes() const
    {
        return std::ranges::any_of(m_to.columns, [&](const Column &wanted) {
            const Column *old = findColumn(m_from.columns, wanted.name);
            return old && old->nativeType != wanted.nativeType;
        });
    }

    void changeTriggers()
    {
        const bool remake = changesTypes();
        for (const Trigger &old : m_from.triggers) {
            const auto same = std::ranges::find(m_to.triggers, old.name, &Trigger::name);
            if (same == m_to.triggers.end() || same->definition != old.definition || same->enabled != old.enabled || remake)
                add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + pgName(old.name) + u" ON "_s + m_name, tr("drop trigger %1").arg(old.name));
        }
        for (const Trigger &wanted : m_to.triggers) {
            const auto same = std::ranges::find(m_from.triggers, wanted.name, &Trigger::name);
            const bool kept = same != m_from.triggers.end() && same->definition == wanted.definition && same->enabled == wanted.enabled && !remake;
            if (!kept) {
                Table only;
                only.ref = m_to.ref;
                only.triggers = {wanted};
                addPgStatements(m_list, only, DdlPhase::Trigger, tr("create trigger %1").arg(wanted.name));
            }
            changePgComment(m_list, m_to, u"TRIGGER "_s + pgName(wanted.name) + u" ON "_s + m_name, kept ? same->comment : QString(), wanted.comment);
        }
    }

    void changePolicies()
    {
        const auto text = [&](const Policy &policy) {
            Table only;
            only.ref = m_to.ref;
            only.policies = {policy};
            QString sql;
            for (const DdlStatement &statement : postgresqlWriter().create(only)) {
                if (statement.phase == DdlPhase::Policy)
                    sql += statement.sql;
            }
            return sql;
        };
        const bool remake = changesTypes();
        for (const Policy &old : m_from.policies) {
            const auto same = std::ranges::find(m_to.policies, old.name, &Policy::name);
            if (same == m_to.policies.end() || text(*same) != text(old) || remake)
                add(ChangePhase::DropPolicy, u"DROP POLICY "_s + pgName(old.name) + u" ON "_s + m_name, tr("drop policy %1").arg(old.name));
        }
        for (const Policy &wanted : m_to.policies) {
            const auto same = std::ranges::find(m_from.policies, wanted.name, &Policy::name);
            if (same != m_from.policies.end() && text(*same) == text(wanted) && !remake)
                continue;
            add(ChangePhase::Policy, text(wanted), tr("create policy %1").arg(wanted.name));
            m_remade.insert(u"policy "_s + wanted.name);
        }
        if (m_from.rowSecurity != m_to.rowSecurity)
            add(ChangePhase::Policy, m_alter + (m_to.rowSecurity ? u"ENABLE ROW LEVEL SECURITY"_s : u"DISABLE ROW LEVEL SECURITY"_s),
                tr("row security"));
        if (m_from.rowSecurityForced != m_to.rowSecurityForced)
            add(ChangePhase::Policy, m_alter + (m_to.rowSecurityForced ? u"FORCE ROW LEVEL SECURITY"_s : u"NO FORCE ROW LEVEL SECURITY"_s),
                tr("row security"));
    }

    const ChangeContext &m_context;
    Table m_from;
    Table m_to;
    bool m_apart = false; ///< no partition while it is changed
    bool m_renamed = false;
    QSet<QString> m_remade; ///< options and policies that are made anew: their comments went with the old ones
    WriteOptions m_options;
    PgScript m_script;
    QString m_name;
    QString m_alter;
    ChangeList m_list;
};

} // namespace

ChangeList changePgTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed, const ChangeContext &context)
{
    Table before = from;
    renameColumns(before, renamed, postgresqlDialect());
    return isPgTableRemade(before, to) ? remakePgTable(from, to) : TableChange(from, to, renamed, context).run();
}

} // namespace concord
