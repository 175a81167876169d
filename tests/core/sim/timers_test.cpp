// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/sim/timers.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(Timers, GiveTheEarliestFirst)
{
    Timers timers;
    EXPECT_FALSE(isSet(timers.next()));
    EXPECT_FALSE(timers.isDue(Nanos::max()));
    Random random(7);
    for (std::uint64_t i = 0; i < 1000; ++i)
        timers.add(Nanos{static_cast<std::int64_t>(random.below(500))}, i);
    Nanos last{-1};
    std::uint64_t sum = 0;
    for (int i = 0; i < 1000; ++i) {
        EXPECT_FALSE(timers.isDue(timers.next() - Nanos{1}));
        EXPECT_TRUE(timers.isDue(timers.next()));
        const Timers::Entry entry = timers.take();
        EXPECT_GE(entry.due, last);
        last = entry.due;
        sum += entry.token;
    }
    EXPECT_EQ(sum, 999U * 1000U / 2U);
    EXPECT_FALSE(isSet(timers.next()));
}

}  // namespace
}  // namespace inferometer
