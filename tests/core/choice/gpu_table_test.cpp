// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/gpu_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <utility>

namespace inferometer {
namespace {

std::string found(std::string_view word, double memory = 0)
{
    const Gpu* gpu = findGpu(word, memory);
    return gpu == nullptr ? "unknown" : gpu->name;
}

TEST(GpuTable, EveryRowIsWholeAndFoundByItsOwnName)
{
    std::set<std::string> names;
    ASSERT_GT(gpuTable().size(), 50U);
    for (const Gpu& gpu : gpuTable()) {
        EXPECT_TRUE(names.insert(gpu.name).second) << gpu.name;
        EXPECT_GT(gpu.memory, 0) << gpu.name;
        EXPECT_TRUE(std::isnan(gpu.bandwidth) || gpu.bandwidth > 50) << gpu.name;
        EXPECT_GT(gpu.tdp, 5) << gpu.name;
        EXPECT_GT(gpu.year, 2010) << gpu.name;
        EXPECT_FALSE(gpu.vendor.empty() || gpu.key.empty() || gpu.source.empty()) << gpu.name;
        const bool isSpoken = gpu.name.find('(') == std::string::npos && !gpu.name.ends_with("T5000");
        EXPECT_EQ(isSpoken ? found(gpu.name) : gpu.name, gpu.name);
    }
}

TEST(GpuTable, KnowsWhatSitesAndDriversSay)
{
    for (const auto& [word, name] : {
             std::pair{"NVIDIA A100-SXM4-80GB", "NVIDIA A100 SXM4 80GB"},
             std::pair{"NVIDIA A100 80GB PCIe", "NVIDIA A100 PCIe 80GB"},
             std::pair{"A100-80GB", "NVIDIA A100 PCIe 80GB"},
             std::pair{"nvidia-a100-80gb", "NVIDIA A100 PCIe 80GB"},
             std::pair{"NVIDIA GeForce RTX 4090", "NVIDIA GeForce RTX 4090"},
             std::pair{"RTX4090", "NVIDIA GeForce RTX 4090"},
             std::pair{"L40S", "NVIDIA L40S"},
             std::pair{"nvidia-l4", "NVIDIA L4"},
             std::pair{"NVIDIA H100 80GB HBM3", "NVIDIA H100 SXM5 80GB"},
             std::pair{"H100 80GB HBM3", "NVIDIA H100 SXM5 80GB"},
             std::pair{"NVIDIA H100 PCIe", "NVIDIA H100 PCIe 80GB"},
             std::pair{"NVIDIA H100 NVL", "NVIDIA H100 NVL 94GB"},
             std::pair{"H100 SXM", "NVIDIA H100 SXM5 80GB"},
             std::pair{"NVIDIA H200", "NVIDIA H200 SXM 141GB"},
             std::pair{"AMD Instinct MI300X OAM", "AMD Instinct MI300X"},
             std::pair{"Tesla V100-SXM2-16GB", "NVIDIA Tesla V100 SXM2 16GB"},
             std::pair{"Tesla V100-FHHL-16GB", "NVIDIA Tesla V100 FHHL 16GB"},
             std::pair{"Tesla T4", "NVIDIA T4"},
             std::pair{"NVIDIA RTX 6000 Ada Generation", "NVIDIA RTX 6000 Ada"},
             std::pair{"RTX6000Ada", "NVIDIA RTX 6000 Ada"},
             std::pair{"RTX 4080S", "NVIDIA GeForce RTX 4080 SUPER"},
             std::pair{"NVIDIA RTX PRO 6000 Blackwell Workstation Edition", "NVIDIA RTX PRO 6000 Blackwell WS"},
             std::pair{"RTX PRO 6000 Blackwell Server Edition", "NVIDIA RTX PRO 6000 Blackwell Server"},
             std::pair{"NVIDIA RTX A4000", "NVIDIA RTX A4000"},
             std::pair{"RTX A6000 (48 GB)", "NVIDIA RTX A6000"},
         })
        EXPECT_EQ(found(word), name) << word;
}

TEST(GpuTable, WhatIsNearlyTheSameIsNotTheSame)
{
    EXPECT_EQ(found("A40"), "NVIDIA A40");
    EXPECT_EQ(found("RTX A4000"), "NVIDIA RTX A4000");  // Inference Arena takes it for an A40
    EXPECT_EQ(found("L4"), "NVIDIA L4");
    EXPECT_EQ(found("L40"), "NVIDIA L40");
    for (const char* word : {"", "RTX 4090 D", "RTX 4090 Laptop GPU", "RTX 6000", "A100X", "L40G", "A40-48Q",
                             "NVIDIA A100-SXM4-80GB MIG 3g.40gb", "H800", "none", "Radeon RX 7900", "RTX 3080 Ti Super",
                             "NVIDIA", "80GB", "RTX", "4090", "\xFF\xFE", "RTX 4060 Ti 8GB"})
        EXPECT_EQ(found(word), "unknown") << word;
    EXPECT_EQ(found(std::string(100'000, 'a')), "unknown");
}

TEST(GpuTable, WhatIsLeftOpenIsTheLeastOfThem)
{
    EXPECT_EQ(found("H100"), "NVIDIA H100 PCIe 80GB");
    EXPECT_EQ(found("H100", 94), "NVIDIA H100 NVL 94GB");
    EXPECT_EQ(found("A100"), "NVIDIA A100 SXM4 40GB");
    EXPECT_EQ(found("A100", 80), "NVIDIA A100 PCIe 80GB");
    EXPECT_EQ(found("A10G", 22.35), "NVIDIA A10G");
    EXPECT_EQ(found("RTX 3080", 12), "unknown");
    EXPECT_EQ(found("V100", 32), "NVIDIA Tesla V100 SXM2 32GB");
}

}  // namespace
}  // namespace inferometer
