// SPDX-License-Identifier: GPL-3.0-or-later
// Every key of summary.json with its value, against tests/data/golden_summary.json. A figure that is meant to change is
// changed there, by hand or with INFEROMETER_WRITE_GOLDEN=1 and a look at the difference.
#include "core/base/text.h"
#include "core/store/result_files.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <fstream>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;

const std::string kGolden = INFEROMETER_TEST_DATA "/golden_summary.json";

// 101 requests, four at a time, TTFT 1 to 101 ms and ten gaps of 20.1 to 30.1 ms: the quantiles of type 7 are single
// requests, p5 the 6th, p25 the 26th, p50 the 51st, p75 the 76th, p90 the 91st, p95 the 96th, p99 the 100th.
std::string hundredAndOne()
{
    std::string lines;
    for (int i = 0; i < 101; ++i) {
        const int wave = i / 4;
        const double sent = wave * 500 + i % 4;
        const double first = sent + i + 1;
        const double last = first + 10 * (20.1 + 0.1 * i);
        lines += "ok";
        for (const double moment : {std::max(0.0, sent - 0.001 * i), sent, first, last})
            lines += " " + formatFixed(moment, 3);
        lines += " 11 out=11 asked=12 in=" + std::to_string(100 + i) + " cached=1 prompt=" + std::to_string(100 + i)
            + " ttft=" + formatFixed(0.001 * i + 0.0005, 4) + " end=" + formatFixed(last + 1, 3)
            + " stream=" + std::to_string(i % 4) + "\n";
    }
    return lines;
}

const std::string kOthers = "http_error 12600 12600 - - 0 end=12605 status=503 error=busy\n"
                            "rate_limited 12601 12601 - - 0 end=12603 status=429\n"
                            "timeout 12600 12602 - - 0 end=13000\n"
                            "cancelled 12700 12700 12900 12950 3 end=13100\n"
                            "ok 0 0 1 2 2 phase=warmup\n";

Json written()
{
    RunHeader header = test::headerIn("r");
    header.spec.target.baseUrl = "http://127.0.0.1:8000";
    header.spec.slo.ttft = 0.0505;
    header.spec.prompts.samplingParams = R"({"temperature": 0.5})";
    header.spec.keep.metadata = {{"team", "blue"}};
    FinishedRun run = test::runOf(header, {test::records(hundredAndOne() + kOthers)});
    run.facts.loadEnd = test::ms(12'700);
    run.facts.neverSent = 7;
    run.facts.retries = 2;
    run.facts.staleConnections = 3;
    run.facts.connections = 9;
    run.facts.retransmits = 11;
    for (int i = 1; i <= 100; ++i) {
        run.facts.userLag.add(std::chrono::microseconds{10 * i});
        run.facts.turnaround.add(std::chrono::microseconds{20 * i});
    }
    run.summary = summarize(run.blocks, run.facts.loadEnd, sloOf(run.header.spec));
    const test::TempFolder folder;
    EXPECT_TRUE(writeSummaryFile(folder / "s.json", run));
    return Json::parse(test::readFile(folder / "s.json"));
}

// Numbers may differ in the last digits between libraries.
bool alike(const Json& a, const Json& b)
{
    if (!a.is_number() || !b.is_number())
        return a == b;
    const auto x = a.get<double>();
    const auto y = b.get<double>();
    return std::fabs(x - y) <= 1e-9 * std::max(std::fabs(x), std::fabs(y));
}

void expectAlike(const Json& written, const Json& golden)
{
    for (const auto& [key, value] : golden.items())
        EXPECT_TRUE(written.contains(key) && alike(written.value(key, Json{}), value))
            << key << ": " << written.value(key, Json{}) << ", not " << value;
    for (const auto& item : written.items())
        EXPECT_TRUE(golden.contains(item.key())) << item.key() << " is not in the golden file";
}

TEST(GoldenSummary, PinsEveryKeyAndValue)
{
    const Json summary = written();
    if (std::getenv("INFEROMETER_WRITE_GOLDEN") != nullptr)
        std::ofstream{kGolden} << summary.dump(4) << "\n";
    expectAlike(summary.flatten(), Json::parse(test::readFile(kGolden)).flatten());
}

TEST(GoldenSummary, HasQuantilesThatNoOtherQuantileHas)
{
    const Json ttft = written()["ttft_s"];
    const std::vector<std::pair<const char*, double>> expected{{"p5", 6},   {"p25", 26}, {"p50", 51}, {"p75", 76},
                                                               {"p90", 91}, {"p95", 96}, {"p99", 100}};
    // The one that was cut had its first token, 200 ms: it comes behind all others and moves each by q of a step.
    for (const auto& [name, milliseconds] : expected)
        EXPECT_NEAR(ttft[name].get<double>(), milliseconds / 1000, 0.001 + (std::string{name} == "p99" ? 0.001 : 0))
            << name;
}

}  // namespace
}  // namespace inferometer
