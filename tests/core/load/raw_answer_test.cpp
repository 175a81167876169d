// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/raw_answer.h"

#include "tests/support/load_plan.h"
#include "tests/support/loopback_server.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

using Step = ServerStep;
using std::chrono::milliseconds;

const std::string kKey = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";

std::vector<std::pair<Nanos, std::string>> eventsOf(const RawAnswer& raw, std::span<const Secret> secrets = {})
{
    RecordBlock block;
    block.text = raw.kept(milliseconds{5}, secrets);
    RequestRecord record;
    record.sent = milliseconds{5};
    record.rawEvents = {0, static_cast<std::uint32_t>(block.text.size())};
    std::vector<std::pair<Nanos, std::string>> events;
    for (const RawEvent& event : rawEventsOf(block, record))
        events.emplace_back(event.at, event.bytes);
    return events;
}

using Events = std::vector<std::pair<Nanos, std::string>>;

TEST(RawAnswer, HasTheBytesOfEachReadAndItsMoment)
{
    RawAnswer raw;
    raw.reserve(10);
    raw.add(milliseconds{10}, "one");
    raw.add(milliseconds{10}, " and a half");
    raw.add(milliseconds{20}, "");
    raw.add(milliseconds{15}, "two");
    EXPECT_EQ(eventsOf(raw), (Events{{milliseconds{10}, "one and a half"}, {milliseconds{15}, "two"}}));
    raw.clear();
    EXPECT_TRUE(raw.kept(Nanos{0}, {}).empty());
}

TEST(RawAnswer, KeepsNothingWithoutMemory)
{
    RawAnswer raw;
    raw.add(milliseconds{10}, std::string(100, 'x'));
    EXPECT_TRUE(raw.isCut());
    EXPECT_LT(raw.bytes().size(), 100U);
}

TEST(RawAnswer, HidesASecretThatLiesInSeveralReads)
{
    const std::vector<Secret> secrets{Secret{"Bearer " + kKey}};
    for (std::size_t cut = 0; cut < kKey.size(); ++cut) {
        RawAnswer raw;
        raw.reserve(10);
        raw.add(milliseconds{10}, "a " + kKey.substr(0, cut));
        raw.add(milliseconds{20}, kKey.substr(cut) + " b");
        EXPECT_EQ(eventsOf(raw, secrets), (Events{{milliseconds{10}, "a "}, {milliseconds{20}, "[secret] b"}})) << cut;
    }
}

TEST(RawAnswer, ACharacterLiesInOneRead)
{
    RawAnswer raw;
    raw.reserve(10);
    raw.add(milliseconds{10}, "x\xE2\x82");
    raw.add(milliseconds{20}, "\xACy\xF0\x9F");
    raw.add(milliseconds{30}, "\x92");
    raw.add(milliseconds{40}, "\xA9");
    raw.add(milliseconds{50}, "\x80\x80\x80\x80\x80");  // no character at all
    raw.add(milliseconds{60}, "\x80z");
    const Events events = eventsOf(raw);
    EXPECT_EQ(events[0].second, "x");
    EXPECT_EQ(events[1].second, "\xE2\x82\xACy");
    std::string all;
    for (const auto& [at, bytes] : events)
        all += bytes;
    EXPECT_EQ(all, raw.bytes());
}

TEST(RawAnswer, EndsAtItsLimitAndSaysSo)
{
    RawAnswer raw;
    raw.reserve(1'000'000'000);
    const std::string read(50'000, 'x');
    for (int i = 0; i < 40; ++i)
        raw.add(milliseconds{i}, read);
    EXPECT_TRUE(raw.isCut());
    EXPECT_GE(raw.bytes().size(), kRawAnswers.ofOne);
    EXPECT_LE(raw.bytes().size(), kRawAnswers.ofOne + 64);
    EXPECT_EQ(eventsOf(raw).back().second, "[the rest of this answer was not kept]");
}

// Many tiny reads are cut by their number.
TEST(RawAnswer, AllocatesNoPlaceForReads)
{
    RawAnswer raw;
    raw.reserve(1);
    for (int i = 0; i < 100'000; ++i)
        raw.add(milliseconds{i}, "x");
    EXPECT_TRUE(raw.isCut());
    EXPECT_LT(raw.bytes().size(), 10'000U);
}

Finished answeredBy(std::vector<ServerStep> steps, bool save)
{
    const LoopbackServer server{std::move(steps)};
    RunSpec spec;
    spec.arrivals.numRequests = 1;
    spec.keep.saveRawEvents = save;
    return runPlan(loadPlan(server.port(), spec));
}

std::vector<ServerStep> twoReads()
{
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string one = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";
    const std::string two = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    const auto chunk = [](const std::string& bytes) {
        std::ostringstream size;
        size << std::hex << bytes.size();
        return size.str() + "\r\n" + bytes + "\r\n";
    };
    return {Step::expectRequest(), Step::send(head + chunk(one)), Step::wait(milliseconds{60}),
            Step::send(chunk(two) + "0\r\n\r\n"), Step::close()};
}

TEST(RawAnswer, OfARunHasTheBodyWithItsArrivals)
{
    const Finished run = answeredBy(twoReads(), true);
    ASSERT_EQ(run.records.size(), 1U);
    EXPECT_EQ(run.records[0].outcome, Outcome::Ok) << run.error(0);
    const std::vector<RawEvent> events = run.rawEvents(0);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].at, run.records[0].firstByte);
    EXPECT_EQ(events[0].bytes, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n");
    EXPECT_GE(events[1].at - events[0].at, milliseconds{50});
    EXPECT_EQ(run.answer(0), "") << "answers are another setting";
}

TEST(RawAnswer, IsNotKeptUnlessAskedFor) { EXPECT_TRUE(answeredBy(twoReads(), false).rawEvents(0).empty()); }

TEST(RawAnswer, OfARefusalHasItsPage)
{
    const Finished run
        = answeredBy({Step::expectRequest(), Step::send("HTTP/1.1 500 Oops\r\nContent-Length: 12\r\n\r\n<p>sorry</p>"),
                      Step::close()},
                     true);
    EXPECT_EQ(run.raw(0), "<p>sorry</p>");
}

}  // namespace
}  // namespace inferometer
