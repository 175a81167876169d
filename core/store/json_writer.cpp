// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_writer.h"

#include "core/api/dialect.h"
#include "core/base/visible_text.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace inferometer {

namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kLongestNumber = 64;
constexpr double kPlainFrom = 1e-6;  // beyond these an exponent is shorter
constexpr double kPlainTo = 1e17;
constexpr std::size_t kBuffer = 1U << 16U;

void appendUnit(std::uint32_t unit, std::string& out)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U})
        out += kHex[unit >> shift & 0xFU];
}

// Beyond the first 65,536 characters as two UTF-16 surrogates.
void appendEscape(std::uint32_t code, std::string& out)
{
    constexpr std::uint32_t kFirstPair = 0x10000;
    if (code >= kFirstPair) {
        appendUnit(0xD800U + ((code - kFirstPair) >> 10U), out);
        code = 0xDC00U + (code & 0x3FFU);
    }
    appendUnit(code, out);
}

}  // namespace

void appendJsonText(std::string_view text, std::string& out)
{
    std::string escaped;
    appendJsonEscaped(text, escaped);
    out += '"';
    out += visibleBy(escaped, appendEscape);
    out += '"';
}

void appendJsonNumber(double number, std::string& out)
{
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    // Long lists of moments go through here: no string of its own for each.
    std::array<char, kLongestNumber> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as used
    const double magnitude = std::abs(number);
    const bool plain = magnitude == 0 || (magnitude >= kPlainFrom && magnitude < kPlainTo);
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                            plain ? std::chars_format::fixed : std::chars_format::scientific);
    assert(error == std::errc{});
    const std::string_view text{digits.data(), static_cast<std::size_t>(end - digits.data())};
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos)
        out += ".0";
}

void JsonWriter::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_empty.empty())
        return;
    if (!m_empty.back())
        m_text += ',';
    m_empty.back() = false;
    newLine();
}

void JsonWriter::newLine()
{
    m_text += '\n';
    m_text.append(m_empty.size() * kIndent, ' ');
}

void JsonWriter::flush()
{
    if (m_text.size() < kBuffer)
        return;
    m_sink(m_text);
    m_text.clear();
}

void JsonWriter::open(char bracket)
{
    separate();
    m_text += bracket;
    m_empty.push_back(true);
}

void JsonWriter::close(char bracket)
{
    const bool empty = m_empty.back();
    m_empty.pop_back();
    if (!empty)
        newLine();
    m_text += bracket;
    flush();
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    appendJsonText(name, m_text);
    m_text += ": ";
    m_afterKey = true;
    return *this;
}

void JsonWriter::raw(std::string_view json)
{
    separate();
    m_text += json;
    flush();
}

void JsonWriter::value(double number)
{
    separate();
    appendJsonNumber(number, m_text);
    flush();
}

void JsonWriter::value(const std::optional<double>& number)
{
    if (number)
        value(*number);
    else
        null();
}

void JsonWriter::value(std::string_view text)
{
    separate();
    appendJsonText(text, m_text);
    flush();
}

void JsonWriter::values(std::span<const double> numbers)
{
    separate();
    m_text += '[';
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        m_text += i == 0 ? "" : ", ";
        appendJsonNumber(numbers[i], m_text);
    }
    m_text += ']';
    flush();
}

void JsonWriter::values(std::span<const std::uint32_t> numbers)
{
    separate();
    m_text += '[';
    std::array<char, kLongestNumber> digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as used
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        m_text += i == 0 ? "" : ", ";
        m_text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), numbers[i]).ptr);
    }
    m_text += ']';
    flush();
}

void JsonWriter::endDocument()
{
    m_text += '\n';
    m_sink(m_text);
    m_text.clear();
}

}  // namespace inferometer
