// SPDX-License-Identifier: GPL-3.0-or-later
// The options of `vllm serve` (0.8) that Sia Benchmark reads from its bench.toml, a row each: kind and, of some, the
// words that are allowed. Newer engines have lost some of them and say so in their log.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace inferometer {

enum class VllmKind : std::uint8_t { Text, Whole, Number, Flag };

struct VllmKey
{
    std::string_view name;  // "max-model-len"
    VllmKind kind = VllmKind::Text;
    std::string_view field{};  // what its validation calls it
    std::string_view words{};  // with blanks between them, as vLLM spells them; empty: any
    bool hasNo = false;        // a flag that is on unless "--no-NAME" is said
};

std::span<const VllmKey> vllmKeys();
const VllmKey* findVllmKey(std::string_view name);

// The word as vLLM spells it, for Sia Benchmark writes "fp8-e5m2" where vLLM has "fp8_e5m2"; empty: it is none of them.
std::string_view vllmWord(const VllmKey& key, std::string_view word);

}  // namespace inferometer
