// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/truth_log.h"

#include "tests/support/http_client.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace inferometer {
namespace {

struct TruthLogTest : testing::Test
{
    TruthLogTest()
        : path(testing::TempDir() + "truth-" + std::to_string(getpid()) + "-"
               + testing::UnitTest::GetInstance()->current_test_info()->name())
    {}
    ~TruthLogTest() override { std::filesystem::remove(path); }
    TruthLogTest(const TruthLogTest&) = delete;
    TruthLogTest& operator=(const TruthLogTest&) = delete;

    std::vector<TruthRecord> readAll() const
    {
        auto records = readTruthLog(path);
        EXPECT_TRUE(records) << (records ? "" : records.error().message);
        return records ? std::move(records).value() : std::vector<TruthRecord>{};
    }

    const std::string path;
};

std::string kindsOf(const TruthRecord& record)
{
    std::string kinds;
    for (const TruthSend& send : record.sends)
        kinds.append(truthKindName(send.kind)).append(" ");
    return kinds;
}

TEST_F(TruthLogTest, GoesToTheFileAndBack)
{
    TruthRecord record;
    record.id = "run \"1\"\n";
    record.read = Nanos{1234567890123456789};
    record.sends = {{Nanos{1}, Nanos{2}, TruthKind::First}, {Nanos{3}, kUnset, TruthKind::Done}};
    {
        auto log = TruthLog::open(path);
        ASSERT_TRUE(log);
        log.value()->append(TruthRecord(record));
        log.value()->append({});
    }
    const std::vector<TruthRecord> records = readAll();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].id, record.id);
    EXPECT_FALSE(isSet(records[0].arrival));
    EXPECT_EQ(records[0].read, record.read);
    EXPECT_EQ(kindsOf(records[0]), "first done ");
    EXPECT_EQ(records[0].sends[0].after, Nanos{2});
    EXPECT_FALSE(isSet(records[0].sends[1].after));
}

TEST_F(TruthLogTest, ReadsUpToALineCutByAKill)
{
    std::ofstream(path) << R"({"id":"a","arrival_ns":1,"read_ns":2,"sends":[["role",3,4]]})"
                        << "\n"
                        << R"({"id":"b","arr)";
    ASSERT_EQ(readAll().size(), 1U);
    EXPECT_EQ(kindsOf(readAll()[0]), "role ");
}

TEST_F(TruthLogTest, NamesTheLineThatIsNoRecord)
{
    std::ofstream(path) << "{\"id\":\"a\",\"arrival_ns\":1,\"read_ns\":2,\"sends\":[[\"rule\",3,4]]}\n";
    const auto records = readTruthLog(path);
    ASSERT_FALSE(records);
    EXPECT_NE(records.error().message.find("Line 1"), std::string::npos);
    EXPECT_FALSE(readTruthLog(path + ".missing"));
}

void expectInOrder(const TruthRecord& record)
{
    EXPECT_LE(record.begin(), record.read);
    Nanos last = record.begin();
    for (const TruthSend& send : record.sends) {
        EXPECT_GE(send.before, last);
        ASSERT_TRUE(isSet(send.after));
        EXPECT_GE(send.after, send.before);
        last = send.before;
    }
}

TEST_F(TruthLogTest, HoldsEverySendOfEveryRequest)
{
    SimSpec spec;
    spec.ttft = 0.01;
    spec.itl = 0.002;
    spec.truthLog = path;
    const Nanos start = monotonicNow();
    {
        const auto simulator = startSimulator(spec);
        HttpClient client(simulator->port());
        client.post(kChatPath, chatBody(4), "x-request-id: first\r\n");
        client.post(kCompletionsPath, completionsBody(2), "x-request-id: second\r\n");
        client.post(kChatPath, chatBody(2, false), "x-request-id: third\r\n");
        client.send(HttpClient::postText(kChatPath, chatBody(100000), "x-request-id: cut\r\n"));
        client.receive(std::chrono::milliseconds{250});
    }
    const std::vector<TruthRecord> records = readAll();
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0].id + " " + kindsOf(records[0]), "first role first token token token usage done ");
    EXPECT_EQ(records[1].id + " " + kindsOf(records[1]), "second first token usage done ");
    EXPECT_EQ(records[2].id + " " + kindsOf(records[2]), "third done ");
    EXPECT_EQ(records[3].id + " " + kindsOf(records[3]).substr(0, 17), "cut role first token ");
    for (const TruthRecord& record : records) {
        EXPECT_GT(record.begin(), start);
        expectInOrder(record);
    }
    EXPECT_GE(records[0].sends[1].before - records[0].begin(), std::chrono::milliseconds{10});
    EXPECT_LT(records[0].sends[0].after, records[0].sends[1].before) << "the role goes ahead";
    EXPECT_LE(records[0].sends[4].after, records[0].sends[5].before) << "the last token travels alone";
    EXPECT_EQ(records[0].sends[5].before, records[0].sends[6].before) << "usage and end together";
}

TEST_F(TruthLogTest, AFullDiskIsTold)
{
    auto log = TruthLog::open("/dev/full");
    ASSERT_TRUE(log);
    for (int i = 0; i < 3; ++i)
        log.value()->append({});
    const Status closed = log.value()->close();
    ASSERT_FALSE(closed);
    EXPECT_NE(closed.error().message.find("/dev/full (No space left on device); 3 of its records are missing"),
              std::string::npos)
        << closed.error().message;
    EXPECT_TRUE(TruthLog::open(path).value()->close());
}

TEST_F(TruthLogTest, TheSimulatorTellsItWhenItStops)
{
    SimSpec spec = instantSpec();
    spec.truthLog = "/dev/full";
    const auto simulator = startSimulator(spec);
    HttpClient(simulator->port()).post(kChatPath, chatBody(4));
    EXPECT_FALSE(simulator->stop());
    EXPECT_EQ(simulator->requestsSeen(), 1U);
    EXPECT_TRUE(startSimulator(instantSpec())->stop());
}

TEST_F(TruthLogTest, IsInTheFileSoonAfterTheRequest)
{
    SimSpec spec = instantSpec();
    spec.truthLog = path;
    const auto simulator = startSimulator(spec);
    HttpClient(simulator->port()).post(kChatPath, chatBody(4));
    const Nanos limit = monotonicNow() + std::chrono::seconds{5};
    while (readAll().empty() && monotonicNow() < limit)
        usleep(20000);
    EXPECT_EQ(readAll().size(), 1U);
    EXPECT_EQ(kindsOf(readAll().at(0)), "role first token token token usage done ");
    EXPECT_EQ(readAll().at(0).sends.front().before, readAll().at(0).sends.back().before) << "one send for all";
}

TEST_F(TruthLogTest, MarksChunksThatTheSocketDidNotTake)
{
    SimSpec spec = instantSpec();
    spec.truthLog = path;
    {
        const auto simulator = startSimulator(spec);
        HttpClient client(simulator->port());
        client.send(HttpClient::postText(kChatPath, chatBody(100000)));
        EXPECT_EQ(client.receive().end, HttpReply::End::Complete);
    }
    const std::vector<TruthRecord> records = readAll();
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].sends.size(), 100003U);
    EXPECT_FALSE(isSet(records[0].sends.back().after));
}

}  // namespace
}  // namespace inferometer
