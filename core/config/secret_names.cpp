// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/secret_names.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace inferometer {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that say secret wherever they stand.
constexpr std::array kSecretWords{"key"sv,        "token"sv,    "secret"sv,        "secrets"sv,         "password"sv,
                                  "passwords"sv,  "passwd"sv,   "passphrase"sv,    "passcode"sv,        "pwd"sv,
                                  "auth"sv,       "oauth"sv,    "authorization"sv, "authentication"sv,  "sig"sv,
                                  "signature"sv,  "hmac"sv,     "credential"sv,    "credentials"sv,     "creds"sv,
                                  "cookie"sv,     "cookies"sv,  "session"sv,       "bearer"sv,          "jwt"sv,
                                  "sas"sv,        "otp"sv,      "sessid"sv,        "sessionid"sv,       "phpsessid"sv,
                                  "jsessionid"sv, "userpass"sv, "userpwd"sv,       "authentification"sv};

// Several of them are secrets only behind a word that says whose: "api_keys", not "tokens".
constexpr std::array kPlurals{"keys"sv, "tokens"sv, "sessions"sv, "signatures"sv};

// What stands before key, token and the like in one word: "apikey", "xauthtoken".
constexpr std::array kOwners{
    "access"sv,   "account"sv,      "admin"sv,   "api"sv,    "app"sv,      "auth"sv,    "bearer"sv,  "client"sv,
    "consumer"sv, "csrf"sv,         "hf"sv,      "id"sv,     "jwt"sv,      "license"sv, "master"sv,  "oauth"sv,
    "openai"sv,   "private"sv,      "refresh"sv, "secret"sv, "security"sv, "service"sv, "session"sv, "shared"sv,
    "signing"sv,  "subscription"sv, "user"sv,    "web"sv,    "x"sv,        "xapi"sv,    "xauth"sv,   "xsrf"sv};

// Behind any letters they are secrets all the same: "dbpassword".
constexpr std::array kTails{"secret"sv, "password"sv, "passwd"sv, "passphrase"sv, "credential"sv, "credentials"sv};
// Only behind an owner.
constexpr std::array kOwnedTails{"key"sv, "keys"sv, "token"sv, "tokens"sv, "auth"sv, "signature"sv, "cookie"sv};

// Behind a secret's name they make it a description of the secret.
constexpr std::array kDescribing{
    "type"sv,    "kind"sv,      "mode"sv,     "method"sv,   "scheme"sv,   "count"sv,    "counts"sv,  "limit"sv,
    "limits"sv,  "size"sv,      "length"sv,   "len"sv,      "name"sv,     "names"sv,    "env"sv,     "variable"sv,
    "var"sv,     "file"sv,      "path"sv,     "dir"sv,      "ids"sv,      "budget"sv,   "rate"sv,    "ratio"sv,
    "usage"sv,   "price"sv,     "cost"sv,     "version"sv,  "format"sv,   "index"sv,    "level"sv,   "status"sv,
    "expiry"sv,  "expires"sv,   "ttl"sv,      "window"sv,   "affinity"sv, "provider"sv, "per"sv,     "source"sv,
    "policy"sv,  "timeout"sv,   "duration"sv, "position"sv, "number"sv,   "healing"sv,  "penalty"sv, "bias"sv,
    "latency"sv, "throughput"sv};

// Before these words they make them something else: a model's tokens, a table's keys.
constexpr std::array kHarmlessTokens{
    "eos"sv,       "bos"sv,    "pad"sv,        "unk"sv,     "sep"sv,    "cls"sv,   "mask"sv,  "stop"sv,
    "start"sv,     "end"sv,    "begin"sv,      "special"sv, "max"sv,    "min"sv,   "num"sv,   "first"sv,
    "last"sv,      "next"sv,   "per"sv,        "image"sv,   "audio"sv,  "video"sv, "think"sv, "thinking"sv,
    "reasoning"sv, "prompt"sv, "input"sv,      "output"sv,  "cached"sv, "new"sv,   "each"sv,  "one"sv,
    "single"sv,    "total"sv,  "completion"sv, "decoder"sv, "forced"sv};
