// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/token_counter.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace inferometer {

namespace {

enum class Class : std::uint8_t { Blank, Letter, Digit, Mark, Other };

Class classOf(char c)
{
    if (c >= '0' && c <= '9')
        return Class::Digit;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return Class::Letter;
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80)
        return Class::Other;
    return byte <= ' ' ? Class::Blank : Class::Mark;
}

// Characters of a run that make one token.
std::int64_t runLength(Class kind)
{
    switch (kind) {
    case Class::Letter:
        return 8;
    case Class::Digit:
    case Class::Other:
        return 3;
    case Class::Mark:
    case Class::Blank:
        break;
    }
    return 1;
}

}  // namespace

std::int64_t estimateTokens(std::string_view text)
{
    std::int64_t tokens = 0;
    const auto* at = text.begin();
    while (at != text.end()) {
        const Class kind = classOf(*at);
        const auto* end = std::find_if(at, text.end(), [kind](char c) { return classOf(c) != kind; });
        if (kind != Class::Blank)
            tokens += (end - at + runLength(kind) - 1) / runLength(kind);
        at = end;
    }
    return tokens;
}

TokenCounter scaledEstimate(std::string_view sample, std::int64_t tokens)
{
    const std::int64_t estimate = estimateTokens(sample);
    assert(estimate > 0);
    const double scale = static_cast<double>(tokens) / static_cast<double>(estimate);
    return [scale](std::string_view text) -> Result<std::int64_t> {
        return static_cast<std::int64_t>(std::llround(scale * static_cast<double>(estimateTokens(text))));
    };
}

bool mayBeVocabulary(double scale)
{
    constexpr double kMostOff = 4;
    return scale * kMostOff >= 1 && scale <= kMostOff;
}

}  // namespace inferometer
