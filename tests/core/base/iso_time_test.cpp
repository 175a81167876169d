// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_time.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(IsoTime, ReadsMomentsAsIso8601WritesThem)
{
    const Nanos moment = std::chrono::seconds{1700158623};
    EXPECT_EQ(parseIsoTime("2023-11-16T18:17:03Z"), moment);
    EXPECT_EQ(parseIsoTime("2023-11-16 18:17:03"), moment);
    EXPECT_EQ(parseIsoTime("2023-11-16 18:17:03.9799600"), moment + Nanos{979'960'000});
    EXPECT_EQ(parseIsoTime("2023-11-16T18:17:03.12345678987Z"), moment + Nanos{123'456'789});
    EXPECT_EQ(parseIsoTime("2023-11-16T19:47:03+01:30"), moment);
    EXPECT_EQ(parseIsoTime("2023-11-16T17:17:03.5-01:00"), moment + Nanos{500'000'000});
    EXPECT_EQ(parseIsoTime("2016-12-31T23:59:60Z"), parseIsoTime("2017-01-01T00:00:00Z"));
    for (const char* bad :
         {"", "2023-11-16", "2023-11-16T18:17", "2023-13-16T18:17:03", "2023-04-31T18:17:03", "2023-11-16T24:17:03",
          "2023-11-16T18:60:03", "2023-11-16T18:17:61", "2023-11-16T23:60:60", "1969-12-31T23:59:59",
          "2255-01-01T00:00:00", "2023-11-16T18:17:03+1:00", "2023-11-16T18:17:03 Z", "-023-11-16T18:17:03",
          "2023-11-16T18:17:03.5x", "20231116T181703Z"})
        EXPECT_FALSE(parseIsoTime(bad)) << bad;
}

}  // namespace
}  // namespace inferometer
