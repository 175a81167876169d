// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP call by libcurl, for everything that is not under load: model lists, tokenize, probes.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

struct FetchRequest
{
    std::string url;
    std::string body;    // empty: GET; else POST with Content-Type application/json, where the headers name none
    std::string method;  // another one: "DELETE", "PATCH"
    std::string accept = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<Secret> secrets;  // blotted out of the answer, should it repeat them
    std::string caFile;
    std::string caPem;              // authorities as PEM text, in place of those of the system
    std::string clientCertificate;  // PEM, shown to a server that asks whose the connection is; empty: none
    Secret clientKey;               // its key, PEM
    std::string proxy;
    bool insecure = false;
    // Over a connection of its own: libcurl sends again, unasked, what a kept one drops, and so may do twice what is
    // to be done once.
    bool isOnce = false;
    // AWS Signature Version 4 by libcurl, for "REGION:SERVICE"; empty: none. REQUIRES: a body and the path "/", for
    // libcurl 7.88 signs neither queries nor paths as AWS reads them.
    std::string awsScope;
    Secret awsKeys;  // "ACCESS KEY:SECRET KEY"
    std::chrono::milliseconds timeout{30000};
    std::size_t maxBody = 64U << 20U;
    // Hears the body's pieces as they come, during the call. True: that is enough of it, the answer counts as whole.
    std::function<bool(std::string_view piece)> isEnough;
};

struct FetchResponse
{
    int status = 0;
    std::string body;
    std::string location;   // where a 3xx sends us, whole; never followed
    double retryAfter = 0;  // s, of Retry-After; 0: not given
};

// Keeps its connection between calls. One per thread.
class Fetcher
{
public:
    Fetcher();
    ~Fetcher();
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;

    // An HTTP status of any kind is a response; only a failed transfer is an Error, which names the host and the cause:
    // Network when no (trusted) connection could be made, Timeout and Protocol when one was but no whole answer came.
    Result<FetchResponse> fetch(const FetchRequest& request, const std::stop_token& stop = {});

    // A connection to the request's host and no more: bytes of either side are then for the caller to move, until this
    // object is used for something else. The error is fetch()'s.
    Status dial(const FetchRequest& request, const std::stop_token& stop = {});
    // For poll(2); -1: none stands. REQUIRES of all three: dial() went well.
    int descriptor() const;
    // How many bytes moved; 0: none can now, nullopt: the connection has ended. What was not taken whole is to be given
    // again at the same place in memory.
    std::optional<std::size_t> read(std::span<char> buffer);
    std::optional<std::size_t> write(std::string_view bytes);

private:
    struct Handle;
    std::unique_ptr<Handle> m_handle;
};

}  // namespace inferometer
