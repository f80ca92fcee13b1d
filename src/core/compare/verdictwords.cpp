// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdictwords.h"

#include "compare/comparereport.h"

#include <QCoreApplication>

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictWords)
};
} // namespace

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return Words::tr("same");
    case Verdict::Equivalent: return Words::tr("equivalent");
    case Verdict::Different: return Words::tr("different");
    case Verdict::CannotTell: return Words::tr("cannot tell");
    case Verdict::OnlyLeft: return Words::tr("only left");
    case Verdict::OnlyRight: break;
    }
    return Words::tr("only right");
}

QString verdictText(Verdict verdict)
{
    return verdictSign(verdict) + u' ' + verdictWord(verdict);
}

bool isQuiet(Verdict verdict)
{
    return verdict == Verdict::Identical || verdict == Verdict::Equivalent;
}

} // namespace concord
