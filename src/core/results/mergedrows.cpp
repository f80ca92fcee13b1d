// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/mergedrows.h"

#include "connection/names.h"
#include "results/exactsum.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Sum
{
    ExactSum total;
    qsizetype places = 0; ///< after the point, of the longest addend as it is written: 1.50 has two
    bool any = false;
};

struct Group
{
    std::vector<Cell> key;
    std::set<int> sources;
    std::vector<Sum> sums;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("MergedRows", text);
}

bool isNumber(Tag tag)
{
    return tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float;
}

bool hasNumbers(const CombinedColumn &column)
{
    const Logical logical = column.info.logical;
    return logical == Logical::Integer || logical == Logical::Decimal || logical == Logical::Float || column.conflict;
}

/// The columns that are added up, and what is left out.
std::vector<int> columnsOfNumbers(const CombinedResult &result, const QList<int> &keys, QStringList &leftOut)
{
    std::vector<int> numbers;
    for (int i = 0; i < static_cast<int>(result.columns().size()); ++i) {
        const CombinedColumn &column = result.columns()[static_cast<std::size_t>(i)];
        if (keys.contains(i))
            continue;
        // SQLite's count(*) has no type but in its rows.
        if (hasNumbers(column) || (result.rowCount() > 0 && isNumber(result.cell(0, i).tag)))
            numbers.push_back(i);
        else
            leftOut.append(column.info.name);
    }
    return numbers;
}

void add(Group &group, const CombinedResult &result, std::uint64_t row, const std::vector<int> &numbers)
{
    group.sources.insert(result.rowId(row).source);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Cell cell = result.cell(row, numbers[i]);
        const auto number = cell.state == CellState::Value && isNumber(cell.tag) ? ExactNumber::parse(cell.text.toStdString()) : std::nullopt;
        if (!number)
            continue;
        const qsizetype point = cell.text.indexOf(u'.');
        if (point >= 0 && !cell.text.contains(u'e', Qt::CaseInsensitive))
            group.sums[i].places = std::max(group.sums[i].places, cell.text.size() - point - 1);
        group.sums[i].total.add(*number);
        group.sums[i].any = true;
    }
}

/// State, length and text of each part: no key looks like another.
QString keyText(const std::vector<Cell> &key)
{
    QString text;
    for (const Cell &cell : key)
        text += u"%1:%2:%3"_s.arg(static_cast<int>(cell.state)).arg(cell.text.size()).arg(cell.text);
    return text;
}

Result<std::vector<Group>> groupsOf(const CombinedResult &result, const std::vector<std::uint32_t> *rows, const QList<int> &keys,
                                    const std::vector<int> &numbers, std::uint64_t &without, const std::function<bool()> &stop)
{
    std::vector<Group> groups;
    QHash<QString, std::size_t> known;
    const std::uint64_t count = rows ? rows->size() : result.rowCount();
    for (std::uint64_t i = 0; i < count; ++i) {
        if ((i & 0xFFF) == 0 && stop && stop())
            return fail(ErrorKind::Cancelled, tr("Cancelled."));
        const std::uint64_t row = rows ? (*rows)[i] : i;
        std::vector<Cell> key;
        for (const int column : keys)
            key.push_back(result.cell(row, column));
        if (std::ranges::contains(key, CellState::Missing, &Cell::state)) {
            ++without;
            continue;
        }
        const QString text = keyText(key);
        auto it = known.find(text);
        if (it == known.end()) {
            it = known.insert(text, groups.size());
            groups.push_back({std::move(key), {}, std::vector<Sum>(numbers.size())});
        }
        add(groups[*it], result, row, numbers);
    }
    return groups;
}

bool fitsInt64(const Cell &cell)
{
    bool fits = true;
    if (cell.state == CellState::Value)
        (void)cell.text.toLongLong(&fits);
    return fits;
}

