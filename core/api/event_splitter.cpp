// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/event_splitter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDataField = "data:";
constexpr std::string_view kDone = "[DONE]";
constexpr std::size_t kCommentKept = 256;

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

bool endsObject(std::string_view data)
{
    const std::size_t last = data.find_last_not_of(" \t");
    return last != std::string_view::npos && data[last] == '}';
}

// What cannot stand behind an object within one JSON text.
bool beginsEvent(std::string_view value)
{
    const std::size_t first = value.find_first_not_of(" \t");
    return first != std::string_view::npos && (value[first] == '{' || value.substr(first).starts_with(kDone));
}

bool isWholeEvent(std::string_view value) { return beginsEvent(value) && looksWhole(value); }

void keepStart(std::string_view text, std::size_t most, PaddedBuffer& out)
{
    if (out.size() < most)
        out.append(text.substr(0, most - out.size()));
}

}  // namespace

void EventSplitter::reset(Framing framing)
{
    m_framing = framing;
    begin({});
    m_line.clear();
    m_data.clear();
    m_stray.clear();
    m_commentTaken = true;
    m_hasData = m_isInPlace = m_lineTaken = m_errorEvent = m_skipLf = m_failed = false;
    m_noBlankLines = m_dataIsOlder = false;
    m_lateName = Name::None;
    m_firstLine = true;
    m_depth = 0;
    m_inString = m_escaped = false;
}

void EventSplitter::reserve(std::size_t bytes)
{
    m_line.reserve(bytes + kDataField.size() + 1);
    m_data.reserve(bytes);
    m_comment.reserve(kCommentKept);
    m_stray.reserve(kStrayKept);
}

void EventSplitter::begin(std::string_view bytes)
{
    m_bytes = bytes;
    m_at = 0;
    m_nextLf = bytes.find('\n');
    m_nextCr = bytes.find('\r');
    m_eventEnd = 0;
    m_again = {};
    m_isOlder = false;
    m_dataIsOlder = m_hasData;
    m_dataEnd = 0;
    if (m_skipLf && !bytes.empty()) {
        m_skipLf = false;
        if (bytes.front() == '\n')
            skipTo(1);
    }
}

bool EventSplitter::next(Event& event)
{
    m_isOlder = false;
    if (m_framing == Framing::JsonArray)
        return nextElement(event);
    std::string_view line = std::exchange(m_again, {});
    if (!line.empty() && takeField(line, event))
        return true;
    while (takeLine(line)) {
        if (takeLineOfEvent(line, event))
            return true;
    }
    return false;
}

bool EventSplitter::takeLineOfEvent(std::string_view line, Event& event)
{
    if (m_framing == Framing::ServerSentEvents)
        return line.empty() ? dispatch(event) : takeField(line, event);
    if (line.empty())
        return false;
    event = {line, false};
    m_eventEnd = m_at;
    return true;
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
    if (m_failed || m_framing == Framing::JsonArray)
        return false;
    m_isOlder = false;
    const bool takesLine = !m_lineTaken && looksWhole(m_line.view());
    m_lineTaken |= takesLine;
    if (m_framing == Framing::JsonLines) {
        event = {withoutMark(m_line.view()), false};
        return takesLine;
    }
    std::string_view line = std::exchange(m_again, {});
    if (takesLine)
        line = withoutMark(m_line.view());
    return (!line.empty() && takeField(line, event)) || dispatch(event);
}

bool EventSplitter::nextElement(Event& event)
{
    if (std::exchange(m_lineTaken, false))
        m_line.clear();
    std::size_t begin = m_at;
    for (; m_at < m_bytes.size() && !m_failed; ++m_at) {
        const char c = m_bytes[m_at];
        if (m_depth == 0 && c == '{')
            begin = m_at;
        if (m_depth == 0 && c != '{')
            continue;
        if (closesElement(c)) {
            endElement(begin, event);
            return !m_failed;
        }
    }
    if (m_depth > 0) {
        m_at = begin;
        keepRest();
    }
    return false;
}

