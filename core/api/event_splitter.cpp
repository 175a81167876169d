// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/event_splitter.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDataField = "data:";

std::string_view withoutOneSpace(std::string_view value)
{
    if (value.starts_with(' '))
        value.remove_prefix(1);
    return value;
}

// A line without its end that closes an object, or [DONE].
bool looksWhole(std::string_view line)
{
    const std::size_t last = line.find_last_not_of(" \t");
    return last != std::string_view::npos && (line[last] == '}' || line[last] == ']');
}

}  // namespace

void EventSplitter::reset(Framing framing)
{
    m_framing = framing;
    begin({});
    m_line.clear();
    m_data.clear();
    m_hasData = m_isInPlace = m_lineTaken = m_errorEvent = m_skipLf = m_failed = false;
    m_firstLine = true;
}

void EventSplitter::reserve(std::size_t bytes)
{
    m_line.reserve(bytes + kDataField.size() + 1);
    m_data.reserve(bytes);
}

void EventSplitter::begin(std::string_view bytes)
{
    m_bytes = bytes;
    m_at = 0;
    m_nextLf = bytes.find('\n');
    m_nextCr = bytes.find('\r');
    m_eventEnd = 0;
    if (m_skipLf && !bytes.empty()) {
        m_skipLf = false;
        if (bytes.front() == '\n')
            skipTo(1);
    }
}

bool EventSplitter::next(Event& event)
{
    std::string_view line;
    while (takeLine(line)) {
        if (m_framing == Framing::JsonLines) {
            if (line.empty())
                continue;
            event = {line, false};
            m_eventEnd = m_at;
            return true;
        }
        if (!line.empty())
            takeField(line);
        else if (dispatch(event))
            return true;
    }
    return false;
}

bool EventSplitter::end()
{
    if (m_isInPlace) {
        m_data.append(m_inPlace);
        m_isInPlace = false;
    }
    return !m_failed;
}

bool EventSplitter::last(Event& event)
{
    if (m_failed)
        return false;
    const bool takesLine = !m_lineTaken && looksWhole(m_line.view());
    m_lineTaken |= takesLine;
    if (m_framing == Framing::JsonLines) {
        event = {withoutMark(m_line.view()), false};
        return takesLine;
    }
    if (takesLine)
        takeField(withoutMark(m_line.view()));
    return dispatch(event);
}

// The next line, without its end: LF, CR or CRLF.
bool EventSplitter::takeLine(std::string_view& line)
{
    if (std::exchange(m_lineTaken, false))
        m_line.clear();
    const std::size_t lineEnd = std::min(m_nextLf, m_nextCr);
    if (m_failed || lineEnd == std::string_view::npos) {
        keepRest();
        return false;
    }
    line = m_bytes.substr(m_at, lineEnd - m_at);
    const bool carriageReturn = m_bytes[lineEnd] == '\r';
    m_skipLf = carriageReturn && lineEnd + 1 == m_bytes.size();
    skipTo(lineEnd + (carriageReturn && m_nextLf == lineEnd + 1 ? 2 : 1));
    if (m_line.size() + line.size() > m_limit) {
        m_failed = true;
        return false;
    }
    if (!m_line.empty()) {
        m_line.append(line);
        m_lineTaken = true;
        line = m_line.view();
    }
    line = withoutMark(line);
    return true;
}

// Only the first line of a body can start with a byte order mark that is not text.
std::string_view EventSplitter::withoutMark(std::string_view line)
{
    if (std::exchange(m_firstLine, false) && line.starts_with(kByteOrderMark))
        line.remove_prefix(kByteOrderMark.size());
    return line;
}

void EventSplitter::skipTo(std::size_t position)
{
    m_at = position;
    if (m_nextLf < m_at)
        m_nextLf = m_bytes.find('\n', m_at);
    if (m_nextCr < m_at)
        m_nextCr = m_bytes.find('\r', m_at);
}

void EventSplitter::keepRest()
{
    const std::string_view rest = m_bytes.substr(m_at);
    if (m_line.size() + rest.size() > m_limit)
        m_failed = true;
    if (!m_failed)
        m_line.append(rest);
    m_at = m_bytes.size();
}

void EventSplitter::takeField(std::string_view line)
{
    if (line.starts_with(kDataField)) {
        addData(withoutOneSpace(line.substr(kDataField.size())));
        return;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const std::string_view value
        = colon == std::string_view::npos ? std::string_view{} : withoutOneSpace(line.substr(colon + 1));
    if (name == "data") {
        addData(value);
    } else if (name == "event") {
        m_errorEvent = value == "error";
    } else if (name == "error") {
        m_errorEvent = true;
        addData(value);
    }
}

void EventSplitter::addData(std::string_view value)
{
    if (!m_hasData && !m_lineTaken) {
        m_hasData = m_isInPlace = true;
        m_inPlace = value;
        m_data.clear();
        return;
    }
    if (!m_hasData)
        m_data.clear();
    if (std::exchange(m_isInPlace, false))
        m_data.append(m_inPlace);
    if (std::exchange(m_hasData, true))
        m_data.append("\n");
    if (m_data.size() + value.size() > m_limit)
        m_failed = true;
    else
        m_data.append(value);
}

bool EventSplitter::dispatch(Event& event)
{
    event = {std::exchange(m_isInPlace, false) ? m_inPlace : m_data.view(), std::exchange(m_errorEvent, false)};
    if (!std::exchange(m_hasData, false) || event.data.empty())
        return false;
    m_eventEnd = m_at;
    return true;
}

}  // namespace inferometer
