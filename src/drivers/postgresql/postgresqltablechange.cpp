// SPDX-License-Identifier: GPL-3.0-or-later
// What turns one table of PostgreSQL into another.
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
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

bool isIdentity(const Column &column)
{
    return column.identity == Identity::Always || column.identity == Identity::ByDefault;
}

void rename(QStringList &columns, const QMap<QString, QString> &names)
{
    for (QString &column : columns)
        column = names.value(column, column);
}

/// The table as it is after its columns were renamed; the server rewrites expressions by itself.
Table withRenamedColumns(Table table, const QMap<QString, QString> &names)
{
    for (Column &column : table.columns)
        column.name = names.value(column.name, column.name);
    if (table.primaryKey)
        rename(table.primaryKey->columns, names);
    for (Key &key : table.uniques)
        rename(key.columns, names);
    for (ForeignKey &key : table.foreignKeys)
        rename(key.columns, names);
    for (Index &index : table.indexes) {
        for (IndexPart &part : index.parts)
            part.column = names.value(part.column, part.column);
    }
    return table;
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
};

class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
        : m_from(withRenamedColumns(from, renamed)),
          m_to(to),
          m_script(to, m_options),
          m_name(pgName(to.ref))
    {
        m_alter = (to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' ';
        if (from.ref.name != to.ref.name)
            add(ChangePhase::AlterTable, u"ALTER TABLE "_s + pgName(from.ref) + u" RENAME TO "_s + pgName(to.ref.name), tr("rename the table"));
        for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
            add(ChangePhase::AlterTable, m_alter + u"RENAME COLUMN "_s + pgName(it.key()) + u" TO "_s + pgName(it.value()),
                tr("rename column %1").arg(it.key()));
    }

    ChangeList run()
    {
        if (isAnotherKindOfTable()) {
            remake();
            return std::move(m_list);
        }
        changeParents();
        changeColumns();
        changeConstraints();
        changeIndexes();
        changeTriggers();
        changePolicies();
        changeOptions();
        changePgComment(m_list, m_to, (m_to.variant == u"foreign" ? u"FOREIGN TABLE "_s : u"TABLE "_s) + m_name, m_from.comment, m_to.comment);
        changePgPrivileges(m_list, m_from, m_to, u"TABLE "_s + m_name);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }
    [[nodiscard]] QString column(const QString &name) const { return m_alter + u"ALTER COLUMN "_s + pgName(name) + u' '; }

    /// Partitioned or not, foreign or not: no ALTER leads there.
    [[nodiscard]] bool isAnotherKindOfTable() const
    {
        const auto kind = [](const Table &table) { return table.variant == u"partition" ? QString() : table.variant; };
        return kind(m_from) != kind(m_to) || m_from.partitionKey != m_to.partitionKey
               || m_from.options.value(u"of_type"_s) != m_to.options.value(u"of_type"_s);
    }

    void remake()
    {
        add(ChangePhase::DropTable, u"DROP TABLE "_s + m_name, tr("no ALTER makes this kind of table from that one"), {Hazard::DataLoss});
        note(tr("“%1” must be made anew: copy its rows by hand.").arg(m_to.ref.name));
        for (DdlStatement &statement : postgresqlWriter().create(m_to)) {
            // After the old one went: everything of a table that is made anew comes late.
            const ChangePhase phase = std::max(changePhaseOf(statement.phase), ChangePhase::SequenceOwner);
            add(phase, statement.sql, tr("create the table anew"), {Hazard::DataLoss});
        }
    }

    void changeParents()
    {
        const bool wasPartition = !m_from.partitionBound.isEmpty();
        const bool isPartition = !m_to.partitionBound.isEmpty();
        if (m_from.inherits == m_to.inherits && m_from.partitionBound == m_to.partitionBound)
            return;
        for (const ObjectRef &parent : m_from.inherits) {
            if (wasPartition)
                add(ChangePhase::AlterTable, u"ALTER TABLE "_s + pgName(parent) + u" DETACH PARTITION "_s + m_name,
                    tr("detach from %1").arg(parent.name), {Hazard::Lock});
            else if (std::ranges::find(m_to.inherits, parent) == m_to.inherits.end())
                add(ChangePhase::AlterTable, m_alter + u"NO INHERIT "_s + pgName(parent), tr("no longer inherit from %1").arg(parent.name));
        }
        for (const ObjectRef &parent : m_to.inherits) {
            if (isPartition)
                add(ChangePhase::AddConstraint, u"ALTER TABLE "_s + pgName(parent) + u" ATTACH PARTITION "_s + m_name + u' ' + m_to.partitionBound,
                    tr("attach to %1").arg(parent.name), {Hazard::Lock, Hazard::MayFail});
            else if (std::ranges::find(m_from.inherits, parent) == m_from.inherits.end())
                add(ChangePhase::AddConstraint, m_alter + u"INHERIT "_s + pgName(parent), tr("inherit from %1").arg(parent.name));
        }
    }

    // --- columns

    void changeColumns()
    {
        for (const Column &old : m_from.columns) {
            if (!findColumn(m_to.columns, old.name) && !old.inherited)
                add(ChangePhase::DropColumn, m_alter + u"DROP COLUMN "_s + pgName(old.name), tr("drop column %1").arg(old.name), {Hazard::DataLoss});
        }
        for (const Column &wanted : m_to.columns) {
            const Column *old = findColumn(m_from.columns, wanted.name);
            if (old)
                changeColumn(*old, wanted);
            else if (!wanted.inherited)
                addColumn(wanted);
            changePgComment(m_list, m_to, u"COLUMN "_s + m_name + u'.' + pgName(wanted.name), old ? old->comment : QString(), wanted.comment);
        }
    }

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
        const bool fills = wanted.defaultExpression || wanted.identity != Identity::No || wanted.generated != Generated::No;
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
        if (old.inherited && wanted.inherited)
            return;
        if (old.generated != wanted.generated || (wanted.generated != Generated::No && old.generationExpression != wanted.generationExpression)) {
            changeGeneration(old, wanted);
            return;
        }
        changeType(old, wanted);
        changeNullable(old, wanted);
        changeCounting(old, wanted);
        changeColumnOptions(old, wanted);
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
        // What is computed can be computed again; values of a plain column would be lost.
        const QList<Hazard> hazards =
            old.generated == Generated::No ? QList<Hazard>{Hazard::DataLoss, Hazard::Rewrite} : QList<Hazard>{Hazard::Rewrite};
        add(ChangePhase::AlterTable, m_alter + u"DROP COLUMN "_s + pgName(old.name),
            tr("drop column %1: it is computed in another way").arg(old.name), hazards);
        add(ChangePhase::AlterTable, m_alter + u"ADD COLUMN "_s + pgColumnDefinition(m_script, m_to, wanted), tr("add column %1 again").arg(old.name),
            hazards);
    }

    void changeType(const Column &old, const Column &wanted)
    {
        if (old.nativeType == wanted.nativeType && old.collation == wanted.collation)
            return;
        const TypeConversion conversion = convertType(old.type, wanted.type);
        QList<Hazard> hazards{Hazard::Lock};
        QString check;
        if (old.nativeType != wanted.nativeType && !growsText(old, wanted))
            hazards.append(Hazard::Rewrite);
        if (conversion.verdict == TypeVerdict::Lossy || conversion.verdict == TypeVerdict::None)
            hazards.append(Hazard::DataLoss);
        if (conversion.verdict == TypeVerdict::NeedsCheck) {
            hazards.append(Hazard::MayFail);
            check = tooLong(old, wanted);
        }
        // A default of the old type may not be read as one of the new.
        const bool hasDefault = old.defaultExpression && old.identity == Identity::No && old.nativeType != wanted.nativeType;
        if (hasDefault)
            add(ChangePhase::AlterTable, column(wanted.name) + u"DROP DEFAULT"_s, tr("the default follows the type"), destructiveOnly(hazards));
        QString sql = column(wanted.name) + u"TYPE "_s + wanted.nativeType;
        if (old.collation != wanted.collation)
            sql += u" COLLATE "_s + (wanted.collation.isEmpty() ? u"pg_catalog.\"default\""_s : wanted.collation);
        if (old.nativeType != wanted.nativeType)
            sql += u" USING "_s + pgName(wanted.name) + castPath(old, wanted);
        add(ChangePhase::AlterTable, sql, tr("change column %1 from %2 to %3").arg(wanted.name, old.nativeType, wanted.nativeType), hazards, check);
        if (hasDefault && wanted.defaultExpression)
            add(ChangePhase::AlterTable, column(wanted.name) + u"SET DEFAULT "_s + *wanted.defaultExpression, tr("the default follows the type"),
                destructiveOnly(hazards));
        m_defaultDone = hasDefault;
    }

    static QList<Hazard> destructiveOnly(const QList<Hazard> &hazards)
    {
        return hazards.contains(Hazard::DataLoss) ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>();
    }

    /// Where there is no cast of its own, text is what both can be written as.
    static QString castPath(const Column &old, const Column &wanted)
    {
        const bool byText = convertType(old.type, wanted.type).verdict == TypeVerdict::None || old.type.family == TypeFamily::Enum
                            || wanted.type.family == TypeFamily::Enum;
        return (byText ? u"::text::"_s : u"::"_s) + wanted.nativeType;
    }

    static bool growsText(const Column &old, const Column &wanted)
    {
        const bool text =
            old.type.family == TypeFamily::Text && wanted.type.family == TypeFamily::Text && !old.type.fixedLength && !wanted.type.fixedLength;
        return text && convertType(old.type, wanted.type).verdict == TypeVerdict::Widening;
    }

    [[nodiscard]] QString tooLong(const Column &old, const Column &wanted) const
    {
        if (old.type.family != TypeFamily::Text || wanted.type.family != TypeFamily::Text || wanted.type.length < 0)
            return {};
        return u"SELECT * FROM %1 WHERE char_length(%2) > %3"_s.arg(m_name, pgName(old.name)).arg(wanted.type.length);
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
        return column.sequence ? column.sequence->name + u'|' + pgSequenceClauses(*column.sequence, column.nativeType) : QString();
    }

    [[nodiscard]] QString sequenceOf(const Column &column) const
    {
        const QString own = column.sequence ? column.sequence->name : QString();
        return pgName(ObjectRef{m_to.ref.schema, own.isEmpty() ? pgGeneratedName(m_to.ref.name, {column.name}, "seq"_L1) : own});
    }

    void changeCounting(const Column &old, const Column &wanted)
    {
        const bool defaultDone = std::exchange(m_defaultDone, false);
        const bool sameKind = old.identity == wanted.identity;
        if (sameKind && wanted.identity == Identity::Serial && old.nativeType != wanted.nativeType && wanted.sequence)
            add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequenceOf(old) + allClauses(*wanted.sequence),
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
            add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequenceOf(old) + allClauses(counting),
                tr("count column %1 in another way").arg(wanted.name));
            return;
        }
        stopCounting(old);
        startCounting(wanted);
    }

    void setDefault(const Column &wanted)
    {
        if (wanted.defaultExpression)
            add(ChangePhase::AlterTable, column(wanted.name) + u"SET DEFAULT "_s + *wanted.defaultExpression,
                tr("set the default of column %1").arg(wanted.name));
        else
            add(ChangePhase::AlterTable, column(wanted.name) + u"DROP DEFAULT"_s, tr("drop the default of column %1").arg(wanted.name));
    }

    static QString allClauses(const SequenceOptions &s)
    {
        QString sql;
        const auto clause = [&](const QString &words, const QString &value) {
            if (!value.isEmpty())
                sql += u' ' + words + u' ' + value;
        };
        clause(u"AS"_s, s.type);
        clause(u"INCREMENT BY"_s, s.increment);
        clause(u"MINVALUE"_s, s.minimum);
        clause(u"MAXVALUE"_s, s.maximum);
        clause(u"START WITH"_s, s.start);
        clause(u"CACHE"_s, s.cache);
        return sql + (s.cycle ? u" CYCLE"_s : u" NO CYCLE"_s);
    }

    void alterIdentity(const Column &old, const Column &wanted)
    {
        QString sql;
        if (old.identity != wanted.identity)
            sql += wanted.identity == Identity::Always ? u" SET GENERATED ALWAYS"_s : u" SET GENERATED BY DEFAULT"_s;
        if (clausesOf(old) != clausesOf(wanted) && wanted.sequence) {
            SequenceOptions counting = *wanted.sequence;
            counting.type.clear(); // follows the column's
            const QStringList clauses = allClauses(counting).trimmed().split(u' ');
            // "INCREMENT BY 2 MINVALUE 1": each clause gets a SET of its own.
            QString text = clauses.join(u' ');
            for (const QString &word : {u"INCREMENT BY"_s, u"MINVALUE"_s, u"MAXVALUE"_s, u"START WITH"_s, u"CACHE"_s, u"NO CYCLE"_s})
                text.replace(word, u"SET "_s + word);
            sql += u' ' + (counting.cycle ? text.replace(u" CYCLE"_s, u" SET CYCLE"_s) : text);
        }
        if (!sql.isEmpty())
            add(ChangePhase::AlterTable, column(wanted.name) + sql.trimmed(), tr("count column %1 in another way").arg(wanted.name));
    }

    void stopCounting(const Column &old)
    {
        if (isIdentity(old)) {
            add(ChangePhase::AlterTable, column(old.name) + u"DROP IDENTITY"_s, tr("column %1 is no identity any more").arg(old.name));
        } else if (old.identity == Identity::Serial) {
            add(ChangePhase::AlterTable, column(old.name) + u"DROP DEFAULT"_s, tr("column %1 no longer counts").arg(old.name));
            add(ChangePhase::AlterTable, u"DROP SEQUENCE "_s + sequenceOf(old), tr("its sequence goes with that"));
        } else if (old.defaultExpression) {
            add(ChangePhase::AlterTable, column(old.name) + u"DROP DEFAULT"_s, tr("drop the default of column %1").arg(old.name));
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
        const QString sequence = sequenceOf(wanted);
        add(ChangePhase::AlterTable,
            u"CREATE SEQUENCE "_s + sequence + (wanted.sequence ? allClauses(*wanted.sequence) : u" AS "_s + wanted.nativeType),
            tr("let column %1 count").arg(wanted.name));
        add(ChangePhase::AlterTable, column(wanted.name) + u"SET DEFAULT nextval("_s + pgLiteral(sequence) + u"::regclass)"_s,
            tr("let column %1 count").arg(wanted.name));
        add(ChangePhase::AlterTable, u"ALTER SEQUENCE "_s + sequence + u" OWNED BY "_s + m_name + u'.' + pgName(wanted.name),
            tr("let column %1 own its sequence").arg(wanted.name));
        add(ChangePhase::AlterTable, u"SELECT setval(%1, %2"_s.arg(pgLiteral(sequence), next), tr("go on after the highest number"));
    }

    void changeColumnOptions(const Column &old, const Column &wanted)
    {
        if (old.options == wanted.options)
            return;
        const QStringList before = old.options.split(u"; "_s, Qt::SkipEmptyParts);
        const QStringList after = wanted.options.split(u"; "_s, Qt::SkipEmptyParts);
        for (const QString &clause : after) {
            if (!before.contains(clause) && clause.startsWith(u"SET "))
                add(ChangePhase::AlterTable, column(wanted.name) + clause, tr("how column %1 is kept").arg(wanted.name));
            else if (!before.contains(clause) && !old.name.isEmpty())
                note(tr("Column %1: %2 must be set by hand.").arg(wanted.name, clause));
        }
        for (const QString &clause : before) {
            const QString head = clause.section(u' ', 0, 1);
            const bool set = std::ranges::any_of(after, [&](const QString &other) { return other.startsWith(head); });
            if (set)
                continue;
            if (head == u"SET STATISTICS")
                add(ChangePhase::AlterTable, column(wanted.name) + u"SET STATISTICS -1"_s, tr("how column %1 is kept").arg(wanted.name));
            else if (head == u"SET COMPRESSION")
                add(ChangePhase::AlterTable, column(wanted.name) + u"SET COMPRESSION default"_s, tr("how column %1 is kept").arg(wanted.name));
            else
                note(tr("Column %1: %2 must be taken back by hand.").arg(wanted.name, clause));
        }
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
            all.push_back({member.name, member.nameGenerated, nameless(definition, member.name), member.comment, foreignKey, needsData, check});
        };
        const auto duplicates = [&](const Key &key) {
            return u"SELECT %1, count(*) FROM %2 GROUP BY %1 HAVING count(*) > 1"_s.arg(pgNames(key.columns), m_name);
        };
        if (table.primaryKey)
            take(*table.primaryKey, pgKeyDefinition(*table.primaryKey, u"PRIMARY KEY"_s), false, true, duplicates(*table.primaryKey));
        for (const Key &key : table.uniques)
            take(key, pgKeyDefinition(key, u"UNIQUE"_s), false, true, duplicates(key));
        for (const Check &check : table.checks) {
            if (!check.inherited)
                take(check, pgCheckDefinition(m_script, check), false, check.validated && check.enforced,
                     u"SELECT * FROM "_s + m_name + u" WHERE NOT ("_s + check.expression + u')');
        }
        for (const Exclusion &exclusion : table.exclusions)
            take(exclusion, pgExclusionDefinition(m_script, exclusion), false, true);
        for (const ForeignKey &key : table.foreignKeys)
            take(key, pgForeignKeyDefinition(m_script, key), true, key.validated && key.enforced);
        return all;
    }

    void changeConstraints()
    {
        const std::vector<Constraint> before = constraintsOf(m_from);
        std::vector<Constraint> after = constraintsOf(m_to);
        for (const Constraint &old : before) {
            const auto same = std::ranges::find_if(after, [&](const Constraint &c) {
                return c.definition == old.definition && (c.name == old.name || c.nameGenerated || old.nameGenerated);
            });
            if (same != after.end()) {
                if (same->name != old.name && !(same->nameGenerated && old.nameGenerated))
                    add(ChangePhase::AlterTable, m_alter + u"RENAME CONSTRAINT "_s + pgName(old.name) + u" TO "_s + pgName(same->name),
                        tr("rename constraint %1").arg(old.name));
                const QString &name = same->nameGenerated && old.nameGenerated ? old.name : same->name;
                changePgComment(m_list, m_to, u"CONSTRAINT "_s + pgName(name) + u" ON "_s + m_name, old.comment, same->comment);
                after.erase(same);
                continue;
            }
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
        for (const Constraint &wanted : after) {
            const QString name = wanted.nameGenerated && wanted.comment.isEmpty() ? QString() : u"CONSTRAINT "_s + pgName(wanted.name) + u' ';
            QList<Hazard> hazards{Hazard::Lock};
            if (wanted.needsData)
                hazards.append(Hazard::MayFail);
            add(wanted.isForeignKey ? ChangePhase::ForeignKey : ChangePhase::AddConstraint, m_alter + u"ADD "_s + name + wanted.definition,
                tr("add constraint %1").arg(wanted.name), hazards, wanted.check);
            changePgComment(m_list, m_to, u"CONSTRAINT "_s + pgName(wanted.name) + u" ON "_s + m_name, {}, wanted.comment);
        }
    }

    // --- indexes, triggers, policies, options

    void changeIndexes()
    {
        const auto nameless = [&](const Index &index) {
            Index bare = index;
            bare.name = u"i"_s;
            return pgIndex(m_script, m_to.ref, bare);
        };
        std::vector<Index> after;
        std::ranges::copy_if(m_to.indexes, std::back_inserter(after), [](const Index &index) { return !index.inherited; });
        for (const Index &old : m_from.indexes) {
            if (old.inherited)
                continue;
            const QString name = pgName(ObjectRef{m_to.ref.schema, old.name});
            auto same = std::ranges::find_if(after, [&](const Index &index) { return index.name == old.name && nameless(index) == nameless(old); });
            if (same == after.end()) // the same under a name that is free here
                same = std::ranges::find_if(after, [&](const Index &index) {
                    return nameless(index) == nameless(old) && std::ranges::find(m_from.indexes, index.name, &Index::name) == m_from.indexes.end();
                });
            if (same == after.end()) {
                add(ChangePhase::DropIndex, u"DROP INDEX "_s + name, tr("drop index %1").arg(old.name));
                continue;
            }
            if (same->name != old.name)
                add(ChangePhase::CreateIndex, u"ALTER INDEX "_s + name + u" RENAME TO "_s + pgName(same->name), tr("rename index %1").arg(old.name));
            changePgComment(m_list, m_to, u"INDEX "_s + pgName(ObjectRef{m_to.ref.schema, same->name}), old.comment, same->comment);
            after.erase(same);
        }
        for (const Index &wanted : after) {
            QList<Hazard> hazards{Hazard::Lock};
            if (wanted.unique)
                hazards.append(Hazard::MayFail);
            add(ChangePhase::CreateIndex, pgIndex(m_script, m_to.ref, wanted), tr("create index %1").arg(wanted.name), hazards);
            changePgComment(m_list, m_to, u"INDEX "_s + pgName(ObjectRef{m_to.ref.schema, wanted.name}), {}, wanted.comment);
        }
    }

    void changeTriggers()
    {
        for (const Trigger &old : m_from.triggers) {
            const auto same = std::ranges::find(m_to.triggers, old.name, &Trigger::name);
            if (same == m_to.triggers.end() || same->definition != old.definition || same->enabled != old.enabled)
                add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + pgName(old.name) + u" ON "_s + m_name, tr("drop trigger %1").arg(old.name));
        }
        for (const Trigger &wanted : m_to.triggers) {
            const auto same = std::ranges::find(m_from.triggers, wanted.name, &Trigger::name);
            const bool kept = same != m_from.triggers.end() && same->definition == wanted.definition && same->enabled == wanted.enabled;
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
        for (const Policy &old : m_from.policies) {
            const auto same = std::ranges::find(m_to.policies, old.name, &Policy::name);
            if (same == m_to.policies.end() || text(*same) != text(old))
                add(ChangePhase::DropPolicy, u"DROP POLICY "_s + pgName(old.name) + u" ON "_s + m_name, tr("drop policy %1").arg(old.name));
        }
        for (const Policy &wanted : m_to.policies) {
            const auto same = std::ranges::find(m_from.policies, wanted.name, &Policy::name);
            if (same == m_from.policies.end() || text(*same) != text(wanted))
                add(ChangePhase::Policy, text(wanted), tr("create policy %1").arg(wanted.name));
        }
        if (m_from.rowSecurity != m_to.rowSecurity)
            add(ChangePhase::Policy, m_alter + (m_to.rowSecurity ? u"ENABLE ROW LEVEL SECURITY"_s : u"DISABLE ROW LEVEL SECURITY"_s),
                tr("row security"));
        if (m_from.rowSecurityForced != m_to.rowSecurityForced)
            add(ChangePhase::Policy, m_alter + (m_to.rowSecurityForced ? u"FORCE ROW LEVEL SECURITY"_s : u"NO FORCE ROW LEVEL SECURITY"_s),
                tr("row security"));
    }

    void changeOptions()
    {
        if (m_from.unlogged != m_to.unlogged)
            add(ChangePhase::AlterTable, m_alter + (m_to.unlogged ? u"SET UNLOGGED"_s : u"SET LOGGED"_s), tr("whether the table is logged"),
                {Hazard::Rewrite, Hazard::Lock});
        for (auto it = m_from.options.cbegin(); it != m_from.options.cend(); ++it) {
            if (!m_to.options.contains(it.key()) || m_to.options.value(it.key()) != it.value())
                takeBack(it.key(), m_to.options.contains(it.key()));
        }
        for (auto it = m_to.options.cbegin(); it != m_to.options.cend(); ++it) {
            if (m_from.options.value(it.key()) != it.value() || !m_from.options.contains(it.key()))
                setOption(it.key(), it.value());
        }
    }

    void takeBack(const QString &key, bool comesAgain)
    {
        if (key.startsWith(u"rule "))
            add(ChangePhase::DropTrigger, u"DROP RULE "_s + pgName(key.sliced(5)) + u" ON "_s + m_name, tr("drop rule %1").arg(key.sliced(5)));
        else if (key.startsWith(u"statistics "))
            add(ChangePhase::DropIndex, u"DROP STATISTICS "_s + pgName(ObjectRef{m_to.ref.schema, key.sliced(11)}),
                tr("drop statistics %1").arg(key.sliced(11)));
        else if (comesAgain)
            return;
        else if (key == u"clustered_on")
            add(ChangePhase::AlterTable, m_alter + u"SET WITHOUT CLUSTER"_s, tr("no clustering"));
        else if (key == u"replica_identity")
            add(ChangePhase::AlterTable, m_alter + u"REPLICA IDENTITY DEFAULT"_s, tr("replica identity"));
        else if (key == u"tablespace")
            add(ChangePhase::AlterTable, m_alter + u"SET TABLESPACE pg_default"_s, tr("tablespace"), {Hazard::Rewrite, Hazard::Lock});
        else if (pgStorageClause({{key, u"x"_s}}).isEmpty())
            note(tr("Option %1 must be taken back by hand.").arg(key));
        else
            add(ChangePhase::AlterTable, m_alter + u"RESET ("_s + key + u')', tr("storage parameter %1").arg(key));
    }

    void setOption(const QString &key, const QString &value)
    {
        if (key.startsWith(u"rule "))
            add(ChangePhase::Trigger, value, tr("create rule %1").arg(key.sliced(5)));
        else if (key.startsWith(u"statistics "))
            add(ChangePhase::CreateIndex, value, tr("create statistics %1").arg(key.sliced(11)));
        else if (key == u"clustered_on")
            add(ChangePhase::CreateIndex, m_alter + u"CLUSTER ON "_s + pgName(value), tr("cluster on %1").arg(value));
        else if (key == u"replica_identity")
            add(ChangePhase::CreateIndex, m_alter + u"REPLICA IDENTITY "_s + value, tr("replica identity"));
        else if (key == u"tablespace")
            add(ChangePhase::AlterTable, m_alter + u"SET TABLESPACE "_s + pgName(value), tr("tablespace"), {Hazard::Rewrite, Hazard::Lock});
        else if (pgStorageClause({{key, value}}).isEmpty())
            note(tr("Option %1 = %2 must be set by hand.").arg(key, value));
        else
            add(ChangePhase::AlterTable, m_alter + u"SET ("_s + key + u'=' + pgLiteral(value) + u')', tr("storage parameter %1").arg(key));
    }

    Table m_from;
    const Table &m_to;
    WriteOptions m_options;
    PgScript m_script;
    QString m_name;
    QString m_alter;
    ChangeList m_list;
    bool m_defaultDone = false;
};

} // namespace

ChangeList changePgTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
{
    return TableChange(from, to, renamed).run();
}

} // namespace concord
