// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine is, as it says itself: what belongs to every figure that was measured on it.
#pragma once

#include "core/host/host.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct HostFacts
{
    std::string system;  // "Linux 6.1.0 x86_64"
    int processors = 0;  // 0: not told
    double memory = 0;   // bytes; 0: not told
    struct Accelerator
    {
        std::string name;
        double memory = 0;  // bytes
        bool operator==(const Accelerator&) const = default;
    };
    std::vector<Accelerator> accelerators{};
    std::string driver{};  // of the accelerators: "550.54.15"
    std::string home{};    // of whoever is logged in

    // Of a small board: what it is, NVIDIA's releases for Jetson, the mode it is set to, its power rails by their
    // labels.
    std::string board{};
    std::string jetpack{};
    std::string powerMode{};
    std::vector<std::string> rails{};

    // "Linux 6.1.0 x86_64, 8 processors, 16.8 GB, 2 x NVIDIA L4 (24.1 GB), driver 550.54.15"
    std::string text() const;
};

// Of what the script said; what it does not know is left out.
HostFacts parseHostFacts(std::string_view said);
Result<HostFacts> readHostFacts(Host& host, const std::stop_token& stop = {});

}  // namespace inferometer
