// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host_facts.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace inferometer {
namespace {

TEST(HostFacts, ServerWithAccelerators)
{
    const HostFacts facts
        = parseHostFacts("system Linux 6.1.0 x86_64\nhome /home/ada lovelace\nprocessors 8\nmemory 16384000\n"
                         "gpu NVIDIA L4, 23034, 550.54.15\ngpu NVIDIA L4, 23034, 550.54.15\n"
                         "gpu Odd, Name, 1024, 550.54.15\n");
    EXPECT_EQ(facts.home, "/home/ada lovelace");
    EXPECT_EQ(
        facts.text(),
        "Linux 6.1.0 x86_64, 8 processors, 16.8 GB, 2 x NVIDIA L4 (24.2 GB), Odd, Name (1.1 GB), driver 550.54.15");
}

TEST(HostFacts, Board)
{
    const HostFacts facts
        = parseHostFacts("system Linux 5.15.136-tegra aarch64\nprocessors 12\nmemory 64341228\n"
                         "gpu Orin (nvgpu), [N/A], 540.3.0\nboard NVIDIA Jetson AGX Orin Developer Kit\n"
                         "jetpack 6.0+b106\nmode MODE_30W\nrail VDD_GPU_SOC\nrail VDD_CPU_CV\n");
    EXPECT_EQ(
        facts.text(),
        "Linux 5.15.136-tegra aarch64, NVIDIA Jetson AGX Orin Developer Kit, 12 processors, 65.9 GB, Orin (nvgpu), "
        "driver 540.3.0, JetPack 6.0+b106, power mode MODE_30W, rails VDD_GPU_SOC VDD_CPU_CV");
}

TEST(HostFacts, WhatMakesNoSenseIsLeftOut)
{
    EXPECT_EQ(parseHostFacts("").text(), "a machine that tells nothing of itself");
    EXPECT_EQ(parseHostFacts("processors many\nmemory -\ngpu ,\ngpu x\ngpu\nmoon 1\n\n").text(),
              "a machine that tells nothing of itself");
    EXPECT_EQ(parseHostFacts("system a\x1b[31mb\n").system, "a\\x1b[31mb");
    std::string rails;
    for (int i = 0; i < 1000; ++i)
        rails += "rail x\ngpu a, 1, 2\n";
    EXPECT_EQ(parseHostFacts(rails).rails.size(), 64U);
    EXPECT_EQ(parseHostFacts(rails).accelerators.size(), 64U);
}

// By the programs that such machines have, from the PATH.
TEST(HostFacts, AreAskedOfTheMachine)
{
    const test::TempFolder folder;
    for (const auto& [name, says] :
         {std::pair{"nvidia-smi", "NVIDIA L4, 23034, 550.54.15"}, std::pair{"nvpmodel", "NV Power Mode: MAXN\\n0"}})
    {
        std::ofstream{folder / name} << "#!/bin/sh\nprintf '" << says << "\\n'\n";
        ::chmod((folder / name).c_str(), 0755);
    }
    const std::string path = std::getenv("PATH");               // NOLINT(concurrency-mt-unsafe)
    ::setenv("PATH", (folder.path() + ":" + path).c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    const Result<HostFacts> facts = readHostFacts(*localHost());
    ::setenv("PATH", path.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts.value().system.find("Linux "), 0U);
    EXPECT_GT(facts.value().processors, 0);
    EXPECT_GT(facts.value().memory, 1e8);
    EXPECT_EQ(facts.value().accelerators.size(), 1U);
    EXPECT_EQ(facts.value().driver, "550.54.15");
    EXPECT_EQ(facts.value().powerMode, "MAXN");
    EXPECT_FALSE(facts.value().home.empty());
}

}  // namespace
}  // namespace inferometer
