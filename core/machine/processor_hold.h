// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the threads of a run each on one processor, for as long as they get it at once.
//
// The scheduler likes to put a thread that was woken beside what woke it. On a machine that serves and measures at once
// that is the endpoint, which has the rest of its burst to send first: what the thread should read is no longer the
// newest by the time it runs, and its moment no longer known exactly (tests/bench/README.md has the figures). A run
// that stays where it is leaves the endpoint the other processors.
#pragma once

#include "core/base/fd.h"
#include "core/base/time.h"

#include <memory>

namespace inferometer {

// The processors that the calling thread may use, its own first. Immutable; shared by threads.
class Processors
{
public:
    Processors();
    ~Processors();
    Processors(const Processors&) = delete;
    Processors& operator=(const Processors&) = delete;

private:
    friend class ProcessorHold;
    struct Set;
    std::unique_ptr<const Set> m_set;
};

// REQUIRES: made, used and destroyed by the thread that it holds; `among` outlives it. Where the system does not tell
// how long a thread waited, or lets it have one processor only, nothing is done.
class ProcessorHold
{
public:
    // Holds the calling thread on the `index`-th processor, counted around.
    ProcessorHold(const Processors& among, unsigned index);
    ~ProcessorHold();  // lets go
    ProcessorHold(const ProcessorHold&) = delete;
    ProcessorHold& operator=(const ProcessorHold&) = delete;

    // Call now and then; once a second it looks. A thread that waited for its processor for more than a twentieth of
    // that second is let go, so that the scheduler finds it another one, and held where that is a second later.
    void review();

    bool isHeld() const { return m_isHeld; }

private:
    void hold(int processor);
    void letGo();
    Nanos waited() const;

    const Processors& m_among;
    Fd m_statistics;
    Nanos m_reviewed;
    Nanos m_waited;
    bool m_isHeld = false;
};

}  // namespace inferometer
