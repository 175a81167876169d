// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the UI thread whose answer comes back to it. A new piece of work replaces the one before, whose answer is
// dropped; so does cancel().
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace inferometer::ui {

class BackgroundJob : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Stops what runs and waits for it.
    ~BackgroundJob() override { cancel(); }

    // `work` runs on a thread of its own and should end soon after stop; `then` gets what it returned, on the UI
    // thread. `tell`, given to the work, runs a function on the UI thread in between.
    using Tell = std::function<void(std::function<void()> said)>;
    template <typename Work, typename Then>
    void start(Work work, Then then)
    {
        cancel();
        const std::uint64_t job = ++m_job;
        const Tell tell = [this, job](std::function<void()> said) {
            post([this, job, said = std::move(said)] {
                if (job == m_job)
                    said();
            });
        };
        m_active = true;
        auto& thread = m_threads.emplace_back();
        const auto place = std::prev(m_threads.end());
        thread = std::jthread{[this, job, place, tell, work = std::move(work),
                               then = std::move(then)](const std::stop_token& stop) mutable {
            auto answer = std::make_shared<const decltype(work(stop, tell))>(work(stop, tell));
            post([this, job, place, answer, then = std::move(then)]() mutable {
                m_threads.erase(place);
                if (job != m_job)
                    return;
                m_active = false;
                then(*answer);
            });
        }};
    }

    void cancel()
    {
        ++m_job;
        m_active = false;
        for (std::jthread& thread : m_threads)
            thread.request_stop();
    }
    bool isActive() const { return m_active; }

private:
    template <typename Task>
    void post(Task task)
    {
        QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
    }

    std::uint64_t m_job = 0;
    bool m_active = false;
    std::list<std::jthread> m_threads;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
