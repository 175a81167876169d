// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_name.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace inferometer {
namespace {

RunHeader headerOf(const std::string& model)
{
    RunHeader header;
    header.model = model;
    header.spec.arrivals.numConcurrentRequests = 64;
    header.startUtc = Nanos{1'700'000'000'250'000'000};  // 22:13:20 UTC
    return header;
}

class RunNameTest : public testing::Test
{
protected:
    static void zone(const char* name)
    {
        setenv("TZ", name, 1);
        tzset();
    }
    void SetUp() override { zone("UTC"); }
    void TearDown() override
    {
        unsetenv("TZ");
        tzset();
    }
};

TEST_F(RunNameTest, SaysModelLoadAndLocalTime)
{
    EXPECT_EQ(runName(headerOf("meta-llama/Llama-3.3-70B")).text(), "Llama-3.3-70B, 64 streams, 22:13");
    zone("EST5");
    EXPECT_EQ(runName(headerOf("tiny")).text(), "tiny, 64 streams, 17:13");
}

TEST_F(RunNameTest, CountsOneStreamAsOne)
{
    RunHeader header = headerOf("tiny");
    header.spec.arrivals.numConcurrentRequests = 1;
    EXPECT_EQ(runName(header).text(), "tiny, 1 stream, 22:13");
}

TEST_F(RunNameTest, SaysTheRateOfASchedule)
{
    RunHeader header = headerOf("tiny");
    header.spec.evaluation = Evaluation::RealWorkload;
    header.spec.arrivals.qps = 2.5;
    EXPECT_EQ(runName(header).text(), "tiny, 2.5 /s, 22:13");
    header.spec.arrivals.stages = "5-15:1m";
    EXPECT_EQ(runName(header).text(), "tiny, 10 /s, 22:13");
    header.spec.arrivals.stages = "nonsense";
    EXPECT_EQ(runName(header).text(), "tiny, 2.5 /s, 22:13");
}

TEST_F(RunNameTest, IsWhatAPersonCalledIt)
{
    EXPECT_EQ(runName(headerOf("tiny"), {"before the update", ""}).text(), "before the update");
    EXPECT_EQ(runName(headerOf("tiny"), {"", "a note alone"}).text(), "tiny, 64 streams, 22:13");
    EXPECT_EQ(runName(headerOf("tiny"), {"two\nlines\x1b", ""}).text(), "two\\nlines\\x1b");
}

TEST_F(RunNameTest, KeepsForeignTextToOneShortLine)
{
    EXPECT_EQ(shortModelName("a/b\nc\x1b[2J"), "b\\nc\\x1b[2J");
    EXPECT_EQ(shortModelName("/models/llama.gguf"), "llama.gguf");
    EXPECT_EQ(shortModelName("org/model/"), "model");
    EXPECT_EQ(runName(headerOf("two words")).text(), "two words, 64 streams, 22:13");
    const std::string name = shortModelName("begin" + std::string(5000, 'x') + "\xC3\xA4nd");
    EXPECT_EQ(name.substr(0, 5), "begin");
    EXPECT_EQ(name.substr(name.size() - 4), "\xC3\xA4nd");
    EXPECT_EQ(name.size(), kShortModelLength + 3);  // of three and two bytes
    std::string umlauts;
    for (std::size_t i = 0; i < kShortModelLength; ++i)
        umlauts += "\xC3\xA4";
    EXPECT_EQ(shortModelName(umlauts), umlauts);
    EXPECT_EQ(shortModelName("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_F(RunNameTest, OfARunThatHasNotBegun)
{
    RunSpec spec;
    spec.arrivals.numConcurrentRequests = 8;
    spec.target.baseUrl = "http://user:secret@127.0.0.1:8000/v1";
    EXPECT_EQ(runName(spec).text(), "8 streams");
    spec.target.baseUrl = "http://127.0.0.1:8000/v1";
    EXPECT_EQ(runName(spec).text(), "127.0.0.1:8000, 8 streams");
    spec.target.modelNames = "org/a";
    EXPECT_EQ(runName(spec).text(), "a, 8 streams");
    spec.target.modelNames = "org/a b c";
    EXPECT_EQ(runName(spec).text(), "a and 2 more, 8 streams");
}

}  // namespace
}  // namespace inferometer
