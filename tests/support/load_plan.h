// SPDX-License-Identifier: GPL-3.0-or-later
// Plans made by hand, for tests of the load engine that must not probe their scripted servers.
#pragma once

#include "core/load/run.h"
#include "core/metrics/ttft_parts.h"
#include "core/workload/prompt_book.h"

#include <memory>
#include <stdexcept>
#include <vector>

namespace inferometer {

// A book of these prompts as the plan's source.
inline std::shared_ptr<PromptBook> setPrompts(Plan& plan, std::vector<PromptText> texts, const BodyTemplate& body)
{
    auto book = std::make_shared<PromptBook>(static_cast<std::uint64_t>(plan.spec.seed), plan.spec.prompts.promptReuse,
                                             plan.spec.prompts.numOutputTokens);
    book->setPrompts(std::move(texts), body);
    plan.source = book;
    return book;
}

inline std::shared_ptr<Plan> loadPlan(std::uint16_t port, RunSpec spec = {})
{
    auto plan = std::make_shared<Plan>();
    if (spec.limits.idleTimeout > 5)
        spec.limits.idleTimeout = 5;  // a test that waits for nothing must end
    plan->spec = spec;
    plan->runId = "test";
    plan->target.dialect = findDialect(spec.target.llmApi);
    plan->target.addresses = resolve("127.0.0.1", port).value().addresses;
    plan->setClosedLoop();
    setPrompts(*plan, {{"test", "Say something.", 0, 2}}, BodyTemplate{"{\"prompt\":\"", "\"}"});
    plan->target.head = Secret{"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"};
    return plan;
}

// What a finished run left.
struct Finished
{
    SnapshotPtr snapshot;
    RunFacts facts;
    std::vector<RequestRecord> records;  // in the order in which they ended
    std::vector<std::shared_ptr<const RecordBlock>> blocks;

    std::vector<Chunk> chunks(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return chunksOf(*block, inside);
    }
    TtftParts ttftParts(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return ttftPartsOf(*block, inside);
    }
    std::string error(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return std::string{block->textOf(inside.error)};
    }
    std::string answer(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return std::string{block->textOf(inside.response)};
    }
    std::string headers(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return std::string{block->textOf(inside.headers)};
    }
    std::vector<RawEvent> rawEvents(std::size_t record) const
    {
        const auto [block, inside] = find(record);
        return rawEventsOf(*block, inside);
    }
    // Their bytes, one behind the other.
    std::string raw(std::size_t record) const
    {
        std::string bytes;
        for (const RawEvent& event : rawEvents(record))
            bytes += event.bytes;
        return bytes;
    }

private:
    std::pair<const RecordBlock*, RequestRecord> find(std::size_t record) const
    {
        for (const auto& block : blocks) {
            if (record < block->records.size())
                return {block.get(), block->records[record]};
            record -= block->records.size();
        }
        throw std::out_of_range("no such record");
    }
};

inline Finished finished(Run& run)
{
    run.wait();
    Finished result{run.snapshot(), run.facts(), {}, {}};
    for (std::size_t i = 0; i < result.snapshot->blocks; ++i) {
        result.blocks.push_back(result.snapshot->records->at(i));
        for (const RequestRecord& record : result.blocks.back()->records)
            result.records.push_back(record);
    }
    return result;
}

inline Finished runPlan(std::shared_ptr<const Plan> plan, RecordSink sink = {})
{
    auto run = Run::start(std::move(plan), std::move(sink));
    if (!run)
        throw std::runtime_error(run.error().message);
    return finished(*run.value());
}

}  // namespace inferometer
