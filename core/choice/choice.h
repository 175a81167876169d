// SPDX-License-Identifier: GPL-3.0-or-later
// Which of many offers to take for a model: strategies, a row each. Pure: offers, prices and own measurements come in.
#pragma once

#include "core/base/result.h"
#include "core/choice/model_size.h"
#include "core/choice/seed_choice.h"
#include "core/cloud/cloud.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What a run of the user's measured of the model on such GPUs, at about the concurrency that is asked for.
struct MeasuredSpeed
{
    std::string gpu;  // by any word that findGpu() knows
    int gpus = 1;
    double tokensPerSecond = 0;  // output tokens of all users together
    Nanos at{0};                 // when it began, since the Unix epoch
};

struct ChoiceWish
{
    std::string model;
    std::string engine = "vllm";                 // for the disks
    std::optional<ParameterCount> parameters{};  // nullopt: by the model's name
    ModelShape shape{};                          // of its config.json, where that is at hand
    double weightBytes = 0;                      // of a parameter; 0: by the shape or the name, else 2
    double cacheNumberBytes = 2;                 // of a number in the key-value cache
    std::int64_t context = 4096;                 // tokens of one request, prompt and answer
    int concurrency = 8;                         // requests at once
    double utilisation = 0.9;                    // share of a GPU's memory that the engine may take, as vLLM's default
    std::vector<MeasuredSpeed> measured{};       // of the same GPUs the first counts
    std::size_t most = 3;                        // choices
    Nanos now{0};                                // since the Unix epoch; 0: no price is told to be old
};

// What a model needs, in GB (1e9 bytes).
struct MemoryNeed
{
    double weights = 0;
    double cache = 0;     // of all requests at their whole context
    double overhead = 0;  // 1.5 GB a GPU for CUDA's context, graphs and activations: a rule of thumb
    double sum() const { return weights + cache + overhead; }
};

// NotFound: neither the wish nor the name tells the model's size.
Result<MemoryNeed> memoryNeed(const ChoiceWish& wish, int gpus);

// Output tokens a second of all requests together, by the roofline of memory (Williams et al. 2009; for decoding Pope
// et al. 2022, arXiv:2211.05102, 2): each step reads the weights that its tokens use and the cache of every request
// once, so
//   step = (W + requests x cache) / (GPUs x bandwidth x 0.6),   speed = requests / step.
// Of a mixture of experts W = total x (1 - (1 - active/total)^requests), experts drawn independently. 0.6 of a memory's
// bandwidth is what NVIDIA measured of Llama 2 7B on one A100 and one H100 (NeMo user guide, Llama: 234 and 153.8 ms
// for 20 tokens). Prefill, the limit of arithmetic at many requests and the time that GPUs wait for each other are left
// out: it orders offers, and promises nothing. NaN: the bandwidth is not known. REQUIRES: memoryNeed() has an answer.
// `bandwidth` in GB/s of each GPU.
double estimatedSpeed(const ChoiceWish& wish, int gpus, double bandwidth);

// GB of disk: for the weights with what their download needs, and for the engine's image. NotFound as memoryNeed().
Result<DiskSizes> disksFor(const ChoiceWish& wish);

struct Choice
{
    Offer offer;
    double memoryNeeded = 0;                                            // GB
    double memory = 0;                                                  // GB, of all its GPUs
    double tokensPerSecond = std::numeric_limits<double>::quiet_NaN();  // of all requests; NaN: not known
    bool isMeasured = false;                                            // by a run of the user's
    double usdPerMillion
        = std::numeric_limits<double>::quiet_NaN();  // output tokens, in the offer's currency; NaN: not known
    double score = 0;                                // of the strategy "seed"
    DiskSizes disks{};
    Sentence reason{};  // one sentence
};

struct Choices
{
    std::vector<Choice> ranked;  // the best first, as many as were asked for
    std::size_t fitting = 0;     // of all offers
    Sentence trouble{};          // why none fits; empty pattern: one does
};

struct ChoiceStrategy
{
    std::string_view id;
    std::string_view label;
    std::string_view help;
    // The error says what the wish lacks.
    Result<Choices> (*choose)(const ChoiceWish& wish, std::span<const Offer> offers);
};

// "fit" is the first and the default: of what fits, the cheapest for a token. What was measured counts instead of its
// estimate, and stands before all that is only estimated, however cheap that seems: the reason names the cheapest such.
// Among the measured ones the cheapest is first. What tells no price is behind all that do. "seed" is that of Inference
// Arena (seed_choice.h), one GPU only, and knows of no run.
std::span<const ChoiceStrategy> choiceStrategies();
const ChoiceStrategy* findStrategy(std::string_view id);

}  // namespace inferometer
