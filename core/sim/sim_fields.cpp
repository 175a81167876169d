// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/field_text.h"
#include "core/sim/simulator.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, 3> kShapes{"constant", "normal", "lognormal"};
constexpr std::array<std::string_view, 3> kUsageModes{"none", "last", "each"};

constexpr Range kDelay{0, 3600};
constexpr Range kDeviation{0, 10};
constexpr Range kShare{0, 1};
constexpr Range kSeeds{0, 9007199254740992.0};  // what a double, and so JSON, holds exactly

struct Head
{
    std::string_view key;
    std::string_view label;
    std::string_view unit;
    std::string_view group;
};

constexpr SimField row(const Head& head, SimField::Member member, std::string_view help)
{
    return {head.key, head.label, head.unit, head.group, help, member, {}, {}, {}, FieldPlace::Main};
}

constexpr SimField number(const Head& head, SimField::Member member, const Range& hard, std::string_view help)
{
    SimField field = row(head, member, help);
    field.hard = hard;
    return field;
}

constexpr SimField choice(const Head& head, SimField::Member member, std::span<const std::string_view> choices,
                          std::string_view help)
{
    SimField field = row(head, member, help);
    field.choices = choices;
    return field;
}

constexpr SimField more(SimField field)
{
    field.place = FieldPlace::Advanced;
    return field;
}

constexpr SimField rate(std::string_view key, std::string_view label, SimField::Member member, std::string_view help)
{
    return more(number({key, label, "", "Faults"}, member, kShare, help));
}

// In the order of --help. Faults exclude each other: one draw per request decides which one strikes.
constexpr std::array kFields{
    number({"port", "Port", "", "Server"}, &memberAt<SimSpec, &SimSpec::port>, {0, 65535},
           "Loopback port to listen on; 0 picks a free one and prints it."),
    row({"tls", "TLS", "", "Server"}, &memberAt<SimSpec, &SimSpec::tls>,
        "Serve https with a self-signed certificate made for localhost."),
    more(row({"certificate-file", "Certificate file", "", "Server"}, &memberAt<SimSpec, &SimSpec::certificateFile>,
             "With TLS: where the certificate is written, for the client's --ca-file.")),
    more(row({"truth-log", "Truth log", "", "Server"}, &memberAt<SimSpec, &SimSpec::truthLog>,
             "File of JSON lines with the true moments of every request; empty for none.")),
    row({"model", "Model", "", "Server"}, &memberAt<SimSpec, &SimSpec::model>,
        "The model's name; \"any\" accepts whatever name a request asks for."),
    number({"seed", "Seed", "", "Server"}, &memberAt<SimSpec, &SimSpec::seed>, kSeeds,
           "Seeds every draw; the same seed and order of requests repeat delays and faults."),
    number({"ttft", "Time to first token", "s", "Timing"}, &memberAt<SimSpec, &SimSpec::ttft>, kDelay,
           "From a request's arrival, or from its admission when it queued, to its first token."),
    more(number({"ttft-deviation", "TTFT deviation", "", "Timing"}, &memberAt<SimSpec, &SimSpec::ttftDeviation>,
                kDeviation, "Standard deviation of the time to first token as a share of its mean.")),
    more(choice({"ttft-shape", "TTFT shape", "", "Timing"}, &memberAt<SimSpec, &SimSpec::ttftShape>, kShapes,
                "Distribution of the time to first token; normal is cut off at 0.")),
    number({"itl", "Inter-token latency", "s", "Timing"}, &memberAt<SimSpec, &SimSpec::itl>, kDelay,
           "Time between tokens; 0 sends all tokens at once."),
    more(number({"itl-deviation", "ITL deviation", "", "Timing"}, &memberAt<SimSpec, &SimSpec::itlDeviation>,
                kDeviation, "Standard deviation of the inter-token latency as a share of its mean.")),
    more(choice({"itl-shape", "ITL shape", "", "Timing"}, &memberAt<SimSpec, &SimSpec::itlShape>, kShapes,
                "Distribution of the inter-token latency, drawn once a chunk; normal is cut off at 0.")),
    more(number({"prefill-per-token", "Prefill per token", "s", "Timing"},
                &memberAt<SimSpec, &SimSpec::prefillPerToken>, {0, 10},
                "Added to the time to first token for each prompt token that is not cached.")),
    more(number({"image-tokens", "Tokens of an image", "tokens", "Timing"}, &memberAt<SimSpec, &SimSpec::imageTokens>,
                {0, 131072},
                "Prompt tokens that each image of a request counts for, whatever its size; never cached.")),
    more(row({"prefix-cache", "Prefix cache", "", "Batching"}, &memberAt<SimSpec, &SimSpec::prefixCache>,
             "Remember prompts in blocks of 16 words: a known beginning costs no prefill and is reported as cached "
             "tokens.")),
    number({"max-batch", "Largest batch", "requests", "Batching"}, &memberAt<SimSpec, &SimSpec::maxBatch>, {0, 1000000},
           "Requests served at once, the others queue in order; 0 for no limit and no queue."),
    more(number({"batch-slowdown", "Slowdown per request", "", "Batching"}, &memberAt<SimSpec, &SimSpec::batchSlowdown>,
                {0, 100}, "Share by which the inter-token latency grows for each further request in the batch.")),
    number({"tokens-per-chunk", "Tokens per chunk", "tokens", "Answer"}, &memberAt<SimSpec, &SimSpec::tokensPerChunk>,
           {1, 1024}, "Tokens sent in one event, as with speculative decoding."),
    more(row({"role-chunk", "Role chunk", "", "Answer"}, &memberAt<SimSpec, &SimSpec::roleChunk>,
             "Chat completions: headers and a chunk without content leave as soon as a request arrives.")),
    more(number({"reasoning-share", "Reasoning share", "", "Answer"}, &memberAt<SimSpec, &SimSpec::reasoningShare>,
                kShare, "Share of the output tokens sent first, as reasoning; plain completions have none.")),
    more(choice({"usage", "Usage", "", "Answer"}, &memberAt<SimSpec, &SimSpec::usage>, kUsageModes,
                "Token counts and server metrics: never, at the end, or counts on every event as well.")),
    number({"output-tokens", "Output tokens", "tokens", "Answer"}, &memberAt<SimSpec, &SimSpec::outputTokens>,
           {0, 131072}, "Tokens of every answer; 0 gives what the request asks for, or 128 when it asks for nothing."),
    rate("error-rate", "Error", &memberAt<SimSpec, &SimSpec::errorRate>,
         "Share of requests answered with error-status."),
    more(row({"error-status", "Error status", "", "Faults"}, &memberAt<SimSpec, &SimSpec::errorStatus>,
             "HTTP status, 400 to 599, of the answers that error-rate makes; of several, separated by spaces, each is "
             "drawn as often.")),
    rate("rate-limit-rate", "Rate limit", &memberAt<SimSpec, &SimSpec::rateLimitRate>,
         "Share of requests answered with 429 and Retry-After."),
    rate("stall-rate", "Stall", &memberAt<SimSpec, &SimSpec::stallRate>,
         "Share of requests that fall silent after some tokens, the connection left open."),
    rate("reset-rate", "Reset", &memberAt<SimSpec, &SimSpec::resetRate>,
         "Share of requests whose connection is reset after some tokens."),
    rate("truncate-rate", "Truncate", &memberAt<SimSpec, &SimSpec::truncateRate>,
         "Share of requests whose connection is closed after some tokens."),
    rate("malformed-rate", "Malformed event", &memberAt<SimSpec, &SimSpec::malformedRate>,
         "Share of requests with one event that is not JSON."),
    rate("stream-error-rate", "Stream error", &memberAt<SimSpec, &SimSpec::streamErrorRate>,
         "Share of requests that end with an error object after some tokens."),
    rate("empty-rate", "Empty answer", &memberAt<SimSpec, &SimSpec::emptyRate>,
         "Share of requests answered with 200 and no output."),
    rate("slow-header-rate", "Slow headers", &memberAt<SimSpec, &SimSpec::slowHeaderRate>,
         "Share of requests whose response headers come one byte at a time."),
    rate("silent-close-rate", "Silent close", &memberAt<SimSpec, &SimSpec::silentCloseRate>,
         "Share of requests on a used connection that it closes without an answer."),
};

