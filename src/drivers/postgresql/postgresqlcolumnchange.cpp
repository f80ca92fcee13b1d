// SPDX-License-Identifier: GPL-3.0-or-later
// What turns the columns of one table of PostgreSQL into another's.
#include "postgresql/pgcast.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqldatachecks.h"
#include "postgresql/postgresqlcolumndrop.h"
#include "postgresql/postgresqlgoingcolumns.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

bool isIdentity(const Column &column)
{
    return column.identity == Identity::Always || column.identity == Identity::ByDefault;
}

class ColumnChange
{
public:
    ColumnChange(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context)
        : m_list(list),
          m_from(from),
          m_to(to),
          m_context(context),
          m_script(to, m_options),
          m_name(pgName(to.ref)),
          m_alter((to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' ')
    {
        m_hasChildren = std::ranges::any_of(
            context.before, [&](const Table *other) { return std::ranges::find(other->inherits, from.ref) != other->inherits.end(); });
    }

    void run()
    {
        std::vector<const Column *> gone;
        for (const Column &old : m_from.columns) {
            if (!findColumn(m_to.columns, old.name) && !old.inherited)
                gone.push_back(&old);
        }
        // What is computed before what it is computed from, which may take another type.
        std::ranges::stable_partition(gone, [](const Column *column) { return column->generated != Generated::No; });
        QList<PgTypeStep> retyped;
        freePgSequenceNames(m_list, m_from, m_to, gone);
        for (const Column *old : gone)
            dropPgColumn(m_list, m_from, m_to, *old, m_context);
        for (const Column *wanted : inOrder()) {
            const Column *old = findColumn(m_from.columns, wanted->name);
            const size_t begin = m_list.steps.size();
            m_typeStep.reset();
            if (old)
                changeColumn(*old, *wanted);
            else if (!wanted->inherited)
                addColumn(*wanted);
            if (m_typeStep)
                retyped.append({wanted->name, begin, *m_typeStep, m_list.steps.size()});
            changePgComment(m_list, m_to, u"COLUMN "_s + m_name + u'.' + pgName(wanted->name), old ? old->comment : QString(), wanted->comment);
        }
        joinPgTypeSteps(m_list, m_from, m_alter, retyped);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }

    /// The columns that are there, then those that come; what is computed behind all that it may be computed from.
    [[nodiscard]] std::vector<const Column *> inOrder() const
    {
        std::vector<const Column *> columns;
        for (const Column &wanted : m_to.columns)
            columns.push_back(&wanted);
        const auto rank = [&](const Column *wanted) {
            const Column *old = findColumn(m_from.columns, wanted->name);
            return old && wanted->generated == old->generated ? 0 : wanted->generated == Generated::No ? 1 : 2;
        };
        std::ranges::stable_sort(columns, {}, rank);
        return columns;
    }
    [[nodiscard]] QString column(const QString &name) const { return m_alter + u"ALTER COLUMN "_s + pgName(name) + u' '; }

    /// A sequence of its own that must be there before the column counts by it.
    void addSequence(const Column &wanted)
    {
        Table only;
        only.ref = m_to.ref;
        only.columns = {wanted};
        addPgStatements(m_list, only, DdlPhase::Sequence, tr("create the sequence of column %1").arg(wanted.name));
        addPgStatements(m_list, only, DdlPhase::SequenceOwner, tr("let column %1 own its sequence").arg(wanted.name));
    }

    void addColumn(const Column &wanted)
    {
        addSequence(wanted);
        QList<Hazard> hazards;
        QString check;
        const bool fills =
            wanted.defaultExpression.value_or(u"NULL"_s) != u"NULL" || wanted.identity != Identity::No || wanted.generated != Generated::No;
        if (!wanted.nullable && !fills) {
            hazards.append(Hazard::MayFail);
            check = u"SELECT 1 FROM "_s + m_name + u" LIMIT 1"_s;
        }
        if (wanted.identity != Identity::No || wanted.generated == Generated::Stored)
            hazards.append(Hazard::Rewrite);
        add(ChangePhase::AlterTable, m_alter + u"ADD COLUMN "_s + pgColumnDefinition(m_script, m_to, wanted), tr("add column %1").arg(wanted.name),
            hazards, check);
        changeColumnOptions(Column(), wanted);
    }

    void changeColumn(const Column &old, const Column &wanted)
    {
        if (old.inherited && wanted.inherited) {
            changeInherited(old, wanted);
            return;
        }
        if (old.generated != wanted.generated || (wanted.generated != Generated::No && old.generationExpression != wanted.generationExpression)) {
            changeGeneration(old, wanted);
            return;
        }
        const bool anotherWay = old.identity != wanted.identity && !(isIdentity(old) && isIdentity(wanted));
        if (old.identity != Identity::No && anotherWay && old.nativeType != wanted.nativeType) { // only whole numbers count
            stopCounting(old);
            Column plain = old;
            plain.identity = Identity::No;
            plain.defaultExpression.reset();
            plain.sequence.reset();
            changeColumn(plain, wanted);
            return;
        }
        if (isHandedDown(wanted.name) && old.identity == Identity::No && wanted.identity == Identity::No) {
            changeChildDefault(old, wanted);
            goOnCounting(old, wanted);
            changeNullable(old, wanted);
            changeColumnOptions(old, wanted);
            return;
        }
        changeType(old, wanted);
        // An identity holds no NULL: it goes before that may be, and comes after it may not.
        if (!wanted.nullable)
            changeNullable(old, wanted);
        changeCounting(old, wanted);
        goOnCounting(old, wanted);
        if (wanted.nullable)
            changeNullable(old, wanted);
        changeColumnOptions(old, wanted);
    }

    /// The parent hands its type down; a child's default is its own, and so is a partition's NOT NULL that the parent lacks.
    void changeInherited(const Column &old, const Column &wanted)
    {
        if (wanted.generated == Generated::No && wanted.identity == Identity::No)
            changeChildDefault(old, wanted);
        changeOwnSettings(old, wanted);
        if (m_to.partitionBound.isEmpty())
            return;
        const auto aboveAllowsNull = [&](const QHash<ObjectRef, const Table *> &tables, const Table &table) {
            const Table *parent = table.inherits.empty() ? nullptr : tables.value(table.inherits.front());
            const Column *above = parent ? findColumn(parent->columns, wanted.name) : nullptr;
            return above && above->nullable;
        };
        if (aboveAllowsNull(m_context.before, m_from) && aboveAllowsNull(m_context.after, m_to))
            changeNullable(old, wanted);
    }

    /// A parent has the column before and afterwards, also where the child declares it itself: its type comes from there.
    [[nodiscard]] bool isHandedDown(const QString &name) const
    {
        if (!m_from.partitionBound.isEmpty() || !m_to.partitionBound.isEmpty())
            return false;
        return std::ranges::any_of(m_from.inherits, [&](const ObjectRef &parent) {
            const Table *before = m_context.before.value(parent);
            const Table *after = m_context.after.value(parent);
            const bool stays = before && after && std::ranges::find(m_to.inherits, parent) != m_to.inherits.end();
            return stays && findColumn(before->columns, name) && findColumn(after->columns, name);
        });
    }

    /// Goes before the type that the parent hands down, or the parent's sequence that it calls, and comes behind that.
    void changeChildDefault(const Column &old, const Column &wanted)
    {
        const bool retyped = old.nativeType != wanted.nativeType;
        if (!retyped && old.defaultExpression == wanted.defaultExpression)
            return;
        const bool first = old.defaultExpression && (retyped || !pgSequenceCalled(*old.defaultExpression).isEmpty());
        const QList<Hazard> hazards = retyped && pgCastLosesValues(old, wanted) ? QList{Hazard::DataLoss} : QList<Hazard>();
        if (first)
            add(ChangePhase::Release, ownDefault(wanted) + u"DROP DEFAULT"_s, tr("drop the default of column %1").arg(wanted.name), hazards);
        if (wanted.defaultExpression)
            add(ChangePhase::ChildDefault, ownDefault(wanted) + u"SET DEFAULT "_s + *wanted.defaultExpression,
                tr("set the default of column %1").arg(wanted.name), hazards);
        else if (old.defaultExpression && !first)
            add(ChangePhase::ChildDefault, ownDefault(wanted) + u"DROP DEFAULT"_s, tr("drop the default of column %1").arg(wanted.name));
    }

    void changeGeneration(const Column &old, const Column &wanted)
    {
        if (wanted.generated == Generated::No && old.generated == Generated::Stored) {
            add(ChangePhase::AlterTable, column(wanted.name) + u"DROP EXPRESSION"_s,
                tr("let column %1 keep its values as they are").arg(wanted.name));
            Column plain = old;
            plain.generated = Generated::No;
            plain.generationExpression.clear();
            changeColumn(plain, wanted);
            return;
        }
        const QList<Hazard> hazards{Hazard::DataLoss, Hazard::Rewrite};
        add(ChangePhase::AlterTable, m_alter + u"DROP COLUMN "_s + pgName(old.name),
            tr("drop column %1: it is computed in another way").arg(old.name), hazards);
        add(ChangePhase::AlterTable, m_alter + u"ADD COLUMN "_s + pgColumnDefinition(m_script, m_to, wanted), tr("add column %1 again").arg(old.name),
            hazards);
    }

    void changeType(const Column &old, const Column &wanted)
    {
        if ((old.nativeType == wanted.nativeType && old.collation == wanted.collation) || isHandedDown(wanted.name))
            return;
        const TypeConversion conversion = convertType(old.type, wanted.type);
        QList<Hazard> hazards{Hazard::Lock};
        QString check;
        if (old.nativeType != wanted.nativeType && !pgGrowsInPlace(old, wanted))
            hazards.append(Hazard::Rewrite);
        if (pgCastLosesValues(old, wanted))
            hazards.append(Hazard::DataLoss);
        if (conversion.verdict == TypeVerdict::NeedsCheck) {
            hazards.append(Hazard::MayFail);
            check = pgMisfits(m_name, old, wanted);
        }
        // A default of the old type may not be read as one of the new.
        const bool hasDefault = old.defaultExpression && old.identity == Identity::No && old.nativeType != wanted.nativeType;
        if (hasDefault)
            add(ChangePhase::AlterTable, ownDefault(wanted) + u"DROP DEFAULT"_s, tr("the default follows the type"), destructiveOnly(hazards));
        QString sql = column(wanted.name) + u"TYPE "_s + wanted.nativeType;
        if (old.collation != wanted.collation)
            sql += u" COLLATE "_s + (wanted.collation.isEmpty() ? u"pg_catalog.\"default\""_s : wanted.collation);
        const QString converted = pgConverted(pgName(wanted.name), old, wanted);
        if (!converted.isEmpty() && m_to.variant != u"foreign") // which has no rows to rewrite
            sql += u" USING "_s + converted;
        add(ChangePhase::AlterTable, sql, tr("change column %1 from %2 to %3").arg(wanted.name, old.nativeType, wanted.nativeType), hazards, check);
        m_typeStep = m_list.steps.size() - 1;
        if (hasDefault && wanted.defaultExpression)
            add(ChangePhase::AlterTable, ownDefault(wanted) + u"SET DEFAULT "_s + *wanted.defaultExpression, tr("the default follows the type"),
                destructiveOnly(hazards));
        m_defaultDone = hasDefault;
    }

    static QList<Hazard> destructiveOnly(const QList<Hazard> &hazards)
    {
        return hazards.contains(Hazard::DataLoss) ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
    }

    void changeNullable(const Column &old, const Column &wanted)
    {
        if (old.nullable == wanted.nullable)
            return;
        if (wanted.nullable)
            add(ChangePhase::AlterTable, column(wanted.name) + u"DROP NOT NULL"_s, tr("let column %1 be NULL").arg(wanted.name));
        else
            add(ChangePhase::AlterTable, column(wanted.name) + u"SET NOT NULL"_s, tr("forbid NULL in column %1").arg(wanted.name),
                {Hazard::MayFail, Hazard::Lock}, u"SELECT * FROM "_s + m_name + u" WHERE "_s + pgName(wanted.name) + u" IS NULL"_s);
    }

    [[nodiscard]] static QString clausesOf(const Column &column)
    {
        return column.sequence ? pgSequenceClauses(*column.sequence, column.nativeType) : QString();
    }

    [[nodiscard]] QString sequenceName(const Table &table, const Column &column) const
    {
        return pgName(ObjectRef{m_to.ref.schema, pgSequenceOf(table, column).name});
    }

    void renameSequence(const Column &old, const Column &wanted)
    {
        if (!old.sequence || !wanted.sequence || pgSequenceOf(m_from, old).name == pgSequenceOf(m_to, wanted).name)
            return;
        add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequenceName(m_from, old) + u" RENAME TO "_s + pgName(pgSequenceOf(m_to, wanted).name),
            tr("rename the sequence of column %1").arg(wanted.name));
    }

