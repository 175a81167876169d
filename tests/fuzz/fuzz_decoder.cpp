// SPDX-License-Identifier: GPL-3.0-or-later
// One dialect's decoder (INFEROMETER_FUZZ_DIALECT) on any stream: the same facts however it is cut, and facts that
// agree with one another. Input: two bytes of cut, the stream.
#include "core/api/event_splitter.h"

#include "tests/core/api/stream_text.h"
#include "tests/fuzz/fuzz.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace inferometer {
namespace {

void checkFacts(DecodeStatus status, const EventFacts& facts)
{
    fuzz::touch(facts.text);
    fuzz::touch(facts.errorText);
    fuzz::require(facts.payload == (facts.bytes > 0), "payload is bytes");
    fuzz::require(facts.payload == (facts.visible || facts.reasoning), "payload is seen or thought");
    fuzz::require(facts.text.size() <= facts.bytes, "text is payload");
    fuzz::require(facts.usage == (facts.inputTokens >= 0 || facts.outputTokens >= 0), "usage is counts");
    fuzz::require(facts.error || facts.errorText.empty(), "a text without an error");
    fuzz::require(status == DecodeStatus::Ok || factsText(facts) == "nothing", "facts of an unreadable event");
}

// A decoder that has read the events of other streams says the same as a new one.
void checkEvents(const Dialect& dialect, std::string_view body)
{
    static const auto used = dialect.makeDecoder();
    const auto fresh = dialect.makeDecoder();
    used->keepText(true);
    fresh->keepText(true);
    fuzz::Padded read;
    EventSplitter splitter{dialect.framing};
    splitter.feed(read.hold(body), [&](std::string_view data, bool) {
        EventFacts facts;
        EventFacts same;
        const DecodeStatus status = used->decode(data, facts);
        checkFacts(status, facts);
        fuzz::require(fresh->decode(data, same) == status && factsText(same) == factsText(facts),
                      "no memory of events");
    });
}

}  // namespace
}  // namespace inferometer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace inferometer;
    static const Dialect& dialect = *findDialect(INFEROMETER_FUZZ_DIALECT);
    fuzz::Input input{bytes, size};
    const std::size_t wantedCut = input.word();
    const std::string_view body = input.rest();
    const std::array<std::size_t, 1> cuts{wantedCut % (body.size() + 1)};
    fuzz::require(streamText(dialect, body, cuts) == streamText(dialect, body), "cut once");
    checkEvents(dialect, body);
    return 0;
}
