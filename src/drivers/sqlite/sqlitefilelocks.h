// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

/// Lets SQLite's locks on files outlive whoever else in this process opens and closes such a file: a file dialog that looks at its
/// contents is enough for POSIX to drop all locks that the process has on it (fcntl(2), "record locks"), and another process may then
/// take the log away from under an open database. The locks become those of an open file description, held by a descriptor that
/// nobody else closes; for other processes they are the same. Does nothing where the system has no such locks.
/// Before the first database is opened; from any thread, as often as one likes.
void keepSqliteLocks();

} // namespace concord
