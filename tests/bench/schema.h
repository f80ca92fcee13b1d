// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "connection/secret.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace concord::bench {

/// Reading catalogs of SQLite, of PostgreSQL against pg_dump -s and of MariaDB against mariadb-dump: the time, the memory a table takes, and how both grow with ten times the
/// tables. Starts the test servers where none are named. `folder` is for files; `engine` names one of them, empty: all.
void measureSchemas(int tables, const QString &folder, const QString &engine);

/// One engine's part: where the database is, the peer's command line, and what is to be reached.
struct SchemaPeer
{
    QString what; ///< "PostgreSQL, against pg_dump -s"
    Endpoint endpoint;
    Secret secret;
    double goal = 1; ///< of the peer's time
    QString program; ///< empty: no peer, `goalSeconds` is the figure to reach
    QStringList arguments;
    QString passwordVariable;
    QString password;
    double goalSeconds = 0;
};

/// Reads a catalog of `tables` tables and one of a tenth of them, and prints the lines. `make` fills the database with as many
/// tables as it is given and answers with an error or nothing.
void measureSchema(const SchemaPeer &peer, int tables, const std::function<QString(int tables)> &make);

} // namespace concord::bench
