// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_snapshot.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace inferometer::test {

namespace {

// What one request will have been, drawn beforehand.
struct Script
{
    double scheduled = 0;
    double sent = 0;
    double first = 0;
    double end = 0;
    Outcome outcome = Outcome::Ok;
};

class Draws
{
public:
    explicit Draws(std::uint64_t seed) : m_engine{seed} {}
    double uniform() { return static_cast<double>(m_engine() >> 11U) / 9007199254740992.0; }
    // Around 1, skewed to the right.
    double spread(double share) { return std::exp(share * (uniform() + uniform() + uniform() - 1.5) * 2); }

private:
    std::mt19937_64 m_engine;
};

std::vector<Script> scriptOf(const SampleShape& shape)
{
    Draws draws{shape.seed};
    std::vector<double> free(std::min(shape.streams, shape.asked), 0.0);
    std::vector<Script> scripts;
    scripts.reserve(shape.asked);
    for (std::uint64_t i = 0; i < shape.asked; ++i) {
        double& stream = *std::min_element(free.begin(), free.end());
        Script one;
        one.scheduled = stream;
        one.sent = stream + shape.queue * draws.uniform();
        one.first = one.sent + shape.ttft * draws.spread(0.3);
        one.end = one.first + shape.tokens * shape.itl * draws.spread(0.12);
        if (draws.uniform() < shape.failedShare) {
            constexpr std::array kFaults{Outcome::RateLimited, Outcome::Reset, Outcome::HttpError};
            one.outcome = kFaults.at(static_cast<std::size_t>(draws.uniform() * 3));
            one.end = one.first;
        }
        stream = one.end;
        scripts.push_back(one);
    }
    return scripts;
}

RequestRecord recordOf(const Script& script, std::uint64_t sequence, const SampleShape& shape)
{
    RequestRecord record;
    record.sequence = sequence;
    record.scheduled = fromSeconds(script.scheduled);
    record.sent = fromSeconds(script.sent);
    record.end = fromSeconds(script.end);
    record.outcome = script.outcome;
    record.phase = sequence < shape.warmup ? Phase::Warmup : Phase::Measured;
    if (script.outcome == Outcome::Ok) {
        record.firstToken = {fromSeconds(script.first), Nanos{0}, Stamp::Exact};
        record.lastToken = {fromSeconds(script.end), Nanos{0}, Stamp::Exact};
        record.streamedTokens = static_cast<std::int32_t>(shape.tokens);
        record.chunkCount = shape.tokens;
    }
    return record;
}

// What the server would say: a little less than the client sees.
ServerMetrics serverFiguresOf(const Script& script, std::uint64_t sequence, const SampleShape& shape)
{
    ServerMetrics metrics;
    metrics.values[ServerMetrics::Ttft] = (script.first - script.sent) * 0.96;
    metrics.values[ServerMetrics::Queue] = (script.first - script.sent) * 0.2;
    metrics.values[ServerMetrics::Prefill] = (script.first - script.sent) * 0.75;
    metrics.values[ServerMetrics::EndToEnd] = (script.end - script.sent) * 0.98;
    metrics.values[ServerMetrics::OutputRate] = shape.tokens / (script.end - script.first);
    metrics.values[ServerMetrics::BatchSize] = static_cast<double>(1U << (sequence % shape.batchSizes));
    return metrics;
}

// A range of slots and what each of its requests adds to them.
struct SlotRange
{
    std::size_t first = 0;
    std::size_t last = 0;  // exclusive
};

SlotRange slotsOf(double from, double to)
{
    const double step = seconds(kSeriesStep);
    const auto first = static_cast<std::size_t>(from / step);
    return {first, std::max(first + 1, static_cast<std::size_t>(to / step))};
}

std::vector<SeriesSlot> seriesOf(const std::vector<Script>& scripts, const SampleShape& shape, double duration)
{
    std::vector<SeriesSlot> slots(static_cast<std::size_t>(duration / seconds(kSeriesStep)) + 2);
    for (const Script& script : scripts) {
        const bool ok = script.outcome == Outcome::Ok;
        ++slots[slotsOf(script.sent, script.sent).first].started;
        SeriesSlot& last = slots[std::min(slots.size() - 1, slotsOf(script.end, script.end).first)];
        ++(ok ? last.completed : last.failed);
        const SlotRange alive = slotsOf(script.sent, script.end);
        for (std::size_t slot = alive.first; slot < std::min(alive.last, slots.size()); ++slot)
            ++slots[slot].inFlight;
        if (!ok)
            continue;
        const SlotRange streaming = slotsOf(script.first, script.end);
        const std::size_t count = streaming.last - streaming.first;
        for (std::size_t slot = 0; slot < count && streaming.first + slot < slots.size(); ++slot) {
            // Even parts that add up exactly.
            const std::uint64_t tokens = shape.tokens * (slot + 1) / count - shape.tokens * slot / count;
            slots[streaming.first + slot].tokens += tokens;
            slots[streaming.first + slot].chunks += tokens;
        }
    }
    return slots;
}

}  // namespace

struct SampleRun::State
{
    SampleShape shape;
    std::vector<Script> scripts;
    std::vector<std::size_t> byEnd;
    std::vector<SeriesSlot> slots;
    std::shared_ptr<RecordLog> log = std::make_shared<RecordLog>();
    std::shared_ptr<SegmentedLog<SeriesSlot>> series = std::make_shared<SegmentedLog<SeriesSlot>>();
    Snapshot base;  // counters so far
    double elapsed = 0;
    double duration = 0;
    std::size_t ended = 0;  // of byEnd
    std::size_t sent = 0;   // of scripts

