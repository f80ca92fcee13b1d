// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QWidget>

class QTimer;
class QToolButton;

namespace concord {

class OutcomeSegment;

/// One segment per target of a run: sign, name, what it does, with ✕ while it runs and ⟳ when it failed. What does not fit
/// stands behind "+17 ▾": first those that are done, never a failure before a success.
class OutcomeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeStrip(QWidget *parent = nullptr);

    /// Follows this run from now on; null: empty. The run is not owned.
    void setRun(Run *run);
    /// The segment of a target while it is on screen, else null.
    [[nodiscard]] OutcomeSegment *segment(int target) const { return m_segments.value(target); }
    [[nodiscard]] int hiddenCount() const { return int(m_hidden.size()); }

    /// "running 2.1 s", "15 432 rows · 41 ms", "timeout: …"
    [[nodiscard]] static QString describe(const Outcome &outcome, double runningMs);
    [[nodiscard]] static QString sign(const Outcome &outcome);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void targetClicked(int target);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void arrange();
    void showHidden();

    Run *m_run = nullptr;
    QHash<int, OutcomeSegment *> m_segments;
    QList<int> m_hidden;
    QToolButton *m_more;
    QTimer *m_timer;
};

/// One target in the strip.
class OutcomeSegment : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeSegment(QWidget *parent);
    void setOutcome(const QString &name, const Outcome &outcome, const QString &description);
    [[nodiscard]] TargetState state() const { return m_state; }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QToolButton *actionButton() const { return m_action; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void clicked();
    void cancelClicked();
    void retryClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_name;
    QString m_sign;
    QString m_text;
    TargetState m_state = TargetState::Waiting;
    QToolButton *m_action;
};

} // namespace concord
