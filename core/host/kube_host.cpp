// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/kube_host.h"

#include "core/host/kube_exec.h"
#include "core/host/kube_forward.h"
#include "core/host/kube_socket.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 32U << 10U;
constexpr int kLook = 50;  // ms, for a stop

// A script at work.
class Script
{
public:
    Script(std::unique_ptr<WebSocket> socket, const HostCall& call, std::string name)
        : m_socket{std::move(socket)}
        , m_call{call}
        , m_answer{name}
        , m_name{std::move(name)}
    {}

    // Timeout and Cancelled: it may go on there, in group().
    Result<Ran> wait(Clock::time_point until, const std::stop_token& stop)
    {
        for (;;) {
            const bool moved = move();
            if (const std::optional<Result<Ran>> ended = m_answer.ended())
                return *ended;
            if (m_socket->isOver())
                return Error{
                    Errc::Network,
                    sentence("errors", "The connection to %1 was lost (%2); try again once the machine can be reached.")
                        .with(m_name, Figure::cause("its end was not told"))};
            if (isDue(until, stop))
                return stop.stop_requested() ? stoppedMidway() : tooLong(m_name, m_call);
            if (!moved)
                poll();
        }
    }

    // Empty where there is nothing that could be killed.
    std::string group() const { return m_answer.group() == "0" ? std::string{} : m_answer.group(); }

private:
    // It is waited for no more; a while later where it is not known yet what to kill.
    bool isDue(Clock::time_point until, const std::stop_token& stop)
    {
        constexpr std::chrono::seconds kForGroup{3};
        const Clock::time_point now = Clock::now();
        if (stop.stop_requested() && !m_stopped)
            m_stopped = now;
        const Clock::time_point end = std::min(until, m_stopped.value_or(until));
        return now >= end && (m_answer.hasGroup() || now >= end + kForGroup);
    }

    bool move()
    {
        if (!m_socket->isSending() && m_given < m_call.input.size()) {
            const std::string_view piece = m_call.input.substr(m_given, kPiece);
            m_socket->send(std::string(1, '\0').append(piece));
            m_given += piece.size();
        }
        const bool moved = m_socket->step();
        while (const std::optional<std::string> message = m_socket->take())
            m_answer.take(*message);
        return moved;
    }

    void poll() const
    {
        pollfd ready{m_socket->descriptor(), static_cast<short>(m_socket->isSending() ? POLLIN | POLLOUT : POLLIN), 0};
        ::poll(&ready, 1, kLook);
    }

    std::unique_ptr<WebSocket> m_socket;
    const HostCall m_call;
    KubeExecAnswer m_answer;
    const std::string m_name;
    std::size_t m_given = 0;
    std::optional<Clock::time_point> m_stopped;
};

class KubeHost final : public Host
{
public:
    explicit KubeHost(KubePod pod) : m_pod{std::move(pod)} {}

    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop) override
    {
        constexpr std::chrono::milliseconds kLongestPause{5000};
        const Clock::time_point until = Clock::now() + call.timeout;
        for (std::chrono::milliseconds pause{500};; pause = std::min(2 * pause, kLongestPause)) {
            Result<Ran> ran = runOnce(script, call, until, stop);
            if (ran || ran.error().code != Errc::Network || !call.isRepeatable || Clock::now() + pause > until)
                return ran;
            std::this_thread::sleep_for(pause);
            if (stop.stop_requested())
                return stoppedMidway();
        }
    }

    Result<int> reach(int port) override
    {
        for (const std::unique_ptr<KubeForward>& forward : m_forwards)
            if (forward->there() == port)
                return forward->here();
        Result<std::unique_ptr<KubeForward>> made = KubeForward::open(m_pod, port);
        if (!made)
            return made.error();
        m_forwards.push_back(std::move(made).value());
        return m_forwards.back()->here();
    }

    std::string name() const override { return m_pod.name; }
    bool isThisMachine() const override { return false; }

private:
    Result<std::unique_ptr<WebSocket>> exec(const std::string& query, const std::stop_token& stop) const
    {
        return openInPod(m_pod, "/exec" + query, "v5.channel.k8s.io, v4.channel.k8s.io", stop);
    }

    Result<Ran> runOnce(const std::string& script, const HostCall& call, Clock::time_point until,
                        const std::stop_token& stop) const
    {
        Result<std::unique_ptr<WebSocket>> socket
            = exec(kubeExecQuery(script, call.input.size(), m_pod.container), stop);
        if (!socket)
            return socket.error();
        Script work{std::move(socket).value(), call, m_pod.name};
        Result<Ran> ran = work.wait(until, stop);
        if (!ran && (ran.error().code == Errc::Timeout || ran.error().code == Errc::Cancelled))
            kill(work.group());
        return ran;
    }

    void kill(const std::string& group) const
    {
        constexpr std::chrono::milliseconds kPatience{10'000};
        if (group.empty())
            return;
        Result<std::unique_ptr<WebSocket>> socket
            = exec(kubeExecQuery("kill -s KILL -- -" + group, 0, m_pod.container), {});
        if (socket)
            static_cast<void>(Script{std::move(socket).value(), {.timeout = kPatience}, m_pod.name}.wait(
                Clock::now() + kPatience, {}));
    }

    const KubePod m_pod;
    std::vector<std::unique_ptr<KubeForward>> m_forwards;
};

}  // namespace

std::unique_ptr<Host> kubeHost(KubePod pod) { return std::make_unique<KubeHost>(std::move(pod)); }

}  // namespace inferometer
