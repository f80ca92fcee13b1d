// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chartdata.h"

#include "results/exactsum.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Group
{
    QString category;
    int source = 0;
    ExactSum sum;
    std::uint64_t rows = 0;
};

QString categoryText(const Cell &cell)
{
    if (cell.state == CellState::Null)
        return QCoreApplication::translate("Chart", "NULL");
    return cell.state == CellState::Missing ? QCoreApplication::translate("Chart", "missing") : cell.text;
}

bool hasNumber(const Cell &cell)
{
    return cell.state == CellState::Value && (cell.tag == Tag::Integer || cell.tag == Tag::Decimal || cell.tag == Tag::Float);
}

} // namespace

QList<int> numericColumns(const CombinedResult &result)
{
    QList<int> found;
    for (std::size_t i = 0; i < result.columns().size(); ++i) {
        const Logical logical = result.columns()[i].info.logical;
        if (logical == Logical::Integer || logical == Logical::Decimal || logical == Logical::Float || result.columns()[i].conflict)
            found.append(int(i));
    }
    for (std::size_t i = 0; i < result.columns().size() && result.rowCount() > 0; ++i) { // sums without a type: by the first row
        if (!found.contains(int(i)) && hasNumber(result.cell(0, int(i))))
            found.append(int(i));
    }
    std::ranges::sort(found);
    return found;
}

int likelyValue(const CombinedResult &result, const QList<int> &numbers)
{
    static const QRegularExpression key(u"^((.*[_ ])?(id|key)|.*[a-z](Id|ID|Key))$"_s);
    const auto isKey = [&](int column) {
        const QString &name = result.columns()[std::size_t(column)].info.name;
        return key.match(name).hasMatch() || key.match(name.toLower()).hasMatch();
    };
    const auto found = std::ranges::find_if_not(numbers, isKey);
    return found != numbers.end() ? *found : numbers.isEmpty() ? -1 : numbers.first();
}

ChartData chartOf(const CombinedResult &result, const RowOrder &order, int valueColumn, int categoryColumn, const std::function<bool()> &stop)
{
    ChartData data;
    std::vector<Group> groups;
    QHash<std::pair<int, QString>, std::size_t> known;
    QSet<int> sources;
    const std::uint64_t rows = order ? order->size() : result.rowCount();
    for (std::uint64_t i = 0; i < rows; ++i) {
        if ((i & 0xFFF) == 0 && stop && stop())
            return {};
        const std::uint64_t row = order ? (*order)[i] : i;
        const Cell cell = result.cell(row, valueColumn);
        const auto number = hasNumber(cell) ? ExactNumber::parse(cell.text.toStdString()) : std::nullopt;
        if (!number) {
            ++data.left;
            continue;
        }
        const int source = result.rowId(row).source;
        // State and text: the text 'NULL' is no NULL.
        const Cell category = categoryColumn < 0 ? Cell() : result.cell(row, categoryColumn);
        const auto key = std::pair(source, QString::number(int(category.state)) + category.text);
        auto it = known.constFind(key);
        if (it == known.cend()) {
            it = known.insert(key, groups.size());
            groups.push_back({categoryColumn < 0 ? QString() : categoryText(category), source, {}, 0});
            sources.insert(source);
        }
        groups[*it].sum.add(*number);
        ++groups[*it].rows;
    }
    data.groups = groups.size();
    for (const Group &group : groups) {
        if (data.bars.size() == mostBars)
            break;
        const QString source = result.sources()[std::size_t(group.source)].name;
        const QString label = categoryColumn < 0 ? source : sources.size() > 1 ? group.category + u" · "_s + source : group.category;
        const QString value = group.sum.text();
        data.bars.append({label, value, value.toDouble(), group.rows});
    }
    return data;
}

} // namespace concord
