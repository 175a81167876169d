// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/vllm_keys.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(VllmKeys, AreFoundByTheirNames)
{
    ASSERT_EQ(vllmKeys().size(), 99U);
    for (const VllmKey& key : vllmKeys()) {
        EXPECT_EQ(findVllmKey(key.name), &key);
        EXPECT_EQ(key.words.empty(), key.field.empty()) << key.name;
        EXPECT_EQ(key.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
    }
    EXPECT_EQ(findVllmKey("max_model_len"), nullptr);
}

TEST(VllmKeys, SpellWordsAsVllmDoes)
{
    const VllmKey& quantization = *findVllmKey("quantization");
    EXPECT_EQ(vllmWord(quantization, "moe-wna16"), "moe_wna16");
    EXPECT_EQ(vllmWord(quantization, "compressed_tensors"), "compressed-tensors");
    EXPECT_EQ(vllmWord(quantization, "moe"), "");
    EXPECT_EQ(vllmWord(quantization, ""), "");
    EXPECT_EQ(vllmWord(*findVllmKey("kv-cache-dtype"), "fp8-e5m2"), "fp8_e5m2");
    EXPECT_EQ(vllmWord(*findVllmKey("block-size"), "128"), "128");
}

}  // namespace
}  // namespace inferometer
