// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/zero_words.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

struct ZeroWords
{
    std::string_view key;
    std::string_view words;
};

constexpr std::array kZeroWords{
    ZeroWords{"num-requests", "each row once"}, ZeroWords{"max-in-flight", "no limit"},
    ZeroWords{"workers", "automatic"},          ZeroWords{"request-timeout", "no limit"},
    ZeroWords{"idle-timeout", "no limit"},      ZeroWords{"slo-ttft", "no limit"},
    ZeroWords{"slo-tpot", "no limit"},          ZeroWords{"slo-gap", "no limit"},
    ZeroWords{"slo-e2e", "no limit"},           ZeroWords{"seed", "random"},
};

}  // namespace

std::string_view zeroWords(std::string_view key)
{
    const auto* const found
        = std::find_if(kZeroWords.begin(), kZeroWords.end(), [key](const ZeroWords& one) { return one.key == key; });
    return found == kZeroWords.end() ? std::string_view{} : found->words;
}

}  // namespace inferometer
