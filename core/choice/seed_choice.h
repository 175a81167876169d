// SPDX-License-Identifier: GPL-3.0-or-later
// How Dria's Inference Arena (benchmark/gpu_selector.py and master_benchmark_runner.py at 88ad2337; "seed" in our
// files) chooses a GPU, a disk and an order of runs: its rule exactly, its traps too ("RTX A4000" counts as an A40; no
// price enters).
#pragma once

#include "core/cloud/cloud.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct SeedModel
{
    std::string family;   // "llama", "qwen", "falcon", "gemma"; others count as a llama without a bonus
    double billions = 1;  // parameters
};

// The family and size that a model's name tells; nullopt: it tells no size.
std::optional<SeedModel> seedModelOf(std::string_view name);

// GB: ((2.2 + k) p x family) x 1.25, k = 0.5 from 70 billion on, 0.3 from 30, else 0.2.
double seedRequiredMemory(const SeedModel& model);

// 0 to 100; 0: it has not enough memory. `gpu` as RunPod calls it, `memory` in GB.
double seedScore(const SeedModel& model, std::string_view gpu, double memory);

// The 37 GPUs that it knows, in its order, which decides between equals: as offers without a price.
const std::vector<Offer>& seedGpus();
// "H100 SXM" of "NVIDIA H100 80GB HBM3"; what it does not know, as it is.
std::string_view seedDisplayName(std::string_view gpu);

// USD an hour that it takes for granted.
double seedPricePerHour(std::string_view gpu);

struct DiskSizes
{
    int volume = 0;     // GB, for the model
    int container = 0;  // GB, for the engine's image and what it writes
};
// For "vllm", "sglang" or "ollama".
DiskSizes seedDisks(std::string_view engine, double billions);

// The order of its master plan: the highest first. `rank` 0: the best GPU of the model.
double seedPriority(const SeedModel& model, std::string_view engine, std::string_view gpu, int rank);
// Minutes of one benchmark, to one decimal.
double seedMinutes(const SeedModel& model, std::string_view engine);
// GPUs that it takes: 1, or 2 for sizes 72, 180 and 405 where one would be nearly full.
int seedGpuCount(const SeedModel& model, double memory);

}  // namespace inferometer
