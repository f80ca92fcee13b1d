// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "duckdb/duckdbhandles.h"
#include "duckdb/duckdbtarget.h"

#include <functional>
#include <memory>

namespace concord {

/// An open database. Of a file there is one in this process at any time, whoever asks: two would write over each other, since
/// the lock on a file is the process's. From any thread.
class DuckdbInstance
{
public:
    /// Opens the file, or shares it with those of this process that have it open. Wanted for reading only, one that writes is
    /// shared too (canWrite()); wanted for writing, it waits for the readers to let go. `waits` is asked while another
    /// process or reader holds the file: false ends the waiting with the error (Busy).
    [[nodiscard]] static Result<std::shared_ptr<DuckdbInstance>> openFile(const DuckdbTarget &target, bool readOnly,
                                                                          const std::function<bool()> &waits);
    /// An instance in memory for data files, not yet locked.
    [[nodiscard]] static Result<std::shared_ptr<DuckdbInstance>> openMemory();

    ~DuckdbInstance();
    DuckdbInstance(const DuckdbInstance &) = delete;
    DuckdbInstance &operator=(const DuckdbInstance &) = delete;

    [[nodiscard]] duckdb_database database() const { return m_database; }
    [[nodiscard]] bool canWrite() const { return m_canWrite; }

private:
    DuckdbInstance(duckdb_database database, QString path, bool canWrite);

    duckdb_database m_database;
    QString m_path; ///< empty: in memory
    bool m_canWrite;
};

} // namespace concord
