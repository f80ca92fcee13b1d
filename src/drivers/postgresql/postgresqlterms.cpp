// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlchanger.h"

using namespace Qt::StringLiterals;

namespace concord {

static EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions.insert(u"uuid"_s, u"gen_random_uuid()"_s);
    terms.functions.insert(u"user"_s, u"CURRENT_USER"_s);
    terms.readCalls.insert(u"btrim"_s, u"trim"_s); // as it keeps trim()
    terms.virtualColumns = false; // before 18
    // pg_input_is_valid() is there since 16 only, and a cast ends the query.
    const QString number = u"%1 !~ '^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*$'"_s;
    const QString month = u"(0?[13578]|1[02])-(0?[1-9]|[12]\\d|3[01])|(0?[469]|11)-(0?[1-9]|[12]\\d|30)|0?2-(0?[1-9]|[12]\\d)"_s;
    const QString day = u"%1 !~ '^\\s*\\d{4}-("_s + month + u")([ T].*)?$'"_s;
    terms.misfits = {{TypeFamily::Integer, u"%1 !~ '^\\s*[-+]?0*\\d{1,%3}\\s*$'"_s},
                     {TypeFamily::Decimal, u"%1 !~ '^\\s*[-+]?0*(\\d{1,%3}\\.?\\d*|\\.\\d+)\\s*$'"_s},
                     {TypeFamily::Float, number},
                     {TypeFamily::Boolean, u"lower(trim(%1)) NOT IN ('1', '0', 't', 'f', 'true', 'false', 'y', 'n', 'yes', 'no', 'on', 'off')"_s},
                     {TypeFamily::Date, day},
                     {TypeFamily::Timestamp, day},
                     {TypeFamily::Time, u"%1 !~ '^\\s*\\d{1,2}:\\d{2}'"_s},
                     {TypeFamily::Uuid, u"%1 !~* '^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$'"_s}};
    terms.overridingIdentity = u"OVERRIDING SYSTEM VALUE"_s;
    terms.countOn = u"SELECT setval(pg_get_serial_sequence(%1, %2), (SELECT max(%3) FROM %4))"_s;
    return terms;
}

const EngineTerms &postgresqlTerms()
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
