// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oraclechanger.h"

using namespace Qt::StringLiterals;

namespace concord {

static EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions = {{u"now"_s, u"SYSTIMESTAMP"_s}, {u"today"_s, u"TRUNC(SYSDATE)"_s}, {u"uuid"_s, u"SYS_GUID()"_s}, {u"user"_s, u"USER"_s}};
    terms.trueWord = u"1"_s; // BOOLEAN is there from 23 on
    terms.falseWord = u"0"_s;
    terms.keyTypes = {{TypeFamily::Text, u"VARCHAR2(255 CHAR)"_s}, {TypeFamily::Bytes, u"RAW(255)"_s}}; // ORA-02327, ORA-02329
    return terms;
}

const EngineTerms &oracleTerms()
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