// Follows the brackets of an element, of which `c` is the next byte.
bool EventSplitter::closesElement(char c)
{
    if (m_inString) {
        m_inString = m_escaped || c != '"';
        m_escaped = !m_escaped && c == '\\';
        return false;
    }
    m_inString = c == '"';
    if (c == '{' || c == '[')
        ++m_depth;
    return (c == '}' || c == ']') && --m_depth == 0;
}

void EventSplitter::endElement(std::size_t begin, Event& event)
{
    ++m_at;
    std::string_view element = m_bytes.substr(begin, m_at - begin);
    m_failed = m_line.size() + element.size() > m_limit;
    if (!m_failed && !m_line.empty()) {
        m_line.append(element);
        m_lineTaken = true;
        element = m_line.view();
    }
    for (const std::string_view lineEnd : {"\r\n", "\n", "\r"}) {
        if (m_bytes.substr(m_at).starts_with(lineEnd)) {
            m_at += lineEnd.size();
            break;
        }
    }
    m_eventEnd = m_at;
    event = {element, false};
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
    m_lineStart = m_at;
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

// True: an event ended with this line, or before it.
bool EventSplitter::takeField(std::string_view line, Event& event)
{
    if (line.starts_with(kDataField))
        return takeData(line, withoutOneSpace(line.substr(kDataField.size())), event);
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (name != "data" && name != "error") {
        takeOther(line, colon);
        return false;
    }
    const std::string_view value
        = colon == std::string_view::npos ? std::string_view{} : withoutOneSpace(line.substr(colon + 1));
    return takeData(line, value, event);
}

bool EventSplitter::takeData(std::string_view line, std::string_view value, Event& event)
{
    if (m_hasData && beginsEvent(value) && endsObject(dataSoFar())) {
        m_noBlankLines = true;
        m_again = line;
        m_isOlder = m_dataIsOlder;
        const bool isError = m_errorEvent;
        m_errorEvent = m_lateName == Name::Error;
        m_eventEnd = m_lineStart;
        return passOn(event, isError);
    }
    m_errorEvent = m_errorEvent || line.starts_with("error");
    addData(value);
    if (!m_noBlankLines || !isWholeEvent(value) || dataSoFar().size() != value.size())
        return false;
    m_eventEnd = m_at;
    return passOn(event, std::exchange(m_errorEvent, false));
}

// A comment, a name, or what is no field at all.
void EventSplitter::takeOther(std::string_view line, std::size_t colon)
{
    const std::string_view name = line.substr(0, colon);
    if (colon == 0) {
        if (std::exchange(m_commentTaken, false))
            m_comment.clear();
        keepStart(withoutOneSpace(line.substr(1)), std::min(kCommentKept, m_limit), m_comment);
    } else if (name == "event") {
        const bool isError = colon != std::string_view::npos && withoutOneSpace(line.substr(colon + 1)) == "error";
        if (m_hasData)
            m_lateName = isError ? Name::Error : Name::Other;
        else
            m_errorEvent = isError;
    } else if (name != "id" && name != "retry") {
        if (!m_stray.empty())
            keepStart("\n", kStrayKept, m_stray);
        keepStart(line, kStrayKept, m_stray);
    }
}

void EventSplitter::addData(std::string_view value)
{
    m_dataIsOlder = false;
    m_dataEnd = m_at;
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
    const bool isError = m_lateName == Name::None ? m_errorEvent : m_lateName == Name::Error;
    m_errorEvent = false;
    if (!passOn(event, isError))
        return false;
    m_eventEnd = m_at;
    return true;
}

bool EventSplitter::passOn(Event& event, bool isError)
{
    m_lateName = Name::None;
    event = {std::exchange(m_isInPlace, false) ? m_inPlace : m_data.view(), isError};
    const bool hasData = std::exchange(m_hasData, false) && !event.data.empty();
    const bool hasComment = !std::exchange(m_commentTaken, true);
    if (hasData || !isError)
        return hasData;
    static constexpr std::array<char, kEventPadding> kNothing{};
    event.data = hasComment && !m_comment.empty() ? m_comment.view() : std::string_view{kNothing.data(), 0};
    return true;
}

}  // namespace inferometer
