// SPDX-License-Identifier: GPL-3.0-or-later
// Live progress on stderr: one rewriting line on a terminal, else a line every few seconds.
#pragma once

#include "core/load/snapshot.h"

#include <string>

namespace inferometer::cli {

class Progress
{
public:
    Progress();
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // A line that stays.
    void note(const std::string& text);

    // The run as it is now, or what is done to its results; cheap to call often.
    void show(const Snapshot& snapshot);
    void show(const Sentence& step);

    // Takes the rewriting line away.
    void clear();

private:
    bool isDue();
    void showLine(const std::string& line);

    const bool m_terminal;
    const Nanos m_every;
    Nanos m_last = kUnset;  // moment of the last line
    std::size_t m_width = 0;
};

// "12.3 s  340/1000 done, 64 in flight  TTFT p50 201 ms p99 240 ms  ITL p50 20.1 ms  3,120 tok/s".
std::string progressLine(const Snapshot& snapshot);

}  // namespace inferometer::cli
