// SPDX-License-Identifier: GPL-3.0-or-later
// How large a model is: by its config.json where that is at hand, else by its name.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Parameters, in billions. Of a mixture of experts `total` lies in memory and `active` is read for one token.
struct ParameterCount
{
    double total = 0;
    double active = 0;  // total where nothing tells otherwise
};

// By the name alone: "Llama-3.1-70B-Instruct", "qwen3:0.6b", "Qwen3-30B-A3B" (30, 3), "Mixtral-8x7B" (at most 56, and
// two experts of it, 14: it shares its attention, so both are upper bounds), "SmolLM-360M". nullopt: it tells no size,
// or not the whole one ("17B-16E", "E4B").
std::optional<ParameterCount> sizeByName(std::string_view name);

// The first size that the name tells, whatever it is the size of: 7 of "Mixtral-8x7B", 70 of "70b". nullopt: none.
std::optional<double> firstSizeIn(std::string_view name);

// Bytes a parameter takes by the quantization that the name tells: "-AWQ", "-FP8", ":Q4_K_M", "4bit"; nullopt: it tells
// none. GGUF's are those that llama.cpp states of Llama 2 7B (examples/quantize/README.md), Q4_0 and Q8_0 by their
// blocks; four bits with a scale for each group of 128 are 4.25.
std::optional<double> bytesByName(std::string_view name);
// The same for what an engine calls a type of numbers: "bfloat16", "fp8", "awq"; nullopt: not known.
std::optional<double> bytesByType(std::string_view type);

// What a model's config.json says of its attention; 0: not told.
struct ModelShape
{
    int layers = 0;
    int kvHeads = 0;
    int headSize = 0;
    int longestContext = 0;
    double weightBytes = 0;  // of a parameter, by torch_dtype or quantization_config

    bool tellsCache() const { return layers > 0 && kvHeads > 0 && headSize > 0; }
};

// The text of a config.json of Hugging Face; of a model with several parts, its text_config. The error says what it is
// instead.
Result<ModelShape> readModelShape(std::string_view json);

// Bytes of key-value cache that a token takes: 2 x layers x heads x size of a head x bytes of a number (Kwon et al.
// 2023, arXiv:2309.06180, 3). Without a shape a rule of thumb: 64 KiB x sqrt(active parameters / 1e9) at two bytes a
// number, which is at or above most models with grouped queries; one without (Llama 2 7B) takes up to three times as
// much.
double cacheBytesPerToken(const ModelShape& shape, const ParameterCount& parameters, double numberBytes);

}  // namespace inferometer
