// SPDX-License-Identifier: GPL-3.0-or-later
// What stands under an answer: figures of its record, by the functions that every other view of a request uses.
#pragma once

#include "core/base/sentence.h"
#include "core/metrics/request_record.h"

#include <string_view>
#include <vector>

namespace inferometer {

// How a figure is written: seconds, tokens a second, a count, a number as it is, or, of a TokenSource, its words.
enum class TurnUnit : std::uint8_t { Seconds, Rate, Tokens, Plain, Source };

struct TurnFigure
{
    std::string_view key;  // in files: "client_ttft_s"
    Sentence label;
    TurnUnit unit = TurnUnit::Plain;
    double value = 0;
};

// The first three are the SambaNova AI Starter Kit's: latency, throughput and time to first token, by its formulas.
// What is not known is left out.
std::vector<TurnFigure> turnFigures(const RecordBlock& block, const RequestRecord& record);

// The figure of that key, as turnFigures() would tell it; null: there is none of that name.
const TurnFigure* findTurnFigure(std::string_view key);

// REQUIRES: its unit is Source.
TokenSource sourceOf(const TurnFigure& figure);

// "1.2345 s", "98.76 tok/s", "1234 tokens": in the C locale, seconds and rates rounded to four places as the kit does.
std::string turnFigureText(const TurnFigure& figure);

}  // namespace inferometer
