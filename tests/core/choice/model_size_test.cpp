// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/model_size.h"

#include <gtest/gtest.h>

#include <tuple>

namespace inferometer {
namespace {

TEST(SizeByName, ReadsWhatNamesTell)
{
    for (const auto& [name, total, active] : {
             std::tuple{"meta-llama/Llama-3.1-70B-Instruct", 70.0, 70.0},
             std::tuple{"llama3.1:405b", 405.0, 405.0},
             std::tuple{"qwen3:0.6b-q4_K_M", 0.6, 0.6},
             std::tuple{"mistralai/Mixtral-8x7B-Instruct-v0.1", 56.0, 14.0},
             std::tuple{"Qwen/Qwen3-30B-A3B-Instruct-2507", 30.0, 3.0},
             std::tuple{"Qwen3-235B-A22B", 235.0, 22.0},
             std::tuple{"HuggingFaceTB/SmolLM2-360M", 0.36, 0.36},
             std::tuple{"moonshotai/Kimi-K2-1T-A32B", 1000.0, 32.0},
             std::tuple{"/models/7b/Phi-14B.gguf", 14.0, 14.0},
             std::tuple{"Llama-2-7b-chat-hf", 7.0, 7.0},
             std::tuple{"Llama_3_8B_Q4_K_M", 8.0, 8.0},
             std::tuple{"openai/gpt-oss-120b", 120.0, 120.0},
         })
    {
        const std::optional<ParameterCount> count = sizeByName(name);
        ASSERT_TRUE(count) << name;
        EXPECT_DOUBLE_EQ(count->total, total) << name;
        EXPECT_DOUBLE_EQ(count->active, active) << name;
    }
}

TEST(SizeByName, GuessesNothing)
{
    for (const char* name :
         {"", "tiny", "Phi-3-mini-4k-instruct", "gemma-4bit", "Llama-4-Scout-17B-16E-Instruct",
          "google/gemma-3n-E4B-it", "70b/model", "bge-m3", "b", "8x", "0b", "1e300b", "Qwen3-3B-A30B", "99999999b"})
        EXPECT_FALSE(sizeByName(name)) << name;
}

TEST(BytesByName, ReadsQuantizations)
{
    EXPECT_EQ(bytesByName("Qwen2.5-72B-Instruct-AWQ"), 4.25 / 8);
    EXPECT_EQ(bytesByName("Meta-Llama-3.1-405B-Instruct-FP8"), 1.0);
    EXPECT_EQ(bytesByName("qwen3:8b-q4_K_M"), 4.84 / 8);
    EXPECT_EQ(bytesByName("bartowski/Llama-8B-GGUF/Llama-8B-Q8_0.gguf"), 8.5 / 8);
    EXPECT_EQ(bytesByName("Llama-8B.Q5_K_S.gguf"), 5.52 / 8);
    EXPECT_EQ(bytesByName("mlx/Qwen-7B-4bit"), 4.25 / 8);
    EXPECT_FALSE(bytesByName("Llama-3.1-70B-Instruct"));
    EXPECT_FALSE(bytesByName("half-life-7b"));
    EXPECT_EQ(bytesByType("bfloat16"), 2.0);
    EXPECT_EQ(bytesByType("fp8-e5m2"), 1.0);
    EXPECT_FALSE(bytesByType("auto"));
}

TEST(ModelShape, IsThatOfConfigJson)
{
    // Llama 3.1 8B: 128 KiB a token.
    const Result<ModelShape> llama = readModelShape(
        R"({"num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8, "hidden_size": 4096,
            "max_position_embeddings": 131072, "torch_dtype": "bfloat16"})");
    ASSERT_TRUE(llama);
    EXPECT_EQ(llama.value().headSize, 128);
    EXPECT_EQ(llama.value().longestContext, 131072);
    EXPECT_EQ(llama.value().weightBytes, 2.0);
    EXPECT_EQ(cacheBytesPerToken(llama.value(), {8, 8}, 2), 131072);
    EXPECT_EQ(cacheBytesPerToken(llama.value(), {8, 8}, 1), 65536);
    const Result<ModelShape> parts = readModelShape(
        R"({"text_config": {"num_hidden_layers": 2, "num_attention_heads": 4, "hidden_size": 8, "head_dim": 64},
            "quantization_config": {"bits": 4, "quant_method": "gptq"}})");
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts.value().kvHeads, 4);
    EXPECT_EQ(parts.value().headSize, 64);
    EXPECT_EQ(parts.value().weightBytes, 4.25 / 8);
}

TEST(ModelShape, WithoutOneARuleOfThumbHolds)
{
    const double thumb = cacheBytesPerToken({}, {8, 8}, 2);
    EXPECT_GT(thumb, 131072);
    EXPECT_LT(thumb, 2 * 131072);
    // Of a mixture the active ones count.
    EXPECT_LT(cacheBytesPerToken({}, {30, 3}, 2), thumb);
}

TEST(ModelShape, RefusesWhatIsNone)
{
    for (const char* text : {"", "[]", "{}", R"({"num_hidden_layers": -3})", R"({"num_hidden_layers": "32"})",
                             R"({"num_hidden_layers": 1e30, "num_attention_heads": 99999999999})"})
        EXPECT_FALSE(readModelShape(text)) << text;
    EXPECT_FALSE(readModelShape(std::string(100'000, '[')));
}

}  // namespace
}  // namespace inferometer
