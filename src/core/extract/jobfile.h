// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace concord {

/// One database of a job file.
struct JobDatabase
{
    QString name;             ///< without a connection string: of a saved profile; empty: the URL without its secret
    QString connectionString; ///< may hold a password: never print it
    QString schema;           ///< only this one; empty: all
    QStringList include;      ///< beside the job's own
    QStringList exclude;
};

struct JobFile
{
    QList<JobDatabase> databases;
    std::optional<int> concurrency;
    std::optional<int> timeoutMs;
    QStringList include;
    QStringList exclude;
    bool partial = false;     ///< keep what can be read where rights are missing
    QString output;           ///< folder for files of entities, as written; empty: none
};

/// {"databases": [{"name", "connection_string", "schema", "include", "exclude"}, …], "concurrency", "timeout" (seconds), "include",
/// "exclude", "partial", "output"}, or {"connection_string"} alone. Error Usage says what is wrong and where, and never repeats a
/// connection string.
[[nodiscard]] Result<JobFile> parseJobFile(const QByteArray &json);
/// The text that parseJobFile() reads back; connection strings go in as they are.
[[nodiscard]] QByteArray jobFileText(const JobFile &job);

} // namespace concord
