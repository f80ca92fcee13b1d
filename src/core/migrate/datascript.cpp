// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/datascript.h"

#include "connection/dialect.h"
#include "migrate/datachecks.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <functional>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DataScript", text);
}

const EngineTerms &standardTerms()
{
    static const EngineTerms terms;
    return terms;
}

/// What the tables of both ends are called on the one connection.
class ReachableNames
{
public:
    ReachableNames(const Comparison &comparison, const MigrationEngine &right, const std::vector<const ObjectComparison *> &pairs)
        : m_dialect(*right.dialect),
          m_leftEnd(comparison.left),
          m_right(databaseName(comparison.right)),
          m_left(databaseName(comparison.left))
    {
        // Neither a schema of RIGHT nor RIGHT itself is meant, by whichever name.
        const QString file = QFileInfo(comparison.right.catalog->info().database).completeBaseName();
        QStringList taken = comparison.right.catalog->schemas() + QStringList{m_right, file};
        while (taken.contains(m_left, Qt::CaseInsensitive) && !(m_dialect.schemas && isCopy(comparison, pairs)))
            m_left += QStringLiteral("_left");
    }

    [[nodiscard]] QString rightTable(const Table &table) const
    {
        const QString holder = m_dialect.schemas ? table.ref.schema : m_right;
        return holder.isEmpty() ? m_dialect.identifier(table.ref.name) : m_dialect.identifier(holder) + u'.' + m_dialect.identifier(table.ref.name);
    }
    [[nodiscard]] QString leftTable(const Table &table) const
    {
        return m_dialect.identifier(leftHolder(table.ref.schema)) + u'.' + m_dialect.identifier(table.ref.name);
    }
    /// LEFT's usual schema is called as LEFT is, each other one has its own name behind that.
    [[nodiscard]] QString leftHolder(const QString &schema) const
    {
        const bool usual = !hasSchemas(m_leftEnd) || schema.isEmpty() || schema == m_leftEnd.catalog->info().defaultSchema;
        return usual ? m_left : m_left + u'_' + schema;
    }
    [[nodiscard]] const QString &left() const { return m_left; }
    [[nodiscard]] const QString &right() const { return m_right; }
    [[nodiscard]] static bool hasSchemas(const CompareEnd &end) { return end.dialect && end.dialect->schemas; }

private:
    /// RIGHT holds LEFT's tables by now under the names that they have here: what was asked for is done.
    [[nodiscard]] bool isCopy(const Comparison &comparison, const std::vector<const ObjectComparison *> &pairs) const
    {
        return std::ranges::all_of(pairs, [&](const ObjectComparison *pair) {
            const ObjectRef ref{leftHolder(pair->left->ref.schema), pair->left->ref.name};
            const ObjectPtr copy = comparison.right.catalog->findRelation(ref);
            return copy && copy != pair->right && std::ranges::all_of(columnsOf(*pair->left), [&](const Column &column) {
                       return findColumn(columnsOf(*copy), column.name) != nullptr;
                   });
        });
    }
    /// As people call it; of a URL or a path, what the server or the file is called.
    static QString databaseName(const CompareEnd &end)
    {
        const CatalogInfo &info = end.catalog->info();
        const bool isSchema = !hasSchemas(end) && !info.database.isEmpty() && end.catalog->schemas().contains(info.database);
        if (isSchema) // others know it by that name
            return info.database;
        QString name = end.name;
        if (!info.scope.isEmpty() && name.endsWith(u'/' + info.scope))
            name.chop(info.scope.size() + 1);
        return name.contains(u'/') ? QFileInfo(info.database).completeBaseName() : name;
    }

    const Dialect &m_dialect;
    const CompareEnd &m_leftEnd;
    QString m_right;
    QString m_left;
};

/// Which pair fills a table of RIGHT's.
using Sources = QHash<ObjectRef, const ObjectComparison *>;

