// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/failures.h"
#include "core/metrics/summary.h"

#include "tests/support/records.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using test::records;

// Two kinds among the measured, one of them in the warm-up too, one only there, and one that was cut.
const auto kBlock = records("reset 0 0 - - 0 end=100 phase=warmup\nhttp_error 0 0 - - 0 end=100 phase=cooldown\n"
                            "reset 0 0 - - 0 end=100\ntimeout 0 0 - - 0 end=100\nreset 0 0 - - 0 end=100\n"
                            "cancelled 0 0 - - 0 end=100\nok 0 0 10 20 2\nok 0 0 10 20 2 phase=warmup");

TEST(Failures, AreOfMeasuredRequestsAndTellTheOthersBeside)
{
    const auto groups = failuresOf({kBlock});
    ASSERT_EQ(groups.size(), 4U);
    EXPECT_EQ(groups[0].kind.outcome, Outcome::Reset);
    EXPECT_EQ(groups[0].count, 2U);
    EXPECT_EQ(groups[0].leftOut, 1U);
    EXPECT_EQ(groups[0].first, &kBlock->records[2]);  // a measured one, where there is one
    EXPECT_EQ(groups[1].kind.outcome, Outcome::Timeout);
    EXPECT_EQ(groups[2].kind.outcome, Outcome::HttpError);
    EXPECT_EQ(groups[2].count, 0U);
    EXPECT_EQ(groups[2].first, &kBlock->records[1]);
    EXPECT_EQ(groups[3].kind.outcome, Outcome::Cancelled);
}

TEST(Failures, AddUpToWhatTheSummaryCounts)
{
    const Summary summary = summarize({kBlock});
    std::uint64_t failed = 0;
    for (const FailureGroup& group : failuresOf({kBlock}))
        failed += group.kind.outcome == Outcome::Cancelled ? 0 : group.count;
    EXPECT_EQ(failed, 3U);
    EXPECT_EQ(summary.failed, failed);
    EXPECT_EQ(summary.started, summary.ok + summary.failed + summary.cancelled);
    EXPECT_EQ(summary.warmup, 2U);
    EXPECT_EQ(summary.cooldown, 1U);
}

}  // namespace
}  // namespace inferometer
