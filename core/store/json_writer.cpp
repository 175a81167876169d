// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_writer.h"

#include "core/api/dialect.h"
#include "core/base/text.h"

#include <cmath>

namespace inferometer {

namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kBuffer = 1U << 16U;

}  // namespace

std::string jsonNumber(double number)
{
    if (!std::isfinite(number))
        return "null";
    std::string text = formatNumber(number);
    if (text.find_first_of(".e") == std::string::npos)
        text += ".0";
    return text;
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
    m_file.write(m_text);
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
    m_text += '"';
    appendJsonEscaped(name, m_text);
    m_text += "\": ";
    m_afterKey = true;
    return *this;
}

void JsonWriter::raw(std::string_view json)
{
    separate();
    m_text += json;
    flush();
}

void JsonWriter::value(double number) { raw(jsonNumber(number)); }

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
    m_text += '"';
    appendJsonEscaped(text, m_text);
    m_text += '"';
    flush();
}

void JsonWriter::values(std::span<const double> numbers)
{
    std::string list;
    for (const double number : numbers)
        list += (list.empty() ? "" : ", ") + jsonNumber(number);
    raw("[" + list + "]");
}

void JsonWriter::values(std::span<const std::uint32_t> numbers)
{
    std::string list;
    for (const std::uint32_t number : numbers)
        list += (list.empty() ? "" : ", ") + std::to_string(number);
    raw("[" + list + "]");
}

void JsonWriter::endDocument()
{
    m_text += '\n';
    m_file.write(m_text);
    m_text.clear();
}

}  // namespace inferometer
