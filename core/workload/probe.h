// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to an endpoint beside the load: which models it serves, how it counts tokens.
//
// A page that is missing or broken is no error, only no answer; an endpoint that cannot be reached is one.
#pragma once

#include "core/base/result.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/token_counter.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// One per thread. Everything here blocks: on the network, until `stop`.
class EndpointProbe
{
public:
    EndpointProbe(EndpointAccess access, std::stop_token stop);

    struct Models
    {
        std::vector<std::string> names;  // empty: none listed
        int status = 0;                  // HTTP status of the list; 0: no whole answer
        std::string location;            // where a 3xx points
    };
    // An http address whose port speaks TLS is an error.
    Result<Models> models();

    // Counts by the endpoint's own /tokenize, on the thread of this probe. Nothing: there is none that can be used.
    Result<std::optional<TokenCounter>> tokenizer(const std::string& model);

    // What one short answer to `text`, chat template included, says of the endpoint.
    struct Answer
    {
        int status = 0;                 // HTTP status; 0: no whole answer
        std::string errorText;          // of any status but 200
        std::string location;           // where a 3xx points
        std::int64_t promptTokens = 0;  // as counted by the endpoint; 0: it does not say
    };
    // `image` is base64. REQUIRES: it is empty unless the parts have an image.
    Result<Answer> ask(const BodyParts& parts, std::string_view text, std::chrono::milliseconds patience,
                       std::string_view image = {});

    const EndpointAccess& access() const;

private:
    bool speaksTls() const;

    struct State;
    // Shared with the counters that tokenizer() gives out.
    std::shared_ptr<State> m_state;
};

// "127.0.0.1:8000 lists no models (HTTP 404 at /v1/models); check ...".
Error noModels(const EndpointAccess& access, const EndpointProbe::Models& models);

// The models that the run's endpoint lists. An endpoint that lists none is an error that says what it answered.
Result<std::vector<std::string>> listModels(const RunSpec& spec, std::stop_token stop = {}, const Secret& key = {});

// The model to ask for: `asked` if it is listed or nothing is, the only one listed when nothing was asked. The error
// names those there are.
Result<std::string> chooseModel(const std::string& asked, const std::vector<std::string>& listed,
                                const std::string& endpoint);

}  // namespace inferometer
