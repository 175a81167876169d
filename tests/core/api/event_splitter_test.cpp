// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/event_splitter.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace inferometer
