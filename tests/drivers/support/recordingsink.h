// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"

#include <QList>
#include <QStringList>

#include <functional>

namespace concord::test {

/// One result set as it was told to a sink; cells as text, NULL as a null string.
struct RecordedResult
{
    std::vector<ColumnInfo> columns;
    std::vector<Batch> batches;
    ResultSetEnd end;
    bool finished = false;

    [[nodiscard]] qint64 rowCount() const;
    [[nodiscard]] QList<QStringList> rows() const;
    /// The one cell of a result of one row and one column; a sentence that says what else it is.
    [[nodiscard]] QString onlyCell() const;
};

/// Keeps all that a statement answers.
class RecordingSink final : public RowSink
{
public:
    bool columns(const std::vector<ColumnInfo> &columns) override;
    bool columnsAdded(const std::vector<ColumnInfo> &columns) override;
    bool rows(Batch &&batch) override;
    void finished(const ResultSetEnd &end) override;
    void notice(const Notice &notice) override { notices.append(notice); }

    QList<RecordedResult> results;
    QList<Notice> notices;
    std::function<bool()> onRows; ///< answers whether to go on
};

} // namespace concord::test
