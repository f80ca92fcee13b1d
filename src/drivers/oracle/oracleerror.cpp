// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleerror.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace concord {

/// Oracle Database Error Messages Reference.
static std::optional<ErrorKind> kindOf(int number, bool connecting)
{
    static const QHash<int, ErrorKind> kinds{{28, ErrorKind::Lost},
                                             {54, ErrorKind::Busy},
                                             {60, ErrorKind::Busy},
                                             {604, ErrorKind::Server},
                                             {900, ErrorKind::Syntax},
                                             {901, ErrorKind::Syntax},
                                             {903, ErrorKind::Syntax},
                                             {905, ErrorKind::Syntax},
                                             {906, ErrorKind::Syntax},
                                             {907, ErrorKind::Syntax},
                                             {908, ErrorKind::Syntax},
                                             {911, ErrorKind::Syntax},
                                             {917, ErrorKind::Syntax},
                                             {920, ErrorKind::Syntax},
                                             {921, ErrorKind::Syntax},
                                             {922, ErrorKind::Syntax},
                                             {923, ErrorKind::Syntax},
                                             {924, ErrorKind::Syntax},
                                             {926, ErrorKind::Syntax},
                                             {927, ErrorKind::Syntax},
                                             {928, ErrorKind::Syntax},
                                             {933, ErrorKind::Syntax},
                                             {936, ErrorKind::Syntax},
                                             {1756, ErrorKind::Syntax},
                                             {6550, ErrorKind::Syntax},
                                             {1005, ErrorKind::Authentication}, // null password given
                                             {1012, ErrorKind::Lost},
                                             {1013, ErrorKind::Cancelled},
                                             {1017, ErrorKind::Authentication},
                                             {1031, ErrorKind::Permission},
                                             {1045, ErrorKind::Authentication},
                                             {1033, ErrorKind::Connection}, // being started or stopped
                                             {1034, ErrorKind::Connection}, // not started
                                             {1089, ErrorKind::Connection},
                                             {1109, ErrorKind::Connection},
                                             {1456, ErrorKind::ReadOnly},
                                             {16000, ErrorKind::ReadOnly},
                                             {2049, ErrorKind::Busy},
                                             {2396, ErrorKind::Lost},
                                             {3113, ErrorKind::Lost},
                                             {3114, ErrorKind::Lost},
                                             {3135, ErrorKind::Lost},
                                             {4021, ErrorKind::Busy},
                                             {8177, ErrorKind::Busy},
                                             {12537, ErrorKind::Lost},
                                             {12570, ErrorKind::Lost},
                                             {28000, ErrorKind::Authentication},
                                             {28001, ErrorKind::Authentication},
                                             {28009, ErrorKind::Authentication}, // SYS, who may only come AS SYSDBA
                                             {28040, ErrorKind::Authentication},
                                             {28759, ErrorKind::Tls},
                                             {28860, ErrorKind::Tls},
                                             {28862, ErrorKind::Tls},
                                             {29024, ErrorKind::Tls},
                                             {30006, ErrorKind::Busy}};
    if (const auto known = kinds.constFind(number); known != kinds.constEnd() && !(connecting && *known == ErrorKind::Lost))
        return *known;
    static const QSet<int> notThere{12154, 12505, 12514, 12521}; // a TNS alias, a SID, a service that nobody knows
    if (notThere.contains(number))
        return ErrorKind::NotFound;
    const bool network = number >= 12150 && number <= 12699;
    return connecting && network ? std::optional(ErrorKind::Connection) : std::nullopt;
}

/// "ORA-06550: line 3, column 5:" counts from 1. "ORA-06512: at line 3" is a line of the block that was sent; with a unit's
/// name before it, it is one of that unit.
static void findPlace(Error &error, const QString &statement)
{
    static const QRegularExpression place(u"\\bline (\\d+), column (\\d+)"_s);
    static const QRegularExpression raisedAt(u"\\bORA-06512: at line (\\d+)()"_s);
    auto match = place.match(error.message);
    if (!match.hasMatch()) { // from the inside outwards: what was sent is the last
        for (auto all = raisedAt.globalMatch(error.message); all.hasNext();)
            match = all.next();
    }
    if (!match.hasMatch() || statement.isEmpty())
        return;
    qsizetype begin = 0;
    for (int line = match.captured(1).toInt(); line > 1; --line) {
        const qsizetype end = statement.indexOf(u'\n', begin);
        if (end < 0)
            return;
        begin = end + 1;
    }
    const qsizetype offset = begin + std::max<qlonglong>(1, match.captured(2).toLongLong()) - 1;
    if (offset < 0 || offset > statement.size())
        return;
    error.offset = static_cast<int>(offset);
    locate(error, statement);
}

Error oracleError(Error error, const QString &statement, bool connecting)
{
    static const QRegularExpression number(u"\\bORA-(\\d{5})\\b"_s);
    const auto match = number.match(error.message + u'\n' + error.detail);
    if (!match.hasMatch())
        return error;
    error.code = match.captured(0);
    const bool kept = error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Cancelled;
    if (const auto kind = kindOf(match.captured(1).toInt(), connecting); kind && !kept)
        error.kind = *kind;
    findPlace(error, statement);
    return error;
}

} // namespace concord
