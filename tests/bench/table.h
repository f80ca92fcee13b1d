// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "results/combinedresult.h"

#include <QStringList>

namespace concord::bench {

/// The rows as a file of tab-separated text, which every engine loads; NULL is \N.
[[nodiscard]] Result<void> writeLoadFile(const ResultTable &rows, const QString &path);
/// Bytes of the rows as CSV.
[[nodiscard]] std::uint64_t csvSize(const std::shared_ptr<ResultTable> &rows);

/// Runs a program with its output thrown away. Its error text where it failed, else empty. The password, if any, goes
/// into the environment variable of that name.
[[nodiscard]] QString runProgram(const QString &program, const QStringList &arguments, const QString &passwordVariable = {},
                                 const QString &password = {}, const QString &input = {});

/// CREATE TABLE li in words that PostgreSQL, MariaDB and SQLite all take, but for the type of doubles and times.
[[nodiscard]] QString createTable(const QString &doubleType, const QString &timestampType);

} // namespace concord::bench
