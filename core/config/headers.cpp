// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/headers.h"

#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

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

// The header's name stands at %1 of the pattern.
Error headerError(std::string_view name, const Sentence& pattern, const Figure& more = "")
{
    return {Errc::InvalidInput, pattern.with(toValidUtf8(name), more), "headers"};
}

// The first word of what is no name: a whole line may have been given in its place.
std::string_view beginningOf(std::string_view name)
{
    const std::string_view word = name.substr(0, name.find_first_of(" \t:="));
    return isToken(word) && !looksLikeCredential(word) ? word : std::string_view{};
}

}  // namespace

Status checkHeader(std::string_view name, std::string_view value)
{
    if (!isToken(name))
        return headerError(beginningOf(name),
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
    if (!hasWholeReferences(value))
        return headerError(
            name,
            sentence("errors",
                     "The header \"%1\" has a broken ${NAME}; write the name of an environment variable in braces."));
    if (holdsPlainSecret(name, value)) {
        return headerError(
            name,
            sentence("errors",
                     "The header \"%1\" holds a credential in plain text; use %2 NAME, or write ${NAME} in its "
                     "place to take it from an environment variable."),
            Figure::flag("api-key-env"));
    }
    return {};
}

Result<std::string> expandVariables(std::string_view value, const VariableLookup& lookup, std::string_view setting)
{
    const auto wrong = [setting](Errc code, const Sentence& pattern, std::string_view name) {
        return Error{code, pattern.with(name, Figure::setting(setting)), setting};
    };
    std::string expanded;
    while (!value.empty()) {
        const std::size_t at = std::min(value.find("${"), value.size());
        expanded += value.substr(0, at);
        value.remove_prefix(at);
        if (value.empty())
            break;
        const std::string name{referenceAt(value)};
        if (name.empty())
            return wrong(Errc::InvalidInput, sentence("errors", "A value of %2 has a broken ${NAME}; close the brace."),
                         "");
        const std::optional<std::string> found = lookup(name);
        if (!found)
            return wrong(Errc::Auth,
                         sentence("errors", "The environment variable %1, named in %2, is not set; export it first."),
                         name);
        if (std::any_of(found->begin(), found->end(), isControl))
            return wrong(Errc::Auth,
                         sentence("errors", "The environment variable %1 holds a control character; fix its value."),
                         name);
        expanded += *found;
        value.remove_prefix(name.size() + 3);
    }
    return expanded;
}

}  // namespace inferometer
