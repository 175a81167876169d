// SPDX-License-Identifier: GPL-3.0-or-later
// A run's verdict on itself: can its figures be trusted, and if not, what to do.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// ok < suspect < client-bound: the worst reason decides.
enum class VerdictLevel : std::uint8_t { Ok, Suspect, ClientBound };
std::string_view verdictName(VerdictLevel level);  // "ok", "suspect", "client-bound"

struct VerdictReason
{
    VerdictLevel level = VerdictLevel::Suspect;
    std::string id;                    // of its VerdictSentence
    std::vector<std::string> figures;  // what stands in it
    std::string text;                  // the sentence with its figures
};

// What the verdict judges. Shares in [0, 1]; NaN where it does not apply or nothing was measured.
struct VerdictInput
{
    bool ended = false;          // the run is over: what has not happened by now will not
    std::uint64_t requests = 0;  // finished, measured; in whatever way
    std::uint64_t ok = 0;        // of them
    std::int64_t concurrencyAsked = 0;
    double inFlightMean = 0;   // time-weighted, while there was work for every stream
    double turnaroundP99 = 0;  // s, end of stream to next send
    double e2eP50 = 0;         // s
    double latenessP99 = std::numeric_limits<double>::quiet_NaN();  // s, of taking up what a schedule made due
    double ttftP50 = std::numeric_limits<double>::quiet_NaN();      // s
    double busiestSecond = 0;  // highest share of a second a load thread was on the CPU
    std::uint64_t firstTokens = 0;
    std::uint64_t firstTokensInexact = 0;                               // bounded, beyond kTightBound, or user-stamped
    double firstTokenBound = std::numeric_limits<double>::quiet_NaN();  // s, mean bound of those
    double userLagP99 = std::numeric_limits<double>::quiet_NaN();       // s, arrival to reading
    std::vector<VerdictReason> capsThatBound;  // boundReason(), one a cap (descriptors, ports, receive window)
    double stealShare = 0;                     // CPU steal over the run
    double throttledSeconds = 0;               // cgroup throttling over the run
    double longestGap = 0;                     // s for which this program, or its machine, stood still
    bool uniquePrompts = false;
    double cachedShare = 0;  // cached tokens of prompts / input tokens
    // Of the ok requests: ends with a word that is not known, and the first such word; token counts that the text
    // contradicts, and the first such count; answers that the server kept open behind their end.
    std::uint64_t unknownEnds = 0;
    std::string unknownEnd;
    std::uint64_t disbelieved = 0;
    std::int64_t disbelievedTokens = 0;
    std::int64_t disbelievedChunks = 0;
    std::uint64_t keptOpen = 0;
    bool hasGaps = false;  // an answer came in more than one chunk
    std::uint64_t chunks = 0;
    std::uint64_t chunksInexact = 0;
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
    bool exactOutput = false;
    double outputShortfall = 0;  // |asked - produced| / asked, mean over ok requests that report it
};

struct Verdict
{
    VerdictLevel level = VerdictLevel::Ok;
    std::vector<VerdictReason> reasons;
};

Verdict judge(const VerdictInput& input);
// Whether judge() gives reasons of that id, so that its silence means that they do not hold.
bool isJudged(std::string_view id);

// One sentence with what was seen and what to do; %1, %2, ... are its figures. For translations.
struct VerdictSentence
{
    std::string_view id;     // stable: "in-flight", "turnaround", ...
    std::string_view brief;  // in a few words, where there is no room for a sentence
    std::string_view pattern;
};
std::span<const VerdictSentence> verdictSentences();
const VerdictSentence* findVerdictSentence(std::string_view id);

// A limit of this machine that so many requests or reads met; `id` is "descriptors", "local-ports", "memory" or
// "receive-window".
VerdictReason boundReason(std::string_view id, std::uint64_t times);

// A reason that no rule of judge() finds, by its sentence. REQUIRES: there is one of that id.
VerdictReason suspectReason(std::string_view id, std::vector<std::string> figures);

// What is said of a run that ended with its program.
VerdictReason interruptedReason(std::uint64_t savedRequests);

}  // namespace inferometer
