// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadguard.h"

#include <QCoreApplication>
#include <QThread>

#include <atomic>

namespace concord {

static std::atomic<int> violations{0};
static thread_local int onPurpose = 0;

BlockingOnPurpose::BlockingOnPurpose()
{
    ++onPurpose;
}

BlockingOnPurpose::~BlockingOnPurpose()
{
    --onPurpose;
}

void blockingWorkBegins(const char *what)
{
    const QCoreApplication *app = QCoreApplication::instance();
    if (!app || onPurpose > 0 || QThread::currentThread() != app->thread() || !app->inherits("QGuiApplication"))
        return;
    violations.fetch_add(1, std::memory_order_relaxed);
    qCritical("%s on the GUI thread", what);
}

int guiThreadViolations()
{
    return violations.load(std::memory_order_relaxed);
}

} // namespace concord
