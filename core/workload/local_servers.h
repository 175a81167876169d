// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that answer on this computer at usual ports (server_templates.h). Asks loopback alone, for lists of models.
#pragma once

#include "core/config/server_templates.h"

#include <chrono>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

struct LocalServer
{
    EndpointEntry entry;              // ready to be saved; its model is the first of the list
    std::string usual;                // whose usual port that is: "llama.cpp"
    std::vector<std::string> models;  // what it lists, at most kMostLocalModels
};
inline constexpr std::size_t kMostLocalModels = 50;

// Those of `candidates` that list models within `patience`, in their order; all are asked at once. A candidate that is
// not on this computer is passed over. Blocks, until stop.
std::vector<LocalServer> findLocalServers(std::span<const ServerTemplate> candidates,
                                          std::chrono::milliseconds patience, const std::stop_token& stop = {});

}  // namespace inferometer
