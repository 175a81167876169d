// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/seed_arguments.h"

#include "core/base/text.h"
#include "core/choice/model_size.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace inferometer {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// What the rules ask of a model's name and a GPU's.
struct Asked
{
    explicit Asked(const SeedServed& model) : id{lowered(model.id)}, gpu{lowered(model.gpu)}, size{model.parameters} {}

    bool has(std::string_view word) const { return id.find(word) != std::string::npos; }
    bool hasOneOf(std::initializer_list<std::string_view> words) const
    {
        return std::any_of(words.begin(), words.end(), [this](std::string_view word) { return has(word); });
    }
    bool isOn(std::initializer_list<std::string_view> gpus) const
    {
        return std::any_of(gpus.begin(), gpus.end(),
                           [this](std::string_view one) { return gpu.find(one) != std::string::npos; });
    }
    bool isExpertMixture() const { return hasOneOf({"mixtral", "moe", "deepseek-r1", "qwen3:235b"}); }
    bool isLargeLlama() const { return has("meta-llama") && size >= 70; }

    std::string id;
    std::string gpu;
    int size;
};

// "0.585": a share that went through a few products, without what binary fractions add.
std::string shareText(double share)
{
    constexpr double kStep = 1e4;
    return formatNumber(std::round(share * kStep) / kStep);
}

void add(NamedValues& values, std::string_view name, std::string_view value = "true")
{
    const auto found
        = std::find_if(values.begin(), values.end(), [name](const auto& one) { return one.first == name; });
    if (found == values.end())
        values.emplace_back(name, value);
    else
        found->second = value;
}

