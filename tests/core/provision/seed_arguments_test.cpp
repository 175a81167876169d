// SPDX-License-Identifier: GPL-3.0-or-later
// Against what Inference Arena's own functions gave when they were run.
#include "core/provision/seed_arguments.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string said(const NamedValues& values)
{
    std::string text;
    for (const auto& [name, value] : values)
        text.append(text.empty() ? "" : " ")
            .append(name)
            .append(value == "true" ? "" : "=")
            .append(value == "true" ? "" : value);
    return text;
}

SeedServed modelOf(const char* id, const char* gpu, int gpus = 1, const char* size = "")
{
    return {id, seedParameters(size, id).value_or(0), gpu, gpus};
}

std::string vllm(const SeedServed& model) { return said(seedVllmArguments(model)); }
std::string sglang(const SeedServed& model) { return said(seedSglangArguments(model)); }

TEST(SeedArguments, OfVllmAreThoseOfTheSeed)
{
    EXPECT_EQ(vllm(modelOf("meta-llama/Llama-2-7b-hf", "NVIDIA H200")),
              "gpu-memory-utilization=0.9 max-model-len=4096 dtype=bfloat16 trust-remote-code tokenizer-mode=auto");
    EXPECT_EQ(vllm(modelOf("meta-llama/Llama-3.1-70B-Instruct", "NVIDIA H200")),
              "gpu-memory-utilization=0.85 max-model-len=1024 dtype=bfloat16 trust-remote-code tokenizer-mode=auto "
              "enforce-eager disable-log-requests kv-cache-dtype=fp8 tensor-parallel-size=2 max-num-seqs=16 "
              "block-size=16");
    EXPECT_EQ(vllm(modelOf("Qwen/Qwen2.5-14B-Instruct", "NVIDIA A100 80GB PCIe")),
              "gpu-memory-utilization=0.85 max-model-len=16384 dtype=auto trust-remote-code tokenizer-mode=auto");
    EXPECT_EQ(vllm(modelOf("Qwen/Qwen2.5-72B-Instruct", "NVIDIA H200")),
              "gpu-memory-utilization=0.6 max-model-len=1024 dtype=bfloat16 trust-remote-code tokenizer-mode=auto "
              "enforce-eager disable-log-requests kv-cache-dtype=fp8 enable-chunked-prefill quantization=fp8");
    EXPECT_EQ(vllm(modelOf("google/gemma-2-2b-it", "NVIDIA GeForce RTX 4090")),
              "gpu-memory-utilization=0.8 max-model-len=4096 dtype=auto trust-remote-code tokenizer-mode=auto "
              "enforce-eager disable-sliding-window");
    EXPECT_EQ(vllm(modelOf("mistralai/Mistral-7B-v0.3", "NVIDIA L40S")),
              "gpu-memory-utilization=0.9 max-model-len=8192 dtype=auto trust-remote-code tokenizer-mode=auto");
    EXPECT_EQ(vllm(modelOf("tiiuae/falcon-180B", "NVIDIA B200")),
              "gpu-memory-utilization=0.585 max-model-len=4096 dtype=bfloat16 trust-remote-code tokenizer-mode=auto "
              "tensor-parallel-size=4 enforce-eager disable-custom-all-reduce");
    EXPECT_EQ(vllm(modelOf("deepseek-ai/DeepSeek-R1", "NVIDIA H200", 1, "671b")).substr(0, 28),
              "gpu-memory-utilization=0.336");
}

TEST(SeedArguments, OfSglangAreThoseOfTheSeed)
{
    EXPECT_EQ(sglang(modelOf("meta-llama/Llama-2-7b-hf", "NVIDIA H200")),
              "tp-size=1 dp-size=1 mem-fraction-static=0.9 context-length=32768 tokenizer-mode=auto "
              "chunked-prefill-size=4096");
    EXPECT_EQ(sglang(modelOf("meta-llama/Llama-3.1-70B-Instruct", "NVIDIA H200")),
              "tp-size=1 dp-size=1 mem-fraction-static=0.5 context-length=2048 tokenizer-mode=auto "
              "chunked-prefill-size=1024");
    EXPECT_EQ(sglang(modelOf("meta-llama/Llama-3.1-70B-Instruct", "NVIDIA H200", 2)),
              "tp-size=2 dp-size=1 mem-fraction-static=0.75 context-length=4096 tokenizer-mode=auto "
              "disable-cuda-graph chunked-prefill-size=1024 tp=2");
    EXPECT_EQ(sglang(modelOf("meta-llama/Llama-3.1-405B-Instruct", "NVIDIA A100-SXM4-80GB", 8)),
              "tp-size=8 dp-size=1 mem-fraction-static=0.75 context-length=4096 tokenizer-mode=auto "
              "disable-cuda-graph chunked-prefill-size=1024 tp=2 kv-cache-dtype=fp8");
}

TEST(SeedArguments, TheSizeIsToldOrInTheName)
{
    EXPECT_EQ(seedParameters("", "meta-llama/Llama-3.1-70B"), 70);
    EXPECT_EQ(seedParameters("", "mistralai/Mixtral-8x7B"), 7);
    EXPECT_EQ(seedParameters("", "qwen3:235b"), 235);
    EXPECT_EQ(seedParameters("671b", "DeepSeek-R1"), 671);
    EXPECT_EQ(seedParameters("", "DeepSeek-R1"), std::nullopt);
    EXPECT_EQ(seedParameters("70", "DeepSeek-R1"), 70);
    EXPECT_EQ(seedParameters("", "Qwen2.5-0.5B"), 0);
    EXPECT_EQ(seedParameters("", "owner3b/Llama-2-7b"), 7);
    EXPECT_EQ(seedParameters("99999999999999999999b", ""), std::nullopt);
}

TEST(SeedArguments, TheImageGoesByModelAndGpu)
{
    EXPECT_EQ(seedVllmImage(modelOf("google/gemma-2-2b-it", "NVIDIA B200")), "vllm/vllm-openai:v0.5.5");
    EXPECT_EQ(seedVllmImage(modelOf("tiiuae/falcon-180B", "NVIDIA B200")), "vllm/vllm-openai:v0.6.1.post2");
    EXPECT_EQ(seedVllmImage(modelOf("Qwen/Qwen2.5-14B", "")), "vllm/vllm-openai:v0.6.0");
}

}  // namespace
}  // namespace inferometer
