// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdtablechange.h"

#include "compare/expressions.h"
#include "connection/dialect.h"
#include "firebird/firebirddialect.h"
#include "firebird/firebirdschemawriter.h"
#include "firebird/firebirdtabletext.h"
#include "migrate/orphans.h"
#include "migrate/renamecolumns.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FirebirdChanger", text);
}

QString id(const QString &name)
{
    return firebirdIdentifier(name);
}

QStringList statementsOf(const SchemaObject &object, DdlPhase phase)
{
    QStringList statements;
    WriteOptions all;
    all.comments = all.privileges = true;
    for (const DdlStatement &statement : firebirdSchemaWriter().create(object, all)) {
        if (statement.phase == phase && !statement.sql.isEmpty())
            statements.append(statement.sql);
    }
    return statements;
}

/// A primary, unique or foreign key stands on it.
bool isInKey(const Table &table, const QString &column)
{
    const auto has = [&](const QStringList &columns) { return columns.contains(column); };
    return (table.primaryKey && has(table.primaryKey->columns))
           || std::ranges::any_of(table.uniques, [&](const Key &key) { return has(key.columns); })
           || std::ranges::any_of(table.foreignKeys, [&](const ForeignKey &key) { return has(key.columns); });
}

/// A key, an index, a check, a computed column or a trigger stands on it.
bool isBound(const Table &table, const QString &column)
{
    const auto mentions = [&](const QString &text) { return expressionTokens(text, firebirdDialect()).contains(column); };
    return isInKey(table, column) || std::ranges::any_of(table.checks, [&](const Check &check) { return mentions(check.expression); })
           || std::ranges::any_of(table.columns, [&](const Column &other) { return mentions(other.generationExpression); })
           || std::ranges::any_of(table.triggers, [&](const Trigger &trigger) { return mentions(trigger.body); })
           || std::ranges::any_of(table.indexes, [&](const Index &index) {
                  return std::ranges::any_of(index.parts, [&](const IndexPart &part) { return part.column == column || mentions(part.expression); });
              });
}

