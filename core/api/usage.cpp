// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/usage.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace inferometer {

namespace {

constexpr std::uint8_t kNoRank = 255;
constexpr std::uint8_t kZeroRank = 254;
constexpr std::uint8_t kOtherRank = 100;

// Usage by its names: OpenAI's, Google's and Amazon's, LangChain's and of gateways.
constexpr std::array<std::string_view, 6> kUsageNames{
    "usage", "token_usage", "usage_metadata", "usageMetadata", "amazon-bedrock-invocationMetrics", "x_usage"};
constexpr std::string_view kInitials = "utax";  // of those, and of x_groq and its like

bool isKnown(double value) { return !std::isnan(value); }

double orZero(double value) { return isKnown(value) ? value : 0; }

double firstKnown(std::initializer_list<double> values)
{
    const auto* const found = std::find_if(values.begin(), values.end(), isKnown);
    return found == values.end() ? ServerMetrics::kNone : *found;
}

// Between two moments of one clock.
double spanBetween(double from, double to) { return to >= from ? to - from : ServerMetrics::kNone; }

// Of two counts of one thing: a 0, or none, is no word against the other.
double larger(double a, double b) { return isKnown(a) && !(b > a) ? a : b; }

}  // namespace

// Names of one thing, the first that is neither null nor 0 wins: the rule of the SambaNova AI Starter Kit's benchmark,
// whose names these are but for cached and reasoning tokens (OpenAI, vLLM and SGLang, with DeepSeek's name behind it).
// A 0 under the last name counts.
struct Usage::Row
{
    std::uint8_t slot = 0;
    std::array<std::string_view, 3> names{};
};

constexpr std::array<Usage::Row, Usage::kRowCount> Usage::kRows{{
    {ServerMetrics::Ttft, {"time_to_first_token", "time_to_first_response"}},
    {ServerMetrics::EndToEnd, {"total_latency", "model_execution_time"}},
    {ServerMetrics::OutputRate,
     {"completion_tokens_after_first_per_sec", "completion_tokens_per_sec_after_first_response",
      "throughput_after_first_token"}},
    {ServerMetrics::TotalRate, {"total_tokens_per_sec"}},
    {ServerMetrics::OutputRateFirstTen, {"completion_tokens_after_first_per_sec_first_ten"}},
    {ServerMetrics::BatchSize, {"batch_size_used"}},
    {ServerMetrics::AcceptanceRate, {"acceptance_rate"}},
    {Input, {"prompt_tokens_count", "prompt_tokens"}},
    {Output, {"completion_tokens_count", "completion_tokens"}},
    {Total, {"total_tokens_count", "total_tokens"}},
    {Cached, {"prompt_cache_hit_tokens", "cached_tokens"}},
    {Reasoning, {"reasoning_tokens"}},
}};

void Usage::clear()
{
    if (!std::exchange(m_seen, false))
        return;
    m_values.fill(ServerMetrics::kNone);
    m_ranks.fill(kNoRank);
    m_timings = {};
}

// The names of other APIs, and of gateways that pass them on: OpenAI's responses and Anthropic, Google, Amazon,
// llama.cpp, SGLang, TGI, vLLM. Under input_tokens Anthropic and Amazon leave out what the cache gave or took, which
// they count under names of their own; OpenAI's responses do not, and have none of those names.
struct Usage::OtherName
{
    std::uint8_t slot = 0;
    std::string_view name;
};

