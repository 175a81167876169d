// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/verdict.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

constexpr double kLeastInFlight = 0.99;
constexpr double kMostTurnaround = 0.01;   // of E2E p50
constexpr double kLatenessFloor = 0.0005;  // s
constexpr double kMostLateness = 0.01;     // of TTFT p50
constexpr double kMostBusy = 0.90;
constexpr double kMostInexact = 0.001;
constexpr double kMostSteal = 0.001;  // below it is the noise of any virtual machine
constexpr double kMostCached = 0.05;
constexpr double kMostDisagreement = 0.05;
constexpr double kMostCoalesced = 0.5;  // beyond it the median gap is zero
constexpr double kMostShortfall = 0.05;

std::string percent(double share, int decimals = 1) { return formatFixed(share * 100, decimals) + " %"; }

// NaN where there is nothing to divide by, and NaN breaks no limit.
double ratio(std::uint64_t part, std::uint64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

double askedInFlight(const VerdictInput& in) { return static_cast<double>(in.concurrencyAsked); }
double latenessLimit(const VerdictInput& in)
{
    return std::isnan(in.ttftP50) ? kLatenessFloor : std::max(kLatenessFloor, kMostLateness * in.ttftP50);
}

bool tooFewInFlight(const VerdictInput& in)
{
    return in.ok > 0 && in.concurrencyAsked > 0 && in.inFlightMean < kLeastInFlight * askedInFlight(in);
}
std::string sayInFlight(const VerdictInput& in)
{
    return "Only " + formatFixed(in.inFlightMean, 2) + " of the " + std::to_string(in.concurrencyAsked)
        + " requests asked for were in flight on average, so the server was loaded less than the settings say; use "
          "fewer"
          " streams, longer answers or a faster client.";
}

bool slowTurnaround(const VerdictInput& in) { return in.ok > 0 && in.turnaroundP99 > kMostTurnaround * in.e2eP50; }
std::string sayTurnaround(const VerdictInput& in)
{
    return "A stream took " + formatDuration(in.turnaroundP99)
        + " (p99) from the end of an answer to its next request, " + percent(in.turnaroundP99 / in.e2eP50)
        + " of the median latency of " + formatDuration(in.e2eP50)
        + "; use longer answers, fewer streams or more --workers.";
}

bool tooLate(const VerdictInput& in) { return in.latenessP99 > latenessLimit(in); }
std::string sayLateness(const VerdictInput& in)
{
    return "Requests left up to " + formatDuration(in.latenessP99) + " (p99) after they were due, more than the "
        + formatDuration(latenessLimit(in)) + " allowed; lower the request rate or use more --workers.";
}

bool tooBusy(const VerdictInput& in) { return in.busiestSecond > kMostBusy; }
std::string sayBusy(const VerdictInput& in)
{
    return "A load thread was busy for " + percent(in.busiestSecond)
        + " of a second, so this client is near its limit; use more --workers or a machine with more cores.";
}

bool inexactFirsts(const VerdictInput& in) { return ratio(in.firstTokensInexact, in.firstTokens) > kMostInexact; }
std::string sayFirsts(const VerdictInput& in)
{
    return std::to_string(in.firstTokensInexact) + " of " + std::to_string(in.firstTokens) + " first tokens ("
        + percent(ratio(in.firstTokensInexact, in.firstTokens), 2)
        + ") have no exact arrival time, because more had come when they were read; lower the load or free this machine"
          " of other work, unless the server sends its tokens in bursts.";
}

bool capsBound(const VerdictInput& in) { return !in.capsThatBound.empty(); }
std::string sayCaps(const VerdictInput& in)
{
    std::string text;
    for (const std::string& cap : in.capsThatBound)
        text += (text.empty() ? "" : " ") + cap;
    return text;
}

bool stolen(const VerdictInput& in) { return in.stealShare > kMostSteal; }
std::string saySteal(const VerdictInput& in)
{
    return "The hypervisor took " + percent(in.stealShare, 2)
        + " of the CPU time away during the run; repeat it on a quieter or a dedicated machine.";
}

bool throttled(const VerdictInput& in) { return in.throttledSeconds > 0; }
std::string sayThrottled(const VerdictInput& in)
{
    return "The CPU limit of this container held the client back for " + formatDuration(in.throttledSeconds)
        + "; raise the limit and repeat the run.";
}

bool cached(const VerdictInput& in) { return in.uniquePrompts && in.cachedShare > kMostCached; }
std::string sayCached(const VerdictInput& in)
{
    return percent(in.cachedShare)
        + " of the input tokens came from the server's cache although every prompt is unique; a system prompt or chat"
          " template may be shared, or the server was warm from an earlier run.";
}

bool disagrees(const VerdictInput& in) { return in.tokenizerDisagreement > kMostDisagreement; }
std::string sayDisagrees(const VerdictInput& in)
{
    return "The tokenizer and the server's own count differ by " + percent(in.tokenizerDisagreement)
        + "; check that the model name is that of the model served.";
}

bool coalesced(const VerdictInput& in) { return ratio(in.chunksInexact, in.chunks) > kMostCoalesced; }
std::string sayCoalesced(const VerdictInput& in)
{
    return percent(ratio(in.chunksInexact, in.chunks))
        + " of the chunks arrived together with later ones, so gaps between tokens are not known; something on the way"
          " buffers the stream: turn buffering off in the proxy, or measure beside the server.";
}

bool wrongLength(const VerdictInput& in) { return in.exactOutput && in.outputShortfall > kMostShortfall; }
std::string sayLength(const VerdictInput& in)
{
    return "Answers are " + percent(in.outputShortfall)
        + " off the length asked for on average; the server may not honour ignore_eos, or its context is too short:"
          " compare the output tokens, or use --output-length cap.";
}

bool nothingSucceeded(const VerdictInput& in) { return in.ok == 0 && (in.ended || in.requests > 0); }
std::string sayNothingSucceeded(const VerdictInput& in)
{
    if (in.requests == 0)
        return "No measured request ended, so there are no figures; give the run more time, or less warm-up and"
               " cool-down.";
    return "None of the " + std::to_string(in.requests)
        + " measured requests succeeded, so there are no figures; see how they failed, mend the cause and repeat the"
          " run.";
}

struct Rule
{
    std::string_view id;
    VerdictLevel level;
    bool (*holds)(const VerdictInput&);
    std::string (*sentence)(const VerdictInput&);
};

constexpr std::array kRules{
    Rule{"in-flight", VerdictLevel::ClientBound, tooFewInFlight, sayInFlight},
    Rule{"turnaround", VerdictLevel::ClientBound, slowTurnaround, sayTurnaround},
    Rule{"lateness", VerdictLevel::ClientBound, tooLate, sayLateness},
    Rule{"busy", VerdictLevel::ClientBound, tooBusy, sayBusy},
    Rule{"first-tokens", VerdictLevel::ClientBound, inexactFirsts, sayFirsts},
    Rule{"caps", VerdictLevel::ClientBound, capsBound, sayCaps},
    Rule{"failures", VerdictLevel::Suspect, nothingSucceeded, sayNothingSucceeded},
    Rule{"steal", VerdictLevel::Suspect, stolen, saySteal},
    Rule{"throttled", VerdictLevel::Suspect, throttled, sayThrottled},
    Rule{"cached", VerdictLevel::Suspect, cached, sayCached},
    Rule{"tokenizer", VerdictLevel::Suspect, disagrees, sayDisagrees},
    Rule{"coalesced", VerdictLevel::Suspect, coalesced, sayCoalesced},
    Rule{"output-length", VerdictLevel::Suspect, wrongLength, sayLength},
};

}  // namespace

std::string_view verdictName(VerdictLevel level)
{
    constexpr std::array<std::string_view, 3> kNames{"ok", "suspect", "client-bound"};
    return kNames.at(static_cast<std::size_t>(level));
}

Verdict judge(const VerdictInput& input)
{
    Verdict verdict;
    for (const Rule& rule : kRules) {
        if (!rule.holds(input))
            continue;
        verdict.level = std::max(verdict.level, rule.level);
        verdict.reasons.push_back({rule.level, std::string{rule.id}, rule.sentence(input)});
    }
    return verdict;
}

}  // namespace inferometer
