// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/datascript.h"

#include "connection/dialect.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

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

/// Writes the statement of one pair of tables.
class PairCopy
{
public:
    PairCopy(const Comparison &comparison, const ObjectComparison &pair, const MigrationEngine &right, const TableMapping *mapping)
        : m_dialect(*right.dialect),
          m_terms(right.changer ? right.changer->terms() : standardTerms()),
          m_left(static_cast<const Table &>(*pair.left)),
          m_right(static_cast<const Table &>(*pair.right)),
          m_mapping(mapping),
          m_leftName(tableName(comparison.left, m_left)),
          m_rightName(tableName(comparison.right, m_right)),
          m_members(pair.members.empty() ? membersOf(pair) : pair.members)
    {}

    DataStep write()
    {
        DataStep step{m_left.ref, m_right.ref, {}, {}};
        for (const MemberComparison &member : m_members) {
            if (member.kind == u"column")
                addColumn(member);
        }
        if (m_targets.isEmpty()) {
            m_notes.append(tr("no column of %1 is known to go into %2").arg(m_leftName, m_rightName));
        } else {
            const QString where = whereMissing();
            step.sql = QStringLiteral("INSERT INTO %1 (\n  %2\n)\nSELECT\n  %3\nFROM %4%5")
                           .arg(m_rightName, m_targets.join(QStringLiteral(", ")), m_sources.join(QStringLiteral(",\n  ")), m_leftName, where);
        }
        step.notes = m_notes;
        return step;
    }

private:
    [[nodiscard]] QString tableName(const CompareEnd &end, const Table &table) const
    {
        // Where the database is the schema, its name is what others know it by; elsewhere it is attached under the end's name.
        const QString database = end.catalog->info().database;
        const bool isSchema = !database.isEmpty() && table.ref.schema == database && !(end.dialect && end.dialect->schemas);
        return m_dialect.identifier(isSchema ? database : end.name) + u'.' + m_dialect.identifier(table.ref.name);
    }

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
        m_targets.append(m_dialect.identifier(to->name));
        m_sources.append(mapped.isEmpty() ? castOf(*from, *to) : mapped);
        m_pairs.insert(to->name, from->name);
        if (member.confidence < 1)
            m_notes.append(tr("%1 → %2 is offered, not confirmed (%3 %)").arg(from->name, to->name).arg(qRound(member.confidence * 100)));
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
        if (conversion.verdict == TypeVerdict::Lossy || conversion.verdict == TypeVerdict::NeedsCheck)
            m_notes.append(tr("%1 → %2: %3").arg(from.name, to.name, conversion.reason));
        const QString cast = castText(m_terms, name, from.type, to);
        if (m_terms.momentFunctions.contains(to.type.family) && cast != name)
            m_notes.append(tr("CAST(%1 AS %2) is %3 in %4").arg(name, to.nativeType.toUpper(), cast, m_dialect.displayName));
        return cast;
    }

    /// The right side's key, as far as it is filled from the left; else all columns.
    QString whereMissing()
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
        return QStringLiteral("\nWHERE NOT EXISTS (\n  SELECT 1 FROM %1\n  WHERE %2\n)").arg(m_rightName, conditions.join(QStringLiteral(" AND ")));
    }

    const Dialect &m_dialect;
    const EngineTerms &m_terms;
    const Table &m_left;
    const Table &m_right;
    const TableMapping *m_mapping;
    QString m_leftName;
    QString m_rightName;
    std::vector<MemberComparison> m_members;
    QStringList m_targets;
    QStringList m_sources;
    QStringList m_notes;
    QHash<QString, QString> m_pairs; ///< right column → left one
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

std::vector<DataStep> planData(const Comparison &comparison, const MigrationEngine &right, const Mapping &mapping)
{
    std::vector<const ObjectComparison *> pairs;
    for (const ObjectComparison &object : comparison.objects) {
        if (object.left && object.right && object.left->kind == ObjectKind::Table && object.right->kind == ObjectKind::Table)
            pairs.push_back(&object);
    }
    orderByKeys(pairs);
    std::vector<DataStep> steps;
    for (const ObjectComparison *pair : pairs)
        steps.push_back(PairCopy(comparison, *pair, right, mapping.find(pair->left->ref)).write());
    return steps;
}

QString dataScript(const Comparison &comparison, const std::vector<DataStep> &steps)
{
    const auto comment = [](const QString &text) { return QStringLiteral("-- ") + QString(text).replace(u'\n', QStringLiteral("\n-- ")) + u'\n'; };
    QString text = comment(tr("This script changes the database “%1”: it copies rows from “%2”.").arg(comparison.right.name, comparison.left.name));
    text += comment(tr("Both must be reachable from one connection: attached, on one server, or as foreign tables.")) + u'\n';
    for (const DataStep &step : steps) {
        for (const QString &note : step.notes)
            text += comment(note);
        text += step.sql.isEmpty() ? QStringLiteral("\n") : step.sql + QStringLiteral(";\n\n");
    }
    return text;
}

} // namespace concord