class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed) : m_from(from), m_to(to), m_name(id(from.ref.name))
    {
        if (from.ref.name != to.ref.name)
            note(tr("Firebird renames no table: make “%1” by hand and copy the rows of “%2”.").arg(to.ref.name, from.ref.name));
        for (auto it = renamed.cbegin(); it != renamed.cend(); ++it)
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 TO %2"_s.arg(id(it.key()), id(it.value())), tr("rename column %1").arg(it.key()));
        renameColumnsInKeys(m_from, renamed);
    }

    ChangeList run()
    {
        changeKeys();
        changeChecks();
        changeForeignKeys();
        changeIndexes();
        changeTriggers();
        changeColumns();
        if (m_from.variant != m_to.variant || m_from.options != m_to.options)
            note(tr("How the rows of “%1” are kept (temporary, in a file) is changed by making it anew, by hand.").arg(m_to.ref.name));
        addFirebirdExtras(m_list, m_from, m_to);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void alter(ChangePhase phase, const QString &what, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        add(phase, u"ALTER TABLE %1 %2"_s.arg(m_name, what), purpose, hazards, check);
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }
    [[nodiscard]] QString rowsWhere(const QString &condition) const { return u"SELECT * FROM %1 WHERE %2"_s.arg(m_name, condition); }

    // --- columns

    void changeColumns()
    {
        for (const Column &column : m_to.columns) {
            if (const Column *old = findColumn(m_from.columns, column.name))
                changeColumn(*old, column);
            else
                addColumn(column);
        }
        for (const Column &column : m_from.columns) {
            if (findColumn(m_to.columns, column.name))
                continue;
            alter(ChangePhase::DropColumn, u"DROP "_s + id(column.name), tr("drop column %1").arg(column.name),
                  column.generated == Generated::No ? QList{Hazard::DataLoss} : QList<Hazard>());
        }
    }

    /// NOT NULL without a default: the rows that are there would hold NULL against it, also where it numbers new ones.
    void addColumn(const Column &column)
    {
        const bool empty = !column.nullable && !column.defaultExpression && column.generated == Generated::No;
        alter(ChangePhase::AlterTable, u"ADD %1 %2"_s.arg(id(column.name), firebirdColumnText(column)), tr("add column %1").arg(column.name),
              empty ? QList{Hazard::MayFail} : QList<Hazard>(), empty ? u"SELECT * FROM "_s + m_name : QString());
    }

    void changeColumn(const Column &from, const Column &to)
    {
        if (from.generated != to.generated)
            return replaceColumn(from, to, from.generated == Generated::No);
        if (to.generated != Generated::No) {
            if (from.generationExpression != to.generationExpression)
                alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 COMPUTED BY (%2)"_s.arg(id(to.name), to.generationExpression),
                      tr("compute %1 otherwise").arg(to.name));
            return;
        }
        changeIdentity(from, to);
        if (from.nativeType != to.nativeType || from.collation != to.collation)
            changeType(from, to);
        if (from.defaultExpression != to.defaultExpression && to.identity == Identity::No)
            alter(ChangePhase::AlterTable,
                  u"ALTER COLUMN %1 "_s.arg(id(to.name)) + (to.defaultExpression ? u"SET DEFAULT "_s + *to.defaultExpression : u"DROP DEFAULT"_s),
                  tr("change the default of %1").arg(to.name));
        if (from.nullable == to.nullable)
            return;
        if (to.nullable)
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 DROP NOT NULL"_s.arg(id(to.name)), tr("let %1 be NULL").arg(to.name));
        else
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 SET NOT NULL"_s.arg(id(to.name)), tr("keep NULL out of %1").arg(to.name),
                  {Hazard::MayFail}, rowsWhere(id(to.name) + u" IS NULL"_s));
    }

    void changeIdentity(const Column &from, const Column &to)
    {
        const auto increment = [](const Column &column) { return column.sequence ? column.sequence->increment : QString(); };
        const auto start = [](const Column &column) { return column.sequence ? column.sequence->start : QString(); };
        const auto write = [&](const QString &what) {
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 %2"_s.arg(id(to.name), what), tr("change how %1 numbers rows").arg(to.name));
        };
        if (from.identity == Identity::No && to.identity == Identity::No)
            return;
        if (from.identity == Identity::No)
            return note(tr("Firebird lets no column that is there number its rows: add one beside “%1” and copy.").arg(to.name));
        if (to.identity == Identity::No)
            return write(u"DROP IDENTITY"_s);
        if (from.identity != to.identity)
            write(to.identity == Identity::Always ? u"SET GENERATED ALWAYS"_s : u"SET GENERATED BY DEFAULT"_s);
        if (increment(from) != increment(to) && !increment(to).isEmpty())
            write(u"SET INCREMENT BY "_s + increment(to));
        if (start(from) != start(to) && !start(to).isEmpty())
            note(tr("Firebird keeps the first number of “%1”; RESTART WITH says where it goes on.").arg(to.name));
    }

    /// Wider in place; all else goes through a new column.
    void changeType(const Column &from, const Column &to)
    {
        const bool wider = from.type.family == to.type.family && convertType(from.type, to.type).verdict <= TypeVerdict::Widening;
        if (wider && from.collation == to.collation && !isInKey(m_from, to.name))
            return alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 TYPE %2"_s.arg(id(to.name), to.nativeType),
                         tr("column %1: %2 becomes %3").arg(to.name, from.nativeType, to.nativeType));
        if (isBound(m_from, to.name) || from.identity != Identity::No)
            return note(tr("Firebird has no ALTER that makes %1 of “%2” %3 while keys, indexes, checks or triggers stand on it: do it by hand.")
                            .arg(from.nativeType, to.name, to.nativeType));
        Column made = to;
        made.name = u"CONCORD_"_s + to.name;
        made.nullable = true;
        const QString copied = from.nativeType == to.nativeType ? id(to.name) : u"CAST(%1 AS %2)"_s.arg(id(to.name), to.nativeType);
        const QString purpose = tr("column %1: %2 becomes %3").arg(to.name, from.nativeType, to.nativeType);
        alter(ChangePhase::AlterTable, u"ADD %1 %2"_s.arg(id(made.name), firebirdColumnText(made)), purpose);
        add(ChangePhase::AlterTable, u"UPDATE %1 SET %2 = %3"_s.arg(m_name, id(made.name), copied), purpose, {Hazard::Rewrite, Hazard::MayFail},
            rowsWhere(id(to.name) + u" IS NOT NULL"_s));
        alter(ChangePhase::AlterTable, u"DROP "_s + id(to.name), purpose);
        alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 TO %2"_s.arg(id(made.name), id(to.name)), purpose);
        if (!to.nullable)
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 SET NOT NULL"_s.arg(id(to.name)), purpose);
        if (const auto place = std::ranges::find(m_to.columns, to.name, &Column::name); place != m_to.columns.end())
            alter(ChangePhase::AlterTable, u"ALTER COLUMN %1 POSITION %2"_s.arg(id(to.name)).arg(place - m_to.columns.begin() + 1), purpose);
    }

    void replaceColumn(const Column &from, const Column &to, bool loses)
    {
        const QList<Hazard> hazards = loses ? QList{Hazard::DataLoss} : QList<Hazard>();
        alter(ChangePhase::AlterTable, u"DROP "_s + id(from.name), tr("make column %1 anew").arg(to.name), hazards);
        alter(ChangePhase::AlterTable, u"ADD %1 %2"_s.arg(id(to.name), firebirdColumnText(to)), tr("make column %1 anew").arg(to.name), hazards);
    }

    // --- keys, checks, indexes, triggers

    void dropConstraint(ChangePhase phase, const QString &name)
    {
        alter(phase, u"DROP CONSTRAINT "_s + id(name), tr("drop constraint %1").arg(name));
    }

    [[nodiscard]] QString duplicates(const QStringList &columns) const
    {
        QString list = firebirdNames(columns);
        list = list.sliced(1, list.size() - 2);
        return u"SELECT %1, COUNT(*) FROM %2 GROUP BY %1 HAVING COUNT(*) > 1"_s.arg(list, m_name);
    }

    void changeKeys()
    {
        struct Written
        {
            QString text;
            const Key *key;
        };
        const auto keysOf = [](const Table &table) {
            std::vector<Written> all;
            if (table.primaryKey)
                all.push_back({firebirdKeyText(*table.primaryKey, u"PRIMARY KEY"_s), &*table.primaryKey});
            for (const Key &key : table.uniques)
                all.push_back({firebirdKeyText(key, u"UNIQUE"_s), &key});
            return all;
        };
        const std::vector<Written> before = keysOf(m_from);
        const std::vector<Written> after = keysOf(m_to);
        for (const Written &one : before) {
            if (std::ranges::find(after, one.text, &Written::text) == after.end())
                dropConstraint(ChangePhase::DropConstraint, one.key->name);
        }
        for (const Written &one : after) {
            if (std::ranges::find(before, one.text, &Written::text) == before.end())
                alter(ChangePhase::AddConstraint, u"ADD "_s + one.text, tr("add a key over %1").arg(one.key->columns.join(u", "_s)),
                      {Hazard::MayFail, Hazard::Lock}, duplicates(one.key->columns));
        }
    }

    void changeChecks()
    {
        const auto has = [](const Table &table, const Check &check) {
            return std::ranges::any_of(table.checks, [&](const Check &other) { return firebirdCheckText(other) == firebirdCheckText(check); });
        };
        for (const Check &check : m_from.checks) {
            if (!has(m_to, check))
                dropConstraint(ChangePhase::DropConstraint, check.name);
        }
        for (const Check &check : m_to.checks) {
            if (!has(m_from, check)) // rows that are there are not looked at
                alter(ChangePhase::AddConstraint, u"ADD "_s + firebirdCheckText(check), tr("add a check"), {},
                      rowsWhere(u"NOT (%1)"_s.arg(check.expression)));
        }
    }

    void changeForeignKeys()
    {
        const auto has = [](const Table &table, const ForeignKey &key) {
            return std::ranges::any_of(table.foreignKeys,
                                       [&](const ForeignKey &other) { return firebirdForeignKeyText(other) == firebirdForeignKeyText(key); });
        };
        for (const ForeignKey &key : m_from.foreignKeys) {
            if (!has(m_to, key))
                dropConstraint(ChangePhase::DropForeignKey, key.name);
        }
        for (const ForeignKey &key : m_to.foreignKeys) {
            if (has(m_from, key))
                continue;
            const auto quoted = [](QStringList names) {
                std::ranges::transform(names, names.begin(), id);
                return names;
            };
            const bool known = key.targetColumns.size() == key.columns.size();
            alter(ChangePhase::ForeignKey, u"ADD "_s + firebirdForeignKeyText(key), tr("add a foreign key to %1").arg(key.target.name),
                  {Hazard::MayFail, Hazard::Lock},
                  known ? orphansQuery({m_name, quoted(key.columns), id(key.target.name), quoted(key.targetColumns)}) : QString());
        }
    }

    static QString indexText(const Table &table, const Index &index)
    {
        return firebirdIndexText(index, table.ref.name) + (index.valid ? QString() : u" INACTIVE"_s);
    }

    void changeIndexes()
    {
        const auto has = [this](const Table &table, const Index &index) {
            return std::ranges::any_of(table.indexes, [&](const Index &other) { return indexText(m_to, other) == indexText(m_to, index); });
        };
        for (const Index &index : m_from.indexes) {
            if (!has(m_to, index))
                add(ChangePhase::DropIndex, u"DROP INDEX "_s + id(index.name), tr("drop index %1").arg(index.name));
        }
        for (const Index &index : m_to.indexes) {
            if (has(m_from, index))
                continue;
            Table one;
            one.ref = m_to.ref;
            one.indexes = {index};
            for (const QString &sql : statementsOf(one, DdlPhase::Index))
                add(ChangePhase::CreateIndex, sql, tr("create index %1").arg(index.name),
                    index.unique ? QList{Hazard::Lock, Hazard::MayFail} : QList{Hazard::Lock});
        }
    }

    void changeTriggers()
    {
        const auto has = [](const Table &table, const Trigger &trigger) {
            return std::ranges::any_of(table.triggers, [&](const Trigger &other) { return other.definition == trigger.definition; });
        };
        for (const Trigger &trigger : m_from.triggers) {
            if (!has(m_to, trigger))
                add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + id(trigger.name), tr("drop trigger %1").arg(trigger.name));
        }
        for (const Trigger &trigger : m_to.triggers) {
            if (has(m_from, trigger))
                continue;
            Table one;
            one.ref = m_to.ref;
            one.triggers = {trigger};
            for (const QString &sql : statementsOf(one, DdlPhase::Trigger))
                add(ChangePhase::Trigger, sql, tr("create trigger %1").arg(trigger.name));
        }
    }

    Table m_from;
    const Table &m_to;
    QString m_name;
    ChangeList m_list;
};

} // namespace

