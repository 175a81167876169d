// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT, SIGTERM and SIGHUP as wishes: the first asks to stop, the second to cut; a third ends the program at once.
#pragma once

#include "app/cli/commands.h"

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace inferometer::cli {

class Interrupts
{
public:
    // Blocks the signals in this thread and in those it starts. REQUIRES: no other thread yet, no other Interrupts.
    Interrupts();
    // Signals act as before, or are held as before.
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    // Thread-safe: yes.
    int count() const { return m_count.load(); }

    // 130, 143 or 129 by the first signal. REQUIRES: count() > 0.
    ExitCode code() const { return static_cast<ExitCode>(128 + m_first.load()); }

    // Requested at the first signal.
    std::stop_token token() const { return m_stop.get_token(); }

    // What was asked for is done: the next signal is a first one again. Thread-safe: no, against code().
    void forgive() { m_count.store(0); }

    // Blocks: until the first signal.
    void waitForOne() const { m_count.wait(0); }

private:
    void listen();

    sigset_t m_before{};
    std::stop_source m_stop;
    std::atomic<int> m_count{0};
    std::atomic<int> m_first{0};
    std::atomic<bool> m_done{false};
    std::thread m_thread;
};

// The same signals held back between one Interrupts and the next: each is told to the next one at once, and ends
// nothing on the way.
class HeldSignals
{
public:
    HeldSignals();
    ~HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    // Whether one came since.
    static bool isPending();

private:
    sigset_t m_before{};
};

}  // namespace inferometer::cli
