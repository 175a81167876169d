// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/headers.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// RFC 9110, section 5.6.2.
bool isToken(std::string_view text)
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (kLetters.find(c) & kDigits.find(c) & kMarks.find(c)) != std::string_view::npos;
    });
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// What frames the message or identifies the request is ours.
constexpr std::array<std::string_view, 7> kOurs{
    "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "x-request-id"};
constexpr std::array<std::string_view, 8> kSecret{"authorization", "proxy-authorization", "api-key", "x-api-key",
                                                  "x-auth-token",  "x-goog-api-key",      "cookie",  "key"};

// The name in ${NAME} at the start of `text`; empty when it is broken.
std::string_view referenceAt(std::string_view text)
{
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos)
        return {};
    const std::string_view name = text.substr(2, end - 2);
    return isVariableName(name) ? name : std::string_view{};
}

// The header's name stands at %1 of the pattern.
Error headerError(std::string_view name, const Sentence& pattern, const Figure& more = "")
{
    return {Errc::InvalidInput, pattern.with(toValidUtf8(name), more), "headers"};
}

Status checkReferences(std::string_view name, std::string_view value)
{
    for (std::size_t at = value.find("${"); at != std::string_view::npos; at = value.find("${", at + 2)) {
        if (referenceAt(value.substr(at)).empty())
            return headerError(
                name,
                sentence(
                    "errors",
                    "The header \"%1\" has a broken ${NAME}; write the name of an environment variable in braces."));
    }
    return {};
}

}  // namespace

bool isVariableName(std::string_view text)
{
    return !text.empty() && kDigits.find(text.front()) == std::string_view::npos
        && std::all_of(text.begin(), text.end(), [](char c) {
               return c == '_' || (kLetters.find(c) & kDigits.find(c)) != std::string_view::npos;
           });
}

bool looksLikeKey(std::string_view text)
{
    // Names of variables are words; keys are long runs of small letters and digits mixed.
    const bool mixed
        = text.find_first_of(kDigits) != std::string_view::npos && text.find_first_of(kLower) != std::string_view::npos;
    return !isVariableName(text) || text.size() > 64 || (text.size() >= 20 && mixed);
}

Status checkHeader(std::string_view name, std::string_view value)
{
    if (!isToken(name))
        return headerError(name,
                           sentence("errors",
                                    "The header \"%1\" has a name with characters that HTTP does not allow; use "
                                    "letters, digits and dashes."));
    const std::string lower = lowered(name);
    if (isOneOf(kOurs, lower))
        return headerError(name, sentence("errors", "The header \"%1\" is set by the program itself; remove it."));
    if (std::any_of(value.begin(), value.end(), isControl))
        return headerError(
            name,
            sentence("errors", "The header \"%1\" has a control character or line break in its value; remove it."));
    if (isOneOf(kSecret, lower) && value.find("${") == std::string_view::npos) {
        return headerError(
            name,
            sentence("errors",
                     "The header \"%1\" holds a credential in plain text; use %2 NAME, or write ${NAME} in its "
                     "place to take it from an environment variable."),
            Figure::flag("api-key-env"));
    }
    return checkReferences(name, value);
}

Result<std::string> expandVariables(std::string_view value, const VariableLookup& lookup)
{
    std::string expanded;
    while (!value.empty()) {
        const std::size_t at = std::min(value.find("${"), value.size());
        expanded += value.substr(0, at);
        value.remove_prefix(at);
        if (value.empty())
            break;
        const std::string name{referenceAt(value)};
        if (name.empty())
            return Error{Errc::InvalidInput,
                         sentence("errors", "A header value has a broken ${NAME}; close the brace."), "headers"};
        const std::optional<std::string> found = lookup(name);
        if (!found) {
            return Error{
                Errc::Auth,
                sentence("errors", "The environment variable %1, named in a header, is not set; export it first.")
                    .with(name),
                "headers"};
        }
        if (std::any_of(found->begin(), found->end(), isControl)) {
            return Error{
                Errc::Auth,
                sentence("errors", "The environment variable %1 holds a control character; fix its value.").with(name),
                "headers"};
        }
        expanded += *found;
        value.remove_prefix(name.size() + 3);
    }
    return expanded;
}

}  // namespace inferometer