constexpr std::array kHarmlessKeys{"cache"sv,  "prompt"sv, "sort"sv,        "partition"sv, "primary"sv, "foreign"sv,
                                   "public"sv, "group"sv,  "idempotency"sv, "lookup"sv,    "row"sv,     "metric"sv,
                                   "hot"sv,    "order"sv,  "dedup"sv,       "shard"sv,     "routing"sv};

// How the keys of vendors begin.
constexpr std::array kVendors{"sk-"sv,    "sk_"sv,   "hf_"sv,   "ghp_"sv, "gho_"sv,  "ghs_"sv, "github_pat_"sv,
                              "glpat-"sv, "xoxb-"sv, "xoxp-"sv, "AKIA"sv, "ASIA"sv,  "AIza"sv, "gsk_"sv,
                              "nvapi-"sv, "r8_"sv,   "csk-"sv,  "tgp_"sv, "pplx-"sv, "xai-"sv, "rk_live_"sv};
constexpr std::size_t kShortestKey = 20;

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isAlpha(char c) { return kLetters.find(c) != std::string_view::npos; }
bool isDigit(char c) { return kDigits.find(c) != std::string_view::npos; }

// "X-API-keyID2" is x, api, key, id: at marks and digits, before a capital that follows a small letter, and before the
// last of several capitals.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    bool open = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!isAlpha(c)) {
            open = false;
            continue;
        }
        const bool behindSmall = i > 0 && !isUpper(name[i - 1]);
        const bool beforeSmall = i + 1 < name.size() && isAlpha(name[i + 1]) && !isUpper(name[i + 1]);
        if (!open || (isUpper(c) && (behindSmall || beforeSmall)))
            words.emplace_back();
        words.back() += c;
        open = true;
    }
    for (std::string& word : words)
        lower(word);
    return words;
}

bool isSecretWord(const std::string& word)
{
    if (isOneOf(kSecretWords, word))
        return true;
    const auto endsIn = [&word](std::string_view tail) { return word.size() > tail.size() && word.ends_with(tail); };
    if (std::any_of(kTails.begin(), kTails.end(), endsIn))
        return true;
    return std::any_of(kOwnedTails.begin(), kOwnedTails.end(), [&](std::string_view tail) {
        return endsIn(tail) && isOneOf(kOwners, std::string_view{word}.substr(0, word.size() - tail.size()));
    });
}

class NameReader
{
public:
    explicit NameReader(std::string_view name) : m_words(wordsOf(name)) {}

    bool saysSecret() const
    {
        if (m_words.size() == 1 && m_words[0] == "pass")
            return true;
        for (std::size_t i = 0; i < m_words.size(); ++i)
            if (isSecret(i) && !isHarmless(i) && !isDescribed(i))
                return true;
        return false;
    }

private:
    std::string_view before(std::size_t i) const { return i > 0 ? std::string_view{m_words[i - 1]} : ""sv; }

    bool isSecret(std::size_t i) const
    {
        return i < m_words.size()
            && (isSecretWord(m_words[i]) || (isOneOf(kPlurals, m_words[i]) && isOneOf(kOwners, before(i))));
    }

    bool isHarmless(std::size_t i) const
    {
        const std::string& word = m_words[i];
        return (word == "token" && isOneOf(kHarmlessTokens, before(i)))
            || (word == "key" && isOneOf(kHarmlessKeys, before(i))) || (word == "signature" && before(i) == "thought");
    }

    // By what follows the last of the secret words in a row: "auth_token_type".
    bool isDescribed(std::size_t i) const
    {
        while (isSecret(i + 1))
            ++i;
        if (i + 1 == m_words.size())
            return false;
        const bool counts = m_words[i] == "key" || m_words[i] == "token";
        return isOneOf(kDescribing, m_words[i + 1]) || (counts && m_words[i + 1] == "id");
    }

