// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "sqlserver/systemrows.h"

namespace concord {

/// Hands the rows of a query on a system view over as text by their columns' names.
class SystemRowSink final : public RowSink
{
public:
    explicit SystemRowSink(const std::function<void(const SystemRow &)> &each) : m_each(each) {}

    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        m_infos = columns;
        QStringList names;
        for (const ColumnInfo &info : columns)
            names.append(info.name);
        m_columns = SystemColumns(names);
        return true;
    }
    bool rows(Batch &&batch) override
    {
        SystemRow::Values values(m_infos.size());
        for (std::uint32_t row = 0; row < batch.rows; ++row) {
            for (std::size_t i = 0; i < m_infos.size(); ++i)
                values[i] = batch.columns[i].isNull(row) ? std::nullopt : std::optional(cellText(batch.columns[i], m_infos[i], row));
            m_each(SystemRow(m_columns, values));
        }
        return true;
    }
    void finished(const ResultSetEnd &) override {}
    void notice(const Notice &) override {}

private:
    const std::function<void(const SystemRow &)> &m_each;
    std::vector<ColumnInfo> m_infos;
    SystemColumns m_columns{{}};
};

} // namespace concord
