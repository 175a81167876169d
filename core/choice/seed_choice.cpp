// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/seed_choice.h"

#include "core/base/text.h"
#include "core/choice/model_size.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

// What Inference Arena knows of a family: a factor of memory, of duration, and a share of priority.
struct Family
{
    std::string_view name;
    double memory;
    double duration;
    double priority;
};
constexpr std::array kFamilies{Family{"llama", 1.0, 1.0, 4.0}, Family{"qwen", 1.1, 1.1, 3.0},
                               Family{"falcon", 1.2, 1.2, 1.0}, Family{"gemma", 0.9, 0.9, 2.0}};
constexpr Family kOther{"", 1.0, 1.0, 1.0};

const Family& familyOf(std::string_view name)
{
    const auto* const found
        = std::find_if(kFamilies.begin(), kFamilies.end(), [name](const Family& row) { return row.name == name; });
    return found == kFamilies.end() ? kOther : *found;
}

// A row holds where the GPU's name has its text; the first one counts.
struct Row
{
    std::string_view text;
    double value;
};

template <typename Rows>
double valueOf(const Rows& rows, std::string_view gpu, double otherwise)
{
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [gpu](const Row& row) { return gpu.find(row.text) != std::string_view::npos; });
    return found == rows.end() ? otherwise : found->value;
}

constexpr double kB200 = 75;
constexpr double kB200OfQwenAndLlama = 85;
constexpr std::array kTiers{Row{"H200", 100},    Row{"H100", 95},     Row{"A100", 90},     Row{"B200", kB200},
                            Row{"L40S", 85},     Row{"RTX 6000", 85}, Row{"A40", 80},      Row{"L40", 80},
                            Row{"RTX 4090", 75}, Row{"RTX 5090", 75}, Row{"RTX 4080", 70}, Row{"RTX 5080", 70}};
constexpr double kOtherTier = 50;

constexpr std::array kLlamaBonus{Row{"H100", 5}, Row{"A100", 5}, Row{"H200", 10}};
constexpr std::array kQwenBonus{Row{"H200", 10}, Row{"H100", 5}, Row{"A100", 3}};
constexpr std::array kFalconBonus{Row{"H200", 10}, Row{"H100", 8}, Row{"A100", 5}};
constexpr std::array kGemmaBonus{Row{"RTX 4090", 5}, Row{"L4", 3}, Row{"A100", 8}};

double bonusOf(std::string_view family, std::string_view gpu)
{
    constexpr std::array<std::pair<std::string_view, std::span<const Row>>, 4> kBonuses{
        {{"llama", kLlamaBonus}, {"qwen", kQwenBonus}, {"falcon", kFalconBonus}, {"gemma", kGemmaBonus}}};
    for (const auto& [name, rows] : kBonuses)
        if (name == family)
            return valueOf(rows, gpu, 0);
    return 0;
}

constexpr std::array kPrices{Row{"H200", 4.0},     Row{"H100", 3.0},    Row{"A100", 2.5}, Row{"B200", 5.0},
                             Row{"L40S", 1.5},     Row{"L40", 1.3},     Row{"A40", 1.2},  Row{"RTX 6000", 1.0},
                             Row{"RTX 4090", 0.8}, Row{"RTX 5090", 1.0}};
constexpr std::array kPriorityTiers{Row{"H200", 2.0}, Row{"B200", 2.0}, Row{"H100", 1.5},
                                    Row{"A100", 1.5}, Row{"L40S", 1.0}, Row{"RTX 6000", 1.0}};

struct EngineRow
{
    std::string_view name;
    double priority;
    double duration;
    double leastVolume;
    double leastContainer;
    double largeVolume;  // from 70 billion parameters on
    double largeContainer;
    double volume;  // GB for each billion parameters
    double container;
};
constexpr std::array kEngines{EngineRow{"vllm", 3.0, 1.0, 100, 200, 400, 800, 3, 5},
                              EngineRow{"sglang", 2.0, 1.1, 100, 200, 300, 600, 3, 5},
                              EngineRow{"ollama", 1.0, 1.2, 80, 150, 200, 400, 2, 3}};