    void take(const Script& script, std::uint64_t sequence, RecordBlock& block)
    {
        RequestRecord record = recordOf(script, sequence, shape);
        if (shape.batchSizes > 0 && script.outcome == Outcome::Ok) {
            record.serverMetrics = static_cast<std::int32_t>(block.serverMetrics.size());
            block.serverMetrics.push_back(serverFiguresOf(script, sequence, shape));
        }
        block.records.push_back(record);
        base.counts.take(record);
        base.lived += seconds(record.end - record.sent);
        ++base.finished;
        ++base.outcomes[static_cast<std::size_t>(script.outcome)];
        if (script.outcome != Outcome::Ok) {
            ++base.failed;
            return;
        }
        ++base.ok;
        base.ttft.add(fromSeconds(script.first - script.sent));
        base.itl.add(fromSeconds((script.end - script.first) / shape.tokens), shape.tokens);
        base.e2e.add(fromSeconds(script.end - script.sent));
        base.userLag.add(std::chrono::microseconds{40 + sequence % 50});
    }
};

SampleRun::SampleRun(const SampleShape& shape) : m_state{std::make_unique<State>()}
{
    State& state = *m_state;
    state.shape = shape;
    state.scripts = scriptOf(shape);
    for (std::size_t i = 0; i < state.scripts.size(); ++i) {
        state.byEnd.push_back(i);
        state.duration = std::max(state.duration, state.scripts[i].end);
    }
    std::sort(state.byEnd.begin(), state.byEnd.end(),
              [&](auto a, auto b) { return state.scripts[a].end < state.scripts[b].end; });
    state.slots = seriesOf(state.scripts, shape, state.duration);
    state.base.asked = shape.asked;
    state.base.warmup = shape.warmup;
}

SampleRun::~SampleRun() = default;

double SampleRun::duration() const { return m_state->duration; }

void SampleRun::advanceTo(double elapsedSeconds)
{
    State& state = *m_state;
    state.elapsed = elapsedSeconds;
    auto block = std::make_shared<RecordBlock>();
    for (; state.ended < state.byEnd.size(); ++state.ended) {
        const std::size_t index = state.byEnd[state.ended];
        if (state.scripts[index].end > elapsedSeconds)
            break;
        state.take(state.scripts[index], index, *block);
    }
    if (!block->records.empty())
        state.log->append(std::move(block));
    while (state.sent < state.scripts.size() && state.scripts[state.sent].sent <= elapsedSeconds)
        ++state.sent;
    const auto whole = std::min(state.slots.size(), static_cast<std::size_t>(elapsedSeconds / seconds(kSeriesStep)));
    const std::size_t sealed = whole > 2 ? whole - 2 : 0;
    while (state.series->size() < sealed) {
        const SeriesSlot& slot = state.slots[state.series->size()];
        state.base.tokens += slot.tokens;
        state.series->append(slot);
    }
}

void SampleRun::finish()
{
    advanceTo(m_state->duration + 0.001);
    m_state->base.state = RunState::Finished;
}

void SampleRun::drain() { m_state->base.state = RunState::Draining; }

SnapshotPtr SampleRun::snapshot()
{
    State& state = *m_state;
    ++state.base.revision;
    auto snapshot = std::make_shared<Snapshot>(state.base);
    snapshot->elapsed = fromSeconds(state.elapsed);
    snapshot->records = state.log;
    snapshot->blocks = state.log->size();
    snapshot->series = state.series;
    snapshot->sealedSlots = state.series->size();
    const auto whole = std::min(state.slots.size(), static_cast<std::size_t>(state.elapsed / seconds(kSeriesStep)) + 1);
    for (std::size_t i = snapshot->sealedSlots; i < whole; ++i) {
        snapshot->openSlots.push_back(state.slots[i]);
        snapshot->tokens += state.slots[i].tokens;
    }
    snapshot->chunks = snapshot->tokens;
    snapshot->started = state.sent;
    // Requests are sent nearly in order, so those in flight are among the last few.
    const std::size_t reach = state.shape.streams * 4;
    for (std::size_t i = state.sent > reach ? state.sent - reach : 0; i < state.sent; ++i) {
        const Script& script = state.scripts[i];
        if (script.end <= state.elapsed)
            continue;
        InFlight request;
        request.sequence = i;
        request.scheduled = fromSeconds(script.scheduled);
        request.sent = fromSeconds(script.sent);
        if (script.outcome == Outcome::Ok && script.first <= state.elapsed)
            request.firstToken = fromSeconds(script.first);
        snapshot->inFlight.push_back(request);
    }
    snapshot->inFlightMean = static_cast<double>(std::min(state.shape.streams, state.shape.asked)) * 0.99;
    return snapshot;
}

SnapshotPtr emptySnapshot()
{
    SampleShape shape;
    shape.asked = 10;
    SampleRun run{shape};
    auto snapshot = std::make_shared<Snapshot>(*run.snapshot());
    snapshot->inFlight.clear();
    return snapshot;
}

SnapshotPtr finishedSnapshot(std::uint64_t requests, SampleShape shape)
{
    shape.asked = requests;
    SampleRun run{shape};
    run.finish();
    return run.snapshot();
}

}  // namespace inferometer::test
