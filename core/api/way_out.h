// SPDX-License-Identifier: GPL-3.0-or-later
// An endpoint that refuses a request says in its own words what it does not take; here is which setting that is, and
// what to give instead.
#pragma once

#include "core/base/sentence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// What was refused, of what a run can leave out or name otherwise.
enum class Refused : std::uint8_t { Other, Usage, LimitName, ExactOutput };

struct WayOut
{
    Refused refused = Refused::Other;
    std::string_view field;  // the setting that it concerns
    Sentence advice;         // the second half of a sentence: "give --output-length cap"
};

// `text` is the human part of a refusal, looked through first; `body` is the whole of it, which may repeat what was
// sent. Nothing: neither names an argument of ours.
std::optional<WayOut> wayOutOf(std::string_view text, std::string_view body, std::int64_t outputTokens);

// Whether an answer of this status may refuse what was asked for; not the key, the page or the rate, and no fault of
// the server. Where it may, as in an error inside a stream, wayOutOf() is asked.
bool refusesRequest(int status);

// The words of a refusal, with the way out behind them where there is one: "stream_options is unknown; give ...".
std::string withWayOut(std::string text, std::string_view body, std::int64_t outputTokens);

// Whether the words are about a prompt that is too long.
bool isAboutLength(std::string_view text);

}  // namespace inferometer
