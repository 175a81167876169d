// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kHidden = "[secret]";
constexpr std::size_t kShortest = 4;
// Shorter ones would be found in any text.
constexpr std::size_t kShortestBase64 = 8;
constexpr std::size_t kShortestPart = 16;
constexpr std::size_t kShortestNumber = 8;

// Words that say how a key is given and are none themselves.
constexpr std::array<std::string_view, 9> kSchemes{"bearer",  "basic",   "digest", "token",    "apikey",
                                                   "api-key", "api_key", "key",    "negotiate"};

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::vector<std::string_view> splitAtAny(std::string_view text, std::string_view marks)
{
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(marks), text.size());
        if (end > 0)
            pieces.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pieces;
}

// The characters of the Base64 text that `word` alone decides when `shift` bytes stand before it, as in "user:word".
std::string base64Inside(std::string_view word, std::size_t shift)
{
    std::string encoded;
    appendBase64(std::string(shift, '\0').append(word), encoded);
    const std::size_t begin = (8 * shift + 5) / 6;
    const std::size_t end = 8 * (shift + word.size()) / 6;
    return encoded.substr(begin, end - begin);
}

int base64Digit(char c)
{
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t at = kAlphabet.find(c == '-' ? '+' : c == '_' ? '/' : c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// The printable text that the word is Base64 of; empty when it is not.
std::string base64Decoded(std::string_view word)
{
    std::string text;
    unsigned bits = 0;
    unsigned group = 0;
    for (const char c : word.substr(0, word.find_last_not_of('=') + 1)) {
        const int digit = base64Digit(c);
        if (digit < 0)
            return {};
        group = (group << 6U | static_cast<unsigned>(digit)) & 0xFFFFU;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        text += static_cast<char>(group >> bits & 0xFFU);
        if (text.back() < ' ' || text.back() > '~')
            return {};
    }
    return text;
}

class Traces
{
public:
    void addSecret(std::string_view text)
    {
        const std::string_view whole = trimmed(text);
        add(whole);
        const std::vector<std::string_view> words = splitAtAny(whole, " \t\r\n;,\"'");
        for (const std::string_view word : words) {
            const bool isScheme = std::find(kSchemes.begin(), kSchemes.end(), lowered(word)) != kSchemes.end();
            if (words.size() == 1 || !isScheme)
                addWord(word);
        }
    }

    std::vector<std::string> sorted()
    {
        std::sort(m_found.begin(), m_found.end(), [](const std::string& a, const std::string& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        m_found.erase(std::unique(m_found.begin(), m_found.end()), m_found.end());
        return std::move(m_found);
    }

private:
    void add(std::string_view trace)
    {
        const bool isNumber = trace.find_first_not_of("0123456789") == std::string_view::npos;
        if (trace.size() >= (isNumber ? kShortestNumber : kShortest))
            m_found.emplace_back(trace);
    }

    void addPlain(std::string_view word)
    {
        add(word);
        // "session=..." and "user:password"; a sign at the end is padding.
        if (const std::size_t sign = word.find_first_of("=:"); sign < word.size() && word.substr(sign + 1) != "=")
            add(word.substr(sign + 1));
        // The second half of a key such as "id.secret" is one by itself.
        for (const std::string_view part : splitAtAny(word, "."))
            if (part.size() >= kShortestPart)
                add(part);
    }

    void addWord(std::string_view word)
    {
        addPlain(word);
        if (word.size() >= kShortestBase64)
            addPlain(base64Decoded(word));
        for (std::size_t shift = 0; shift < 3 && word.size() >= kShortestBase64; ++shift) {
            std::string encoded = base64Inside(word, shift);
            add(encoded);
            std::replace(encoded.begin(), encoded.end(), '+', '-');
            std::replace(encoded.begin(), encoded.end(), '/', '_');
            add(encoded);
        }
    }

    std::vector<std::string> m_found;
};

// The number in `digits`; nothing when there is other than digits, or more than fit a character.
std::optional<unsigned> codeIn(std::string_view digits, int base)
{
    unsigned code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    return error == std::errc{} && end == digits.data() + digits.size() && code < 0x80 ? std::optional{code}
                                                                                       : std::nullopt;
}

struct Spelling
{
    char meant = '\0';
    std::size_t length = 0;  // 0: none begins here
};

Spelling numbered(std::string_view text, std::size_t lead, std::size_t digits, int base)
{
    const auto code = text.size() < lead + digits ? std::nullopt : codeIn(text.substr(lead, digits), base);
    return code ? Spelling{static_cast<char>(*code), lead + digits} : Spelling{};
}

// "&amp;", "&#45;", "&#x2d;"
Spelling htmlSpelling(std::string_view text)
{
    struct Name
    {
        std::string_view text;
        char meant;
    };
    constexpr std::array<Name, 5> kNames{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    for (const Name& name : kNames)
        if (text.starts_with(name.text))
            return {name.meant, name.text.size()};
    const std::size_t end = text.substr(0, 10).find(';');
    if (end == std::string_view::npos || !text.starts_with("&#"))
        return {};
    const bool hex = end > 2 && folded(text[2]) == 'x';
    const std::size_t lead = hex ? 3 : 2;
    const Spelling found = numbered(text, lead, end - lead, hex ? 16 : 10);
    return found.length > 0 ? Spelling{found.meant, end + 1} : found;
}

// What escape of JSON, a URL or HTML the text begins with.
Spelling escapeAt(std::string_view text)
{
    if (text.front() == '%')
        return numbered(text, 1, 2, 16);
    if (text.front() == '&')
        return htmlSpelling(text);
    if (text.front() != '\\' || text.size() < 2)
        return {};
    if (text[1] == 'u')
        return numbered(text, 2, 4, 16);
    if (text[1] == 'x')
        return numbered(text, 2, 2, 16);
    return std::string_view{"\"\\/'"}.find(text[1]) == std::string_view::npos ? Spelling{} : Spelling{text[1], 2};
}

// The text may end inside the escape that it begins with.
bool isCutEscape(std::string_view text)
{
    constexpr std::string_view kWithin = "#xu0123456789abcdefABCDEF";
    return text.size() < 6 && std::string_view{"%&\\"}.find(text.front()) != std::string_view::npos
        && text.find_first_not_of(kWithin, 1) == std::string_view::npos;
}

// How much of the text's beginning spells the trace; 0: it does not.
std::size_t spelledLength(std::string_view text, std::string_view trace)
{
    std::size_t at = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const std::string_view rest = text.substr(at);
        if (rest.empty())
            return i >= kShortest ? at : 0;  // cut inside the trace
        const Spelling escape = escapeAt(rest);
        if (escape.length > 0 && folded(escape.meant) == folded(trace[i]))
            at += escape.length;
        else if (folded(rest.front()) == folded(trace[i]))
            ++at;
        else
            return i >= kShortest && isCutEscape(rest) ? text.size() : 0;
    }
    return at;
}

using Beginnings = std::array<bool, 256>;

Beginnings beginningsOf(std::span<const Secret> secrets)
{
    Beginnings begins{};
    const auto mark = [&begins](char c) { begins[static_cast<unsigned char>(c)] = true; };
    for (const Secret& secret : secrets) {
        for (const std::string& trace : secret.traces()) {
            const char first = folded(trace.front());
            mark(first);
            mark(first >= 'a' && first <= 'z' ? static_cast<char>(first - 'a' + 'A') : first);
            for (const char escape : {'%', '&', '\\'})
                mark(escape);
        }
    }
    return begins;
}

std::size_t longestTraceAt(std::string_view text, std::span<const Secret> secrets)
{
    std::size_t longest = 0;
    for (const Secret& secret : secrets)
        for (const std::string& trace : secret.traces())
            longest = std::max(longest, spelledLength(text, trace));
    return longest;
}

struct Hidden
{
    std::size_t from = 0;
    std::size_t to = 0;
};

// Where traces stand in the text, in order.
std::vector<Hidden> hiddenIn(std::string_view text, std::span<const Secret> secrets)
{
    const Beginnings begins = beginningsOf(secrets);
    const auto mayBegin = [&begins](char c) { return begins[static_cast<unsigned char>(c)]; };
    std::vector<Hidden> found;
    for (const auto* at = std::find_if(text.begin(), text.end(), mayBegin); at != text.end();
         at = std::find_if(at, text.end(), mayBegin))
    {
        const auto from = static_cast<std::size_t>(at - text.begin());
        const std::size_t length = longestTraceAt(text.substr(from), secrets);
        if (length > 0)
            found.push_back({from, from + length});
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

}  // namespace

Secret::Secret(std::string text) : m_text(std::move(text))
{
    if (m_text.empty())
        return;
    leaveNoCoreFile();
    Traces traces;
    traces.addSecret(m_text);
    m_traces = traces.sorted();
}

Secret Secret::composed(std::string text)
{
    Secret secret;
    secret.m_text = std::move(text);
    return secret;
}

std::string withoutSecrets(std::string text, std::span<const Secret> secrets)
{
    return withoutSecrets(std::move(text), secrets, {});
}

std::string withoutSecrets(std::string text, std::span<const Secret> secrets, std::span<std::size_t> begins)
{
    std::string clean;
    std::size_t from = 0;
    auto begin = begins.begin();
    for (const Hidden& hidden : hiddenIn(text, secrets)) {
        clean.append(text, from, hidden.from - from);
        for (; begin != begins.end() && *begin < hidden.to; ++begin)
            *begin = clean.size() - (hidden.from - std::min(hidden.from, *begin));
        clean.append(kHidden);
        from = hidden.to;
    }
    if (from == 0)
        return text;
    for (; begin != begins.end(); ++begin)
        *begin += clean.size() - from;
    return clean.append(text, from);
}

}  // namespace inferometer
