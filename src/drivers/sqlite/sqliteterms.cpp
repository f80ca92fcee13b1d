// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitechanger.h"

using namespace Qt::StringLiterals;

namespace concord {

static EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.trueWord = u"1"_s;
    terms.falseWord = u"0"_s;
    terms.identity = Identity::No; // an INTEGER PRIMARY KEY counts by itself
    // A CAST to a type that SQLite does not know makes a number of the value.
    terms.castable = {TypeFamily::Integer, TypeFamily::Text, TypeFamily::Float, TypeFamily::Decimal};
    terms.momentFunctions = {{TypeFamily::Timestamp, u"datetime(%1)"_s}, {TypeFamily::Date, u"date(%1)"_s}};
    return terms;
}

const EngineTerms &sqliteTerms()
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
