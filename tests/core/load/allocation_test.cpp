// SPDX-License-Identifier: GPL-3.0-or-later
// Between the first and the last byte of a response a load thread allocates nothing: 50 chunks cost as many allocations
// as 2,000.
#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

std::atomic<std::uint64_t> loadThreadAllocations{0};

bool onLoadThread()
{
    std::array<char, 16> name{};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    return std::strncmp(name.data(), "load-", 5) == 0;
}

void* counted(std::size_t size)
{
    if (onLoadThread())
        loadThreadAllocations.fetch_add(1, std::memory_order_relaxed);
    void* memory = std::malloc(size);
    if (memory == nullptr)
        throw std::bad_alloc{};
    return memory;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace inferometer {
namespace {

std::uint64_t allocationsOfChunks(const Simulator& simulator, std::int64_t chunks, bool keepRaw = false)
{
    RunSpec spec;
    spec.arrivals.numRequests = 4;
    spec.arrivals.numConcurrentRequests = 4;
    spec.keep.saveRawEvents = keepRaw;
    spec.prompts.numOutputTokens = 2000;  // what is reserved; the endpoint sends `chunks`
    auto plan = loadPlan(simulator.port(), spec);
    setPrompts(*plan, {{"test", "Say something.", 0, 2}},
               plan->target.dialect->body({"simulated", "", "", "", chunks, false}));
    const std::uint64_t before = loadThreadAllocations.load();
    const Finished run = runPlan(plan);
    EXPECT_EQ(run.snapshot->ok, 4U);
    EXPECT_EQ(run.snapshot->chunks, static_cast<std::uint64_t>(4 * chunks));
    return loadThreadAllocations.load() - before;
}

TEST(HotPath, AllocatesNothingBetweenFirstAndLastByte)
{
    SimSpec sim;
    sim.ttft = 0.01;
    sim.itl = 0.0005;
    const auto simulator = startSimulator(sim);
    allocationsOfChunks(*simulator, 50);  // what is allocated once in a process
    const std::uint64_t few = allocationsOfChunks(*simulator, 50);
    const std::uint64_t many = allocationsOfChunks(*simulator, 2000);
    // A record's bytes are copied into its block after the last byte: a longer record may let its buffers grow by some
    // more steps. One allocation a chunk would be 7,800.
    EXPECT_LE(many, few + 40) << "few " << few;
}

// Their memory is taken before the first byte.
TEST(HotPath, AllocatesNothingForRawEventsEither)
{
    SimSpec sim;
    sim.ttft = 0.01;
    sim.itl = 0.0005;
    const auto simulator = startSimulator(sim);
    allocationsOfChunks(*simulator, 50, true);
    const std::uint64_t few = allocationsOfChunks(*simulator, 50, true);
    const std::uint64_t many = allocationsOfChunks(*simulator, 2000, true);
    EXPECT_LE(many, few + 40) << "few " << few;
}

}  // namespace
}  // namespace inferometer
