// SPDX-License-Identifier: GPL-3.0-or-later
// The calling thread: its name, its turns, its CPU time.
#pragma once

#include "core/base/time.h"

#include <string>

namespace inferometer {

// The calling thread's name, as debuggers and top show it; at most 15 characters are kept.
void nameThread(const std::string& name);

// Asks the scheduler for short turns, so that the calling thread is let on soon after it is woken: it reads often and
// little. Takes no privilege and no more time than others get; kernels before 6.12 ignore it.
void askForShortTurns();

// Timers of the calling thread end when they are due, not within the 50 us that the kernel else takes to gather some.
void askForExactTimers();

// Lets every other thread that wants to run go first, to the thread's end: for work that may wait beside what is
// measured.
void giveWay();

// CPU time of the calling thread.
Nanos threadCpuTime();

}  // namespace inferometer
