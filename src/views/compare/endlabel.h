// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace concord {

class ElidedLabel;
class EndSource;
class EnvironmentDot;

/// One end of a comparison, always named: environment's dot, name, engine, when it was read; with the ways to another one.
class EndLabel : public QWidget
{
    Q_OBJECT

public:
    /// `side`: "left side", for those who cannot see where it stands.
    explicit EndLabel(const QString &side, QWidget *parent = nullptr);

    /// `shown`: what the comparison on screen was made of; null: what the source has.
    void setEnd(const EndSource &source, const CompareEnd *shown);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QToolButton *chooseButton() const { return m_choose; }
    [[nodiscard]] QToolButton *readButton() const { return m_read; }

Q_SIGNALS:
    void chooseWanted();
    /// Read it from the server now.
    void readWanted();

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    void refresh();

    QString m_side;
    QHBoxLayout *m_layout;
    EnvironmentDot *m_dot = nullptr;
    ElidedLabel *m_title; ///< the name
    ElidedLabel *m_facts; ///< below it
    QToolButton *m_choose;
    QToolButton *m_read;
    QTimer m_clock; ///< ages grow
    QStringList m_about;
    QString m_version;
    QString m_state;
    QDateTime m_readAt;
};

} // namespace concord
