// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a response body into events, whatever the reads look like: SSE (WHATWG HTML, section 9.2), JSON lines, or a JSON
// array whose elements are objects. An element is an event at its closing brace, with the line end behind it if there
// is one in the same read; what stands between elements, or outside of the array, is passed over.
//
// One liberty is taken: a data line that begins an object, or is [DONE], behind data that ends one belongs to a next
// event, though no blank line parts them (joined they could be no JSON). Where that was seen, a whole object on one
// line is an event at the end of its line.
//
// An event that lies whole in the bytes given, on one data line, is passed on in place; one that spans reads or lines
// is gathered in buffers of our own, which keep their capacity. Every byte is copied at most twice, however small the
// reads.
#pragma once

#include "core/api/dialect.h"
#include "core/api/padded_buffer.h"

#include <string_view>

namespace inferometer {

class EventSplitter
{
public:
    static constexpr std::size_t kMaxEvent = 16U << 20U;

    // `limit`: bytes of the longest line or event.
    explicit EventSplitter(Framing framing = Framing::ServerSentEvents, std::size_t limit = kMaxEvent)
        : m_framing(framing)
        , m_limit(limit)
    {}

    // Starts a new body. Keeps capacity.
    void reset(Framing framing);

    // Calls `onEvent(std::string_view data, bool errorEvent)` for every event that ends in `bytes`; `data` is valid
    // during the call and has kEventPadding readable bytes behind it (REQUIRES the same of `bytes`).
    // `errorEvent`: the event is named "error", or is the `error:` field that older llama.cpp servers send. Without
    // data its comment stands for it; only then, if there is none, `data` is empty.
    // Other comments, empty events and unknown fields give no call. Returns false, now and until reset(), when a line
    // or an event grows past the limit. `onEvent` must not call this splitter.
    template <typename OnEvent>
    bool feed(std::string_view bytes, OnEvent&& onEvent)
    {
        begin(bytes);
        Event event;
        while (next(event))
            onEvent(event.data, event.error);
        return end();
    }

    // At the end of the body: passes on the last event of servers that leave out its line end or blank line. A line
    // that closes no object was cut and is left: midEvent() then says so. An event passed here that cannot be decoded
    // is a cut stream too, not a malformed one.
    template <typename OnEvent>
    void finish(OnEvent&& onEvent)
    {
        Event event;
        while (last(event))
            onEvent(event.data, event.error);
    }

    // The first lines of the body that are no field of an event, up to kStrayKept bytes: what a server says that leaves
    // out the framing. JSON lines have none.
    static constexpr std::size_t kStrayKept = 1024;
    std::string_view strayLines() const { return m_stray.view(); }

    // The event being passed on ended in an earlier feed, which could not be known then: in the last one of which
    // holdsEvent() was true.
    bool isOlder() const { return m_isOlder; }
    // The last feed brought a data line of an event that may be whole; and nothing behind it.
    bool holdsEvent() const { return m_hasData && m_dataEnd != 0; }
    bool holdsEventAtEnd() const { return holdsEvent() && m_dataEnd == m_bytes.size(); }

    // Bytes of an event begun and not ended.
    bool midEvent() const { return m_hasData || (!m_line.empty() && !m_lineTaken); }

    // The last feed() passed an event whose last byte was the last of its bytes: nothing, not even a comment, follows.
    bool lastEventAtEnd() const { return m_eventEnd != 0 && m_eventEnd == m_bytes.size(); }

    // So that events of up to `bytes` allocate nothing.
    void reserve(std::size_t bytes);

private:
    struct Event
    {
        std::string_view data;
        bool error = false;
    };

    void begin(std::string_view bytes);
    bool next(Event& event);
    bool end();
    bool last(Event& event);
    bool nextElement(Event& event);
    bool closesElement(char c);
    void endElement(std::size_t begin, Event& event);
    bool takeLine(std::string_view& line);
    void skipTo(std::size_t position);
    std::string_view withoutMark(std::string_view line);
    void keepRest();
    bool takeLineOfEvent(std::string_view line, Event& event);
    bool takeField(std::string_view line, Event& event);
    bool takeData(std::string_view line, std::string_view value, Event& event);
    void takeOther(std::string_view line, std::size_t colon);
    void addData(std::string_view value);
    std::string_view dataSoFar() const { return m_isInPlace ? m_inPlace : m_data.view(); }
    bool dispatch(Event& event);
    bool passOn(Event& event, bool isError);

    Framing m_framing;
    std::size_t m_limit;

    // The bytes of this feed.
    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::size_t m_nextLf = std::string_view::npos;  // both looked for once: a scan never starts over
    std::size_t m_nextCr = std::string_view::npos;
    std::size_t m_eventEnd = 0;
    std::string_view m_inPlace;  // the event's only data line so far, in m_bytes
    std::string_view m_again;    // a line to be taken once more: it began a next event
    std::size_t m_lineStart = 0;
    std::size_t m_dataEnd = 0;  // behind the last data line
    bool m_isOlder = false;

    // What goes on from feed to feed.
    PaddedBuffer m_line;     // a line begun
    PaddedBuffer m_data;     // data lines of an event begun, joined by LF
    PaddedBuffer m_comment;  // of the event begun, unless it was taken
    PaddedBuffer m_stray;
    bool m_hasData = false;
    bool m_dataIsOlder = false;  // all of it came in earlier feeds
    bool m_noBlankLines = false;
    bool m_commentTaken = true;
    bool m_isInPlace = false;
    bool m_lineTaken = false;
    bool m_errorEvent = false;
    enum class Name : std::uint8_t { None, Error, Other };
    Name m_lateName = Name::None;  // a name behind data: of this event if a blank line follows, else of the next
    bool m_skipLf = false;         // the feed ended in CR: a LF at the start of the next belongs to it
    bool m_firstLine = true;
    bool m_failed = false;
    std::size_t m_depth = 0;  // of brackets open in the element begun
    bool m_inString = false;
    bool m_escaped = false;
};

}  // namespace inferometer
