// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace concord::test {

/// A process that stands still (SIGSTOP) until goOn() or the end of this object.
class StoppedProcess
{
    Q_DISABLE_COPY_MOVE(StoppedProcess)

public:
    /// Returns when each of its threads stands: a busy computer lets them finish something first. Waits at most 30 s.
    explicit StoppedProcess(qint64 pid);
    ~StoppedProcess();

    /// False: it may not be stopped from here, or did not stop in time.
    [[nodiscard]] bool isStopped() const { return m_stopped; }
    void goOn();

private:
    qint64 m_pid;
    bool m_stopped = false;
};

} // namespace concord::test