    std::vector<std::string> m_words;
};

// What stands beside the ${NAME}s; `references` tells whether there is any.
std::string besideReferences(std::string_view value, bool& references)
{
    std::string rest;
    references = false;
    while (!value.empty()) {
        const std::string_view name = value.starts_with("${") ? referenceAt(value) : ""sv;
        references = references || !name.empty();
        rest += name.empty() ? value.front() : ' ';
        value.remove_prefix(name.empty() ? 1 : name.size() + 3);
    }
    return rest;
}

bool isMixed(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), isDigit) && std::any_of(text.begin(), text.end(), isAlpha);
}

// "Bearer ${KEY}" leaves its secret to the environment; "Bearer sk-... ${KEY}" does not.
bool isLeftToEnvironment(std::string_view value)
{
    constexpr std::size_t kLongest = 15;
    bool references = false;
    const std::vector<std::string> words = splitWords(besideReferences(value, references));
    return references && std::none_of(words.begin(), words.end(), [](const std::string& word) {
               return word.size() > kLongest && isMixed(word);
           });
}

bool saysNothing(std::string_view value)
{
    const std::string word = lowered(trimmed(value));
    return word.empty() || word == "none" || word == "null" || parseBool(word).has_value();
}

}  // namespace

bool namesSecret(std::string_view name) { return NameReader{name}.saysSecret(); }

bool looksLikeCredential(std::string_view value)
{
    const std::vector<std::string> words = splitWords(value);
    if (words.size() == 2 && words[1].size() >= 8 && words[1].find("${") == std::string::npos) {
        const std::string scheme = lowered(words[0]);
        if (scheme == "bearer" || scheme == "basic")
            return true;
    }
    const std::string_view word = words.size() == 1 ? std::string_view{words[0]} : ""sv;
    if (word.size() < kShortestKey)
        return false;
    const bool isWebToken = word.starts_with("eyJ") && std::count(word.begin(), word.end(), '.') == 2;
    return isWebToken || std::any_of(kVendors.begin(), kVendors.end(), [word](std::string_view vendor) {
               return word.starts_with(vendor);
           });
}

bool isVariableName(std::string_view text)
{
    return !text.empty() && !isDigit(text.front())
        && std::all_of(text.begin(), text.end(), [](char c) { return c == '_' || isAlpha(c) || isDigit(c); });
}

bool looksLikeKey(std::string_view text)
{
    // Names of variables are words; keys are long runs of small letters and digits mixed.
    const bool mixed
        = text.find_first_of(kDigits) != std::string_view::npos && text.find_first_of(kLower) != std::string_view::npos;
    return !isVariableName(text) || text.size() > 64 || (text.size() >= kShortestKey && mixed);
}

std::string_view referenceAt(std::string_view text)
{
    const std::size_t end = text.find('}');
    if (end == std::string_view::npos)
        return {};
    const std::string_view name = text.substr(2, end - 2);
    return looksLikeKey(name) ? std::string_view{} : name;
}

std::string_view wholeReference(std::string_view text)
{
    const std::string_view name = text.starts_with("${") ? referenceAt(text) : std::string_view{};
    return name.size() + 3 == text.size() ? name : std::string_view{};
}

bool hasWholeReferences(std::string_view text)
{
    for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2))
        if (referenceAt(text.substr(at)).empty())
            return false;
    return true;
}

std::string typedText(std::string_view text)
{
    constexpr std::size_t kLongestShown = 24;  // bytes; keys are longer
    if (text.size() > kLongestShown || looksLikeCredential(text))
        return "[" + std::to_string(text.size()) + " bytes]";
    return visibleText(text);
}

bool holdsPlainSecret(std::string_view name, std::string_view value)
{
    if (saysNothing(value) || isLeftToEnvironment(value))
        return false;
    return namesSecret(name) || looksLikeCredential(value);
}

}  // namespace inferometer