void Usage::take(std::string_view name, double value)
{
    static constexpr std::array kOthers{
        OtherName{BareInput, "input_tokens"},
        OtherName{BareInput, "inputTokens"},
        OtherName{CachedBeside, "cache_read_input_tokens"},
        OtherName{CachedBeside, "cacheReadInputTokens"},
        OtherName{Written, "cache_creation_input_tokens"},
        OtherName{Written, "cacheWriteInputTokens"},
        OtherName{Input, "promptTokenCount"},
        OtherName{Input, "inputTokenCount"},
        OtherName{Input, "tokens_evaluated"},
        OtherName{Input, "input_length"},
        OtherName{Output, "output_tokens"},
        OtherName{Visible, "candidatesTokenCount"},
        OtherName{Output, "outputTokenCount"},
        OtherName{Output, "outputTokens"},
        OtherName{Output, "generated_tokens"},
        OtherName{Output, "tokens_predicted"},
        OtherName{Total, "totalTokenCount"},
        OtherName{Total, "totalTokens"},
        OtherName{Cached, "cachedContentTokenCount"},
        OtherName{Reasoning, "thinking_tokens"},
        OtherName{Thoughts, "thoughtsTokenCount"},
        OtherName{ServerMetrics::Ttft, "first_token_latency"},
        OtherName{ServerMetrics::EndToEnd, "e2e_latency"},
        OtherName{ServerMetrics::OutputRate, "decode_throughput"},
        OtherName{ServerMetrics::AcceptanceRate, "spec_accept_rate"},
        OtherName{ServerMetrics::AcceptanceRate, "draft_acceptance_rate"},
        OtherName{ServerMetrics::Queue, "queue_time"},     // SGLang's and Groq's
        OtherName{ServerMetrics::Prefill, "prompt_time"},  // Groq's
        OtherName{PrefillBegin, "forward_entry_time"},
        OtherName{PrefillEnd, "prefill_finished_time"},
        OtherName{FirstToken, "time_to_first_token_ms"},
        OtherName{QueueMs, "queue_time_ms"},
        OtherName{Generation, "generation_time_ms"},
        OtherName{Gap, "mean_itl_ms"},
    };
    for (const Row& row : kRows) {
        const auto* found = std::find(row.names.begin(), row.names.end(), name);
        if (found == row.names.end())
            continue;
        const bool isLast = found + 1 == row.names.end() || (found + 1)->empty();
        if (value != 0 || isLast)
            keep(row.slot, static_cast<std::uint8_t>(found - row.names.begin()), value);
        return;
    }
    for (const OtherName& other : kOthers)
        if (other.name == name)
            keep(other.slot, kOtherRank, value);
}

void Usage::keep(std::uint8_t slot, std::uint8_t rank, double value)
{
    const std::uint8_t found = value == 0 ? kZeroRank : rank;
    if (found >= m_ranks[slot])
        return;
    m_ranks[slot] = found;
    m_values[slot] = value;
}

JsonError Usage::readMember(std::string_view name, ondemand::value& value)
{
    // Every event's id, object, created and model come by here.
    if (kInitials.find(name.substr(0, 1)) == std::string_view::npos)
        return SUCCESS;
    if (std::find(kUsageNames.begin(), kUsageNames.end(), name) != kUsageNames.end())
        return readUsage(value);
    if (!name.starts_with("x_"))
        return SUCCESS;
    return eachMember(value, [this](std::string_view inner, ondemand::value& member) {
        return inner == "usage" ? readUsage(member) : SUCCESS;
    });
}

JsonError Usage::readUsage(ondemand::value& usage)
{
    const auto readMember = [this](std::string_view name, ondemand::value& value) { return readNumber(name, value); };
    m_seen = true;
    return eachMember(usage, [&](std::string_view name, ondemand::value& value) {
        return name.ends_with("_tokens_details") ? eachMember(value, readMember) : readMember(name, value);
    });
}

JsonError Usage::readNumber(std::string_view name, ondemand::value& value)
{
    m_seen = true;
    double number = ServerMetrics::kNone;
    const JsonError error = numberOf(value, number);
    if (isKnown(number))
        take(name, number);
    return error;
}

void Usage::dropOutput()
{
    m_values[Output] = ServerMetrics::kNone;
    m_ranks[Output] = kNoRank;
}

JsonError Usage::readMetrics(ondemand::value& metrics)
{
    return eachMember(metrics, [this](std::string_view name, ondemand::value& value) {
        return name == "speculative_decoding" ? readUsage(value) : readNumber(name, value);
    });
}

JsonError Usage::readTimings(ondemand::value& timings)
{
    m_seen = true;
    return eachMember(timings, [this](std::string_view name, ondemand::value& value) {
        double ignored = ServerMetrics::kNone;
        double* target = &ignored;
        if (name == "cache_n")
            target = &m_timings.cached;
        else if (name == "prompt_n")
            target = &m_timings.prompt;
        else if (name == "prompt_ms")
            target = &m_timings.promptMs;
        else if (name == "predicted_n")
            target = &m_timings.predicted;
        else if (name == "predicted_ms")
            target = &m_timings.predictedMs;
        else
            return SUCCESS;
        return numberOf(value, *target);
    });
}

void Usage::settle(EventFacts& facts) const
{
    if (!m_seen)
        return;
    settleCounts(facts);
    settleMetrics(facts);
}

