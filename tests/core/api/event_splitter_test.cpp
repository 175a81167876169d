// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/event_splitter.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace inferometer {
namespace {

std::string padded(std::string_view bytes) { return std::string{bytes} + std::string(kEventPadding, '#'); }

// A splitter whose events are collected as text: "data" or "!data" for an error event, each followed by '|'.
struct Collector
{
    explicit Collector(Framing framing = Framing::ServerSentEvents) : splitter(framing) {}

    auto collect()
    {
        return [this](std::string_view data, bool errorEvent) {
            events.append(errorEvent ? "!" : "").append(data).append("|");
        };
    }

    bool feed(std::string_view bytes)
    {
        const std::string memory = padded(bytes);
        return splitter.feed(std::string_view{memory}.substr(0, bytes.size()), collect());
    }

    void finish() { splitter.finish(collect()); }

    EventSplitter splitter;
    std::string events;
};

TEST(EventSplitter, PassesWholeEventsInPlace)
{
    const std::string bytes = padded("data: one\n\nevent: x\ndata:two\r\n\r\n: ping\n\n");
    const std::string_view body = std::string_view{bytes}.substr(0, bytes.size() - kEventPadding);
    EventSplitter splitter;
    std::size_t inPlace = 0;
    EXPECT_TRUE(splitter.feed(body, [&](std::string_view data, bool) {
        inPlace += data.data() >= body.data() && data.data() < body.data() + body.size() ? 1 : 0;
    }));
    EXPECT_EQ(inPlace, 2U);
}

TEST(EventSplitter, SaysWhetherAnEventIsUnderWay)
{
    Collector collector;
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed("data: a\n\n");
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed("d");
    EXPECT_TRUE(collector.splitter.midEvent());
    collector.feed("ata: b\n");
    EXPECT_TRUE(collector.splitter.midEvent());
    collector.feed("\n");
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed("data: c\r\n\r");
    EXPECT_FALSE(collector.splitter.midEvent()) << "a LF that may follow belongs to the event already passed";
    collector.feed("\n");
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed(": ping\n");
    EXPECT_FALSE(collector.splitter.midEvent());
    EXPECT_EQ(collector.events, "a|b|c|");
}

TEST(EventSplitter, SaysWhetherTheLastEventEndedTheRead)
{
    const auto endsRead = [](std::string_view bytes) {
        Collector collector;
        collector.feed(bytes);
        return collector.splitter.lastEventAtEnd();
    };
    EXPECT_TRUE(endsRead("data: a\n\n"));
    EXPECT_TRUE(endsRead("data: a\r\r"));
    EXPECT_TRUE(endsRead("data: a\r\n\r\n"));
    EXPECT_TRUE(endsRead("data: a\r\n\r")) << "the event was whole with the CR";
    EXPECT_TRUE(endsRead("data: a\n\ndata: b\n\n"));
    EXPECT_FALSE(endsRead("data: a\n\nd"));
    EXPECT_FALSE(endsRead("data: a\n\ndata: b\n"));
    EXPECT_FALSE(endsRead("data: a\n\n: ping\n\n")) << "the ping may have come later";
    EXPECT_FALSE(endsRead("data: a\n"));
    EXPECT_FALSE(endsRead(": ping\n\n")) << "no event at all";
    EXPECT_FALSE(endsRead(""));
}

TEST(EventSplitter, ForgetsTheEndOfAnEarlierRead)
{
    Collector collector;
    collector.feed("data: a\n\n");
    EXPECT_TRUE(collector.splitter.lastEventAtEnd());
    collector.feed("data: ");
    EXPECT_FALSE(collector.splitter.lastEventAtEnd());
    collector.feed("");
    EXPECT_FALSE(collector.splitter.lastEventAtEnd());
}

TEST(EventSplitter, EndsJsonLinesAtTheReadToo)
{
    Collector collector{Framing::JsonLines};
    collector.feed("{}\n");
    EXPECT_TRUE(collector.splitter.lastEventAtEnd());
    collector.feed("\n{\"a\":");
    EXPECT_FALSE(collector.splitter.lastEventAtEnd());
    EXPECT_TRUE(collector.splitter.midEvent());
    collector.feed("1}\r\n");
    EXPECT_TRUE(collector.splitter.lastEventAtEnd());
    EXPECT_EQ(collector.events, "{}|{\"a\":1}|");
}

TEST(EventSplitter, PassesTheElementsOfAJsonArray)
{
    Collector collector{Framing::JsonArray};
    EXPECT_TRUE(collector.feed("[{\"a\":\"}]{\\\"\"},\r\n{\"b\":[{}]}\n"));
    EXPECT_EQ(collector.events, "{\"a\":\"}]{\\\"\"}|{\"b\":[{}]}|");
    EXPECT_TRUE(collector.splitter.lastEventAtEnd()) << "its line end belongs to it";
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed(",{\"c");
    EXPECT_TRUE(collector.splitter.midEvent());
    collector.feed("\": 1 }]");
    EXPECT_FALSE(collector.splitter.lastEventAtEnd());
    collector.finish();
    EXPECT_EQ(collector.events, "{\"a\":\"}]{\\\"\"}|{\"b\":[{}]}|{\"c\": 1 }|");
    collector.splitter.reset(Framing::JsonArray);
    collector.events.clear();
    collector.feed("]}{\"d\":2}");
    EXPECT_EQ(collector.events, "{\"d\":2}|") << "what stands outside is passed over";
    EXPECT_TRUE(collector.splitter.lastEventAtEnd());
}

TEST(EventSplitter, RefusesAnElementBeyondTheLimit)
{
    const std::string large = "[{\"a\":\"" + std::string(100, 'x') + "\"}]";
    for (const std::size_t step : {1U, 7U, 200U}) {
        EventSplitter splitter{Framing::JsonArray, 64};
        bool fits = true;
        int events = 0;
        for (std::size_t at = 0; at < large.size(); at += step) {
            const std::string memory = padded(std::string_view{large}.substr(at, step));
            fits = splitter.feed(std::string_view{memory}.substr(0, memory.size() - kEventPadding),
                                 [&events](std::string_view, bool) { ++events; });
        }
        EXPECT_FALSE(fits) << step;
        EXPECT_EQ(events, 0) << step;
    }
}

TEST(AnswerSoFar, LeavesWhatIsNewOfAnEventThatRepeats)
{
    AnswerSoFar said;
    const auto taken = [&said](std::string_view text, bool repeats) {
        EventFacts facts;
        facts.text = text;
        facts.bytes = static_cast<std::uint32_t>(text.size());
        facts.payload = facts.visible = !text.empty();
        facts.repeats = repeats;
        said.take(facts);
        EXPECT_EQ(facts.payload, facts.bytes > 0);
        EXPECT_EQ(facts.visible, facts.payload);
        return std::string{facts.text};
    };
    EXPECT_EQ(taken("Pa", true), "Pa");
    EXPECT_EQ(taken("Paris", true), "ris");
    EXPECT_EQ(taken("Paris", true), "");
    EXPECT_EQ(taken("Pari", true), "") << "a stop text may have been cut off";
    EXPECT_EQ(taken(" is", false), " is");
    EXPECT_EQ(taken("Paris is nice", true), " nice");
    said.clear();
    EXPECT_EQ(taken("Paris", true), "Paris");
}

TEST(EventSplitter, JoinsDataLinesByLineFeeds)
{
    Collector collector;
    collector.feed("data: a\ndata:\ndata: b\n\ndata:c\r\ndata\r\n\r\ndata\ndata\n\n");
    collector.feed("data: d\nda");
    collector.feed("ta:  e\ndata:f\n");
    collector.feed("\n");
    EXPECT_EQ(collector.events, "a\n\nb|c\n|\n|d\n e\nf|");
}

TEST(EventSplitter, MarksErrorEventsOnly)
{
    Collector collector;
    collector.feed(
        "event: error\ndata: a\n\ndata: b\n\nevent: errors\ndata: c\n\nerror: d\n\nevent:error\ndata: e\n\n");
    EXPECT_EQ(collector.events, "!a|b|c|!d|!e|");
}

TEST(EventSplitter, TakesTheCommentOfAnErrorWithoutData)
{
    Collector collector;
    collector.feed("event: error\n: worker 7 is gone\n\n: ping\n\nevent: error\n\nevent: error\n: a\ndata: b\n\n");
    collector.feed(": before it\nevent: err");
    collector.feed("or\n\nevent: error\n: last");
    collector.feed(" words\n");
    collector.finish();
    EXPECT_EQ(collector.events, "!worker 7 is gone|!|!b|!before it|!last words|");
}

TEST(EventSplitter, PartsObjectsThatNoBlankLineParts)
{
    const std::string_view body = "data: {\"a\":1}\ndata: {\"b\":2}\nevent: error\ndata: {\"c\":3}\ndata: [DONE]\n";
    Collector whole;
    whole.feed(body);
    EXPECT_EQ(whole.events, "{\"a\":1}|{\"b\":2}|!{\"c\":3}|[DONE]|")
        << "each at the end of its line, once that is seen";
    Collector bytes;
    for (std::size_t i = 0; i < body.size(); ++i)
        bytes.feed(body.substr(i, 1));
    EXPECT_EQ(bytes.events, whole.events);
    Collector joined;
    joined.feed("data: {\"a\":\ndata: {\"b\":1}\ndata: }\n\ndata: [1,\ndata: {}]\n\n");
    EXPECT_EQ(joined.events, "{\"a\":\n{\"b\":1}\n}|[1,\n{}]|");
}

TEST(EventSplitter, SaysThatAnEventItPartsIsOlder)
{
    EventSplitter splitter;
    std::string older;
    const auto note = [&](std::string_view, bool) { older += splitter.isOlder() ? "older " : "now "; };
    const auto feed = [&](std::string_view bytes) {
        const std::string memory = padded(bytes);
        splitter.feed(std::string_view{memory}.substr(0, bytes.size()), note);
    };
    feed("data: {}\n");
    EXPECT_EQ(older, "");
    feed("data: {}\ndata: {}\n");
    EXPECT_EQ(older, "older now now ");
    EXPECT_TRUE(splitter.lastEventAtEnd());
}

TEST(EventSplitter, KeepsTheFirstLinesThatAreNoField)
{
    Collector collector;
    collector.feed("id: 1\nretry: 5\n: comment\n{\"error\":1}\n\nup");
    collector.feed("stream error\ndata: x\n\n");
    EXPECT_EQ(collector.splitter.strayLines(), "{\"error\":1}\nupstream error");
    collector.feed(std::string(5000, 'y') + "\n");
    EXPECT_EQ(collector.splitter.strayLines().size(), EventSplitter::kStrayKept);
    collector.splitter.reset(Framing::ServerSentEvents);
    EXPECT_EQ(collector.splitter.strayLines(), "");
}

TEST(EventSplitter, FinishesOnceWithWhatIsWhole)
{
    Collector lines{Framing::JsonLines};
    lines.feed("{\"a\":1}");
    EXPECT_TRUE(lines.splitter.midEvent());
    lines.finish();
    lines.finish();
    EXPECT_EQ(lines.events, "{\"a\":1}|");
    EXPECT_FALSE(lines.splitter.midEvent());

    Collector marked{Framing::JsonLines};
    marked.feed("\xEF\xBB\xBF{}");
    marked.finish();
    EXPECT_EQ(marked.events, "{}|") << "a byte order mark of the only line";

    Collector events;
    events.feed("event: error\ndata: [DONE]  ");
    events.finish();
    events.finish();
    EXPECT_EQ(events.events, "![DONE]  |");
    EXPECT_FALSE(events.splitter.midEvent());

    Collector cut;
    cut.feed("data: {\"a\":");
    cut.finish();
    EXPECT_EQ(cut.events, "");
    EXPECT_TRUE(cut.splitter.midEvent());
}

TEST(EventSplitter, StartsAfreshAfterReset)
{
    Collector collector;
    collector.feed("event: error\ndata: left over\ndata: half");
    collector.splitter.reset(Framing::JsonLines);
    EXPECT_FALSE(collector.splitter.midEvent());
    collector.feed("{}\n\r");
    collector.splitter.reset(Framing::ServerSentEvents);
    collector.feed("\ndata: a\n\n");
    EXPECT_EQ(collector.events, "{}|a|");
}

TEST(EventSplitter, RefusesAnEventBeyondTheLimit)
{
    const std::string most = "data:" + std::string(EventSplitter::kMaxEvent - 5, 'x');
    Collector fits;
    EXPECT_TRUE(fits.feed(most + "\n\n"));
    EXPECT_EQ(fits.events.size(), EventSplitter::kMaxEvent - 5 + 1);

    Collector inOneRead;
    EXPECT_FALSE(inOneRead.feed(most + "x\n\n"));
    Collector inTwoReads;
    EXPECT_TRUE(inTwoReads.feed(most));
    EXPECT_FALSE(inTwoReads.feed("x"));
    EXPECT_FALSE(inTwoReads.feed("\n\ndata: a\n\n")) << "until reset";
    inTwoReads.finish();
    EXPECT_EQ(inOneRead.events + inTwoReads.events, "");
    inTwoReads.splitter.reset(Framing::ServerSentEvents);
    EXPECT_TRUE(inTwoReads.feed("data: a\n\n"));
    EXPECT_EQ(inTwoReads.events, "a|");

    Collector byLines;
    EXPECT_TRUE(byLines.feed(most + "\n"));
    EXPECT_FALSE(byLines.feed("data:123456\n\n"));
    EXPECT_EQ(byLines.events, "");
}

// Were the event gathered anew at each read, this would take hours.
TEST(EventSplitter, TakesLinearTimeInSmallReads)
{
    constexpr std::size_t kSize = 4U << 20U;
    const std::string bytes = padded("data: " + std::string(kSize, 'x') + "\n\n");
    EventSplitter splitter;
    std::size_t seen = 0;
    for (std::size_t i = 0; i + kEventPadding < bytes.size(); ++i)
        splitter.feed(std::string_view{bytes}.substr(i, 1), [&](std::string_view data, bool) { seen += data.size(); });
    EXPECT_EQ(seen, kSize);
}

// SGLang's events, read one after the other as an answer: the texts that are new, and the tokens so far.
std::string newTexts(std::initializer_list<std::string> events)
{
    const auto decoder = findDialect("sglang-generate")->makeDecoder();
    decoder->keepText(true);
    AnswerSoFar said;
    std::string all;
    for (const std::string& event : events) {
        const std::string memory = padded(event);
        EventFacts facts;
        decoder->decode(std::string_view{memory}.substr(0, event.size()), facts);
        said.take(facts);
        EXPECT_EQ(facts.bytes, facts.text.size());
        EXPECT_EQ(facts.payload, facts.bytes > 0);
        all.append(facts.text).append("|").append(std::to_string(facts.tokensSoFar)).append(" ");
    }
    return all;
}

std::string sglangEvent(const std::string& text, const std::string& ids, int tokens)
{
    return R"({"text":")" + text + R"(","output_ids":[)" + ids + R"(],"meta_info":{"completion_tokens":)"
        + std::to_string(tokens) + "}}";
}

// Whether the text is cumulative and whether the ids are does not depend on one another.
TEST(AnswerSoFar, TellsFromTheTextWhetherItRepeats)
{
    const auto event = sglangEvent;
    const std::string expected = "Pa|1 ris|2  is|4 ";
    EXPECT_EQ(newTexts({event("Pa", "1", 1), event("Paris", "1,2", 2), event("Paris is", "1,2,3,4", 4)}), expected);
    EXPECT_EQ(newTexts({event("Pa", "1", 1), event("Paris", "2", 2), event("Paris is", "3,4", 4)}), expected);
    EXPECT_EQ(newTexts({event("Pa", "1", 1), event("ris", "2", 2), event(" is", "3,4", 4)}), expected);
    EXPECT_EQ(newTexts({event("Pa", "1", 1), event("ris", "1,2", 2), event(" is", "1,2,3,4", 4)}), expected);
}

TEST(AnswerSoFar, TakesWhatIsSaidTwiceForNewWhereTheIdsAreNew)
{
    const auto event = sglangEvent;
    EXPECT_EQ(newTexts({event("0", "7", 1), event("0", "7", 2), event("0", "7", 3)}), "0|1 0|2 0|3 ");
    // No text for the token of half a character, and a stop text that was cut off.
    EXPECT_EQ(newTexts({event("Pa", "1", 1), event("Paris.", "2", 2), event("Paris.", "3", 3), event("Paris", "4", 4)}),
              "Pa|1 ris.|2 |3 |4 ");
    const std::string start(100, 'x');
    EXPECT_EQ(newTexts({event(start, "1", 1), event(start + "y", "2", 2), event(start + "yz", "3", 3)}),
              start + "|1 y|2 z|3 ");
}

}  // namespace
}  // namespace inferometer
