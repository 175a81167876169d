// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection is made: which address is tried when, how long, and what is said when none answers.
#include "core/http/connection.h"

#include "tests/support/few_ports.h"
#include "tests/support/loopback_server.h"
#include "tests/support/silent_address.h"
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <array>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using Step = ServerStep;
using State = Connection::State;

SocketAddress addressOf(std::uint16_t port) { return resolve("127.0.0.1", port).value().addresses.front(); }

// A port that nobody listens on.
SocketAddress refusing()
{
    const LoopbackServer gone{ServerScript{Step::close()}};
    return addressOf(gone.port());
}

// A connection and the loop that drives it.
struct Driven
{
    ConnectionTarget target;
    Poller poller;
    StampClock clock;
    ReadBuffer buffer;
    Connection connection;

    // The state in which it comes to rest.
    State make(std::vector<SocketAddress> addresses)
    {
        target.addresses = std::move(addresses);
        return make();
    }
    State make()
    {
        if (!connection.open(target, poller, 0))
            return State::Closed;
        const Nanos end = monotonicNow() + 5s;
        State state = connection.state();
        while (state != State::Ready && state != State::Closed && monotonicNow() < end) {
            const Nanos wakeAt = connection.wakeAt();
            for (const Poller::Ready& ready : poller.wait(isSet(wakeAt) ? std::min(wakeAt, end) : end))
                state = connection.advance(ready, buffer, clock);
            if (state == State::Connecting)
                state = connection.onTime(monotonicNow());
        }
        return state;
    }
    Nanos took() const { return connection.connected - connection.connectStart; }
};

TEST(Connection, TakesTheNextAddressWhenTheFirstIsSilent)
{
    const SilentAddress silent;
    const LoopbackServer server{ServerScript{Step::stall()}};
    Driven driven;
    ASSERT_EQ(driven.make({silent.address(), addressOf(server.port())}), State::Ready) << driven.connection.errorText();
    EXPECT_GE(driven.took(), Connection::kNextAddressAfter);
    EXPECT_LT(driven.took(), 2s);

    // The one that worked comes first from now on.
    ASSERT_EQ(driven.make(), State::Ready);
    EXPECT_LT(driven.took(), Connection::kNextAddressAfter);
}

TEST(Connection, TakesTheNextAddressAtOnceWhenTheFirstRefuses)
{
    const LoopbackServer server{ServerScript{Step::stall()}};
    Driven driven;
    ASSERT_EQ(driven.make({refusing(), refusing(), addressOf(server.port())}), State::Ready);
    EXPECT_LT(driven.took(), Connection::kNextAddressAfter);
}

TEST(Connection, SaysWhyTheLastAddressFailed)
{
    Driven driven;
    EXPECT_EQ(driven.make({refusing(), refusing()}), State::Closed);
    EXPECT_EQ(driven.connection.fault(), ConnectFault::Refused);
    EXPECT_EQ(driven.connection.errorText(), "Connection refused");
}

TEST(Connection, WaitsForNoAddressLongerThanItsPatience)
{
    const SilentAddress silent;
    Driven driven;
    driven.target.addresses = {silent.address(), silent.address()};
    ASSERT_TRUE(driven.connection.open(driven.target, driven.poller, 0));
    const Nanos begun = driven.connection.connectStart;
    EXPECT_EQ(driven.connection.onTime(begun + 300ms), State::Connecting);
    EXPECT_EQ(driven.connection.wakeAt(), begun + Connection::kConnectTimeout);
    EXPECT_EQ(driven.connection.onTime(begun + Connection::kConnectTimeout - 1ns), State::Connecting);
    EXPECT_EQ(driven.connection.onTime(begun + Connection::kConnectTimeout), State::Closed);
    EXPECT_EQ(driven.connection.fault(), ConnectFault::Timeout);
    EXPECT_EQ(driven.connection.errorText(), "no connection within 10 s");
    EXPECT_FALSE(isSet(driven.connection.wakeAt()));
}

TEST(Connection, LetsTheFamiliesTakeTurns)
{
    const auto of = [](const char* text) { return resolve(text, 80).value().addresses.front(); };
    std::vector<SocketAddress> addresses{of("::1"), of("::2"), of("::3"), of("127.0.0.1"), of("127.0.0.2")};
    interleaveFamilies(addresses);
    std::string order;
    for (const SocketAddress& address : addresses)
        order += address.text() + " ";
    EXPECT_EQ(order, "[::1]:80 127.0.0.1:80 [::2]:80 127.0.0.2:80 [::3]:80 ");
}

TEST(Connection, KnowsThatNoDescriptorWasToBeHad)
{
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
    Driven driven;
    const SocketAddress address = refusing();
    rlimit none = before;
    none.rlim_cur = 3;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
    const State state = driven.make({address, address});
    setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(state, State::Closed);
    EXPECT_EQ(driven.connection.fault(), ConnectFault::Descriptors);
    EXPECT_TRUE(isOfThisMachine(driven.connection.fault()));
}

TEST(Connection, KnowsThatNoLocalPortWasToBeHad)
{
    ConnectFault fault = ConnectFault::None;
    const bool could = withFewPorts([&fault](auto&& limit) {
        const LoopbackServer server{ServerScript{Step::stall()}};
        limit(40000, 40000);
        Driven first;
        Driven second;
        EXPECT_EQ(first.make({addressOf(server.port())}), State::Ready);
        second.make({addressOf(server.port())});
        fault = second.connection.fault();
    });
    if (!could)
        GTEST_SKIP() << "needs the right to make a network of its own";
    EXPECT_EQ(fault, ConnectFault::Ports);
}

TEST(Connection, TellsWhatAProxySaid)
{
    constexpr std::array<std::pair<const char*, const char*>, 7> kAnswers{
        {{"HTTP/1.1 403 Forbidden", "refused the tunnel"},
         {"HTTP/1.1 502 Bad Gateway", "could not reach the endpoint"},
         {"HTTP/1.1 503 Service Unavailable", "could not reach the endpoint"},
         {"HTTP/1.0 504 Gateway Timeout", "could not reach the endpoint"},
         {"HTTP/1.1 400 Bad Request", "is it a proxy?"},
         {"HTTP/1.1 405 Method Not Allowed", "is it a proxy?"},
         {"HTTP/1.1 407 Proxy Authentication Required", "a login"}}};
    for (const auto& [line, said] : kAnswers) {
        const LoopbackServer proxy{ServerScript{Step::expectRequest(), Step::send(line + std::string{"\r\n\r\n"})}};
        Driven driven;
        driven.target.proxyHead = "CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n\r\n";
        EXPECT_EQ(driven.make({addressOf(proxy.port())}), State::Closed);
        EXPECT_EQ(driven.connection.fault(), ConnectFault::Proxy);
        EXPECT_NE(driven.connection.errorText().find(said), std::string::npos) << driven.connection.errorText();
        EXPECT_NE(driven.connection.errorText().find(line), std::string::npos) << driven.connection.errorText();
    }
}

TEST(Connection, KnowsAProxyThatSpeaksNoHttp)
{
    const LoopbackServer proxy{ServerScript{Step::expectRequest(), Step::send("220 mail.example ESMTP\r\n\r\n")}};
    Driven driven;
    driven.target.proxyHead = "CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n\r\n";
    EXPECT_EQ(driven.make({addressOf(proxy.port())}), State::Closed);
    EXPECT_EQ(driven.connection.errorText(), "the proxy's answer is not HTTP");
}

}  // namespace
}  // namespace inferometer