/// Writes the statement of one pair of tables.
class PairCopy
{
public:
    PairCopy(const ReachableNames &names, const Sources &sources, const ObjectComparison &pair, const MigrationEngine &right,
             const TableMapping *mapping)
        : m_dialect(*right.dialect),
          m_terms(right.changer ? right.changer->terms() : standardTerms()),
          m_left(static_cast<const Table &>(*pair.left)),
          m_right(static_cast<const Table &>(*pair.right)),
          m_mapping(mapping),
          m_names(names),
          m_tables(sources),
          m_leftName(names.leftTable(m_left)),
          m_rightName(names.rightTable(m_right)),
          m_members(pair.members.empty() ? membersOf(pair) : pair.members),
          m_confidence(pair.confidence)
    {}

    DataStep write()
    {
        DataStep step{m_left.ref, m_right.ref, {}, {}, {}};
        if (m_confidence < 1)
            m_notes.append(
                tr("%1 → %2 is offered, not confirmed (%3 %)").arg(m_left.ref.name, m_right.ref.name, QString::number(qRound(m_confidence * 100))));
        for (const MemberComparison &member : m_members) {
            if (member.kind == u"column")
                addColumn(member);
        }
        if (m_targets.isEmpty()) {
            m_notes.append(tr("no column of %1 is known to go into %2").arg(m_leftName, m_rightName));
        } else {
            const QString missing = missingCondition();
            const QString where = missing.isEmpty() ? QString() : QStringLiteral("\nWHERE ") + missing;
            step.sql =
                QStringLiteral("INSERT INTO %1 (\n  %2\n)%3\nSELECT\n  %4\nFROM %5%6")
                    .arg(m_rightName, m_targets.join(QStringLiteral(", ")), m_overriding, m_sources.join(QStringLiteral(",\n  ")), m_leftName, where);
            step.check = checkQuery(missing);
        }
        step.notes = m_notes;
        return step;
    }

private:
    void addColumn(const MemberComparison &member)
    {
        const Column *from = member.left ? findColumn(m_left.columns, *member.left) : nullptr;
        const Column *to = member.right ? findColumn(m_right.columns, *member.right) : nullptr;
        if (from && !to)
            m_notes.append(tr("%1 is not copied: it has no counterpart").arg(from->name));
        if (!from && to && !to->nullable && !to->defaultExpression && to->identity == Identity::No && to->generated == Generated::No)
            m_notes.append(tr("%1 must be given a value: it is NOT NULL and has no default").arg(to->name));
        if (!from || !to || to->generated != Generated::No)
            return;
        const QString mapped = mappedExpression(from->name);
        if (from->nullable && !to->nullable && mapped.isEmpty())
            m_notes.append(tr("%1 → %2: rows without a value there are refused, %2 is NOT NULL").arg(from->name, to->name));
        noteNumbering(*to);
        m_targets.append(m_dialect.identifier(to->name));
        m_sources.append(mapped.isEmpty() ? castOf(*from, *to) : mapped);
        m_pairs.insert(to->name, from->name);
        if (!mapped.isEmpty())
            m_mapped.insert(from->name);
        if (mapped.isEmpty())
            checkColumn(*from, *to);
        if (member.confidence < 1)
            m_notes.append(
                tr("%1 → %2 is offered, not confirmed (%3 %)").arg(from->name, to->name, QString::number(qRound(member.confidence * 100))));
    }

    void noteNumbering(const Column &to)
    {
        if (to.identity == Identity::No)
            return;
        if (to.identity == Identity::Always && !m_terms.overridingIdentity.isEmpty())
            m_overriding = u' ' + m_terms.overridingIdentity;
        const QString name = m_dialect.identifier(to.name);
        const QString statement = m_terms.countOn.isEmpty()
                                      ? QString()
                                      : m_terms.countOn.arg(m_dialect.literal(m_rightName), m_dialect.literal(to.name), name, m_rightName);
        m_notes.append(tr("%1 numbers new rows by itself: let it go on behind the greatest number that was copied").arg(to.name)
                       + (statement.isEmpty() ? QString() : QStringLiteral(": ") + statement));
    }

