// SPDX-License-Identifier: GPL-3.0-or-later
// What turns the options of one table of PostgreSQL into another's: storage, rules, statistics, what is said of other parts.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

class OptionChange
{
public:
    OptionChange(ChangeList &list, const Table &from, const Table &to, QSet<QString> &remade, const ChangeContext &context, bool retyped)
        : m_list(list),
          m_from(from),
          m_to(to),
          m_remade(remade),
          m_context(context),
          m_retyped(retyped),
          m_name(pgName(to.ref)),
          m_alter((to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' ')
    {}

    void run()
    {
        changeStorage();
        const auto isDone = [](const QString &key) {
            return key == pgStorageOrder || key == pgHandedDown || !pgStorageNames({{key, u"x"_s}}).isEmpty();
        };
        for (auto it = m_from.options.cbegin(); it != m_from.options.cend(); ++it) {
            if (!isDone(it.key()) && (!m_to.options.contains(it.key()) || m_to.options.value(it.key()) != it.value() || isInTheWay(it.key())))
                takeBack(it.key(), m_to.options.contains(it.key()));
        }
        for (auto it = m_to.options.cbegin(); it != m_to.options.cend(); ++it) {
            if (!isDone(it.key())
                && (m_from.options.value(it.key()) != it.value() || !m_from.options.contains(it.key()) || isSaidOfNew(it.key())
                    || isPgByIndexOf(it.key(), it.value(), madeIndexes()) || isInTheWay(it.key())))
                setOption(it.key(), it.value());
        }
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, {}});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }

    [[nodiscard]] bool isInTheWay(const QString &key) const { return m_retyped && key.startsWith(u"rule "); }

    /// Of keys too.
    [[nodiscard]] QSet<QString> madeIndexes() const
    {
        static constexpr QLatin1StringView prefix("index ");
        QSet<QString> names;
        for (const QString &made : std::as_const(m_remade)) {
            if (made.startsWith(prefix))
                names.insert(made.sliced(prefix.size()));
        }
        return names;
    }

    /// What is set comes behind what stays, in the order in which it is set.
    void changeStorage()
    {
        const QStringList wanted = pgStorageNames(m_to.options);
        QStringList staying;
        for (const QString &name : pgStorageNames(m_from.options)) {
            if (!wanted.contains(name))
                add(ChangePhase::AlterTable, m_alter + u"RESET ("_s + name + u')', tr("storage parameter %1").arg(name));
            else if (m_from.options.value(name) == m_to.options.value(name))
                staying.append(name);
        }
        QStringList set = wanted;
        set.removeIf([&](const QString &name) { return staying.contains(name); });
        QStringList afterwards = staying + set;
        // The table's own and those of its TOAST table are two lists.
        std::ranges::stable_partition(afterwards, [](const QString &name) { return !name.startsWith("toast."_L1); });
        if (afterwards != wanted)
            set = wanted;
        QStringList clauses;
        for (const QString &name : std::as_const(set))
            clauses.append(name + u'=' + pgLiteral(m_to.options.value(name)));
        if (!clauses.isEmpty())
            add(ChangePhase::AlterTable, m_alter + u"SET ("_s + clauses.join(u", "_s) + u')', tr("storage parameter %1").arg(set.join(u", "_s)));
    }

    /// What the comment, the target or the state is of goes and comes again.
    [[nodiscard]] bool isSaidOfNew(const QString &key) const
    {
        for (const QLatin1StringView said : {pgCommentOn, pgTargetOf, pgStateOf}) {
            if (key.startsWith(said))
                return m_remade.contains(key.sliced(said.size())) || (isTriggersState(key) && comesFromParentAnew(key));
        }
        return false;
    }

    // --- triggers that a partition has from its parent, in a state of their own

    static bool isTriggersState(const QString &key) { return key.startsWith(pgStateOf + "trigger "_L1); }

    /// The table above that has the trigger itself; null: none.
    [[nodiscard]] static const Table *ownerOfTrigger(const QHash<ObjectRef, const Table *> &tables, const Table &partition, const QString &key)
    {
        const Table *above = &partition;
        while (above && !triggerOf(*above, key))
            above = above->inherits.empty() ? nullptr : tables.value(above->inherits.front());
        return above;
    }
    [[nodiscard]] static const Trigger *triggerOf(const Table &table, const QString &key)
    {
        const auto found = std::ranges::find(table.triggers, key.section(u' ', 3), &Trigger::name);
        return found == table.triggers.end() ? nullptr : &*found;
    }

    /// Then it has the parent's state first.
    [[nodiscard]] bool comesFromParentAnew(const QString &key) const
    {
        const Table *before = ownerOfTrigger(m_context.before, m_from, key);
        const Table *after = ownerOfTrigger(m_context.after, m_to, key);
        if (!before || !after || m_from.inherits != m_to.inherits || m_from.partitionBound != m_to.partitionBound)
            return true;
        const Trigger *old = triggerOf(*before, key);
        const Trigger *wanted = triggerOf(*after, key);
        return old->definition != wanted->definition || old->enabled != wanted->enabled
               || std::ranges::any_of(after->columns, [&](const Column &column) {
                      const Column *was = findColumn(before->columns, column.name);
                      return was && was->nativeType != column.nativeType;
                  });
    }

    void takeBackTriggersState(const QString &key)
    {
        const Table *above = ownerOfTrigger(m_context.after, m_to, key);
        if (!above || comesFromParentAnew(key))
            return;
        const QString state = triggerOf(*above, key)->enabled;
        add(ChangePhase::Policy,
            pgStateChange(m_to, key,
                          state == u"disabled" ? u"DISABLE"_s
                          : state.isEmpty()    ? u"ENABLE"_s
                                               : u"ENABLE "_s + state.toUpper()),
            tr("whether the trigger works"));
    }

    // --- one option

    /// What the comment is on is there afterwards.
    [[nodiscard]] bool isCommentOnStaying(const QString &key) const
    {
        const QString what = key.sliced(pgCommentOn.size());
        if (what.startsWith("index "_L1))
            return hasKey(what.section(u' ', 1));
        if (what.startsWith("policy "_L1))
            return std::ranges::contains(m_to.policies, what.section(u' ', 1), &Policy::name);
        if (!what.startsWith("sequence of "_L1))
            return m_to.options.contains(what);
        const Column *wanted = findColumn(m_to.columns, what.section(u' ', 2));
        return wanted && wanted->identity != Identity::No;
    }

    /// Whose index has that name.
    [[nodiscard]] bool hasKey(const QString &name) const
    {
        return (m_to.primaryKey && m_to.primaryKey->name == name) || std::ranges::contains(m_to.uniques, name, &Key::name)
               || std::ranges::contains(m_to.exclusions, name, &Exclusion::name);
    }

    void takeBack(const QString &key, bool comesAgain)
    {
        if (key.startsWith(pgCommentOn)) {
            if (!comesAgain && isCommentOnStaying(key))
                changePgComment(m_list, m_to, pgCommentedOption(m_to, key), m_from.options.value(key), {});
            return;
        }
        if (isTriggersState(key)) {
            if (!comesAgain)
                takeBackTriggersState(key);
            return;
        }
        if (key.startsWith(pgStateOf)) {
            const QString rule = key.sliced(pgStateOf.size());
            if (!comesAgain && m_to.options.contains(rule) && !m_remade.contains(rule))
                add(ChangePhase::Trigger, pgStateChange(m_to, key, u"ENABLE"_s), tr("whether the rule works"));
            return;
        }
        if (key.startsWith(pgTargetOf)) {
            const QString what = key.sliced(pgTargetOf.size());
            if (!comesAgain && m_to.options.contains(what) && !m_remade.contains(what))
                add(ChangePhase::CreateIndex, pgStatisticsTarget(m_to, key, {}), tr("how exact the statistics are"));
            return;
        }
        m_remade.insert(key);
        if (key.startsWith(u"rule "))
            add(ChangePhase::DropTrigger, u"DROP RULE "_s + pgName(key.sliced(5)) + u" ON "_s + m_name, tr("drop rule %1").arg(key.sliced(5)));
        else if (key.startsWith(u"statistics "))
            add(ChangePhase::DropIndex, u"DROP STATISTICS "_s + pgName(ObjectRef{m_to.ref.schema, key.sliced(11)}),
                tr("drop statistics %1").arg(key.sliced(11)));
        else if (comesAgain)
            return;
        else if (key == u"foreign_options")
            changeForeignOptions();
        else if (key == u"clustered_on")
            add(ChangePhase::AlterTable, m_alter + u"SET WITHOUT CLUSTER"_s, tr("no clustering"));
        else if (key == u"replica_identity")
            add(ChangePhase::AlterTable, m_alter + u"REPLICA IDENTITY DEFAULT"_s, tr("replica identity"));
        else if (key == u"tablespace")
            add(ChangePhase::AlterTable, m_alter + u"SET TABLESPACE pg_default"_s, tr("tablespace"), {Hazard::Rewrite, Hazard::Lock});
        else
            note(tr("Option %1 must be taken back by hand.").arg(key));
    }

    void changeForeignOptions()
    {
        static const QString key = u"foreign_options"_s;
        add(ChangePhase::AlterTable, m_alter + u"OPTIONS "_s + pgOptionChange(m_from.options.value(key), m_to.options.value(key)),
            tr("what the other server is told"));
    }

    void setOption(const QString &key, const QString &value)
    {
        if (key.startsWith(pgCommentOn)) {
            changePgComment(m_list, m_to, pgCommentedOption(m_to, key), {}, value);
            return;
        }
        if (isTriggersState(key)) // behind the parent's own changes
            add(ChangePhase::Policy, pgStateChange(m_to, key, value), tr("whether the trigger works"));
        else if (key.startsWith(pgStateOf))
            add(ChangePhase::Trigger, pgStateChange(m_to, key, value), tr("whether the rule works"));
        else if (key.startsWith(pgTargetOf))
            add(ChangePhase::CreateIndex, pgStatisticsTarget(m_to, key, value), tr("how exact the statistics are"));
        else if (key.startsWith(u"rule "))
            add(ChangePhase::Trigger, value, tr("create rule %1").arg(key.sliced(5)));
        else if (key.startsWith(u"statistics "))
            add(ChangePhase::CreateIndex, value, tr("create statistics %1").arg(key.sliced(11)));
        else if (key == u"foreign_options")
            changeForeignOptions();
        else if (key == u"clustered_on")
            add(ChangePhase::CreateIndex, m_alter + u"CLUSTER ON "_s + pgName(value), tr("cluster on %1").arg(value));
        else if (key == u"replica_identity")
            add(ChangePhase::CreateIndex, m_alter + u"REPLICA IDENTITY "_s + value, tr("replica identity"));
        else if (key == u"tablespace")
            add(ChangePhase::AlterTable, m_alter + u"SET TABLESPACE "_s + pgName(value), tr("tablespace"), {Hazard::Rewrite, Hazard::Lock});
        else
            note(tr("Option %1 = %2 must be set by hand.").arg(key, value));
    }

    ChangeList &m_list;
    const Table &m_from;
    const Table &m_to;
    QSet<QString> &m_remade;
    const ChangeContext &m_context;
    bool m_retyped;
    QString m_name;
    QString m_alter;
};

} // namespace

void changePgOptions(ChangeList &list, const Table &from, const Table &to, QSet<QString> &remade, const ChangeContext &context, bool retyped)
{
    OptionChange(list, from, to, remade, context, retyped).run();
}

} // namespace concord
