// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endlabel.h"

#include "compare/comparereport.h"
#include "compare/endsource.h"
#include "extract/snapshot.h"
#include "look/age.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

EndLabel::EndLabel(const QString &side, QWidget *parent)
    : QWidget(parent),
      m_side(side),
      m_layout(new QHBoxLayout(this)),
      m_title(new ElidedLabel),
      m_facts(new ElidedLabel),
      m_choose(makeSignButton(u"▾"_s, tr("Choose the %1").arg(side), this)),
      m_read(makeSignButton(u"⟳"_s, tr("Read the %1 now").arg(side), this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(fontMetrics().averageCharWidth());
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(m_title);
    lines->addWidget(m_facts);
    m_layout->addLayout(lines, 1);
    m_layout->addWidget(m_choose);
    m_layout->addWidget(m_read);
    for (QToolButton *button : {m_choose, m_read})
        button->setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(m_choose, &QToolButton::clicked, this, &EndLabel::chooseWanted);
    connect(m_read, &QToolButton::clicked, this, &EndLabel::readWanted);
    m_clock.setInterval(20s);
    connect(&m_clock, &QTimer::timeout, this, &EndLabel::refresh);
    m_clock.start();
}

void EndLabel::setEnd(const EndSource &source, const CompareEnd *shown)
{
    delete m_dot;
    m_dot = new EnvironmentDot(source.endpoint(), this);
    m_layout->insertWidget(0, m_dot);
    const CompareEnd end = shown ? *shown : source.column().end;
    m_title->setText(end.name.isEmpty() ? tr("nothing chosen") : end.name);
    m_about.clear();
    if (end.catalog)
        m_about.append(end.catalog->info().product.isEmpty() ? end.catalog->info().engine : end.catalog->info().product);
    if (!end.environment.isEmpty())
        m_about.append(end.environment);
    m_version = end.catalog ? end.catalog->info().serverVersion.section(u' ', 0, 0) : QString();
    m_readAt = end.catalog ? end.catalog->info().readAt : QDateTime();
    m_state = source.state();
    m_read->setEnabled(!source.isReading() && !source.endpoint().profileId.isNull());
    m_read->setToolTip(source.choice().isPast() ? tr("Compare the newest instead, and read it now") : m_read->accessibleName());
    m_title->setToolTip(plainToolTip(end.catalog ? endTitle(end) : end.name));
    const bool warns = source.isGone() || (end.catalog && !source.choice().isPast() && isStale(m_readAt));
    for (ElidedLabel *label : {m_title, m_facts})
        label->setTone(source.hasCatalog() && !warns ? Tone::Plain : Tone::Warning);
    refresh();
}

void EndLabel::refresh()
{
    QStringList parts;
    if (m_readAt.isValid()) // the first, so that it is the last to be cut off
        parts.append(tr("read %1").arg(ageText(m_readAt)));
    if (!m_state.isEmpty())
        parts.append(m_state);
    m_facts->setMinimumWidth(
        parts.isEmpty() ? 0 : std::min(fontMetrics().averageCharWidth() * 20, fontMetrics().horizontalAdvance(parts.first() + u'…')));
    parts += m_about;
    if (!m_version.isEmpty())
        parts.append(m_version); // the first to be cut off
    m_facts->setText(parts.join(u" · "_s));
    m_title->setAccessibleName(u"%1: %2"_s.arg(m_side, text()));
}

QString EndLabel::text() const
{
    return m_facts->text().isEmpty() ? m_title->text() : m_title->text() + u" · "_s + m_facts->text();
}

void EndLabel::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT chooseWanted();
    else
        QWidget::mousePressEvent(event);
}

} // namespace concord
