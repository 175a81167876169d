// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/text.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace inferometer::cli {
namespace {

constexpr std::size_t kRateSlots = 20;  // of kSeriesStep: the token rate of the last 2 s

double recentTokenRate(const Snapshot& snapshot)
{
    const std::size_t slots = std::min(kRateSlots, snapshot.sealedSlots);
    std::uint64_t tokens = 0;
    for (std::size_t i = snapshot.sealedSlots - slots; i < snapshot.sealedSlots; ++i)
        tokens += snapshot.series->at(i).tokens;
    return slots == 0 ? 0 : static_cast<double>(tokens) / (static_cast<double>(slots) * seconds(kSeriesStep));
}

std::string quantilesText(const char* name, const Histogram& histogram)
{
    if (histogram.count() == 0)
        return {};
    return std::string{"  "} + name + " p50 " + formatDuration(histogram.quantile(0.5)) + " p99 "
        + formatDuration(histogram.quantile(0.99));
}

}  // namespace

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1), m_every(m_terminal ? fromSeconds(0.2) : fromSeconds(5))
{}

void Progress::note(const std::string& text)
{
    clear();
    printLine(stderr, text);
}

void Progress::show(const Snapshot& snapshot)
{
    if (isDue())
        showLine(progressLine(snapshot));
}

void Progress::show(const Sentence& step)
{
    if (isDue())
        showLine(step.text());
}

bool Progress::isDue()
{
    const Nanos now = monotonicNow();
    if (!isSet(m_last))
        m_last = m_terminal ? now - m_every : now;  // without a terminal the first line waits its turn too
    if (now - m_last < m_every)
        return false;
    m_last = now;
    return true;
}

void Progress::showLine(const std::string& line)
{
    if (!m_terminal) {
        printLine(stderr, line);
        return;
    }
    printOver(line, m_width);
    m_width = line.size();
}

void Progress::clear()
{
    if (m_width > 0)
        printOver("", m_width);
    m_width = 0;
}

std::string progressLine(const Snapshot& snapshot)
{
    std::string line = formatFixed(seconds(snapshot.elapsed), 1) + " s  " + grouped(snapshot.finished) + "/"
        + grouped(snapshot.asked) + " done, " + grouped(snapshot.inFlight.size()) + " in flight";
    if (snapshot.state == RunState::Draining)
        line += ", draining";
    if (snapshot.counts.failed > 0)
        line += ", " + grouped(snapshot.counts.failed) + " failed";
    if (const std::uint64_t aside = failedAside(snapshot); aside > 0)
        line += ", " + grouped(aside) + " failed in warm-up";
    line += quantilesText("TTFT", snapshot.ttft) + quantilesText("ITL", snapshot.itl);
    return line + "  " + figure(recentTokenRate(snapshot), "tok/s") + " tok/s";
}

}  // namespace inferometer::cli
