// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace concord {

/// Says that work which may block (database, network, file) begins here. On the GUI thread of a program with a screen that is
/// a fault: it is logged and counted, and tests that drive the window expect the count to stay zero. A command line
/// program has no GUI thread. Any thread; costs a pointer comparison.
void blockingWorkBegins(const char *what);
/// While it lives, blocking work of the thread that made it is no fault: what a test does beside the window that it drives.
class BlockingOnPurpose
{
public:
    BlockingOnPurpose();
    ~BlockingOnPurpose();
    BlockingOnPurpose(const BlockingOnPurpose &) = delete;
    BlockingOnPurpose &operator=(const BlockingOnPurpose &) = delete;
};
/// How often blocking work began on the GUI thread since the program started.
[[nodiscard]] int guiThreadViolations();

} // namespace concord
