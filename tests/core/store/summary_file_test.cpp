// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/result_files.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;

Json summaryOf(const FinishedRun& run)
{
    const test::TempFolder folder;
    EXPECT_TRUE(writeSummaryFile(folder / "s.json", run));
    return Json::parse(test::readFile(folder / "s.json"));
}

// On paper: window 0 - 800 ms, TTFT 100, 200, 300 ms, latency 200, 400, 600 ms, 10 tokens out and 20 in each.
const std::string kLines = "ok 0 0 100 190 10 out=10 in=20 asked=10 ttft=0.09 end=200\n"
                           "ok 100 100 300 480 10 out=10 in=20 asked=10 ttft=0.19 end=500\n"
                           "ok 200 200 500 770 10 out=10 in=20 asked=10 ttft=0.29 end=800\n"
                           "http_error 0 0 - - 0 end=5 status=503 error=busy\n"
                           "http_error 0 0 - - 0 end=6 status=503 error=busy\n"
                           "timeout 0 0 - - 0 end=700\n"
                           "cancelled 0 - - - 0 end=700\n"
                           "ok 0 0 1 2 2 phase=warmup\n";

FinishedRun goldenRun()
{
    RunHeader header = test::headerIn("r");
    header.modelIndex = 1;
    header.spec.prompts.samplingParams = R"({"temperature": 0.5, "stop": ["x"]})";
    header.spec.keep.metadata = {{"team", "blue"}};
    return test::runOf(header, {test::records(kLines)});
}

TEST(SummaryFile, HasTheKitsKeysInItsOrder)
{
    const Json summary = summaryOf(goldenRun());
    std::vector<std::string> expected{"name", "model", "num_concurrent_requests"};
    for (const char* metric :
         {"client_ttft_s", "client_end_to_end_latency_s", "client_output_token_per_s_per_request",
          "number_input_tokens", "number_output_tokens", "server_ttft_s", "server_end_to_end_latency_s",
          "server_output_token_per_s_per_request", "server_output_token_after_first_per_s_first_ten_per_request",
          "server_number_input_tokens", "server_number_output_tokens", "acceptance_rate"})
        for (const char* part : {"quantiles_p5", "quantiles_p25", "quantiles_p50", "quantiles_p75", "quantiles_p90",
                                 "quantiles_p95", "quantiles_p99", "mean", "min", "max", "stddev"})
            expected.push_back(std::string{"results_"} + metric + "_" + part);
    for (const char* key : {"results_num_requests_started", "results_error_rate", "results_number_errors",
                            "results_error_code_frequency", "results_client_mean_output_token_per_s",
                            "results_num_completed_requests", "results_num_completed_requests_per_min",
                            "num_input_tokens", "num_output_tokens", "additional_sampling_params_temperature",
                            "additional_sampling_params_stop", "model_idx", "team", "timestamp", "run_id"})
        expected.emplace_back(key);
    std::vector<std::string> keys;
    for (const auto& item : summary.items())
        keys.push_back(item.key());
    ASSERT_GT(keys.size(), expected.size());
    keys.resize(expected.size());
    EXPECT_EQ(keys, expected);
}

TEST(SummaryFile, HasTheKitsFiguresWorkedOutByHand)
{
    const Json summary = summaryOf(goldenRun());
    EXPECT_EQ(summary["name"], "stem_summary");
    EXPECT_EQ(summary["model"], "org/model-1.5");
    EXPECT_EQ(summary["results_client_ttft_s_quantiles_p50"], 0.2);
    EXPECT_EQ(summary["results_client_ttft_s_quantiles_p5"], 0.11);
    EXPECT_EQ(summary["results_client_ttft_s_quantiles_p99"], 0.298);
    EXPECT_EQ(summary["results_client_ttft_s_stddev"], 0.1);
    EXPECT_EQ(summary["results_client_end_to_end_latency_s_mean"], 0.4);
    // 10 / (0.2 - 0.1), 10 / (0.4 - 0.2), 10 / (0.6 - 0.3) = 100, 50, 33.3333
    EXPECT_EQ(summary["results_client_output_token_per_s_per_request_min"], 33.3333);
    EXPECT_EQ(summary["results_client_output_token_per_s_per_request_mean"], 61.1111);
    EXPECT_EQ(summary["results_number_input_tokens_max"], 20);
    EXPECT_EQ(summary["results_server_ttft_s_mean"], 0.19);
    EXPECT_EQ(summary["results_server_number_output_tokens_min"], 10);
    EXPECT_TRUE(summary["results_acceptance_rate_mean"].is_null());
    EXPECT_EQ(summary["results_num_requests_started"], 7);
    EXPECT_DOUBLE_EQ(summary["results_error_rate"].get<double>(), 3.0 / 7);
    EXPECT_EQ(summary["results_number_errors"], 3);
    EXPECT_EQ(summary["results_error_code_frequency"], "{503: 2, 'timeout': 1}");
    EXPECT_EQ(summary["results_client_mean_output_token_per_s"], 37.5);  // 30 / 0.8 s
    EXPECT_EQ(summary["results_num_completed_requests"], 3);
    EXPECT_EQ(summary["results_num_completed_requests_per_min"], 225);  // 3 / 0.8 s * 60
    EXPECT_EQ(summary["additional_sampling_params_stop"].dump(), "[\"x\"]");
    EXPECT_EQ(summary["model_idx"], 1);
    EXPECT_EQ(summary["team"], "blue");
    EXPECT_EQ(summary["timestamp"].dump(), "1700000001");
}

