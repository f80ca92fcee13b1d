// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlchanger.h"

using namespace Qt::StringLiterals;

namespace concord {

static EngineTerms makeTerms(bool mariaDb)
{
    EngineTerms terms;
    // Only the moment may stand bare; any other expression as a default stands in parentheses.
    terms.functions = {{u"now"_s, u"CURRENT_TIMESTAMP"_s},
                       {u"today"_s, u"(CURRENT_DATE)"_s},
                       {u"time"_s, u"(CURRENT_TIME)"_s},
                       {u"uuid"_s, u"(uuid())"_s},
                       {u"user"_s, u"(CURRENT_USER())"_s}};
    terms.trueWord = u"1"_s;
    terms.falseWord = u"0"_s;
    terms.identity = Identity::AutoIncrement;
    terms.nowSaysDigits = true;
    terms.longestName = 64;
    terms.oneKeyedIdentity = true;
    terms.uniquesAreIndexes = true;
    terms.castTypes = {{TypeFamily::Text, u"CHAR"_s},          {TypeFamily::Integer, u"SIGNED"_s}, {TypeFamily::Boolean, u"UNSIGNED"_s},
                       {TypeFamily::Timestamp, u"DATETIME"_s}, {TypeFamily::Float, u"DOUBLE"_s},   {TypeFamily::Bytes, u"BINARY"_s}};
    using enum TypeFamily;
    terms.castable = {Text, Integer, Boolean, Timestamp, Float, Bytes, Decimal, Date, Time}; // an assignment makes the rest
    terms.calls.insert(u"characters"_s, u"char_length"_s);
    terms.readCalls.remove(u"length"_s); // counts bytes
    terms.readCalls.insert(u"ucase"_s, u"upper"_s); // as MariaDB keeps upper() and lower()
    terms.readCalls.insert(u"lcase"_s, u"lower"_s);
    terms.choiceIsNoCondition = !mariaDb;
    terms.pipesConcatenate = false;
    terms.partialIndexes = false;
    terms.expressionIndexes = !mariaDb;
    terms.quotesLongDefaults = true;
    terms.longestKey = 255; // four bytes each, 3,072 in all
    terms.keyTypes = {{TypeFamily::Text, u"varchar(255)"_s}, {TypeFamily::Bytes, u"varbinary(255)"_s}};
    const QString number = u"%1 NOT REGEXP '^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?[[:space:]]*$'"_s;
    terms.misfits = {{TypeFamily::Integer, u"%1 NOT REGEXP '^[[:space:]]*[-+]?0*[0-9]{1,%3}[[:space:]]*$'"_s},
                     {TypeFamily::Decimal, u"%1 NOT REGEXP '^[[:space:]]*[-+]?0*([0-9]{1,%3}[.]?[0-9]*|[.][0-9]+)[[:space:]]*$'"_s},
                     {TypeFamily::Float, number},
                     {TypeFamily::Boolean, u"trim(%1) NOT IN ('0', '1')"_s},
                     {TypeFamily::Date, u"%1 IS NOT NULL AND CAST(%1 AS DATE) IS NULL"_s},
                     {TypeFamily::Timestamp, u"%1 IS NOT NULL AND CAST(%1 AS DATETIME) IS NULL"_s},
                     {TypeFamily::Time, u"%1 IS NOT NULL AND CAST(%1 AS TIME) IS NULL"_s},
                     {TypeFamily::Json, u"json_valid(%1) = 0"_s}};
    return terms;
}

const EngineTerms &MysqlSchemaChanger::terms() const
{
    static const EngineTerms mysql = makeTerms(false);
    static const EngineTerms mariaDb = makeTerms(true);
    return m_mariaDb ? mariaDb : mysql;
}

} // namespace concord
