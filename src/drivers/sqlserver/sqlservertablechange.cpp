// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/orphans.h"
#include "migrate/renamecolumns.h"
#include "sqlserver/sqlserverchanger.h"
#include "sqlserver/sqlserverddltext.h"
#include "sqlserver/sqlserverschemawriter.h"
#include "sqlserver/tsqltext.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlServerChanger", text);
}

/// A column's own words without its name's default and NULL: what ALTER COLUMN says.
QString typeWords(const Column &column)
{
    return column.nativeType + (column.collation.isEmpty() ? QString() : u" COLLATE "_s + column.collation);
}

class TableChange
{
public:
    TableChange(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
        : m_before(from),
          m_from(from),
          m_to(to),
          m_ddl({}),
          m_renamed(renamed),
          m_name(m_ddl.name(to.ref))
    {
        renameColumnsInKeys(m_from, renamed);
        for (const Column &column : m_from.columns) {
            const Column *wanted = findColumn(m_to.columns, column.name);
            if (wanted && (typeWords(column) != typeWords(*wanted) || column.nullable != wanted->nullable || isRemade(column, *wanted)))
                m_touched.insert(column.name);
        }
    }

    ChangeList run()
    {
        rename();
        dropWhatStandsInTheWay();
        for (const Column &wanted : m_to.columns)
            changeColumn(wanted);
        dropColumns();
        addKeys();
        addIndexes();
        addForeignKeys();
        changeOptions();
        changeTriggers();
        changeComments();
        changeSqlServerPrivileges(m_list, m_from, m_to, u"OBJECT::"_s + m_name);
        return std::move(m_list);
    }

private:
    void add(ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {}, const QString &check = {})
    {
        m_list.steps.push_back({sql, phase, ObjectKind::Table, m_to.ref, purpose, hazards, check});
    }
    void note(const QString &text) { m_list.notes.push_back({m_to.ref, text}); }
    [[nodiscard]] QString alter() const { return u"ALTER TABLE "_s + m_name + u' '; }

    /// Computed columns are dropped and added: they hold nothing of their own. An identity cannot be given or taken.
    [[nodiscard]] static bool isRemade(const Column &old, const Column &wanted)
    {
        if (old.generated == Generated::No && wanted.generated == Generated::No)
            return false;
        return old.generated != wanted.generated || old.generationExpression != wanted.generationExpression;
    }

    void rename()
    {
        if (m_before.ref.name != m_to.ref.name)
            add(ChangePhase::AlterTable,
                u"EXEC sys.sp_rename %1, %2"_s.arg(SqlServerDdlText::literal(m_ddl.name(m_before.ref)), SqlServerDdlText::literal(m_to.ref.name)),
                tr("rename the table to %1").arg(m_to.ref.name));
        for (auto it = m_renamed.cbegin(); it != m_renamed.cend(); ++it) {
            if (it.key() != it.value())
                add(ChangePhase::AlterTable,
                    u"EXEC sys.sp_rename %1, %2, N'COLUMN'"_s.arg(SqlServerDdlText::literal(m_name + u'.' + SqlServerDdlText::quoted(it.key())),
                                                                  SqlServerDdlText::literal(it.value())),
                    tr("rename column %1 to %2").arg(it.key(), it.value()));
        }
    }

    [[nodiscard]] bool touches(const QStringList &columns) const
    {
        return std::ranges::any_of(columns,
                                   [this](const QString &column) { return m_touched.contains(column) || !findColumn(m_to.columns, column); });
    }
    template<class T, class Text>
    [[nodiscard]] static bool holds(const std::vector<T> &all, const T &one, Text text)
    {
        return std::ranges::any_of(all, [&](const T &other) { return text(other) == text(one); });
    }
    // What decides whether a member stays; names that the server made say nothing.
    [[nodiscard]] auto keyText(bool primary) const
    {
        return [this, primary](const Key &key) { return m_ddl.key(key, primary); };
    }
    [[nodiscard]] auto checkText() const
    {
        return [this](const Check &check) { return m_ddl.check(check); };
    }
    [[nodiscard]] auto foreignText() const
    {
        return [this](const ForeignKey &key) { return m_ddl.foreignKey(key); };
    }
    [[nodiscard]] auto indexText() const
    {
        return [this](const Index &index) { return m_ddl.createIndex(index, m_to); };
    }
    [[nodiscard]] static QStringList columnsOf(const Index &index)
    {
        QStringList columns = index.included;
        for (const IndexPart &part : index.parts)
            columns.append(part.column);
        return columns;
    }

    [[nodiscard]] bool keeps(const Key &key, bool primary) const
    {
        if (touches(key.columns))
            return false;
        return primary ? m_to.primaryKey && m_ddl.key(*m_to.primaryKey, true) == m_ddl.key(key, true) : holds(m_to.uniques, key, keyText(false));
    }
    [[nodiscard]] bool keeps(const Check &check) const { return !touches(check.columns) && holds(m_to.checks, check, checkText()); }
    [[nodiscard]] bool keeps(const ForeignKey &key) const { return !touches(key.columns) && holds(m_to.foreignKeys, key, foreignText()); }
    [[nodiscard]] bool keeps(const Index &index) const { return !touches(columnsOf(index)) && holds(m_to.indexes, index, indexText()); }

    void dropConstraint(ChangePhase phase, const QString &name, const QString &purpose)
    {
        add(phase, u"ALTER TABLE %1 DROP CONSTRAINT %2"_s.arg(m_ddl.name(m_before.ref), SqlServerDdlText::quoted(name)), purpose);
    }

    void dropWhatStandsInTheWay()
    {
        for (const ForeignKey &key : m_from.foreignKeys) {
            if (!keeps(key))
                dropConstraint(ChangePhase::DropForeignKey, key.name, tr("drop foreign key %1").arg(key.name));
        }
        for (const Check &check : m_from.checks) {
            if (!keeps(check))
                dropConstraint(ChangePhase::DropConstraint, check.name, tr("drop check %1").arg(check.name));
        }
        for (const Key &key : m_from.uniques) {
            if (!keeps(key, false))
                dropConstraint(ChangePhase::DropConstraint, key.name, tr("drop unique key %1").arg(key.name));
        }
        if (m_from.primaryKey && !keeps(*m_from.primaryKey, true)) {
            dropConstraint(ChangePhase::DropConstraint, m_from.primaryKey->name, tr("drop the primary key"));
            note(tr("Foreign keys of other tables that refer to the primary key of “%1” must be dropped first.").arg(m_to.ref.name));
        }
        for (const Index &index : m_from.indexes) {
            if (!keeps(index))
                add(ChangePhase::DropIndex, m_ddl.dropIndex(index, m_before), tr("drop index %1").arg(index.name));
        }
    }

    [[nodiscard]] QString oldName(const QString &column) const { return m_renamed.key(column, column); }

    void dropDefault(const Column &old)
    {
        if (!old.defaultExpression)
            return;
        Column before = old;
        before.name = oldName(old.name);
        add(ChangePhase::DropConstraint, dropSqlServerDefault(m_ddl.name(m_before.ref), before), tr("drop the default of %1").arg(before.name));
    }

    void changeColumn(const Column &wanted)
    {
        const Column *old = findColumn(m_from.columns, wanted.name);
        if (!old)
            return addColumn(wanted);
        if (isRemade(*old, wanted)) {
            const bool loses = old->generated == Generated::No;
            dropDefault(*old);
            add(ChangePhase::AlterTable, alter() + u"DROP COLUMN "_s + SqlServerDdlText::quoted(wanted.name),
                tr("make column %1 anew").arg(wanted.name), loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
            return addColumn(wanted, loses);
        }
        if ((old->identity == Identity::No) != (wanted.identity == Identity::No))
            note(tr("“%1.%2”: IDENTITY can be given or taken only by making the table anew.").arg(m_to.ref.name, wanted.name));
        const bool retyped = m_touched.contains(wanted.name);
        const bool another = old->defaultExpression != wanted.defaultExpression || defaultNameOf(*old) != defaultNameOf(wanted);
        if (another || retyped)
            dropDefault(*old);
        if (retyped)
            alterColumn(*old, wanted);
        if ((another || retyped) && wanted.defaultExpression && wanted.identity == Identity::No)
            addDefault(wanted);
        if (columnOptionsOf(*old) != columnOptionsOf(wanted))
            note(tr("“%1.%2” has other options (%3); they are not changed.").arg(m_to.ref.name, wanted.name, columnOptionsOf(wanted)));
    }

    void addDefault(const Column &wanted)
    {
        const QString name = defaultNameOf(wanted);
        add(ChangePhase::AddConstraint,
            alter() + u"ADD "_s + (name.isEmpty() ? QString() : u"CONSTRAINT "_s + SqlServerDdlText::quoted(name) + u' ')
                + u"DEFAULT (%1) FOR %2"_s.arg(*wanted.defaultExpression, SqlServerDdlText::quoted(wanted.name)),
            tr("default of %1").arg(wanted.name));
    }

    void alterColumn(const Column &old, const Column &wanted)
    {
        QList<Hazard> hazards;
        QString check;
        const TypeConversion conversion = convertType(old.type, wanted.type);
        if (typeWords(old) != typeWords(wanted))
            hazards = {Hazard::Rewrite, Hazard::Lock};
        if (conversion.verdict == TypeVerdict::NeedsCheck || conversion.verdict == TypeVerdict::None)
            hazards.append(Hazard::MayFail);
        if (conversion.verdict == TypeVerdict::Lossy)
            hazards.append(Hazard::DataLoss);
        if (old.nullable && !wanted.nullable) {
            hazards.append(Hazard::MayFail);
            check = u"SELECT * FROM %1 WHERE %2 IS NULL"_s.arg(m_ddl.name(m_before.ref), SqlServerDdlText::quoted(oldName(wanted.name)));
        }
        add(ChangePhase::AlterTable,
            alter()
                + u"ALTER COLUMN %1 %2 %3"_s.arg(SqlServerDdlText::quoted(wanted.name), typeWords(wanted),
                                                 wanted.nullable ? u"NULL"_s : u"NOT NULL"_s),
            typeWords(old) == typeWords(wanted) ? (wanted.nullable ? tr("let %1 be NULL") : tr("let %1 not be NULL")).arg(wanted.name)
                                                : tr("change the type of %1 from %2 to %3").arg(wanted.name, old.nativeType, wanted.nativeType),
            hazards, check);
    }

    void addColumn(const Column &wanted, bool loses = false)
    {
        const bool filled = wanted.nullable || wanted.defaultExpression || wanted.generated != Generated::No || wanted.identity != Identity::No
                            || wanted.type.family == TypeFamily::RowVersion;
        QList<Hazard> hazards;
        if (loses)
            hazards.append(Hazard::DataLoss);
        if (!filled)
            hazards.append(Hazard::MayFail);
        add(ChangePhase::AlterTable, alter() + u"ADD "_s + m_ddl.column(wanted), tr("add column %1").arg(wanted.name), hazards,
            filled ? QString() : u"SELECT TOP (1) 1 FROM "_s + m_ddl.name(m_before.ref));
    }

    void dropColumns()
    {
        for (const Column &old : m_from.columns) {
            if (findColumn(m_to.columns, old.name))
                continue;
            const bool loses = old.generated == Generated::No;
            if (old.defaultExpression) {
                dropDefault(old);
                if (loses)
                    m_list.steps.back().hazards = {Hazard::DataLoss};
            }
            add(ChangePhase::DropColumn, alter() + u"DROP COLUMN "_s + SqlServerDdlText::quoted(old.name), tr("drop column %1").arg(old.name),
                loses ? QList<Hazard>{Hazard::DataLoss} : QList<Hazard>());
        }
    }

    [[nodiscard]] QString duplicates(const QStringList &columns) const
    {
        QStringList names;
        for (const QString &column : columns) {
            if (!findColumn(m_from.columns, column))
                return {};
            names.append(SqlServerDdlText::quoted(oldName(column)));
        }
        return u"SELECT %1, COUNT(*) FROM %2 GROUP BY %1 HAVING COUNT(*) > 1"_s.arg(names.join(u", "_s), m_ddl.name(m_before.ref));
    }

    void addKeys()
    {
        if (m_to.primaryKey && !(m_from.primaryKey && keeps(*m_from.primaryKey, true)))
            add(ChangePhase::AddConstraint, alter() + u"ADD "_s + m_ddl.key(*m_to.primaryKey, true), tr("add the primary key"),
                {Hazard::MayFail, Hazard::Lock}, duplicates(m_to.primaryKey->columns));
        for (const Key &key : m_to.uniques) {
            if (touches(key.columns) || !holds(m_from.uniques, key, keyText(false)))
                add(ChangePhase::AddConstraint, alter() + u"ADD "_s + m_ddl.key(key, false), tr("add unique key %1").arg(key.name),
                    {Hazard::MayFail, Hazard::Lock}, duplicates(key.columns));
        }
        for (const Check &check : m_to.checks) {
            if (!touches(check.columns) && holds(m_from.checks, check, checkText()))
                continue;
            add(ChangePhase::AddConstraint, alter() + (check.validated ? u"WITH CHECK ADD "_s : u"WITH NOCHECK ADD "_s) + m_ddl.check(check),
                tr("add check %1").arg(check.name), check.validated ? QList<Hazard>{Hazard::MayFail} : QList<Hazard>(),
                u"SELECT * FROM %1 WHERE NOT (%2)"_s.arg(m_name, check.expression));
        }
    }

    void addIndexes()
    {
        for (const Index &index : m_to.indexes) {
            if (!touches(columnsOf(index)) && holds(m_from.indexes, index, indexText()))
                continue;
            const QString sql = m_ddl.createIndex(index, m_to);
            if (sql.isEmpty())
                note(tr("The index “%1” is not written: it is one over XML, space or an expression.").arg(index.name));
            else
                add(ChangePhase::CreateIndex, sql, tr("create index %1").arg(index.name),
                    index.unique ? QList<Hazard>{Hazard::MayFail, Hazard::Lock} : QList<Hazard>{Hazard::Lock});
        }
    }

    void addForeignKeys()
    {
        for (const ForeignKey &key : m_to.foreignKeys) {
            if (touches(key.columns) || !holds(m_from.foreignKeys, key, foreignText()))
                add(ChangePhase::ForeignKey, alter() + (key.validated ? u"WITH CHECK ADD "_s : u"WITH NOCHECK ADD "_s) + m_ddl.foreignKey(key),
                    tr("add foreign key %1").arg(key.name), key.validated ? QList<Hazard>{Hazard::MayFail} : QList<Hazard>(), orphans(key));
        }
    }

    [[nodiscard]] QString orphans(const ForeignKey &key) const
    {
        QStringList columns;
        QStringList targets;
        for (const QString &column : key.columns) {
            if (!findColumn(m_from.columns, column))
                return {}; // nothing to look at yet
            columns.append(SqlServerDdlText::quoted(oldName(column)));
        }
        for (const QString &column : key.targetColumns)
            targets.append(SqlServerDdlText::quoted(column));
        return orphansQuery({m_ddl.name(m_before.ref), columns, m_ddl.name(key.target), targets});
    }

    void changeOptions()
    {
        const QString compression = u"data_compression"_s;
        if (m_from.options.value(compression) != m_to.options.value(compression))
            add(ChangePhase::AlterTable, alter() + u"REBUILD WITH (DATA_COMPRESSION = %1)"_s.arg(m_to.options.value(compression, u"NONE"_s)),
                tr("compress the table in another way"), {Hazard::Rewrite, Hazard::Lock});
        QStringList others;
        QSet<QString> options(m_from.options.keyBegin(), m_from.options.keyEnd());
        options.unite({m_to.options.keyBegin(), m_to.options.keyEnd()});
        for (const QString &option : std::as_const(options)) {
            if (option != compression && m_from.options.value(option) != m_to.options.value(option))
                others.append(option);
        }
        others.sort();
        if (!others.isEmpty())
            note(tr("“%1” differs in what a script does not change: %2.").arg(m_to.ref.name, others.join(u", "_s)));
    }

    void changeTriggers()
    {
        for (const Trigger &old : m_from.triggers) {
            if (std::ranges::find(m_to.triggers, old.name, &Trigger::name) == m_to.triggers.end())
                add(ChangePhase::DropTrigger, u"DROP TRIGGER "_s + m_ddl.name({m_before.ref.schema, old.name}), tr("drop trigger %1").arg(old.name));
        }
        for (const Trigger &wanted : m_to.triggers) {
            const auto old = std::ranges::find(m_from.triggers, wanted.name, &Trigger::name);
            const QString name = m_ddl.name({m_to.ref.schema, wanted.name});
            const bool fresh = old == m_from.triggers.end();
            if (fresh || old->definition != wanted.definition)
                add(ChangePhase::Trigger, moduleWithName(wanted.definition, name, !fresh),
                    fresh ? tr("create trigger %1").arg(wanted.name) : tr("replace trigger %1").arg(wanted.name));
            if ((fresh ? QString() : old->enabled) != wanted.enabled)
                add(ChangePhase::Trigger, u"%1 TRIGGER %2 ON %3"_s.arg(wanted.enabled.isEmpty() ? u"ENABLE"_s : u"DISABLE"_s, name, m_name),
                    tr("whether trigger %1 fires").arg(wanted.name));
        }
    }

    void changeComment(const QString &old, const QString &wanted, const QString &column = {})
    {
        if (old == wanted)
            return;
        const QString verb = old.isEmpty() ? u"add"_s : wanted.isEmpty() ? u"drop"_s : u"update"_s;
        add(ChangePhase::Comment, m_ddl.comment(verb, wanted, u"TABLE"_s, m_to.ref, column.isEmpty() ? QString() : u"COLUMN"_s, column),
            column.isEmpty() ? tr("comment") : tr("comment of %1").arg(column));
    }

    void changeComments()
    {
        changeComment(m_from.comment, m_to.comment);
        for (const Column &wanted : m_to.columns) {
            const Column *old = findColumn(m_from.columns, wanted.name);
            const bool kept = old && !isRemade(*old, wanted);
            changeComment(kept ? old->comment : QString(), wanted.comment, wanted.name);
        }
    }

    const Table &m_before;
    Table m_from; ///< with its columns' new names
    const Table &m_to;
    SqlServerDdlText m_ddl;
    QMap<QString, QString> m_renamed; ///< old → new
    QString m_name;
    QSet<QString> m_touched; ///< columns whose type changes: what stands on them goes and comes again
    ChangeList m_list;
};

} // namespace

ChangeList changeSqlServerTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed)
{
    return TableChange(from, to, renamed).run();
}

} // namespace concord
