// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"

#include <QAbstractButton>

namespace concord {

/// One target: dot, name, and × to take it out. Delete or Backspace does so too; a click opens the list.
class TargetChip : public QAbstractButton
{
    Q_OBJECT

public:
    TargetChip(const Endpoint &endpoint, bool known, QWidget *parent);
    [[nodiscard]] QUuid profile() const { return m_endpoint.profileId; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect crossRect() const;

    Endpoint m_endpoint;
    bool m_known;
};

} // namespace concord