double faultShare(const SimSpec& spec)
{
    return spec.errorRate + spec.rateLimitRate + spec.stallRate + spec.resetRate + spec.truncateRate
        + spec.malformedRate + spec.streamErrorRate + spec.emptyRate + spec.slowHeaderRate + spec.silentCloseRate;
}

}  // namespace

std::span<const SimField> simFields() { return kFields; }

const SimField* findSimField(std::string_view key)
{
    const auto* found
        = std::find_if(kFields.begin(), kFields.end(), [key](const SimField& field) { return field.key == key; });
    return found == kFields.end() ? nullptr : found;
}

std::string simFieldText(const SimSpec& spec, const SimField& field) { return memberText(spec, field); }

Status setSimField(SimSpec& spec, const SimField& field, std::string_view text) { return setMember(spec, field, text); }

std::vector<int> errorStatuses(const SimSpec& spec)
{
    std::vector<int> statuses;
    for (const std::string& word : splitWords(spec.errorStatus)) {
        const std::int64_t status = parseInteger(word).value_or(0);
        if (status < 400 || status > 599)
            return {};
        statuses.push_back(static_cast<int>(status));
    }
    return statuses;
}

Status validateSimSpec(const SimSpec& spec)
{
    for (const SimField& field : kFields) {
        if (Status status = checkMember(spec, field); !status)
            return status;
    }
    if (errorStatuses(spec).empty())
        return Error::verbatim(Errc::InvalidInput,
                               "error-status must be one or several numbers from 400 to 599, not \"" + spec.errorStatus
                                   + "\".",
                               "error-status");
    constexpr double kRounding = 1e-9;
    if (faultShare(spec) > 1 + kRounding) {
        return Error::verbatim(Errc::InvalidInput,
                               "The fault rates add up to " + formatNumber(faultShare(spec))
                                   + "; lower them to 1 or less in all, "
                                     "because at most one fault strikes a request.",
                               "error-rate");
    }
    return {};
}

}  // namespace inferometer
