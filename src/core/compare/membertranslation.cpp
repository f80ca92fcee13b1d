// SPDX-License-Identifier: GPL-3.0-or-later
// LEFT's members in RIGHT's names: what they would be called there.
#include "compare/membercomparer.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

ExpressionOwner MemberComparer::owner(bool isLeft) const
{
    const CompareEnd &end = isLeft ? m_left : m_right;
    const Table *table = isLeft ? m_leftTable : m_rightTable;
    ExpressionOwner owner{end.catalog->info().engine, end.dialect, table ? &table->columns : nullptr};
    if (!isLeft)
        return owner;
    for (const ColumnPair &pair : m_names.columns(m_object.left->ref)) {
        if (pair.left && pair.right && pair.left->name.compare(pair.right->name, Qt::CaseInsensitive) != 0)
            owner.names.insert(pair.left->name.toLower(), pair.right->name.toLower());
    }
    return owner;
}

QString MemberComparer::partsForm(const Index &index, bool isLeft) const
{
    // DuckDB's index is a tree without an order of its own.
    const auto unordered = [](const CompareEnd &end) { return end.catalog->info().engine == u"duckdb"; };
    const bool ordered = !unordered(m_left) && !unordered(m_right);
    const ExpressionOwner reader = owner(isLeft);
    QStringList forms;
    for (const IndexPart &part : index.parts) {
        if (!part.operatorClass.isEmpty() || !part.collation.isEmpty())
            return {};
        const QString name = part.column.toLower();
        const auto form = part.column.isEmpty() ? expressionForm(part.expression, reader) : std::optional(reader.names.value(name, name));
        if (!form)
            return {};
        // The first characters alone are enough to find rows, but not to tell them apart.
        const QString prefix = part.prefixLength > 0 && index.unique ? QStringLiteral("(%1)").arg(part.prefixLength) : QString();
        forms.append(*form + prefix + (ordered && part.descending ? QStringLiteral(" DESC") : QString()));
    }
    const auto condition = index.predicate.isEmpty() ? std::optional<QString>(QString()) : expressionForm(index.predicate, reader);
    return condition ? forms.join(u',') + (index.unique ? u'u' : u'-') + *condition : QString();
}

std::optional<Difference> MemberComparer::spelledParts(const Index &left, const Index &right) const
{
    const QString form = m_sameEngine ? QString() : partsForm(left, true);
    if (form.isEmpty() || form != partsForm(right, false))
        return std::nullopt;
    Difference difference;
    difference.property = QStringLiteral("parts");
    difference.left = partsText(translated(left).parts);
    difference.right = partsText(right.parts);
    difference.verdict = Verdict::Equivalent;
    difference.rule = QStringLiteral("expression.meaning");
    const bool cut = std::ranges::any_of(left.parts, [](const IndexPart &part) { return part.prefixLength > 0; })
                     || std::ranges::any_of(right.parts, [](const IndexPart &part) { return part.prefixLength > 0; });
    difference.reason = cut ? QCoreApplication::translate(
                                  "CompareRule", "MySQL keeps the first characters of a long text in an index; rows are found by it all the same")
                            : QCoreApplication::translate("CompareRule", "the same columns and expressions in each engine's words");
    return difference;
}

std::vector<std::pair<const Check *, const Check *>> MemberComparer::checksOfOneMatter(const Table &left, const Table &right) const
{
    std::vector<std::pair<const Check *, const Check *>> pairs;
    if (m_sameEngine)
        return pairs;
    const auto byColumns = [&](const Table &table, bool isLeft) {
        QMap<QString, QList<const Check *>> found;
        const ExpressionOwner reader = owner(isLeft);
        for (const Check &check : table.checks) {
            const QStringList columns = expressionColumns(check.expression, reader);
            if (!m_done.contains(&check) && !columns.isEmpty())
                found[columns.join(u',')].append(&check);
        }
        return found;
    };
    const auto rightChecks = byColumns(right, false);
    const auto leftChecks = byColumns(left, true);
    for (auto it = leftChecks.cbegin(); it != leftChecks.cend(); ++it) {
        const QList<const Check *> others = rightChecks.value(it.key());
        if (it->size() == 1 && others.size() == 1)
            pairs.emplace_back(it->front(), others.front());
    }
    return pairs;
}

QStringList MemberComparer::translated(const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names.append(m_names.column(m_object.left->ref, column));
    return names;
}

Key MemberComparer::translated(Key key) const
{
    key.columns = translated(key.columns);
    key.included = translated(key.included);
    return key;
}

Check MemberComparer::translated(Check check) const
{
    check.columns = translated(check.columns);
    return check;
}

ForeignKey MemberComparer::translated(ForeignKey key) const
{
    for (QString &column : key.targetColumns)
        column = m_names.column(key.target, column);
    key.columns = translated(key.columns);
    key.onDeleteColumns = translated(key.onDeleteColumns);
    key.target = m_names.object(key.target);
    return key;
}

Index MemberComparer::translated(Index index) const
{
    for (IndexPart &part : index.parts) {
        if (!part.column.isEmpty())
            part.column = m_names.column(m_object.left->ref, part.column);
    }
    index.included = translated(index.included);
    return index;
}

Trigger MemberComparer::translated(Trigger trigger) const
{
    if (!trigger.function.name.isEmpty())
        trigger.function.schema = m_names.schema(trigger.function.schema);
    return trigger;
}

} // namespace concord
