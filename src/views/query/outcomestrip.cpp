// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/outcomestrip.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "query/runstatus.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isUnderWay(TargetState state)
{
    return state == TargetState::Waiting || state == TargetState::Connecting || state == TargetState::Running;
}

/// What must stay in sight the longest comes first.
int urgency(TargetState state)
{
    switch (state) {
    case TargetState::Failed: return 0;
    case TargetState::Cancelled: return 1;
    case TargetState::Capped: return 2;
    case TargetState::Running:
    case TargetState::Connecting: return 3;
    case TargetState::Waiting: return 4;
    case TargetState::Done: return 5;
    }
    return 5;
}

QColor signColour(TargetState state, const QPalette &palette)
{
    switch (state) {
    case TargetState::Failed: return errorText(palette);
    case TargetState::Cancelled:
    case TargetState::Capped: return warningText(palette);
    case TargetState::Done: return goodText(palette);
    case TargetState::Running:
    case TargetState::Connecting: return accent(palette);
    case TargetState::Waiting: break;
    }
    return dimText(palette);
}

} // namespace

OutcomeStrip::OutcomeStrip(QWidget *parent) : QWidget(parent), m_more(makeSignButton({}, tr("More targets"), this)), m_timer(new QTimer(this))
{
    setAccessibleName(tr("Outcome per database"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->hide();
    m_timer->setInterval(100);
    connect(m_timer, &QTimer::timeout, this, &OutcomeStrip::refresh);
    connect(m_more, &QToolButton::clicked, this, &OutcomeStrip::showHidden);
}

void OutcomeStrip::setRun(Run *run)
{
    if (m_run)
        m_run->disconnect(this);
    m_run = run;
    qDeleteAll(m_segments);
    m_segments.clear();
    setVisible(run != nullptr);
    if (!run)
        return;
    connect(run, &Run::outcomeChanged, this, [this] {
        if (!m_timer->isActive())
            m_timer->start();
    });
    connect(run, &QObject::destroyed, this, [this] { setRun(nullptr); });
    m_timer->start();
    refresh();
}

QString OutcomeStrip::sign(const Outcome &outcome)
{
    switch (outcome.state) {
    case TargetState::Waiting: return u"○"_s;
    case TargetState::Connecting:
    case TargetState::Running: return u"◐"_s;
    case TargetState::Done: return u"✓"_s;
    case TargetState::Capped: return u"▤"_s;
    case TargetState::Failed: return u"✗"_s;
    case TargetState::Cancelled: return u"■"_s;
    }
    return {};
}

QString OutcomeStrip::describe(const Outcome &outcome, double runningMs)
{
    QString text;
    switch (outcome.state) {
    case TargetState::Waiting: text = outcome.cancelRequested ? tr("cancelling …") : tr("waiting"); break;
    case TargetState::Connecting: text = outcome.cancelRequested ? tr("cancel requested") : tr("connecting %1").arg(durationText(runningMs)); break;
    case TargetState::Running:
        text = outcome.cancelRequested ? tr("cancel requested") : tr("running %1").arg(durationText(runningMs));
        if (outcome.rows > 0)
            text += u" · "_s + rowsText(outcome);
        break;
    case TargetState::Done: text = rowsText(outcome) + u" · "_s + durationText(outcome.elapsedMs); break;
    case TargetState::Capped: text = tr("%1, more there").arg(rowsText(outcome)) + u" · "_s + durationText(outcome.elapsedMs); break;
    case TargetState::Failed: text = outcome.error ? firstLine(outcome.error->message, 60) : tr("failed"); break;
    case TargetState::Cancelled:
        text = (outcome.stopConfirmed ? tr("cancelled after %1") : tr("gave up after %1: stop not confirmed")).arg(durationText(outcome.elapsedMs));
        break;
    }
    if (outcome.transaction == TransactionState::InTransaction)
        text += u" · "_s + tr("in transaction");
    else if (outcome.transaction == TransactionState::Failed)
        text += u" · "_s + tr("transaction failed");
    return text;
}

void OutcomeStrip::refresh()
{
    if (!m_run) {
        m_timer->stop();
        return;
    }
    if (m_run->isFinished())
        m_timer->stop();
    arrange();
}

void OutcomeStrip::arrange()
{
    if (!m_run)
        return;
    const int count = m_run->targetCount();
    QList<Outcome> outcomes;
    QList<int> order;
    for (int i = 0; i < count; ++i) {
        outcomes.append(m_run->outcome(i));
        order.append(i);
        auto *&segment = m_segments[i];
        if (!segment) {
            segment = new OutcomeSegment(this);
            connect(segment, &OutcomeSegment::clicked, this, [this, i] { Q_EMIT targetClicked(i); });
            connect(segment, &OutcomeSegment::cancelClicked, this, [this, i] { m_run->cancel(i); });
            connect(segment, &OutcomeSegment::retryClicked, this, [this, i] { m_run->retry(i); });
        }
        segment->setOutcome(m_run->request().targets[i].endpoint.name, outcomes[i], describe(outcomes[i], outcomes[i].elapsedMs));
    }
    std::ranges::stable_sort(order, {}, [&](int i) { return urgency(outcomes[i].state); });
    int all = 0;
    for (const OutcomeSegment *segment : std::as_const(m_segments))
        all += segment->sizeHint().width();
    m_more->setText(tr("+%1 ▾").arg(count));
    const int room = all <= width() ? width() : width() - m_more->sizeHint().width();
    int used = 0;
    QSet<int> shown;
    for (const int i : std::as_const(order)) {
        used += m_segments[i]->sizeHint().width();
        if (used > room && !shown.isEmpty())
            break;
        shown.insert(i);
    }
    m_hidden.clear();
    int x = 0;
    for (int i = 0; i < count; ++i) {
        OutcomeSegment *segment = m_segments[i];
        segment->setVisible(shown.contains(i));
        if (!shown.contains(i)) {
            m_hidden.append(i);
            continue;
        }
        const int wide = std::min(segment->sizeHint().width(), std::max(1, room - x));
        segment->setGeometry(x, 0, wide, height() - 1);
        x += wide;
    }
    m_more->setText(tr("+%1 ▾").arg(m_hidden.size()));
    m_more->setAccessibleName(tr("%1 more targets").arg(m_hidden.size()));
    m_more->setVisible(!m_hidden.isEmpty());
    m_more->setGeometry(x, 0, m_more->sizeHint().width(), height() - 1);
}

void OutcomeStrip::showHidden()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int target : std::as_const(m_hidden)) {
        const Outcome outcome = m_run->outcome(target);
        const QString text = sign(outcome) + u' ' + m_run->request().targets[target].endpoint.name + u"   "_s + describe(outcome, outcome.elapsedMs);
        connect(menu->addAction(withoutMnemonic(text)), &QAction::triggered, this, [this, target] { Q_EMIT targetClicked(target); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

QSize OutcomeStrip::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 2};
}

QSize OutcomeStrip::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * 2};
}

void OutcomeStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void OutcomeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(hairline(palette()));
    painter.drawLine(rect().topLeft(), rect().topRight());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

OutcomeSegment::OutcomeSegment(QWidget *parent) : QWidget(parent), m_action(makeSignButton({}, {}, this))
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    connect(m_action, &QToolButton::clicked, this, [this] {
        if (isUnderWay(m_state))
            Q_EMIT cancelClicked();
        else
            Q_EMIT retryClicked();
    });
}

void OutcomeSegment::setOutcome(const QString &name, const Outcome &outcome, const QString &description)
{
    m_name = name;
    m_state = outcome.state;
    m_sign = OutcomeStrip::sign(outcome);
    m_text = description;
    const bool underWay = isUnderWay(m_state);
    const bool again = m_state == TargetState::Failed || m_state == TargetState::Cancelled;
    m_action->setText(underWay ? u"✕"_s : u"⟳"_s);
    const QString meaning = underWay ? tr("Cancel %1").arg(name) : tr("Run %1 again").arg(name);
    m_action->setAccessibleName(meaning);
    m_action->setToolTip(plainToolTip(meaning));
    m_action->setVisible(underWay || again);
    m_action->setEnabled(!(underWay && outcome.cancelRequested));
    setAccessibleName(name + u": "_s + description);
    setToolTip(plainToolTip(name + u'\n' + (outcome.error ? outcome.error->message : description)));
    update();
}

QSize OutcomeSegment::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int pad = metrics.height();
    // A running time grows without pushing its neighbours about.
    const int text = std::min(metrics.horizontalAdvance(m_text), metrics.averageCharWidth() * 36);
    const int steady = isUnderWay(m_state) ? std::max(text, metrics.horizontalAdvance(tr("running %1").arg(u"00.0 s"_s))) : text;
    return {metrics.horizontalAdvance(m_sign + u"  "_s + m_name + u"  "_s) + steady + pad + (m_action->isHidden() ? 0 : m_action->sizeHint().width()),
            metrics.height() * 2};
}

void OutcomeSegment::resizeEvent(QResizeEvent *)
{
    const QSize size = m_action->sizeHint();
    m_action->setGeometry(width() - size.width() - fontMetrics().height() / 4, (height() - size.height()) / 2, size.width(), size.height());
}

void OutcomeSegment::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette colours = palette();
    if (underMouse() || hasFocus())
        painter.fillRect(rect().adjusted(0, 1, 0, 0), mixed(colours.color(QPalette::Window), colours.color(QPalette::Text), 0.05));
    painter.setPen(hairline(colours));
    painter.drawLine(rect().right(), height() / 4, rect().right(), height() * 3 / 4);
    const QFontMetrics metrics = fontMetrics();
    QRect text =
        rect().adjusted(metrics.height() / 2, 0, m_action->isHidden() ? -metrics.height() / 3 : -m_action->width() - metrics.height() / 4, 0);
    const auto draw = [&](const QString &part, const QColor &colour) {
        painter.setPen(colour);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(part, Qt::ElideRight, text.width()));
        text.setLeft(text.left() + metrics.horizontalAdvance(part + u' '));
    };
    const bool failed = m_state == TargetState::Failed;
    draw(m_sign, signColour(m_state, colours));
    draw(m_name, failed ? errorText(colours) : colours.color(QPalette::WindowText));
    draw(m_text, failed ? errorText(colours) : dimText(colours));
    if (hasFocus()) {
        painter.setPen(accent(colours));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void OutcomeSegment::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void OutcomeSegment::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace concord