    [[nodiscard]] QString mappedExpression(const QString &left) const
    {
        if (!m_mapping)
            return {};
        const auto found = std::ranges::find(m_mapping->columns, left, &ColumnMapping::left);
        return found == m_mapping->columns.end() ? QString() : found->expression;
    }

    QString castOf(const Column &from, const Column &to)
    {
        const QString name = m_dialect.identifier(from.name);
        const TypeConversion conversion = convertType(from.type, to.type);
        if (conversion.verdict != TypeVerdict::Same && conversion.verdict != TypeVerdict::Widening)
            m_notes.append(tr("%1 → %2: %3").arg(from.name, to.name, conversion.reason));
        const QString cast = castText(m_terms, name, from.type, to);
        if (m_terms.momentFunctions.contains(to.type.family) && cast != name)
            m_notes.append(tr("CAST(%1 AS %2) is %3 in %4").arg(name, to.nativeType.toUpper(), cast, m_dialect.displayName));
        return cast;
    }

    void checkColumn(const Column &from, const Column &to)
    {
        const QString name = m_dialect.identifier(from.name);
        if (from.nullable && !to.nullable)
            m_misfits.append(name + QStringLiteral(" IS NULL"));
        if (const QString condition = misfitCondition(m_terms, m_dialect, name, from, to); !condition.isEmpty())
            m_misfits.append(condition);
    }

    /// The rows that the statement would refuse, or whose values it would change, of those that it takes.
    [[nodiscard]] QString checkQuery(const QString &missing) const
    {
        QStringList conditions = m_misfits;
        const std::vector<QStringList> leftKeys = uniqueColumnSets(m_left);
        for (const QStringList &key : uniqueColumnSets(m_right)) {
            QStringList sources;
            for (const QString &column : key) {
                if (m_pairs.contains(column))
                    sources.append(m_pairs.value(column));
            }
            const bool copied = sources.size() == key.size();
            if (!copied || std::ranges::any_of(leftKeys, [&](const QStringList &own) {
                    return QSet(own.begin(), own.end()) == QSet(sources.begin(), sources.end());
                }))
                continue;
            for (QString &column : sources)
                column = m_dialect.identifier(column);
            conditions.append(doubledCondition(m_leftName, sources));
        }
        for (const ForeignKey &key : m_right.foreignKeys) {
            if (const QString orphans = orphanCondition(key); !orphans.isEmpty())
                conditions.append(orphans);
        }
        if (conditions.isEmpty())
            return {};
        const QString query = QStringLiteral("SELECT * FROM %1 WHERE (%2)").arg(m_leftName, conditions.join(QStringLiteral(" OR ")));
        return missing.isEmpty() ? query : query + QStringLiteral(" AND ") + missing.simplified();
    }

    /// A row's values in these columns, as they are in `other`; empty: they are not of one family, which no = compares.
    [[nodiscard]] QString sameValues(const ForeignKey &key, const Table &other, const std::function<QString(const QString &)> &named) const
    {
        QStringList same;
        for (qsizetype i = 0; i < key.columns.size(); ++i) {
            const Column *own = findColumn(m_left.columns, m_pairs.value(key.columns[i]));
            const Column *theirs = i < key.targetColumns.size() ? findColumn(other.columns, named(key.targetColumns[i])) : nullptr;
            if (!own || !theirs || own->type.family != theirs->type.family || m_mapped.contains(own->name))
                return {};
            same.append(QStringLiteral("parent.%1 = %2.%3").arg(m_dialect.identifier(theirs->name), m_leftName, m_dialect.identifier(own->name)));
        }
        return same.join(QStringLiteral(" AND "));
    }

