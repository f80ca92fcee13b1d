// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/interrupt.h"

#include "concordctl/command.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace concord::ctl {

namespace {

constexpr int stopSignals[] = {SIGINT, SIGTERM, SIGHUP};
int pipeEnds[2] = {-1, -1};
volatile std::sig_atomic_t signalSeen = 0;
struct sigaction actionsBefore[std::size(stopSignals)];

// Only what is safe in a signal handler: the event loop hears of it through a pipe.
void onSignal(int)
{
    if (signalSeen != 0)
        ::_exit(ExitCode::Interrupted);
    signalSeen = 1;
    const char byte = 0;
    (void)!::write(pipeEnds[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(std::function<void()> stop, QObject *parent) : QObject(parent), m_stop(std::move(stop))
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    signalSeen = 0;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        (void)!::read(pipeEnds[0], &byte, 1);
        m_interrupted = true;
        m_stop();
    });
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < std::size(stopSignals); ++i) {
        // Under nohup the hang-up stays ignored.
        ::sigaction(stopSignals[i], nullptr, &actionsBefore[i]);
        if (stopSignals[i] != SIGHUP || actionsBefore[i].sa_handler != SIG_IGN)
            ::sigaction(stopSignals[i], &action, nullptr);
    }
}

Interrupt::~Interrupt()
{
    if (m_notifier) {
        for (std::size_t i = 0; i < std::size(stopSignals); ++i)
            ::sigaction(stopSignals[i], &actionsBefore[i], nullptr);
    }
    m_notifier.reset();
    for (int &end : pipeEnds) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace concord::ctl
