// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace concord {

/// Keeps the text of every editor in the workspace, a moment after each change, so that a crash loses at most half a
/// second of typing; and the last closed ones, so that closing a tab loses nothing. GUI thread; writes behind.
class EditorKeeper : public QObject
{
    Q_OBJECT

public:
    explicit EditorKeeper(const Services &services, QObject *parent = nullptr);

    /// `state` is asked for when it is time to write.
    void changed(const QUuid &id, std::function<OpenEditor()> state);
    void closed(const OpenEditor &editor);
    /// The editor that was closed last, or nothing.
    [[nodiscard]] std::optional<OpenEditor> takeClosed();
    void setClosed(const QByteArray &json);
    /// Writes what waits, now.
    void flush();

Q_SIGNALS:
    void failed(const concord::Error &error);

private:
    void keepClosed();

    Services m_services;
    QTimer m_timer;
    QHash<QUuid, std::function<OpenEditor()>> m_waiting;
    QList<OpenEditor> m_closed;
};

} // namespace concord
