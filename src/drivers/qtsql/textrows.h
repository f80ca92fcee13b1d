// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"

#include <QList>
#include <QStringList>

namespace concord {

/// Keeps the rows of Concord's own questions as text; NULL is a null string.
class TextRows final : public RowSink
{
public:
    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        m_columns = columns;
        return true;
    }
    bool rows(Batch &&batch) override
    {
        for (std::uint32_t row = 0; row < batch.rows; ++row) {
            QStringList cells;
            cells.reserve(static_cast<qsizetype>(m_columns.size()));
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                cells.append(batch.columns[i].isNull(row) ? QString() : cellText(batch.columns[i], m_columns[i], row));
            found.append(std::move(cells));
        }
        return true;
    }
    void finished(const ResultSetEnd &) override {}
    void notice(const Notice &) override {}

    QList<QStringList> found;

private:
    std::vector<ColumnInfo> m_columns;
};

} // namespace concord
