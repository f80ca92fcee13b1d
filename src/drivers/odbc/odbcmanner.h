// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "odbc/odbcapi.h"

namespace concord {

/// What a driver can and how it behaves; read once when a link is open.
struct OdbcManner
{
    bool anyColumn = false;       ///< SQLGetData works for any unbound column (else only behind the last bound one)
    bool boundColumn = false;     ///< SQLGetData works for bound columns too
    bool rereadsInBlocks = false; ///< … and for any row of a block, after SQLSetPos: long columns may be bound short
    bool looselyTyped = false;    ///< a cell may be of another type and longer than its column says (SQLite)
    bool utf8Text = false;        ///< has no wide functions and takes and gives UTF-8: the driver manager's conversion would lose characters
    bool utf8Cells = false; ///< gives UTF-8 where narrow text is asked for, proven by asking, and takes twice as long to give UTF-16 (psqlodbc)
    bool serverFields = false; ///< diagnostics have SQL Server's line, class and state
};

} // namespace concord
