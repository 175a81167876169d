// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace inferometer {
namespace {

TEST(Time, UtcTextHasMillisecondsAndZ)
{
    EXPECT_EQ(utcText(std::chrono::seconds{1795356239} + std::chrono::milliseconds{7}), "2026-11-22T14:03:59.007Z");
    EXPECT_EQ(utcText(Nanos{-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Time, LocalTimeOfDayFollowsTheZone)
{
    ::setenv("TZ", "UTC-2", 1);  // NOLINT(concurrency-mt-unsafe): the test has one thread
    ::tzset();
    EXPECT_EQ(localTimeOfDay(std::chrono::seconds{1795356239} + Nanos{123456789}), "16:03:59.123456");
}

TEST(Time, ReadsTheDatesOfHttp)
{
    EXPECT_EQ(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), std::chrono::seconds{784111777});
    for (const char* bad : {"", "120", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 ovD 1994 08:49:37 GMT",
                            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT+1"})
        EXPECT_FALSE(parseHttpDate(bad)) << bad;
    EXPECT_EQ(parseHttpDate("Fri, 31 Dec 8092 23:59:59 GMT"), std::chrono::seconds{9'000'000'000});
    EXPECT_EQ(parseHttpDate("Sat, 01 Jan 0000 00:00:00 GMT"), Nanos{0});
}

TEST(Time, SecondsAndBackKeepNanoseconds)
{
    EXPECT_DOUBLE_EQ(seconds(Nanos{1'500'000'000}), 1.5);
    EXPECT_EQ(fromSeconds(0.25), Nanos{250'000'000});
    EXPECT_FALSE(isSet(kUnset));
    EXPECT_TRUE(isSet(Nanos{0}));
}

TEST(Time, MonotonicClockNeverGoesBack)
{
    const Nanos before = monotonicNow();
    EXPECT_GE(monotonicNow(), before);
    EXPECT_GT(realtimeNow(), std::chrono::seconds{1'600'000'000});
}

}  // namespace
}  // namespace inferometer