/// A column of these cells; `counts`: as Int64 where all of them are whole numbers that it holds.
ColumnData columnOf(const std::vector<Cell> &cells, bool counts, ColumnInfo &info)
{
    info.physical = counts && std::ranges::all_of(cells, fitsInt64) ? Physical::Int64 : Physical::Variant;
    ColumnData data(info.physical);
    for (const Cell &cell : cells) {
        if (cell.state != CellState::Value)
            data.appendNull();
        else if (info.physical == Physical::Int64)
            data.appendFixed(static_cast<std::int64_t>(cell.text.toLongLong()));
        else // the text of bytes is their hex
            data.appendVariant(cell.tag == Tag::Bytes ? Tag::Text : cell.tag, cell.text.toStdString());
    }
    return data;
}

Cell cellOf(const Sum &sum)
{
    if (!sum.any)
        return {CellState::Null, Tag::Null, {}};
    QString text = sum.total.text();
    if (!text.back().isDigit())
        return {CellState::Value, Tag::Float, text}; // NaN, Infinity
    const qsizetype point = text.indexOf(u'.');
    const qsizetype places = point < 0 ? 0 : text.size() - point - 1;
    if (sum.places > places)
        text += (point < 0 ? u"."_s : QString()) + QString(sum.places - places, u'0');
    return {CellState::Value, text.contains(u'.') ? Tag::Decimal : Tag::Integer, text};
}

} // namespace

Result<MergedRows> mergeByKey(const CombinedResult &result, const QList<int> &keys, const std::function<bool()> &stop,
                              const std::vector<std::uint32_t> *rows)
{
    if (keys.isEmpty())
        return fail(ErrorKind::Usage, tr("Rows are merged by a key: name at least one column."));
    MergedRows merged;
    const std::vector<int> numbers = columnsOfNumbers(result, keys, merged.leftOut);
    const auto groups = groupsOf(result, rows, keys, numbers, merged.without, stop);
    if (!groups)
        return fail(groups.error());

    std::vector<ColumnInfo> infos;
    Batch batch;
    batch.rows = static_cast<std::uint32_t>(groups->size());
    const auto take = [&](ColumnInfo info, bool counts, const std::function<Cell(const Group &)> &cell) {
        std::vector<Cell> cells;
        for (const Group &group : *groups)
            cells.push_back(cell(group));
        if (counts)
            info.logical = std::ranges::contains(cells, Tag::Decimal, &Cell::tag) ? Logical::Decimal : Logical::Integer;
        batch.columns.push_back(columnOf(cells, counts, info));
        infos.push_back(info);
    };
    for (int i = 0; i < keys.size(); ++i) {
        const ColumnInfo &info = result.columns()[static_cast<std::size_t>(keys[i])].info;
        take(info, false, [i](const Group &group) { return group.key[static_cast<std::size_t>(i)]; });
    }
    ColumnInfo databases;
    databases.name = u"databases"_s;
    take(databases, true, [](const Group &group) { return Cell{CellState::Value, Tag::Integer, QString::number(group.sources.size())}; });
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        ColumnInfo info;
        info.name = result.columns()[static_cast<std::size_t>(numbers[i])].info.name;
        take(info, true, [i](const Group &group) { return cellOf(group.sums[i]); });
    }
    auto table = std::make_shared<ResultTable>(std::move(infos));
    table->append(std::move(batch));
    table->finish();
    merged.table = std::move(table);
    return merged;
}

Result<QList<int>> keyColumns(const CombinedResult &result, const QStringList &names)
{
    QStringList known;
    for (const CombinedColumn &column : result.columns())
        known.append(column.info.name);
    QList<int> keys;
    for (const QString &name : names) {
        auto at = known.indexOf(name);
        if (at < 0)
            at = known.indexOf(name, 0, Qt::CaseInsensitive);
        if (at < 0)
            return fail(ErrorKind::NotFound, tr("The result has no column “%1”.").arg(name) + didYouMean(name, known));
        if (!keys.contains(static_cast<int>(at)))
            keys.append(static_cast<int>(at));
    }
    return keys;
}

} // namespace concord
