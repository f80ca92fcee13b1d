// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace concord {

/// A dialog that opens over the window and closes by a click beside it. It draws the edge that no window manager gives it.
class PopupDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PopupDialog(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace concord
