// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tone.h"

#include <QWidget>

namespace concord {

/// One line of plain text that is cut with "…" where there is no room, and is whole in its tool tip then.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setTone(Tone tone);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Plain;
};

} // namespace concord
