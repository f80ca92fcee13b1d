// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdict.h"

namespace concord {

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return QStringLiteral("identical");
    case Verdict::Equivalent: return QStringLiteral("equivalent");
    case Verdict::Different: return QStringLiteral("different");
    case Verdict::CannotTell: return QStringLiteral("cannot_tell");
    case Verdict::OnlyLeft: return QStringLiteral("only_left");
    case Verdict::OnlyRight: break;
    }
    return QStringLiteral("only_right");
}

static int weight(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return 0;
    case Verdict::Equivalent: return 1;
    case Verdict::CannotTell: return 2;
    default: return 3;
    }
}

Verdict worse(Verdict a, Verdict b)
{
    const Verdict result = weight(a) >= weight(b) ? a : b;
    return weight(result) == 3 ? Verdict::Different : result;
}

} // namespace concord