    void changeCounting(const Column &old, const Column &wanted)
    {
        const bool defaultDone = std::exchange(m_defaultDone, false);
        const bool sameKind = old.identity == wanted.identity;
        if (sameKind || (isIdentity(old) && isIdentity(wanted)))
            renameSequence(old, wanted);
        if (sameKind && wanted.identity == Identity::Serial && old.nativeType != wanted.nativeType && wanted.sequence)
            add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequenceName(m_to, wanted) + pgAllSequenceClauses(*wanted.sequence),
                tr("count column %1 in its new type").arg(wanted.name));
        if (sameKind && clausesOf(old) == clausesOf(wanted)) {
            if (!defaultDone && old.defaultExpression != wanted.defaultExpression)
                setDefault(wanted);
            return;
        }
        if (isIdentity(old) && isIdentity(wanted)) {
            alterIdentity(old, wanted);
            return;
        }
        if (old.identity == Identity::Serial && sameKind) {
            const SequenceOptions counting = wanted.sequence ? *wanted.sequence : SequenceOptions();
            add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequenceName(m_to, wanted) + pgAllSequenceClauses(counting) + restart(old, wanted),
                tr("count column %1 in another way").arg(wanted.name));
            return;
        }
        stopCounting(old);
        startCounting(wanted);
    }

    /// Children have defaults of their own, which are changed by themselves.
    [[nodiscard]] QString ownDefault(const Column &wanted) const
    {
        return m_hasChildren ? u"ALTER TABLE ONLY "_s + m_name + u" ALTER COLUMN "_s + pgName(wanted.name) + u' ' : column(wanted.name);
    }

    void setDefault(const Column &wanted)
    {
        const QString value = wanted.defaultExpression.value_or(QString());
        const ChangePhase phase = m_to.inherits.empty() || pgSequenceCalled(value).isEmpty() ? ChangePhase::AlterTable : ChangePhase::ChildDefault;
        add(phase, ownDefault(wanted) + (value.isEmpty() ? u"DROP DEFAULT"_s : u"SET DEFAULT "_s + value),
            (value.isEmpty() ? tr("drop the default of column %1") : tr("set the default of column %1")).arg(wanted.name));
    }

    [[nodiscard]] static QString restart(const Column &old, const Column &wanted)
    {
        return old.sequence && wanted.sequence ? pgRestart(*old.sequence, *wanted.sequence) : QString();
    }

    void alterIdentity(const Column &old, const Column &wanted)
    {
        const QString purpose = tr("count column %1 in another way").arg(wanted.name);
        if (old.identity != wanted.identity)
            add(ChangePhase::AlterTable,
                column(wanted.name) + (wanted.identity == Identity::Always ? u"SET GENERATED ALWAYS"_s : u"SET GENERATED BY DEFAULT"_s), purpose);
        if (clausesOf(old) != clausesOf(wanted) && wanted.sequence)
            add(ChangePhase::AlterTable,
                u"ALTER SEQUENCE "_s + sequenceName(m_to, wanted) + pgAllSequenceClauses(*wanted.sequence) + restart(old, wanted), purpose);
    }

    void stopCounting(const Column &old)
    {
        if (isIdentity(old)) {
            add(ChangePhase::AlterTable, column(old.name) + u"DROP IDENTITY"_s, tr("column %1 is no identity any more").arg(old.name));
        } else if (old.identity == Identity::Serial) {
            add(ChangePhase::AlterTable, ownDefault(old) + u"DROP DEFAULT"_s, tr("column %1 no longer counts").arg(old.name));
            add(ChangePhase::AlterTable, u"DROP SEQUENCE "_s + sequenceName(m_from, old), tr("its sequence goes with that"));
        } else if (old.defaultExpression) {
            add(ChangePhase::AlterTable, ownDefault(old) + u"DROP DEFAULT"_s, tr("drop the default of column %1").arg(old.name));
        }
    }

    void startCounting(const Column &wanted)
    {
        if (wanted.identity == Identity::No) {
            if (wanted.defaultExpression)
                setDefault(wanted);
            return;
        }
        const QString next = u"coalesce((SELECT max(%1) FROM %2), 0) + 1, false)"_s.arg(pgName(wanted.name), m_name);
        if (isIdentity(wanted)) {
            const QString definition = pgColumnDefinition(m_script, m_to, wanted);
            const qsizetype generated = definition.indexOf(u"GENERATED "_s);
            QString clause = definition.sliced(generated);
            if (clause.endsWith(u" NOT NULL"))
                clause.chop(9);
            add(ChangePhase::AlterTable, column(wanted.name) + u"ADD "_s + clause, tr("make column %1 an identity").arg(wanted.name), {Hazard::Lock});
            add(ChangePhase::AlterTable, u"SELECT setval(pg_get_serial_sequence(%1, %2), %3"_s.arg(pgLiteral(m_name), pgLiteral(wanted.name), next),
                tr("go on after the highest number"));
            return;
        }
        const QString sequence = sequenceName(m_to, wanted);
        add(ChangePhase::AlterTable,
            u"CREATE SEQUENCE "_s + sequence + (wanted.sequence ? pgAllSequenceClauses(*wanted.sequence) : u" AS "_s + wanted.nativeType),
            tr("let column %1 count").arg(wanted.name));
        add(ChangePhase::AlterTable, ownDefault(wanted) + u"SET DEFAULT nextval("_s + pgLiteral(sequence) + u"::regclass)"_s,
            tr("let column %1 count").arg(wanted.name));
        add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequence + u" OWNED BY "_s + m_name + u'.' + pgName(wanted.name),
            tr("let column %1 own its sequence").arg(wanted.name));
        add(ChangePhase::AlterTable, u"SELECT setval(%1, %2"_s.arg(pgLiteral(sequence), next), tr("go on after the highest number"));
    }

    /// The column begins to count by a sequence that is there, and its own: that never goes back, nor beyond its end.
    void goOnCounting(const Column &old, const Column &wanted)
    {
        const QString sequence = pgSequenceCalled(wanted.defaultExpression.value_or(QString()));
        if (sequence.isEmpty() || old.defaultExpression == wanted.defaultExpression || wanted.type.family != TypeFamily::Integer
            || !m_context.counted.value(m_to.ref).contains(wanted.name))
            return;
        const QString number = u"%1::regclass"_s.arg(pgLiteral(sequence));
        add(ChangePhase::SequenceOwner, // behind the sequence's own changes
            u"SELECT setval(%1, max(%2)) FROM %3 HAVING max(%2) BETWEEN (SELECT last_value FROM %4)"
            " AND (SELECT seqmax FROM pg_sequence WHERE seqrelid = %1)"_s.arg(number, pgName(wanted.name), m_name, sequence),
            tr("go on after the highest number"));
    }

    /// Of a type that may be stored in another way than its own at all.
    static QString usualStorage(const Column &column)
    {
        static const QSet<QString> main{u"numeric"_s, u"inet"_s, u"cidr"_s};
        return main.contains(column.nativeType.section(u'(', 0, 0)) ? u"MAIN"_s : u"EXTENDED"_s;
    }
    /// Of "SET (a='1', b='2')" that comes among other clauses: a, b.
    static QStringList namesOf(const QStringList &clauses)
    {
        const auto found = std::ranges::find_if(clauses, [](const QString &clause) { return clause.startsWith(u"SET ("); });
        QStringList names = found == clauses.end() ? QStringList() : found->sliced(5).chopped(1).split(u", "_s);
        std::ranges::transform(names, names.begin(), [](const QString &setting) { return setting.section(u'=', 0, 0); });
        return names;
    }

    /// How a partition or child keeps the column is its own.
    void changeOwnSettings(const Column &old, const Column &wanted)
    {
        const auto settings = [](Column column) {
            QStringList clauses = column.options.split(u"; "_s, Qt::SkipEmptyParts);
            clauses.removeIf([](const QString &clause) { return !clause.startsWith(u"SET "); });
            column.options = clauses.join(u"; "_s);
            return column;
        };
        changeColumnOptions(settings(old), settings(wanted));
    }

    void changeColumnOptions(const Column &old, const Column &wanted)
    {
        if (old.options == wanted.options)
            return;
        const QString own = old.name.isEmpty() ? column(wanted.name) : ownDefault(wanted); // a new one hands them down
        const QStringList before = old.options.split(u"; "_s, Qt::SkipEmptyParts);
        const QStringList after = wanted.options.split(u"; "_s, Qt::SkipEmptyParts);
        const auto foreign = [](const QStringList &clauses) {
            const auto found = std::ranges::find_if(clauses, [](const QString &clause) { return clause.startsWith(u"OPTIONS "); });
            return found == clauses.end() ? QString() : found->sliced(QStringView(u"OPTIONS ").size());
        };
        if (const QString change = pgOptionChange(foreign(before), foreign(after)); !change.isEmpty() && !old.name.isEmpty())
            add(ChangePhase::AlterTable, column(wanted.name) + u"OPTIONS "_s + change,
                tr("what the other server is told of column %1").arg(wanted.name));
        for (const QString &clause : after) {
            if (clause.startsWith(u"OPTIONS "))
                continue;
            if (!before.contains(clause) && clause.startsWith(u"SET "))
                add(ChangePhase::AlterTable, own + clause, tr("how column %1 is kept").arg(wanted.name));
            else if (!before.contains(clause) && !old.name.isEmpty())
                note(tr("Column %1: %2 must be set by hand.").arg(wanted.name, clause));
        }
        QStringList gone = namesOf(before);
        gone.removeIf([kept = namesOf(after)](const QString &name) { return kept.contains(name); });
        if (!gone.isEmpty())
            add(ChangePhase::AlterTable, own + u"RESET ("_s + gone.join(u", "_s) + u')', tr("how column %1 is kept").arg(wanted.name));
        for (const QString &clause : before) {
            const QString head = clause.section(u' ', 0, 1);
            const bool set = std::ranges::any_of(after, [&](const QString &other) { return other.startsWith(head); });
            if (set || clause.startsWith(u"OPTIONS ") || clause.startsWith(u"SET ("))
                continue;
            if (head == u"SET STATISTICS")
                add(ChangePhase::AlterTable, own + u"SET STATISTICS -1"_s, tr("how column %1 is kept").arg(wanted.name));
            else if (head == u"SET COMPRESSION")
                add(ChangePhase::AlterTable, own + u"SET COMPRESSION default"_s, tr("how column %1 is kept").arg(wanted.name));
            else if (head == u"SET STORAGE")
                add(ChangePhase::AlterTable, own + u"SET STORAGE "_s + usualStorage(wanted), tr("how column %1 is kept").arg(wanted.name));
            else
                note(tr("Column %1: %2 must be taken back by hand.").arg(wanted.name, clause));
        }
    }

    ChangeList &m_list;
    const Table &m_from;
    const Table &m_to;
    const ChangeContext &m_context;
    bool m_hasChildren = false;
    WriteOptions m_options;
    PgScript m_script;
    QString m_name;
    QString m_alter;
    std::optional<size_t> m_typeStep; ///< of the column that is being changed
    bool m_defaultDone = false; ///< a change of type has set it
};

} // namespace

void changePgColumns(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context)
{
    ColumnChange(list, from, to, context).run();
}

} // namespace concord
