// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixmembers.h"

#include "compare/comparereport.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace concord {

namespace {

constexpr int missing = -1; // as in MatrixRow::cells
constexpr int unreadable = -2;

/// What a variant's member is to the baseline's: a cell of the row that it stands in.
int cellOf(const MemberComparison &member, int variant)
{
    if (!member.right)
        return missing;
    switch (member.verdict) {
    case Verdict::Identical:
    case Verdict::Equivalent: return 0;
    case Verdict::CannotTell: return unreadable;
    default: return member.ignoredBy >= 0 ? 0 : variant;
    }
}

class Collector
{
public:
    explicit Collector(const MatrixRow &row) : m_row(row) {}

    std::vector<MatrixMember> run()
    {
        for (const MemberComparison &member : membersOf(m_row.variants.front().comparison))
            m_members.push_back(begun(member.kind, member.left.value_or(QString()), 0));
        for (size_t i = 1; i < m_row.variants.size(); ++i)
            addVariant(static_cast<int>(i));
        return std::move(m_members);
    }

private:
    /// `others`: the cell of the databases that hold the object in any variant.
    [[nodiscard]] MatrixMember begun(const QString &kind, const QString &name, int others) const
    {
        MatrixMember member{kind, name, {}, {}};
        for (const int cell : m_row.cells)
            member.cells.append(cell < 0 ? cell : others);
        return member;
    }

    MatrixMember &memberOf(const MemberComparison &member)
    {
        const QString name = member.left ? *member.left : member.right.value_or(QString());
        const auto found = std::ranges::find_if(m_members, [&](const MatrixMember &each) { return each.kind == member.kind && each.name == name; });
        if (found != m_members.end())
            return *found;
        return m_members.emplace_back(begun(member.kind, name, missing));
    }

    void addVariant(int index)
    {
        const MatrixVariant &variant = m_row.variants[static_cast<size_t>(index)];
        for (const MemberComparison &member : membersOf(variant.comparison)) {
            MatrixMember &row = memberOf(member);
            for (const int column : variant.columns)
                row.cells[column] = cellOf(member, index);
            if (const Difference *difference = firstDifference(member))
                row.differences.insert(index, differenceText(*difference));
        }
    }

    const MatrixRow &m_row;
    std::vector<MatrixMember> m_members;
};

} // namespace

bool MatrixMember::differs() const
{
    const auto first = std::ranges::find_if(cells, [](int cell) { return cell != unreadable; });
    return first != cells.end() && std::ranges::any_of(cells, [&](int cell) { return cell != unreadable && (cell != *first || cell > 0); });
}

/// How many differ, and how: forms that say the same of themselves are one.
QStringList MatrixMember::differingTexts() const
{
    constexpr qsizetype mostForms = 3;
    QStringList order;
    QHash<QString, int> counts;
    for (const int cell : cells) {
        if (cell <= 0)
            continue;
        const QString form = differences.value(cell);
        if (!counts.contains(form))
            order.append(form);
        ++counts[form];
    }
    QStringList texts;
    for (const QString &form : std::as_const(order)) {
        const QString words = QCoreApplication::translate("Matrix", "%n differ(s)", nullptr, counts.value(form));
        texts.append(form.isEmpty() ? words : words + QStringLiteral(": ") + form);
    }
    if (texts.size() > mostForms)
        texts = texts.first(mostForms) << QStringLiteral("…");
    return texts;
}

QString MatrixMember::summary() const
{
    if (!differs())
        return {};
    const auto lacking = static_cast<int>(std::ranges::count(cells, missing));
    const auto differing = static_cast<int>(std::ranges::count_if(cells, [](int cell) { return cell > 0; }));
    const auto having = static_cast<int>(cells.size()) - lacking - static_cast<int>(std::ranges::count(cells, unreadable));
    QStringList parts;
    if (lacking > having)
        parts.append(QCoreApplication::translate("Matrix", "only in %n", nullptr, having));
    else if (lacking > 0)
        parts.append(QCoreApplication::translate("Matrix", "%n lack(s) it", nullptr, lacking));
    if (differing > 0 && lacking <= having)
        parts += differingTexts();
    return parts.join(QStringLiteral(", "));
}

std::vector<MatrixMember> matrixMembers(const MatrixRow &row)
{
    return row.variants.empty() ? std::vector<MatrixMember>() : Collector(row).run();
}

} // namespace concord