constexpr EngineRow kOtherEngine{"", 1.0, 1.0, 100, 200, 400, 800, 3, 5};

const EngineRow& engineRow(std::string_view name)
{
    const auto* const found
        = std::find_if(kEngines.begin(), kEngines.end(), [name](const EngineRow& row) { return row.name == name; });
    return found == kEngines.end() ? kOtherEngine : *found;
}

std::string uppered(std::string_view text)
{
    std::string upper{text};
    for (char& c : upper)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

struct SeedGpu
{
    std::string_view name;
    std::string_view shown;
    double memory;
};
constexpr std::array kGpuList{SeedGpu{"AMD Instinct MI300X OAM", "MI300X", 192},
                              SeedGpu{"NVIDIA A100 80GB PCIe", "A100 PCIe", 80},
                              SeedGpu{"NVIDIA A100-SXM4-80GB", "A100 SXM", 80},
                              SeedGpu{"NVIDIA A30", "A30", 24},
                              SeedGpu{"NVIDIA A40", "A40", 48},
                              SeedGpu{"NVIDIA B200", "B200", 180},
                              SeedGpu{"NVIDIA H100 80GB HBM3", "H100 SXM", 80},
                              SeedGpu{"NVIDIA H100 NVL", "H100 NVL", 94},
                              SeedGpu{"NVIDIA H100 PCIe", "H100 PCIe", 80},
                              SeedGpu{"NVIDIA H200", "H200 SXM", 141},
                              SeedGpu{"NVIDIA L4", "L4", 24},
                              SeedGpu{"NVIDIA L40", "L40", 48},
                              SeedGpu{"NVIDIA L40S", "L40S", 48},
                              SeedGpu{"NVIDIA GeForce RTX 3070", "RTX 3070", 8},
                              SeedGpu{"NVIDIA GeForce RTX 3080", "RTX 3080", 10},
                              SeedGpu{"NVIDIA GeForce RTX 3080 Ti", "RTX 3080 Ti", 12},
                              SeedGpu{"NVIDIA GeForce RTX 3090", "RTX 3090", 24},
                              SeedGpu{"NVIDIA GeForce RTX 3090 Ti", "RTX 3090 Ti", 24},
                              SeedGpu{"NVIDIA GeForce RTX 4070 Ti", "RTX 4070 Ti", 12},
                              SeedGpu{"NVIDIA GeForce RTX 4080", "RTX 4080", 16},
                              SeedGpu{"NVIDIA GeForce RTX 4080 SUPER", "RTX 4080 SUPER", 16},
                              SeedGpu{"NVIDIA GeForce RTX 4090", "RTX 4090", 24},
                              SeedGpu{"NVIDIA GeForce RTX 5080", "RTX 5080", 16},
                              SeedGpu{"NVIDIA GeForce RTX 5090", "RTX 5090", 32},
                              SeedGpu{"NVIDIA RTX 2000 Ada Generation", "RTX 2000 Ada", 16},
                              SeedGpu{"NVIDIA RTX 4000 Ada Generation", "RTX 4000 Ada", 20},
                              SeedGpu{"NVIDIA RTX 5000 Ada Generation", "RTX 5000 Ada", 32},
                              SeedGpu{"NVIDIA RTX 6000 Ada Generation", "RTX 6000 Ada", 48},
                              SeedGpu{"NVIDIA RTX A2000", "RTX A2000", 6},
                              SeedGpu{"NVIDIA RTX A4000", "RTX A4000", 16},
                              SeedGpu{"NVIDIA RTX A4500", "RTX A4500", 20},
                              SeedGpu{"NVIDIA RTX A5000", "RTX A5000", 24},
                              SeedGpu{"NVIDIA RTX A6000", "RTX A6000", 48},
                              SeedGpu{"NVIDIA RTX PRO 6000 Blackwell Workstation Edition", "RTX PRO 6000", 96},
                              SeedGpu{"Tesla V100-FHHL-16GB", "V100 FHHL", 16},
                              SeedGpu{"Tesla V100-PCIE-16GB", "Tesla V100", 16},
                              SeedGpu{"Tesla V100-SXM2-16GB", "V100 SXM2", 16}};

}  // namespace