    /// Neither RIGHT has the row that the key leads to, nor is it among those that are copied.
    [[nodiscard]] QString orphanCondition(const ForeignKey &key) const
    {
        const auto nowhere = [](const QString &table, const QString &same) {
            return QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM %1 parent WHERE %2)").arg(table, same);
        };
        const ObjectComparison *source = m_tables.value(key.target);
        if (!source)
            return {};
        const auto &there = static_cast<const Table &>(*source->right);
        const auto &here = static_cast<const Table &>(*source->left);
        QHash<QString, QString> pairs;
        for (const MemberComparison &member : source->members.empty() ? membersOf(*source) : source->members) {
            if (member.kind == u"column" && member.left && member.right)
                pairs.insert(*member.right, *member.left);
        }
        const QString same = sameValues(key, there, [](const QString &column) { return column; });
        const QString copied = sameValues(key, here, [&](const QString &column) { return pairs.value(column); });
        if (same.isEmpty() || copied.isEmpty())
            return {};
        QStringList known;
        for (const QString &column : key.columns)
            known.append(m_dialect.identifier(m_pairs.value(column)) + QStringLiteral(" IS NOT NULL"));
        return u'(' + known.join(QStringLiteral(" AND ")) + nowhere(m_names.rightTable(there), same) + nowhere(m_names.leftTable(here), copied)
               + u')';
    }

    /// The right side's key, as far as it is filled from the left; else all columns.
    QString missingCondition()
    {
        QStringList key = m_right.primaryKey ? m_right.primaryKey->columns : QStringList();
        const auto filled = [&](const QStringList &columns) {
            return !columns.isEmpty() && std::ranges::all_of(columns, [&](const QString &column) { return m_pairs.contains(column); });
        };
        if (!filled(key)) {
            key.clear();
            for (const QStringList &columns : uniqueColumnSets(m_right)) {
                if (key.isEmpty() && filled(columns))
                    key = columns;
            }
        }
        if (key.isEmpty()) {
            m_notes.append(tr("%1 has no key that is copied: running this twice copies the rows twice").arg(m_rightName));
            return {};
        }
        QStringList conditions;
        for (const QString &column : key)
            conditions.append(QStringLiteral("%1.%2 = %3.%4")
                                  .arg(m_rightName, m_dialect.identifier(column), m_leftName, m_dialect.identifier(m_pairs.value(column))));
        return QStringLiteral("NOT EXISTS (\n  SELECT 1 FROM %1\n  WHERE %2\n)").arg(m_rightName, conditions.join(QStringLiteral(" AND ")));
    }

    const Dialect &m_dialect;
    const EngineTerms &m_terms;
    const Table &m_left;
    const Table &m_right;
    const TableMapping *m_mapping;
    const ReachableNames &m_names;
    const Sources &m_tables;
    QString m_leftName;
    QString m_rightName;
    std::vector<MemberComparison> m_members;
    double m_confidence;
    QString m_overriding;
    QStringList m_targets;
    QStringList m_sources;
    QStringList m_notes;
    QStringList m_misfits; ///< conditions on a row of LEFT's
    QHash<QString, QString> m_pairs; ///< right column → left one
    QSet<QString> m_mapped;  ///< left columns whose values an expression of the mapping makes
};

/// Tables that others point to come first; in a cycle, in their own order.
void orderByKeys(std::vector<const ObjectComparison *> &pairs)
{
    QHash<ObjectRef, int> depth;
    for (const ObjectComparison *pair : pairs)
        depth.insert(pair->right->ref, 0);
    for (size_t round = 0; round < pairs.size(); ++round) {
        bool moved = false;
        for (const ObjectComparison *pair : pairs) {
            for (const ForeignKey &key : static_cast<const Table &>(*pair->right).foreignKeys) {
                const int needed = depth.value(key.target, -1) + 1;
                if (!(key.target == pair->right->ref) && depth.value(pair->right->ref) < needed && needed <= static_cast<int>(pairs.size())) {
                    depth[pair->right->ref] = needed;
                    moved = true;
                }
            }
        }
        if (!moved)
            break;
    }
    std::ranges::stable_sort(pairs, {}, [&](const ObjectComparison *pair) { return depth.value(pair->right->ref); });
}

} // namespace

