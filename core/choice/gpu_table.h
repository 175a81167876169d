// SPDX-License-Identifier: GPL-3.0-or-later
// Accelerators that are known: resources/data/gpus.csv, where each row names its source; and which of them a site
// means by its own word.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct Gpu
{
    std::string name;
    std::string vendor;
    std::vector<std::string> key;                                 // words that its name must hold, and tell it apart
    std::string form;                                             // "sxm", "pcie", "nvl"; empty: it has one only
    double memory = 0;                                            // GB
    std::string memoryType;                                       // "hbm3", in small letters
    double bandwidth = std::numeric_limits<double>::quiet_NaN();  // of its memory, GB/s; NaN: no source tells it
    double tdp = std::numeric_limits<double>::quiet_NaN();        // W
    int year = 0;
    std::string source;
};

const std::vector<Gpu>& gpuTable();

// The accelerator that a site, a driver or a person calls so: "NVIDIA A100-SXM4-80GB", "RTX4090", "nvidia-l4". Every
// word of it must be known, so that a card that is only nearly the same ("RTX 4090 D", a MIG slice) is none; nullptr:
// not known. `memory`, GB, is what the site says of it; 0: nothing. Where the word leaves open which it is ("H100"),
// it is the one with the least memory, then the least bandwidth: what is promised at least.
const Gpu* findGpu(std::string_view word, double memory = 0);

// Whether the word may mean this row, alone or among others.
bool mayMean(std::string_view word, const Gpu& gpu);

}  // namespace inferometer
