// SPDX-License-Identifier: GPL-3.0-or-later
// Events per CPU-second of the splitter alone, and of splitter and decoder, in one thread.
//
// decode_bench [SECONDS]: how long each row runs, 1 s unless told.
#include "core/api/event_splitter.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {
namespace {

constexpr std::size_t kRead = 64U << 10U;

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// A vLLM content chunk of 250 bytes with its line ends.
std::string vllmEvent(std::size_t size)
{
    std::string event = R"(data: {"id":"chatcmpl-8d3f0a4be2c94d0fa8cf7b4ae35bd8f1","object":"chat.completion.chunk",)"
                        R"("created":1795345064,"model":"meta-llama/Llama-3.1-8B-Instruct","choices":[{"index":0,)"
                        R"("delta":{"content":" token"},"logprobs":null,"finish_reason":null}]})";
    event.insert(event.find("chatcmpl-") + 9, size > event.size() + 2 ? size - event.size() - 2 : 0, '0');
    return event + "\n\n";
}

// 200 bytes, of which the splitter need not know more.
std::string smallEvent() { return "data: " + std::string(192, 'x') + "\n\n"; }

// Whole events in reads of `readSize`, which cut them anywhere; padding behind.
struct Body
{
    Body(const std::string& event, std::size_t readSize) : read(readSize)
    {
        while (bytes.size() < 16 * kRead)
            bytes += event;
        bytes.resize(bytes.size() / event.size() * event.size());
        size = bytes.size();
        bytes.resize(size + kEventPadding, '\n');
    }

    template <typename OnEvent>
    void feedTo(EventSplitter& splitter, OnEvent&& onEvent) const
    {
        const std::string_view all{bytes.data(), size};
        for (std::size_t at = 0; at < size; at += read)
            splitter.feed(all.substr(at, read), onEvent);
    }

    std::string bytes;
    std::size_t size = 0;
    std::size_t read;
};

template <typename OnEvent>
void measure(const char* name, const Body& body, double seconds, OnEvent onEvent)
{
    EventSplitter splitter;
    splitter.reserve(4096);
    std::size_t events = 0;
    const double start = cpuSeconds();
    double spent = 0;
    while (spent < seconds) {
        body.feedTo(splitter, [&](std::string_view data, bool errorEvent) {
            ++events;
            onEvent(data, errorEvent);
        });
        spent = cpuSeconds() - start;
    }
    std::printf("%-48s %12.0f events per CPU-second\n", name, static_cast<double>(events) / spent);
}

void run(double seconds)
{
    std::size_t bytesSeen = 0;
    const auto onlySplit = [&](std::string_view data, bool) { bytesSeen += data.size(); };
    measure("split, 200-byte events, 64 KiB reads", Body{smallEvent(), kRead}, seconds, onlySplit);
    measure("split, 200-byte events, one a read", Body{smallEvent(), 200}, seconds, onlySplit);
    measure("split, 200-byte events, 64-byte reads", Body{smallEvent(), 64}, seconds, onlySplit);

    const auto decoder = findDialect("openai-chat")->makeDecoder();
    std::size_t malformed = 0;
    const auto decode = [&](std::string_view data, bool) {
        EventFacts facts;
        malformed += decoder->decode(data, facts) == DecodeStatus::Malformed || !facts.payload ? 1 : 0;
    };
    measure("split and decode, 250-byte vLLM chunks, 64 KiB", Body{vllmEvent(250), kRead}, seconds, decode);
    measure("split and decode, 250-byte vLLM chunks, one a read", Body{vllmEvent(250), 250}, seconds, decode);
    std::printf("%zu bytes split, %zu events unreadable\n", bytesSeen, malformed);
}

}  // namespace
}  // namespace inferometer

int main(int argc, char** argv) { inferometer::run(argc > 1 ? std::strtod(argv[1], nullptr) : 1.0); }
