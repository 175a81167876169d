// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/verdict.h"

#include "core/base/sentence.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

using Figures = std::vector<std::string>;

constexpr double kLeastInFlight = 0.99;
constexpr double kMostTurnaround = 0.01;   // of E2E p50
constexpr double kMostLateness = 0.01;     // of TTFT p50
constexpr double kLeastLateness = 0.0005;  // s: less counts as none
constexpr double kMostBusy = 0.90;
constexpr double kMostInexact = 0.001;
constexpr double kMostSteal = 0.01;    // so many moments may be late: as many as a p99 leaves out
constexpr double kStealNoise = 0.001;  // of any virtual machine
constexpr double kLateReads = 0.01;    // s, user lag p99 with which less steal counts
constexpr double kMostCached = 0.05;
constexpr double kMostCoalesced = 0.5;   // beyond it the median gap is zero
constexpr double kPromptReading = 0.25;  // user lag p99 of the mean bound: what was late was so before it came here
constexpr double kMostKeptOpen = 0.01;
constexpr double kMostShortfall = 0.05;
constexpr double kMostOtherwise = 0.05;

std::string percent(double share, int decimals = 1) { return formatFixed(share * 100, decimals) + " %"; }

// NaN where there is nothing to divide by, and NaN breaks no limit.
double ratio(std::uint64_t part, std::uint64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

// Fewer requests than streams never fill them.
std::int64_t askedInFlight(const VerdictInput& in)
{
    return std::min(in.concurrencyAsked, static_cast<std::int64_t>(in.requests));
}

constexpr std::array kSentences{
    VerdictSentence{
        "in-flight", "too few in flight",
        "Only %1 of the %2 requests asked for were in flight on average, so the server was loaded less than "
        "the settings say; use fewer streams, longer answers or a faster client."},
    VerdictSentence{"turnaround", "slow to send again",
                    "A stream took %1 (p99) from the end of an answer to its next request, %2 of the median latency of "
                    "%3; use longer answers, fewer streams or more --workers."},
    VerdictSentence{
        "lateness", "behind schedule",
        "Requests were taken up %1 (p99) after they were due, and %2 is the most that leaves figures alone: "
        "this client did not keep to the schedule; lower the rate, use more --workers or a machine with "
        "more cores."},
    VerdictSentence{
        "busy", "load thread busy",
        "A load thread was busy for %1 of a second, so this client is near its limit; use more --workers or "
        "a machine with more cores."},
    VerdictSentence{"first-tokens", "inexact first tokens",
                    "%1 of %2 first tokens (%3) have no exact arrival time, because more had come when they were read; "
                    "lower the load or free this machine of other work, unless the server sends its tokens in bursts."},
    VerdictSentence{"caps", "a limit was met", "%1"},  // of files that keep no more than the text
    VerdictSentence{"descriptors", "out of descriptors",
                    "%1 requests found no free descriptor; raise the hard limit (ulimit -Hn)."},
    VerdictSentence{"local-ports", "out of local ports",
                    "%1 requests found no free local port; reuse connections or widen ip_local_port_range."},
    VerdictSentence{"streams", "out of streams",
                    "%1 requests were due while as many were in flight as this machine allows, and waited: raise the "
                    "hard limit of descriptors (ulimit -Hn), widen ip_local_port_range, or lower the rate."},
    VerdictSentence{"memory", "out of memory",
                    "%1 requests found no memory for a connection; ask for fewer streams or free memory."},
    VerdictSentence{"receive-window", "late reads",
                    "%1 late reads found 64 KiB or more waiting, so the receive window may have closed; use more load "
                    "threads."},
    VerdictSentence{
        "gap", "stood still",
        "This program stood still for %1 (it was stopped, or its machine slept or had no time for it): what "
        "came meanwhile was read late, and no request began; repeat the run without a break."},
    VerdictSentence{
        "failures", "none succeeded",
        "None of the %1 measured requests succeeded, so there are no figures; see how they failed, mend the "
        "cause and repeat the run."},
    VerdictSentence{"nothing-measured", "nothing measured",
                    "No measured request ended, so there are no figures; give the run more time, or less warm-up and "
                    "cool-down."},
    VerdictSentence{"steal", "CPU time stolen",
                    "The hypervisor took %1 of the CPU time away during the run; repeat it on a quieter or a dedicated "
                    "machine."},
    VerdictSentence{"throttled", "CPU throttled",
                    "The CPU limit of this container held the client back for %1; raise the limit and repeat the run."},
    VerdictSentence{
        "cached", "warm prompt cache",
        "%1 of the input tokens came from the server's cache although every prompt is unique and what "
        "stands around the prompts is not counted; the server may be warm from an earlier run with the same "
        "seed."},
    VerdictSentence{"finish-reason", "unknown ends",
                    "%1 of %2 answers ended with a finish reason that is not known (%3), so they may not be whole; see "
                    "what the server means by it."},
    VerdictSentence{"token-counts", "wrong token counts",
                    "The server's token counts contradict the text of %1 of %2 answers (%3 tokens in %4 chunks), so "
                    "their tokens are estimated from the chunks; see what the server counts in usage."},
    VerdictSentence{"kept-open", "answers kept open",
                    "The server kept %1 of %2 answers open behind their end mark: each held its stream a tenth of a "
                    "second and cost a connection, so rates are too low; see why the server, or a proxy, does not end "
                    "them."},
    VerdictSentence{
        "coalesced", "tokens buffered",
        "%1 of the chunks arrived together with later ones, so gaps between tokens are not known; something on the way "
        "buffers the stream: set `option http-no-delay` in HAProxy, `proxy_buffering off` in nginx, or measure beside "
        "the server."},
    VerdictSentence{"tokenizer", "other tokenizer",
                    "For the same text the endpoint counts %1 of the tokens that the tokenizer counts, which is most "
                    "likely another model's: what it counted is as far off; give the model's own tokenizer, or none."},
    VerdictSentence{"output-length", "other lengths",
                    "Answers are %1 off the length asked for on average; the server may not honour ignore_eos, or its "
                    "context is too short: compare the output tokens, or use --output-length cap."},
    VerdictSentence{"interrupted", "interrupted",
                    "The program ended before the run did: the figures cover the %1 requests that had ended and were "
                    "saved by then; repeat the run for a whole one."},
    VerdictSentence{"journal-requests", "damaged journal",
                    "%1 requests of the journal could not be read, because %2 bytes of it are damaged: they are in no "
                    "figure; repeat the run if they matter."},
    VerdictSentence{"journal-bytes", "damaged journal",
                    "%1 bytes of the journal are damaged and could not be read: what stood there is in no figure; "
                    "repeat the run if it matters."},
    VerdictSentence{"journal-tail", "damaged journal",
                    "The journal's end could not be read (%1 bytes of it are damaged in all), so its last requests may "
                    "be missing from every figure; repeat the run if they matter."},
    VerdictSentence{"journal-repeated", "changed journal",
                    "%1 pieces of the journal stand in it twice, and were counted once; somebody changed the file."},
    VerdictSentence{"journal-settings", "unread settings",
                    "The journal has values that this program cannot read (%1), so the defaults stand in their place; "
                    "open the run with the program that measured it."},
};

VerdictReason reasonOf(VerdictLevel level, std::string_view id, Figures figures)
{
    std::string text = filled(findVerdictSentence(id)->pattern, figures);
    return {level, std::string{id}, std::move(figures), std::move(text)};
}

bool keptOpen(const VerdictInput& in) { return ratio(in.keptOpen, in.ok) > kMostKeptOpen; }
bool coalesced(const VerdictInput& in) { return in.hasGaps && ratio(in.chunksInexact, in.chunks) > kMostCoalesced; }
// Chunks came together although this client read at once: they were held back on the way.
bool buffered(const VerdictInput& in) { return coalesced(in) && in.userLagP99 < kPromptReading * in.firstTokenBound; }
bool tooFewInFlight(const VerdictInput& in)
{
    // Streams that wait for the end of an answer are not this client's fault.
    return !keptOpen(in) && in.ok > 0 && in.concurrencyAsked > 0
        && in.inFlightMean < kLeastInFlight * static_cast<double>(askedInFlight(in));
}
bool slowTurnaround(const VerdictInput& in) { return in.ok > 0 && in.turnaroundP99 > kMostTurnaround * in.e2eP50; }
double mostLateness(const VerdictInput& in) { return std::max(kLeastLateness, kMostLateness * in.ttftP50); }
bool tooLate(const VerdictInput& in) { return in.latenessP99 > mostLateness(in); }
bool tooBusy(const VerdictInput& in) { return in.busiestSecond > kMostBusy; }
bool inexactFirsts(const VerdictInput& in)
{
    return !buffered(in) && ratio(in.firstTokensInexact, in.firstTokens) > kMostInexact;
}
bool stoodStill(const VerdictInput& in) { return in.longestGap > 0; }
bool noneSucceeded(const VerdictInput& in) { return in.ok == 0 && in.requests > 0; }
bool nothingMeasured(const VerdictInput& in) { return in.ended && in.requests == 0; }
// What was stolen shows where moments are late: tests/bench/README.md has runs with and without.
bool stolen(const VerdictInput& in)
{
    return in.stealShare > kMostSteal || (in.stealShare > kStealNoise && in.userLagP99 > kLateReads);
}
bool throttled(const VerdictInput& in) { return in.throttledSeconds > 0; }
bool cached(const VerdictInput& in) { return in.uniquePrompts && in.cachedShare > kMostCached; }
bool coalescedHere(const VerdictInput& in) { return coalesced(in) && !buffered(in); }
bool unknownEnds(const VerdictInput& in) { return in.unknownEnds > 0; }
bool disbelieved(const VerdictInput& in) { return in.disbelieved > 0; }
bool countsOtherwise(const VerdictInput& in) { return std::abs(in.countedMore) > kMostOtherwise; }
bool wrongLength(const VerdictInput& in) { return in.exactOutput && in.outputShortfall > kMostShortfall; }

Figures inFlight(const VerdictInput& in)
{
    return {formatFixed(in.inFlightMean, 2), std::to_string(askedInFlight(in))};
}
Figures turnaround(const VerdictInput& in)
{
    return {formatDuration(in.turnaroundP99), percent(in.turnaroundP99 / in.e2eP50), formatDuration(in.e2eP50)};
}
Figures lateness(const VerdictInput& in) { return {formatDuration(in.latenessP99), formatDuration(mostLateness(in))}; }
Figures firstTokens(const VerdictInput& in)
{
    return {std::to_string(in.firstTokensInexact), std::to_string(in.firstTokens),
            percent(ratio(in.firstTokensInexact, in.firstTokens), 2)};
}
Figures longestGap(const VerdictInput& in) { return {formatDuration(in.longestGap)}; }
Figures busiest(const VerdictInput& in) { return {percent(in.busiestSecond)}; }
Figures requests(const VerdictInput& in) { return {std::to_string(in.requests)}; }
Figures none(const VerdictInput& /*input*/) { return {}; }
Figures steal(const VerdictInput& in) { return {percent(in.stealShare, 2)}; }
Figures throttledTime(const VerdictInput& in) { return {formatDuration(in.throttledSeconds)}; }
Figures cachedShare(const VerdictInput& in) { return {percent(in.cachedShare)}; }
Figures ends(const VerdictInput& in)
{
    return {std::to_string(in.unknownEnds), std::to_string(in.ok), '"' + in.unknownEnd + '"'};
}
Figures counts(const VerdictInput& in)
{
    return {std::to_string(in.disbelieved), std::to_string(in.ok), std::to_string(in.disbelievedTokens),
            std::to_string(in.disbelievedChunks)};
}
Figures openAnswers(const VerdictInput& in) { return {std::to_string(in.keptOpen), std::to_string(in.ok)}; }
Figures coalescedShare(const VerdictInput& in) { return {percent(ratio(in.chunksInexact, in.chunks))}; }
Figures otherwise(const VerdictInput& in) { return {percent(1 + in.countedMore)}; }
Figures shortfall(const VerdictInput& in) { return {percent(in.outputShortfall)}; }

struct Rule
{
    std::string_view id;  // of its sentence
    VerdictLevel level;
    bool (*holds)(const VerdictInput&);
    Figures (*figures)(const VerdictInput&);
};

constexpr std::array kRules{
    Rule{"coalesced", VerdictLevel::Suspect, buffered, coalescedShare},
    Rule{"kept-open", VerdictLevel::Suspect, keptOpen, openAnswers},
    Rule{"in-flight", VerdictLevel::ClientBound, tooFewInFlight, inFlight},
    Rule{"turnaround", VerdictLevel::ClientBound, slowTurnaround, turnaround},
    Rule{"lateness", VerdictLevel::ClientBound, tooLate, lateness},
    Rule{"busy", VerdictLevel::ClientBound, tooBusy, busiest},
    Rule{"first-tokens", VerdictLevel::ClientBound, inexactFirsts, firstTokens},
    Rule{"gap", VerdictLevel::ClientBound, stoodStill, longestGap},
    Rule{"failures", VerdictLevel::Suspect, noneSucceeded, requests},
    Rule{"nothing-measured", VerdictLevel::Suspect, nothingMeasured, none},
    Rule{"steal", VerdictLevel::Suspect, stolen, steal},
    Rule{"throttled", VerdictLevel::Suspect, throttled, throttledTime},
    Rule{"cached", VerdictLevel::Suspect, cached, cachedShare},
    Rule{"coalesced", VerdictLevel::Suspect, coalescedHere, coalescedShare},
    Rule{"finish-reason", VerdictLevel::Suspect, unknownEnds, ends},
    Rule{"token-counts", VerdictLevel::Suspect, disbelieved, counts},
    Rule{"tokenizer", VerdictLevel::Suspect, countsOtherwise, otherwise},
    Rule{"output-length", VerdictLevel::Suspect, wrongLength, shortfall},
};

}  // namespace

