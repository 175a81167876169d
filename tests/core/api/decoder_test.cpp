// SPDX-License-Identifier: GPL-3.0-or-later
// What a decoder keeps between events: nothing but its memory. The facts themselves are in the golden streams.
#include "core/api/event_splitter.h"

#include "tests/core/api/stream_text.h"
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
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
    explicit Padded(std::string_view event, char behind = '\0') : m_bytes(event), m_size(event.size())
    {
        m_bytes.resize(m_size + kEventPadding, behind);
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

// Where a bracket is missing, or there is one too many, the bytes of another event may stand behind this one.
TEST(Decoder, ReadsNothingIntoWhatStandsBehindAnEvent)
{
    const std::string event
        = R"({"choices":[{"index":[{"a":0,"delta":{"content":"x"}}]},"logprobs":null,"finish_reason":null}]})";
    for (const Dialect* form : allForms()) {
        const auto decoder = form->makeDecoder();
        const auto read = [&](std::string_view broken, char behind) {
            EventFacts facts;
            const bool isRead = decoder->decode(Padded{broken, behind}.view(), facts) == DecodeStatus::Ok;
            return isRead ? factsText(facts) : "malformed";
        };
        for (std::size_t i = 0; i < event.size(); ++i) {
            for (const char change : std::string_view{"{}[]:,\"0"}) {
                std::string broken = event;
                broken[i] = change;
                for (const char behind : std::string_view{"{}[]:,\"0tn#\r"})
                    ASSERT_EQ(read(broken, behind), read(broken, '\n')) << form->label << broken << behind;
            }
        }
    }
}

// A server that is out to harm: neither the stack nor the time may run away.
TEST(Decoder, SurvivesDeepNesting)
{
    std::string thinking;
    for (int i = 0; i < 100000; ++i)
        thinking += R"([{"thinking":)";
    const std::string unknown(1000000, '[');
    for (const Dialect* form : allForms()) {
        const auto decoder = form->makeDecoder();
        EventFacts facts;
        for (const std::string& event :
             {R"({"choices":[{"delta":{"content":)" + thinking, R"({"message":{"content":)" + thinking,
              R"({"candidates":[{"content":{"parts":[{"text":)" + thinking, R"({"delta":)" + thinking,
              R"({"result":{"responses":[{"stream_token":)" + thinking, R"({"response":)" + thinking,
              R"({"x":)" + unknown, unknown})
            EXPECT_EQ(decoder->decode(Padded{event}.view(), facts), DecodeStatus::Malformed) << form->label;
    }
}

// The golden streams of a form.
std::vector<std::string> streamsOf(std::string_view form)
{
    std::vector<std::string> bodies;
    for (const auto& entry : std::filesystem::directory_iterator{INFEROMETER_TEST_DATA "/api/" + std::string{form}}) {
        std::ifstream file{entry.path(), std::ios::binary};
        if (entry.path().extension() != ".expected")
            bodies.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return bodies;
}

// Reads the body in steps of several sizes; returns how many of its events had a payload.
std::size_t readInSteps(std::string_view body, Framing framing, EventSplitter& splitter, EventDecoder& decoder)
{
    std::size_t payloads = 0;
    for (const std::size_t step : {std::size_t{7}, std::size_t{100}, std::size_t{1000}, body.size()}) {
        AnswerSoFar said;
        splitter.reset(framing);
        for (std::size_t at = 0; at < body.size(); at += step) {
            splitter.feed(body.substr(at, step), [&](std::string_view data, bool) {
                EventFacts facts;
                decoder.decode(data, facts);
                said.take(facts);
                payloads += facts.payload ? 1U : 0U;
            });
        }
    }
    return payloads;
}

// Between the first and the last byte of a response nothing is allocated once the largest event was seen.
TEST(Decoder, AllocatesNothingOnceWarm)
{
    std::vector<std::string_view> names{otherForms().begin(), otherForms().end()};
    for (const Dialect& dialect : dialects())
        names.push_back(dialect.id);
    for (const std::string_view name : names) {
        const Dialect* form = formNamed(name);
        EventSplitter splitter{form->framing};
        const auto decoder = form->makeDecoder();
        decoder->keepText(true);
        std::size_t payloads = 0;
        for (const std::string& stream : streamsOf(name)) {
            const Padded body{stream};
            readInSteps(body.view(), form->framing, splitter, *decoder);
            const std::size_t before = g_allocations;
            payloads += readInSteps(body.view(), form->framing, splitter, *decoder);
            EXPECT_EQ(g_allocations - before, 0U) << name << ": " << stream.substr(0, 200);
        }
        EXPECT_GE(payloads, 4U) << name;
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
