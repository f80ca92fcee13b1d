// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace concord {

/// Shift+F10 opens the context menu of what has the focus, as the Menu key does, which many keyboards lack: Qt knows it on Windows alone.
/// Listens to the whole application as long as it lives. GUI thread.
class ContextMenuKey : public QObject
{
    Q_OBJECT

public:
    explicit ContextMenuKey(QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace concord
