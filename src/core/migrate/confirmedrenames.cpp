// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/confirmedrenames.h"

#include "connection/dialect.h"
#include "migrate/objectcopy.h"
#include "migrate/renamecolumns.h"
#include "migrate/schemarewriter.h"
#include "migrate/uses.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

using Names = QMap<QString, QString>; // old → new

QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

/// Renames in an order in which every new name is free: rounds that follow each other. Where they go round in a circle, one of them
/// takes another name first.
QList<Names> inRounds(Names pending)
{
    QList<Names> rounds;
    while (!pending.isEmpty()) {
        // A name in another letter case is the same one to some engines.
        QHash<QString, QString> taken;
        for (auto it = pending.cbegin(); it != pending.cend(); ++it)
            taken.insert(it.key().toLower(), it.key());
        Names round;
        QString inTheWay;
        for (auto it = pending.cbegin(); it != pending.cend(); ++it) {
            const QString holder = taken.value(it.value().toLower(), it.key());
            if (holder == it.key())
                round.insert(it.key(), it.value());
            else
                inTheWay = holder;
        }
        if (round.isEmpty()) {
            const QString aside = QStringLiteral("concord_old_") + inTheWay;
            rounds.append(Names{{inTheWay, aside}});
            pending.insert(aside, pending.take(inTheWay));
            continue;
        }
        rounds.append(round);
        for (auto it = round.cbegin(); it != round.cend(); ++it)
            pending.remove(it.key());
    }
    return rounds;
}

/// What a rule takes stays, and between engines a name in the other one's style or case.
bool isRenamed(const std::vector<Difference> &differences)
{
    return std::ranges::any_of(differences, [](const Difference &difference) {
        return difference.property == u"name" && difference.verdict == Verdict::Different && difference.ignoredBy < 0;
    });
}

class Renaming
{
public:
    Renaming(const Comparison &comparison, const MigrationEngine &left) : m_comparison(comparison), m_left(left) {}

    std::optional<ConfirmedRenames> run()
    {
        collect();
        if (m_objects.isEmpty() && m_columns.isEmpty())
            return {};
        for (const ObjectPtr &object : m_comparison.left.catalog->objects()) {
            if (object->kind == ObjectKind::Table && m_columns.contains(object->ref))
                renameColumnsOf(object->ref);
        }
        renameTables();
        if (m_result.list.steps.empty())
            return {};
        m_result.left = renamedCatalog();
        m_result.mapping = renamedMapping();
        m_result.tables = m_comparison.tables;
        for (auto it = m_objects.cbegin(); !m_result.tables.isEmpty() && it != m_objects.cend(); ++it)
            m_result.tables.append(it.value().name);
        return std::move(m_result);
    }

private:
    /// Which tables and columns become what.
    void collect()
    {
        for (const ObjectComparison &pair : m_comparison.objects) {
            if (!pair.left || !pair.right || pair.confidence < 1 || pair.left->kind != ObjectKind::Table || pair.right->kind != ObjectKind::Table
                || pair.ignoredBy >= 0 || pair.verdict == Verdict::CannotTell)
                continue;
            const auto &table = static_cast<const Table &>(*pair.left);
            Names names;
            for (const MemberComparison &member : pair.members) {
                if (member.kind == u"column" && member.left && member.right && *member.left != *member.right && member.confidence >= 1
                    && member.ignoredBy < 0 && isRenamed(member.differences))
                    names.insert(*member.left, *member.right);
            }
            const bool anotherName = table.ref.name != pair.right->ref.name && isRenamed(pair.differences);
            if (names.isEmpty() && !anotherName)
                continue;
            moveAside(table, names);
            m_tables.insert(table.ref, std::make_shared<Table>(table));
            if (!names.isEmpty())
                m_columns.insert(table.ref, names);
            if (anotherName)
                m_objects.insert(table.ref, {table.ref.schema, pair.right->ref.name});
            noteOldNamesOf(pair, names);
        }
    }

    /// A column that has no counterpart, but the name that another one takes.
    void moveAside(const Table &table, Names &names)
    {
        const Names wanted = names;
        for (const Column &column : table.columns) {
            const bool taken = std::ranges::any_of(wanted, [&](const QString &name) { return name == column.name; });
            if (!taken || wanted.contains(column.name))
                continue;
            const QString aside = QStringLiteral("concord_old_") + column.name;
            names.insert(column.name, aside);
            m_result.list.notes.push_back(
                {table.ref,
                 tr("“%1” of “%2” is called “%3” until it is dropped: another column takes its name.").arg(column.name, table.ref.name, aside)});
        }
    }

