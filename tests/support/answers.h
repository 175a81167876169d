// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a chat endpoint piece by piece, and a run of one request that gets them.
#pragma once

#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer::answers {

inline constexpr std::string_view kHead
    = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
inline constexpr std::string_view kEnd = "0\r\n\r\n";
inline constexpr std::string_view kDone = "data: [DONE]\n\n";

inline std::string chunked(std::string_view data)
{
    std::ostringstream out;
    out << std::hex << data.size() << "\r\n" << data << "\r\n";
    return out.str();
}

inline std::string delta(std::string_view inside, std::string_view finish = "null")
{
    return "data: {\"choices\":[{\"index\":0,\"delta\":{" + std::string{inside}
    + "},\"finish_reason\":" + std::string{finish} + "}]}\n\n";
}

inline std::string content(std::string_view text) { return delta("\"content\":\"" + std::string{text} + "\""); }

inline std::string answer(const std::vector<std::string>& events)
{
    std::string bytes{kHead};
    for (const std::string& event : events)
        bytes += chunked(event);
    return bytes + std::string{kEnd};
}

inline const std::string kRole = delta("\"role\":\"assistant\",\"content\":\"\"");
inline const std::string kFinish = delta("", "\"stop\"");
inline const std::string kUsage
    = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9}}\n\n";

inline RunSpec one()
{
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.prompts.numOutputTokens = 2;
    spec.keep.saveLlmResponses = true;
    return spec;
}

inline Finished serve(ServerScript script, const RunSpec& spec = one())
{
    const LoopbackServer server{std::move(script)};
    return runPlan(loadPlan(server.port(), spec));
}

inline Finished serveBytes(const std::string& bytes)
{
    return serve({ServerStep::expectRequest(), ServerStep::send(bytes), ServerStep::close()});
}

}  // namespace inferometer::answers
