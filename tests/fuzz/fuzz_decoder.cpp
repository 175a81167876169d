// SPDX-License-Identifier: GPL-3.0-or-later
// One dialect's decoder (INFEROMETER_FUZZ_DIALECT) on any stream: the same facts however it is cut, and facts that
// agree with one another. Input: two bytes of cut, the stream.
#include "core/api/event_splitter.h"

#include "tests/core/api/stream_text.h"
#include "tests/fuzz/fuzz.h"
#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

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

// Texts of the JSON, at any depth, that end with this one.
std::size_t textsEndingWith(std::string_view end, const nlohmann::json& json)
{
    if (json.is_string())
        return json.get_ref<const std::string&>().ends_with(end) ? 1 : 0;
    std::size_t count = 0;
    if (json.is_structured())
        for (const nlohmann::json& inner : json)
            count += textsEndingWith(end, inner);
    return count;
}

// The body of whatever settings is JSON that holds the prompt and the image in a place each, whatever texts they have.
void checkBody(const Dialect& dialect, std::string_view settings)
{
    constexpr std::string_view kPrompt = "the prompt, which no setting has";
    constexpr std::string_view kImage = "iVBORw0KGgo=";
    // The fuzzer reads them out of this program in time.
    if (settings.find(kPrompt) != std::string_view::npos || settings.find(kImage) != std::string_view::npos)
        return;
    BodyParts parts{.model = "Bundle/m",
                    .systemPrompt = settings,
                    .samplingParams = R"({"top_p": 0.5, "do_sample": true, "stop": "x"})",
                    .extraBody = settings,
                    .outputTokens = 5};
    parts.exactOutput = settings.size() % 2 == 0;
    parts.image = dialect.takesImages && settings.size() % 4 == 1;
    const BodyTemplate body = dialect.body(parts);
    std::string text = body.prefix;
    text.append(kPrompt).append(body.suffix).append(parts.image ? kImage : "").append(body.tail);
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    fuzz::require(!json.is_discarded(), "a body is JSON");
    fuzz::require(textsEndingWith(kPrompt, json) == 1, "one place for the prompt");
    fuzz::require(!parts.image || textsEndingWith(kImage, json) == 1, "one place for the image");
    fuzz::require(parts.image || body.tail.empty(), "no place for an image that there is not");
}

// Its forms, as they are found for a URL.
void checkForms(std::string_view base)
{
    for (const Dialect& dialect : dialects()) {
        const Result<DialectAt> at = dialectAt(dialect, {.host = "h", .port = 1, .path = "/" + std::string{base}});
        fuzz::require(!at || at.value().url.path.starts_with('/'), "a path begins with a slash");
    }
}

}  // namespace
}  // namespace inferometer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace inferometer;
    static const Dialect& dialect = *formNamed(INFEROMETER_FUZZ_DIALECT);
    fuzz::Input input{bytes, size};
    const std::size_t wantedCut = input.word();
    const std::string_view body = input.rest();
    const std::array<std::size_t, 1> cuts{wantedCut % (body.size() + 1)};
    fuzz::require(streamText(dialect, body, cuts) == streamText(dialect, body), "cut once");
    checkEvents(dialect, body);
    constexpr std::size_t kLongestSetting = 200;
    if (body.size() <= kLongestSetting) {
        checkBody(dialect, body);
        checkForms(body);
    }
    return 0;
}