    /// Where RIGHT has the old names too, one text means two things before and after.
    void noteOldNamesOf(const ObjectComparison &pair, const Names &names)
    {
        const auto &right = static_cast<const Table &>(*pair.right);
        const bool column = std::ranges::any_of(names.keys(), [&](const QString &old) { return findColumn(right.columns, old) != nullptr; });
        const bool table = m_objects.contains(pair.left->ref) && m_comparison.right.catalog->findRelation({right.ref.schema, pair.left->ref.name});
        if (column || table)
            m_ambiguous.append(pair.left->ref);
    }

    /// A parent's column takes those of its children along.
    [[nodiscard]] Names ownRenames(const Table &table) const
    {
        Names own = m_columns.value(table.ref);
        for (const ObjectRef &parent : table.inherits) {
            const Names parents = m_columns.value(parent);
            own.removeIf([&](const std::pair<const QString &, QString &> &one) { return parents.value(one.first) == one.second; });
        }
        return own;
    }

    void take(ChangeList list)
    {
        std::ranges::stable_sort(list.steps, {}, &ChangeStep::phase);
        std::ranges::move(list.steps, std::back_inserter(m_result.list.steps));
        std::ranges::move(list.notes, std::back_inserter(m_result.list.notes));
    }

    /// Writes the statements, and answers `to` as the server has it then.
    std::shared_ptr<Table> settled(const std::shared_ptr<Table> &from, const std::shared_ptr<Table> &to, const Names &columns)
    {
        auto after = std::make_shared<Table>(*to);
        m_left.changer->settleRenamed(*after, *from);
        // A sequence keeps its name, which the statements are not to change.
        Table before = *from;
        for (size_t i = 0; i < before.columns.size(); ++i)
            before.columns[i].sequence = to->columns[i].sequence = after->columns[i].sequence;
        take(m_left.changer->change(before, *to, columns));
        return after;
    }

    void renameColumnsOf(const ObjectRef &ref)
    {
        std::shared_ptr<Table> &table = m_tables[ref];
        const Names own = ownRenames(*table);
        Names parents = m_columns.value(ref);
        parents.removeIf([&](const std::pair<const QString &, QString &> &one) { return own.contains(one.first); });
        for (const Names &round : inRounds(own)) {
            auto to = std::make_shared<Table>(*table);
            renameColumns(*to, round, *m_left.dialect);
            table = settled(table, to, round);
        }
        const Table before = *table;
        renameColumns(*table, parents, *m_left.dialect);
        m_left.changer->settleRenamed(*table, before);
    }

    void renameTables()
    {
        QMap<QString, Names> bySchema;
        for (auto it = m_objects.cbegin(); it != m_objects.cend(); ++it)
            bySchema[it.key().schema].insert(it.key().name, it.value().name);
        for (auto schema = bySchema.cbegin(); schema != bySchema.cend(); ++schema) {
            Names now; // by what the table is called at the moment: its first name
            for (const Names &round : inRounds(*schema)) {
                for (auto it = round.cbegin(); it != round.cend(); ++it) {
                    const ObjectRef first{schema.key(), now.value(it.key(), it.key())};
                    if (renameOne(first, it.value()))
                        now.insert(it.value(), first.name);
                }
            }
        }
    }

    /// False: this engine renames no tables.
    bool renameOne(const ObjectRef &ref, const QString &name)
    {
        if (!m_tables.contains(ref)) // such an engine did not put it aside
            return false;
        std::shared_ptr<Table> &table = m_tables[ref];
        auto to = std::make_shared<Table>(*table);
        to->ref.name = name;
        const size_t steps = m_result.list.steps.size();
        const size_t notes = m_result.list.notes.size();
        const std::shared_ptr<Table> after = settled(table, to, {});
        if (m_result.list.steps.size() == steps) {
            m_result.list.notes.resize(notes); // which come again with all else that changes
            m_objects.remove(ref);
            return false;
        }
        if (const ObjectPtr other = m_comparison.left.catalog->findRelation(to->ref); other && !m_objects.contains(other->ref))
            m_result.list.notes.push_back(
                {ref, tr("“%1” is to become “%2”, which there is already: rename or drop that first.").arg(ref.name, name)});
        after->ref = table->ref;
        renameTable(*after, {ref.schema, name}, m_left.changer->rewritesTexts() ? m_left.dialect : nullptr);
        table = after;
        return true;
    }

    [[nodiscard]] std::shared_ptr<SchemaObject> renamed(const SchemaObject &object) const
    {
        std::shared_ptr<SchemaObject> copy = copyOf(object);
        if (object.kind == ObjectKind::Table)
            copy = renamedTable(static_cast<const Table &>(object));
        else if (object.kind == ObjectKind::Sequence) {
            auto &sequence = static_cast<Sequence &>(*copy);
            sequence.ownerColumn = m_columns.value(sequence.ownerTable).value(sequence.ownerColumn, sequence.ownerColumn);
        }
        const QHash<QString, QString> schemas;
        SchemaRewriter rewriter(schemas, m_objects, *m_left.dialect, object.ref.schema);
        visitObject(*copy, [&](auto &typed) { describe(rewriter, typed); });
        if (object.kind == ObjectKind::Table)
            keepOwnTargets(static_cast<Table &>(*copy), static_cast<const Table &>(object));
        if (m_left.changer->rewritesTexts() && !m_ambiguous.isEmpty())
            markTexts(*copy, object);
        copy->fingerprint = {};
        return copy;
    }

