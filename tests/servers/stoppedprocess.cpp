// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/stoppedprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::test {

/// proc(5): the state follows the program's name in brackets, which may hold brackets itself.
static bool stands(const QString &thread)
{
    QFile file(thread + u"/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return true; // it has ended
    const QByteArray line = file.readAll();
    return line.sliced(line.lastIndexOf(')') + 1).trimmed().startsWith('T');
}

static bool allStand(qint64 pid)
{
    const QString tasks = u"/proc/%1/task"_s.arg(pid);
    const QStringList threads = QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return !threads.isEmpty() && std::ranges::all_of(threads, [&tasks](const QString &thread) { return stands(tasks + u'/' + thread); });
}

StoppedProcess::StoppedProcess(qint64 pid) : m_pid(pid)
{
    if (pid <= 0 || ::kill(static_cast<pid_t>(pid), SIGSTOP) != 0)
        return;
    QElapsedTimer timer;
    timer.start();
    while (!(m_stopped = allStand(pid)) && timer.durationElapsed() < 30s)
        std::this_thread::sleep_for(5ms);
    if (!m_stopped)
        ::kill(static_cast<pid_t>(pid), SIGCONT);
}

StoppedProcess::~StoppedProcess()
{
    goOn();
}

void StoppedProcess::goOn()
{
    if (m_stopped)
        ::kill(static_cast<pid_t>(m_pid), SIGCONT);
    m_stopped = false;
}

} // namespace concord::test