bool isJudged(std::string_view id)
{
    return std::any_of(kRules.begin(), kRules.end(), [id](const Rule& rule) { return rule.id == id; });
}

std::string_view verdictName(VerdictLevel level)
{
    constexpr std::array<std::string_view, 3> kNames{"ok", "suspect", "client-bound"};
    return kNames.at(static_cast<std::size_t>(level));
}

Verdict judge(const VerdictInput& input)
{
    Verdict verdict;
    verdict.reasons = input.capsThatBound;
    for (const Rule& rule : kRules)
        if (rule.holds(input))
            verdict.reasons.push_back(reasonOf(rule.level, rule.id, rule.figures(input)));
    for (const VerdictReason& reason : verdict.reasons)
        verdict.level = std::max(verdict.level, reason.level);
    return verdict;
}

std::span<const VerdictSentence> verdictSentences() { return kSentences; }

const VerdictSentence* findVerdictSentence(std::string_view id)
{
    const auto* const found = std::find_if(kSentences.begin(), kSentences.end(),
                                           [id](const VerdictSentence& sentence) { return sentence.id == id; });
    return found == kSentences.end() ? nullptr : found;
}

VerdictReason boundReason(std::string_view id, std::uint64_t times)
{
    return reasonOf(VerdictLevel::ClientBound, id, {std::to_string(times)});
}

VerdictReason suspectReason(std::string_view id, std::vector<std::string> figures)
{
    return reasonOf(VerdictLevel::Suspect, id, std::move(figures));
}

VerdictReason interruptedReason(std::uint64_t savedRequests)
{
    return suspectReason("interrupted", {std::to_string(savedRequests)});
}

}  // namespace inferometer