    /// Its own new name may be the old one of another table.
    void keepOwnTargets(Table &table, const Table &before) const
    {
        for (size_t i = 0; i < before.foreignKeys.size(); ++i) {
            if (before.foreignKeys[i].target == before.ref)
                table.foreignKeys[i].target = m_objects.value(before.ref, before.ref);
        }
    }

    /// The server has put the new names into what asks a renamed table. Where RIGHT has the old ones too, an equal text would not be the
    /// same: no text equals these, so that they are made anew.
    void markTexts(SchemaObject &copy, const SchemaObject &before) const
    {
        const auto mark = [](QString &text) { text.prepend(QStringLiteral("renamed: ")); };
        const QSet<QString> names = foldedNames(m_ambiguous, *m_left.dialect);
        const auto asks = [&](const QString &text) { return mentionsAny(text, names, *m_left.dialect); };
        const auto markTriggers = [&](std::vector<Trigger> &triggers) {
            for (Trigger &trigger : triggers) {
                if (asks(trigger.definition))
                    mark(trigger.definition);
            }
        };
        if (copy.kind == ObjectKind::View || copy.kind == ObjectKind::MaterializedView) {
            auto &view = static_cast<View &>(copy);
            if (asks(view.definition))
                mark(view.definition);
            markTriggers(view.triggers);
        } else if (copy.kind == ObjectKind::Table) {
            auto &table = static_cast<Table &>(copy);
            const bool own = m_ambiguous.contains(before.ref);
            for (Policy &policy : table.policies) {
                if (!policy.usingExpression.isEmpty() && (own || asks(policy.usingExpression)))
                    mark(policy.usingExpression);
                if (!policy.checkExpression.isEmpty() && (own || asks(policy.checkExpression)))
                    mark(policy.checkExpression);
            }
            for (auto option = table.options.begin(); option != table.options.end(); ++option) {
                if (option.key().startsWith(u"rule ") && (own || asks(option.value())))
                    mark(option.value());
            }
            markTriggers(table.triggers);
        }
    }

    [[nodiscard]] std::shared_ptr<Table> renamedTable(const Table &before) const
    {
        const bool own = m_columns.contains(before.ref) || m_objects.contains(before.ref);
        auto table = std::make_shared<Table>(own ? *m_tables.value(before.ref) : before);
        for (size_t i = 0; i < before.foreignKeys.size(); ++i) {
            const ForeignKey &old = before.foreignKeys[i];
            if (old.target == before.ref)
                continue;
            for (QString &column : table->foreignKeys[i].targetColumns)
                column = m_columns.value(old.target).value(column, column);
        }
        const Names names = m_columns.value(before.ref);
        for (Privilege &privilege : table->privileges)
            privilege.column = names.value(privilege.column, privilege.column);
        return table;
    }

    [[nodiscard]] CatalogPtr renamedCatalog() const
    {
        std::vector<std::shared_ptr<SchemaObject>> objects;
        for (const ObjectPtr &object : m_comparison.left.catalog->objects())
            objects.push_back(renamed(*object));
        CatalogInfo info = m_comparison.left.catalog->info();
        for (Unread &unread : info.unread)
            unread.object = m_objects.value(unread.object, unread.object);
        return Catalog::make(std::move(info), std::move(objects));
    }

    [[nodiscard]] Mapping renamedMapping() const
    {
        Mapping mapping = m_comparison.mapping;
        for (TableMapping &table : mapping.tables) {
            ObjectRef ref = table.left;
            if (ref.schema.isEmpty())
                ref.schema = m_comparison.left.catalog->info().defaultSchema;
            const Names names = m_columns.value(ref);
            for (ColumnMapping &column : table.columns)
                column.left = names.value(column.left, column.left);
            if (m_objects.contains(ref))
                table.left.name = m_objects.value(ref).name;
        }
        return mapping;
    }

    const Comparison &m_comparison;
    const MigrationEngine &m_left;
    QHash<ObjectRef, ObjectRef> m_objects; ///< tables, old → new
    QHash<ObjectRef, Names> m_columns;     ///< by the table's old name
    QList<ObjectRef> m_ambiguous;          ///< renamed ones whose old names are names in RIGHT, too; by their old names
    QHash<ObjectRef, std::shared_ptr<Table>> m_tables; ///< by their old names, as they are by now
    ConfirmedRenames m_result;
};

} // namespace

std::optional<ConfirmedRenames> confirmedRenames(const Comparison &comparison, const MigrationEngine &left)
{
    return Renaming(comparison, left).run();
}

} // namespace concord
