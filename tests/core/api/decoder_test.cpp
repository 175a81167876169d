// SPDX-License-Identifier: GPL-3.0-or-later
// What a decoder keeps between events: nothing but its memory. The facts themselves are in the golden streams.
#include "core/api/event_splitter.h"

#include "tests/core/api/stream_text.h"
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

std::atomic<std::size_t> g_allocations{0};  // NOLINT(readability-identifier-naming): a global of this test alone

void* counted(std::size_t size)
{
    ++g_allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc{};
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept
{
    ++g_allocations;
    return std::malloc(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept
{
    ++g_allocations;
    return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace inferometer {
namespace {

// An event with the padding it needs.
class Padded
{
public:
    explicit Padded(std::string_view event) : m_bytes(event), m_size(event.size())
    {
        m_bytes.resize(m_size + kEventPadding);
    }
    std::string_view view() const { return std::string_view{m_bytes}.substr(0, m_size); }

private:
    std::string m_bytes;
    std::size_t m_size;
};

std::string chatEvent(const std::string& content, const std::string& more = {})
{
    return R"({"choices":[{"index":0,"delta":{"content":")" + content + R"("}}])" + more + "}";
}

TEST(Decoder, OverwritesTheFactsOfTheEventBefore)
{
    const auto decoder = findDialect("openai-chat")->makeDecoder();
    const Padded full{
        R"({"choices":[{"delta":{"content":"x"},"finish_reason":"stop","token_ids":[1]}],"error":"e",)"
        R"("usage":{"prompt_tokens":1,"completion_tokens":2,"total_latency":3},"timings":{"prompt_ms":1}})"};
    const std::string nothing = factsText(EventFacts{});
    for (const char* next : {"{}", "  ", "broken", R"({"choices":[{"delta":{"content":"x"}}],"error":"e",)"}) {
        EventFacts facts;
        decoder->decode(full.view(), facts);
        ASSERT_TRUE(facts.payload && facts.finished && facts.usage && facts.hasServerMetrics && facts.error);
        decoder->decode(Padded{next}.view(), facts);
        EXPECT_EQ(factsText(facts), nothing) << next;
    }
}

TEST(Decoder, GivesTheTextOnlyWhenAsked)
{
    const auto decoder = findDialect("openai-chat")->makeDecoder();
    const Padded event{chatEvent("h\\u00fc")};
    EventFacts facts;
    decoder->decode(event.view(), facts);
    EXPECT_EQ(facts.bytes, 3U);
    EXPECT_EQ(facts.text, "");
    decoder->keepText(true);
    decoder->decode(event.view(), facts);
    EXPECT_EQ(facts.text, "hü");
    decoder->keepText(false);
    decoder->decode(event.view(), facts);
    EXPECT_EQ(facts.text, "");
    EXPECT_EQ(facts.bytes, 3U);
}

TEST(Decoder, ReadsLargeEvents)
{
    for (const std::size_t size : {100U, 5000U, 70000U, 3000000U}) {
        const auto decoder = findDialect("openai-chat")->makeDecoder();
        EventFacts facts;
        EXPECT_EQ(decoder->decode(Padded{chatEvent(std::string(size, 'x'))}.view(), facts), DecodeStatus::Ok);
        EXPECT_EQ(facts.bytes, size);
    }
}

// A server that is out to harm: neither the stack nor the time may run away.
TEST(Decoder, SurvivesDeepNesting)
{
    std::string thinking;
    for (int i = 0; i < 100000; ++i)
        thinking += R"([{"thinking":)";
    const std::string unknown(1000000, '[');
    for (const Dialect& dialect : dialects()) {
        const auto decoder = dialect.makeDecoder();
        EventFacts facts;
        for (const std::string& event :
             {R"({"choices":[{"delta":{"content":)" + thinking, R"({"message":{"content":)" + thinking,
              R"({"response":)" + thinking, R"({"x":)" + unknown, unknown})
            EXPECT_EQ(decoder->decode(Padded{event}.view(), facts), DecodeStatus::Malformed) << dialect.id;
    }
}

// Between the first and the last byte of a response nothing is allocated once the largest event was seen.
TEST(Decoder, AllocatesNothingOnceWarm)
{
    for (const Dialect& dialect : dialects()) {
        const bool lines = dialect.framing == Framing::JsonLines;
        const std::string small = R"({"choices":[{"delta":{"content":"a","reasoning":"b"},"text":"c"}],)"
                                  R"("message":{"content":"d","thinking":"e"},"response":"f"})";
        const std::string large = R"({"choices":[{"delta":{"content":")" + std::string(3000, 'x')
            + R"("}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_latency":1.5}})";
        std::string stream;
        for (const std::string& event :
             {large, small, std::string{R"({"error":{"message":"late"}})"}, std::string{"bad"}, small})
            stream += (lines ? "" : "data: ") + event + (lines ? "\n" : "\n\n");
        const Padded body{stream};

        EventSplitter splitter{dialect.framing};
        const auto decoder = dialect.makeDecoder();
        decoder->keepText(true);
        std::size_t events = 0;
        const auto readAll = [&](std::size_t step) {
            splitter.reset(dialect.framing);
            for (std::size_t at = 0; at < body.view().size(); at += step) {
                splitter.feed(body.view().substr(at, step), [&](std::string_view data, bool) {
                    EventFacts facts;
                    decoder->decode(data, facts);
                    ++events;
                });
            }
        };
        readAll(100);
        const std::size_t before = g_allocations;
        readAll(7);
        readAll(1000);
        readAll(1U << 20U);
        EXPECT_EQ(g_allocations - before, 0U) << dialect.id;
        EXPECT_EQ(events, 20U) << dialect.id;
    }
}

TEST(EventSplitter, AllocatesNothingOnceReserved)
{
    EventSplitter splitter;
    splitter.reserve(1000);
    const Padded body{"data: " + std::string(1000, 'x') + "\r\n\r\n"};
    const std::size_t before = g_allocations;
    std::size_t seen = 0;
    for (std::size_t at = 0; at < body.view().size(); ++at)
        splitter.feed(body.view().substr(at, 1), [&](std::string_view data, bool) { seen += data.size(); });
    EXPECT_EQ(g_allocations - before, 0U);
    EXPECT_EQ(seen, 1000U);
}

}  // namespace
}  // namespace inferometer
