// SPDX-License-Identifier: GPL-3.0-or-later
// The usual servers and services, as an endpoint begins with them: address, dialect, variable of the key.
//
// To add one: a row in server_templates.cpp. A row whose dialect this program does not speak yet is not listed.
#pragma once

#include "core/config/endpoints.h"

#include <string_view>
#include <vector>

namespace inferometer {

struct ServerTemplate
{
    std::string_view name;     // "vLLM"
    std::string_view llmApi;   // a dialect's id
    std::string_view baseUrl;  // of a server on this computer: its usual port
    std::string_view keyEnv;   // usual variable of the key; empty: takes none
    bool local = false;        // a program on this computer
};

// Those whose dialect there is, in the order in which they are offered.
std::vector<ServerTemplate> serverTemplates();

// An entry that begins with it, named like it.
EndpointEntry entryOf(const ServerTemplate& server);

}  // namespace inferometer
