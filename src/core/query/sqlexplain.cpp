// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlexplain.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

/// PostgreSQL's (ANALYZE, BUFFERS off, …); i is at the parenthesis. Gives what follows it.
static int readOptions(const SqlLexemes &tokens, int i, bool &executes)
{
    const int end = tokens.afterGroup(i);
    for (int k = i + 1; k < end - 1; ++k) {
        if (!tokens.isSymbol(k - 1, u"(") && !tokens.isSymbol(k - 1, u","))
            continue;
        const QString name = upperAscii(tokens.text(k));
        const bool escaped = name.startsWith("U&"_L1);
        if (!escaped && name != "ANALYZE"_L1 && name != "ANALYSE"_L1 && name != "\"ANALYZE\""_L1)
            continue;
        static const QSet<QString> off{u"FALSE"_s, u"OFF"_s, u"0"_s, u"'FALSE'"_s, u"'OFF'"_s};
        if (escaped || !off.contains(upperAscii(tokens.text(k + 1))))
            executes = true;
    }
    return end;
}

SqlExplain readExplain(const SqlLexemes &tokens, int i)
{
    SqlExplain explain;
    ++i;
    if (tokens.isSymbol(i, u"(")) {
        static const QSet<QString> queries{u"SELECT"_s, u"WITH"_s, u"VALUES"_s, u"TABLE"_s};
        const bool isQuery = tokens.isSymbol(i + 1, u"(") || queries.contains(tokens.word(i + 1));
        explain.inner = tokens.first(isQuery ? i : readOptions(tokens, i, explain.executes));
        return explain;
    }
    static const QSet<QString> options{u"VERBOSE"_s, u"EXTENDED"_s, u"PARTITIONS"_s, u"QUERY"_s, u"PLAN"_s};
    for (;; ++i) {
        const QString option = tokens.word(i);
        if (option == "ANALYZE"_L1 || option == "ANALYSE"_L1)
            explain.executes = true;
        else if (option == "FORMAT"_L1)
            i += tokens.isSymbol(i + 1, u"=") ? 2 : 0;
        else if (!options.contains(option))
            break;
    }
    explain.inner = tokens.first(i);
    return explain;
}

} // namespace concord
