// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/rate_schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace inferometer {
namespace {

RateProfile profileIn(std::string_view text) { return RateProfile{parseStages(text, "stages").value()}; }

std::string errorOf(std::string_view text)
{
    const auto stages = parseStages(text, "stages");
    return stages ? "" : stages.error().message;
}

TEST(Stages, AreReadWithTheirUnits)
{
    const auto stages = parseStages(" 10:30s, 5-50:2m ,0:500ms,2.5:1h", "stages");
    ASSERT_TRUE(stages) << stages.error().message;
    ASSERT_EQ(stages.value().size(), 4U);
    EXPECT_EQ(stages.value()[0].from, 10);
    EXPECT_EQ(stages.value()[0].to, 10);
    EXPECT_EQ(stages.value()[0].seconds, 30);
    EXPECT_EQ(stages.value()[1].from, 5);
    EXPECT_EQ(stages.value()[1].to, 50);
    EXPECT_EQ(stages.value()[1].seconds, 120);
    EXPECT_EQ(stages.value()[2].seconds, 0.5);
    EXPECT_EQ(stages.value()[3].from, 2.5);
    EXPECT_EQ(stages.value()[3].seconds, 3600);
}

TEST(Stages, NameTheStageThatIsNone)
{
    EXPECT_EQ(errorOf("10:30s,20"),
              "stages: stage 2, \"20\", is no rate and time; write requests a second and how long, such as 10:30s, or "
              "5-50:2m for a ramp, with rates from 0 to 1000000 and times in ms, s, m or h.");
    for (const char* text : {"",        ",",          "10",       "10:",      ":30s",     "10:30",  "10:30d", "10:-30s",
                             "-10:30s", "10-:30s",    "-:1s",     "10:30s,",  "1e400:1s", "nan:1s", "inf:1s", "1:inf s",
                             "1:nans",  "2000000:1s", "1-2-3:4s", "1:99999h", "10::30s",  "--5:3s", "1:0s"})
        EXPECT_NE(errorOf(text), "") << text;
}

TEST(Stages, HaveRequestsAndNotTooMany)
{
    EXPECT_EQ(errorOf("0:30s"),
              "stages have 0 requests in all, and a run has from 1 to 100000000; change their rates or "
              "times.");
    EXPECT_NE(errorOf("1000000:1h"), "");
    EXPECT_NE(errorOf("1:400h,1:400h"), "");  // each fits into 30 days, both do not
    std::string many = "1:1s";
    for (int i = 0; i < 1000; ++i)
        many += ",1:1s";
    EXPECT_EQ(errorOf(many), "stages may be 1000 at most; leave some out.");
}

TEST(RateProfile, CountsWhatIsWantedAndBack)
{
    const RateProfile profile = profileIn("10:30s,5-50:60s,0:10s,20-0:20s");
    EXPECT_DOUBLE_EQ(profile.duration(), 120);
    EXPECT_DOUBLE_EQ(profile.total(), 300 + 1650 + 0 + 200);
    EXPECT_DOUBLE_EQ(profile.peak(), 50);
    EXPECT_DOUBLE_EQ(profile.countAt(15), 150);
    EXPECT_DOUBLE_EQ(profile.countAt(60), 300 + 30 * (5 + 27.5) / 2);
    EXPECT_DOUBLE_EQ(profile.countAt(95), 1950);
    EXPECT_DOUBLE_EQ(profile.countAt(-1), 0);
    EXPECT_DOUBLE_EQ(profile.countAt(500), profile.total());
    for (double moment = 0.25; moment < 120; moment += 0.5) {
        if (moment < 90 || moment > 100) {
            EXPECT_NEAR(profile.momentOf(profile.countAt(moment)), moment, 1e-6);
        }
    }
}

TEST(RateProfile, GoesOnBehindAPause)
{
    const RateProfile profile = profileIn("10:1s,0:5s,10:1s");
    EXPECT_DOUBLE_EQ(profile.momentOf(9), 0.9);
    EXPECT_DOUBLE_EQ(profile.momentOf(10), 6);  // the first one of the last stage
    EXPECT_DOUBLE_EQ(profile.momentOf(11), 6.1);
    EXPECT_DOUBLE_EQ(profile.momentOf(1000), 7);
    EXPECT_DOUBLE_EQ(profileIn("0:5s,10:1s").momentOf(0), 5);
    EXPECT_DOUBLE_EQ(profileIn("0-10:2s").momentOf(0), 0);
}

TEST(RateProfile, OfOneRateHasNoEnd)
{
    const RateProfile profile{4};
    EXPECT_FALSE(profile.ends());
    EXPECT_TRUE(std::isinf(profile.total()));
    EXPECT_DOUBLE_EQ(profile.momentOf(10), 2.5);
    EXPECT_DOUBLE_EQ(profile.countAt(2.5), 10);
}

}  // namespace
}  // namespace inferometer
