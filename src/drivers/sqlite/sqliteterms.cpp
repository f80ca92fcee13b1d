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
    terms.identityType = u"INTEGER"_s;
    // A CAST to a type that SQLite does not know makes a number of the value.
    terms.castable = {TypeFamily::Integer, TypeFamily::Text, TypeFamily::Float, TypeFamily::Decimal};
    terms.momentFunctions = {{TypeFamily::Timestamp, u"datetime(%1)"_s}, {TypeFamily::Date, u"date(%1)"_s}};
    // SQLite refuses nothing and makes 0 of what is no number; a number is what JSON calls one.
    const auto jsonType = [](const QString &types) {
        return u"CASE WHEN json_valid(trim(%1)) THEN json_type(trim(%1)) NOT IN (%2) ELSE %1 IS NOT NULL END"_s.replace(u"%2"_s, types);
    };
    terms.misfits = {{TypeFamily::Integer, jsonType(u"'integer'"_s)},
                     {TypeFamily::Decimal, jsonType(u"'integer', 'real'"_s)},
                     {TypeFamily::Float, jsonType(u"'integer', 'real'"_s)},
                     {TypeFamily::Boolean, u"trim(%1) NOT IN ('0', '1')"_s},
                     {TypeFamily::Date, u"%1 IS NOT NULL AND date(%1) IS NULL"_s},
                     {TypeFamily::Timestamp, u"%1 IS NOT NULL AND datetime(%1) IS NULL"_s},
                     {TypeFamily::Time, u"%1 IS NOT NULL AND time(%1) IS NULL"_s},
                     {TypeFamily::Json, u"%1 IS NOT NULL AND NOT json_valid(%1)"_s}};
    return terms;
}

const EngineTerms &sqliteTerms()
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
