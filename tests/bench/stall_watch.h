// SPDX-License-Identifier: GPL-3.0-or-later
// How long the event loop of the UI thread stands still, and what the thread costs.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace inferometer::test {

// Gaps of a 1 ms timer on the UI thread.
class StallWatch
{
public:
    StallWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            if (m_clock.isValid())
                m_gaps.push_back(static_cast<double>(m_clock.nsecsElapsed()) / 1e6);
            m_clock.start();
        });
        m_timer.start();
    }

    void report(const char* what, double wall, double cpu)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        const auto at
            = [&](double q) { return m_gaps[static_cast<std::size_t>(q * static_cast<double>(m_gaps.size() - 1))]; };
        std::printf("%s: event-loop gap p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f ms; UI thread %.1f %% of a core\n",
                    what, at(0.5), at(0.99), at(0.999), m_gaps.back(), 100 * cpu / wall);
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gaps;
};

inline double threadCpu()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Runs the event loop for so long and reports.
inline void watch(const char* what, double span)
{
    StallWatch stalls;
    const double cpu = threadCpu();
    QTimer::singleShot(static_cast<int>(span * 1000), qApp, &QCoreApplication::quit);
    QApplication::exec();
    stalls.report(what, span, threadCpu() - cpu);
}

}  // namespace inferometer::test
