// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdictchips.h"

#include "compare/comparereport.h"
#include "compare/verdictwords.h"
#include "look/wording.h"

#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace concord {

VerdictChips::VerdictChips(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 4);
    for (const Verdict verdict :
         {Verdict::OnlyLeft, Verdict::Different, Verdict::CannotTell, Verdict::Equivalent, Verdict::OnlyRight, Verdict::Identical}) {
        auto *chip = new QToolButton;
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(chip);
        m_chips.append({verdict, chip});
        connect(chip, &QToolButton::toggled, this, &VerdictChips::chosenChanged);
    }
    setSummary({});
}

static qsizetype countOf(const CompareSummary &summary, Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return summary.identical;
    case Verdict::Equivalent: return summary.equivalent;
    case Verdict::Different: return summary.different;
    case Verdict::CannotTell: return summary.cannotTell;
    case Verdict::OnlyLeft: return summary.onlyLeft;
    case Verdict::OnlyRight: break;
    }
    return summary.onlyRight;
}

void VerdictChips::setSummary(const CompareSummary &summary)
{
    for (const auto &[verdict, chip] : std::as_const(m_chips)) {
        const QString number = grouped(countOf(summary, verdict));
        chip->setText(u"%1 %2"_s.arg(verdictSign(verdict), number));
        chip->setAccessibleName(tr("%1 %2").arg(number, verdictWord(verdict)));
        chip->setToolTip(tr("%1: show these only").arg(chip->accessibleName()));
    }
}

QSet<Verdict> VerdictChips::chosen() const
{
    QSet<Verdict> verdicts;
    for (const auto &[verdict, chip] : m_chips) {
        if (chip->isChecked())
            verdicts.insert(verdict);
    }
    return verdicts;
}

QToolButton *VerdictChips::chip(Verdict verdict) const
{
    for (const auto &[each, chip] : m_chips) {
        if (each == verdict)
            return chip;
    }
    return nullptr;
}

} // namespace concord