/// What a comment is on is still there: a column, index or trigger that goes takes its comment along.
static bool staysWith(const QString &subject, const SchemaObject &object)
{
    const QString name = subject.section(u' ', 3);
    if (object.kind != ObjectKind::Table || subject.startsWith("COMMENT ON TABLE "_L1))
        return true;
    const auto &table = static_cast<const Table &>(object);
    const QString prefix = id(table.ref.name) + u'.';
    return std::ranges::any_of(table.columns, [&](const Column &column) { return prefix + id(column.name) == name; })
           || std::ranges::any_of(table.indexes, [&](const Index &index) { return id(index.name) == name; })
           || std::ranges::any_of(table.triggers, [&](const Trigger &trigger) { return id(trigger.name) == name; });
}

void addFirebirdExtras(ChangeList &list, const SchemaObject &from, const SchemaObject &to)
{
    const auto add = [&](ChangePhase phase, const QString &sql, const QString &purpose) {
        list.steps.push_back({sql, phase, to.kind, to.ref, purpose, {}, {}});
    };
    const QStringList saidBefore = statementsOf(from, DdlPhase::Comment);
    const QStringList said = statementsOf(to, DdlPhase::Comment);
    const auto subject = [](const QString &text) { return text.first(text.indexOf(" IS '"_L1)); };
    for (const QString &text : said) {
        if (!saidBefore.contains(text))
            add(ChangePhase::Comment, text, tr("set a comment"));
    }
    for (const QString &text : saidBefore) {
        const bool again = std::ranges::any_of(said, [&](const QString &other) { return subject(other) == subject(text); });
        if (!again && staysWith(subject(text), to))
            add(ChangePhase::Comment, subject(text) + u" IS NULL"_s, tr("remove a comment"));
    }
    const QStringList givenBefore = statementsOf(from, DdlPhase::Privilege);
    const QStringList given = statementsOf(to, DdlPhase::Privilege);
    for (QString text : givenBefore) {
        if (given.contains(text))
            continue;
        if (text.endsWith(" WITH GRANT OPTION"_L1))
            text.chop(18);
        const qsizetype grantee = text.lastIndexOf(" TO "_L1);
        text = u"REVOKE"_s + text.sliced(5, grantee - 5) + u" FROM "_s + text.sliced(grantee + 4);
        add(ChangePhase::Privilege, text, tr("take a right away"));
    }
    for (const QString &text : given) {
        if (!givenBefore.contains(text))
            add(ChangePhase::Privilege, text, tr("give a right"));
    }
}

ChangeList firebirdTableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
{
    return TableChange(from, to, withRenamesInCase(renamed, from, to)).run();
}

} // namespace concord
