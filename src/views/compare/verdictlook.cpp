// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdictlook.h"

#include "compare/verdictwords.h"
#include "look/colours.h"

namespace concord {

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

} // namespace concord