void Usage::settleCounts(EventFacts& facts) const
{
    facts.inputTokens = asCount(inputTokens());
    facts.outputTokens = asCount(outputTokens());
    facts.cachedTokens = asCount(cachedTokens());
    facts.reasoningTokens = asCount(reasoningTokens());
    facts.tokensSoFar = facts.outputTokens;
    facts.usage = facts.inputTokens >= 0 || facts.outputTokens >= 0;
}

double Usage::inputTokens() const
{
    const double whole = m_values[Input];
    const double bare = m_values[BareInput];
    if (whole > 0)
        return whole;
    if (isKnown(bare))
        return larger(whole, bare + orZero(m_values[CachedBeside]) + orZero(m_values[Written]));
    // Without cache_n (older servers) prompt_n leaves out what came from the cache.
    return larger(whole, m_timings.prompt + m_timings.cached);
}

double Usage::cachedTokens() const
{
    return larger(larger(m_values[Cached], m_values[CachedBeside]), m_timings.cached);
}

double Usage::reasoningTokens() const { return larger(m_values[Reasoning], m_values[Thoughts]); }

// Some servers count reasoning within completion_tokens (OpenAI, DeepSeek), some beside it (xAI, Google): the total
// tells which. With reasoning beside it, it comes on top, as it does on the count that leaves it out by its name.
double Usage::outputTokens() const
{
    const double visible = m_values[Visible];
    const double withThoughts = isKnown(visible) || isKnown(m_values[Thoughts])
        ? orZero(visible) + orZero(m_values[Thoughts])
        : ServerMetrics::kNone;
    const double output = m_values[Output];
    if (!(output > 0))
        return larger(larger(output, withThoughts), m_timings.predicted);
    const double reasoning = reasoningTokens();
    const bool isBeside = reasoning > 0 && m_values[Total] - inputTokens() == output + reasoning;
    return larger(isBeside ? output + reasoning : output, withThoughts);
}

// llama.cpp's prompt_ms leaves out the time in its queue and is therefore not a TTFT. Its predicted_ms runs from the
// first token on, so the rate is over the tokens after it; predicted_per_second counted the first one in older
// versions.
void Usage::settleMetrics(EventFacts& facts) const
{
    auto& values = facts.serverMetrics.values;
    std::copy_n(m_values.begin(), values.size(), values.begin());
    if (!isKnown(values[ServerMetrics::OutputRate]) && m_timings.predicted >= 2 && m_timings.predictedMs > 0)
        values[ServerMetrics::OutputRate] = (m_timings.predicted - 1) / m_timings.predictedMs * 1000;
    settleLatency(facts.serverMetrics);
    if (!isKnown(values[ServerMetrics::TotalRate]) && values[ServerMetrics::EndToEnd] > 0)
        values[ServerMetrics::TotalRate] = totalTokens() / values[ServerMetrics::EndToEnd];
    facts.hasServerMetrics = std::any_of(values.begin(), values.end(), isKnown);
}

// vLLM's time to the first token begins when the request is scheduled: its queue comes before. SGLang tells two moments
// of its own clock, llama.cpp its prompt processing alone.
void Usage::settleLatency(ServerMetrics& metrics) const
{
    const double first = (m_values[FirstToken] + m_values[QueueMs]) / 1000;
    auto& values = metrics.values;
    values[ServerMetrics::Queue] = firstKnown({values[ServerMetrics::Queue], m_values[QueueMs] / 1000});
    values[ServerMetrics::Prefill]
        = firstKnown({values[ServerMetrics::Prefill], m_values[FirstToken] / 1000,
                      spanBetween(m_values[PrefillBegin], m_values[PrefillEnd]), m_timings.promptMs / 1000});
    values[ServerMetrics::Ttft] = firstKnown({values[ServerMetrics::Ttft], first});
    values[ServerMetrics::EndToEnd]
        = firstKnown({values[ServerMetrics::EndToEnd], first + m_values[Generation] / 1000});
    if (!isKnown(values[ServerMetrics::OutputRate]) && m_values[Gap] > 0)
        values[ServerMetrics::OutputRate] = 1000 / m_values[Gap];
}

double Usage::totalTokens() const
{
    return isKnown(m_values[Total]) ? m_values[Total] : inputTokens() + outputTokens();
}

}  // namespace inferometer
