// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/rowsink.h"

namespace concord {

/// For statements whose answer is of no interest.
class NoRows final : public RowSink
{
public:
    bool columns(const std::vector<ColumnInfo> &) override { return true; }
    bool rows(Batch &&) override { return true; }
    void finished(const ResultSetEnd &) override {}
    void notice(const Notice &) override {}
};

} // namespace concord
