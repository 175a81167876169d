// SPDX-License-Identifier: GPL-3.0-or-later
// Short cuts for tests that talk to the simulated endpoint.
#pragma once

#include "core/sim/simulator.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace inferometer {

// Answers at once.
inline SimSpec instantSpec()
{
    SimSpec spec;
    spec.ttft = 0;
    spec.itl = 0;
    return spec;
}

// Throws where a test cannot go on.
inline std::unique_ptr<Simulator> startSimulator(const SimSpec& spec)
{
    Result<std::unique_ptr<Simulator>> started = Simulator::start(spec);
    if (!started)
        throw std::runtime_error(started.error().message);
    return std::move(started).value();
}

inline std::string chatBody(std::int64_t tokens, bool stream = true, std::string_view prompt = "Say something.")
{
    std::string body{R"({"model":"simulated","stream":)"};
    body.append(stream ? "true" : "false").append(R"(,"max_tokens":)").append(std::to_string(tokens));
    return body.append(R"(,"messages":[{"role":"user","content":")").append(prompt).append("\"}]}");
}

inline std::string completionsBody(std::int64_t tokens, bool stream = true, std::string_view prompt = "Say something.")
{
    std::string body{R"({"model":"simulated","stream":)"};
    body.append(stream ? "true" : "false").append(R"(,"max_tokens":)").append(std::to_string(tokens));
    return body.append(R"(,"prompt":")").append(prompt).append("\"}");
}

inline constexpr std::string_view kChatPath = "/v1/chat/completions";
inline constexpr std::string_view kCompletionsPath = "/v1/completions";

}  // namespace inferometer
