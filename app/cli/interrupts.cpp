// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupts.h"

#include <pthread.h>

#include <csignal>
#include <cstdlib>

namespace inferometer::cli {
namespace {

constexpr int kLeave = SIGUSR1;  // ends the listening thread

sigset_t ourSignals()
{
    sigset_t set{};
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, kLeave})
        sigaddset(&set, signal);
    return set;
}

}  // namespace

Interrupts::Interrupts()
{
    const sigset_t set = ourSignals();
    pthread_sigmask(SIG_BLOCK, &set, &m_before);
    m_thread = std::thread{[this] { listen(); }};
}

Interrupts::~Interrupts()
{
    m_done = true;
    pthread_kill(m_thread.native_handle(), kLeave);
    m_thread.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupts::listen()
{
    const sigset_t set = ourSignals();
    int signal = 0;
    while (sigwait(&set, &signal) == 0 && !m_done) {
        if (signal == kLeave)
            continue;
        if (m_count.load() == 0)
            m_first = signal;
        if (++m_count > 2)
            std::_Exit(static_cast<int>(code()));  // asked three times: leave, the journal has what was measured
        m_count.notify_all();
        m_stop.request_stop();
    }
}

HeldSignals::HeldSignals()
{
    const sigset_t set = ourSignals();
    pthread_sigmask(SIG_BLOCK, &set, &m_before);
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

bool HeldSignals::isPending()
{
    sigset_t pending{};
    sigpending(&pending);
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1
        || sigismember(&pending, SIGHUP) == 1;
}

}  // namespace inferometer::cli
