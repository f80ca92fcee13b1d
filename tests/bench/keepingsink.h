// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"
#include "results/resulttable.h"

#include <memory>

namespace concord::bench {

/// Keeps a statement's rows as the window does.
class KeepingSink : public RowSink
{
public:
    std::shared_ptr<ResultTable> table;

    bool columns(const std::vector<ColumnInfo> &columns) override
    {
        table = std::make_shared<ResultTable>(columns);
        return true;
    }
    bool rows(Batch &&batch) override
    {
        table->append(std::move(batch));
        return true;
    }
    void finished(const ResultSetEnd &) override { table->finish(); }
    void notice(const Notice &) override {}
};

} // namespace concord::bench
