// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

struct sqlite3;

namespace concord {

/// Holds a connection to reading, in the engine: every statement is checked action by action while SQLite compiles it,
/// whatever its text looks like. The file must be opened read-only too; this closes what that leaves open (VACUUM INTO,
/// ATTACH, settings by PRAGMA). Lives as long as the connection.
class SqliteGuard
{
public:
    /// Errors are not possible; call once, before the first statement of a person.
    void install(sqlite3 *db);
    /// What was refused since the last take: "DELETE", "PRAGMA journal_mode"; empty: nothing.
    [[nodiscard]] QString takeRefused();
    void forget() { m_refused.clear(); }
    /// While a statement is compiled for its plan alone, which executes nothing: rows may be "written".
    void setPlanning(bool planning) { m_planning = planning; }

private:
    static int authorize(void *self, int action, const char *first, const char *second, const char *database, const char *trigger);

    QString m_refused;
    bool m_planning = false;
};

} // namespace concord
