// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recordingsink.h"

using namespace Qt::StringLiterals;

namespace concord::test {

qint64 RecordedResult::rowCount() const
{
    qint64 count = 0;
    for (const Batch &batch : batches)
        count += batch.rows;
    return count;
}

QList<QStringList> RecordedResult::rows() const
{
    QList<QStringList> rows;
    for (const Batch &batch : batches) {
        for (std::uint32_t row = 0; row < batch.rows; ++row) {
            QStringList cells;
            for (std::size_t column = 0; column < batch.columns.size(); ++column)
                cells.append(cellText(batch.columns[column], columns[column], row));
            rows.append(cells);
        }
    }
    return rows;
}

QString RecordedResult::onlyCell() const
{
    const QList<QStringList> all = rows();
    if (all.size() == 1 && all.first().size() == 1)
        return all.first().first();
    return u"not one cell: %1 rows of %2 columns"_s.arg(all.size()).arg(columns.size());
}

bool RecordingSink::columns(const std::vector<ColumnInfo> &columns)
{
    results.append(RecordedResult{columns, {}, {}, false});
    return true;
}

bool RecordingSink::columnsAdded(const std::vector<ColumnInfo> &columns)
{
    std::vector<ColumnInfo> &known = results.last().columns;
    known.insert(known.end(), columns.begin(), columns.end());
    return true;
}

bool RecordingSink::rows(Batch &&batch)
{
    results.last().batches.push_back(std::move(batch));
    return !onRows || onRows();
}

void RecordingSink::finished(const ResultSetEnd &end)
{
    if (results.isEmpty() || results.last().finished)
        results.append(RecordedResult{});
    results.last().end = end;
    results.last().finished = true;
}

} // namespace concord::test
