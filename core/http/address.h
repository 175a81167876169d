// SPDX-License-Identifier: GPL-3.0-or-later
// URLs and socket addresses.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// An http or https URL without user info; port is always set.
struct Url
{
    bool tls = false;
    std::string host;  // without brackets for IPv6
    std::uint16_t port = 0;
    std::string path = "/";  // with query

    // host, and ":port" unless it is the scheme's own: what goes into the Host header.
    std::string authority() const;
    std::string text() const;
};

// Refuses other schemes, user info, bad ports and blanks, saying which.
Result<Url> parseUrl(std::string_view text);

// The text as part of a query: all but what RFC 3986 (2.3) leaves as it is becomes %XX.
std::string percentEncoded(std::string_view text);

// The base URL with `path` behind it, unless it ends with it already ("/v1" overlaps are joined once). A base that ends
// in a version ("/v4") or in a folder that is known to hold OpenAI's pages itself ("/openai") gets no "/v1".
Url joinPath(const Url& base, std::string_view path);

// An IPv4 or IPv6 address with port, in the kernel's form.
struct SocketAddress
{
    alignas(8) std::array<std::byte, 28> bytes{};  // sockaddr_in or sockaddr_in6
    std::uint32_t length = 0;
    int family() const;
    bool isLoopback() const;
    std::string text() const;
};

struct Resolved
{
    std::vector<SocketAddress> addresses;  // never empty
    Nanos took{0};
};

// The order in which to try addresses: the families take turns, each in its own order (RFC 8305, section 4).
void interleaveFamilies(std::vector<SocketAddress>& addresses);

// Blocks: on the resolver. The addresses are in the order in which to try them.
Result<Resolved> resolve(const std::string& host, std::uint16_t port);

}  // namespace inferometer
