// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON API of a site over HTTP: one call with a secret in a header, its refusals in the words of cloud.h.
//
// 400, 402 to 405, 409 to 415, 422, 423 and 429 are refusals, after which nothing was made (RFC 9110, 15.5). Every
// other status that is no success is Errc::Protocol, and so is no proof of anything. A site that says more in its
// answers than by their status has a `reading` of its own.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/cloud/provider.h"
#include "core/http/address.h"
#include "core/http/fetch.h"

#include <chrono>
#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace inferometer {

// What an answer that is no success means.
struct RestMeaning
{
    Errc code = Errc::Protocol;
    Sentence said;  // of the site %1, the status %2, its words %3, the variable %4, the URL's setting %5
};

struct RestSite
{
    std::string label;               // "RunPod"
    std::string url{};               // without a slash at its end
    std::string urlKey = "api-url";  // the setting that it is from
    std::string header{};            // that holds the secret: "Authorization"; empty: `base` has what it needs
    std::string before{};            // the secret there: "Bearer "
    Secret secret{};                 // the key
    std::string secretName{};        // the environment variable it is from
    std::string secretKey{};         // the setting that names that: "api-key-env"
    // Calls that may be made in any `window`, 0: as many as one likes. Further ones wait. The site counts those of
    // other programs with the same key too, and says so by 429.
    std::size_t budget = 0;
    Nanos window = std::chrono::minutes{1};
    FetchRequest base{};                           // what every call begins with: its TLS, its proxy
    Nanos pause = std::chrono::milliseconds{500};  // before a read is tried again; twice as long each time
    // Asked before the status is; nullopt: the status says it.
    std::optional<RestMeaning> (*reading)(const FetchResponse& response) = nullptr;
};

struct RestCall
{
    std::string method;  // "POST", "PATCH", "DELETE"
    std::string path;    // "/v2/pods", with its query
    std::string body{};
    std::string contentType = "application/json";
    std::chrono::milliseconds timeout = std::chrono::seconds{30};
};

// One thread at a time.
class Rest
{
public:
    explicit Rest(RestSite site);

    // The body of a success. Tried again, four times in all, after 429, 5xx and transport trouble: after as long as the
    // site asks for, where that is no longer than its window. Blocks.
    Result<std::string> read(const std::string& path, const std::stop_token& stop = {});
    // The body of a success. Never tried again. Blocks.
    Result<std::string> send(const RestCall& call, const std::stop_token& stop = {});
    // Sends a DELETE; what is not there is no error. Blocks.
    Status remove(const std::string& path, const std::stop_token& stop = {});

    const RestSite& site() const { return m_site; }
    // For sites whose secret is a token that ends.
    void useSecret(Secret secret) { m_site.secret = std::move(secret); }
    // Of the last answer; 0: none came.
    int lastStatus() const { return m_lastStatus; }
    // "api.runpod.io"
    std::string host() const;

private:
    Result<FetchResponse> fetch(const RestCall& call, const std::stop_token& stop);
    Status waitForRoom(const std::stop_token& stop);

    RestSite m_site;
    Fetcher m_fetcher;          // of reads
    std::deque<Nanos> m_calls;  // when, within the last window
    int m_lastStatus = 0;
};

// Whether a key may travel there: by https, or to this machine.
bool isSafeForKeys(const Url& url);

// The setting "api-url", without a slash at its end, if a key may travel there.
Result<std::string> checkedApiUrl(const SiteSpec& site);

// The form with the setting "api-url" and the secret that `form.secretKey` leads to. A key travels by https alone, save
// to this machine.
Result<RestSite> restSite(const SiteSpec& site, const SiteAccess& access, RestSite form);

// Whether it is a word of letters, digits, "_" and, inside, "-", as ids of sites are, that may stand in a path and a
// script.
bool isSiteId(std::string_view id);

}  // namespace inferometer
