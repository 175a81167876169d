// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/machine/processor_hold.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

constexpr Nanos kPeriod = std::chrono::seconds{1};
constexpr double kMostWaiting = 0.05;

}  // namespace

struct Processors::Set
{
    cpu_set_t all{};
    std::vector<int> order;
};

Processors::Processors()
{
    auto set = std::make_unique<Set>();
    if (sched_getaffinity(0, sizeof set->all, &set->all) == 0) {
        for (int i = 0; i < CPU_SETSIZE; ++i)
            if (CPU_ISSET(static_cast<std::size_t>(i), &set->all))
                set->order.push_back(i);
        const auto here = std::find(set->order.begin(), set->order.end(), sched_getcpu());
        std::rotate(set->order.begin(), here == set->order.end() ? set->order.begin() : here, set->order.end());
    }
    m_set = std::move(set);
}

Processors::~Processors() = default;

ProcessorHold::ProcessorHold(const Processors& among, unsigned index)
    : m_among(among)
    , m_statistics(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
    , m_reviewed(monotonicNow())
    , m_waited(waited())
{
    const std::vector<int>& order = among.m_set->order;
    if (isSet(m_waited) && order.size() > 1)
        hold(order[index % order.size()]);
}

ProcessorHold::~ProcessorHold() { letGo(); }

void ProcessorHold::review()
{
    const Nanos now = monotonicNow();
    if (now - m_reviewed < kPeriod || !isSet(m_waited) || m_among.m_set->order.size() < 2)
        return;
    const Nanos before = std::exchange(m_waited, waited());
    if (!isSet(m_waited)) {
        letGo();
        return;
    }
    const double waiting = seconds(m_waited - before) / seconds(now - m_reviewed);
    m_reviewed = now;
    if (!m_isHeld)
        hold(sched_getcpu());
    else if (waiting > kMostWaiting)
        letGo();
}

void ProcessorHold::hold(int processor)
{
    if (processor < 0 || processor >= CPU_SETSIZE)
        return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(processor), &one);
    m_isHeld = sched_setaffinity(0, sizeof one, &one) == 0;
}

void ProcessorHold::letGo()
{
    if (m_isHeld)
        sched_setaffinity(0, sizeof m_among.m_set->all, &m_among.m_set->all);
    m_isHeld = false;
}

// "time on a processor, time waiting for one (ns), turns" (Linux, Documentation/scheduler/sched-stats.rst); all 0 where
// the kernel was built without.
Nanos ProcessorHold::waited() const
{
    std::array<char, 96> text{};
    const ssize_t size = pread(m_statistics.get(), text.data(), text.size(), 0);
    const std::string_view all{text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    if (all.empty() || all.starts_with("0 0 0"))
        return kUnset;
    const std::string_view rest = all.substr(std::min(all.find(' '), all.size() - 1) + 1);
    const auto value = parseInteger(rest.substr(0, rest.find(' ')));
    return value ? Nanos{*value} : kUnset;
}

}  // namespace inferometer
