// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

namespace concord {

/// A file of Parquet, CSV or JSON that is shown as a view.
struct DuckdbDataFile
{
    QString path;
    QString view;     ///< the file's name without its ending; with it where two would be the same
    QString function; ///< "read_parquet"
};

/// What a path leads to: a database file of DuckDB, or data files.
struct DuckdbTarget
{
    QString path;                ///< canonical
    bool isEmpty = false;        ///< a file of no bytes: a database that has nothing in it yet
    QList<DuckdbDataFile> files; ///< by name; empty: a database file
    [[nodiscard]] bool isData() const { return !files.isEmpty(); }
};

/// Looks at the file or folder before DuckDB does, which would make a database of a mistyped path. Errors: Usage, NotFound, Io,
/// Damaged (neither a database of DuckDB nor a data file, by its first bytes).
[[nodiscard]] Result<DuckdbTarget> duckdbTarget(const QString &path);

/// A name that DuckDB may take for a file, where it stands for a table.
[[nodiscard]] bool namesOtherFile(const QString &name);

} // namespace concord
