// SPDX-License-Identifier: GPL-3.0-or-later
// Arguments of vLLM and SGLang by the size of the model and the GPU, as Dria's Inference Arena chose them: to repeat
// its measurements, not because they are the best. Its rules are kept to the letter, whatever they miss: "llama-3"
// catches Llama 3.1 with its longer context, and SGLang is told --tp 2 last however many GPUs there are.
#pragma once

#include "core/config/run_spec.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

struct SeedServed
{
    std::string id;      // "Qwen/Qwen2.5-72B"
    int parameters = 0;  // 10^9
    std::string gpu;     // "NVIDIA H200"; empty: none is known, no rule for one applies
    int gpus = 1;
};

// 10^9 parameters, rounded down: the number of `size` ("70b"), else the first size in the model's name (firstSizeIn());
// nullopt: neither says it.
std::optional<int> seedParameters(std::string_view size, std::string_view model);

// Options by their long names, as EngineSpec::arguments holds them; the model, the host and the port are not in them.
NamedValues seedVllmArguments(const SeedServed& model);
NamedValues seedSglangArguments(const SeedServed& model);

// The image that it took for them.
std::string seedVllmImage(const SeedServed& model);

}  // namespace inferometer