// The first row that holds says it.
int longestContext(const Asked& asked)
{
    struct Row
    {
        bool holds;
        int tokens;
    };
    const int size = asked.size;
    const std::array rows{Row{asked.has("llama-3"), 8192},
                          Row{asked.has("llama-3.1"), 131'072},
                          Row{asked.has("llama-2"), 4096},
                          Row{asked.has("qwen2.5"), size >= 72 ? 8192 : 32'768},
                          Row{asked.has("qwen"), 8192},
                          Row{asked.has("gemma"), 8192},
                          Row{asked.has("deepseek"), 4096},
                          Row{asked.isExpertMixture(), 32'768},
                          Row{size >= 70, 4096},
                          Row{size >= 7, 8192},
                          Row{true, 4096}};
    return std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.holds; })->tokens;
}

struct VllmChoice
{
    double memory = 0.9;
    int length = 8192;
    std::string type = "auto";
    NamedValues more{};
};

VllmChoice vllmBySize(int size)
{
    struct Row
    {
        int from = 0;
        VllmChoice choice{};
    };
    const NamedValues fp8{{"enforce-eager", "true"},
                          {"disable-log-requests", "true"},
                          {"kv-cache-dtype", "fp8"},
                          {"enable-chunked-prefill", "true"}};
    const NamedValues two{{"enforce-eager", "true"},
                          {"disable-log-requests", "true"},
                          {"tensor-parallel-size", "2"},
                          {"max-num-seqs", "8"}};
    const std::array rows{
        Row{400, {0.60, 8192, "bfloat16", {{"tensor-parallel-size", "8"}, {"pipeline-parallel-size", "2"}}}},
        Row{180, {0.65, 8192, "bfloat16", {{"tensor-parallel-size", "4"}}}},
        Row{72, {0.65, 1024, "bfloat16", fp8}},
        Row{70, {0.95, 512, "bfloat16", two}},
        Row{30, {0.80, 16'384, "auto", {}}},
        Row{13, {0.85, 16'384, "auto", {}}},
        Row{4, {0.90, 8192, "auto", {}}},
        Row{0, {0.80, 4096, "auto", {}}}};
    return std::find_if(rows.begin(), rows.end(), [size](const Row& row) { return size >= row.from; })->choice;
}

void vllmByFamily(const Asked& asked, int context, VllmChoice& choice)
{
    if (asked.isExpertMixture()) {
        choice.memory *= 0.8;
        add(choice.more, "enforce-eager");
    }
    if (asked.has("qwen") && asked.size >= 72) {
        choice.length = std::min(choice.length, 1024);
        choice.memory = std::min(choice.memory, 0.60);
        add(choice.more, "quantization", "fp8");
    }
    if (asked.has("gemma-2")) {
        choice.length = std::min(4096, context);
        add(choice.more, "enforce-eager");
        add(choice.more, "disable-sliding-window");
    } else if (asked.has("gemma") && asked.size <= 4) {
        choice.length = std::min(8192, context);
    }
    if (asked.has("deepseek")) {
        choice.memory *= 0.7;
        add(choice.more, "enforce-eager");
    }
    if (asked.has("mistral"))
        choice.length = std::min(8192, context);
    if (asked.isLargeLlama()) {
        choice.memory = 0.85;
        choice.length = std::min(1024, context);
        choice.more = {{"enforce-eager", "true"},     {"disable-log-requests", "true"}, {"kv-cache-dtype", "fp8"},
                       {"tensor-parallel-size", "2"}, {"max-num-seqs", "16"},           {"block-size", "16"}};
    }
    if (asked.has("falcon") && asked.size >= 180)
        choice.type = "bfloat16";
}

void vllmByGpu(const Asked& asked, VllmChoice& choice)
{
    const bool isAuto = choice.type == "auto";
    if (asked.isOn({"h100", "h200"}) && isAuto)
        choice.type = "bfloat16";
    if (!asked.isOn({"b200"}))
        return;
    choice.memory *= 0.9;
    add(choice.more, "enforce-eager");
    add(choice.more, "disable-custom-all-reduce");
    if (isAuto)
        choice.type = "float16";
}

struct SglangChoice
{
    int parallel = 1;
    double memory = 0.9;
    int context = 32'768;
    std::string cacheType = "auto";
};

SglangChoice sglangBySize(const Asked& asked, bool several)
{
    const bool isLargeGpu = asked.isOn({"h100", "a100", "h200"});
    const auto either = [several](double one, double more) { return several ? more : one; };
    if (asked.size >= 400)
        return {8, either(0.60, 0.75), 8192, "fp8"};
    if (asked.size >= 180)
        return {4, either(0.65, 0.80), 8192, "fp8"};
    if (asked.size >= 70)
        return {2, either(isLargeGpu ? 0.55 : 0.60, 0.75), several ? 4096 : 2048, isLargeGpu ? "fp8" : "auto"};
    if (asked.size >= 30)
        return {2, either(0.80, 0.90), 16'384, "auto"};
    return {1, asked.size >= 13 ? 0.85 : 0.90, 32'768, "auto"};
}

void sglangByFamily(const Asked& asked, bool several, SglangChoice& choice)
{
    if (asked.isExpertMixture())
        choice.memory *= 0.8;
    if (asked.has("qwen") && asked.size >= 72)
        choice.context = std::min(choice.context, 8192);
    if (asked.has("gemma") && asked.size <= 4)
        choice.context = 8192;
    if (asked.has("deepseek"))
        choice.memory *= 0.7;
    if (asked.isLargeLlama()) {
        choice.memory = std::min(choice.memory, several ? 0.65 : 0.50);
        choice.context = std::min(choice.context, several ? 4096 : 2048);
        choice.cacheType = "fp8";
    }
    if (asked.isOn({"h100", "b200", "h200"}) && asked.size >= 70)
        choice.cacheType = "auto";
    if (several)
        choice.memory = std::min(0.95, choice.memory + 0.1);
}

}  // namespace

std::optional<int> seedParameters(std::string_view size, std::string_view model)
{
    const std::optional<double> told = size.empty() ? firstSizeIn(model)
        : isDigit(size.back())                      ? firstSizeIn(std::string{size} + "b")
                                                    : firstSizeIn(size);
    return told ? std::optional{static_cast<int>(*told)} : std::nullopt;
}

NamedValues seedVllmArguments(const SeedServed& model)
{
    const Asked asked{model};
    const int context = longestContext(asked);
    VllmChoice choice = vllmBySize(asked.size);
    choice.length = std::min(choice.length, context);
    vllmByFamily(asked, context, choice);
    vllmByGpu(asked, choice);
    NamedValues values{{"gpu-memory-utilization", shareText(choice.memory)},
                       {"max-model-len", std::to_string(choice.length)},
                       {"dtype", choice.type},
                       {"trust-remote-code", "true"},
                       {"tokenizer-mode", "auto"}};
    for (const auto& [name, value] : choice.more)
        add(values, name, value);
    return values;
}

NamedValues seedSglangArguments(const SeedServed& model)
{
    const Asked asked{model};
    const bool several = model.gpus > 1;
    SglangChoice choice = sglangBySize(asked, several);
    sglangByFamily(asked, several, choice);
    choice.parallel = std::max(1, std::min(choice.parallel, model.gpus));
    NamedValues values{{"tp-size", std::to_string(choice.parallel)},
                       {"dp-size", "1"},
                       {"mem-fraction-static", shareText(choice.memory)},
                       {"context-length", std::to_string(choice.context)},
                       {"tokenizer-mode", "auto"}};
    if (choice.parallel > 1) {
        add(values, "disable-cuda-graph");
        add(values, "chunked-prefill-size", "8192");
        add(values, "tp", "2");
    }
    if (asked.hasOneOf({"qwen", "gemma", "deepseek", "falcon"}))
        add(values, "trust-remote-code");
    if (choice.cacheType != "auto")
        add(values, "kv-cache-dtype", choice.cacheType);
    if (choice.context >= 8192)
        add(values, "chunked-prefill-size", "4096");
    if (asked.hasOneOf({"70b", "72b", "180b", "405b"}))
        add(values, "chunked-prefill-size", choice.context >= 2048 ? "1024" : "512");
    return values;
}

std::string seedVllmImage(const SeedServed& model)
{
    const Asked asked{model};
    return std::string{"vllm/vllm-openai:"}
    + (asked.has("gemma-2")       ? "v0.5.5"
           : asked.isOn({"b200"}) ? "v0.6.1.post2"
                                  : "v0.6.0");
}

}  // namespace inferometer
