// SPDX-License-Identifier: GPL-3.0-or-later
// Small text helpers, all in the C locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Shortest decimal that reads back to the same double; never an exponent without need, never a locale.
std::string formatNumber(double value);

// Fixed decimals: formatFixed(1.5, 2) is "1.50".
std::string formatFixed(double value, int decimals);

// 1234567 as "1,234,567".
std::string grouped(std::uint64_t value);

// Three significant digits and a unit that scales: "342 ms", "1.21 s", "18.9 us"; for durations in seconds.
std::string formatDuration(double valueSeconds);

std::optional<double> parseNumber(std::string_view text);
std::optional<std::int64_t> parseInteger(std::string_view text);

// yes/true/t/y/1/on and no/false/f/n/0/off, as the SambaNova kit accepts them.
std::optional<bool> parseBool(std::string_view text);

std::vector<std::string> splitWords(std::string_view text);
std::string_view trimmed(std::string_view text);
std::string lowered(std::string_view text);
// The same in place.
void lower(std::string& text);

// The candidate nearest to `word` by edit distance, if it is near enough to be a misspelling of it.
std::optional<std::string_view> nearestWord(std::string_view word, const std::vector<std::string_view>& candidates);

// Valid UTF-8: every broken sequence becomes U+FFFD.
std::string toValidUtf8(std::string_view text);

// Base64 with the common alphabet and padding (RFC 4648, 4), appended.
void appendBase64(std::string_view bytes, std::string& out);

// A random UUID in RFC 9562's version 7 (time-ordered): lower case, with dashes.
std::string uuidV7();

}  // namespace inferometer
