// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlchanger.h"

using namespace Qt::StringLiterals;

namespace concord {

static EngineTerms makeTerms()
{
    EngineTerms terms;
    terms.functions.insert(u"uuid"_s, u"gen_random_uuid()"_s);
    terms.functions.insert(u"user"_s, u"CURRENT_USER"_s);
    terms.virtualColumns = false; // before 18
    return terms;
}

const EngineTerms &postgresqlTerms()
{
    static const EngineTerms terms = makeTerms();
    return terms;
}

} // namespace concord
