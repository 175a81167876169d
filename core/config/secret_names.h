// SPDX-License-Identifier: GPL-3.0-or-later
// Which settings hold a credential, told by their name or by the value itself. Such a value stands in no file: it is
// written as ${NAME} and taken from the environment when a request is sent.
#pragma once

#include <string>
#include <string_view>

namespace inferometer {

// "X-Api-Key", "clientSecret", "session_id", "authtoken" do; "tokens", "eos_token_id", "prompt_cache_key", "author" do
// not. Read by its words, whatever stands between them.
bool namesSecret(std::string_view name);

// "Bearer abc", or what begins as the keys of a known vendor do.
bool looksLikeCredential(std::string_view value);

// The name of an environment variable: letters, digits and underscores, no digit first.
bool isVariableName(std::string_view text);

// Long and mixed like a key rather than a name, or not a name at all.
bool looksLikeKey(std::string_view text);

// The name in ${NAME} at the start of `text`; empty when it is broken. REQUIRES: text begins with "${".
std::string_view referenceAt(std::string_view text);

// The name in a text that is ${NAME} and nothing else; empty: it is not.
std::string_view wholeReference(std::string_view text);

// Whether every "${" of the text begins a ${NAME}.
bool hasWholeReferences(std::string_view text);

// What somebody typed, for an error that repeats it: visible; its length alone where it is a credential or too long for
// a value that was nearly right.
std::string typedText(std::string_view text);

// Whether the pair may not be kept as it is: a credential by name or value that is not left to ${NAME}.
bool holdsPlainSecret(std::string_view name, std::string_view value);

}  // namespace inferometer
