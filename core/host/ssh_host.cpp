// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_host.h"

#include "core/host/ssh_session.h"
#include "core/machine/errno_text.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <thread>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

// A port of here that a port of the machine stands behind.
struct Forward
{
    int there = 0;
    int here = 0;
    Fd listener;
};

Result<Forward> listenFor(int port)
{
    Forward made{port, 0, Fd{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)}};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);  // NOLINT: as the system asks for it
    constexpr int kWaiting = 1024;
    if (!made.listener.isOpen() || ::bind(made.listener.get(), raw, size) != 0
        || ::listen(made.listener.get(), kWaiting) != 0 || ::getsockname(made.listener.get(), raw, &size) != 0)
        return Error{Errc::Network,
                     sentence("errors", "No port of this machine can be listened on: %1; close other programs.")
                         .with(Figure::cause(errnoText(errno)))};
    made.here = ntohs(address.sin_port);
    return made;
}

class SshHost final : public Host
{
public:
    explicit SshHost(SshAsk ask) : m_ask{std::move(ask)}, m_jumpAsk{m_ask}
    {
        m_jumpAsk.password = {};  // it is the last machine's: no other one may hear it
        if (!m_ask.jumpKnownHosts.empty())
            m_jumpAsk.knownHosts = m_ask.jumpKnownHosts;
    }

    // Whatever way leads there.
    Status connect(const HostKeyTrust& trust, const std::stop_token& stop)
    {
        Status done = connectAll(trust, stop);
        if (!done)
            m_way.clear();  // a part of the way leads to another machine
        return done;
    }

    Status connectAll(const HostKeyTrust& trust, const std::stop_token& stop)
    {
        m_way.clear();
        std::vector<SshPlace> places = m_ask.jumps;
        places.push_back(m_ask.place);
        for (const SshPlace& place : places) {
            Fd through;
            if (!m_way.empty()) {
                Result<Fd> dialed = m_way.back()->dial(place.host, place.port == 0 ? kPort : place.port, stop);
                if (!dialed)
                    return dialed.error();
                through = std::move(dialed).value();
            }
            SshAsk ask = m_way.size() < m_ask.jumps.size() ? m_jumpAsk : m_ask;
            if (m_way.size() + 1 == m_ask.jumps.size())
                ask.password = m_ask.jumpPassword;
            Result<SshHandle> session = logIn(place, ask, std::move(through), trust, stop);
            if (!session)
                return session.error();
            m_way.push_back(std::make_unique<SshSession>(std::move(session).value(), place.text()));
        }
        for (const Forward& forward : m_forwards)
            serve(forward);
        return {};
    }

    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop) override
    {
        const Clock::time_point until = Clock::now() + call.timeout;
        for (std::chrono::milliseconds pause{500};; pause = std::min(2 * pause, kLongestPause)) {
            const Status connected = m_way.empty() || !m_way.back()->isAlive() ? connect({}, stop) : Status{};
            Result<Ran> ran = connected ? m_way.back()->run(script, call, stop) : Result<Ran>{connected.error()};
            if (ran || ran.error().code != Errc::Network || !call.isRepeatable || Clock::now() + pause > until)
                return ran;
            std::this_thread::sleep_for(pause);
            if (stop.stop_requested())
                return stoppedMidway();
        }
    }

    Result<int> reach(int port) override
    {
        for (const Forward& forward : m_forwards)
            if (forward.there == port)
                return forward.here;
        Result<Forward> made = listenFor(port);
        if (!made)
            return made.error();
        m_forwards.push_back(std::move(made).value());
        if (!m_way.empty() && m_way.back()->isAlive())
            serve(m_forwards.back());
        return m_forwards.back().here;
    }

    std::string name() const override { return m_ask.place.text(); }
    bool isThisMachine() const override { return false; }

private:
    static constexpr int kPort = 22;
    static constexpr std::chrono::milliseconds kLongestPause{5000};

    void serve(const Forward& forward)
    {
        m_way.back()->serve(Fd{::fcntl(forward.listener.get(), F_DUPFD_CLOEXEC, 0)}, forward.there);
    }

    const SshAsk m_ask;
    SshAsk m_jumpAsk;  // how to log in on the way
    std::vector<Forward> m_forwards;
    // The last is the machine's; it goes first.
    struct Way : std::vector<std::unique_ptr<SshSession>>
    {
        ~Way() { clear(); }
        void clear()
        {
            while (!empty())
                pop_back();
        }
    } m_way;
};

}  // namespace

Result<std::unique_ptr<Host>> sshHost(SshAsk ask, const HostKeyTrust& trust, const std::stop_token& stop)
{
    auto host = std::make_unique<SshHost>(std::move(ask));
    const Status connected = host->connect(trust, stop);
    return connected ? Result<std::unique_ptr<Host>>{std::move(host)}
                     : Result<std::unique_ptr<Host>>{connected.error()};
}

}  // namespace inferometer
