// SPDX-License-Identifier: GPL-3.0-or-later
// Arrival stamps on real sockets: when the kernel saw the bytes, not when we came to read them.
#include "core/http/address.h"
#include "core/http/wire.h"

#include "tests/support/without_call.h"
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <atomic>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

// A connected pair over loopback; the client's side is the one under test.
struct Pair
{
    Fd stamps = keepStampsOn();
    Fd client;
    Fd server;
    StampClock clock;
    std::array<char, 1024> buffer{};

    Pair()
    {
        const Listener listener = listenOn(0, true).value();
        OpenedSocket opened = startConnect(resolve("127.0.0.1", listener.port).value().addresses.front());
        client = std::move(opened.fd);
        while (!server.isOpen())
            server = acceptFrom(listener.fd);
        std::this_thread::sleep_for(1ms);
    }
    ReadResult read() { return readStamped(client, buffer, clock); }
};

TEST(Wire, StampsTheArrivalNotTheRead)
{
    Pair pair;
    const Nanos before = monotonicNow();
    writeSome(pair.server, "hello");
    const Nanos after = monotonicNow();
    std::this_thread::sleep_for(20ms);
    const ReadResult got = pair.read();
    ASSERT_EQ(got.kind, ReadResult::Kind::Bytes);
    EXPECT_GE(got.stamp, before - 100us);
    EXPECT_LE(got.stamp, after + 100us);
    EXPECT_GE(got.readAt - got.stamp, 19ms);
    EXPECT_FALSE(got.filled);
    EXPECT_EQ(pair.read().kind, ReadResult::Kind::WouldBlock);
}

TEST(Wire, GivesTheStampOfTheNewestSegment)
{
    Pair pair;
    writeSome(pair.server, "first");
    std::this_thread::sleep_for(20ms);
    const Nanos before = monotonicNow();
    writeSome(pair.server, "second");
    const ReadResult got = pair.read();
    EXPECT_EQ(got.bytes, 11U);
    EXPECT_GE(got.stamp, before - 100us);
}

TEST(Wire, TellsWhetherThePeerIsDone)
{
    Pair pair;
    writeSome(pair.server, "last words");
    EXPECT_FALSE(peerIsDone(pair.client));
    shutdown(pair.server.get(), SHUT_WR);
    EXPECT_TRUE(peerIsDone(pair.client));
    Poller poller;
    ASSERT_TRUE(poller.add(pair.client, 7, false));
    const auto ready = poller.wait(monotonicNow() + 1s);
    ASSERT_EQ(ready.size(), 1U);
    EXPECT_EQ(ready[0].token, 7U);
    EXPECT_TRUE(ready[0].readable);
    EXPECT_TRUE(ready[0].peerDone);
    EXPECT_LE(poller.returnedAt(), monotonicNow());
}

TEST(Wire, SaysWhenABufferWasTooSmall)
{
    Pair pair;
    writeSome(pair.server, "more than five");
    EXPECT_TRUE(readStamped(pair.client, std::span{pair.buffer}.first(5), pair.clock).filled);
    EXPECT_FALSE(pair.read().filled);
}

TEST(Wire, SendsSmallWritesAtOnce)
{
    const Pair pair;
    int value = 0;
    socklen_t length = sizeof value;
    getsockopt(pair.client.get(), IPPROTO_TCP, TCP_NODELAY, &value, &length);
    EXPECT_EQ(value, 1);
}

std::atomic<std::int64_t> wallStep{0};
Nanos steppingWall() { return realtimeNow() + Nanos{wallStep.load()}; }

TEST(StampClock, RefusesStampsOfTheClockBeforeAStep)
{
    for (const std::int64_t step : {10'000'000, -10'000'000}) {
        wallStep = 0;
        StampClock clock{steppingWall};
        EXPECT_FALSE(clock.read().stepped);
        std::this_thread::sleep_for(2ms);
        EXPECT_FALSE(clock.read().stepped);
        wallStep = step;
        EXPECT_TRUE(clock.read().stepped);
        EXPECT_TRUE(clock.read().stepped);  // what still waits in other sockets is of the clock before, too
        std::this_thread::sleep_for(StampClock::kDistrust + 1ms);
        EXPECT_FALSE(clock.read().stepped);
    }
}

TEST(Wire, GivesNoStampAfterAClockStep)
{
    Pair pair;
    wallStep = 0;
    StampClock clock{steppingWall};
    writeSome(pair.server, "x");
    wallStep = 10'000'000;
    EXPECT_FALSE(isSet(readStamped(pair.client, pair.buffer, clock).stamp));
}

TEST(Poller, WaitsUntilTheDeadlineOrAWake)
{
    Poller poller;
    const Nanos deadline = monotonicNow() + 20ms;
    EXPECT_TRUE(poller.wait(deadline).empty());
    EXPECT_GE(monotonicNow(), deadline);
    const std::jthread waker{[&poller] {
        std::this_thread::sleep_for(10ms);
        poller.wake();
    }};
    EXPECT_TRUE(poller.wait(monotonicNow() + 10s).empty());
    EXPECT_LT(monotonicNow(), deadline + 5s);
}

TEST(Poller, KeepsItsDeadlinesWhereTheCallForThemIsMissing)
{
    const bool could = withoutCall(SYS_epoll_pwait2, [] {
        Pair pair;
        Poller poller;
        ASSERT_TRUE(poller.add(pair.client, 7, false));
        for (const Nanos patience : {20ms, 1ms, 0ms}) {
            const Nanos deadline = monotonicNow() + patience + 300us;
            EXPECT_TRUE(poller.wait(deadline).empty());
            EXPECT_GE(monotonicNow(), deadline);
            EXPECT_LT(monotonicNow(), deadline + 5s);
        }
        EXPECT_TRUE(poller.wait(monotonicNow() - 1s).empty());
        writeSome(pair.server, "x");
        EXPECT_EQ(poller.wait(kUnset).size(), 1U);
        pair.read();
        const std::jthread waker{[&poller] {
            std::this_thread::sleep_for(10ms);
            poller.wake();
        }};
        EXPECT_TRUE(poller.wait(kUnset).empty());
    });
    if (!could)
        GTEST_SKIP() << "needs the right to filter system calls";
}

// A wall clock whose reading is interrupted: for long, but once for a little less.
std::atomic<int> wallReadings{0};
Nanos interruptedWall()
{
    const Nanos now = realtimeNow();
    std::this_thread::sleep_for(++wallReadings % 4 == 2 ? 100us : 20ms);
    return now;
}

TEST(StampClock, TakesTheTightestOfItsReadings)
{
    StampClock clock{interruptedWall};
    const StampClock::Reading reading = clock.read();
    const Nanos truth = realtimeNow() - monotonicNow();
    EXPECT_LT(reading.error, 9ms);
    EXPECT_GT(reading.error, StampClock::kLoose);
    EXPECT_LE(std::chrono::abs(reading.offset - truth), reading.error + 50us);
    EXPECT_FALSE(reading.stepped);
}

TEST(Wire, MarksAStampThatWasConvertedLoosely)
{
    Pair pair;
    StampClock clock{interruptedWall};
    writeSome(pair.server, "x");
    const Nanos after = monotonicNow();
    const ReadResult loose = readStamped(pair.client, pair.buffer, clock);
    EXPECT_TRUE(loose.loose);
    EXPECT_GE(loose.stamp, after - 1ms);  // not before the truth
    EXPECT_LE(loose.stamp, loose.readAt);
    writeSome(pair.server, "y");
    std::this_thread::sleep_for(1ms);
    EXPECT_FALSE(pair.read().loose);
}

}  // namespace
}  // namespace inferometer
