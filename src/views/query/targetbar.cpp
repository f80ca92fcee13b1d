// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/targetbar.h"

#include "look/smallbuttons.h"
#include "profilelist.h"
#include "query/targetchip.h"
#include "query/targetpopup.h"

#include <QEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

TargetBar::TargetBar(ProfileList &profiles, QWidget *parent)
    : QWidget(parent),
      m_profiles(profiles),
      m_more(makeSignButton({}, tr("All targets"), this)),
      m_add(makeSignButton(u"+"_s, tr("Choose targets"), this))
{
    setAccessibleName(tr("Targets"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_add->setObjectName(u"chooseTargets"_s);
    m_more->setObjectName(u"moreTargets"_s);
    connect(m_add, &QToolButton::clicked, this, &TargetBar::openPopup);
    connect(m_more, &QToolButton::clicked, this, &TargetBar::openPopup);
    connect(&m_profiles, &ProfileList::changed, this, &TargetBar::rebuild);
    rebuild();
}

void TargetBar::setTargets(const QList<QUuid> &profiles)
{
    QList<QUuid> once;
    for (const QUuid &id : profiles) {
        if (!once.contains(id))
            once.append(id);
    }
    if (once == m_targets)
        return;
    m_targets = once;
    rebuild();
    Q_EMIT targetsChanged();
}

QList<Endpoint> TargetBar::endpoints() const
{
    QList<Endpoint> all;
    for (const QUuid &id : m_targets) {
        if (const auto entry = m_profiles.find(id))
            all.append(entry->endpoint);
    }
    return all;
}

void TargetBar::rebuild()
{
    for (TargetChip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    QWidget *before = nullptr;
    for (const QUuid &id : std::as_const(m_targets)) {
        const auto entry = m_profiles.find(id);
        Endpoint unknown;
        unknown.profileId = id;
        auto *chip = new TargetChip(entry ? entry->endpoint : unknown, entry.has_value(), this);
        connect(chip, &TargetChip::removed, this, [this, id] {
            auto left = m_targets;
            left.removeAll(id);
            setTargets(left);
        });
        connect(chip, &TargetChip::clicked, this, &TargetBar::openPopup);
        if (before)
            setTabOrder(before, chip);
        before = chip;
        m_chips.append(chip);
    }
    if (before)
        setTabOrder(before, m_more);
    setTabOrder(m_more, m_add);
    m_add->setText(m_targets.isEmpty() ? tr("+ choose targets") : u"+"_s);
    arrange();
}

void TargetBar::arrange()
{
    const int gap = fontMetrics().height() / 3;
    const int height = this->height();
    const auto place = [&](QWidget *widget, int x) {
        const QSize size = widget->sizeHint();
        widget->setGeometry(x, (height - size.height()) / 2, size.width(), size.height());
        widget->show();
        return x + size.width() + gap;
    };
    const int addWidth = m_add->sizeHint().width() + gap;
    int all = addWidth;
    for (const TargetChip *chip : std::as_const(m_chips))
        all += chip->sizeHint().width() + gap;
    const bool fits = all <= width();
    m_more->setText(tr("+%1 ▾").arg(m_chips.size()));
    const int room = width() - addWidth - (fits ? 0 : m_more->sizeHint().width() + gap);
    int x = 0;
    int shown = 0;
    for (TargetChip *chip : std::as_const(m_chips)) {
        if (!fits && x + chip->sizeHint().width() > room)
            break;
        x = place(chip, x);
        ++shown;
    }
    for (int i = shown; i < m_chips.size(); ++i)
        m_chips[i]->hide();
    if (shown < m_chips.size()) {
        m_more->setText(shown == 0 ? tr("%1 targets ▾").arg(m_chips.size()) : tr("+%1 ▾").arg(m_chips.size() - shown));
        m_more->setAccessibleName(tr("%1 more targets").arg(m_chips.size() - shown));
        x = place(m_more, x);
    } else {
        m_more->hide();
    }
    place(m_add, x);
}

void TargetBar::openPopup()
{
    auto *popup = new TargetPopup(m_profiles, m_targets, this);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    connect(popup, &TargetPopup::chosenChanged, this, &TargetBar::setTargets);
    popup->move(mapToGlobal(QPoint(0, height())));
    popup->show();
}

QSize TargetBar::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 2};
}

QSize TargetBar::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 16, fontMetrics().height() * 2};
}

void TargetBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool TargetBar::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
    return QWidget::event(event);
}

} // namespace concord
