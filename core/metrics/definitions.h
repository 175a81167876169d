// SPDX-License-Identifier: GPL-3.0-or-later
// One run, told by the definitions of another tool: the same records, summarised as that tool would have summarised
// the same streams, under its names and in its units. What a tool measures late (its clock) is not repeated: moments
// are ours, formulas are theirs.
//
// All sets: only measured requests count (the tools summarise no warm-up); where a series has no value its figures have
// none, though vLLM, SGLang and Sia print 0 there and GuideLLM 0 too. A token is what a model gave out as payload; a
// stream whose first piece names only a role has no first token yet.
//
//   set              first token   latency ends   per token time            output tokens        percentile   deviation
//   ours             payload       last token     (last-first)/(n-n1)       usage, else stream   linear       n-1
//   kit              payload *     end of stream  -                         usage, else stream   linear       n-1
//   vllm             payload       last token     (lat-ttft)/(n-1)          usage, else stream   linear       n
//   sglang           payload       end of stream  (lat-ttft)/(n-1)          usage, else asked    linear       n
//   guidellm         payload       end of stream  (last-start)/n, by n      usage, else chunks   cumulative   n
//   aiperf           payload       last token     (lat-ttft)/(n-n1)         as streamed          linear       n
//   mlperf-endpoints payload       end of stream  (end-first)/(n-n1)        as streamed          lower        n-1
//   sia              payload       end of stream  (lat-ttft)/(n-1)          as streamed          linear       n
//
// * the whole latency when one chunk came. n1: tokens of the first chunk where the server said them, else 1. "As
// streamed": the tool counts the text that came, by a tokenizer; the server's count without hidden reasoning stands for
// it. [DONE] has no stamp of its own: the end of the stream stands for it. Duration, the divisor of every throughput:
// first request sent to the last one ended; AIPerf: of requests that ended ok, to the last token (its
// benchmark_duration; it divides by a window of its controller, which no record holds); kit: from the moment the first
// was due. MLPerf Endpoints counts what failed as completed, and its latency too. Sources: Definition::source;
// tests/oracles holds vLLM, SGLang, GuideLLM and AIPerf against themselves.
#pragma once

#include "core/metrics/run_figures.h"
#include "core/metrics/window.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A figure as the tool names it.
struct DefinedFigure
{
    std::string id;     // in its result file: "mean_ttft_ms"
    std::string label;  // on its screen: "Mean TTFT (ms)"
    std::string unit;   // "ms", "tok/s"; empty where it is a count
    std::optional<double> value{};
};

// As the tools print theirs: two, of seconds four, of a whole count none.
int decimalsOf(const DefinedFigure& figure);

struct DefinedRun
{
    const Blocks& blocks;  // edges marked (window.h)
    RunFigureInput told;   // the same run as we tell it
};

struct Recipe;

struct Definition
{
    std::string_view id;             // "vllm"
    std::string_view label;          // "vLLM bench serve"
    std::string_view source;         // where its formulas were read
    const Recipe* recipe = nullptr;  // nullptr: ours, every row of metrics() and runFigures()
};
std::span<const Definition> definitions();  // ours first
const Definition* findDefinition(std::string_view id);

// In the order in which the tool tells them.
std::vector<DefinedFigure> figuresBy(const Definition& definition, const DefinedRun& run);

}  // namespace inferometer
