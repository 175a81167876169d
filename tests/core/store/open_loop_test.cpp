// SPDX-License-Identifier: GPL-3.0-or-later
// What files keep of a run by a schedule.
#include "core/store/finished_run.h"
#include "core/store/result_files.h"
#include "core/store/summary_json.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;

// 200 requests, 10 a second, each a millisecond late but the last, which is 9 late.
FinishedRun openRun()
{
    RunHeader header = test::headerIn("r");
    header.spec.evaluation = Evaluation::RealWorkload;
    header.spec.arrivals.qps = 10;
    header.scheduleNote = "The schedule has 201 requests.";
    header.requests = 201;
    header.warmup = 0;
    auto block = std::make_shared<RecordBlock>();
    for (std::uint64_t i = 0; i < 200; ++i) {
        RequestRecord record;
        record.sequence = i;
        record.scheduled = record.ready = Nanos{std::chrono::milliseconds{100 * static_cast<std::int64_t>(i)}};
        record.sent = record.scheduled + test::ms(i == 199 ? 9 : 1);
        record.firstToken.at = record.sent + test::ms(20);
        record.lastToken.at = record.end = record.sent + test::ms(30);
        record.outcome = Outcome::Ok;
        block->records.push_back(record);
    }
    const Blocks blocks{block};
    RunFacts facts = factsFromRecords(header, blocks);
    return finishedRun(std::move(header), std::move(facts), blocks);
}

TEST(OpenLoopFiles, HoldWhatWasDueAndWhatWasSent)
{
    const FinishedRun run = openRun();
    EXPECT_EQ(run.facts.loadEnd, test::ms(19'900));  // the last one known to be due
    const test::TempFolder folder;
    ASSERT_TRUE(writeSummaryFile(folder / "s.json", run));
    const Json summary = Json::parse(test::readFile(folder / "s.json"));
    EXPECT_EQ(summary["qps"], 10);
    EXPECT_EQ(summary["qps_distribution"], "constant");
    EXPECT_TRUE(summary["burstiness"].is_null());
    EXPECT_EQ(summary["lengths"], "D(100)/D(10)");
    EXPECT_EQ(summary["schedule_note"], "The schedule has 201 requests.");
    EXPECT_EQ(summary["requests_planned"], 201);
    EXPECT_EQ(summary["requests_missing"], 1);
    EXPECT_NEAR(summary["due_rate"].get<double>(), 10, 1e-9);
    EXPECT_NEAR(summary["lateness_p50_s"].get<double>(), 0.001, 1e-9);
    EXPECT_NEAR(summary["lateness_max_s"].get<double>(), 0.009, 1e-9);
    EXPECT_EQ(summary["schedule_lateness_s"]["max"], summary["lateness_max_s"]);
    EXPECT_NEAR(summary["ttft_s"]["p50"].get<double>(), 0.020, 1e-9);
    EXPECT_NEAR(summary["ttft_scheduled_s"]["p50"].get<double>(), 0.021, 1e-9);
    EXPECT_LT(summary["sent_dispersion"].get<double>(), summary["poisson_dispersion_low"].get<double>());
    EXPECT_FALSE(summary.contains("num_concurrent_requests"));
    ASSERT_TRUE(writeIndividualResponses(folder / "r.json", run));
    EXPECT_EQ(Json::parse(test::readFile(folder / "r.json"))[3]["ready_s"], 0.3);
}

TEST(OpenLoopFiles, HaveACardThatComesBack)
{
    const FinishedRun run = openRun();
    const std::optional<Summary> back = summaryFromJson(toJson(run.summary));
    ASSERT_TRUE(back && back->arrivals);
    EXPECT_EQ(back->arrivals->sent, 200U);
    EXPECT_EQ(back->arrivals->latenessMax, run.summary.arrivals->latenessMax);
    EXPECT_EQ(back->arrivals->sentDispersion.high, run.summary.arrivals->sentDispersion.high);
    EXPECT_TRUE(std::isnan(back->arrivals->dueAutocorrelation.value));  // all gaps are alike
    Summary closed = run.summary;
    closed.arrivals.reset();
    EXPECT_FALSE(summaryFromJson(toJson(closed))->arrivals);
    std::vector<std::string> unread;
    EXPECT_EQ(headerFromJson(toJson(run.header), unread)->scheduleNote, run.header.scheduleNote);
    EXPECT_TRUE(unread.empty());
}

}  // namespace
}  // namespace inferometer
