// SPDX-License-Identifier: GPL-3.0-or-later
// Absolute time, judged by the truth log: a chunk may be late on a busy machine, but never early, and lateness never
// adds up.
#include "core/sim/truth_log.h"

#include "tests/support/http_client.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace inferometer {
namespace {

using Millis = std::chrono::milliseconds;

struct Asked
{
    int requests = 1;
    int tokens = 1;
    bool stream = true;
};

// Sends all requests at once, each on its own connection, and returns the log's records in the order of sending.
std::vector<TruthRecord> recordsOf(SimSpec spec, const Asked& asked)
{
    spec.truthLog = testing::TempDir() + "timing-" + std::to_string(getpid());
    {
        const auto simulator = startSimulator(spec);
        std::vector<HttpClient> clients;
        for (int i = 0; i < asked.requests; ++i) {
            const std::string id = "x-request-id: " + std::to_string(i) + "\r\n";
            clients.emplace_back(simulator->port())
                .send(HttpClient::postText(kChatPath, chatBody(asked.tokens, asked.stream), id));
        }
        for (HttpClient& client : clients)
            EXPECT_EQ(client.receive(std::chrono::seconds{30}).end, HttpReply::End::Complete);
    }
    auto read = readTruthLog(spec.truthLog);
    std::filesystem::remove(spec.truthLog);
    std::vector<TruthRecord> records = read ? std::move(read).value() : std::vector<TruthRecord>{};
    EXPECT_EQ(static_cast<int>(records.size()), asked.requests);
    std::sort(records.begin(), records.end(),
              [](const TruthRecord& a, const TruthRecord& b) { return std::stoi(a.id) < std::stoi(b.id); });
    return records;
}

// Lateness of each chunk with tokens against ttft + k * gap; a negative one would be early.
std::vector<Nanos> latenessOf(const TruthRecord& record, Nanos ttft, Nanos gap)
{
    std::vector<Nanos> lateness;
    Nanos due = record.begin() + ttft;
    for (const TruthSend& send : record.sends) {
        if (send.kind != TruthKind::First && send.kind != TruthKind::Token)
            continue;
        lateness.push_back(send.before - due);
        due += gap;
    }
    return lateness;
}

// Holds however busy the machine is: no chunk is early, and being late does not move the chunks after it, so that some
// are closer together than the gap. Timers that count from "now" never are.
void expectAbsolute(const std::vector<Nanos>& lateness, std::size_t chunks)
{
    ASSERT_EQ(lateness.size(), chunks);
    EXPECT_GE(*std::min_element(lateness.begin(), lateness.end()), Nanos{0}) << "early";
    EXPECT_FALSE(std::is_sorted(lateness.begin(), lateness.end())) << "lateness adds up";
}

TEST(Timing, IsAbsolute)
{
    SimSpec spec;
    spec.ttft = 0.02;
    spec.itl = 0.001;
    const std::vector<TruthRecord> records = recordsOf(spec, {1, 400});
    expectAbsolute(latenessOf(records.at(0), Millis{20}, Millis{1}), 400);
}

// What is sent later and later because the machine is too slow for it says nothing of the timers.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kManyStreams = 8;
#else
constexpr int kManyStreams = 64;
#endif

TEST(Timing, HoldsForManyStreamsAtOneMillisecond)
{
    SimSpec spec;
    spec.ttft = 0.1;
    spec.itl = 0.001;
    for (const TruthRecord& record : recordsOf(spec, {kManyStreams, 200}))
        expectAbsolute(latenessOf(record, Millis{100}, Millis{1}), 200);
}

TEST(Timing, SpacesChunksByTheirTokens)
{
    SimSpec spec;
    spec.ttft = 0.01;
    spec.itl = 0.002;
    spec.tokensPerChunk = 4;
    const std::vector<TruthRecord> records = recordsOf(spec, {1, 80});
    expectAbsolute(latenessOf(records.at(0), Millis{10}, Millis{8}), 20);
}

TEST(Timing, AnswersWholeAtTheLastTokensMoment)
{
    SimSpec spec;
    spec.ttft = 0.01;
    spec.itl = 0.002;
    const TruthRecord record = recordsOf(spec, {1, 11, false}).at(0);
    ASSERT_EQ(record.sends.size(), 1U);
    EXPECT_GE(record.sends[0].before - record.begin(), Millis{10 + 10 * 2});
}

TEST(Batching, QueuesInOrderBeyondTheLargestBatch)
{
    SimSpec spec;
    spec.ttft = 0.25;
    spec.itl = 0.005;
    spec.maxBatch = 2;
    const std::vector<TruthRecord> records = recordsOf(spec, {6, 5});
    const Nanos wave = Millis{250 + 4 * 5};
    for (std::size_t i = 0; i < records.size(); ++i) {
        ASSERT_EQ(records[i].sends.size(), 8U);
        const Nanos firstDue = records[0].begin() + wave * static_cast<int>(i / 2) + Millis{250};
        EXPECT_GE(records[i].sends[1].before, firstDue) << "request " << i << " did not queue";
        EXPECT_LT(records[i].sends[0].before, firstDue) << "the role chunk does not queue";
    }
}

TEST(Batching, ReportsTheBatchAndSlowsWithIt)
{
    SimSpec spec;
    spec.ttft = 0.25;
    spec.itl = 0.01;
    spec.batchSlowdown = 1;
    for (const TruthRecord& record : recordsOf(spec, {3, 2}))
        EXPECT_GE(record.sends.at(2).before - record.begin(), Millis{250 + 30}) << "three times the gap for three";
    const auto simulator = startSimulator(spec);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 3; ++i)
        clients.emplace_back(simulator->port()).send(HttpClient::postText(kChatPath, chatBody(2, false)));
    for (HttpClient& client : clients)
        EXPECT_EQ(nlohmann::json::parse(client.receive().body)["usage"]["batch_size_used"], 3);
}

TEST(Batching, AStalledRequestGivesItsPlaceBack)
{
    SimSpec spec = instantSpec();
    spec.maxBatch = 1;
    spec.stallRate = 1;
    const auto simulator = startSimulator(spec);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(simulator->port()).send(HttpClient::postText(kChatPath, chatBody(5)));
        EXPECT_GE(clients.back().receive(Millis{300}).chunks.size(), 2U) << i;
    }
}

}  // namespace
}  // namespace inferometer
