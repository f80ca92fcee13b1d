// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <functional>

namespace concord::ctl {

/// Ctrl+C (SIGINT), SIGTERM and SIGHUP while it lives: the first calls `stop` in the event loop, the second ends the
/// program at once with 130.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(std::function<void()> stop, QObject *parent = nullptr);
    ~Interrupt() override;

    [[nodiscard]] bool wasInterrupted() const { return m_interrupted; }

private:
    std::function<void()> m_stop;
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_interrupted = false;
};

} // namespace concord::ctl