/// What brings both ends within reach of one connection, or what must have done so.
static void addReach(const Comparison &comparison, const MigrationEngine &right, const ReachableNames &names, DataPlan &plan)
{
    const CatalogInfo &from = comparison.left.catalog->info();
    const CatalogInfo &to = comparison.right.catalog->info();
    const auto attach = [&](const CatalogInfo &info, const QString &name) {
        const QString statement = right.changer && from.engine == to.engine ? right.changer->attach(info.database, name) : QString();
        if (statement.isEmpty())
            return false;
        plan.preamble.append(statement);
        plan.epilogue.append(right.changer->detach(name));
        return true;
    };
    if (attach(from, names.left())) {
        if (!ReachableNames::hasSchemas(comparison.right)) // else its tables have their own names there
            attach(to, names.right());
        return;
    }
    if (!ReachableNames::hasSchemas(comparison.right)) {
        plan.notes.append(tr("“%1” must be within reach of this connection as %2.").arg(comparison.left.name, names.left()));
        return;
    }
    QStringList schemas;
    for (const DataStep &step : plan.steps) {
        if (!schemas.contains(step.left.schema))
            schemas.append(step.left.schema);
    }
    for (const QString &schema : std::as_const(schemas)) {
        const QString whose = schema.isEmpty() ? tr("The tables of “%1”").arg(comparison.left.name)
                                               : tr("The tables of “%1” in “%2”").arg(schema, comparison.left.name);
        plan.notes.append(tr("%1 must be within reach of this connection as the schema %2: IMPORT FOREIGN SCHEMA, or a copy.")
                              .arg(whose, names.leftHolder(schema)));
    }
}

DataPlan planData(const Comparison &comparison, const MigrationEngine &right, const Mapping &mapping)
{
    std::vector<const ObjectComparison *> pairs;
    for (const ObjectComparison &object : comparison.objects) {
        if (object.left && object.right && object.left->kind == ObjectKind::Table && object.right->kind == ObjectKind::Table)
            pairs.push_back(&object);
    }
    orderByKeys(pairs);
    DataPlan plan;
    plan.transactional = right.changer && right.changer->transactionalDdl();
    const ReachableNames names(comparison, right, pairs);
    Sources sources;
    for (const ObjectComparison *pair : pairs)
        sources.insert(pair->right->ref, pair);
    for (const ObjectComparison *pair : pairs)
        plan.steps.push_back(PairCopy(names, sources, *pair, right, mapping.find(pair->left->ref)).write());
    if (!plan.steps.empty())
        addReach(comparison, right, names, plan);
    return plan;
}

QString dataScript(const Comparison &comparison, const DataPlan &plan)
{
    const auto comment = [](const QString &text) { return QStringLiteral("-- ") + QString(text).replace(u'\n', QStringLiteral("\n-- ")) + u'\n'; };
    QString text = comment(tr("This script changes the database “%1”: it copies rows from “%2”.").arg(comparison.right.name, comparison.left.name));
    for (const QString &note : plan.notes)
        text += comment(note);
    text += u'\n';
    for (const QString &statement : plan.preamble)
        text += statement + QStringLiteral(";\n");
    if (!plan.preamble.isEmpty())
        text += u'\n';
    if (plan.transactional)
        text += QStringLiteral("BEGIN;\n\n");
    for (const DataStep &step : plan.steps) {
        for (const QString &note : step.notes)
            text += comment(note);
        if (!step.check.isEmpty())
            text += comment(tr("Rows that it would refuse or change: %1").arg(step.check));
        text += step.sql.isEmpty() ? QStringLiteral("\n") : step.sql + QStringLiteral(";\n\n");
    }
    if (plan.transactional)
        text += QStringLiteral("COMMIT;\n");
    for (const QString &statement : plan.epilogue)
        text += statement + QStringLiteral(";\n");
    return text;
}

} // namespace concord
