// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is read again as it was.
#include "core/trace/trace_lines.h"

#include "tests/core/trace/trace_fixture.h"
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

std::string linesOf(const Trace& trace)
{
    std::string text;
    writeTraceLines(trace, [&](std::string_view line) { text += line; });
    return text;
}

// Blocks in the order of the requests: those of an unsorted file lie as they stood there.
void settle(Trace& trace)
{
    std::vector<std::uint32_t> blocks;
    IdTable ids;
    std::uint32_t next = 0;
    for (TraceRequest& request : trace.requests) {
        const auto at = static_cast<std::uint32_t>(blocks.size());
        for (const std::uint32_t id : trace.blocksOf(request))
            blocks.push_back(ids.at(id, next));
        request.blocksAt = at;
    }
    trace.blocks = std::move(blocks);
}

class TraceLines : public TraceTest, public testing::WithParamInterface<const char*>
{};

TEST_P(TraceLines, AreReadAsWhatTheySay)
{
    Trace trace = read(traceFile(GetParam()));
    Trace again = read(write("out", linesOf(trace)), "mooncake");
    settle(trace);
    settle(again);
    EXPECT_EQ(again.requests, trace.requests);
    EXPECT_EQ(again.blocks, trace.blocks);
    EXPECT_EQ(again.bodies, trace.bodies);
    EXPECT_EQ(again.sessions, trace.sessions);
    EXPECT_EQ(again.blockTokens, trace.blockTokens);
    EXPECT_TRUE(lossesInLines(trace).value().empty());
}

INSTANTIATE_TEST_SUITE_P(Files, TraceLines,
                         testing::Values("mooncake.jsonl", "extended.jsonl", "vllm.jsonl", "azure2023.csv",
                                         "azure2025.csv", "burstgpt.csv", "burstgpt_sessions.csv", "tracelab.jsonl",
                                         "servegen"));

TEST_F(TraceTest, WhatLinesDoNotHoldIsTold)
{
    const Trace weka = read(traceFile("weka.json"));
    const std::vector<Sentence> losses = lossesInLines(weka).value();
    ASSERT_EQ(losses.size(), 2U);
    EXPECT_EQ(losses[0].text(), "Not written: from where 1 sessions begin, and the 1 waits for them.");
    EXPECT_EQ(losses[1].text(), "Not written: the delays of 2 requests that have a time, too.");
    const std::vector<Sentence> spans = lossesInLines(read(traceFile("otlp.json"))).value();
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_EQ(spans[0].text(), "Not written: the lengths of 1 requests that have a text.");
    EXPECT_EQ(lossesInLines(read(traceFile("dag.jsonl"))).error().message,
              "Its sessions begin from each other without times, which Mooncake's lines cannot say; use the file as it "
              "is.");
}

TEST_F(TraceTest, TimesAreWrittenToTheNanosecond)
{
    Trace trace = read(traceFile("mooncake.jsonl"));
    trace.requests[1].at = Nanos{1'000'001};
    trace.requests[2].at = std::chrono::hours{24 * 400} + Nanos{20};
    const std::string text = linesOf(trace);
    EXPECT_NE(text.find("\"timestamp\":1.000001,"), std::string::npos);
    EXPECT_NE(text.find("\"timestamp\":34560000000.00002,"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
