// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdictlook.h"

#include "compare/comparereport.h"
#include "look/colours.h"

#include <QCoreApplication>

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictLook)
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

QColor verdictColour(Verdict verdict, const QPalette &palette)
{
    switch (verdict) {
    case Verdict::Different: return warningText(palette);
    case Verdict::OnlyLeft: return errorText(palette);
    case Verdict::OnlyRight: return goodText(palette);
    case Verdict::Identical: return dimText(palette);
    case Verdict::CannotTell:
    case Verdict::Equivalent: break;
    }
    return palette.color(QPalette::Text);
}

QColor verdictTint(Verdict verdict, const QPalette &palette)
{
    if (isQuiet(verdict) || verdict == Verdict::CannotTell)
        return {};
    return mixed(palette.color(QPalette::Base), verdictColour(verdict, palette), 0.13);
}

bool isQuiet(Verdict verdict)
{
    return verdict == Verdict::Identical || verdict == Verdict::Equivalent;
}

} // namespace concord