std::optional<SeedModel> seedModelOf(std::string_view name)
{
    const std::optional<ParameterCount> size = sizeByName(name);
    if (!size)
        return std::nullopt;
    const std::string low = lowered(name);
    SeedModel model{{}, size->total};
    for (const Family& family : kFamilies)
        if (low.find(family.name) != std::string::npos)
            model.family = family.name;
    return model;
}

double seedRequiredMemory(const SeedModel& model)
{
    const double p = model.billions;
    const double cache = p * (p >= 70 ? 0.5 : p >= 30 ? 0.3 : 0.2);
    const double factor = familyOf(model.family).memory;
    return (p * 2.2 * factor + cache * factor) * 1.25;
}

double seedScore(const SeedModel& model, std::string_view gpu, double memory)
{
    const double required = seedRequiredMemory(model);
    if (memory < required)
        return 0;
    const double ratio = memory / required;
    const double adequacy = std::min(100.0, (ratio - 1) * 50 + 50);
    const std::string name = uppered(gpu);
    double tier = valueOf(kTiers, name, kOtherTier);
    if (tier == kB200 && name.find("B200") != std::string::npos && (model.family == "qwen" || model.family == "llama"))
        tier = kB200OfQwenAndLlama;
    const double efficiency = ratio <= 2.0 ? 20 : ratio <= 3.0 ? 10 : 0;
    return adequacy * 0.4 + tier * 0.4 + efficiency * 0.15 + bonusOf(model.family, name) * 0.05;
}

const std::vector<Offer>& seedGpus()
{
    static const std::vector<Offer> all = [] {
        std::vector<Offer> offers;
        for (const SeedGpu& gpu : kGpuList) {
            Offer offer;
            offer.machine = gpu.name;
            offer.gpu = gpu.name;
            offer.gpus = 1;
            offer.gpuMemory = gpu.memory;
            offer.source = "Inference Arena";
            offers.push_back(std::move(offer));
        }
        return offers;
    }();
    return all;
}

std::string_view seedDisplayName(std::string_view gpu)
{
    const auto* const found
        = std::find_if(kGpuList.begin(), kGpuList.end(), [gpu](const SeedGpu& row) { return row.name == gpu; });
    return found == kGpuList.end() ? gpu : found->shown;
}

double seedPricePerHour(std::string_view gpu)
{
    constexpr double kOtherPrice = 1;
    return valueOf(kPrices, gpu, kOtherPrice);
}

DiskSizes seedDisks(std::string_view engine, double billions)
{
    constexpr double kMostBillions = 1e6;
    const EngineRow& row = engineRow(engine);
    const double p = std::clamp(billions, 0.0, kMostBillions);
    const bool isLarge = p >= 70;
    return {static_cast<int>(std::max({row.leastVolume, std::trunc(p * row.volume), isLarge ? row.largeVolume : 0})),
            static_cast<int>(
                std::max({row.leastContainer, std::trunc(p * row.container), isLarge ? row.largeContainer : 0}))};
}

double seedPriority(const SeedModel& model, std::string_view engine, std::string_view gpu, int rank)
{
    const double size = std::min(5.0, model.billions / 50.0);
    const double sum = familyOf(model.family).priority * 0.25 + engineRow(engine).priority * 0.25 + size * 0.25
        + valueOf(kPriorityTiers, uppered(gpu), 0) * 0.15 + 1.0;
    return std::max(0.1, sum - rank * 0.5);
}

double seedMinutes(const SeedModel& model, std::string_view engine)
{
    const double minutes
        = 15 * (1.0 + model.billions / 100.0) * engineRow(engine).duration * familyOf(model.family).duration;
    return std::round(minutes * 10) / 10;
}

int seedGpuCount(const SeedModel& model, double memory)
{
    const double required = seedRequiredMemory(model);
    const bool mayBeTwo = model.billions == 405 || model.billions == 72 || model.billions == 180;
    if (!mayBeTwo || memory <= 0 || required <= memory * 0.8)
        return 1;
    return static_cast<int>(std::min(2.0, std::trunc(required / (memory * 0.7))));
}

}  // namespace inferometer
