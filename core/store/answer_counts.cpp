// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/answer_counts.h"

#include "core/base/time.h"
#include "core/load/text_room.h"
#include "core/metrics/token_counts.h"
#include "core/store/leb128.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <limits>
#include <system_error>
#include <thread>

namespace inferometer {

namespace {

constexpr std::uint64_t kMostTokens = std::numeric_limits<std::int32_t>::max();

bool isKeptWhole(std::string_view answer) { return !answer.empty() && !answer.ends_with(kCutMark); }

const AnswerCount* countOf(const std::vector<AnswerCount>& counts, const RequestRecord& record)
{
    const auto at = std::lower_bound(counts.begin(), counts.end(), record.sequence,
                                     [](const AnswerCount& count, std::uint64_t of) { return count.sequence < of; });
    return at != counts.end() && at->sequence == record.sequence && lacksCount(record) ? &*at : nullptr;
}

// How far counting is, told a few times a second.
class Teller
{
public:
    Teller(const CountWatch& watch, std::size_t all) : m_watch(watch), m_all(all) {}

    void tell(std::size_t counted)
    {
        constexpr double kEvery = 0.2;  // s
        const Nanos now = monotonicNow();
        if (!m_watch.progress || seconds(now - m_last) < kEvery)
            return;
        m_last = now;
        m_watch.progress(sentence("errors", "Counting answers: %1 of %2")
                             .with(Figure::count(std::min(counted, m_all)), Figure::count(m_all)));
    }

private:
    const CountWatch& m_watch;
    const std::size_t m_all;
    Nanos m_last = monotonicNow();
};

// The load is over: every processor is free. What counting throws is thrown here; a thread that cannot be had leaves
// its answers to the others.
void countAll(const std::vector<std::string_view>& answers, const Tokenizer& tokenizer, const CountWatch& watch,
              std::vector<AnswerCount>& counts)
{
    constexpr std::size_t kWorthAThread = 64;  // answers
    const std::size_t threads
        = std::clamp<std::size_t>(answers.size() / kWorthAThread, 1, std::max(1U, std::thread::hardware_concurrency()));
    std::atomic<std::size_t> next{0};
    const auto countOn = [&](auto&& each) {
        for (std::size_t i = next++; i < answers.size() && !watch.stop.stop_requested(); i = next++) {
            counts[i].tokens = static_cast<std::int32_t>(tokenizer.count(answers[i]));
            each(i);
        }
    };
    std::vector<std::future<void>> others;
    try {
        while (others.size() + 1 < threads)
            others.push_back(std::async(std::launch::async, [&] { countOn([](std::size_t /*index*/) {}); }));
    } catch (const std::system_error&) {
    }
    Teller teller{watch, answers.size()};
    countOn([&teller](std::size_t index) { teller.tell(index + 1); });
    for (std::future<void>& other : others)
        other.get();
    if (watch.progress)
        watch.progress({});
}

}  // namespace

std::vector<AnswerCount> countAnswers(const Blocks& blocks, const Tokenizer& tokenizer, const CountWatch& watch)
{
    std::vector<AnswerCount> counts;
    std::vector<std::string_view> answers;
    for (const auto& block : blocks)
        for (const RequestRecord& record : block->records) {
            const std::string_view answer = block->textOf(record.response);
            if (!lacksCount(record) || !isKeptWhole(answer))
                continue;
            counts.push_back({record.sequence, 0});
            answers.push_back(answer);
        }
    countAll(answers, tokenizer, watch, counts);
    if (watch.stop.stop_requested())
        return {};
    std::sort(counts.begin(), counts.end(),
              [](const AnswerCount& a, const AnswerCount& b) { return a.sequence < b.sequence; });
    return counts;
}

Blocks withCounts(const Blocks& blocks, const std::vector<AnswerCount>& counts)
{
    Blocks counted = blocks;
    for (auto& block : counted) {
        const auto isCounted = [&](const RequestRecord& record) { return countOf(counts, record) != nullptr; };
        if (std::none_of(block->records.begin(), block->records.end(), isCounted))
            continue;
        auto copy = std::make_shared<RecordBlock>(*block);
        for (RequestRecord& record : copy->records)
            if (const AnswerCount* count = countOf(counts, record)) {
                record.countedOutputTokens = count->tokens;
                record.tokenSource = TokenSource::Tokenizer;
            }
        block = std::move(copy);
    }
    return counted;
}

std::string countsToBytes(const std::vector<AnswerCount>& counts)
{
    std::string bytes;
    std::uint64_t before = 0;
    for (const AnswerCount& count : counts) {
        appendNumber(count.sequence - before, bytes);
        appendNumber(static_cast<std::uint64_t>(count.tokens), bytes);
        before = count.sequence;
    }
    return bytes;
}

std::optional<std::vector<AnswerCount>> countsFromBytes(std::string_view bytes)
{
    std::vector<AnswerCount> counts;
    ByteReader reader{bytes};
    std::uint64_t sequence = 0;
    while (reader.ok() && !reader.atEnd()) {
        const std::uint64_t step = reader.number();
        const std::uint64_t tokens = reader.number();
        if (!reader.ok() || tokens > kMostTokens || step > std::numeric_limits<std::uint64_t>::max() - sequence)
            return std::nullopt;
        sequence += step;
        counts.push_back({sequence, static_cast<std::int32_t>(tokens)});
    }
    return counts;
}

}  // namespace inferometer
