// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"

#include <QList>
#include <QStringList>

namespace concord::ctl {

class Context;

/// The databases that words name: profiles, URLs, files, `group:g`, globs, and saved target sets. Each once, in the order
/// in which they were named. Error NotFound names near ones. `readWrite`: URLs may be written to.
[[nodiscard]] Result<QList<Endpoint>> resolveDatabases(Context &context, const QStringList &words, bool readWrite = false);
/// Without words: the work session's, else the active connection, else the error "No database connections specified".
[[nodiscard]] Result<QList<Endpoint>> resolveDatabases(Context &context, const QStringList &words, const QString &session, bool readWrite);
/// The same, but a URL that leads to a database that was saved or read before is that one: its id and name, so that its snapshots are one
/// history. How to connect stays as the URL says.
[[nodiscard]] QList<Endpoint> asKnown(Context &context, QList<Endpoint> endpoints);
/// Whether a word names a database at all, for telling it from a statement.
[[nodiscard]] bool namesDatabase(Context &context, const QString &word);

} // namespace concord::ctl
