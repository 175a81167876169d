// SPDX-License-Identifier: GPL-3.0-or-later
// The API of Google Compute Engine: JSON over HTTP with a token that ends, and operations that fail inside HTTP 200.
#pragma once

#include "core/base/result.h"
#include "core/cloud/gcp_key.h"
#include "core/cloud/rest.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

inline constexpr std::string_view kGcpLabel = "Google";

// What the reasons in an error of the API say more than its HTTP status (https://cloud.google.com/compute/docs/
// troubleshooting); nullopt: nothing.
std::optional<RestMeaning> gcpMeaning(const FetchResponse& response);

// Of an operation that is done: nothing, or what it failed by, in the words of cloud.h.
Status gcpOutcome(const nlohmann::json& operation);

// One thread at a time. Paths are behind the project: "/zones/europe-west4-a/instances".
class GcpApi
{
public:
    // `site` needs no secret: the key gets the tokens. Each is kept until shortly before its end, and given up for a
    // new one, once for each call, where the API does not take it (401, of which nothing came).
    GcpApi(RestSite site, GcpKey key, const std::string& project);

    // As Rest::read(). Blocks.
    Result<std::string> read(const std::string& path, const std::stop_token& stop = {});
    // The same of another project: "projects/P/global/images/I".
    Result<std::string> readElsewhere(const std::string& path, const std::stop_token& stop = {});
    // As Rest::send(); an error before the call was sent is a refusal. Blocks.
    Result<std::string> send(RestCall call, const std::stop_token& stop = {});
    // Waits until the operation that `body` tells of is done: a quarter of an hour at most. What keeps us from knowing
    // its outcome leaves that in doubt. Blocks.
    Status finish(const std::string& body, const std::string& zone, const std::stop_token& stop = {});

    const GcpKey& key() const { return m_key; }
    std::string host() const { return m_rest.host(); }

private:
    template <typename Call>
    Result<std::string> withToken(bool isRead, const std::stop_token& stop, const Call& call);
    Status ensureToken(const std::stop_token& stop);
    Status takeToken(const std::string& body);

    GcpKey m_key;
    std::string m_base;
    Rest m_rest;
    Fetcher m_fetcher;  // of tokens
    Nanos m_end{0};     // of the token, on the monotonic clock, as far as it is used
};

}  // namespace inferometer
