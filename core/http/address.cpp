// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/address.h"

#include "core/base/text.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace inferometer {

namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

// The URL stands at %1 of the pattern.
Error urlError(std::string_view text, const Sentence& pattern)
{
    return {Errc::InvalidInput, pattern.with(text), "base-url"};
}

bool hasBlankOrControl(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; });
}

bool holdsUserInfo(std::string_view text)
{
    const std::size_t scheme = text.find("://");
    const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    return text.substr(begin, text.find_first_of("/?#", begin) - begin).find('@') != std::string_view::npos;
}

// Splits "host", "host:port", "[v6]" or "[v6]:port". False: the port is not one.
bool splitAuthority(std::string_view authority, Url& url)
{
    std::string_view port;
    if (!authority.empty() && authority.front() == '[') {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos)
            return false;
        url.host = authority.substr(1, close - 1);
        port = authority.substr(close + 1);
        if (!port.empty() && port.front() != ':')
            return false;
    } else {
        const std::size_t colon = authority.find(':');
        url.host = authority.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
    }
    if (port.empty())
        return true;
    const auto number = parseInteger(port.substr(1));
    if (!number || *number < 1 || *number > 65535)
        return false;
    url.port = static_cast<std::uint16_t>(*number);
    return true;
}

}  // namespace

std::string Url::authority() const
{
    const std::string name = host.find(':') != std::string::npos ? "[" + host + "]" : host;
    return port == (tls ? kHttpsPort : kHttpPort) ? name : name + ":" + std::to_string(port);
}

std::string Url::text() const { return (tls ? "https://" : "http://") + authority() + path; }

Result<Url> parseUrl(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    // First of all, so that no message repeats a password.
    if (holdsUserInfo(whole))
        return Error{
            Errc::InvalidInput,
            sentence("errors",
                     "The URL holds a user name or key before its host; name the key's environment variable with "
                     "%1 instead.")
                .with(Figure::flag("api-key-env")),
            "base-url"};
    const std::size_t scheme = whole.find("://");
    if (scheme == std::string_view::npos)
        return urlError(whole,
                        sentence("errors",
                                 "The URL \"%1\" has no http:// or https:// in front; it should look like "
                                 "http://127.0.0.1:8000 or https://host/v1."));
    Url url;
    const std::string name = lowered(whole.substr(0, scheme));
    if (name != "http" && name != "https")
        return urlError(whole,
                        sentence("errors",
                                 "The URL \"%1\" is neither http nor https; it should look like http://127.0.0.1:8000 "
                                 "or https://host/v1."));
    url.tls = name == "https";
    url.port = url.tls ? kHttpsPort : kHttpPort;
    std::string_view rest = whole.substr(scheme + 3);
    if (hasBlankOrControl(rest))
        return urlError(
            whole,
            sentence("errors",
                     "The URL \"%1\" holds a blank; it should look like http://127.0.0.1:8000 or https://host/v1."));
    rest = rest.substr(0, rest.find('#'));
    const std::size_t slash = rest.find_first_of("/?");
    const std::string_view authority = rest.substr(0, slash);
    if (!splitAuthority(authority, url))
        return urlError(whole,
                        sentence("errors",
                                 "The URL \"%1\" has a wrong port or bracket; it should look like "
                                 "http://127.0.0.1:8000 or https://host/v1."));
    if (url.host.empty())
        return urlError(
            whole,
            sentence("errors",
                     "The URL \"%1\" has no host; it should look like http://127.0.0.1:8000 or https://host/v1."));
    if (slash != std::string_view::npos)
        url.path = (rest[slash] == '?' ? "/" : "") + std::string{rest.substr(slash)};
    return url;
}

