// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/relation.h"

using namespace Qt::StringLiterals;

namespace concord {

QString relationOriginName(RelationOrigin origin)
{
    switch (origin) {
    case RelationOrigin::Declared: return u"declared"_s;
    case RelationOrigin::User: return u"user"_s;
    case RelationOrigin::Inferred: break;
    }
    return u"inferred"_s;
}

QString multiplicityName(Multiplicity multiplicity)
{
    switch (multiplicity) {
    case Multiplicity::OneToOne: return u"1:1"_s;
    case Multiplicity::ManyToOne: return u"n:1"_s;
    case Multiplicity::ManyToMany: break;
    }
    return u"n:m"_s;
}

} // namespace concord
