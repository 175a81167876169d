// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, in any reads, give the same events. Input: framing, two bytes of cut, the body.
#include "core/api/event_splitter.h"

#include "tests/fuzz/fuzz.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace inferometer {
namespace {

// Everything a caller can see, as text. Reads the padding behind each event, so that a sanitizer checks it is there.
class Observer
{
    auto collect()
    {
        return [this](std::string_view data, bool errorEvent) {
            fuzz::require(!data.empty() || errorEvent, "an event without data");
            fuzz::touch({data.data(), data.size() + kEventPadding});
            fuzz::require(!m_splitter.isOlder() || m_heldEvent, "an older event that no feed held");
            m_seen.append(errorEvent ? "!" : "").append(data).append("\n--\n");
        };
    }

public:
    explicit Observer(Framing framing) : m_splitter(framing) {}

    void feed(std::string_view bytes)
    {
        const std::size_t before = m_seen.size();
        fuzz::require(m_splitter.feed(m_read.hold(bytes), collect()), "small bodies are never too long");
        fuzz::require(!m_splitter.holdsEventAtEnd() || m_splitter.holdsEvent(), "at the end what is not held");
        m_heldEvent = m_heldEvent || m_splitter.holdsEvent();
        fuzz::require(!m_splitter.lastEventAtEnd() || m_seen.size() > before, "an end without an event");
    }

    std::string finish()
    {
        m_splitter.finish(collect());
        fuzz::require(m_splitter.strayLines().size() <= EventSplitter::kStrayKept, "more stray lines than are kept");
        return m_seen.append(m_splitter.strayLines()).append(m_splitter.midEvent() ? "mid-event" : "");
    }

private:
    fuzz::Padded m_read;
    EventSplitter m_splitter;
    std::string m_seen;
    bool m_heldEvent = false;  // after a feed so far
};

std::string eventsOf(Framing framing, std::string_view body, std::size_t step)
{
    Observer observer{framing};
    for (std::size_t at = 0; at < body.size(); at += step)
        observer.feed(body.substr(at, step));
    return observer.finish();
}

std::string eventsCutAt(Framing framing, std::string_view body, std::size_t cut)
{
    Observer observer{framing};
    observer.feed(body.substr(0, cut));
    observer.feed({});
    observer.feed(body.substr(cut));
    return observer.finish();
}

// A splitter that takes little: it refuses for good until it is reset, and what it passes on is short.
void refuseWhatIsLong(Framing framing, std::string_view body)
{
    constexpr std::size_t kLimit = 64;
    constexpr std::size_t kStep = 7;
    EventSplitter splitter{framing, kLimit};
    splitter.reserve(2 * kLimit);
    splitter.reserve(kLimit);
    fuzz::Padded read;
    bool fits = true;
    for (std::size_t at = 0; at < body.size(); at += kStep) {
        const bool fitsStill = splitter.feed(read.hold(body.substr(at, kStep)), [](std::string_view data, bool) {
            fuzz::require(data.size() <= kLimit, "an event beyond the limit");
        });
        fuzz::require(fits || !fitsStill, "a refusal holds until reset");
        fits = fitsStill;
    }
    splitter.finish([&fits](std::string_view, bool) { fuzz::require(fits, "an event after a refusal"); });
    splitter.reset(framing);
    fuzz::require(splitter.feed(read.hold("\n"), [](std::string_view, bool) {}), "reset starts afresh");
}

std::string withCarriageReturns(std::string_view body)
{
    std::string text;
    for (const char c : body)
        text.append(c == '\n' ? "\r\n" : std::string{c});
    return text;
}

}  // namespace
}  // namespace inferometer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace inferometer;
    fuzz::Input input{bytes, size};
    constexpr std::array kFramings{Framing::ServerSentEvents, Framing::JsonLines, Framing::ServerSentEvents,
                                   Framing::JsonArray};
    const Framing framing = kFramings.at(input.byte() % kFramings.size());
    const std::size_t wantedCut = input.word();
    const std::string_view body = input.rest();
    const std::string whole = eventsOf(framing, body, body.size() + 1);
    fuzz::require(eventsOf(framing, body, 1) == whole, "one byte at a time");
    refuseWhatIsLong(framing, body);
    fuzz::require(eventsCutAt(framing, body, wantedCut % (body.size() + 1)) == whole, "cut once");
    if (framing != Framing::JsonArray && body.find('\r') == std::string_view::npos)
        fuzz::require(eventsOf(framing, withCarriageReturns(body), 1) == whole, "with CRLF");
    return 0;
}
