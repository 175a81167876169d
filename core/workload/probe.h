// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to an endpoint beside the load: which models it lists, how it counts tokens, how it answers.
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
        std::string errorText;           // of any status but 200, and of a web page
        bool mayTellTokens = false;  // it is that of vLLM or SGLang, which count the tokens of a chunk when asked to
        bool tellsProgress = false;  // it is that of llama.cpp, which tells how far it has read a prompt when asked to
    };
    // Takes what has names: a list of objects or of texts, bare or as `data` or `models`; goes on through its pages.
    // An http address whose port speaks TLS is an error.
    Result<Models> models();
    // The path of that list.
    std::string modelsPath() const;

    // Counts by the endpoint's own /tokenize, on the thread of this probe. Nothing: there is none that can be used.
    Result<std::optional<TokenCounter>> tokenizer(const std::string& model);

    // What one short answer says of the endpoint.
    struct Answer
    {
        enum class Kind : std::uint8_t {
            None,      // no whole answer: a timeout, a broken connection
            Refused,   // an HTTP status other than 200
            Stream,    // events of the dialect, with or without text
            Failed,    // an event that tells of an error
            Document,  // one JSON document, though a stream was asked for
            Page,      // a web page
            Other      // neither, or nothing at all
        };
        Kind kind = Kind::None;
        int status = 0;                 // 0: no whole answer
        std::string errorText;          // the endpoint's words where there is no stream
        std::string body;               // of the same, its beginning
        std::string location;           // where a 3xx points
        bool isPadded = false;          // EventFacts::isPadded
        bool tellsTokens = false;       // how many there are in a chunk
        std::int64_t promptTokens = 0;  // as counted by the endpoint, chat template included; 0: it does not say
    };
    struct Question
    {
        const BodyParts& parts;
        std::string_view text;
        std::string_view image{};  // base64. REQUIRES: empty unless the parts have an image
        std::chrono::milliseconds patience{30'000};
    };
    // Asks with the very body that the load sends, streamed.
    Result<Answer> ask(const Question& question);
    // The count of a whole answer to the same, for endpoints that tell none in a stream; 0: nor there.
    Result<std::int64_t> countOfWhole(const Question& question);

    const EndpointAccess& access() const;

private:
    bool speaksTls() const;
    // Whether https is spoken where http was asked for: what the first page of the list suggests.
    Status checkScheme(const Result<FetchResponse>& first) const;

    struct State;
    // Shared with the counters that tokenizer() gives out.
    std::shared_ptr<State> m_state;
};

}  // namespace inferometer
