// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace inferometer {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

// Large enough for every finite double in fixed notation with its decimals (309 digits before the point).
using NumberBuffer = std::array<char, 512>;

template <typename... Format>
std::string written(double value, Format... format)
{
    NumberBuffer buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
    return error == std::errc{} ? std::string{buffer.data(), end} : std::string{"nan"};
}

template <typename Number>
std::optional<Number> parsed(std::string_view text)
{
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

char loweredChar(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({row[j - 1] + 1, last[j] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

struct Utf8Step
{
    std::size_t length = 1;
    bool valid = false;
};

// The range of a sequence's second byte and its length, by its first byte (Unicode 15, table 3-7).
struct Utf8Lead
{
    std::size_t length = 0;  // 0: no lead byte
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Utf8Lead utf8Lead(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2};
    if (lead >= 0xE0 && lead <= 0xEF) {
        const auto low = static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80);
        const auto high = static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF);
        return {3, low, high};
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const auto low = static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80);
        const auto high = static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF);
        return {4, low, high};
    }
    return {};
}

// A broken sequence's length is its longest valid beginning, so each gives one U+FFFD (Unicode 15, section 3.9).
Utf8Step utf8Step(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at(0) < 0x80)
        return {1, true};
    const Utf8Lead lead = utf8Lead(at(0));
    if (lead.length == 0 || text.size() < 2 || at(1) < lead.low || at(1) > lead.high)
        return {1, false};
    for (std::size_t i = 2; i < lead.length; ++i) {
        if (i >= text.size() || (at(i) & 0xC0U) != 0x80U)
            return {i, false};
    }
    return {lead.length, true};
}

}  // namespace

std::string formatNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    const double magnitude = std::abs(value);
    const bool plain = magnitude == 0 || (magnitude >= 1e-6 && magnitude < 1e17);
    return written(value, plain ? std::chars_format::fixed : std::chars_format::scientific);
}

std::string formatFixed(double value, int decimals)
{
    return std::isfinite(value) ? written(value, std::chars_format::fixed, std::clamp(decimals, 0, 100))
                                : formatNumber(value);
}

std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;)
        text.insert(at -= 3, 1, ',');
    return text;
}

std::string formatDuration(double valueSeconds)
{
    if (!std::isfinite(valueSeconds))
        return "-";
    struct Unit
    {
        double scale;
        std::string_view name;
    };
    constexpr std::array<Unit, 4> kUnits{{{1e9, " ns"}, {1e6, " us"}, {1e3, " ms"}, {1, " s"}}};
    if (valueSeconds == 0)
        return "0 s";
    for (const Unit& unit : kUnits) {
        const double scaled = valueSeconds * unit.scale;
        const double magnitude = std::abs(scaled);
        // 999.5 would be written as 1000: the next unit says it in three digits.
        if (magnitude >= 999.5 && unit.scale != 1)
            continue;
        const int decimals = magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0;
        return formatFixed(scaled, decimals) + std::string{unit.name};
    }
    return "-";
}

std::optional<double> parseNumber(std::string_view text)
{
    const std::optional<double> value = parsed<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parseInteger(std::string_view text) { return parsed<std::int64_t>(text); }

std::optional<bool> parseBool(std::string_view text)
{
    constexpr std::array<std::string_view, 6> kYes{"yes", "true", "t", "y", "1", "on"};
    constexpr std::array<std::string_view, 6> kNo{"no", "false", "f", "n", "0", "off"};
    const std::string word = lowered(trimmed(text));
    if (std::find(kYes.begin(), kYes.end(), word) != kYes.end())
        return true;
    if (std::find(kNo.begin(), kNo.end(), word) != kNo.end())
        return false;
    return std::nullopt;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t begin = text.find_first_not_of(kBlanks);
    while (begin != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
        words.emplace_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kBlanks, end);
    }
    return words;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

void lower(std::string& text) { std::transform(text.begin(), text.end(), text.begin(), loweredChar); }

std::string lowered(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), loweredChar);
    return result;
}

std::optional<std::string_view> nearestWord(std::string_view word, const std::vector<std::string_view>& candidates)
{
    std::optional<std::string_view> nearest;
    // A third of the letters wrong is a misspelling; more is another word.
    std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        // No distance is less than that of the lengths.
        if (std::max(candidate.size(), word.size()) - std::min(candidate.size(), word.size()) >= best)
            continue;
        const std::size_t distance = editDistance(lowered(word), lowered(candidate));
        if (distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string toValidUtf8(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Utf8Step step = utf8Step(text);
        result += step.valid ? text.substr(0, step.length) : std::string_view{"\xEF\xBF\xBD"};
        text.remove_prefix(step.length);
    }
    return result;
}

void appendBase64(std::string_view bytes, std::string& out)
{
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto byte
        = [&](std::size_t i) -> unsigned { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const unsigned group = byte(at) << 16U | byte(at + 1) << 8U | byte(at + 2);
        for (const unsigned shift : {18U, 12U, 6U, 0U})
            out += kAlphabet[group >> shift & 63U];
    }
    if (const std::size_t left = bytes.size() % 3; left > 0)
        out.replace(out.size() - (3 - left), 3 - left, 3 - left, '=');
}

}  // namespace inferometer
