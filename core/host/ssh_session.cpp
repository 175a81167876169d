// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_session.h"

#include "core/base/visible_text.h"
#include "core/host/ssh_jobs.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <thread>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kDial{20};

}  // namespace

class SshSession::Worker
{
public:
    explicit Worker(SshHandle session) : m_session{std::move(session)}, m_wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
    {
        ssh_set_blocking(m_session.get(), 0);
        // Signals are for whoever waits for them.
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before);
        m_thread = std::jthread{[this](const std::stop_token& stop) { work(stop); }};
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    ~Worker()
    {
        m_thread.request_stop();
        wake();
    }

    bool isAlive() const { return !m_isOver; }

    // What comes when the thread has ended is lost at once.
    void add(const std::shared_ptr<SshJob>& job)
    {
        bool isOver = false;
        {
            const std::lock_guard lock{m_mutex};
            isOver = m_isOver;
            if (!isOver)
                m_added.push_back(job);
        }
        if (isOver)
            job->lose({});
        else
            wake();
    }

    void abandon(const std::shared_ptr<ScriptJob>& job)
    {
        {
            const std::lock_guard lock{m_mutex};
            m_abandoned.push_back(job);
        }
        wake();
    }

private:
    void wake() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t wrote = ::write(m_wake.get(), &one, sizeof one);
    }

    void work(const std::stop_token& stop)
    {
        // Never opened: what the machine says while nothing goes on, its end above all, is heard by it.
        Channel ear{ssh_channel_new(m_session.get())};
        while (!stop.stop_requested() && ssh_is_connected(m_session.get()) != 0) {
            wait();
            ssh_channel_poll(ear.get(), 0);
            do
                takeWishes();
            while (stepAll() && !stop.stop_requested());
        }
        end();
        ear.reset();
        m_session.reset();
    }

    void end()
    {
        {
            const std::lock_guard lock{m_mutex};
            m_isOver = true;
        }
        takeWishes();
        for (const std::shared_ptr<SshJob>& job : m_jobs)
            job->lose(ssh_get_error(m_session.get()));
        m_jobs.clear();
    }

    void takeWishes()
    {
        std::vector<std::shared_ptr<ScriptJob>> abandoned;
        {
            const std::lock_guard lock{m_mutex};
            m_jobs.insert(m_jobs.end(), m_added.begin(), m_added.end());
            m_added.clear();
            abandoned.swap(m_abandoned);
        }
        for (const std::shared_ptr<ScriptJob>& job : abandoned)
            job->abandon();
    }

    // Whether any has moved.
    bool stepAll()
    {
        bool moved = false;
        std::vector<std::shared_ptr<SshJob>> born;
        std::erase_if(m_jobs, [&](const std::shared_ptr<SshJob>& job) {
            const SshJob::Step step = job->step(m_session.get());
            moved = moved || step == SshJob::Step::Moved;
            for (std::shared_ptr<SshJob>& child : job->born())
                born.push_back(std::move(child));
            return step == SshJob::Step::Done;
        });
        m_jobs.insert(m_jobs.end(), born.begin(), born.end());
        return moved;
    }

    void wait()
    {
        constexpr int kMost = 100;  // ms, for what no descriptor tells: a script's end behind its outputs
        const bool writes = (ssh_get_poll_flags(m_session.get()) & SSH_WRITE_PENDING) != 0;
        std::vector<pollfd> all{{m_wake.get(), POLLIN, 0},
                                {ssh_get_fd(m_session.get()), static_cast<short>(POLLIN | (writes ? POLLOUT : 0)), 0}};
        for (const std::shared_ptr<SshJob>& job : m_jobs)
            job->addWakers(all);
        ::poll(all.data(), all.size(), m_jobs.empty() ? -1 : kMost);
        std::uint64_t woken = 0;
        [[maybe_unused]] const ssize_t got = ::read(m_wake.get(), &woken, sizeof woken);
    }

    SshHandle m_session;
    Fd m_wake;
    std::atomic<bool> m_isOver{false};
    std::vector<std::shared_ptr<SshJob>> m_jobs;  // of the thread
    std::mutex m_mutex;
    std::vector<std::shared_ptr<SshJob>> m_added;
    std::vector<std::shared_ptr<ScriptJob>> m_abandoned;
    std::jthread m_thread;  // last: it uses the rest
};

SshSession::SshSession(SshHandle session, std::string name)
    : m_worker{std::make_unique<Worker>(std::move(session))}
    , m_name{std::move(name)}
{}

SshSession::~SshSession() = default;

bool SshSession::isAlive() const { return m_worker->isAlive(); }

Result<Ran> SshSession::run(const std::string& script, const HostCall& call, const std::stop_token& stop)
{
    const auto job = std::make_shared<ScriptJob>(script, call.input, m_name);
    m_worker->add(job);
    if (job->wait(Clock::now() + call.timeout, stop))
        return *job->answer();
    m_worker->abandon(job);
    return stop.stop_requested() ? stoppedMidway() : tooLong(m_name, call);
}

Result<Fd> SshSession::dial(const std::string& host, int port, const std::stop_token& stop)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
        return Error{Errc::Disk, sentence("errors", "No more files can be opened; close other programs.")};
    Fd near{ends[0]};
    const auto job = std::make_shared<StreamJob>(Fd{ends[1]}, host, port);
    m_worker->add(job);
    const Result<std::string> said = job->waitUntilOpen(Clock::now() + kDial, stop);
    if (!said)
        return said.error();
    if (!said.value().empty())
        return Error{Errc::Network,
                     sentence("errors", "%1 does not reach %2 (%3); check the address as it is called from there.")
                         .with(m_name, visibleText(host) + ":" + std::to_string(port), Figure::cause(said.value())),
                     "site/jump"};
    return near;
}

void SshSession::serve(Fd listener, int port) { m_worker->add(std::make_shared<ListenJob>(std::move(listener), port)); }

}  // namespace inferometer
