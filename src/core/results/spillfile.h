// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/column.h"

#include <memory>
#include <vector>

namespace concord {

/// A temporary file without a name, for the chunks of one table; its space comes back with the last chunk that lies in it.
/// Used by the thread that appends to the table.
class SpillFile
{
public:
    /// In the cache folder. Error Io where that is impossible.
    [[nodiscard]] static Result<std::shared_ptr<SpillFile>> create();
    ~SpillFile();
    SpillFile(const SpillFile &) = delete;
    SpillFile &operator=(const SpillFile &) = delete;

    /// Writes the columns' bytes and maps them back; the columns then hold almost no memory. Error Io, and nothing changed, where the disk
    /// is full or does not take them.
    [[nodiscard]] Result<void> spill(std::vector<ColumnData> &columns);

private:
    explicit SpillFile(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
    std::size_t m_size = 0;
};

} // namespace concord