namespace {

// "/v4", "/v1beta", and the folders in which Gemini, Vertex AI, Databricks and Azure serve OpenAI's pages.
bool holdsPagesItself(std::string_view stem)
{
    const std::size_t slash = stem.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? stem : stem.substr(slash + 1);
    const std::string_view before = stem.substr(0, stem.size() - last.size());
    const bool version = last.size() > 1 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9';
    return version || last == "openai" || last == "openapi" || last == "serving-endpoints"
        || before.ends_with("/deployments/");
}

// How much of the path's beginning is not to be written behind the stem.
std::size_t sharedPart(std::string_view stem, std::string_view path)
{
    constexpr std::string_view kVersion = "/v1";
    const bool versioned = path.starts_with("/v1/");
    // "/openai/chat/completions" is the whole address of an API whose version does not stand in its path.
    if (versioned && stem.ends_with(path.substr(kVersion.size())))
        return path.size();
    // "/v1" + "/v1/chat/completions": the longest end of the stem that begins the path is written once.
    for (std::size_t end = path.size(); end > 0 && end != std::string_view::npos; end = path.rfind('/', end - 1)) {
        if (stem.ends_with(path.substr(0, end)))
            return end;
    }
    return versioned && holdsPagesItself(stem) ? kVersion.size() : 0;
}

}  // namespace

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
    return encoded;
}

Url joinPath(const Url& base, std::string_view path)
{
    const std::size_t query = std::min(base.path.find('?'), base.path.size());
    std::string_view stem = std::string_view{base.path}.substr(0, query);
    while (stem.ends_with('/'))
        stem.remove_suffix(1);
    Url joined = base;
    joined.path = std::string{stem}.append(path.substr(sharedPart(stem, path))).append(base.path.substr(query));
    return joined;
}

int SocketAddress::family() const
{
    sa_family_t family = 0;
    std::memcpy(&family, bytes.data(), sizeof family);
    return family;
}

bool SocketAddress::isLoopback() const
{
    if (family() == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, bytes.data(), sizeof v4);
        return (ntohl(v4.sin_addr.s_addr) >> 24U) == IN_LOOPBACKNET;
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, bytes.data(), sizeof v6);
    return std::memcmp(&v6.sin6_addr, &in6addr_loopback, sizeof v6.sin6_addr) == 0;
}

std::string SocketAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> name{};
    if (family() == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, bytes.data(), sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, name.data(), name.size());
        return std::string{name.data()} + ":" + std::to_string(ntohs(v4.sin_port));
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, bytes.data(), sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, name.data(), name.size());
    return "[" + std::string{name.data()} + "]:" + std::to_string(ntohs(v6.sin6_port));
}

// RFC 8305, section 4: the other family comes second, so that one family without a way is soon passed over.
void interleaveFamilies(std::vector<SocketAddress>& addresses)
{
    for (std::size_t i = 1; i < addresses.size(); ++i) {
        const auto at = addresses.begin() + static_cast<std::ptrdiff_t>(i);
        const int before = std::prev(at)->family();
        const auto other = std::find_if(at, addresses.end(),
                                        [before](const SocketAddress& address) { return address.family() != before; });
        if (other != addresses.end())
            std::rotate(at, other, std::next(other));
    }
}

Result<Resolved> resolve(const std::string& host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* raw = nullptr;
    const Nanos before = monotonicNow();
    const int failure = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &raw);
    if (failure != 0)
        return Error{Errc::Network,
                     sentence("errors", "The host %1 has no address (%2); check its spelling and this machine's DNS.")
                         .with(host, Figure::cause(gai_strerror(failure))),
                     "base-url"};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> list{raw, freeaddrinfo};
    Resolved resolved;
    resolved.took = monotonicNow() - before;
    for (const addrinfo* entry = list.get(); entry != nullptr; entry = entry->ai_next) {
        SocketAddress address;
        if (entry->ai_addrlen > address.bytes.size())
            continue;
        std::memcpy(address.bytes.data(), entry->ai_addr, entry->ai_addrlen);
        address.length = entry->ai_addrlen;
        resolved.addresses.push_back(address);
    }
    interleaveFamilies(resolved.addresses);
    if (resolved.addresses.empty())
        return Error{Errc::Network, sentence("errors", "The host %1 has no address that can be used here.").with(host),
                     "base-url"};
    return resolved;
}

}  // namespace inferometer