TEST(SummaryFile, SaysWhatTheRunWas)
{
    const Json summary = summaryOf(goldenRun());
    EXPECT_EQ(summary["run_id"], "0197f000-0000-7000-8000-000000000001");
    EXPECT_EQ(summary["run_started_at"], "2023-11-14T22:13:20.250Z");
    EXPECT_EQ(summary["run_start_monotonic_ns"], 5'000'000'123);
    EXPECT_EQ(summary["verdict"], "suspect");
    EXPECT_EQ(summary["verdict_reasons"], Json({"Half was cached."}));
    EXPECT_EQ(summary["caps"], Json({"descriptors: 1024 (66 needed)"}));
    EXPECT_TRUE(summary["local_fault"].is_null());
    EXPECT_EQ(summary["schedule_lateness_s"], Json({{"p50", 0.0}, {"p99", 0.0}, {"max", 0.0}}));
    EXPECT_NEAR(summary["user_lag_s"]["p50"].get<double>(), 1e-6, 1e-6 / 64);
    EXPECT_TRUE(summary["turnaround_s"]["max"].is_null());
    EXPECT_EQ(summary["stamps"], Json({{"exact", 30}, {"bounded", 2}, {"user", 1}}));
    EXPECT_EQ(summary["outcomes"], Json({{"ok", 3}, {"http_error", 2}, {"timeout", 1}, {"cancelled", 1}}));
    // To 700 ms: 200 + 400 + 500 of those that succeeded, 5 and 6 of the failures, 700 of the timeout, 2 of the
    // warm-up.
    EXPECT_NEAR(summary["in_flight_mean"].get<double>(), (200 + 400 + 500 + 5 + 6 + 700 + 2) / 700.0, 1e-9);
    EXPECT_EQ(summary["window_s"], 0.7);
    EXPECT_EQ(summary["span_s"], 0.8);
    EXPECT_EQ(summary["left_out_requests"], Json({{"warmup", 1}, {"cooldown", 0}}));
    EXPECT_EQ(summary["token_count_source"], Json({{"server", 3}, {"tokenizer", 0}, {"estimate", 0}}));
    EXPECT_EQ(summary["total_hidden_reasoning_tokens"], 0);
}

TEST(SummaryFile, HasEveryMetricWithItsMarks)
{
    const Json summary
        = summaryOf(test::runOf(test::headerIn("r"), {test::records(kLines + "cancelled 0 0 - - 0 end=700\n")}));
    for (const Metric& metric : metrics())
        EXPECT_TRUE(summary.contains(metric.id)) << metric.id;
    const Json& ttft = summary["ttft_s"];
    std::vector<std::string> keys;
    for (const auto& item : ttft.items())
        keys.push_back(item.key());
    EXPECT_EQ(keys,
              (std::vector<std::string>{"n",
                                        "mean",
                                        "stddev",
                                        "min",
                                        "p5",
                                        "p25",
                                        "p50",
                                        "p75",
                                        "p90",
                                        "p95",
                                        "p99",
                                        "max",
                                        "interval_95",
                                        "lower_limits",
                                        "unsupported",
                                        "censored",
                                        "requests",
                                        "stamps",
                                        "arrival_error_max",
                                        "estimated"}));
    EXPECT_EQ(ttft["n"], 3);
    EXPECT_DOUBLE_EQ(ttft["p25"].get<double>(), 0.175);  // of four, the longest of which waited 700 ms in vain
    EXPECT_EQ(ttft["interval_95"], Json::object());
    EXPECT_EQ(ttft["lower_limits"],
              Json({"mean", "p75", "p90", "p95", "p99", "max"}));  // one of four was cut before it
    EXPECT_EQ(ttft["censored"], 1);
    EXPECT_DOUBLE_EQ(ttft["p90"].get<double>(), 0.58);  // seven tenths of the way from 300 to at least 700 ms
    EXPECT_TRUE(ttft["stddev"].is_null());
    EXPECT_EQ(ttft["unsupported"].size(), 7U);
    EXPECT_EQ(summary["itl_s"]["n"], 27);
    EXPECT_EQ(summary["connect_s"]["n"], 0);
    EXPECT_TRUE(summary["connect_s"]["p50"].is_null());
    EXPECT_EQ(summary["connect_s"]["unsupported"], Json::array());
    EXPECT_EQ(summary["itl_s"]["estimated"], 0);
    EXPECT_EQ(summary["itl_s"]["stamps"], Json({{"exact", 27}, {"bounded", 0}, {"user", 0}}));
    EXPECT_EQ(ttft["stamps"]["exact"], 3);
    EXPECT_EQ(summary["queue_s"]["stamps"]["exact"], 0);
}

TEST(SummaryFile, HasEveryRunFigureAndItsMarks)
{
    std::vector<RunFigure> rows{runFigures().begin(), runFigures().end()};
    rows.push_back({"toy", "Toy", "/s", "A row that a test adds.", RunFigureKind::Value,
                    [](const RunFigureInput& run) { return std::optional{run.summary.outputRate * 2}; }});
    const test::TempFolder folder;
    ASSERT_TRUE(writeSummaryFile(folder / "s.json", goldenRun(), rows));
    const Json summary = Json::parse(test::readFile(folder / "s.json"));
    for (const RunFigure& row : rows)
        EXPECT_EQ(summary.contains(row.id), !row.openLoop) << row.id;
    EXPECT_EQ(summary["toy"], 2 * summary["output_rate"].get<double>());
    EXPECT_EQ(summary["ok"].dump(), "3");
    EXPECT_TRUE(summary["goodput_share"].is_null());
    EXPECT_EQ(summary["run_figure_marks"]["no_steady_rate"],
              Json({"request_rate", "output_rate", "input_rate", "total_rate"}));
    EXPECT_EQ(summary["run_figure_marks"]["estimated"], Json::array());
}

TEST(SummaryFile, SaysWhatLayBetween)
{
    FinishedRun run = goldenRun();
    run.facts.minRtt = test::ms(0.25);
    run.facts.retransmits = 3;
    run.header.dnsTime = test::ms(2);
    const Json plain = summaryOf(run);
    EXPECT_EQ(plain["min_rtt_s"], 0.00025);
    EXPECT_EQ(plain["retransmits"], 3);
    EXPECT_EQ(plain["dns_s"], 0.002);
    EXPECT_TRUE(plain["tls_verified"].is_null());
    run.header.spec.target.baseUrl = "HTTPS://host";
    EXPECT_EQ(summaryOf(run)["tls_verified"], true);
    run.header.spec.target.insecure = true;
    EXPECT_EQ(summaryOf(run)["tls_verified"], false);
}

TEST(SummaryFile, ComparesTheLengthAskedWithTheOneProduced)
{
    const std::string lines = "ok 0 0 10 90 8 out=8 asked=10\nok 0 0 10 90 11 out=11 asked=10";
    const Json length = summaryOf(test::runOf(test::headerIn("r"), {test::records(lines)}))["output_length"];
    EXPECT_EQ(length["asked_mean"], 10);
    EXPECT_EQ(length["produced_mean"], 9.5);
    EXPECT_EQ(length["asked_minus_produced_mean"], 0.5);
    const Json unknown = summaryOf(test::runOf(test::headerIn("r"), {test::records("ok 0 0 10 90 8")}));
    EXPECT_TRUE(unknown["output_length"]["produced_mean"].is_null());
}

TEST(SummaryFile, SharesNoNameWithMetadata)
{
    const Json summary = summaryOf(goldenRun());
    for (const auto& [key, value] : summary.items()) {
        RunSpec spec;
        spec.keep.metadata = {{key, "x"}};
        EXPECT_EQ(validateSpec(spec).ok(), key == "team") << key;
    }
}

TEST(SummaryFile, HasGoodputWhereLimitsAreSet)
{
    EXPECT_TRUE(summaryOf(goldenRun())["goodput"].is_null());
    RunHeader header = test::headerIn("r");
    header.spec.slo.ttft = 0.25;
    const Json goodput = summaryOf(test::runOf(header, {test::records(kLines)}))["goodput"];
    EXPECT_EQ(goodput["ttft_s"], 0.25);
    EXPECT_TRUE(goodput["e2e_s"].is_null());
    EXPECT_EQ(goodput["scheduled"], 7);
    EXPECT_EQ(goodput["good"], 2);
    EXPECT_DOUBLE_EQ(goodput["share"].get<double>(), 2.0 / 7);
    // In flight as above, for (200 + 400 + 600 + 5 + 6 + 700) / 6 ms in the mean; 2 of 6 that ended are good.
    EXPECT_DOUBLE_EQ(goodput["rate"].get<double>(), 1813 / 0.7 / (1911 / 6.0) * 2 / 6);
}

TEST(SummaryFile, GivesIntervalsWhereThereAreValuesEnough)
{
    std::string lines;
    for (int i = 1; i <= 10; ++i)
        lines += "ok 0 0 " + std::to_string(i) + " 100 2\n";
    const Json summary = summaryOf(test::runOf(test::headerIn("r"), {test::records(lines)}));
    EXPECT_EQ(summary["ttft_s"]["interval_95"]["p50"], Json({0.002, 0.009}));
}

TEST(SummaryFile, OfARunWithoutRecordsIsStillWhole)
{
    const Json summary = summaryOf(test::runOf(test::headerIn("r"), {}));
    EXPECT_EQ(summary["results_num_requests_started"], 0);
    EXPECT_TRUE(summary["results_error_rate"].is_null());
    EXPECT_TRUE(summary["results_client_ttft_s_mean"].is_null());
    EXPECT_EQ(summary["results_error_code_frequency"], "{}");
}

}  // namespace
}  // namespace inferometer
